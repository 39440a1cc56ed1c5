"""XR301 conflicting-claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crossref.channels import Disagreement, Side, of_graph
from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Severity
from crossref.names import plain_name
from crossref.rule import rule
from crossref.values import show

_COUNTS = "count"
"""The channel whose disagreements belong to another rule."""


@rule("XR301", Severity.ERROR)
def conflicting_claim(graph: Graph) -> Iterator[Problem]:
    """Two documents state different values of one thing.

    Values are compared by what they mean: 15 min and 900 s agree, so do `>= 80 %` and 85 %. Plans, examples, history and
    another environment's values contradict nothing, and a document that gives several values is left alone. The
    place reported is the one that most others, or the document whose subject it is, speak against.

    Fails:

        --- architecture.md ---
        # Architecture
        - **Database**: PostgreSQL 16
        --- deployment.md ---
        # Deployment
        | Component | Version |
        |---|---|
        | PostgreSQL | 14 |

    Passes:

        --- architecture.md ---
        # Architecture
        - **Database**: PostgreSQL 16
        --- deployment.md ---
        # Deployment
        | Component | Version |
        |---|---|
        | PostgreSQL | 16.4 |
    """
    for disagreement in graph.once(of_graph):
        if disagreement.channel != _COUNTS:
            yield _problem(disagreement)


def _problem(disagreement: Disagreement) -> Problem:
    culprit = _culprit(disagreement)
    others = [side for side in disagreement.sides if side is not culprit]
    against = next((side for side in others if show(side.claim.value) != show(culprit.claim.value)), others[0])
    name = disagreement.subject.strip() or "this value"
    ours, theirs = show(culprit.claim.value), show(against.claim.value)
    sides = sorted({show(side.claim.value) for side in disagreement.sides})
    return Problem(
        f"{name} is {ours} here and {theirs} in {against.path}",
        _place(culprit),
        " ".join((disagreement.channel, plain_name(name), *sides)),
        tuple(Note(f"`{show(side.claim.value)}` here", _place(side)) for side in others),
        severity=disagreement.severity,
    )


def _culprit(disagreement: Disagreement) -> Side:
    """The side to be mended: not the authority's, else one that most speak against, else the last."""
    documents: dict[str, set[str]] = {}
    for side in disagreement.sides:
        documents.setdefault(show(side.claim.value), set()).add(side.path)
    support = Counter({value: len(paths) for value, paths in documents.items()})
    return max(
        disagreement.sides,
        key=lambda side: (
            -support[show(side.claim.value)],
            (side.role != disagreement.authority or not side.role),
            side.order,
        ),
    )


def _place(side: Side) -> Place:
    return Place(side.path, side.claim.span)
