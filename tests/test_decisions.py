"""Decision records in every grammar that teams write them in, the places that name them, and what is made of both."""

from __future__ import annotations

from textwrap import dedent

import pytest
from conftest import Check

from crossref.counterparts.decision_log import log
from crossref.counterparts.decision_mentions import stale
from crossref.counterparts.decision_titles import differ
from crossref.counterparts.decisions import pairings
from crossref.decision_terms import ids, words
from crossref.extract import anchors, decisions
from crossref.extract.markdown import parse
from crossref.model import Contract, Decision, DecisionReference, Severity


def found(text: str, path: str = "docs/decisions.md", role: str | None = "decisions") -> list[Decision]:
    """The records of a text."""
    page = parse(dedent(text).lstrip("\n"), admonitions=False)
    return list(decisions.find(page, anchors.find(page, "github")[1], path, role)[0])


def named(text: str, path: str = "docs/architecture.md", role: str | None = "architecture") -> list[DecisionReference]:
    """The decisions that a text names."""
    page = parse(dedent(text).lstrip("\n"), admonitions=False)
    return list(decisions.find(page, anchors.find(page, "github")[1], path, role)[1])


LOGS = [
    ("## ADR-001: Keep seeds\n\n**Status:** Accepted\n", [("ADR-001", 1, "Keep seeds", "Accepted")]),
    ("## ADR 1 - Keep seeds\n\n## ADR 2 - Water\n", [("ADR 1", 1, "Keep seeds", ""), ("ADR 2", 2, "Water", "")]),
    ("# Log\n\n### D1. Keep seeds\n\nThey last.\n", [("D1", 1, "Keep seeds", "")]),
    ("# Log\n\n## [D-013] Keep seeds\n", [("D-013", 13, "Keep seeds", "")]),
    ("# Log\n\n## ✅ ADR-004: Keep seeds\n", [("ADR-004", 4, "Keep seeds", "")]),
    ("# Log\n\n## ADR-004: Keep seeds (Superseded)\n", [("ADR-004", 4, "Keep seeds", "Superseded")]),
    ("# Log\n\n## ADR-004: Keep seeds (in jars)\n", [("ADR-004", 4, "Keep seeds (in jars)", "")]),
    ("# Log\n\n## [2026-09-04] Keep seeds (ID: D-013)\n\n## [2026-09-05] Water (ID: D-014)\n",
     [("D-013", 13, "Keep seeds", ""), ("D-014", 14, "Water", "")]),
    ("# Log\n\n## 1. Keep seeds\n\n**Decision:** Jars.\n\n**Why:** They last.\n\n## 2. Water\n\n**Decision:** Daily.\n\n**Why:** Sun.\n",
     [("1", 1, "Keep seeds", ""), ("2", 2, "Water", "")]),
    ("# Log\n\n## 2026-01-15 — Keep seeds\n\n**Status:** Accepted.\n\n## 2026-02-01 — Water\n\n**Status:** Draft\n",
     [("", None, "Keep seeds", "Accepted"), ("", None, "Water", "Draft")]),
    ("# Log\n\n## Keep seeds\n\n### Context\n\nRain.\n\n### Decision\n\nJars.\n\n## Water\n\n### Context\n\nSun.\n\n### Decision\n\nDaily.\n",
     [("", None, "Keep seeds", ""), ("", None, "Water", "")]),
    ("# Log\n\n- **Keep seeds.** They last.\n- **Water daily.** The sun is hot.\n- **No fence.** Deer jump.\n",
     [("", None, "Keep seeds", ""), ("", None, "Water daily", ""), ("", None, "No fence", "")]),
    ("# Log\n\n| ID | Decision | Rationale | Status |\n|---|---|---|---|\n| D-1 | Keep seeds | They last | Accepted |\n",
     [("D-1", 1, "Keep seeds", "Accepted")]),
    ("# Registro\n\n## ADR-001: Guardar semillas\n\n- Estado: Aceptado\n", [("ADR-001", 1, "Guardar semillas", "Aceptado")]),
    ("# Log\n\n## Decision 3: Keep seeds\n\nThey last.\n", [("Decision 3", 3, "Keep seeds", "")]),
    ("# Log\n\n## Superseded ADRs\n\n### ADR-002: Water by the clock\n\nIt was simple.\n",
     [("ADR-002", 2, "Water by the clock", "Superseded ADRs")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), LOGS, ids=[text.splitlines()[0] + str(n) for n, (text, _) in enumerate(LOGS)]
)
def test_a_log_is_read_in_its_grammar(text: str, expected: list[tuple[str, int | None, str, str]]) -> None:
    assert [(record.id, record.number, record.title, record.status) for record in found(text)] == expected


FILES = [
    ("docs/adr/0007-keep-seeds.md", "# 7. Keep seeds\n\nDate: 2025-01-02\n\n## Status\n\nAccepted\n", ("0007", 7, "Keep seeds", "Accepted", "2025-01-02")),
    ("docs/adr/ADR-007-keep-seeds.md", "# Keep seeds\n\n* Status: accepted\n* Date: 2025-01-02\n", ("ADR-007", 7, "Keep seeds", "accepted", "2025-01-02")),
    ("adr-007-seeds.md", "# ADR 7: Keep seeds\n\n**Status:** ✅ Accepted · 2025-01-02\n", ("ADR-007", 7, "Keep seeds", "Accepted", "2025-01-02")),
    ("docs/adr/0007-seeds.md", "# ADR-007: Keep seeds\n\n| Status | Accepted |\n|---|---|\n| Date | 2025-01-02 |\n", ("ADR-007", 7, "Keep seeds", "Accepted", "2025-01-02")),
    ("docs/adr/0007-seeds.md", "---\nstatus: accepted\ndate: 2025-01-02\n---\n# Keep seeds\n\n## Context\n\nRain.\n", ("0007", 7, "Keep seeds", "accepted", "2025-01-02")),
    ("docs/adr/20250102-seeds.md", "# Keep seeds\n\n- Status: accepted\n", ("", None, "Keep seeds", "accepted", "20250102")),
    ("docs/decisiones/0007-semillas.md", "# Guardar semillas\n\n**Estado:** Aceptado\n**Fecha:** 2025-01-02\n", ("0007", 7, "Guardar semillas", "Aceptado", "2025-01-02")),
    ("docs/adr/0033-ranges.md", "# 3. Number the beds\n\n## Status\n\nPending\n", ("0033", 33, "Number the beds", "Pending", "")),
    ("docs/notes/seeds.md", "# ADR-007: Architecture Decision Record: Keep seeds\n\n> **Status**: Proposed\n", ("ADR-007", 7, "Keep seeds", "Proposed", "")),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), FILES, ids=[path for path, *_ in FILES])
