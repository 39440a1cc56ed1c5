"""XR902 unknown-rule."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Problem, Severity
from crossref.rule import by_stage, rule


@rule("XR902", Severity.ERROR)
def unknown_rule(graph: Graph) -> Iterator[Problem]:
    """An ignore comment names a rule that does not exist, or none at all.

    It silences nothing, whatever its writer believes. Rules are named by code (`XR101`), prefix (`XR1`) or name
    (`broken-link`), separated by commas; what follows is the reason.

    Fails:

        --- architecture.md ---
        See [deployment](https://docs.example/deployment). <!-- crossref: ignore brokn-link -->

    Passes:

        --- architecture.md ---
        See [deployment](deployment.md). <!-- crossref: ignore broken-link written next week -->
    """
    return by_stage(graph)
