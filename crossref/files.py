"""The documents of a set, and what exists around them: the file system, and the same in memory."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from crossref import globs
from crossref.model import Config, PathKind, Source, Stamp
from crossref.tomlfile import CONFIG_NAME, PYPROJECT_NAME, absolute, has_table
from crossref.walk import exists, is_folder, is_link, is_passed_over, join, kind_at, real_path, scan, walk

_MARKDOWN = (".md", ".markdown", ".mdx")
_LONGEST = 10_000_000
"""Bytes; the lines of a longer file are not counted."""


def find(config: Config) -> tuple[Source, ...]:
    """The documents that a configuration selects, sorted by path.

    They are the Markdown files that ``include`` names, anywhere below the project root, or without it all below ``root``;
    less ``exclude``, what git ignores, hidden folders but ``.github``, folders of tools and nested sets. A file that is
    reached both by its path and by a symbolic link is one document. What cannot be read is left for the reading to report.
    """
    project = config.project_root
    included = globs.compile(config.include) if config.include else None
    worthwhile = globs.compile_start(config.include)
    excluded, all_excluded = globs.compile(config.exclude), globs.compile_whole(config.exclude)
    folders = walk(
        project,
        "" if included else config.root,
        enter=lambda path: not all_excluded(path) and (not included or worthwhile(path)),
        stop=lambda path, names: _is_set(project, path, names),
        hidden=frozenset(
            segment for pattern in config.include for segment in pattern.split("/") if segment.startswith(".")
        ),
    )
    found: dict[str, Source] = {}
    links: list[str] = []
    for folder in folders:
        for entry in folder.files:
            path = join(folder.path, entry.name)
            if not is_markdown(entry.name) or (included and not included(path)) or excluded(path):
                continue
            if folder.ignored(entry.name):
                continue
            if is_link(entry):
                links.append(path)
            elif source := _source(path, entry.path):
                found[folder.real + "/" + entry.name if folder.real else entry.name] = source
    for path in sorted(links):
        real = real_path(project, path)
        if real is not None and real not in found and (source := _source(path, posixpath.join(project, path))):
            found[real] = source
    return tuple(sorted(found.values(), key=lambda source: source.path))


def sets(path: Path, exclude: Iterable[str] = ()) -> tuple[Path, ...]:
    """The sets that a path holds, each to be loaded by itself: the one it belongs to, then the nested ones, sorted.

    A set is a folder with a crossref.toml, or a pyproject.toml that has [tool.crossref]. A path that belongs to none is a
    set of its own, which may have no documents beside those of the nested ones. Folders that fit ``exclude`` (patterns
    relative to ``path``) are not looked into.
    """
    start = absolute(path)
    if kind_at(start) != "directory":
        return (path,)
    all_excluded = globs.compile_whole(exclude)
    folders = walk(str(start), enter=lambda folder: not all_excluded(folder))
    nested = sorted(folder.path for folder in folders if folder.path and _is_set(str(start), folder.path, folder.names))
    return (path, *(path / folder for folder in nested))


def is_markdown(name: str) -> bool:
    """Whether a name is that of a Markdown file."""
    return name.lower().endswith(_MARKDOWN)


def is_document_path(config: Config, path: str) -> bool:
    """Whether a Markdown file at this path would be a document, whatever git ignores and other sets take."""
    included = globs.compile(config.include) if config.include else None
    if globs.compile(config.exclude)(path) or not (included(path) if included else _lies_in(path, config.root)):
        return False
    hidden = frozenset(part for glob in config.include for part in glob.split("/") if part.startswith("."))
    return not any(is_passed_over(folder, hidden) for folder in path.split("/")[:-1])


def _lies_in(path: str, folder: str) -> bool:
    return not folder or path.startswith(folder + "/")


def _is_set(project: str, path: str, names: frozenset[str]) -> bool:
    return CONFIG_NAME in names or (PYPROJECT_NAME in names and has_table(Path(project, path, PYPROJECT_NAME)))


def _source(path: str, full: str) -> Source | None:
    try:
        status = os.stat(full)
    except OSError:
        return None
    # A pipe is no document: reading it would wait for a writer.
    is_file = stat.S_ISREG(status.st_mode)
    return Source(path, Stamp(status.st_size, status.st_mtime_ns), partial(_read, full)) if is_file else None


def _read(full: str) -> str:
    """A document's text, its line ends as they are; raises ``OSError`` or ``UnicodeDecodeError``."""
    with open(full, "rb", buffering=0) as file:
        return file.read().decode("utf-8").removeprefix("\ufeff")