def test_a_file_is_a_record(path: str, text: str, expected: tuple[str, int | None, str, str, str]) -> None:
    (record,) = found(text, path, None)
    assert (record.id, record.number, record.title, record.status, record.date) == expected
    assert record.is_file


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/decisions.md", "# Decisions\n\nWe decide in meetings. Ask the gardeners.\n"),
        ("docs/adr/template.md", "# ADR-001: Title\n\n**Status:** Proposed\n"),
        ("docs/adr/0000-adr-template.md", "# ADR-NNN: Title\n\n**Status:** Proposed\n"),
        ("docs/decisions.md", "# Log\n\n```\n## ADR-001: Keep seeds\n```\n"),
        (
            "docs/decisions.md",
            "# Log\n\n## ADR-NNN: Title\n\n**Status:** Proposed\n\n## ADR-000: Example Decision\n\nText.\n",
        ),
        (
            "docs/architecture.md",
            "# Architecture\n\n## D3.js charts\n\n**Status:** done\n\n## S3: buckets\n\n**Status:** done\n",
        ),
        ("docs/adr/README.md", "# What are ADRs?\n\n## Why\n\n- **Context**: rain\n- **Decision**: jars\n"),
        ("docs/adr/ADR-005-empty.md", ""),
        ("docs/adr/README.md", "# Index\n\n## [ADR-001: Keep seeds](adr-001.md)\n\nThey last.\n"),
    ],
)
def test_what_only_looks_like_a_record_is_none(path: str, text: str) -> None:
    assert found(text, path, "architecture" if "architecture" in path else "decisions") == []


def test_numbered_categories_beside_ids_are_no_records() -> None:
    text = "## 1. Storage\n\n### ADR-001: Keep seeds\n\n**Status:** Accepted\n\n## 2. Water\n\n### ADR-002: Water daily\n\n**Status:** Draft\n"
    assert [record.id for record in found(text)] == ["ADR-001", "ADR-002"]


