"""The formats that CI systems, code hosts and reviewers read: what they show, and that their readers can read it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace
from odd_report import CLEAN, FINDINGS, HOSTILE, LINE, LINES_PATH, LINK, NOT_UTF8, ODD, ODD_PATH, SILENCED, TWIN, many
from syrupy.assertion import SnapshotAssertion

from crossref.commands.output import encoded
from crossref.model import Edit, Finding, Fix, Note, Place, Problem, Report, Severity, Silenced, Span
from crossref.reporters import FROM_REPOSITORY, Layout, renderer
from crossref.reporters.markdown import LIMIT
from crossref.reporters.text import visible
from crossref.reporters.told import in_lines, in_one_line

REPORTS = {"odd": ODD, "clean": CLEAN, "many": many(12)}
SCHEMAS = os.environ.get("CROSSREF_SCHEMAS", "")
"""A folder with the schemas that the owners of the formats publish; docs/testing.md names them."""


MARKS = (
    *"|`\\<>&[]()!@#*_~$:/% \n\r\t-a0\x00\x1b\u202e\ud800\ufffe🚀é=,'\"{}^",
    *("::", "##[", "%0A", "<br>", "<code>", "</code>", "&#124;", "``", "\\|", "http://", "www.", "GH-1", "<!--", "]]>"),
)
"""What the formats give a meaning to."""

TEXTS = st.text() | st.lists(st.sampled_from(MARKS), max_size=12).map("".join)
PATHS = TEXTS.filter(bool)


def rendered(name: str, report: Report) -> str:
    """The text as it arrives on stdout or in a file."""
    return encoded(renderer(name)(report, Layout())).decode()


def one(message: str, path: str = "a.md", **fields: Any) -> Report:
    problem = Problem(message, Place(path, Span(1, 1, 1, 2)), "s", **fields)
    return replace(CLEAN, findings=(Finding("XR101", "broken-link", Severity.ERROR, "f" * 16, problem),))


@pytest.mark.parametrize("name", sorted(FROM_REPOSITORY - {"sarif"}))
def test_an_odd_report(name: str, snapshot: SnapshotAssertion) -> None:
    assert rendered(name, ODD) == snapshot


def test_notes_are_told_up_to_a_number() -> None:
    place = Place("b.md", Span(3, 1, 3, 2))
    problem = Problem("m", place, "s", notes=tuple(Note(f"n{number}", place) for number in range(12)))
    assert in_lines(problem)[:2] == ["m", "b.md:3: n0"]
    assert in_lines(problem)[-2:] == ["b.md:3: n9", "and 2 more places"]
    assert in_one_line(problem).endswith("; b.md:3: n9; and 2 more places)")


# -- published schemas -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SCHEMAS, reason="CROSSREF_SCHEMAS names no folder with the published schemas")
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize(
    ("name", "schema"), [("sarif", "sarif-schema-2.1.0.json"), ("rdjson", "DiagnosticResult.json")]
)
def test_json_formats_fit_their_published_schemas(name: str, schema: str, report: Report) -> None:
    written = json.loads((Path(SCHEMAS) / schema).read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(written, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(json.loads(rendered(name, report)))] == []


@given(TEXTS, PATHS)
def test_json_formats_hold_any_text(message: str, path: str) -> None:
    for name in ("sarif", "gitlab", "rdjson"):
        read = json.loads(rendered(name, one(message, path)))
        # Fails for half of a surrogate pair, which strict readers refuse.
        json.dumps(read, ensure_ascii=False).encode("utf-8")


# -- SARIF -----------------------------------------------------------------------------------------------------------


def run(report: Report) -> dict[str, Any]:
    log = json.loads(rendered("sarif", report))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    assert len(log["runs"]) == 1
    found: dict[str, Any] = log["runs"][0]
    return found


def test_sarif(snapshot: SnapshotAssertion) -> None:
    found = run(ODD)
    for rule in found["tool"]["driver"].pop("rules"):
        assert {"id", "name", "shortDescription", "fullDescription", "help"} <= set(rule)
    found["tool"]["driver"] = sorted(found["tool"]["driver"])
    assert found == snapshot


def test_sarif_describes_the_rules_that_have_findings() -> None:
    driver = run(ODD)["tool"]["driver"]
    rules = driver["rules"]
    assert [rule["id"] for rule in rules] == ["XR101", "XR104", "XR105", "XR301", "XR403", "XR502", "XR999"]
    broken = rules[0]
    assert broken["name"] == "BrokenLink"
    assert broken["defaultConfiguration"] == {"level": "error"}
    assert "\nFails:\n\n```text\n--- " in broken["help"]["markdown"]
    assert broken["help"]["text"].startswith(broken["shortDescription"]["text"])
    assert broken["properties"]["problem.severity"] == "error"
    assert rules[5]["defaultConfiguration"] == {"level": "note"}


def test_sarif_says_that_a_rule_is_off_by_default() -> None:
    off = Finding("XR206", "one-way-reference", Severity.WARNING, "f" * 16, TWIN.problem)
    rule = run(replace(CLEAN, findings=(off,)))["tool"]["driver"]["rules"][0]
    assert rule["defaultConfiguration"] == {"enabled": False, "level": "warning"}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_sarif_refers_only_to_what_it_has(report: Report) -> None:
    found = run(report)
    rules = found["tool"]["driver"]["rules"]
    assert len(found["results"]) == len(report.findings) + len(report.silenced)
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        related = {place["id"] for place in result.get("relatedLocations", ())}
        linked = re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"])
        assert {int(number) for number in linked} == related
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            artifact = place["physicalLocation"]["artifactLocation"]
            assert artifact["uriBaseId"] in found["originalUriBaseIds"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a b#1%.md", "docs/a%20b%231%25.md"),
        ("c:d/e?f.md", "c%3Ad/e%3Ff.md"),
        ("ü/🚀\n.md", "%C3%BC/%F0%9F%9A%80%0A.md"),
        (NOT_UTF8, "docs/caf%E9.md"),
        ("half\ud83d.md", "half%ED%A0%BD.md"),
    ],
)
def test_sarif_encodes_paths(path: str, uri: str) -> None:
    artifact = run(one("m", path))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_sarif_paths_can_be_read_back(path: str) -> None:
    artifact = run(one("m", path))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote_to_bytes(artifact["uri"]).decode() == path
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", artifact["uri"])


EMBEDDED = re.compile(r"\[[^\]]*\]\([^)]+\)")
"""A link as the viewer of VS Code finds it, which knows no escaping."""


@given(TEXTS, PATHS)
def test_sarif_lets_no_text_be_a_link(message: str, path: str) -> None:
    text = run(one(message, path))["results"][0]["message"]["text"]
    assert not EMBEDDED.search(text)


def test_sarif_lets_no_text_of_a_document_be_a_link() -> None:
    text = run(one("see [here](https://evil.example) or [a[b]](1) and `x[0](1)`"))["results"][0]["message"]["text"]
    assert not EMBEDDED.search(text)


def test_sarif_tells_why_a_finding_is_silenced() -> None:
    entries = (*SILENCED, Silenced(TWIN, "ignore"))
    found = [result["suppressions"] for result in run(replace(CLEAN, silenced=entries))["results"]]
    assert [(item["kind"], item["justification"]) for (item,) in found] == [
        ("inSource", "written next week, see #4"),
        ("external", "per-file-ignores in the configuration"),
        ("inSource", "an ignore comment in the document"),
    ]
    assert all(item["status"] == "accepted" for (item,) in found)


def test_sarif_tells_what_is_new_only_where_there_is_a_baseline() -> None:
    assert not any("baselineState" in result for result in run(ODD)["results"])
    known = run(replace(ODD, silenced=(*SILENCED, Silenced(TWIN, "baseline"))))["results"]
    assert [result["baselineState"] for result in known] == ["new"] * (len(FINDINGS) + 2) + ["unchanged"]
    assert known[-1]["suppressions"][0]["kind"] == "external"


# -- GitHub ----------------------------------------------------------------------------------------------------------

PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def unescaped(text: str, known: Mapping[str, str]) -> str:
    return re.sub("|".join(known), lambda found: known[found[0]], text)


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The workflow commands in a log, read as the runner does: its name, its properties, its message."""
    for line in text.split("\n"):
        assert "##[" not in line or line.lstrip().startswith("::"), "a command in its older form"
        found = re.match(r"\s*::(?P<name>[^ :]+)(?: (?P<properties>.*?))?::(?P<message>.*)$", line)
        if not found:
            assert not line.lstrip().startswith("::")
            continue
        pairs = (pair.split("=", 1) for pair in (found["properties"] or "").split(",") if pair)
        properties = {key: unescaped(value, PROPERTY) for key, value in pairs}
        yield found["name"], properties, unescaped(found["message"], PROPERTY)


