"""Sections and every place a fragment can lead to."""

from __future__ import annotations

import re

from msgspec import Struct

from crossref import slugs
from crossref.extract import html
from crossref.extract.blocks import ANY_INLINE, TEXT, Block, Flat, Page
from crossref.model import Anchor, Dialect, Section, Span

_ID_NAMES = frozenset({"id", "name"})
_ATTRIBUTE_LIST = re.compile(r"\{:?\s*(?:[.\w=\"'-]+\s+)*#([\w:.-]+)[^{}]*\}")
_BRACE = re.compile(r"\{")
_NO_ATTRIBUTE_LISTS = ("github", "gitlab")
_COUNT_IMAGES = ("gitlab", "docusaurus", "pandoc")
"""Dialects whose slugs count the alternative text of an image in a heading."""
_CONTENT = frozenset({"paragraph", "cell", "code", "html", "math"})


class _Heading(Struct, gc=False):
    text: str
    explicit: str | None
    level: int
    span: Span
    top: bool
    """Whether it stands at the top of the document and not in a quote or list, and so opens a section."""


def find(page: Page, dialect: Dialect) -> tuple[tuple[Anchor, ...], tuple[Section, ...]]:
    """The anchors and sections of a page, as this dialect makes them."""
    headings = _headings(page, dialect)
    names = slugs.anchors(((heading.text, heading.explicit) for heading in headings), dialect)
    anchors = [Anchor(name, "heading", heading.span) for name, heading in zip(names, headings, strict=True) if name]
    if dialect in _NO_ATTRIBUTE_LISTS and page.holds("#"):
        anchors.extend(_foreign_ids(headings))
    for text, start in html.fragments(page):
        for attribute in html.attributes(text, start, _ID_NAMES):
            if attribute.name == "id" or attribute.tag == "a":
                anchors.append(Anchor(attribute.value, "html", page.span(attribute.start, attribute.end)))
    if dialect not in _NO_ATTRIBUTE_LISTS and page.holds("{"):
        anchors.extend(_attribute_lists(page))
    for footnote in page.footnotes.values():
        span = page.span(footnote.start, footnote.end)
        anchors.extend(
            Anchor(prefix + footnote.label, "footnote", span) for prefix in ("fn-", "fn:", "fnref-", "fnref:")
        )
    return tuple(anchors), _sections(page, headings, names)


def _headings(page: Page, dialect: Dialect) -> list[_Heading]:
    found = []
    for block in page.blocks:
        if block.kind == "heading":
            found.append(_markdown_heading(page, block, dialect))
        elif block.kind == "html" and "<h" in page.text[block.start : block.end].lower():
            for level, text, start, end in html.headings(page.text[block.start : block.end], block.start):
                found.append(_Heading(text, None, level, page.span(start, end), block.item < 0 and not block.quoted))
    return found


def _markdown_heading(page: Page, block: Block, dialect: Dialect) -> _Heading:
    shown = page.text[block.start : block.end]
    if "\n" in shown or ANY_INLINE.search(shown):
        shown = Flat(block, images=dialect in _COUNT_IMAGES, line_break="\n").text
    text, explicit = slugs.explicit_id(shown, dialect)
    first, last, starts = block.first_line, block.last_line, page.starts
    span = (
        page.span(block.start, block.end)
        if first != last
        else Span(first, block.start - starts[first - 1] + 1, first, block.end - starts[first - 1] + 1)
    )
    return _Heading(text, explicit, block.level, span, block.item < 0 and not block.quoted)


def _foreign_ids(headings: list[_Heading]) -> list[Anchor]:
    """Ids written as ``{#id}`` where the dialect has none: a sign of another renderer, whose anchors hold as well."""
    found = []
    for heading in headings:
        text, explicit = slugs.explicit_id(heading.text, "pandoc") if "{" in heading.text else ("", None)
        if explicit:
            found.append(Anchor(explicit, "heading", heading.span))
            found.append(Anchor(slugs.slug(text, "github"), "heading", heading.span))
    return found


def _attribute_lists(page: Page) -> list[Anchor]:
    found = []
    for block in page.blocks_at(_BRACE.finditer(page.text)):
        if block.kind in TEXT:
            flat = Flat(block, code=False)
            for match in _ATTRIBUTE_LIST.finditer(flat.text) if "{" in flat.text else ():
                found.append(Anchor(match[1], "html", page.span(*flat.source(match.start(), match.end()))))
    return found


def _sections(page: Page, headings: list[_Heading], names: list[str]) -> tuple[Section, ...]:
    """The sections that headings open; each ends before the next heading of its level or above."""
    opening = [(heading, name) for heading, name in zip(headings, names, strict=True) if heading.top]
    counts = _blocks_under(page, [heading.span.line for heading, _ in opening])
    last_lines = [page.line_count] * len(opening)
    parents: list[int] = []
    around: list[int] = []
    for index, (heading, _) in enumerate(opening):
        level = heading.level
        while around and opening[around[-1]][0].level >= level:
            last_lines[around.pop()] = heading.span.line - 1
        parents.append(around[-1] if around else -1)
        if around:
            counts[around[-1]] += 1
        around.append(index)
    return tuple(
        [
            Section(" ".join(heading.text.split()), heading.level, name, heading.span, last, count, parent)
            for (heading, name), last, count, parent in zip(opening, last_lines, counts, parents, strict=True)
        ]
    )


def _blocks_under(page: Page, lines: list[int]) -> list[int]:
    """How many blocks with content stand between each of these lines and the next; a comment is no content."""
    if not lines:
        return []
    counts = [0] * len(lines)
    index = -1
    around, following = len(page.text) + 1, lines[0]
    lines = [*lines[1:], around]
    for block in page.blocks:
        line = block.first_line
        while line >= following:
            index += 1
            around, following = following, lines[index]
        kind = block.kind
        if line > around and kind in _CONTENT and not (kind == "html" and _is_comment(page, block)):
            counts[index] += 1
    return counts


def _is_comment(page: Page, block: Block) -> bool:
    text = page.text[block.start : block.end].strip()
    return text.startswith("<!--") and text.endswith("-->")
