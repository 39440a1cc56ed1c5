"""XR402 duplicate-decision."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts.decision_log import DecisionLog, Key, Record, log
from crossref.counterparts.decision_titles import differ
from crossref.graph import Graph
from crossref.model import Note, Problem, Severity
from crossref.rule import rule


@rule("XR402", Severity.ERROR)
def duplicate_decision(graph: Graph) -> Iterator[Problem]:
    """Two decisions have the same number.

    Whoever refers to the number means one of them, and readers find the other; mostly two branches took the next free
    number. Backups, archives, translations and recaps that repeat a record under its title are no duplicates, and neither are
    the records of two logs that each begin at one.

    Fails:

        --- decisions.md ---
        ## ADR-001: Use PostgreSQL
        **Status:** Accepted
        ## ADR-001: Deploy to two regions
        **Status:** Accepted

    Passes:

        --- decisions.md ---
        ## ADR-001: Use PostgreSQL
        **Status:** Accepted
        ## ADR-002: Deploy to two regions
        **Status:** Accepted
    """
    known = graph.once(log)
    for key in known.keys():  # noqa: SIM118 - a log is no mapping
        records = sorted((record for record in known.named(key) if not record.copy), key=lambda record: record.place)
        again = [record for record in records[1:] if _is_another(known, records[0], record)]
        if not again:
            continue
        first = records[0]
        yield Problem(
            _message(first, again[0]),
            again[0].place,
            subject=again[0].name,
            notes=(
                Note(f"{first.name}: {first.decision.title}", first.place),
                *(Note(f"{record.name}: {record.decision.title}", record.place) for record in again[1:]),
            ),
        )


def _message(first: Record, second: Record) -> str:
    if first.decision.title == second.decision.title:
        return f'{second.name} "{second.decision.title}" is recorded twice'
    return f'{second.name} is the number of two decisions: "{first.decision.title}" and "{second.decision.title}"'


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
