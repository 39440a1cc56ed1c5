"""Base paths: what *Base URL: https://host/api/v1* declares for a document or a part of it, and what headings carry.

A heading such as ``## Users (`/api/users`)`` gives its path to what stands directly below it, not to its subsections; a
declared base URL holds for its section with all that is in it, and where the section is about nothing else, or opens the
document, for the section around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crossref.extract.blocks import Block, Cell, Flat, Page
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
_TITLE = re.compile(
    r"\b(?:(?:base|root) (?:url|uri|path|route|endpoint|address)s?|api prefix|(?:url|ruta) base|basis url)\b|^servers?$"
)
_GENERAL = frozenset(
    "overview introduction general basics conventions about environments environment intro usage access connection".split()
) | {"getting started", "quick start", "quickstart", "common", "api overview"}
_HINTS = (
    "base",
    "basis",
    "prefix",
    "root",
    "ruta",
    "under ",
    "below ",
    "relative to",
    "start",
    "begin",
    "live at",
    "served",
)
"""One of these stands in every declaration."""
_LONGEST_ANNOUNCEMENT = 160
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
        for block, use in _Declarations(page, sections, where).find():
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


class _Declarations:
    """Walks a page's blocks for the addresses that are declared as a base."""

    def __init__(self, page: Page, sections: tuple[Section, ...], where: SectionAt) -> None:
        self._page = page
        self._where = where
        self._about = {index for index, section in enumerate(sections) if _TITLE.search(plain_name(section.title))}
        self._columns: set[tuple[int, int]] = set()
        self._rows: set[tuple[int, int]] = set()
        self._announced = False
        """Whether the last line of text announces a base that is still to come."""

    def find(self) -> Iterator[tuple[Block, tokens.Use]]:
        for block in self._page.blocks:
            source = self._page.text[block.start : block.end]
            if block.cell:
                yield from self._cell(block, block.cell, source)
            elif block.kind == "code":
                if "/" in source and (self._announced or self._is_about(block)):
                    for line in source.split("\n"):
                        yield from _first(block, line.strip(), 0)
                self._announced = False
            elif block.kind in _TEXT and "/" in source:
                yield from self._text(block)
            elif block.kind in _TEXT:
                self._announced = block.kind == "paragraph" and _announces(source)

    def _is_about(self, block: Block) -> bool:
        return self._where.index(block.first_line) in self._about

    def _cell(self, block: Block, cell: Cell, source: str) -> Iterator[tuple[Block, tokens.Use]]:
        column, row = (cell.table, cell.column), (cell.table, cell.row)
        if "/" in source and (row in self._rows or self._is_about(block)):
            yield from _first(block, Flat(block).text, 0)
        elif "://" in source and column in self._columns:
            # Mere paths in such a column are those of groups, each with its own.
            yield from _first(block, Flat(block).text, 0)
        elif len(source) < 40 and _TITLE.search(plain_name(source)):
            # A cell that says so speaks for its column in a header, for its row elsewhere.
            (self._rows if cell.row else self._columns).add(row if cell.row else column)

    def _text(self, block: Block) -> Iterator[tuple[Block, tokens.Use]]:
        is_about = self._announced or self._is_about(block)
        if not is_about and not _hints(self._page.text[block.start : block.end]):
            return
        text = Flat(block).text
        if match := _LABEL.search(text) or _ALL_UNDER.search(text):
            yield from _first(block, text, match.end())
        elif is_about:
            at = text.find("http")
            yield from _first(block, text, at if at >= 0 else text.index("/") if "/" in text else 0)


def _announces(source: str) -> bool:
    """Whether a short line says *base URL:* and leaves the address to what follows."""
    return len(source) < _LONGEST_ANNOUNCEMENT and _hints(source) and bool(_LABEL.search(source))


def _hints(source: str) -> bool:
    lower = source.lower()
    return any(hint in lower for hint in _HINTS)


def _first(block: Block, text: str, position: int) -> Iterator[tuple[Block, tokens.Use]]:
    """The path or address that follows a position directly."""
    gap = _AT.match(text, position)
    at = gap.end() if gap else position
    use = tokens.lone(text, at)
    if use and not use.verbs:
        yield block, use
    elif not use and (origin := _BARE_ORIGIN.match(text, at)):
        yield block, tokens.Use("", origin[0], "", origin.start(), origin.end())
