"""What becomes of environment variables: which documents are inventories, and what their counterparts lack."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import cast

import pytest

from crossref.counterparts import variable_documents, variable_lists, variables
from crossref.counterparts.pairing import Pairing
from crossref.counterparts.variable_names import covers, is_own, key_of, longer, near
from crossref.extract import anchors, passages
from crossref.extract import variables as extraction
from crossref.extract.markdown import parse
from crossref.graph import Graph
from crossref.model import Config, Contract, Document, Facts, Profile, Severity, Tree

ANYWHERE = Contract("variable-documented", "env-var", "any", "any", "entry", Severity.WARNING)
DEPLOYED = Contract("variable-deployed", "env-var", "architecture", "deployment", "entry", Severity.WARNING)
ROLES = {
    "architecture.md": "architecture",
    "decisions.md": "decisions",
    "deployment.md": "deployment",
    "testing.md": "testing",
}

SIX = ("QUEUE_URL", "CACHE_URL", "MAIL_HOST", "MAIL_PORT", "TOKEN_SECRET", "LOG_LEVEL")
NINE = (*SIX, "UPLOAD_DIR", "PAGE_SIZE", "SESSION_TTL")


def table(names: Sequence[str], title: str = "# Deployment\n\n## Environment Variables", said: str = "") -> str:
    rows = "\n".join(f"| `{name}` | what it is for |" for name in names)
    return f"{title}\n\n{said}\n\n| Variable | Purpose |\n| --- | --- |\n{rows}\n"


def document(path: str, text: str) -> Document:
    page = parse(text)
    sections = anchors.find(page, "github")[1]
    facts = Facts(passages=passages.find(page, sections), variables=extraction.find(page, sections))
    role = ROLES.get(path.rpartition("/")[2])
    return Document(path, role, page.line_count, False, (), sections, (), (), (), (), facts)


def graph_of(texts: Mapping[str, str], *contracts: Contract) -> Graph:
    profile = Profile({}, {}, "github", (), {}, contracts=contracts)
    documents = [document(path, text) for path, text in texts.items()]
    return Graph(documents, (), (), cast(Tree, None), cast(Config, SimpleNamespace(profile=profile)))


def pairings(texts: Mapping[str, str], contract: Contract = ANYWHERE) -> list[Pairing]:
    return list(variables.pairings(graph_of(texts, contract), contract))


def missing(texts: Mapping[str, str], contract: Contract = ANYWHERE) -> list[tuple[str, str]]:
    return [
        (found.name, found.counterpart.path if found.counterpart else "")
        for found in pairings(texts, contract)
        if found.state == "missing"
    ]


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


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("DB_POOL_SIZE", "DATABASE_POOL_SIZE", True),
        ("SMTP_PASS", "SMTP_PASSWORD", True),
        ("MAX_CONNECTIONS", "MAX_CONNECTION", True),
        ("SESSION_TIMEOUT", "SESION_TIMEOUT", True),
        ("ACCOUNT_ID_MAIN", "MAIN_CLOUD_ACCOUNT_ID", True),
        ("QUEUE_URL", "TASK_QUEUE_URL", False),
        ("READ_URL", "WRITE_URL", False),
        ("MAIL_HOST", "MAIL_PORT", False),
        ("S3_KEY", "S4_KEY", False),
    ],
)
def test_near_names(left: str, right: str, same: bool) -> None:
    assert near(left, ["OTHER_THING", right]) == ((right,) if same else ())
    assert near(right, [left, right]) == ((left,) if same else ())


def test_several_near_names_are_all_told() -> None:
    assert near("POSTGRES_POOL_SIZE", ["DB_POOL_SIZE", "DATABASE_POOL_SIZE", "X_Y"]) == (
        "DB_POOL_SIZE",
        "DATABASE_POOL_SIZE",
    )


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("QUEUE_URL", ["TASK_QUEUE_URL"], "TASK_QUEUE_URL"),
        ("TASK_QUEUE_URL", ["QUEUE_URL"], "QUEUE_URL"),
        ("QUEUE_URL", ["TASK_QUEUE_URL", "MAIL_QUEUE_URL"], ""),
        ("QUEUE_URL", ["QUEUE_URL_OLD", "MY_TASK_QUEUE_URL"], ""),
        ("MAIN_URL", ["URL"], ""),
        ("PORT", ["MAIL_PORT"], ""),
    ],
)
def test_a_name_with_one_more_word_in_front(name: str, others: list[str], expected: str) -> None:
    assert longer(name, others) == expected


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("MAIL_HOST", True),
        ("POSTGRES_HOST", True),
        ("POSTGRES_USER", False),
        ("GITHUB_TOKEN", False),
        ("DOCKER_HOST", False),
        ("E2E_BASE_URL", False),
        ("APP_DEBUG", False),
        ("PORT", False),
        ("MAIL_*", False),
    ],
)
def test_whose_variable_a_name_is(name: str, own: bool) -> None:
    assert is_own(name) is own


@pytest.mark.parametrize(
    ("family", "name", "covered"),
    [
        ("MAIL_*", "MAIL_HOST", True),
        ("*_URL", "CACHE_URL", True),
        ("MAIL_*_URL", "MAIL_API_URL", True),
        ("MAIL_*", "MAIL_", False),
        ("MAIL_*", "MAILER_HOST", False),
        ("VITE_*", "VITE_API_URL", False),
    ],
)
def test_families(family: str, name: str, covered: bool) -> None:
    assert covers(family, name) is covered


def test_spellings_of_one_name_share_a_key() -> None:
    assert key_of("DATABASE_PASS") == key_of("DB_PASSWORD") == "DB_PASSWORD"


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


# -- states ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "told", "state", "near_name"),
    [
        ("DATABASE_POOL_SIZE", ("DATABASE_POOL_SIZE",), "covered", ""),
        ("DATABASE_POOL_SIZE", ("DB_POOL_SIZE",), "covered", "DB_POOL_SIZE"),
        (
            "POSTGRES_POOL_SIZE",
            ("DB_POOL_SIZE", "DATABASE_POOL_SIZE"),
            "ambiguous",
            "DB_POOL_SIZE or DATABASE_POOL_SIZE",
        ),
        ("DB_USER", ("POSTGRES_USER",), "covered", ""),
        ("BATCH_SIZE", ("RETRY_LIMIT",), "missing", ""),
    ],
)
def test_states(known: str, told: tuple[str, ...], state: str, near_name: str) -> None:
    texts = {"README.md": table((*SIX, known), "# Shop"), "deployment.md": table((*SIX, *told))}
    (found,) = [each for each in pairings(texts) if each.name == known]
    assert (found.state, found.near) == (state, near_name)


def test_a_name_that_two_may_be_is_ambiguous_from_either_side() -> None:
    texts = {
        "README.md": table((*SIX, "POSTGRES_POOL_SIZE"), "# Shop"),
        "deployment.md": table((*SIX, "DB_POOL_SIZE", "DATABASE_POOL_SIZE")),
    }
    found = [(each.name, each.state) for each in pairings(texts) if each.near]
    assert found == [
        ("POSTGRES_POOL_SIZE", "ambiguous"),
        ("DB_POOL_SIZE", "ambiguous"),
        ("DATABASE_POOL_SIZE", "ambiguous"),
    ]


def test_what_the_same_documents_list_too_is_another_variable() -> None:
    both = (*SIX, "DB_POOL_SIZE", "DATABASE_POOL_SIZE")
    texts = {"README.md": table(both, "# Shop"), "deployment.md": table(both[:-1])}
    assert [(each.name, each.near) for each in pairings(texts) if each.near or each.state == "missing"] == []
    (found,) = [each for each in pairings(texts) if each.name == "DATABASE_POOL_SIZE"]
    assert found.state == "covered"


def test_a_name_that_is_only_spelled_in_a_value_is_no_other_variable() -> None:
    yaml = "\n".join(f"{name}: x" for name in SIX)
    texts = {
        "README.md": f"# Shop\n\n## Variables\n\n```yaml\n{yaml}\nACCOUNT_ID_MAIN: MAIN_CLOUD_ACCOUNT_ID\n```\n",
        "deployment.md": table((*SIX, "MAIN_CLOUD_ACCOUNT_ID")),
    }
    found = [each for each in pairings(texts) if each.name == "ACCOUNT_ID_MAIN"]
    assert [(each.state, each.near) for each in found] == [("covered", "MAIN_CLOUD_ACCOUNT_ID")]


def test_a_longer_name_is_told_and_does_not_stand_for_it() -> None:
    texts = {
        "README.md": table((*SIX, "BROKER_URL"), "# Shop"),
        "deployment.md": table((*SIX, "CELERY_BROKER_URL")),
    }
    (found,) = [each for each in pairings(texts) if each.name == "BROKER_URL"]
    assert (found.state, found.perhaps) == ("missing", "CELERY_BROKER_URL")
    assert found.counterpart
    row = texts["deployment.md"].split("\n").index("| `CELERY_BROKER_URL` | what it is for |") + 1
    assert found.counterpart.span.line == row


@pytest.mark.parametrize(
    ("header", "first", "second", "twice"),
    [
        ("| Variable | Purpose |", "| `LOG_LEVEL` | how much is logged |", "| `LOG_LEVEL` | debug or info |", True),
        ("| Variable | Service |", "| `LOG_LEVEL` | pump |", "| `LOG_LEVEL` | valve |", False),
        ("| Service | Variable |", "| pump | `LOG_LEVEL` |", "| valve | `LOG_LEVEL` |", False),
        ("| Variable | Purpose |", "| `LOG_LEVEL` | how much |", "| `LOG_FORMAT` | with `LOG_LEVEL` |", False),
    ],
)
def test_two_rows_for_one_variable(header: str, first: str, second: str, twice: bool) -> None:
    rows = "\n".join(
        f"| `{name}` | x |" if header.startswith("| Variable") else f"| pump | `{name}` |" for name in SIX[:-1]
    )
    texts = {
        "README.md": table(SIX, "# Shop"),
        "deployment.md": f"# D\n\n## Variables\n\n{header}\n| --- | --- |\n{rows}\n{first}\n{second}\n",
    }
    found = [each for each in pairings(texts) if each.state == "duplicate"]
    assert [
        (each.name, each.declared[0].span.line, each.counterpart and each.counterpart.span.line) for each in found
    ] == ([("LOG_LEVEL", 12, 13)] if twice else [])


def test_two_rows_in_the_counterpart_of_a_role() -> None:
    texts = {
        "architecture.md": table(SIX, "# Architecture\n\n## Environment Variables"),
        "deployment.md": table((*SIX, "LOG_LEVEL")),
    }
    found = [each for each in pairings(texts, DEPLOYED) if each.name == "LOG_LEVEL"]
    assert [(each.state, each.counterpart and each.counterpart.span.line) for each in found] == [("duplicate", 15)]


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


# -- contracts between roles -------------------------------------------------------------------------------------------


def test_between_roles_only_these_are_asked() -> None:
    texts = {
        "README.md": table((*SIX, "EXTRA_URL"), "# Shop"),
        "architecture.md": table((*SIX, "BATCH_SIZE"), "# Architecture\n\n## Environment Variables"),
        "deployment.md": table(SIX),
    }
    assert missing(texts, DEPLOYED) == [("BATCH_SIZE", "deployment.md")]


def test_what_only_the_counterpart_has() -> None:
    texts = {
        "architecture.md": table(NINE[:-1], "# Architecture\n\n## Environment Variables"),
        "deployment.md": table(NINE),
    }
    found = [(each.name, each.state) for each in pairings(texts, DEPLOYED) if each.state != "covered"]
    assert found == [("SESSION_TTL", "unwanted")]


def test_what_a_summary_leaves_out_of_its_own_document() -> None:
    ten = (*NINE, "RETRY_LIMIT")
    texts = {
        "deployment.md": table(ten, "# Deployment\n\n## Settings of the Environment Variables")
        + "\n"
        + table(ten[:-1], "## Complete Environment Variable List")
    }
    assert missing(texts) == [("RETRY_LIMIT", "deployment.md")]


def test_a_large_set_takes_no_longer_than_its_size() -> None:
    def seconds(documents: int) -> float:
        texts = {
            f"docs/part{index}/deployment.md": table([f"PART{index}_{name}" for name in NINE] + list(SIX))
            for index in range(documents)
        }
        graph = graph_of(texts, ANYWHERE)
        started = time.perf_counter()
        list(variables.pairings(graph, ANYWHERE))
        return time.perf_counter() - started

    seconds(10)
    assert seconds(160) < 12 * seconds(40) + 0.2
