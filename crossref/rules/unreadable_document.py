"""XR903 unreadable-document."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Problem, Severity
from crossref.rule import by_stage, rule


@rule("XR903", Severity.ERROR)
def unreadable_document(graph: Graph) -> Iterator[Problem]:
    r"""A document cannot be read, or is not UTF-8.

    Nothing in it was checked. Save it as UTF-8 (a byte order mark does no harm), or exclude it.

    Fails:

        --- architecture.md ---
        caf\xe9

    Passes:

        --- architecture.md ---
        café
    """
    return by_stage(graph)
