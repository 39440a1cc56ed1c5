"""Known findings: what stays known, what is new, what is stale, and what keeps no release back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Result, Run, runner
from conftest import write
from known import NAME, SET, check, edit, entries


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
