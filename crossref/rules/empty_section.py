"""XR504 empty-section."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Place, Problem, Severity
from crossref.rule import rule


@rule("XR504", Severity.INFO)
def empty_section(graph: Graph) -> Iterator[Problem]:
    """A heading has nothing under it.

    The reader is promised something that was never written. A comment is nothing; a subsection is something.

    Fails:

        --- deployment.md ---
        # Deployment
        ## Rollback
        ## Backup
        Nightly.

    Passes:

        --- deployment.md ---
        # Deployment
        ## Rollback
        Release the tag before.
        ## Backup
        Nightly.
    """
    for document in graph.documents:
        for section in document.sections:
            if not section.blocks:
                yield Problem(
                    f"nothing stands under “{section.title}”; write it or remove the heading",
                    Place(document.path, section.span),
                    subject=section.title,
                )
