"""Documents that are hostile by their form: what they cost grows as they do, and every one of them gets a report.

Cost is counted in calls, which no busy machine changes. What a call of the standard library does by itself, as a regular
expression or the search in a text, is not in that count: test_patterns.py has the patterns, and the texts that have once
been expensive are read at a length at which they would not end in time again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import FrameType

import pytest
from hostile import BLOCKS, CODE, FACTS, INLINE, LINKS, TEXTS

from crossref.config import load
from crossref.engine import analyse
from crossref.extract.blocks import Flat
from crossref.extract.markdown import parse
from crossref.files import StaticTree
from crossref.model import Config, Report, Source, Stamp
from crossref.rules import RULES

PARSERS = ("markdown-it-py", "pyromark")
SMALL, TIMES = 500, 8
"""Characters of the smaller of two texts, and how many times as long the larger one is."""
GROUPS = {"links": LINKS, "inline": INLINE, "blocks": BLOCKS, "facts": FACTS, "code": CODE}

ONCE_EXPENSIVE = (
    "nested links",
    "collapsed references",
    "footnotes",
    "mentions",
    "bare mentions",
    "section mentions",
    "path",
    "dots",
    "display math",
    "ignores",
    "to do",
    "placeholders",
    "settings",
    "path parameters",
    "variables in a path",
    "boxes",
    "amounts",
    "amounts in a cell",
    "counts in a comment",
)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load(tmp_path_factory.mktemp("set"), {rule.code: rule.name for rule in RULES})


def check(texts: Mapping[str, str], config: Config) -> Report:
    sources = [Source(path, Stamp(0, 0), partial(str, text)) for path, text in texts.items()]
    return analyse(sources, StaticTree(texts), config).report


def calls(text: str, config: Config) -> int:
    """How many functions a check of a text calls, those of the standard library among them."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    texts = {"docs/architecture.md": text, "docs/deployment.md": "# Deployment\n\n[a](architecture.md)\n"}
    sys.setprofile(note)
    try:
        check(texts, config)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("group", GROUPS)
def test_eight_times_the_text_is_about_eight_times_the_work(
    group: str, parser: str, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSREF_PARSER", parser)
    fixed = calls("# A\n\nThe timeout is 5 s.\n", config)
    fixed = min(fixed, calls("# A\n\nThe timeout is 5 s.\n", config))  # the first time, modules are imported
    grown = {}
    for name, build in GROUPS[group].items():
        small, large = (max(calls(build(size), config) - fixed, 3000) for size in (SMALL, TIMES * SMALL))
        if large > 1.5 * TIMES * small:
            grown[name] = (small, large)
    assert not grown


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.skipif(sys.platform == "win32", reason="no limits on processes")
def test_what_was_once_expensive_is_read_in_the_end(parser: str) -> None:
    """Each of these took minutes or gigabytes at this length."""
    script = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (90, 90))
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
from pathlib import Path
from hostile import TEXTS
from test_hostile import ONCE_EXPENSIVE, check
from crossref.config import load
from crossref.rules import RULES
config = load(Path(sys.argv[1]), {rule.code: rule.name for rule in RULES})
for name in ONCE_EXPENSIVE:
    print(name, flush=True)
    check({"docs/architecture.md": TEXTS[name](20_000), "docs/deployment.md": "# D"}, config)
print("all", flush=True)
"""
    tests = Path(__file__).parent
    environment = {**os.environ, "CROSSREF_PARSER": parser, "PYTHONPATH": str(tests)}
    run = subprocess.run(
        [sys.executable, "-c", script, str(tests / "data")],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.stdout.split("\n")[-2:] == ["all", ""], run.stderr[-500:]


@pytest.mark.parametrize("parser", PARSERS)
def test_nothing_is_nested_too_deeply_to_be_read(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSREF_PARSER", parser)
    for name in ("quotes", "bullets", "nested brackets", "nested emphasis", "images", "emphasis"):
        assert parse(TEXTS[name](50_000) + "\n\nthe end").blocks[-1].runs[0].text == "the end", name


@pytest.mark.parametrize("parser", PARSERS)
def test_lists_that_would_hide_what_follows_are_reported(
    parser: str, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSREF_PARSER", parser)
    text = f"# A\n\n{'1. ' * 50}x\n\n[b](b.md)\n"
    findings = check({"a.md": text}, config).findings
    assert [(finding.code, finding.problem.place.span.line) for finding in findings] == [("XR903", 3)]
    assert not [
        one for one in check({"a.md": text.replace("1. " * 50, "1. " * 20)}, config).findings if one.code == "XR903"
    ]


def test_a_line_of_white_space_that_is_not_blank_moves_no_column(config: Config) -> None:
    """Found by fuzzing: markdown-it-py strips such a line, and every place behind it was a line too high."""
    for feed in PARSERS:
        page = parse("\x0b\n  “a”,\n[x](y.md#z)[x](y.md#z)\n", feed=feed)  # type: ignore[arg-type]
        spans = [
            page.text[link.destination_start : link.destination_end] for block in page.blocks for link in block.links
        ]
        assert spans == ["y.md#z", "y.md#z"], feed


def test_code_over_two_lines_of_a_quote_is_one_place() -> None:
    """Found by fuzzing: the marks of the second line moved what stands in the first."""
    text = "> Every request except `POST /tides\n>   `Moon`, `Sun`.\n"
    for feed in PARSERS:
        flat = Flat(parse(text, feed=feed).blocks[0])  # type: ignore[arg-type]
        at = flat.text.index("/tides")
        start, end = flat.source(at, at + len("/tides"))
        assert text[start:end] == "`POST /tides\n>   `", feed


def test_half_a_surrogate_pair_from_an_editor_is_read(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by fuzzing: pyromark takes UTF-8, which has no bytes for it."""
    for parser in PARSERS:
        monkeypatch.setenv("CROSSREF_PARSER", parser)
        report = check({"a.md": "# A\n\n\ud800 [b](b.md) \udfff\n"}, config)
        assert [finding.problem.place.span.column for finding in report.findings if finding.code == "XR101"] == [7]


def test_findings_do_not_depend_on_who_lists_the_files(config: Config) -> None:
    """Found by fuzzing: of two places that name a missing decision, the first in the list was the finding."""
    texts = {
        "docs/architecture.md": "## ADR-007: Pumps of plastic\n",
        "docs/decisions.md": "## ADR-008: Sign images\n- **Status**: Superseded by [ADR-007](#adr-007)\n",
    }
    backwards = dict(reversed(texts.items()))
    assert check(texts, config) == check(backwards, config)


def test_the_same_claim_five_hundred_times_is_compared_once_for_all(config: Config) -> None:
    """Identical claims cost no more than their number, in as many documents as one likes."""

    def cost(documents: int) -> int:
        count = 0

        def note(frame: FrameType, event: str, argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        text = "# Gate\n\n" + "".join(f"- timeout of gate: {5 + (line == 9)} s\n" for line in range(10))
        texts = {f"docs/a{number}.md": text for number in range(documents)}
        sys.setprofile(note)
        try:
            check(texts, config)
        finally:
            sys.setprofile(None)
        return count

    cost(2)
    assert cost(80) < 1.5 * 4 * cost(20)
