"""Near names."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from crossref.match import is_like, nearest

KEYS = ("root", "extend", "include", "exclude", "dialect", "link-root", "fail-on", "allowed-links", "select", "ignore")


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("inclde", KEYS, "include"),
        ("exclud", KEYS, "exclude"),
        ("fail_on", KEYS, "fail-on"),
        ("linkroot", KEYS, "link-root"),
        ("baseline", KEYS, None),
        ("broken-ancor", ("broken-anchor", "broken-link"), "broken-anchor"),
        ("docs/deploymnt.md", ("docs/deployment.md", "docs/decisions.md"), "docs/deployment.md"),
        ("deploy.md", ("docs/architecture.md", "decisions.md"), None),
        ("3-services", ("4-services", "overview"), "4-services"),
        ("deployment", ("deployment-guide", "testing"), "deployment-guide"),
        ("über-uns", ("Über-uns", "kontakt"), "Über-uns"),
        ("", ("a",), None),
        ("a", (), None),
    ],
)
def test_names_the_near_one(word: str, candidates: tuple[str, ...], expected: str | None) -> None:
    assert nearest(word, candidates) == expected


def test_is_silent_between_two_that_are_equally_near() -> None:
    assert nearest("adr-004", ("adr-003", "adr-005")) is None
    assert nearest("adr-004", ("adr-003",)) == "adr-003"


def test_ignores_case_unless_only_case_tells_candidates_apart() -> None:
    assert nearest("README.MD", ("readme.md", "guide.md")) == "readme.md"
    assert nearest("Readme.mb", ("Readme.md", "README.md")) == "Readme.md"


def test_the_cutoff_is_a_percentage() -> None:
    assert nearest("testing", ("setting",)) is None
    assert nearest("testing", ("setting",), cutoff=60) == "setting"


def test_does_not_compare_what_nobody_typed() -> None:
    assert nearest("a" * 100_000, ("a" * 99_999,)) is None
    assert nearest("guide", ("guides", "g" * 1_000_000)) == "guides"


@given(st.text(min_size=1, max_size=20), st.lists(st.text(max_size=20)))
def test_a_name_is_nearest_to_itself(word: str, others: list[str]) -> None:
    found = nearest(word, [word, *others])
    assert found is None or found.casefold() == word.casefold()


@given(st.text(min_size=1, max_size=12), st.lists(st.text(max_size=12)), st.randoms())
def test_the_order_of_candidates_does_not_matter(word: str, others: list[str], rng: random.Random) -> None:
    shuffled = list(others)
    rng.shuffle(shuffled)
    assert nearest(word, others) == nearest(word, shuffled)


def test_rapidfuzz_is_imported_only_when_asked() -> None:
    code = "import sys, crossref.match, crossref.config, crossref.files; assert 'rapidfuzz' not in sys.modules"
    code += "; assert 'pathspec' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text("aAbßİ-", max_size=12), st.text("aAbßİ-", max_size=12), st.integers(0, 100))
def test_what_is_like_is_told_without_comparing_where_it_can_be(left: str, right: str, least: int) -> None:
    assert is_like(left, right, least) is (fuzz.ratio(left.casefold(), right.casefold()) >= least)
