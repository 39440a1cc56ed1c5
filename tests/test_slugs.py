"""Anchors against the renderers themselves.

The expectations below were compared with the implementations running, as were some ten thousand random documents and
single characters (where they differ, the Unicode versions do):

- github: github-slugger 2.0.0, whose own fixtures come from github.com
- gitlab: comrak 0.54.0, the parser under GitLab's gitlab-glfm-markdown, headings as GitLab asks for them
- python-markdown: Markdown 3.11.3 with toc and attr_list
- docusaurus: @docusaurus/mdx-loader 3.10.2 with github-slugger 1.5.0
- mdbook: ``id_from_content`` and ``unique_id`` of its main branch after 0.5.4 (which still has no ``section``), attributes
  by pulldown-cmark 0.13.5; that explicit ids do not count as taken is from reading ``add_header_links``
- pandoc: 2.17.1.1 and 3.9, ``-f markdown``
- kramdown: 2.4.0
"""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crossref.slugs import DIALECTS, Heading, anchors, explicit_id, slug

FIRST_FREE = ("github", "gitlab", "docusaurus", "mdbook", "pandoc")
"""The dialects that number duplicates with the first free ``-N``."""

COLUMNS = ("github", "gitlab", "python-markdown", "mdbook", "pandoc", "kramdown")
SLUGS = [
    ("Intro", "intro", "intro", "intro", "intro", "intro", "intro"),
    ("1. Intro", "1-intro", "1-intro", "1-intro", "1-intro", "intro", "intro"),
    ("2024", "2024", "2024", "2024", "2024", "section", "section"),
    ("Over & out", "over--out", "over--out", "over-out", "over--out", "over-out", "over--out"),
    ("C++ & C#", "c--c", "c--c", "c-c", "c--c", "c-c", "c--c"),
    ("a  b", "a--b", "a--b", "a-b", "a--b", "a-b", "a--b"),
    ("a - b", "a---b", "a---b", "a-b", "a---b", "a---b", "a---b"),
    ("1 – plan", "1--plan", "1--plan", "1-plan", "1--plan", "plan", "plan"),
    ("Use --flag", "use---flag", "use---flag", "use-flag", "use---flag", "use---flag", "use---flag"),
    ("foo_bar.baz", "foo_barbaz", "foo_barbaz", "foo_barbaz", "foo_barbaz", "foo_bar.baz", "foobarbaz"),
    ("GET /u/{id}", "get-uid", "get-uid", "get-uid", "get-uid", "get-uid", "get-uid"),
    ("(new) [x]!", "new-x", "new-x", "new-x", "new-x", "new-x", "new-x"),
    ("It's “fine”", "its-fine", "its-fine", "its-fine", "its-fine", "its-fine", "its-fine"),
    (":smile: yes", "smile-yes", "smile-yes", "smile-yes", "smile-yes", "smile-yes", "smile-yes"),
    ("v1.2.3", "v123", "v123", "v123", "v123", "v1.2.3", "v123"),
    ("_own_ name", "_own_-name", "_own_-name", "_own_-name", "_own_-name", "own_-name", "own-name"),
    ("-a-", "-a-", "-a-", "-a-", "-a-", "a-", "a-"),
    ("!!!", "", "", "", "section", "section", "section"),
    # emoji: variation selector, keycap, joined sequence
    ("❤\ufe0f Love", "\ufe0f-love", "\ufe0f-love", "love", "-love", "love", "love"),
    ("1\ufe0f\u20e3 One", "1\ufe0f\u20e3-one", "1\ufe0f\u20e3-one", "1-one", "1-one", "one", "one"),
    ("👨\u200d👩\u200d👧 Us", "-us", "-us", "us", "-us", "us", "us"),
    ("😀 Smile", "-smile", "-smile", "smile", "-smile", "smile", "smile"),
    # scripts
    ("日本語 の", "日本語-の", "日本語-の", "", "日本語-の", "日本語-の", "section"),
    ("한글 Title", "한글-title", "한글-title", "title", "한글-title", "한글-title", "title"),
    ("Привет Мир", "привет-мир", "привет-мир", "", "привет-мир", "привет-мир", "section"),
    ("ع\u064eر", "ع\u064eر", "ع\u064eر", "", "ع\u064eر", "عر", "section"),
    ("ע\u05b4ב", "ע\u05b4ב", "ע\u05b4ב", "", "ע\u05b4ב", "עב", "section"),
    ("न\u094dद\u0940", "न\u094dद\u0940", "न\u094dद\u0940", "", "नद\u0940", "नद", "section"),
    ("ไทยน\u0e35\u0e49", "ไทยน\u0e35\u0e49", "ไทยน\u0e35\u0e49", "", "ไทยน\u0e35", "ไทยน", "section"),
    # letters
    ("Café", "café", "café", "cafe", "café", "café", "caf"),
    ("Cafe\u0301", "cafe\u0301", "cafe\u0301", "cafe", "cafe", "cafe", "cafe"),
    ("Straße ẞ", "straße-ß", "straße-ß", "strae", "straße-ß", "straße-ß", "strae-"),
    ("İstanbul", "i\u0307stanbul", "i\u0307stanbul", "istanbul", "istanbul", "istanbul", "stanbul"),
    ("ΟΔΟΣ", "οδος", "οδος", "", "οδος", "οδοσ", "section"),
    ("ﬁle № 1", "ﬁle--1", "ﬁle--1", "file-no-1", "ﬁle--1", "ﬁle-1", "le--1"),
    # numbers and symbols
    ("x² H₂O", "x-ho", "x²-h₂o", "x2-h2o", "x²-h₂o", "x²-h₂o", "x-ho"),
    ("½ cup", "-cup", "½-cup", "12-cup", "½-cup", "cup", "cup"),
    ("Ⅳ and ⅳ", "ⅳ-and-ⅳ", "ⅳ-and-ⅳ", "iv-and-iv", "ⅳ-and-ⅳ", "and-ⅳ", "and-"),
    ("Ⓐ and 🅰", "ⓐ-and-🅰", "-and-", "a-and", "ⓐ-and-🅰", "and", "and-"),
    # spaces
    ("a\u00a0b", "ab", "ab", "a-b", "a-b", "a-b", "ab"),
    ("a\tb", "ab", "ab", "a-b", "a-b", "a-b", "ab"),
    ("a\u200bb", "ab", "ab", "ab", "ab", "ab", "ab"),
]

