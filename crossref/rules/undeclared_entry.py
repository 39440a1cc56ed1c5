"""XR203 undeclared-entry."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts import pairings
from crossref.graph import Graph
from crossref.model import Note, Problem, Severity
from crossref.rule import rule


@rule("XR203", Severity.INFO)
def undeclared_entry(graph: Graph) -> Iterator[Problem]:
    """The counterpart has an entry that its owner never declares.

    Either the owner's list was forgotten when something was added, or the counterpart still describes what is gone.

    Fails:

        --- architecture.md ---
        # Architecture
        | Method | Path |
        |---|---|
        | GET | /api/orders |
        | POST | /api/orders |
        | GET | /api/orders/{id} |
        | PUT | /api/orders/{id} |
        | DELETE | /api/orders/{id} |
        --- api-contracts.md ---
        # API
        | Method | Path | Answer |
        |---|---|---|
        | GET | /api/orders | a list |
        | POST | /api/orders | the order |
        | GET | /api/orders/{id} | the order |
        | PUT | /api/orders/{id} | the order |
        | DELETE | /api/orders/{id} | nothing |
        | POST | /api/orders/{id}/refund | the refund |

    Passes:

        --- architecture.md ---
        # Architecture
        The API has orders; its contracts are in `api-contracts.md`.
        --- api-contracts.md ---
        # API
        | Method | Path | Answer |
        |---|---|---|
        | GET | /api/orders | a list |
    """
    for pairing in graph.once(pairings):
        if pairing.state == "unwanted":
            yield Problem(
                f"`{pairing.name}` is not declared where its kind is listed",
                pairing.declared[0],
                subject=pairing.key,
                notes=(Note("the list that lacks it", pairing.counterpart),) if pairing.counterpart else (),
            )
