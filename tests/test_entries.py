"""Entries where the profile says that they are declared."""

from __future__ import annotations

import pytest
from conftest import Check

from crossref.extract import extract
from crossref.model import EntrySource, Profile, Source, Stamp

SOURCES = (
    EntrySource("c", "component", "", ("Core Components",), ("heading", "first-column", "bold-item")),
    EntrySource("q", "queue", "", ("Message Queue",), ("label:Queues/Topics", "column:Queue")),
    EntrySource("t", "technology", "", ("Technology Decisions",), ("label:Choice",)),
    EntrySource("i", "job", "", ("Jobs",), ("item",)),
)


def entries(text: str) -> list[tuple[str, str, int]]:
    profile = Profile({}, {}, "github", (), {"core components": ("komponenten",)}, SOURCES)
    found = extract(Source("a.md", Stamp(0, 0), lambda: text), profile).facts.entries
    return [(entry.kind, entry.name, entry.span.line) for entry in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## 3. Core Components 🧩\n### 3.1 Orders\nx\n### 🚚 Shipping\n#### Detail\n", ["Orders", "Shipping"]),
        ("# Komponenten\n| Name | Port |\n|---|---|\n| `orders` | 1 |\n| **Shipping** | 2 |", ["orders", "Shipping"]),
        (
            "# Core components\n- **Orders**: takes orders\n  - **Port**: 8080\n- **Shipping** - ships\n",
            ["Orders", "Shipping"],
        ),
        ("# Core Components\n## Overview\nx\n## Orders\n- **Technology**: Go\n", ["Orders"]),
        ("# Other\n- **Orders**: x\n", []),
        (
            "# Message Queue\n**Queues/Topics**:\n\n- `order-events`: all\n- `mail` (outgoing)\n\ntext\n\n- no\n",
            ["order-events", "mail"],
        ),
        ("# Message Queue\n- **Queues/Topics**:\n  - `a-b`\n  - `c-d`: x\n- **Broker**: NATS\n", ["a-b", "c-d"]),
        ("# Message Queue\n- **Queues/Topics**: `a-b`, `c-d` and `e-f`\n", ["a-b", "c-d", "e-f"]),
        ("# Message Queue\n| Kept | Queue |\n|---|---|\n| 7 days | `a-b` |\n", ["a-b"]),
        ("# Technology Decisions\n### Database\n- **Choice**: PostgreSQL 16\n- **Reason**: known\n", ["PostgreSQL 16"]),
        ("# Jobs\n- clean-up: nightly\n- mail (hourly)\n- roll-up - daily\n", ["clean-up", "mail", "roll-up"]),
    ],
)
def test_entries_are_found_in_every_form(text: str, expected: list[str]) -> None:
    assert [name for _, name, _ in entries(text)] == expected


def test_an_entry_is_declared_once_and_where_it_stands_first() -> None:
    text = "# Core Components\n## Orders\n\n# Core Components\n## orders\n"
    assert entries(text) == [("component", "Orders", 2)]


def test_a_configuration_completes_the_contracts_of_the_profile(check: Check) -> None:
    toml = (
        '[[entry]]\nid = "robots"\nkind = "robot"\nsection = ["Robots"]\nnames = ["item"]\n'
        '[[counterpart]]\nid = "component-tested"\nseverity = "off"\n'
        '[[counterpart]]\nid = "robot-tested"\nentry = "robot"\ndeclared-in = "architecture"\nneeded-in = "testing"\n'
    )
    profile = check({"crossref.toml": toml, "architecture.md": "# Robots\n- R2\n- C3\n"}).graph.profile
    assert [source.kind for source in profile.entries if source.id == "robots"] == ["robot"]
    contracts = {contract.id: contract for contract in profile.contracts}
    assert contracts["component-tested"].severity == 0
    assert contracts["component-tested"].entry == "component"
    assert contracts["robot-tested"].by == "mention"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[entry]]\nkind = "x"\n', 'crossref.toml:1: [[entry]]: every table needs an id, as in id = "my-entry"'),
        ('[[counterpart]]\nid = "x"\nneded-in = "y"\n', 'unknown key "neded-in"; did you mean "needed-in"?'),
        ('[[entry]]\nid = "x"\nkind = "k"\nsection = ["S"]\nnames = ["headng"]\n', 'did you mean "heading"?'),
        ('[[counterpart]]\nid = "x"\nentry = "k"\n', "missing required field"),
        ("entry = 3\n", "expected tables"),
        (
            '[[counterpart]]\nid = "x"\nentry = "componnt"\ndeclared-in = "any"\nneeded-in = "testing"\n',
            'unknown entry "componnt"; did you mean "component"?',
        ),
        (
            '[[counterpart]]\nid = "x"\nentry = "component"\ndeclared-in = "any"\nneeded-in = "tesing"\n',
            'unknown needed-in "tesing"; did you mean "testing"?',
        ),
    ],
)
def test_a_wrong_table_is_one_clear_line(check: Check, toml: str, message: str) -> None:
    from crossref.config import ConfigError

    with pytest.raises(ConfigError, match=r"crossref\.toml") as raised:
        check({"crossref.toml": toml, "a.md": "# A\n"})
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
