"""Claims put side by side: each channel has its own test of what is the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from crossref.channels import (
    addresses,
    attributes,
    cells,
    choices,
    closed_lists,
    configuration,
    holders,
    ports,
    repositories,
    sentences,
    stages,
    technologies,
    twins,
    variables,
)
from crossref.channels.apart import without_apart
from crossref.channels.attribute_names import in_label
from crossref.channels.side import Disagreement, Side, Use, sides_of
from crossref.graph import Graph
from crossref.memory import Recall, afresh
from crossref.model import Attribute, Profile
from crossref.standing import has_standing
from crossref.value import kind_of

__all__ = ["Disagreement", "Side", "disagreements", "of_graph", "sides_of"]

Channel = Callable[[Sequence[Side]], Iterator[Disagreement]]


def of_graph(graph: Graph) -> tuple[Disagreement, ...]:
    """Everything that the documents of a graph disagree on; ask for it through ``graph.once``."""
    recall = graph.recall
    documents = {
        document.path: document
        for document in graph.documents
        if recall("standing", document, partial(has_standing, document))
    }
    sides = [side for document in documents.values() for side in recall("sides", document, partial(sides_of, document))]
    return tuple(without_apart(disagreements(sides, graph.profile, recall), documents))


def disagreements(sides: Sequence[Side], profile: Profile, recall: Recall = afresh) -> tuple[Disagreement, ...]:
    """Everything that the stated claims of a set disagree on; a pair of places is reported once, by the surest channel.

    ``recall`` is asked for what depends on one side alone.
    """
    by_use: dict[Use, list[Side]] = defaultdict(list)
    for side in sorted(sides, key=lambda side: side.order):
        # What is only named, in whatever tense, tells that a name is known.
        if side.claim.tense == "stated" or side.use == "name":
            by_use[side.use].append(side)
    seen: list[set[tuple[str, int]]] = []
    found = []
    for use, channel in _channels(profile, recall):
        for disagreement in channel(by_use[use]):
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


def _channels(profile: Profile, recall: Recall) -> tuple[tuple[Use, Channel], ...]:
    """The surest first."""
    return (
        ("value", variables.disagreements),
        ("own", closed_lists.disagreements),
        ("own", stages.disagreements),
        ("own", repositories.disagreements),
        ("value", configuration.disagreements),
        ("value", partial(technologies.disagreements, recall=recall)),
        ("value", choices.disagreements),
        ("port", ports.disagreements),
        ("value", addresses.disagreements),
        ("value", cells.disagreements),
        ("value", partial(attributes.disagreements, profile.attributes, recall=recall)),
        ("value", partial(sentences.disagreements, recall=recall)),
        ("text", partial(twins.disagreements, recall=recall)),
        ("name", holders.disagreements),
    )