def test_github_annotations_say_what_is_meant() -> None:
    found = list(commands(renderer("github")(ODD, Layout())))
    assert [name for name, _, _ in found] == ["error"] * 3 + ["warning"] * 2 + ["notice"] * 2
    assert found[3] == (
        "warning",
        {
            "file": LINES_PATH,
            "line": "7",
            "col": "33",
            "endLine": "7",
            "endColumn": "43",
            "title": "XR301 conflicting-claim",
        },
        "\n".join(in_lines(FINDINGS[3].problem)),
    )
    # Over several lines there are no columns, and a span that ends before the first character of line 4 ends on line 3.
    assert found[4][1] == {"file": NOT_UTF8, "line": "2", "endLine": "3", "title": "XR403 one-way-supersession"}
    assert found[5][2] == visible(HOSTILE)


def test_github_annotates_what_is_shown_and_lists_the_rest() -> None:
    report = many(12)
    text = renderer("github")(report, Layout())
    found = list(commands(text))
    names = [name for name, _, _ in found]
    assert {name: names.count(name) for name in set(names)} == {
        "error": 10,
        "warning": 10,
        "notice": 10,
        "group": 1,
        "endgroup": 1,
    }
    name, properties, message = found[-1]
    assert (name, properties) == ("notice", {"title": "crossref"})
    assert message == (
        "12 errors, 12 warnings, 12 notes for information in 12 documents; "
        "7 findings without an annotation, see the log of this step"
    )
    group = text[text.index("::group::7 more findings\n") : text.index("::endgroup::")].splitlines()[1:]
    assert len(group) == 7
    assert group[0].startswith("error d11.md:11:1: XR103 a | b")
    everywhere = [properties["file"] for _, properties, _ in found if "file" in properties]
    everywhere += [line.split()[1].split(":")[0] for line in group]
    assert sorted(everywhere) == sorted(finding.problem.place.path for finding in report.findings)


