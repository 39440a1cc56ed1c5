"""Who reads documents: this process, a few more on this machine, or a cluster that is there already.

An executor maps a pure function over batches of sources and gives back what it returns, in any order. The function
returns bytes: records are sent between processes, never a parser's tokens, which cost more to send than to make.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

from crossref.model import CrossrefError, Source, source_of

Batch = tuple[Source, ...]
Work = Callable[[Batch], bytes]
"""Reads a batch; pure, and known by name to other processes."""

FORK_BYTES, SPAWN_BYTES = 500_000, 4_000_000
"""How much text makes up for starting processes. A forked one is there in milliseconds and has imported all; elsewhere
it starts Python anew."""

PATIENCE = 10.0
"""Seconds that a scheduler has to answer."""

_BATCHES = 6
"""Batches per worker, so that none waits long for the last; several so that the progress bar moves."""
_LARGEST = 2_000_000
"""Bytes of a batch."""


class ExecutorError(CrossrefError):
    """Why documents cannot be read by those who were asked to, in one line that says what to do."""


class Executor(Protocol):
    """Maps work over sources."""

    def map(self, work: Work, sources: Sequence[Source]) -> Iterator[tuple[Batch, bytes]]:
        """Each batch that the sources were put into, and what the work made of it, as soon as it is there.

        Raises ``ExecutorError``.
        """


class Serial:
    """Reads in this process, one document after the other."""

    def map(self, work: Work, sources: Sequence[Source]) -> Iterator[tuple[Batch, bytes]]:
        """One batch for each source."""
        for source in sources:
            yield (source,), work((source,))


class Processes:
    """Reads in processes on this machine, or in this one where that is faster or no other can be had."""

    def __init__(self, workers: int | None = None) -> None:
        """Without ``workers``, as many as there are processors that this process may use, if the work is worth it."""
        self._workers = workers

    def map(self, work: Work, sources: Sequence[Source]) -> Iterator[tuple[Batch, bytes]]:
        """Batches of about equal size; those of a process that dies are read here."""
        workers = self._workers or self._worthwhile(sources)
        if workers < 2 or len(sources) < 2:
            yield from Serial().map(work, sources)
            return
        left = batches(sources, workers)
        try:
            for batch, data in self._pooled(work, left, workers):
                left.remove(batch)
                yield batch, data
        except (OSError, ImportError, NotImplementedError, _broken()):
            # No semaphores, no more processes, or one was killed, as happens where memory is short.
            for batch in left:
                yield from Serial().map(work, batch)

    @staticmethod
    def _worthwhile(sources: Sequence[Source]) -> int:
        least = FORK_BYTES if sys.platform == "linux" else SPAWN_BYTES
        return processors() if sum(source.stamp.size for source in sources) >= least else 1

    @staticmethod
    def _pooled(work: Work, parts: Sequence[Batch], workers: int) -> Iterator[tuple[Batch, bytes]]:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor, as_completed

        # Forking is safe here: no thread of ours runs yet.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        gc.freeze()  # what is there already is not copied by the collector of each process
        pool = ProcessPoolExecutor(min(workers, len(parts)), mp_context=context)
        try:
            futures = {pool.submit(work, part): part for part in parts}
            for future in as_completed(futures):
                yield futures.pop(future), future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            gc.unfreeze()


class Cluster:
    """Reads on the workers of a Dask scheduler, which need this version of crossref and none of the files."""

    def __init__(self, address: str) -> None:
        """``address`` is that of the scheduler: ``tcp://host:8786``."""
        self._address = address

    def map(self, work: Work, sources: Sequence[Source]) -> Iterator[tuple[Batch, bytes]]:
        """Batches with their texts; what a worker that dies has not done is done by others."""
        try:
            from distributed import Client, as_completed
        except ImportError:
            raise ExecutorError(
                "--scheduler needs Dask; install it with `pip install 'crossref-docs[cluster]'`"
            ) from None
        try:
            client = Client(self._address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, ImportError) as error:
            raise ExecutorError(
                f"no scheduler answers at {self._address}: {error}; check its address, and that it runs"
            ) from None
        with client:
            self._same_version(client)
            parts = batches(sources, max(len(client.ncores()), 1))
            # Texts are sent, as the workers may share no file system with us; a few batches at a time.
            waiting = iter(parts)
            running: dict[Any, Batch] = {}
            done = as_completed(loop=client.loop)

            def submit(count: int) -> None:
                for _, part in zip(range(count), waiting, strict=False):
                    future = client.submit(work, tuple(map(loaded, part)), pure=False, retries=3)
                    running[future.key] = part
                    done.add(future)

            submit(4 * max(sum(client.ncores().values()), 1))
            for future in done:
                yield running.pop(future.key), self._result(future)
                submit(1)

    def _result(self, future: Any) -> bytes:
        try:
            data: bytes = future.result()
        except Exception as error:
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            raise ExecutorError(
                f"a worker of {self._address} failed: {what}; see its log, or read without --scheduler"
            ) from None
        return data

    def _same_version(self, client: Any) -> None:
        from crossref.extract.fingerprint import fingerprint

        here = fingerprint()
        try:
            others = client.run(fingerprint)
        except Exception as error:
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            raise ExecutorError(
                f"the workers of {self._address} have no crossref of this version: {what}; install it there"
            ) from None
        strangers = sorted(worker for worker, there in others.items() if there != here)
        if strangers:
            raise ExecutorError(
                f"{strangers[0]} has another version of crossref, its parser or Python; install the same"
            )


def batches(sources: Sequence[Source], workers: int) -> list[Batch]:
    """Put sources into batches of about equal size, the largest documents first, in an order that depends on them alone."""
    total = sum(source.stamp.size for source in sources)
    target = min(max(total // (workers * _BATCHES), 1), _LARGEST)
    found: list[Batch] = []
    current: list[Source] = []
    size = 0
    for source in sorted(sources, key=lambda source: (-source.stamp.size, source.path)):
        current.append(source)
        size += source.stamp.size
        if size >= target:
            found.append(tuple(current))
            current, size = [], 0
    return [*found, tuple(current)] if current else found


def loaded(source: Source) -> Source:
    """The same source with its text, or with the reason why it has none, to be sent elsewhere."""
    try:
        return source_of(source.path, source.read(), source.stamp)
    except UnicodeDecodeError as error:
        # In parts, because it does not survive every way of sending it.
        parts = (error.encoding, error.object, error.start, error.end, error.reason)
        return Source(source.path, source.stamp, partial(_undecodable, parts))
    except OSError as error:
        return Source(source.path, source.stamp, partial(_unreadable, error.errno, error.strerror or str(error)))


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _undecodable(parts: tuple[str, bytes, int, int, str]) -> str:
    raise UnicodeDecodeError(*parts)


def _unreadable(number: int | None, message: str) -> str:
    raise OSError(number, message)


def _broken() -> type[Exception]:
    from concurrent.futures.process import BrokenProcessPool

    return BrokenProcessPool
