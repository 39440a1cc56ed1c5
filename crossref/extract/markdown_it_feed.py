"""A page fed by markdown-it-py.

markdown-it-py says on which lines a block stands. A block's content differs from its source lines only by what the
containers around it strip from their start, so each line of the content is the end of its source line.
"""

from __future__ import annotations

import re
from typing import Any

from crossref.extract.blocks import Block, Cell, Container, Definition, Footnote, Item, NestingError, Page
from crossref.extract.inline import MarkdownItInline, Origin, destination_range, may_link
from crossref.extract.markdown_it import MAX_NESTING, Token, parser, unescapeAll

_CONTAINERS = frozenset(
    f"{name}_{side}"
    for name in ("bullet_list", "ordered_list", "list_item", "blockquote", "table")
    for side in ("open", "close")
)
_PREFIX = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*")
"""What containers put before a table's row."""
_LABEL = re.compile(r"\[(?:[^\]\\]|\\.)*\]:\s*")


def read(page: Page, text: str, *, admonitions: bool) -> None:
    """Fill a page from its text, in which front matter is blank already."""
    _Reader(page, admonitions).read(text)


class _Reader:
    """Walks markdown-it-py's block tokens once and fills a page."""

    def __init__(self, page: Page, admonitions: bool) -> None:
        self.page = page
        self.md = parser(admonitions)
        self.env: dict[str, Any] = {}
        self.inline = MarkdownItInline(page.text, page.definitions, self.md, self.env)
        self.containers: list[Container] = []
        self.items: list[int] = []
        self.lists: list[list[int]] = []
        """The lists that are open: their number on the page and how many items they have so far."""
        self.list_count = 0
        self.quotes = 0
        self.table = -1
        self.row = -1
        self.column = -1
        self.in_cell = False
        self.position = 0
        self.heading: Token | None = None
        self.has_definitions = False

    def read(self, text: str) -> None:
        tokens: list[Token] = []
        self.md.block.parse(text, self.md, self.env, tokens)
        self._definitions()
        self.has_definitions = bool(self.page.definitions)
        for token in tokens:
            handler = getattr(self, "_" + token.type, None)
            if handler:
                handler(token)
            if token.type in _CONTAINERS:
                if token.nesting > 0:
                    self.containers.append(self.page.open(token.map[0] + 1 if token.map else 0))
                else:
                    self.containers.pop().last_block = len(self.page.blocks)

    # -- containers ---------------------------------------------------------------------------------------------

    def _bullet_list_open(self, token: Token) -> None:
        self.lists.append([self.list_count, 0])
        self.list_count += 1

    _ordered_list_open = _bullet_list_open

    def _bullet_list_close(self, token: Token) -> None:
        self.lists.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token: Token) -> None:
        if token.level + 1 >= MAX_NESTING:
            # Here markdown-it-py gives up, not on the item alone but on all that follows it.
            raise NestingError(token.map[0] + 1 if token.map else 1)
        listing, number = self.lists[-1]
        self.lists[-1][1] += 1
        parent = self.items[-1] if self.items else -1
        ordinal = int(token.info) if token.info.isdigit() else None
        line = token.map[0] + 1 if token.map else 0
        self.page.items.append(Item(number, listing, parent, ordinal, line))
        self.items.append(len(self.page.items) - 1)

    def _list_item_close(self, token: Token) -> None:
        self.items.pop()

    def _blockquote_open(self, token: Token) -> None:
        self.quotes += 1

    def _blockquote_close(self, token: Token) -> None:
        self.quotes -= 1

    # -- tables -------------------------------------------------------------------------------------------------

    def _table_open(self, token: Token) -> None:
        self.table += 1
        self.row = -1

    def _tr_open(self, token: Token) -> None:
        self.row += 1
        self.column = -1
        assert token.map
        self.position = _PREFIX.match(self.page.text, self.page.starts[token.map[0]]).end()  # type: ignore[union-attr]

    def _th_open(self, token: Token) -> None:
        self.column += 1
        self.in_cell = True

    def _th_close(self, token: Token) -> None:
        self.in_cell = False

    _td_open, _td_close = _th_open, _th_close

    # -- leaves -------------------------------------------------------------------------------------------------

    def _block(self, kind: Any, token: Token, **more: Any) -> Block:
        lines = token.map or [0, 0]
        last = _last_line(self.page, lines)
        block = Block(
            kind,
            lines[0] + 1,
            last,
            self.page.starts[lines[0]],
            self.page.starts[last],
            self.items[-1] if self.items else -1,
            self.quotes > 0,
            **more,
        )
        self.page.blocks.append(block)
        return block

    def _fence(self, token: Token) -> None:
        self._block("code", token, info=token.info.strip())

    _code_block = _fence

    def _html_block(self, token: Token) -> None:
        self._block("html", token)

    def _math_block(self, token: Token) -> None:
        self._block("math", token)

    def _hr(self, token: Token) -> None:
        self._block("rule", token)

    def _heading_open(self, token: Token) -> None:
        self.heading = token

    def _heading_close(self, token: Token) -> None:
        self.heading = None

    def _footnote_reference_open(self, token: Token) -> None:
        assert token.map
        label = str(token.meta["label"])
        line_start = self.page.starts[token.map[0]]
        start = self.page.text.find("[^" + label, line_start)
        self.page.footnotes.setdefault(label, Footnote(label, start, start + len(label) + 4))

    def _inline(self, token: Token) -> None:
        assert token.map
        content = token.content
        if self.heading:
            block = self._block("heading", self.heading, level=int(self.heading.tag[1]))
            origin = self._heading_origin(token, self.heading)
        elif self.in_cell:
            block = self._block("cell", token, cell=Cell(self.table, self.row, self.column))
            origin = self._cell_origin(token)
        else:
            block = self._block("paragraph", token)
            origin = self._line_origins(content, token.map)
        block.start = origin.source(0)
        block.end = origin.source(len(content))
        if content:
            block.inline, block.content = self.inline, (content, origin)
            block.linkless = not may_link(content, definitions=self.has_definitions)
            block.htmlless = "<" not in content

    def _heading_origin(self, token: Token, heading: Token) -> Origin:
        assert token.map
        if not heading.markup.startswith("#"):
            return self._line_origins(token.content, token.map)
        line_start = self.page.starts[token.map[0]]
        marker = self.page.text.find(heading.markup, line_start)
        return Origin([0], [self._find(token.content, marker + len(heading.markup), line_start)])

    def _cell_origin(self, token: Token) -> Origin:
        """Find a cell's content from where the last cell ended; an escaped pipe has lost its backslash."""
        text, line_end = self.page.text, self.page.starts[self.page.line_of(self.position)]
        content = token.content
        if not content and self.column == 0:
            self.position = text.find("|", self.position, line_end) + 1
        start = text.find(content.replace("|", "\\|"), self.position, line_end)
        if start < 0:
            return Origin([0], [self.position])
        contents, sources = [0], [start]
        for index, char in enumerate(content):
            if char == "|":
                contents.append(index)
                sources.append(start + index + len(contents) - 1)
        end = start + len(content) + len(contents) - 1
        pipe = text.find("|", end, line_end)
        self.position = pipe + 1 if pipe >= 0 else end
        return Origin(contents, sources)

    def _line_origins(self, content: str, lines: list[int]) -> Origin:
        """Each line of a block's content is the end of its source line, but for trailing space and tabs."""
        contents, sources, offset = [], [], 0
        starts, count, text = self.page.starts, self.page.line_count, self.page.text
        first = lines[0]
        if content and text[starts[first] : starts[first + 1]].strip("> \t\n").isspace():
            # markdown-it-py strips a line of, say, a form feed, which CommonMark does not count as blank.
            opening = content.partition("\n")[0].strip()
            while first + 1 < lines[1] and opening not in text[starts[first] : starts[first + 1]]:
                first += 1
        for number, line in enumerate(content.split("\n"), first):
            start = starts[min(number, count)]
            source = text[start : starts[min(number + 1, count)]].rstrip()
            shown = line.rstrip()
            if source.endswith(shown):
                at = start + len(source) - len(shown)
            else:
                bare = shown.lstrip()
                at = start + max(source.rfind(bare), 0) - (len(shown) - len(bare))
            contents.append(offset)
            sources.append(at)
            offset += len(line) + 1
        return Origin(contents, sources)

    def _find(self, content: str, start: int, otherwise: int) -> int:
        found = self.page.text.find(content, start)
        return found if found >= 0 else otherwise

    def _definitions(self) -> None:
        page = self.page
        for label, entry in self.env.get("references", {}).items():
            first, last = entry["map"]
            start, end = page.starts[first], page.starts[min(last, page.line_count)]
            if match := _LABEL.search(page.text, start, end):
                at, until = destination_range(page.text, match.end(), end)
                page.definitions[label] = Definition(label, unescapeAll(page.text[at:until]), at, until)


def _last_line(page: Page, lines: list[int]) -> int:
    """The last line of a block; some containers count the blank lines behind them, which are not theirs."""
    last = min(lines[1], page.line_count)
    while last > lines[0] + 1 and page.text[page.starts[last - 1] : page.starts[last]].isspace():
        last -= 1
    return last
