"""``crossref claims`` and ``crossref explain --attributes``: what was read, and what is compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commandline import Run, runner
from conftest import write
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from crossref.model import Claim, Span
from crossref.reporters import Layout
from crossref.reporters.claims import FORMATS, Read, renderer
from crossref.value import Name, Quantity

_LOCK = Claim(
    subject="North lock",
    attribute="Timeout",
    value=Quantity("duration", 40.0, 40.0, unit="s"),
    written="40 s",
    form="table",
    key="",
    said="{}",
    scope=("production",),
    tense="stated",
    span=Span(9, 5, 9, 9),
    section=0,
    listing="table 0",
)
_STORE = Claim(
    subject="",
    attribute="",
    value=Name("technology", "PostgreSQL", "database"),
    written="PostgreSQL",
    form="prose",
    key="",
    said="In a later release, {} may hold the gauge readings of all harbours between the two seas",
    scope=(),
    tense="planned",
    span=Span(3, 1, 3, 11),
    section=-1,
    listing="section -1",
)
CLAIMS = (Read("docs/architecture.md", _STORE), Read("docs/deployment.md", _LOCK))


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("claims", [CLAIMS, ()], ids=["some", "none"])
def test_every_format(name: str, claims: tuple[Read, ...], snapshot: SnapshotAssertion) -> None:
    assert renderer(name)(claims, Layout()) == snapshot


@pytest.mark.parametrize("width", [76, 160])
def test_the_table_fits(width: int, snapshot: SnapshotAssertion) -> None:
    text = renderer("table")(CLAIMS, Layout(width=width))
    assert max(map(cell_len, text.splitlines())) <= width
    assert text == snapshot


DOCUMENTS = {
    "crossref.toml": '[[attribute]]\nid = "draught"\nlabels = ["draught"]\ntype = "count"\n',
    "architecture.md": "# Architecture\n\n- **Lock timeout**: 40 s\n",
    "deployment.md": "# Deployment\n\nThe gate timeout is 9 s.\n",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    write(tmp_path, DOCUMENTS)
    return runner(tmp_path, monkeypatch, capsys)


def values(run: Run, *arguments: str) -> list[str]:
    result = run("claims", *arguments, "--format", "json")
    assert result.code == 0
    return [claim["value"] for claim in json.loads(result.out)["claims"]]


def test_all_claims_of_a_set(run: Run) -> None:
    assert values(run) == ["40 s", "9 s"]


def test_those_about_something(run: Run) -> None:
    assert values(run, "--about", "GATE") == ["9 s"]


def test_those_of_one_document(run: Run) -> None:
    assert values(run, "architecture.md") == ["40 s"]


def test_an_attribute_of_ones_own_is_listed(run: Run) -> None:
    listed = run("explain", "--attributes")
    assert "draught (count; varies by environment)\n    draught\n" in listed.out
    assert "recovery-time (duration; one in a system; varies by environment; deployment is believed)" in listed.out


def test_attributes_and_a_rule_are_two_questions(run: Run) -> None:
    result = run("explain", "XR301", "--attributes")
    assert (result.code, result.err) == (2, "crossref: --attributes lists all of them; leave out the rule\n")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            '[[attribute]]\nid = "x"\nlabels = ["x"]\ntype = "duratoin"\n',
            'unknown type "duratoin"; did you mean "duration"?',
        ),
        ('[[attribute]]\nid = "x"\nlabels = ["x"]\ntype = "count"\nphrasings = ["x is"]\n', "needs {value}"),
        ('[[attribute]]\nid = "x"\nlabels = ["x"]\ntype = "count"\nauthority = "testin"\n', 'did you mean "testing"?'),
        ('[[attribute]]\nid = "x"\nlabel = ["x"]\n', 'unknown key "label"; did you mean "labels"?'),
        ('[[attribute]]\nlabels = ["x"]\n', "needs an id"),
        ('[[count]]\nfiles = "docs/*.md"\n', "noun"),
        ('[[count]]\nnoun = "ADR"\nfile = "docs/*.md"\n', 'unknown key "file"; did you mean "files"?'),
    ],
)
def test_mistakes_in_the_tables(tmp_path: Path, run: Run, table: str, message: str) -> None:
    write(tmp_path, {"crossref.toml": table})
    result = run("check")
    assert result.code == 2
    assert result.err.startswith("crossref: crossref.toml:1: [[")
    assert message in result.err
