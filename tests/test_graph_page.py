"""The page of the graph: self-contained, complete, and harmless whatever stands in a document."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import networkx
import pytest
from commandline import Page, body
from conftest import Check
from syrupy.assertion import SnapshotAssertion

from crossref.network import network
from crossref.reporters.graph_page import to_html

HOSTILE = "<script>alert(1)</script>"
EMBEDDED = re.compile(r'<script type="application/json" id="network">(.*?)</script>', re.DOTALL)


def page(check: Check, texts: dict[str, str]) -> str:
    return to_html(check(texts).graph.once(network))


def data(html: str) -> dict[str, Any]:
    found = EMBEDDED.search(html)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def built() -> networkx.MultiDiGraph[str]:
    found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    found.add_node("docs/a.md", kind="document", name="A & B", path="docs/a.md", line=1)
    found.add_node("docs/a.md#robots", kind="section", name="Robots", path="docs/a.md", line=3)
    found.add_node("docs/b c.md", kind="document", name="", path="docs/b c.md", line=1)
    found.add_node("robot:r2", kind="robot", name="R2\n</script>\u202e", path="docs/a.md", line=4)
    found.add_node("component:desk", kind="component", name="Desk", path="docs/a.md", line=9)
    found.add_edge("docs/a.md", "docs/a.md#robots", kind="contains", path="docs/a.md", line=3)
    found.add_edge("docs/a.md#robots", "robot:r2", kind="declares", path="docs/a.md", line=4)
    found.add_edge("docs/a.md", "component:desk", kind="declares", path="docs/a.md", line=9)
    found.add_edge("docs/a.md", "component:desk", kind="declares", path="docs/a.md", line=11)
    found.add_edge("docs/b c.md", "docs/a.md#robots", kind="links", path="docs/b c.md", line=5)
    found.add_edge("docs/b c.md", "robot:r2", kind="mentions", path="docs/b c.md", line=7)
    return found


def test_the_text_of_a_document_cannot_leave_the_page_data(check: Check) -> None:
    html = page(check, {"a.md": f'# `{HOSTILE}` & "more"\n\nSee [b](b.md).\n', "b.md": "# `</script><img src=x>`\n"})
    assert HOSTILE not in html
    assert "</script><img" not in html
    assert f'{HOSTILE} & "more"' in {node["name"] for node in data(html)["nodes"]}


@pytest.mark.parametrize("text", [HOSTILE, "<!--<script>", "]]>", "\u2028", "a'b\"c&amp;", "\udc80", "\x00"])
def test_hostile_text_anywhere_in_the_graph(text: str) -> None:
    found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    found.add_node(text, kind="document", name=text, path=text, line=1)
    found.add_node(f"{text}#", kind=text, name=text, path=text, line=1)
    found.add_edge(text, f"{text}#", kind=text, path=text, line=1)
    html = to_html(found)
    embedded = EMBEDDED.search(html)
    assert embedded
    assert "<" not in embedded[1]
    shown = Page(html.encode("utf-8", "backslashreplace").decode())
    assert len(shown.tags("script")) == 2
    assert [tag for tag, _ in shown.elements].count("img") == 0
    assert data(html)["nodes"][0]["id"] == text


def test_the_page_needs_nothing_from_elsewhere(check: Check) -> None:
    html = page(check, {"a.md": "# A\n\n[b](b.md) [c](https://c.example/)\n", "b.md": "# B\n"})
    assert Page(EMBEDDED.sub("", html)).is_self_contained()
    drawn = "http://www.w3.org/2000/svg"  # the name of a language, not an address
    assert not re.search(r"https?://|@import|\burl\(|\bfetch\(", html.replace(drawn, ""))


def test_the_page_lets_only_its_own_script_and_style_apply() -> None:
    html = to_html(built())
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        hashed = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src &#x27;sha256-{hashed}&#x27;" in html or f"{tag}-src 'sha256-{hashed}'" in html


def test_every_node_and_edge_is_on_the_page(check: Check) -> None:
    texts = {
        "architecture.md": "# A\n## Core Components\n### Order Service\nx\n### Mail Service\ny\n## Flow\nThe Order Service calls.\n",
        "b.md": "# B\n\nSee [flow](architecture.md#flow).\n",
    }
    whole = check(texts).graph.once(network)
    shown = data(to_html(whole))
    assert [node["id"] for node in shown["nodes"]] == list(whole.nodes)
    ids = [node["id"] for node in shown["nodes"]]
    edges = [(ids[source], ids[target], *where) for source, target, *where in shown["edges"]]
    wanted = [(source, target, of["kind"], of["path"], of["line"]) for source, target, of in whole.edges(data=True)]
    assert edges == wanted
    assert {"contains", "links", "declares", "mentions"} <= {kind for _, _, kind, *_ in edges}


def test_every_kind_can_be_filtered_and_is_listed_in_a_known_order() -> None:
    html = to_html(built())
    boxes = [box for box in Page(html).tags("input") if box.get("type") == "checkbox" and "value" in box]
    nodes = [box["value"] for box in boxes if box["name"] == "node"]
    assert nodes == data(html)["kinds"] == ["document", "section", "component", "robot"]
    assert [box["value"] for box in boxes if box["name"] == "edge"] == ["contains", "links", "declares", "mentions"]


def test_the_list_of_documents_counts_what_hangs_on_them() -> None:
    html = to_html(built())
    said = re.findall(r'href="#(\S+)" data-number="(\d)">[^<]*</a> <small>([^<]*)', html)
    assert said == [
        ("node=docs%2Fa.md", "0", "1 section, declares 2 entries, linked from 1 document"),
        ("node=docs%2Fb+c.md", "2", "0 sections, declares 0 entries, linked from 0 documents"),
    ]


def test_the_same_graph_is_the_same_page(check: Check) -> None:
    texts = {"a.md": "# A\n\n[b](b.md)\n", "b.md": "# B\n"}
    assert page(check, texts) == page(check, texts)


def test_a_page_as_it_is_written(snapshot: SnapshotAssertion) -> None:
    assert body(to_html(built())) == snapshot


def test_an_empty_graph_is_a_page() -> None:
    html = to_html(networkx.MultiDiGraph())
    assert data(html) == {"kinds": [], "nodes": [], "edges": []}
    assert "0 documents, 0 sections, 0 entries, 0 edges" in html