def test_github_keeps_to_ten_notices() -> None:
    ten = replace(CLEAN, findings=tuple(each for each in many(10).findings if each.severity is Severity.INFO))
    assert [name for name, _, _ in commands(renderer("github")(ten, Layout()))] == ["notice"] * 10


def test_github_ends_with_the_totals() -> None:
    assert renderer("github")(CLEAN, Layout()) == "no problems in 1 document\n"
    assert renderer("github")(CLEAN, Layout(summary=False)) == ""


@given(TEXTS, PATHS)
def test_github_reads_back_any_text(message: str, path: str) -> None:
    found = list(commands(renderer("github")(one(message, path), Layout(summary=False))))
    assert [(properties["file"], told) for _, properties, told in found] == [(path, visible(message))]


# -- GitLab ----------------------------------------------------------------------------------------------------------


def test_gitlab_has_what_it_reads() -> None:
    for issue in json.loads(rendered("gitlab", ODD)):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert isinstance(issue["location"]["lines"]["begin"], int)
        assert not issue["location"]["path"].startswith(("./", "/"))


def test_gitlab_fingerprints_are_unique() -> None:
    moved = replace(TWIN, problem=replace(TWIN.problem, place=Place("other/a.md", Span(1, 1, 1, 5))))
    issues = json.loads(rendered("gitlab", replace(CLEAN, findings=(TWIN, moved, TWIN, TWIN))))
    assert len({issue["fingerprint"] for issue in issues}) == 4