def test_a_record_ends_where_the_next_begins() -> None:
    first, second = found("# Log\n\n## ADR-001: Keep seeds\n\n### Context\n\nRain.\n\n## ADR-002: Water\n\nDaily.\n")
    assert (first.span.line, first.last_line, second.span.line, second.last_line) == (3, 8, 9, 11)
    assert (first.span.column, first.span.end_column) == (4, 23)


SUPERSESSIONS = [
    ("**Status:** Superseded by ADR-002", [], ["ADR-002"]),
    ("**Status:** Superseded by [ADR-0033](0033-ranges.md)", [], ["ADR-033"]),
    ("**Status:** Superseded by [3. Number the beds](0003-beds.md)", [], ["ADR-003"]),
    ("## Status\n\nAccepted\n\nSupersedes [3. Number the beds](0003-beds.md)", ["ADR-003"], []),
    ("## Status\n\nSuperseded by ADR 7 and ADR 8", [], ["ADR-007", "ADR-008"]),
    ("- **Supersedes**: ADR-003, ADR-004", ["ADR-003", "ADR-004"], []),
    ("| Supersedes | ADR-003 |\n|---|---|\n| Status | Accepted |", ["ADR-003"], []),
    ("**Status:** Accepted, supersedes ADR-3", ["ADR-003"], []),
    ("This decision supersedes ADR-3.", ["ADR-003"], []),
    ("**Estado:** Reemplazado por ADR-002", [], ["ADR-002"]),
    ("**Status:** Ersetzt durch ADR-002", [], ["ADR-002"]),
    ("**Status:** Substituído por ADR-002", [], ["ADR-002"]),
    ("**Status:** Partially superseded by ADR-002", [], []),
    ("**Status:** Accepted; the pump clause superseded by ADR-002", [], []),
    ("**Status:** Superseded by ADR-002 for long beds", [], []),
    ("**Status:** Accepted; refines ADR 38 (which superseded 32)", [], []),
    ("**Supersedes:** N/A", [], []),
    ("Rain replaces ADR-3's pump in spring.", [], []),
    ("We replaced the old pump. See ADR-004.", [], []),
]


@pytest.mark.parametrize(("line", "older", "newer"), SUPERSESSIONS, ids=[line for line, *_ in SUPERSESSIONS])
def test_what_supersedes_what(line: str, older: list[str], newer: list[str]) -> None:
    (record,) = found(f"# ADR-001: Keep seeds\n\n{line}\n", "docs/adr/ADR-001-seeds.md")
    assert [list(record.supersedes), list(record.superseded_by)] == [older, newer]
    assert len(record.supersedes_spans) == len(older)
    assert len(record.superseded_by_spans) == len(newer)


def test_front_matter_tells_a_supersession() -> None:
    text = "---\nstatus: superseded by ADR-0009\nsupersedes:\n  - ADR-0003\n  - 0004-old.md\n---\n# Keep seeds\n\n## Context\n\nRain.\n"
    (record,) = found(text, "docs/adr/0007-seeds.md")
    assert (record.supersedes, record.superseded_by) == (("0003", "0004"), ("0009",))
    assert [span.line for span in (*record.supersedes_spans, *record.superseded_by_spans)] == [4, 5, 2]


STATES = {
    "accepted": "Accepted|✅ Accepted|Aceptado|Angenommen|Accepté|Approuvé|Aceito|Implemented|Partly superseded|принято|已接受|✅|Decided",
    "proposed": "Proposed|Draft|In review|Pending|Propuesto|Entwurf|Vorgeschlagen|En attente|Rascunho|Not yet accepted|提议",
    "superseded": "Superseded by ADR-2|superseded|Accepted, superseded by ADR-2|Reemplazado por ADR-2|Ersetzt durch 7|Remplacé par 2",
    "rejected": "Rejected|Rechazado|Abgelehnt|Rejeté|Rejeitado|❌",
    "deprecated": "Deprecated|Obsoleto|Veraltet|accepted → deprecated",
    "unknown": "On hold|N/A|42",
    "none": "|Proposed / Accepted / Deprecated|Proposed | Accepted | Superseded",
}


@pytest.mark.parametrize("state", [state for state in STATES if state != "none"])
def test_the_state_of_a_status(state: str) -> None:
    assert {status: words.state_of(status) for status in STATES[state].split("|")} == dict.fromkeys(
        STATES[state].split("|"), state
    )


