"""The channels of environment variables and configuration keys: what they put side by side, and what keeps them silent."""

from __future__ import annotations

import pytest
from test_channels import compare


def env(*lines: str, lead: str = "") -> str:
    return "\n".join((lead, "", "```env", *lines, "```"))


def yaml(*lines: str) -> str:
    return "\n".join(("```yaml", *lines, "```"))


def table(column: str, *rows: str, title: str = "Settings") -> str:
    return "\n".join((f"# {title}", "", f"| Name | {column} |", "|---|---|", *(f"| {row} |" for row in rows)))


GO = "```go\nx := ferry.Options{\n\tDrainPeriod: %s * time.Second,\n}\n```"


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        (table("Default", "`TIDE_LIMIT` | 9"), table("Default", "`TIDE_LIMIT` | 7"), "error"),
        (table("Default", "`TIDE_KEEP_DAYS` | 30"), "Default is `60` days, as `TIDE_KEEP_DAYS` says.", "error"),
        (table("Default", "`TIDE_KIND` | `neap`"), table("Default", "`TIDE_KIND` | `spring`"), "error"),
        (table("Default", "`TIDE_LIMIT` | 9"), env("TIDE_LIMIT=7"), "warning"),
        (env("TIDE_LIMIT=9"), env("TIDE_LIMIT=7"), "info"),
        ("Keep `TIDE_PHRASE` (min 32 chars).", "`TIDE_PHRASE` has at least 64 characters.", "error"),
        (
            table("Default", "`TIDE_URL` | `redis://localhost:6379/1`"),
            table("Default", "`TIDE_URL` | `redis://localhost:6379/3`"),
            "error",
        ),
    ],
)
def test_a_variable(one: str, other: str, severity: str) -> None:
    assert [(found.channel, found.severity.label) for found in compare(one, other)] == [("variable", severity)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another environment
        (table("Default", "`TIDE_LIMIT` | 9"), env("TIDE_LIMIT=7", lead="In production:")),
        # an example, in a column and in a text
        (table("Default", "`TIDE_LIMIT` | 9"), table("Example", "`TIDE_LIMIT` | 7")),
        (table("Default", "`TIDE_LIMIT` | 9"), "Set `TIDE_LIMIT=0` to lift it."),
        # what every installation sets for itself
        (env("TIDE_HOST=otter"), env("TIDE_HOST=heron")),
        (table("Default", "`TIDE_PASSWORD` | `otter`"), table("Default", "`TIDE_PASSWORD` | `heron`")),
        # one service, inside and outside of a network
        (
            table("Default", "`TIDE_URL` | `redis://localhost:6379/1`"),
            table("Default", "`TIDE_URL` | `redis://redis:6379/1`"),
        ),
        # a document that says both
        (table("Default", "`TIDE_LIMIT` | 9") + "\n\n" + table("Default", "`TIDE_LIMIT` | 7"), env("TIDE_LIMIT=8")),
        # one value in two units
        (table("Default", "`TIDE_WAIT_MS` | 1000"), "`TIDE_WAIT_MS` defaults to `1 s`."),
    ],
)
def test_a_variable_that_agrees(one: str, other: str) -> None:
    assert compare(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (yaml("tide:", "  drain_period: 9s"), table("Default", "`tide.drain_period` | 7s")),
        (yaml("tide:", "  drain_period: 9s"), table("Default", "`drain_period` | 7s", title="Tide")),
        (yaml("tide:", "  drainPeriod: 9s"), table("Default", "`drain-period` | 7s", title="Tide")),
        (GO % 9, GO % 7),
        ("- `X-Frame-Options: SAMEORIGIN`", "- `X-Frame-Options: DENY`"),
    ],
)
def test_a_key(one: str, other: str) -> None:
    assert [found.channel for found in compare(one, other)] == ["configuration"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # another component: of the parents, of a title
        (yaml("tide:", "  drain_period: 9s"), table("Default", "`ferry.drain_period` | 7s")),
        (
            yaml("tide:", "  drain_period: 9s", "ferry:", "  drain_period: 7s"),
            table("Default", "`drain_period` | 7s", title="Ferry"),
        ),
        (yaml("tide:", "  drain_period: 9s"), table("Default", "`drain_period` | 7s", title="Ferry")),
        # a last part that many things have
        (yaml("tide:", "  timeout: 9s"), table("Default", "`timeout` | 7s", title="Tide")),
        # two samples, and nothing that says what is so
        (yaml("tide:", "  drain_period: 9s"), yaml("tide:", "  drain_period: 7s")),
        # an answer of an interface
        ('```json\n{"tide": {"drain_period": 9}}\n```', table("Default", "`tide.drain_period` | 7")),
        # another environment
        (yaml("production:", "  tide:", "    drain_period: 9s"), table("Default", "`tide.drain_period` | 7s")),
    ],
)
def test_keys_apart(one: str, other: str) -> None:
    assert compare(one, other) == []


def test_a_production_guide_does_not_contradict_defaults() -> None:
    names = ("docs/reference.md", "docs/production/running.md")
    assert compare(table("Default", "`TIDE_LIMIT` | 9"), env("TIDE_LIMIT=20"), names=names) == []


@pytest.mark.parametrize("row", ["`PORT` | 7301", "`tide_limit_size` | 7301"])
def test_each_module_has_its_own_defaults(row: str) -> None:
    names = ("north/README.md", "south/README.md")
    assert compare(table("Default", row), table("Default", row.replace("7301", "7302")), names=names) == []
