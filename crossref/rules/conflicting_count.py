"""XR303 conflicting-count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crossref.channels import of_graph
from crossref.channels.counts import Counted, Disagreement, disagreements, stated
from crossref.counterparts.tallies import Tally, tallies
from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Severity
from crossref.rule import rule
from crossref.values import show


@rule("XR303", Severity.ERROR)
def conflicting_count(graph: Graph) -> Iterator[Problem]:
    """A document counts what is not so many.

    "Five services", and four are listed; ten queues in one document and twelve in another. Numbers are what is forgotten
    first when something is added. A count is held against the list or headings right after it, the entries and decisions
    that there are, the files that the configuration binds it to (`[[count]]`), and what other documents count; between
    documents it is a warning. Parts, limits, plans and what was once counted are left alone.

    Fails:

        --- architecture.md ---
        # Architecture
        The system consists of five services:

        - catalog
        - checkout
        - billing
        - shipping

    Passes:

        --- architecture.md ---
        # Architecture
        The system consists of four services, and three of them are public:

        - catalog
        - checkout
        - billing
        - shipping
    """
    told: set[Place] = set()
    for group in _by_cause(tallies(graph)):
        told.update(tally.place for tally in group)
        yield _against_what_is(group)
    for disagreement in disagreements(stated(graph.documents)):
        if disagreement.culprit.place not in told and not _is_told(graph, disagreement):
            yield _between(disagreement)


def _is_told(graph: Graph, disagreement: Disagreement) -> bool:
    """Whether two of the places are told of as claims."""
    lines = {(one.document.path, one.count.span.line) for one in (disagreement.culprit, *disagreement.others)}
    return any(
        claim.severity >= Severity.WARNING and len(lines & {side.place for side in claim.sides}) > 1
        for claim in graph.once(of_graph)
    )


def _by_cause(found: Iterable[Tally]) -> list[list[Tally]]:
    """What is not in line with one and the same list is told of together."""
    groups: dict[tuple[str, Place, str], list[Tally]] = {}
    for tally in found:
        where = tally.other or tally.place
        groups.setdefault((tally.count.noun, where, tally.where), []).append(tally)
    return list(groups.values())


def _against_what_is(group: Sequence[Tally]) -> Problem:
    tally, *others = group
    written = " ".join(tally.count.written.split())
    amount = tally.amount
    notes = [Note(f'"{" ".join(other.count.written.split())}" here', other.place) for other in others]
    if tally.other:
        notes.append(Note(f"{amount} here", tally.other))
    verb = tally.where if amount != 1 else tally.where.replace("are ", "is ", 1)
    return Problem(
        f'"{written}" here, but {amount} {verb}',
        tally.place,
        f"{tally.count.noun} {' '.join(tally.count.narrowed)}".strip(),
        tuple(notes),
        severity=tally.severity,
    )


def _between(disagreement: Disagreement) -> Problem:
    culprit, others = disagreement.culprit, disagreement.others
    against = others[0]
    what = " ".join((*disagreement.narrowed, disagreement.noun))
    return Problem(
        f'"{_quoted(culprit)}" here, and "{_quoted(against)}" in {against.document.path}',
        culprit.place,
        " ".join((what, *sorted({show(one.count.value) for one in (culprit, *others)}))),
        tuple(Note(f'"{_quoted(one)}" here', one.place) for one in others),
        severity=Severity.WARNING,
    )


def _quoted(one: Counted) -> str:
    written = " ".join(one.count.written.split())
    return written if any(char.isalpha() for char in written) else f"{one.count.subject.split(' | ')[0]}: {written}"
