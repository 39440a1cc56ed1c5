"""Entries that the profile's sources declare: the components under *Core Components*, the queues under *Message Queue*."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from crossref.extract.blocks import STRONG, Block, Flat, Page
from crossref.extract.passages import SectionAt, form_of, listing_of
from crossref.model import Entry, EntrySource, Profile, Section, Span
from crossref.names import called, is_called, plain_name, spellings, without_numbering

_ITEM_NAME = re.compile(r"(.+?)(?:\s*[:(=]|\s+[-\u2013\u2014]\s|\s*[\u2192]|$)", re.DOTALL)
_SEPARATOR = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*;\s*")
_NO_NAMES = frozenset(
    "table of contents|contents|overview|introduction|summary|conclusion|related documentation|see also|references"
    "|next steps|further reading|notes|diagram|general".split("|")
)
"""Headings that any document may have among the things it lists."""
_LONGEST = 60
"""Characters; what is longer is a sentence and no name."""

_Found = tuple[str, Span, Block]


def find(page: Page, sections: tuple[Section, ...], role: str | None, profile: Profile) -> tuple[Entry, ...]:
    """The entries that the profile's sources declare on a page, in order; each once for a kind."""
    entries: dict[tuple[str, str], Entry] = {}
    where = SectionAt(sections)
    for source in profile.entries:
        if source.role and source.role != role:
            continue
        headings = spellings(source.section, profile.vocabulary)
        for index, section in enumerate(sections):
            if not called(section.title, headings):
                continue
            for name, span, block in _under(page, sections, where, index, source, profile.vocabulary):
                inner = where.index(block.first_line)
                entry = Entry(source.kind, name, form_of(block), span, inner, listing_of(page, block, inner), source.id)
                entries.setdefault((source.kind, plain_name(name)), entry)
    return tuple(sorted(entries.values(), key=lambda entry: entry.span))


def _under(
    page: Page,
    sections: tuple[Section, ...],
    where: SectionAt,
    index: int,
    source: EntrySource,
    vocabulary: Mapping[str, tuple[str, ...]],
) -> Iterator[_Found]:
    """What the first of the source's ways to name an entry yields; the ways are tried in the order they are listed."""
    section = sections[index]
    blocks = [block for block in page.blocks if section.span.line < block.first_line <= section.last_line]
    own = [block for block in blocks if where.index(block.first_line) == index]
    for way in source.names:
        kind, _, argument = way.partition(":")
        if kind == "heading":
            children = {child.span.line for child in sections if child.parent == index}
            found = [item for block in blocks if block.first_line in children for item in _whole(page, block)]
        elif kind == "label":
            found = list(_labelled(page, blocks, argument, vocabulary))
        elif kind in ("first-column", "column"):
            found = list(_column(page, own or blocks, argument, vocabulary))
        else:
            found = [item for block in own if _is_top_item(page, block) for item in _ITEMS[kind](page, block)]
        if found:
            yield from found
            return


def _is_top_item(page: Page, block: Block) -> bool:
    return block.item >= 0 and page.items[block.item].parent < 0


def _whole(page: Page, block: Block) -> Iterator[_Found]:
    """The block's text as a name, numbering and emoji aside."""
    yield from _named(page, block, Flat(block, images=False), 0)


def _bold_item(page: Page, block: Block) -> Iterator[_Found]:
    flat = Flat(block, images=False)
    first = flat.runs[0] if flat.runs else None
    if first is not None and first.style & STRONG:
        yield from _named(page, block, flat, 0, len(first.text))


def _item(page: Page, block: Block) -> Iterator[_Found]:
    flat = Flat(block, images=False)
    if not flat.runs:
        return
    first = flat.runs[0]
    if first.kind == "code" or first.style & STRONG:
        yield from _named(page, block, flat, 0, len(first.text))
    elif match := _ITEM_NAME.match(flat.text):
        yield from _named(page, block, flat, 0, match.end(1))


_ITEMS: dict[str, Callable[[Page, Block], Iterator[_Found]]] = {"bold-item": _bold_item, "item": _item}


def _column(
    page: Page, blocks: list[Block], header: str, vocabulary: Mapping[str, tuple[str, ...]]
) -> Iterator[_Found]:
    """The cells of a table's first column, or of the column that is called this; several names may share a cell."""
    wanted: dict[int, int] = {}
    for block in blocks:
        cell = block.cell
        if cell is None:
            continue
        flat = Flat(block, images=False)
        if cell.row == 0:
            if (not header and cell.column == 0) or (header and is_called(flat.text, header, vocabulary)):
                wanted.setdefault(cell.table, cell.column)
        elif wanted.get(cell.table) == cell.column:
            yield from _named(page, block, flat, 0)


def _labelled(
    page: Page, blocks: list[Block], label: str, vocabulary: Mapping[str, tuple[str, ...]]
) -> Iterator[_Found]:
    """What follows a label: the rest of its line, separated by commas, or the items of the list below it."""
    waiting = -2
    for block in blocks:
        flat = Flat(block, images=False)
        head, colon, rest = flat.text.partition(":")
        if colon and is_called(head, label, vocabulary):
            waiting = block.item
            if rest.strip():
                yield from _listed_names(page, block, flat, len(head) + 1)
        elif waiting >= -1 and block.item >= 0 and (waiting == -1 or page.items[block.item].parent == waiting):
            yield from _item(page, block)
        elif block.item < 0 or (waiting >= 0 and block.item > waiting):
            waiting = -2


def _listed_names(page: Page, block: Block, flat: Flat, start: int) -> Iterator[_Found]:
    position = start
    for part in [*_SEPARATOR.finditer(flat.text, start), None]:
        yield from _named(page, block, flat, position, part.start() if part else len(flat.text))
        position = part.end() if part else position


def _named(page: Page, block: Block, flat: Flat, start: int, end: int | None = None) -> Iterator[_Found]:
    """A stretch of a block's text as a name, if it is one."""
    text = flat.text[start:end]
    name = without_numbering(text).strip(" :.*\u2013\u2014-")
    if name and len(name) <= _LONGEST and any(map(str.isalpha, name)) and plain_name(name) not in _NO_NAMES:
        at = start + text.index(name)
        yield name, page.span(*flat.source(at, at + len(name))), block
