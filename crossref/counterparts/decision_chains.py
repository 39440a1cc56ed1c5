"""Which decision supersedes which: circles, and who knows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crossref.counterparts.decision_log import DecisionLog, Record
from crossref.decision_terms import words


def is_settled_past(record: Record) -> bool:
    """Whether a record itself says that it no longer holds, or holds only in part."""
    return record.state in ("superseded", "deprecated", "rejected") or words.tells_supersession(record.decision.status)


def supersession_cycles(known: DecisionLog) -> Iterator[tuple[Record, ...]]:
    """The circles of records that supersede each other, in the order of the log; one that supersedes itself among them."""
    records = [record for record in known.records if not record.copy]
    older: dict[int, set[int]] = {index: set() for index in range(len(records))}
    index_of = {(record.path, record.decision.span): index for index, record in enumerate(records)}
    for index, record in enumerate(records):
        for named in (*record.decision.supersedes, *record.decision.superseded_by):
            other = known.target(record, named)
            at = index_of.get((other.path, other.decision.span)) if other else None
            if at is not None and named in record.decision.supersedes:
                older[index].add(at)
            if at is not None and named in record.decision.superseded_by:
                older[at].add(index)
    for members in sorted(sorted(circle) for circle in _circles(older)):
        yield tuple(records[index] for index in members)


def _circles(edges: Mapping[int, set[int]]) -> Iterator[list[int]]:
    """The sets of nodes that reach each other, alone ones only if they reach themselves (Kosaraju's two passes)."""
    backward: dict[int, set[int]] = {}
    for node, ends in edges.items():
        for end in ends:
            backward.setdefault(end, set()).add(node)
    seen: set[int] = set()
    left = [node for start in edges for node in _left(edges, start, seen)]
    seen = set()
    for node in reversed(left):
        members = _left(backward, node, seen)
        if len(members) > 1 or (members and node in edges[node]):
            yield members


def _left(edges: Mapping[int, set[int]], start: int, seen: set[int]) -> list[int]:
    """The nodes that are newly reached from one, in the order in which a walk in depth leaves them; marks them as seen."""
    order: list[int] = []
    if start in seen:
        return order
    seen.add(start)
    path = [(start, iter(edges.get(start, ())))]
    while path:
        node, ends = path[-1]
        following = next((end for end in ends if end not in seen), None)
        if following is None:
            path.pop()
            order.append(node)
        else:
            seen.add(following)
            path.append((following, iter(edges.get(following, ()))))
    return order
