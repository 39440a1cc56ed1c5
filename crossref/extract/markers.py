"""Spots that a writer left for later: placeholders of a template, and to-do marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract import html
from crossref.extract.blocks import TEXT, Block, Flat, Page
from crossref.extract.ranges import covering
from crossref.model import Marker

_FIELD = "Name|Description|Title|Date|Version|Author|Owner|Email|Number|Value|Purpose|Component|Service|URL|Team|Reason"
_BRACKETED = re.compile(
    r"(?<![\w!\\/\]])\[(?:"
    r"(?i:e\.g\.|your |insert |describe |placeholder|fill in|to be (?:defined|decided|filled)|name of |list of )[^\[\]\n]{0,200}"
    rf"|(?=[A-Z])(?:[\w./-]+ ){{0,3}}(?:{_FIELD})"
    r")\](?![\[(:])"
)
_BRACES = re.compile(r"\{\{\s*[A-Z][A-Z0-9_]{2,}\s*\}\}")
_FILLER = re.compile(r"\blorem ipsum\b", re.IGNORECASE)
_PLACEHOLDERS = (("[", _BRACKETED), ("{{", _BRACES), ("psum", _FILLER))
"""What a text must hold for a pattern to be worth running, and the pattern."""
_TO_DO = re.compile(r"(?<![\w/#.-])(?:(?:TODO|FIXME)(?=\s*[:(\[-]|\s*$)|(?:TBD|TBA)(?![\w-]))")
_SHOWN = 400
"""Characters from which what is shown of a to-do is cut."""
_HINTS = (
    (
        "[",
        re.compile(r"\[[^\w\[\]]{0,4}(?i:e\.g\.|your |insert |describe |placeholder|fill in|to be |name of |list of )"),
    ),
    ("[", re.compile(rf"\[(?=[^\[\]]{{1,150}}\](?!\())[^\[\]]*?(?:{_FIELD})[^\w\[\]]{{0,4}}\]")),
    ("{{", re.compile(r"\{\{")),
    ("psum", re.compile("psum")),
    ("TODO", re.compile("TODO")),
    ("FIXME", re.compile("FIXME")),
    ("TB", re.compile("TB[DA]")),
)
"""What a page's source must hold for its blocks to be worth reading, each led by a pattern's fixed start."""


def find(page: Page) -> tuple[Marker, ...]:
    """Every placeholder and to-do mark of a page, in order; code and link texts hold none."""
    hints = [match for hint, pattern in _HINTS if page.holds(hint) for match in pattern.finditer(page.text)]
    hints.sort(key=lambda match: match.start())
    found = [marker for block in page.blocks_at(hints) if block.kind in TEXT for marker in _in_block(page, block)]
    for comment in html.comments(page) if hints else ():
        if match := _TO_DO.search(comment.text):
            start = comment.start + 4 + match.start()
            found.append(Marker("to-do", _one_line(comment.text), page.span(start, start + len(match[0]))))
    return tuple(sorted(found, key=lambda marker: marker.span))


def _in_block(page: Page, block: Block) -> Iterator[Marker]:
    flat = Flat(block, images=False, code=False)
    is_linked = covering((use.start, use.end) for use in block.uses)
    for hint, pattern in _PLACEHOLDERS:
        for match in pattern.finditer(flat.text) if hint in flat.text else ():
            start, end = flat.source(match.start(), match.end())
            if not is_linked(start):
                yield Marker("placeholder", match[0], page.span(start, end))
    if "T" in flat.text or "F" in flat.text:
        for match in _TO_DO.finditer(flat.text):
            yield Marker(
                "to-do",
                _one_line(flat.text[match.start() : match.start() + _SHOWN]),
                page.span(*flat.source(match.start(), match.end())),
            )


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:79] + "…"
