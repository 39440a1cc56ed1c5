"""XR403 one-way-supersession."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts.decision_chains import is_settled_past
from crossref.counterparts.decision_log import DecisionLog, Record, log
from crossref.graph import Graph
from crossref.model import Fix, Note, Place, Problem, Severity
from crossref.rule import rule


@rule("XR403", Severity.WARNING)
def one_way_supersession(graph: Graph) -> Iterator[Problem]:
    """A decision supersedes another one, and only one of the two says so.

    Who reads the older record takes it for the rule that holds. Where the older record names its successor and the
    successor is silent, nobody is misled, and the finding is `info`. A partial supersession leaves the older record in force.

    Fails:

        --- decisions.md ---
        ## ADR-001: Store sessions in files
        **Status:** Accepted
        ## ADR-002: Store sessions in Redis
        **Status:** Accepted
        **Supersedes:** ADR-001

    Passes:

        --- decisions.md ---
        ## ADR-001: Store sessions in files
        **Status:** Superseded by ADR-002
        ## ADR-002: Store sessions in Redis
        **Status:** Accepted
        **Supersedes:** ADR-001
    """
    known = graph.once(log)
    for record in known.records:
        if not record.copy:
            yield from _unaware_predecessors(known, record)
            yield from _silent_successors(graph, known, record)


def _unaware_predecessors(known: DecisionLog, newer: Record) -> Iterator[Problem]:
    """What a record supersedes and does not know of it."""
    for named, span in zip(newer.decision.supersedes, newer.decision.supersedes_spans, strict=True):
        older = known.target(newer, named)
        if older is None or older.copy or older == newer or older.decision.superseded_by or is_settled_past(older):
            continue
        status = f'is "{older.decision.status}"' if older.decision.status else "says nothing of it"
        yield Problem(
            f"{older.name} is superseded by {newer.name}, but {status}",
            Place(newer.path, span),
            subject=f"{older.name} {newer.name}",
            notes=(Note(f"{older.name} {status}", older.status_place), Note(f"{older.name} stands here", older.place))
            if older.decision.status_span
            else (Note(f"{older.name} {status}", older.place),),
            fix=_superseded(older, newer),
        )


def _silent_successors(graph: Graph, known: DecisionLog, older: Record) -> Iterator[Problem]:
    """What a record is superseded by and never mentions it."""
    for named, span in zip(older.decision.superseded_by, older.decision.superseded_by_spans, strict=True):
        newer = known.target(older, named)
        if newer is None or newer.copy or newer == older or _mentions(graph, known, newer, older):
            continue
        yield Problem(
            f"{older.name} is superseded by {newer.name}, which does not mention it",
            Place(older.path, span),
            subject=f"{older.name} {newer.name}",
            notes=(Note(f"{newer.name} stands here", newer.place),),
            severity=Severity.INFO,
            fix=_supersedes(newer, older),
        )


def _superseded(older: Record, newer: Record) -> Fix | None:
    from crossref.counterparts.supersession_lines import superseded  # a run that finds nothing does not pay for it

    return superseded(older, newer)


def _supersedes(newer: Record, older: Record) -> Fix | None:
    from crossref.counterparts.supersession_lines import supersedes

    return supersedes(newer, older)


def _mentions(graph: Graph, known: DecisionLog, record: Record, other: Record) -> bool:
    """Whether a record's text names or links another one."""
    document = graph.document(record.path)
    first, last = record.decision.span.line, record.decision.last_line
    named = document.facts.decision_references if document else ()
    if any(first <= reference.span.line <= last and known.key(reference) == other.key for reference in named):
        return True
    return any(known.target(record, older) == other for older in record.decision.supersedes) or any(
        reference.path == record.path and first <= reference.link.use.line <= last
        for reference in graph.incoming.get(other.path, ())
        if other.decision.is_file
    )
