"""The pytest plugin: silent unless asked, one item for each document, the findings as its failure."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ON = ("-p", "no:crossref", "-p", "crossref.pytest_plugin")
"""The module itself, whether or not the installation knows of it."""


@pytest.fixture
def documents(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makefile(".toml", crossref="")
    (pytester.path / "docs").mkdir()
    (pytester.path / "docs" / "a.md").write_text("# A\n\nSee [the plan](plan.md) and [b](b.md).\n")
    (pytester.path / "docs" / "b.md").write_text("# B\n\nBack to [a](a.md).\n")
    pytester.makepyfile("def test_it():\n    pass\n")
    return pytester


def test_unless_asked_it_does_nothing(documents: pytest.Pytester) -> None:
    result = documents.runpytest(*ON)
    result.assert_outcomes(passed=1)
    assert not (documents.path / ".crossref_cache").exists()


def test_one_item_for_each_document(documents: pytest.Pytester) -> None:
    result = documents.runpytest(*ON, "--crossref", "docs", "-v")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["docs/a.md::crossref FAILED*", "docs/b.md::crossref PASSED*"])
    result.stdout.fnmatch_lines(
        ["error XR101 broken-link: `plan.md` does not exist", "  docs/a.md:3:16", "  3 | See *the plan*", "*^^^^^^^"]
    )
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_the_ini_file_may_ask(documents: pytest.Pytester) -> None:
    documents.makeini("[pytest]\ncrossref = docs\n")
    documents.runpytest(*ON).assert_outcomes(passed=2, failed=1)
    (documents.path / "sub").mkdir()
    documents.runpytest(*ON, "--rootdir", ".", "-k", "docs/b.md").assert_outcomes(passed=1, deselected=2)


def test_the_configuration_decides_what_fails(documents: pytest.Pytester) -> None:
    documents.makefile(".toml", crossref='fail-on = "never"\n')
    documents.runpytest(*ON, "--crossref", "docs").assert_outcomes(passed=3)
    documents.makefile(".toml", crossref='baseline = "known.json"\n')
    subprocess.run([sys.executable, "-m", "crossref", "baseline"], cwd=documents.path, check=True)
    documents.runpytest(*ON, "--crossref", "docs").assert_outcomes(passed=3)


def test_a_finding_that_stands_in_no_document_has_an_item(documents: pytest.Pytester) -> None:
    documents.makefile(".toml", crossref='fail-on = "warning"\n[roles]\ndeployment = ["deployment.md"]\n')
    result = documents.runpytest(*ON, "--crossref", "docs", "-v")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(["crossref.toml::crossref FAILED*"])


def test_a_mistake_is_one_line(documents: pytest.Pytester) -> None:
    result = documents.runpytest(*ON, "--crossref", "nowhere")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: crossref: *nowhere: no such file or folder; check the path"])


def test_without_tests_the_documents_are_checked_all_the_same(documents: pytest.Pytester) -> None:
    (documents.path / "test_without_tests_the_documents_are_checked_all_the_same.py").unlink()
    documents.runpytest(*ON, "--crossref", "docs").assert_outcomes(passed=1, failed=1)


def test_several_processes(documents: pytest.Pytester) -> None:
    documents.runpytest_subprocess(*ON, "-n", "2", "--crossref", "docs").assert_outcomes(passed=2, failed=1)


def test_pytest_finds_it_and_pays_nothing_for_it(documents: pytest.Pytester) -> None:
    project = Path(__file__).parent.parent / "pyproject.toml"
    declared = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["entry-points"]["pytest11"]
    installed = {
        point.name: point.value for point in metadata.entry_points(group="pytest11") if point.name == "crossref"
    }
    assert installed == declared, "install the package again: `make setup`"
    program = (
        "import sys, pytest; before = {*sys.modules}; import crossref.pytest_plugin; print({*sys.modules} - before)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.strip().strip("{}").replace("'", "").split(", ")) == {"crossref", "crossref.pytest_plugin"}
    documents.runpytest_subprocess("--crossref", "docs").assert_outcomes(passed=2, failed=1)