ANCHORS: list[tuple[tuple[str, ...], list[str | Heading], list[str]]] = [
    (FIRST_FREE, ["echo", "echo 1", "echo"], ["echo", "echo-1", "echo-2"]),
    (("python-markdown",), ["echo", "echo 1", "echo"], ["echo", "echo-1", "echo_1"]),
    (("kramdown",), ["echo", "echo 1", "echo"], ["echo", "echo-1", "echo-1"]),
    (FIRST_FREE, ["x", "x", "x 1", "x-1", "x"], ["x", "x-1", "x-1-1", "x-1-2", "x-2"]),
    (("python-markdown",), ["x", "x", "x 1", "x-1", "x"], ["x", "x_1", "x-1", "x-1_1", "x_2"]),
    (("kramdown",), ["x", "x", "x 1", "x-1", "x"], ["x", "x-1", "x-1", "x-1-1", "x-2"]),
    (FIRST_FREE, ["foxtrot-1", "foxtrot", "foxtrot"], ["foxtrot-1", "foxtrot", "foxtrot-2"]),
    (("github", "gitlab", "docusaurus"), ["!!!", "!!!"], ["", "-1"]),
    (("mdbook", "pandoc", "kramdown"), ["!!!", "!!!"], ["section", "section-1"]),
    (("python-markdown",), ["!!!", "!!!"], ["_1", "_2"]),
    (FIRST_FREE, ["x", "x", "x_1", "x_7", "x_7"], ["x", "x-1", "x_1", "x_7", "x_7-1"]),
    (("python-markdown",), ["x", "x", "x_1", "x", "x_7", "x_7"], ["x", "x_1", "x_2", "x_3", "x_7", "x_8"]),
    # explicit ids
    (("docusaurus", "mdbook", "kramdown"), [("one", "b"), "b", "b"], ["b", "b", "b-1"]),
    (("pandoc",), [("one", "b"), "b", "b"], ["b", "b-1", "b-2"]),
    (("python-markdown",), [("one", "b"), "b", "b"], ["b", "b_1", "b_2"]),
    (("docusaurus", "mdbook", "pandoc", "kramdown"), ["b", ("one", "b"), "b"], ["b", "b", "b-1"]),
    (("python-markdown",), ["b", ("one", "b"), "b"], ["b_1", "b", "b_2"]),
    (("python-markdown",), ["b", "b", ("one", "b_1"), "b"], ["b", "b_2", "b_1", "b_3"]),
    (DIALECTS, [("one", "B"), "b"], ["B", "b"]),
    (DIALECTS, [("one", "b"), ("two", "b")], ["b", "b"]),
]

