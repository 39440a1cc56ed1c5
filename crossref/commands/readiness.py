"""``crossref readiness``: the release gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.output import fail
from crossref.reporters.readiness import FORMATS, renderer

if TYPE_CHECKING:
    from crossref.model import Config, Report
    from crossref.revisions import Changes


def readiness(
    path: Annotated[str, typer.Argument(metavar="PATH", hidden=True)] = ".",
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="NAME", help=f"{', '.join(FORMATS)}.", autocompletion=lambda: [*FORMATS]),
    ] = None,
    outputs: Annotated[
        list[str] | None,
        typer.Option("--output", metavar="FILE", help="Where it goes; the nth belongs to the nth format."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="REV", help="A git revision to compare the findings with.")
    ] = None,
    config: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="Instead of the crossref.toml found upwards.")
    ] = None,
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

    from crossref.commands.one_set import analysis_of, one_set
    from crossref.coverage import cover
    from crossref.readiness import assess
    from crossref.rules import RULES

    found = one_set(path, config)
    analysis = analysis_of(found)
    changes = _changes(found.config, analysis.report, since) if since is not None else None
    assessed = assess(analysis.graph, analysis.report, cover(analysis.graph), found.config, RULES)
    deliver(wanted, lambda name, layout: renderer(name)(assessed, changes, layout))
    if not assessed.is_ready:
        raise typer.Exit(1)


def _changes(config: Config, report: Report, revision: str) -> Changes:
    """What has changed since a revision; ends the command if that cannot be read."""
    from crossref.engine import analyse
    from crossref.revisions import RevisionError, compare, snapshot

    try:
        then = snapshot(config, revision)
        before = analyse(then.sources, then.tree, config).report
    except RevisionError as error:
        fail(f"--since: {error}")
    return compare(before.findings, report.findings, revision, then.commit)
