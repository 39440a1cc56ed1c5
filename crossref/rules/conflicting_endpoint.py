"""XR302 conflicting-endpoint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crossref.counterparts import Pairing, pairings
from crossref.counterparts.endpoint_facets import FacetConflict, Stated, facet_conflicts
from crossref.graph import Graph
from crossref.model import Note, Problem, Severity
from crossref.rule import rule


@rule("XR302", Severity.WARNING)
def conflicting_endpoint(graph: Graph) -> Iterator[Problem]:
    """Two documents tell one operation differently.

    With another method, with a path that is misspelled in one segment, for other roles, open or behind a login, or with
    another status. A client
    that follows the wrong document gets an error. Where a document tells both, they are two operations, and reading and
    writing one path are two as well.

    Fails:

        --- architecture.md ---
        # Architecture
        A planner publishes the plan with `PUT /plans/{id}/publish`.
        --- api-contracts.md ---
        # API
        | Method | Path | Answer |
        |---|---|---|
        | GET | /plans | a list |
        | POST | /plans | the plan |
        | GET | /plans/{id} | the plan |
        | DELETE | /plans/{id} | nothing |
        | POST | /plans/{id}/publish | the plan |

    Passes:

        --- architecture.md ---
        # Architecture
        A planner publishes the plan with `POST /plans/{id}/publish`.
        --- api-contracts.md ---
        # API
        | Method | Path | Answer |
        |---|---|---|
        | GET | /plans | a list |
        | POST | /plans | the plan |
        | GET | /plans/{id} | the plan |
        | DELETE | /plans/{id} | nothing |
        | POST | /plans/{id}/publish | the plan |
    """
    seen = set()
    for pairing in graph.once(pairings):
        if pairing.kind == "endpoint" and pairing.state == "covered" and pairing.near and pairing.counterpart:
            # Two documents that each ask for the other's are one disagreement.
            names = frozenset((pairing.name.casefold(), pairing.near.casefold()))
            if names not in seen:
                seen.add(names)
                yield _told_otherwise(pairing)
    for conflict in facet_conflicts(graph):
        yield _facet(conflict)


def _told_otherwise(pairing: Pairing) -> Problem:
    first, *others = pairing.declared
    assert pairing.counterpart is not None
    return Problem(
        f"`{pairing.name}` here is `{pairing.near}` in {pairing.counterpart.path}",
        first,
        f"{pairing.key} {pairing.near}",
        (
            *(Note(f"`{pairing.name}` also stands here", place) for place in others),
            Note(f"`{pairing.near}` here", pairing.counterpart),
        ),
        severity=pairing.severity,
    )


_NAMED = {"open": "no login", "login": "a login"}
_TOLD = {"role": "is for", "status": "answers with", "access": "asks for"}


def _facet(conflict: FacetConflict) -> Problem:
    culprit = _culprit(conflict)
    others = [side for side in conflict.sides if side is not culprit]
    against = next(side for side in others if side.value != culprit.value)
    ours, theirs = (_said(side) for side in (culprit, against))
    return Problem(
        f"`{culprit.listed.endpoint.written}` {_TOLD[conflict.facet]} {ours} here, and {theirs} in {against.place.path}",
        culprit.place,
        f"{conflict.facet} {culprit.listed.key.text} {ours} {theirs}",
        tuple(Note(f"{_said(side)} here", side.place) for side in others),
    )


def _said(side: Stated) -> str:
    return ", ".join(_NAMED.get(word, word) for word in side.value)


def _culprit(conflict: FacetConflict) -> Stated:
    """What most documents speak against; of equals the one that is no API contract."""
    support = Counter(side.value for side in conflict.sides)
    return max(
        conflict.sides,
        key=lambda side: (-support[side.value], side.listed.document.role != "api-contracts", side.place),
    )
