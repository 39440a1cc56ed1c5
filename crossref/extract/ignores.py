"""``<!-- crossref: ignore … -->`` comments: which rules they silence and on which lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract import html
from crossref.extract.blocks import Page
from crossref.model import Ignore

_IGNORE = re.compile(r"\s*crossref:\s*ignore(-file)?(?=\s|$)\s*([\w-]+(?:\s*,\s*[\w-]+)*)?\s*(.*)", re.DOTALL)
_BEFORE_A_BLOCK = re.compile(r"[\s>]*(?:[-*+]|\d+[.)])?\s*")


def find(page: Page) -> tuple[Ignore, ...]:
    """Every ignore comment of a page; one without a selector silences nothing and is left to be reported."""
    return tuple(_ignores(page)) if page.holds("crossref:") else ()


def _ignores(page: Page) -> Iterator[Ignore]:
    for comment in html.comments(page):
        match = _IGNORE.match(comment.text)
        if not match:
            continue
        selectors = tuple(selector.strip() for selector in (match[2] or "").split(",") if selector.strip())
        span = page.span(comment.start, comment.end)
        if match[1]:
            first, last = 1, page.line_count
        elif _is_alone(page, comment):
            first, last = _next_block(page, span.end_line)
        else:
            first, last = span.line, span.end_line
        yield Ignore(selectors, first, last, " ".join(match[3].split()), span)


def _is_alone(page: Page, comment: html.Comment) -> bool:
    line_start = page.starts[page.line_of(comment.start) - 1]
    line_end = page.starts[page.line_of(comment.end - 1)]
    before, after = page.text[line_start : comment.start], page.text[comment.end : line_end]
    return bool(_BEFORE_A_BLOCK.fullmatch(before)) and not after.strip()


def _next_block(page: Page, line: int) -> tuple[int, int]:
    """The lines of the block that opens next; the comment's own line where none does."""
    for extent in page.extents:
        if extent.first_line > line:
            return extent.first_line, extent.last_line
    return line, line
