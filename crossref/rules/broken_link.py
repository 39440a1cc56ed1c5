"""XR101 broken-link."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from crossref.graph import Graph
from crossref.match import nearest_file
from crossref.model import Fix, LinkKind, Problem, Severity
from crossref.resolve import Reference, seen_from
from crossref.rule import rule

_KINDS: tuple[LinkKind, ...] = ("inline", "reference", "autolink", "image", "html", "wiki")


@rule("XR101", Severity.ERROR)
def broken_link(graph: Graph) -> Iterator[Problem]:
    """A link leads to a file that does not exist.

    Readers meet a "not found" page, usually when they need the page most. Links are followed from the folder of
    their document; a leading `/` means the project root, or what `link-root` says. A target that is made later can
    be listed under `allowed-links`.

    Fails:

        --- architecture.md ---
        Rollout is described in the [deployment guide](deploy.md).
        --- deployment.md ---
        # Deployment

    Passes:

        --- architecture.md ---
        Rollout is described in the [deployment guide](deployment.md).
        --- deployment.md ---
        # Deployment
    """
    wiki_links_work = _most_wiki_links_work(graph)
    seen = set()
    for reference in graph.links(*_KINDS):
        if reference.outcome not in ("missing", "empty") or reference.place in seen:
            continue
        if reference.link.kind == "wiki" and not wiki_links_work:
            continue
        seen.add(reference.place)
        yield Problem(
            _message(graph, reference),
            reference.place,
            subject=reference.link.destination,
            fix=_fix(graph, reference),
        )


def _most_wiki_links_work(graph: Graph) -> bool:
    """``[[…]]`` means a link only in a set that is written with wiki links."""
    outcomes = [reference.outcome for reference in graph.links("wiki")]
    return outcomes.count("found") * 2 > len(outcomes)


def _message(graph: Graph, reference: Reference) -> str:
    if reference.outcome == "empty":
        return "the link has no destination"
    suggestion = _suggestion(graph, reference)
    hint = f"; did you mean `{suggestion}`?" if suggestion else ""
    shown = reference.link.destination.partition("#")[0]
    return f"`{shown}` does not exist{hint}"


def _fix(graph: Graph, reference: Reference) -> Fix | None:
    from crossref.repairs import moved  # a run that finds nothing does not pay for it

    return moved(graph, (reference,)) if reference.outcome == "missing" else None


def _suggestion(graph: Graph, reference: Reference) -> str | None:
    """The same file name elsewhere if there is just one, else the one near name in the folder it should be in."""
    folder = posixpath.dirname(reference.path)
    target = reference.target
    moved = graph.tree.ending(posixpath.basename(target)) if target.lower().endswith(".md") else ()
    if len(moved) == 1 and moved[0] != reference.path:
        return seen_from(moved[0], folder)
    beside = posixpath.dirname(target)
    name = nearest_file(target, graph.tree.names(beside))
    return seen_from(posixpath.join(beside, name), folder) if name else None
