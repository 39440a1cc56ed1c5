"""XR503 ambiguous-heading."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Section, Severity
from crossref.names import plain_name
from crossref.rule import rule


@rule("XR503", Severity.OFF)
def ambiguous_heading(graph: Graph) -> Iterator[Problem]:
    """Two sections side by side have the same heading.

    Their anchors differ by a number only (`#examples`, `#examples-1`), which changes when one is moved. Off by
    default: many sets repeat headings on purpose.

    Fails:

        --- deployment.md ---
        # Deployment
        ## Rollback
        By tag.
        ## Rollback
        By database.

    Passes:

        --- deployment.md ---
        # Deployment
        ## Rollback of a release
        By tag.
        ## Rollback of the database
        By backup.
    """
    for document in graph.documents:
        first: dict[tuple[int, str], Section] = {}
        for section in document.sections:
            key = (section.parent, plain_name(section.title))
            known = first.setdefault(key, section)
            if known is not section:
                yield Problem(
                    f"“{section.title}” is a heading twice here; tell the two apart",
                    Place(document.path, section.span),
                    subject=section.title,
                    notes=(Note("the first one", Place(document.path, known.span)),),
                )
