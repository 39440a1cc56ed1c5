"""Settings in code blocks, tables and running text: which value, of which key, in which standing and scope."""

from __future__ import annotations

import time

import pytest

from crossref.extract import anchors, claims
from crossref.extract.claims.raw import value_of
from crossref.extract.markdown import parse
from crossref.model import Claim
from crossref.values import show


def read(text: str, path: str = "docs/guide.md") -> tuple[Claim, ...]:
    page = parse(text)
    return claims.find(page, anchors.find(page, "github")[1], path)


def keyed(text: str, path: str = "docs/guide.md") -> list[tuple[str, str, str]]:
    sorts = ("env ", "config ", "program ", "flag ", "header ", "length ", "payload ")
    return [(claim.key, show(claim.value), claim.standing) for claim in read(text, path) if claim.key.startswith(sorts)]


def fenced(language: str, *lines: str) -> str:
    return "\n".join((f"```{language}", *lines, "```"))


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("15 * time.Second", "DrainPeriod", "15 s"),
        ("time.Minute", "DrainPeriod", "1 min"),
        ("2 * 60 * 1000", "tideTimeout", "2 min"),
        ("2 * 60 * 1000", "tidal_count", "120000"),
        ("10 << 20", "maxBody", "10 MB"),
        ("Duration::from_secs(30)", "drain", "30 s"),
        ("timedelta(minutes=15)", "drain", "15 min"),
        ("1000", "TIDE_WAIT_MS", "1 s"),
        ("30", "tide.keep_days", "30 days"),
        ("100", "CALLS_PER_MINUTE", "100"),
        ("3001", "PORT", "3001"),
        ("250m", "cpu", "0.25"),
        ("512M", "memory", "512 MB"),
    ],
)
def test_a_value_is_read_with_what_its_name_tells(text: str, name: str, value: str) -> None:
    read_value = value_of(text, name)
    assert read_value is not None
    assert show(read_value) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (fenced("env", "TIDE_LIMIT=9"), ("env TIDE_LIMIT", "9", "")),
        (fenced("", "TIDE_LIMIT   = 9"), ("env TIDE_LIMIT", "9", "")),
        (fenced("yaml", "tide:", "  drain_period: 9s  # seconds to wait"), ("config tide.drain_period", "9 s", "")),
        (fenced("yaml", "tide:", "  drain_period: 12s  # Default: 9s"), ("config tide.drain_period", "9 s", "default")),
        (fenced("toml", "[tide]", "drain_period = '9s'"), ("config tide.drain_period", "9 s", "")),
        (fenced("conf", "drain_period 9s"), ("config drain_period", "9 s", "")),
        (fenced("bash", "ferry run \\", "  --buffer-size 2Gi \\"), ("flag buffer-size", "2 GiB", "")),
        (fenced("bash", "helm install tide --set gauge.quorum=2"), ("config gauge.quorum", "2", "")),
        (
            fenced("go", "x := ferry.Options{", "\tDrainPeriod: 9 * time.Second,", "}"),
            ("program ferry.Options.DrainPeriod", "9 s", ""),
        ),
        (fenced("ts", "  tide: {", "    drainPeriod: 9_000,", "  },"), ("program tide.drainPeriod", "9000", "")),
        (fenced("python", 'x = os.getenv("TIDE_LIMIT", "9")'), ("env TIDE_LIMIT", "9", "default")),
        (fenced("ts", "const x = process.env.TIDE_LIMIT || '9';"), ("env TIDE_LIMIT", "9", "default")),
        (
            fenced("python", "limit: int = Field(", "    default=9,", '    alias="TIDE_LIMIT",', ")"),
            ("env TIDE_LIMIT", "9", "default"),
        ),
        ("- `PORT` (por defecto 3001)", ("env PORT", "3001", "default")),
        ("The `TIDE_LIMIT` variable (default `9`) caps it.", ("env TIDE_LIMIT", "9", "default")),
        ("Every wait ends after `TIDE_WAIT_MS`. Default is `1000`ms.", ("env TIDE_WAIT_MS", "1 s", "default")),
        ("The pool runs `tide_workers = 4` at once.", ("config tide_workers", "4", "")),
        ("Keep `TIDE_PHRASE` secret (min 32 chars).", ("length TIDE_PHRASE", ">= 32", "")),
        ("| Name | Notes |\n|---|---|\n| `TIDE_PHRASE` | ≥ 32 chars; signs |", ("length TIDE_PHRASE", ">= 32", "")),
        ("- `X-Frame-Options: SAMEORIGIN`", ("header x-frame-options", "sameorigin", "")),
        ("- `Strict-Transport-Security: max-age=86400`", ("header strict-transport-security", "1 day", "")),
        ("The cookie has `samesite=strict`.", ("header samesite", "strict", "")),
        ("| Name | Default |\n|---|---|\n| `TIDE_KIND` | `neap` |", ("env TIDE_KIND", "neap", "default")),
        ("| Name | Ejemplo |\n|---|---|\n| `TIDE_LIMIT` | 9 |", ("env TIDE_LIMIT", "9", "example")),
        ("| Key | Default |\n|---|---|\n| `drainPeriod` | 9s |", ("config drainPeriod", "9 s", "default")),
    ],
)
def test_a_setting_and_its_standing(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in keyed(text)


@pytest.mark.parametrize(
    "text",
    [
        fenced("json", '"TIDE_LIMIT": "{9}"'),
        fenced("env", "TIDE_LIMIT=<your-limit>"),
        fenced("env", "TIDE_LIMIT=${LIMIT}"),
        fenced("yaml", "drain_period: 9s  # increase from 5s"),
        fenced("go", "func TestTide(t *testing.T) {", "\tDrainPeriod: 9 * time.Second,", "}"),
        fenced("python", "await tide.put(", "    drain_seconds=9,", ")"),
        fenced("sql", "UPDATE tide SET drain_period = 9;"),
        "# Tuning\n\n" + fenced("yaml", "drain_period: 9s"),
        "# Alternatives considered\n\n" + fenced("yaml", "drain_period: 9s"),
    ],
)
def test_what_is_no_setting(text: str) -> None:
    assert keyed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "For example:\n\n" + fenced("env", "TIDE_LIMIT=9"),
        fenced("env", "# Override for high traffic", "TIDE_LIMIT=9"),
        "Set `TIDE_LIMIT=9` to slow it down.",
    ],
)
def test_what_somebody_may_set_is_an_example(text: str) -> None:
    assert keyed(text) == [("env TIDE_LIMIT", "9", "example")]


