"""Whole sentences and table rows as they are written: what copies of one text are found by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.blocks import Block
from crossref.extract.claims.place import Here
from crossref.model import Claim
from crossref.values import Name

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\[`*\"'])")
_WORD = re.compile(r"\w{2,}")
_FEWEST, _LONGEST = 4, 600
"""Words below which, and characters above which, a text is no sentence or row that anyone copies."""
_TEXT = Name("identifier", "")


def find(here: Here) -> Iterator[Claim]:
    """Each sentence of a paragraph or list item and each row of a table, in source spelling, as a claim without value."""
    row = (-1, -1)
    for block in here.page.blocks:
        if block.cell:
            if block.cell.row and row != (block.cell.table, block.cell.row):
                row = (block.cell.table, block.cell.row)
                start = here.page.starts[block.first_line - 1]
                yield from _text(here, block, start, start + len(here.page.line(block.first_line)))
        elif block.kind == "paragraph" and block.runs:
            start = block.start
            for match in _SENTENCE.finditer(here.page.text, block.start, block.end):
                yield from _text(here, block, start, match.start())
                start = match.end()
            yield from _text(here, block, start, block.end)


def _text(here: Here, block: Block, start: int, end: int) -> Iterator[Claim]:
    if end - start > _LONGEST or len(_WORD.findall(here.page.text, start, end)) < _FEWEST:
        return
    if here.tense_in(here.section(block.first_line)) == "stated":
        yield here.claim(block, start, end, _TEXT, key="text")