def test_a_choice_of_states_is_none() -> None:
    for status in ("", "Proposed / Accepted / Deprecated", "Proposed | Accepted | Superseded"):
        assert words.state_of(status) == "none"


MENTIONS = [
    ("The pump follows ADR-007.", ["ADR-007"]),
    ("See ADR 7, ADR-8 and `ADR-009`.", ["ADR 7", "ADR-8", "ADR-009"]),
    ("See [ADR #0033](adr/0033-ranges.md).", ["ADR #0033"]),
    ("The rules of D-013 and TDR-4 hold.", ["D-013", "TDR-4"]),
    ("ADR-001 to ADR-050, ADR-1..ADR-9 and ADR-001–ADR-010 were moved.", []),
    ("For example ADR-007, or (e.g. ADR-008).", []),
    ("The file `ADR-007-keep-seeds.md` and docs/ADR-008-water.md.", []),
    ("The library's [ADR 44](https://example.org/44).", []),
    ("```\nADR-007\n```", []),
    ("UTF-8, version 7 and bed 12", []),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS, ids=[text for text, _ in MENTIONS])
def test_where_a_text_names_decisions(text: str, expected: list[str]) -> None:
    assert [reference.id for reference in named(text + "\n")] == expected


def test_a_mention_has_its_exact_place_and_the_title_beside_it() -> None:
    first, second, third = named("- Water by moisture (ADR-002)\n- ADR-003: Count beds\n\nAs *ADR-004* says.\n")
    assert [(r.span.line, r.span.column, r.span.end_column, r.title) for r in (first, second, third)] == [
        (1, 22, 29, "Water by moisture"),
        (2, 3, 10, "Count beds"),
        (4, 5, 12, ""),
    ]


def test_a_records_own_heading_is_no_mention() -> None:
    assert [
        r.span.line
        for r in named("# Log\n\n## ADR-001: Keep seeds\n\nSee ADR-001.\n", "docs/decisions.md", "decisions")
    ] == [5]


INDEXES = [
    ("| ADR | Title | Status |\n|---|---|---|\n| [ADR-001](adr-001.md) | Keep seeds | Accepted |\n", [("ADR-001", "Keep seeds", "Accepted")]),
    ("| No | Titel | Stand | Status |\n|---|---|---|---|\n| 1 | Saatgut | neu | Angenommen |\n", [("1", "Saatgut", "Angenommen")]),
    ("| Decision | Status |\n|---|---|\n| [Keep seeds](0001-seeds.md) | ✅ Accepted |\n", [("0001", "Keep seeds", "✅ Accepted")]),
    ("| ADR | Date |\n|---|---|\n| [ADR-001: Keep seeds](adr-001.md) | 2025 |\n", [("ADR-001", "Keep seeds", "")]),
    ("## Accepted\n\n- [ADR-001: Keep seeds](a.md)\n- [ADR-002: Water](b.md)\n- [ADR-003: Beds](c.md)\n",
     [("ADR-001", "Keep seeds", "Accepted"), ("ADR-002", "Water", "Accepted"), ("ADR-003", "Beds", "Accepted")]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "rows"), INDEXES)
def test_the_rows_of_an_index(table: str, rows: list[tuple[str, str, str]]) -> None:
    references = named(f"# Index\n\n{table}", "docs/adr/README.md", "decisions")
    assert [(r.id, r.title, r.status) for r in references if r.row] == rows


def test_a_table_elsewhere_and_a_table_of_files_are_no_index() -> None:
    table = "| ADR | Title |\n|---|---|\n| ADR-001 | Keep seeds |\n"
    assert not any(reference.row for reference in named(f"# Beds\n\n{table}"))
    assert any(reference.row for reference in named(f"# Beds\n\n## Architecture Decisions\n\n{table}"))
    files = "| File | Content |\n|---|---|\n| [01 - Seeds](decisions/01-seeds.md) | seeds |\n"
    assert not any(reference.row for reference in named(f"# Index\n\n{files}", "docs/decisions.md", "decisions"))


