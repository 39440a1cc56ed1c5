"""Markdown text to a page of blocks with exact source ranges; the only door to markdown-it-py.

markdown-it-py says on which lines a block stands, and nothing of where inline markup stands. Two things close the gap.
The inline parser here is markdown-it-py's own loop with one addition: every token remembers the range it was read
from. And a block's content differs from its source lines only by what the containers around it strip from their
start, so each line of the content is the end of its source line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, MutableMapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import text as text_rule
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from crossref.extract.blocks import (
    EMPHASIS,
    STRIKE,
    STRONG,
    Block,
    Cell,
    Definition,
    Extent,
    Footnote,
    Item,
    LinkForm,
    LinkUse,
    Page,
    Run,
)

_LINE_ENDING = re.compile(r"\r\n?")
_ANY_INLINE = re.compile(r"[\\`*_~<\[&$]")
_STYLES = {"strong": STRONG, "em": EMPHASIS, "s": STRIKE}
_FRONT_MATTER = re.compile(r"\A\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*$", re.MULTILINE)
_MAX_NESTING = 60


def parse(text: str, *, admonitions: bool = False) -> Page:
    """Read a Markdown text (CommonMark with GitHub's tables, strikethrough, footnotes and math, and front matter).

    ``admonitions`` reads the indented body of ``!!! note`` and ``=== "Tab"`` as Markdown, as Python-Markdown's
    extensions do; elsewhere it is a code block.
    """
    if "\r" in text:
        text = _LINE_ENDING.sub("\n", text)
    page = Page(text.replace("\0", "\ufffd"))
    _Reader(page, _parser(admonitions)).read()
    return page


def reference_key(label: str) -> str:
    """A reference label as definitions are keyed: white space collapsed, case folded (CommonMark 0.31, section 4.7)."""
    return str(normalizeReference(label))


class _State(StateInline):
    """markdown-it-py's inline state, which also knows where its pending text began."""

    pending_from = 0

    def pushPending(self) -> Token:  # noqa: N802 - the overridden method's name
        token = super().pushPending()
        token.map = [self.pending_from, self.pending_from + len(token.content)]
        return token


class _Inline(ParserInline):
    """The inline parser, with the source range of each token in its otherwise unused ``map``."""

    def tokenize(self, state: StateInline) -> None:
        assert isinstance(state, _State)
        rules = [rule for rule in self.ruler.getRules("") if rule is not text_rule]
        source, end = state.src, state.posMax
        next_special = self.terminator_re.search
        while (pos := state.pos) < end:
            if not state.pending:
                state.pending_from = pos
            special = next_special(source, pos, end)
            stop = special.start() if special else end
            if stop > pos:
                state.append_pending(source[pos:stop])
                state.pos = stop
                continue
            count = len(state.tokens)
            nested_too_deep = state.level >= state.md.options["maxNesting"]
            if not nested_too_deep and any(rule(state, False) for rule in rules):
                if len(state.tokens) > count:
                    _mark(state.tokens, count, pos, state.pos)
                continue
            state.append_pending(source[pos])
            state.pos = pos + 1
        if state.pending:
            state.pushPending()

    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _mark(tokens: list[Token], count: int, start: int, end: int) -> None:
    """Give the tokens that a rule just pushed their range; nested ones already have theirs."""
    for offset, token in enumerate(token for token in tokens[count:] if token.map is None):
        is_delimiter = token.type == "text" and len(token.content) == 1
        token.map = [start + offset, start + offset + 1] if is_delimiter else [start, end]


@cache
def _parser(admonitions: bool) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    md.use(front_matter_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    if admonitions:
        from mdit_py_plugins.admon import admon_plugin

        md.use(admon_plugin)
    inline = _Inline()
    inline.ruler, inline.ruler2, inline.terminator_re = md.inline.ruler, md.inline.ruler2, md.inline.terminator_re
    # Joining text fragments would blur their ranges; the reader joins what it needs.
    inline.ruler2.disable("fragments_join")
    md.inline = inline
    # Destinations are wanted as written: no scheme is refused, nothing is percent-encoded.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda url: url  # type: ignore[method-assign]
    return md


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
            _Runs(self.page, block, origin).read(token.content, self.md, self.env)

    def _heading_origin(self, token: Token, heading: Token) -> _Origin:
        assert token.map
        if not heading.markup.startswith("#"):
            return self._line_origins(token.content, token.map[0])
        line_start = self.page.starts[token.map[0]]
        marker = self.page.text.find(heading.markup, line_start)
        return _Origin([0], [self._find(token.content, marker + len(heading.markup), line_start)])

    def _cell_origin(self, token: Token) -> _Origin:
        """Find a cell's content from where the last cell ended; an escaped pipe has lost its backslash."""
        text, line_end = self.page.text, self.page.starts[self.page.line_of(self.position)]
        content = token.content
        start = text.find(content.replace("|", "\\|"), self.position, line_end)
        if start < 0:
            return _Origin([0], [self.position])
        contents, sources = [0], [start]
        for index, char in enumerate(content):
            if char == "|":
                contents.append(index)
                sources.append(start + index + len(contents) - 1)
        end = start + len(content) + len(contents) - 1
        pipe = text.find("|", end, line_end)
        self.position = pipe + 1 if pipe >= 0 else end
        return _Origin(contents, sources)

    def _line_origins(self, content: str, first: int) -> _Origin:
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
        return _Origin(contents, sources)

    def _find(self, content: str, start: int, otherwise: int) -> int:
        found = self.page.text.find(content, start)
        return found if found >= 0 else otherwise

    def _definitions(self) -> None:
        for label, entry in self.env.get("references", {}).items():
            first, last = entry["map"]
            start, end = self.page.starts[first], self.page.starts[min(last, self.page.line_count)]
            match = re.compile(r"\[(?:[^\]\\]|\\.)*\]:\s*").search(self.page.text, start, end)
            if match:
                at, until = _destination(self.page.text, match.end(), end)
                self.page.definitions[label] = Definition(label, unescapeAll(self.page.text[at:until]), at, until)


class _Origin:
    """Offsets in a block's content to offsets in the text: linear pieces, each with where it starts in both."""

    __slots__ = ("contents", "sources")

    def __init__(self, contents: list[int], sources: list[int]) -> None:
        self.contents = contents
        self.sources = sources

    def source(self, offset: int) -> int:
        if len(self.contents) == 1:
            return self.sources[0] + offset
        piece = bisect_right(self.contents, offset) - 1
        return self.sources[piece] + offset - self.contents[piece]


class _Runs:
    """Reads one block's inline content into runs and links."""

    def __init__(self, page: Page, block: Block, origin: _Origin) -> None:
        self.page = page
        self.block = block
        self.origin = origin
        self.style = 0
        self.open: list[tuple[Token, int]] = []
        self.content = ""
        self.inner_end = 0

    def read(self, content: str, md: MarkdownIt, env: dict[str, Any]) -> None:
        self.content = content
        if not _ANY_INLINE.search(content):
            self._plain(content)
            return
        for token in md.inline.parse(content, md, env, []):
            self._token(token)

    def _plain(self, content: str) -> None:
        offset = 0
        for line in content.split("\n"):
            if offset:
                self._run("break", "", offset - 1, offset)
            text = line.strip(" ")
            start = offset + len(line) - len(line.lstrip(" "))
            if text:
                self._run("text", text, start, start + len(text))
            offset += len(line) + 1

    def _token(self, token: Token) -> None:
        start, end = token.map or (self.inner_end, self.inner_end)
        kind = token.type
        if kind in ("text", "text_special"):
            self._run("text", token.content, start, end)
        elif kind == "code_inline":
            self._run("code", token.content, start, end)
        elif kind in ("softbreak", "hardbreak"):
            self._run("break", "", start, end)
        elif kind == "html_inline":
            self._run("html", token.content, start, end)
        elif kind in ("math_inline", "math_inline_double"):
            self._run("math", token.content, start, end)
        elif kind == "footnote_ref":
            self._run("footnote", str(token.meta["label"]), start, end)
        elif kind == "image":
            self._run("image", _alternative_text(token), start, end)
            runs = len(self.block.runs)
            self._link("image", token, start + 2 + len(token.content), runs - 1, runs)
        elif kind == "link_open":
            self.open.append((token, len(self.block.runs)))
            start = end = start + 1
        elif kind == "link_close" and self.open:
            opened, first = self.open.pop()
            form: LinkForm = "autolink" if opened.markup == "autolink" else "inline"
            self._link(form, opened, self.inner_end, first, len(self.block.runs))
        else:
            self._restyle(token)
        self.inner_end = max(self.inner_end, end) if kind != "link_open" else start

    def _restyle(self, token: Token) -> None:
        name, _, side = token.type.rpartition("_")
        if style := _STYLES.get(name):
            self.style = self.style | style if side == "open" else self.style & ~style

    def _run(self, kind: Any, text: str, start: int, end: int) -> None:
        if text or kind == "break":
            source = self.origin.source
            self.block.runs.append(Run(kind, text, source(start), source(end - 1) + 1 if end > start else source(end), self.style))

    def _link(self, form: LinkForm, token: Token, label_end: int, first: int, last: int) -> None:
        assert token.map
        start, end = token.map
        source = self.origin.source
        whole = source(start), source(end - 1) + 1
        if form == "autolink":
            destination = str(token.attrs["href"])
            at, until = source(start + 1), source(end - 2) + 1
        elif self.content[end - 1] == ")":
            inner_at, inner_until = _destination(self.content, self.content.find("](", label_end) + 2, end - 1)
            destination = unescapeAll(self.content[inner_at:inner_until])
            at = source(inner_at)
            until = source(inner_until - 1) + 1 if inner_until > inner_at else at
        else:
            definition = self.page.definitions.get(self._label(start, end, label_end))
            if definition is None:
                return
            form = "reference" if form == "inline" else form
            destination, at, until = definition.destination, definition.start, definition.end
        self.block.links.append(LinkUse(form, destination, *whole, at, until, first, last))

    def _label(self, start: int, end: int, label_end: int) -> str:
        """The label that a reference link or image names, as definitions are keyed."""
        close = self.content.find("]", label_end, end)
        text_start = start + (2 if self.content[start] == "!" else 1)
        full = self.content[close + 2 : end - 1] if close + 1 < end and self.content[close + 1] == "[" else ""
        return reference_key(full.strip() or self.content[text_start:close])


def _destination(text: str, position: int, end: int) -> tuple[int, int]:
    """The range of a link destination that starts behind optional white space (CommonMark 0.31, section 6.3)."""
    while position < end and text[position].isspace():
        position += 1
    if position < end and text[position] == "<":
        close = position + 1
        while close < end and text[close] != ">":
            close += 2 if text[close] == "\\" else 1
        return position + 1, min(close, end)
    depth, at = 0, position
    while at < end:
        char = text[at]
        if char == "\\" and at + 1 < end:
            at += 2
            continue
        if char <= " " or (char == ")" and depth == 0):
            break
        depth += (char == "(") - (char == ")")
        at += 1
    return position, min(at, end)


def _alternative_text(image: Token) -> str:
    return "".join(_texts(image.children or ()))


def _texts(tokens: Any) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            yield from _texts(token.children or ())
        elif token.type in ("text", "text_special", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
