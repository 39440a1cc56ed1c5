"""``crossref readiness``: the release gate."""

from __future__ import annotations

from typing import Annotated

import typer

from crossref.commands.options import BaselineOption, CacheDirOption, ConfigOption, NoCacheOption, OutputsOption
from crossref.reporters.readiness import FORMATS, renderer


def readiness(
    path: Annotated[str, typer.Argument(metavar="PATH", hidden=True)] = ".",
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="NAME", help=f"{', '.join(FORMATS)}.", autocompletion=lambda: [*FORMATS]),
    ] = None,
    outputs: OutputsOption = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="REV", help="A git revision to compare the findings with.")
    ] = None,
    baseline: BaselineOption = None,
    config: ConfigOption = None,
    no_cache: NoCacheOption = False,
    cache_dir: CacheDirOption = None,
) -> None:
    """Say whether the documents are ready for a release, and why not.

    PATH is a folder (default: this one), or a file of the set. What keeps a
    set from being ready: findings at or above fail-on, those of the rules in
    [readiness] blockers, and a coverage below [readiness] coverage.

    Exit code 0: ready; 1: not ready; 2: not checked.

    \b
    crossref readiness docs
    crossref readiness --since v1.2 --format markdown --output readiness.md
    """
    from crossref.commands.delivery import deliver, requested

    wanted = requested(formats, outputs, FORMATS, "text")

    from crossref.changes import Run, compare
    from crossref.commands.checking import CheckOptions
    from crossref.commands.one_set import checked, one_set
    from crossref.commands.reading import ReadingOptions
    from crossref.coverage import cover
    from crossref.readiness import assess
    from crossref.rules import RULES

    found = one_set(path, config)
    reading = ReadingOptions(no_cache=no_cache, cache_dir=cache_dir)
    run = checked(found, CheckOptions(reading, baseline, since, facts=True), with_baseline=True)
    now = Run(run.report.findings, run.texts, run.report.paths)
    changes = compare(run.then, now, since or "", run.commit) if run.then else None
    assessed = assess(run.analysis.graph, run.report, cover(run.analysis.graph), found.config, RULES)
    deliver(wanted, lambda name, layout: renderer(name)(assessed, changes, layout))
    if not assessed.is_ready:
        raise typer.Exit(1)
