"""Values: what is read and as what, and what stays unread.

The forms are those of real documents; the sentences around them are made up.
"""

from __future__ import annotations

import pytest
from value_samples import FOUND, MISREADINGS, PARSED, UNREAD, read

from crossref.values import (
    Group,
    Modality,
    Quantity,
    ValueType,
    Version,
    find,
    kind_of,
    modality,
    parse,
    show,
)

# -- parse -----------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[found.start : found.end], show(found.value)) for found in find(text)] == expected


@pytest.mark.parametrize("text", MISREADINGS)
def test_no_value_in(text: str) -> None:
    found = [text[found.start : found.end] for found in find(text) if kind_of(found.value) != "identifier"]
    assert found == []
