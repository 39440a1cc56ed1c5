"""XR106 broken-section-mention."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.match import is_like, nearest
from crossref.model import Document, Place, Problem, Severity
from crossref.names import plain_name
from crossref.rule import rule

_SIMILAR = 80
"""Percent of likeness from which a heading counts as the one meant: a writer shortens and inflects."""


@rule("XR106", Severity.WARNING)
def broken_section_mention(graph: Graph) -> Iterator[Problem]:
    """The text names a section of a document that has no such section.

    "The Rollback section of `deployment.md`" is a link in all but form, and breaks as silently when a heading is
    renamed. A heading that contains the name, or is contained in it, or is nearly spelled like it, is the one meant.

    Fails:

        --- architecture.md ---
        If it fails, follow the Rollback section of `deployment.md`.
        --- deployment.md ---
        # Deployment
        ## Release process
        Tag, build, release.

    Passes:

        --- architecture.md ---
        If it fails, follow the Rollback section of `deployment.md`.
        --- deployment.md ---
        # Deployment
        ## Rollback plan
        Release the tag before.
    """
    for reference in graph.links():
        if not reference.link.section or reference.fragment:
            continue
        target = graph.target(reference)
        document = graph.document(target) if target else None
        if document is None or not document.sections or _has_section(document, reference.link.section):
            continue
        name = nearest(reference.link.section, (section.title for section in document.sections))
        hint = f"; did you mean “{name}”?" if name else ""
        yield Problem(
            f"`{document.path}` has no section “{reference.link.section}”{hint}",
            Place(reference.path, reference.link.use),
            subject=f"{document.path} {reference.link.section}",
        )


def _has_section(document: Document, name: str) -> bool:
    wanted = plain_name(name)
    words = set(wanted.split())
    titles = [title for section in document.sections if (title := plain_name(section.title))]
    return any(wanted in title or title in wanted or words <= set(title.split()) for title in titles) or any(
        is_like(wanted, title, _SIMILAR) for title in titles
    )
