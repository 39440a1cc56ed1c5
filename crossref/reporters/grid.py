"""Tables for a terminal, as lines of rich text.

rich has tables of its own, which measure every cell several times: for 500 rows they take ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Literal

from msgspec import Struct
from rich.cells import cell_len
from rich.text import Text

from crossref.reporters import Layout, consoles
from crossref.reporters.text import NARROWEST, visible

ELLIPSIS = "…"
GAP = 2
"""Cells between two columns."""

Cell = str | tuple[str, str]
"""A text, or a text and its style."""


class Column(Struct, frozen=True):
    """How a column is headed and aligned, and how wide it may get."""

    title: str
    align: Literal["left", "right", "centre"] = "left"
    widest: int = 0
    """Longer texts are cut in their middle; 0 for no limit."""


def printed(layout: Layout, lines: Sequence[Text]) -> str:
    """Lines, which come as wide as they are to be, as text with or without colour."""
    file = StringIO()
    if lines:
        consoles.console(layout, file).print(Text("\n").join(lines), soft_wrap=True)
    return file.getvalue()


def wrapped(text: Text, layout: Layout, indent: str = "") -> Iterator[Text]:
    """A text in as many lines as it needs, those after the first set in by two more."""
    return consoles.wrapped(text, consoles.console(layout, StringIO()), indent)


def packed(items: Sequence[Text], layout: Layout, indent: str = "") -> Iterator[Text]:
    """Items beside each other, as many in a line as there is room for, none of them broken."""
    line = Text(indent)
    for item in items:
        if line.cell_len > len(indent) and line.cell_len + item.cell_len > max(layout.width, NARROWEST):
            line.rstrip()
            yield line
            line = Text(indent)
        line.append_text(item).append(" " * GAP)
    if items:
        line.rstrip()
        yield line


def grid(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], indent: str = "") -> Iterator[Text]:
    """A line of titles (none if all are empty), then a line for each row."""
    texts = [
        [cut(visible(_text(cell)), column.widest) for cell, column in zip(row, columns, strict=True)] for row in rows
    ]
    titles = [cut(column.title, column.widest) for column in columns]
    widths = [max(map(cell_len, column)) for column in zip(titles, *texts, strict=True)]
    if any(titles):
        yield _line(columns, widths, [(title, "bold") for title in titles], indent)
    for row, shown in zip(rows, texts, strict=True):
        yield _line(columns, widths, [(text, _style(cell)) for text, cell in zip(shown, row, strict=True)], indent)


def cut(text: str, widest: int) -> str:
    """A text in at most so many cells, its middle left out, as names differ in their ends more than in their beginnings."""
    if not widest or cell_len(text) <= widest:
        return text
    tail = (widest - 1) * 3 // 5
    return _fitting(text, widest - 1 - tail) + ELLIPSIS + _fitting(text[::-1], tail)[::-1]


def _fitting(text: str, room: int) -> str:
    end = min(len(text), room)
    while end and cell_len(text[:end]) > room:
        end -= 1
    return text[:end]


def _line(columns: Sequence[Column], widths: Sequence[int], cells: Sequence[tuple[str, str]], indent: str) -> Text:
    parts: list[str | tuple[str, str]] = [indent]
    space = 0
    for column, width, (text, style) in zip(columns, widths, cells, strict=True):
        free = width - cell_len(text)
        before = {"left": 0, "right": free, "centre": free // 2}[column.align]
        parts += [" " * (space + before), (text, style)]
        space = free - before + GAP
    line = Text.assemble(*parts)
    line.rstrip()
    return line


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _style(cell: Cell) -> str:
    return "" if isinstance(cell, str) else cell[1]
