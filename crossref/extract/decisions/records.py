"""Where the records of a page are: the grammars that decisions are written in. A page commits to one of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crossref.extract.blocks import STRONG, Block, Flat, Page
from crossref.extract.decisions import details, ids, words
from crossref.extract.decisions.details import Details
from crossref.model import Decision, Section, Span
from crossref.names import plain_name, without_numbering

_ASIDE = frozenset(
    "index overview introduction template format references related links history changelog glossary legend purpose notes"
    " summary status appendix about conventions process guidelines".split()
)
"""Headings of a log that are no records, by their first word."""
_MARK = re.compile(
    r"\s*(?:[\[(]\s*(?P<status>[^\[\]()]{3,80}(?:\([^()]*\))?)\s*[\])]|[\u2013\u2014-]\s+(?P<bare>[A-Z][\w ]{3,30}))\s*$"
)
_SORT = re.compile(
    r"(?:(?:architecture|architectural|design) decision(?: record)?|decision record|adr)\s*[:\u2013\u2014-]\s*",
    re.IGNORECASE,
)
"""What some titles open with and all could."""
_FEWEST_BOLD = 3
_LONGEST_TITLE = 200
_MAIN_LABELS = ("status", "title", "reasoning")


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
        self._lines = [block.first_line for block in page.blocks]
        self._details: dict[tuple[int, int], Details] = {}

    def find(self) -> tuple[Decision, ...]:
        """The records of the page, in order."""
        spots: Sequence[Spot] = ()
        for grammar in _GRAMMARS:
            spots = grammar(self)
            if spots:
                break
        return tuple(self._decision(spot) for spot in spots)

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

    def is_decision(self, spot: Spot) -> bool:
        """Whether the record's own text tells a decision."""
        return self.details(spot.first_line, spot.last_line).is_decision

    def _decision(self, spot: Spot) -> Decision:
        read = self.details(spot.first_line, spot.last_line)
        title, mark = _title(spot.title)
        newer = [*read.superseded_by.values()]
        older = [*read.supersedes.values()]
        return Decision(
            id=spot.id,
            number=spot.number,
            title=title,
            status=read.status or spot.status or mark,
            date=spot.date or read.date,
            supersedes=tuple(ids.restyle(found, spot.id) for found, _ in older),
            superseded_by=tuple(ids.restyle(found, spot.id) for found, _ in newer),
            span=spot.span,
            last_line=spot.last_line,
            status_span=read.status_span or (spot.span if spot.status or mark else None),
            section=spot.section,
            supersedes_spans=tuple(span for _, span in older),
            superseded_by_spans=tuple(span for _, span in newer),
            is_file=spot.is_file,
        )


def _title(text: str) -> tuple[str, str]:
    """A title without what says only that it is one, and without the status that stands behind it, which comes second."""
    if match := _SORT.match(text):
        text = text[match.end() :]
    match = _MARK.search(text)
    mark = (match["status"] or match["bare"]) if match else ""
    if not match or words.state_of(mark) in ("unknown", "none"):
        return " ".join(text.split()), ""
    return " ".join(text[: match.start()].split()), mark.strip()


# -- one file, one record ------------------------------------------------------------------------------------------


def _file(reader: Reader) -> Sequence[Spot]:
    """``0007-title.md``, ``ADR-007-title.md``, or a file in a folder of decisions that reads like one."""
    if reader.is_index or words.is_log_file(reader.path):
        return ()
    first = reader.sections[0] if reader.sections else None
    heading = ids.in_heading(first.title) if first else None
    number = ids.of_file(reader.path)
    if number and not (number.prefix and ids.known(number.prefix)) and not reader.in_folder:
        number = None
    if heading and not (heading.prefix == "ADR" or (reader.is_log and ids.known(heading.prefix))):
        heading = None
    if not (number or heading or reader.in_folder) or _has_several(reader, heading):
        return ()
    found = heading or number
    spot = _file_spot(reader, first, heading, number)
    sure = bool(heading) or bool(number and number.prefix == "ADR")
    if not spot.title or (not sure and not reader.is_decision(spot)) or not _has_text(reader, spot):
        return ()
    return () if found and found.prefix == "RFC" and not reader.in_folder else (spot,)


