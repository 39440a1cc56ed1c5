"""Reports of any text, rendered as they arrive where they are read."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace
from odd_report import CLEAN, ODD, many

from crossref.commands.output import encoded
from crossref.model import Finding, Place, Problem, Report, Severity, Span
from crossref.reporters import Layout, renderer

REPORTS = {"odd": ODD, "clean": CLEAN, "many": many(12)}
MARKS = (
    *"|`\\<>&[]()!@#*_~$:/% \n\r\t-a0\x00\x1b\u202e\ud800\ufffe🚀é=,'\"{}^",
    *("::", "##[", "%0A", "<br>", "<code>", "</code>", "&#124;", "``", "\\|", "http://", "www.", "GH-1", "<!--", "]]>"),
)
"""What the formats give a meaning to."""

TEXTS = st.text() | st.lists(st.sampled_from(MARKS), max_size=12).map("".join)
PATHS = TEXTS.filter(bool)


def rendered(name: str, report: Report) -> str:
    """The text as it arrives on stdout or in a file."""
    return encoded(renderer(name)(report, Layout())).decode()


def one(message: str, path: str = "a.md", **fields: Any) -> Report:
    problem = Problem(message, Place(path, Span(1, 1, 1, 2)), "s", **fields)
    return replace(CLEAN, findings=(Finding("XR101", "broken-link", Severity.ERROR, "f" * 16, problem),))
