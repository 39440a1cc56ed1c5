"""Decisions: the records of a log or a folder, and every place that names one."""

from __future__ import annotations

from crossref.decision_terms import words
from crossref.extract.blocks import Page
from crossref.extract.decisions import records, references
from crossref.model import Decision, DecisionReference, Section


def find(
    page: Page, sections: tuple[Section, ...], path: str, role: str | None
) -> tuple[tuple[Decision, ...], tuple[DecisionReference, ...]]:
    """The decision records of a page, and every decision that it names."""
    if words.holds_no_records(path):
        return (), ()
    decisions = records.find(page, sections, path, role) if _may_hold_records(page, path, role) else ()
    return decisions, references.find(page, sections, path, role, decisions)


def _may_hold_records(page: Page, path: str, role: str | None) -> bool:
    return role == "decisions" or "ADR" in page.text or words.is_log_file(path) or words.in_record_folder(path)
