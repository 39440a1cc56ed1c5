"""Claims from diagrams: boxes and trees drawn with characters, and the labels of Mermaid nodes, arrows and messages.

What stands in a box is said of the box's first line, and what stands in a node of the node's first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from crossref.extract.blocks import Block
from crossref.extract.claims.place import Here, counted
from crossref.model import Claim
from crossref.values import Found, Name, Quantity, kind_of
from crossref.values import find as find_values

_DRAWN = re.compile(r"[\u2500-\u257f\u25b2-\u25c4\u2190-\u21ff]|\+--|--\+|-->|\|--")
_LANGUAGES = frozenset({"", "text", "txt", "plaintext", "ascii", "diagram"})
_BAR = re.compile(r"[\u2502\u2503\u2551|]")
_LINE = re.compile(
    r"[\u2500-\u257f\u25b2-\u25c4\u25ba\u25b8\u2190-\u21ff]+|\+?-{2,}[->+]?|<-{1,9}|-{1,2}>|={2,}>?|[\\^]+(?=\s|$)"
)
_GRAPHS = re.compile(
    r"\s*(?:---[\s\S]*?---\s*)?(?:%%[^\n]*\n\s*)*(?:flowchart|graph|sequenceDiagram|stateDiagram|C4\w*)\b"
)
_LABELS = re.compile(
    r"\"([^\"\n]{2,300})\"|\[([^\[\]\"\n]{2,300})\]|\(([^()\"\n]{2,300})\)|\{([^{}\"\n]{2,300})\}|\|([^|\"\n]{2,200})\|"
)
_MESSAGE = re.compile(r"^[^:\n]{1,80}?(?:-{1,2}(?:>>|>|x|\))|\b[Nn]ote (?:over|left of|right of)\b)[^:\n]{1,80}:[ \t]*")
_BREAK = re.compile(r"<br\s*/?>|\\n")
_KEY = re.compile(r"([A-Za-z][^:\n]{1,40}?):\s+(?=\S)")
_DRIFT = 2
"""By how many columns a box's edge may move from line to line: wide characters shift it."""
_SKIPPED = frozenset({"identifier", "boolean", "method"})


class Piece(Struct, frozen=True):
    """A text that a diagram shows in one place: its source range, and the title of what it stands in."""

    start: int
    end: int
    title: str
    """Empty where it is the title itself, or stands in nothing."""


def find(here: Here) -> Iterator[Claim]:
    """One claim for each value that a diagram shows."""
    for block in here.page.blocks:
        if block.kind != "code":
            continue
        for piece in pieces(here, block):
            text = here.page.text[piece.start : piece.end]
            if any(char.isdigit() for char in text) or "/" in text:
                yield from _in_piece(here, block, piece, text)


_MOST_BARS = 100
"""Edges of boxes that a line can draw."""
_MOST_VALUES = 20
"""Values that a label can hold; a text with more is a dump of data."""


def is_diagram(here: Here, block: Block) -> bool:
    """Whether a code block is a Mermaid diagram, or one drawn with characters."""
    language = _language(block)
    return language == "mermaid" or (
        language in _LANGUAGES and _DRAWN.search(here.page.text, block.start, block.end) is not None
    )


def pieces(here: Here, block: Block) -> Iterator[Piece]:
    """The texts of a diagram in order; none for a block that is no diagram."""
    if is_diagram(here, block):
        yield from (_mermaid if _language(block) == "mermaid" else _drawn)(here, block)


def _language(block: Block) -> str:
    return block.info.partition(" ")[0].lower()


def _in_piece(here: Here, block: Block, piece: Piece, text: str) -> Iterator[Claim]:
    key = _KEY.match(text)
    label, offset = (key[1].strip(), key.end()) if key else ("", 0)
    rest = text[offset:]
    values = find_values(rest)
    for found in values if len(values) <= _MOST_VALUES else ():
        if kind_of(found.value) in _SKIPPED or (isinstance(found.value, Name) and found.end == len(rest) == len(text)):
            continue
        begin = piece.start + offset
        yield here.claim(
            block,
            begin + found.start,
            begin + found.end,
            found.value,
            subject=piece.title,
            attribute=label,
            key=_counted(rest, found),
            said=rest[: found.start] + "{}" + rest[found.end :],
            form="diagram",
        )


def _counted(text: str, found: Found) -> str:
    value = found.value
    return counted(text, found.end) if isinstance(value, Quantity) and value.type == "count" else ""


# -- drawn with characters -------------------------------------------------------------------------------------------


class _Box(Struct):
    """A box being read: its edges on the last line, and the first text in it."""

    left: int
    right: int
    line: int
    title: str


def _drawn(here: Here, block: Block) -> Iterator[Piece]:
    boxes: list[_Box] = []
    for number in range(block.first_line + 1, block.last_line + 1):
        line = here.page.line(number)
        start = here.page.starts[number - 1]
        boxes = [box for box in boxes if box.line == number - 1]
        bars = [match.start() for match in _BAR.finditer(line)]
        if len(bars) > _MOST_BARS:
            continue
        edges = [-1, *bars, len(line)]
        for left, right in pairwise(edges):
            box = _box(boxes, left, right, number) if left >= 0 and right < len(line) else None
            for begin, end in _texts(line, left + 1, right):
                text = line[begin:end]
                title = box.title if box else ""
                if box and not box.title and any(char.isalpha() for char in text):
                    box.title = text
                yield Piece(start + begin, start + end, title)


def _box(boxes: list[_Box], left: int, right: int, number: int) -> _Box:
    """The box of the line above that goes on between these edges, else a new one."""
    for box in boxes:
        if box.line == number - 1 and abs(box.left - left) <= _DRIFT and abs(box.right - right) <= _DRIFT:
            box.left, box.right, box.line = left, right, number
            return box
    boxes.append(_Box(left, right, number, ""))
    return boxes[-1]


def _texts(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The texts between two bars, cut at arrows and lines, spaces left out."""
    at = start
    for match in (*_LINE.finditer(line, start, end), None):
        until = match.start() if match else end
        text = line[at:until]
        stripped = text.strip()
        if stripped:
            begin = at + text.index(stripped)
            yield begin, begin + len(stripped)
        at = match.end() if match else end


# -- Mermaid ---------------------------------------------------------------------------------------------------------


def _mermaid(here: Here, block: Block) -> Iterator[Piece]:
    first = here.page.starts[block.first_line] if block.last_line > block.first_line else block.end
    if not _GRAPHS.match(here.page.text, first, block.end):
        return
    for number in range(block.first_line + 1, block.last_line + 1):
        line = here.page.line(number)
        start = here.page.starts[number - 1]
        if line.lstrip().startswith(("%%", "style ", "classDef ", "linkStyle ", "click ")):
            continue
        message = _MESSAGE.match(line)
        if message:
            yield from _label(line, start, message.end(), len(line))
            continue
        for match in _LABELS.finditer(line):
            yield from _label(line, start, match.start(match.lastindex or 0), match.end(match.lastindex or 0))


def _label(line: str, offset: int, start: int, end: int) -> Iterator[Piece]:
    """The lines of a label, the first of which is the title of the others."""
    title, at = "", start
    for match in (*_BREAK.finditer(line, start, end), None):
        until = match.start() if match else end
        text = line[at:until]
        stripped = text.strip(" \t\"'[(/")
        if stripped:
            begin = at + text.index(stripped)
            yield Piece(offset + begin, offset + begin + len(stripped), title)
            title = title or stripped
        at = match.end() if match else end
