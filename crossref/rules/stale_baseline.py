"""XR904 stale-baseline."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Problem, Severity
from crossref.rule import by_stage, rule


@rule("XR904", Severity.WARNING)
def stale_baseline(graph: Graph) -> Iterator[Problem]:
    """An entry of the baseline knows a finding that is there no more.

    The finding was put right, and the entry now waits to hide the next one like it. `crossref check --update` takes
    such entries out. An entry is judged only where the run could have found what it knows: not if its rule did not run,
    if flags or paths leave documents out, or if a document cannot be read.

    Fails:

        --- crossref.toml ---
        baseline = "known.json"
        --- known.json ---
        {"kind": "crossref-baseline", "version": 1, "entries": [
          {"code": "XR101", "path": "architecture.md", "subject": "deploy.md", "fingerprint": "ed657306ac2b5f0b"}
        ]}
        --- architecture.md ---
        See [deployment](deployment.md).
        --- deployment.md ---
        # Deployment

    Passes:

        --- crossref.toml ---
        baseline = "known.json"
        --- known.json ---
        {"kind": "crossref-baseline", "version": 1, "entries": [
          {"code": "XR101", "path": "architecture.md", "subject": "deploy.md", "fingerprint": "ed657306ac2b5f0b"}
        ]}
        --- architecture.md ---
        See [deployment](deploy.md).
        --- deployment.md ---
        # Deployment
    """
    return by_stage(graph)
