"""Changed documents on disk: whole, in place, and only where nothing stands against it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import write as put

from crossref import writing
from crossref.edits import Change
from crossref.writing import WriteError, reason_against, write

OLD, NEW = "old\n" * 3, "new\n" * 3


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_all_files_are_written_and_nothing_is_left_over(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": OLD, "sub/b.md": OLD})
    write(str(tmp_path), [Change("a.md", OLD, NEW), Change("sub/b.md", OLD, NEW + "b")])
    assert (tmp_path / "a.md").read_text() == NEW
    assert (tmp_path / "sub" / "b.md").read_text() == NEW + "b"
    assert names(tmp_path) == {"a.md", "sub/b.md"}


def test_a_file_that_has_changed_stops_all(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": OLD, "b.md": "another\n"})
    with pytest.raises(WriteError, match=r"b\.md has changed since it was read; nothing was written"):
        write(str(tmp_path), [Change("a.md", OLD, NEW), Change("b.md", OLD, NEW)])
    assert (tmp_path / "a.md").read_text() == OLD
    assert names(tmp_path) == {"a.md", "b.md"}


def test_a_file_that_changes_while_the_others_are_prepared_stops_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a.md": OLD, "b.md": OLD})
    prepare = writing._prepare

    def meanwhile(each: writing._Prepared) -> None:
        prepare(each)
        if each.change.path == "b.md":
            (tmp_path / "a.md").write_text("someone else was here\n")

    monkeypatch.setattr(writing, "_prepare", meanwhile)
    with pytest.raises(WriteError, match=r"a\.md has changed"):
        write(str(tmp_path), [Change("a.md", OLD, NEW), Change("b.md", OLD, NEW)])
    assert (tmp_path / "a.md").read_text() == "someone else was here\n"
    assert (tmp_path / "b.md").read_text() == OLD
    assert names(tmp_path) == {"a.md", "b.md"}


def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"a.md": OLD, "b.md": OLD})
    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left on device"):
        write(str(tmp_path), [Change("a.md", OLD, NEW), Change("b.md", OLD, NEW)])
    assert {path.read_text() for path in tmp_path.iterdir()} == {OLD}
    assert names(tmp_path) == {"a.md", "b.md"}


@pytest.mark.parametrize(
    ("link", "target"), [("a.md", "real.txt"), ("a.md", "../outside.md"), ("sub", "folder"), ("sub", "../elsewhere")]
)
def test_nothing_is_written_through_a_symbolic_link(link: str, target: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(tmp_path, dict.fromkeys(("root/real.txt", "outside.md", "root/folder/a.md", "elsewhere/a.md"), OLD))
    (root / link).symlink_to(target)
    path = link if link.endswith(".md") else f"{link}/a.md"
    assert reason_against(str(root), path) == "is reached through a symbolic link"
    with pytest.raises(WriteError, match="symbolic link; nothing was written"):
        write(str(root), [Change(path, OLD, NEW)])
    assert {file.read_text() for file in tmp_path.rglob("*") if file.is_file()} == {OLD}


@pytest.mark.parametrize("path", ["../outside.md", "sub/../../outside.md"])
def test_nothing_is_written_outside_the_root(path: str, tmp_path: Path) -> None:
    put(tmp_path, {"root/sub/a.md": OLD, "outside.md": OLD})
    with pytest.raises(WriteError):
        write(str(tmp_path / "root"), [Change(path, OLD, NEW)])
    with pytest.raises(WriteError):
        write(str(tmp_path / "root"), [Change("sub/a.md", OLD, NEW, moved="../new.md")])
    assert (tmp_path / "outside.md").read_text() == OLD
    assert names(tmp_path) == {"root/sub/a.md", "outside.md"}


def test_a_root_behind_a_symbolic_link_is_written(tmp_path: Path) -> None:
    put(tmp_path, {"root/a.md": OLD})
    (tmp_path / "link").symlink_to("root")
    write(str(tmp_path / "link"), [Change("a.md", OLD, NEW)])
    assert (tmp_path / "root" / "a.md").read_text() == NEW


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert reason_against(str(tmp_path), "a.md") == "is no regular file"


# -- renaming --------------------------------------------------------------------------------------------------------


def test_a_renamed_file_goes_to_a_new_folder_with_its_permissions(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": b"\xef\xbb\xbf" + OLD.encode(), "b.md": OLD})
    (tmp_path / "a.md").chmod(0o640)
    write(str(tmp_path), [Change("a.md", OLD, NEW, moved="deep/er/c.md"), Change("b.md", OLD, NEW)])
    assert names(tmp_path) == {"b.md", "deep/er/c.md"}
    moved = tmp_path / "deep" / "er" / "c.md"
    assert moved.read_bytes() == b"\xef\xbb\xbf" + NEW.encode()
    assert moved.stat().st_mode & 0o777 == 0o640
    assert moved.stat().st_nlink == 1


def test_a_renamed_file_replaces_none(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": OLD, "c.md": "mine\n"})
    with pytest.raises(WriteError, match=r"c\.md exists; nothing was written"):
        write(str(tmp_path), [Change("a.md", OLD, NEW, moved="c.md")])
    assert (tmp_path / "a.md").read_text() == OLD
    assert (tmp_path / "c.md").read_text() == "mine\n"


def test_a_file_that_appears_in_the_last_moment_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a.md": OLD, "b.md": OLD})
    check_again = writing._check_again

    def meanwhile(each: writing._Prepared) -> None:
        check_again(each)
        (tmp_path / "c.md").write_text("mine\n")

    monkeypatch.setattr(writing, "_check_again", meanwhile)
    with pytest.raises(WriteError, match=r"c\.md exists; nothing was written"):
        write(str(tmp_path), [Change("b.md", OLD, NEW), Change("a.md", OLD, NEW, moved="c.md")])
    assert {name: (tmp_path / name).read_text() for name in names(tmp_path)} == {
        "a.md": OLD,
        "b.md": OLD,
        "c.md": "mine\n",
    }


def test_a_file_system_without_links_renames_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    put(tmp_path, {"a.md": OLD})
    write(str(tmp_path), [Change("a.md", OLD, NEW, moved="c.md")])
    assert {name: (tmp_path / name).read_text() for name in names(tmp_path)} == {"c.md": NEW}


# -- a killed run ----------------------------------------------------------------------------------------------------

PROGRAM = """
import sys
from crossref.edits import Change
from crossref.writing import write
size, count = 200_000, 20
print("ready", flush=True)
letter = "a"
while True:
    other = "b" if letter == "a" else "a"
    changes = [Change(f"{n}.md", letter * size, other * size) for n in range(count)]
    # A file that is renamed to and fro takes part as well.
    here, there = ("x.md", "y.md") if letter == "a" else ("y.md", "x.md")
    write(sys.argv[1], [*changes, Change(here, letter * size, other * size, moved=there)])
    letter = other
"""


@pytest.mark.parametrize("delay", [0.02, 0.05, 0.11, 0.17, 0.23, 0.31])
def test_killed_while_writing_every_file_is_old_or_new(delay: float, tmp_path: Path) -> None:
    size = 200_000
    put(tmp_path, dict.fromkeys((*(f"{number}.md" for number in range(20)), "x.md"), "a" * size))
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)], stdout=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stdout.readline() == b"ready\n"
        time.sleep(delay)
        assert running.poll() is None
        running.send_signal(signal.SIGKILL)
    documents = {path.name: path.read_text() for path in tmp_path.glob("[!.]*.md")}
    assert {f"{number}.md" for number in range(20)} <= {*documents}
    assert {"x.md", "y.md"} & {*documents}, "the renamed file is under one name, or in the last moment under both"
    assert {*documents.values()} <= {"a" * size, "b" * size}
