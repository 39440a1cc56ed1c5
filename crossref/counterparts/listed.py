"""Entries with names (components, queues, jobs …) against the documents of another role.

Absence means something only in an inventory: a contract speaks when the other role's documents already name most of the
entries that are known, the one in question left out; else it is silent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from crossref.counterparts.pairing import Pairing
from crossref.entry_mentions import Finder, Name
from crossref.graph import Graph
from crossref.match import is_like
from crossref.model import Contract, Document, Entry, Passage, Place, Section, Span
from crossref.names import plain_name

_FEWEST = 3
"""Entries from which a list says anything by what it leaves out."""
_SHORT = 4
"""Below this, all the other entries must be named for an absence to count."""
_MOST = 0.6
"""The share of the other entries that must be named in a longer list."""
_NEAR = 88
"""Percent of likeness from which another name in the inventory is this one, spelled differently."""

_Declared = dict[str, list[tuple[Document, Entry]]]
_Where = dict[str, tuple[Document, Passage, int, int]]


def pairings(graph: Graph, contract: Contract) -> Iterator[Pairing]:
    """What became of each entry of the contract's kind; nothing where the counterpart is no inventory of them.

    The documents of a role are one counterpart together; where any document may be one, each is one for itself.
    """
    declared = _declared(graph, contract)
    if len(declared) < _FEWEST:
        return
    finder = Finder(Name(key, places[0][1].name) for key, places in declared.items())
    found = [
        pairing
        for targets in _counterparts(graph, contract)
        for pairing in _towards(contract, declared, finder, targets)
    ]
    yield from found
    if found:
        yield from _twice(declared, contract)


def _counterparts(graph: Graph, contract: Contract) -> Iterator[list[Document]]:
    if contract.needed_in == "any":
        yield from ([document] for document in graph.documents)
    elif targets := [document for document in graph.documents if document.role == contract.needed_in]:
        yield targets


def _towards(contract: Contract, declared: _Declared, finder: Finder, targets: list[Document]) -> Iterator[Pairing]:
    """What became of each entry in one counterpart; of those that it declares itself, nothing is to be said."""
    named = _named(finder, targets, structured=contract.by == "entry")
    anywhere = _named(finder, targets, structured=False) if contract.by == "entry" and named else named
    taken = {plain_name(places[0][1].name) for places in declared.values()}
    paths = {document.path for document in targets}
    for key, places in declared.items():
        others = len(declared) - 1
        if len(named) - (key in named) < (others if len(declared) < _SHORT else _MOST * others):
            continue
        if any(document.path in paths for document, _ in places):
            continue
        entry = places[0][1]
        where = tuple(Place(document.path, entry.span) for document, entry in places)
        if found := named.get(key) or anywhere.get(key):
            yield Pairing(contract, entry.kind, entry.name, key, "covered", where, _place(*found))
            continue
        inventory = _inventory(named, key)
        near = _near(entry.name, inventory, taken)
        yield Pairing(
            contract,
            entry.kind,
            entry.name,
            key,
            ("ambiguous" if len(near) > 1 else "covered") if near else "missing",
            where,
            near[0][1] if near else _heading(inventory),
            near=" or ".join(name for name, _ in near),
        )


def _declared(graph: Graph, contract: Contract) -> _Declared:
    """Entries by key, with every document of the role that declares them."""
    found: _Declared = {}
    for document in graph.documents:
        if contract.declared_in in ("any", document.role) and document.role != contract.needed_in:
            for entry in document.facts.entries:
                if entry.kind == contract.entry:
                    found.setdefault(plain_name(entry.name), []).append((document, entry))
    return found


def _twice(declared: _Declared, contract: Contract) -> Iterator[Pairing]:
    """Entries that have two headings side by side."""
    headings: dict[tuple[str, int, str], Section] = {}
    for document in {document.path: document for places in declared.values() for document, _ in places}.values():
        for section in document.sections:
            key = plain_name(section.title)
            first = headings.setdefault((document.path, section.parent, key), section)
            entry = next((entry for other, entry in declared.get(key, ()) if other is document), None)
            if entry and first is not section and entry.span.line == first.span.line:
                places = Place(document.path, first.span), Place(document.path, section.span)
                yield Pairing(contract, entry.kind, entry.name, key, "duplicate", places[:1], places[1])


def _named(finder: Finder, documents: list[Document], *, structured: bool) -> _Where:
    """Where each entry is first named; in tables, lists and headings only if ``structured``."""
    found: _Where = {}
    for document in documents:
        passages = [
            passage
            for passage in document.facts.passages
            if not structured or passage.form in ("table", "list", "heading")
        ]
        for index, mention in finder.find([passage.text for passage in passages]):
            if not mention.pronoun:
                found.setdefault(mention.key, (document, passages[index], mention.start, mention.end))
    return found


def _inventory(named: _Where, key: str) -> list[tuple[Document, Passage]]:
    """The passages of the listing that names most of the other entries."""
    counts: dict[tuple[str, str], list[tuple[Document, Passage]]] = {}
    for other, (document, passage, _, _) in named.items():
        if other != key:
            counts.setdefault((document.path, passage.listing), []).append((document, passage))
    best = max(sorted(counts), key=lambda listing: len(counts[listing]))
    document = counts[best][0][0]
    return [(document, passage) for passage in document.facts.passages if passage.listing == best[1]]


def _near(name: str, inventory: list[tuple[Document, Passage]], taken: Collection[str]) -> list[tuple[str, Place]]:
    """The names in the inventory that are this one but for its spelling, and no other entry's."""
    found: dict[str, tuple[str, Place]] = {}
    for document, passage in inventory:
        plain = plain_name(passage.text)
        if plain not in taken and is_like(plain, plain_name(name), _NEAR):
            found.setdefault(plain, (passage.text, _place(document, passage, 0, len(passage.text))))
    return list(found.values())


def _heading(inventory: list[tuple[Document, Passage]]) -> Place:
    """The heading that the inventory stands under; its first line where it has none."""
    document, passage = inventory[0]
    if passage.section < 0:
        return _place(document, passage, 0, 0)
    return Place(document.path, document.sections[passage.section].span)


def _place(document: Document, passage: Passage, start: int, end: int) -> Place:
    """The line of a passage that a mention stands on."""
    line = passage.line + passage.text.count("\n", 0, start)
    return Place(document.path, Span(line, 1, line, max(end - start, 0) + 1))
