"""Values: what is read and as what, what stays unread, and how two of them compare.

The forms are those of real documents; the sentences around them are made up.
"""

from __future__ import annotations

import time
from typing import get_args

import msgspec
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from crossref.values import (
    Group,
    Modality,
    Quantity,
    Relation,
    Value,
    ValueType,
    Version,
    compare,
    find,
    kind_of,
    modality,
    parse,
    show,
)

KINDS: tuple[ValueType, ...] = (
    "duration", "size", "percentage", "rate", "count", "money", "port", "url", "host-port", "path", "boolean", "method",
    "status", "algorithm", "technology", "region", "environment", "identifier", "version", "date", "schedule", "set",
)  # fmt: skip


def read(text: str, hint: ValueType | None = None) -> Value:
    value = parse(text, hint)
    assert value is not None, text
    return value


# -- parse -----------------------------------------------------------------------------------------------------------

PARSED: dict[ValueType, list[tuple[str, str]]] = {
    "duration": [
        ("15 min", "15 min"),
        ("15 minutes", "15 min"),
        ("15-minute", "15 min"),
        ("900s", "15 min"),
        ("`900s`", "15 min"),
        ("**15 minutes**", "15 min"),
        ('"30s"', "30 s"),
        ("15 min.", "15 min"),
        ("fifteen minutes", "15 min"),
        ("15m", "15 min"),
        ("500ms", "500 ms"),
        ("250 µs", "250 µs"),
        ("1h", "1 h"),
        ("1h30m", "90 min"),
        ("1 h 30 min", "90 min"),
        ("1 hour and 30 minutes", "90 min"),
        ("2.5 s", "2.5 s"),
        ("2,5 s", "2.5 s"),
        ("PT15M", "15 min"),
        ("P1DT12H", "36 h"),
        ("90 days", "90 days"),
        ("30d", "30 days"),
        ("1 week", "1 week"),
        ("6 months", "6 months"),
        ("12mo", "12 months"),
        ("7 years", "7 years"),
        ("24 hours", "1 day"),
        ("< 5 s", "<= 5 s"),
        ("<= 200 ms", "<= 200 ms"),
        ("under 1 hour", "<= 1 h"),
        ("up to 30 days", "<= 30 days"),
        ("within 24 hours", "<= 1 day"),
        ("at least 7 days", ">= 7 days"),
        ("5 min max", "<= 5 min"),
        ("~ 3 minutes", "~3 min"),
        ("approx. 3 minutes", "~3 min"),
        ("about 2 h", "~2 h"),
        ("15-30 min", "15-30 min"),
        ("15–30 minutes", "15-30 min"),
        ("15 to 30 minutes", "15-30 min"),
        ("between 15 and 30 minutes", "15-30 min"),
        ("500ms-2s", "0.5-2 s"),
        ("15 min (900 s)", "15 min"),
        ("30 days (default)", "30 days"),
        ("30 minutos", "30 min"),
        ("10 000 ms", "10 s"),
    ],
    "size": [
        ("2 GB", "2 GB"),
        ("512MB", "512 MB"),
        ("50mb", "50 MB"),
        ("256Mi", "256 MiB"),
        ("1.5 TiB", "1.5 TiB"),
        ("4gb", "4 GB"),
        ("32 bytes", "32 bytes"),
        ("10,485,760 bytes", "10485760 bytes"),
        ("8+ GB", ">= 8 GB"),
        ("2-4GB", "2-4 GB"),
        ("~900 MB", "~900 MB"),
        ("< 150KB", "<= 150 KB"),
    ],
    "percentage": [
        ("80 %", "80 %"),
        ("80%", "80 %"),
        ("99.9%", "99.9 %"),
        ("99.999 %", "99.999 %"),
        ("80 percent", "80 %"),
        (">= 80 %", ">= 80 %"),
        ("≥80%", ">= 80 %"),
        ("85%+", ">= 85 %"),
        ("85–99%", "85-99 %"),
        ("~96%", "~96 %"),
    ],
    "rate": [
        ("100 requests per minute", "100 requests per min"),
        ("100 req/min", "100 requests per min"),
        ("100 requests/minute", "100 requests per min"),
        ("1,200 rpm", "1200 requests per min"),
        ("10/s", "10/s"),
        ("5r/m", "5 requests per min"),
        ("10k msgs/s", "10000 messages per s"),
        ("50 qps", "50 queries per s"),
        ("100 requests per minute per user", "100 requests per min per user"),
        ("60 requests per IP per minute", "60 requests per min per ip"),
        ("100 req/min per tenant", "100 requests per min per tenant"),
        ("5 attempts per 15 minutes", "5 attempts per 15 min"),
        ("5 attempts in 15 minutes", "5 attempts per 15 min"),
        ("500 pages / 5 min", "500 pages per 5 min"),
        ("100 requests a minute", "100 requests per min"),
        ("1000+ req/sec", ">= 1000 requests per s"),
        ("500-1000 req/s", "500-1000 requests per s"),
        ("500 emails/day", "500 emails per day"),
    ],
    "count": [
        ("5", "5"),
        ("five", "5"),
        ("twenty-five", "25"),
        ("1,200", "1200"),
        ("1 200", "1200"),
        ("1'200", "1200"),
        ("1_200", "1200"),
        ("1.200.000", "1200000"),
        ("10k", "10000"),
        ("1.5 million", "1500000"),
        ("0.75", "0.75"),
        ("100+", ">= 100"),
        ("at least 3", ">= 3"),
        ("max 5", "<= 5"),
        ("2-10", "2-10"),
        ("2-5K", "2000-5000"),
        ("14 or more", ">= 14"),
    ],
    "money": [
        ("$20", "USD 20"),
        ("$20/month", "USD 20/month"),
        ("$49/mo", "USD 49/month"),
        ("20 USD", "USD 20"),
        ("USD 20", "USD 20"),
        ("20 €", "EUR 20"),
        ("€1.5k", "EUR 1500"),
        ("$1.2M", "USD 1200000"),
        ("$10-15M", "USD 10000000-15000000"),
        ("1.234,50 €", "EUR 1234.5"),
        ("$1,234.50", "USD 1234.5"),
        ("$3.5/user/mo", "USD 3.5/month per user"),
        ("$100-300/week", "USD 100-300/week"),
        ("~$6-10/month", "USD 6-10/month"),
        ("$100,000+", ">= USD 100000"),
    ],
    "port": [(":8080", "8080"), ("port 8080", "8080"), ("443/tcp", "443")],
    "version": [
        ("v1.2.3", "1.2.3"),
        ("1.2.3", "1.2.3"),
        ("v18", "18"),
        ("version 15.4", "15.4"),
        ("3.x", "3"),
        ("1.0.x", "1.0"),
        ("^4.2", ">=4.2 <5"),
        ("^0.3.1", ">=0.3.1 <0.4"),
        ("~1.2.3", ">=1.2.3 <1.3"),
        ("~=1.2", ">=1.2 <2"),
        (">=1.2.3", ">= 1.2.3"),
        ("<= 0.24.2", "<= 0.24.2"),
        (">=3.11.0,<4", ">=3.11.0 <4"),
        ("v2.0+", ">= 2.0"),
        ("2.0.0-rc.1", "2.0.0-rc.1"),
    ],
    "url": [
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://api.acme.io/v1/", "https://api.acme.io/v1"),
        ("<https://api.acme.io>", ""),
        ("postgresql://app:secret@db:5432/orders", "postgresql://db:5432/orders"),
        ("`https://acme.io/a?b=c#d`", "https://acme.io/a"),
    ],
    "host-port": [
        ("localhost:8080", "localhost:8080"),
        ("0.0.0.0:8080", "0.0.0.0:8080"),
        ("redis:6379", "redis:6379"),
        ("db.internal:5433", "db.internal:5433"),
    ],
    "path": [
        ("/api/v1", "/api/v1"),
        ("/api/v1/", "/api/v1"),
        ("/users/{id}/orders", "/users/{id}/orders"),
        ("/users/:id", "/users/:id"),
        ("/app/data/x.db", "/app/data/x.db"),
        ("./config.yml", "./config.yml"),
        ("~/.acme/config", "~/.acme/config"),
        ("src/app/main.py", "src/app/main.py"),
        ("config.yml", "config.yml"),
    ],
    "date": [
        ("2026-03-01", "2026-03-01"),
        ("March 1, 2026", "2026-03-01"),
        ("1 March 2026", "2026-03-01"),
        ("1st of March 2026", "2026-03-01"),
        ("Mar 2026", "2026-03"),
        ("Sept. 3, 2026", "2026-09-03"),
    ],
    "boolean": [
        ("true", "true"),
        ("Yes", "true"),
        ("enabled", "true"),
        ("Disabled by default", "false"),
        ("required", "required"),
        ("Optional", "optional"),
        ("No (derived)", "false"),
    ],
    "schedule": [
        ("0 3 * * *", "daily at 03:00"),
        ("`0 3 * * *`", "daily at 03:00"),
        ("0 */6 * * *", "every 6 h"),
        ("*/15 * * * *", "every 15 min"),
        ("0 2 * * 0", "weekly on sun at 02:00"),
        ("0 2 * * SUN", "weekly on sun at 02:00"),
        ("0 9 * * 1-5", "every weekday at 09:00"),
        ("0 9 1 * *", "monthly on 1 at 09:00"),
        ("0 9-17 * * 1-5", "0 9-17 * * 1-5"),
        ("every 6 hours", "every 6 h"),
        ("Every 5 minutes", "every 5 min"),
        ("every day at 3am", "daily at 03:00"),
        ("daily at 03:00 UTC", "daily at 03:00 UTC"),
        ("Daily @ 04:15", "daily at 04:15"),
        ("daily (2:00 AM)", "daily at 02:00"),
        ("nightly", "daily"),
        ("@hourly", "every 1 h"),
        ("Weekly on Mondays at 6:00 UTC", "weekly on mon at 06:00 UTC"),
        ("every Sunday at 06:00", "weekly on sun at 06:00"),
        ("every weekday at 09:00", "every weekday at 09:00"),
        ("monthly", "monthly"),
        ("monthly on the 1st at 09:00", "monthly on 1 at 09:00"),
    ],
    "method": [("GET", "GET"), ("`DELETE`", "DELETE")],
    "status": [("200 OK", "200"), ("404 Not Found", "404"), ("HTTP 503", "503"), ("status code 401", "401")],
    "algorithm": [
        ("RS256", "RS256"),
        ("AES-256-GCM", "AES-256-GCM"),
        ("aes-256", "AES-256"),
        ("AES256", "AES-256"),
        ("bcrypt", "bcrypt"),
        ("Argon2id", "argon2id"),
        ("SHA256", "SHA-256"),
        ("HMAC-SHA256", "HMAC-SHA-256"),
        ("RSA 4096", "RSA-4096"),
        ("ECDSA", "ECDSA"),
        ("Ed25519", "Ed25519"),
        ("TLS 1.2", "TLS 1.2"),
        ("TLSv1.3", "TLS 1.3"),
        ("TLS 1.2+", "TLS >= 1.2"),
        ("TLS >= 1.2", "TLS >= 1.2"),
    ],
    "technology": [
        ("PostgreSQL", "PostgreSQL"),
        ("postgres", "PostgreSQL"),
        ("pg", "PostgreSQL"),
        ("PostgreSQL 16", "PostgreSQL 16"),
        ("`postgres:16-alpine`", "PostgreSQL 16"),
        ("k8s", "Kubernetes"),
        ("Node", "Node.js"),
        ("Node 20 LTS", "Node.js 20"),
        ("node:22-slim", "Node.js 22"),
        ("Golang", "Go"),
        ("Go 1.22", "Go 1.22"),
        ("Mongo", "MongoDB"),
        ("RabbitMQ", "RabbitMQ"),
        ("Elastic", "Elasticsearch"),
        ("GH Actions", "GitHub Actions"),
        ("JS", "JavaScript"),
        ("Python 3.11+", "Python >= 3.11"),
        ("Python >= 3.11", "Python >= 3.11"),
        ("Python 3.11-3.13", "Python 3.11-3.13"),
        ("PostgreSQL 15 or later", "PostgreSQL >= 15"),
        ("Vue.js 3", "Vue 3"),
        ("C#", "C#"),
    ],
    "region": [("eu-west-1", "eu-west-1"), ("us-central1", "us-central1"), ("westeurope", "westeurope")],
    "environment": [("production", "production"), ("Prod", "production"), ("dev environment", "development")],
    "identifier": [("LOG_RETENTION_DAYS", "LOG_RETENTION_DAYS"), ("`orderId`", "orderId"), ("get_page()", "get_page")],
    "set": [
        ("GET, POST and PUT", "GET, POST, PUT"),
        ("PostgreSQL + Redis", "PostgreSQL, Redis"),
        ("RS256 / HS256", "RS256, HS256"),
        ("`order_id`, `user_id`", "order_id, user_id"),
        ("PostgreSQL -> Redis -> Kafka", "PostgreSQL -> Redis -> Kafka"),
    ],
}


