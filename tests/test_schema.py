"""The JSON Schema of the configuration: up to date, and of one mind with the program that reads configurations."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commandline import runner
from conftest import write
from jsonschema import Draft202012Validator

from crossref import config
from crossref.config import ConfigError, load
from crossref.rules import RULES
from crossref.schema import schema

ROOT = Path(__file__).parent.parent
NAMES = {rule.code: rule.name for rule in RULES}
VALIDATOR = Draft202012Validator(schema(NAMES))
FENCE = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = sorted([*ROOT.glob("config/*.toml"), ROOT / "crossref.toml", *ROOT.glob("sample_docs/*/crossref.toml")])
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md"))]
EXAMPLES = [(page.name, toml) for page in PAGES for toml in FENCE.findall(page.read_text(encoding="utf-8"))]


def accepts(table: dict[str, Any]) -> bool:
    return bool(VALIDATOR.is_valid(table))


def reads(folder: Path, toml: str) -> bool:
    """Whether the program takes a configuration."""
    write(folder, {"crossref.toml": toml})
    try:
        load(folder, NAMES)
    except ConfigError:
        return False
    return True


# -- the file, the command, the examples ---------------------------------------------------------------------------


def test_it_is_a_schema_of_the_draft_that_it_names() -> None:
    Draft202012Validator.check_schema(schema(NAMES))
    assert schema(NAMES)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_the_file_is_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = (config.profile_folder() / "crossref.schema.json").read_text(encoding="utf-8")
    assert written == runner(tmp_path, monkeypatch, capsys)("schema").out, "run `make docs`"
    assert json.loads(written) == schema(NAMES)


def test_every_key_is_described() -> None:
    def described(form: dict[str, Any], where: str) -> None:
        for key, value in form["properties"].items():
            assert value.get("description"), f"{where}{key} has no description"
            for inner in (value, value.get("items", {})):
                if "properties" in inner:
                    described(inner, f"{key}.")

    described(schema(NAMES), "")
    contracts = (ROOT / "docs" / "api-contracts.md").read_text(encoding="utf-8")
    for key in schema(NAMES)["properties"]:
        assert re.search(rf"`\[*{key}\]*`", contracts), f"docs/api-contracts.md does not describe {key}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_configurations_that_are_in_use_are_valid(file: Path) -> None:
    VALIDATOR.validate(tomllib.loads(file.read_text(encoding="utf-8")))


def test_there_are_examples() -> None:
    assert {name for name, _ in EXAMPLES} >= {"README.md", "api-contracts.md"}


@pytest.mark.parametrize(
    ("page", "toml"), EXAMPLES, ids=[f"{name}-{number}" for number, (name, _) in enumerate(EXAMPLES)]
)
def test_the_examples_in_the_documents_are_valid(page: str, toml: str) -> None:
    table = tomllib.loads(toml)
    VALIDATOR.validate(table.get("tool", {}).get("crossref", table))


# -- what it refuses -------------------------------------------------------------------------------------------------

COMPLETE: dict[str, dict[str, Any]] = {
    "entry": {"id": "a", "kind": "runbook", "section": ["runbooks"], "names": ["column:NAME"], "role": "deployment"},
    "counterpart": {
        "id": "b",
        "entry": "component",
        "declared-in": "architecture",
        "needed-in": "any",
        "by": "entry",
        "severity": "info",
    },
    "attribute": {
        "id": "c",
        "labels": ["draught"],
        "type": ["count", "size"],
        "phrasings": ["draws {value}"],
        "authority": "testing",
        "varies-by": [],
        "unique": True,
    },
    "count": {"noun": "ADR", "files": "adr/*.md"},
    "readiness": {"coverage": {"endpoint": 90, "component": 0.5}, "blockers": ["XR202", "broken-link"]},
}
WRONG: tuple[Any, ...] = (
    7,
    1.5,
    True,
    date(2026, 1, 1),
    "no such word",
    [],
    [7],
    [[]],
    {},
    {"x": 1},
    {"x": ["no such word"]},
)
FREE = frozenset({"root", "extend"})
"""Strings that name something which has to be there; a schema cannot know."""


def toml_of(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml_of(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_of, value)) + "]"
    return json.dumps(value) if isinstance(value, str) else str(value)


def written(table: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {toml_of(value)}\n" for key, value in table.items())


def test_complete_tables_are_valid_for_both(tmp_path: Path) -> None:
    table = {key: value if key == "readiness" else [value] for key, value in COMPLETE.items()}
    assert tomllib.loads(written(table)) == table
    assert accepts(table)
    assert reads(tmp_path, written(table))


@pytest.mark.parametrize("key", schema(NAMES)["properties"])
@pytest.mark.parametrize("value", WRONG, ids=str)
def test_schema_and_program_agree_on_a_key(tmp_path: Path, key: str, value: Any) -> None:
    if key in FREE and isinstance(value, str):
        pytest.skip("depends on what there is")
    table = {key: value}
    assert accepts(table) == reads(tmp_path, written(table))


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, table in COMPLETE.items() for key in [*table, "odd"]])
@pytest.mark.parametrize("value", WRONG, ids=str)
def test_schema_and_program_agree_on_a_key_of_a_table(tmp_path: Path, name: str, key: str, value: Any) -> None:
    # Names of roles and kinds are free words for a schema; the program knows which there are.
    if (name, key) in {("counterpart", "entry"), ("counterpart", "declared-in"), ("counterpart", "needed-in")}:
        value = value if not isinstance(value, str) else "endpoint" if key == "entry" else "testing"
    if (name, key) == ("attribute", "authority") and isinstance(value, str):
        value = "testing"
    if (name, key) == ("readiness", "coverage") and value == {"x": 1}:
        value = {"endpoint": 101}
    inner = {**COMPLETE[name], key: value}
    table = {name: inner if name == "readiness" else [inner]}
    assert accepts(table) == reads(tmp_path, written(table))


@pytest.mark.parametrize(
    "table",
    [
        {"exclud": ["x"]},
        {"Root": "."},
        {"severity": {"broken-lnk": "off"}},
        {"severity": {"XR101": "fatal"}},
        {"severity": {"XR999": "off"}},
        {"select": ["XR777"]},
        {"ignore": ["X"]},
        {"per-file-ignores": {"docs/**": ["brokn-link"]}},
        {"readiness": {"coverage": {"endpoint": 101}}},
        {"readiness": {"coverage": {"endpoint": True}}},
        {"readiness": {"blocker": []}},
        {"entry": [{"kind": "x"}]},
        {"entry": [{"id": "x", "kind": "y", "section": [], "names": ["colum:x"]}]},
        {"attribute": [{"id": "x", "labels": [], "type": "volume"}]},
        {"count": [{"noun": "ADR"}]},
    ],
    ids=str,
)
def test_schema_and_program_refuse_what_is_wrong(tmp_path: Path, table: dict[str, Any]) -> None:
    assert not accepts(table)
    assert not reads(tmp_path, written(table))


@pytest.mark.parametrize("selector", ["XR101", "xr1", "XR", "Broken-Link", "broken-link"])
def test_schema_and_program_take_selectors_in_any_case(tmp_path: Path, selector: str) -> None:
    for table in ({"select": [selector]}, {"severity": {selector: "off"}}, {"readiness": {"blockers": [selector]}}):
        assert accepts(table)
        assert reads(tmp_path, written(table))


def test_a_table_that_completes_one_of_the_profile_needs_its_id_alone(tmp_path: Path) -> None:
    table = {"counterpart": [{"id": "queue-deployed", "severity": "off"}]}
    assert accepts(table)
    assert reads(tmp_path, written(table))
