"""XR304 stale-decision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.counterparts.decision_log import Key
from crossref.counterparts.decision_mentions import Stale, sentence_around, stale
from crossref.counterparts.stale_choices import StaleChoice, stale_choices
from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Severity
from crossref.rule import rule
from crossref.standing import has_standing

_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 3
"""Words around a mention from which it is a sentence."""
_STATES = {"superseded": "superseded", "rejected": "not accepted"}


@rule("XR304", Severity.WARNING)
def stale_decision(graph: Graph) -> Iterator[Problem]:
    """A document builds on a decision that no longer holds.

    The log says that ADR-004 is superseded, and the deployment guide still gives it as the reason for what it describes:
    one of them is out of date, and a reader cannot tell which. A sentence that names the successor too, or speaks of the
    past, is fine, and so are changelogs and the decision documents themselves.

    Fails:

        --- deployment.md ---
        Sessions are kept in the process, as decided in ADR-001.
        --- decisions.md ---
        ## ADR-001: Keep sessions in the process
        **Status:** Superseded by ADR-002
        ## ADR-002: Keep sessions in Redis
        **Status:** Accepted

    Passes:

        --- deployment.md ---
        Sessions are kept in Redis, as decided in ADR-002. They were kept in the process before (ADR-001).
        --- decisions.md ---
        ## ADR-001: Keep sessions in the process
        **Status:** Superseded by ADR-002
        ## ADR-002: Keep sessions in Redis
        **Status:** Accepted
    """
    told: set[tuple[str, str]] = set()
    groups: dict[tuple[str, Key | None], list[Stale]] = {}
    for found in stale(graph):
        document = graph.document(found.path)
        if document is None or not has_standing(document) or not _says_something(graph, found):
            continue
        groups.setdefault((found.path, found.record.key), []).append(found)
    for group in groups.values():
        told.add((group[0].path, group[0].record.name))
        yield _problem(group)
    for choice in stale_choices(graph):
        if (choice.document.path, choice.record.name) not in told:
            yield _chosen(choice)


def _says_something(graph: Graph, found: Stale) -> bool:
    """Whether a sentence stands around the mention, and not just a list of decisions."""
    document = graph.document(found.path)
    before, after = sentence_around(document, found.reference) if document else ("", "")
    return len(_WORD.findall(before + after)) >= _SENTENCE


def _chosen(choice: StaleChoice) -> Problem:
    path, (first, *others) = choice.document.path, choice.claims
    record, successor = choice.record, choice.successor
    return Problem(
        f"{choice.old} is stated as current here, and {record.name}, which chose it, is superseded by {successor.name}"
        f" ({choice.new})",
        Place(path, first.span),
        f"{record.name} {choice.old}",
        (
            *(Note("also here", Place(path, other.span)) for other in others),
            Note(f'its status is "{record.decision.status}"', record.status_place),
            Note(f"{successor.name} holds now", successor.place),
        ),
    )


def _problem(group: list[Stale]) -> Problem:
    first = group[0]
    record = first.record
    by = f" by {' and '.join(other.name for other in first.successors)}" if first.successors else ""
    return Problem(
        f"{record.name} is stated as current here, and it is {_STATES.get(record.state, record.state)}{by}",
        Place(first.path, first.reference.span),
        record.name,
        (
            *(Note("also here", Place(other.path, other.reference.span)) for other in group[1:]),
            Note(f'its status is "{record.decision.status}"', record.status_place),
            *(Note(f"{other.name} holds now", other.place) for other in first.successors),
        ),
    )
