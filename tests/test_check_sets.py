"""What ``check`` looks at: a file, several sets, a text from stdin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import BROKEN, CLEAN, Result, Run, runner
from conftest import write


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


def codes(result: Result) -> list[str]:
    return [finding["code"] for finding in json.loads(result.out)["findings"]]


def test_a_file_is_touched_by_the_links_that_lead_to_it(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.md": "# A\n\nSee [b](b.md#old), [the folder](sub#old) and [gone](gone.md).\n",
            "b.md": "# B\n\n## New\n\nText\n",
            "sub/README.md": "# Sub\n",
            "c.md": "# C\n",
            "crossref.toml": "",
        },
    )
    for path, expected in {"b.md": ["`b.md`"], "sub/README.md": ["`sub/README.md`"], "c.md": []}.items():
        lines = [line for line in run("check", path, "--format", "concise").out.splitlines() if "XR10" in line]
        assert len(lines) == len(expected)
        assert all(name in line for name, line in zip(expected, lines, strict=True))


def test_a_file_limits_the_findings_to_those_that_touch_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "docs/d.md": "[e](e.md)\n", "crossref.toml": ""})
    assert codes(run("check", "--format", "json", "docs/b.md")) == ["XR101"]
    assert codes(run("check", "--format", "json", "docs/a.md")) == []
    both = json.loads(run("check", "--format", "json", "docs/a.md", "docs/d.md", "docs/b.md").out)
    assert {finding["path"] for finding in both["findings"]} == {"docs/b.md", "docs/d.md"}
    assert both["documents"] == 3
    everything = json.loads(run("check", "--format", "json", "docs/a.md", ".").out)
    assert {finding["path"] for finding in everything["findings"]} == {"docs/b.md", "docs/d.md"}
    assert everything["documents"] == 3


def test_a_file_that_the_configuration_leaves_out_is_passed_over(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "crossref.toml": 'exclude = ["docs/b.md"]\n'})
    result = run("check", "docs/b.md")
    assert result.code == 0
    assert result.err == "crossref: docs/b.md is not a document of its set, which leaves it out\n"


def test_several_sets_are_checked_alone_and_reported_together(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".git/HEAD": "",
            "one/crossref.toml": "",
            "one/a.md": "# A\n\n[b](b.md)\n",
            "two/crossref.toml": '[severity]\nbroken-link = "warning"\n',
            "two/a.md": "# A\n\n[one](/b.md)\n",
        },
    )
    report = json.loads(run("check", "--format", "json").out)
    assert report["documents"] == 2
    found = [(finding["path"], finding["severity"]) for finding in report["findings"]]
    assert found == [("one/a.md", "error"), ("two/a.md", "warning")]
    assert run("check", "two").code == 0
    assert json.loads(run("check", "--format", "json", "two").out)["findings"][0]["path"] == "a.md"
    assert run("check").code == 1
    assert "one/a.md:3:5" in run("check").out
    assert len(json.loads(run("check", "--show-config").out)) == 2
    assert run("check", "--show-files").out == "one/a.md\ntwo/a.md\n"


def test_a_folder_above_sets_keeps_its_own_documents(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path, {"README.md": "[a](one/a.md) [b](b.md)\n", "docs/c.md": "", "one/crossref.toml": "", "one/a.md": ""}
    )
    assert run("check", "--show-files").out == "README.md\ndocs/c.md\none/a.md\n"
    report = json.loads(run("check", "--format", "json").out)
    found = [(finding["path"], finding["severity"]) for finding in report["findings"] if finding["code"] == "XR101"]
    assert found == [("README.md", "error")]


def test_a_folder_of_a_set_may_hold_nothing_but_nested_sets(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "crossref.toml": "", "packages/one/crossref.toml": "", "packages/one/a.md": ""})
    assert run("check", "packages", "--show-files") == Result(0, "packages/one/a.md\n", "")
    write(tmp_path, {"packages/crossref.toml": ""})
    assert run("check", "packages").code == 2


def test_excluded_folders_hold_no_sets(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "crossref.toml": 'exclude = ["cases/**"]\n'})
    write(tmp_path, {"cases/x/crossref.toml": "", "cases/x/a.md": "[b](b.md)\n"})
    assert run("check").out == "no problems in 2 documents\n"
    assert run("check", "cases/x").code == 1


def test_a_set_without_documents_is_no_success(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "crossref.toml": "", "empty/crossref.toml": ""})
    assert run("check") == Result(
        2, "", "crossref: no document found for empty/crossref.toml; check its root, include and exclude\n"
    )


def test_stdin_replaces_a_document(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    result = run("check", "--format", "concise", "--stdin-filename", "docs/a.md", stdin=b"# A\n\n[n](no.md)\n")
    assert result.code == 1
    assert "docs/a.md:3:5: error XR101" in result.out
    shown = run("check", "--stdin-filename", "docs/a.md", stdin=b"# A\n\n[n](no.md)\n").out
    assert "3 | [n](no.md)" in shown


def test_stdin_may_be_a_new_document(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    result = run("check", "--stdin-filename", "docs/new.md", "--format", "json", stdin=b"[a](a.md) [x](x.md)\n")
    assert json.loads(result.out)["documents"] == 3
    assert [finding["path"] for finding in json.loads(result.out)["findings"]][-1] == "docs/new.md"


def test_stdin_that_is_not_utf8_is_a_finding(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    result = run("check", "--stdin-filename", "docs/a.md", "--format", "json", stdin=b"# A \xe9\n")
    assert "XR903" in codes(result)


def test_stdin_for_a_file_of_no_set(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "README.txt": "x"})
    assert run("check", "docs", "--stdin-filename", "README.txt").code == 2
    assert run("check", "--stdin-filename", "../x.md").code == 2


def test_show_files_and_show_config(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "crossref.toml": '[roles]\narchitecture = ["docs/a.md"]\n'})
    assert run("check", "--show-files") == Result(0, "docs/a.md\ndocs/b.md\n", "")
    shown = json.loads(run("check", "--show-config", "--severity", "XR101=info").out)
    assert shown["file"] == "crossref.toml"
    assert shown["fail-on"] == "error"
    assert shown["severity"] == {"XR101": "info"}
    assert shown["profile"]["roles"]["architecture"] == ["docs/a.md"]
