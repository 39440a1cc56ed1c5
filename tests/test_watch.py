"""Watching: what is printed after each change, and what the watch survives."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import analyse_folder, write
from syrupy.assertion import SnapshotAssertion

from crossref.reporters import Layout
from crossref.reporters.changes import differ, render

BEFORE = {"a.md": "# A\n\n[b](b.md#part)\n\n[c](gone.md)\n", "b.md": "# B\n\n## Part\n\n[a](a.md)\n"}
AFTER = {"a.md": "# A\n\n[b](b.md#part)\n", "b.md": "# B\n\n## Piece\n\n[a](a.md)\n\nTODO: more\n"}


@pytest.mark.parametrize("colour", [False, True])
def test_what_is_new_and_what_is_resolved(tmp_path: Path, colour: bool, snapshot: SnapshotAssertion) -> None:
    write(tmp_path, BEFORE)
    before = analyse_folder(tmp_path).report
    write(tmp_path, AFTER)
    after = analyse_folder(tmp_path).report
    assert differ(before, after)
    assert not differ(after, after)
    paths = ["a.md", "b.md", "c\x1b.md", "d.md"]
    assert render(before, after, paths, "14:02:11", Layout(80, colour)) == snapshot
    assert "XR502" in render(before, after, paths, "14:02:11", Layout(80, colour, verbose=True))


class Watch:
    """The command in a process of its own, and what it prints, line by line."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        environment = {**os.environ, "COLUMNS": "80", "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "crossref", "watch", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def until(self, part: str) -> str:
        """What it prints, up to the line that has a text in it."""
        found: list[str] = []
        while not found or part not in found[-1]:
            try:
                found.append(self._lines.get(timeout=15))
            except queue.Empty:
                raise AssertionError(f"no line with {part!r}, only {found}") from None
        return "".join(found)

    def end(self) -> int:
        """Press Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=10)

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, Watch]]:
    write(tmp_path, {"crossref.toml": "", **{f"docs/{name}": text for name, text in BEFORE.items()}})
    watch = Watch(tmp_path, "docs")
    yield tmp_path, watch
    if watch.process.poll() is None:
        watch.process.kill()
        watch.process.wait()


def test_a_watch_tells_what_changes_and_survives_what_happens(watched: tuple[Path, Watch]) -> None:
    folder, watch = watched
    first = watch.until("watching")
    assert "XR101 broken-link" in first
    assert "1 error in 2 documents" in first

    # As editors save: another file takes the place of the old one.
    (folder / "docs/b.md.tmp").write_text(AFTER["b.md"])
    os.replace(folder / "docs/b.md.tmp", folder / "docs/b.md")
    shown = watch.until("2 errors")
    assert "new      error XR102 docs/a.md:3:5: no heading `#part` in `docs/b.md`" in shown
    assert "resolved" not in shown

    (folder / "docs/a.md.tmp").write_text(AFTER["a.md"])
    os.replace(folder / "docs/a.md.tmp", folder / "docs/a.md")
    shown = watch.until("1 error")
    assert shown.splitlines()[0].endswith(" docs/a.md")
    assert "resolved error XR101 docs/a.md:5:5" in shown

    (folder / "crossref.toml").write_text("rooot = 1\n")
    assert 'unknown key "rooot"' in watch.until("still watching")
    (folder / "crossref.toml").write_text('[severity]\nbroken-anchor = "warning"\n')
    watch.until("1 warning")

    shutil.rmtree(folder / "docs")
    watch.until("docs is gone; still watching")
    write(folder, {f"docs/{name}": text for name, text in BEFORE.items()})
    assert "new      error XR101" in watch.until("1 error in 2 documents")
    assert watch.end() == 130


def test_a_path_that_does_not_exist_ends_it(tmp_path: Path) -> None:
    watch = Watch(tmp_path, "nowhere")
    assert "nowhere: no such file or folder" in watch.until("crossref:")
    assert watch.process.wait(timeout=10) == 2


@pytest.mark.parametrize(("command", "module"), [("watch", "watchfiles"), ("lsp", "pygls")])
def test_a_missing_extra_is_named_with_the_command_that_installs_it(tmp_path: Path, command: str, module: str) -> None:
    program = (
        f"import sys; sys.modules[{module!r}] = None; sys.argv = ['crossref', {command!r}]; "
        "from crossref.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        f'crossref: this needs the extra "{command}"; install it: python -m pip install "crossref-docs[{command}]"\n'
    )
