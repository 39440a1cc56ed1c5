"""Which documents state what is so now, and what makes two statements of one label two."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest

from crossref import config
from crossref.channels import disagreements, sides_of
from crossref.channels.apart import without_apart
from crossref.extract import extract
from crossref.model import Document, Profile, Source, Stamp
from crossref.standing import are_from_one_template, has_standing, tells_of_a_moment


@cache
def profile() -> Profile:
    with tempfile.TemporaryDirectory() as folder:
        return config.load(Path(folder), {}).profile


def document(path: str, text: str) -> Document:
    return extract(Source(path, Stamp(0, 0), lambda: text), profile())


def left(texts: dict[str, str]) -> list[str]:
    """What documents are found to disagree on, by channel."""
    documents = {path: document(path, text) for path, text in texts.items()}
    sides = [side for one in documents.values() for side in sides_of(one)]
    return [one.channel for one in without_apart(disagreements(sides, profile()), documents)]


@pytest.mark.parametrize(
    ("path", "moment"),
    [
        ("docs/otters.md", False),
        ("docs/backup-recovery.md", False),
        ("docs/audit-log.md", False),
        ("docs/plans-and-pricing.md", False),
        ("docs/data-model-and-migrations.md", False),
        ("docs/executive-summary.md", False),
        ("docs/api-reference.md", False),
        ("docs/prd/14-burrows.md", False),
        ("docs/security-audit.md", True),
        ("BURROW_IMPLEMENTATION_COMPLETE.md", True),
        ("docs/FIX_BURROW_LOCKS.md", True),
        ("quality/HERON_RESULTS_ROUND3.md", True),
        ("tests/FINAL_REANALYSIS_2031.md", True),
        ("docs/PR/2031-01-10.md", True),
        ("docs/TICKET_BURROWS.md", True),
        ("specs/004-burrow-fix/spec.md", True),
        ("docs/archived_docs/heron.md", True),
        ("docs/proposals/heron.md", True),
        ("docs/releases/v1.2.0.md", True),
        ("THIRD_PARTY_NOTICES.md", True),
        ("docs/OLD_README.md", True),
        ("docs/go-to-market.md", True),
        ("UPDATE_SUMMARY_DE.md", True),
        ("docs/PHASE1_GUIDE.md", True),
    ],
)
def test_paths_that_tell_of_a_moment(path: str, moment: bool) -> None:
    assert tells_of_a_moment(path) is moment


@pytest.mark.parametrize(
    ("path", "text", "standing"),
    [
        ("docs/heron.md", "# Heron\n", True),
        ("README.md", "# Status report of herons: now\n", True),
        ("old/README.md", "# Heron\n", False),
        ("docs/heron.md", "# Heron integration report\n", False),
        ("docs/heron.md", "# Reports of herons\n", True),
        ("docs/heron.md", "# Heron\n\nStatus: superseded by the otter\n", False),
        ("docs/heron.md", "# Heron\n\nStatus: in use\n", True),
        ("CHANGELOG.md", "# Changelog\n", False),
    ],
)
def test_standing(path: str, text: str, standing: bool) -> None:
    assert has_standing(document(path, text)) is standing


def template(name: str, rows: str) -> str:
    return f"# {name}\n\n## Scope\n\n## Limits\n\n## Backups\n\n| Job | Frequency |\n|---|---|\n{rows}\n\n## Alerts\n\n## Recovery\n"


def test_documents_from_one_template_speak_of_two_things() -> None:
    one = template("Otter store", "| Nest cleanup | Every 4 hours |")
    two = template("Heron store", "| Nest cleanup | Every 6 hours |")
    assert are_from_one_template(document("a.md", one), document("b.md", two))
    assert not are_from_one_template(document("a.md", one), document("b.md", one))
    assert not are_from_one_template(document("a.md", one), document("b.md", "# Heron\n\n## Limits\n"))
    assert left({"docs/otter.md": one, "docs/heron.md": two}) == []


@pytest.mark.parametrize(
    ("a", "b", "one", "two", "found"),
    [
        ("docs/a.md", "docs/b.md", "- React {}", ("18", "19"), 1),
        ("otter-app/README.md", "heron-app/README.md", "- React {}", ("18", "19"), 0),
        ("docs/a.md", "docs/b.md", "| Variable | Default |\n|---|---|\n| `BURROW_LIMIT` | `{}` |", ("4", "5"), 1),
        (
            "docs/cluster-mode.md",
            "docs/b.md",
            "| Variable | Default |\n|---|---|\n| `BURROW_LIMIT` | `{}` |",
            ("4", "5"),
            0,
        ),
        ("docs/a.md", "docs/b.md", "- [ ] Move to React {}", ("18", "19"), 0),
        ("docs/a.md", "docs/b.md", "From an actual run against React {}.", ("18", "19"), 0),
    ],
)
def test_who_speaks(a: str, b: str, one: str, two: tuple[str, str], found: int) -> None:
    texts = {path: f"# Burrow\n\n{one.format(value)}\n" for path, value in zip((a, b), two, strict=True)}
    assert len(left(texts)) == found