@pytest.mark.parametrize(("kind", "text", "shown"), [(kind, *row) for kind, rows in PARSED.items() for row in rows])
def test_parse(kind: ValueType, text: str, shown: str) -> None:
    value = parse(text)
    if not shown:
        assert value is None
        return
    assert value is not None
    assert (kind_of(value), show(value)) == (kind, shown)


HINTED: list[tuple[str, ValueType, str]] = [
    ("15", "version", "15"),
    ("15.4", "version", "15.4"),
    ("14+", "version", ">= 14"),
    (">= 3.11", "version", ">= 3.11"),
    ("3.11-3.13", "version", "3.11-3.13"),
    ("~1.2", "version", ">=1.2 <1.3"),
    ("24.04 LTS", "version", "24.4"),
    ("8080", "port", "8080"),
    ("512M", "size", "512 MB"),
    ("64k", "size", "64 KB"),
    ("2G", "size", "2 GB"),
    ("404", "status", "404"),
    ("4xx", "status", "4xx"),
    ("2026", "date", "2026"),
    ("2026-02", "date", "2026-02"),
    ("test", "environment", "test"),
    ("Local", "environment", "local"),
    ("✅", "boolean", "true"),
    ("❌ No", "boolean", "false"),
    ("on", "boolean", "true"),
    ("get", "method", "GET"),
    ("orders.created", "identifier", "orders.created"),
    ("order-service", "identifier", "order-service"),
    ("mydb:15432", "host-port", "mydb:15432"),
    ("/", "path", "/"),
    ("80, 443", "port", "80, 443"),
    ("orders, users and billing", "set", "orders, users, billing"),
]


