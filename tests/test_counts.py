"""Counts of inventories: how they are read, what they are held against, and what must leave them alone."""

from __future__ import annotations

import pytest
from conftest import Check

from crossref.extract.anchors import find as find_anchors
from crossref.extract.counts import find
from crossref.extract.markdown import parse
from crossref.model import Count
from crossref.rules.conflicting_count import conflicting_count


def counts(text: str, path: str = "architecture.md") -> list[Count]:
    page = parse(text)
    return list(find(page, find_anchors(page, "github")[1], path))


def problems(check: Check, texts: dict[str, str]) -> list[tuple[str, int, str]]:
    found = conflicting_count.check(check(texts).graph)
    return [(problem.place.path, problem.place.span.line, problem.message) for problem in found]


@pytest.mark.parametrize(
    ("text", "noun", "narrowed", "low", "high"),
    [
        ("The system has ten queues.", "queue", (), 10, 10),
        ("Total: **12 queues**.", "queue", (), 12, 12),
        ("- **43 database migrations** at the time", "migration", ("database",), 43, 43),
        ("We run 25+ backend adapters.", "adapter", ("backend",), 25, None),
        ("a 6-phase plugin pipeline", "phase", ("pipeline", "plugin"), 6, 6),
        ("## 1,250 unit tests", "test", ("unit",), 1250, 1250),
        ("About ~90 unit tests", "test", ("unit",), 90, 90),
        ("| Metric | Value |\n|---|---|\n| Packages | 39 |", "package", (), 39, 39),
        ("| Layer | Tests |\n|---|---|\n| Backend | 655 |", "test", ("backend",), 655, 655),
        ("# Testing\n\n| Layer | Count |\n|---|---|\n| Frontend | 27 |", "test", ("frontend",), 27, 27),
        ("| Layer | Tests |\n|---|---|\n| Backend | 663/663 \u2705 |", "test", ("backend",), 663, 663),
        ("**Total:** 1,038/1,038 tests", "test", (), 1038, 1038),
        ("```sh\nmake test  # 45 unit tests\n```", "test", ("unit",), 45, 45),
        ("Two levels of approval", "level", ("approval",), 2, 2),
    ],
)
def test_a_count_is_read(text: str, noun: str, narrowed: tuple[str, ...], low: float, high: float | None) -> None:
    found = counts(text)
    assert [(one.noun, one.narrowed, one.value.low, one.value.high) for one in found] == [(noun, narrowed, low, high)]
    assert not found[0].partial
    assert found[0].tense == "stated"


@pytest.mark.parametrize(
    "text",
    [
        "See step 3 services",
        "PostgreSQL 16",
        "Version 2.4 services",
        "three of the five services",
        "On port 8080 servers listen",
        "`PA-14` services",
        "12 is enough",
    ],
)
def test_other_numbers_are_no_counts(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "at most 5 services",
        "up to 5 services",
        "the last 5 services",
        "2 services per team",
        "3 new services",
        "5 other services",
        "4 failing services",
        "5 services at a time",
        "On December 4 services stopped",
    ],
)
def test_parts_and_limits_are_marked(text: str) -> None:
    assert [one.partial for one in counts(text)] == [True]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Four services:\n\n- a\n- b\n- c", 3),
        ("There are four services in the cluster:\n\n1. a\n2. b", 2),
        ("## Four services\n\n- a\n- b", 2),
        ("Four services:\n\n| Service | Port |\n|---|---|\n| a | 1 |\n| b | 2 |", 2),
        (
            "It was divided into four sprints, each with a review:\n\n| Sprint | Goal |\n|---|---|\n| 1 | a |\n| 2 | b |",
            2,
        ),
        ("4 algorithms (token bucket, fixed window, leaky bucket)", 3),
        ("4 roles: owner, editor and reader.", 3),
        ("Three services:\n\n- **a**, **b**\n- **c**", 0),
        ("Three services:\n\n- a and b\n- c", 0),
        ("Three tests:\n\n- login works", 0),
        ("The three services must share:\n\n- a log\n- a clock", 0),
        ("We use 3 tools for the following checks:\n\n- a\n- b", 0),
        ("4 algorithms (e.g. token bucket, leaky bucket)", 0),
        ("4 algorithms (token bucket, leaky bucket, ...)", 0),
        ("three principles: trust across people and places, care, and calm", 0),
        ("ADR 3: Run in two regions\n\n- **Status**: open\n- **Date**: now", 0),
        ("## Run in two regions\n\n- **Status**: open\n- **Date**: now\n- **By**: us", 0),
        ("Three services:\n\n| Name | Port |\n|---|---|\n| a | 1 |\n| Total | 1 |", 0),
    ],
)
def test_what_a_count_is_followed_by(text: str, listed: int) -> None:
    assert counts(text)[0].listed == listed


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        ({"a.md": "# A\n\nFive services:\n\n- a\n- b\n- c\n- d\n"}, 3),
        ({"a.md": "# A\n\n## Five Phases\n\n### Phase 1\n\nx\n\n### Phase 2\n\nx\n\n### Phase 3\n\nx\n"}, 3),
        (
            {
                "architecture.md": "# A\n\nWe have four services, see Core Components.\n\n## Core Components\n\n"
                "- **Alpha**: a\n- **Beta**: b\n- **Gamma**: c\n"
            },
            3,
        ),
        (
            {
                "architecture.md": "# A\n\nThere are five ADRs.\n",
                "decisions.md": "# D\n\n"
                + "".join(f"## ADR-00{n}: T{n}\n\n**Status:** Accepted\n\n" for n in range(1, 5)),
            },
            3,
        ),
    ],
)
def test_a_count_against_what_there_is(check: Check, texts: dict[str, str], line: int) -> None:
    assert [found[1] for found in problems(check, texts)] == [line]


