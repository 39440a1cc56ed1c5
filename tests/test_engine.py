"""The stages together."""

from __future__ import annotations

from conftest import Check


def test_lines_outside_of_the_documents_are_shown_too(check: Check) -> None:
    report = check({"a.md": "# A\n", "crossref.toml": '[roles]\r\ntesting = ["testing.md"]\r\n'}, "XR202").report
    assert report.excerpts == {"crossref.toml": {2: 'testing = ["testing.md"]'}}
