"""A set as it was at a git revision. The only door to git.

Git is asked for objects only: nothing is checked out, no hook or filter runs, and no connection is opened.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from crossref import globs
from crossref.files import StaticTree, is_markdown
from crossref.match import nearest
from crossref.model import Config, CrossrefError, Source, Stamp, Tree
from crossref.tomlfile import CONFIG_NAME, PYPROJECT_NAME, holds_table
from crossref.walk import is_passed_over, join

_LONGEST = 10_000_000
"""Bytes; the lines of a longer file are not counted."""

_MOST_LINKS = 40
"""Symbolic links followed one after the other before they are taken for a circle."""


class RevisionError(CrossrefError):
    """Why a revision cannot be read, in one line that says what to do."""


class Snapshot(Struct, frozen=True):
    """A set at a revision, ready to be analysed as the files of today are."""

    revision: str
    """As it was given."""
    commit: str
    """Its full hash."""
    sources: tuple[Source, ...]
    tree: Tree


def snapshot(config: Config, revision: str) -> Snapshot:
    """The documents that a configuration selects, and what existed around them, at a revision of the project's repository.

    The configuration is the one of today; what git tracked counts, whatever it ignores. Raises ``RevisionError``.
    """
    git = _Git(config.project_root)
    commit = git.commit(revision)
    listing = _Listing(git, commit)
    chosen = _documents(config, listing)
    texts = git.blobs(listing.blobs[path] for path in chosen)
    sources = tuple(_source(path, texts[listing.blobs[path]]) for path in chosen)
    return Snapshot(revision, commit, sources, _RevisionTree(git, listing))


def _source(path: str, data: bytes) -> Source:
    return Source(path, Stamp(len(data), 0), partial(_decoded, data))


def _decoded(data: bytes) -> str:
    return data.decode("utf-8").removeprefix("\ufeff")


# -- which documents -------------------------------------------------------------------------------------------------


def _documents(config: Config, listing: _Listing) -> list[str]:
    """The paths that ``files.find`` would have chosen; it asks the file system, this one a list of paths."""
    fits = _selection(config, listing)
    found: dict[str, str] = {}
    # A file link that names what is also reached by a link to its folder counts last.
    for path in sorted(listing.blobs, key=lambda path: (path in listing.real, path in listing.links, path)):
        if is_markdown(path) and fits(path):
            found.setdefault(listing.real.get(path, path), path)
    return sorted(found.values())


def _selection(config: Config, listing: _Listing) -> Callable[[str], bool]:
    start = "" if config.include else config.root
    included = globs.compile(config.include) if config.include else lambda path: True
    excluded = globs.compile(config.exclude)
    hidden = frozenset(name for glob in config.include for name in glob.split("/") if name.startswith("."))
    closed = listing.closed_folders()

    def fits(path: str) -> bool:
        if (start and not path.startswith(f"{start}/")) or not included(path) or excluded(path):
            return False
        folder = start
        for name in path[len(start) :].strip("/").split("/")[:-1]:
            folder = join(folder, name)
            if is_passed_over(name, hidden) or folder in closed:
                return False
        return True

    return fits


# -- what existed ----------------------------------------------------------------------------------------------------


class _Listing:
    """Every path below the project root at a commit, with symbolic links followed."""

    def __init__(self, git: _Git, commit: str) -> None:
        self._git = git
        self.blobs: dict[str, str] = {}
        """Path of a file -> its object, also by way of symbolic links."""
        self.real: dict[str, str] = {}
        """Path by way of a symbolic link -> where the file really lies."""
        self.outside: list[str] = []
        """Links to files that are not ours to read."""
        self.closed: list[str] = []
        """Folders that exist and are not ours to look into: submodules, and links that lead out of the project."""
        self.links: dict[str, str] = {}
        """Path of a symbolic link -> its object."""
        for mode, hash_, path in git.entries(commit):
            if mode == "160000":
                self.closed.append(path)
            elif mode == "120000":
                self.links[path] = hash_
            else:
                self.blobs[path] = hash_
        if self.links:
            texts = git.blobs(self.links.values())
            self._follow({path: os.fsdecode(texts[hash_]) for path, hash_ in self.links.items()})

    def _follow(self, links: Mapping[str, str]) -> None:
        paths = sorted(self.blobs)
        for link in sorted(links):
            target = _target(link, links)
            if target is None:
                (self.outside if "." in posixpath.basename(link) else self.closed).append(link)
            elif target in self.blobs and target not in self.real:
                self._alias(link, target)
            else:
                for path in _below(target, paths):
                    self._alias(join(link, path[len(target) :].lstrip("/")), path)

    def _alias(self, path: str, real: str) -> None:
        self.blobs[path], self.real[path] = self.blobs[real], real

    def closed_folders(self) -> frozenset[str]:
        """Folders in which there are no documents of this set: sets of their own, and Python's environments."""
        folders = {}
        for path in self.blobs:
            folder, _, name = path.rpartition("/")
            if name in (CONFIG_NAME, "pyvenv.cfg", PYPROJECT_NAME):
                folders[path] = folder
        projects = [path for path in folders if path.endswith(PYPROJECT_NAME)]
        texts = self._git.blobs(self.blobs[path] for path in projects)
        plain = {path for path in projects if not holds_table(texts[self.blobs[path]])}
        return frozenset(folder for path, folder in folders.items() if path not in plain)


