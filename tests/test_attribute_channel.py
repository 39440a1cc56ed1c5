"""Well-known attributes and table cells: what is of one thing, and what keeps them apart."""

from __future__ import annotations

import tempfile
from functools import cache, partial
from pathlib import Path

import pytest

from crossref import config
from crossref.channels import attributes, cells, sides_of
from crossref.channels.side import Disagreement, Side
from crossref.extract import extract
from crossref.model import Profile, Source, Stamp


@cache
def profile() -> Profile:
    with tempfile.TemporaryDirectory() as folder:
        return config.load(Path(folder), {}).profile


def sides(*texts: str, names: tuple[str, ...] = ("architecture.md", "deployment.md")) -> list[Side]:
    found = []
    for path, text in zip(names, texts, strict=False):
        found += sides_of(extract(Source(path, Stamp(0, 0), partial(str, text)), profile()))
    return [side for side in found if side.claim.tense == "stated" and side.claim.key not in ("text", "name", "port")]


def of_attributes(one: str, other: str, **names: tuple[str, ...]) -> list[Disagreement]:
    return list(attributes.disagreements(profile().attributes, sides(one, other, **names)))


def of_cells(one: str, other: str, **names: tuple[str, ...]) -> list[Disagreement]:
    return list(cells.disagreements(sides(one, other, **names)))


