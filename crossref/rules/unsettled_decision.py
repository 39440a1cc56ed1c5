"""XR406 unsettled-decision."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts.decision_log import log
from crossref.graph import Graph
from crossref.model import Problem, Severity
from crossref.rule import rule


@rule("XR406", Severity.INFO)
def unsettled_decision(graph: Graph) -> Iterator[Problem]:
    """A decision is still proposed.

    A release that builds on an open decision builds on sand. Proposed, draft, pending and the like count as open, in several
    languages; a status that is none of the usual words does not.

    Fails:

        --- decisions.md ---
        ## ADR-001: Use PostgreSQL
        **Status:** Proposed

    Passes:

        --- decisions.md ---
        ## ADR-001: Use PostgreSQL
        **Status:** Accepted
    """
    for record in graph.once(log).records:
        if record.state == "proposed" and not record.copy:
            message = f'{record.name} is still "{record.decision.status}"'
            yield Problem(message, record.status_place, subject=record.name)
