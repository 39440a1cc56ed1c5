"""XR301 conflicting-claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from crossref.channels import Disagreement, Side, of_graph
from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Severity
from crossref.names import plain_name
from crossref.rule import rule
from crossref.values import compare, show

_QUOTED = frozenset({"attribute", "sentence"})
"""Channels whose subject is a handful of words; the text around the value says it better."""
_ELLIPSIS = "\u2026"
_LONGEST = 72
"""Characters of what a message quotes."""


@rule("XR301", Severity.ERROR)
def conflicting_claim(graph: Graph) -> Iterator[Problem]:
    """Two documents state different values of one thing.

    Values are compared by what they mean: 15 min and 900 s agree, so do `>= 80 %` and 85 %. Plans, examples, history and
    another environment's values contradict nothing, and a document that gives several values is left alone; so are reports,
    tickets and other documents of a moment. The place reported is the one that most others, or the document whose subject
    it is, speak against. An error is what two documents declare as the default of one variable; all else is a warning,
    or a note where neither document tells of the whole system.

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
        yield _problem(disagreement)


def _problem(disagreement: Disagreement) -> Problem:
    culprit = _culprit(disagreement)
    others = _one_per_line([side for side in disagreement.sides if side.place != culprit.place])
    ours = show(culprit.claim.value)
    against = max(others, key=lambda side: _opposition(side, culprit))
    values = sorted({show(side.claim.value) for side in disagreement.sides})
    return Problem(
        f"{_topic(disagreement, culprit)}: {ours} here, {show(against.claim.value)} in {against.path}:{against.place[1]}",
        _place(culprit),
        " ".join((disagreement.channel, plain_name(disagreement.subject), *values)),
        tuple(Note(_caption(side, disagreement.authority), _place(side)) for side in others),
        severity=disagreement.severity,
    )


def _culprit(disagreement: Disagreement) -> Side:
    """The side to be mended: one that most documents speak against, and among equals not the authority's, else the last."""
    documents: dict[str, set[str]] = defaultdict(set)
    for side in disagreement.sides:
        documents[show(side.claim.value)].add(side.path)
    return max(
        disagreement.sides,
        key=lambda side: (
            -len(documents[show(side.claim.value)]),
            not side.role or side.role != disagreement.authority,
            side.order,
        ),
    )


def _opposition(side: Side, culprit: Side) -> int:
    """How clearly a side says otherwise: some of several only speak against another one."""
    if compare(side.claim.value, culprit.claim.value) == "conflict":
        return 2
    return int(show(side.claim.value) != show(culprit.claim.value))


def _one_per_line(sides: list[Side]) -> list[Side]:
    """The first side of each line: a row that repeats a value for three environments takes one stand."""
    return list({side.place: side for side in reversed(sides)}.values())[::-1]


def _topic(disagreement: Disagreement, culprit: Side) -> str:
    """What the values are of: what the channel calls it, else the text around the value."""
    claim, subject = culprit.claim, disagreement.subject
    if disagreement.channel in _QUOTED and claim.attribute:
        subject = f"{claim.subject} {claim.attribute}"
    elif disagreement.channel in _QUOTED and claim.said.strip(" {}"):
        subject = ""
    if subject:
        return _shortened(" ".join(subject.split()))
    before, _, after = " ".join(claim.said.split()).partition("{}")
    return f"\u201c{_shortened(before + _ELLIPSIS + after)}\u201d"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}{_ELLIPSIS}"


def _caption(side: Side, authority: str) -> str:
    believed = f", where {authority} has the say" if authority and side.role == authority else ""
    return f"{show(side.claim.value)} here{believed}"


def _place(side: Side) -> Place:
    return Place(side.path, side.claim.span)