@pytest.mark.parametrize(("text", "hint", "shown"), HINTED)
def test_parse_with_a_hint(text: str, hint: ValueType, shown: str) -> None:
    value = read(text, hint)
    assert show(value) == shown
    members = value.items if isinstance(value, Group) and hint != "set" else (value,)
    assert {kind_of(member) for member in members} == {hint}


UNREAD = [
    "", " ", "`", "**", "()", "-", "—", "N/A", "none", "TBD", "latest", "LTS", "stable", "24/7", "3/5", "50/50", "139/139",
    "1.000", "12.345", "1.000 s", "1,00,000", "1,5", "007", "1e400", "1e5", "9" * 400, "9" * 16 + " s", "NaN", "nan", "inf",
    "Infinity", "-5", "-5 %", "+21", "+0.23%", "１５ min", "１５", "٣ days", "15 parsecs", "5 M", "44 m", "5G", "10 Gb",
    "10 Gbps", "100 MHz", "3D", "2x", "44×44", "1920x1080", "10-5", "30-15 min", "min", "at least", "between 2", ">=", "~", "$",
    "192.168.0.1", "10.0.0.0/8", "2001:db8::1", "256.1.1.1:80", "localhost:99999", "localhost:0", ":0", ":70000", "rsa:4096",
    "uid:1000", "page.tsx:43", "postgres:5432x", "12:30", "1:27.326", "2026-13-01", "2026-02-30", "03/04/2025", "Q3 2025",
    "February 30, 2026", "PA 14", "ADR-110", "RFC 8572", "Step 3", "§6.2", "#78", "v", "v.", "1.2.3.4.5", "01.2",
    "https://<host>/api", "https://{host}/api", "https://${HOST}", "http://", "https://a..b", "/api/v1/*", "/path/${x}",
    "//", "/…", "* * *", "60 * * * *", "0 25 * * *", "0 3 * *", "2 * 3 * 4", "every other day", "every 0 hours", "biweekly",
    "twice a day", "daily at 25:00", "daily at 13pm", "200 Fine", "HTTP 999", "HTTP", "get", "AES", "RSA", "TLS", "TLS 1.2 and 1.3",
    "test", "local", "Stage 1", "15 min or 30 min", "15 min (20 min)", "30 days (90 for admins)", "5 s, 10 s", "a -> b",
    "about", "one and two", "PT", "P", "P1", "1h 90m x", "$1.500", "x" * 600, "1 " * 300, "15 min " * 100,
]  # fmt: skip


