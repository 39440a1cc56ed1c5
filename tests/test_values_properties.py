"""What holds for any value and any text, and in time that grows with the text."""

from __future__ import annotations

import time
from typing import get_args

import msgspec
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from value_samples import FOUND, MISREADINGS, PARSED, UNREAD, read

from crossref.values import (
    Group,
    Value,
    ValueType,
    compare,
    find,
    kind_of,
    parse,
    show,
)

KINDS: tuple[ValueType, ...] = (
    "duration", "size", "percentage", "rate", "count", "money", "port", "url", "host-port", "path", "boolean", "method",
    "status", "algorithm", "technology", "region", "environment", "identifier", "version", "date", "schedule", "set",
)  # fmt: skip


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