def _file_spot(reader: Reader, first: Section | None, heading: ids.Id | None, number: ids.Id | None) -> Spot:
    numbered = ids.numbered(first.title) if first and not heading else None
    best = heading or number or numbered
    # A heading is copied from another record sooner than a file's name is; and the name has the zeros that links repeat.
    if heading and number and (number.prefix == heading.prefix or number.number != heading.number):
        best = number
    inner = heading or numbered
    title = inner.title if inner else first.title if first and words.label(first.title) is None else ""
    span = first.span if first else Span(1, 1, 1, 1)
    return Spot(
        id=best.text if best else "",
        number=best.number if best else None,
        title=title or (number.title if number else ""),
        span=span,
        first_line=1,
        last_line=reader.page.line_count,
        section=0 if first else -1,
        date=ids.date_of_file(reader.path),
        is_file=True,
    )


def _has_several(reader: Reader, heading: ids.Id | None) -> bool:
    """Whether the page is a log, although its name or first heading has a number."""
    level = reader.sections[0].level if reader.sections else 0
    others = [
        section
        for section in reader.sections[1:]
        if (found := ids.in_heading(section.title)) and found.prefix in ids.LONG
    ]
    return len(others) > 1 if heading is None else any(section.level <= level for section in others)


def _has_text(reader: Reader, spot: Spot) -> bool:
    blocks = reader.blocks(spot.first_line, spot.last_line)
    return any(block.kind in ("paragraph", "cell") and block.runs for block in blocks)


# -- headings of a log ---------------------------------------------------------------------------------------------


def _ids(reader: Reader) -> Sequence[Spot]:
    """``## ADR-001: T``, ``### D1. T``, ``## [D-7] T``: the prefix and level that most headings have."""
    found: dict[tuple[str, int], list[Spot]] = {}
    for index, section, named in _named_headings(reader, ids.in_heading):
        if ids.known(named.prefix) if reader.is_log else named.prefix == "ADR":
            found.setdefault((named.prefix, section.level), []).append(_section_spot(section, index, named))
        elif reader.is_log:
            spot = replace(_section_spot(section, index, named), known=False)
            found.setdefault((named.prefix, section.level), []).append(spot)
    return _committed(reader, found)


def _last_ids(reader: Reader) -> Sequence[Spot]:
    """``## [2026-09-04] T (ID: D-013)``."""
    if not reader.is_log:
        return ()
    found: dict[tuple[str, int], list[Spot]] = {}
    for index, section, named in _named_headings(reader, ids.at_the_end):
        found.setdefault((named.prefix, section.level), []).append(_section_spot(section, index, named))
    spots = _committed(reader, found)
    return spots if len(spots) > 1 or (spots and reader.is_decision(spots[0])) else ()


def _numbers(reader: Reader) -> Sequence[Spot]:
    """``## 1. T``, in a log whose sections read like decisions."""
    if not reader.is_log:
        return ()
    found: dict[tuple[str, int], list[Spot]] = {}
    for index, section, named in _named_headings(reader, ids.numbered):
        found.setdefault(("", section.level), []).append(_section_spot(section, index, named))
    return _mostly_decisions(reader, found)


def _dates(reader: Reader) -> Sequence[Spot]:
    """``## 2026-01-15 - T``, in a log."""
    if not reader.is_log:
        return ()

    def dated(text: str) -> ids.Id | None:
        match = ids.dated(text)
        return ids.Id("", "", 0, match[1], match[0]) if match else None

    found: dict[tuple[str, int], list[Spot]] = {}
    for index, section, named in _named_headings(reader, dated):
        spot = replace(_section_spot(section, index, named), number=None)
        found.setdefault(("", section.level), []).append(spot)
    return _mostly_decisions(reader, found)


