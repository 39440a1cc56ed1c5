"""Which site generators render the documents: found by the files they are configured with, read for a few lines only.

None of these files is parsed. mkdocs.yml has tags of its own, a docusaurus.config is a program, and all that matters here
is which folder holds the documents. Whatever cannot be read counts as not there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from crossref.model import Dialect, Site
from crossref.patterns import late
from crossref.walk import is_folder, is_link, is_passed_over, join, kind_at, real_path, scan

_DEEPEST = 3
_MOST_FOLDERS = 2000
_LARGEST = 1_000_000
"""Bytes; no one writes a longer configuration by hand."""

_DOCS_DIR = late(r"^docs_dir:[ \t]*([\"']?)([^\"'#!\n]+?)\1[ \t]*(?:#.*)?$", re.MULTILINE)
_BOOK_SRC = late(r"^[ \t]*src[ \t]*=[ \t]*[\"']([^\"'\n]+)[\"']", re.MULTILINE)
_DOCUSAURUS_PATH = late(r"\bpath[ \t]*:[ \t]*[\"'`]([^\"'`\n]+)[\"'`]")
_VITEPRESS_SRC = late(r"\bsrcDir[ \t]*:[ \t]*[\"'`]([^\"'`\n]+)[\"'`]")
_HUGO_CONTENT = late(r"^[ \t]*contentDir[ \t]*[:=][ \t]*[\"']?([^\"'#\n]+?)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)
_HUGO_SIGN = late(r"^[ \t]*[\"']?(?:baseURL|languageCode)\b", re.MULTILINE | re.IGNORECASE)
_SLUGIFY = late(r"^[ \t-]*slugify[ \t]*:", re.MULTILINE)
_LIKE_GITHUB = late(r"pymdownx\.slugs\.(?:uslugify|gfm)\b|\bcase[ \t]*:[ \t]*[\"']?(?:lower|fold)")
_JEKYLL_FOLDERS = frozenset({"_posts", "_layouts", "_includes"})
_JEKYLL_HOMES = ("index.html", "index.md")
_JEKYLL_SOURCE = late(r"^source:[ \t]*[\"']?([^\"'#\n]+?)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)
_JEKYLL_INPUT = late(r"^kramdown:[ \t]*(?:#.*)?\n(?:[ \t]+.*\n|[ \t]*\n)*?[ \t]+input:[ \t]*[\"']?(\w+)", re.MULTILINE)
_JEKYLL_MARKDOWN = late(r"^markdown:[ \t]*[\"']?(\w+)", re.MULTILINE)


def detect(project_root: str, document_root: str) -> tuple[Site, ...]:
    """The sites of a set, the deepest folder first so that the first that holds a document is the one that renders it.

    ``project_root`` is absolute, ``document_root`` relative to it. Looks there and three folders deep, hidden folders and
    those of tools aside; a site whose folder does not exist or lies outside the project root is left out. Never raises.
    """
    found: dict[str, Site] = {}
    for folder, names in islice(_folders(project_root, document_root), _MOST_FOLDERS):
        for finder in _FINDERS:
            for site in finder(project_root, folder, names):
                found.setdefault(site.folder, site)
    return tuple(
        sorted(found.values(), key=lambda site: (-len(site.folder.split("/")) * bool(site.folder), site.folder))
    )


def _folders(project: str, document_root: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The folders to look into and the names in each, those on top first; symbolic links are not followed."""
    yield document_root, _names(posixpath.join(project, document_root))
    waiting = [""]
    for folder in waiting:  # which grows meanwhile
        entries = scan(posixpath.join(project, folder))
        yield folder, frozenset(entry.name for entry in entries)
        if folder.count("/") + bool(folder) < _DEEPEST:
            below = (entry for entry in entries if not is_passed_over(entry.name) and is_folder(entry))
            waiting.extend(sorted(join(folder, entry.name) for entry in below if not is_link(entry)))


def _mkdocs(project: str, folder: str, names: frozenset[str]) -> Iterator[Site]:
    for name in ("mkdocs.yml", "mkdocs.yaml"):
        if name in names:
            text = _text(project, folder, name)
            docs = _folder(project, folder, _last(_DOCS_DIR, text) or "docs")
            # Themes are often told to use these slugs, which are GitHub's, because the usual ones drop all but ASCII.
            dialect: Dialect = "github" if "pymdownx.slugs" in text else "python-markdown"
            known = not _SLUGIFY.search(text) or (dialect == "github" and _LIKE_GITHUB.search(text) is not None)
            if docs is not None:
                yield Site("mkdocs", docs, dialect, docs, routes=True, known_slugs=known)


