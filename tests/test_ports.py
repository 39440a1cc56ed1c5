"""Ports: how they are read in every form, whose they are, and what is no disagreement."""

from __future__ import annotations

from functools import partial

import pytest

from crossref.channels import ports, sides_of
from crossref.channels.port_subjects import subject_of
from crossref.extract import extract
from crossref.extract.claims.port_lines import spot
from crossref.model import Claim, Profile, Source, Stamp

PROFILE = Profile(roles={}, required_roles={}, dialect="github", sites=(), vocabulary={})


def _claims(text: str, path: str = "a.md") -> tuple[Claim, ...]:
    document = extract(Source(path, Stamp(0, 0), lambda: text), PROFILE)
    return tuple(claim for claim in document.facts.claims if claim.key == "port")


def _found(**documents: str) -> list[tuple[str, list[str]]]:
    sides = [
        side
        for name, text in documents.items()
        for side in sides_of(extract(Source(name.replace("__", "/") + ".md", Stamp(0, 0), partial(str, text)), PROFILE))
        if side.claim.key == "port" and side.claim.tense == "stated"
    ]
    found = ports.disagreements(sorted(sides, key=lambda side: side.order))
    return [(one.subject, [side.claim.written for side in one.sides]) for one in found]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("open http://localhost:3000/docs", ["3000"]),
        ("listens on :8081 and 127.0.0.1:9191", ["8081", "9191"]),
        ("publishes 5433:5432", ["5433", "5432"]),
        ("run --port 8080 now", ["8080"]),
        ("PORT=3001", ["3001"]),
        ("`PORT` (default 3001)", ["3001"]),
        ("EXPOSE 8000", ["8000"]),
        ("at 12:30 in Top 10:2025", []),
        ("page.tsx:4300 and https://api.acme.io:8443", []),
        ("port is 8001 + 1000", []),
        ("ports 3000-3010", []),
    ],
)
def test_ports_are_read_in_every_form(text: str, digits: list[str]) -> None:
    assert [text[one.start : one.end] for one in spot(text)] == digits


@pytest.mark.parametrize(
    ("text", "port", "words"),
    [
        ("| Port | Service |\n|---|---|\n| 9123 | Ledger API |\n", "9123", {"ledger"}),
        ("| Service | Port |\n|---|---|\n| Ledger API | 9123 |\n", "9123", {"ledger"}),
        ("- **Ledger**: http://localhost:9123\n", "9123", {"ledger"}),
        ("Requests arrive at the Ledger (port 9123).\n", "9123", {"ledger"}),
        ("Open Ledger at http://localhost:9123.\n", "9123", {"ledger"}),
        ('```yaml\nledger:\n  listen: ":9123"\n```\n', "9123", {"ledger"}),
        ('```yaml\nservices:\n  ledger:\n    ports:\n      - "9123:80"\n```\n', "9123", {"ledger"}),
        ("```sh\nmake up   # Ledger at :9123\n```\n", "9123", {"ledger"}),
        ("```sh\ndocker run --name ledger \\\n  -p 9123:80 acme\n```\n", "9123", {"ledger"}),
        ("```\n┌────────────┐\n│  Ledger    │\n│  :9123     │\n└────────────┘\n```\n", "9123", {"ledger"}),
        ("```\nWeb ──► Ledger (:9123) ──► Mail\n```\n", "9123", {"ledger"}),
        ('```mermaid\ngraph TD\n  A["Ledger<br/>:9123"]\n```\n', "9123", {"ledger"}),
    ],
)
def test_whose_port_it_is(text: str, port: str, words: set[str]) -> None:
    claims = [claim for claim in _claims(text) if claim.written.endswith(port)]
    assert [set(subject_of(claim).words) for claim in claims] == [words]


def test_columns_are_those_of_the_digits() -> None:
    text = "# T\n\n```\n┌──────────┐\n│ Ledger   │\n│ :9123    │\n└──────────┘\n```\n"
    (claim,) = _claims(text)
    assert (claim.span.line, claim.span.column, claim.form) == (6, 4, "diagram")


TABLE = "| Service | Port |\n|---|---|\n| Ledger | 9123 |\n"


