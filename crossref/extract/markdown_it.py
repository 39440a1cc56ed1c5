"""markdown-it-py, told to remember where each inline token was read from.

The inline parser here is markdown-it-py's own loop with one addition: every token's otherwise unused ``map`` holds the
range of the block's content that it was read from.
"""

from __future__ import annotations

from collections.abc import MutableMapping
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

__all__ = ["MAX_NESTING", "MarkdownIt", "Token", "parser", "reference_key", "unescapeAll"]

MAX_NESTING = 60
"""How deep containers may lie in each other."""


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

    def parse(self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _mark(tokens: list[Token], count: int, start: int, end: int) -> None:
    """Give the tokens that a rule just pushed their range; nested ones already have theirs."""
    new = [token for token in tokens[count:] if token.map is None]
    delimiters = all(token.type == "text" for token in new) and sum(len(token.content) for token in new) == end - start
    if new and new[0].markup == "autolink":
        new[1].map = [start + 1, end - 1]
    for token in new:
        if delimiters:
            token.map = [start, start + len(token.content)]
            start = token.map[1]
        elif token.map is None:
            token.map = [start, end]


@cache
def parser(admonitions: bool) -> MarkdownIt:
    """The parser, for block tokens first and the inline content of one block at a time."""
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
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
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return md