@pytest.mark.parametrize("text", UNREAD)
def test_no_value(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("15", "duration"),
        ("15 min", "version"),
        ("latest", "version"),
        ("16-foo", "version"),
        ("192.168.0.1.5", "version"),
        ("0", "port"),
        ("70000", "port"),
        ("08080", "port"),
        ("8080:80", "port"),
        ("600", "status"),
        ("299", "status"),
        ("PostgreSQL 16", "version"),
        ("512M", "count"),
        ("5x", "size"),
        ("two words", "identifier"),
        ("12", "date"),
        ("2026-13", "date"),
        ("maybe", "boolean"),
    ],
)
def test_a_hint_reads_nothing_else(text: str, hint: ValueType) -> None:
    assert parse(text, hint) is None


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("15 min", "exact"),
        (">= 80 %", "minimum"),
        ("at least 80 %", "minimum"),
        ("min. 80 %", "minimum"),
        ("80 % or more", "minimum"),
        ("100+ users/s", "minimum"),
        ("<= 5 s", "maximum"),
        ("less than 5 s", "maximum"),
        ("max: 5 s", "maximum"),
        ("5 s maximum", "maximum"),
        ("~5 s", "approximate"),
        ("around 5 s", "approximate"),
        ("5-10 s", "range"),
        ("PostgreSQL 16", "exact"),
        ("PostgreSQL 16+", "minimum"),
        ("^4.2.1", "range"),
        ("3.x", "exact"),
        ("GET", "exact"),
    ],
)
def test_modality(text: str, claim: Modality) -> None:
    assert modality(read(text)) == claim


def test_an_amount_keeps_what_comparing_needs() -> None:
    assert read("100 req/min per user") == Quantity("rate", 100, 100, unit="requests", per="min", scope="user")
    assert read("$240/year") == Quantity("money", 240, 240, unit="USD", per="year")
    assert read("15-30 min") == Quantity("duration", 900, 1800, unit="min")
    assert read("^4.2", "version") == Version((4, 2), (5,), closed=False)


# -- find ------------------------------------------------------------------------------------------------------------

