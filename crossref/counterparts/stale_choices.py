"""Technologies that a decision chose, that a later one replaced, and that a document still gives as the ones in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from crossref.counterparts.decision_log import DecisionLog, Record, log
from crossref.graph import Graph
from crossref.model import Claim, Document
from crossref.standing import has_standing
from crossref.value import Group, Name, Value
from crossref.values import find


class StaleChoice(Struct, frozen=True):
    """A document that states the old choice, and never the new one."""

    document: Document
    claims: tuple[Claim, ...]
    record: Record
    successor: Record
    old: str
    new: str


def stale_choices(graph: Graph) -> Iterator[StaleChoice]:
    """Old choices that documents state as current.

    Only where the successor's title names an alternative of the same kind, no decision in force names the old one, and
    the document knows nothing of the new one; else both may well be in use.
    """
    known = graph.once(log)
    replaced = list(_replaced(known))
    for document in graph.documents if replaced else ():
        if document.role == "decisions" or document.facts.decisions or not has_standing(document):
            continue
        stated: dict[str, list[Claim]] = {}
        named = set()
        for claim in document.facts.claims:
            for name in _names(claim.value):
                named.add(name.name)
                if claim.tense == "stated":
                    stated.setdefault(name.name, []).append(claim)
        for record, successor, old, new in replaced:
            if old in stated and new not in named:
                yield StaleChoice(document, tuple(stated[old]), record, successor, old, new)


def _replaced(known: DecisionLog) -> Iterator[tuple[Record, Record, str, str]]:
    """Superseded records whose title chooses what their successor's title chooses otherwise."""
    originals = [record for record in known.records if not record.copy]
    in_force = {
        name.name
        for record in originals
        if record.state not in ("superseded", "rejected", "deprecated")
        for name in _titled(record)
    }
    for record in originals:
        if record.state != "superseded":
            continue
        for named in record.decision.superseded_by:
            successor = known.target(record, named)
            if successor is None or successor.state not in ("accepted", "none", "unknown"):
                continue
            for old in _titled(record):
                alternatives = [new.name for new in _titled(successor) if new.group and new.group == old.group]
                if old.name not in in_force and alternatives and old.name not in alternatives:
                    yield record, successor, old.name, alternatives[0]


def _titled(record: Record) -> list[Name]:
    return [name for found in find(record.decision.title) for name in _names(found.value)]


def _names(value: Value) -> Iterable[Name]:
    items = value.items if isinstance(value, Group) else (value,)
    return [item for item in items if isinstance(item, Name) and item.type == "technology"]
