"""Where a link leads: destination text to a path in the tree, or the reason why there is nothing to check."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal
from urllib.parse import unquote

from msgspec import Struct

from crossref import globs
from crossref.model import Config, Document, Link, Place, Site, Tree

Outcome = Literal[
    "found",  # the target exists
    "missing",  # nothing stands there
    "wrong-case",  # it exists, spelled in another case
    "outside",  # it leads out of the project root
    "external",  # it has a scheme or a host; crossref opens no connection
    "template",  # a template fills the destination in
    "route",  # the address of a page, which only the site generator knows
    "hosting",  # a page of the code host beside the repository (../../issues)
    "allowed",  # the configuration says that it may be missing
    "ambiguous",  # a mention that fits several files
    "empty",  # no destination at all
]

UNCHECKED: dict[str, str] = {
    "external": "external-links",
    "template": "template-links",
    "route": "site-routes",
    "hosting": "hosting-pages",
    "allowed": "allowed-links",
    "ambiguous": "ambiguous-mentions",
}
"""Outcomes that leave a link unchecked -> the kind they are counted under."""

_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,5}$")
_SCHEME = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]+:|//)")
_TEMPLATE = re.compile(r"\{\{|\{%|\$\{|<%|\{[^{}]*\}|<[^<>]*>|^%[A-Z_]+%|^\$\w")
_TEMPLATE_HINT = re.compile(r"[{<%$]")
_HOSTING = frozenset(
    "issues pulls pull wiki releases discussions actions tree blob commit commits compare projects security labels"
    " milestones milestone stargazers network graphs tags settings edit new raw packages deployments fork watchers"
    " pulse archive".split()
)
_MARKDOWN = (".md", ".markdown", ".mdx")
_INDEXES = (
    "README.md",
    "readme.md",
    "Readme.md",
    "index.md",
    "index.mdx",
    "INDEX.md",
    "_index.md",
    "README.mdx",
    "README.markdown",
)
_DOTS = re.compile(r"(?:^|/)\.|//|^/|/$")
"""A segment that begins with a dot, or an empty one; an empty path has none."""
_NO_SITE = Site(generator="", folder="", dialect="github", link_root="", routes=False)


class Reference(Struct, frozen=True, gc=False):
    """A link and where it leads."""

    path: str
    """The document it stands in."""
    link: Link
    outcome: Outcome
    target: str
    """The path it leads to (or would), from the project root; its real spelling where only the case differs."""
    fragment: str
    """What follows ``#``, percent-decoded; empty for none."""

    @property
    def place(self) -> Place:
        """Where the destination is written."""
        return Place(self.path, self.link.span)


