"""What formats ask of where crossref runs: the CI system, and the repository around the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Run, runner
from conftest import write

from crossref.reporters import automatic

BROKEN = "# One\n\nSee [the plan](plan.md).\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name in ("GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)
    return runner(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, "pretty"),
        ({"CI": "true"}, "pretty"),
        ({"GITHUB_ACTIONS": "true"}, "github"),
        ({"GITLAB_CI": "true"}, "gitlab"),
        ({"GITHUB_ACTIONS": "false", "GITLAB_CI": ""}, "pretty"),
    ],
)
def test_auto_is_what_the_ci_system_reads(environment: dict[str, str], name: str) -> None:
    assert automatic(environment) == name


def test_auto_looks_at_the_environment(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": BROKEN})
    assert "broken-link: `plan.md` does not exist" in run("check", "--format", "auto").out
    monkeypatch.setenv("GITLAB_CI", "true")
    assert json.loads(run("check", "--format", "auto").out)[0]["check_name"] == "XR101 broken-link"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("check", "--format", "auto").out.startswith("::error file=a.md,line=3,")


def test_an_unknown_format_is_told_the_near_one(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": BROKEN})
    result = run("check", "--format", "sarf")
    assert result.code == 2
    assert "did you mean `sarif`?" in result.err


def paths(out: str) -> list[str]:
    return [issue["location"]["path"] for issue in json.loads(out)]


def test_paths_are_those_of_the_repository(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", "handbook/crossref.toml": "", "handbook/docs/a.md": BROKEN})
    assert paths(run("check", "handbook", "--format", "gitlab").out) == ["handbook/docs/a.md"]
    (finding,) = json.loads(run("check", "handbook", "--format", "json").out)["findings"]
    assert finding["path"] == "docs/a.md"


def test_paths_of_several_sets_are_those_of_the_repository(run: Run, tmp_path: Path) -> None:
    sets = {
        f"all/{name}/{file}": text
        for name in ("x", "y")
        for file, text in {"crossref.toml": "", "a.md": BROKEN}.items()
    }
    write(tmp_path, {".git/HEAD": "", **sets})
    found = run(
        "check", "all/x", "all/y", "--format", "gitlab", "--format", "sarif", "--output", "-", "--output", "s.sarif"
    )
    assert paths(found.out) == ["all/x/a.md", "all/y/a.md"]
    assert len({issue["fingerprint"] for issue in json.loads(found.out)}) == 2
    results = json.loads((tmp_path / "s.sarif").read_text())["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert places == ["all/x/a.md", "all/y/a.md"]


def test_without_a_repository_paths_are_those_of_the_project(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"handbook/crossref.toml": "", "handbook/a.md": BROKEN})
    assert paths(run("check", "handbook", "--format", "gitlab").out) == ["a.md"]


def test_sarif_has_no_suppressed_results_in_github_actions(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = "<!-- crossref: ignore XR101 written next week -->"
    write(tmp_path, {"a.md": BROKEN.replace("\n\nSee", f"\n\n{comment}\n\nSee")})
    (result,) = json.loads(run("check", "--format", "sarif").out)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "written next week"}]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert json.loads(run("check", "--format", "sarif").out)["runs"][0]["results"] == []


def test_positions_are_exact_behind_what_is_long_in_bytes(run: Run, tmp_path: Path) -> None:
    line = "Über 🚀 „Pläne“: [the plan](plan.md)."
    write(tmp_path, {"a.md": f"# One\n\n{line}\n"})
    (found,) = json.loads(run("check", "--format", "rdjson").out)["diagnostics"]
    start, end = (found["location"]["range"][each]["column"] for each in ("start", "end"))
    assert line.encode()[start - 1 : end - 1] == b"plan.md"


def commands(out: str) -> list[str]:
    """The lines that GitHub's runner takes for a command."""
    return [line for line in out.splitlines() if line.lstrip().startswith("::") or "##[" in line]


@pytest.mark.parametrize("name", ["pretty", "concise"])
def test_no_text_of_a_document_is_a_command_in_github_actions(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    hostile = f"TODO: ##[add-mask]z ::set-output::{'x' * 60}"  # too long for its line, so that the next begins with it
    write(tmp_path, {"a.md": f"# One\n\n{hostile}\n"})
    assert commands(run("check", "--verbose", "--format", name).out)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = run("check", "--verbose", "--format", name)
    assert "set-output" in result.out
    assert commands(result.out) == []
