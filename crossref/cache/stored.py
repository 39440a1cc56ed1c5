"""The file of remembered documents: how it is laid out, and what can be read of it.

It begins with a header; an index of what is remembered follows, then the first part of every document, then the second of
those that have one. Everything has a checksum: what was cut off or damaged is no record.
"""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, BinaryIO, TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct

from crossref.extract.records import RECORD_ERRORS

Bytes = TypeVar("Bytes", bytes, memoryview)

DIGEST = 16
"""Bytes of a key, and of what tells two texts apart."""

_MAGIC = b"crossref cache 1"
_HEADER = struct.Struct("<16s16sQQQII")
"""Magic, key, the lengths of index, first and second parts, and the checksums of the index and of this header."""


class Index(Struct, frozen=True, array_like=True):
    """What is remembered, column by column."""

    paths: list[str]
    sizes: list[int]
    times: list[int]
    digests: bytes
    first_lengths: list[int]
    first_checksums: list[int]
    second_lengths: list[int]
    """0: facts were not read."""
    second_checksums: list[int]


class Part(Struct, frozen=True, gc=False):
    """Records that lie in the old file: where, how long, and their checksum."""

    start: int
    length: int
    checksum: int


class Entry(Struct, frozen=True, gc=False):
    """A document to be remembered."""

    size: int
    mtime_ns: int
    digest: bytes
    first: Part | bytes
    second: Part | bytes


class Stored:
    """A file of remembered documents."""

    def __init__(self, handle: BinaryIO, index: Index, start: int, first_length: int) -> None:
        self.handle = handle
        self.index = index
        self.rows = {path: row for row, path in enumerate(index.paths)}
        self._firsts = list(accumulate(index.first_lengths, initial=start))
        self._seconds = list(accumulate(index.second_lengths, initial=start + first_length))
        self._start = start
        self._area: memoryview | None = None

    def digest(self, row: int) -> bytes:
        """What tells the text of a document from others."""
        return self.index.digests[row * DIGEST : (row + 1) * DIGEST]

    def first(self, row: int) -> Part:
        """Where the first part of a document lies."""
        return Part(self._firsts[row], self.index.first_lengths[row], self.index.first_checksums[row])

    def second(self, row: int) -> Part:
        """Where the second part of a document lies; its length is 0 if there is none."""
        return Part(self._seconds[row], self.index.second_lengths[row], self.index.second_checksums[row])

    def references(self, row: int) -> memoryview:
        """The first part of a document; all are read at once, as nearly all are asked for."""
        if self._area is None:
            self._area = memoryview(self.read(self._start, self._firsts[-1] - self._start))
        at = self._firsts[row] - self._start
        return _sound(self._area[at : at + self.index.first_lengths[row]], self.index.first_checksums[row])

    def facts(self, row: int) -> memoryview:
        """The second part of a document."""
        data = self.read(self._seconds[row], self.index.second_lengths[row])
        return _sound(memoryview(data), self.index.second_checksums[row])

    def read(self, start: int, length: int) -> bytes:
        """Some bytes of the file; raises OSError where it has fewer."""
        self.handle.seek(start)
        data = self.handle.read(length)
        if len(data) != length:
            raise OSError("the file of remembered documents is shorter than it was")
        return data


def opened(file: str, key: bytes) -> Stored | None:
    """What a file holds; None if that is nothing for this key, for whatever reason."""
    try:
        handle = open(file, "rb")  # noqa: SIM115 - stays open as long as parts may be asked for
    except OSError:
        return None
    with contextlib.suppress(OSError, struct.error, *RECORD_ERRORS):
        header = handle.read(_HEADER.size)
        magic, found_key, index_length, first_length, second_length, checksum, _ = _HEADER.unpack(header)
        start = _HEADER.size + index_length
        whole = os.fstat(handle.fileno()).st_size == start + first_length + second_length
        if (magic, found_key) == (_MAGIC, key) and whole and _sealed(_HEADER.unpack(header)[:-1]) == header:
            index = msgspec.msgpack.decode(_sound(handle.read(index_length), checksum), type=Index)
            if _is_consistent(index, first_length, second_length):
                return Stored(handle, index, start, first_length)
    handle.close()
    return None


def opening(key: bytes, entries: Sequence[tuple[str, Entry]]) -> bytes:
    """What the file begins with: the header and the index of what is to follow."""
    rows = [_columns(path, entry) for path, entry in entries]
    paths, sizes, times, digests, *parts = (
        map(list, zip(*rows, strict=True)) if rows else ([], [], [], [], [], [], [], [])
    )
    index = Index(paths, sizes, times, b"".join(digests), *parts)
    encoded = msgspec.msgpack.encode(index)
    lengths = (len(encoded), sum(index.first_lengths), sum(index.second_lengths))
    return _sealed((_MAGIC, key, *lengths, crc32(encoded))) + encoded


def _sealed(header: Sequence[object]) -> bytes:
    packed = _HEADER.pack(*header, 0)
    return packed[:-4] + struct.pack("<I", crc32(packed[:-4]))


def _sound(data: Bytes, checksum: int) -> Bytes:
    if crc32(data) != checksum:
        raise OSError("the file of remembered documents is damaged")
    return data


def _is_consistent(index: Index, first_length: int, second_length: int) -> bool:
    count = len(index.paths)
    columns = (
        index.sizes,
        index.times,
        index.first_lengths,
        index.first_checksums,
        index.second_lengths,
        index.second_checksums,
    )
    return (
        all(len(column) == count for column in columns)
        and len(index.digests) == count * DIGEST
        and (sum(index.first_lengths), sum(index.second_lengths)) == (first_length, second_length)
    )


def _columns(path: str, entry: Entry) -> tuple[Any, ...]:
    first, second = entry.first, entry.second
    return (
        path,
        entry.size,
        entry.mtime_ns,
        entry.digest,
        length_of(first),
        first.checksum if isinstance(first, Part) else crc32(first),
        length_of(second),
        second.checksum if isinstance(second, Part) else crc32(second),
    )


def length_of(part: Part | bytes) -> int:
    """The bytes of a part, wherever it lies."""
    return part.length if isinstance(part, Part) else len(part)