PAIRS = [
    # the value in brackets after its subject; the unit as a word of another language
    ("- **Auth:** the otter cookie (5-day TTL)", "Sets the otter cookie (9-day TTL)."),
    ("| Token | TTL |\n|---|---|\n| Access token | 15 minutos |", "- **Access Token**: Válido por 60 minutos"),
    # nested below an item, and in a table
    ("- Reed token:\n  - TTL: 10 min", "| Token | Lifetime |\n|---|---|\n| Reed token | 20 min |"),
    # the heading names the subject, with a remark
    (
        "## Option 1: Heron Watch (free)\n\n- Check frequency: `30 s`",
        "| Service | Check interval |\n|---|---|\n| Heron Watch | 90 s |",
    ),
    # several labelled lines in one paragraph
    ("**RTO**: 4 hours\n**RPO**: 5 minutes", "- RPO: 30 minutes"),
    # environments as columns, as rows, and as labels
    (
        "| | Staging | Production |\n|---|---|---|\n| Budget limit | $75/month | $200/month |",
        "## Budget\n\n- Production: $500/month",
    ),
    # each value of a sentence has its own percentile
    ("API latency: p95 < 100 ms, p99 < 500 ms", "| Metric | Target |\n|---|---|\n| API response (p99) | < 200 ms |"),
    # a unit in the header
    ("| Cache | TTL (seconds) |\n|---|---|\n| Otter cache | 300 |", "The otter cache has a TTL of 10 minutes."),
    # the number behind and before its noun
    ("Hashes with bcrypt (12 rounds).", "Passwords are hashed with bcrypt (salt rounds 10)."),
    ("Password: min 12 characters", "- Password policy: at least 8 characters"),
    # two minimums, two targets
    ("Maintain 90%+ coverage; write tests.", "1. Keep coverage above 80%"),
    ("- Availability target: 99.9% (cloud)", "| Metric | Target |\n|---|---|\n| API availability | 99.5% (cloud) |"),
    # what is promised without an environment is promised of production
    ("- RTO: 4 hours", "| Environment | RTO |\n|---|---|\n| Production | 1 hour |"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_one_attribute_of_one_subject(one: str, other: str) -> None:
    assert len(of_attributes(one, other)) == 1
    assert len(of_attributes(other, one)) == 1


SILENT = [
    # another subject, another token, another percentile
    ("- Otter token TTL: 5 min", "- Heron token TTL: 9 min"),
    ("- Access token lifetime: 5 min", "- Refresh token lifetime: 9 days"),
    ("API latency: p95 < 100 ms", "API latency: p99 < 500 ms"),
    ("- Otter read timeout: 5 s", "- Otter write timeout: 9 s"),
    ("- Otter soft timeout: 5 s", "- Otter hard timeout: 9 s"),
    # another environment
    ("## Budget\n\n- Staging: $75/month", "## Budget\n\n- Production: $200/month"),
    # a goal and what was measured
    ("- Coverage target: 80%", "- Coverage: 92%"),
    ("API latency p95 target: 200 ms", "API latency p95: 150 ms"),
    # another column of the row
    ("| Goal | Window |\n|---|---|\n| API latency | 5 min |", "- API latency: 90 ms"),
    # one scenario each
    ("- RTO after a Heron failure: 4 h", "- RTO after an Otter fire: 1 h"),
    ("- RTO: 4 h", "- Heron pump RTO: 30 s"),
    ("# Heron pump recovery\n\n- RPO: 7 days", "# Otter pond restore\n\n- RPO: 35 days"),
    # a label that is an attribute of its own
    ("## Coverage\n\n- Pass rate: 100%", "## Coverage\n\n- Overall: 84%"),
    # one part, though its words are general ones
    ("## Coverage\n\n- Configuration system: 90%", "- Tests pass with 95% coverage"),
    # words that everything has
    ("- Cache TTL: 2 min", "- Caching: keep the TTL at 30 minutes."),
    # a part of the code
    ("- 100% coverage for new code", "- 80% coverage"),
    # a document that gives several values
    ("- Otter TTL: 5 min\n\nThe otter TTL is 9 min.", "- Otter TTL: 20 min"),
    ("- Coverage: 80%", "| Module | Coverage |\n|---|---|\n| otter | 70% |\n| heron | 95% |"),
    # the longest allowed and the shortest allowed
    ("Otter name: at most 64 characters", "Otter name: at least 8 characters"),
]


@pytest.mark.parametrize(("one", "other"), SILENT)
def test_two_things(one: str, other: str) -> None:
    assert of_attributes(one, other) == []


@pytest.mark.parametrize(
    "names",
    [
        ("services/otter/README.md", "services/heron/README.md"),
        ("docs/otter-import.md", "docs/heron-import.md"),
        ("docs/0003-otter.md", "docs/0007-heron.md"),
    ],
)
def test_documents_of_different_things(names: tuple[str, str]) -> None:
    assert of_attributes("- Session TTL: 5 min", "- Session TTL: 9 min", names=names) == []


def test_numbered_documents_of_different_roles_are_compared() -> None:
    names = ("docs/02-architecture.md", "docs/05-deployment-guide.md")
    assert len(of_attributes("- RPO: 5 min", "- RPO: 9 min", names=names)) == 1


def test_the_profile_says_who_is_believed() -> None:
    (found,) = of_attributes("- RTO: 4 hours", "- RTO: 1 hour")
    assert found.authority == "deployment"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("| Gate | Timeout |\n|---|---|\n| north | 5 s |", "| Gate | Timeout |\n|---|---|\n| north | 8 s |", 1),
        ("| Gate | Timeout |\n|---|---|\n| north | 5 s |", "## North\n\n- Timeout: 8 s", 1),
        ("| # | Gate | Delay |\n|---|---|---|\n| 1 | north | 5 s |", "| Gate | Delay |\n|---|---|\n| north | 8 s |", 1),
        ("| Phase | Delay |\n|---|---|\n| Build | 5 s |", "| Phase | Delay |\n|---|---|\n| Build | 8 s |", 1),
        ("| Gate | Delay (ms) |\n|---|---|\n| north | 50 |", "| Gate | Delay (ms) |\n|---|---|\n| north | 80 |", 1),
        ("| Gate | Workers |\n|---|---|\n| north | 5 ✅ |", "| Gate | Workers |\n|---|---|\n| north | 8 |", 1),
        # what changes every day, what every table has, what is a sum
        ("| Gate | Tests |\n|---|---|\n| north | 5 |", "| Gate | Tests |\n|---|---|\n| north | 8 |", 0),
        ("| Gate | Delay |\n|---|---|\n| Total | 5 s |", "| Gate | Delay |\n|---|---|\n| Total | 8 s |", 0),
        ("| Field | Size |\n|---|---|\n| id | 5 MB |", "| Field | Size |\n|---|---|\n| id | 8 MB |", 0),
    ],
)
def test_cells(one: str, other: str, found: int) -> None:
    assert len(of_cells(one, other)) == found


def test_folders_of_environments_are_scopes() -> None:
    table = "| Gate | Timeout |\n|---|---|\n| north | {} s |"
    names = ("docs/setup.md", "docs/production/setup.md")
    assert of_cells(table.format(5), table.format(8), names=names) == []
