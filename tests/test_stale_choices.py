"""Choices that a later decision replaced and that a document still states."""

from __future__ import annotations

import pytest
from conftest import Check

from crossref.counterparts.stale_choices import stale_choices

OLD = "## ADR-001: Keep water levels in InfluxDB\n\n**Status:** Superseded by ADR-002\n\n"
NEW = "## ADR-002: Keep water levels in TimescaleDB\n\n**Status:** Accepted\n\n"
STATED = "Water levels are kept in InfluxDB."


def stale(
    check: Check, said: str, decisions: str = OLD + NEW, path: str = "architecture.md"
) -> list[tuple[str, str, str]]:
    """Document, old and new choice of each stale one, where a document says something beside the decisions."""
    graph = check({path: f"# Text\n\n{said}\n", "decisions.md": f"# Decisions\n\n{decisions}"}).graph
    return [(found.document.path, found.old, found.new) for found in stale_choices(graph)]


def test_what_was_replaced_and_is_still_stated_is_told_with_both_choices(check: Check) -> None:
    assert stale(check, STATED) == [("architecture.md", "InfluxDB", "TimescaleDB")]


def test_every_place_that_states_it_is_known(check: Check) -> None:
    text = f"# Text\n\n{STATED}\n\n## Backup\n\nA copy of InfluxDB is made every night.\n"
    graph = check({"architecture.md": text, "decisions.md": f"# Decisions\n\n{OLD}{NEW}"}).graph
    (found,) = stale_choices(graph)
    assert [claim.span.line for claim in found.claims] == [3, 7]
    assert (found.record.decision.id, found.successor.decision.id) == ("ADR-001", "ADR-002")


@pytest.mark.parametrize(
    "said",
    [
        "Water levels were previously kept in InfluxDB.",
        "Water levels will eventually move to InfluxDB.",
        "Water levels are kept in TimescaleDB; the export from InfluxDB runs once.",
        "Water levels are kept in a database.",
    ],
)
def test_history_plans_and_texts_that_know_the_new_choice_are_left_alone(check: Check, said: str) -> None:
    assert stale(check, said) == []


@pytest.mark.parametrize(
    "decisions",
    [
        OLD.replace("Superseded by ADR-002", "Accepted") + NEW,
        OLD + NEW.replace("Accepted", "Rejected"),
        OLD.replace("ADR-002", "ADR-009") + NEW,
        OLD + NEW.replace("Keep water levels in TimescaleDB", "Sign in with Keycloak"),
        OLD + NEW + "## ADR-003: Keep prices in InfluxDB\n\n**Status:** Accepted\n",
    ],
    ids=["still in force", "successor rejected", "successor unknown", "another kind", "chosen again elsewhere"],
)
def test_only_a_choice_that_another_of_its_kind_replaced_is_stale(check: Check, decisions: str) -> None:
    assert stale(check, STATED, decisions) == []


def test_plans_state_nothing(check: Check) -> None:
    assert stale(check, STATED, path="roadmap.md") == []
