"""The set as a networkx graph: documents, sections, entries, and every edge between them. The only door to networkx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

import networkx

from crossref.counterparts import pairings
from crossref.counterparts.decision_log import log
from crossref.counterparts.endpoint_paths import Prefixes
from crossref.entry_mentions import Finder, Name
from crossref.graph import Graph
from crossref.model import Document, Span
from crossref.names import plain_name

Network: TypeAlias = "networkx.MultiDiGraph[str]"

_NOT_IN_PROSE = frozenset({"endpoint", "endpoint-group", "env-var", "decision", "table"})
"""Kinds whose names are matched exactly where they occur, and not looked for among words."""


class _Occurrence:
    """An entry of the network at one of the places that declare it."""

    __slots__ = ("kind", "name", "node", "path", "section", "span")

    def __init__(self, kind: str, key: str, name: str, path: str, span: Span, section: int) -> None:
        self.node = f"{kind}:{key}"
        self.kind, self.name, self.path, self.span, self.section = kind, name, path, span, section


def network(graph: Graph) -> Network:
    """The frozen network of a set; nodes and edges carry what ``crossref graph`` shows of them.

    Edges: a document or section *contains* sections; a document *links* to a document or section; a section *declares* and
    *mentions* entries; an entry has its *counterpart* in a section; a decision *supersedes* another.
    """
    built: Network = networkx.MultiDiGraph()
    for document in graph.documents:
        _add_document(built, document)
    _add_links(built, graph)
    occurrences = list(_occurrences(graph))
    for occurrence in occurrences:
        _add_entry(built, graph, occurrence)
    _add_mentions(built, graph, occurrences)
    _add_counterparts(built, graph)
    _add_supersessions(built, graph)
    return networkx.freeze(built)


def _add_document(built: Network, document: Document) -> None:
    path = document.path
    built.add_node(path, kind="document", name=document.title, path=path, line=1)
    ids = [f"{path}#{section.anchor}" for section in document.sections]
    for node, section in zip(ids, document.sections, strict=True):
        built.add_node(node, kind="section", name=section.title, path=path, line=section.span.line)
        around = ids[section.parent] if section.parent >= 0 else path
        built.add_edge(around, node, kind="contains", path=path, line=section.span.line)


def _add_links(built: Network, graph: Graph) -> None:
    for reference in graph.links():
        target = graph.target(reference)
        if target is None or not graph.is_member(target):
            continue
        section = f"{target}#{reference.fragment.removeprefix('user-content-')}"
        end = section if built.has_node(section) else target
        built.add_edge(reference.path, end, kind="links", path=reference.path, line=reference.link.use.line)


def _occurrences(graph: Graph) -> Iterator[_Occurrence]:
    paths = graph.once(_full_paths)
    for document in graph.documents:
        path, facts = document.path, document.facts
        for entry in facts.entries:
            key = plain_name(entry.name).replace(" ", "-")
            yield _Occurrence(entry.kind, key, entry.name, path, entry.span, entry.section)
        for endpoint in facts.endpoints:
            key = f"{'|'.join(endpoint.methods)} {paths[endpoint.path]}".strip()
            yield _Occurrence("endpoint", key, endpoint.written, path, endpoint.span, endpoint.section)
        for variable in facts.variables:
            yield _Occurrence("env-var", variable.name, variable.name, path, variable.span, variable.section)
        for decision in facts.decisions:
            key = decision.id or plain_name(decision.title).replace(" ", "-")
            yield _Occurrence("decision", key, decision.title or decision.id, path, decision.span, decision.section)


def _full_paths(graph: Graph) -> dict[str, str]:
    """Path -> the one full spelling of it: ``/orders`` is ``/api/v1/orders``, unless there is a ``/api/v2/orders``, too."""
    prefixes = Prefixes(endpoint for document in graph.documents for endpoint in document.facts.endpoints)
    alike: dict[str, set[str]] = defaultdict(set)
    for document in graph.documents:
        for endpoint in document.facts.endpoints:
            alike[prefixes.key(endpoint.path).text].add(endpoint.path)
    return {path: _fullest(path, paths) for paths in alike.values() for path in paths}


def _fullest(path: str, paths: set[str]) -> str:
    fuller = [other for other in paths if other.endswith(path)]
    longest = max(fuller, key=len)
    return longest if all(longest.endswith(other) for other in fuller) else path


def _add_entry(built: Network, graph: Graph, entry: _Occurrence) -> None:
    line = entry.span.line
    if not built.has_node(entry.node):
        built.add_node(entry.node, kind=entry.kind, name=entry.name, path=entry.path, line=line)
    built.add_edge(_around(graph, entry.path, entry.section), entry.node, kind="declares", path=entry.path, line=line)


def _add_mentions(built: Network, graph: Graph, occurrences: list[_Occurrence]) -> None:
    """Entries named in the text, and decisions named by their id."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    declared = {(entry.path, entry.span.line, entry.node) for entry in occurrences}
    for entry in occurrences:
        if entry.kind not in _NOT_IN_PROSE:
            names[entry.kind].setdefault(entry.node, entry.name)
    decisions = graph.once(log)
    finders = [Finder(Name(node, name) for node, name in nodes.items()) for nodes in names.values()]
    for document in graph.documents:
        passages = document.facts.passages
        texts = [passage.text for passage in passages]
        for finder in finders:
            for index, mention in finder.find(texts):
                passage = passages[index]
                line = passage.line + passage.text.count("\n", 0, mention.start)
                if (document.path, line, mention.key) not in declared:
                    section = _around(graph, document.path, passage.section)
                    built.add_edge(section, mention.key, kind="mentions", path=document.path, line=line)
        for reference in document.facts.decision_references:
            record = decisions.record(reference)
            node = f"decision:{record.decision.id}" if record else ""
            if built.has_node(node):
                section = _around(graph, document.path, reference.section)
                built.add_edge(section, node, kind="mentions", path=document.path, line=reference.span.line)


def _add_counterparts(built: Network, graph: Graph) -> None:
    nodes = {
        (attributes["kind"], attributes["name"]): node
        for node, attributes in built.nodes(data=True)
        if attributes["kind"] not in ("document", "section")
    }
    for pairing in graph.once(pairings):
        node = nodes.get((pairing.kind, pairing.name))
        if pairing.state == "covered" and pairing.counterpart and node:
            place = pairing.counterpart
            section = graph.section_at(place.path, place.span.line)
            end = f"{place.path}#{section.anchor}" if section else place.path
            built.add_edge(node, end, kind="counterpart", path=place.path, line=place.span.line)


def _add_supersessions(built: Network, graph: Graph) -> None:
    for document in graph.documents:
        for decision in document.facts.decisions:
            place = {"path": document.path, "line": decision.span.line}
            for older in decision.supersedes:
                if built.has_node(f"decision:{older}"):
                    built.add_edge(f"decision:{decision.id}", f"decision:{older}", kind="supersedes", **place)
            for newer in decision.superseded_by:
                if built.has_node(f"decision:{newer}"):
                    built.add_edge(f"decision:{newer}", f"decision:{decision.id}", kind="supersedes", **place)


def _around(graph: Graph, path: str, section: int) -> str:
    """The node of the section that something stands in; the document's before its first heading."""
    document = graph.document(path)
    return f"{path}#{document.sections[section].anchor}" if document and section >= 0 else path
