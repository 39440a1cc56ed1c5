"""Claims put side by side: each channel has its own test of what is the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from crossref.channels import (
    addresses,
    attributes,
    cells,
    choices,
    configuration,
    holders,
    ports,
    sentences,
    technologies,
    twins,
    variables,
)
from crossref.channels.apart import without_apart
from crossref.channels.attribute_names import in_label
from crossref.channels.side import Disagreement, Side, sides_of
from crossref.graph import Graph
from crossref.model import Attribute, Profile
from crossref.standing import has_standing
from crossref.value import kind_of

__all__ = ["Disagreement", "Side", "disagreements", "of_graph", "sides_of"]

Channel = Callable[[Sequence[Side]], Iterator[Disagreement]]


def of_graph(graph: Graph) -> tuple[Disagreement, ...]:
    """Everything that the documents of a graph disagree on; ask for it through ``graph.once``."""
    documents = {document.path: document for document in graph.documents if has_standing(document)}
    sides = [side for document in documents.values() for side in sides_of(document)]
    return tuple(without_apart(disagreements(sides, graph.profile), documents))


def disagreements(sides: Sequence[Side], profile: Profile) -> tuple[Disagreement, ...]:
    """Everything that the stated claims of a set disagree on; a pair of places is reported once, by the surest channel."""
    stated = sorted((side for side in sides if side.claim.tense == "stated"), key=lambda side: side.order)
    texts = [side for side in stated if side.claim.key == "text"]
    names = sorted((side for side in sides if side.claim.key == "name"), key=lambda side: side.order)
    located = [side for side in stated if side.claim.key == "port"]
    stated = [side for side in stated if side.claim.key not in ("text", "name", "port")]
    seen: list[set[tuple[str, int]]] = []
    found = []
    channels: tuple[Channel, ...] = (
        *_channels(profile, located),
        lambda _: twins.disagreements(texts),
        lambda _: holders.disagreements(names),
    )
    for channel in channels:
        for disagreement in channel(stated):
            places = {side.place for side in disagreement.sides}
            if not any(len(places & known) >= 2 for known in seen):
                seen.append(places)
                found.append(_with_authority(disagreement, profile.attributes))
    return tuple(found)


def _with_authority(disagreement: Disagreement, attributes: Sequence[Attribute]) -> Disagreement:
    """Whose document is believed, where a label of any side names an attribute that the profile gives an authority."""
    if disagreement.authority:
        return disagreement
    for side in disagreement.sides:
        kind = kind_of(side.claim.value)
        for label in (side.claim.attribute, side.claim.subject):
            named = in_label(label, kind, attributes)
            if named and named.attribute.authority:
                return replace(disagreement, authority=named.attribute.authority)
    return disagreement


def _channels(profile: Profile, located: Sequence[Side]) -> tuple[Channel, ...]:
    """The surest first."""
    return (
        variables.disagreements,
        configuration.disagreements,
        technologies.disagreements,
        choices.disagreements,
        lambda _: ports.disagreements(located),
        addresses.disagreements,
        cells.disagreements,
        partial(attributes.disagreements, profile.attributes),
        sentences.disagreements,
    )
