"""XR204 name-drift."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts import Pairing, pairings
from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Severity
from crossref.rule import rule


@rule("XR204", Severity.INFO)
def name_drift(graph: Graph) -> Iterator[Problem]:
    """An entry is called one thing here and nearly the same thing there.

    A search for one spelling misses the other. The entry counts as present; only its name is to be decided.

    Fails:

        --- architecture.md ---
        # Architecture
        | Variable | Purpose |
        |---|---|
        | `DATABASE_URL` | address |
        | `DATABASE_POOL_SIZE` | connections |
        | `REDIS_URL` | cache |
        | `LOG_LEVEL` | logging |
        | `SMTP_URL` | mail |
        --- deployment.md ---
        # Deployment
        | Variable | Value |
        |---|---|
        | `DATABASE_URL` | secret |
        | `DB_POOL_SIZE` | 20 |
        | `REDIS_URL` | secret |
        | `LOG_LEVEL` | info |
        | `SMTP_URL` | secret |

    Passes:

        --- architecture.md ---
        # Architecture
        | Variable | Purpose |
        |---|---|
        | `DATABASE_URL` | address |
        | `DATABASE_POOL_SIZE` | connections |
        | `REDIS_URL` | cache |
        | `LOG_LEVEL` | logging |
        --- deployment.md ---
        # Deployment
        | Variable | Value |
        |---|---|
        | `DATABASE_URL` | secret |
        | `DATABASE_POOL_SIZE` | 20 |
        | `REDIS_URL` | secret |
        | `LOG_LEVEL` | info |
    """
    seen = set()
    drifted = [
        pairing
        for pairing in graph.once(pairings)
        if pairing.near and pairing.state == "covered" and pairing.kind not in _TOLD_APART
    ]
    for pairing in sorted(drifted, key=lambda pairing: _authority(graph, pairing)):
        names = frozenset((pairing.near.casefold(), pairing.name.casefold()))
        if pairing.counterpart and names not in seen:
            seen.add(names)
            yield Problem(
                f"`{pairing.near}` is called `{pairing.name}` elsewhere; settle on one name",
                pairing.counterpart,
                subject=f"{pairing.key} {pairing.near}",
                notes=tuple(Note(f"`{pairing.name}` here", place) for place in pairing.declared),
            )


_TOLD_APART = frozenset({"endpoint"})
"""Kinds whose other spelling is another thing: a client that calls the wrong path gets no answer."""


def _authority(graph: Graph, pairing: Pairing) -> tuple[bool, Place]:
    """What the architecture calls an entry is its name, wherever else it stands."""
    document = graph.document(pairing.declared[0].path)
    return document is None or document.role != "architecture", pairing.declared[0]
