"""XR302 and XR304: operations that two documents tell differently, decisions that no longer hold, diagrams."""

from __future__ import annotations

import pytest
from conftest import Check

from crossref.rule import Rule
from crossref.rules.conflicting_diagram import conflicting_diagram
from crossref.rules.conflicting_endpoint import conflicting_endpoint
from crossref.rules.stale_decision import stale_decision


def lines(rule: Rule, check: Check, texts: dict[str, str]) -> list[tuple[str, int]]:
    return [(problem.place.path, problem.place.span.line) for problem in rule.check(check(texts).graph)]


CONTRACT = """# API

| Method | Path | Role | Status |
|---|---|---|---|
| GET | /plans | admin, planner | 200 |
| POST | /plans | planner | 201 |
| GET | /plans/{id} | admin, planner | 200 |
| DELETE | /plans/{id} | admin | 204 |
| POST | /plans/{id}/publish | planner | 200 |
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| Call | Role |\n|---|---|\n| `POST /plans` | admin |\n| `GET /plans` | planner, admin |", [5]),
        ("| Call | Role |\n|---|---|\n| `POST /plans` | planner |\n| `GET /plans` | planner, admin |", []),
        ("| Call | Role |\n|---|---|\n| `POST /plans` | Bearer |\n| `GET /plans` | Bearer |", []),
        ("| Call | Role |\n|---|---|\n| `POST /plans` | admin if own |\n| `GET /plans` | planner, admin |", []),
        ("| Call | Status code |\n|---|---|\n| `POST /plans` | 200 |", [5]),
        ("| Call | Status code |\n|---|---|\n| `POST /plans` | 201 Created |", []),
        ("| Call | Status code |\n|---|---|\n| `POST /plans` | 200 or 201 |", []),
        ("### `DELETE /plans/{id}`\n\n- Status: 200\n", [3]),
        ("A planner publishes with `PUT /plans/{id}/publish`.", [3]),
        ("A planner calls `GET /plan`.", [3]),
        ("A planner calls `GET /plans/{id}`.", []),
        ("- `POST /plans` (only ADMIN)", [3]),
        ("- `POST /plans` (requires role PLANNER)", []),
        ("- `POST /plans` (only ADMIN, unless it is your own)", []),
        ("- `POST /plans` informs the ADMIN", []),
        ("- `POST /plans` (only WARDEN)", []),
    ],
)
def test_an_operation_that_is_told_differently(check: Check, text: str, found: list[int]) -> None:
    texts = {"api-contracts.md": CONTRACT, "architecture.md": f"# A\n\n{text}\n"}
    assert lines(conflicting_endpoint, check, texts) == [("architecture.md", line) for line in found]


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("Yes", "No", [5]),
        ("Bearer", "None", [5]),
        ("✅", "❌", [5]),
        ("JWT", "Required", []),
        ("Yes", "-", []),
        ("Yes", "Partly", []),
    ],
)
def test_an_operation_that_is_open_in_one_document(check: Check, ours: str, theirs: str, found: list[int]) -> None:
    table = "# A\n\n| Method | Path | Auth |\n|---|---|---|\n| GET | /plans | {} |\n| PUT | /plans | Yes |\n"
    texts = {"api-contracts.md": table.format(ours), "architecture.md": table.format(theirs)}
    assert lines(conflicting_endpoint, check, texts) == [("architecture.md", line) for line in found]


LOG = """# Decisions

## ADR-001: Keep positions in InfluxDB

**Status:** Superseded by ADR-002

## ADR-002: Keep positions in TimescaleDB

**Status:** Accepted

## ADR-003: Use Go

**Status:** Accepted
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Positions are stored as decided in ADR-001.", True),
        ("Positions were stored otherwise before (ADR-001).", False),
        ("Positions are stored as decided in ADR-002.", False),
        ("- ADR-001\n- ADR-003", False),
        ("ADR-001 gave way to ADR-002.", False),
    ],
)
def test_a_decision_that_no_longer_holds(check: Check, text: str, found: bool) -> None:
    assert bool(lines(stale_decision, check, {"decisions.md": LOG, "deployment.md": f"# D\n\n{text}\n"})) == found


PARTS = "# A\n\n## Core Components\n\n" + "".join(
    f"- **{name}**: it\n" for name in ("Catalog", "Checkout", "Billing", "Shipping", "Returns", "Ledger Keeper")
)


@pytest.mark.parametrize(
    ("nodes", "found"),
    [
        (("Catalog", "Checkout", "Billing", "Loyalty Club"), True),
        (("Catalog", "Checkout", "Billing", "Web Browser"), False),
        (("Catalog", "Checkout", "Billing", "Ledger Kepper"), True),
        (("Catalog", "Wholly Other", "Quite Foreign", "Loyalty Club"), False),
    ],
)
def test_a_participant_that_nobody_knows(check: Check, nodes: tuple[str, ...], found: bool) -> None:
    drawn = "".join(f"    participant P{index} as {name}\n" for index, name in enumerate(nodes))
    text = f"{PARTS}\n## Flow\n\n```mermaid\nsequenceDiagram\n{drawn}```\n"
    assert bool(lines(conflicting_diagram, check, {"architecture.md": text})) == found


def test_a_component_that_a_flowchart_lacks(check: Check) -> None:
    drawn = "\n".join(f"    n{name}[{name}]" for name in ("Catalog", "Checkout", "Billing", "Shipping", "Returns"))
    text = f"{PARTS}\n## Overview\n\n```mermaid\nflowchart LR\n{drawn}\n```\n"
    assert len(lines(conflicting_diagram, check, {"architecture.md": text})) == 1
