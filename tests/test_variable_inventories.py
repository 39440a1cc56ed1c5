"""Which documents are inventories of environment variables, what they lack, and where it belongs."""

from __future__ import annotations

import pytest
from variable_sets import NINE, SIX, document, graph_of, missing, pairings, table

from crossref.counterparts import variable_documents, variable_lists
from crossref.model import Severity


def inventory(path: str, text: str) -> variable_lists.Inventory:
    (found,) = variable_lists.survey(graph_of({path: text})).inventories
    return found


# -- documents ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "title", "expected"),
    [
        ("deployment.md", "# Deployment", "home all today complete"),
        ("docs/environment-variables.md", "# Environment Variables", "home all dedicated today complete"),
        ("docs/configuration.md", "# Configuration", "home all today complete"),
        ("docs/despliegue.md", "# Despliegue", "home all today complete"),
        ("docs/setup.md", "# Setup", "home today complete"),
        ("docs/operations.md", "# Operations", "home today complete"),
        ("docs/billing-setup.md", "# Billing", "today complete"),
        ("docs/architecture.md", "# Architecture", "today complete"),
        ("docs/quick-start.md", "# Quick Start", "today"),
        ("AGENTS.md", "# Notes for agents", "today"),
        ("docs/review.md", "# Configuration Review", "complete"),
        ("CHANGELOG.md", "# Changelog", "complete"),
        ("docs/archive/configuration.md", "# Configuration", "home all complete"),
        ("decisions.md", "# Decisions", "complete"),
        ("testing.md", "# Testing", "complete"),
    ],
)
def test_what_a_document_is_for(path: str, title: str, expected: str) -> None:
    told = document(path, title + "\n")
    says = {
        "home": variable_documents.is_home,
        "all": variable_documents.is_home_of_all,
        "dedicated": variable_documents.is_dedicated,
        "today": variable_documents.is_of_today,
        "complete": variable_documents.may_be_complete,
    }
    assert " ".join(word for word, holds in says.items() if holds(told)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("deployment.md", ""),
        ("docs/configuration.md", ""),
        ("docs/operations/deploy.md", ""),
        ("services/pump/README.md", "services/pump"),
        ("docs/pumps/settings.md", "docs/pumps"),
    ],
)
def test_the_folder_a_document_speaks_for(path: str, expected: str) -> None:
    assert variable_documents.scope(document(path, "# X\n")) == expected


@pytest.mark.parametrize(
    ("said", "is_choice"),
    [
        ("", False),
        ("Set all of these.", False),
        ("The most important variables:", True),
        ("Key variables:", True),
        ("At a minimum, set:", True),
        ("See `.env.example` for the complete list of variables.", True),
        ("The full list is in the configuration reference.", True),
        ("Siehe Betriebshandbuch für die vollständige Liste.", True),
    ],
)
def test_lists_that_are_a_choice(said: str, is_choice: bool) -> None:
    assert inventory("deployment.md", table(SIX, said=said)).is_choice is is_choice


