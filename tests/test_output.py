"""Where the text of a command goes: files, pipes, devices, colours."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import BROKEN, CLEAN, Result, Run, Stream, runner
from conftest import write

from crossref.commands.output import has_colour, save


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


def test_the_nth_output_belongs_to_the_nth_format(run: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    result = run(
        "check",
        "--format",
        "json",
        "--format",
        "concise",
        "--format",
        "pretty",
        "--output",
        "r.json",
        "--output",
        "r.txt",
    )
    assert result.code == 1
    assert json.loads((tmp_path / "r.json").read_text())["version"] == 1
    assert (tmp_path / "r.txt").read_text().endswith("1 error in 2 documents\n")
    assert "help" in result.out or "error XR101" in result.out
    assert run("check", "--format", "concise", "--output", "-").out.endswith("1 error in 2 documents\n")


def test_an_output_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    assert run("check", "--no-cache", "--output", "no/where.txt") == Result(
        2, "", "crossref: cannot write no/where.txt: No such file or directory; name a file that can be written\n"
    )
    assert run("check", "--no-cache", "--output", "docs").code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs"]


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_a_file_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    target.chmod(0o640)
    (tmp_path / "link").symlink_to(target)
    save(str(tmp_path / "link"), "new\udce9")
    assert target.read_text() == r"new\udce9"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert (tmp_path / "link").is_symlink()
    fresh = tmp_path / "fresh"
    save(str(fresh), "text")
    reference = tmp_path / "reference"
    reference.write_text("text")
    assert fresh.stat().st_mode == reference.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="devices of POSIX")
def test_a_device_is_written_to_and_not_replaced() -> None:
    save(os.devnull, "text")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "[x](x.md)\n" * 5000})
    command = f"'{sys.executable}' -m crossref check --format json '{tmp_path}' | head -c 10"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert len(done.stdout) == 10
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("is_terminal", "environment", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (True, {"FORCE_COLOR": "0"}, False),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, environment: dict[str, str], expected: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_colour(Stream(is_terminal)) is expected


def test_colour_and_width_come_from_the_environment(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, BROKEN)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31merror" in run("check").out
    assert "\x1b" not in run("check", "--format", "concise").out
    monkeypatch.setenv("COLUMNS", "30")
    assert max(map(len, run("check", "--format", "pretty").out.splitlines())) < 60
