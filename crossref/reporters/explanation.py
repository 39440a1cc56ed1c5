"""The documentation of rules in colour, for a terminal: the same text, its parts told apart."""

from __future__ import annotations

import re
from types import MappingProxyType

from rich.text import Text

from crossref.reporters import Layout
from crossref.reporters.grid import printed

_TITLE = re.compile(r"(?P<code>XR\d+) (?P<name>\S+) \((?P<severity>error|warning|info|off)\)")
_SEVERITIES = MappingProxyType({"error": "bold red", "warning": "bold yellow", "info": "bold cyan", "off": "dim"})
_PARTS = MappingProxyType({"Fails:": "bold red", "Passes:": "bold green"})
_FILE = re.compile(r"^ +--- \S+ ---$", re.MULTILINE)
_CODE = re.compile(r"`[^`]+`")


def coloured(page: str, layout: Layout) -> str:
    """A page of plain text with its titles, examples and code spans in colour; without the colours it is the page."""
    paragraphs = page.removesuffix("\n").split("\n\n")
    return printed(layout, [Text("\n\n").join(map(_paragraph, paragraphs))])


def _paragraph(paragraph: str) -> Text:
    text = Text(paragraph)
    if title := _TITLE.fullmatch(paragraph.strip("\n")):
        start = len(paragraph) - len(paragraph.lstrip("\n"))
        text.stylize("bold", start, start + title.end("name"))
        text.stylize(_SEVERITIES[title["severity"]], start + title.start("severity"), start + title.end("severity"))
    elif paragraph in _PARTS:
        text.stylize(_PARTS[paragraph])
    elif paragraph.startswith("    "):
        text.highlight_regex(_FILE, "dim")
    else:
        text.highlight_regex(_CODE, "cyan")  # which may go on in the next line
    return text
