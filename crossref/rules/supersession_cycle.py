"""XR404 supersession-cycle."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts.decision_chains import supersession_cycles
from crossref.counterparts.decision_log import Record, log
from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Severity
from crossref.rule import rule


@rule("XR404", Severity.ERROR)
def supersession_cycle(graph: Graph) -> Iterator[Problem]:
    """Decisions supersede each other in a circle, so that none of them holds.

    Each record of the circle names another one as its successor or predecessor; one of these statements is a mistake.

    Fails:

        --- decisions.md ---
        ## ADR-001: Poll for changes
        **Status:** Superseded by ADR-002
        ## ADR-002: Push changes
        **Status:** Superseded by ADR-001

    Passes:

        --- decisions.md ---
        ## ADR-001: Poll for changes
        **Status:** Superseded by ADR-002
        ## ADR-002: Push changes
        **Status:** Accepted
        **Supersedes:** ADR-001
    """
    for first, *others in supersession_cycles(graph.once(log)):
        yield Problem(
            _message([first, *others]),
            _stated(first),
            subject=" ".join(record.name for record in (first, *others)),
            notes=tuple(Note(f"{record.name}: {record.decision.title}", _stated(record)) for record in others),
        )


def _message(records: list[Record]) -> str:
    names = [record.name for record in records]
    if len(names) == 1:
        return f"{names[0]} supersedes itself"
    return f"{', '.join(names[:-1])} and {names[-1]} supersede each other"


def _stated(record: Record) -> Place:
    """Where a record names its successor, or else its predecessor."""
    decision = record.decision
    spans = (*decision.superseded_by_spans, *decision.supersedes_spans)
    return Place(record.path, spans[0]) if spans else record.place
