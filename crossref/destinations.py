"""How a reference is written so that it leads somewhere else, in the style that its document has for it.

A new destination keeps what the old one shows of its writer's habits: relative or from the link root, with ``./``, with or
without extension, its query, spaces as they are or as ``%20``. Every spelling is followed before it is given out, so that
what is written leads where it shall.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import quote, unquote

from msgspec.structs import replace

from crossref.model import Config, Document, Edit, Link, Place, Span, Tree
from crossref.resolve import Reference, Resolver, index_of, is_markdown, seen_from, site_of

_PLAIN = frozenset({"mention", "wiki", "path"})
"""Kinds of links that are text: nothing in them is decoded."""
_UNSAFE = frozenset(" \"'<>()\\`|&%#?{}[]^$")
"""What an address may not hold, what ends it, and what Markdown, HTML or a template might read as something else."""
_KEPT = frozenset("'()[]$")
"""Of these, what stays as it is where the old destination has it so."""


class Destinations:
    """Writes destinations for the documents of one set."""

    def __init__(self, tree: Tree, config: Config) -> None:
        """``tree`` is what exists when the edits are made: where a file is renamed, the tree after that."""
        self._tree = tree
        self._config = config
        self._resolver = Resolver(tree, config)

    def follow(self, link: Link, document: str) -> Reference:
        """Where a link leads that stands in a document at this path."""
        stand_in = Document(document, None, 0, False, (), (), (link,), (), (), ())
        return next(iter(self._resolver.references(stand_in)))

    def edit(
        self,
        reference: Reference,
        target: str | None = None,
        fragment: str | None = None,
        *,
        document: str | None = None,
    ) -> Edit | None:
        """The edit after which a reference leads to a file or folder of the tree, and there to this fragment.

        ``target`` None leaves the path, ``fragment`` None the fragment as they are. ``document`` is where the document of the
        reference will stand, if it moves; the edit names the place where it stands now. None where nothing needs to be
        changed, and where no spelling leads there.
        """
        home = document or reference.path
        link = reference.link
        parts = _Parts(link)
        # What does not exist, or lies outside, may be named from elsewhere, too.
        outcome = "found" if target is None or self._tree.kind(target) else reference.outcome
        name = parts.fragment if fragment is None else parts.encoded(fragment, parts.fragment)
        for path in [parts.path] if target is None else self._paths(reference, parts, target, home):
            written = parts.joined(path, name)
            followed = self.follow(replace(link, destination=written), home)
            leads = target is None or (followed.outcome == outcome and self._leads(followed, target))
            if leads and (fragment is None or followed.fragment == fragment):
                return _edit(reference, parts, path, name) if written != link.destination else None
        return None

    def _leads(self, followed: Reference, target: str) -> bool:
        if followed.target == target:
            return True
        return self._tree.kind(followed.target) == "directory" and index_of(followed.target, self._tree) == target

    def _paths(self, reference: Reference, parts: _Parts, target: str, home: str) -> Iterator[str]:
        """Spellings of a path to a target, those most like the old one first; most will do, but not all need to."""
        old, kind = parts.plain_path, reference.link.kind
        if not old and target == home:
            yield ""
        plain = kind in _PLAIN
        names = self._names(reference, old, target, home) if plain else self._addresses(reference, old, target, home)
        for name in dict.fromkeys(names):
            if name and (not plain or not {*name} & {*"`|[]#\n"}):
                yield name if plain else parts.encoded(name, parts.path)

    def _addresses(self, reference: Reference, old: str, target: str, home: str) -> Iterator[str]:
        folder = posixpath.dirname(home)
        site = site_of(home, self._config.profile.sites)
        root = site.link_root if site else self._config.link_root
        for name in self._forms(reference, old, target):
            if old.startswith("/") and (rooted := _below(name, root)) is not None:
                yield "/" + rooted
            relative = _relative(name, folder)
            yield f"./{relative}" if old.startswith("./") and not relative.startswith(".") else relative

    def _forms(self, reference: Reference, old: str, target: str) -> Iterator[str]:
        """The target's path, before it what the old destination left out of it or put in."""
        if self._tree.kind(target) == "directory":
            yield target + "/" if old.endswith("/") else target
        elif is_markdown(target) and not is_markdown(old) and is_markdown(reference.target):
            stem = posixpath.splitext(target)[0]
            yield stem + (".html" if old.endswith(".html") else "/" if old.endswith("/") else "")
        if is_markdown(target) and not is_markdown(old) and index_of(posixpath.dirname(target), self._tree) == target:
            yield posixpath.dirname(target) + ("/" if old.endswith("/") else "")
        yield target

    def _names(self, reference: Reference, old: str, target: str, home: str) -> Iterator[str]:
        """How a text may name a target: from the folder that the old name started from, else by the end of its path."""
        folder, dotted = posixpath.dirname(home), "./" if old.startswith("./") else ""
        old = old.removeprefix("./")
        full = target if is_markdown(old) or reference.link.kind != "wiki" else posixpath.splitext(target)[0]
        if old.startswith("../"):
            yield _relative(full, folder)
        before = posixpath.dirname(reference.path)
        for base, now in ((before, folder), (self._config.root, self._config.root), ("", "")):
            below = _below(full, now)
            if below is not None and self._starts_from(base, old, reference):
                yield dotted + below
        segments = full.split("/")
        for length in range(old.count("/") + 1, len(segments) + 1):
            yield dotted + "/".join(segments[-length:])
        yield dotted + full
        yield _relative(full, folder)

    def _starts_from(self, base: str, old: str, reference: Reference) -> bool:
        """Whether the name in a text is a path from this folder; of a file that is missing, its own folder tells."""
        was = posixpath.normpath(posixpath.join(base, old))
        if reference.outcome == "missing" and "/" in old:
            return self._tree.kind(posixpath.dirname(was)) == "directory"
        is_by_end = reference.link.kind == "wiki" and "/" not in old
        return not is_by_end and was in (reference.target, posixpath.splitext(reference.target)[0])


