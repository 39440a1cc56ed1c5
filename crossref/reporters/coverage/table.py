"""The format ``table`` of a coverage, for a terminal: a table for each kind, with a mark for each state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from rich.cells import cell_len
from rich.text import Text

from crossref.coverage import STATES, Cell, Coverage, Row, Share
from crossref.reporters import Layout
from crossref.reporters.coverage.markdown import in_words
from crossref.reporters.grid import GAP, Column, grid, packed, printed, wrapped
from crossref.reporters.labels import labels
from crossref.reporters.text import count, visible

_RENAMED = "renamed"
_MARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "declared": ("●", "blue"),
        "covered": ("✓", "green"),
        _RENAMED: ("≈", "green"),
        "missing": ("✗", "bold red"),
        "unwanted": ("+", "yellow"),
        "ambiguous": ("?", "yellow"),
        "duplicate": ("=", "yellow"),
    }
)
_MEANINGS: Mapping[str, str] = MappingProxyType({_RENAMED: "covered, spelled otherwise"})
_COMFORTABLE, _NARROWEST = 32, 12
"""Cells of a name that documents leave by their names and by numbers; with less they get no columns."""
_INDENT = "  "


def render(coverage: Coverage, layout: Layout) -> str:
    """Tables by kind, the shares of the contracts, and what the marks mean."""
    shares = {share.name: share for share in coverage.kinds}
    numbers = {path: str(number) for number, path in enumerate(coverage.documents, 1)}
    lines: list[Text] = []
    for kind, group in groupby(coverage.rows, key=lambda row: row.kind):
        lines += wrapped(_title(kind, shares.get(kind)), layout)
        lines += _entries(list(group), numbers, layout)
        lines.append(Text())
    if coverage.contracts:
        lines += [*_contracts(coverage.contracts, layout), Text()]
    else:
        lines += wrapped(Text("no contract has anything to say of these documents"), layout)
    lines += _remarks(coverage, layout)
    while lines and not lines[-1]:
        lines.pop()
    return printed(layout, lines)


def _title(kind: str, share: Share | None) -> Text:
    title = Text(visible(kind), "bold")
    if share:
        style = "green" if share.covered == share.asked else "red"
        title.append(": ").append(in_words(share), style)
    return title


# -- the entries of a kind -------------------------------------------------------------------------------------------


def _entries(rows: Sequence[Row], numbers: Mapping[str, str], layout: Layout) -> Iterator[Text]:
    """A table with a column for each document: by name if there is room, else by number, else in words."""
    documents = sorted({path for row in rows for path in row.cells})
    short = labels(documents)
    room = layout.width - len(_INDENT)
    named = [visible(short[path]) for path in documents]
    numbered = [numbers[path] for path in documents]
    name = max(cell_len(visible(row.name)) for row in rows)
    for heads, least in ((named, _COMFORTABLE), (numbered, _NARROWEST)):
        left = room - sum(cell_len(head) + GAP for head in heads)
        if left >= min(name, least):
            break
    else:
        yield from _in_words(rows, layout)
        return
    columns = [Column("", widest=left), *(Column(head, "centre") for head in heads)]
    table: list[list[str | tuple[str, str]]] = [
        [row.name, *(_mark(row.cells.get(path)) for path in documents)] for row in rows
    ]
    places = [f"{row.place.path}:{row.place.span.line}" for row in rows]
    if left - min(name, left) >= max(map(cell_len, places)) + GAP:
        columns.append(Column("declared at"))
        table = [[*cells, (place, "dim")] for cells, place in zip(table, places, strict=True)]
    yield from grid(columns, table, _INDENT)
    if heads is numbered:
        key = (f"{head} {visible(path)}" for head, path in zip(heads, documents, strict=True))
        yield from packed([Text(item, "dim") for item in key], layout, _INDENT)


def _in_words(rows: Sequence[Row], layout: Layout) -> Iterator[Text]:
    """An entry and its documents by state, where there are too many documents for columns."""
    for row in rows:
        yield from wrapped(Text(visible(row.name)), layout, _INDENT)
        for state in STATES:
            paths = [visible(path) for path, cell in sorted(row.cells.items()) if cell.state == state]
            if paths:
                text = Text.assemble(_MARKS[state], f" {state}: {', '.join(paths)}")
                yield from wrapped(text, layout, _INDENT * 2)


def _mark(cell: Cell | None) -> tuple[str, str]:
    return _MARKS[_RENAMED if cell.state == "covered" and cell.near else cell.state] if cell else ("", "")


# -- below the tables ------------------------------------------------------------------------------------------------


def _contracts(shares: Sequence[Share], layout: Layout) -> Iterator[Text]:
    columns = [
        Column("contract", widest=max(layout.width - 22, 8)),
        Column("covered", "right"),
        Column("asked", "right"),
        Column("%", "right"),
    ]
    rows = [(share.name, str(share.covered), str(share.asked), str(share.percent)) for share in shares]
    return grid(columns, rows)


def _remarks(coverage: Coverage, layout: Layout) -> Iterator[Text]:
    used = {_mark(cell) for row in coverage.rows for cell in row.cells.values()}
    marks = [(state, mark) for state, mark in _MARKS.items() if mark in used]
    yield from packed([Text.assemble(mark, f" {_MEANINGS.get(state, state)}") for state, mark in marks], layout)
    if coverage.silent:
        said = f"{count(len(coverage.silent), 'contract')} found nothing to compare with: {', '.join(coverage.silent)}"
        yield from wrapped(Text(visible(said), "dim"), layout)
