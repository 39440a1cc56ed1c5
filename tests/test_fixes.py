"""Fixes from end to end: what they change, what they leave, and what the command says of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from commandline import Run, runner
from conftest import write
from test_revisions import commit

CASES = sorted((Path(__file__).parent / "fixes").iterdir())
BROKEN = {"a.md": "# A\n\nSee [b](B.md).\n", "b.md": "# B\n\nSee [a](a.md).\n"}
MOVED = {"a.md": "# A\n\nSee [b](old/b.md).\n", "sub/b.md": "# B\n\nSee [a](../a.md).\n"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


def contents(folder: Path) -> Mapping[str, bytes]:
    """Every file below a folder but what is remembered."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".crossref_cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_folder_case(case: Path, run: Run, tmp_path: Path) -> None:
    """``tests/fixes/safe-…`` is what ``--fix`` makes of a folder, ``unsafe-…`` what it makes with ``--unsafe-fixes``."""
    shutil.copytree(case / "before", tmp_path, dirs_exist_ok=True)
    flags = ["--fix"] if case.name.startswith("safe-") else ["--fix", "--unsafe-fixes"]
    shown = run("check", ".", "--diff", *flags)
    assert contents(tmp_path) == contents(case / "before")
    run("check", ".", *flags)
    assert contents(tmp_path) == contents(case / "after")
    run("check", ".", *flags)
    assert contents(tmp_path) == contents(case / "after")
    applied = tmp_path / "applied"
    shutil.copytree(case / "before", applied)
    patched = subprocess.run(
        ["git", "apply", "-p1"], cwd=applied, input=shown.out.encode(), capture_output=True, check=False
    )
    assert patched.returncode == 0, patched.stderr
    assert contents(applied) == contents(case / "after")


def test_a_fix_that_is_a_guess_needs_to_be_asked_for(run: Run, tmp_path: Path) -> None:
    write(tmp_path, MOVED)
    left = run("check", "--fix")
    assert contents(tmp_path) == {name: text.encode() for name, text in MOVED.items()}
    assert left.code == 1
    assert left.out.endswith("1 error in 2 documents\n1 fixable with --fix --unsafe-fixes\n")
    made = run("check", "--fix", "--unsafe-fixes")
    assert (made.code, made.out) == (0, "no problems in 2 documents\nfixed 1 finding\n")
    assert (tmp_path / "a.md").read_text() == "# A\n\nSee [b](sub/b.md).\n"


def test_unsafe_fixes_alone_is_a_mistake(run: Run, tmp_path: Path) -> None:
    write(tmp_path, MOVED)
    done = run("check", "--unsafe-fixes")
    assert done.code == 2
    assert "add --fix to make them, or --diff to see them" in done.err


def test_a_difference_is_all_that_goes_to_stdout(run: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    done = run("check", "--diff", "--format", "pretty", "--format", "json", "--output", "-", "--output", "out.json")
    assert done.out == "--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n # A\n \n-See [b](B.md).\n+See [b](b.md).\n"
    assert done.err == "crossref: would fix 1 of 1 finding\n"
    assert done.code == 1, "the finding is still there"
    assert len(json.loads((tmp_path / "out.json").read_text())["findings"]) == 1
    assert (tmp_path / "a.md").read_text() == BROKEN["a.md"]
    assert run("check", "--diff", "--fail-on", "never").code == 0
    clean = {name: text.replace("B.md", "b.md") for name, text in BROKEN.items()}
    write(tmp_path, clean)
    assert run("check", "--diff")[:2] == (0, "")


def test_json_tells_the_fix_and_how_many_were_made(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "c.md": "# C\n\n[a](a.md#nope)\n"})
    (finding,) = [
        each for each in json.loads(run("check", "--format", "json").out)["findings"] if each["code"] == "XR104"
    ]
    place = {"path": "a.md", "line": 3, "column": 9, "end_line": 3, "end_column": 13}
    assert finding["fix"] == {"title": "change it to `b.md`", "safe": True, "edits": [{**place, "text": "b.md"}]}
    after = json.loads(run("check", "--fix", "--format", "json").out)
    assert after["fixed"] == 1
    assert [each["code"] for each in after["findings"] if each["severity"] == "error"] == ["XR102"]
    assert "fixed" not in json.loads(run("check", "--format", "json").out)