@pytest.mark.parametrize(
    ("found_id", "like", "expected"),
    [
        ("ADR 7", "ADR-012", "ADR-007"),
        ("7", "0033", "0007"),
        ("ADR-113", "ADR 1", "ADR 113"),
        ("D-1", "ADR-001", "D-1"),
    ],
)
def test_an_id_in_the_style_of_its_log(found_id: str, like: str, expected: str) -> None:
    read = ids.whole(found_id)
    assert read is not None
    assert ids.restyle(read, like) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Keep seeds in a vault", "Keep seeds in a vault", False),
        ("Seeds", "Keep seeds in a vault", False),
        ("Sign-Bytes", "SignBytes and validator types", False),
        ("Databases for seeds", "Database for all seeds", False),
        ("Water by moisture", "Keep seeds in a vault", True),
        ("Use opaque entry tickets", "Issue short-lived signed tickets", True),
        ("多租户与部署架构", "多租户部署", False),
    ],
)
def test_whether_titles_are_of_one_decision(left: str, right: str, expected: bool) -> None:
    assert differ(left, right) is expected


def test_the_log_knows_records_by_any_spelling_of_their_number(check: Check) -> None:
    graph = check(
        {
            "docs/adr/0001-seeds.md": "# 1. Keep seeds\n\n## Status\n\nAccepted\n",
            "docs/decisions.md": "# Log\n\n## D-002: Water\n\nDaily.\n",
            "docs/architecture.md": "See ADR-001, ADR 1, D-002 and ADR-009.\n",
        }
    ).graph
    known = graph.once(log)
    references = next(d for d in graph.documents if d.path == "docs/architecture.md").facts.decision_references
    assert [(record.name if (record := known.record(r)) else None) for r in references] == [
        "ADR-0001",
        "ADR-0001",
        "D-002",
        None,
    ]


def test_a_superseded_decision_is_stale_where_it_is_told_as_current(check: Check) -> None:
    graph = check(
        {
            "docs/decisions.md": """# Log

## ADR-001: Water by the clock

**Status:** Superseded by ADR-002

## ADR-002: Water by moisture

**Status:** Accepted
""",
            "docs/deployment.md": """# Deployment

The pump runs as decided in ADR-001.

It used to run as ADR-001 says. ADR-001 was replaced by ADR-002.
""",
        }
    ).graph
    assert [(found.path, found.reference.span.line, found.successors[0].name) for found in stale(graph)] == [
        ("docs/deployment.md", 3, "ADR-002")
    ]


CONTRACT = Contract("decision-recorded", "decision", "any", "decisions", "entry", Severity.WARNING)
PROFILE = """
[[entry]]
id = "key-decisions"
kind = "decision"
section = ["key decisions"]
names = ["column:decision", "heading", "bold-item", "item"]
"""
LOG = "# Log\n\n" + "".join(
    f"## {number}. {title}\n\n**Decision:** So it is.\n\n**Why:** {why}\n\n"
    for number, (title, why) in enumerate(
        [
            ("Keep seeds in a vault", "They last."),
            ("Water by moisture", "Rain varies."),
            ("Number beds from the gate", "Visitors count too."),
            ("Open windows by temperature", "Heat rises."),
        ],
        1,
    )
)


def key_decisions(check: Check, entries: str, path: str = "README.md") -> list[tuple[str, str]]:
    """What became of the entries of a list of key decisions."""
    graph = check(
        {"crossref.toml": PROFILE, "docs/decisions.md": LOG, path: f"# Garden\n\n## Key Decisions\n\n{entries}"}
    ).graph
    return [(pairing.name, pairing.state) for pairing in pairings(graph, CONTRACT)]


def test_a_key_decision_without_a_record_is_missing(check: Check) -> None:
    table = "| Decision | Why |\n|---|---|\n| Seeds in a vault | last |\n| Moisture watering | rain |\n| Beds numbered from gate | count |\n| Bees at the south wall | honey |\n"
    assert sorted(key_decisions(check, table)) == [
        ("Beds numbered from gate", "covered"),
        ("Bees at the south wall", "missing"),
        ("Moisture watering", "covered"),
        ("Seeds in a vault", "covered"),
    ]


def test_a_list_that_the_log_mostly_lacks_says_nothing(check: Check) -> None:
    assert key_decisions(check, "- **Bees at the south wall**\n- **A fence of hazel**\n- **Seeds in a vault**\n") == []


def test_key_decisions_of_a_module_are_its_own(check: Check) -> None:
    listed = "- **Seeds in a vault**\n- **Water by moisture**\n- **Beds numbered from the gate**\n- **Bees at the south wall**\n"
    assert key_decisions(check, listed, "modules/pump/notes.md") == []
    assert ("Bees at the south wall", "missing") in key_decisions(check, listed, "docs/architecture.md")
