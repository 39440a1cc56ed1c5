"""Remembered documents: what extraction read of a file is kept for the next run, in one file.

The file is replaced as a whole, so that no reader ever sees half of it, whoever else writes. One that is missing, cut
off, damaged, or written for another version or configuration is an empty one. A run that needs no facts does not read the
second parts of documents.

A document is what it was if its file has the size and time of change it had. Where these differ, or the file was so
young that it could have changed once more without a trace, its text decides.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence

import msgspec

from crossref.cache.stored import DIGEST, Entry, Part, length_of, opened, opening
from crossref.extract.digests import blake2b
from crossref.extract.records import RECORD_ERRORS, Reading, digest, document
from crossref.model import Document, Profile, Source, Stamp

FOLDER = ".crossref_cache"
"""Where documents are remembered unless another folder is named, in the project root."""

LIMIT = 1_000_000_000
"""Bytes that are remembered at most."""

_TICK = 2_000_000_000
"""Nanoseconds within which two changes of a file may leave the same time of change; file systems differ, FAT is worst."""
_PIECE = 16_000_000
"""Bytes that are copied at once."""
_ABANDONED = 3600
"""Seconds after which nobody will go on writing a temporary file."""
_UNTRUSTED = -1
"""In the place of a time of change that says nothing."""
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder was made by crossref. See https://bford.info/cachedir/\n"
)


class Cache:
    """What was remembered at the last run, and what will be at the next."""

    def __init__(self, file: str, project_root: str, key: bytes, *, by_hash: bool = False, limit: int = LIMIT) -> None:
        """Open what is remembered in ``file`` under a key; paths are relative to ``project_root``.

        ``by_hash`` trusts texts alone, where a checkout gives every file a new time of change.
        """
        self._file = file
        self._root = project_root
        self._key = key
        self._by_hash = by_hash
        self._limit = limit
        self._started = time.time_ns()
        self._old = opened(file, key)
        self._new: dict[str, Entry | None] = {}
        self._seen: dict[str, None] = {}

    def document(self, source: Source, *, facts: bool) -> Document | None:
        """What a source's text says, if that is remembered; with ``facts``, both parts must be."""
        self._seen[source.path] = None
        old = self._old
        row = old.rows.get(source.path) if old else None
        if old is None or row is None or (facts and not old.index.second_lengths[row]):
            return None
        stamp, index = source.stamp, old.index
        if stamp.size != index.sizes[row]:
            return None
        if self._by_hash or stamp.mtime_ns != index.times[row]:
            try:
                if digest(source.read()) != old.digest(row):
                    return None
            except (OSError, UnicodeDecodeError):
                return None
            if not self._by_hash and stamp.mtime_ns and (trusted := self._trusted(stamp)) != index.times[row]:
                self._new[source.path] = Entry(stamp.size, trusted, old.digest(row), old.first(row), old.second(row))
        try:
            return document(source.path, old.references(row), old.facts(row) if facts else None)
        except (*RECORD_ERRORS, OSError):
            self._new.pop(source.path, None)
            return None

    def remember(self, source: Source, reading: Reading) -> None:
        """Keep what was read of a source; of one that no file holds, nothing."""
        if source.stamp.mtime_ns:
            entry = Entry(
                source.stamp.size, self._trusted(source.stamp), reading.digest, reading.references, reading.facts
            )
            self._new[source.path] = None if reading.message else entry

    def save(self) -> None:
        """Write the file anew if there is anything new; where it cannot be written, nothing is remembered."""
        if self._new:
            with contextlib.suppress(OSError):
                self._write()
        if self._old:
            self._old.handle.close()

    def _trusted(self, stamp: Stamp) -> int:
        return stamp.mtime_ns if stamp.mtime_ns + _TICK < self._started else _UNTRUSTED

    # -- writing -----------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        folder = os.path.dirname(self._file)
        _make(folder)
        temporary = f"{self._file}.{os.urandom(8).hex()}.tmp"
        try:
            with open(temporary, "xb") as file:
                file.writelines(self._chunks())
            if self._old:
                self._old.handle.close()  # an open file cannot be replaced on Windows
            # No fsync: after a crash, checksums tell what was not written.
            os.replace(temporary, self._file)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
        _sweep(folder, os.path.basename(self._file))

    def _chunks(self) -> Iterator[bytes]:
        entries = self._entries()
        yield opening(self._key, entries)
        yield from self._copied([entry.first for _, entry in entries])
        yield from self._copied([entry.second for _, entry in entries])

    def _entries(self) -> list[tuple[str, Entry]]:
        """What to remember: the documents of this run, then what else was and still exists, as far as there is room."""
        known = self._old.rows if self._old else {}
        others = (path for path in known if path not in self._seen and path not in self._new)
        found, room = [], self._limit
        for path in (*self._seen, *(path for path in others if os.path.exists(os.path.join(self._root, path)))):
            entry = self._new[path] if path in self._new else self._kept(path)
            if entry is None:
                continue
            room -= length_of(entry.first) + length_of(entry.second)
            if room < 0:
                break
            found.append((path, entry))
        return found

    def _kept(self, path: str) -> Entry | None:
        old = self._old
        if old is None or (row := old.rows.get(path)) is None:
            return None
        return Entry(old.index.sizes[row], old.index.times[row], old.digest(row), old.first(row), old.second(row))

    def _copied(self, parts: Sequence[Part | bytes]) -> Iterator[bytes]:
        """The parts one after the other; those that lie side by side in the old file are copied together."""
        start = length = 0
        for part in parts:
            if isinstance(part, Part) and part.start == start + length and length < _PIECE:
                length += part.length
                continue
            if length:
                yield self._read(start, length)
                length = 0
            if isinstance(part, Part):
                start, length = part.start, part.length
            else:
                yield part
        if length:
            yield self._read(start, length)

    def _read(self, start: int, length: int) -> bytes:
        assert self._old
        return self._old.read(start, length)


def cache_file(folder: str | None, project_root: str) -> str | None:
    """Where the documents of a project are remembered; None where its own folder for that is not its own.

    In a folder that was named, each project has a file of its own, told apart by where it lies as seen from there: so a
    folder inside a checkout serves wherever the checkout is.
    """
    if folder is None:
        own = os.path.join(project_root, FOLDER)
        return None if os.path.islink(own) else os.path.join(own, "documents")
    named = os.path.abspath(folder)
    try:
        place = os.path.relpath(project_root, named).replace(os.sep, "/")
    except ValueError:  # on another drive
        place = project_root
    return os.path.join(named, f"documents-{digest(place).hex()[:16]}")


def key_of(profile: Profile, fingerprint: bytes, parser: str) -> bytes:
    """What must be the same for a document to be the same: how it is read, by what, and all of a profile that reading asks."""
    read = (
        fingerprint,
        parser,
        list(profile.roles.items()),
        profile.dialect,
        profile.sites,
        list(profile.vocabulary.items()),
        profile.entries,
        list(profile.role_names.items()),
        profile.document_folders,
    )
    return blake2b(msgspec.msgpack.encode(read), digest_size=DIGEST).digest()


# -- the folder -----------------------------------------------------------------------------------------------------------


def _make(folder: str) -> None:
    """Make the folder, marked so that neither git nor backups take it; one that is there already is left as it is."""
    try:
        os.makedirs(folder)
    except FileExistsError:
        return
    for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _TAG)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def _sweep(folder: str, name: str) -> None:
    """Remove what runs that were killed in the middle of writing left behind."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(f"{name}.") and entry.name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _ABANDONED:
                        os.unlink(entry.path)