def test_stdin_can_be_shown_but_not_fixed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, BROKEN)
    assert run("check", "--fix", "--stdin-filename", "a.md").code == 2
    command = [sys.executable, "-m", "crossref", "check", "--diff", "--stdin-filename", "a.md"]
    done = subprocess.run(command, cwd=tmp_path, input=b"[x](B.md)\n", capture_output=True, check=False)
    assert b"-[x](B.md)\n+[x](b.md)\n" in done.stdout
    assert (tmp_path / "a.md").read_text() == BROKEN["a.md"]


def test_a_path_limits_what_is_fixed(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "c.md": "# C\n\n[a](A.md) [b](b.md)\n"})
    done = run("check", "--fix", "c.md")
    assert (tmp_path / "c.md").read_text() == "# C\n\n[a](a.md) [b](b.md)\n"
    assert (tmp_path / "a.md").read_text() == BROKEN["a.md"]
    assert done.out.endswith("fixed 1 finding\n")


def test_a_path_limits_what_is_written(run: Run, tmp_path: Path) -> None:
    shutil.copytree(
        Path(__file__).parent / "fixes" / "unsafe-supersession-in-files" / "before", tmp_path, dirs_exist_ok=True
    )
    before = contents(tmp_path)
    run("check", "--fix", "--unsafe-fixes", "docs/adr/0002-moisture.md")
    assert contents(tmp_path) == before, "the fix is in another file than the one that was named"


def test_what_is_ignored_is_not_fixed(run: Run, tmp_path: Path) -> None:
    text = "# A\n\nSee [b](B.md). <!-- crossref: ignore wrong-case kept as an example -->\n"
    write(tmp_path, {**BROKEN, "a.md": text})
    assert run("check", "--fix").code == 0
    assert (tmp_path / "a.md").read_text() == text


def test_a_refused_fix_is_named(run: Run, tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "fixes" / "unsafe-refused" / "before", tmp_path, dirs_exist_ok=True)
    done = run("check", "--fix")
    assert done.err == "crossref: README.md:3: XR104 is not fixed: the fix would bring up another finding\n"


def test_rules_that_look_at_no_facts_are_fixed_alone(run: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    assert run("check", "--fix", "--select", "XR104").out.endswith("fixed 1 finding\n")


def test_many_fixes_of_which_some_are_refused(run: Run, tmp_path: Path) -> None:
    lines = [
        f"- [ADR-7](adr/0008-Water.md) {number}" if number % 7 == 0 else "- [x](adr/0008-Water.md)"
        for number in range(60)
    ]
    write(tmp_path, {"README.md": "\n".join(["# Start", "", *lines, ""]), "adr/0008-water.md": "# 8. Water\n\nWet.\n"})
    run("check", "--fix")
    after = (tmp_path / "README.md").read_text()
    assert after.count("[x](adr/0008-water.md)") == 51
    assert after.count("[ADR-7](adr/0008-Water.md)") == 9


def test_nested_sets_are_fixed_each(run: Run, tmp_path: Path) -> None:
    nested = {f"sub/{name}": text for name, text in BROKEN.items()}
    write(tmp_path, {**BROKEN, **nested, "crossref.toml": "", "sub/crossref.toml": ""})
    shown = run("check", "--diff")
    assert "+++ b/sub/a.md" in shown.out
    assert run("check", "--fix").out == "no problems in 4 documents\nfixed 2 findings\n"


# -- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf# A\r\n\r\nSee [b](B.md).",
        b"# A\r\rSee [b](B.md).\r",
        b"# A\n\r\nSee \xf0\x9f\x98\x80 [b](B.md) and [b](B.md#B)\rend\r\n",
        "# Ä\n\nE\u0301 [b](B.md)\u2028[b](B.md)\x0c\n".encode(),
    ],
)
def test_bytes_around_a_fix_stay(text: bytes, run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "a.md": text})
    run("check", "--fix")
    assert (tmp_path / "a.md").read_bytes() == text.replace(b"B.md", b"b.md").replace(b"#B", b"#b")


def test_an_inserted_line_ends_as_its_document_does(run: Run, tmp_path: Path) -> None:
    log = "# Decisions\n\n## ADR-001: A\n\n**Status:** Superseded by ADR-002\n\n## ADR-002: B\n\n**Status:** Accepted"
    write(tmp_path, {"decisions.md": log.replace("\n", "\r\n")})
    run("check", "--fix", "--unsafe-fixes")
    assert (tmp_path / "decisions.md").read_bytes() == (log + "\n**Supersedes:** ADR-001").replace(
        "\n", "\r\n"
    ).encode()