class Resolver:
    """Follows the links of one set through its tree; remembers what it met, as documents repeat their links."""

    def __init__(self, tree: Tree, config: Config) -> None:
        """Links are followed in ``tree``, with the link root, sites and allowed targets of ``config``."""
        self._tree = tree
        self._config = config
        self._allowed = globs.compile(config.allowed_links)
        self._targets: dict[tuple[str, str], tuple[Outcome, str]] = {}
        self._destinations: dict[str, dict[str, tuple[Outcome, str | None, str]]] = {}
        """Folder -> what its documents write -> where that leads (None: to the document itself) and the fragment."""

    def references(self, document: Document) -> Iterable[Reference]:
        """Every link of a document with where it leads, in order."""
        folder = posixpath.dirname(document.path)
        site = site_of(document.path, self._config.profile.sites) or _NO_SITE
        # A route may be relative to the page's own address, so that what is known of a folder holds for the page alone.
        known = {} if site.routes else self._destinations.setdefault(folder, {})
        found = []
        for link in document.links:
            follow = _FOLLOW.get(link.kind)
            where = None if follow else known.get(link.destination)
            if where is None:
                where = self._where(link, folder, site, document, follow or Resolver._address)
                if not follow:
                    known[link.destination] = where
            outcome, target, fragment = where
            found.append(Reference(document.path, link, outcome, document.path if target is None else target, fragment))
        return found

    def _where(
        self, link: Link, folder: str, site: Site, document: Document, follow: _Follow
    ) -> tuple[Outcome, str | None, str]:
        path, fragment = _split(link)
        if not path and link.destination.startswith("#"):
            return "found", None, fragment
        return *follow(self, folder, path, site, document), fragment

    def _address(self, folder: str, path: str, site: Site, document: Document) -> tuple[Outcome, str]:
        # A route may be relative to the page's own address, so the document is part of the key only there.
        key = (document.path if site.routes else folder, path)
        known = self._targets.get(key)
        if known is None:
            known = self._targets[key] = self._follow(folder, path, site, document.path)
        return known

    def _follow(self, folder: str, written: str, site: Site, document: str) -> tuple[Outcome, str]:
        if not written:
            return "empty", ""
        if written.startswith("?"):
            return "route", document
        if _SCHEME.match(written):
            return "external", ""
        if _TEMPLATE_HINT.search(written) and _TEMPLATE.search(written):
            return "template", ""
        path = _decoded(written)
        root = site.link_root if site.generator else self._config.link_root
        target = _join(root, path.lstrip("/")) if path.startswith("/") else _join(folder, path)
        if self._allowed(target) or self._allowed(path):
            return "allowed", target
        if target.startswith(".."):
            beyond = target.lstrip("./").partition("/")[0]
            return ("hosting" if beyond in _HOSTING else "outside"), target
        targets = [target]
        if site.generator and path.startswith("/") and is_markdown(path):
            # Docusaurus looks for a file among the documents, too, wherever its site lies.
            targets.append(_join(site.folder, path.lstrip("/")))
        if standing := [each for each in targets if self._stands(each, path)]:
            return "found", standing[0]
        if site.routes and (page := self._page(folder, path, target, document)):
            return "found", page
        if spellings := [real for each in targets if (real := self._tree.spelling(each))]:
            return "wrong-case", spellings[0]
        return ("route" if self._is_route(path, target, site) else "missing"), target

    def _stands(self, target: str, path: str) -> bool:
        kind = self._tree.kind(target)
        return kind == "directory" or (kind == "file" and not path.endswith("/"))

    def _page(self, folder: str, path: str, target: str, document: str) -> str | None:
        """What is behind an address on a site: addresses may be relative to the page's own, which is like a folder."""
        bases = [target]
        stem = posixpath.splitext(posixpath.basename(document))[0]
        if not path.startswith("/"):
            bases.append(_join(_join(folder, stem), path))
        for base in bases:
            bare = base.removesuffix(".html").removesuffix("/index")
            names = [base, *(bare + extension for extension in _MARKDOWN), *(f"{bare}/{name}" for name in _INDEXES)]
            for name in names:
                if not name.startswith("..") and self._tree.kind(name) == "file":
                    return name
        return None

    def _is_route(self, path: str, target: str, site: Site) -> bool:
        if path.lower().endswith(_MARKDOWN):
            return False
        extension = _EXTENSION.search(path.rstrip("/"))
        if site.routes:
            return path.startswith(("/", "@")) or not extension or extension[0] == ".html"
        # Without a known site, `/guide/intro` is an address too; `/img/x.png` where there is no such folder.
        return path.startswith("/") and (not extension or self._tree.kind(target.partition("/")[0]) is None)

    def _mention(self, folder: str, path: str, site: Site, document: Document) -> tuple[Outcome, str]:
        path = path.removeprefix("./")
        if _TEMPLATE.search(path) or path.startswith(("~", "/", "@")) or _SCHEME.match(path):
            return "template", ""
        for base in dict.fromkeys((folder, self._config.root, "")):
            target = _join(base, path)
            if not target.startswith("..") and (self._tree.kind(target) == "file" or self._allowed(target)):
                return "found", target
        candidates = self._tree.ending(path.lstrip("./"))
        if len(candidates) == 1:
            return "found", candidates[0]
        if candidates:
            return "ambiguous", ""
        target = _join(folder, path)
        return ("outside" if target.startswith("..") else "missing"), target

    def _wiki(self, folder: str, path: str, site: Site, document: Document) -> tuple[Outcome, str]:
        if not path:
            return "found", document.path
        name = path if path.lower().endswith(_MARKDOWN) else path + ".md"
        candidates = self._tree.ending(name) or self._tree.ending(name.replace(" ", "-"))
        nearest = [candidate for candidate in candidates if posixpath.dirname(candidate) == folder]
        if candidates:
            return "found", (nearest or list(candidates))[0]
        target = _join(folder, path)
        if self._tree.kind(target) or self._tree.kind(_join("", path)):
            return "found", target
        return "missing", target

    def _file_path(self, folder: str, path: str, site: Site, document: Document) -> tuple[Outcome, str]:
        for base in dict.fromkeys((folder, self._config.root, "")):
            target = _join(base, path)
            if not target.startswith("..") and self._tree.kind(target):
                return "found", target
        target = _join("", path)
        return ("outside" if target.startswith("..") else "missing"), target


_Follow = Callable[[Resolver, str, str, Site, Document], tuple[Outcome, str]]

_FOLLOW: Mapping[str, _Follow] = {"mention": Resolver._mention, "wiki": Resolver._wiki, "path": Resolver._file_path}


def site_of(path: str, sites: Iterable[Site]) -> Site | None:
    """The site that renders a document: of those whose folder holds it, the first."""
    return next((site for site in sites if not site.folder or path.startswith(site.folder + "/")), None)


def index_of(folder: str, tree: Tree) -> str | None:
    """The document that stands for a folder: its README.md or index.md."""
    names = tree.names(folder)
    return next((_join(folder, name) for name in _INDEXES if name in names), None)


def is_markdown(path: str) -> bool:
    """Whether a path names a Markdown file."""
    return path.lower().endswith(_MARKDOWN)


def seen_from(path: str, folder: str) -> str:
    """A path as a document of a folder writes it; both from the project root."""
    there, here = path.split("/"), folder.split("/") if folder else []
    if not {"", ".", ".."}.isdisjoint([*there, *here]):
        return posixpath.relpath(path, folder or ".")
    common = 0
    for one, other in zip(there, here, strict=False):
        if one != other:
            break
        common += 1
    return "/".join([*[".."] * (len(here) - common), *there[common:]]) or "."


def _split(link: Link) -> tuple[str, str]:
    path, _, fragment = link.destination.partition("#")
    if link.kind != "path" and not path.startswith("?"):
        path = path.partition("?")[0]
    return path.strip() if link.kind == "wiki" else path, _decoded(fragment)


def _decoded(text: str) -> str:
    if "%" not in text:
        return text
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def _join(folder: str, path: str) -> str:
    """A path from the project root, its dots resolved; ``""`` is the root, a leading ``..`` leads out of it."""
    if not _DOTS.search(folder):
        above, rest = folder, path
        while above and rest.startswith("../"):
            above, rest = above.rpartition("/")[0], rest[3:]
        if rest and not _DOTS.search(rest):
            return f"{above}/{rest}" if above else rest
    joined = posixpath.normpath(posixpath.join(folder, path)) if folder or path else ""
    return "" if joined == "." else joined.lstrip("/") if joined.startswith("/") else joined
