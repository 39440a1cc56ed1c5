"""XR205 orphan-document."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from crossref.counterparts.decision_log import log
from crossref.graph import Graph
from crossref.model import Document, Place, Problem, Severity, Span
from crossref.rule import rule

_FOUND_BY_NAME = frozenset(
    "readme index _index changelog license licence contributing code_of_conduct security support summary claude agents"
    " gemini copilot-instructions governance authors maintainers notice history _sidebar _navbar todo roadmap".split()
)
"""Files that readers and tools find without a link."""


@rule("XR205", Severity.INFO)
def orphan_document(graph: Graph) -> Iterator[Problem]:
    """No other document leads to this one.

    A page that nobody is sent to is read by nobody and corrected by nobody. A mention, a record's number or a link to its folder is enough.
    Files that are found by their name (README, CHANGELOG …) and pages of a site, which has a menu, are passed over.

    Fails:

        --- architecture.md ---
        # Architecture
        See [deployment](deployment.md).
        --- deployment.md ---
        # Deployment
        See [architecture](architecture.md).
        --- runbook.md ---
        # Runbook

    Passes:

        --- architecture.md ---
        # Architecture
        See [deployment](deployment.md) and `runbook.md`.
        --- deployment.md ---
        # Deployment
        See [architecture](architecture.md).
        --- runbook.md ---
        # Runbook
    """
    if len(graph.documents) < 2 or not graph.incoming:
        return
    named = graph.once(_named)
    folders = {reference.target for reference in graph.links() if graph.tree.kind(reference.target) == "directory"}
    for document in graph.documents:
        if document.path in graph.incoming or document.path in named:
            continue
        if not _is_found_anyway(document, graph, folders):
            yield Problem(
                "no other document leads here; link to it from the document that its readers start at",
                Place(document.path, Span(1, 1, 1, 1)),
                subject="orphan",
            )


def _named(graph: Graph) -> frozenset[str]:
    """Documents that others name without a link: a record by its number, any by a link that goes astray and is a finding itself."""
    known = graph.once(log)
    paths = {
        record.path
        for document in graph.documents
        for reference in document.facts.decision_references
        if (record := known.record(reference)) and record.decision.is_file and record.path != document.path
    }
    astray = {
        posixpath.basename(reference.target or reference.link.destination)
        for reference in graph.links()
        if reference.outcome in ("missing", "wrong-case")
    }
    return frozenset(paths | {each.path for each in graph.documents if posixpath.basename(each.path) in astray})


def _is_found_anyway(document: Document, graph: Graph, folders: set[str]) -> bool:
    folder, name = posixpath.split(document.path)
    on_a_site = any(not site.folder or document.path.startswith(site.folder + "/") for site in graph.profile.sites)
    return on_a_site or folder in folders or folder.startswith(".") or name.lower().partition(".")[0] in _FOUND_BY_NAME
