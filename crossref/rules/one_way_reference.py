"""XR206 one-way-reference."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Problem, Severity
from crossref.names import is_called
from crossref.rule import rule


@rule("XR206", Severity.OFF)
def one_way_reference(graph: Graph) -> Iterator[Problem]:
    """A document lists another as related, and that one never mentions it.

    Off by default: not every relation has to be told twice. Switched on, it keeps the Related Documentation lists of a set
    complete in both directions.

    Fails:

        --- architecture.md ---
        # Architecture
        ## Related Documentation
        - [Deployment](deployment.md)
        --- deployment.md ---
        # Deployment

    Passes:

        --- architecture.md ---
        # Architecture
        ## Related Documentation
        - [Deployment](deployment.md)
        --- deployment.md ---
        # Deployment
        The parts are described in [the architecture](architecture.md).
    """
    led_to = {(reference.path, graph.target(reference)) for reference in graph.links()}
    seen = set()
    for reference in graph.links():
        target = graph.target(reference)
        if (
            target is None
            or target == reference.path
            or not graph.is_member(target)
            or (reference.path, target) in seen
        ):
            continue
        section = graph.section_at(reference.path, reference.link.use.line)
        if section is None or not is_called(section.title, "related documentation", graph.profile.vocabulary):
            continue
        seen.add((reference.path, target))
        if (target, reference.path) not in led_to:
            yield Problem(
                f"`{target}` is listed as related and never mentions this document", reference.place, subject=target
            )
