"""Claims put side by side: each channel has its own test of what is the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from crossref.channels import attributes, cells, choices, configuration, counts, sentences, technologies, variables
from crossref.channels.side import Disagreement, Side, sides_of
from crossref.graph import Graph
from crossref.model import Profile

__all__ = ["Disagreement", "Side", "disagreements", "of_graph", "sides_of"]

Channel = Callable[[Sequence[Side]], Iterator[Disagreement]]


def of_graph(graph: Graph) -> tuple[Disagreement, ...]:
    """Everything that the documents of a graph disagree on; ask for it through ``graph.once``."""
    return disagreements([side for document in graph.documents for side in sides_of(document)], graph.profile)


def disagreements(sides: Sequence[Side], profile: Profile) -> tuple[Disagreement, ...]:
    """Everything that the stated claims of a set disagree on; a pair of places is reported once, by the surest channel."""
    stated = sorted((side for side in sides if side.claim.tense == "stated"), key=lambda side: side.order)
    seen: list[set[tuple[str, int]]] = []
    found = []
    for channel in _channels(profile):
        for disagreement in channel(stated):
            places = {side.place for side in disagreement.sides}
            if not any(len(places & known) >= 2 for known in seen):
                seen.append(places)
                found.append(disagreement)
    return tuple(found)


def _channels(profile: Profile) -> tuple[Channel, ...]:
    """The surest first."""
    return (
        variables.disagreements,
        configuration.disagreements,
        technologies.disagreements,
        choices.disagreements,
        cells.disagreements,
        partial(attributes.disagreements, profile.attributes),
        counts.disagreements,
        sentences.disagreements,
    )