def _target(link: str, links: Mapping[str, str]) -> str | None:
    """Where a symbolic link leads in the end; None if that is outside. One that leads in a circle leads to itself."""
    path = link
    for _ in range(_MOST_LINKS):
        segments = path.split("/")
        above = ("/".join(segments[: end + 1]) for end in range(len(segments)))
        first = next((prefix for prefix in above if prefix in links), None)
        if first is None:
            return path
        folder, below = posixpath.dirname(first), path[len(first) :].lstrip("/")
        path = posixpath.normpath(posixpath.join(folder, links[first], below))
        if path.startswith(("/", "../")) or path == "..":
            return None
        path = "" if path == "." else path
    return link


def _below(folder: str, paths: Sequence[str]) -> Sequence[str]:
    """Those of some sorted paths that lie below a folder."""
    if not folder:
        return paths
    return paths[bisect_left(paths, f"{folder}/") : bisect_left(paths, f"{folder}0")]  # "0" is what follows "/"


class _RevisionTree(StaticTree):
    """What existed at a commit; what a file holds is read when it is asked for."""

    def __init__(self, git: _Git, listing: _Listing) -> None:
        # A folder exists by what is in it, and every submodule that is checked out has a file of this name.
        closed = (f"{folder}/.git" for folder in listing.closed)
        super().__init__(dict.fromkeys((*listing.blobs, *listing.outside, *closed), ""))
        self._git = git
        self._blobs = listing.blobs
        self._shut = frozenset(listing.closed)

    def text(self, path: str) -> str:
        return _decoded(self._read(path))

    def line_count(self, path: str) -> int | None:
        try:
            data = self._read(path)
        except FileNotFoundError:
            return None
        return StaticTree({path: data.decode("utf-8", "replace")}).line_count(path)

    def _read(self, path: str) -> bytes:
        hash_ = self._blobs.get(path)
        data = self._git.small_blob(hash_) if hash_ else None
        if data is None:
            raise FileNotFoundError(f"no file {path} in the project")
        return data

    def _is_closed(self, folder: str) -> bool:
        return folder in self._shut


# -- git itself ------------------------------------------------------------------------------------------------------

