"""The graph as nodes and edges: one node for one thing, however its documents spell it."""

from __future__ import annotations

import pytest
from conftest import Check

from crossref.network import network

TABLE = "| Method | Path | About |\n| --- | --- | --- |\n"


def rows(*paths: str) -> str:
    return TABLE + "".join(f"| GET | `{path}` | text |\n" for path in paths)


def endpoints(check: Check, first: str, second: str) -> set[str]:
    analysis = check({"docs/api.md": f"# API\n\n{first}", "docs/architecture.md": f"# Architecture\n\n{second}"})
    return {node for node in network(analysis.graph) if node.startswith("endpoint:")}


@pytest.mark.parametrize(
    ("first", "second", "nodes"),
    [
        (("/api/v1/tides",), ("/tides",), {"endpoint:GET /api/v1/tides"}),
        (("/api/v1/tides", "/api/v2/tides"), ("/tides",), {"endpoint:GET /api/v1/tides", "endpoint:GET /api/v2/tides", "endpoint:GET /tides"}),
        (("/tides/{id}",), ("/tides/:name",), {"endpoint:GET /tides/{}"}),
        (("/api/tides",), ("/api/ports",), {"endpoint:GET /api/tides", "endpoint:GET /api/ports"}),
    ],
)  # fmt: skip
def test_an_endpoint_is_one_node(
    check: Check, first: tuple[str, ...], second: tuple[str, ...], nodes: set[str]
) -> None:
    assert endpoints(check, rows(*first), rows(*second)) == nodes


def test_a_mention_runs_from_its_section_to_the_entry(check: Check) -> None:
    analysis = check(
        {
            "docs/architecture.md": "# Architecture\n\n## Core Components\n\n### TideGauge\n\nMeasures.\n",
            "docs/testing.md": "# Testing\n\n## Load\n\nWe slow the tide gauge down.\n",
        }
    )
    edges = [
        (source, target, data["path"], data["line"])
        for source, target, data in network(analysis.graph).edges(data=True)
        if data["kind"] == "mentions"
    ]
    assert edges == [("docs/testing.md#load", "component:tidegauge", "docs/testing.md", 5)]
