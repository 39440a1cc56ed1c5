"""Every format of ``check`` and ``graph``, as it is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import networkx
import pytest
from commandline import body
from msgspec.structs import replace
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from crossref import export
from crossref.commands.reports import limited, together, weighed
from crossref.model import Edit, Finding, Fix, Note, Place, Problem, Report, Severity, Silenced, Span
from crossref.reporters import FORMATS, Layout, renderer
from crossref.reporters.excerpt import Excerpt, excerpt
from crossref.reporters.text import visible

ESCAPE = "\x1b"


def place(path: str, line: int, column: int, end_column: int, end_line: int | None = None) -> Place:
    return Place(path, Span(line, column, end_line or line, end_column))


def finding(code: str, name: str, severity: Severity, problem: Problem) -> Finding:
    return Finding(code, name, severity, f"{code.lower()}{problem.place.span.line:011d}", problem)


BROKEN = place("docs/architecture.md", 12, 42, 51)
FINDINGS = (
    finding(
        "XR205",
        "orphan-document",
        Severity.INFO,
        Problem("no other document leads here", place("docs/architecture.md", 1, 1, 1), "orphan"),
    ),
    finding(
        "XR101",
        "broken-link",
        Severity.ERROR,
        Problem(
            "`deploy.md` does not exist; did you mean `deployment.md`?",
            BROKEN,
            "deploy.md",
            fix=Fix("write `deployment.md`", True, (Edit(BROKEN, "deployment.md"),)),
        ),
    ),
    finding(
        "XR105",
        "broken-mention",
        Severity.WARNING,
        Problem("`runbook.md` does not exist", place("docs/architecture.md", 31, 8, 18), "runbook.md"),
    ),
    finding(
        "XR301",
        "conflicting-claim",
        Severity.ERROR,
        Problem(
            "the access token lives 15 minutes here and 30 minutes in the contracts",
            place("docs/deployment.md", 7, 33, 43),
            "access token lifetime",
            notes=(
                Note("30 minutes", place("docs/api/contracts/authentication-and-sessions.md", 1204, 16, 22)),
                Note("30 minutes, too", place("docs/testing.md", 5, 3, 4, end_line=6)),
            ),
        ),
    ),
)
EXCERPTS: Mapping[str, Mapping[int, str]] = {
    "docs/architecture.md": {
        1: "# Architecture",
        12: "Rollout is described in the ([deploy.md](deploy.md)), which also lists who is on call, and since when.",
        31: "\t* 詳細は `runbook.md` を 👩‍👩‍👧 ご覧ください",
    },
    "docs/deployment.md": {
        7: "Access tokens [bold]live[/bold] 15 minutes \x1b[31mand no longer\x1b[0m :warning: \u202efdp"
    },
    "docs/api/contracts/authentication-and-sessions.md": {1204: "Token lifetime: 30 min"},
    "docs/testing.md": {5: "| tokens | 30 minutes |"},
}
REPORT = Report(
    root=".",
    documents=5,
    findings=FINDINGS,
    silenced=(
        Silenced(
            finding(
                "XR502", "to-do-marker", Severity.INFO, Problem("to do", place("docs/testing.md", 9, 1, 5), "todo")
            ),
            "per-file",
        ),
    ),
    unchecked={"external-links": 12, "template-links": 1},
    excerpts=EXCERPTS,
)
CLEAN = Report(".", 1, (), (), {}, {})


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"sarif"}))  # which holds the documentation of rules
def test_every_format(name: str, snapshot: SnapshotAssertion) -> None:
    text = renderer(name)(REPORT, Layout())
    assert (body(text) if name == "html" else text) == snapshot


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"sarif"}))  # which holds the version
def test_every_format_without_findings(name: str, snapshot: SnapshotAssertion) -> None:
    text = renderer(name)(CLEAN, Layout())
    assert (body(text) if name == "html" else text) == snapshot


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_ends_with_one_newline(name: str) -> None:
    for report in (REPORT, CLEAN):
        text = renderer(name)(report, Layout())
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


# -- pretty ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 140])
def test_pretty_narrow_and_wide(width: int, snapshot: SnapshotAssertion) -> None:
    text = renderer("pretty")(REPORT, Layout(width=width, verbose=True))
    too_wide = [line for line in text.splitlines() if cell_len(line) > width]
    # A path stays in one piece, so that it can be clicked.
    assert all(line.strip().startswith("docs/") for line in too_wide)
    assert text == snapshot


def test_pretty_in_colour(snapshot: SnapshotAssertion) -> None:
    text = renderer("pretty")(REPORT, Layout(colour=True, verbose=True))
    assert text.replace(ESCAPE, "␛") == snapshot


def test_pretty_in_colour_is_green_when_clean() -> None:
    assert renderer("pretty")(CLEAN, Layout(colour=True)) == "\x1b[1;32mno problems in 1 document\x1b[0m\n"


@pytest.mark.parametrize("width", [1, 20, 33, 48, 80])
@pytest.mark.parametrize("findings", [(), FINDINGS[:1]])
def test_pretty_without_findings_is_the_same_with_and_without_colours(
    width: int, findings: tuple[Finding, ...]
) -> None:
    unchecked = {"external-links": 12, "template-links": 1, "site-routes": 3, "unknown-anchors": 4}
    report = replace(CLEAN, findings=findings, unchecked=unchecked, silenced=REPORT.silenced)
    coloured = renderer("pretty")(report, Layout(width=width, colour=True))
    assert renderer("pretty")(report, Layout(width=width)) == re.sub(r"\x1b\[[\d;]*m", "", coloured)


def test_pretty_shows_info_as_a_count_unless_verbose() -> None:
    text = renderer("pretty")(REPORT, Layout())
    assert "orphan-document" not in text
    assert "1 note for information in 5 documents" in text
    assert "--verbose lists the notes for information" in text
    assert "orphan-document" in renderer("pretty")(REPORT, Layout(verbose=True))


@pytest.mark.parametrize("name", ["pretty", "concise"])
def test_without_summary(name: str) -> None:
    text = renderer(name)(REPORT, Layout(summary=False))
    assert "5 documents" not in text
    assert "not checked" not in text
    assert renderer(name)(CLEAN, Layout(summary=False)) == ""


def test_pretty_lets_no_text_of_a_document_speak_to_the_terminal() -> None:
    text = renderer("pretty")(REPORT, Layout(width=140))
    assert r"[bold]live[/bold] 15 minutes \x1b[31mand no longer\x1b[0m :warning: \u202efdp" in text
    assert ESCAPE not in text
    assert "\u202e" not in text


def test_pretty_shows_ten_notes_and_counts_the_rest() -> None:
    notes = tuple(Note(f"place {number}", place("b.md", number, 1, 2)) for number in range(1, 13))
    report = replace(CLEAN, findings=(finding("XR1", "n", Severity.ERROR, Problem("m", BROKEN, "s", notes)),))
    text = renderer("pretty")(report, Layout())
    assert text.count("note: ") == 10
    assert "… and 2 more places (--verbose shows all)" in text
    assert renderer("pretty")(report, Layout(verbose=True)).count("note: ") == 12


def test_pretty_does_without_the_source_line() -> None:
    text = renderer("pretty")(replace(REPORT, excerpts={}), Layout())
    assert "docs/architecture.md:12:42" in text
    assert " | " not in text


# -- excerpts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [10, 23, 40, 80])
@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("see [x](here.md) now", "here.md"),
        ("\t\tsee [x](here.md)", "here.md"),
        ("日本語の計画は [x](こちら.md) を見よ", "こちら.md"),
        ("👩‍👩‍👧 ⚠️ e\u0301 [x](here.md) 👩‍👩‍👧", "here.md"),
        ("bell\x07 \x9b31m [x](here.md)", "here.md"),
        ("word " * 60 + "[x](here.md)" + " word" * 60, "here.md"),
        ("計画" * 300 + "here.md" + "計画" * 300, "here.md"),
        ("here.md", "here.md"),
        ("a" * 500, "a" * 500),
        ("e\u0301" * 5000 + "here.md", "here.md"),
    ],
)
def test_carets_stand_under_the_span(line: str, text: str, width: int) -> None:
    start = line.index(text)
    shown = excerpt(line, Span(1, start + 1, 1, start + len(text) + 1), width)
    assert cell_len(shown.text) <= width
    assert cell_len(shown.carets) <= width
    found = underlined(shown)
    assert found == visible(text) or (visible(text).startswith(found) and shown.text.endswith("…"))


def underlined(shown: Excerpt) -> str:
    """What of the text stands above the carets."""
    cells = range(shown.offset, shown.offset + shown.length)
    starts = [cell_len(shown.text[:index]) for index in range(len(shown.text))]
    return "".join(char for char, start in zip(shown.text, starts, strict=True) if start in cells and cell_len(char))


def test_a_span_over_several_lines_is_underlined_to_the_end_of_the_first() -> None:
    assert excerpt("one [two", Span(3, 5, 4, 2), 40).carets == "    ^^^^"


@pytest.mark.parametrize("span", [Span(1, 1, 1, 1), Span(1, 99, 1, 120)])
def test_an_empty_span_and_one_beyond_the_line_get_one_caret(span: Span) -> None:
    assert excerpt("# Title", span, 40).carets.strip() == "^"


def test_a_very_long_line_is_cut_on_both_sides() -> None:
    shown = excerpt("x" * 1_000_000 + "[y](z.md)" + "x" * 1_000_000, Span(1, 1_000_001, 1, 1_000_010), 60)
    assert shown.text.startswith("…xxx")
    assert shown.text.endswith("xxx…")


# -- concise and json ------------------------------------------------------------------------------------------------


def test_concise_keeps_to_one_line_whatever_a_path_holds() -> None:
    problem = Problem("no\nsuch file", place("a\nb\x1b.md", 1, 2, 3), "s")
    report = replace(CLEAN, findings=(finding("XR101", "broken-link", Severity.ERROR, problem),))
    text = renderer("concise")(report, Layout(summary=False))
    assert text == "a\\nb\\x1b.md:1:2: error XR101 no\\nsuch file (broken-link)\n"


def test_json_is_the_contract() -> None:
    read = json.loads(renderer("json")(REPORT, Layout()))
    assert list(read) == ["version", "root", "documents", "findings", "silenced", "unchecked"]
    place_fields = ["path", "line", "column", "end_line", "end_column"]
    fields = ["code", "name", "severity", "message", *place_fields, "fingerprint", "notes", "fix"]
    assert list(read["findings"][0]) == fields
    assert list(read["silenced"][0]) == [*fields, "reason"]
    assert list(read["findings"][3]["notes"][0]) == ["message", *place_fields]
    assert list(read["findings"][1]["fix"]) == ["title", "safe", "edits"]
    assert list(read["findings"][1]["fix"]["edits"][0]) == [*place_fields, "text"]


# -- reports ---------------------------------------------------------------------------------------------------------


def test_limited_to_a_file_keeps_findings_and_notes_there() -> None:
    assert [found.code for found in limited(REPORT, {"docs/testing.md"}).findings] == ["XR301"]
    assert limited(REPORT, {"docs/testing.md"}).silenced == REPORT.silenced
    assert limited(REPORT, {"docs/other.md"}).findings == ()


def test_together_prefixes_paths_and_adds_up() -> None:
    merged = together([("one", REPORT), ("", replace(REPORT, silenced=()))])
    assert merged.documents == 10
    assert merged.unchecked == {"external-links": 24, "template-links": 2}
    assert len(merged.findings) == 8
    paths = [found.problem.place.path for found in merged.findings]
    assert paths == sorted(paths)
    text = json.loads(renderer("json")(merged, Layout()))
    moved = [found for found in text["findings"] if found["path"].startswith("one/")]
    assert moved[0]["fix"] is None
    assert {note["path"].partition("/")[0] for found in moved for note in found["notes"]} == {"one"}
    assert {edit["path"] for found in moved if found["fix"] for edit in found["fix"]["edits"]} == {
        "one/docs/architecture.md"
    }
    assert "one/docs/deployment.md" in merged.excerpts


def test_together_tells_what_overlapping_sets_share_once() -> None:
    assert together([("", REPORT), ("", REPORT)]).findings == FINDINGS


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [(Severity.ERROR, True), (Severity.INFO, True), (Severity.OFF, False)],
)
def test_fails(threshold: Severity, expected: bool) -> None:
    assert bool(weighed(REPORT, threshold).failing) is expected
    assert not weighed(CLEAN, threshold).failing


# -- graph -----------------------------------------------------------------------------------------------------------


def network() -> networkx.MultiDiGraph[str]:
    found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    found.add_node("docs/a.md", kind="document", name='The "A" <plan>', path="docs/a.md", line=1)
    found.add_node("docs/a.md#über-uns", kind="section", name="Über [uns] `x|y` \\ #1", path="docs/a.md", line=3)
    found.add_node("docs/b.md", kind="document", name="B", path="docs/b.md", line=1)
    found.add_node("component:order-service", kind="component", name="Order\nService\x07", path=None, line=None)
    found.add_edge("docs/a.md", "docs/a.md#über-uns", kind="contains", path="docs/a.md", line=3)
    found.add_edge("docs/b.md", "docs/a.md#über-uns", kind="links", path="docs/b.md", line=5)
    found.add_edge("docs/b.md", "docs/a.md#über-uns", kind="links", path="docs/b.md", line=9)
    return found


@pytest.mark.parametrize("name", sorted(export.FORMATS))
def test_every_graph_format(name: str, snapshot: SnapshotAssertion) -> None:
    assert export.FORMATS[name](network()) == snapshot


@pytest.mark.parametrize("name", sorted(export.FORMATS))
def test_every_graph_format_of_an_empty_graph(name: str, snapshot: SnapshotAssertion) -> None:
    assert export.FORMATS[name](networkx.MultiDiGraph()) == snapshot


def test_graph_json_is_what_networkx_reads_and_writes() -> None:
    read = json.loads(export.to_json(network()))
    assert networkx.utils.graphs_equal(networkx.node_link_graph(read, edges="edges"), network())
    assert read == networkx.node_link_data(network(), edges="edges")


def test_graphml_can_be_read_back() -> None:
    read = networkx.parse_graphml(export.to_graphml(network()))
    assert set(read.nodes) == set(network().nodes)
    assert read.number_of_edges() == 3
    assert read.nodes["component:order-service"] == {"kind": "component", "name": "Order\nService\ufffd"}
