"""Edits to texts: which go together, and what becomes of a text; pure.

A place counts lines as extraction does: a line ends with ``\\n``, ``\\r\\n`` or ``\\r``, columns are characters from 1 on, and a
byte order mark is no part of the text.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from crossref.model import Edit, Fix, Span

_LINE_ENDING = re.compile(r"\r\n?|\n")

Range = tuple[tuple[int, int], tuple[int, int]]


class Change(Struct, frozen=True):
    """What becomes of a document."""

    path: str
    before: str
    after: str
    moved: str = ""
    """The path it gets; empty if it keeps the one it has."""


class EditError(ValueError):
    """Edits that cannot be made: two of them overlap, or one lies outside its text."""


def apply(text: str, edits: Iterable[Edit]) -> str:
    r"""The text after all of these edits, which are all of its document and name places in the text as it was.

    Their order is of no account, and the same edit twice is one. A ``\n`` in what is put in becomes the line ending of the
    line it is put into, or that of the text's first line where the line has none. Raises ``EditError`` for edits that
    overlap, or whose place the text does not have.
    """
    chosen = sorted(set(edits), key=_order)
    for before, after in itertools.pairwise(chosen):
        if overlap(before.place.span, after.place.span):
            raise EditError(f"two edits overlap in line {after.place.span.line} of {after.place.path}")
    lines = _Lines(text)
    pieces, position = [], 0
    for edit in chosen:
        span = edit.place.span
        start, end = lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)
        if end < start:
            raise EditError(f"an edit of {edit.place.path} ends before it begins, in line {span.line}")
        pieces += [text[position:start], lines.with_endings(edit.text, span.line)]
        position = end
    return "".join([*pieces, text[position:]])


def by_path(edits: Iterable[Edit]) -> Mapping[str, tuple[Edit, ...]]:
    """The edits of each document, by its path."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.place.path, []).append(edit)
    return {path: tuple(found[path]) for path in sorted(found)}


def overlap(one: Span, other: Span) -> bool:
    """Whether two edits cannot be made together: they share a character, or put something in at the same spot."""
    start, end = _range(one)
    first, last = _range(other)
    if start == end or first == last:
        return (start, end) == (first, last) or first < start < last or start < first < end
    return start < last and first < end


def compatible(fixes: Sequence[Fix]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Which fixes go together and which must wait for another round, as indices: of two that overlap the first goes.

    Fixes with an edit in common, and no other that overlaps, go together: that edit is made once.
    """
    taken: dict[str, _Taken] = {}
    going, waiting = [], []
    for index, fix in enumerate(fixes):
        grouped = by_path(fix.edits)
        if all(taken.setdefault(path, _Taken()).has_room(edits) for path, edits in grouped.items()):
            for path, edits in grouped.items():
                taken[path].take(edits)
            going.append(index)
        else:
            waiting.append(index)
    return tuple(going), tuple(waiting)


class _Taken:
    """The places of one document that edits take up, none of which overlap."""

    def __init__(self) -> None:
        self._known: set[Edit] = set()
        self._edits: list[tuple[Range, Edit]] = []

    def has_room(self, edits: Iterable[Edit]) -> bool:
        """Whether none of these edits overlaps one that is taken."""
        return all(edit in self._known or not self._overlaps(edit) for edit in edits)

    def take(self, edits: Iterable[Edit]) -> None:
        """Take up the places of these edits."""
        for edit in edits:
            if edit not in self._known:
                self._known.add(edit)
                insort(self._edits, (_range(edit.place.span), edit), key=lambda taken: taken[0])

    def _overlaps(self, edit: Edit) -> bool:
        # What is taken does not overlap, so that only neighbours can; an insertion may touch two of them.
        at = bisect_left(self._edits, _range(edit.place.span), key=lambda taken: taken[0])
        return any(overlap(edit.place.span, other.place.span) for _, other in self._edits[max(0, at - 2) : at + 2])


class _Lines:
    """Where the lines of a text begin and end."""

    def __init__(self, text: str) -> None:
        self._text = text
        endings = list(_LINE_ENDING.finditer(text))
        self._starts = [0, *(ending.end() for ending in endings)]
        self._ends = [*(ending.start() for ending in endings), len(text)]
        self._endings = [ending[0] for ending in endings]

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; right behind a line's last character stands its ending, which counts as one."""
        if 1 <= line <= len(self._starts) and column >= 1:
            offset = self._starts[line - 1] + column - 1
            if offset <= self._ends[line - 1]:
                return offset
            if offset == self._ends[line - 1] + 1 and line < len(self._starts):
                return self._starts[line]
        raise EditError(f"there is no line {line} with a column {column}")

    def with_endings(self, text: str, line: int) -> str:
        """A text with the line ending that a line has."""
        if "\n" not in text or not self._endings:
            return text
        return text.replace("\n", self._endings[line - 1] if line <= len(self._endings) else self._endings[0])


def _order(edit: Edit) -> tuple[Range, str, str]:
    return _range(edit.place.span), edit.place.path, edit.text


def _range(span: Span) -> Range:
    return (span.line, span.column), (span.end_line, span.end_column)
