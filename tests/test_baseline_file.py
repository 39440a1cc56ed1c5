"""The file of known findings: what is written into it, where it lies, and what is no baseline."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from commandline import Result, Run, runner
from conftest import write
from hypothesis import given
from hypothesis import strategies as st
from known import NAME, SET, check, edit, entries, findings

from crossref.baseline import Baseline, BaselineError, Entry, read, written


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