# -- trees -----------------------------------------------------------------------------------------------------------


class _Listed:
    """What a tree answers from the listings of its folders alone, whatever they come from."""

    def __init__(self) -> None:
        self._documents: dict[str, list[str]] | None = None
        self._entered: dict[str, Mapping[str, PathKind]] = {}
        """What the folders hold that were found on the way to a path."""
        self._folded: dict[str, dict[str, list[str]]] = {}
        """Folder -> names in it by what they are in any case; a long folder is not gone through for every broken link."""

    def kind(self, path: str) -> PathKind | None:
        """What stands at a path, spelled in exactly this case; None if nothing does or it leads outside."""
        folder, _, name = path.rpartition("/")
        listing = self._entered.get(folder)
        if listing is not None and name not in ("", ".", "..") and path[0] != "/":
            return listing.get(name)
        segments = _segments(path)
        if segments is None:
            return None
        folder, kind = "", "directory"
        for name in segments:
            if self._is_closed(folder):
                return "file" if "." in segments[-1] else "directory"
            if kind != "directory":
                return None
            listing = self._entered[folder] = self._listing(folder)
            found = listing.get(name)
            if found is None:
                return None
            folder, kind = join(folder, name), found
        return "directory" if kind == "directory" else "file"

    def spelling(self, path: str) -> str | None:
        """The real spelling of a path that exists in another case; None if it exists in none or as written."""
        segments = _segments(path)
        return self._spelled("", segments) if segments and not self.kind(path) else None

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder (``""`` is the root), empty if there is no such folder."""
        is_open = self.kind(folder) == "directory" and not self._is_closed(folder)
        return frozenset(self._listing("/".join(_segments(folder) or ()))) if is_open else frozenset()

    def ending(self, path: str) -> tuple[str, ...]:
        """Every Markdown file whose path ends in these segments, in any case, sorted; real spellings."""
        if self._documents is None:
            self._documents = {}
            for document in self._every_document():
                self._documents.setdefault(posixpath.basename(document).casefold(), []).append(document)
        end = "/" + path.casefold()
        found = self._documents.get(posixpath.basename(end), [])
        return tuple(sorted(document for document in found if f"/{document.casefold()}".endswith(end)))

    def stamp(self, path: str) -> Stamp:
        """Nothing, of a file that is in no file system."""
        return Stamp(0, 0)

    def _spelled(self, folder: str, segments: list[str]) -> str | None:
        listing = self._listing(folder)
        first, *rest = segments
        for name in sorted(self._alike(folder, first), key=lambda name: (name != first, name)):
            below = join(folder, name)
            if not rest:
                return below
            if listing[name] == "directory" and (found := self._spelled(below, rest)):
                return found
        return None

    def _alike(self, folder: str, name: str) -> list[str]:
        known = self._folded.get(folder)
        if known is None:
            known = self._folded[folder] = {}
            for each in self._listing(folder):
                known.setdefault(each.casefold(), []).append(each)
        return known.get(name.casefold(), [])

    def _listing(self, folder: str) -> Mapping[str, PathKind]:
        raise NotImplementedError

    def _is_closed(self, folder: str) -> bool:
        """Whether a folder exists but is not ours to look into."""
        return False

    def _every_document(self) -> Iterator[str]:
        raise NotImplementedError


class DirectoryTree(_Listed):
    """What exists below a project root in the file system; folders are listed when first asked for, and remembered.

    A symbolic link that leads out of the project root exists, and so does whatever a path names below it, but nothing of
    it is read.
    """

    def __init__(self, project_root: str | Path) -> None:
        """``project_root`` is absolute."""
        super().__init__()
        self._project = str(project_root)
        self._real_project = os.path.realpath(self._project)
        self._listings: dict[str, dict[str, PathKind]] = {}
        self._closed: set[str] = set()

    def line_count(self, path: str) -> int | None:
        """How many lines a text file has; None for one that is binary, unreadable or longer than 10 MB."""
        try:
            full = Path(self._readable(path))
            return _line_count(full.read_bytes()) if full.stat().st_size <= _LONGEST else None
        except OSError:
            return None

    def text(self, path: str) -> str:
        """The text of a file; raises ``OSError`` if there is none to be read, ``UnicodeDecodeError`` if it is not UTF-8."""
        return _read(self._readable(path))

    def stamp(self, path: str) -> Stamp:
        """What the file system says of a file; zeros if there is none to be read."""
        try:
            status = os.stat(self._readable(path))
        except OSError:
            return Stamp(0, 0)
        return Stamp(status.st_size, status.st_mtime_ns)

    def _readable(self, path: str) -> str:
        real = real_path(self._project, path, self._real_project)
        full = posixpath.join(self._real_project, real) if real and self.kind(path) == "file" else ""
        if not full or kind_at(full) != "file":
            raise FileNotFoundError(f"no file {path} in the project")
        return full

    def _listing(self, folder: str) -> Mapping[str, PathKind]:
        known = self._listings.get(folder)
        if known is None:
            known = self._listings[folder] = dict(self._entries(folder))
        return known

    def _entries(self, folder: str) -> Iterator[tuple[str, PathKind]]:
        for entry in scan(posixpath.join(self._project, folder)):
            if is_link(entry):
                if not exists(entry):
                    continue
                path = join(folder, entry.name)
                if real_path(self._project, path, self._real_project) is None:
                    self._closed.add(path)
            yield entry.name, "directory" if is_folder(entry) else "file"

    def _is_closed(self, folder: str) -> bool:
        return folder in self._closed

    def _every_document(self) -> Iterator[str]:
        for folder in walk(self._project, git=False):
            yield from (join(folder.path, entry.name) for entry in folder.files if is_markdown(entry.name))


class StaticTree(_Listed):
    """A tree in memory, for examples, tests and editors."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """``files`` maps paths from the project root to what they hold; their folders exist by that."""
        super().__init__()
        self._files = dict(files)
        self._listings: dict[str, dict[str, PathKind]] = {"": {}}
        for path in self._files:
            folder, _, name = path.rpartition("/")
            self._listings.setdefault(folder, {})[name] = "file"
            while folder:
                parent, _, name = folder.rpartition("/")
                self._listings.setdefault(parent, {})[name] = "directory"
                folder = parent

    def line_count(self, path: str) -> int | None:
        """How many lines a text file has; None for a binary or missing one."""
        content = self._files.get(path)
        return None if content is None else _line_count(content.encode("utf-8", "surrogatepass"))

    def text(self, path: str) -> str:
        """What a file holds; raises ``FileNotFoundError`` if there is none."""
        if path not in self._files:
            raise FileNotFoundError(f"no file {path} in the project")
        return self._files[path]

    def _listing(self, folder: str) -> Mapping[str, PathKind]:
        return self._listings.get(folder, {})

    def _every_document(self) -> Iterator[str]:
        return (path for path in self._files if is_markdown(path))


def _segments(path: str) -> list[str] | None:
    """The names along a path from the project root, dots resolved; None if it leads outside."""
    found: list[str] = []
    for name in path.split("/"):
        if name == "..":
            if not found:
                return None
            found.pop()
        elif name not in ("", "."):
            found.append(name)
    return None if path.startswith("/") else found


def _line_count(data: bytes) -> int | None:
    """The lines as an editor counts them: the last may lack its line end."""
    if b"\0" in data:
        return None
    return data.count(b"\n") + (1 if data and not data.endswith(b"\n") else 0)
