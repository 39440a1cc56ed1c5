"""What the language server answers, without the protocol: positions, actions, hovers, completions."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import analyse_folder, write
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from crossref.edits import apply
from crossref.graph import Graph
from crossref.identity import lines_of
from crossref.lsp import actions, completions, hovers, navigation, symbols
from crossref.lsp.answers import Hover, Line
from crossref.lsp.convert import Converter, path_of, uri_of
from crossref.lsp.index import Index
from crossref.lsp.positions import Encoding, from_units, to_units, width
from crossref.lsp.server import create
from crossref.model import Edit, Finding, Fix, Place, Problem, Severity, Span
from crossref.workspace import Workspace

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")


def graph_of(folder: Path, texts: dict[str, str]) -> Graph:
    write(folder, dict(texts))
    return analyse_folder(folder).graph


def index_of(folder: Path, texts: dict[str, str]) -> Index:
    return Index(graph_of(folder, texts), lambda path: lines_of(texts[path]))


# -- positions -------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60), st.sampled_from(ENCODINGS))
def test_every_column_of_a_text_comes_back(text: str, encoding: Encoding) -> None:
    lines = lines_of(text)
    for line, content in enumerate(lines, 1):
        for column in range(1, len(content) + 2):
            assert from_units(lines, *to_units(lines, line, column, encoding), encoding) == (line, column)


@given(st.text(max_size=30), st.integers(0, 40), st.integers(0, 200), st.sampled_from(ENCODINGS))
def test_every_position_is_within_the_text(text: str, line: int, units: int, encoding: Encoding) -> None:
    lines = lines_of(text)
    found, column = from_units(lines, line, units, encoding)
    assert 1 <= found <= len(lines)
    assert 1 <= column <= len(lines[found - 1]) + 1


@pytest.mark.parametrize(("encoding", "units"), [("utf-8", 4 + 2), ("utf-16", 2 + 1), ("utf-32", 1 + 1)])
def test_the_units_of_an_encoding(encoding: Encoding, units: int) -> None:
    assert width("😀é", encoding) == units
    assert from_units(["😀é"], 0, 1, encoding)[1] == (2 if encoding == "utf-32" else 1)


def test_only_line_ends_end_lines() -> None:
    assert lines_of("a\r\nb\rc\nd\u2028e\x0cf\n") == ["a", "b", "c", "d\u2028e\x0cf", ""]


@pytest.mark.parametrize("name", ["a.md", "sp ace#%.md", "é 😀.md"])
def test_addresses_lead_back_to_their_paths(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)
    assert path_of(uri_of(path)) == path


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "http://example.com/a.md", "", "file:", "file:///a%00b", "file://[x/a.md"]
)
def test_other_addresses_have_no_path(uri: str) -> None:
    assert path_of(uri) is None


# -- actions ---------------------------------------------------------------------------------------------------------

PROBLEMS = {
    "prose": "# T\n\nSee [x](gone.md) there.\n",
    "crlf": "# T\r\n\r\nSee [x](gone.md) there.\r\nMore.\r\n",
    "heading": "# T\n\n## See [x](gone.md)\n\nText.\n",
    "table": "# T\n\n| a | b |\n| --- | --- |\n| 1 | [x](gone.md) |\n| 2 | 3 |\n",
    "list": "# T\n\n- one\n- [x](gone.md)\n- three\n",
    "quote": "# T\n\n> one\n> [x](gone.md) two\n",
    "last line": "# T\n\n[x](gone.md)",
    "hard break": "# T\n\n[x](gone.md)  \nnext\n",
}


@pytest.mark.parametrize("text", PROBLEMS.values(), ids=PROBLEMS.keys())
def test_a_comment_silences_the_finding_and_changes_nothing_else(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"a.md": text})
    analysis = analyse_folder(tmp_path)
    (finding,) = [each for each in analysis.report.findings if each.code == "XR101"]
    action = actions.ignore(finding, text, analysis.graph.profile)
    assert action
    write(tmp_path, {"a.md": apply(text, action.edits)})
    after = analyse_folder(tmp_path)
    assert {each.code for each in after.report.findings} == {
        each.code for each in analysis.report.findings if each.code != "XR101"
    }
    assert [each.finding.code for each in after.report.silenced] == ["XR101"]
    assert apply(text, action.edits).count("\r\n") in (0, apply(text, action.edits).count("\n"))


def test_where_no_comment_helps_none_is_offered(tmp_path: Path) -> None:
    text = "# T\n\n[x][y]\n\n[y]: gone.md\n"
    write(tmp_path, {"a.md": text})
    analysis = analyse_folder(tmp_path)
    (finding,) = [each for each in analysis.report.findings if each.code == "XR101"]
    assert actions.ignore(finding, text, analysis.graph.profile) is None


def test_a_second_rule_joins_the_comment_that_is_there(tmp_path: Path) -> None:
    text = "# T\n\nSee [x](gone.md) TODO: later <!-- crossref: ignore XR502 soon -->\n"
    write(tmp_path, {"a.md": text})
    analysis = analyse_folder(tmp_path)
    (finding,) = [each for each in analysis.report.findings if each.code == "XR101"]
    action = actions.ignore(finding, text, analysis.graph.profile)
    assert action
    assert "<!-- crossref: ignore XR502, XR101 soon -->" in apply(text, action.edits)


def test_rules_about_comments_are_not_silenced_by_comments(tmp_path: Path) -> None:
    text = "# T\n\nText. <!-- crossref: ignore XR101 -->\n"
    write(tmp_path, {"a.md": text})
    analysis = analyse_folder(tmp_path)
    (finding,) = [each for each in analysis.report.findings if each.code == "XR901"]
    assert actions.ignore(finding, text, analysis.graph.profile) is None


def test_a_fix_is_an_action() -> None:
    place = Place("a.md", Span(1, 1, 1, 2))
    fix = Fix("write it `B.md`", True, (Edit(place, "B"),))
    finding = Finding("XR104", "wrong-case", Severity.ERROR, "f", Problem("m", place, "s", fix=fix))
    (action,) = actions.fixes(finding)
    assert (action.title, action.edits, action.preferred) == ("write it `B.md`", fix.edits, True)


# -- trouble ---------------------------------------------------------------------------------------------------------


def test_a_crash_is_answered_with_an_error_and_survived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written: list[dict[str, Any]] = []

    class Writer:
        def write(self, data: bytes) -> None:
            written.append(json.loads(data.partition(b"\r\n\r\n")[2]))

        def close(self) -> None:
            pass

    def crash(path: str, text: str | None) -> None:
        raise RuntimeError("a mistake of ours")

    async def ask() -> None:
        server = create("0", Workspace([]))
        server.protocol.set_writer(Writer())
        monkeypatch.setattr(server.documents, "edit", crash)
        for number in (1, 2):
            server._pending = {"/a.md": ""} if number == 1 else {}
            server.protocol._handle_request(number, "crossref/status", {})
            await asyncio.sleep(0.05)
        server.forget()

    asyncio.run(ask())
    assert written[0]["error"]["code"] == -32603
    assert written[1]["result"] == []
    assert "a mistake of ours" in caplog.text


# -- hovers ----------------------------------------------------------------------------------------------------------


def test_the_text_of_a_document_is_never_markup() -> None:
    convert = Converter(lambda path: f"/x/{path}", lambda path: ["text"], "utf-16")
    place = Place("a[b](c).md", Span(1, 1, 1, 2))
    hover = Hover("link", "a ``b` <script>", (Line("*x* <img src=y> [z](http://z)", place),), Span(1, 1, 1, 2))
    content = convert.hover("a.md", hover).contents
    assert isinstance(content, types.MarkupContent)
    assert content.value == (
        "**link** ```a ``b` <script>```\n\n"
        "- \\*x\\* \\<img src=y\\> \\[z\\](http\\://z) [a\\[b\\](c).md:1](<file:///x/a%5Bb%5D%28c%29.md#L1>)"
    )


def test_a_claim_shows_what_others_say_of_the_same(tmp_path: Path) -> None:
    texts = {
        "docs/deployment.md": "# Deployment\n\n| Variable | Default |\n| --- | --- |\n| `ORDER_TIMEOUT` | 30 s |\n",
        "docs/architecture.md": "# Architecture\n\n```env\nORDER_TIMEOUT=45s\n```\n",
    }
    index = index_of(tmp_path, texts)
    hover = hovers.hover(index, "docs/deployment.md", 5, 21)
    assert hover
    assert any(line.place and line.place.path == "docs/architecture.md" and "45" in line.text for line in hover.lines)


def test_a_stage_shows_what_others_say_of_the_same_row(tmp_path: Path) -> None:
    table = "# {}\n\n| Part | Status |\n| --- | --- |\n| Boiler | {} |\n| Kettle | planned |\n"
    texts = {"a.md": table.format("A", "done"), "b.md": table.format("B", "in progress")}
    hover = hovers.hover(index_of(tmp_path, texts), "a.md", 5, 13)
    assert hover
    assert [(line.text, line.place) for line in hover.lines] == [
        ("in progress in", Place("b.md", Span(5, 12, 5, 23))),
    ]


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    texts = {"a.md": "# A\n\n## Part\n\nText.\n\n" + "\n\n".join("[to](#part)" for _ in range(20)) + "\n"}
    hover = hovers.hover(index_of(tmp_path, texts), "a.md", 3, 4)
    assert hover
    assert hover.name == "Part"
    assert len(hover.lines) == 13
    assert hover.lines[-1].text == "and 8 more"


def test_plain_text_and_unknown_documents_say_nothing(tmp_path: Path) -> None:
    index = index_of(tmp_path, {"a.md": "# A\n\nPlain text.\n"})
    assert hovers.hover(index, "a.md", 3, 3) is None
    assert hovers.hover(index, "b.md", 1, 1) is None
    assert navigation.references(index, "a.md", 3, 3) == []


# -- completions and symbols -----------------------------------------------------------------------------------------

SET = {
    "docs/a.md": "# A\n\nText.\n\n## Part one\n",
    "docs/sub/b (1).md": "# B\n\nText.\n\n## Part two\n",
    "docs/decisions.md": "# Decisions\n\n## ADR-001: First\n\n- **Status**: Accepted\n",
    "docs/.hidden.md": "# H\n",
    "img/x.png": "",
}


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("[x](sub/", {"b (1).md"}),
        ("[x](../img/", {"x.png"}),
        ("[x](<../", {"docs/", "img/"}),
        ("[x](../../", set()),
        ("[x](#", {"a", "part-one"}),
        ("[x](sub/b%20%281%29.md#", {"b", "part-two"}),
        ("[x]: sub/", {"b (1).md"}),
        ("[[", {".hidden", "a", "b (1)", "decisions"}),
        ("[[decisions#", {"decisions", "adr-001-first"}),
        ("text (a/", set()),
        ("ADR-0", {"ADR-001: First"}),
        ("XADR-0", set()),
    ],
)
def test_what_may_be_written(tmp_path: Path, written: str, labels: set[str]) -> None:
    graph = graph_of(tmp_path, SET)
    found = completions.completions(graph, "docs/a.md", 3, len(written) + 1, written)
    assert {each.label for each in found} == labels


def test_a_path_is_written_as_a_destination_can_have_it(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, SET)
    found = {each.label: each for each in completions.completions(graph, "docs/a.md", 3, 6, "[x](s")}
    assert found["sub/b (1).md"].text == "sub/b%20%281%29.md"
    assert found["sub/b (1).md"].span == Span(3, 5, 3, 6)
    assert found["ADR-001: First"].text == "decisions.md#adr-001-first"


def test_symbols_are_found_by_letters_in_their_order(tmp_path: Path) -> None:
    index = index_of(tmp_path, {path: text for path, text in SET.items() if path.endswith(".md")})
    assert [each.name for each in symbols.in_set(index, "part")][:1] == ["Part one"]
    assert {each.name for each in symbols.in_set(index, "prttw")} == {"Part two"}
    assert symbols.in_set(index, "zzz") == []
