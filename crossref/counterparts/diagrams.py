"""The nodes of diagrams against the components that documents declare.

A diagram is held against the components only where most of its nodes are components; else it shows something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from crossref.graph import Graph
from crossref.match import is_like
from crossref.model import DiagramNode, Document, Entry, Place
from crossref.names import plain_name
from crossref.words import words_of

_FEWEST = 3
"""Components, and nodes that are components, from which a diagram shows them."""
_MOST = 0.7
"""The share of a diagram's nodes that must be components."""
_SHOWN = 5
"""Components that must be shown for the only missing one to be told of."""
_NEAR = 85
_GENERIC = frozenset("service api app component module system layer server worker the".split())
_OUTSIDE = frozenset(
    "client user browser customer admin agent internet web mobile app frontend database db cache queue storage cdn"
    " external partner provider operator developer team gateway proxy load balancer scheduler cron start end".split()
)
"""What diagrams show around a system without anyone declaring it."""


class Misfit(Struct, frozen=True):
    """A node that is no component, or a component that a diagram lacks."""

    kind: Literal["unknown", "near", "absent"]
    name: str
    place: Place
    other: str
    """The component it is nearly called; for others, one that is declared."""
    declared: Place


_Known = Mapping[frozenset[str], tuple[Document, Entry]]


def misfits(graph: Graph) -> Iterator[Misfit]:
    """What diagrams show otherwise than the components are declared."""
    known = _components(graph)
    if len(known) < _FEWEST:
        return
    texts: str | None = None
    for document in graph.documents:
        diagrams: dict[str, list[DiagramNode]] = defaultdict(list)
        for node in document.facts.nodes:
            if node.sort != "actor":
                diagrams[node.listing].append(node)
        for nodes in diagrams.values():
            unknown = [node for node in nodes if not _is_known(node.name, known)]
            shown = len(nodes) - len(unknown)
            if shown < _FEWEST or shown < _MOST * len(nodes):
                continue
            if texts is None:
                texts = _texts(graph)
            yield from _strangers(document, unknown, known, texts)
            yield from _absent(document, nodes, known)


def _components(graph: Graph) -> _Known:
    found: dict[frozenset[str], tuple[Document, Entry]] = {}
    for document in graph.documents:
        for entry in document.facts.entries:
            if entry.kind == "component" and (key := _key(entry.name)):
                found.setdefault(key, (document, entry))
    return found


def _key(name: str) -> frozenset[str]:
    words = frozenset(words_of(name))
    return words - _GENERIC or words


def _is_known(name: str, known: _Known) -> bool:
    key = _key(name)
    return key in known or (len(key) > 1 and any(part and (part <= key or key <= part) for part in known))


def _texts(graph: Graph) -> str:
    """All that the documents say, as one text that names are looked up in."""
    parts = (plain_name(passage.text) for document in graph.documents for passage in document.facts.passages)
    return f" {' | '.join(parts)} "


def _strangers(document: Document, unknown: Sequence[DiagramNode], known: _Known, texts: str) -> Iterator[Misfit]:
    for node in unknown:
        name = plain_name(node.name)
        if not name or _key(node.name) & _OUTSIDE:
            continue
        place = Place(document.path, node.span)
        near = _nearest(name, known)
        if near:
            yield Misfit("near", node.name, place, near[1].name, Place(near[0].path, near[1].span))
        elif len(name.split()) > 1 and f" {name} " not in texts:
            owner, first = next(iter(known.values()))
            yield Misfit("unknown", node.name, place, first.name, Place(owner.path, first.span))


def _nearest(name: str, known: _Known) -> tuple[Document, Entry] | None:
    return next((one for one in known.values() if is_like(plain_name(one[1].name), name, _NEAR)), None)


def _absent(document: Document, nodes: Sequence[DiagramNode], known: _Known) -> Iterator[Misfit]:
    """The one component that a flowchart lacks which shows all others that its document declares."""
    own = {key: one for key, one in known.items() if one[0] is document}
    if nodes[0].sort != "node" or len(own) <= _SHOWN:
        return
    keys = {_key(node.name) for node in nodes}
    lacking = [one for key, one in own.items() if not any(key <= other or other <= key for other in keys)]
    if len(lacking) == 1:
        entry = lacking[0][1]
        place = Place(document.path, nodes[0].span)
        yield Misfit("absent", entry.name, place, entry.name, Place(document.path, entry.span))
