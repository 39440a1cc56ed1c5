"""XR104 wrong-case."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Fix, Problem, Severity
from crossref.resolve import Reference, seen_from
from crossref.rule import rule


@rule("XR104", Severity.ERROR)
def wrong_case(graph: Graph) -> Iterator[Problem]:
    """A link spells its target in another case than the file has.

    It works on a machine whose file system does not tell upper from lower case, and breaks on the server and for
    everyone else. The case is compared on every platform.

    Fails:

        --- architecture.md ---
        See the [deployment guide](Deployment.md).
        --- deployment.md ---
        # Deployment

    Passes:

        --- architecture.md ---
        See the [deployment guide](deployment.md).
        --- deployment.md ---
        # Deployment
    """
    seen = set()
    for reference in graph.links():
        if reference.outcome != "wrong-case" or reference.place in seen:
            continue
        seen.add(reference.place)
        written = reference.link.destination.partition("#")[0]
        spelled = seen_from(reference.target, posixpath.dirname(reference.path))
        yield Problem(
            f"`{written}` is spelled `{spelled}` in the file system",
            reference.place,
            subject=reference.link.destination,
            fix=_fix(graph, reference),
        )


def _fix(graph: Graph, reference: Reference) -> Fix | None:
    from crossref.repairs import recased  # a run that finds nothing does not pay for it

    return recased(graph, reference)