_OF_CALLER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git tells its hooks; it is about the folder that they run in, and not about ours."""

_SILENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    # A clone without all objects would fetch what is missing.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
}


class _Git:
    """Questions to git about the repository that a folder belongs to."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        inherited = {name: value for name, value in os.environ.items() if name not in _OF_CALLER}
        self._environment = {**inherited, **_SILENT}

    def commit(self, revision: str) -> str:
        """The full hash of a revision's commit."""
        if not revision or revision.startswith("-") or not revision.isprintable():
            raise RevisionError(f"`{revision}` cannot be a revision; name a commit, branch or tag")
        # In two steps: `:/words^{commit}` would look for a message with all of that in it.
        found = self._run("rev-parse", "--verify", "--quiet", revision)
        if found.returncode == 0:
            found = self._run("rev-parse", "--verify", "--quiet", f"{found.stdout.decode().strip()}^{{commit}}")
        if found.returncode:
            raise RevisionError(self._why_not(revision))
        return found.stdout.decode().strip()

    def entries(self, commit: str) -> Iterator[tuple[str, str, str]]:
        """Mode, object and path of everything below the folder; names that are not UTF-8 are left out."""
        # In a subfolder of the repository, git lists what is below that one, with paths from there.
        done = self._run("ls-tree", "-r", "-z", commit)
        if done.returncode:
            raise RevisionError(
                f"git cannot list {commit[:12]}: {_complaint(done)}; check the repository with `git fsck`"
            )
        for line in done.stdout.split(b"\0"):
            head, _, name = line.partition(b"\t")
            try:
                path = name.decode()
            except UnicodeDecodeError:
                continue
            if path:
                mode, _, hash_ = head.decode().split()
                yield mode, hash_, path

    def blobs(self, hashes: Iterable[str]) -> dict[str, bytes]:
        """What some objects hold; raises ``RevisionError`` if the clone lacks one."""
        wanted = list(dict.fromkeys(hashes))
        found: dict[str, bytes] = {}
        output = self._objects("--batch", wanted) if wanted else b""
        position = 0
        for hash_ in wanted:
            end = output.index(b"\n", position)
            _, state, *size = output[position:end].split()
            if state != b"blob":
                raise RevisionError(
                    "this clone is a partial one and lacks documents of the revision; make a full clone"
                )
            position = end + 1 + int(size[0])
            found[hash_] = output[end + 1 : position]
            position += 1
        return found

    def small_blob(self, hash_: str) -> bytes | None:
        """What one object holds; None if the clone lacks it or it is larger than 10 MB."""
        answer = self._objects("--batch-check", [hash_]).split()
        return self.blobs([hash_])[hash_] if answer[1] == b"blob" and int(answer[2]) <= _LONGEST else None

    def _objects(self, how: str, hashes: Sequence[str]) -> bytes:
        done = self._run("cat-file", how, lines="".join(f"{hash_}\n" for hash_ in hashes).encode())
        if done.returncode:
            raise RevisionError(
                f"git cannot read the objects of the revision: {_complaint(done)}; check the repository with `git fsck`"
            )
        return done.stdout

    def _why_not(self, revision: str) -> str:
        shallow = self._run("rev-parse", "--is-shallow-repository")
        if shallow.returncode:
            return f"git cannot read the repository of {self._folder}: {_complaint(shallow)}; --since needs one"
        if shallow.stdout.strip() == b"true":
            more = "fetch more (`git fetch --depth=100`), or all (`git fetch --unshallow`, `fetch-depth: 0` in actions/checkout)"
            return f"there is no revision `{revision}` in this clone, which is shallow; {more}"
        names = self._run("for-each-ref", "--format=%(refname:short)").stdout.decode("utf-8", "replace").split()
        near = nearest(revision, names)
        return f"there is no revision `{revision}`" + (
            f"; did you mean `{near}`?" if near else " in this repository; `git tag` and `git log` list what there is"
        )

    def _run(self, *arguments: str, lines: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = ("git", "-C", self._folder, *arguments)
        try:
            return subprocess.run(command, input=lines, capture_output=True, env=self._environment, check=False)
        except FileNotFoundError:
            raise RevisionError(
                "git is not installed, and without it there is no revision to compare with; install it"
            ) from None


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[0].removeprefix("fatal: ") if said else f"it ended with exit code {done.returncode}"
