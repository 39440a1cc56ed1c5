"""Several sets over time, as a watcher or an editor has them: what is on disk, and unsaved texts over it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from crossref import files, globs
from crossref.cache import Cache
from crossref.config import NO_OVERRIDES, ConfigError, Overrides
from crossref.executors import Executor
from crossref.model import Config, Source, Tree, source_of
from crossref.reading import Progress
from crossref.session import Session
from crossref.sets import sets_at
from crossref.unsaved import UnsavedTree


class Member:
    """One set of a workspace, and what is known of it."""

    def __init__(self, config: Config, session: Session) -> None:
        self.config = config
        self.session = session
        self.sources: tuple[Source, ...] = ()
        """On disk."""
        self.unsaved: dict[str, str] = {}
        """Open texts by path from the project root, whether the set has them as documents or not."""
        self._disk: Tree = files.DirectoryTree(config.project_root)
        self._tree: Tree = self._disk
        self._strangers: dict[str, str] = {}

    def scan(self, *, listing: bool = True) -> None:
        """Look at the disk again; without ``listing``, no file has come or gone."""
        self.sources = files.find(self.config)
        if listing:
            self._disk = files.DirectoryTree(self.config.project_root)
        self._lay_over(anew=listing)

    def hold(self, path: str, text: str | None) -> None:
        """An editor has a text open for a path from the project root, or with None no longer."""
        if text is None:
            self.unsaved.pop(path, None)
        else:
            self.unsaved[path] = text
        self._lay_over()

    def _lay_over(self, anew: bool = False) -> None:
        """Put over the tree what it has not or has otherwise: a tree that stays the same need not be followed again."""
        on_disk = {source.path for source in self.sources}
        strangers = {path: text for path, text in self.unsaved.items() if path not in on_disk}
        if anew or strangers.keys() != self._strangers.keys():
            self._tree = UnsavedTree(self._disk, strangers) if strangers else self._disk
            self._strangers = strangers
        else:
            self._strangers.update(strangers)

    def update(self, touched: Collection[str] = frozenset(), progress: Progress | None = None) -> frozenset[str]:
        """Tell the session; the paths of the documents that were extracted again. Raises ``ExecutorError``."""
        found = {source.path: source for source in self.sources}
        for path, text in self.unsaved.items():
            if path in found or self._would_belong(path):
                found[path] = source_of(path, text)
        return self.session.update([found[path] for path in sorted(found)], self._tree, touched, progress)

    def relative(self, path: str) -> str | None:
        """An absolute path from the project root; None for one outside."""
        root = self.config.project_root
        prefix = root if root.endswith(os.sep) else root + os.sep
        return path[len(prefix) :].replace(os.sep, "/") if path.startswith(prefix) else None

    def absolute(self, path: str) -> str:
        """A path from the project root as the file system has it."""
        return os.path.join(self.config.project_root, *path.split("/"))

    def _would_belong(self, path: str) -> bool:
        """Whether a file that was never saved would be a document of the set."""
        config = self.config
        if not files.is_markdown(path) or self._disk.kind(path) or globs.compile(config.exclude)(path):
            return False
        if config.include:
            return globs.compile(config.include)(path)
        return not config.root or path.startswith(config.root + "/")


class Workspace:
    """The sets that some folders or files stand for, each with its session."""

    def __init__(
        self,
        roots: Sequence[Path],
        *,
        overrides: Overrides = NO_OVERRIDES,
        file: Path | None = None,
        executor: Executor | None = None,
        cache: Callable[[Config], Cache | None] = lambda config: None,
    ) -> None:
        """Nothing is read before the first ``scan``. ``cache`` says where the documents of a set are remembered."""
        self.roots = list(roots)
        self.members: tuple[Member, ...] = ()
        self._overrides = overrides
        self._file = file
        self._executor = executor
        self._cache = cache
        self._unsaved: dict[str, str] = {}
        self._loaded: dict[Path, list[Config]] = {}

    def scan(
        self, touched: Collection[str] = frozenset(), *, listing: bool = True, progress: Progress | None = None
    ) -> None:
        """Look at the disk again: configurations, documents, what exists around them.

        ``touched`` are absolute paths of files whose content has changed, whatever their time of change says; without
        ``listing``, none has come or gone. Sets whose configuration is the same keep what they have read. Raises
        ``ExecutorError``, and in the end the first ``ConfigError``: the sets of that root are those there were.
        """
        configs, mistake = self._configs()
        known = {member.config.project_root: member for member in self.members}
        self.members = tuple(
            known[root] if root in known and known[root].config == config else self._member(config)
            for root, config in configs.items()
        )
        for member in self.members:
            member.unsaved.clear()
        for path, text in self._unsaved.items():
            owner = self._owner(path)
            if owner and (relative := owner.relative(path)):
                owner.unsaved[relative] = text
        for member in self.members:
            member.scan(listing=listing or member not in known.values())
            member.update(frozenset(filter(None, map(member.relative, touched))), progress)
        if mistake:
            raise mistake

    def _configs(self) -> tuple[dict[str, Config], ConfigError | None]:
        """The configuration of each set by its project root, and the first mistake in any."""
        found: dict[str, Config] = {}
        mistake = None
        before, self._loaded = self._loaded, {}
        for root in self.roots:
            if not root.exists():
                continue
            try:
                loaded = sets_at(root, self._overrides, self._file)[1]
            except ConfigError as error:
                mistake = mistake or error
                loaded = before.get(root, [])
            self._loaded[root] = loaded
            for config in loaded:
                found.setdefault(config.project_root, config)
        return found, mistake

    def edit(self, path: str, text: str | None) -> Member | None:
        """An editor has a text open for an absolute path, or with None no longer; the set that this changes, if any."""
        if text is None:
            self._unsaved.pop(path, None)
        else:
            text = self._unsaved[path] = text.removeprefix("\ufeff")
        member = self._owner(path)
        relative = member.relative(path) if member else None
        if member is None or relative is None:
            return None
        member.hold(relative, text)
        member.update({relative})
        return member

    def find(self, path: str) -> tuple[Member, str] | None:
        """The set that has an absolute path as a document, and its path there."""
        member = self._owner(path)
        relative = member.relative(path) if member else None
        return (member, relative) if member and relative and member.session.source(relative) else None

    def _member(self, config: Config) -> Member:
        return Member(config, Session(config, executor=self._executor, cache=self._cache(config)))

    def _owner(self, path: str) -> Member | None:
        """The set whose project root is the nearest above a path."""
        around = [member for member in self.members if member.relative(path) is not None]
        return max(around, key=lambda member: len(member.config.project_root), default=None)