FOUND: list[tuple[str, list[tuple[str, str]]]] = [
    ("Access tokens expire after 15 minutes.", [("15 minutes", "15 min")]),
    ("Sessions last 30 d, refresh tokens 1h30m", [("30 d", "30 days"), ("1h30m", "90 min")]),
    ("Default is `30` days", [("30` days", "30 days")]),
    ("Retention: **90 days**, then deleted", [("90 days", "90 days")]),
    ("a 15-minute window", [("15-minute", "15 min")]),
    ("keeps p95 under 200 ms", [("under 200 ms", "<= 200 ms")]),
    ("coverage must be >= 80 % (now 85%)", [(">= 80 %", ">= 80 %"), ("85%", "85 %")]),
    ("between 2 and 10 replicas", [("between 2 and 10", "2-10")]),
    ("limited to 100 requests per minute per IP", [("100 requests per minute per IP", "100 requests per min per ip")]),
    ("costs $20/month, or €200 per year", [("$20/month", "USD 20/month"), ("€200 per year", "EUR 200/year")]),
    ("memory: 256Mi, disk 10 GB", [("256Mi", "256 MiB"), ("10 GB", "10 GB")]),
    ("There are five services and 12 tables", [("five", "5"), ("12", "12")]),
    ("a 12-character password", [("12", "12")]),
    ("replicas: 3", [("3", "3")]),
    ("begins with 1,200 rows", [("1,200", "1200")]),
    ("exposes 30 MCP tools", [("30", "30")]),
    ("listens on port 8080", [("port 8080", "8080")]),
    ("flask run --port 8080", [("flask", "Flask"), ("port 8080", "8080")][1:]),
    ('bind: ":9877"', [(":9877", "9877")]),
    ("at localhost:6379 and http://localhost:3000/api.", [("localhost:6379", "localhost:6379"), ("http://localhost:3000/api", "http://localhost:3000/api")]),
    ("See [docs](https://acme.io/docs/).", [("https://acme.io/docs/", "https://acme.io/docs")]),
    ("`POST /api/v1/orders` returns `201 Created`", [("POST", "POST"), ("/api/v1/orders", "/api/v1/orders"), ("201 Created", "201")]),
    ("the file `src/app/main.py` holds it", [("src/app/main.py", "src/app/main.py")]),
    ("PostgreSQL 16 behind PgBouncer, Redis 7.2", [("PostgreSQL 16", "PostgreSQL 16"), ("Redis 7.2", "Redis 7.2")]),
    ("image: postgres:16-alpine", [("postgres:16-alpine", "PostgreSQL 16")]),
    ("needs Node 20 or later", [("Node 20 or later", "Node.js >= 20")]),
    ("Python >= 3.11 only", [("Python >= 3.11", "Python >= 3.11")]),
    ("written in Rust, built by GitHub Actions", [("Rust", "Rust"), ("GitHub Actions", "GitHub Actions")]),
    ("released as v1.4.0 in March 2026", [("v1.4.0", "1.4.0"), ("March 2026", "2026-03")]),
    ("signs with RS256, hashes by argon2id, TLS 1.3", [("RS256", "RS256"), ("argon2id", "argon2id"), ("TLS 1.3", "TLS 1.3")]),
    ("runs in eu-west-1", [("eu-west-1", "eu-west-1")]),
    ("in production from 2026-03-01", [("production", "production"), ("2026-03-01", "2026-03-01")]),
    ("backups every 6 hours (cron `0 */6 * * *`)", [("every 6 hours", "every 6 h"), ("0 */6 * * *", "every 6 h")]),
    ("- cron: '*/15 * * * *'", [("*/15 * * * *", "every 15 min")]),
    ("runs nightly, reports daily at 03:00 UTC", [("nightly", "daily"), ("daily at 03:00 UTC", "daily at 03:00 UTC")]),
    ("set MAX_RETRIES and call orderService", [("MAX_RETRIES", "MAX_RETRIES"), ("orderService", "orderService")]),
    ("MFA is required for admins", [("required", "required")]),
    ("telemetry is disabled by default", [("disabled by default", "false")]),
    ("compress: true", [("true", "true")]),
    ("keep\n4 workers\nalive", [("4", "4")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[found.start : found.end], show(found.value)) for found in find(text)] == expected


MISREADINGS = [
    # what a number names
    "stipulated in PA 14 and RFC 8572", "Option 67 is set", "see step 3 and Step 4 below", "closes #78, PR 72", "on day 1 of week 2",
    "Phase 2 begins", "Fase 6 completa", "lines 25-39", "assumptions 1-4 pass", "Story 3.11 and Epic 8.2", "Feature 3.1.1: Spaces",
    "table 4 shows", "level 2 support", "the last 5 runs", "the top 10 lists", "one of the users",
    # section numbers
    "### 2.1 RBAC", "## 22.8 Epic plans", "# 3 Services", "1.4.2 Rollback", "13.4.4 Readers", "1. First",
    # dates, years, times
    "in 2024 users came", "the 1990s and the 90s", "at 12:30 or 6:00 AM", "3 days ago", "2026-02 report", "2024.10.12 notes",
    # addresses that are none
    "192.168.100.10 is up", "10.0.0.0/24", "page.tsx:43 fails", "A02:2021 injection", "openssl rsa:4096", "values[:10]",
    '{"size":5000}', "me@acme.io:8080", "and/or", "L1/L2 caches", "a </div> tag", "// 2 lines of code", "see /…", "//cdn.acme.io/x",
    # changes, differences, comparisons
    "raised from 15 min to 30 min", "15 min → 30 min", "v1.2.0 -> v1.3.0", "from 5 to 3 levels", "grew by 20%", "20% faster",
    "+21 tests", "-5 points", "saves 40% off",
    # fractions, code, queries
    "3/5 passed", "12 / 40 done", "24/7 support", "rate(x[5m])", "x === 401", "i := 1; i++", "--tail 200 backend", "VALUES ($1, $2)",
    "const a = b[3]", "UPDATE, DELETE on tables", "DELETE FROM users", "**PATCH**: fixes", "HEAD of main", "f(1, 2)",
    # units that are not read
    "a 7B model", "10 Gbps link", "256-bit keys", "3d printing", "5G core", "44×44 pixels", "1920x1080", "10 px", "100 MHz", "8 am",
    # words
    "Go to the page", "Express your needs", "the node is down", "react to it", "spring cleaning", "a stage of rockets", "we test it",
    "local files", "if it is enabled", "changes required", "daily summary", "every month is lost", "every second Tuesday", "a flask",
    "TLS 1.2 and 1.3", "1.2.0 or 1.3.0", "latest", "JavaScriptCore", "macOS and iOS", "well-known", "e.g. this",
    "401 missing, 404 unknown", "1234567890 seconds_since",
]  # fmt: skip


@pytest.mark.parametrize("text", MISREADINGS)
def test_no_value_in(text: str) -> None:
    found = [text[found.start : found.end] for found in find(text) if kind_of(found.value) != "identifier"]
    assert found == []


# -- compare ---------------------------------------------------------------------------------------------------------

COMPARED: list[tuple[str, str, Relation]] = [
    ("15 min", "900 s", "equal"),
    ("15 min", "PT15M", "equal"),
    ("15 min", "0.25 h", "equal"),
    ("24 hours", "1 day", "equal"),
    ("15 min", "20 min", "conflict"),
    ("30 days", "1 month", "compatible"),
    ("90 days", "3 months", "compatible"),
    ("12 months", "1 year", "equal"),
    ("365 days", "1 year", "compatible"),
    ("11 months", "12 months", "conflict"),
    ("~15 min", "15 min", "compatible"),
    ("~15 min", "16 min", "compatible"),
    ("~15 min", "20 min", "conflict"),
    ("15-30 min", "20 min", "compatible"),
    ("15-30 min", "45 min", "conflict"),
    ("15-30 min", "900-1800 s", "equal"),
    ("15-30 min", "20-40 min", "compatible"),
    ("15-30 min", "40-60 min", "conflict"),
    ("< 5 s", "4 s", "compatible"),
    ("< 5 s", "5 s", "compatible"),
    ("< 5 s", "6 s", "conflict"),
    ("< 5 s", "< 6 s", "conflict"),
    ("> 1 s", "< 5 s", "compatible"),
    (">= 80 %", "85 %", "compatible"),
    (">= 80 %", "75 %", "conflict"),
    (">= 80 %", ">= 90 %", "conflict"),
    (">= 80 %", "80 %+", "equal"),
    ("99.9 %", "99.95 %", "conflict"),
    ("1 MB", "1 MiB", "equal"),
    ("1 TB", "1 TiB", "equal"),
    ("1 GB", "1024 MB", "equal"),
    ("1 GB", "1000 MB", "equal"),
    ("10 MB", "10485760 bytes", "equal"),
    ("10 MB", "10000000 bytes", "equal"),
    ("512 MiB", "500 MB", "compatible"),
    ("512 MB", "500 MB", "conflict"),
    ("2 GB", "4 GB", "conflict"),
    ("1 GiB", "1000 MiB", "conflict"),
    ("100 req/min", "100 requests per minute", "equal"),
    ("60 req/min", "1 req/s", "equal"),
    ("100 req/min", "200 req/min", "conflict"),
    ("100 req/min", "10 req/s", "incomparable"),
    ("100 req/min", "100 emails/min", "incomparable"),
    ("100/min", "100 req/min", "equal"),
    ("100 req/min per user", "1000 req/min per tenant", "incomparable"),
    ("100 req/min per user", "1000 req/min", "incomparable"),
    ("5 attempts per 15 minutes", "5 attempts in 15 min", "equal"),
    ("5", "five", "equal"),
    ("5", "6", "conflict"),
    ("900", "900 s", "incomparable"),
    ("15", "15.4", "incomparable"),
    ("15.4", "15.5", "conflict"),
    ("0", "0.75", "conflict"),
    ("$20/month", "$240/year", "equal"),
    ("$20/month", "$20", "compatible"),
    ("$20/month", "$30/month", "conflict"),
    ("$19/month", "$182/year", "incomparable"),
    ("$20", "€20", "incomparable"),
    ("v15", "v15.4", "compatible"),
    ("v15.4", "v15.5", "conflict"),
    ("v1.2.3", "1.2.3", "equal"),
    ("3.x", "v3.12.9", "compatible"),
    ("2.0.0-rc.1", "2.0.0", "compatible"),
    ("2.0.0-rc.1", "2.0.0-rc.2", "conflict"),
    ("^4.2.0", "4.9.1", "compatible"),
    ("^4.2.0", "5.0.0", "conflict"),
    ("^4.2.0", "^4.3.0", "compatible"),
    ("^4.2.0", "^5.0.0", "conflict"),
    ("PostgreSQL 14+", "PostgreSQL 15", "compatible"),
    ("PostgreSQL 15+", "PostgreSQL 14", "conflict"),
    ("PostgreSQL 16", "Postgres", "compatible"),
    ("PostgreSQL", "Postgres", "equal"),
    ("PostgreSQL 16", "postgres:15", "conflict"),
    ("PostgreSQL", "MySQL", "conflict"),
    ("PostgreSQL", "Supabase", "incomparable"),
    ("Python", "FastAPI", "incomparable"),
    ("Python 3.12+", "Python 3.12.9", "compatible"),
    ("Python 3.11+", "Python 3.12+", "conflict"),
    ("Python 3.11-3.13", "Python 3.12", "compatible"),
    ("Python 3.11-3.13", "Python 3.14", "conflict"),
    ("Node", "Node.js", "equal"),
    ("port 8080", ":8080", "equal"),
    ("port 8080", ":8081", "conflict"),
    ("port 8080", "0.0.0.0:8080", "compatible"),
    ("port 8080", "localhost:8081", "conflict"),
    ("port 8080", "db:5432", "incomparable"),
    ("http://localhost:3000", "localhost:3000", "compatible"),
    ("http://localhost:3000", "localhost:3001", "conflict"),
    ("http://localhost:3000", "http://127.0.0.1:3000", "equal"),
    ("https://api.acme.io", "https://api.acme.io/v1", "compatible"),
    ("https://api.acme.io", "http://api.acme.io", "compatible"),
    ("https://api.acme.io:443/v1", "https://api.acme.io/v1", "equal"),
    ("https://api.acme.io/v1", "https://api.acme.io/v2", "conflict"),
    ("https://api.acme.io", "https://api.acme.dev", "conflict"),
    ("https://api.acme.io", "https://api.example.com", "incomparable"),
    ("https://api.acme.io", "http://localhost:8000", "incomparable"),
    ("https://api.acme.io/api/v1", "/v1", "compatible"),
    ("https://api.acme.io/api/v1", "/v2", "incomparable"),
    ("/api/v1", "/v1", "compatible"),
    ("/api/v1", "/api/v2", "conflict"),
    ("/users/{id}", "/users/:userId", "equal"),
    ("/app/data/x.db", "data/x.db", "compatible"),
    ("2026-03-01", "March 1, 2026", "equal"),
    ("2026-03-01", "March 2026", "compatible"),
    ("2026-03-01", "2026-03-02", "conflict"),
    ("true", "enabled", "equal"),
    ("yes", "no", "conflict"),
    ("required", "optional", "conflict"),
    ("required", "true", "incomparable"),
    ("0 */6 * * *", "every 6 hours", "equal"),
    ("0 3 * * *", "daily at 03:00", "equal"),
    ("0 3 * * *", "daily at 03:00 UTC", "equal"),
    ("0 2 * * *", "daily at 03:00 UTC", "incomparable"),
    ("0 2 * * *", "daily at 03:00", "conflict"),
    ("daily", "daily at 03:00", "compatible"),
    ("nightly", "0 3 * * *", "compatible"),
    ("daily", "weekly", "conflict"),
    ("every 6 hours", "every 4 hours", "conflict"),
    ("weekly on Sunday", "weekly on Monday", "conflict"),
    ("every 6 hours", "6 hours", "compatible"),
    ("every 6 hours", "4 hours", "incomparable"),
    ("0 9-17 * * 1-5", "daily", "incomparable"),
    ("GET", "POST", "conflict"),
    ("200 OK", "HTTP 200", "equal"),
    ("RS256", "HS256", "conflict"),
    ("AES-256", "aes-256-gcm", "compatible"),
    ("AES-256-GCM", "AES-256-CBC", "conflict"),
    ("argon2", "argon2id", "compatible"),
    ("bcrypt", "argon2id", "conflict"),
    ("bcrypt", "SHA-256", "incomparable"),
    ("TLS 1.2+", "TLS 1.3", "compatible"),
    ("TLS 1.2", "TLS 1.3", "conflict"),
    ("eu-west-1", "eu-west-1a", "compatible"),
    ("eu-west-1", "us-east-1", "conflict"),
    ("prod", "production", "equal"),
    ("prod", "staging", "conflict"),
    ("order_service", "orderService", "compatible"),
    ("order_service", "order_service_db", "compatible"),
    ("order_service", "user_service", "conflict"),
    ("GET, POST", "POST, GET", "equal"),
    ("GET, POST", "GET, POST, PUT", "compatible"),
    ("GET, POST", "GET", "compatible"),
    ("GET, POST", "PUT", "incomparable"),
    ("GET, POST", "PUT, PATCH", "incomparable"),
    ("PostgreSQL -> Redis", "Redis -> PostgreSQL", "conflict"),
    ("PostgreSQL, Redis", "Redis, PostgreSQL", "equal"),
    ("15 min", "15 MB", "incomparable"),
    ("15 min", "PostgreSQL", "incomparable"),
]


@pytest.mark.parametrize(("left", "right", "relation"), COMPARED)
def test_compare(left: str, right: str, relation: Relation) -> None:
    assert compare(read(left), read(right)) == relation
    assert compare(read(right), read(left)) == relation


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("15", "15.4", "compatible"),
        ("14+", "15", "compatible"),
        (">= 14", "14.0+", "compatible"),
        ("< 4", "3.9", "compatible"),
        ("< 4", "4.0", "conflict"),
        ("< 4", "4", "conflict"),
        ("<= 4", "4.2", "compatible"),
        (">=3.11,<4", "3.14", "compatible"),
        (">=3.11,<4", "4.0", "conflict"),
        (">= 3.11", "< 3", "conflict"),
        ("18+", "20+", "conflict"),
        ("~1.2", "1.2.9", "compatible"),
        ("~1.2", "1.3.0", "conflict"),
    ],
)
def test_compare_versions(left: str, right: str, relation: Relation) -> None:
    assert compare(read(left, "version"), read(right, "version")) == relation
    assert compare(read(right, "version"), read(left, "version")) == relation


