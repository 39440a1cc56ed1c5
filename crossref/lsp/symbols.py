"""Headings and entries, to be searched for by name."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.lsp.answers import Symbol
from crossref.lsp.index import Index
from crossref.model import Document, Place

_MOST = 500


def in_set(index: Index, query: str) -> list[Symbol]:
    """The headings and entries whose name has the letters of a query in their order, the nearest first."""
    wanted = query.casefold().replace(" ", "")
    found = [symbol for symbol in _every(index) if _fits(wanted, symbol.name.casefold())]
    found.sort(key=lambda symbol: (query.casefold() not in symbol.name.casefold(), len(symbol.name), symbol.place))
    return found[:_MOST]


def of_document(document: Document) -> tuple[Symbol, ...]:
    """The headings of a document, each with those below it."""
    children: dict[int, list[int]] = {}
    for number, section in enumerate(document.sections):
        children.setdefault(section.parent, []).append(number)

    def built(number: int) -> Symbol:
        section = document.sections[number]
        below = tuple(map(built, children.get(number, ())))
        place = Place(document.path, section.span)
        return Symbol(section.title, "heading", place, last_line=section.last_line, children=below)

    return tuple(map(built, children.get(-1, ())))


def _every(index: Index) -> Iterator[Symbol]:
    for document in index.graph.documents:
        for section in document.sections:
            around = document.sections[section.parent].title if section.parent >= 0 else ""
            container = f"{document.path}: {around}" if around else document.path
            yield Symbol(section.title, "heading", Place(document.path, section.span), container)
    for each in index.every():
        yield Symbol(each.name, each.key[0], each.place, each.place.path)


def _fits(wanted: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in wanted)
