"""Trees laid over another one: texts in the place of those on disk, and what will exist once a file is renamed."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from crossref.model import PathKind, Stamp, Tree


def ends_in(path: str, end: str) -> bool:
    """Whether a path ends in some segments, in any case."""
    return f"/{path.casefold()}".endswith("/" + end.casefold())


class TextsOverTree:
    """Texts in the place of what a tree below has; which paths there are, is for those to say who derive from it."""

    def __init__(self, below: Tree, texts: Mapping[str, str]) -> None:
        """``texts`` are those of some files, by their paths in this tree; they may change later."""
        self._below = below
        self._texts = texts

    def text(self, path: str) -> str:
        """The text given for a file, else that below; raises ``OSError`` or ``UnicodeDecodeError``."""
        return self._texts[path] if path in self._texts else self._below.text(self._path_below(path))

    def stamp(self, path: str) -> Stamp:
        """What the tree below says of a file; zeros for one whose text is given."""
        return Stamp(0, 0) if path in self._texts else self._below.stamp(self._path_below(path))

    def line_count(self, path: str) -> int | None:
        """How many lines a text file has; None for a binary or unreadable one."""
        if path not in self._texts:
            return self._below.line_count(self._path_below(path))
        text = self._texts[path]
        return text.count("\n") + (1 if text and not text.endswith("\n") else 0)

    def _path_below(self, path: str) -> str:
        """What the tree below calls a file."""
        return path


class OverlayTree(TextsOverTree):
    """A tree in which some documents have another text, and one has another path."""

    def __init__(self, tree: Tree, texts: Mapping[str, str], moved: tuple[str, str] | None = None) -> None:
        """``texts`` are those of changed documents, by the path they have now; ``moved`` is an old and a new path."""
        self._old, self._new = moved or ("", "")
        super().__init__(tree, {self._new if path == self._old else path: text for path, text in texts.items()})

    def kind(self, path: str) -> PathKind | None:
        """What will stand at a path."""
        if not self._new:
            return self._below.kind(path)
        path = posixpath.normpath(path) if path else path
        if path == self._new:
            return "file"
        if path == self._old:
            return None
        return "directory" if self._new.startswith(path + "/") else self._below.kind(path)

    def spelling(self, path: str) -> str | None:
        """The real spelling of a path that will exist in another case."""
        if self._new and path != self._new and path.casefold() == self._new.casefold():
            return self._new
        found = self._below.spelling(path)
        return None if self._new and found == self._old else found

    def names(self, folder: str) -> frozenset[str]:
        """The names that a folder will hold."""
        names = self._below.names(folder)
        if self._new:
            if posixpath.dirname(self._old) == folder:
                names -= {posixpath.basename(self._old)}
            below = self._new if not folder else self._new.removeprefix(folder + "/")
            if not folder or below != self._new:
                names |= {below.partition("/")[0]}
        return names

    def ending(self, path: str) -> tuple[str, ...]:
        """Every Markdown file whose path will end in these segments, in any case, sorted."""
        found = {each for each in self._below.ending(path) if each != self._old or not self._new}
        if self._new and ends_in(self._new, path):
            found.add(self._new)
        return tuple(sorted(found))

    def _path_below(self, path: str) -> str:
        return self._old if self._new and path == self._new else path