def test_a_class_of_status_codes() -> None:
    assert compare(read("4xx", "status"), read("404", "status")) == "compatible"
    assert compare(read("4xx", "status"), read("500", "status")) == "conflict"


# -- properties ------------------------------------------------------------------------------------------------------

TEXTS = [row[0] for rows in PARSED.values() for row in rows if row[1]]
SENTENCES = [row[0] for row in FOUND] + MISREADINGS
PIECES = [
    *TEXTS,
    *SENTENCES,
    *UNREAD[:80],
    "1",
    " ",
    ".",
    ",",
    ":",
    "/",
    "-",
    "–",
    "~",
    "<",
    ">",
    "$",
    "%",
    "*",
    "`",
    "(",
    ")",
    "\n",
    "\u00a0",
    "x",
]

values = st.sampled_from(TEXTS).map(read)
numbers = st.integers(1, 10**6)
pieces = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join)
TIMES = [("ms", 1), ("s", 1000), ("min", 60_000), ("h", 3_600_000), ("days", 86_400_000), ("weeks", 604_800_000)]
SIZES = [("KiB", 1024), ("MiB", 1024**2), ("GiB", 1024**3)]


def test_every_kind_has_a_row() -> None:
    assert set(PARSED) == set(KINDS)
    assert {kind for part in get_args(ValueType) for kind in (get_args(part) or (part,))} == set(KINDS)