def test_a_symbolic_link_is_not_written_through(run: Run, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text(BROKEN["a.md"])
    write(tmp_path, {"set/b.md": BROKEN["b.md"], "set/crossref.toml": "", "real.md": BROKEN["a.md"]})
    write(tmp_path, {"set/inside.txt": "# C\n\nSee [b](B.md).\n"})
    (tmp_path / "set" / "a.md").symlink_to(outside)
    (tmp_path / "set" / "c.md").symlink_to("inside.txt")
    before = contents(tmp_path)
    done = run("check", "--fix", "set")
    assert contents(tmp_path) == before
    assert outside.read_text() == BROKEN["a.md"]
    assert "crossref: c.md is reached through a symbolic link and is not fixed\n" in done.err


def test_a_write_protected_file_is_not_written(run: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    (tmp_path / "a.md").chmod(0o444)
    done = run("check", "--fix")
    assert done.err == "crossref: a.md is write-protected and is not fixed\n"
    assert done.code == 1
    assert (tmp_path / "a.md").read_text() == BROKEN["a.md"]


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o755])
def test_permissions_stay(mode: int, run: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    (tmp_path / "a.md").chmod(mode)
    run("check", "--fix")
    assert (tmp_path / "a.md").read_text() == BROKEN["a.md"].replace("B.md", "b.md")
    assert (tmp_path / "a.md").stat().st_mode & 0o7777 == mode


@pytest.mark.skipif(not hasattr(os, "chown") or os.getuid() != 0, reason="only root may give a file away")
def test_the_owner_stays(run: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    os.chown(tmp_path / "a.md", 12345, 54321)
    run("check", "--fix")
    status = (tmp_path / "a.md").stat()
    assert (status.st_uid, status.st_gid) == (12345, 54321)


# -- together with --since ---------------------------------------------------------------------------------------------

KNOWN = "# A\n\nSee [b](B.md).\n"
TOUCHED = f"{KNOWN}\n## More\n\nAnd [a](A.md).\n"


def test_what_was_there_at_a_revision_is_not_fixed(run: Run, tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": KNOWN, "b.md": BROKEN["b.md"]}, "v1")
    write(tmp_path, {"a.md": TOUCHED})
    done = run("check", "--fix", "--since", "v1")
    assert (tmp_path / "a.md").read_text() == TOUCHED.replace("A.md", "a.md")
    assert (done.code, done.out) == (0, "no problems in 2 documents\nfixed 1 finding\nsilenced: 1 by since\n")


def test_a_difference_tells_the_fixes_of_what_is_reported(run: Run, tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": KNOWN, "b.md": BROKEN["b.md"]}, "v1")
    write(tmp_path, {"a.md": TOUCHED + "\nAnd [c](gone.md).\n"})
    done = run("check", "--diff", "--since", "v1")
    changed = [line for line in done.out.splitlines() if line.startswith(("-", "+"))]
    assert changed == ["--- a/a.md", "+++ b/a.md", "-And [a](A.md).", "+And [a](a.md)."]
    assert done.err == "crossref: would fix 1 of 2 findings\n"
    assert run("check", "--diff", "b.md", "--since", "v1").err == "crossref: would fix 0 of 0 findings\n"


@pytest.mark.parametrize("against", [("--since", "v1"), ("--baseline", "crossref-baseline.json")])
def test_the_twin_of_what_is_fixed_stays_known(against: tuple[str, str], run: Run, tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": KNOWN, "b.md": BROKEN["b.md"]}, "v1")
    assert run("baseline").code == 0
    text = KNOWN.replace("See", "First read [b](B.md).\n\nSee")
    write(tmp_path, {"a.md": text})
    done = run("check", "--fix", *against)
    assert (tmp_path / "a.md").read_text() == text.replace("read [b](B.md)", "read [b](b.md)")
    assert done.code == 0
    assert "fixed 1 finding\n" in done.out


def test_a_revision_that_is_none_stops_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    commit(tmp_path, BROKEN)
    done = run("check", "--fix", "--since", "v9")
    assert done.code == 2
    assert "there is no revision `v9`" in done.err
    assert (tmp_path / "a.md").read_text() == BROKEN["a.md"]
