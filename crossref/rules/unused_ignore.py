"""XR901 unused-ignore."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Problem, Severity
from crossref.rule import by_stage, rule


@rule("XR901", Severity.WARNING)
def unused_ignore(graph: Graph) -> Iterator[Problem]:
    """An ignore comment silences nothing.

    What it once silenced was put right, and the comment now waits to hide the next mistake. Only comments whose
    rules all ran are judged.

    Fails:

        --- architecture.md ---
        See [deployment](deployment.md). <!-- crossref: ignore XR101 written next week -->
        --- deployment.md ---
        # Deployment

    Passes:

        --- architecture.md ---
        See [deployment](deployment.md). <!-- crossref: ignore XR101 written next week -->
    """
    return by_stage(graph)
