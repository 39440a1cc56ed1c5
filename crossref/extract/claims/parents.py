"""What a list item stands under: the item around it, or the line that introduces its list."""

from __future__ import annotations

import re

from crossref.extract.blocks import Block, Flat, Page

_LONGEST = 60
"""Characters beyond which an item is a sentence of its own and names no subject."""
_ORDERS = frozenset(
    "add create run set use install click go configure following open select choose check verify update make start deploy"
    " enable define include includes note see then".split()
)
"""First words of what tells the reader to do something, and names nothing."""
_CLOSES = re.compile(r"[\s:*_]+$")


class Parents:
    """The items and introductions of a page, to be asked block by block in document order."""

    def __init__(self, page: Page) -> None:
        """Take a page that is read completely."""
        self._page = page
        self._heads: dict[int, Block] = {}
        for block in page.blocks:
            if block.item >= 0:
                self._heads.setdefault(block.item, block)
        self._leads = _leads(page)

    def of(self, block: Block) -> str:
        """What the item around a block's item is called, or the line in front of its list; empty for none."""
        if block.item < 0 or block.item >= len(self._page.items):
            return ""
        item = self._page.items[block.item]
        head = self._heads.get(item.parent) if item.parent >= 0 else None
        return _name(head) if head else self._leads.get(item.listing, "")


def _leads(page: Page) -> dict[int, str]:
    """The paragraph right before each outermost list that ends with a colon."""
    leads: dict[int, str] = {}
    before: Block | None = None
    for block in page.blocks:
        if block.item >= 0:
            listing = page.items[block.item].listing
            if before is not None and listing not in leads and page.items[block.item].parent < 0:
                leads[listing] = _name(before)
            before = None
        else:
            opens = block.kind == "paragraph" and page.text.endswith((":", ":**", ":*"), block.start, block.end)
            before = block if opens else None
    return leads


def _name(block: Block) -> str:
    """What a text calls itself: all of it if it is short, or the label it opens with; nothing where it is an order."""
    text = Flat(block, images=False).text
    label, colon, _ = text.partition(":")
    name = _CLOSES.sub("", label if colon else text).strip()
    if len(name) > _LONGEST or name.lower().partition(" ")[0] in _ORDERS:
        return ""
    return name
