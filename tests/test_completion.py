"""Completion: what the program answers a shell, and what the shells make of the scripts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import Run, runner
from conftest import write

from crossref import cli
from crossref.completion import SCRIPTS
from crossref.rules import RULES


def asked(shell: str, words: list[str], current: str | None = None) -> list[str]:
    """The lines that a fresh process answers when the last of some words is to be completed."""
    environment = {
        **os.environ,
        "_CROSSREF_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1) if current is None else current,
    }
    command = [sys.executable, "-m", "crossref"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def bash(line: str) -> list[str]:
    """What bash is answered for a line, whose words it breaks at ``=``."""
    return asked("bash", line.replace("=", " = ").removesuffix(" " * line.endswith("=")).split(" "))


# -- the protocol ----------------------------------------------------------------------------------------------------


def test_commands() -> None:
    assert bash("crossref ") == list(cli.COMMANDS)
    assert bash("crossref re") == ["readiness"]
    assert asked("zsh", ["crossref", "chec"]) == ["check\tFind where the documents break."]
    assert asked("fish", ["crossref"], "chec") == ["check\tFind where the documents break."]


def test_options() -> None:
    assert bash("crossref check --se") == ["--select", "--severity"]
    assert bash("crossref --ver") == ["--version", "--verbose"]
    assert asked("zsh", ["crossref", "check", "docs", "--no"]) == ["--no-cache\tRead all documents, and remember none."]
    assert set(bash("crossref coverage -")) >= {"--missing", "--kind", "--help", "-h"}


def test_an_option_that_is_given_is_offered_again_only_where_it_may_be() -> None:
    assert bash("crossref check --no-cache --no") == []
    assert bash("crossref check --select XR1 --sel") == ["--select"]


def test_after_two_dashes_there_are_no_options() -> None:
    assert bash("crossref check -- --se") == []


@pytest.mark.parametrize(
    ("command", "formats"),
    [("check", {"pretty", "concise", "json", "html"}), ("graph", {"dot", "mermaid"}), ("rules", {"table", "json"})],
)
def test_formats(command: str, formats: set[str]) -> None:
    assert set(bash(f"crossref {command} --format ")) >= formats
    assert bash(f"crossref {command} --format js") == ["json"]
    assert bash(f"crossref {command} --format=js") == ["json"]
    assert asked("zsh", ["crossref", command, "--format=js"]) == ["--format=json\t"]


def test_rules() -> None:
    every = {word for rule in RULES for word in (rule.code, rule.name)}
    for option in ("--select", "--ignore"):
        assert set(bash(f"crossref check {option} ")) == every
    assert bash("crossref check --select XR10")[:2] == ["XR101", "XR102"]
    assert bash("crossref explain xr101") == ["xr101"]
    assert bash("crossref explain broken-l") == ["broken-link"]
    assert asked("zsh", ["crossref", "explain", "broken-l"]) == ["broken-link\tXR101"]


def test_rules_behind_a_comma() -> None:
    assert bash("crossref check --select XR1,broken-l") == ["XR1,broken-link"]
    assert bash("crossref check --severity XR1=off,broken-l") == ["off,broken-link="]


def test_severities() -> None:
    assert bash("crossref check --severity broken-l") == ["broken-link="]
    assert bash("crossref check --severity broken-link=") == ["error", "warning", "info", "off"]
    assert bash("crossref check --severity broken-link=w") == ["warning"]
    assert bash("crossref check --severity=broken-link=w") == ["warning"]
    assert asked("fish", ["crossref", "check", "--severity"], "broken-link=w") == ["broken-link=warning\t"]
    assert bash("crossref check --fail-on ") == ["error", "warning", "info", "never"]


def test_where_a_path_stands_the_shell_is_left_to_it() -> None:
    for line in ("crossref check ", "crossref check doc", "crossref check --output ", "crossref graph --config x"):
        assert bash(line) == []


@pytest.mark.parametrize(
    ("words", "position"),
    [
        ("", ""),
        ("crossref", "99"),
        ("crossref nothing ", "2"),
        ("crossref check 'a", "2"),
        ("crossref \\", "1"),
        ("x", "-1"),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "tcsh", ""])
def test_a_question_that_makes_no_sense_disturbs_nobody(shell: str, words: str, position: str) -> None:
    assert isinstance(asked(shell, [words], position), list)


def test_only_what_is_needed_is_imported() -> None:
    program = "import sys; from crossref.cli import main\ntry: main()\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    environment = {"_CROSSREF_COMPLETE": "complete_zsh", "COMP_WORDS": "crossref check --select XR", "COMP_CWORD": "3"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=True)
    assert "XR101" in done.stdout
    assert not {*done.stderr.split()} & {"rich", "pydantic", "markdown_it", "networkx", "tomllib", "crossref.engine"}


# -- the scripts -----------------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_is_printed(run: Run, shell: str) -> None:
    result = run("--show-completion", shell)
    assert (result.code, result.err) == (0, "")
    assert f"_CROSSREF_COMPLETE=complete_{shell}" in result.out


def test_a_shell_without_a_script(run: Run) -> None:
    message = "crossref: --show-completion: there is no script for `tcsh`; there are bash, zsh, fish\n"
    assert tuple(run("--show-completion", "tcsh")) == (2, "", message)


def with_crossref_on_the_path(folder: Path) -> dict[str, str]:
    """An environment in which ``crossref`` is the program under test."""
    program = folder / "bin" / "crossref"
    write(folder, {"bin/crossref": f'#!/bin/sh\nexec "{sys.executable}" -m crossref "$@"\n'})
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)}


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="no bash here")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("crossref che", "check"),
        ("crossref check --format = js", "json"),
        ("crossref check --severity broken-link = w", "warning"),
        ("crossref check --select XR101,broken-a", "XR101,broken-anchor"),
        ("crossref check READ", ""),
    ],
)
def test_bash_completes(tmp_path: Path, line: str, expected: str) -> None:
    (tmp_path / "script").write_text(SCRIPTS["bash"], encoding="utf-8")
    words = line.split()
    program = (
        f"source ./script; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _crossref_completion crossref; "
        'echo "${COMPREPLY[*]}"; complete -p crossref'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", program],
        cwd=tmp_path,
        env=with_crossref_on_the_path(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[0] == expected
    assert "-F _crossref_completion crossref" in done.stdout


@pytest.mark.skipif(shutil.which("fish") is None, reason="no fish here")
def test_fish_completes(tmp_path: Path) -> None:
    (tmp_path / "script").write_text(SCRIPTS["fish"], encoding="utf-8")
    done = subprocess.run(
        ["fish", "--no-config", "-c", 'source ./script; complete -C "crossref check --severity broken-link=w"'],
        cwd=tmp_path,
        env=with_crossref_on_the_path(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["broken-link=warning"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="no zsh here")
def test_zsh_reads_its_script(tmp_path: Path) -> None:
    (tmp_path / "_crossref").write_text(SCRIPTS["zsh"], encoding="utf-8")
    subprocess.run(["zsh", "-n", "_crossref"], cwd=tmp_path, capture_output=True, check=True)