ATTRIBUTES = ("mdbook", "pandoc", "python-markdown")
EXPLICIT: list[tuple[tuple[str, ...], str, Heading]] = [
    (("github", "gitlab"), "Foo {#bar}", ("Foo {#bar}", None)),
    (("docusaurus", "kramdown", *ATTRIBUTES), "Foo {#bar}", ("Foo", "bar")),
    (("docusaurus", "mdbook", "pandoc"), "Foo{#bar}", ("Foo", "bar")),
    (("kramdown", "python-markdown"), "Foo{#bar}", ("Foo{#bar}", None)),
    (ATTRIBUTES, "Foo {#bar .c k=v}", ("Foo", "bar")),
    (ATTRIBUTES, "Foo { .c #bar }", ("Foo", "bar")),
    (("docusaurus", "kramdown"), "Foo {.c #bar}", ("Foo {.c #bar}", None)),
    (ATTRIBUTES, "Foo {#one #two}", ("Foo", "two")),
    (ATTRIBUTES, "Foo {id=bar}", ("Foo", "bar")),
    (ATTRIBUTES, "Foo {.c}", ("Foo", None)),
    (("python-markdown", "pandoc"), 'Foo {.c k="a b"}', ("Foo", None)),
    (("mdbook", "pandoc"), "Foo {}", ("Foo", None)),
    (("mdbook", "pandoc"), "Foo {-}", ("Foo", None)),
    (("mdbook", "pandoc", "kramdown"), "Foo ## {#bar}", ("Foo", "bar")),
    (DIALECTS, "Foo {#bar} x", ("Foo {#bar} x", None)),
    (DIALECTS, "Foo {#b}c}", ("Foo {#b}c}", None)),
    # what is no attribute list stays text; pulldown-cmark takes any word, and an empty id it is
    (("docusaurus", "kramdown", "pandoc", "python-markdown"), "/users/{id}", ("/users/{id}", None)),
    (("mdbook",), "/users/{id}", ("/users/", "")),
    (("mdbook",), "/users/{name}", ("/users/", None)),
    (("pandoc",), "Foo {#b c}", ("Foo {#b c}", None)),
    (("pandoc",), "Foo {#a/b}", ("Foo {#a/b}", None)),
    (("pandoc",), "Foo \\{#bar}", ("Foo \\{#bar}", None)),
    (("kramdown",), "Foo {#1a}", ("Foo {#1a}", None)),
    (("kramdown",), "Foo {#a.b:c-d_e}", ("Foo", "a.b:c-d_e")),
    # the colon form
    (("python-markdown",), "Foo {: #bar }", ("Foo", "bar")),
    (("python-markdown",), "Foo {:#bar}", ("Foo", "bar")),
    (("kramdown",), "Foo\n{: #bar}", ("Foo", "bar")),
    (("kramdown",), "Foo {#baz}\n{: #bar .c}", ("Foo", "bar")),
    (("kramdown",), "Foo {#baz}\n{: .c}", ("Foo", "baz")),
    (("kramdown",), "Foo {: #bar}", ("Foo {: #bar}", None)),
    # docusaurus
    (("docusaurus",), "Foo {#b c}", ("Foo", "b c")),
    (("docusaurus",), "Foo {#}", ("Foo {#}", None)),
    (("docusaurus",), "Foo \\{#bar\\}", ("Foo", "bar")),
    (("docusaurus",), "Foo {/* #bar */}", ("Foo", "bar")),
    (("docusaurus",), "Foo {/*#bar more*/}", ("Foo", "bar")),
    (("docusaurus",), "Foo {/* bar */}", ("Foo {/* bar */}", None)),
    (("docusaurus",), "Foo <!-- #bar -->", ("Foo", "bar")),
]

