"""Where a missing endpoint belongs: the document of an inventory that would tell it, and the heading there.

Contracts are often a page for each resource. A page whose endpoints all lie at ``/orders`` is no home for ``/refunds``;
the page of refunds is, or else the page that tells of several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from crossref.counterparts.endpoint_paths import Key, Listed, Segments
from crossref.model import Document, Place, Span

_SUBJECT_SHARE = 0.8
"""How many of a page's endpoints a segment must be in to be what the page is about."""
_FEWEST_OF_SUBJECT = 3
_INVENTORY_SHARE = 0.8
"""How many of a document's endpoints must stand under a heading for it to be that of the inventory."""
_INDEX = frozenset({"readme", "index", "overview", "api", "rest-api", "api-reference", "reference", "endpoints"})
"""Names of the document that tells of a folder's others, in lower case."""


_PASSING = ("prose", "diagram")
"""Where an endpoint is told in passing."""


class Home(Struct, frozen=True):
    """Where an endpoint belongs."""

    place: Place
    is_near: bool
    """Whether others that begin as its path does are told there."""


class _Page(Struct, frozen=True):
    """One document of the inventory."""

    document: Document
    subject: frozenset[str]
    """The segments that nearly all of its endpoints have; empty for a document that tells of several things."""
    prefixes: frozenset[Segments]
    heads: int
    size: int
    inventory: int
    """The section that its endpoints stand in, -1 for none."""


class Homes:
    """The documents of an inventory as homes of what is missing in it."""

    def __init__(self, listed: Iterable[Listed], others: Iterable[Document] = ()) -> None:
        """Take what the inventory lists, and the documents of its role that list nothing, such as an index of pages."""
        by_path: dict[str, list[Listed]] = {}
        self._told: dict[tuple[str, int], set[Key]] = {}
        self._first: dict[tuple[str, Segments], Listed] = {}
        for one in listed:
            path, rest = one.document.path, one.key.rest
            by_path.setdefault(path, []).append(one)
            self._told.setdefault((path, one.endpoint.section), set()).add(one.key)
            for length in range(1, len(rest) + 1):
                known = self._first.get((path, rest[:length]))
                if known is None or (known.endpoint.form in _PASSING and one.endpoint.form not in _PASSING):
                    self._first[path, rest[:length]] = one
        self._pages = [_page(ones) for _, ones in sorted(by_path.items())]
        self._indexes = sorted(
            (other for other in others if _is_index(other)), key=lambda other: (other.path.count("/"), other.path)
        )

    def of(self, key: Key) -> Home:
        """The home of a path: the heading of what is nearest to it in the document that would tell it."""
        parts = set(key.rest)
        page = max(self._pages, key=lambda page: self._rank(page, key, parts))
        near = self._nearest(page, key.rest)
        if near is not None:
            return Home(self._heading(near), is_near=True)
        if self._indexes and not page.subject <= parts:
            index = self._indexes[0]
            return Home(_place(index, 0 if index.sections else -1), is_near=False)
        return Home(_place(page.document, page.inventory), is_near=False)

    def _rank(self, page: _Page, key: Key, parts: set[str]) -> tuple[bool, int, int, bool, bool, int, int]:
        """How well a document suits a path: not of another subject, of the same, then near, then general, then large."""
        path, rest = page.document.path, key.rest
        suits = page.subject <= parts
        shared = next((length for length in range(len(rest), 0, -1) if (path, rest[:length]) in self._first), 0)
        subject = len(page.subject) if suits else 0
        is_below = key.prefix in page.prefixes
        return suits, subject, shared, is_below, _is_index(page.document), page.heads, page.size

    def _nearest(self, page: _Page, rest: Segments) -> Listed | None:
        for length in range(len(rest), 0, -1):
            if found := self._first.get((page.document.path, rest[:length])):
                return found
        return None

    def _heading(self, one: Listed) -> Place:
        """The heading of the list that an entry stands in; for one with a heading of its own, the heading above."""
        section, document = one.endpoint.section, one.document
        if section < 0:
            return one.place
        parent = document.sections[section].parent
        is_alone = len(self._told[document.path, section]) == 1
        has_heading = one.endpoint.form == "heading" and bool(one.endpoint.methods)
        is_example = one.endpoint.form == "code" and parent >= 0 and document.sections[parent].level > 1
        climbs = parent >= 0 and is_alone and (has_heading or is_example)
        return _place(document, parent if climbs else section)


def _page(ones: list[Listed]) -> _Page:
    keys = {(one.key, one.endpoint.methods) for one in ones}
    counts = Counter(part for key, _ in keys for part in set(key.rest) if part not in ("{}", "*"))
    common = {part for part, count in counts.items() if count >= _SUBJECT_SHARE * len(keys)}
    subject = frozenset(common) if len(keys) >= _FEWEST_OF_SUBJECT else frozenset[str]()
    heads = len({key.rest[0] for key, _ in keys})
    prefixes = frozenset(one.key.prefix for one in ones)
    return _Page(ones[0].document, subject, prefixes, heads, len(keys), _inventory(ones))


def _is_index(document: Document) -> bool:
    return document.path.rpartition("/")[2].rpartition(".")[0].lower() in _INDEX


def _inventory(ones: list[Listed]) -> int:
    """The innermost section that holds nearly all that a document lists, -1 for none."""
    listed = [one for one in ones if one.is_structured and one.endpoint.methods] or ones
    sections = listed[0].document.sections
    counts: Counter[int] = Counter()
    for one in listed:
        section = one.endpoint.section
        while section >= 0:
            counts[section] += 1
            section = sections[section].parent
    holding = [section for section, count in counts.items() if count >= _INVENTORY_SHARE * len(listed)]
    return max(holding, key=lambda section: sections[section].level, default=-1)


def _place(document: Document, section: int) -> Place:
    """A heading; the document's first line where there is none."""
    return Place(document.path, document.sections[section].span if section >= 0 else Span(1, 1, 1, 1))
