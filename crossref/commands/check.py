"""``crossref check``: find where the documents break."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.candidates import levels, selectors, severities
from crossref.commands.options import BaselineOption, CacheDirOption, ConfigOption, NoCacheOption, OutputsOption, listed
from crossref.commands.output import emit, fail, has_colour, save, tell, width
from crossref.reporters import AUTO, FORMATS, Layout, automatic, renderer

if TYPE_CHECKING:
    from crossref.commands.checking import CheckOptions
    from crossref.commands.sets import DocumentSet
    from crossref.model import Report

_FILE_WIDTH = 100
"""Cells of a report that goes into a file."""

_CHOICES = (*FORMATS, AUTO)
_SELECTORS = "Codes, prefixes or names, comma-separated."


def check(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", hidden=True)] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="NAME", help=f"{', '.join(_CHOICES)}.", autocompletion=lambda: [*_CHOICES]),
    ] = None,
    outputs: OutputsOption = None,
    config: ConfigOption = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULES", help=f"Run only these. {_SELECTORS}", autocompletion=selectors),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULES", help="Do not run these.", autocompletion=selectors),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="GLOB", help="Files to leave out, from the project root.")
    ] = None,
    severity: Annotated[
        list[str] | None,
        typer.Option(
            "--severity", metavar="RULE=LEVEL", help="LEVEL is error, warning, info or off.", autocompletion=severities
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", metavar="LEVEL", help="error (default), warning, info or never.", autocompletion=levels
        ),
    ] = None,
    baseline: BaselineOption = None,
    update: Annotated[
        bool, typer.Option("--update", help="Take out of the baseline what is stale; nothing is added.")
    ] = False,
    since: Annotated[
        str | None, typer.Option("--since", metavar="REV", help="Only findings that changed since a git revision.")
    ] = None,
    stdin_filename: Annotated[
        str | None, typer.Option("--stdin-filename", metavar="NAME", help="Read this document's text from stdin.")
    ] = None,
    workers: Annotated[
        str | None,
        typer.Option("--workers", metavar="N", help="Processes that read documents; default: as many as help."),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Read on a Dask cluster: tcp://host:8786.")
    ] = None,
    no_cache: NoCacheOption = False,
    cache_dir: CacheDirOption = None,
    cache_by_hash: Annotated[
        bool, typer.Option("--cache-by-hash", help="Know files by content, not by time of change: for CI.")
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Make the fixes that are safe, and report what remains.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: the fixes that are guesses, too.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")] = False,
    show_files: Annotated[bool, typer.Option("--show-files", help="List the documents, and stop.")] = False,
    show_config: Annotated[bool, typer.Option("--show-config", help="Print what applies as JSON, and stop.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List findings of severity info, too.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No totals and no progress bar.")] = False,
) -> None:
    """Find where the documents break.

    PATH is a folder (default: this one), or a file of a set, to which the
    findings are limited.

    Exit code 0: nothing at or above --fail-on; 1: findings; 2: not checked.

    \b
    crossref check docs
    crossref check --format pretty --format json --output - --output out.json
    """
    if len(outputs or ()) > len(formats or ("pretty",)):
        fail("more --output than --format; the nth output belongs to the nth format")
    for name in formats or ():
        if name not in _CHOICES:
            fail(f"--format: {_unknown_format(name)}")

    # Imported here: `--help` and completion read this module too, and need none of it.
    from crossref.commands import fixes
    from crossref.commands.checking import CheckOptions
    from crossref.commands.hosts import for_readers
    from crossref.commands.reading import ReadingOptions
    from crossref.commands.sets import gather
    from crossref.config import Overrides
    from crossref.model import CrossrefError

    chosen = fixes.options(fix=fix, unsafe=unsafe_fixes, diff=diff, stdin=stdin_filename is not None)
    overrides = Overrides(
        select=listed(select or ()) or None,
        ignore=listed(ignore or ()) or None,
        severity=_levels(severity or ()),
        exclude=tuple(exclude) if exclude else None,
        fail_on=fail_on,
    )
    try:
        named = [Path(path) for path in paths or ["."]]
        sets = gather(named, overrides, Path(config) if config else None, stdin_filename)
    except CrossrefError as error:
        fail(str(error))
    if show_config or show_files:
        emit(_configuration(sets) if show_config else _files(sets))
        return
    if update and stdin_filename is not None:
        fail("--update and --stdin-filename exclude each other: the text is not saved yet")
    reading = ReadingOptions(workers, scheduler, no_cache, cache_dir, cache_by_hash)
    # What is made from here on lives until the end; looking through all of it for garbage takes longer than a rule.
    gc.disable()
    options = CheckOptions(reading, baseline, since, is_narrowed=bool(exclude), fixing=chosen)
    report = _checked(sets, options, update=update, quiet=quiet)
    for name, output in zip_longest(formats or ["pretty"], outputs or []):
        if diff and output in (None, "-"):
            continue  # where the differences went
        known = automatic(os.environ) if name == AUTO else name
        _deliver(for_readers(report, known, sets, os.environ), known, output, verbose=verbose, quiet=quiet)
    if report.failing:
        raise typer.Exit(1)


def _checked(sets: Sequence[DocumentSet], options: CheckOptions, *, update: bool, quiet: bool) -> Report:
    """The report over all sets; with ``update``, the baselines are written first and told without what was stale."""
    from crossref.commands import fixes
    from crossref.commands.baselines import baselines_of, shown
    from crossref.commands.checking import check_sets, combined, updates, without_stale
    from crossref.commands.progress import Bar
    from crossref.model import CrossrefError
    from crossref.reporters.text import count

    try:
        baselines = baselines_of(sets, options.baseline)
        if update and not baselines:
            fail("--update needs a baseline; name one with --baseline FILE or `baseline` in the configuration")
        with Bar(not quiet) as progress:
            checked = check_sets(sets, options, baselines, progress)
    except CrossrefError as error:
        fail(str(error))
    if update:
        for file, (text, removed) in updates(checked, options, baselines).items():
            save(shown(file), text)
            if removed:
                tell(f"took {count(removed, 'stale entry', 'stale entries')} out of {shown(file)}")
        checked = without_stale(checked)
    report = combined(checked)
    if options.fixing.diff:
        fixes.show([one.proposed for one in checked], len(report.findings), quiet=quiet)
    return report


def _deliver(report: Report, name: str, output: str | None, *, verbose: bool, quiet: bool) -> None:
    if output is None or output == "-":
        from crossref.commands.hosts import for_log

        layout = Layout(width(), has_colour(sys.stdout), verbose, not quiet)
        emit(for_log(renderer(name)(report, layout), name, os.environ))
    else:
        save(output, renderer(name)(report, Layout(_FILE_WIDTH, False, verbose, not quiet)))


# -- flags -----------------------------------------------------------------------------------------------------------


def _levels(given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for item in (item for items in given for item in items.split(",")):
        selector, separator, level = item.partition("=")
        if not separator:
            fail(f"--severity: `{item}` has no level; write it as `{item or 'broken-link'}=warning`")
        pairs.append((selector.strip(), level.strip()))
    return tuple(pairs)


def _unknown_format(name: str) -> str:
    from crossref.match import nearest

    near = nearest(name, _CHOICES)
    return f"there is no format `{name}`; " + (
        f"did you mean `{near}`?" if near else f"there are {', '.join(_CHOICES)}"
    )


# -- instead of a check ----------------------------------------------------------------------------------------------


def _files(sets: Sequence[DocumentSet]) -> str:
    return "".join(f"{path}\n" for path in sorted(each.shown(source.path) for each in sets for source in each.sources))


def _configuration(sets: Sequence[DocumentSet]) -> str:
    """What applies to each set; a list only if there are several."""
    import json

    import msgspec

    from crossref.model import Severity

    def plain(value: object) -> object:
        if isinstance(value, Severity):
            return value.label
        if isinstance(value, msgspec.Struct):
            fields = msgspec.structs.asdict(value).items()
            return {name.replace("_", "-"): plain(inner) for name, inner in fields}
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, frozenset | tuple | list):
            return [plain(inner) for inner in (sorted(value) if isinstance(value, frozenset) else value)]
        return value

    shown = [plain(each.config) for each in sets]
    return json.dumps(shown if len(shown) > 1 else shown[0], indent=2, ensure_ascii=False) + "\n"
