"""Short names for documents, where a table has no room for their paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

_SAY_NOTHING = frozenset({"readme", "index"})


def labels(paths: Collection[str]) -> Mapping[str, str]:
    """Path -> the shortest end of it, without extension, that no other has: ``testing``, ``billing/api``.

    A folder's README goes by the name of the folder.
    """
    named = {path: _telling(path).split("/") for path in paths}
    wanted = dict.fromkeys(paths, 1)
    while True:
        names = {path: "/".join(named[path][-wanted[path] :]) for path in paths}
        counts = Counter(names.values())
        alike = [path for path in paths if counts[names[path]] > 1]
        longer = {path: wanted[path] + 1 for path in alike if wanted[path] < len(named[path])}
        if not longer:
            # What is told apart by its extension alone keeps it.
            return {**names, **dict(zip(alike, alike, strict=True))}
        wanted.update(longer)


def _telling(path: str) -> str:
    """The path without extension, or of what is called like any other, its folder."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if folder and stem.casefold() in _SAY_NOTHING:
        return folder
    return f"{folder}/{stem}" if folder else stem