def test_a_label_in_capitals_is_no_variable() -> None:
    assert not [key for key, _, _ in keyed(fenced("text", "CPU: 34 %")) if key.startswith("env ")]


def test_an_example_file_is_no_example() -> None:
    assert keyed("**Example** (`.env.example`):\n\n" + fenced("env", "TIDE_LIMIT=9")) == [("env TIDE_LIMIT", "9", "")]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("In production:\n\n" + fenced("env", "TIDE_LIMIT=9"), "production"),
        (fenced("env", "# .env.staging", "TIDE_LIMIT=9"), "staging"),
        (fenced("yaml", "production:", "  tide_limit: 9"), "production"),
    ],
)
def test_environment_of_a_setting(text: str, scope: str) -> None:
    assert scope in next(claim for claim in read(text) if claim.key).scope


def test_the_value_is_underlined_exactly() -> None:
    claim = next(claim for claim in read(fenced("yaml", 'tide_wait: "9s" # why')) if claim.key)
    assert (claim.written, claim.span.line, claim.span.column) == ("9s", 2, 13)


@pytest.mark.parametrize(
    "line", ["tide_wait: " + " " * 60_000 + "x", "TIDE_WAIT=" + "9" * 60_000, "A_" * 40_000 + "=1"]
)
@pytest.mark.parametrize("language", ["yaml", "go", "bash", ""])
def test_an_absurd_line_costs_nothing(language: str, line: str) -> None:
    start = time.perf_counter()
    read(fenced(language, line))
    read(line)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(("remark", "count"), [("", 1), ("  # not alpine", 1), ("  # or latest", 0)])
def test_an_image_is_stated_unless_its_remark_lets_one_choose(remark: str, count: int) -> None:
    text = fenced("yaml", f"image: redis:7.2{remark}")
    assert sum(claim.key.startswith("image ") for claim in read(text)) == count
