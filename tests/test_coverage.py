"""Entries x documents: the table, its formats and the command."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from commandline import Page, Run, body, runner
from conftest import write
from msgspec.structs import replace
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from crossref.counterparts import Pairing, State
from crossref.coverage import Coverage, narrowed, tabulate
from crossref.model import Contract, Place, Severity, Span
from crossref.reporters import Layout
from crossref.reporters.coverage import FORMATS, renderer
from crossref.reporters.grid import cut
from crossref.reporters.labels import labels
from crossref.reporters.markdown_text import code, prose, table

ENDPOINTS = Contract("endpoint-has-contract", "endpoint", "any", "api-contracts", "entry", Severity.WARNING)
TESTED = Contract("endpoint-tested", "endpoint", "any", "testing", "mention", Severity.WARNING)
QUEUES = Contract("queue-deployed", "queue", "architecture", "deployment", "mention", Severity.WARNING)
REGIONS = Contract("region-deployed", "region", "architecture", "deployment", "mention", Severity.WARNING)
OFF = Contract("technology-decided", "technology", "architecture", "decisions", "mention", Severity.OFF)


def place(path: str, line: int = 1) -> Place:
    return Place(path, Span(line, 1, line, 2))


DECLARED, FOUND = place("a.md", 3), place("api.md", 9)


def pairing(
    name: str,
    state: State = "covered",
    *,
    contract: Contract = ENDPOINTS,
    declared: tuple[Place, ...] = (DECLARED,),
    counterpart: Place | None = FOUND,
    near: str = "",
) -> Pairing:
    return Pairing(contract, contract.entry, name, name.casefold(), state, declared, counterpart, near=near)


def states(coverage: Coverage, name: str) -> dict[str, str]:
    row = next(row for row in coverage.rows if row.name == name)
    return {path: cell.state for path, cell in row.cells.items()}


# -- the table -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        pytest.param([pairing("x")], {"a.md": "declared", "api.md": "covered"}, id="covered"),
        pytest.param([pairing("x", "missing")], {"a.md": "declared", "api.md": "missing"}, id="missing"),
        pytest.param([pairing("x", "missing", counterpart=None)], {"a.md": "declared"}, id="missing nowhere"),
        pytest.param([pairing("x", "unwanted", declared=(place("api.md"),))], {"api.md": "unwanted"}, id="unwanted"),
        pytest.param([pairing("x"), pairing("x", "missing")], {"a.md": "declared", "api.md": "missing"}, id="worse"),
        pytest.param(
            [pairing("x", "missing"), pairing("x")], {"a.md": "declared", "api.md": "missing"}, id="not better"
        ),
        pytest.param(
            [pairing("x"), pairing("x", contract=TESTED, declared=(place("api.md"),), counterpart=place("a.md"))],
            {"a.md": "declared", "api.md": "covered"},
            id="declared stays declared",
        ),
        pytest.param(
            [pairing("x", "unwanted", declared=(place("api.md"),)), pairing("x", declared=(place("api.md"),))],
            {"api.md": "declared"},
            id="unwanted by one contract only",
        ),
        pytest.param(
            [pairing("x"), pairing("x", "ambiguous")], {"a.md": "declared", "api.md": "ambiguous"}, id="ambiguous"
        ),
    ],
)
def test_the_state_in_each_document(judged: list[Pairing], expected: dict[str, str]) -> None:
    assert states(tabulate(judged, ()), "x") == expected


def test_an_entry_is_one_row_placed_where_it_is_declared_first() -> None:
    later, first = (
        pairing("X", declared=(place("b.md", 7),)),
        pairing("x", declared=(place("a.md", 8), place("b.md", 7))),
    )
    (row,) = tabulate([later, first], ()).rows
    assert (row.name, row.place) == ("x", place("a.md", 8))
    assert {path: cell.line for path, cell in row.cells.items()} == {"a.md": 8, "b.md": 7, "api.md": 9}


def test_rows_are_in_natural_order_and_endpoints_by_path() -> None:
    names = ["POST /a", "GET /b/10", "GET /b/9", "GET /a"]
    judged = [pairing(name) for name in names] + [pairing(name, contract=QUEUES) for name in ("q10", "q9", "Q1")]
    rows = tabulate(judged, ()).rows
    assert [row.name for row in rows] == ["GET /a", "POST /a", "GET /b/9", "GET /b/10", "Q1", "q9", "q10"]


def test_what_is_only_a_note_counts_in_no_share() -> None:
    health = replace(pairing("GET /health", "missing"), severity=Severity.INFO)
    (share,) = tabulate([pairing("GET /a"), health], ()).kinds
    assert (share.covered, share.asked) == (1, 1)


def test_shares_count_an_entry_once() -> None:
    judged = [
        pairing("a"),
        pairing("a", "missing", contract=TESTED, counterpart=place("t.md")),
        pairing("b"),
        pairing("b", contract=TESTED),
        pairing("c"),
        pairing("d", "unwanted"),
    ]
    coverage = tabulate(judged, ())
    assert [(share.name, share.covered, share.asked, share.percent) for share in coverage.kinds] == [
        ("endpoint", 2, 3, 66)
    ]
    assert [(share.name, share.covered, share.asked) for share in coverage.contracts] == [
        ("endpoint-has-contract", 3, 3),
        ("endpoint-tested", 1, 2),
    ]
    assert coverage.contracts[1].missing == (place("a.md", 3),)


def test_silent_are_the_contracts_that_are_on_and_say_nothing() -> None:
    assert tabulate([pairing("a")], (ENDPOINTS, REGIONS, OFF)).silent == ("region-deployed",)


def test_narrowed() -> None:
    coverage = tabulate([pairing("a"), pairing("b", "missing"), pairing("q", contract=QUEUES)], ())
    assert [row.name for row in narrowed(coverage, ["queue"]).rows] == ["q"]
    assert [share.name for share in narrowed(coverage, ["queue"]).contracts] == ["queue-deployed"]
    only = narrowed(coverage, missing=True)
    assert [row.name for row in only.rows] == ["b"]
    assert only.documents == ("a.md", "api.md")
    assert [share.asked for share in only.kinds] == [2, 1]


# -- formats ---------------------------------------------------------------------------------------------------------

ODD = 'A | `b` <script>alert("x")</script> \x1b[31m\u202e*c* 部品'
COVERAGE = tabulate(
    [
        pairing("GET /api/v1/organisations/{organisationId}/members/{memberId}/permissions"),
        pairing("GET /orders", near="GET /v1/orders"),
        pairing("GET /orders", "missing", contract=TESTED, counterpart=place("docs/testing.md", 4)),
        pairing("POST /orders", "missing"),
        pairing("PUT /orders", "ambiguous"),
        pairing("DELETE /orders", "unwanted", declared=(place("api.md", 20),), counterpart=None),
        pairing(ODD, "missing", contract=QUEUES, counterpart=place("docs/<b>/deployment.md", 2)),
        pairing("order-events", "duplicate", contract=QUEUES, counterpart=place("docs/<b>/deployment.md", 2)),
    ],
    (ENDPOINTS, TESTED, QUEUES, REGIONS),
)
EMPTY = tabulate([], (ENDPOINTS, REGIONS))
WIDE = tabulate(
    [
        pairing("DATABASE_URL", contract=QUEUES, counterpart=place(f"services/{number}/README.md"))
        for number in range(1, 31)
    ],
    (),
)


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("coverage", [COVERAGE, EMPTY], ids=["some", "none"])
def test_every_format(name: str, coverage: Coverage, snapshot: SnapshotAssertion) -> None:
    text = renderer(name)(coverage, Layout())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert (body(text) if name == "html" else text) == snapshot


@pytest.mark.parametrize("width", [30, 50, 160])
def test_the_table_fits(width: int, snapshot: SnapshotAssertion) -> None:
    text = renderer("table")(COVERAGE, Layout(width=width))
    assert max(map(cell_len, text.splitlines())) <= width
    assert text == snapshot


@pytest.mark.parametrize("width", [40, 100, 200])
def test_the_table_of_many_documents(width: int, snapshot: SnapshotAssertion) -> None:
    text = renderer("table")(WIDE, Layout(width=width))
    assert max(map(cell_len, text.splitlines())) <= width
    assert text == snapshot


def test_the_table_in_colour(snapshot: SnapshotAssertion) -> None:
    text = renderer("table")(COVERAGE, Layout(colour=True))
    assert text.replace("\x1b", "␛") == snapshot


def test_json_says_what_is_documented() -> None:
    data = json.loads(renderer("json")(COVERAGE, Layout()))
    assert list(data) == ["version", "documents", "entries", "kinds", "contracts", "silent"]
    assert data["version"] == 1
    entry = next(entry for entry in data["entries"] if entry["name"] == "GET /orders")
    assert entry == {
        "kind": "endpoint",
        "name": "GET /orders",
        "path": "a.md",
        "line": 3,
        "states": {"a.md": "declared", "api.md": "covered", "docs/testing.md": "missing"},
        "lines": {"a.md": 3, "api.md": 9, "docs/testing.md": 4},
        "names": {"api.md": "GET /v1/orders"},
    }
    assert data["kinds"][0] == {"kind": "endpoint", "covered": 2, "asked": 4, "percent": 50}
    assert data["contracts"][0]["contract"] == "endpoint-has-contract"
    assert data["silent"] == ["region-deployed"]


def test_the_page_is_self_contained_and_text_is_text() -> None:
    text = renderer("html")(COVERAGE, Layout())
    page = Page(text)
    assert page.is_self_contained()
    assert '<script>alert("x")</script>' in page.text
    assert "http" not in text.replace("http-equiv", "")
    assert "url(" not in text
    assert "@import" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_page_lets_only_its_own_script_and_style_apply() -> None:
    text = renderer("html")(COVERAGE, Layout())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src 'none'" in policy[1]
    for tag in ("script", "style"):
        content = text.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]


def test_the_rows_of_the_page_can_be_filtered() -> None:
    page = Page(renderer("html")(COVERAGE, Layout()))
    rows = [row for row in page.tags("tr") if "data-row" in row]
    assert len(rows) == len(COVERAGE.rows)
    assert {row["data-kind"] for row in rows} == {"endpoint", "queue"}
    assert [row["data-state"] for row in rows if row["data-kind"] == "queue"] == [
        "declared\nmissing",
        "declared\nduplicate",
    ]
    assert {select["name"] for select in page.tags("select")} == {"kind", "state"}


# -- parts of formats ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["docs/api.md", "docs/testing.md"], ["api", "testing"]),
        (["a/api.md", "b/api.md", "c/test.md"], ["a/api", "b/api", "test"]),
        (["x/a/api.md", "y/a/api.md", "z/b/api.md"], ["x/a/api", "y/a/api", "b/api"]),
        (["services/one/README.md", "services/two/index.md"], ["one", "two"]),
        (["README.md", "docs/README.md"], ["README", "docs"]),
        (["a.md", "a.mdx"], ["a.md", "a.mdx"]),
        (["docs/README.md", "docs.md"], ["docs/README.md", "docs.md"]),
        ([], []),
    ],
)
def test_labels(paths: list[str], expected: list[str]) -> None:
    assert list(labels(paths).values()) == expected


@pytest.mark.parametrize(
    ("text", "widest", "expected"),
    [
        ("short", 5, "short"),
        ("anything", 0, "anything"),
        ("abcdefghij", 6, "ab…hij"),
        ("部品部品部品", 7, "部…品"),
        ("abc", 1, "…"),
    ],
)
def test_cut(text: str, widest: int, expected: str) -> None:
    assert cut(text, widest) == expected
    assert not widest or cell_len(cut(text, widest)) <= widest


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("", "`  `"), (" a", "`  a `"), ("a\nb", r"`a\nb`")],
)
def test_code_in_markdown(text: str, expected: str) -> None:
    assert code(text) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("`a|b` is *not* there", r"<code>a&#124;b</code> is \*not\* there"),
        ("ask @team in #12, see https://x", "ask @&#8203;team in #&#8203;12, see https:&#8203;//x"),
        ("<script> and [link](x)", r"\<script\> and \[link\](x)"),
        ("one ` tick | bar", r"one \` tick &#124; bar"),
    ],
)
def test_prose_in_markdown(message: str, expected: str) -> None:
    assert prose(message) == expected


def test_a_bar_does_not_end_a_cell() -> None:
    assert table(("A", "B"), [(code("x|y"), prose("x|y"))], "lr").splitlines() == [
        "| A | B |",
        "| --- | ---: |",
        "| <code>x&#124;y</code> | x&#124;y |",
    ]


# -- the command -----------------------------------------------------------------------------------------------------

PATHS = ("orders", "orders/{id}", "stock", "stock/{id}", "users", "users/{id}")
HEADER = "| Method | Path |\n|---|---|\n"
SET = {
    "architecture.md": "# Architecture\n\n## API\n\n"
    + HEADER
    + "".join(f"| GET | `/api/{path}` |\n" for path in PATHS),
    "api-contracts.md": "# API\n\n" + HEADER + "".join(f"| GET | `/api/{path}` |\n" for path in PATHS[:-1]),
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    write(tmp_path, SET)
    return runner(tmp_path, monkeypatch, capsys)


def test_the_command(run: Run) -> None:
    result = run("coverage", "--format", "json")
    assert (result.code, result.err) == (0, "")
    entries = {entry["name"]: entry["states"] for entry in json.loads(result.out)["entries"]}
    assert entries["GET /api/users/{id}"] == {"architecture.md": "declared", "api-contracts.md": "missing"}
    assert entries["GET /api/users"] == {"architecture.md": "declared", "api-contracts.md": "covered"}
    assert "endpoint: 5 of 6 covered (83 %)" in run("coverage").out


def test_the_command_shows_only_what_is_asked_for(run: Run) -> None:
    assert run("coverage", "--missing").out.count("GET /api") == 1
    assert "GET /api" not in run("coverage", "--kind", "queue,component").out
    assert run("coverage", "--kind", "endpoint").out.count("GET /api") == 6


def test_several_formats_at_once(run: Run, tmp_path: Path) -> None:
    result = run("coverage", "--format", "table", "--format", "html", "--output", "-", "--output", "coverage.html")
    assert result.code == 0
    assert "GET /api/users/{id}" in result.out
    assert Page((tmp_path / "coverage.html").read_text()).is_self_contained()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--kind", "endpoints"], "--kind: no counterpart asks for `endpoints`; did you mean `endpoint`?"),
        (["--format", "htm"], "--format: there is no format `htm`; did you mean `html`?"),
        (["--output", "a", "--output", "b"], "more --output than --format"),
        (["nowhere"], "nowhere: no such file or folder"),
        (["--config", "none.toml"], "none.toml: cannot be read"),
    ],
)
def test_what_makes_no_sense(run: Run, arguments: list[str], expected: str) -> None:
    result = run("coverage", *arguments)
    assert (result.code, result.out) == (2, "")
    assert expected in result.err


def test_several_sets_are_too_many(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"one/crossref.toml": "", "one/a.md": "# A\n", "two/crossref.toml": "", "two/a.md": "# A\n"})
    result = run("coverage")
    assert result.code == 2
    assert "holds several sets; name one" in result.err


def test_what_cannot_be_read_is_said(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"testing.md": b"\xff"})
    result = run("coverage")
    assert result.code == 0
    assert result.err.startswith("crossref: testing.md:1: not UTF-8")
