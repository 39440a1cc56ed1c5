"""XR402 duplicate-decision."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts.decision_duplicates import duplicates
from crossref.counterparts.decision_log import Record
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
    for first, *again in graph.once(duplicates):
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
