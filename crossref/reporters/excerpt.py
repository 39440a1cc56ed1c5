"""A source line with its number and a line of carets under what is meant, cut to the terminal's width."""

from __future__ import annotations

from msgspec import Struct
from rich.cells import cell_len

from crossref.model import Span
from crossref.reporters.text import visible

ELLIPSIS = "…"
TAB = "    "
_CONTEXT = 24
"""Cells kept before the span when the line is too long to show whole."""


class Excerpt(Struct, frozen=True):
    """What is shown of a line: the text, and where in it the carets stand, both in cells from the left."""

    text: str
    offset: int
    length: int

    @property
    def carets(self) -> str:
        """The line below the text."""
        return " " * self.offset + "^" * self.length


def excerpt(line: str, span: Span, width: int) -> Excerpt:
    """Show a line in at most ``width`` cells, with carets under the part of the span that lies on it.

    A span that goes on below is underlined to the end of the line; an empty one gets a single caret.
    """
    line = line.rstrip()
    start = min(max(span.column - 1, 0), len(line))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    first, last = _window(line, start, max(end, start), width)
    before = ELLIPSIS if first > 0 else ""
    after = ELLIPSIS if last < len(line) else ""
    # Measured from the left each time: what joins two characters makes them narrower than they are one by one.
    offset = cell_len(before) + _cells(line[first:start])
    length = cell_len(before) + _cells(line[first : min(end, last)]) - offset
    return Excerpt(before + _shown(line[first:last]) + after, offset, max(length, 1))


def _window(line: str, start: int, end: int, width: int) -> tuple[int, int]:
    """The stretch of a line that fits: all of it if possible, else what is around the span, else the span's start."""
    # Marks without a width of their own aside, what lies further away cannot be seen: a minified line of a megabyte
    # is not measured whole.
    reach = 4 * width
    if len(line) <= reach and _cells(line) <= width:
        return 0, len(line)
    leftmost, rightmost = max(start - reach, 0), min(start + reach, len(line))
    room = max(width - 2 * cell_len(ELLIPSIS), 1)
    context = min(max(room - _cells(line[start : min(end, rightmost)]), 0), _CONTEXT)
    first, last = start, start
    while first > leftmost and _cells(line[first - 1 : start]) <= context:
        first -= 1
    while first < start and not _cells(line[first]):  # a mark on a character that is cut off
        first += 1
    while last < rightmost and _cells(line[first : last + 1]) <= room:
        last += 1
    # What the line's end leaves free goes to the text before the span.
    while last == len(line) and first > leftmost and 0 < _cells(line[first - 1]) <= room - _cells(line[first:last]):
        first -= 1
    return first, last


def _cells(text: str) -> int:
    return cell_len(_shown(text))


def _shown(text: str) -> str:
    return visible(text.replace("\t", TAB))
