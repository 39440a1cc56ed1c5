"""What becomes of key decisions in the log, which decisions it has twice, and records that lost their text."""

from __future__ import annotations

import pytest
from conftest import Check

from crossref.counterparts import Pairing, pairings
from crossref.coverage import cover
from crossref.engine import Analysis
from crossref.model import Severity

PROFILE = 'root = "."\n[roles]\ndecisions = ["docs/decisions.md", "docs/adr/*.md"]\n'
RECORDS = (
    (1, "Keep the seeds in a vault"),
    (2, "Water by soil moisture"),
    (3, "Number the beds from the gate"),
    (4, "Heat the north house with wood"),
)


def log(*records: tuple[int, str], status: str = "Accepted") -> str:
    return "# Decisions\n\n" + "\n".join(f"## ADR-{n:03}: {title}\n\n**Status:** {status}\n" for n, title in records)


def readme(*names: str) -> str:
    rows = "\n".join(f"- **{name}**" for name in names)
    return f"# Garden\n\n## Key Decisions\n\n{rows}\n\nThe log is [here](docs/decisions.md).\n"


def judged(analysis: Analysis) -> list[Pairing]:
    return [each for each in pairings(analysis.graph) if each.contract.id == "decision-recorded"]


def states(analysis: Analysis) -> list[tuple[str, str]]:
    return [(each.name, each.state) for each in judged(analysis)]


LISTED = ("Seeds in a vault", "Water by moisture", "Beds numbered from the gate")


@pytest.mark.parametrize(
    ("more", "name", "expected"),
    [
        pytest.param((), "Heat with wood", "covered", id="one record"),
        pytest.param(
            ((5, "Heat the south house with wood"),), "Heat with wood", "ambiguous", id="two are equally like it"
        ),
        pytest.param(
            ((5, "Heat the south house with wood"),), "Heat the south house", "covered", id="one is more like it"
        ),
        pytest.param((), "Bees at the wall", "missing", id="none"),
    ],
)
def test_the_record_of_a_key_decision(
    check: Check, more: tuple[tuple[int, str], ...], name: str, expected: str
) -> None:
    analysis = check(
        {"crossref.toml": PROFILE, "docs/decisions.md": log(*RECORDS, *more), "README.md": readme(*LISTED, name)}
    )
    assert (name, expected) in states(analysis)


def test_of_two_like_it_the_one_that_still_holds_is_its_record(check: Check) -> None:
    gone = "## ADR-005: Heat the south house with wood\n\n**Status:** Rejected\n"
    analysis = check(
        {
            "crossref.toml": PROFILE,
            "docs/decisions.md": f"{log(*RECORDS)}\n{gone}",
            "README.md": readme(*LISTED, "Heat with wood"),
        }
    )
    (found,) = [each for each in judged(analysis) if each.name == "Heat with wood"]
    assert (found.state, found.counterpart and found.counterpart.span.line) == ("covered", 15)


def test_a_number_that_two_decisions_have_is_a_duplicate_in_the_coverage(check: Check) -> None:
    analysis = check(
        {"crossref.toml": PROFILE, "docs/decisions.md": log(*RECORDS, (3, "Paint the fence")), "a.md": "# A\n"}
    )
    assert states(analysis) == [("ADR-003: Number the beds from the gate", "duplicate")]
    coverage = cover(analysis.graph)
    assert [(row.name, sorted(row.states)) for row in coverage.rows] == [
        ("ADR-003: Number the beds from the gate", ["duplicate"])
    ]
    assert coverage.kinds == ()
    assert "decision-recorded" in coverage.silent


def test_numbers_that_differ_are_no_duplicates(check: Check) -> None:
    analysis = check({"crossref.toml": PROFILE, "docs/decisions.md": log(*RECORDS), "a.md": "# A\n"})
    assert states(analysis) == []


def folder(*empty: int) -> dict[str, str]:
    return {
        f"docs/adr/ADR-{n:03}-{title.lower().replace(' ', '-')}.md": ""
        if n in empty
        else f"# ADR-{n:03}: {title}\n\n**Status:** Accepted\n"
        for n, title in RECORDS
    }


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(folder(), [], id="all have a text"),
        pytest.param(
            folder(2),
            [("docs/adr/ADR-002-water-by-soil-moisture.md", 1, Severity.WARNING)],
            id="one is empty and nobody names it",
        ),
        pytest.param(
            {**folder(2), "a.md": "# A\n\nThe pumps follow ADR-002.\n"},
            [("a.md", 3, Severity.ERROR)],
            id="one is empty and a text names it",
        ),
        pytest.param(folder(1, 2), [], id="as many are empty as not"),
    ],
)
def test_a_record_that_lost_its_text(check: Check, texts: dict[str, str], expected: list[object]) -> None:
    findings = check({"crossref.toml": PROFILE, **texts}, "XR401").report.findings
    assert [(each.problem.place.path, each.problem.place.span.line, each.severity) for each in findings] == expected
