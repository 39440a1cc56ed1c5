"""Inline content to runs and links, each with its exact source range."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from crossref.extract.blocks import (
    ANY_INLINE,
    EMPHASIS,
    STRIKE,
    STRONG,
    Block,
    Definition,
    LinkForm,
    LinkUse,
    Run,
    html_runs,
)
from crossref.extract.markdown_it import MarkdownIt, Token, reference_key, unescapeAll
from crossref.extract.runs import RunList

_AUTOLINK = re.compile(r"<[A-Za-z][^\s<>]*[:@]")
_PLAIN_DESTINATION = re.compile(r"[^\x00-\x20<()\\]+")
_STYLES = {"strong": STRONG, "em": EMPHASIS, "s": STRIKE}


class Origin:
    """Offsets in a block's content to offsets in the text: linear pieces, each with where it starts in both."""

    __slots__ = ("contents", "sources")

    def __init__(self, contents: list[int], sources: list[int]) -> None:
        self.contents = contents
        self.sources = sources

    def source(self, offset: int) -> int:
        """The offset in the text of an offset in the content."""
        if len(self.contents) == 1:
            return self.sources[0] + offset
        piece = bisect_right(self.contents, offset) - 1
        return self.sources[piece] + offset - self.contents[piece]


class MarkdownItInline:
    """Reads the blocks of one page with markdown-it-py; a block's content is its text and where that comes from."""

    def __init__(self, text: str, definitions: dict[str, Definition], md: MarkdownIt, env: dict[str, Any]) -> None:
        self.text = text
        self.definitions = definitions
        self.md = md
        self.env = env

    def read(self, block: Block, content: tuple[str, Origin]) -> tuple[list[Run], list[LinkUse]]:
        """The runs and links of a block."""
        return _Runs(self, *content).read()

    def uses(self, block: Block, content: tuple[str, Origin]) -> list[LinkUse]:
        """The links of a block."""
        return block.links

    def html(self, block: Block, content: tuple[str, Origin]) -> list[tuple[str, int]]:
        """The raw HTML of a block, and where it starts."""
        return html_runs(block)


class _Runs:
    """Reads one block's inline content into runs and links."""

    def __init__(self, inline: MarkdownItInline, content: str, origin: Origin) -> None:
        self.inline = inline
        self.content = content
        self.origin = origin
        self.runs = RunList(inline.text)
        self.links: list[LinkUse] = []
        self.style = 0
        self.open: list[tuple[Token, int]] = []
        self.inner_end = 0

    def read(self) -> tuple[list[Run], list[LinkUse]]:
        if not ANY_INLINE.search(self.content):
            self._plain(self.content)
        else:
            for token in self.inline.md.inline.parse(self.content, self.inline.md, self.inline.env, []):
                self._token(token)
        return self.runs.done(self.links)

    def _plain(self, content: str) -> None:
        offset = 0
        for line in content.split("\n"):
            if offset:
                self._break(offset - 1)
            start = offset + len(line) - len(line.lstrip(" \t"))
            text = line.strip(" \t") if offset + len(line) < len(content) else line.lstrip(" \t")
            if text:
                self._text(text, start, start + len(text))
            offset += len(line) + 1

    def _token(self, token: Token) -> None:
        start, end = token.map or (self.inner_end, self.inner_end)
        kind = token.type
        if kind in ("text", "text_special"):
            self._text(token.content, start, end)
        elif kind == "code_inline":
            self._run("code", token.content, start, end)
        elif kind in ("softbreak", "hardbreak"):
            self._break(self.content.find("\n", start))
        elif kind == "html_inline":
            self._run("html", token.content, start, end)
        elif kind in ("math_inline", "math_inline_double"):
            self._run("math", token.content, start, end)
        elif kind == "footnote_ref":
            self._run("footnote", str(token.meta["label"]), start, end)
        elif kind == "image":
            self._run("image", _alternative_text(token), start, end)
            runs = len(self.runs.runs)
            self._link("image", token, start + 2 + len(token.content), runs - 1, runs)
        elif kind == "link_open":
            self.open.append((token, self.runs.fence()))
            start = end = start + 1
        elif kind == "link_close" and self.open:
            opened, first = self.open.pop()
            form: LinkForm = "autolink" if opened.markup == "autolink" else "inline"
            self._link(form, opened, self.inner_end, first, self.runs.fence())
        else:
            self._restyle(token)
        self.inner_end = max(self.inner_end, end) if kind != "link_open" else start

    def _restyle(self, token: Token) -> None:
        name, _, side = token.type.rpartition("_")
        if style := _STYLES.get(name):
            self.style = self.style | style if side == "open" else self.style & ~style

    def _break(self, newline: int) -> None:
        at = self.inline.text.find("\n", self.origin.source(max(newline - 1, 0)))
        self.runs.add("break", "", at, at + 1, self.style)

    def _text(self, text: str, start: int, end: int) -> None:
        """A text that lost backslashes before its pipes becomes one run from each to the next."""
        if len(text) == end - start and len(self.origin.contents) > 1:
            cuts = self.origin.contents
            for cut in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
                self._run("text", text[: cut - start], start, cut)
                text, start = text[cut - start :], cut
        self._run("text", text, start, end)

    def _run(self, kind: Any, text: str, start: int, end: int) -> None:
        if text or kind == "image":
            source = self.origin.source
            self.runs.add(kind, text, source(start), source(end - 1) + 1 if end > start else source(end), self.style)

    def _link(self, form: LinkForm, token: Token, label_end: int, first: int, last: int) -> None:
        assert token.map
        start, end = token.map
        source = self.origin.source
        whole = source(start), source(end - 1) + 1
        if form == "autolink":
            destination = str(token.attrs["href"])
            at, until = source(start + 1), source(end - 2) + 1
        elif self.content[end - 1] == ")":
            inner_at, inner_until = destination_range(self.content, self.content.find("](", label_end) + 2, end - 1)
            destination = unescapeAll(self.content[inner_at:inner_until])
            at = source(inner_at)
            until = source(inner_until - 1) + 1 if inner_until > inner_at else at
        else:
            definition = self.inline.definitions.get(self._label(start, end, label_end))
            if definition is None:
                return
            form = "reference" if form == "inline" else form
            destination, at, until = definition.destination, definition.start, definition.end
        self.links.append(LinkUse(form, destination, *whole, at, until, first, last))

    def _label(self, start: int, end: int, label_end: int) -> str:
        """The label that a reference link or image names, as definitions are keyed."""
        close = self.content.find("]", label_end, end)
        text_start = start + (2 if self.content[start] == "!" else 1)
        full = self.content[close + 2 : end - 1] if close + 1 < end and self.content[close + 1] == "[" else ""
        return reference_key(full.strip() or self.content[text_start:close])


def may_link(source: str, *, definitions: bool) -> bool:
    """Whether a block may hold a link or an image, on a page with or without link reference definitions."""
    return "](" in source or (definitions and "[" in source) or ("<" in source and _AUTOLINK.search(source) is not None)


def destination_range(text: str, position: int, end: int) -> tuple[int, int]:
    """The range of a link destination that starts behind optional white space (CommonMark 0.31, section 6.3)."""
    while position < end and text[position].isspace():
        position += 1
    plain = _PLAIN_DESTINATION.match(text, position, end)
    if plain and (plain.end() == end or text[plain.end()] in " )\n"):
        return plain.span()
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