class _Parts:
    """A destination taken apart: path, query and fragment, each as written."""

    def __init__(self, link: Link) -> None:
        self.kind = link.kind
        path, hash_sign, self.fragment = link.destination.partition("#")
        self.has_fragment = bool(hash_sign)
        self.path, mark, query = path, "", ""
        if link.kind != "path":
            self.path, mark, query = path.partition("?")
        self.query = mark + query
        self.plain_path = self.path if link.kind in _PLAIN else _decoded(self.path)

    def encoded(self, text: str, like: str) -> str:
        """A plain text as it may stand in the destination, where it takes the place of ``like``."""
        if self.kind in _PLAIN or (text.isascii() and text.isprintable() and _UNSAFE.isdisjoint(text)):
            return text
        is_encoded = like.isascii() and not _decoded(like).isascii()
        kept = {" ", *_KEPT} & {*like} if self.kind != "html" else frozenset()
        return "".join(
            char if char in kept or (_is_plain(char) and (char.isascii() or not is_encoded)) else quote(char, safe="")
            for char in text
        )

    def joined(self, path: str, fragment: str) -> str:
        """The destination with another path and fragment."""
        return path + self.query + ("#" + fragment if fragment or self.has_fragment else "")


def _edit(reference: Reference, parts: _Parts, path: str, fragment: str) -> Edit:
    """The edit that replaces path, fragment or both, and nothing else where it is known how the rest is written."""
    link, span = reference.link, reference.link.span
    written = parts.joined(path, fragment)
    # Backslashes and entities make the source longer than what it means; then no part of it is where it seems to be.
    if span.line == span.end_line and span.end_column - span.column == len(link.destination):
        start = 0 if path != parts.path else len(parts.path + parts.query) + parts.has_fragment
        end = len(link.destination) if fragment != parts.fragment else len(parts.path)
        new = written[start : len(written) - (len(link.destination) - end)]
        place = Span(span.line, span.column + start, span.line, span.column + end)
        return Edit(Place(reference.path, place), new)
    if path == parts.path or fragment == parts.fragment:
        written = _escaped(written, link)
    return Edit(reference.place, written)


def _escaped(written: str, link: Link) -> str:
    """What was taken over from an unescaped destination, escaped again."""
    if link.kind == "html":
        return written.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;")
    if link.kind in _PLAIN:
        return written
    return "".join(f"%{ord(char):02X}" if char in '()\\<>`|"' else char for char in written)


def _is_plain(char: str) -> bool:
    return char.isprintable() and char not in _UNSAFE


def _relative(path: str, folder: str) -> str:
    found = seen_from(path, folder)
    return found + "/" if path.endswith("/") else found


def _below(path: str, folder: str) -> str | None:
    """A path seen from a folder above it; None if it does not lie there."""
    folder = "" if folder in (".", "/") else folder.strip("/")
    if not folder:
        return path
    return path[len(folder) + 1 :] if path.startswith(folder + "/") else None


def _decoded(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text