def test_a_gitlab_fingerprint_does_not_depend_on_other_findings() -> None:
    alone = json.loads(rendered("gitlab", replace(CLEAN, findings=(FINDINGS[3],))))
    assert alone[0] == json.loads(rendered("gitlab", ODD))[3]


# -- reviewdog -------------------------------------------------------------------------------------------------------


def diagnostics(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(rendered("rdjson", report))["diagnostics"]
    return found


def test_rdjson_counts_bytes() -> None:
    found = diagnostics(ODD)[2]
    place = found["location"]["range"]
    assert LINE.encode()[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b"Plan.md"
    assert found["suggestions"] == [{"range": place, "text": "plan.md"}]


@given(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"])), st.data())
def test_rdjson_covers_what_a_span_covers(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    report = one("m")
    place = Place("a.md", Span(1, start + 1, 1, end + 1))
    problem = replace(report.findings[0].problem, place=place)
    finding = replace(report.findings[0], problem=problem)
    found = diagnostics(replace(report, findings=(finding,), excerpts={"a.md": {1: line}}))[0]["location"]["range"]
    assert line.encode()[found["start"]["column"] - 1 : found["end"]["column"] - 1].decode() == line[start:end]


def test_rdjson_means_whole_lines_where_a_line_is_not_known() -> None:
    assert diagnostics(ODD)[3]["location"]["range"] == {"start": {"line": 7}, "end": {"line": 7}}


def test_rdjson_suggests_no_half_of_a_fix() -> None:
    assert "suggestions" not in diagnostics(ODD)[4]  # its other edit lies in another file
    fix = Fix("t", True, (Edit(LINK, "plan.md"),))
    unknown = replace(one("m", ODD_PATH, fix=fix), excerpts={})
    assert "suggestions" not in diagnostics(unknown)[0]


# -- XML -------------------------------------------------------------------------------------------------------------


def test_junit_has_a_case_for_each_rule_in_each_document(tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    file.write_text(rendered("junit", ODD), encoding="utf-8")
    (suite,) = junitparser.JUnitXml.fromfile(str(file))
    cases = {(case.classname, case.name): case for case in suite}
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (7, 4, 0, 1)
    assert len(cases) == 7
    twice = cases["a", "XR101 broken-link"].result[0]
    assert isinstance(twice, junitparser.Failure)
    assert twice.message == "`x.md` does not exist (and 1 more finding)"
    assert twice.text.count("a.md:1:1: `x.md` does not exist") == 2
    info = cases["a", "XR502 to-do-marker"]
    assert info.is_passed
    assert info.system_out.startswith("a.md:4:2: a | b")
    skipped = cases["b", "XR105 broken-mention"].result[0]
    assert isinstance(skipped, junitparser.Skipped)
    assert skipped.message == "silenced: 1 by per-file"


def test_junit_of_a_clean_set_has_a_case_that_passes() -> None:
    (suite,) = junitparser.JUnitXml.fromstring(rendered("junit", CLEAN).encode())
    assert [(case.name, case.is_passed) for case in suite] == [("no problems in 1 document", True)]


@given(TEXTS, PATHS)
def test_xml_is_well_formed_whatever_the_text(message: str, path: str) -> None:
    report = one(message, path, notes=(Note(message, Place(path, Span(1, 1, 1, 1))),))
    error = ElementTree.fromstring(rendered("checkstyle", report).encode())[0][0]
    told = in_one_line(report.findings[0].problem)
    assert error.attrib["message"] == told.replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    ElementTree.fromstring(rendered("junit", report).encode())


def test_checkstyle_groups_by_file() -> None:
    root = ElementTree.fromstring(rendered("checkstyle", ODD).encode())
    assert root.tag == "checkstyle"
    assert [(file.attrib["name"], len(file)) for file in root] == [
        ("a.md", 2),
        (ODD_PATH, 1),
        (LINES_PATH, 1),
        (r"docs/caf\udce9.md", 1),
        ("a.md", 2),
    ]
    assert {error.attrib["severity"] for error in root.iter("error")} == {"error", "warning", "info"}
    assert all(set(error.attrib) == {"line", "column", "severity", "message", "source"} for error in root.iter("error"))


# -- Markdown --------------------------------------------------------------------------------------------------------

OURS = re.compile(r"<br>|</?code>|</?details>|</?summary>")


def tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)


def cells(text: str) -> list[list[Token]]:
    """The cells of each row of all tables."""
    rows: list[list[Token]] = []
    found = tokens(text)
    for index, token in enumerate(found):
        if token.type == "tr_open":
            rows.append([])
        if token.type in ("td_open", "th_open"):
            rows[-1].append(found[index + 1])
    return rows


def only_ours(text: str) -> None:
    """Fail if a document has put anything into the page but text."""
    in_code = False
    for each in (inner for token in tokens(text) for inner in (token, *(token.children or ()))):
        assert each.type not in ("link_open", "image", "em_open", "s_open")
        if each.type.startswith("html"):
            assert OURS.sub("", re.sub(r"(?<=<summary>).*(?=</summary>)", "", each.content)).strip() == ""
            in_code = "<code>" in each.content or (in_code and "</code>" not in each.content)
        if each.type == "text" and not in_code:  # hosts leave alone what stands in code
            assert not re.search(r"[@#!]\w|GH-\d|://|www\.", each.content, re.IGNORECASE)


def test_markdown_is_text_whatever_a_document_holds() -> None:
    for report in (ODD, many(3), one(HOSTILE, HOSTILE)):
        text = rendered("markdown", report)
        only_ours(text)
        assert all(len(row) == 3 for row in cells(text))


@given(TEXTS, PATHS)
def test_markdown_keeps_its_table_whatever_the_text(message: str, path: str) -> None:
    text = rendered("markdown", one(message, path))
    assert [len(row) for row in cells(text)] == [3, 3]
    only_ours(text)


@pytest.mark.parametrize("text", ["a|b", r"a\|b", r"`a\\|b` c|d", "``a`|`b``", "|", "`|`"])
def test_markdown_shows_bars(text: str) -> None:
    (_, row) = cells(rendered("markdown", one(text)))
    shown = "".join(child.content for child in row[1].children or () if not child.type.startswith("html"))
    assert shown.replace("`", "") == text.replace("`", "")


def test_markdown_shows_both_places_of_a_contradiction() -> None:
    row = next(line for line in rendered("markdown", ODD).splitlines() if "tokens live 15 min" in line)
    assert r"two\nlines: x.md:7" in row
    assert "↳ `docs/a b#1 100%, ünï 🚀.md:3` 30 min here, where api-contracts has the say" in row


@pytest.mark.parametrize("number", [3, 60, 100, 400])
def test_markdown_fits_a_comment_and_counts_what_it_leaves_out(number: int) -> None:
    report = many(number)
    text = rendered("markdown", report)
    assert len(text.encode("utf-16-le")) // 2 <= LIMIT
    shown = sum(len(row) == 3 for row in cells(text)) - sum(row[0].content == "Where" for row in cells(text))
    left_out = re.search(r"\*\*(\d+) findings not shown here\*\*", text)
    assert shown + int(left_out[1] if left_out else 0) == len(report.findings)
    assert bool(left_out) is (number > 60)
    assert f"### ❌ {number} errors" in text


def test_markdown_shortens_what_is_very_long() -> None:
    text = rendered("markdown", one("x" * 100_000))
    assert "x" * 400 + "…" in text
    assert len(text) < 1000
