"""Numbers that two decisions have."""

from __future__ import annotations

from crossref.counterparts.decision_log import DecisionLog, Key, Record, log
from crossref.counterparts.decision_titles import differ
from crossref.graph import Graph


def duplicates(graph: Graph) -> tuple[tuple[Record, ...], ...]:
    """The records of each number that several decisions have, by place; ask through ``graph.once(duplicates)``.

    Copies and recaps of a record are no second decision.
    """
    known = graph.once(log)
    found = []
    for key in known.keys():  # noqa: SIM118 - a log is no mapping
        records = sorted((record for record in known.named(key) if not record.copy), key=lambda record: record.place)
        again = [record for record in records[1:] if _is_another(known, records[0], record)]
        if again:
            found.append((records[0], *again))
    return tuple(found)


def _is_another(known: DecisionLog, first: Record, second: Record) -> bool:
    """Whether a record takes the number of another one, and does not just repeat that record."""
    if first.prefix == "#":
        return False
    if first.path == second.path:
        return True
    if not differ(first.decision.title, second.decision.title):
        return False
    return first.log == second.log or not _count_apart(known, first.log, second.log)


def _count_apart(known: DecisionLog, left: str, right: str) -> bool:
    """Whether two folders or files number their decisions independently: each begins at the beginning, or most numbers clash."""
    numbers: dict[str, set[Key]] = {left: set(), right: set()}
    for record in known.records:
        if record.log in numbers and record.decision.number is not None:
            numbers[record.log].add((record.prefix, record.decision.number))
    both = numbers[left] & numbers[right]
    if all(min(number for _, number in keys) <= 1 for keys in numbers.values()):
        return True
    smaller = min(len(keys) for keys in numbers.values())
    return len(both) > 3 and len(both) * 2 > smaller
