"""Links as written: inline, reference, autolink, image, HTML and wiki, and the labels that lead to no definition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract import html
from crossref.extract.blocks import TEXT, Block, Flat, LinkUse, Page, Run
from crossref.extract.markdown_it import reference_key
from crossref.extract.ranges import covering
from crossref.model import Dialect, Label, Link

_WIKI = re.compile(r"(?<![\[\\!])\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\](?!\()")
_REFERENCE = re.compile(r"(?<![\w\])\\])\[([^\[\]\n]{2,200})\]\[([^\[\]\n]{0,100})\](?![\[(])")
_ADDRESSES = frozenset({"href", "src"})
_LABEL = re.compile(r"\]\[|\[\^")
_WRITTEN = re.compile(r"\[([^\[\]]++)\]:")


def find(page: Page) -> tuple[Link, ...]:
    """Every link on a page but for mentions, in order."""
    found: list[Link] = []
    wiki = page.holds("[[")
    for block in page.blocks:
        if block.kind in TEXT:
            if not block.linkless:
                for use in block.uses:
                    found.append(_markdown_link(page, use))
            if wiki and "[[" in page.text[block.start : block.end]:
                found.extend(_wiki_links(page, block))
    for text, start in html.fragments(page):
        for attribute in html.attributes(text, start, _ADDRESSES):
            span = page.span(attribute.start, attribute.end)
            found.append(Link("html", attribute.value.strip(), "", span, span))
    return tuple(found)


def labels(page: Page, dialect: Dialect) -> tuple[Label, ...]:
    """Full and collapsed references, and footnotes, whose label has no definition on the page.

    Python-Markdown's autorefs resolve a dotted name to what the set documents, so there such a label is left alone.
    """
    found = []
    written: frozenset[str] = frozenset()
    for block in page.blocks_at(_LABEL.finditer(page.text)) if page.holds("][") or page.holds("[^") else ():
        if block.kind in TEXT:
            for run in block.runs:
                if run.kind == "footnote" and run.text not in page.footnotes and _is_footnote(page, run):
                    found.append(Label(run.text, True, page.span(run.start, run.end)))
            if "][" in page.text[block.start : block.end]:
                written = written or frozenset(match[1] for match in _WRITTEN.finditer(page.text))
                found.extend(_undefined(page, block, written))
    if dialect == "python-markdown":
        found = [label for label in found if "." not in label.label]
    return tuple(found)


def _markdown_link(page: Page, use: LinkUse) -> Link:
    destination = use.destination
    spans = page.spans(use.start, use.end, use.destination_start, use.destination_end)
    return Link(use.form, destination, "" if "://" in destination else use.text, *spans)


def _wiki_links(page: Page, block: Block) -> Iterator[Link]:
    flat = Flat(block, images=False, code=False)
    for match in _WIKI.finditer(flat.text):
        start, end = flat.source(match.start(), match.end())
        at, until = flat.source(match.start(1), match.end(1))
        yield Link("wiki", match[1].strip(), match[2] or match[1], page.span(at, until), page.span(start, end))


def _undefined(page: Page, block: Block, written: frozenset[str]) -> Iterator[Label]:
    flat = Flat(block, images=False)
    is_linked = covering((use.start, use.end) for use in block.uses)
    for match in _REFERENCE.finditer(flat.text):
        label = match[2] or match[1]
        brackets = (match.start(), match.end(1), match.end() - 1)
        written_as_text = all(flat.run_at(index).kind == "text" for index in brackets)
        if not written_as_text or not _is_label(match[1], label) or _is_defined(page, label, written):
            continue
        start, _ = flat.source(match.start(), match.end())
        if page.text[start] == "[" and not is_linked(start):
            group = 2 if match[2] else 1
            yield Label(label, False, page.span(*flat.source(match.start(group), match.end(group))))


def _is_defined(page: Page, label: str, written: frozenset[str]) -> bool:
    """A definition that a template completes (``[label]: {{ … }}``) is none yet, but it is ``written``."""
    return label in written or reference_key(label) in page.definitions


def _is_label(text: str, label: str) -> bool:
    """A label that is one character, or not a word, is an index or a checkbox."""
    return len(label) > 1 and any(char.isalnum() for char in label) and not text.lower().startswith("e.g.")


def _is_footnote(page: Page, run: Run) -> bool:
    """``[^a-z]`` is a character class unless the page has footnotes; ``[^1]`` or ``word[^note].`` is always one."""
    before = page.text[run.start - 1 : run.start]
    after = page.text[run.end : run.end + 1]
    ends_a_word = before.strip() != "" and before not in "([{|^/" and after not in tuple("+*?{[(")
    return bool(page.footnotes) or run.text.isdigit() or (ends_a_word and run.text.isalpha())
