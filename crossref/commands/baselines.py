"""Where the baselines of some sets lie, what each set has in them, and what is written into them.

In a file, paths start from its own folder, so that one file may serve several sets; a ``Share`` has them as its set does.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from crossref import tomlfile
from crossref.commands.sets import DocumentSet
from crossref.identity import lines_of
from crossref.model import Config

if TYPE_CHECKING:
    from crossref.baseline import Baseline, BaselineError, Entry, Outcome, Share

NAME = "crossref-baseline.json"
"""The file in the project root where nothing else is said."""


class Loaded(Struct, frozen=True):
    """A baseline that could be read."""

    file: str
    """Its absolute path."""
    baseline: Baseline
    lines: Sequence[str]

    @property
    def shown(self) -> str:
        """Its path in messages."""
        return shown(self.file)


def place_of(config: Config, named: str | None) -> str | None:
    """The absolute path of a set's baseline: the one that was named, else the configured one; None without either."""
    if named is not None:
        return os.path.abspath(named)
    return os.path.join(config.project_root, config.baseline) if config.baseline is not None else None


def shown(file: str) -> str:
    """A file's path in messages."""
    return tomlfile.shown_path(Path(file))


def load(file: str) -> Loaded:
    """Read a baseline; raises ``BaselineError``, also where there is none."""
    from crossref.baseline import BaselineError, read

    name = shown(file)
    try:
        data = Path(file).read_bytes()
    except FileNotFoundError:
        raise BaselineError(f"{name}: no such file; `crossref baseline` writes a baseline") from None
    except OSError as error:
        raise BaselineError(f"{name}: cannot be read: {error.strerror or error}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BaselineError(f"{name}:{line}: not UTF-8, so not a baseline of crossref; name another file") from None
    return Loaded(file, read(text, name), lines_of(text))


def baselines_of(sets: Sequence[DocumentSet], named: str | None) -> dict[str, Loaded]:
    """The baselines of some sets by their place, each read once; raises ``CrossrefError``."""
    found: dict[str, Loaded] = {}
    for each in sets:
        file = place_of(each.config, named)
        if file is None or file in found:
            continue
        if named is None and not os.path.lexists(file):
            raise _missing(each.config)
        found[file] = load(file)
    return found


def share_of(loaded: Loaded, each: DocumentSet, sets: Sequence[DocumentSet], *, is_narrowed: bool) -> Share:
    """What a baseline says of one of the sets of a run; ``is_narrowed`` where flags leave documents out.

    Of sets that have a project root in common, as two folders that are named do, each has all entries below that root,
    and judges those that lie in its own folder.
    """
    from crossref.baseline import Known, Share

    folder, own = _folder(loaded.file), _root(each)
    roots = {_root(other) for other in sets}
    paths = [_absolute(folder, one.entry.path) for one in loaded.baseline.known]
    known = [
        Known(_relocated(one.entry, folder, own), one.number, one.span)
        for one, path in zip(loaded.baseline.known, paths, strict=True)
        if _owner(path, roots) == own
    ]
    looks_at = _looks_at(each)
    others = [_looks_at(other) for other in sets if other is not each and _root(other) == own]
    looked_at = [path for root in loaded.baseline.roots if _is_in(path := _absolute(folder, root), own)]
    is_whole = not is_narrowed and not any(path != looks_at and _is_in(looks_at, path) for path in looked_at)
    judged = (one.number for one in known if is_whole and (not others or _is_in(paths[one.number], looks_at)))
    file = _seen_from(own, os.path.join(folder, os.path.basename(loaded.file)))
    lines = {one.span.line: loaded.lines[one.span.line - 1] for one in known}
    return Share(file, lines, tuple(known), frozenset(judged))


def text_for(file: str, shares: Iterable[tuple[DocumentSet, Iterable[Entry]]]) -> str:
    """The text of a baseline at a place, from the entries of each set."""
    from crossref.baseline import written

    entries, roots = [], []
    for each, of_set in shares:
        entries += _placed(of_set, each, file)
        roots.append(_seen_from(_folder(file), _looks_at(each)))
    return written(entries, roots)


def updated(loaded: Loaded, outcomes: Sequence[tuple[DocumentSet, Outcome]]) -> tuple[str, int] | None:
    """The text of a baseline without what is stale, and how much that was; None if it reads like that already.

    Entries follow their findings, and those that could not be judged stay.
    """
    from crossref.baseline import written

    entries: list[Entry] = []
    gone = 0
    for one in loaded.baseline.known:
        followed = next(((each, found) for each, found in outcomes if one.number in found.followed), None)
        is_stale = followed is None and any(one.number in found.stale for _, found in outcomes)
        gone += is_stale
        if followed:
            each, found = followed
            entries += _placed(found.followed[one.number], each, loaded.file)
        elif not is_stale:
            entries.append(one.entry)
    text = written(entries, loaded.baseline.roots)
    return None if lines_of(text) == list(loaded.lines) else (text, gone)


def _placed(entries: Iterable[Entry], each: DocumentSet, file: str) -> list[Entry]:
    """The entries of a set with the paths that they have in a file."""
    root, folder = _root(each), _folder(file)
    return [_relocated(entry, root, folder) for entry in entries]


def _relocated(entry: Entry, old: str, new: str) -> Entry:
    """An entry whose paths start from another folder."""

    def moved(path: str) -> str:
        return _seen_from(new, _absolute(old, path))

    # Their order decides nothing, but a file is written alike wherever it lies.
    return replace(entry, path=moved(entry.path), sides=tuple(sorted(map(moved, entry.sides))))


def _missing(config: Config) -> BaselineError:
    """The baseline that a configuration names is not there."""
    from crossref.baseline import BaselineError

    message = f'baseline: no file "{config.baseline}"; `crossref baseline` writes it'
    if config.file is None:
        return BaselineError(message)
    file = tomlfile.read(Path(os.path.normpath(os.path.join(config.project_root, config.file))))
    return BaselineError(str(file.error(message, "baseline")))


# -- paths -----------------------------------------------------------------------------------------------------------

# Folders are resolved, so that two ways to name one of them through links are the same.


def _folder(file: str) -> str:
    return os.path.realpath(os.path.dirname(file))


def _root(each: DocumentSet) -> str:
    return os.path.realpath(each.config.project_root)


def _looks_at(each: DocumentSet) -> str:
    return os.path.join(_root(each), each.config.root).rstrip(os.sep)


def _absolute(folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(folder, path))


def _owner(path: str, roots: Iterable[str]) -> str:
    """The project root that a document belongs to, the innermost of those that hold it; empty if none does."""
    return max((root for root in roots if _is_in(path, root)), key=len, default="")


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _seen_from(folder: str, path: str) -> str:
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # on another drive
        return path.replace(os.sep, "/")
