"""What a text lists: the items of a list or table that follows it, and those that it names in parentheses."""

from __future__ import annotations

import itertools
import re

from msgspec import Struct

from crossref.extract.blocks import STRONG, Block, Flat, Page
from crossref.words import words_of

_INLINE = re.compile(r"\s*(?:\((?P<in>[^()]{5,300})\)|: (?P<rest>[^:;.()]{5,300})\.?\s*$|: `(?P<code>[^`]{5,200})`)")
_LEAD = re.compile(
    r"(?:\s*\([^()]{0,60}\))?(?:\s+(?:in|of|for|with|from|on|at|within|inside|via|by|that|which|exists?|are|is|across|below|here)\b"
    r"(?P<rest>[^.:;!?+]{0,70}))?\s*:\s*$"
)
"""What may stand between a noun and the list of what it counts; a verb of its own makes the list one of something else."""
_OTHER = re.compile(
    r"\b(?:each|every|per|plus|and|both|following|[a-z]{3,}[^su\W]s)$|\b(?:each|every|per|plus|except|besides)\b"
)
_DEFINITE = re.compile(r"\b(?:the|all|both|these|those|our|its|their)\s*$", re.IGNORECASE)
_COLON = re.compile(r"(?!.*(?:[+&]|\b(?:plus|and|und|y|et)\b)).*:\s*$", re.DOTALL)
_ARE = re.compile(r"\s+(?:are|is)\s*:\s*$")
_OPENED = re.compile(r"(?:^[\W\d_]*|[(\[:\u2014\u2013|-]\s*)$")
_CLOSED = re.compile(r"[\s)\]:.*]*$")
_UNLISTED = frozenset(
    "test case scenario assertion line char character word byte warning error second minute hour day week month year point"
    " hit call row percent bit time request user attempt retry replica instance node side thing result answer run"
    " digit caractere chiffre cifra dígito finding baseline".split()
)
"""What a list after its count describes rather than enumerates."""
_OPEN = re.compile(
    r"\b(?:e\.?g|i\.?e|etc|including|includes?|such as|for example|like|plus|more|others?|among|incl|at least|same|see|above|below|vs"
    r"|from|each|per|with|only|not|one|two|three|four|all|and so on)\b|\.\.\.|\u2026|\u0442\.\s?[\u0434\u043f]|usw|u\.a|[+=<>\u2192&]|->",
    re.IGNORECASE,
)
"""What makes an enumeration open, or something else than one."""
_LAST = re.compile(r"(?:and|or|&|und|et|y|e)\s+")
_BOTH = re.compile(r"\s+(?:and|or|&|und|et|y)\s+")
_LONGEST = 5


class Listed(Struct, frozen=True):
    """How many things are listed, and on which lines."""

    amount: int
    lines: tuple[int, int]
    different: int = 0
    """How many different ones there are, where a column repeats them; 0 where nothing repeats."""


