"""An inventory of endpoints, made searchable: what it lists, and whether that covers a method and a path.

Paths lie in a tree from their last segment to their first, so that one walk finds a path, one with a parameter in
the place of a literal, and one that a document tells without its base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct, field

from crossref.counterparts.endpoint_paths import Key, Listed, Segments
from crossref.match import is_like

_SEVERAL = 3
"""Names that are listed at the end of a path from which a parameter in their place stands for all of them."""
_MOST_ALIKE = 50
"""Entries that are looked at for one whose path ends as another's does."""
_NEAR = 85
"""Percent of likeness from which one segment is another, spelled differently."""


class _Node(Struct):
    children: dict[str, _Node] = field(default_factory=dict)
    entries: list[Listed] = field(default_factory=list)


class Inventory:
    """What some documents list. A path without a method covers any; prose and code cover what they name exactly."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        """Take what the documents hold, in order."""
        called = [one for one in listed if one.key.rest and (one.is_structured or one.is_request)]
        beside = Counter(
            one.key.rest[:-1] for one in called if one.is_structured and one.key.rest[-1] not in ("{}", "*")
        )
        self.listed = [one for one in called if not _is_pattern(one, beside)]
        self._tree = _Node()
        self._below: dict[Segments, int] = {}
        self._called_below: set[Segments] = set()
        self._first: dict[Segments, Listed] = {}
        """The first entry at or beneath a path, those of lists before others."""
        self._open: dict[Segments, Listed] = {}
        self._groups: dict[Segments, Listed] = {}
        seen: set[tuple[Key, tuple[str, ...]]] = set()
        for one in self.listed:
            if (one.key, one.endpoint.methods) not in seen:
                seen.add((one.key, one.endpoint.methods))
                self._add(one)
        told = [one for one in self.listed if one.endpoint.form not in ("prose", "diagram")]
        self.prefixes = {one.key.prefix for one in told}
        self.roots = {one.root for one in told}
        self.heads: dict[str, set[Segments]] = {}
        """The first segments of paths, with the prefixes they stand below."""
        for one in told:
            self.heads.setdefault(one.key.rest[0], set()).add(one.key.prefix)
        self._wiped: dict[tuple[int, Segments], list[Listed]] | None = None
        self._alike: dict[Segments, list[Listed]] = {}

    @property
    def size(self) -> int:
        """How many endpoints it lists: in tables, lists and headings, or as requests in code."""
        listed = (one for one in self.listed if one.is_structured or one.endpoint.form == "code")
        return len({(one.key, one.endpoint.methods) for one in listed})

    def covers(self, key: Key, method: str, *, literally: bool = False) -> Listed | None:
        """The entry that covers a method (``""`` for any) of a path; ``literally``: no parameter stands for a literal."""
        if found := self._exact(key, method, literally=literally):
            return found
        for length in range(len(key.rest), 0, -1):
            head = key.rest[:length]
            if head in self._open:
                return self._open[head]
            # A bare path is a group where nothing of it is listed one by one.
            if head in self._groups and length < len(key.rest) and self._below[head] == 1:
                return self._groups[head]
        return None

    def holds(self, key: Key) -> Listed | None:
        """An entry at a path or beneath it, whatever its method."""
        rest = key.rest[:-1] if key.rest[-1] == "*" else key.rest
        if found := self._exact(Key(key.prefix, rest), "", literally=False) if rest else None:
            return found
        if not rest or "{}" in rest or rest in self._below:
            return self._first_beneath(rest)
        return None

    def generalised(self, key: Key) -> Key:
        """A path with a parameter wherever the inventory has one and no such literal: an example's ``/orders/123``."""
        rest: Segments = ()
        for part in key.rest:
            literal, parameter = (*rest, part), (*rest, "{}")
            rest = parameter if literal not in self._below and parameter in self._below else literal
        return key if rest == key.rest else Key(key.prefix, rest)

    def entries(self, key: Key) -> list[Listed]:
        """The entries of exactly this path that have methods."""
        return [one for node in _walk(self._tree, key.rest) for one in self._same(node, key) if one.endpoint.methods]

    def absent_prefix(self, key: Key) -> Segments:
        """The shortest beginning of a path at or beneath which nothing is listed."""
        for length in range(1, len(key.rest)):
            if key.rest[:length] not in self._below:
                return key.rest[:length]
        return key.rest

    def nearest(self, key: Key) -> Listed:
        """The entry that shares most of a path's beginning; else the first of the document that lists most."""
        for length in range(len(key.rest), 0, -1):
            if found := self._first.get(key.rest[:length]):
                return found
        sizes = Counter(one.document.path for one in self.listed if one.is_structured)
        return max(self.listed, key=lambda one: sizes[one.document.path])

    @property
    def paths(self) -> tuple[str, ...]:
        """The documents that make up the inventory, sorted."""
        return tuple(sorted({one.document.path for one in self.listed}))

    def with_tail(self, key: Key, methods: Iterable[str]) -> Listed | None:
        """The one entry whose path ends as this one does, in another place: ``/catalog/orders`` for ``/orders``."""
        wanted = set(methods) - {""}
        last = key.rest[-1]
        if not wanted or last in ("{}", "*"):
            return None
        found: dict[Segments, Listed] = {}
        for part in sorted({last, f"{last}s", last.removesuffix("s")}):
            for one in islice(_entries(self._tree.children.get(part)), _MOST_ALIKE):
                if wanted <= set(one.endpoint.methods) and _holds_all(one.key.rest, key.rest):
                    found.setdefault(one.key.rest, one)
        return next(iter(found.values())) if len(found) == 1 else None

    def near(self, key: Key, method: str) -> Listed | None:
        """The entry whose path is this one but for the spelling of one segment."""
        if self._wiped is None:
            self._wiped = {}
            for one in self.listed:
                for wiped in _wipe(one.key.rest):
                    self._wiped.setdefault(wiped, []).append(one)
                self._alike.setdefault(_squeezed(one.key.rest), []).append(one)
        for position, parts in _wipe(key.rest):
            for one in self._wiped.get((position, parts), ()):
                methods = one.endpoint.methods
                same = one.key.prefix == key.prefix and (not method or not methods or method in methods)
                here, there = key.rest[position], one.key.rest[position]
                if same and (_alike(there, here) or (position < len(parts) - 1 and _is_qualified(there, here))):
                    return self._declared(one)
        for one in self._alike.get(_squeezed(key.rest), ()):
            if one.key.rest != key.rest and method in one.endpoint.methods:
                return self._declared(one)
        return None

    def _declared(self, one: Listed) -> Listed:
        """The entry of the same endpoint that declares it, where the one at hand is a sample request."""
        same = (two for two in self._alike[_squeezed(one.key.rest)] if two.key == one.key and two.is_structured)
        wanted = set(one.endpoint.methods)
        return next((two for two in same if wanted <= set(two.endpoint.methods)), one)

    def _add(self, one: Listed) -> None:
        rest = one.key.rest
        if one.is_open:
            rest = rest[:-1]
            if rest and one.is_structured:
                self._open[rest] = one
        elif not one.endpoint.methods:
            self._groups.setdefault(rest, one)
        for length in range(1, len(rest) + 1):
            self._below[rest[:length]] = self._below.get(rest[:length], 0) + 1
            if one.endpoint.methods:
                self._called_below.add(rest[:length])
            if rest[:length] not in self._first or (one.is_structured and not self._first[rest[:length]].is_structured):
                self._first[rest[:length]] = one
        if one.is_open:
            return
        node = self._tree
        for part in reversed(rest):
            node = node.children.setdefault(part, _Node())
        node.entries.append(one)

    def _exact(self, key: Key, method: str, *, literally: bool) -> Listed | None:
        for node in _walk(self._tree, key.rest, literally=literally):
            if found := self._called(self._same(node, key), method):
                return found
        if key.rest[0] not in self.heads or "*" in self._tree.children.get(key.rest[-1], _Node()).children:
            for node in _suffixes(self._tree, key.rest):
                if found := self._called(node.entries, method):
                    return found
        return None

    def _same(self, node: _Node, key: Key) -> list[Listed]:
        """The entries of a node, but for those below another prefix where the inventory has the path's own too."""
        if not key.prefix or key.prefix not in self.prefixes:
            return node.entries
        return [one for one in node.entries if one.key.prefix in ((), key.prefix)]

    def _called(self, entries: list[Listed], method: str) -> Listed | None:
        """The entry that is called with a method (``""`` for any)."""
        for one in entries:
            methods = one.endpoint.methods
            if not method or method in methods or (method == "HEAD" and "GET" in methods):
                return one
        # Where methods are listed at or beneath a path, the bare path is their heading.
        bare = next((one for one in entries if not one.is_request or method == "GET"), None)
        return bare if bare and bare.key.rest not in self._called_below else None

    def _first_beneath(self, rest: Segments) -> Listed | None:
        if rest in self._first or "{}" not in rest:
            return self._first.get(rest) or next(iter(self.listed), None)
        return next((one for one in self.listed if len(one.key.rest) >= len(rest) and _fits(one.key.rest, rest)), None)


