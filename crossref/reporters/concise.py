"""The format ``concise``: one line for each finding, and one for the totals."""

from __future__ import annotations

from crossref.model import Finding, Report
from crossref.reporters import Layout
from crossref.reporters.text import fixes, position, totals, visible


def render(report: Report, layout: Layout) -> str:
    """``path:line:column: severity code message (name)`` for every finding, then the totals and what can be fixed."""
    lines = [_line(finding) for finding in report.findings]
    if layout.summary:
        lines.extend(filter(None, (totals(report), fixes(report))))
    return "".join(f"{line}\n" for line in lines)


def _line(finding: Finding) -> str:
    what = f"{finding.severity.label} {finding.code} {visible(finding.problem.message)} ({finding.name})"
    return f"{position(finding.problem.place)}: {what}"
