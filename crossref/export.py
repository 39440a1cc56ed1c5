"""The graph of a set as text: node-link JSON, DOT, Mermaid and GraphML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

_DOT_SHAPES = {"document": "note", "section": "plaintext"}
# What XML cannot hold, and no drawing can show.
_CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_json(network: networkx.MultiDiGraph[str]) -> str:
    """networkx node-link data with the edges under ``edges``, which ``networkx.node_link_graph`` reads.

    Written out here because the name of that parameter differs between the versions of networkx.
    """
    data = {
        "directed": True,
        "multigraph": True,
        "graph": {},
        "nodes": [{**attributes, "id": node} for node, attributes in network.nodes(data=True)],
        "edges": [
            {**attributes, "source": source, "target": target, "key": key}
            for source, target, key, attributes in network.edges(keys=True, data=True)
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def to_dot(network: networkx.MultiDiGraph[str]) -> str:
    """A digraph for Graphviz; edges of one kind between the same two nodes are drawn once."""
    lines = ["digraph crossref {", "  rankdir=LR;", "  node [shape=box];"]
    for node, attributes in network.nodes(data=True):
        shape = _DOT_SHAPES.get(attributes.get("kind", ""))
        style = f", shape={shape}" if shape else ""
        lines.append(f"  {_dot(node)} [label={_dot(_label(node, attributes))}{style}];")
    for source, target, kind in _edges(network):
        style = ", style=dotted" if kind == "contains" else ""
        lines.append(f"  {_dot(source)} -> {_dot(target)} [label={_dot(kind)}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def to_mermaid(network: networkx.MultiDiGraph[str]) -> str:
    """A flowchart for Mermaid, whose nodes are numbered; edges of one kind between the same two nodes are drawn once."""
    names = {node: f"n{number}" for number, node in enumerate(network.nodes)}
    lines = ["flowchart LR"]
    for node, attributes in network.nodes(data=True):
        label = _mermaid(_label(node, attributes))
        lines.append(
            f'  {names[node]}["{label}"]' if attributes.get("kind") == "document" else f'  {names[node]}("{label}")'
        )
    for source, target, kind in _edges(network):
        arrow = "-.->" if kind == "contains" else "-->"
        lines.append(f'  {names[source]} {arrow}|"{_mermaid(kind)}"| {names[target]}')
    return "\n".join(lines) + "\n"


def to_graphml(network: networkx.MultiDiGraph[str]) -> str:
    """GraphML, as Gephi, yEd and networkx read it; characters that XML cannot hold become U+FFFD."""
    import networkx

    plain: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node, attributes in network.nodes(data=True):
        plain.add_node(_plain(node), **_xml_values(attributes))
    for source, target, key, attributes in network.edges(keys=True, data=True):
        plain.add_edge(_plain(source), _plain(target), key=key, **_xml_values(attributes))
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *networkx.generate_graphml(plain)]) + "\n"


FORMATS: Mapping[str, Callable[[networkx.MultiDiGraph[str]], str]] = MappingProxyType(
    {"json": to_json, "dot": to_dot, "mermaid": to_mermaid, "graphml": to_graphml}
)


def _edges(network: networkx.MultiDiGraph[str]) -> Iterable[tuple[str, str, str]]:
    edges = network.edges(data=True)
    return dict.fromkeys((source, target, str(attributes.get("kind", ""))) for source, target, attributes in edges)


def _label(node: str, attributes: Mapping[str, Any]) -> str:
    # A document's path says more than its title: half of all documents are called "Overview".
    return node if attributes.get("kind") == "document" else str(attributes.get("name") or node)


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _dot(text: str) -> str:
    return '"' + _one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _mermaid(text: str) -> str:
    # Mermaid reads entities by number without the ampersand, and Markdown inside quotes.
    return "".join(char if char.isalnum() or char in " -_./,:" else f"#{ord(char)};" for char in _one_line(text))


def _plain(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)


def _xml_values(attributes: Mapping[str, Any]) -> dict[str, Any]:
    # GraphML has no null.
    present = {key: value for key, value in attributes.items() if value is not None}
    return {key: _plain(value) if isinstance(value, str) else value for key, value in present.items()}
