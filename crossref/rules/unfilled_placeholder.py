"""XR501 unfilled-placeholder."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Severity
from crossref.rule import rule

_SHOWN = 10
"""Places named beside the first: an unfilled template has a hundred."""


@rule("XR501", Severity.WARNING)
def unfilled_placeholder(graph: Graph) -> Iterator[Problem]:
    """A placeholder of a template was never filled in.

    `[e.g., RBAC, ABAC]` in a finished document says that the section was never thought about. All placeholders of a
    document are one finding; files that are templates by name are passed over, and so is code.

    Fails:

        --- architecture.md ---
        # Architecture
        **Authorization**: [e.g., RBAC, ABAC]

    Passes:

        --- architecture.md ---
        # Architecture
        **Authorization**: RBAC
    """
    for document in graph.documents:
        if "template" in document.path.lower():
            continue
        found = [marker for marker in document.markers if marker.kind == "placeholder"]
        if found:
            first, *others = found
            more = f", and {len(others)} more in this document" if others else ""
            yield Problem(
                f"`{first.text}` is a placeholder that was never filled in{more}",
                Place(document.path, first.span),
                subject=first.text,
                notes=tuple(Note(f"`{other.text}`", Place(document.path, other.span)) for other in others[:_SHOWN]),
            )