def _docusaurus(project: str, folder: str, names: frozenset[str]) -> Iterator[Site]:
    for extension in ("js", "ts", "mjs", "cjs"):
        name = f"docusaurus.config.{extension}"
        if name in names:
            paths = _DOCUSAURUS_PATH.findall(_text(project, folder, name))
            for path in dict.fromkeys((*paths, "docs", "blog", "src/pages", "versioned_docs", "i18n")):
                docs = _folder(project, folder, path)
                # `path: "./"` and the like would make the whole project pages of the site.
                if docs is not None and docs not in ("", folder):
                    # `/docs/intro` is the address of a page in the docs folder, wherever that folder lies.
                    base = posixpath.dirname(docs) if posixpath.basename(docs) == "docs" else folder
                    yield Site("docusaurus", docs, "docusaurus", base, routes=True)


def _mdbook(project: str, folder: str, names: frozenset[str]) -> Iterator[Site]:
    if "book.toml" in names:
        pages = _folder(project, folder, _last(_BOOK_SRC, _text(project, folder, "book.toml")) or "src")
        if pages is not None:
            yield Site("mdbook", pages, "mdbook", pages, routes=True)


def _vitepress(project: str, folder: str, names: frozenset[str]) -> Iterator[Site]:
    if ".vitepress" in names:
        inside = posixpath.join(folder, ".vitepress")
        configs = (f"config.{extension}" for extension in ("ts", "js", "mts", "mjs"))
        sources = [found for name in configs if (found := _last(_VITEPRESS_SRC, _text(project, inside, name)))]
        pages = _folder(project, folder, sources[0] if sources else ".")
        if pages is not None:
            yield Site("vitepress", pages, "github", pages, routes=True, known_slugs=False)


def _hugo(project: str, folder: str, names: frozenset[str]) -> Iterator[Site]:
    for stem in ("hugo", "config"):
        for extension in ("toml", "yaml", "yml", "json"):
            name = f"{stem}.{extension}"
            text = _text(project, folder, name) if name in names else ""
            # A config.toml may belong to anything.
            if name in names and (stem == "hugo" or _HUGO_SIGN.search(text)):
                pages = _folder(project, folder, _last(_HUGO_CONTENT, text) or "content")
                if pages is not None:
                    yield Site("hugo", pages, "github", pages, routes=True)


def _jekyll(project: str, folder: str, names: frozenset[str]) -> Iterator[Site]:
    # Jupyter Book has a _config.yml too, and beside it a _toc.yml.
    if "_config.yml" not in names or "_toc.yml" in names:
        return
    text = _text(project, folder, "_config.yml")
    pages = _folder(project, folder, _last(_JEKYLL_SOURCE, text) or ".")
    # Jekyll's kramdown reads GitHub's Markdown, and makes GitHub's anchors, unless told to read its own.
    own = (_last(_JEKYLL_INPUT, text) or "GFM").lower() == "kramdown"
    own = own and (_last(_JEKYLL_MARKDOWN, text) or "kramdown").lower() == "kramdown"
    if pages is not None:
        # GitHub Pages needs such a file for a theme, which makes no site of a repository and its links no routes.
        is_site = "docs" in folder.split("/") or _has_pages(project, folder, names)
        is_site = is_site or (pages != folder and _has_pages(project, pages, _names(posixpath.join(project, pages))))
        if is_site or not folder:
            yield Site("jekyll", pages, "kramdown" if own else "github", pages, routes=is_site)


def _has_pages(project: str, folder: str, names: frozenset[str]) -> bool:
    """Whether a folder looks like a site of Jekyll: by its folders, or by a home page that starts with front matter."""
    homes = (name for name in _JEKYLL_HOMES if name in names)
    return bool(names & _JEKYLL_FOLDERS) or any(_text(project, folder, name).startswith("---") for name in homes)


_Finder = Callable[[str, str, frozenset[str]], Iterator[Site]]
_FINDERS: tuple[_Finder, ...] = (_mkdocs, _docusaurus, _mdbook, _vitepress, _hugo, _jekyll)
"""Where two claim the same folder, the first does: a `_config.yml` is often left behind."""


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    """What the last group of a pattern's first match holds."""
    match = pattern.search(text)
    return match[match.lastindex or 0].strip() if match else None


def _names(folder: str) -> frozenset[str]:
    return frozenset(entry.name for entry in scan(folder))


def _text(project: str, folder: str, name: str) -> str:
    try:
        with Path(project, folder, name).open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""


def _folder(project: str, folder: str, written: str) -> str | None:
    """A folder that a configuration names, from the project root; None if it is not there or lies outside."""
    path = posixpath.normpath(posixpath.join(folder, written.replace("\\", "/")))
    if path.startswith(("..", "/")) or "\0" in path or real_path(project, path) is None:
        return None
    return ("" if path == "." else path) if kind_at(Path(project, path)) == "directory" else None