def _is_pattern(one: Listed, beside: Counter[Segments]) -> bool:
    """Whether a sentence tells how all calls are spelled (``POST /rpc/<method>``) that are then listed one by one."""
    return one.endpoint.form == "prose" and one.key.rest[-1] == "{}" and beside[one.key.rest[:-1]] >= _SEVERAL


def _walk(node: _Node, parts: Segments, *, literally: bool = False) -> Iterator[_Node]:
    """The nodes of exactly these segments; a parameter of the inventory stands for a literal too, unless ``literally``."""
    nodes = [node]
    for part in reversed(parts):
        nodes = [child for node in nodes for child in _children(node, part, literally=literally)]
    yield from nodes


def _entries(node: _Node | None) -> Iterator[Listed]:
    """All entries at and below a node."""
    waiting = [node] if node else []
    while waiting:
        node = waiting.pop()
        yield from node.entries
        waiting.extend(node.children.values())


def _suffixes(node: _Node, parts: Segments) -> Iterator[_Node]:
    """The nodes whose path and this one differ by a base that only one of them tells; two segments must agree."""
    nodes = [node]
    for depth, part in enumerate(reversed(parts), 1):
        nodes = [child for node in nodes for child in _children(node, part)]
        left = parts[: len(parts) - depth]
        for found in nodes:
            if "*" in found.children:
                yield found.children["*"]
            if depth >= 2 and left and "{}" not in left:
                yield found
    if len(parts) >= 2 and parts[0] != "{}":
        for found in nodes:
            yield from _bases(found, 2)