@pytest.mark.parametrize(
    "other",
    [
        "- Ledger listens on port 9124\n",
        "| Port | Name |\n|---|---|\n| 9124 | Ledger |\n",
        '```yaml\nledger:\n  bind: ":9124"\n```\n',
        "```\nWeb ──► Ledger (:9124)\n```\n",
        "```sh\nmake up  # Ledger at :9124\n```\n",
    ],
)
def test_one_service_on_two_ports_is_found_in_any_form(other: str) -> None:
    assert [subject for subject, _ in _found(a=TABLE, b=other)] == ["ledger port"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (TABLE, "- Ledger HTTPS listens on port 9443\n"),
        (TABLE, "- Ledger metrics: port 9464\n"),
        (TABLE, "- Ledger worker port 9200\n"),
        (TABLE, "- Ledger listens on port 9124, its debug copy too; Ledger is at :9123\n"),
        (TABLE, "- Use a different port for Ledger: http://localhost:9124\n"),
        (TABLE, "Ledger mock for tests: http://localhost:9124\n"),
        ("PostgreSQL on port 5432\n", "- Postgres: localhost:5433\n"),
        ("PostgreSQL on port 5432\n", '```yaml\npostgres:\n  ports:\n    - "5433:5432"\n```\n'),
        ("- Jaeger: http://localhost:16686\n", "Jaeger takes spans at localhost:4317\n"),
        ("```sh\nkubectl port-forward svc/ledger 8000:80\n```\n", TABLE),
        ('```yaml\nledger:\n  user: "65534:65534"\n```\n', TABLE),
        ("```yaml\nledger:\n  port: 9123\n```\n", "```yaml\nledger:\n  port: 9124\n```\n"),
        ("Open http://localhost:3000\n", "Open http://localhost:8025\n"),
        ("- Frontend: http://localhost:3000\n", "- Backend: http://localhost:8000\n"),
        ("- Backend: http://localhost:8000\n- Docs: http://localhost:9000\n", "- Backend: http://localhost:9000\n"),
        ("```sh\nPORT=3001 npm start\n```\n", "`PORT` (default 3000)\n\n```sh\nPORT=3001 npm start\n```\n"),
    ],
)
def test_what_is_no_disagreement(one: str, two: str) -> None:
    assert _found(a=one, b=two) == []


@pytest.mark.parametrize(
    ("one", "two", "subject"),
    [
        ("- Frontend: http://localhost:3000\n", "- Frontend runs on port 5173\n", "frontend port"),
        ("- Backend API: http://localhost:8000\n", "The backend listens on port 8001.\n", "backend port"),
        ("- `PORT` (default 3000)\n", "```env\nPORT=3001\n```\n", "application port"),
    ],
)
def test_the_only_port_of_a_part_of_the_application(one: str, two: str, subject: str) -> None:
    assert [found for found, _ in _found(a=one, b=two)] == [subject]


def test_a_base_url_is_the_apis_whoever_calls_it() -> None:
    table = "# B\n\n## Base URLs\n\n| Client | URL |\n|---|---|\n| Dashboard | `http://localhost:8123` |\n"
    other = "# A\n\nThe dashboard runs at `http://localhost:5199`.\n"
    assert _found(a=other, b=table) == []
    assert _found(a=other, b=table.replace("Base URLs", "Addresses")) != []


def test_what_stands_before_frontend_and_backend_is_neither() -> None:
    start = "Start it with `uvicorn app:app --port 8000`.\n\n- Backend: http://localhost:8000\n"
    backend = "```sh\ncurl http://localhost:8080/api/lists  # Backend\n```\n"
    frontend = "```sh\ncurl http://localhost:8080/  # Frontend\n```\n"
    assert [subject for subject, _ in _found(start=start, deployment=backend)] == ["backend port"]
    assert _found(start=start, deployment=backend + frontend) == []


@pytest.mark.parametrize(("language", "count"), [("sh", 1), ("", 1), ("js", 0), ("python", 0)])
def test_a_listing_shows_how_a_program_may_be_written(language: str, count: int) -> None:
    assert len(_claims(f"```{language}\nLedger runs on port 9123\n```\n")) == count


def test_a_page_needs_two_documents_that_agree() -> None:
    page = "Open http://localhost:3000\n"
    assert _found(a=page, b="Open http://localhost:4000\n") == []
    assert [found for found, _ in _found(a=page, b=page, c="Open http://localhost:4000\n")] == ["application port"]


def test_packages_have_services_of_their_own() -> None:
    assert _found(packages__one__a=TABLE, packages__two__b=TABLE.replace("9123", "9124")) == []


def test_many_ports_cost_no_more_than_their_number() -> None:
    rows = "".join(f"| service{number} | {2000 + number} |\n" for number in range(5000))
    assert len(_claims("| Service | Port |\n|---|---|\n" + rows)) == 5000
