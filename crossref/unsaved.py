"""Unsaved texts over a tree: what an editor holds open stands in the place of what the disk says."""

from __future__ import annotations

from collections.abc import Mapping

from crossref.model import PathKind, Tree
from crossref.overlay import TextsOverTree, ends_in


class UnsavedTree(TextsOverTree):
    """A tree in which some files have other texts, and some exist that the tree below does not have yet."""

    def __init__(self, below: Tree, texts: Mapping[str, str]) -> None:
        """``texts`` maps paths from the project root to what they hold; the texts may change later, the paths may not."""
        super().__init__(below, texts)
        self._folders: dict[str, set[str]] = {}
        for path in texts:
            while path:
                folder, _, name = path.rpartition("/")
                self._folders.setdefault(folder, set()).add(name)
                path = folder

    def kind(self, path: str) -> PathKind | None:
        """What stands at this path, in the editor or below."""
        if path in self._texts:
            return "file"
        return self._below.kind(path) or ("directory" if path in self._folders else None)

    def spelling(self, path: str) -> str | None:
        """The real spelling of a path that exists in another case; None if it exists in none or as written."""
        return None if self.kind(path) else self._below.spelling(path)

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder, those that only the editor has among them."""
        return self._below.names(folder) | self._folders.get(folder, set())

    def ending(self, path: str) -> tuple[str, ...]:
        """Every Markdown file whose path ends in these segments, in any case, sorted."""
        ours = {known for known in self._texts if ends_in(known, path)}
        return tuple(sorted(ours | set(self._below.ending(path))))
