"""What is put side by side, and what keeps a channel silent."""

from __future__ import annotations

import tempfile
from functools import cache, partial
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
        sides += sides_of(extract(Source(path, Stamp(0, 0), partial(str, text)), profile()))
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
        ("address", "- API prefix: `/api`", "All routes live under `/v1`."),
        ("address", "Base URL: `http://localhost:9870/tide/v1`", "Base URL: `http://localhost:9870/v2/tide`"),
        (
            "address",
            "## Base URL\n\n- **Live**: `https://tide.seaside.dev/api`",
            "```env\nTIDE_API_URL=https://tide.seaside.dev/v1\n```",
        ),
        (
            "technology",
            "Built on Otter Forms v0.38.",
            "| Library | Version |\n|---|---|\n| Otter Forms | 0.36.x |",
        ),
        ("technology", "client/   React 18 SPA\n\n- React 18", "- React 19"),
        (
            "cell",
            "### Price History\n\n- **Pool timeout**: 1 hour",
            "### Price History\n\n- **Pool timeout**: 24 hours",
        ),
        (
            "port",
            "| Port | Protocol | Service |\n|---|---|---|\n| 8081 | TCP | Tide API |",
            "| Service | Port |\n|---|---|\n| Tide API | 9876 |",
        ),
        (
            "sentence",
            "A kingfisher dives below the weir for 10 minutes.",
            "A kingfisher dives below the weir for 30 minutes.",
        ),
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
        ("- API prefix: `/api`", "All routes live under `/api/v1`."),
        ("- API prefix: `/api`", "- WebSocket prefix: `/live`"),
        ("- API prefix: `/api`\n- Admin API prefix: `/admin`", "All routes live under `/v1`."),
        ("# Version History\n\n- **RTO**: 4 hours", "- **RTO**: 1 hour"),
        ("| Id | Goal |\n|---|---|\n| SC-002 | 5 s |", "| Id | Goal |\n|---|---|\n| SC-002 | 3 s |"),
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
    assert (
        compare(
            "A kingfisher dives below the weir for 10 minutes.",
            "A kingfisher dives below the weir for 30 minutes.",
            names=names,
        )
        == []
    )


def test_the_order_of_documents_does_not_matter() -> None:
    texts = ("We run PostgreSQL 16.", "- PostgreSQL 14")
    names = ("a.md", "b.md")
    assert compare(*texts, names=names) == compare(*reversed(texts), names=names[::-1])


def test_who_says_the_same_is_shown_too() -> None:
    default = "| Name | Default |\n|---|---|\n| `TIDE_LIMIT` | 7 |"
    shown = "| Name | Example |\n|---|---|\n| `TIDE_LIMIT` | 9 |"
    (found,) = compare(default, "```env\nTIDE_LIMIT=9\n```", shown)
    assert [side.path for side in found.sides] == ["architecture.md", "deployment.md", "testing.md"]
    assert compare(default, shown) == []


def test_one_version_against_its_own_document_and_another() -> None:
    found = compare("We run Hono 3.\n\n- Hono 4\n- Hono 4.6", "- Hono 4")
    assert [disagreement.channel for disagreement in found] == ["technology"]
    assert compare("- Hono 4 Core (edge), Hono 4 Web, Hono 3 Web\n- Hono 4.6", "- Hono 4") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("- Bcrypt with cost factor 12 (2^12 = 4096 iterations)", "Passwords: bcrypt, cost factor 12"),
        ("Скорость загрузки не более 3 секунд", "Время ответа не более 5 секунд для запросов"),
        (
            "The mail goes through SendGrid. Again: mail is sent by SendGrid.",
            "Mail servers:\n\n- SendGrid: `smtp.sendgrid.net`\n- Mailgun: the mail is sent by `smtp.mailgun.org`",
        ),
        ("├── With a 16-byte random salt:", "- `users.reed_salt`: a 32-byte random salt for the reeds"),
        (
            "- Hash algorithm: SHA-256",
            "The hash algorithm of the ledger is SHA-512.\n\nAgain: the hash algorithm is SHA-512.",
        ),
    ],
)
def test_words_that_name_no_one_thing(one: str, other: str) -> None:
    assert compare(f"# A\n\n{one}\n", f"# B\n\n{other}\n") == []


def test_an_operating_system_is_only_worth_knowing() -> None:
    found = compare("Runs on Ubuntu 22.04+.", "| System | Version |\n|---|---|\n| Ubuntu | 20.04 |")
    assert [one.severity.label for one in found] == ["info"]
