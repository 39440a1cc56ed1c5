"""What stands under the cursor, and where else it stands."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts import Pairing, pairings
from crossref.graph import Graph
from crossref.lsp.answers import Hover, Line
from crossref.lsp.index import Index, Occurrence, claims_at, same_claims
from crossref.lsp.navigation import heading_at, leading_to, link_at, target_of
from crossref.model import Claim, Document, Place
from crossref.resolve import Reference

_MOST = 12
"""Places that a hover lists."""
_LEADS = {
    "missing": "leads to nothing",
    "wrong-case": "is spelled otherwise on disk",
    "outside": "leads out of the project",
    "external": "not checked: an address of another site",
    "template": "not checked: a template fills it in",
    "route": "not checked: an address that only the site generator knows",
    "hosting": "not checked: a page of the code host",
    "allowed": "not checked: the configuration says that it may be missing",
    "ambiguous": "several files fit",
    "empty": "leads nowhere: it is empty",
}
_STATES = {
    "covered": "has it",
    "missing": "lacks it",
    "unwanted": "has it, and nothing declares it",
    "ambiguous": "may mean it, among others",
    "duplicate": "has it twice",
}


def hover(index: Index, path: str, line: int, column: int) -> Hover | None:
    """What to say about a position; None about plain text."""
    graph = index.graph
    document = graph.document(path)
    if document is None:
        return None
    if reference := link_at(graph, path, line, column):
        return _link(graph, reference)
    occurrence = index.at(path, line, column)
    claims = claims_at(document, line, column)
    if occurrence:
        entry = _entry(index, occurrence)
        return Hover(entry.kind, entry.name, (*entry.lines, *_of_claims(graph, path, claims)), entry.span)
    if claims:
        claim = claims[0]
        name = " · ".join(filter(None, (claim.subject, claim.attribute, claim.written)))
        return Hover("claim", name, tuple(_of_claims(graph, path, claims)), claim.span)
    return _heading(graph, document, line)


def _link(graph: Graph, reference: Reference) -> Hover:
    place = target_of(graph, reference)
    written = reference.link.destination
    if place is None:
        said = _LEADS.get(reference.outcome, f"leads to {reference.target or 'this document'}")
        return Hover("link", written, (Line(said),), reference.link.span)
    document = graph.document(place.path)
    state = graph.anchor(reference)
    if state in ("missing", "wrong-case"):
        return Hover("link", written, (Line("has no such heading:", place),), reference.link.span)
    title = ""
    if document:
        section = heading_at(document, place.span.line) if reference.fragment else None
        title = section.title if section else document.title
    return Hover("link", title or written, (Line("leads to", place),), reference.link.span)


def _entry(index: Index, occurrence: Occurrence) -> Hover:
    lines = [
        Line("declared in" if each.declares else "named in", each.place)
        for each in index.declared(occurrence.key)
        if each.place != occurrence.place
    ]
    declared = {each.place for each in index.declared(occurrence.key)}
    shown = {*declared, occurrence.place}
    for pairing in index.graph.once(pairings):
        if pairing.kind == occurrence.key[0] and not declared.isdisjoint(pairing.declared):
            lines.extend(line for line in _counterpart(pairing) if line.place not in shown)
            shown |= {line.place for line in lines if line.place}
    return Hover(occurrence.key[0], occurrence.name, tuple(_limited(lines)), occurrence.place.span)


def _counterpart(pairing: Pairing) -> Iterator[Line]:
    said = f"{_STATES[pairing.state]} ({pairing.contract.id})"
    if pairing.counterpart:
        yield Line(said, pairing.counterpart)
    for path in pairing.lacking:
        yield Line(f"{path} {said}")


def _of_claims(graph: Graph, path: str, claims: list[Claim]) -> Iterator[Line]:
    """Where else something of the same name is stated, and what is stated there."""
    lines = [
        Line(f"{_said(other)} in", Place(where, other.span))
        for claim in claims
        for where, other in same_claims(graph, path, claim)
    ]
    yield from _limited(list(dict.fromkeys(lines)))


def _said(claim: Claim) -> str:
    tense = "" if claim.tense == "stated" else f" ({claim.tense})"
    scope = f" [{', '.join(claim.scope)}]" if claim.scope else ""
    return f"{' '.join(claim.written.split())}{tense}{scope}"


def _heading(graph: Graph, document: Document, line: int) -> Hover | None:
    section = heading_at(document, line)
    if section is None:
        return None
    lines = [Line("named in", each.place) for each in leading_to(graph, document.path, section)]
    return Hover("heading", section.title, tuple(_limited(lines)) or (Line("nothing leads here"),), section.span)


def _limited(lines: list[Line]) -> list[Line]:
    more = len(lines) - _MOST
    return lines if more <= 0 else [*lines[:_MOST], Line(f"and {more} more")]