def _bases(node: _Node, deep: int) -> Iterator[_Node]:
    for part, child in node.children.items():
        if part not in ("{}", "*") and deep:
            yield child
            yield from _bases(child, deep - 1)


def _children(node: _Node, part: str, *, literally: bool = False) -> Iterator[_Node]:
    if part in node.children:
        yield node.children[part]
    if part != "{}" and "{}" in node.children and not literally:
        yield node.children["{}"]


def _fits(longer: Segments, head: Segments) -> bool:
    return all(part in (other, "{}") or other == "{}" for part, other in zip(longer, head, strict=False))


def _wipe(rest: Segments) -> Iterator[tuple[int, Segments]]:
    """A path without one of its segments, but for the first or last letter of that: one of them is spelled right."""
    for index, part in enumerate(rest):
        if len(part) > 2 and part != "{}":
            yield index, (*rest[:index], f"{part[0]}*", *rest[index + 1 :])
            yield index, (*rest[:index], f"*{part[-1]}", *rest[index + 1 :])


def _squeezed(rest: Segments) -> Segments:
    """A path in which no segment follows itself: routers that are mounted twice tell ``/users/users/me``."""
    return tuple(part for index, part in enumerate(rest) if not index or part != rest[index - 1])


def _holds_all(left: Segments, right: Segments) -> bool:
    """Whether the longer of two paths has every word of the other, plural aside."""
    names, others = ({part.removesuffix("s") for part in rest if part != "{}"} for rest in (left, right))
    return len(left) != len(right) and (names <= others or others <= names)


def _is_qualified(left: str, right: str) -> bool:
    """Whether one of two segments is the other with a word more: ``card`` and ``card-reference``."""
    return left.startswith(f"{right}-") or right.startswith(f"{left}-")


def _alike(left: str, right: str) -> bool:
    if left == right or "{}" in left or "{}" in right:
        return False
    if "." in left or "." in right:
        return _is_one_call(left, right)
    bare, other = left.replace("-", "").replace("_", ""), right.replace("-", "").replace("_", "")
    if bare == other or bare == other + "s" or other == bare + "s":
        return True
    # Two letters that changed places weigh too much in the ratio.
    return min(len(bare), len(other)) > 4 and (sorted(bare) == sorted(other) or is_like(bare, other, _NEAR))


def _is_one_call(left: str, right: str) -> bool:
    """Whether two dotted names are of one procedure: a module has many whose names begin alike (``users.create_user``)."""
    (module, _, ours), (other, _, theirs) = left.rpartition("."), right.rpartition(".")
    if ours == theirs:
        return is_like(module, other, _NEAR)
    words, others = ours.split("_"), theirs.split("_")
    return module == other and len(words) == len(others) and words[-1] == others[-1] and _alike(ours, theirs)