@pytest.mark.parametrize(
    ("ours", "theirs", "conflict"),
    [
        ("There are 38 frontend tests.", "| Layer | Tests |\n|---|---|\n| Frontend | 27 |", True),
        ("There are 38 frontend tests.", "Run the 27 backend tests.", False),
        ("There are 12 queues.", "Total: 10 queues.", True),
        ("There are 12+ queues.", "Total: 14 queues.", False),
        ("There are 12 queues.", "Total: 100 queues.", False),
        ("There are 12 queues.", "Planned: 14 queues.", False),
        ("The API has 25 endpoints.", "Tests cover all 27 endpoints of the API.", True),
        ("The API has 25 endpoints.", "A crawl hits 27 endpoints.", False),
        ("The API has 25 endpoints.", "The API has 27 endpoints; 25 endpoints are public.", False),
        ("It takes 12 minutes.", "It takes 15 minutes.", False),
        ("A 5-stage build pipeline", "A 7-stage review pipeline", False),
        ("Every tide passes a 5-stage pipeline", "Every tide passes a 7-stage pipeline", True),
        ("Every tide passes a 5-stage pipeline", "## Deployment\n\nEvery tide passes a 7-stage pipeline", True),
        ("Every tide passes a 5-stage pipeline", "In CI, the tide code passes a 7-stage pipeline", False),
    ],
)
def test_counts_of_two_documents(check: Check, ours: str, theirs: str, conflict: bool) -> None:
    assert (
        bool(problems(check, {"architecture.md": f"# A\n\n{ours}\n", "testing.md": f"# T\n\n{theirs}\n"})) == conflict
    )


@pytest.mark.parametrize("path", ["reports/one.md", "docs/2026-01-04-notes.md", "CHANGELOG.md", "roadmap.md"])
def test_documents_of_a_moment_are_left_alone(check: Check, path: str) -> None:
    assert (
        problems(check, {"architecture.md": "# A\n\nThere are 12 queues.\n", path: "# B\n\nThere are 10 queues.\n"})
        == []
    )


@pytest.mark.parametrize(("said", "found"), [("two", True), ("three", False), ("2+", False)])
def test_counts_that_the_configuration_binds_to_files(check: Check, said: str, found: bool) -> None:
    texts = {
        "crossref.toml": '[[count]]\nnoun = "playbook"\nfiles = "ops/*.yaml"\n',
        "README.md": f"# R\n\nThere are {said} playbooks.\n",
        **{f"ops/{name}.yaml": "" for name in "abc"},
        "ops/more/d.yaml": "",
    }
    assert bool(problems(check, texts)) == found


def test_absurd_input_is_quick_and_silent() -> None:
    assert counts("9" * 5000 + " services") == []
    assert len(counts("7 " * 20000 + "services")) <= 1
    assert len(counts("Three a " + "b-" * 20000)) == 0


FIGURES = "| Metric | Value |\n|---|---|\n| {} | {} |"


@pytest.mark.parametrize(
    ("label", "one", "other", "found"),
    [
        ("Go Source Files", "131", "179", True),
        ("Packages", "29", "39", True),
        ("Packages", "39", "39", False),
        ("Packages", "30+", "39", False),
        ("Files", "12", "14", False),
        ("Open Issues", "12", "14", False),
        ("Test Files", "3", "40", False),
    ],
)
def test_figures_of_one_label(check: Check, label: str, one: str, other: str, found: bool) -> None:
    texts = {"README.md": FIGURES.format(label, one), "docs/architecture.md": FIGURES.format(label, other)}
    assert bool(problems(check, texts)) == found


def test_totals_of_tests(check: Check) -> None:
    total = "| Part | Tests |\n|---|---|\n| Total | 1,047 |"
    assert problems(check, {"README.md": "**Total:** 1,038 tests", "docs/architecture.md": total})
    assert not problems(check, {"README.md": "It has 1,038 tests", "docs/architecture.md": total})