@given(values, values)
def test_comparing_is_symmetric(a: Value, b: Value) -> None:
    assert compare(a, b) == compare(b, a)


@given(values)
def test_comparing_is_reflexive(value: Value) -> None:
    assert compare(value, value) == "equal"


@given(numbers, st.sampled_from(TIMES), st.sampled_from(TIMES))
def test_a_change_of_unit_is_no_conflict(amount: int, one: tuple[str, int], two: tuple[str, int]) -> None:
    total = amount * one[1] * two[1]
    assume(total // min(one[1], two[1]) < 10**15)
    a, b = f"{total // one[1]} {one[0]}", f"{total // two[1]} {two[0]}"
    assert compare(read(a), read(b)) == "equal"


@given(st.integers(1, 2000), st.sampled_from(SIZES), st.sampled_from(SIZES))
def test_a_change_of_size_unit_is_no_conflict(amount: int, one: tuple[str, int], two: tuple[str, int]) -> None:
    total = amount * one[1] * two[1]
    a, b = f"{total // one[1]} {one[0]}", f"{total // two[1]} {two[0]}"
    assume(max(len(a), len(b)) < 18)
    assert compare(read(a), read(b)) == "equal"
    assert compare(read(a), read(b.replace("i", ""))) == "equal"


@given(st.integers(1, 10**5), st.sampled_from([("s", 1), ("min", 60), ("hour", 3600), ("day", 86400)]))
def test_a_change_of_period_is_no_conflict(amount: int, period: tuple[str, int]) -> None:
    assert compare(read(f"{amount} req/s"), read(f"{amount * period[1]} req/{period[0]}")) == "equal"


@given(numbers, numbers, numbers, st.sampled_from(["s", "MB", "%", "requests/s", "", "USD"]))
def test_a_value_inside_a_range_is_no_conflict(a: int, b: int, c: int, unit: str) -> None:
    low, value, high = sorted((a, b, c))
    assume(low < high)
    assert compare(read(f"{low}-{high} {unit}".strip()), read(f"{value} {unit}".strip())) == "compatible"


@given(st.lists(st.integers(0, 40), min_size=1, max_size=2), st.integers(0, 40))
def test_a_longer_version_is_no_conflict(parts: list[int], more: int) -> None:
    short, long = (".".join(map(str, version)) for version in (parts, [*parts, more]))
    assert compare(read(short, "version"), read(long, "version")) == "compatible"
    assert compare(read(f"{short}+", "version"), read(long, "version")) == "compatible"


@given(st.text() | pieces, st.none() | st.sampled_from(KINDS))
@example("15 min ()", None)
@example("²", None)
@example("1²", "count")
@example("\ud800", None)
def test_parse_never_raises(text: str, hint: ValueType | None) -> None:
    value = parse(text, hint)
    if value is not None:
        assert show(value)
        assert compare(value, value) == "equal"


@given(st.text() | pieces)
def test_found_spans_are_in_order_and_parse_alone(text: str) -> None:
    end = 0
    for found in find(text):
        assert end <= found.start < found.end <= len(text)
        assert parse(text[found.start : found.end]) == found.value
        assert parse(text[found.start : found.end], kind_of(found.value)) == found.value
        end = found.end


@given(values)
def test_what_is_shown_reads_the_same(value: Value) -> None:
    again = parse(show(value), None if isinstance(value, Group) else kind_of(value))
    assert again is not None
    assert compare(again, value) == "equal"


@given(values)
def test_values_can_be_stored(value: Value) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=Value) == value