def _titles(reader: Reader) -> Sequence[Spot]:
    """Plain headings with context, decision, rationale or alternatives under them, in a log."""
    if not reader.is_log or reader.is_index:
        return ()
    found: dict[tuple[str, int], list[Spot]] = {}
    for index, section in enumerate(reader.sections):
        title = without_numbering(section.title)
        if section.blocks and words.label(title) is None and plain_name(title).partition(" ")[0] not in _ASIDE:
            spot = replace(_section_spot(section, index, ids.Id("", "", 0, title)), number=None)
            if not words.is_placeholder(title):
                found.setdefault(("", section.level), []).append(spot)
    # The title of the document and groups of records have the parts of all records below them.
    own = {key: [spot for spot in spots if _has_own_parts(reader, spot)] for key, spots in found.items()}
    return _mostly_decisions(reader, own)


def _has_own_parts(reader: Reader, spot: Spot) -> bool:
    """Whether the record's parts stand right under its heading: in its own text, or as headings one level below."""
    parts = [
        section.title
        for section in reader.sections
        if section.parent == spot.section and words.label(section.title) in _MAIN_LABELS
    ]
    first_child = next((s.span.line for s in reader.sections if s.parent == spot.section), spot.last_line + 1)
    return len(parts) > 1 or reader.details(spot.first_line, first_child - 1).is_decision


def _named_headings(reader: Reader, name: Callable[[str], ids.Id | None]) -> Iterator[tuple[int, Section, ids.Id]]:
    """The headings that have such a name and are no example, and that do not just lead to another file."""
    examples: set[int] = set()
    for index, section in enumerate(reader.sections):
        if section.parent in examples or words.is_placeholder(without_numbering(section.title)):
            examples.add(index)
            continue
        named = name(section.title)
        if named is None or words.is_placeholder(named.title):
            continue
        block = reader.heading(section)
        if block and any(".md" in use.destination.partition("#")[0] for use in block.links):
            continue
        yield index, section, named


def _section_spot(section: Section, index: int, named: ids.Id) -> Spot:
    return Spot(
        id=named.text,
        number=named.number,
        title=named.title[:_LONGEST_TITLE],
        span=section.span,
        first_line=section.span.line + 1,
        last_line=section.last_line,
        section=index,
        date=named.date,
    )


def _committed(reader: Reader, found: dict[tuple[str, int], list[Spot]]) -> Sequence[Spot]:
    """The records of the prefix and level that most headings have; where the id is not enough, those that read like one."""
    for _, spots in sorted(found.items(), key=lambda item: (-len(item[1]), item[0][1])):
        if spots[0].known and reader.is_log:
            return spots
        told = [spot for spot in spots if reader.is_decision(spot)]
        if len(told) * 2 > len(spots) and (spots[0].known or len(told) > 1):
            return spots
    return ()


def _mostly_decisions(reader: Reader, found: dict[tuple[str, int], list[Spot]]) -> Sequence[Spot]:
    """The level at which most headings read like decisions."""
    best: Sequence[Spot] = ()
    for spots in found.values():
        told = sum(reader.is_decision(spot) for spot in spots)
        if told > 1 and told * 2 >= len(spots) > len(best):
            best = spots
    return best


# -- logs without headings -----------------------------------------------------------------------------------------


def _table(reader: Reader) -> Sequence[Spot]:
    """A log that is a table: title and rationale, with or without an id; an index has no rationale."""
    if not reader.is_log:
        return ()
    rows: dict[int, dict[int, list[Block]]] = {}
    for block in reader.page.blocks:
        if block.cell:
            rows.setdefault(block.cell.table, {}).setdefault(block.cell.row, []).append(block)
    spots: list[Spot] = []
    for table in rows.values():
        labels = [words.label(Flat(cell, images=False).text) for cell in table.get(0, [])]
        if "title" in labels and "reasoning" in labels:
            spots.extend(spot for row, cells in table.items() if row and (spot := _row(reader, labels, cells)))
    return spots


