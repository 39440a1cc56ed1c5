"""Every rule does what its documentation says, and the folder cases behave as they are named."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from conftest import Check, analyse_folder

import crossref.rules
from crossref.model import Severity
from crossref.rule import Rule
from crossref.rules import RULES

CASES = Path(__file__).parent / "rules"
FOLDERS = sorted(CASES.glob("XR*/*/*"))


def texts(example: dict[str, str]) -> dict[str, bytes]:
    """An example as files; what is written as the byte E9 becomes that byte, which no text could hold."""
    return {name: text.encode().replace(b"\\xe9", b"\xe9") for name, text in example.items()}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_that_fails_has_the_finding(rule: Rule, check: Check) -> None:
    assert rule.fails, f"{rule.code} has no example that fails"
    select = (rule.code,) if rule.severity is Severity.OFF else ()
    codes = [finding.code for finding in check(texts(dict(rule.fails)), *select).report.findings]
    assert rule.code in codes


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_that_passes_has_not(rule: Rule, check: Check) -> None:
    assert rule.passes, f"{rule.code} has no example that passes"
    select = (rule.code,) if rule.severity is Severity.OFF else ()
    codes = [finding.code for finding in check(texts(dict(rule.passes)), *select).report.findings]
    assert rule.code not in codes


def test_every_file_in_the_folder_is_a_rule_of_the_list() -> None:
    folder = Path(crossref.rules.__file__).parent
    names = {path.stem.replace("_", "-") for path in folder.glob("[a-z]*.py")}
    assert names == {rule.name for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_list_repeats_what_the_file_says(rule: Rule) -> None:
    function = rule.name.replace("-", "_")
    written = getattr(import_module(f"crossref.rules.{function}"), function)
    assert (rule.code, rule.name, rule.severity) == (written.code, written.name, written.severity)
    assert rule.documentation == written.documentation


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_that_runs_alone_says_whether_it_looks_at_facts(rule: Rule, check: Check) -> None:
    """Facts are not read for a rule that does not say so, and looking at them is an error then."""
    codes = [finding.code for finding in check(texts(dict(rule.fails)), rule.code).report.findings]
    assert rule.code in codes or rule.code in ("XR901", "XR904")  # which wait for other rules
    check(texts(dict(rule.passes)), rule.code)


def test_codes_and_names_are_unique_and_in_order_of_the_families() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_documentation_has_a_sentence_and_a_reason(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert len(rule.explanation) > 60


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: "/".join(folder.parts[-3:]))
def test_folder_case(folder: Path) -> None:
    """``tests/rules/XR102-broken-anchor/fails/<case>``: each line to be found ends in ``<!-- here -->``."""
    code = folder.parent.parent.name[:5]
    report = analyse_folder(folder, (code,)).report
    found = sorted((finding.problem.place.path, finding.problem.place.span.line) for finding in report.findings)
    assert found == _marked(folder)
    assert bool(found) == (folder.parent.name == "fails")


def _marked(folder: Path) -> list[tuple[str, int]]:
    marked = []
    for path in folder.rglob("*.md"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            marked.extend([(path.relative_to(folder).as_posix(), number)] * len(re.findall("<!-- here -->", line)))
    return sorted(marked)
