"""The formats that CI systems, code hosts and reviewers read: what they show, and that their readers can read it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from odd_report import CLEAN, FINDINGS, HOSTILE, LINE, LINES_PATH, LINK, NOT_UTF8, ODD, ODD_PATH, TWIN, many
from rendered import PATHS, REPORTS, TEXTS, one, rendered
from syrupy.assertion import SnapshotAssertion

from crossref.model import Edit, Fix, Note, Place, Problem, Report, Severity, Span
from crossref.reporters import FROM_REPOSITORY, Layout, renderer
from crossref.reporters.text import visible
from crossref.reporters.told import in_lines, in_one_line

SCHEMAS = os.environ.get("CROSSREF_SCHEMAS", "")
"""A folder with the schemas that the owners of the formats publish; docs/testing.md names them."""


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
