"""XR109 line-out-of-range."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Problem, Severity
from crossref.rule import rule


@rule("XR109", Severity.WARNING)
def line_out_of_range(graph: Graph) -> Iterator[Problem]:
    """A link names lines that its target does not have.

    `#L10-L20` points into a file as it was on the day of writing. When the file is shorter now, the lines are surely
    not those that were meant.

    Fails:

        --- architecture.md ---
        The retry policy is in [retry.py](retry.py#L40-L60).
        --- retry.py ---
        ATTEMPTS = 3

    Passes:

        --- architecture.md ---
        The retry policy is in [retry.py](retry.py#L1).
        --- retry.py ---
        ATTEMPTS = 3
    """
    for reference in graph.links():
        lines = graph.line_range(reference) if reference.outcome == "found" else None
        if lines is None or graph.tree.kind(reference.target) != "file":
            continue
        count = graph.tree.line_count(reference.target)
        if count is not None and max(lines) > count:
            yield Problem(
                f"`{reference.target}` has {count} {'line' if count == 1 else 'lines'}, the link names line {max(lines)}",
                reference.place,
                subject=reference.link.destination,
            )
