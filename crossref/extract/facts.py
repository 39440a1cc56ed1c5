"""What a document says: passages, entries, endpoints, environment variables, decisions and claims."""

from __future__ import annotations

from crossref.extract import claims, counts, decisions, diagrams, endpoints, entries, passages, variables
from crossref.extract.blocks import Page
from crossref.model import Facts, Profile, Section


def find(page: Page, sections: tuple[Section, ...], path: str, role: str | None, profile: Profile) -> Facts:
    """Everything that counterparts, decisions and mentions are judged by."""
    found_decisions, references = decisions.find(page, sections, path, role)
    return Facts(
        passages=passages.find(page, sections),
        entries=entries.find(page, sections, role, profile),
        endpoints=endpoints.find(page, sections),
        variables=variables.find(page, sections),
        decisions=found_decisions,
        decision_references=references,
        claims=claims.find(page, sections, path),
        texts=claims.find_texts(page, sections, path),
        counts=counts.find(page, sections, path),
        nodes=diagrams.find(page, sections),
    )
