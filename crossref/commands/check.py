"""``crossref check``: find where the documents break."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Collection, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.candidates import levels, selectors, severities
from crossref.commands.output import emit, fail, has_colour, save, width
from crossref.reporters import AUTO, FORMATS, Layout, automatic, renderer

if TYPE_CHECKING:
    from crossref.commands.fixes import FixOptions
    from crossref.commands.reading import ReadingOptions
    from crossref.commands.sets import DocumentSet
    from crossref.edits import Change
    from crossref.graph import Graph
    from crossref.model import Place, Report

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
    outputs: Annotated[
        list[str] | None,
        typer.Option("--output", metavar="FILE", help="Where it goes; the nth belongs to the nth format."),
    ] = None,
    config: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="Instead of the crossref.toml found upwards.")
    ] = None,
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
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read all documents, and remember none.")] = False,
    cache_dir: Annotated[
        str | None, typer.Option("--cache-dir", metavar="DIR", help="Remember them here, not in .crossref_cache.")
    ] = None,
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
    from crossref.commands.hosts import for_readers
    from crossref.commands.reading import ReadingOptions
    from crossref.commands.sets import gather
    from crossref.config import ConfigError, Overrides

    chosen = fixes.options(fix=fix, unsafe=unsafe_fixes, diff=diff, stdin=stdin_filename is not None)
    overrides = Overrides(
        select=_split(select),
        ignore=_split(ignore),
        severity=_levels(severity or ()),
        exclude=tuple(exclude) if exclude else None,
        fail_on=fail_on,
    )
    try:
        named = [Path(path) for path in paths or ["."]]
        sets = gather(named, overrides, Path(config) if config else None, stdin_filename)
    except ConfigError as error:
        fail(str(error))
    if show_config or show_files:
        emit(_configuration(sets) if show_config else _files(sets))
        return
    options = ReadingOptions(workers, scheduler, no_cache, cache_dir, cache_by_hash)
    # What is made from here on lives until the end; looking through all of it for garbage takes longer than a rule.
    gc.disable()
    report, has_failed = _checked(sets, options, chosen, quiet=quiet)
    for name, output in zip_longest(formats or ["pretty"], outputs or []):
        if diff and output in (None, "-"):
            continue  # where the differences went
        known = automatic(os.environ) if name == AUTO else name
        _deliver(for_readers(report, known, sets, os.environ), known, output, verbose=verbose, quiet=quiet)
    if has_failed:
        raise typer.Exit(1)


def _checked(
    sets: Sequence[DocumentSet], options: ReadingOptions, chosen: FixOptions, *, quiet: bool
) -> tuple[Report, bool]:
    """The report over all sets, and whether any of them has findings that its configuration fails on."""
    from crossref.commands import fixes
    from crossref.commands.progress import Bar
    from crossref.commands.reading import cache, executor
    from crossref.commands.reports import fails, limited, together
    from crossref.engine import Analysis, analyse
    from crossref.executors import ExecutorError
    from crossref.files import DirectoryTree

    reports: list[Report] = []
    changes: list[Change] = []
    fixed = 0
    reader = executor(options)
    with Bar(not quiet) as progress:

        def analysed(each: DocumentSet) -> Analysis:
            tree, known = DirectoryTree(each.config.project_root), cache(options, each)
            try:
                return analyse(each.sources, tree, each.config, executor=reader, cache=known, progress=progress)
            except ExecutorError as error:
                fail(str(error))

        for each in sets:
            analysis = analysed(each)
            if chosen.diff:
                number, changed = fixes.differences(each, analysis, chosen)
                fixed, changes = fixed + number, [*changes, *changed]
            elif chosen.fix:
                analysis = fixes.written(each, analysis, chosen, analysed)
            report = analysis.report
            if each.only is not None:
                report = limited(report, each.only, _leading_to(each.only, analysis.graph))
            reports.append(report)
    if chosen.diff:
        fixes.show(changes, fixed, sum(len(report.findings) for report in reports), quiet=quiet)
    pairs = list(zip(sets, reports, strict=True))
    has_failed = any(fails(report, each.config.fail_on) for each, report in pairs)
    return together([(each.folder, report) for each, report in pairs]), has_failed


def _leading_to(paths: Collection[str], graph: Graph) -> set[Place]:
    """The places of the links that lead to one of some documents."""
    return {link.place for link in graph.links() if (graph.target(link) or link.target) in paths}


def _deliver(report: Report, name: str, output: str | None, *, verbose: bool, quiet: bool) -> None:
    if output is None or output == "-":
        from crossref.commands.hosts import for_log

        layout = Layout(width(), has_colour(sys.stdout), verbose, not quiet)
        emit(for_log(renderer(name)(report, layout), name, os.environ))
    else:
        save(output, renderer(name)(report, Layout(_FILE_WIDTH, False, verbose, not quiet)))


# -- flags -----------------------------------------------------------------------------------------------------------


def _split(lists: Sequence[str] | None) -> tuple[str, ...] | None:
    found = tuple(item.strip() for listed in lists or () for item in listed.split(",") if item.strip())
    return found or None


def _levels(given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for item in (item for listed in given for item in listed.split(",")):
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
