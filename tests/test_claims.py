"""What is read as a claim: tables, labels, sentences and configuration, with scope and tense."""

from __future__ import annotations

import pytest

from crossref.extract import anchors, claims
from crossref.extract.markdown import parse
from crossref.model import Claim
from crossref.values import show


def read(text: str, path: str = "docs/guide.md") -> tuple[Claim, ...]:
    page = parse(text)
    return claims.find(page, anchors.find(page, "github")[1], path)


def one(text: str, value: str) -> Claim:
    return next(claim for claim in read(text) if show(claim.value) == value)


@pytest.mark.parametrize(
    ("text", "value", "subject", "attribute"),
    [
        ("| Ferry | Port |\n|---|---|\n| Tariff desk | 7301 |", "7301", "Tariff desk", "Port"),
        ("| Port | Ferry |\n|---|---|\n| 7301 | Tariff desk |", "7301", "Tariff desk", "Port"),
        ("# Backups\n\n- **Retention**: 12 days", "12 days", "Backups", "Retention"),
        ("The tariff cache has a TTL of 40 seconds.", "40 s", "", ""),
        ("Install lock-keeper 3.7+ first.", ">= 3.7", "lock-keeper", ""),
    ],
)
def test_subject_and_attribute(text: str, value: str, subject: str, attribute: str) -> None:
    claim = one(text, value)
    assert (claim.subject, claim.attribute) == (subject, attribute)


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("| Name | Default |\n|---|---|\n| `TIDE_LIMIT` | 9 |", "9", "env TIDE_LIMIT"),
        ("```env\nTIDE_LIMIT=9\n```", "9", "env TIDE_LIMIT"),
        ("Retries stop at `TIDE_LIMIT=9`.", "9", "env TIDE_LIMIT"),
        ("```yaml\ntide:\n  poll_delay: 9s\n```", "9 s", "config tide.poll_delay"),
        ("| Key | Default |\n|---|---|\n| `tide.poll_delay` | 9s |", "9 s", "config tide.poll_delay"),
        ("There are 14 tidal gauges.", "14", "count gauge tidal"),
        ("A 14-gauge network.", "14", "count gauge"),
    ],
)
def test_key(text: str, value: str, key: str) -> None:
    assert one(text, value).key == key


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The gate closes after 40 seconds.", "stated"),
        ("In future the gate closes after 40 seconds.", "planned"),
        ("The gate previously closed after 40 seconds.", "past"),
        ("For example, the gate closes after 40 seconds.", "example"),
        ("## Changelog\n\nThe gate closes after 40 seconds.", "past"),
        ("- **Context**: the gate closes after 40 seconds", "past"),
    ],
)
def test_tense(text: str, tense: str) -> None:
    assert one(text, "40 s").tense == tense


def test_scope_names_the_environment_of_a_column() -> None:
    text = "| Setting | Staging | Production |\n|---|---|---|\n| Gauge timeout | 5 s | 9 s |"
    assert "staging" in one(text, "5 s").scope
    assert "production" in one(text, "9 s").scope


def test_samples_in_a_tuning_guide_are_no_claims() -> None:
    assert not [claim for claim in read("```yaml\npoll_delay: 9s\n```", "docs/tuning.md") if claim.key]


def test_a_long_table_is_read_in_linear_time() -> None:
    rows = "\n".join(f"| gauge {number} | {number} s |" for number in range(3000))
    assert len(read(f"| Gauge | Timeout |\n|---|---|\n{rows}")) >= 3000
