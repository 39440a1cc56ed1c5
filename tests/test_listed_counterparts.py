"""What becomes of entries with names: against the documents of a role, or against any document."""

from __future__ import annotations

import pytest
from conftest import Check

from crossref.counterparts import Pairing, pairings
from crossref.coverage import cover
from crossref.engine import Analysis

NAMES = ("Seed Vault", "Water Meter", "Bed Planner", "Frost Watch")


def components(*names: str) -> str:
    return "# Architecture\n\n## Core Components\n\n" + "\n\n".join(f"### {name}\n\nIt works." for name in names) + "\n"


def told(*names: str) -> str:
    return "# Text\n\n" + "\n".join(f"- {name}" for name in names) + "\n"


def contract(needed_in: str, by: str = "mention") -> str:
    return (
        'root = "."\nextend = "plain"\n[roles]\narchitecture = ["architecture.md"]\ndeployment = ["deploy*.md"]\n'
        '[[entry]]\nid = "parts"\nkind = "component"\nrole = "architecture"\nsection = ["Core Components"]\n'
        'names = ["heading"]\n[[counterpart]]\nid = "part-told"\nentry = "component"\ndeclared-in = "architecture"\n'
        f'needed-in = "{needed_in}"\nby = "{by}"\n'
    )


def judged(analysis: Analysis) -> list[tuple[str, str, str]]:
    return [
        (each.name, each.state, _path(each)) for each in pairings(analysis.graph) if each.contract.id == "part-told"
    ]


def _path(pairing: Pairing) -> str:
    return pairing.counterpart.path if pairing.counterpart else ""


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            {"deployment.md": told(*NAMES[:3])}, [("Frost Watch", "missing", "deployment.md")], id="one is missing"
        ),
        pytest.param({"deployment.md": told(*NAMES)}, [], id="all are there"),
        pytest.param({"deployment.md": told(*NAMES[:1])}, [], id="no inventory"),
        pytest.param(
            {"deploy-a.md": told(*NAMES[:2]), "deploy-b.md": told(*NAMES[2:])}, [], id="a role's documents together"
        ),
        pytest.param(
            {"deployment.md": told(*NAMES[:3], "Frost Wacth")},
            [("Frost Watch", "covered", "deployment.md")],
            id="misspelled",
        ),
        pytest.param(
            {"deployment.md": told(*NAMES[:3], "Frost Watsh", "Frost Wacth")},
            [("Frost Watch", "ambiguous", "deployment.md")],
            id="several may be it",
        ),
    ],
)
def test_against_a_role(check: Check, texts: dict[str, str], expected: list[tuple[str, str, str]]) -> None:
    analysis = check({"crossref.toml": contract("deployment"), "architecture.md": components(*NAMES), **texts})
    assert [
        each for each in judged(analysis) if each[0] == "Frost Watch" and (each[1] != "covered" or expected)
    ] == expected


def test_any_document_is_a_counterpart_for_itself(check: Check) -> None:
    """A document that lists most speaks; one that names a few, or declares them itself, does not."""
    analysis = check(
        {
            "crossref.toml": contract("any"),
            "architecture.md": components(*NAMES),
            "guide.md": told(*NAMES[:3]),
            "index.md": told(*NAMES),
            "notes.md": told(NAMES[0]),
        }
    )
    assert [each for each in judged(analysis) if each[1] == "missing"] == [("Frost Watch", "missing", "guide.md")]
    assert {path for _, _, path in judged(analysis)} == {"guide.md", "index.md"}
    assert [finding.problem.place.path for finding in analysis.report.findings if finding.code == "XR201"] == [
        "architecture.md"
    ]


def test_two_headings_for_one_component_are_a_duplicate(check: Check) -> None:
    analysis = check(
        {
            "crossref.toml": contract("deployment"),
            "architecture.md": components(*NAMES, "Water Meter"),
            "deployment.md": told(*NAMES),
        }
    )
    assert [each for each in judged(analysis) if each[1] != "covered"] == [
        ("Water Meter", "duplicate", "architecture.md")
    ]
    (row,) = [row for row in cover(analysis.graph).rows if row.name == "Water Meter"]
    assert {path: cell.state for path, cell in row.cells.items()} == {
        "architecture.md": "duplicate",
        "deployment.md": "covered",
    }
    assert [(share.covered, share.asked) for share in cover(analysis.graph).kinds if share.kind == "component"] == [
        (4, 4)
    ]


def test_a_heading_of_the_same_name_elsewhere_is_none(check: Check) -> None:
    text = components(*NAMES) + "\n## Costs\n\n### Water Meter\n\nTwo coins.\n"
    analysis = check({"crossref.toml": contract("deployment"), "architecture.md": text, "deployment.md": told(*NAMES)})
    assert [each for each in judged(analysis) if each[1] != "covered"] == []
