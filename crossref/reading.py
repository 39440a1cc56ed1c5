"""Sources to documents: what is remembered, and what an executor reads of the rest."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from msgspec import Struct

from crossref.cache import Cache
from crossref.executors import Executor, Serial
from crossref.extract import parser_name, records
from crossref.model import Document, Profile, Source

Progress = Callable[[int, int], None]
"""Called with how many documents are read and how many there are."""


class Unreadable(Struct, frozen=True):
    """A source that could not be read, the line where, and why."""

    path: str
    line: int
    message: str


class Reader:
    """Reads the documents of one set in one way."""

    def __init__(
        self, profile: Profile, executor: Executor | None = None, cache: Cache | None = None, *, facts: bool = True
    ) -> None:
        """Without an executor, documents are read here one by one; without a cache, none is remembered."""
        self._profile = profile
        self._executor = executor or Serial()
        self._cache = cache
        self._facts = facts

    def read(
        self, sources: Sequence[Source], progress: Progress | None = None
    ) -> tuple[list[Document], list[Unreadable]]:
        """The documents, and the sources that could not be read, both in the order of the sources.

        Raises ``ExecutorError``.
        """
        with without_collection():
            found = [self._remembered(source) for source in sources]
            places = {source.path: place for place, source in enumerate(sources)}
            unread = [source for source, document in zip(sources, found, strict=True) if document is None]
            failed: dict[int, Unreadable] = {}
            done = len(sources) - len(unread)
            for source, reading in self._read(unread):
                place = places[source.path]
                if reading.message:
                    failed[place] = Unreadable(source.path, reading.line, reading.message)
                else:
                    found[place] = records.document(
                        source.path, reading.references, reading.facts if self._facts else None
                    )
                if self._cache:
                    self._cache.remember(source, reading)
                done += 1
                if progress:
                    progress(done, len(sources))
        return [document for document in found if document], [failed[place] for place in sorted(failed)]

    def finish(self) -> None:
        """Remember what was read."""
        if self._cache:
            self._cache.save()

    def _remembered(self, source: Source) -> Document | None:
        return self._cache.document(source, facts=self._facts) if self._cache else None

    def _read(self, sources: Sequence[Source]) -> Iterator[tuple[Source, records.Reading]]:
        if sources:
            work = partial(records.read_all, profile=self._profile, facts=self._facts, parser=parser_name())
            for batch, data in self._executor.map(work, sources):
                yield from zip(batch, records.readings(data), strict=True)


@contextmanager
def without_collection() -> Iterator[None]:
    """Spare the collector from looking at records again and again while ever more of them are made; none is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
