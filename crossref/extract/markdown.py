"""Markdown text to a page of blocks with exact source ranges.

markdown-it-py says on which lines a block stands. A block's content differs from its source lines only by what the
containers around it strip from their start, so each line of the content is the end of its source line.
"""

from __future__ import annotations

import re
from typing import Any

from crossref.extract.blocks import Block, Cell, Definition, Extent, Footnote, Item, Page
from crossref.extract.inline import Origin, Runs, destination_range
from crossref.extract.markdown_it import MarkdownIt, Token, parser, unescapeAll

_LINE_ENDING = re.compile(r"\r\n?")
_FRONT_MATTER = re.compile(r"\A\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*$", re.MULTILINE)


def parse(text: str, *, admonitions: bool = False) -> Page:
    """Read a Markdown text (CommonMark with GitHub's tables, strikethrough, footnotes and math, and front matter).

    ``admonitions`` reads the indented body of ``!!! note`` and ``=== "Tab"`` as Markdown, as Python-Markdown's
    extensions do; elsewhere it is a code block.
    """
    if "\r" in text:
        text = _LINE_ENDING.sub("\n", text)
    page = Page(text.replace("\0", "\ufffd"))
    _Reader(page, parser(admonitions)).read()
    return page


class _Reader:
    """Walks markdown-it-py's block tokens once and fills a page."""

    def __init__(self, page: Page, md: MarkdownIt) -> None:
        self.page = page
        self.md = md
        self.env: dict[str, Any] = {}
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

    def read(self) -> None:
        tokens: list[Token] = []
        text = self.page.text
        skipped = _FRONT_MATTER.match(text) if text.startswith("+++") else None
        if skipped:
            text = "\n" * skipped[0].count("\n") + text[skipped.end() :]
        self.md.block.parse(text, self.md, self.env, tokens)
        self._definitions()
        for token in tokens:
            if token.map and token.nesting >= 0 and token.type != "inline":
                self.page.extents.append(Extent(token.level, token.map[0] + 1, self._last_line(token.map)))
            handler = getattr(self, "_" + token.type, None)
            if handler:
                handler(token)

    def _last_line(self, lines: list[int]) -> int:
        """The last line of a block; some containers count the blank lines behind them, which are not theirs."""
        last = min(lines[1], self.page.line_count)
        while last > lines[0] + 1 and not self.page.line(last).strip():
            last -= 1
        return last

    # -- containers ---------------------------------------------------------------------------------------------

    def _bullet_list_open(self, token: Token) -> None:
        self.lists.append([self.list_count, 0])
        self.list_count += 1

    _ordered_list_open = _bullet_list_open

    def _bullet_list_close(self, token: Token) -> None:
        self.lists.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, token: Token) -> None:
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
        self.position = self.page.starts[token.map[0]]

    def _th_open(self, token: Token) -> None:
        self.column += 1
        self.in_cell = True

    def _th_close(self, token: Token) -> None:
        self.in_cell = False

    _td_open, _td_close = _th_open, _th_close

    # -- leaves -------------------------------------------------------------------------------------------------

    def _block(self, kind: Any, token: Token, **more: Any) -> Block:
        lines = token.map or [0, 0]
        block = Block(
            kind,
            lines[0] + 1,
            self._last_line(lines),
            [],
            [],
            start=self.page.starts[lines[0]],
            end=self.page.starts[min(lines[1], self.page.line_count)],
            item=self.items[-1] if self.items else -1,
            quoted=self.quotes > 0,
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

    def _front_matter(self, token: Token) -> None:
        self._block("front-matter", token)

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
        if self.heading:
            block = self._block("heading", self.heading, level=int(self.heading.tag[1]))
            origin = self._heading_origin(token, self.heading)
        elif self.in_cell:
            block = self._block("cell", token, cell=Cell(self.table, self.row, self.column))
            origin = self._cell_origin(token)
        else:
            block = self._block("paragraph", token)
            origin = self._line_origins(token.content, token.map[0])
        block.start = origin.source(0)
        block.end = origin.source(len(token.content))
        if token.content:
            Runs(self.page, block, origin).read(token.content, self.md, self.env)

    def _heading_origin(self, token: Token, heading: Token) -> Origin:
        assert token.map
        if not heading.markup.startswith("#"):
            return self._line_origins(token.content, token.map[0])
        line_start = self.page.starts[token.map[0]]
        marker = self.page.text.find(heading.markup, line_start)
        return Origin([0], [self._find(token.content, marker + len(heading.markup), line_start)])

    def _cell_origin(self, token: Token) -> Origin:
        """Find a cell's content from where the last cell ended; an escaped pipe has lost its backslash."""
        text, line_end = self.page.text, self.page.starts[self.page.line_of(self.position)]
        content = token.content
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

    def _line_origins(self, content: str, first: int) -> Origin:
        """Each line of a block's content is the end of its source line, but for trailing space and tabs."""
        contents, sources, offset = [], [], 0
        for number, line in enumerate(content.split("\n"), first):
            start = self.page.starts[min(number, self.page.line_count)]
            stop = self.page.starts[min(number + 1, self.page.line_count)]
            source = self.page.text[start:stop].rstrip()
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
        for label, entry in self.env.get("references", {}).items():
            first, last = entry["map"]
            start, end = self.page.starts[first], self.page.starts[min(last, self.page.line_count)]
            match = re.compile(r"\[(?:[^\]\\]|\\.)*\]:\s*").search(self.page.text, start, end)
            if match:
                at, until = destination_range(self.page.text, match.end(), end)
                self.page.definitions[label] = Definition(label, unescapeAll(self.page.text[at:until]), at, until)
