"""Other names for headings and documents, from a position in a text."""

from __future__ import annotations

import posixpath

from msgspec import Struct

from crossref.graph import Graph
from crossref.lsp.navigation import heading_at, link_at, target_of
from crossref.model import Place, Section, Span
from crossref.renames import RenameError, Renaming, Texts, rename_document, rename_heading, written


class Renamable(Struct, frozen=True):
    """What a position would rename."""

    span: Span
    """What the editor marks at the position."""
    name: str
    """Its name now: a heading's Markdown, or a file's name."""
    path: str
    section: Section | None
    """The heading; None for the document itself."""


def renamable(graph: Graph, path: str, line: int, column: int, texts: Texts) -> Renamable:
    """The heading at a position, or what a link there leads to: a heading, or a document. Raises ``RenameError``."""
    if reference := link_at(graph, path, line, column):
        place = target_of(graph, reference)
        if place is None or not graph.is_member(place.path):
            raise RenameError("this link leads to no document of the set")
        if not reference.fragment:
            return Renamable(reference.link.span, posixpath.basename(place.path), place.path, None)
        return _heading(graph, place, reference.link.span, texts)
    document = graph.document(path)
    section = heading_at(document, line) if document else None
    if section is None:
        raise RenameError("only headings and what links lead to can be renamed")
    return _heading(graph, Place(path, section.span), None, texts)


def rename(graph: Graph, found: Renamable, name: str, texts: Texts) -> Renaming:
    """What gives it another name; a document's name may lead to another folder. Raises ``RenameError``."""
    if found.section:
        return rename_heading(graph, found.path, found.section.anchor, name, texts)
    new = posixpath.normpath(posixpath.join(posixpath.dirname(found.path), name))
    if new.startswith(("../", "/")) or not name.strip():
        raise RenameError(f"{name} leads out of the project")
    return rename_document(graph, found.path, new, texts)


def _heading(graph: Graph, place: Place, span: Span | None, texts: Texts) -> Renamable:
    document = graph.document(place.path)
    section = heading_at(document, place.span.line) if document else None
    if section is None:
        raise RenameError("this anchor is no heading; change it by hand")
    # What of the heading is its name, and what an id or decoration, is known to the renaming alone.
    trial = rename_heading(graph, place.path, section.anchor, section.title + " x", texts)
    title = next(
        each.place.span for each in trial.edits if each.place.path == place.path and _lies_in(each.place.span, section)
    )
    return Renamable(span or title, _text(texts(place.path), title), place.path, section)


def _lies_in(span: Span, section: Section) -> bool:
    return section.span.line <= span.line <= span.end_line <= section.span.end_line


def _text(text: str, span: Span) -> str:
    """What a heading's title is, which is one line but for setext headings."""
    return " ".join(line.strip() for line in written(text, span).split("\n"))
