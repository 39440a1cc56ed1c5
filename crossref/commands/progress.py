"""A progress bar on stderr, for those who wait."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds that a run may take before it shows how far it is."""


class Bar:
    """Shows how many documents are read, on a terminal only and only in a run that takes a while."""

    def __init__(self, wanted: bool = True) -> None:
        self._wanted = wanted and sys.stderr is not None and sys.stderr.isatty()
        self._started = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Start counting the time."""
        self._started = time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._progress:
            self._progress.stop()

    def __call__(self, done: int, total: int) -> None:
        """Take notice that so many documents of so many are read."""
        if not self._wanted or (self._progress is None and time.monotonic() - self._started < PATIENCE):
            return
        if self._progress is None:
            self._progress = self._shown()
            self._task = self._progress.add_task("Reading documents")
        assert self._task is not None
        self._progress.update(self._task, completed=done, total=total)

    @staticmethod
    def _shown() -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        progress = Progress(*columns, console=console, transient=True)
        progress.start()
        return progress
