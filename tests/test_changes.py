"""Two runs side by side: what is new, what has gone, and what was touched since a revision, in real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Run as Command
from commandline import runner
from conftest import write
from test_revisions import commit, git

from crossref.changes import Run, compare
from crossref.model import Finding, Place, Problem, Severity, Span


def finding(fingerprint: str, line: int = 1, severity: Severity = Severity.ERROR) -> Finding:
    problem = Problem("…", Place("a.md", Span(line, 1, line, 2)), fingerprint)
    return Finding("XR101", "broken-link", severity, fingerprint, problem)


def run_of(*findings: Finding) -> Run:
    return Run(findings, lambda path: (), ("a.md",))


def test_compare() -> None:
    stays, moved = finding("b", 2), finding("b", 9, Severity.WARNING)
    changes = compare(run_of(finding("a"), stays), run_of(moved, finding("c")), "v1", "0123")
    assert changes.new == (finding("c"),)
    assert changes.resolved == (finding("a"),)
    assert changes.still == (moved,)
    assert (changes.revision, changes.commit) == ("v1", "0123")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return runner(tmp_path, monkeypatch, capsys)


def told(run: Command, *arguments: str, code: int = 1) -> list[str]:
    """The findings of links in short, as ``a.md:3 gone.md``, and how the command ended."""
    result = run("check", "--format", "json", "--select", "XR101,XR301", *arguments)
    assert result.code == code, result
    findings = json.loads(result.out)["findings"]
    return [f"{one['path']}:{one['line']} {one['message'].split('`')[1]}" for one in findings]


SET = {
    "docs/a.md": "# A\n\nSee [the plan](plan.md) and [b](b.md).\n\n- [one](one.md)\n- [two](two.md)\n",
    "docs/b.md": "# B\n\nBack to [a](a.md).\n",
}


def test_what_was_there_is_silenced_and_counted(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, SET, "v1")
    assert len(told(run)) == 3
    assert told(run, "--since", "v1", code=0) == []
    report = json.loads(run("check", "--since", "v1", "--format", "json").out)
    assert {entry["reason"] for entry in report["silenced"]} == {"since"}
    assert run("check", "--since", "v1", "--select", "XR101").out.splitlines()[-1] == "silenced: 3 by since"


def test_moved_and_rewrapped_lines_did_not_change(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, SET, "v1")
    text = "# A\n\nA new paragraph.\n\nSee\n[the plan](plan.md)\nand [b](b.md).\n\n* [one](one.md)\n* [two](two.md)\n"
    write(tmp_path, {"docs/a.md": text})
    assert told(run, "--since", "v1", code=0) == []


def test_a_new_finding_is_told_wherever_its_cause_lies(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, SET, "v1")
    (tmp_path / "docs" / "b.md").unlink()
    assert told(run, "--since", "v1") == ["docs/a.md:3 b.md"]


def test_a_new_twin_is_told_and_not_the_known_one(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, SET, "v1")
    text = SET["docs/a.md"].replace("See [the plan]", "There is a [plan](plan.md) now.\n\nSee [the plan]")
    write(tmp_path, {"docs/a.md": text})
    assert told(run, "--since", "v1") == ["docs/a.md:3 plan.md"]


def test_a_finding_on_a_line_that_was_touched_is_told_again(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, SET, "v1")
    write(tmp_path, {"docs/a.md": SET["docs/a.md"].replace("See [the plan]", "Read [the plan]")})
    assert told(run, "--since", "v1") == ["docs/a.md:3 plan.md"]


def test_a_neighbour_that_is_added_touches_nothing_else(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, SET, "v1")
    write(tmp_path, {"docs/a.md": SET["docs/a.md"].replace("- [two]", "- [and a half](half.md)\n- [two]")})
    assert told(run, "--since", "v1") == ["docs/a.md:6 half.md"]


DATABASE = {
    "architecture.md": "# Architecture\n\n- **Database**: PostgreSQL 16\n",
    "deployment.md": "# Deployment\n\n| Component | Version |\n|---|---|\n| PostgreSQL | 14 |\n",
}


def contradictions(run: Command, *arguments: str) -> list[str]:
    result = run("check", "--format", "json", "--select", "XR301", *arguments)
    return [one["message"] for one in json.loads(result.out)["findings"]]


def test_both_sides_of_a_contradiction_count(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, DATABASE, "v1")
    assert len(contradictions(run)) == 1
    assert contradictions(run, "--since", "v1") == []
    for name, text in DATABASE.items():
        other = {"architecture.md": "- **Database**: PostgreSQL 16.2\n", "deployment.md": "| PostgreSQL | 13 |\n"}[name]
        write(tmp_path, {**DATABASE, name: "\n".join([*text.splitlines()[:-1], other])})
        assert len(contradictions(run, "--since", "v1")) == 1, name


def test_a_renamed_file_and_heading_keep_their_findings(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, SET, "v1")
    (tmp_path / "docs" / "a.md").rename(tmp_path / "docs" / "c.md")
    write(tmp_path, {"docs/b.md": "# B\n\nBack to [c](c.md).\n"})
    assert told(run, "--since", "v1", code=0) == []
    write(tmp_path, {"docs/c.md": SET["docs/a.md"].replace("# A", "# Another")})
    assert told(run, "--since", "v1", code=0) == []


def test_untracked_files_are_new_and_uncommitted_text_counts(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, SET, "v1")
    write(tmp_path, {"docs/new.md": "# New\n\n[x](x.md), [a](a.md)\n", "docs/b.md": "# B\n\n[a](a.md), [y](y.md)\n"})
    git(tmp_path, "add", "docs/b.md")
    assert told(run, "--since", "HEAD") == ["docs/b.md:3 y.md", "docs/new.md:3 x.md"]


def test_a_project_in_a_subfolder(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, {"crossref.toml": 'exclude = ["app/**"]\n', "README.md": "[x](x.md)\n"})
    commit(tmp_path, {"app/crossref.toml": "", **{f"app/{name}": text for name, text in SET.items()}}, "v1")
    write(tmp_path, {"app/docs/b.md": "# B\n\n[a](a.md), [y](y.md)\n"})
    assert told(run, "app", "--since", "v1") == ["docs/b.md:3 y.md"]


def test_several_sets_and_a_path(run: Command, tmp_path: Path) -> None:
    sets = {f"{name}/{path}": text for name in ("one", "two") for path, text in {**SET, "crossref.toml": ""}.items()}
    commit(tmp_path, sets, "v1")
    write(tmp_path, {f"{name}/docs/b.md": "# B\n\n[a](a.md), [y](y.md)\n" for name in ("one", "two")})
    assert told(run, "--since", "v1") == ["one/docs/b.md:3 y.md", "two/docs/b.md:3 y.md"]
    assert told(run, "one/docs/b.md", "--since", "v1") == ["docs/b.md:3 y.md"]
    assert told(run, "one/docs/a.md", "--since", "v1", code=0) == []


def test_a_revision_before_the_documents(run: Command, tmp_path: Path) -> None:
    commit(tmp_path, {"x.txt": "x"}, "v0")
    commit(tmp_path, SET)
    assert len(told(run, "--since", "v0")) == 3


def test_together_with_a_baseline(run: Command, tmp_path: Path) -> None:
    write(tmp_path, SET)
    assert run("baseline").code == 0
    text = SET["docs/b.md"] + "\n[x](x.md)\n"
    commit(tmp_path, {"docs/b.md": text}, "v1")
    write(tmp_path, {"docs/b.md": text + "[y](y.md)\n"})
    named = ("--baseline", "crossref-baseline.json")
    assert told(run, *named) == ["docs/b.md:5 x.md", "docs/b.md:6 y.md"]
    assert told(run, *named, "--since", "v1") == ["docs/b.md:6 y.md"]
    report = json.loads(run("check", "--select", "XR101", "--format", "json", *named, "--since", "v1").out)
    assert sorted(entry["reason"] for entry in report["silenced"]) == ["baseline"] * 3 + ["since"]


@pytest.mark.parametrize(
    "committed", [{}, {"known.json": '{"kind": "crossref-baseline", "version": 1, "entries": []}'}]
)
def test_an_entry_that_went_stale_before_the_revision_is_not_told(
    run: Command, tmp_path: Path, committed: dict[str, str]
) -> None:
    commit(tmp_path, {"docs/a.md": SET["docs/a.md"].replace("- [one](one.md)\n", ""), **committed}, "v1")
    write(tmp_path, {**SET, "crossref.toml": 'baseline = "known.json"\n'})
    assert run("baseline").code == 0
    write(tmp_path, {"docs/a.md": SET["docs/a.md"].replace("- [one](one.md)\n- [two](two.md)\n", "")})
    shown = json.loads(run("check", "--format", "json", "--since", "v1").out)["findings"]
    assert [(one["code"], "two.md" in one["message"]) for one in shown] == [("XR904", True)]


@pytest.mark.parametrize(
    ("revision", "expected"),
    [("v9", "crossref: --since: there is no revision `v9`"), ("--all", "crossref: --since: `--all` cannot be a")],
)
def test_no_such_revision(run: Command, tmp_path: Path, revision: str, expected: str) -> None:
    commit(tmp_path, SET)
    result = run("check", "--since", revision)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(expected)
    assert result.err.count("\n") == 1


def test_a_shallow_clone_says_what_to_fetch(run: Command, tmp_path: Path) -> None:
    first = commit(tmp_path / "main", SET)
    commit(tmp_path / "main", {"docs/c.md": "# C\n"})
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "main").as_uri(), "clone")
    result = run("check", "clone", "--since", first)
    assert (result.code, result.out) == (2, "")
    assert "which is shallow" in result.err
    assert "git fetch --unshallow" in result.err
    assert "git fetch --depth=" in result.err
    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    assert run("check", "clone", "--since", first).code == 0


def test_no_repository_and_no_git(run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, SET)
    result = run("check", "--since", "HEAD")
    assert (result.code, result.out) == (2, "")
    assert "not a git repository" in result.err
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("check", "--since", "HEAD")
    assert (result.code, result.out) == (2, "")
    assert "git is not installed" in result.err
