"""From a position to what it means: where that is defined, and where else it is named."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.lsp.index import Index, covers, size_of
from crossref.model import Document, Place, Section, Span
from crossref.resolve import Reference

_START = Span(1, 1, 1, 1)


def link_at(graph: Graph, path: str, line: int, column: int) -> Reference | None:
    """The link whose text or destination a position lies in; the innermost of several."""
    found = [
        (min(size_of(span) for span in (link.use, link.span) if covers(span, line, column)), number, reference)
        for number, reference in enumerate(each for each in graph.links() if each.path == path)
        if covers((link := reference.link).use, line, column) or covers(link.span, line, column)
    ]
    return min(found, key=lambda each: each[:2])[2] if found else None


def heading_at(document: Document, line: int) -> Section | None:
    """The section whose heading stands on a line."""
    return next((each for each in document.sections if each.span.line <= line <= each.span.end_line), None)


def definitions(index: Index, path: str, line: int, column: int) -> list[Place]:
    """Where the link, entry or decision at a position leads to or is declared; nothing for plain text."""
    reference = link_at(index.graph, path, line, column)
    if reference and (place := target_of(index.graph, reference)):
        return [place]
    occurrence = index.at(path, line, column)
    return [each.place for each in index.declared(occurrence.key)] if occurrence else []


def references(index: Index, path: str, line: int, column: int, *, declarations: bool = True) -> list[Place]:
    """Every place that leads to or names what stands at a position: a link's target, a heading, an entry, a decision."""
    graph = index.graph
    document = graph.document(path)
    found: list[Place] = []
    occurrence = index.at(path, line, column)
    if reference := link_at(graph, path, line, column):
        target = target_of(graph, reference)
        goal = graph.document(target.path) if target else None
        if target and goal:
            section = heading_at(goal, target.span.line) if reference.fragment else None
            found += [target] if declarations else []
            found += [each.place for each in leading_to(graph, target.path, section)]
    elif document and (section := heading_at(document, line)):
        found += [Place(path, section.span)] if declarations else []
        found += [each.place for each in leading_to(graph, path, section)]
    if occurrence:
        found += [each.place for each in index.places(occurrence.key) if declarations or not each.declares]
    return list(dict.fromkeys(found))


def target_of(graph: Graph, reference: Reference) -> Place | None:
    """The heading or document that a link leads to; None for one that leads to no Markdown file."""
    path = graph.target(reference)
    if path is None:
        return None
    document = graph.document(path)
    fragment = reference.fragment.removeprefix("user-content-")
    if lines := graph.line_range(reference):
        return Place(path, Span(lines[0], 1, lines[0], 1))
    for anchor in document.anchors if document and fragment else ():
        if anchor.name.removeprefix("user-content-") == fragment:
            return Place(path, anchor.span)
    if document and (section := named_section(document, reference.link.section)):
        return Place(path, section.span)
    return Place(path, _START)


def named_section(document: Document, title: str) -> Section | None:
    """The section of a title, in any case."""
    wanted = title.casefold().strip()
    return next((each for each in document.sections if wanted and each.title.casefold() == wanted), None)


def leading_to(graph: Graph, path: str, section: Section | None) -> Iterator[Reference]:
    """The links that lead to a section, or to a document as a whole; a first heading stands for both."""
    document = graph.document(path)
    anchor = section.anchor if section else ""
    is_title = section is None or (document is not None and document.sections[:1] == (section,) and section.level == 1)
    for reference in graph.links():
        if graph.target(reference) == path:
            fragment = reference.fragment.removeprefix("user-content-")
            if (anchor and fragment == anchor) or (is_title and not fragment and reference.path != path):
                yield reference
