"""Where a page names decisions: in sentences, and in the rows of an index."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from crossref.decision_terms import ids, words
from crossref.extract.blocks import Block, Flat, LinkUse, Page
from crossref.extract.passages import SectionAt
from crossref.model import Decision, DecisionReference, Section
from crossref.names import plain_name

_TEXT = frozenset({"paragraph", "cell", "heading"})
_INDEX = re.compile(
    r"\b(?:index|índice|indice|inhalt|contents?|toc|adrs?|decisions?|decision\w*|decisiones|entscheidung\w*|décisions?|decisões"
    r"|records?|registro\w*|verzeichnis)\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"(?:\be\.?g\.?,?|\bfor (?:example|instance),?|\bexamples?:|\bsuch as|\blike|\bz\. ?B\.|\bp\. ?ej\.)[\s`(\"'*]*$",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\s*(?::|[-\u2013\u2014]+\s)\s*(?P<title>[^\n]{3,120})")
_TITLE_END = re.compile(r"[.;](?:\s|$)|\s[-\u2013\u2014]\s|\s*[(\[]|\s\|\s")
_PRECEDING = re.compile(r"\W*+(?P<title>[^\n(]{3,100}?)\s*+[(\[](?:see |cf\. |per )?$")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FEWEST_ROWS = 3
_LINK_MARKUP = 4
"""How many characters may stand between the start of a link and its first word: a bracket and emphasis."""


class _Row(Struct):
    """A row of an index, as far as it is read."""

    id: ids.Id
    block: Block
    title: str
    status: str
    listing: str


def find(
    page: Page, sections: tuple[Section, ...], path: str, role: str | None, records: Sequence[Decision]
) -> tuple[DecisionReference, ...]:
    """Every decision that a page names, in order; a record's own heading is none."""
    where = SectionAt(sections)
    rows = {}
    hints = ids.hints(page.text)
    is_record = any(record.is_file for record in records)
    if not is_record and (role == "decisions" or words.in_record_folder(path) or hints):
        finder = _Index(page, sections, path, role)
        inside = [(record.span.line, record.last_line) for record in records]
        for row in (*finder.tables(), *finder.lists()):
            if not any(first <= row.block.first_line <= last for first, last in inside):
                rows[row.block.start] = row
    found = [_row(page, row, where) for row in rows.values()]
    own = {(record.span.line, record.number) for record in records}
    for block, flat in _named_blocks(page, hints):
        links = sorted(block.links, key=lambda use: use.start)
        starts = [use.start for use in links]
        for named, start, end in ids.mentioned(flat.text):
            span = page.span(*flat.source(start, end))
            if (span.line, named.number) in own or _EXAMPLE.search(flat.text, max(0, start - 30), start):
                continue
            if block.start in rows and rows[block.start].id.number == named.number:
                continue
            use = _link_around(links, starts, flat.source(start, start + 1)[0])
            if use is None or not _SCHEME.match(use.destination):
                title = _title_around(block, flat, start, end, use)
                found.append(DecisionReference(named.text, named.number, span, where.index(span.line), False, title))
    return tuple(sorted(found, key=lambda reference: reference.span))


def _named_blocks(page: Page, hints: list[int]) -> Iterator[tuple[Block, Flat]]:
    """The blocks of text that may name a decision."""
    for block in page.blocks if hints else ():
        if block.kind in _TEXT and block.runs:
            at = bisect_left(hints, block.start)
            if at < len(hints) and hints[at] < block.end:
                yield block, Flat(block, images=False, line_break="\n")


def _link_around(links: list[LinkUse], starts: list[int], at: int) -> LinkUse | None:
    """The link that an offset of the text lies in."""
    index = bisect_right(starts, at) - 1
    return links[index] if index >= 0 and at < links[index].end else None


def _title_around(block: Block, flat: Flat, start: int, end: int, use: LinkUse | None) -> str:
    """What the text calls the decision: *ADR-7: Use X*, *Use X (ADR-7)*; only in lists, tables and links, which name things."""
    if use is not None and flat.source(start, start + 1)[0] - use.start > _LINK_MARKUP:
        use = None
    opens = not flat.text[:start].strip(" \n*[(_`>-\u2022") or use is not None
    match = _FOLLOWING.match(flat.text, end) if opens else None
    if match:
        title = match["title"]
        if use is not None:
            inside = "".join(run.text or " " for run in block.runs[use.first_run : use.last_run])
            _, _, title = inside.partition(flat.text[start:end])
            return " ".join(title.strip(" :.-\u2013\u2014\n").split())
        stop = _TITLE_END.search(title)
        return title[: stop.start()].strip() if stop else title.strip()
    if (block.item >= 0 or block.cell) and not flat.text[end:].strip(" )].;,"):
        line_start = flat.text.rfind("\n", 0, start) + 1
        before = _PRECEDING.match(flat.text[:start]) if line_start == 0 else None
        if before and not before["title"].rstrip().endswith((":", "\uff1a")):
            return before["title"].strip()
    return ""


