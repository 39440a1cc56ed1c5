"""Claims from tables: row header x column header."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from crossref.context import tense_of
from crossref.extract.blocks import Block, Flat
from crossref.extract.claims.cell_settings import key_of, standing_of, value_in
from crossref.extract.claims.cell_values import amounts, is_counter, is_protocol, read, remark
from crossref.extract.claims.place import Here, counted, hint_for
from crossref.model import Claim
from crossref.names import plain_name
from crossref.values import Name, Quantity, parse
from crossref.values import find as find_values

_GENERIC = frozenset(
    {"value", "setting", "default", "details", "configuration", "specification", "target", "amount", "limit"}
)
_WORDY = frozenset(
    {"description", "purpose", "notes", "note", "comment", "rationale", "reason", "meaning", "example", "examples"}
)

_Rows = dict[int, dict[int, tuple[Block, Flat]]]


def find(here: Here) -> Iterator[Claim]:
    """One claim for each cell that holds one value."""
    tables: dict[int, _Rows] = defaultdict(lambda: defaultdict(dict))
    for block in here.page.blocks:
        if block.cell:
            tables[block.cell.table][block.cell.row][block.cell.column] = (block, Flat(block, images=False))
    for rows in tables.values():
        yield from _table(here, rows)


def _table(here: Here, rows: _Rows) -> Iterator[Claim]:
    headers = {column: flat.text.strip() for column, (_, flat) in rows.get(0, {}).items()}
    first = next((column for column in sorted(headers) if not is_counter(headers[column], column, rows)), 0)
    for number, cells in sorted(rows.items()):
        if number == 0 or first not in cells:
            continue
        subject = cells[first][1].text.strip()
        if hint_for(headers[first]) in ("port", "region") and first + 1 in cells:
            block, flat = cells[first]
            named = next((text for at in sorted(cells) if at > first and not is_protocol(text := _text(cells, at))), "")
            yield from _cell(here, block, flat, named or _text(cells, first + 1), headers[first])
        for column, (block, flat) in sorted(cells.items()):
            if column > first and flat.text.strip():
                header = headers.get(column, "")
                named = _versioned(cells, column) if hint_for(header) == "version" else ""
                yield from _cell(here, block, flat, named or subject, header)


def _text(cells: dict[int, tuple[Block, Flat]], column: int) -> str:
    return cells[column][1].text.strip()


def _versioned(cells: dict[int, tuple[Block, Flat]], column: int) -> str:
    """What a version column gives the version of: the technology that the row names, where it has another header."""
    for other, (_, flat) in sorted(cells.items()):
        text = flat.text.strip()
        if other < column and isinstance(parse(text, "technology"), Name):
            return text
    before = cells.get(column - 1)
    return before[1].text.strip() if before and column > 1 else ""


def _cell(here: Here, block: Block, flat: Flat, subject: str, header: str) -> Iterator[Claim]:
    section = here.section(block.first_line)
    name = plain_name(header)
    attribute, about = header, subject
    if name in _GENERIC or not name:
        titles = here.titles(section)
        attribute, about = subject, titles[0] if titles else ""
    text = flat.text
    setting, standing = key_of(subject, name), standing_of(name)
    value = value_in(text, setting, standing) if setting else None
    if value is None:
        setting, value = "", read(text, header, attribute)
    start, end = 0, len(text)
    if value is None:
        found = find_values(text)
        if len(found) > 1 and name not in _WORDY and tense_of(text) == "stated":
            for one in amounts(found):
                at, until = flat.source(one.start, one.end)
                said = text[: one.start] + "{}" + text[one.end :]
                yield here.claim(block, at, until, one.value, subject=about, attribute=attribute, said=said)
        if len(found) != 1 or name in _WORDY:
            return
        value, start, end = found[0].value, found[0].start, found[0].end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if tense_of(text) != "stated" or start >= end:
        return
    said = text[:start] + "{}" + text[end:]
    at, until = flat.source(start, end)
    yield here.claim(
        block,
        at,
        until,
        value,
        subject=about,
        attribute=attribute,
        key=setting or (counted(text, end) if isinstance(value, Quantity) else ""),
        said=said,
        line_scope=f"{subject} {header} {remark(text)}",
        standing=standing,
    )
