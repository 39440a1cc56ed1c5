"""Entries with names (components, queues, jobs …) against the documents of another role.

Absence means something only in an inventory: a contract speaks when the other role's documents already name most of the
entries that are known, the one in question left out; else it is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crossref.counterparts.pairing import Pairing
from crossref.entry_mentions import Finder, Name
from crossref.graph import Graph
from crossref.match import ratio
from crossref.model import Contract, Document, Entry, Passage, Place, Span
from crossref.names import plain_name

_FEWEST = 3
"""Entries from which a list says anything by what it leaves out."""
_SHORT = 4
"""Below this, all the other entries must be named for an absence to count."""
_MOST = 0.6
"""The share of the other entries that must be named in a longer list."""
_NEAR = 88
"""Percent of likeness from which another name in the inventory is this one, spelled differently."""

_Where = dict[str, tuple[Document, Passage, int, int]]


def pairings(graph: Graph, contract: Contract) -> Iterator[Pairing]:
    """What became of each entry of the contract's kind; nothing where the counterpart is no inventory of them."""
    declared = _declared(graph, contract)
    targets = [document for document in graph.documents if document.role == contract.needed_in]
    if len(declared) < _FEWEST or not targets:
        return
    named = _named(declared, targets, structured=contract.by == "entry")
    anywhere = _named(declared, targets, structured=False) if contract.by == "entry" else named
    for key, places in declared.items():
        others = len(declared) - 1
        if sum(other != key for other in named) < (others if len(declared) < _SHORT else _MOST * others):
            continue
        entry = places[0][1]
        where = tuple(Place(document.path, entry.span) for document, entry in places)
        if found := named.get(key) or anywhere.get(key):
            yield Pairing(contract, entry.kind, entry.name, key, "covered", where, _place(*found))
            continue
        inventory = _inventory(named, key)
        near = _near(entry.name, inventory)
        yield Pairing(
            contract,
            entry.kind,
            entry.name,
            key,
            "covered" if near else "missing",
            where,
            near[1] if near else _heading(inventory),
            near=near[0] if near else "",
        )


def _declared(graph: Graph, contract: Contract) -> dict[str, list[tuple[Document, Entry]]]:
    """Entries by key, with every document of the role that declares them."""
    found: dict[str, list[tuple[Document, Entry]]] = {}
    for document in graph.documents:
        if contract.declared_in in ("any", document.role) and document.role != contract.needed_in:
            for entry in document.facts.entries:
                if entry.kind == contract.entry:
                    found.setdefault(plain_name(entry.name), []).append((document, entry))
    return found


def _named(
    declared: Mapping[str, list[tuple[Document, Entry]]], documents: list[Document], *, structured: bool
) -> _Where:
    """Where each entry is first named; in tables, lists and headings only if ``structured``."""
    finder = Finder(Name(key, places[0][1].name) for key, places in declared.items())
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


def _near(name: str, inventory: list[tuple[Document, Passage]]) -> tuple[str, Place] | None:
    """A name in the inventory that is this one but for its spelling."""
    for document, passage in inventory:
        if ratio(plain_name(passage.text), plain_name(name)) >= _NEAR:
            return passage.text, _place(document, passage, 0, len(passage.text))
    return None


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
