"""What can be done with finished reports before they are rendered: limit one to some files, put several together."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from crossref.model import Edit, Finding, Fix, Note, Place, Problem, Report, Severity


def limited(report: Report, paths: Collection[str], links: Collection[Place] = ()) -> Report:
    """The report with only those findings that touch one of the paths, themselves or with a note.

    ``links`` are the places of links that lead to one of the paths: a finding that stands on one touches it, too, so
    that whoever renames a heading is told of the link that named it.
    """
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if _touches(finding, paths, links)),
        silenced=tuple(entry for entry in report.silenced if _touches(entry.finding, paths, links)),
    )


def together(reports: Sequence[tuple[str, Report]]) -> Report:
    """Several sets in one report; each comes with its folder, which is put before its paths (``""`` for none).

    A finding that two overlapping sets share is told once.
    """
    told = [moved(report, folder) for folder, report in reports]
    if len(told) == 1:
        return told[0]
    excerpts: dict[str, dict[int, str]] = {}
    unchecked: Counter[str] = Counter()
    for report in told:
        unchecked.update(report.unchecked)
        for path, lines in report.excerpts.items():
            excerpts.setdefault(path, {}).update(lines)
    findings = {_order(finding): finding for report in told for finding in report.findings}
    silenced = {_order(entry.finding): entry for report in told for entry in report.silenced}
    return Report(
        root=".",
        documents=sum(report.documents for report in told),
        findings=tuple(findings[key] for key in sorted(findings)),
        silenced=tuple(silenced[key] for key in sorted(silenced)),
        unchecked=dict(sorted(unchecked.items())),
        excerpts=excerpts,
        parser=told[0].parser,
        failing=tuple({_order(finding): finding for report in told for finding in report.failing}.values()),
        paths=tuple(sorted({path for report in told for path in report.paths})),
        fixed=sum(report.fixed for report in told),
    )


def weighed(report: Report, fail_on: Severity) -> Report:
    """The report with those findings as ``failing`` that are at or above a severity; ``OFF`` stands for never."""
    failing = [finding for finding in report.findings if fail_on is not Severity.OFF and finding.severity >= fail_on]
    return replace(report, failing=tuple(failing))


def _touches(finding: Finding, paths: Collection[str], links: Collection[Place]) -> bool:
    places = (finding.problem.place, *(note.place for note in finding.problem.notes))
    return any(place.path in paths or place in links for place in places)


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.problem.place
    return (place.path, place.span.line, place.span.column, finding.code, finding.fingerprint)


# -- the same report from a folder above -----------------------------------------------------------------------------


def moved(report: Report, folder: str) -> Report:
    """The report with a folder before all its paths (``""`` for none)."""
    if not folder:
        return report
    return replace(
        report,
        findings=tuple(_finding(finding, folder) for finding in report.findings),
        silenced=tuple(replace(entry, finding=_finding(entry.finding, folder)) for entry in report.silenced),
        excerpts={_path(path, folder): lines for path, lines in report.excerpts.items()},
        failing=tuple(_finding(finding, folder) for finding in report.failing),
        paths=tuple(_path(path, folder) for path in report.paths),
    )


def _finding(finding: Finding, folder: str) -> Finding:
    return replace(finding, problem=_problem(finding.problem, folder))


def _problem(problem: Problem, folder: str) -> Problem:
    notes = tuple(Note(note.message, _place(note.place, folder)) for note in problem.notes)
    fix = problem.fix and _fix(problem.fix, folder)
    return replace(problem, place=_place(problem.place, folder), notes=notes, fix=fix)


def _fix(fix: Fix, folder: str) -> Fix:
    return replace(fix, edits=tuple(Edit(_place(edit.place, folder), edit.text) for edit in fix.edits))


def _place(place: Place, folder: str) -> Place:
    return replace(place, path=_path(place.path, folder))


def _path(path: str, folder: str) -> str:
    # A baseline that several sets share lies above them.
    return posixpath.normpath(f"{folder}/{path}") if path.startswith("../") else f"{folder}/{path}"
