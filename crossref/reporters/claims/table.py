"""The format ``table`` of the claims of a set, for a terminal: one line for each, document by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from crossref.reporters import Layout
from crossref.reporters.claims import Read
from crossref.reporters.grid import Cell, Column, grid, printed, wrapped
from crossref.reporters.text import count, visible
from crossref.values import kind_of, show

_INDENT = "  "
_VALUE = 26
"""Cells of a value at most."""
_FIXED = 32
"""Cells that line, type and scope take beside value and subject."""
_LEAST = 16


def render(claims: Sequence[Read], layout: Layout) -> str:
    """A table for each document, and how many there are in all."""
    lines: list[Text] = []
    for path, group in groupby(claims, key=lambda read: read.path):
        lines.append(Text(visible(path), "bold"))
        lines += [*_of_document(list(group), layout), Text()]
    stated = sum(read.claim.tense == "stated" for read in claims)
    total = f"{count(len(claims), 'claim')}, {stated} of them stated as true now and compared"
    return printed(layout, [*lines, *wrapped(Text(total if claims else "no claims found"), layout)])


def _of_document(claims: Sequence[Read], layout: Layout) -> Iterator[Text]:
    columns = [
        Column("line", "right"),
        Column("value", widest=_VALUE),
        Column("type"),
        Column("of what", widest=max(layout.width - _VALUE - _FIXED, _LEAST)),
        Column("scope", widest=_LEAST),
    ]
    return grid(columns, [_row(read) for read in claims], _INDENT)


def _row(read: Read) -> list[Cell]:
    claim = read.claim
    limits = " ".join((*claim.scope, *([claim.tense] if claim.tense != "stated" else [])))
    style = "" if claim.tense == "stated" else "dim"
    return [
        str(claim.span.line),
        (show(claim.value), style),
        (kind_of(claim.value), "dim"),
        (_about(read), style),
        (limits, "dim"),
    ]


def _about(read: Read) -> str:
    """What a value is said of: its key, else subject and attribute, else the text it stands in."""
    claim = read.claim
    named = " · ".join(part for part in (claim.subject.strip(), claim.attribute.strip()) if part)
    return claim.key.partition(" ")[2] or named or claim.said
