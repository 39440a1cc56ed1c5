"""XR202 missing-document."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Severity
from crossref.rule import rule


@rule("XR202", Severity.WARNING)
def missing_document(graph: Graph) -> Iterator[Problem]:
    """The configuration names a role that no file has.

    The set promises, say, a deployment document, and there is none. Mentions of the missing file are part of this
    finding and not reported again.

    Fails:

        --- crossref.toml ---
        [roles]
        deployment = ["deployment.md"]
        --- architecture.md ---
        See `deployment.md` for the rollout.

    Passes:

        --- crossref.toml ---
        [roles]
        deployment = ["deployment.md"]
        --- architecture.md ---
        See `deployment.md` for the rollout.
        --- deployment.md ---
        # Deployment
    """
    for role, patterns in graph.missing_roles.items():
        mentions = [
            reference
            for reference in graph.links("mention")
            if reference.outcome == "missing" and graph.missing_role(reference.target) == role
        ]
        yield Problem(
            f"no document has the role {role}; expected {' or '.join(f'`{pattern}`' for pattern in patterns)}",
            Place(graph.config.file or "crossref.toml", graph.profile.required_roles[role]),
            subject=role,
            notes=tuple(Note("referred to here", reference.place) for reference in mentions),
        )
