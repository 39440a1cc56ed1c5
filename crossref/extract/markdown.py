"""Markdown text to a page of blocks with exact source ranges.

The one place where a parser is chosen: pyromark where it is installed (the extra ``crossref[fast]``), else markdown-it-py.
``CROSSREF_PARSER`` names one of them for a bug report. Both give the same page (pyromark_feed.py lists the exceptions).
"""

from __future__ import annotations

import re

from crossref.extract.blocks import Block, Page
from crossref.extract.feeds import FeedName, feed_name

_LINE_ENDING = re.compile(r"\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_YAML = re.compile(r"\A(-{3,}).*\n(?:.*\n)*?(?:\.\.\.[ \t]*|[ ]{0,3}\1-*[ \t]*)$", re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*$", re.MULTILINE)


def parse(text: str, *, admonitions: bool = False, every: bool = False, feed: FeedName | None = None) -> Page:
    """Read a Markdown text (CommonMark with GitHub's tables, strikethrough, footnotes and math, and front matter).

    ``admonitions`` reads the indented body of ``!!! note`` and ``=== "Tab"`` as Markdown, as Python-Markdown's
    extensions do; elsewhere it is a code block. ``every`` announces that the text of most blocks will be asked for.
    ``feed`` is the parser; None takes the usual one.
    """
    if "\r" in text:
        text = _LINE_ENDING.sub("\n", text)
    page = Page(_replaced(text))
    text = _without_front_matter(page)
    if (feed or feed_name()) == "pyromark":
        from crossref.extract import pyromark_feed

        if pyromark_feed.read(page, text, admonitions=admonitions, every=every):
            return page
    from crossref.extract import markdown_it_feed

    markdown_it_feed.read(page, text, admonitions=admonitions)
    return page


def _replaced(text: str) -> str:
    """The text without NULs (CommonMark 0.31, section 2.3), and without lone surrogates, which UTF-8 has no bytes for.

    No file holds a surrogate, but an editor can send one. What takes their place is as long, so that columns stay.
    """
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            text = _SURROGATE.sub("\ufffd", text)
    return text.replace("\0", "\ufffd")


def _without_front_matter(page: Page) -> str:
    """The text with its front matter blanked, which becomes a block here, so that no parser needs to know it."""
    text = page.text
    pattern = {"---": _YAML, "+++": _TOML}.get(text[:3])
    match = pattern.match(text) if pattern else None
    if match is None:
        return text
    lines = match[0].count("\n") + 1
    if pattern is _YAML:
        page.blocks.append(Block("front-matter", 1, lines, 0, page.starts[min(lines, page.line_count)]))
    return " " * (match.end() - lines + 1) + "\n" * (lines - 1) + text[match.end() :]
