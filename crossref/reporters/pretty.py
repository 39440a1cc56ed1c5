"""The format ``pretty``, for people at a terminal.

A report without findings, as most are, is a few lines of text; without colours it takes no library to write them.
"""

from __future__ import annotations

from textwrap import wrap

from msgspec.structs import replace

from crossref.model import Report
from crossref.reporters import Layout
from crossref.reporters.text import NARROWEST, findings_shown, summary

_INDENT = "  "


def render(report: Report, layout: Layout) -> str:
    """Findings grouped by file, then the totals and what was not checked."""
    layout = replace(layout, width=max(layout.width, NARROWEST))
    if layout.colour or findings_shown(report, verbose=layout.verbose):
        from crossref.reporters import terminal

        return terminal.render(report, layout)
    if not layout.summary:
        return ""
    room = layout.width - len(_INDENT)
    lines = [
        line
        for remark in summary(report, hidden=bool(report.findings))
        for line in f"\n{_INDENT}".join(wrap(remark, room, break_on_hyphens=False)).split("\n")
    ]
    return "".join(f"{line}\n" for line in lines)