class Listings:
    """The lists and tables of a page, by where they begin."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def inline(self, sentence: str, noun: str, end: int) -> Listed | None:
        """What is enumerated right after a noun: *4 roles (owner, editor, author, reader)*."""
        match = _INLINE.match(sentence, end)
        if not match or noun in _UNLISTED:
            return None
        text = (match["in"] or match["rest"] or match["code"]).strip()
        if "," not in text or _OPEN.search(text) or any(char.isdigit() for char in text):
            return None
        items = _items(text)
        if any(not item or len(item.split()) > _LONGEST or "/" in item for item in items):
            return None
        return Listed(len(items), (0, 0))

    def after(self, index: int, block: Block, lead: str, noun: str, rest: str) -> Listed | None:
        """What the list or table right after a block lists, where the text leads to it: *five services:*.

        ``lead`` is the sentence before the number, ``rest`` what follows the noun.
        """
        blocks = self._page.blocks
        if block.cell or noun in _UNLISTED or index + 1 >= len(blocks):
            return None
        following = blocks[index + 1]
        if following.cell:
            is_heading = block.kind == "heading"
            named = (is_heading or bool(_COLON.match(rest))) and noun in self._headers(index + 1)
            announced = _leads(block, lead, rest)
            return self._table(index + 1, noun) if (announced and named if is_heading else announced or named) else None
        if following.item >= 0 and self._page.items[following.item].parent == block.item and _leads(block, lead, rest):
            return self._list(index + 1)
        return None

    def _headers(self, index: int) -> frozenset[str]:
        """The words of a table's header row."""
        row = itertools.takewhile(
            lambda block: block.cell and block.cell.row == 0, self._page.blocks[index : index + 12]
        )
        return frozenset(words_of(*(Flat(block).text for block in row)))

    def _table(self, index: int, noun: str) -> Listed | None:
        """The rows of a table; of a column that is called like the noun, the different values."""
        first = self._page.blocks[index]
        assert first.cell is not None
        rows: dict[int, dict[int, str]] = {}
        line = first.first_line
        for block in self._page.blocks[index:]:
            if not block.cell or block.cell.table != first.cell.table:
                break
            line = block.last_line
            rows.setdefault(block.cell.row, {})[block.cell.column] = Flat(block, images=False).text.strip()
        header = rows.pop(0, {})
        if not rows or any(_is_no_row(cells) for cells in rows.values()):
            return None
        columns = [column for column, text in header.items() if noun in words_of(text)]
        different = {cells.get(columns[0], "") for cells in rows.values()} if columns else set()
        return Listed(len(rows), (first.first_line, line), len(different))

    def _list(self, index: int) -> Listed | None:
        page = self._page
        first = page.blocks[index]
        listing, parent = page.items[first.item].listing, page.items[first.item].parent
        members: dict[int, Block] = {}
        for block in page.blocks[index:]:
            if block.item < 0:
                break
            item = page.items[block.item]
            if item.listing == listing and item.parent == parent:
                members.setdefault(block.item, block)
            elif not self._is_below(block.item, listing):
                break
        if not all(_is_one(block) for block in members.values()):
            return None
        return Listed(len(members), (first.first_line, max(block.last_line for block in members.values())))

    def _is_below(self, item: int, listing: int) -> bool:
        items = self._page.items
        while item >= 0 and items[item].listing != listing:
            item = items[item].parent
        return item >= 0


_TOTAL = re.compile(r"(?:total|sum|all|\u2211|\.\.\.|\u2026)\b", re.IGNORECASE)


def _items(text: str) -> list[str]:
    """The members of an enumeration; one of them empty where *and* may join two or belong to a name."""
    *first, last = re.split(r"\s*,\s*", text)
    opened = _LAST.match(last)
    last = last[opened.end() :] if opened else last
    joined = _BOTH.split(last)
    if any(_BOTH.search(item) for item in first) or (opened and len(joined) > 1) or len(joined) > 2:
        return [""]
    return [*first, *joined] if all(len(part.split()) <= 2 for part in joined) or len(joined) == 1 else [""]


def _leads(block: Block, lead: str, rest: str) -> bool:
    """Whether what stands around a count announces the list after it."""
    if block.kind == "heading":
        return bool(_CLOSED.match(rest) and _OPENED.search(lead))
    match = _LEAD.match(rest)
    if not match or (_DEFINITE.search(lead) and not _ARE.match(rest)):
        return False
    return not _OTHER.search((match["rest"] or "").strip())


def _is_no_row(cells: dict[int, str]) -> bool:
    """Whether a row sums up, goes on, or is a heading between rows."""
    filled = [text for text in cells.values() if text]
    return (
        not filled
        or bool(_TOTAL.match(filled[0]))
        or (len(cells) > 1 and len(filled) == 1)
        or bool(_RANGE.search(cells.get(0, "")))
    )


_RANGE = re.compile(r"\d\s*(?:[\u2013-]|\.\.|to)\s*(?:[A-Z]*-?)?\d")
_NAME_END = re.compile(r"\s*(?::|\s[\u2013\u2014-]\s|\(|\u2192|;|\.(?:\s|$))")
_SEVERAL = re.compile(r",| and | & | / |\+|\betc\b|\.\.\.|\u2026|\bothers?\b|\bmore\b", re.IGNORECASE)


def _is_one(block: Block) -> bool:
    """Whether a list item names one thing and no group of them."""
    flat = Flat(block, images=False)
    if not flat.runs:
        return False
    first = flat.runs[0]
    if first.style & STRONG or first.kind == "code":
        rest = flat.text[len(first.text) :]
        name = first.text
        if re.match(r"\s*(?:,|and\b|/|\+)", rest):
            return False
    else:
        end = _NAME_END.search(flat.text)
        name = flat.text[: end.start()] if end else flat.text
    return bool(name.strip()) and not _SEVERAL.search(name) and not _RANGE.search(name)
