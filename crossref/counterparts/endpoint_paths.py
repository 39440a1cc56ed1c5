"""What makes two endpoints the same: paths without the prefixes that documents leave out or spell differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from crossref.model import Document, Endpoint, Place
from crossref.patterns import late

Segments = tuple[str, ...]

_VERSION = late(r"v\d{1,3}(?:(?:alpha|beta)\d*|\.\d+)?$")
_IDENTIFIER = late(
    r"\d+$|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$|(?=[a-z]*\d)[0-9a-f]{16,}$|[a-z]{2,12}_(?=\w*\d)[0-9a-z]+$|[a-z]{2,12}-\d{3,}$"
)
"""What stands for a parameter in an example: ``42``, ``ord_7f3``, a UUID."""
_ROOTS = frozenset({"api", "rest"})
_FREQUENT = 5
"""Endpoints from which a path up to a version is a prefix of the system: ``/admin/api/v1``."""


class Key(Struct, frozen=True):
    """A path in segments, lower case, parameters as ``{}``: a known prefix, and what is left below it."""

    prefix: Segments
    rest: Segments

    @property
    def text(self) -> str:
        """The key as a path."""
        return "/" + "/".join(self.rest)


class Listed(Struct, frozen=True, eq=False):
    """An endpoint, the document it stands in, and its key."""

    document: Document
    endpoint: Endpoint
    key: Key
    is_literal: bool = False
    """Whether its document tells a parameter in the place of a literal too: ``/orders/mine`` beside ``/orders/{id}``."""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.document.path, self.endpoint.span)

    @property
    def root(self) -> str:
        """The first segment of the path as the document has it."""
        return segments(self.endpoint.path)[0] if self.endpoint.path != "/" else ""

    @property
    def is_structured(self) -> bool:
        """Whether it stands where entries are listed: in a table, list or heading."""
        return self.endpoint.form in ("table", "list", "heading")

    @property
    def is_request(self) -> bool:
        """Whether it says how the path is called: with a method, or as a stream."""
        return " " in self.endpoint.written and (bool(self.endpoint.methods) or self.endpoint.written[0] != "/")

    @property
    def is_open(self) -> bool:
        """Whether it stands for whatever is beneath: ``/orders/*``."""
        return self.endpoint.path.endswith("/*")


def is_version(segment: str) -> bool:
    """Whether a segment is a version: ``v1``, ``v2beta``."""
    return bool(_VERSION.match(segment))


def segments(path: str) -> Segments:
    """The segments of a canonical path in lower case."""
    return tuple(part.lower() for part in path.split("/") if part)


class Prefixes:
    """The prefixes of a set: declared base URLs, and versioned ones that many endpoints share."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        """Read them off all endpoints of the set."""
        known = set()
        counts: Counter[Segments] = Counter()
        versioned = set()
        for path, base in {(endpoint.path, endpoint.base) for endpoint in endpoints}:
            if base:
                known.add(segments(base))
            if prefix := _versioned(segments(path)):
                versioned.add(prefix)
                counts[prefix[:-1]] += 1
        known.update(prefix for prefix in versioned if counts[prefix[:-1]] >= _FREQUENT)
        self._known = {prefix for prefix in known if _below_root(prefix) and "{}" not in prefix}
        self._longest = max(map(len, self._known), default=0)

    def key(self, path: str, *, is_example: bool = False) -> Key:
        """A path's key; in that of an example, what looks like an identifier is a parameter."""
        parts = segments(path)
        if is_example:
            parts = tuple("{}" if index and _IDENTIFIER.match(part) else part for index, part in enumerate(parts))
        for length in range(min(self._longest, len(parts)), 0, -1):
            if parts[:length] in self._known:
                return Key(parts[:length], _below_root(parts[length:]))
        return Key((), _below_root(parts))


def _versioned(parts: Segments) -> Segments:
    """The path up to its version, where more than ``api`` stands before it."""
    for index, part in enumerate(parts[:4]):
        if index and _VERSION.match(part):
            return parts[: index + 1] if _below_root(parts[: index + 1]) else ()
    return ()


def _below_root(parts: Segments) -> Segments:
    """A path without ``api`` and the version it begins with."""
    start = 0
    while start < len(parts) and (parts[start] in _ROOTS or _VERSION.match(parts[start])):
        start += 1
    return parts[start:]
