"""XR105 broken-mention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossref.graph import Graph
from crossref.match import nearest_file
from crossref.model import Fix, Note, Problem, Severity
from crossref.resolve import Reference
from crossref.rule import rule


@rule("XR105", Severity.WARNING)
def broken_mention(graph: Graph) -> Iterator[Problem]:
    """The text sends the reader to a Markdown file that does not exist.

    Many sets refer to each other without links (see `deployment.md`). Such a mention is reported only where the
    sentence sends the reader there, never where it just talks about a file. Several mentions of one file are one finding.

    Fails:

        --- architecture.md ---
        For the rollout, see `rollout.md`.

    Passes:

        --- architecture.md ---
        For the rollout, see `deployment.md`. The generator writes `rollout.md`.
        --- deployment.md ---
        # Deployment
    """
    by_name: dict[str, list[Reference]] = {}
    for reference in graph.links("mention"):
        if reference.outcome == "missing" and reference.link.refers and not graph.missing_role(reference.target):
            by_name.setdefault(reference.target, []).append(reference)
    for target, (first, *others) in by_name.items():
        name = nearest_file(target, (document.path for document in graph.documents))
        hint = f"; did you mean `{name}`?" if name else ""
        yield Problem(
            f"the text refers to `{first.link.destination}`, which does not exist{hint}",
            first.place,
            subject=target,
            notes=tuple(Note("also referred to here", other.place) for other in others),
            fix=_fix(graph, (first, *others)),
        )


def _fix(graph: Graph, references: Sequence[Reference]) -> Fix | None:
    from crossref.repairs import moved  # a run that finds nothing does not pay for it

    return moved(graph, references)
