"""Contracts between documents: what is declared in one, and what became of it in its counterpart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crossref.counterparts import decisions, endpoints, listed, variables
from crossref.counterparts.pairing import Pairing, State
from crossref.graph import Graph
from crossref.model import Contract, Severity

__all__ = ["Pairing", "State", "pairings"]

Judge = Callable[[Graph, Contract], Iterator[Pairing]]

_JUDGES: dict[str, Judge] = {
    "endpoint": endpoints.pairings,
    "env-var": variables.pairings,
    "decision": decisions.pairings,
}
"""Kinds that are matched in a way of their own; the rest have names and are looked for by name."""


def pairings(graph: Graph) -> tuple[Pairing, ...]:
    """What became of every entry that a contract speaks of; a contract that is off says nothing."""
    return tuple(
        pairing
        for contract in graph.profile.contracts
        if contract.severity is not Severity.OFF
        for pairing in _JUDGES.get(contract.entry, listed.pairings)(graph, contract)
    )