plain = st.text(st.characters(codec="utf-8"), max_size=30)
heading = st.text("aAb1 -_.!{}#:é²\u0301Σ\n", max_size=12)
titles = st.sampled_from(["echo", "echo 1", "echo-1", "echo_1", "echo 1 1", "echo_1_1", "!", "section", "section 1"])


@pytest.mark.parametrize("row", SLUGS, ids=lambda row: ascii(row[0]))
def test_slug(row: tuple[str, ...]) -> None:
    text, *expected = row
    assert [slug(text, dialect) for dialect in COLUMNS] == expected
    assert slug(text, "docusaurus") == expected[0]


@pytest.mark.parametrize(
    ("dialect", "headings", "expected"),
    [(dialect, headings, expected) for dialects, headings, expected in ANCHORS for dialect in dialects],
)
def test_duplicates(dialect: str, headings: list[str | Heading], expected: list[str]) -> None:
    assert anchors([(item, None) if isinstance(item, str) else item for item in headings], dialect) == expected


@pytest.mark.parametrize(
    ("dialect", "raw", "expected"),
    [(dialect, raw, expected) for dialects, raw, expected in EXPLICIT for dialect in dialects],
)
def test_explicit_id(dialect: str, raw: str, expected: Heading) -> None:
    assert explicit_id(raw, dialect) == expected


@pytest.mark.parametrize("dialect", ["mdbook", "pandoc"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # smart punctuation makes dashes of hyphens, except in a code span, which `--flag` is taken for
        ("Use --flag, or (--other)", {"mdbook": "use---flag-or---other", "pandoc": "use---flag-or---other"}),
        ("left--right", {"mdbook": "leftright", "pandoc": "leftright"}),
        ("left -- right", {"mdbook": "left--right", "pandoc": "left-right"}),
        ("left --- right", {"mdbook": "left--right", "pandoc": "left-right"}),
        ("Wait... what", {"mdbook": "wait-what", "pandoc": "wait-what"}),
    ],
)
def test_smart_punctuation(dialect: str, text: str, expected: dict[str, str]) -> None:
    assert slug(text, dialect) == expected[dialect]


def test_gitlab_no_longer_collapses_hyphens() -> None:
    """The last example of "Heading IDs and links" in GitLab's documentation, which its rule 4 contradicts."""
    text = "This heading has  multiple spaces and --- hyphens"
    assert slug(text, "gitlab") == "this-heading-has--multiple-spaces-and-----hyphens"


def test_line_break() -> None:
    """A setext heading may have several lines."""
    slugs = {dialect: slug("Foo\nbar", dialect) for dialect in DIALECTS if dialect != "kramdown"}
    joined = slugs.pop("github"), slugs.pop("docusaurus")
    assert joined == ("foobar", "foobar")
    assert set(slugs.values()) == {"foo-bar"}


def test_unknown_dialect() -> None:
    with pytest.raises(KeyError):
        slug("Foo", "nope")


