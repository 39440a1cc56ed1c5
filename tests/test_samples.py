"""The sample sets: the consistent one has no finding, the drifted one has just those that EXPECTED.md lists."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import analyse_folder

from crossref.rules import RULES

SAMPLES = Path(__file__).parent.parent / "sample_docs"
ROW = re.compile(r"^\| *\d+ *\| *(XR\d+) *\| *([\w./-]+) *\| *(\d+) *\|", re.MULTILINE)


def test_the_consistent_set_has_no_finding() -> None:
    report = analyse_folder(SAMPLES / "consistent").report
    assert [(finding.code, finding.problem.message) for finding in report.findings] == []
    assert report.documents == 5


def test_the_drifted_set_has_what_is_listed() -> None:
    known = {rule.code for rule in RULES}
    text = (SAMPLES / "drifted" / "EXPECTED.md").read_text(encoding="utf-8")
    rows = {(code, path, int(line)) for code, path, line in ROW.findall(text)}
    assert len(rows) >= 30
    expected = {row for row in rows if row[0] in known}
    report = analyse_folder(SAMPLES / "drifted").report
    found = {(f.code, f.problem.place.path, f.problem.place.span.line) for f in report.findings}
    assert found == expected
