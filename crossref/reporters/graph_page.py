"""The format ``html`` of a graph: one page that draws it and shows every node with its edges, to be searched and filtered.

The page holds the whole graph as JSON; ``templates/graph.js`` draws it. Without scripts it is a list of documents.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from crossref.reporters.page import page, text
from crossref.reporters.text import count, visible

if TYPE_CHECKING:
    import networkx

_KINDS = (
    *(
        "document",
        "section",
        "component",
        "endpoint-group",
        "endpoint",
        "webhook",
        "datastore",
        "table",
        "cache",
        "queue",
    ),
    *("job", "external-service", "environment", "region", "env-var", "technology", "decision", "pattern", "metric"),
    *("alert", "recovery-objective", "test-suite"),
)
"""Node kinds from the outside of a system to its tests; those of a user's own come after them, by name."""
_EDGES = ("contains", "links", "declares", "mentions", "counterpart", "supersedes")

_HELP = (
    "Documents are on the left, and their sections where they are unfolded (▸). Entries are on the right, by kind. "
    "Point at a name to see its edges, choose it to see where they stand. "
    "Keys: <kbd>/</kbd> searches, arrows go from name to name and fold, <kbd>Enter</kbd> chooses, <kbd>Esc</kbd> closes; "
    "<kbd>Ctrl</kbd> and the wheel zoom."
)


def to_html(network: networkx.MultiDiGraph[str]) -> str:
    """The whole page; the same for the same graph."""
    return page("Graph", _body(network), styles=("page.css", "graph.css"), scripts=("graph-layout.js", "graph.js"))


def _body(network: networkx.MultiDiGraph[str]) -> Iterator[str]:
    kinds = Counter(str(kind) for _, kind in network.nodes(data="kind"))
    edges = Counter(str(kind) for *_, kind in network.edges(data="kind"))
    shown = _in_order(kinds, _KINDS)
    entries = sum(kinds.values()) - kinds["document"] - kinds["section"]
    parts = (
        count(kinds["document"], "document"),
        count(kinds["section"], "section"),
        count(entries, "entry", "entries"),
        count(sum(edges.values()), "edge"),
    )
    yield f'<form id="controls"><h1>Graph</h1><p class="dim">{", ".join(parts)}</p><div class="tools" hidden>'
    yield '<input name="text" type="search" placeholder="Search" aria-label="Search" autocomplete="off" spellcheck="false">'
    yield '<label><input name="sections" type="checkbox"> unfold all sections</label>'
    for name, sign, title in (("smaller", "−", "Smaller"), ("larger", "+", "Larger"), ("fit", "Fit", "Show all of it")):
        yield f'<button type="button" id="{name}" aria-label="{title}" title="{title}">{sign}</button>'
    yield '<button type="reset">Reset</button></div>'
    yield '<details id="filters" hidden><summary>Filters</summary>'
    yield _filter("node", "Nodes", ((kind, kinds[kind]) for kind in shown))
    yield _filter("edge", "Edges", ((kind, edges[kind]) for kind in _in_order(edges, _EDGES)))
    yield "</details></form>"
    yield "<noscript><p>Drawing the graph takes JavaScript, which is off.</p></noscript>"
    yield '<div id="graph"><div id="view" hidden><div id="sizer"><div id="sheet" role="group" aria-label="Graph">'
    yield '<svg id="back" aria-hidden="true"></svg><svg id="front" aria-hidden="true"></svg></div></div></div>'
    yield '<aside aria-label="Details"><div id="details" aria-live="polite"></div><div id="overview">'
    yield f'<p class="help" hidden>{_HELP}</p>'
    yield _documents(network)
    yield "</div></aside></div>"
    yield f'<script type="application/json" id="network">{_data(network, shown)}</script>'


def _in_order(kinds: Mapping[str, int], known: Iterable[str]) -> list[str]:
    return [*(kind for kind in known if kind in kinds), *sorted(kinds.keys() - set(known))]


def _filter(sort: str, title: str, kinds: Iterable[tuple[str, int]]) -> str:
    boxes = (
        f'<label class="{sort}" data-kind="{text(kind)}"><input type="checkbox" name="{sort}" value="{text(kind)}" checked>'
        f"{text(kind)} <small>{number}</small></label>"
        for kind, number in kinds
    )
    return f"<fieldset><legend>{title}</legend>{''.join(boxes)}</fieldset>"


def _documents(network: networkx.MultiDiGraph[str]) -> str:
    """Each document: how many sections it has, entries it declares, and other documents that link to it."""
    paths = dict(network.nodes(data="path"))
    sections = Counter(path for node, path in paths.items() if network.nodes[node].get("kind") == "section")
    edges = list(network.edges(data=True))
    declared = Counter(
        path for path, _ in {(paths[source], end) for source, end, of in edges if of["kind"] == "declares"}
    )
    links = {(paths[source], paths[end]) for source, end, of in edges if of["kind"] == "links"}
    linking = Counter(end for source, end in links if source != end)
    items = (
        f"<li>{_link(number, node)} <small>{count(sections[paths[node]], 'section')}, "
        f"declares {count(declared[paths[node]], 'entry', 'entries')}, "
        f"linked from {count(linking[paths[node]], 'document')}</small></li>"
        for number, node in enumerate(network.nodes)
        if network.nodes[node].get("kind") == "document"
    )
    return f"<h2>Documents</h2><ul>{''.join(items)}</ul>"


def _link(number: int, node: str) -> str:
    address = urlencode({"node": node}, errors="replace")
    return f'<a href="#{address}" data-number="{number}">{text(node)}</a>'


def _data(network: networkx.MultiDiGraph[str], kinds: list[str]) -> str:
    """The graph as JSON that cannot end the element it stands in; edges name their nodes by number."""
    numbers = {node: number for number, node in enumerate(network.nodes)}
    nodes = [{"id": node, **_shown(attributes)} for node, attributes in network.nodes(data=True)]
    edges = [
        [numbers[source], numbers[target], *map(_shown(attributes).get, ("kind", "path", "line"))]
        for source, target, attributes in network.edges(data=True)
    ]
    data = {"kinds": kinds, "nodes": nodes, "edges": edges}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _shown(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: visible(value) if isinstance(value, str) else value for key, value in attributes.items()}
