"""A page on which decision records are looked for, and where one is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from msgspec import Struct

from crossref.decision_terms import words
from crossref.extract.blocks import Block, Page
from crossref.extract.decisions import details
from crossref.extract.decisions.details import Details
from crossref.extract.passages import SectionAt
from crossref.model import Section, Span

LONGEST_TITLE = 200


class Spot(Struct, frozen=True):
    """Where a record is: its heading, row or item, and the lines it governs."""

    id: str
    number: int | None
    title: str
    span: Span
    first_line: int
    """The first line behind its heading."""
    last_line: int
    section: int
    status: str = ""
    date: str = ""
    is_file: bool = False
    known: bool = True
    """Whether the id alone tells a decision; else its text has to."""


class Reader:
    """A page on which records are looked for."""

    def __init__(self, page: Page, sections: tuple[Section, ...], path: str, role: str | None) -> None:
        """``path`` and ``role`` say how much evidence a record needs."""
        self.page = page
        self.sections = sections
        self.path = path
        self.in_folder = words.in_record_folder(path)
        self.is_index = words.is_index_file(path)
        self.is_log = role == "decisions" or words.is_log_file(path) or self.in_folder
        self.where = SectionAt(sections)
        self.children: dict[int, list[int]] = {}
        """Section -> the sections right below it."""
        for index, section in enumerate(sections):
            self.children.setdefault(section.parent, []).append(index)
        self._lines = [block.first_line for block in page.blocks]
        self._details: dict[tuple[int, int], Details] = {}

    def blocks(self, first: int, last: int) -> list[Block]:
        """The blocks that begin on these lines, both inclusive."""
        return self.page.blocks[bisect_left(self._lines, first) : bisect_right(self._lines, last)]

    def details(self, first: int, last: int) -> Details:
        """What the lines of a record say of it."""
        known = self._details.get((first, last))
        if known is None:
            known = self._details[first, last] = details.read(self.page, self.blocks(first, last))
        return known

    def heading(self, section: Section) -> Block | None:
        """The block of a section's heading; None where HTML makes it."""
        return next(
            (block for block in self.blocks(section.span.line, section.span.line) if block.kind == "heading"), None
        )

    def group_status(self, spot: Spot) -> str:
        """The status that the heading around a record gives to all below it: *Superseded ADRs*."""
        around = self.sections[spot.section].parent if spot.section >= 0 else -1
        title = self.sections[around].title if around >= 0 else ""
        return title if words.is_group(title) else ""

    def is_decision(self, spot: Spot) -> bool:
        """Whether the record's own text tells a decision."""
        return self.details(spot.first_line, spot.last_line).is_decision
