"""What a command may import: whoever waits for five documents waits for imports more than for anything else."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from shutil import copytree

import pytest
from conftest import write

import crossref
from crossref.extract import parser_name
from crossref.patterns import late
from crossref.rule import Rule
from crossref.rules import RULES

SET = {
    "docs/architecture.md": "# Architecture\n\n## Components\n\n### Orders\n\nSee [testing](testing.md#orders).\n",
    "docs/testing.md": "# Testing\n\n## Orders\n\nSee [architecture](architecture.md).\n",
}

PROGRAM = """
import sys
sys.argv = ["crossref", *sys.argv[1:]]
from crossref.cli import main
try:
    main()
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""

HEAVY = {
    "asyncio",
    "concurrent",
    "distributed",
    "importlib.metadata",
    "linkify_it",
    "markdown_it",
    "mdit_py_plugins",
    "multiprocessing",
    "networkx",
    "pathspec",
    "pydantic",
    "pygments",
    "pyromark",
    "rapidfuzz",
    "rich",
    "tempfile",
    "tomllib",
    "wcmatch",
}
"""What is never there before it is needed."""

SMALL = {"crossref", "crossref.cli"}
"""Our own modules that print a version."""

LINKS = SMALL | {
    "crossref.cache",
    "crossref.commands",
    "crossref.config",
    "crossref.declarations",
    "crossref.engine",
    "crossref.executors",
    "crossref.extract",
    "crossref.files",
    "crossref.globs",
    "crossref.graph",
    "crossref.identity",
    "crossref.layers",
    "crossref.match",
    "crossref.memory",
    "crossref.model",
    "crossref.names",
    "crossref.patterns",
    "crossref.reading",
    "crossref.reporters",
    "crossref.resolve",
    "crossref.rule",
    "crossref.rules",
    "crossref.selectors",
    "crossref.sets",
    "crossref.sites",
    "crossref.slugs",
    "crossref.thresholds",
    "crossref.tomlfile",
    "crossref.triage",
    "crossref.value",
    "crossref.walk",
}
"""What checks links when all documents are remembered, a package standing for what it holds."""

EXTRACTION = {f"crossref.extract.{name}" for name in ("digests", "feeds", "fingerprint", "records")}
"""All of extraction that a run imports which reads no document."""

FACTS = (
    "crossref.channels",
    "crossref.counterparts",
    "crossref.entry_mentions",
    "crossref.extract.facts",
    "crossref.values",
)
"""What judges facts."""


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules of a fresh process that has run a command in a folder."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


def heavy(modules: set[str]) -> set[str]:
    return {each for each in HEAVY if each in modules}


def ours(modules: set[str]) -> set[str]:
    return {each for each in modules if each.partition(".")[0] == "crossref"}


def packages(modules: set[str]) -> set[str]:
    return {".".join(each.split(".")[:2]) for each in ours(modules)}


def test_the_version_needs_nothing(tmp_path: Path) -> None:
    modules = imported(tmp_path, "--version")
    assert ours(modules) == SMALL
    assert heavy(modules) <= {"importlib.metadata", "tempfile"}  # the one needs the other


def test_the_version_names_python_and_the_parser_on_request(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "crossref", "--version", "--verbose"]
    lines = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.splitlines()
    assert lines[0].startswith("crossref ")
    assert lines[1:] == [f"{platform.python_implementation()} {platform.python_version()}", f"parser: {parser_name()}"]


def test_the_documentation_of_a_rule_needs_its_file(tmp_path: Path) -> None:
    modules = imported(tmp_path, "explain", "XR101")
    assert {each for each in modules if each.startswith("crossref.rules.")} == {"crossref.rules.broken_link"}
    assert not any(each.startswith((*FACTS, "crossref.extract", "crossref.engine")) for each in modules)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, SET)
    return tmp_path


def test_links_are_read_without_facts(folder: Path) -> None:
    modules = imported(folder, "check", "--select", "XR1", "--workers", "1")
    assert "crossref.extract.reading" in modules
    assert not {each for each in modules if each.startswith((*FACTS, "crossref.extract.claims"))}


def test_remembered_links_are_checked_without_a_parser(folder: Path) -> None:
    imported(folder, "check", "--select", "XR1", "--format", "concise")
    modules = imported(folder, "check", "--select", "XR1", "--format", "concise")
    assert heavy(modules) <= {"tomllib"}  # the profile is a TOML file
    assert packages(modules) <= LINKS
    assert {each for each in ours(modules) if each.startswith("crossref.extract.")} == EXTRACTION
    ran = {rule.name.replace("-", "_") for rule in RULES if rule.code.startswith("XR1")}
    assert {each.split(".")[2] for each in modules if each.startswith("crossref.rules.")} == ran


def test_remembered_documents_are_checked_by_all_rules_without_a_parser(folder: Path) -> None:
    imported(folder, "check", "--format", "concise")
    modules = imported(folder, "check", "--format", "concise")
    assert heavy(modules) <= {"tomllib"}
    assert {each for each in ours(modules) if each.startswith("crossref.extract.")} == EXTRACTION


def test_a_set_without_findings_is_told_without_heavy_libraries(tmp_path: Path) -> None:
    copytree(Path(__file__).parents[1] / "sample_docs" / "consistent", tmp_path / "set")
    imported(tmp_path, "check", "set")
    assert heavy(imported(tmp_path, "check", "set")) <= {"tomllib"}


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    pattern = late("(a)b", re.IGNORECASE)
    assert not hasattr(pattern, "no_such_thing")
    assert pattern.sub(r"\1", "xAB") == "xA"
    assert (pattern.pattern, pattern.search("b")) == ("(a)b", None)


def test_every_pattern_that_is_compiled_late_can_be_compiled() -> None:
    kind = type(late(""))
    names = [each.name for each in walk_packages(crossref.__path__, "crossref.") if "__main__" not in each.name]
    patterns = [
        pattern for name in names for pattern in vars(import_module(name)).values() if isinstance(pattern, kind)
    ]
    assert len(patterns) > 100
    for pattern in patterns:
        re.compile(pattern.pattern, pattern.flags)


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.facts], ids=lambda rule: rule.name)
def test_a_rule_that_looks_at_no_facts_imports_none_of_what_judges_them(rule: Rule) -> None:
    name = rule.name.replace("-", "_")
    program = f"import sys, crossref.rules.{name}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not [each for each in done.stdout.split() if each.startswith(FACTS)]


ENDING = """
import atexit, sys, threading
from crossref.cli import run
atexit.register(print, "taken apart")
if sys.argv.pop(1) == "busy":
    threading.Thread(target=threading.main_thread().join).start()
run()
"""


@pytest.mark.parametrize(
    ("state", "arguments", "code", "ending"),
    [
        ("idle", ["check", "."], 0, "no problems in 2 documents\n"),
        ("idle", ["check", "nowhere"], 2, ""),
        ("busy", ["check", "."], 0, "no problems in 2 documents\ntaken apart\n"),
    ],
)
def test_a_process_ends_at_once_if_nothing_is_left_to_be_done(
    folder: Path, state: str, arguments: list[str], code: int, ending: str
) -> None:
    command = [sys.executable, "-c", ENDING, state, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, ending)
