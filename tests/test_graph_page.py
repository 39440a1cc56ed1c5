"""The page of the graph: self-contained, complete, and harmless whatever stands in a document."""

from __future__ import annotations

import json
import re

from conftest import Check

from crossref.network import network
from crossref.reporters.graph_page import to_html

HOSTILE = "<script>alert(1)</script>"


def page(check: Check, texts: dict[str, str]) -> str:
    return to_html(check(texts).graph.once(network))


def test_the_text_of_a_document_cannot_leave_the_page_data(check: Check) -> None:
    html = page(check, {"a.md": f'# `{HOSTILE}` & "more"\n\nSee [b](b.md).\n', "b.md": "# `</script><img src=x>`\n"})
    assert HOSTILE not in html
    assert "</script><img" not in html


def test_the_page_needs_nothing_from_elsewhere(check: Check) -> None:
    html = page(check, {"a.md": "# A\n\n[b](b.md) [c](https://c.example/)\n", "b.md": "# B\n"})
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html)
    assert "Content-Security-Policy" in html


def test_every_node_and_edge_is_on_the_page(check: Check) -> None:
    texts = {
        "architecture.md": "# A\n## Core Components\n### Order Service\nx\n### Mail Service\ny\n## Flow\nThe Order Service calls.\n",
        "b.md": "# B\n\nSee [flow](architecture.md#flow).\n",
    }
    built = check(texts).graph.once(network)
    html = to_html(built)
    data = next(
        json.loads(found) for found in re.findall(r"<script[^>]*application/json[^>]*>(.*?)</script>", html, re.DOTALL)
    )
    assert len(data["nodes"]) == built.number_of_nodes()
    assert len(data["edges"]) == built.number_of_edges()


def test_the_same_graph_is_the_same_page(check: Check) -> None:
    texts = {"a.md": "# A\n\n[b](b.md)\n", "b.md": "# B\n"}
    assert page(check, texts) == page(check, texts)
