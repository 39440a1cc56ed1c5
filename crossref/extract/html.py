"""Tags, attributes and comments in raw HTML, by position; enough of HTML to find links, anchors and headings.

The patterns never nest quantifiers over the same characters, so their time is linear in the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec import Struct

from crossref.extract.blocks import Page

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_RAW = re.compile(r"<(script|style|pre|code|textarea)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<([a-zA-Z][\w:.-]*)((?:[^<>\"'{}]|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=`]+))")
_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")


class Attribute(Struct, gc=False):
    """An attribute of a tag: its value decoded, and the source range of the value."""

    tag: str
    name: str
    value: str
    start: int
    end: int


class Comment(Struct, gc=False):
    """An HTML comment: what stands between its marks, and the source range of the whole."""

    text: str
    start: int
    end: int


def fragments(page: Page) -> list[tuple[str, int]]:
    """Every stretch of raw HTML on a page, in order, with the offset it starts at."""
    return page.raw_html


def comments(page: Page) -> Iterator[Comment]:
    """Every HTML comment on a page, in order."""
    for text, start in fragments(page):
        if "<!--" in text:
            for match in _COMMENT.finditer(text):
                yield Comment(match[1], start + match.start(), start + match.end())


def attributes(text: str, start: int, wanted: frozenset[str]) -> Iterator[Attribute]:
    """The attributes of these names in a stretch of HTML that starts at an offset; comments and code aside.

    Tags with a capital letter are components of a page's program (JSX), and what their attributes mean is theirs.
    """
    if "=" not in text:
        return
    text = _blank(_RAW, _blank(_COMMENT, text)) if "<!--" in text or "</" in text else text
    for tag in _TAG.finditer(text):
        if tag[1] != tag[1].lower() and tag[1] != tag[1].upper():
            continue
        for match in _ATTRIBUTE.finditer(tag[2]):
            name = match[1].lower()
            if name in wanted:
                group = next(number for number in (2, 3, 4) if match[number] is not None)
                offset = start + tag.start(2)
                yield Attribute(
                    tag[1].lower(),
                    name,
                    html.unescape(match[group]),
                    offset + match.start(group),
                    offset + match.end(group),
                )


def headings(text: str, start: int) -> Iterator[tuple[int, str, int, int]]:
    """HTML headings in a stretch of HTML: level, plain text, and the source range."""
    for match in _HEADING.finditer(_blank(_COMMENT, text)):
        yield (
            int(match[1]),
            html.unescape(_ANY_TAG.sub("", match[2])).strip(),
            start + match.start(),
            start + match.end(),
        )


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Cover what a pattern finds with spaces, so that positions stay."""
    return pattern.sub(lambda match: " " * len(match[0]), text)
