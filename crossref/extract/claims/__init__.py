"""Claims: every value that a document states, with what it is said of, in which scope, and where."""

from __future__ import annotations

from crossref import context
from crossref.extract.blocks import Page
from crossref.extract.claims import (
    badges,
    choices,
    closed_lists,
    code,
    diagrams,
    ports,
    repositories,
    sentences,
    settings,
    stages,
    tables,
    texts,
)
from crossref.extract.claims.place import Here
from crossref.model import Claim, Section


def find(page: Page, sections: tuple[Section, ...], path: str) -> tuple[Claim, ...]:
    """Every claim of a page, in order; a value belongs to one claim only, the one that knows most of it."""
    here = Here(page, sections, context.path_tense(path), path)
    found: dict[tuple[int, int], Claim] = {}
    for claims in (tables.find(here), code.find(here), diagrams.find(here), settings.find(here), sentences.find(here)):
        for claim in claims:
            found.setdefault((claim.span.line, claim.span.column), claim)
    return tuple(
        sorted(
            (
                *found.values(),
                *ports.find(here),
                *closed_lists.find(here),
                *badges.find(here),
                *stages.find(here),
                *repositories.find(here),
            ),
            key=lambda claim: claim.span,
        )
    )


def find_texts(page: Page, sections: tuple[Section, ...], path: str) -> tuple[Claim, ...]:
    """Every sentence and row that is stated, as it is written, and every naming of a technology or the like."""
    here = Here(page, sections, context.path_tense(path), path)
    return (*texts.find(here), *choices.find(here))
