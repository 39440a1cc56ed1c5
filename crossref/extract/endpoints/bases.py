"""Base paths: what *Base URL: https://host/api/v1* declares for a document or a part of it, and what headings carry.

A heading such as ``## Users (`/api/users`)`` gives its path to what stands directly below it, not to its subsections; a
declared base URL holds for its section with all that is in it, and where the section is about nothing else, or opens the
document, for the section around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crossref.extract.blocks import Block, Flat, Page
from crossref.extract.endpoints import tokens
from crossref.extract.passages import SectionAt
from crossref.model import Section
from crossref.names import plain_name

_LABEL = re.compile(
    r"(?:\b(?:base|root)[\s_-]*(?:url|uri|path|route|endpoint|address)s?|\b(?:api|route|global|url|path)[\s-]+prefix|"
    r"\b(?:url|ruta|basis)[\s-]*(?:base|url|pfad)|^base)\b[^:：=|/\n]{0,40}[:：=|]",
    re.IGNORECASE,
)
_ALL_UNDER = re.compile(
    r"\b(?:(?:all|every|each|these)\b[^.\n]{0,40}?\b(?:endpoints?|routes?|paths?|urls?|requests?|calls?)|"
    r"rest api|http api|(?:paths|endpoints|routes|urls) (?:below|here|in this \w+)?)\b[^.\n/]{0,60}?"
    r"\b(?:prefixed (?:with|by)|under|below|relative to|start(?:s|ing)? with|begin(?:s|ning)? with|live at|served (?:at|from))"
    r"[^/\n.]{0,30}?(?=[`\"'(\s](?:https?://|/))",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:(?:base|root) (?:url|uri|path|route|endpoint|address)s?|api prefix|(?:url|ruta) base|basis url)\b|^servers?$")
_GENERAL = frozenset(
    "overview introduction general basics conventions about environments environment intro usage access connection".split()
) | {"getting started", "quick start", "quickstart", "common", "api overview"}
_AT = re.compile(r"[`\"'(<\s|]*")
_BARE_ORIGIN = re.compile(r"https?://[^\s/`\"'<>)|]+")
_TEXT = frozenset({"paragraph", "cell", "heading"})


class Bases:
    """The bases of a page by section: those of headings, and declared ones."""

    def __init__(self, page: Page, sections: tuple[Section, ...], where: SectionAt) -> None:
        """Read the declarations; headings' own bases are added by whoever reads the headings."""
        self._sections = sections
        self._headings: dict[int, str] = {}
        self._declared: dict[int, str] = {}
        self.lines: set[int] = set()
        """Lines that declare a base; a path without a method there is no endpoint."""
        found: dict[int, list[str]] = {}
        for block, use in _declarations(page, sections, where):
            section = where.index(block.first_line)
            self.lines.update(range(block.first_line, block.last_line + 1))
            path = "" if use.path.strip("/.*") == "" else use.path.rstrip("/")
            found.setdefault(self._scope(section), []).append(path)
        for section, paths in found.items():
            given = {tokens.canonical(path): path for path in paths if path}
            # Several versions or environments with different paths leave open which one is meant.
            if len(given) == 1 and not tokens.is_file(paths[0]):
                self._declared[section] = next(iter(given.values()))

    def add_heading(self, section: int, path: str) -> None:
        """A heading carries a path; it may itself stand below a declared base."""
        self._headings[section] = tokens.join(self.declared(section), path)

    def declared(self, section: int) -> str:
        """The declared base that holds for a section; empty for none."""
        while section >= 0:
            if section in self._declared:
                return self._declared[section]
            section = self._sections[section].parent
        return self._declared.get(-1, "")

    def drop_repeated(self, paths: Iterable[tuple[int, str]]) -> None:
        """Forget the declared bases that most paths below them repeat: the others then stand beside the base, not below it."""
        counts: dict[str, list[int]] = {}
        for section, path in paths:
            if base := self.declared(section):
                repeats = tokens.canonical(path).startswith(tokens.canonical(base) + "/")
                counts.setdefault(base, [0, 0])[repeats] += 1
        for base, (others, repeated) in counts.items():
            if repeated > others:
                self._declared = {section: "" if path == base else path for section, path in self._declared.items()}

    def heading(self, section: int, path: str) -> str:
        """The heading's base for a path directly below it; one that cannot stand alone takes that of a heading above."""
        if section in self._headings:
            return self._headings[section]
        first = tokens.canonical(path).split("/")[1]
        while section >= 0 and first in ("", "{}", "*"):
            section = self._sections[section].parent
            if section in self._headings:
                return self._headings[section]
        return ""

    def _scope(self, section: int) -> int:
        if section < 0 or self._sections[section].level == 1:
            return -1
        title = plain_name(self._sections[section].title)
        if _TITLE.search(title) or title in _GENERAL:
            return self._scope_of_parent(self._sections[section].parent)
        return section

    def _scope_of_parent(self, section: int) -> int:
        return -1 if section < 0 or self._sections[section].level == 1 else section


def _declarations(page: Page, sections: tuple[Section, ...], where: SectionAt) -> Iterator[tuple[Block, tokens.Use]]:
    about = {index for index, section in enumerate(sections) if _TITLE.search(plain_name(section.title))}
    waiting = -1
    columns: set[tuple[int, int]] = set()
    rows: set[tuple[int, int]] = set()
    for block in page.blocks:
        source = page.text[block.start : block.end]
        if block.kind == "cell" and block.cell:
            column, row = (block.cell.table, block.cell.column), (block.cell.table, block.cell.row)
            if "/" in source and (row in rows or where.index(block.first_line) in about):
                yield from _first(block, Flat(block).text, 0)
            elif "://" in source and column in columns:
                # Mere paths in such a column are those of groups, each with its own.
                yield from _first(block, Flat(block).text, 0)
            elif len(source) < 40 and _TITLE.search(plain_name(source)):
                # A cell that says so speaks for its column in a header, for its row elsewhere.
                (rows if block.cell.row else columns).add(row if block.cell.row else column)
        elif block.kind == "heading":
            waiting = -1
        elif block.kind == "code":
            if "/" in source and (waiting >= 0 or where.index(block.first_line) in about):
                for line in source.split("\n"):
                    yield from _first(block, line.strip(), 0)
            waiting = -1
        elif block.kind in _TEXT and "/" in source:
            text = Flat(block).text
            match = _LABEL.search(text) or _ALL_UNDER.search(text)
            if match:
                yield from _first(block, text, match.end())
            elif where.index(block.first_line) in about or waiting >= 0:
                at = max(text.find("http"), 0) or max(text.find("/"), 0)
                yield from _first(block, text, at)
        elif block.kind in _TEXT:
            waiting = where.index(block.first_line) if _LABEL.search(Flat(block).text) else -1


def _first(block: Block, text: str, position: int) -> Iterator[tuple[Block, tokens.Use]]:
    """The path or address that follows a position directly."""
    gap = _AT.match(text, position)
    at = gap.end() if gap else position
    use = tokens.lone(text, at)
    if use and not use.verbs:
        yield block, use
    elif not use and (origin := _BARE_ORIGIN.match(text, at)):
        yield block, tokens.Use("", origin[0], "", origin.start(), origin.end())
