"""XR102 broken-anchor."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.match import nearest
from crossref.model import Fix, Problem, Severity
from crossref.resolve import Reference
from crossref.rule import rule


@rule("XR102", Severity.ERROR)
def broken_anchor(graph: Graph) -> Iterator[Problem]:
    """A link names a heading that its target does not have.

    Readers land at the top of the page and search for themselves. Anchors are made from headings as the dialect in use
    makes them (`dialect`, or that of the site generator), and HTML `id`s and footnotes count too. Where only
    upper and lower case differ, browsers differ too, and it is a warning.

    Fails:

        --- architecture.md ---
        If it fails, follow the [rollback plan](deployment.md#rollback).
        --- deployment.md ---
        # Deployment
        ## Rollback plan

    Passes:

        --- architecture.md ---
        If it fails, follow the [rollback plan](deployment.md#rollback-plan).
        --- deployment.md ---
        # Deployment
        ## Rollback plan
    """
    seen = set()
    for reference in graph.links():
        state = graph.anchor(reference) if reference.fragment else "none"
        if state not in ("missing", "wrong-case") or reference.place in seen:
            continue
        seen.add(reference.place)
        certain = state == "missing" and reference.link.kind != "mention"
        yield Problem(
            _message(graph, reference),
            reference.place,
            subject=reference.link.destination,
            severity=None if certain else Severity.WARNING,
            fix=_fix(graph, reference),
        )


def _fix(graph: Graph, reference: Reference) -> Fix | None:
    from crossref.repairs import reanchored  # a run that finds nothing does not pay for it

    return reanchored(graph, reference)


def _message(graph: Graph, reference: Reference) -> str:
    target = graph.target(reference) or reference.path
    document = graph.document(target)
    suggestion = nearest(reference.fragment, (anchor.name for anchor in document.anchors)) if document else None
    hint = f"; did you mean `#{suggestion}`?" if suggestion else ""
    where = "this document" if target == reference.path else f"`{target}`"
    return f"no heading `#{reference.fragment}` in {where}{hint}"
