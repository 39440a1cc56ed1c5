"""The help screens: they fit a terminal, and what they give as examples is right."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest
import typer
from commandline import Run, runner

from crossref import cli
from crossref.usage import SECTIONS

COMMANDS = [(), *((name,) for name in cli.COMMANDS)]
EXAMPLE = re.compile(r"^  (crossref\b.*?)(?:  +\S.*)?$", re.MULTILINE)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("columns", ["80", "140"])
def test_a_help_screen_fits_the_terminal_and_gives_an_example(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    result = run(*command, "--help")
    assert (result.code, result.err) == (0, "")
    assert max(map(len, result.out.splitlines())) <= 80
    assert f"\n  crossref {' '.join(command)}" in result.out
    assert "\b" not in result.out
    assert "..." not in result.out.replace("[ARGS]...", "").replace("]...", ""), "a line is cut"


def options_of(command: str) -> set[str]:
    app = typer.Typer(add_completion=False)
    app.command()(getattr(import_module(cli.COMMANDS[command]), command))
    return {name for param in typer.main.get_command(app).params for name in param.opts if name.startswith("-")}


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_the_examples_name_commands_and_options_that_exist(run: Run, command: str) -> None:
    examples = EXAMPLE.findall(run(command, "--help").out.split("\nOptions:")[0])
    assert examples
    for example in examples:
        _, name, *rest = shlex.split(example)
        used = {
            word.partition("=")[0] for word in rest[: rest.index("|") if "|" in rest else None] if word.startswith("--")
        }
        assert name in cli.COMMANDS
        assert used <= options_of(name)


def test_the_options_of_check_are_listed_by_what_they_are_about(run: Run) -> None:
    shown = run("check", "--help").out
    titles = re.findall(r"^(\w.*):$", shown, re.MULTILINE)
    assert titles == [title for title in SECTIONS if title in titles] + ["Other options"]
    assert len(titles) > 3
    named = [name for names in SECTIONS.values() for name in names]
    assert len(named) == len(set(named))
    for option in options_of("check") - {"-v", "-q"}:
        assert shown.count(f" {option} ") >= 1
    # An option without a section comes under the last, and few do.
    assert options_of("check") - {*named, "-v", "-q"} == set()


def test_few_options_are_listed_as_one(run: Run) -> None:
    assert re.findall(r"^(\w.*):$", run("graph", "--help").out, re.MULTILINE) == ["Options"]
