"""``crossref baseline``: write down the findings of today, so that a check reports only new ones."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.options import CacheDirOption, ConfigOption, NoCacheOption

if TYPE_CHECKING:
    from crossref.baseline import Entry
    from crossref.commands.sets import DocumentSet


def baseline(
    path: Annotated[str, typer.Argument(metavar="PATH", hidden=True)] = ".",
    output: Annotated[
        str | None, typer.Option("--output", metavar="FILE", help="Where it goes, for all sets; - for stdout.")
    ] = None,
    config: ConfigOption = None,
    no_cache: NoCacheOption = False,
    cache_dir: CacheDirOption = None,
) -> None:
    """Write down the findings of today as known.

    A check with that file reports only new ones.

    PATH is a folder (default: this one). Each set has its file where `baseline`
    in the configuration says, else crossref-baseline.json in its project root.

    \b
    crossref baseline
    crossref check --baseline crossref-baseline.json
    """
    from crossref.baseline import entry_of
    from crossref.commands.baselines import shown, text_for
    from crossref.commands.checking import CheckOptions, check_sets
    from crossref.commands.one_set import tell_unreadable
    from crossref.commands.output import emit, fail, save, tell
    from crossref.commands.progress import Bar
    from crossref.commands.reading import ReadingOptions
    from crossref.commands.sets import gather
    from crossref.config import Overrides
    from crossref.model import CrossrefError

    options = CheckOptions(ReadingOptions(no_cache=no_cache, cache_dir=cache_dir))
    try:
        sets = gather([Path(path)], Overrides(), Path(config) if config else None)
        files = [_place(each, output) for each in sets]
        before = {file: () if output == "-" else _entries(file) for file in dict.fromkeys(files)}
        with Bar() as progress:
            checked = check_sets(sets, options, {}, progress)
    except CrossrefError as error:
        fail(str(error))
    tell_unreadable(checked)
    for file, old in before.items():
        shares: list[tuple[DocumentSet, list[Entry]]] = [
            (one.found, [entry_of(finding, one.texts) for finding in one.report.findings])
            for one, place in zip(checked, files, strict=True)
            if place == file
        ]
        text = text_for(file, shares)
        if output == "-":
            emit(text)
            continue
        save(shown(file), text)
        tell(_summary(file, old, [entry for _, entries in shares for entry in entries]))
    if output != "-" and any(each.config.baseline is None for each in sets):
        tell("use it with `crossref check --baseline FILE`, or name it as `baseline` in the configuration")


def _place(each: DocumentSet, output: str | None) -> str:
    """The absolute path of the baseline of a set; what goes to stdout has paths from the working directory."""
    from crossref.commands.baselines import NAME, place_of

    found = place_of(each.config, NAME if output == "-" else output)
    return found or os.path.join(each.config.project_root, NAME)


def _entries(file: str) -> tuple[Entry, ...]:
    """What a baseline has that is to be replaced; raises ``BaselineError`` if the file is something else."""
    from crossref.commands.baselines import load

    return tuple(one.entry for one in load(file).baseline.known) if os.path.lexists(file) else ()


def _summary(file: str, old: Sequence[Entry], new: Sequence[Entry]) -> str:
    """``crossref-baseline.json: 12 findings, 1 of them new; 3 that it had are gone``."""
    from crossref.commands.baselines import shown
    from crossref.reporters.text import count

    before, now = Counter(entry.fingerprint for entry in old), Counter(entry.fingerprint for entry in new)
    added, gone = (now - before).total(), (before - now).total()
    parts = [f"{shown(file)}: {count(len(new), 'finding')}"]
    if old and added:
        parts.append(f", {added} of them new")
    if gone:
        parts.append(f"; {gone} that it had {'is' if gone == 1 else 'are'} gone")
    return "".join(parts)
