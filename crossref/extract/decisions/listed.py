"""Logs without a section for each record: a table, or a list whose items open in bold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crossref.decision_terms import ids, words
from crossref.extract.blocks import STRONG, Block, Flat
from crossref.extract.decisions.reader import LONGEST_TITLE, Reader, Spot
from crossref.names import plain_name

_FEWEST_BOLD = 3
_MOSTLY_BOLD = 0.6
"""The share of a page's paragraphs and items that must open in bold for these to be its records."""


def in_table(reader: Reader) -> Sequence[Spot]:
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
    section = reader.where.index(block.first_line)
    return Spot(
        id=named.text if named else "",
        number=named.number if named else None,
        title=title[:LONGEST_TITLE],
        span=reader.page.span(block.start, block.end),
        first_line=block.first_line,
        last_line=block.first_line,
        section=section,
        status=texts["status"][1] if "status" in texts else "",
        date=texts["date"][1] if "date" in texts else "",
    )


def in_bold(reader: Reader) -> Sequence[Spot]:
    """``- **Use X.** Because …``: a log whose items or paragraphs open in bold, with or without an id."""
    if not reader.is_log or reader.is_index:
        return ()
    opened = [block for block in reader.page.blocks if _opens_an_entry(reader, block)]
    led = [(block, lead) for block in opened if (lead := _lead(block))]
    numbered = [(block, lead) for block, lead in led if (named := ids.in_heading(lead)) and ids.known(named.prefix)]
    chosen = numbered if len(numbered) > 1 else led
    if len(chosen) < _FEWEST_BOLD or (chosen is led and len(led) < _MOSTLY_BOLD * len(opened)):
        return ()
    # Labels that recur (**Decision:**, **Why:**) are parts of records, not records.
    counts = Counter(plain_name(lead) for _, lead in chosen)
    if max(counts.values()) > 1 or any(words.label(lead) is not None for _, lead in chosen):
        return ()
    return [_bold_spot(reader, block, lead) for block, lead in chosen]


def _opens_an_entry(reader: Reader, block: Block) -> bool:
    """Whether a block is a paragraph at the top of the page, or the first of an item there."""
    if block.kind != "paragraph" or not block.runs or block.quoted:
        return False
    if block.item < 0:
        return True
    item = reader.page.items[block.item]
    return item.parent < 0 and item.line == block.first_line


def _lead(block: Block) -> str:
    """The bold words a block opens with, code within them included."""
    parts = []
    for run in block.runs:
        if not run.style & STRONG and run.kind != "break":
            break
        parts.append(" " if run.kind == "break" else run.text)
    return "".join(parts).strip(" .:")


def _bold_spot(reader: Reader, block: Block, lead: str) -> Spot:
    named = ids.in_heading(lead)
    named = named if named and ids.known(named.prefix) else None
    end = next((run.start for run in block.runs if not run.style & STRONG and run.kind != "break"), block.end)
    return Spot(
        id=named.text if named else "",
        number=named.number if named else None,
        title=(named.title if named and named.title else lead)[:LONGEST_TITLE],
        span=reader.page.span(block.runs[0].start, min(end, block.end)),
        first_line=block.first_line,
        last_line=block.last_line,
        section=reader.where.index(block.first_line),
    )
