"""What is put side by side, and what keeps a channel silent."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest

from crossref import config
from crossref.channels import Disagreement, disagreements, sides_of
from crossref.extract import extract
from crossref.model import Profile, Source, Stamp


@cache
def profile() -> Profile:
    with tempfile.TemporaryDirectory() as folder:
        return config.load(Path(folder), {}).profile


def compare(
    *texts: str, names: tuple[str, ...] = ("architecture.md", "deployment.md", "testing.md")
) -> list[Disagreement]:
    sides = []
    for path, text in zip(names, texts, strict=False):
        sides += sides_of(extract(Source(path, Stamp(0, 0), lambda text=text: text), profile()))
    return list(disagreements(sides, profile()))


@pytest.mark.parametrize(
    ("channel", "one", "other"),
    [
        ("variable", "```env\nTIDE_LIMIT=9\n```", "| Name | Default |\n|---|---|\n| `TIDE_LIMIT` | 7 |"),
        ("technology", "We run PostgreSQL 16.", "- PostgreSQL 14"),
        ("technology", "```dockerfile\nFROM node:22-slim\n```", "The image is `node:20-slim`."),
        ("technology", "Needs lock-keeper 3.7+", "| Tool | Version |\n|---|---|\n| lock-keeper | 2.1 |"),
        ("choice", "| Layer | Technology |\n|---|---|\n| HTTP framework | Gin |", "- **HTTP framework**: Echo"),
        ("cell", "| Gate | Timeout |\n|---|---|\n| north | 5 s |", "| Gate | Timeout |\n|---|---|\n| north | 8 s |"),
        ("attribute", "- **RTO**: 4 hours", "The RTO is 60 minutes and the RPO is 5 minutes."),
        ("sentence", "A kingfisher dives for 10 minutes.", "A kingfisher dives for 30 minutes."),
    ],
)
def test_a_channel_finds(channel: str, one: str, other: str) -> None:
    assert [found.channel for found in compare(one, other)] == [channel]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We run PostgreSQL 16.", "- PostgreSQL 16.4"),
        ("- **RTO**: 60 minutes", "- **RTO**: 1 hour"),
        ("In future we run PostgreSQL 17.", "- PostgreSQL 16"),
        ("- **RTO**: 4 hours\n\n- **RTO**: 8 hours", "- **RTO**: 1 hour"),
        ("| Gate | Staging |\n|---|---|\n| timeout | 5 s |", "| Gate | Production |\n|---|---|\n| timeout | 8 s |"),
        ("API latency p95: 40 ms", "API latency p99: 90 ms"),
        ("Access tokens expire after 15 minutes.", "Refresh tokens expire after 30 days."),
        ("Cache hit ratio: > 90%", "Cache hit ratio: < 80%"),
        ("```env\nAPP_HOST=otter\n```", "```env\nAPP_HOST=heron\n```"),
    ],
)
def test_silence(one: str, other: str) -> None:
    assert compare(one, other) == []


def test_one_finding_per_disagreement() -> None:
    (found,) = compare("We run PostgreSQL 16.", "PostgreSQL 16 is used.", "- PostgreSQL 14")
    assert [side.path for side in found.sides] == ["architecture.md", "deployment.md", "testing.md"]


def test_sister_documents_speak_of_different_things() -> None:
    names = ("docs/north-pipeline.md", "docs/south-pipeline.md")
    assert compare("A kingfisher dives for 10 minutes.", "A kingfisher dives for 30 minutes.", names=names) == []


def test_the_order_of_documents_does_not_matter() -> None:
    texts = ("We run PostgreSQL 16.", "- PostgreSQL 14")
    names = ("a.md", "b.md")
    assert compare(*texts, names=names) == compare(*reversed(texts), names=names[::-1])
