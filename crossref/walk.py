"""Walking the folders of a project: which are entered, what git ignores, and where symbolic links may lead.

Paths are relative to the project root, with ``/``. Names that are not valid Unicode are left out everywhere, because no
document could name them and no report could print them. What cannot be read is passed over.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from crossref.model import PathKind

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_FOREIGN = frozenset({"node_modules", "bower_components", "__pycache__", "site-packages"})
"""Folders that tools fill."""

_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_SHOWN = frozenset({".github"})
"""Hidden folders that people write documents for."""


class Folder(Struct, frozen=True):
    """A folder that was entered."""

    path: str
    """As it was reached, maybe through a symbolic link."""
    real: str
    """Where it really lies."""
    files: tuple[os.DirEntry[str], ...]
    """What is no folder, symbolic links to files among them."""
    names: frozenset[str]
    ignored: Callable[[str], bool]
    """Whether git ignores a name in this folder."""


class _Ignores(Struct, frozen=True):
    """What a .gitignore says, and those of the folders above."""

    base: str
    spec: GitIgnoreSpec
    worthwhile: re.Pattern[str]
    """Fits every path that any of its patterns fits; most paths fit none."""
    above: _Ignores | None


def walk(
    project: str,
    start: str = "",
    *,
    enter: Callable[[str], bool] = lambda path: True,
    stop: Callable[[str, frozenset[str]], bool] = lambda path, names: False,
    hidden: frozenset[str] = frozenset(),
    git: bool = True,
) -> Iterator[Folder]:
    """Every folder of a project from ``start`` on, except hidden ones, those of tools, and with ``git`` ignored ones.

    ``enter`` says by its path whether to look into a folder, ``stop`` by the names in it whether to leave it out after
    all; neither is asked about ``start``. ``hidden`` names hidden folders to enter all the same. No folder comes twice,
    and none that lies outside the project: a symbolic link is followed after everything else, to what did not come yet.
    """
    real_project = os.path.realpath(project)
    base = real_path(project, start, real_project)
    if base is None:
        return
    seen: set[str] = {base}
    waiting = [(start, base, _ignores_above(project, start) if git else None)]
    linked: list[tuple[str, _Ignores | None]] = []
    while waiting or linked:
        if not waiting:
            linked.sort(key=lambda link: link[0], reverse=True)
            path, above = linked.pop()
            real = real_path(project, path, real_project)
            if real is None or real in seen:
                continue
            seen.add(real)
        else:
            path, real, above = waiting.pop()
        entries = scan(posixpath.join(project, path))
        names = frozenset(entry.name for entry in entries)
        if path != start and (stop(path, names) or "pyvenv.cfg" in names):
            continue
        ignores = _ignores_in(project, path, above) if git and ".gitignore" in names else above
        files: list[os.DirEntry[str]] = []
        for entry in entries:
            if not is_folder(entry):
                files.append(entry)
                continue
            name, below = entry.name, join(path, entry.name)
            if is_passed_over(name, hidden):
                continue
            if not enter(below) or _is_ignored(ignores, below, is_folder=True):
                continue
            if is_link(entry):
                linked.append((below, ignores))
            elif (real_below := join(real, name)) not in seen:
                seen.add(real_below)
                waiting.append((below, real_below, ignores))
        yield Folder(path, real, tuple(files), names, _test(path, ignores))


def scan(folder: str) -> list[os.DirEntry[str]]:
    """What a folder holds, unordered; nothing if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.name.isascii() or _is_unicode(entry.name)]
    except (OSError, ValueError):  # ValueError: a path with a NUL
        return []


def is_passed_over(name: str, hidden: frozenset[str] = frozenset()) -> bool:
    """Whether a folder of this name is not entered: a hidden one (unless ``hidden`` names it), or one that tools fill."""
    return name in _FOREIGN or (name[0] == "." and name not in _SHOWN and name not in hidden)


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or a link to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_link(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a symbolic link."""
    try:
        return entry.is_symlink()
    except OSError:
        return True


def exists(entry: os.DirEntry[str]) -> bool:
    """Whether there is anything behind an entry; a symbolic link may lead nowhere."""
    try:
        entry.stat()
    except OSError:
        return False
    return True


def kind_at(path: str | Path) -> PathKind | None:
    """What stands at a path of the file system; None for nothing, a pipe or device, and what may not be looked at.

    Unlike the questions that ``Path`` answers, this one never raises.
    """
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return None
    return "directory" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else None


def real_path(project: str, path: str, real_project: str | None = None) -> str | None:
    """Where a path really lies, from the project root; None if that is outside. What does not exist lies where it says."""
    base = real_project or os.path.realpath(project)
    try:
        full = os.path.realpath(posixpath.join(project, path))
    except (OSError, ValueError):
        return None
    if full == base:
        return ""
    prefix = base if base.endswith(os.sep) else base + os.sep
    return full[len(prefix) :].replace(os.sep, "/") if full.startswith(prefix) else None


def join(folder: str, name: str) -> str:
    """A name in a folder; ``""`` is the project root."""
    return f"{folder}/{name}" if folder else name


def _is_unicode(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


# -- what git ignores ------------------------------------------------------------------------------------------------


def _test(folder: str, ignores: _Ignores | None) -> Callable[[str], bool]:
    return lambda name: _is_ignored(ignores, join(folder, name))


def _is_ignored(ignores: _Ignores | None, path: str, is_folder: bool = False) -> bool:
    """As git does: the nearest .gitignore with a pattern for the path decides, and in it the last such pattern."""
    while ignores:
        relative = path[len(ignores.base) + 1 :] if ignores.base else path
        relative += "/" if is_folder else ""
        if ignores.worthwhile.match(relative):
            verdict = ignores.spec.check_file(relative).include
            if verdict is not None:
                return verdict
        ignores = ignores.above
    return False


def _ignores_above(project: str, start: str) -> _Ignores | None:
    """What applies in a folder before its own .gitignore; nothing if it is ignored itself, as someone asked for it."""
    ignores = _read_ignores(posixpath.join(project, ".git", "info", "exclude"), "", None)
    segments = start.split("/") if start else []
    for end in range(len(segments)):
        ignores = _ignores_in(project, "/".join(segments[:end]), ignores)
        if _is_ignored(ignores, "/".join(segments[: end + 1]), is_folder=True):
            return None
    return ignores


def _ignores_in(project: str, folder: str, above: _Ignores | None) -> _Ignores | None:
    return _read_ignores(posixpath.join(project, folder, ".gitignore"), folder, above)


def _read_ignores(file: str, base: str, above: _Ignores | None) -> _Ignores | None:
    try:
        text = Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return above
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    if not lines:
        return above
    # An import here and not above: a project without a .gitignore does not pay for it.
    from pathspec import GitIgnoreSpec

    patterns: list[Any] = []
    for line in lines:
        try:
            patterns.extend(GitIgnoreSpec.from_lines([line]).patterns)
        except ValueError:  # git, too, passes over a pattern that makes no sense
            continue
    sources = (pattern.regex.pattern for pattern in patterns if pattern.regex)
    # The patterns of pathspec name a group, each the same.
    together = "|".join(f"(?:{_NAMED_GROUP.sub('(?:', source)})" for source in sources)
    return _Ignores(base, GitIgnoreSpec(patterns), re.compile(together or "(?!)"), above)
