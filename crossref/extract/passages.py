"""A page's text, block by block, as a reader sees it: what mentions of entries are looked for in."""

from __future__ import annotations

from bisect import bisect_right

from crossref.extract.blocks import Block, Flat, Page
from crossref.model import Form, Passage, Section

_TEXT = frozenset({"heading", "paragraph", "cell"})


def find(page: Page, sections: tuple[Section, ...]) -> tuple[Passage, ...]:
    """Every block that holds text, in order; code blocks and HTML are none."""
    found = []
    where = SectionAt(sections)
    for block in page.blocks:
        if block.kind in _TEXT and block.runs:
            text = Flat(block, line_break="\n").text
            if text.strip():
                section = where.index(block.first_line)
                found.append(Passage(text, block.first_line, section, form_of(block), listing_of(page, block, section)))
    return tuple(found)


class SectionAt:
    """The innermost section of a line, for lines that are asked for in any order."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        """Take a document's sections, which are in order of their lines."""
        self._lines = [section.span.line for section in sections]

    def index(self, line: int) -> int:
        """The section's index, -1 before the first heading."""
        # A section ends where the next of its level or above begins, so the last one to open is the innermost.
        return bisect_right(self._lines, line) - 1


def form_of(block: Block) -> Form:
    """How a block of text is written down."""
    if block.kind == "heading":
        return "heading"
    if block.cell:
        return "table"
    return "list" if block.item >= 0 else "prose"


def listing_of(page: Page, block: Block, section: int) -> str:
    """What a block stands in together with its like: its table, its list, or else its section."""
    if block.cell:
        return f"table {block.cell.table}"
    if block.kind == "code":
        return f"code {block.first_line}"
    return f"list {page.items[block.item].listing}" if block.item >= 0 else f"section {section}"
