"""SARIF: what it says, and that no text of a document means anything in it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from odd_report import CLEAN, FINDINGS, NOT_UTF8, ODD, SILENCED, TWIN
from rendered import PATHS, REPORTS, TEXTS, one, rendered
from syrupy.assertion import SnapshotAssertion

from crossref.model import Finding, Report, Severity, Silenced


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
