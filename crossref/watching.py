"""What changes below some folders, as it happens. The only door to watchfiles."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import DefaultFilter, watch

from crossref.cache import FOLDER

_TICK = 1.0
"""Seconds after which somebody who waits hears of it, and folders are looked for that were deleted."""
_TOGETHER = 400
"""Milliseconds within which changes come as one: an editor that saves removes, writes and renames."""


class WatchError(Exception):
    """Why a folder cannot be watched, in one line that says what to do."""


class _Filter(DefaultFilter):
    """Leaves out what version control, tools and editors write for themselves, and what is remembered."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, FOLDER)


def changes(roots: Sequence[Path]) -> Iterator[frozenset[str]]:
    """The absolute paths of what came, went or changed, batch by batch, and an empty batch after each second without any.

    A root may be deleted and come back; it is watched again then. Raises ``WatchError``, and ``KeyboardInterrupt`` on
    Ctrl-C.
    """
    while True:
        known = _identities(roots)
        present = [root for root in roots if known[root]]
        if not present:
            time.sleep(_TICK)
            yield frozenset()
            continue
        try:
            for batch in watch(
                *present,
                watch_filter=_Filter(),
                debounce=_TOGETHER,
                rust_timeout=int(_TICK * 1000),
                yield_on_timeout=True,
                ignore_permission_denied=True,
            ):
                yield frozenset(path for _, path in batch)
                if _identities(roots) != known:
                    break
        except FileNotFoundError:  # deleted at just this moment
            continue
        except OSError as error:
            hint = "raise fs.inotify.max_user_watches, or set WATCHFILES_FORCE_POLLING=1"
            raise WatchError(f"cannot watch {present[0]}: {error}; {hint}") from None
        yield frozenset(map(str, roots))


def _identities(roots: Sequence[Path]) -> dict[Path, tuple[int, int] | None]:
    """What tells a folder from another one that takes its place."""
    found: dict[Path, tuple[int, int] | None] = {}
    for root in roots:
        try:
            status = root.stat()
        except OSError:
            found[root] = None
        else:
            found[root] = status.st_dev, status.st_ino
    return found
