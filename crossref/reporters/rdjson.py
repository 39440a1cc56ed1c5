"""The format ``rdjson``: a ``DiagnosticResult`` of the Reviewdog Diagnostic Format (``proto/rdf/reviewdog.proto``).

Paths are relative to the repository. Positions count bytes in UTF-8 from 1 and the end is exclusive, so our columns,
which count characters, are converted with the text of their lines; where a line's text is not known, the position has no
column and means the whole line.
"""

from __future__ import annotations

from typing import Any

from crossref.model import Edit, Finding, Place, Report, Severity
from crossref.reporters import Layout
from crossref.reporters.json_text import dumped
from crossref.reporters.text import visible

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, _layout: Layout) -> str:
    """Every finding as a diagnostic, its notes as related locations, its fix as suggestions."""
    worst = max((finding.severity for finding in report.findings), default=None)
    result = {
        "source": {"name": "crossref"},
        **({"severity": _SEVERITIES[worst]} if worst else {}),
        "diagnostics": [_Diagnostic(report).of(finding) for finding in report.findings],
    }
    return dumped(result)


class _Diagnostic:
    """Findings as diagnostics, by the lines that a report has."""

    def __init__(self, report: Report) -> None:
        self._excerpts = report.excerpts

    def of(self, finding: Finding) -> dict[str, Any]:
        problem = finding.problem
        diagnostic: dict[str, Any] = {
            "message": visible(problem.message),
            "location": self._location(problem.place),
            "severity": _SEVERITIES[finding.severity],
            "source": {"name": "crossref"},
            "code": {"value": f"{finding.code} {finding.name}"},
        }
        if suggestions := self._suggestions(finding):
            diagnostic["suggestions"] = suggestions
        if problem.notes:
            diagnostic["related_locations"] = [
                {"message": visible(note.message), "location": self._location(note.place)} for note in problem.notes
            ]
        return diagnostic

    def _suggestions(self, finding: Finding) -> list[dict[str, Any]]:
        """The edits of the fix; none if one lies in another file or has no exact place, as half a fix is none."""
        edits: tuple[Edit, ...] = finding.problem.fix.edits if finding.problem.fix else ()
        path = finding.problem.place.path
        ranges = [self._range(edit.place) for edit in edits]
        if any(edit.place.path != path for edit in edits) or any("column" not in found["start"] for found in ranges):
            return []
        return [{"range": found, "text": edit.text} for found, edit in zip(ranges, edits, strict=True)]

    def _location(self, place: Place) -> dict[str, Any]:
        return {"path": place.path, "range": self._range(place)}

    def _range(self, place: Place) -> dict[str, Any]:
        span = place.span
        start = self._column(place.path, span.line, span.column)
        end = self._column(place.path, span.end_line, span.end_column)
        if start is None or end is None:
            return {"start": {"line": span.line}, "end": {"line": span.end_line}}
        return {
            "start": {"line": span.line, "column": start},
            "end": {"line": span.end_line, "column": end},
        }

    def _column(self, path: str, line: int, column: int) -> int | None:
        """A column in bytes; None where it cannot be known."""
        if column == 1:
            return 1
        text = self._excerpts.get(path, {}).get(line)
        return None if text is None else len(text[: column - 1].encode("utf-8", "surrogatepass")) + 1
