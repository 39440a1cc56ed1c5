"""XR107 outside-root."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Problem, Severity
from crossref.rule import rule


@rule("XR107", Severity.WARNING)
def outside_root(graph: Graph) -> Iterator[Problem]:
    """A link leads out of the project.

    What lies there differs from one checkout to the next, so the link works for its writer at best. Such a target is
    never opened. Addresses of the code host beside the repository (`../../issues`) are counted as not checked.

    Fails:

        --- architecture.md ---
        The schema is in [the other project](../billing/schema.md).

    Passes:

        --- architecture.md ---
        The schema is in [the other project](https://git.example/billing/schema.md).
    """
    seen = set()
    for reference in graph.links():
        if reference.outcome != "outside" or reference.link.kind in ("mention", "path") or reference.place in seen:
            continue
        seen.add(reference.place)
        yield Problem(
            f"`{reference.link.destination}` leads out of the project root; link to a full address instead",
            reference.place,
            subject=reference.link.destination,
        )
