"""What a change did to the findings: which are new, which are resolved, and how many there are now."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from crossref.model import Finding, Report, Severity
from crossref.reporters import Layout
from crossref.reporters.text import count, position, totals, visible

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_PATHS_SHOWN = 3


def render(before: Report, after: Report, changed: Sequence[str], when: str, layout: Layout) -> str:
    """A line with the time and what was changed, one for each finding that is new or resolved, and the totals.

    Findings of severity info are listed with ``layout.verbose``; the totals count them in any case.
    """
    file = StringIO()
    colours = {"force_terminal": layout.colour, "no_color": not layout.colour}
    console = Console(file=file, width=layout.width, markup=False, emoji=False, highlight=False, **colours)  # type: ignore[arg-type]
    known, now = _by_identity(before), _by_identity(after)
    lines = [Text.assemble((when, "bold"), " ", visible(_named(changed)))]
    for word, style, findings in (
        ("new", "bold", [finding for key, finding in now.items() if key not in known]),
        ("resolved", "green", [finding for key, finding in known.items() if key not in now]),
    ):
        for finding in findings:
            if layout.verbose or finding.severity > Severity.INFO:
                lines.append(_line(word, style, finding))
    lines.append(Text(totals(after), "green" if not _worst(after) else ""))
    for line in lines:
        console.print(line, soft_wrap=True)
    return file.getvalue()


def differ(before: Report, after: Report) -> bool:
    """Whether any finding is new or resolved, or there are more or fewer documents."""
    return before.documents != after.documents or _by_identity(before).keys() != _by_identity(after).keys()


def _line(word: str, style: str, finding: Finding) -> Text:
    problem = finding.problem
    return Text.assemble(
        (f"  {word:8} ", style),
        (finding.severity.label, _STYLES[finding.severity] if word == "new" else "dim"),
        f" {finding.code} {position(problem.place)}: {visible(problem.message)}",
    )


def _named(paths: Sequence[str]) -> str:
    more = len(paths) - _PATHS_SHOWN
    shown = ", ".join(paths[:_PATHS_SHOWN])
    return f"{shown} and {count(more, 'more file')}" if more > 0 else shown


def _worst(report: Report) -> bool:
    return any(finding.severity > Severity.INFO for finding in report.findings)


def _by_identity(report: Report) -> dict[tuple[str, str], Finding]:
    return {(finding.problem.place.path, finding.fingerprint): finding for finding in report.findings}
