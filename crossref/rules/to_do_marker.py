"""XR502 to-do-marker."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Place, Problem, Severity
from crossref.rule import rule


@rule("XR502", Severity.INFO)
def to_do_marker(graph: Graph) -> Iterator[Problem]:
    """The text holds a mark for work to be done: TODO, FIXME, TBD or TBA.

    Nothing is wrong, but a release review wants to know. Marks in code are left to the tools for code.

    Fails:

        --- deployment.md ---
        # Deployment
        TODO: describe the rollback.

    Passes:

        --- deployment.md ---
        # Deployment
        The rollback releases the tag before.
    """
    for document in graph.documents:
        for marker in document.markers:
            if marker.kind == "to-do":
                yield Problem(
                    f"still to be done: {marker.text}", Place(document.path, marker.span), subject=marker.text
                )
