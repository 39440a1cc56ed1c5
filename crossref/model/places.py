"""Where things stand, what a document is read from, and what exists around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, Protocol

from msgspec import Struct


class Span(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A stretch of a document: 1-based line and column in characters, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Place(Struct, frozen=True, order=True, gc=False):
    """A span and the document it belongs to."""

    path: str
    span: Span


class Stamp(Struct, frozen=True):
    """What the file system says of a file's content: size in bytes, time of change in nanoseconds."""

    size: int
    mtime_ns: int


class Source(Struct, frozen=True):
    """A Markdown text and how to get it; ``read`` may raise ``OSError`` or ``UnicodeDecodeError``."""

    path: str
    stamp: Stamp
    read: Callable[[], str]


def source_of(path: str, text: str, stamp: Stamp | None = None) -> Source:
    """A source whose text is at hand; without a stamp, its time of change is unknown."""
    return Source(path, stamp or Stamp(len(text), 0), partial(str, text))


PathKind = Literal["file", "directory"]


class Tree(Protocol):
    """What exists below the project root, with its real case on every platform."""

    def kind(self, path: str) -> PathKind | None:
        """What stands at this path, spelled in exactly this case; None if nothing does or it leads outside."""

    def spelling(self, path: str) -> str | None:
        """The real spelling of a path that exists in another case; None if it exists in none or as written."""

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder (``""`` is the root), empty if there is no such folder."""

    def ending(self, path: str) -> tuple[str, ...]:
        """Every Markdown file whose path ends in these segments, in any case, sorted; real spellings."""

    def text(self, path: str) -> str:
        """The text of a Markdown file outside the set; raises OSError or UnicodeDecodeError."""

    def stamp(self, path: str) -> Stamp:
        """What the file system says of a Markdown file outside the set; zeros where it says nothing."""

    def line_count(self, path: str) -> int | None:
        """How many lines a text file has; None for a binary or unreadable one."""
