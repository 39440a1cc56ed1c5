"""What becomes of environment variables: which state each has, and what roles are asked for."""

from __future__ import annotations

import time

import pytest
from variable_sets import ANYWHERE, NINE, SIX, graph_of, missing, pairings, table

from crossref.counterparts import variables
from crossref.model import Contract, Severity

DEPLOYED = Contract("variable-deployed", "env-var", "architecture", "deployment", "entry", Severity.WARNING)


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