@pytest.mark.parametrize("dialect", DIALECTS)
@given(text=plain)
@example(text="\ud800")
@example(text="x_" + "9" * 10_000)
@example(text="a{#b}\n{: #c}" * 2_000)
def test_any_text_will_do(dialect: str, text: str) -> None:
    bare, explicit = explicit_id(text, dialect)
    assert bare == text or len(bare) < len(text)
    found = anchors([(text, None), (bare, explicit), (text, None)], dialect)
    assert len(found) == 3


@pytest.mark.parametrize("dialect", DIALECTS)
@given(text=plain | heading)
def test_slug_alphabet(dialect: str, text: str) -> None:
    """A slug has no spaces, so that it fits in a link as it is."""
    assert not any(ch.isspace() for ch in slug(text, dialect))


@pytest.mark.parametrize("dialect", [dialect for dialect in DIALECTS if dialect not in ("mdbook", "pandoc")])
@given(text=plain | heading)
def test_slug_of_slug(dialect: str, text: str) -> None:
    """A heading that is spelled like a slug has itself as slug; not where ``--`` would be a dash."""
    once = slug(text, dialect)
    assert slug(once, dialect) == once


@pytest.mark.parametrize("dialect", [*FIRST_FREE, "python-markdown"])
@given(texts=st.lists(titles | heading, max_size=20))
def test_anchors_are_unique(dialect: str, texts: list[str]) -> None:
    found = anchors([(text, None) for text in texts], dialect)
    assert len(set(found)) == len(texts)


@pytest.mark.parametrize("dialect", ["python-markdown", "pandoc"])
@given(texts=st.lists(titles, max_size=12), explicit=st.sets(st.sampled_from(["echo", "echo-1", "echo_1", "section"])))
def test_explicit_ids_are_taken(dialect: str, texts: list[str], explicit: set[str]) -> None:
    given_first = [("named", name) for name in sorted(explicit)]
    found = anchors(given_first + [(text, None) for text in texts], dialect)
    assert len(set(found)) == len(found)
    assert found[: len(explicit)] == sorted(explicit)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(texts=st.lists(titles | heading, max_size=20))
def test_what_follows_changes_nothing(dialect: str, texts: list[str]) -> None:
    """Without explicit ids, a document's first anchors do not depend on its end."""
    headings: list[Heading] = [(text, None) for text in texts]
    assert anchors(headings[:5], dialect) == anchors(headings, dialect)[:5]


@given(texts=st.lists(titles, max_size=25), dialect=st.sampled_from(FIRST_FREE))
def test_duplicates_take_the_first_free_number(texts: list[str], dialect: str) -> None:
    used: set[str] = set()
    expected = []
    for base in [slug(text, dialect) for text in texts]:
        name = next(name for name in [base, *(f"{base}-{n}" for n in range(1, 99))] if name not in used)
        used.add(name)
        expected.append(name)
    assert anchors([(text, None) for text in texts], dialect) == expected


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "texts",
    [
        ["Request"] * 100_000,
        ["!"] * 100_000,
        ["x"] * 40_000 + [f"x_{n}" for n in range(40_000)] + ["x"] * 20_000,
        [f"x {n}" for n in range(1, 50_000)] + ["x"] * 50_000,
        ["é " * 500_000],
        ["-" * 1_000_000],
        ["_1" * 500_000] * 2,
    ],
    ids=["equal", "empty", "family", "taken", "long", "hyphens", "numbers"],
)
def test_time_is_linear(dialect: str, texts: list[str]) -> None:
    """Each takes some tenths of a second; what is quadratic takes minutes."""
    start = time.perf_counter()
    anchors([(text, None) for text in texts], dialect)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("part", [" ", "{", "}", "{#", "{#a}", "{: #a}\n", "#", ' a="', "a='", "<!--", "{/*", "-->"])
def test_time_is_linear_for_attributes(dialect: str, part: str) -> None:
    start = time.perf_counter()
    for raw in (part * 100_000, part * 100_000 + "}", "{" + part * 100_000 + "}", "x" + part * 100_000 + "{#a}"):
        explicit_id(raw, dialect)
    assert time.perf_counter() - start < 20
