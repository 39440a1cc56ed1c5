"""The one set that a command looks at as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from crossref.commands.baselines import Loaded, baselines_of
from crossref.commands.checking import Checked, CheckOptions, check_sets
from crossref.commands.output import fail, tell
from crossref.commands.reading import ReadingOptions
from crossref.commands.sets import DocumentSet, gather
from crossref.config import Overrides
from crossref.engine import Analysis
from crossref.model import CrossrefError


def one_set(path: str, config: str | None) -> DocumentSet:
    """The set at a path, whole even if the path is a file; ends the command where there is none or more than one."""
    try:
        sets = gather([Path(path)], Overrides(), Path(config) if config else None)
    except CrossrefError as error:
        fail(str(error))
    if len(sets) > 1:
        fail(f"{path} holds several sets; name one: {', '.join(each.folder or '.' for each in sets)}")
    return sets[0]


def checked(found: DocumentSet, options: CheckOptions, *, with_baseline: bool = False) -> Checked:
    """What a run says of a set, facts included; ends the command if it cannot be made."""
    try:
        baselines: Mapping[str, Loaded] = baselines_of([found], options.baseline) if with_baseline else {}
        return check_sets([found], options, baselines)[0]
    except CrossrefError as error:
        fail(str(error))


def analysed(path: str, config: str | None, reading: ReadingOptions) -> tuple[DocumentSet, Analysis]:
    """The set at a path and what a run says of it; documents that cannot be read are named on stderr."""
    found = one_set(path, config)
    run = checked(found, CheckOptions(reading, facts=True))
    tell_unreadable([run])
    return found, run.analysis


def tell_unreadable(runs: Iterable[Checked]) -> None:
    """Name on stderr the documents that could not be read."""
    for run in runs:
        for finding in run.analysis.report.findings:
            if finding.code == "XR903":
                place = finding.problem.place
                tell(f"{run.found.shown(place.path)}:{place.span.line}: {finding.problem.message}")