def _row(page: Page, row: _Row, where: SectionAt) -> DecisionReference:
    span = page.span(row.block.runs[0].start, row.block.runs[-1].end)
    return DecisionReference(
        row.id.text, row.id.number, span, where.index(span.line), True, row.title, row.status, row.listing
    )


class _Index:
    """The tables and lists of a page that may be an index of decisions."""

    def __init__(self, page: Page, sections: tuple[Section, ...], path: str, role: str | None) -> None:
        self.page = page
        self.sections = sections
        self.where = SectionAt(sections)
        titled = bool(sections) and bool(_INDEX.search(sections[0].title))
        self.anywhere = role == "decisions" or words.in_record_folder(path) or (words.is_index_file(path) and titled)

    def _is_index(self, block: Block) -> bool:
        """Whether a block stands in a document of decisions, or under a heading that promises an index of them."""
        index = self.where.index(block.first_line)
        while not self.anywhere and index >= 0:
            if _INDEX.search(self.sections[index].title):
                return True
            index = self.sections[index].parent
        return self.anywhere

    def tables(self) -> Iterator[_Row]:
        """The rows of tables with an id and a title or status in each row."""
        tables: dict[int, dict[int, dict[int, Block]]] = {}
        for block in self.page.blocks:
            if block.cell and block.runs:
                tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, {})[block.cell.column] = block
        for table in tables.values():
            header = table.get(0, {})
            if header and self._is_index(next(iter(header.values()))):
                yield from self._table(table, {column: words.label(_text(cell)) for column, cell in header.items()})

    def _table(self, table: dict[int, dict[int, Block]], labels: dict[int, words.Label | None]) -> Iterator[_Row]:
        id_column = next((column for column, label in labels.items() if label == "id"), 0)
        title_column = next(
            (column for column, label in labels.items() if label == "title" and column != id_column), None
        )
        status_column = next((column for column, label in labels.items() if label == "status"), None)
        if title_column is None and labels.get(id_column) == "title":
            title_column = id_column
        rows = []
        for number, cells in table.items():
            if number == 0 or id_column not in cells:
                continue
            named = _cell_id(cells[id_column], numbers=labels.get(id_column) == "id")
            if named is None:
                continue
            title = named.title
            if title_column is not None and title_column in cells and title_column != id_column:
                title = _text(cells[title_column])
            status = _text(cells[status_column]) if status_column is not None and status_column in cells else ""
            cell = cells[id_column].cell
            rows.append(_Row(named, cells[id_column], title, status, f"table {cell.table}" if cell else ""))
        if len(rows) * 2 > len(table) - 1 and (
            title_column is not None or status_column is not None or any(row.title for row in rows)
        ):
            yield from rows

    def lists(self) -> Iterator[_Row]:
        """The items of lists that open with an id and a title, in documents of decisions; a heading may tell their status."""
        rows: list[_Row] = []
        for block in self.page.blocks if self.anywhere else ():
            if (
                block.kind != "paragraph"
                or block.item < 0
                or not block.runs
                or self.page.items[block.item].line != block.first_line
            ):
                continue
            index = self.where.index(block.first_line)
            title = self.sections[index].title if index >= 0 else ""
            status = title if words.is_group(title) else ""
            if not (_INDEX.search(title) or status):
                continue
            named = _opening_id(block, _text(block))
            if named and named.title:
                rows.append(_Row(named, block, named.title, status, "list"))
        if len(rows) >= _FEWEST_ROWS:
            yield from rows


def _text(block: Block) -> str:
    return " ".join(Flat(block, images=False).text.split())


def _cell_id(block: Block, *, numbers: bool) -> ids.Id | None:
    """The decision that a cell names: an id, an id with a title, or a link to a record."""
    text = _text(block)
    link = next(
        (ids.in_destination(use.destination) for use in block.links if not _SCHEME.match(use.destination)), None
    )
    if (named := ids.whole(text)) and (named.prefix or link or numbers):
        return named
    if (named := ids.in_heading(text)) and ids.known(named.prefix):
        return named
    return link._replace(title=text) if link and _is_record_number(link) and plain_name(text) else None


def _is_record_number(named: ids.Id) -> bool:
    """Whether the number of a file is that of a record, and not that of a chapter."""
    return ids.known(named.prefix) or len(named.text) > 2


def _opening_id(block: Block, text: str) -> ids.Id | None:
    """The decision that an item opens with, by its id or by a link to a record."""
    first = next((use for use in block.links if use.first_run <= 1), None)
    named = ids.in_heading(text)
    if named and ids.known(named.prefix):
        shown = "".join(run.text or " " for run in block.runs[first.first_run : first.last_run]) if first else ""
        inner = ids.in_heading(shown)
        return named._replace(title=inner.title if inner and inner.title else _clipped(named.title))
    if (
        first
        and not _SCHEME.match(first.destination)
        and (link := ids.in_destination(first.destination))
        and _is_record_number(link)
    ):
        shown = " ".join("".join(run.text or " " for run in block.runs[first.first_run : first.last_run]).split())
        inner = ids.numbered(shown)
        return link._replace(title=inner.title if inner else shown)
    return None


def _clipped(title: str) -> str:
    stop = _TITLE_END.search(title)
    return title[: stop.start()].strip() if stop else title
