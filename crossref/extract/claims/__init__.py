"""Claims: every value that a document states, with what it is said of, in which scope, and where."""

from __future__ import annotations

from crossref.extract.blocks import Page
from crossref.extract.claims import code, context, sentences, tables
from crossref.extract.claims.place import Here
from crossref.model import Claim, Section


def find(page: Page, sections: tuple[Section, ...], path: str) -> tuple[Claim, ...]:
    """Every claim of a page, in order; a value belongs to one claim only, the one that knows most of it."""
    here = Here(page, sections, context.path_tense(path), path)
    found: dict[tuple[int, int], Claim] = {}
    for claims in (tables.find(here), code.find(here), sentences.find(here)):
        for claim in claims:
            found.setdefault((claim.span.line, claim.span.column), claim)
    return tuple(sorted(found.values(), key=lambda claim: claim.span))
