"""Path patterns."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import time
from fnmatch import fnmatchcase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crossref import globs


@pytest.mark.parametrize(
    ("pattern", "fits", "fits_not"),
    [
        ("*.md", ["a.md", ".md"], ["docs/a.md", "a.mdx", "A.MD"]),
        ("docs/**", ["docs/a.md", "docs/a/b.md"], ["docs", "other/docs/a.md", "docsx/a.md"]),
        ("**/x.md", ["x.md", "a/x.md", "a/b/x.md"], ["ax.md", "a/ax.md"]),
        ("docs/**/x.md", ["docs/x.md", "docs/a/b/x.md"], ["x.md", "docs/ax.md"]),
        ("docs/*.md", ["docs/a.md"], ["docs/a/b.md"]),
        ("docs/**.md", ["docs/a.md"], ["docs/a/b.md", "docs/a.txt"]),
        ("archive", ["archive", "archive/a.md", "archive/b/c.md"], ["archived/a.md", "docs/archive/a.md"]),
        ("**/archive", ["archive/a.md", "docs/archive/a.md"], ["docs/archive-2/a.md"]),
        ("docs/adr/", ["docs/adr/a.md"], ["docs/adr", "docs/adr2/a.md"]),
        ("v*/", ["v1/a.md", "v2/a/b.md"], ["v1"]),
        ("docs/v*", ["docs/v1"], ["docs/v1/a.md"]),
        ("./docs//a.md", ["docs/a.md"], ["a.md"]),
        (".", ["a.md", "a/b.md"], []),
        ("a?c.md", ["abc.md"], ["ac.md", "a/c.md"]),
        ("[ab].md", ["a.md", "b.md"], ["c.md", "ab.md"]),
        ("[!ab].md", ["c.md"], ["a.md", "/.md"]),
        ("[a-c]1.md", ["b1.md"], ["d1.md"]),
        ("[z-a].md", ["[z-a].md"], ["m.md"]),
        ("docs/[slug].md", ["docs/[slug].md", "docs/s.md"], ["docs/slug.md"]),
        (r"docs/\[slug\].md", ["docs/[slug].md"], ["docs/s.md"]),
        (r"\*.md", ["*.md"], ["a.md"]),
        ("{a,b}.md", ["a.md", "b.md"], ["c.md"]),
        ("{,docs/**/}a.md", ["a.md", "docs/a.md", "docs/x/a.md"], ["x/a.md"]),
        ("{docs,doc}/{adr,decisions}", ["doc/adr/1.md", "docs/decisions/x/y.md"], ["docs/x.md"]),
        ("*{a,ab}*b", ["ab", "xabyb"], ["ba"]),
        ("{a,{b,c}d}.md", ["a.md", "bd.md", "cd.md"], ["b.md", "d.md"]),
        ("{a}.md", ["{a}.md"], ["a.md"]),
        ("a{.md", ["a{.md"], []),
        ("日本 語.md", ["日本 語.md"], ["日本語.md"]),
        ("a\nb/*.md", ["a\nb/c\nd.md"], ["a/b.md"]),
        ("50%#1.md", ["50%#1.md"], ["50.md"]),
        ("~/x|y", ["~/x|y"], ["x"]),
        ("@(a|b).md", ["@(a|b).md"], ["a.md"]),
        ("archive/**", ["archive/a.md", "archive/.b/c.md"], ["archive", "docs/archive/a.md"]),
        ("../other/**", ["../other/a.md"], ["other/a.md"]),
        ("app/[slug]", ["app/s", "app/[slug]/a.md"], ["app/s/a.md"]),
        ("", [], ["", "a.md"]),
    ],
)
def test_what_a_pattern_fits(pattern: str, fits: list[str], fits_not: list[str]) -> None:
    test = globs.compile([pattern])
    assert [path for path in fits if not test(path)] == []
    assert [path for path in fits_not if test(path)] == []


def test_a_list_fits_what_any_pattern_lets_in_and_none_takes_out() -> None:
    test = globs.compile(["docs/**", "!docs/archive", "README.md"])
    assert test("docs/a.md")
    assert test("README.md")
    assert not test("docs/archive/a.md")
    assert not globs.compile([])("a.md")
    assert globs.compile(["!docs"])("a.md")
    assert not globs.compile(["!docs"])("docs/a.md")


def test_case_counts_unless_told_otherwise() -> None:
    assert not globs.compile(["Docs/*.MD"])("docs/a.md")
    assert globs.compile(["Docs/*.MD"], ignore_case=True)("docs/A.md")
    assert globs.compile(["ARCHITEKTUR-Ü.md"], ignore_case=True)("architektur-ü.md")


def test_too_many_alternatives_are_an_error() -> None:
    with pytest.raises(ValueError, match="stand for more than"):
        globs.compile(["{a/,b/,c/}" * 12])


def test_a_long_list_is_no_pattern_of_too_many_braces() -> None:
    assert globs.compile([f"docs/*{number}.md" for number in range(2000)])("docs/a1999.md")


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("*a" * 40 + "b", "a" * 4000), ("**/*a*a*/**/*b", "/".join(["a" * 50] * 20)), ("**/a/" * 4 + "b", "a/" * 30)],
)
def test_no_usual_pattern_takes_long(pattern: str, path: str) -> None:
    test = globs.compile([pattern])
    start = time.perf_counter()
    assert not test(path)
    assert time.perf_counter() - start < 0.5


def test_names_alone_need_no_library() -> None:
    code = "import sys; from crossref import globs; globs.compile(['docs/**', 'archive', 'a.md']); sys.exit('wcmatch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


SEGMENTS = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        "*",
        "a*",
        "*b",
        "*a*b",
        "?",
        "a?",
        "**",
        "[ab]",
        "[!a]b",
        "{a,b}",
        "a{b,}",
        "{a,b/a}",
        "*{a,ab}*b",
    ]
)
NAMES = st.sampled_from(["a", "b", "ab", "ba", "aab", "abb", "c"])


@given(st.lists(SEGMENTS, min_size=1, max_size=5), st.lists(NAMES, min_size=1, max_size=5))
@example(["**", "*a*b", "**", "b"], ["ab", "aab", "b"])
def test_agrees_with_the_plain_meaning(segments: list[str], names: list[str]) -> None:
    pattern, path = "/".join(segments), "/".join(names)
    expected = any(_means(single.split("/"), names) for single in _spelled_out(pattern))
    assert globs.compile([pattern])(path) == expected


@given(st.lists(SEGMENTS, min_size=1, max_size=4), st.lists(NAMES, min_size=2, max_size=5))
def test_no_folder_above_a_fitting_path_is_passed_by(segments: list[str], names: list[str]) -> None:
    pattern, path = "/".join(segments), "/".join(names)
    above = globs.compile_start([pattern])
    if globs.compile([pattern])(path):
        assert all(above("/".join(names[:end])) for end in range(1, len(names)))


@given(st.lists(SEGMENTS, min_size=1, max_size=4), st.lists(NAMES, min_size=2, max_size=5))
def test_what_a_wholly_fitting_folder_holds_fits(segments: list[str], names: list[str]) -> None:
    pattern = "/".join(segments)
    if globs.compile_whole([pattern])(names[0]):
        assert globs.compile([pattern])("/".join(names))


def test_folders_that_cannot_hold_a_fitting_file_are_passed_by() -> None:
    above = globs.compile_start(["docs/**", "README.md", "app/*/notes.md", "pages/[slug]/x.md", "a/b/c.md", "!src"])
    entered = ("docs", "docs/a/b", "app", "app/web", "pages", "pages/[slug]", "a", "a/b")
    assert [folder for folder in entered if not above(folder)] == []
    assert [folder for folder in ("src", "docs2", "a/c", "README") if above(folder)] == []
    assert globs.compile_start(["!archive"])("docs")


def test_folders_of_which_everything_fits() -> None:
    whole = globs.compile_whole(["archive", "**/old/**", "docs/*", "tmp*/", "x/**/*.md"])
    assert [folder for folder in ("archive", "archive/a", "a/old", "tmp1") if not whole(folder)] == []
    assert [folder for folder in ("docs", "docs/a", "archived", "x", "x/a") if whole(folder)] == []
    assert not globs.compile_whole(["archive", "!archive/keep.md"])("archive")


@given(st.text(alphabet="ab*?/[]!{},\\.-", max_size=12), st.text(alphabet="ab/[]{}.", max_size=12))
def test_any_text_is_a_pattern(pattern: str, path: str) -> None:
    globs.compile([pattern], ignore_case=True)(path)
    globs.compile_start([pattern])(path)
    globs.compile_whole([pattern])(path)


@pytest.mark.parametrize(
    ("pattern", "prefix"),
    [("docs/adr/*.md", "docs/adr"), ("*.md", ""), ("docs/a.md", "docs/a.md"), ("!./a//{b,c}", "a")],
)
def test_literal_prefix(pattern: str, prefix: str) -> None:
    assert globs.literal_prefix(pattern) == prefix


def _spelled_out(pattern: str) -> list[str]:
    parts = re.split(r"\{([^{}]*)\}", pattern)
    choices = [part.split(",") if number % 2 else [part] for number, part in enumerate(parts)]
    return ["".join(chosen) for chosen in itertools.product(*choices)]


def _means(pattern: list[str], names: list[str]) -> bool:
    """The definition, tried in every way there is."""
    if not pattern:
        return not names
    first, *rest = pattern
    if first == "**":
        if not rest:
            return bool(names)
        return any(_means(rest, names[skipped:]) for skipped in range(len(names) + 1))
    if not names or not fnmatchcase(names[0], first):
        return False
    if not rest and not set("*?[") & set(first):
        return True
    return _means(rest, names[1:])
