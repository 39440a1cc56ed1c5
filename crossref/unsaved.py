"""Unsaved texts over a tree: what an editor holds open stands in the place of what the disk says."""

from __future__ import annotations

from collections.abc import Mapping

from crossref.model import PathKind, Stamp, Tree


class UnsavedTree:
    """A tree in which some files have other texts, and some exist that the tree below does not have yet."""

    def __init__(self, below: Tree, texts: Mapping[str, str]) -> None:
        """``texts`` maps paths from the project root to what they hold; the texts may change later, the paths may not."""
        self._below = below
        self._texts = texts
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
        end = "/" + path.casefold()
        ours = {known for known in self._texts if f"/{known.casefold()}".endswith(end)}
        return tuple(sorted(ours | set(self._below.ending(path))))

    def text(self, path: str) -> str:
        """The editor's text of a file, else that below; raises OSError or UnicodeDecodeError."""
        return self._texts[path] if path in self._texts else self._below.text(path)

    def stamp(self, path: str) -> Stamp:
        """Zeros for what the editor holds, which may change at any time."""
        return Stamp(0, 0) if path in self._texts else self._below.stamp(path)

    def line_count(self, path: str) -> int | None:
        """How many lines a text file has; None for a binary or unreadable one."""
        if path not in self._texts:
            return self._below.line_count(path)
        text = self._texts[path]
        return text.count("\n") + (1 if text and not text.endswith("\n") else 0)