def _row(reader: Reader, labels: list[words.Label | None], cells: list[Block]) -> Spot | None:
    texts = {
        label: (cell, Flat(cell, images=False).text.strip())
        for label, cell in zip(labels, cells, strict=False)
        if label
    }
    block, title = texts.get("title", (None, ""))
    if block is None or not title or words.is_placeholder(title):
        return None
    named = ids.whole(texts["id"][1]) if "id" in texts else None
    section = bisect_right([section.span.line for section in reader.sections], block.first_line) - 1
    return Spot(
        id=named.text if named else "",
        number=named.number if named else None,
        title=title[:_LONGEST_TITLE],
        span=reader.page.span(block.start, block.end),
        first_line=block.first_line,
        last_line=block.first_line,
        section=section,
        status=texts["status"][1] if "status" in texts else "",
        date=texts["date"][1] if "date" in texts else "",
    )


def _bold(reader: Reader) -> Sequence[Spot]:
    """``- **Use X.** Because …``: a log that is a list, or paragraphs that open with a bold id."""
    if not reader.is_log or reader.is_index:
        return ()
    opened: list[tuple[Block, ids.Id | None]] = []
    items = 0
    starts = {section.span.line for section in reader.sections}
    for block in reader.page.blocks:
        is_item = (
            block.item >= 0
            and reader.page.items[block.item].parent < 0
            and reader.page.items[block.item].line == block.first_line
        )
        items += is_item
        if block.kind != "paragraph" or not block.runs or block.first_line in starts:
            continue
        first = block.runs[0]
        if first.style & STRONG and (is_item or block.item < 0) and (lead := _lead(block)):
            named = ids.in_heading(lead)
            if is_item or (named and ids.known(named.prefix)):
                opened.append((block, named if named and ids.known(named.prefix) else None))
    numbered = [(block, named) for block, named in opened if named]
    chosen = numbered if len(numbered) > 1 else [(block, named) for block, named in opened if block.item >= 0]
    if len(chosen) < _FEWEST_BOLD or (chosen is not numbered and len(chosen) * 10 < items * 7):
        return ()
    counts = Counter(plain_name(_lead(block)) for block, _ in chosen)
    if max(counts.values()) > 1 or sum(words.label(_lead(block)) is not None for block, _ in chosen):
        return ()
    return [_bold_spot(reader, block, named) for block, named in chosen]


def _lead(block: Block) -> str:
    """The bold words a block opens with, code within them included."""
    parts = []
    for run in block.runs:
        if not run.style & STRONG and run.kind != "break":
            break
        parts.append(" " if run.kind == "break" else run.text)
    return "".join(parts).strip(" .:")


def _bold_spot(reader: Reader, block: Block, named: ids.Id | None) -> Spot:
    last = max((run.end for run in block.runs if run.style & STRONG), default=block.end)
    lead_end = next((run.start for run in block.runs if not run.style & STRONG and run.kind != "break"), last)
    section = bisect_right([section.span.line for section in reader.sections], block.first_line) - 1
    return Spot(
        id=named.text if named else "",
        number=named.number if named else None,
        title=(named.title if named and named.title else _lead(block))[:_LONGEST_TITLE],
        span=reader.page.span(block.runs[0].start, min(lead_end, block.end)),
        first_line=block.first_line,
        last_line=block.last_line,
        section=section,
    )


_GRAMMARS: tuple[Callable[[Reader], Sequence[Spot]], ...] = (
    _file,
    _ids,
    _last_ids,
    _numbers,
    _dates,
    _titles,
    _table,
    _bold,
)
