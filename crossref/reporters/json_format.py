"""The format ``json``, version 1: a contract with its readers. Fields may be added, never changed or removed."""

from __future__ import annotations

from typing import Any

import msgspec

from crossref.model import Finding, Fix, Place, Report
from crossref.reporters import Layout

VERSION = 1


def render(report: Report, _layout: Layout) -> str:
    """Everything in the report as one JSON object."""
    document = {
        "version": VERSION,
        "root": report.root,
        "documents": report.documents,
        "findings": [_finding(finding) for finding in report.findings],
        "silenced": [{**_finding(entry.finding), "reason": entry.reason} for entry in report.silenced],
        "unchecked": dict(report.unchecked),
        **({"fixed": report.fixed} if report.fixed else {}),
        **({"parser": report.parser} if report.parser else {}),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    problem = finding.problem
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "message": problem.message,
        **_place(problem.place),
        "fingerprint": finding.fingerprint,
        "notes": [{"message": note.message, **_place(note.place)} for note in problem.notes],
        "fix": _fix(problem.fix) if problem.fix else None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{**_place(edit.place), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _place(place: Place) -> dict[str, Any]:
    span = place.span
    return {
        "path": place.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
