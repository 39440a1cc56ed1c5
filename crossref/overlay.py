"""What will exist once edits are made and a file is renamed: a tree laid over another one."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from crossref.model import PathKind, Stamp, Tree


class OverlayTree:
    """A tree in which some documents have another text, and one has another path."""

    def __init__(self, tree: Tree, texts: Mapping[str, str], moved: tuple[str, str] | None = None) -> None:
        """``texts`` are those of changed documents, by the path they have now; ``moved`` is an old and a new path."""
        self._tree = tree
        self._old, self._new = moved or ("", "")
        self._texts = {self._new if path == self._old else path: text for path, text in texts.items()}

    def kind(self, path: str) -> PathKind | None:
        """What will stand at a path."""
        if not self._new:
            return self._tree.kind(path)
        path = posixpath.normpath(path) if path else path
        if path == self._new:
            return "file"
        if path == self._old:
            return None
        return "directory" if self._new.startswith(path + "/") else self._tree.kind(path)

    def spelling(self, path: str) -> str | None:
        """The real spelling of a path that will exist in another case."""
        if self._new and path != self._new and path.casefold() == self._new.casefold():
            return self._new
        found = self._tree.spelling(path)
        return None if self._new and found == self._old else found

    def names(self, folder: str) -> frozenset[str]:
        """The names that a folder will hold."""
        names = self._tree.names(folder)
        if self._new:
            if posixpath.dirname(self._old) == folder:
                names -= {posixpath.basename(self._old)}
            below = self._new if not folder else self._new.removeprefix(folder + "/")
            if not folder or below != self._new:
                names |= {below.partition("/")[0]}
        return names

    def ending(self, path: str) -> tuple[str, ...]:
        """Every Markdown file whose path will end in these segments, in any case, sorted."""
        found = {each for each in self._tree.ending(path) if each != self._old or not self._new}
        if self._new and f"/{self._new.casefold()}".endswith("/" + path.casefold()):
            found.add(self._new)
        return tuple(sorted(found))

    def text(self, path: str) -> str:
        """The text that a file will have; raises ``OSError`` or ``UnicodeDecodeError``."""
        return self._texts[path] if path in self._texts else self._tree.text(self._before(path))

    def stamp(self, path: str) -> Stamp:
        """What the file system says of a file now; zeros for one whose text will be another."""
        return Stamp(0, 0) if path in self._texts else self._tree.stamp(self._before(path))

    def line_count(self, path: str) -> int | None:
        """How many lines a text file will have."""
        if path not in self._texts:
            return self._tree.line_count(self._before(path))
        text = self._texts[path]
        return text.count("\n") + (1 if text and not text.endswith("\n") else 0)

    def _before(self, path: str) -> str:
        return self._old if self._new and path == self._new else path