def test_huge_and_absurd_numbers() -> None:
    for digits in ("9" * 400, "1" * 5000, "1," + "000," * 500 + "000", "0." + "0" * 400 + "1", "1" + "." * 400):
        for unit in ("", " s", " GB", " %", " req/s", " USD", "k"):
            assert parse(digits + unit) is None
            assert find(f"takes {digits}{unit} of it") == ()


# -- time ------------------------------------------------------------------------------------------------------------

TOKENS = [
    "a",
    "1",
    "_",
    "/",
    ".",
    "-",
    "~",
    "a_",
    "a.",
    "/a",
    "1.",
    "1,",
    "1-",
    "1h",
    "aB",
    "é",
    "`",
    "*",
    "http://",
    "v1.",
    "x" * 99 + "-",
]
RUNS = [
    "1 ", "1-2 ", "$1 ", "1 two ", "1/", "1/1 ", "^1", "1\u00a0", "1 to ", "min 1 ", "between 1 and ", "1 h ", "per minute ",
    "100 requests per ", "every ", "every 1 ", "daily at ", "* * * * ", "1 2 3 * ", "2026-01-", "Jan 1, ", "GET /", "TLS 1.",
    "postgres:", "Node 1.", ">=1,<", "200 O", "a:1", "us-east-", "1 % off ", "is 1 ", "1 → ", "(", "twenty-",
]  # fmt: skip


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_of_a_megabyte_takes_linear_time(token: str) -> None:
    begun = time.perf_counter()
    find(token * (1_000_000 // len(token)))
    assert time.perf_counter() - begun < 30


@pytest.mark.parametrize("run", RUNS)
def test_the_time_grows_with_the_length(run: str) -> None:
    begun = time.perf_counter()
    find(run * (30_000 // len(run)))
    assert time.perf_counter() - begun < 10


def test_a_megabyte_of_prose_takes_linear_time() -> None:
    text = "\n".join(SENTENCES)
    begun = time.perf_counter()
    find(text * (1_000_000 // len(text)))
    assert time.perf_counter() - begun < 30


@pytest.mark.parametrize("text", [*TOKENS, *RUNS])
def test_parsing_a_long_text_is_quick(text: str) -> None:
    begun = time.perf_counter()
    for hint in (None, *KINDS):
        parse((text * 500)[:499], hint)
        parse(text * 200_000, hint)
    assert time.perf_counter() - begun < 10
