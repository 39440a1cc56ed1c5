"""A page fed by pyromark, Python's bindings to pulldown-cmark (the extra ``crossref[fast]``): several times as fast.

Its events carry byte ranges, so blocks come with theirs, and runs and links are read from the events of a block on first
use. What the two parsers cannot be made to read alike is left to markdown-it-py, by a cheap test on the text: for a whole
page in `read` (65 of 25,269 real documents), for one block in `pyromark_inline`. Differences that stay, and why:

| where | markdown-it-py | pulldown-cmark | among the real ones |
| --- | --- | --- | --- |
| a nested item, outdented a little | an item | more of the text, as CommonMark says | a few |
| an indented line right behind a link definition | code | a paragraph, as CommonMark says | none |
| an indented line right behind a table's row | code | a row | none |
| a table row that is one bar | a row of empty cells | a paragraph | none |
| a block that is only Unicode white space, or a text that ends in one | stripped | kept, or placed a column on | a few |
| a link in an image's alternative text in a link | a link | text, as CommonMark says | none |
| tabs between nested list markers | counts columns from elsewhere | as CommonMark says | none |
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

import pyromark

from crossref.extract.blocks import Block, BlockKind, Cell, Container, Definition, Item, Page
from crossref.extract.inline import destination_range, may_link
from crossref.extract.markdown_it import reference_key, unescapeAll
from crossref.extract.pyromark_inline import PyromarkInline, is_others

Pair = tuple[Any, dict[str, int]]

# What is left to the other parser.
_OTHERS = re.compile(r"\[\^[^\]\s]+\]:|^[ \t>*+\d.)-]*\$\$", re.MULTILINE)
"""Footnotes and blocks of math, which pulldown-cmark delimits in another way."""
_TAB_IN_QUOTE = re.compile(r"^[ \t>*+\d.)-]*>[ >*+\d.)-]*\t", re.MULTILINE)
"""markdown-it-py counts the columns of such a tab from the wrong place; there is no other way to agree with it."""
_TAB_BEHIND_FENCE = re.compile(r"(?:```|~~~) *\t[ \t]*$", re.MULTILINE)
"""pulldown-cmark does not close a fence there."""
_ADMONITIONS = re.compile(r"^[ \t>]*(?:!!!|\?\?\?|===)", re.MULTILINE)
_LABEL = re.compile(r"\[(?:[^\]\\]|\\.)*\]:\s*")
_MAY_DEFINE = re.compile(r"^[ \t>*+\d.)-]*\[(?:[^\[\]\\]|\\.)+\]:", re.MULTILINE | re.DOTALL)
"""A definition opens a line, whatever containers it stands in."""
_DIGITS = re.compile(r"(\d+)")
_DELIMITER_ROW = re.compile(r"\n[ \t>]*[|:-][|: \t-]*(?=\n|\Z)")
_BLANK = re.compile(r"\s*")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_PLAIN_HEADING = re.compile(r"#{1,6}[ \t]+([^\s#\\`*_~<\[&$](?:[^\n#\\`*_~<\[&$]*[^\s#\\`*_~<\[&$])?)[ \t]*\n*\Z")
"""A heading on one line without any markup, as nearly all are."""
_BYTE_STARTS = bytes(0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256))
_MAX_NESTING = 25
_INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
_CONTAINERS = frozenset({"List", "Item", "BlockQuote", "Table"})
_END_PARAGRAPH = {"End": "Paragraph"}
_END_LINK = {"End": "Link"}
_END_CELL = {"End": "TableCell"}
_END_CODE = {"End": "CodeBlock"}
_END_HTML = {"End": "HtmlBlock"}
_END_HEADING = {f"H{level}": {"End": {"Heading": f"H{level}"}} for level in range(1, 7)}

_MARKDOWN = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)


def read(page: Page, text: str, *, admonitions: bool, every: bool) -> bool:
    """Fill a page from its text, in which front matter is blank already; False leaves it to another parser.

    With ``every``, all blocks keep their events.
    """
    if (page.holds("[^") or page.holds("$$")) and _OTHERS.search(text):
        return False
    if page.holds("\t") and ((">" in text and _TAB_IN_QUOTE.search(text)) or _TAB_BEHIND_FENCE.search(text)):
        return False
    if admonitions and _ADMONITIONS.search(text):
        return False
    blocks = len(page.blocks)
    reader = _Reader(page, text, keep=every)
    try:
        reader.read()
    except _OtherParserError:
        del page.blocks[blocks:]
        page.items.clear()
        page.containers.clear()
        page.definitions.clear()
        return False
    return True


class _OtherParserError(Exception):
    """The two parsers differ: containers nested deeper than anybody writes, or a table right behind a paragraph."""


class _Reader:
    """Walks pyromark's events once and fills a page.

    An end event has the range of its start event, so that it is known when the block starts.

    Events are objects, and to keep them all costs as much as to make them. So a block gets to keep its own only where it
    may hold a link or a file's name, or where ``keep`` says so; a page whose other blocks are asked for is walked again.
    """

    def __init__(self, page: Page, text: str, *, keep: bool) -> None:
        self.page = page
        self.text = text
        self.keep = keep
        self.at = _character_offsets(text)
        self.inline = PyromarkInline(page.text, self.at, page.definitions, partial(_all_events, text))
        self.containers: list[Container] = []
        self.items: list[int] = []
        self.lists: list[list[int]] = []
        """The lists that are open: their number on the page, how many items they have so far, whether they are ordered."""
        self.list_count = self.lines = 0
        self.quotes = 0
        self.table = -1
        self.row = -1
        self.column = -1
        self.loose: list[Pair] = []
        """Text that stands in a tight list item, which pyromark wraps in no paragraph."""

    def read(self) -> None:
        """Fill the page."""
        if self.page.holds("]:") and _MAY_DEFINE.search(self.text):
            self._definitions()
        self.has_definitions = bool(self.page.definitions)
        self.lines = self.page.line_count
        stream: Iterator[Any] = _MARKDOWN.events_with_range(self.text)
        loose = self.loose
        for pair in stream:
            event = pair[0]
            if "Start" in event:
                started = event["Start"]
                handler = _HANDLERS.get(started if started.__class__ is str else next(iter(started)))
                if handler:
                    if loose:
                        self._flush()
                    handler(self, pair, stream)
                    continue
            elif "End" in event:
                ended = event["End"]
                name = ended if ended.__class__ is str else next(iter(ended))
                if name not in _INLINE:
                    if loose:
                        self._flush()
                    if name in _CONTAINERS:
                        self._close(name)
                    continue
            elif event == "Rule":
                self._flush()
                self._block("rule", pair[1])
                continue
            loose.append(pair)
        self._flush()

    # -- containers ---------------------------------------------------------------------------------------------

    def _close(self, name: str) -> None:
        self.containers.pop().last_block = len(self.page.blocks)
        if name == "Item":
            self.items.pop()
        elif name == "List":
            self.lists.pop()
        elif name == "BlockQuote":
            self.quotes -= 1

    def _open(self, pair: Pair) -> int:
        """Open a container; gives its first character's offset, before which pulldown-cmark may leave white space."""
        start = self.at[pair[1]["start"]]
        if self.text[start].isspace():
            start = _BLANK.match(self.text, start).end()  # type: ignore[union-attr]
        self.containers.append(self.page.open(self.page.line_of(start)))
        if len(self.containers) > _MAX_NESTING:
            raise _OtherParserError
        return start

    def _list(self, pair: Pair, stream: Iterator[Pair]) -> None:
        self._open(pair)
        self.lists.append([self.list_count, 0, pair[0]["Start"]["List"] is not None])
        self.list_count += 1

    def _item(self, pair: Pair, stream: Iterator[Pair]) -> None:
        listing = self.lists[-1]
        start = self._open(pair)
        ordinal = None
        if listing[2] and (digits := _DIGITS.match(self.text, start)):
            ordinal = int(digits[0])
        parent = self.items[-1] if self.items else -1
        self.items.append(len(self.page.items))
        self.page.items.append(Item(listing[1], listing[0], parent, ordinal, self.containers[-1].first_line))
        listing[1] += 1

    def _quote(self, pair: Pair, stream: Iterator[Pair]) -> None:
        self._open(pair)
        self.quotes += 1

    # -- tables -------------------------------------------------------------------------------------------------

    def _table(self, pair: Pair, stream: Iterator[Pair]) -> None:
        self._open(pair)
        self.table += 1
        self.row = -1

    def _table_row(self, pair: Pair, stream: Iterator[Pair]) -> None:
        self.row += 1
        self.column = -1

    def _table_cell(self, pair: Pair, stream: Iterator[Pair]) -> None:
        self.column += 1
        start, end = self.at[pair[1]["start"]], self.at[pair[1]["end"]]
        source = self.text[start:end]
        inside = self._inside(source, stream, (_END_CELL, pair[1]))
        if start == end and self.text[start - 1] == "\n":
            start = end = self._row_end(start)
        self._text("cell", start, end, source, inside).cell = Cell(self.table, self.row, self.column)

    def _row_end(self, at: int) -> int:
        """Where a row's text ends, and a cell stands that the row has not; pulldown-cmark puts it on the next line."""
        while self.text[at - 1].isspace():
            at -= 1
        return at

    # -- leaves -------------------------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Make a paragraph of the text of a tight list item."""
        if self.loose:
            start = self.at[self.loose[0][1]["start"]]
            if start and self.text[start - 1] == "\\":
                start -= 1
            end = self.at[self.loose[-1][1]["end"]]
            if self.loose[-1][0] == _END_LINK and self.text.startswith("[]", end):
                end += 2  # the empty brackets of a collapsed reference, which pulldown-cmark leaves out
            self._text("paragraph", start, end, self.text[start:end], self.loose.copy())
            self.loose.clear()

    def _paragraph(self, pair: Pair, stream: Iterator[Pair]) -> None:
        start, end = self.at[pair[1]["start"]], self.at[pair[1]["end"]]
        source = self.text[start:end]
        self._text("paragraph", start, end, source, self._inside(source, stream, (_END_PARAGRAPH, pair[1])))

    def _inside(self, source: str, stream: Iterator[Pair], ending: Pair) -> list[Pair] | None:
        """Read on to the end of a block; its events where they are worth keeping."""
        link = "](" in source or "<" in source or (self.has_definitions and "[" in source)
        if link or self.keep or ".md" in source:
            return list(iter(stream.__next__, ending))
        _ = ending in stream
        return None

    def _text(self, kind: BlockKind, start: int, end: int, source: str, inside: list[Pair] | None) -> Block:
        page = self.page
        if source[-1:].isspace():
            end = start + len(source.rstrip())
        if source[:1].isspace():
            start = min(end, start + len(source) - len(source.lstrip()))
        if kind == "cell" and self.text.startswith("\\|", start):
            start += 1  # the backslash belongs to the table, not to the cell
        starts, blocks = page.starts, page.blocks
        first = last = bisect_right(starts, start, 0, self.lines)
        if end > starts[first]:
            last = bisect_right(starts, end - 1, first, self.lines)
            if "|" in source and _DELIMITER_ROW.search(source):
                raise _OtherParserError
        block = Block(kind, first, last, start, end, self.items[-1] if self.items else -1, self.quotes > 0)
        if end > start:
            block.inline = self.inline
            if inside is None:
                block.content, block.linkless, block.htmlless = start, True, True
            else:
                block.content = inside
                block.linkless = not may_link(source, definitions=self.has_definitions)
                block.htmlless = _is_htmlless(source, inside)
        blocks.append(block)
        return block

    def _block(self, kind: BlockKind, span: dict[str, int], **more: Any) -> Block:
        page = self.page
        start, end = self.at[span["start"]], self.at[span["end"]]
        first = page.line_of(start)
        last = page.line_of(max(start, end - 1))
        while last > first and page.text[page.starts[last - 1] : page.starts[last]].isspace():
            last -= 1
        item = self.items[-1] if self.items else -1
        block = Block(kind, first, last, page.starts[first - 1], page.starts[last], item, self.quotes > 0, **more)
        page.blocks.append(block)
        return block

    def _heading(self, pair: Pair, stream: Iterator[Pair]) -> None:
        level = pair[0]["Start"]["Heading"]["level"]
        start, end = self.at[pair[1]["start"]], self.at[pair[1]["end"]]
        ending = (_END_HEADING[level], pair[1])
        first = last = bisect_right(self.page.starts, start, 0, self.lines)
        inside: list[Pair] | None = None
        plain = _PLAIN_HEADING.match(self.text, start, end)
        if plain and not self.keep:
            start, end = plain.span(1)
            source = ""
            _ = ending in stream
        else:
            last += self.text[start:end].rstrip().count("\n")
            source, start, end = self._heading_source(start, end, is_atx=first == last and self.text[start] == "#")
            inside = list(iter(stream.__next__, ending))
        item = self.items[-1] if self.items else -1
        block = Block("heading", first, last, start, end, item, self.quotes > 0, int(level[1]))
        if end > start:
            block.inline, block.content = self.inline, start if inside is None else inside
            block.linkless = inside is None or not may_link(source, definitions=self.has_definitions)
            block.htmlless = inside is None or _is_htmlless(source, inside)
        self.page.blocks.append(block)

    def _heading_source(self, start: int, end: int, *, is_atx: bool) -> tuple[str, int, int]:
        """A heading's text without its marks, and the range of it."""
        whole = source = self.text[start:end].rstrip()
        if is_atx:
            source = source.lstrip("#")
            start += len(whole) - len(source)
            if source[-1:] == "#":
                source = _CLOSING.sub("", source)
        else:
            source = source[: source.rfind("\n")]
        end = start + len(source.rstrip())
        return source, min(start + len(source) - len(source.lstrip()), end), end

    def _code(self, pair: Pair, stream: Iterator[Pair]) -> None:
        code = pair[0]["Start"]["CodeBlock"]
        info = ""
        if code.__class__ is dict and code["Fenced"]:
            start = self.at[pair[1]["start"]]
            line_end = self.text.find("\n", start)
            info = self.text[start : line_end if line_end >= 0 else len(self.text)]
            info = info.lstrip(info[0]).strip()
        self._block("code", pair[1], info=info)
        _ = (_END_CODE, pair[1]) in stream

    def _html(self, pair: Pair, stream: Iterator[Pair]) -> None:
        self._block("html", pair[1])
        _ = (_END_HTML, pair[1]) in stream

    def _definitions(self) -> None:
        page = self.page
        for label, entry in _MARKDOWN.reference_definitions(self.text).items():
            start, end = self.at[entry["span"]["start"]], self.at[entry["span"]["end"]]
            if match := _LABEL.search(page.text, start, end):
                at, until = destination_range(page.text, match.end(), end)
                key = reference_key(label)
                page.definitions.setdefault(key, Definition(key, unescapeAll(page.text[at:until]), at, until))


