"""The format ``markdown``: a summary for a job or a comment on a change, in GitHub's and GitLab's Markdown.

A table for each severity, the worst first; a note stands below its finding, so that both sides of a contradiction are in
one cell. A comment on GitHub holds 65,536 characters and a job summary 1 MiB ("Adding a job summary" in the documentation
of workflow commands): the text keeps to the first, which at four bytes for a character is within the second, and counts
what it leaves out. Paths are relative to the repository.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossref.model import Finding, Report, Severity
from crossref.reporters import Layout
from crossref.reporters.markdown_text import code, prose, table
from crossref.reporters.text import count, silenced, totals, unchecked
from crossref.reporters.told import NOTES_SHOWN

LIMIT = 65_536
"""Characters of a comment on GitHub; counted here in UTF-16, where some are two."""

_RESERVED = 2_000
"""Characters for what stands around the rows: titles, folds, the line that counts the rest."""
_LONGEST = 400
"""Characters of a message that are shown; those that quote a document may be as long as its lines."""

_COLUMNS = ("Where", "What", "Rule")
_NAMES = {
    Severity.ERROR: ("❌", "error", "errors"),
    Severity.WARNING: ("⚠️", "warning", "warnings"),
    Severity.INFO: ("ℹ️", "note for information", "notes for information"),
}


def render(report: Report, _layout: Layout) -> str:
    """The totals, a table for each severity, and what was silenced, not checked and not shown."""
    parts = [f"## {_mark(report)} crossref: {totals(report)}\n"]
    room = LIMIT - _RESERVED
    shown = 0
    for severity in _NAMES:
        findings = [finding for finding in report.findings if finding.severity is severity]
        rows = []
        for row in map(_row, findings):
            room -= _length("".join(row))
            if room < 0:
                break
            rows.append(row)
        if findings:
            parts += _section(severity, len(findings), rows)
        shown += len(rows)
    parts += [f"{remark}\n" for remark in _remarks(report, len(report.findings) - shown)]
    return "\n".join(parts)


def _mark(report: Report) -> str:
    worst = max((finding.severity for finding in report.findings), default=Severity.OFF)
    return _NAMES[worst][0] if worst > Severity.INFO else "✅"


def _section(severity: Severity, number: int, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    mark, noun, plural = _NAMES[severity]
    title = f"{mark} {count(number, noun, plural)}"
    shown = table(_COLUMNS, rows) if rows else "Not shown here.\n"
    if severity is Severity.INFO:
        yield f"<details><summary>{title}</summary>\n\n{shown}\n</details>\n"
    else:
        yield f"### {title}\n\n{shown}"


def _row(finding: Finding) -> tuple[str, str, str]:
    problem = finding.problem
    place = problem.place
    lines = [_prose(problem.message)]
    notes = problem.notes[:NOTES_SHOWN]
    lines += [f"↳ {code(f'{note.place.path}:{note.place.span.line}')} {_prose(note.message)}" for note in notes]
    if len(notes) < len(problem.notes):
        lines.append(f"↳ and {count(len(problem.notes) - len(notes), 'more place')}")
    if problem.fix:
        lines.append(f"fix: {_prose(problem.fix.title)}")
    return (code(f"{place.path}:{place.span.line}"), "<br>".join(lines), f"{finding.code} {finding.name}")


def _prose(message: str) -> str:
    return prose(message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…")


def _remarks(report: Report, left_out: int) -> Iterator[str]:
    if left_out:
        yield f"**{count(left_out, 'finding')} not shown here**, which `crossref check` lists."
    if entries := silenced(report.silenced):
        yield f"{prose(entries)}."
    if remark := unchecked(report):
        yield f"{prose(remark)}."


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + len("|  |  |  |\n")