# -- inventories -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            {"README.md": table(SIX, "# Shop"), "deployment.md": table(SIX[:-1])},
            [("LOG_LEVEL", "deployment.md")],
            id="one row left out",
        ),
        pytest.param({"README.md": table(SIX, "# Shop"), "deployment.md": table(SIX)}, [], id="none left out"),
        pytest.param(
            {"README.md": table(SIX, "# Shop"), "deployment.md": table(SIX[:2])},
            [],
            id="most left out: no inventory",
        ),
        pytest.param(
            {"README.md": table(SIX, "# Shop"), "testing.md": table(SIX[:-1], "# Tests\n\n## Environment Variables")},
            [],
            id="tests need a part",
        ),
        pytest.param(
            {"decisions.md": table(SIX, "# Decisions"), "deployment.md": table(SIX[:-1])},
            [],
            id="a decision is no list of today",
        ),
        pytest.param(
            {
                "README.md": table(SIX, "# Shop"),
                "docs/quick-start.md": table(SIX[:-1], "# Quick Start\n\n## Environment"),
            },
            [],
            id="a quick start is never complete",
        ),
        pytest.param(
            {
                "README.md": table((*SIX, "GITHUB_TOKEN", "POSTGRES_USER", "CI_REGISTRY"), "# Shop"),
                "deployment.md": table(SIX),
            },
            [],
            id="what images and build servers have",
        ),
        pytest.param(
            {"README.md": table(SIX, "# Shop"), "deployment.md": table((*SIX[:2], "MAIL_*", *SIX[4:]))},
            [],
            id="a family covers its members",
        ),
        pytest.param(
            {"README.md": table(SIX, "# Shop"), "deployment.md": table((*SIX[:4], "TOKEN_SECRET_FILE", SIX[5]))},
            [],
            id="the file that holds a value",
        ),
        pytest.param(
            {
                "architecture.md": "# A\n\nThe worker reads `QUEUE_URL`, `CACHE_URL`, `MAIL_HOST` and the "
                "environment variable `BATCH_SIZE`.\n",
                "deployment.md": table(SIX),
            },
            [("BATCH_SIZE", "deployment.md")],
            id="named in a sentence with what the list has",
        ),
        pytest.param(
            {
                "architecture.md": "# A\n\nThe worker reads `QUEUE_URL`, `CACHE_URL`, `MAIL_HOST` and raises the error "
                "`BATCH_FAILED`.\n",
                "deployment.md": table(SIX),
            },
            [],
            id="an error is no variable",
        ),
        pytest.param(
            {
                "services/pump/README.md": table((*SIX, "PUMP_SPEED"), "# Pump\n\n## Environment Variables"),
                "services/valve/deployment.md": table(SIX[:4]),
            },
            [],
            id="another part's list",
        ),
        pytest.param(
            {
                "docs/env.md": table(NINE, "# Environment Variables"),
                "docs/setup.md": table(SIX[:3], "# Setup\n\n## Environment Variables"),
            },
            [],
            id="a set-up guide sets a few",
        ),
    ],
)
def test_what_is_missing(texts: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert missing(texts) == expected


def test_of_several_lists_the_dedicated_one_is_named() -> None:
    texts = {
        "README.md": table(NINE, "# Shop"),
        "docs/operations.md": table(NINE[:-1], "# Operations"),
        "docs/environment-variables.md": table(NINE[:-1], "# Environment Variables"),
    }
    assert missing(texts) == [("SESSION_TTL", "docs/environment-variables.md")]


def test_the_systems_own_variables_by_their_prefix() -> None:
    own = [f"ACME_{name}" for name in NINE]
    texts = {
        "docs/configuration.md": table(own, "# Configuration"),
        "guide.md": "# Guide\n\n```bash\nexport ACME_QUEUE_URL=x\nexport ACME_CACHE_URL=y\n```\n\n"
        "Then set the environment variable `ACME_TRACE_RATIO`.\n",
    }
    assert missing(texts) == [("ACME_TRACE_RATIO", "docs/configuration.md")]


def test_a_helper_that_one_guide_tells_by_the_way_belongs_there_alone() -> None:
    """A tunnel for one developer: its own guide has it, and the other guide is not incomplete without it."""
    texts = {
        "docs/infra/deployment.md": table(SIX)
        + "\n## Tunnel\n\n1. Set `TUNNEL_TOKEN` and `TUNNEL_ADDRESS` in `.env`:\n"
        "   ```bash\n   TUNNEL_TOKEN=abc\n   TUNNEL_ADDRESS=192.0.2.1\n   ```\n",
        "docs/backend/deployment.md": table(SIX),
    }
    assert missing(texts) == []
    texts["docs/worker.md"] = "# Worker\n\nReads `QUEUE_URL` and the environment variable `TUNNEL_TOKEN`.\n"
    assert missing(texts) == [("TUNNEL_TOKEN", "docs/backend/deployment.md")]


@pytest.mark.parametrize(
    ("said", "severity"), [("", None), ("Key variables; see the guide for the complete list.", Severity.INFO)]
)
def test_a_choice_may_lack_something(said: str, severity: Severity | None) -> None:
    texts = {
        "README.md": table(NINE, "# Shop", "The most important variables:"),
        "deployment.md": table(NINE[:-1], said=said),
    }
    found = [each for each in pairings(texts) if each.state == "missing"]
    assert [(each.name, each.severity) for each in found] == [("SESSION_TTL", severity)]


# -- where it belongs --------------------------------------------------------------------------------------------------

_PARTS = """# Configuration

## Mail
| Variable | Purpose |
|---|---|
| `MAIL_HOST` | x |
| `MAIL_PORT` | x |
| `MAIL_FROM` | x |

## Queue
| Variable | Purpose |
|---|---|
| `QUEUE_URL` | x |
| `QUEUE_SIZE` | x |
| `QUEUE_NAME` | x |
"""


@pytest.mark.parametrize(
    ("name", "line"),
    [
        pytest.param("MAIL_PASSWORD", 3, id="under its family"),
        pytest.param("QUEUE_RETRIES", 10, id="under its other family"),
        pytest.param("CACHE_URL", 1, id="under what holds the whole list"),
    ],
)
def test_the_heading_it_belongs_under(name: str, line: int) -> None:
    names = ("MAIL_HOST", "MAIL_PORT", "MAIL_FROM", "QUEUE_URL", "QUEUE_SIZE", "QUEUE_NAME", name)
    found = [
        each
        for each in pairings({"README.md": table(names, "# Shop"), "docs/configuration.md": _PARTS})
        if each.state == "missing"
    ]
    assert [(each.name, each.counterpart and each.counterpart.span.line) for each in found] == [(name, line)]


def test_the_longest_list_is_the_place_and_not_a_sample_before_it() -> None:
    sample = "# Deployment\n\n## Compose\n\n```yaml\nenvironment:\n  QUEUE_URL: a\n  CACHE_URL: b\n```\n\n"
    texts = {
        "README.md": table(SIX, "# Shop"),
        "deployment.md": sample + table(SIX[:-1], "## Environment Variables"),
    }
    (found,) = [each for each in pairings(texts) if each.state == "missing"]
    assert found.counterpart
    assert found.counterpart.span.line == 11


def test_members_of_a_family_are_a_group() -> None:
    names = (*NINE, "SEED_NAME", "SEED_EMAIL", "SEED_PASSWORD")
    texts = {"README.md": table(names, "# Shop"), "deployment.md": table(NINE)}
    assert {each.group for each in pairings(texts) if each.state == "missing"} == {"SEED_*"}
