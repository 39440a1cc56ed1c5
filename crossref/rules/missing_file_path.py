"""XR108 missing-file-path."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Problem, Severity
from crossref.rule import rule


@rule("XR108", Severity.INFO)
def missing_file_path(graph: Graph) -> Iterator[Problem]:
    """A path listed under *Key files* does not exist.

    Source files move more often than documents are read. Paths are looked up from the document's folder, the documents'
    root and the project root; patterns and placeholders are passed over.

    Fails:

        --- architecture.md ---
        # Architecture
        - **Key files**: `services/orders/main.py`

    Passes:

        --- architecture.md ---
        # Architecture
        - **Key files**: `services/orders/main.py`
        --- services/orders/main.py ---
        print("orders")
    """
    for reference in graph.links("path"):
        if reference.outcome == "missing":
            yield Problem(
                f"`{reference.link.destination}` is listed as a key file and does not exist",
                reference.place,
                subject=reference.link.destination,
            )