# Outside the class: a reader that held its own methods would lead back to itself, and nothing collects it in a long run.
_HANDLERS: Mapping[str, Callable[[_Reader, Pair, Iterator[Pair]], None]] = {
    "List": _Reader._list,
    "Item": _Reader._item,
    "BlockQuote": _Reader._quote,
    "Table": _Reader._table,
    "TableHead": _Reader._table_row,
    "TableRow": _Reader._table_row,
    "TableCell": _Reader._table_cell,
    "Paragraph": _Reader._paragraph,
    "Heading": _Reader._heading,
    "CodeBlock": _Reader._code,
    "HtmlBlock": _Reader._html,
}


def _is_htmlless(source: str, inside: list[Pair]) -> bool:
    """Whether a block holds no raw HTML."""
    return "<" not in source or not (is_others(source) or any("InlineHtml" in event for event, _ in inside))


def _all_events(text: str) -> dict[int, list[Pair]]:
    """The events of every block that has some, by where its text starts."""
    page = Page(text)
    _Reader(page, text, keep=True).read()
    return {block.start: block.content for block in page.blocks if block.content}


def _character_offsets(text: str) -> Sequence[int]:
    """The character offset of each byte offset."""
    if text.isascii():
        return range(len(text) + 1)
    return array("L", accumulate(text.encode().translate(_BYTE_STARTS), initial=0))
