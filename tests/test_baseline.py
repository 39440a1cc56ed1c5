"""Known findings: the file, what it knows, what is stale, and the commands around it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from commandline import Result, Run, runner
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from crossref.baseline import Baseline, BaselineError, Entry, read, written

NAME = "crossref-baseline.json"
SET = {
    "docs/a.md": "# A\n\n## Setup\n\nSee [the plan](plan.md) and [b](b.md).\n\n- [one](one.md)\n- [two](two.md)\n",
    "docs/b.md": "# B\n\nBack to [a](a.md).\n",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


@pytest.fixture
def adopted(run: Run, tmp_path: Path) -> Run:
    """A set with three broken links, which are all known."""
    write(tmp_path, {**SET, "crossref.toml": f'baseline = "{NAME}"\n'})
    assert run("baseline").code == 0
    assert run("check").code == 0
    return run


def findings(result: Result) -> list[str]:
    assert result.code in (0, 1), result
    found = [one for one in json.loads(result.out)["findings"] if one["severity"] != "info"]
    return [f"{one['code']} {one['path']}:{one['line']}" for one in found]


def check(run: Run, *arguments: str) -> list[str]:
    return findings(run("check", "--format", "json", *arguments))


def entries(folder: Path, name: str = NAME) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / name).read_text(encoding="utf-8"))["entries"]
    return found


def edit(folder: Path, old: str, new: str, name: str = "docs/a.md") -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


# -- what is known ---------------------------------------------------------------------------------------------------


def test_known_findings_are_silenced_and_counted(adopted: Run) -> None:
    result = adopted("check")
    assert result == Result(0, "no problems in 2 documents\nsilenced: 3 by baseline\n", "")
    report = json.loads(adopted("check", "--format", "json").out)
    assert {entry["reason"] for entry in report["silenced"]} == {"baseline"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# A", "# A\n\nA paragraph.\n\nAnother one.\n"),
        ("See [the plan](plan.md) and [b](b.md).", "See\n[the plan](plan.md)\nand [b](b.md)."),
        ("See [the plan](plan.md) and", "You will find all this in [our roadmap](plan.md), but first read"),
        ("## Setup", "## Installation"),
        ("- [one](one.md)\n- [two](two.md)", "1. [two](two.md)\n2. [one](one.md)"),
    ],
    ids=["moved", "rewrapped", "reworded", "under another heading", "in another order"],
)
def test_what_is_known_stays_known(adopted: Run, tmp_path: Path, old: str, new: str) -> None:
    edit(tmp_path, old, new)
    assert check(adopted) == []


def test_what_is_known_stays_known_in_a_renamed_file(adopted: Run, tmp_path: Path) -> None:
    (tmp_path / "docs" / "a.md").rename(tmp_path / "docs" / "c.md")
    edit(tmp_path, "(a.md)", "(c.md)", "docs/b.md")
    assert check(adopted) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("See [the plan]", "Here is [a plan](plan.md).\n\nSee [the plan]", 5),
        ("(b.md).", "(b.md).\n\nHere is [a plan](plan.md).", 7),
        ("See [the plan]", "See [a plan](plan.md), [the plan]", 5),
        ("# A", "# A\n\nHere is [a plan](plan.md).", 3),
    ],
    ids=["above", "below", "beside", "in another section"],
)
def test_a_twin_is_new_wherever_it_stands(adopted: Run, tmp_path: Path, old: str, new: str, line: int) -> None:
    edit(tmp_path, old, new)
    assert check(adopted) == [f"XR101 docs/a.md:{line}"]
    report = json.loads(adopted("check", "--format", "json").out)
    text = (tmp_path / "docs" / "a.md").read_text(encoding="utf-8").splitlines()[line - 1]
    assert text[: report["findings"][0]["column"] - 1].endswith("[a plan](")


def test_a_twin_in_another_document_is_new(adopted: Run, tmp_path: Path) -> None:
    edit(tmp_path, "Back to", "See [the plan](plan.md) and", "docs/b.md")
    assert check(adopted) == ["XR101 docs/b.md:3"]


def test_an_equal_twin_is_one_more(adopted: Run, tmp_path: Path) -> None:
    line = "See [the plan](plan.md) and [b](b.md)."
    edit(tmp_path, line, f"{line}\n\n{line}")
    assert len(check(adopted)) == 1
    adopted("baseline")
    assert check(adopted) == []
    edit(tmp_path, f"{line}\n\n{line}", line)
    assert len(check(adopted)) == 1
    assert check(adopted)[0].startswith("XR904")


def test_twins_are_known_one_by_one(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n\nFirst [plan](plan.md).\n\nSecond [plan](plan.md).\n\nThird [plan](plan.md).\n"})
    run("baseline")
    known = entries(tmp_path)
    assert len({entry["fingerprint"] for entry in known}) == 3
    assert len({entry.get("twin_of", entry["fingerprint"]) for entry in known}) == 1
    edit(tmp_path, "First [plan](plan.md).\n\n", "", "a.md")
    edit(tmp_path, "Third", "A new one is [this](plan.md).\n\nA newer one is [that](plan.md).\n\nThird", "a.md")
    # Of three known ones two are there; the third entry is left for one of the two that are new.
    assert len(check(run, "--baseline", NAME)) == 1


def test_less_of_what_is_known_is_known(run: Run, tmp_path: Path) -> None:
    rows = [f"| {method} | /api/orders/{name} |" for name in "abcd" for method in ("GET", "PUT")]
    head = "| Method | Path |\n|---|---|\n"
    listed = "\n".join(f"| GET | /api/users/{name} |" for name in "abcdefghijklmnop")
    write(
        tmp_path,
        {
            "architecture.md": f"# Architecture\n\n{head}{listed}\n"
            + "\n".join(rows)
            + "\n\n[api](api-contracts.md)\n",
            "api-contracts.md": f"# API\n\n{head}{listed}\n\n[architecture](architecture.md)\n",
        },
    )
    assert any(line.startswith("XR201") for line in check(run))
    run("baseline")
    for _ in range(4):
        edit(tmp_path, rows.pop(0) + "\n", "", "architecture.md")
        assert not [line for line in check(run, "--baseline", NAME) if line.startswith("XR2")]


VERSIONS = {
    "architecture.md": "# Architecture\n\n- **Database**: PostgreSQL 16\n",
    "deployment.md": "# Deployment\n\n| Component | Version |\n|---|---|\n| PostgreSQL | 14 |\n",
    "testing.md": "# Testing\n\nText.\n",
}


def test_a_document_that_takes_a_side_too_is_new(run: Run, tmp_path: Path) -> None:
    write(tmp_path, VERSIONS)
    run("baseline")
    [known] = [entry for entry in entries(tmp_path) if entry["code"] == "XR301"]
    assert known["sides"] == ["architecture.md", "deployment.md"]
    assert not [line for line in check(run, "--baseline", NAME) if line.startswith("XR301")]
    edit(tmp_path, "Text.", "| Component | Version |\n|---|---|\n| PostgreSQL | 14 |", "testing.md")
    assert len([line for line in check(run, "--baseline", NAME) if line.startswith("XR301")]) == 1
    run("baseline")
    edit(tmp_path, "| PostgreSQL | 14 |", "Text.", "testing.md")
    assert not [line for line in check(run, "--baseline", NAME) if line.startswith("XR301")]


def test_a_second_mention_of_a_missing_file_is_new(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n\nSee `plan.md`.\n", "b.md": "# B\n\nSee [a](a.md).\n"})
    run("baseline")
    edit(tmp_path, "See [a]", "See `plan.md` and [a]", "b.md")
    assert check(run, "--baseline", NAME, "--select", "XR105") == ["XR105 a.md:3"]


# -- what is stale ---------------------------------------------------------------------------------------------------


def test_an_entry_that_matches_nothing_is_named_where_it_stands(adopted: Run, tmp_path: Path) -> None:
    edit(tmp_path, "- [one](one.md)\n", "")
    report = json.loads(adopted("check", "--format", "json").out)
    [stale] = report["findings"]
    assert (stale["code"], stale["severity"], stale["path"]) == ("XR904", "warning", NAME)
    line = (tmp_path / NAME).read_text().splitlines()[stale["line"] - 1]
    assert '"one.md"' in line[stale["column"] - 1 : stale["end_column"] - 1]
    assert stale["message"] == (
        "no broken-link about `one.md` is found in docs/a.md any more; `crossref check --update` removes this entry"
    )
    assert adopted("check", "--fail-on", "warning").code == 1
    assert f"{stale['line']} | " in adopted("check").out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), True),
        (("--select", "XR101,XR904"), True),
        (("--select", "XR102,XR904"), False),
        (("--ignore", "XR101"), False),
        (("--ignore", "XR904"), False),
        (("--severity", "XR101=off"), False),
        (("--severity", "XR904=off"), False),
        (("--exclude", "docs/b.md"), False),
        (("docs",), False),
        (("docs/b.md",), False),
    ],
)
def test_an_entry_is_judged_only_by_a_run_that_could_have_found_it(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], expected: bool
) -> None:
    write(tmp_path, {**SET, "crossref.toml": f'baseline = "{NAME}"\n'})
    run("baseline")
    edit(tmp_path, "- [one](one.md)\n", "")
    found = check(run, *arguments)
    assert any(line.startswith("XR904") for line in found) is expected
    kept = len(entries(tmp_path))
    run("check", *arguments, "--update")
    seen = expected or arguments in [("docs/b.md",), ("--ignore", "XR904"), ("--severity", "XR904=off")]
    assert len(entries(tmp_path)) == kept - seen


def test_a_folder_that_was_looked_at_alone_is_judged_alone(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SET, "docs/deep/c.md": "# C\n\n[x](x.md)\n", "README.md": "# R\n\n[y](y.md)\n", ".git/HEAD": ""})
    edit(tmp_path, "Back to", "See [c](deep/c.md) and", "docs/b.md")
    run("baseline", "docs", "--output", NAME)
    assert len(entries(tmp_path)) == 4
    edit(tmp_path, "- [one](one.md)\n", "")
    assert check(run, "docs", "--baseline", NAME) == [f"XR904 {NAME}:6"]
    assert check(run, "docs/deep", "--baseline", NAME) == []
    assert check(run, "--baseline", NAME) == ["XR101 README.md:3", f"XR904 {NAME}:6"]


def test_nothing_is_stale_while_a_document_cannot_be_read(adopted: Run, tmp_path: Path) -> None:
    (tmp_path / "docs" / "a.md").write_bytes(b"# A \xe9\n")
    assert check(adopted) == ["XR903 docs/a.md:1"]


def test_a_rule_that_does_not_exist_is_stale(adopted: Run, tmp_path: Path) -> None:
    edit(
        tmp_path,
        '"entries": [',
        '"entries": [{"code": "XR999", "path": "a.md", "subject": "", "fingerprint": ""},',
        NAME,
    )
    assert check(adopted) == [f"XR904 {NAME}:5"]
    assert check(adopted, "--select", "XR904") == [f"XR904 {NAME}:5"]


def test_what_an_ignore_silences_needs_no_entry(adopted: Run, tmp_path: Path) -> None:
    edit(tmp_path, "[one](one.md)", "[one](one.md) <!-- crossref: ignore XR101 soon -->")
    assert check(adopted) == [f"XR904 {NAME}:6"]


# -- update ----------------------------------------------------------------------------------------------------------


def test_an_update_only_shrinks(adopted: Run, tmp_path: Path) -> None:
    edit(tmp_path, "- [one](one.md)\n", "- [three](three.md)\n")
    result = adopted("check", "--update", "--format", "json")
    assert findings(result) == ["XR101 docs/a.md:7"]
    assert result.err == f"crossref: took 1 stale entry out of {NAME}\n"
    assert [entry["subject"] for entry in entries(tmp_path)] == ["plan.md", "two.md"]
    again = adopted("check", "--update", "--format", "json")
    assert (findings(again), again.err) == (["XR101 docs/a.md:7"], "")


def test_an_update_lets_entries_follow_their_findings(adopted: Run, tmp_path: Path) -> None:
    edit(tmp_path, "## Setup", "## Installation")
    before = entries(tmp_path)
    assert adopted("check", "--update").err == ""
    assert [entry["subject"] for entry in entries(tmp_path)] == [entry["subject"] for entry in before]
    assert not {entry["fingerprint"] for entry in entries(tmp_path)} & {entry["fingerprint"] for entry in before}
    edit(tmp_path, "See [the plan]", "Now read [our plan]")
    assert check(adopted) == []


def test_an_update_that_changes_nothing_leaves_the_file_alone(adopted: Run, tmp_path: Path) -> None:
    os.utime(tmp_path / NAME, (1, 1))
    adopted("check", "--update")
    assert (tmp_path / NAME).stat().st_mtime == 1


def test_the_whole_baseline_is_written_anew_on_request(adopted: Run, tmp_path: Path) -> None:
    text = (tmp_path / NAME).read_bytes()
    edit(tmp_path, "- [one](one.md)\n", "- [three](three.md)\n- [four](four.md)\n")
    result = adopted("baseline")
    assert result == Result(0, "", f"crossref: {NAME}: 4 findings, 2 of them new; 1 that it had is gone\n")
    assert check(adopted) == []
    edit(tmp_path, "- [three](three.md)\n- [four](four.md)\n", "- [one](one.md)\n")
    adopted("baseline")
    assert (tmp_path / NAME).read_bytes() == text


def test_a_change_of_one_finding_changes_one_line(adopted: Run, tmp_path: Path) -> None:
    before = (tmp_path / NAME).read_text().splitlines()
    edit(tmp_path, "# A\n", "# A\n\n[new](new.md)\n\nText.\n")
    adopted("baseline")
    after = (tmp_path / NAME).read_text().splitlines()
    assert len(after) == len(before) + 1
    assert set(before) < set(after)


@pytest.mark.skipif(os.name == "nt", reason="folders of POSIX")
def test_no_temporary_file_is_left(adopted: Run, tmp_path: Path) -> None:
    edit(tmp_path, "- [one](one.md)\n", "")
    adopted("check", "--update")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".crossref_cache", NAME, "crossref.toml", "docs"]


# -- where it lies ---------------------------------------------------------------------------------------------------


def test_without_a_configuration(run: Run, tmp_path: Path) -> None:
    write(tmp_path, SET)
    result = run("baseline")
    assert result.err == (
        f"crossref: {NAME}: 3 findings\n"
        "crossref: use it with `crossref check --baseline FILE`, or name it as `baseline` in the configuration\n"
    )
    assert run("check").code == 1
    assert run("check", "--baseline", NAME).code == 0


def test_in_a_folder_of_its_own(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SET, "crossref.toml": 'baseline = "ci/known.json"\n', "ci/x.txt": ""})
    run("baseline")
    assert {entry["path"] for entry in entries(tmp_path, "ci/known.json")} == {"../docs/a.md"}
    assert check(run) == []
    edit(tmp_path, "- [one](one.md)\n", "")
    assert check(run) == ["XR904 ci/known.json:6"]


def test_outside_the_project(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"p/crossref.toml": "", **{f"p/{name}": text for name, text in SET.items()}})
    run("baseline", "p", "--output", "known.json")
    assert check(run, "p", "--baseline", "known.json") == []
    edit(tmp_path, "- [one](one.md)\n", "", "p/docs/a.md")
    assert check(run, "p", "--baseline", "known.json") == ["XR904 ../known.json:6"]


def test_on_stdout(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SET, "crossref.toml": ""})
    result = run("baseline", "--output", "-")
    assert (result.code, result.err) == (0, "")
    write(tmp_path, {"known.json": result.out})
    assert check(run, "--baseline", "known.json") == []


MONOREPO = {f"{name}/{path}": text for name in ("one", "two") for path, text in {**SET, "crossref.toml": ""}.items()}


def test_each_set_has_its_own(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**MONOREPO, "one/crossref.toml": 'baseline = "known.json"\n', ".git/HEAD": ""})
    run("baseline")
    assert len(entries(tmp_path / "one", "known.json")) == len(entries(tmp_path / "two")) == 3
    assert check(run) == ["XR101 two/docs/a.md:5", "XR101 two/docs/a.md:7", "XR101 two/docs/a.md:8"]
    edit(tmp_path, "- [one](one.md)\n", "", "one/docs/a.md")
    assert check(run, "one") == ["XR904 known.json:6"]
    assert "XR904 one/known.json:6" in check(run)


def test_several_sets_share_one(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**MONOREPO, ".git/HEAD": ""})
    run("baseline", "--output", "known.json")
    assert len(entries(tmp_path, "known.json")) == 6
    assert check(run, "--baseline", "known.json") == []
    assert check(run, "two", "--baseline", "known.json") == []
    edit(tmp_path, "- [one](one.md)\n", "", "two/docs/a.md")
    assert check(run, "--baseline", "known.json") == ["XR904 known.json:9"]
    assert check(run, "two", "--baseline", "known.json") == ["XR904 ../known.json:9"]
    assert check(run, "one", "--baseline", "known.json") == []
    run("check", "one", "--baseline", "known.json", "--update")
    assert len(entries(tmp_path, "known.json")) == 6
    run("check", "--baseline", "known.json", "--update")
    assert len(entries(tmp_path, "known.json")) == 5
    edit(tmp_path, "See [the plan]", "Also [this plan](plan.md).\n\nSee [the plan]", "two/docs/a.md")
    assert check(run, "--baseline", "known.json") == ["XR101 two/docs/a.md:5"]


def test_two_folders_of_one_project(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        {**SET, "src/c.md": "# C\n\n[x](x.md), [y](y.md)\n", "README.md": "# R\n\n[z](z.md)\n", ".git/HEAD": ""},
    )
    run("baseline", "--output", "known.json")
    for folders in (("docs", "src"), ("docs",), ("src", "docs", "docs"), (".", "docs")):
        assert check(run, *folders, "--baseline", "known.json") == []
    edit(tmp_path, "[x](x.md), ", "", "src/c.md")
    assert check(run, "docs", "src", "--baseline", "known.json") == []
    assert len(check(run, ".", "docs", "--baseline", "known.json")) == 1
    run("check", "docs", "src", "--baseline", "known.json", "--update")
    before = entries(tmp_path, "known.json")
    run("check", ".", "src", "--baseline", "known.json", "--update")
    assert [entry["subject"] for entry in entries(tmp_path, "known.json")] == [
        entry["subject"] for entry in before if entry["subject"] != "x.md"
    ]


def test_a_set_inside_another(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SET, "crossref.toml": "", **{f"pkg/{name}": text for name, text in SET.items()}})
    write(tmp_path, {"pkg/crossref.toml": ""})
    run("baseline", "--output", "known.json")
    assert check(run, "--baseline", "known.json") == []
    (tmp_path / "pkg" / "docs" / "a.md").unlink()
    assert {line for line in check(run, "--baseline", "known.json") if line.startswith("XR904")} == {
        f"XR904 known.json:{line}" for line in (9, 10, 11)
    }


# -- readiness -------------------------------------------------------------------------------------------------------


def test_what_is_known_keeps_no_release_back(adopted: Run, tmp_path: Path) -> None:
    result = adopted("readiness", "--format", "json")
    assert result.code == 0
    told = json.loads(result.out)
    assert told["not_checked"]["silenced"] == {"baseline": 3}
    edit(tmp_path, "- [one](one.md)\n", "- [three](three.md)\n")
    result = adopted("readiness", "--format", "json")
    assert result.code == 1
    assert json.loads(result.out)["reasons"][0]["count"] == 1


def test_readiness_with_a_baseline_by_hand(run: Run, tmp_path: Path) -> None:
    write(tmp_path, SET)
    run("baseline")
    assert run("readiness").code == 1
    assert run("readiness", "--baseline", NAME).code == 0
    assert run("readiness", "--baseline", "none.json").code == 2


# -- the file --------------------------------------------------------------------------------------------------------

HEAD = '{\n  "kind": "crossref-baseline",\n  "version": 1,\n  "entries": '


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "known.json:1: not a baseline of crossref; name another file"),
        ("# A\n\nText.\n", "known.json:1: not a baseline of crossref"),
        ('{"version": 1, "findings": []}', "known.json:1: not a baseline of crossref"),
        ('["crossref-baseline"]', "known.json:1: not a baseline of crossref"),
        ('"crossref-baseline"' + "[" * 100_000, "known.json:1: not"),
        ("[" * 100_000 + '"crossref-baseline"', "known.json:1: not a baseline of crossref"),
        (HEAD + "[\n", "known.json:5: not valid JSON: Expecting value; mend it, or remove the file and run"),
        (HEAD + "[\n<<<<<<< HEAD\n]}", "known.json:5: not valid JSON: Expecting value"),
        (HEAD + '\n\n"x"}', "known.json:6: `entries` must be a list"),
        ('{"kind": "crossref-baseline", "version": 1}', "known.json:1: `entries` must be a list"),
        (HEAD + '[], "roots":\n3}', "known.json:5: `roots` must be a list"),
        (HEAD + "[\n{}\n]}", "known.json:5: not an entry: Object missing required field `code`"),
        (HEAD + "[\n\n7]}", "known.json:6: not an entry: Expected `object`, got `int`"),
        (HEAD.replace("1", '"1"') + "[]}", "known.json:3: a baseline needs a version"),
        (HEAD.replace("1", "true") + "[]}", "known.json:3: a baseline needs a version"),
        ('{\n"kind": "crossref-baseline",\n"entries": []}', "known.json:1: a baseline needs a version"),
        (HEAD.replace("1", "2") + "[]}", "known.json:3: written by a newer crossref (version 2, this one reads 1)"),
    ],
)
def test_what_is_no_baseline(run: Run, tmp_path: Path, text: str, expected: str) -> None:
    write(tmp_path, {**SET, "known.json": text})
    for command in (("check", "--baseline"), ("baseline", "--output"), ("readiness", "--baseline")):
        result = run(*command, "known.json")
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(f"crossref: {expected}"), result.err
        assert result.err.count("\n") == 1
    assert (tmp_path / "known.json").read_text() == text


def test_a_baseline_that_is_not_there(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SET, "x/y.txt": ""})
    result = run("check", "--baseline", "known.json")
    assert result == Result(2, "", "crossref: known.json: no such file; `crossref baseline` writes a baseline\n")
    assert run("check", "--baseline", "x").err == "crossref: x: cannot be read: Is a directory\n"
    assert run("check", "--update").err.startswith("crossref: --update needs a baseline; name one with")
    write(tmp_path, {"crossref.toml": '\nbaseline = "ci/known.json"\n'})
    result = run("check")
    assert (result.code, result.out) == (2, "")
    assert result.err == 'crossref: crossref.toml:2: baseline: no file "ci/known.json"; `crossref baseline` writes it\n'


def test_a_baseline_that_is_not_text(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SET, "known.json": b"{\n\xe9}"})
    assert run("check", "--baseline", "known.json").err.startswith("crossref: known.json:2: not UTF-8")


def test_an_update_of_an_unsaved_text_makes_no_sense(adopted: Run) -> None:
    assert adopted("check", "--update", "--stdin-filename", "docs/a.md").code == 2


def test_a_document_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SET, "docs/c.md": b"# C\n\n\xe9\n", "crossref.toml": f'baseline = "{NAME}"\n'})
    result = run("baseline")
    assert result.code == 0
    assert result.err.startswith("crossref: docs/c.md:3: not UTF-8: byte 0xe9 cannot be read;")


def test_a_folder_that_cannot_be_written_to(run: Run, tmp_path: Path) -> None:
    write(tmp_path, SET)
    result = run("baseline", "--output", "no/where.json")
    assert (result.code, result.out) == (2, "")
    assert (
        result.err
        == "crossref: cannot write no/where.json: No such file or directory; name a file that can be written\n"
    )


def test_other_formatting_is_read_with_its_lines() -> None:
    text = json.dumps(
        {
            "entries": [{"code": "XR101", "path": "a.md", "subject": 'a "]" {', "fingerprint": "1" * 16, "more": [1]}],
            "version": 1,
            "later": {"entries": []},
            "kind": "crossref-baseline",
        },
        indent=4,
    ).replace("\n", "\r\n")
    [known] = read(text, "b.json").known
    assert known.entry == Entry("XR101", "a.md", 'a "]" {', "1" * 16)
    assert (known.span.line, known.span.column, known.span.end_line) == (3, 9, 11)


ENTRIES = st.lists(
    st.builds(Entry, st.sampled_from(["XR101", "XR301"]), *[st.text(max_size=20)] * 3, st.text(max_size=3)), max_size=6
)


@given(ENTRIES, st.lists(st.text(max_size=5), max_size=2))
def test_what_is_written_is_read(entries: list[Entry], roots: list[str]) -> None:
    text = written(entries, roots)
    baseline = read(text.encode("utf-8", "backslashreplace").decode(), "b.json")
    assert sorted(map(repr, (one.entry for one in baseline.known))) == sorted(map(repr, entries))
    assert [one.span.line for one in baseline.known] == list(range(6, 6 + len(entries)))
    assert set(baseline.roots) == set(roots)
    assert written((one.entry for one in baseline.known), baseline.roots) == text


@given(st.text() | st.text('{}[]":,crosef-baelin1 \n').map(lambda text: text + "crossref-baseline"))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BaselineError):
        assert isinstance(read(text, "b.json"), Baseline)
