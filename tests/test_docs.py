"""What our documents say of the program is what the program says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer

from crossref import cli, export, reporters
from crossref.commands.rules import page
from crossref.resolve import UNCHECKED
from crossref.rules import RULES
from crossref.slugs import DIALECTS

ROOT = Path(__file__).parent.parent
CONTRACTS = (ROOT / "docs" / "api-contracts.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.compile(r"^```console\n\$ crossref (?P<arguments>.*)\n(?P<output>(?s:.*?))^```$", re.MULTILINE)


def test_the_page_of_rules_is_up_to_date() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == page(RULES), "run `make docs`"


@pytest.mark.parametrize("shown", list(CONSOLE.finditer(README)), ids=lambda shown: shown["arguments"])
def test_the_output_in_the_readme_is_what_the_tool_prints(shown: re.Match[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crossref", *shown["arguments"].split()],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        capture_output=True,
        check=False,
    )
    printed = done.stdout.decode()
    beginning = shown["output"].removesuffix("…\n")  # a long output may be cut after a line
    assert printed.startswith(beginning)
    assert beginning != shown["output"] or printed == beginning


def test_the_program_in_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """It checks our own documents, which are clean."""
    [program] = re.findall(r"^```python\n(?s:(.*?))^```$", README, re.MULTILINE)
    assert program in CONTRACTS
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(program, names)
    assert "docs/api-contracts.md" in names["report"].paths  # type: ignore[attr-defined]


def options(command: str) -> set[str]:
    app = typer.Typer(add_completion=False)
    app.command()(getattr(import_module(cli.COMMANDS[command]), command))
    return {name for param in typer.main.get_command(app).params for name in param.opts if name.startswith("--")}


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_and_option_is_described(command: str) -> None:
    section = re.search(rf"^### crossref {command}\n(?P<text>(?s:.*?))^##", CONTRACTS, re.MULTILINE)
    assert section, f"docs/api-contracts.md has no section for {command}"
    described = set(re.findall(r"`(--[a-z-]+)", section["text"]))
    wanted = options(command)
    assert described >= wanted


@pytest.mark.parametrize("name", [*reporters.FORMATS, *export.FORMATS, *DIALECTS, *UNCHECKED.values()])
def test_every_format_dialect_and_unchecked_kind_is_described(name: str) -> None:
    assert f"`{name}`" in CONTRACTS
