"""Destinations in the style of their document."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

import pytest
from conftest import Check
from hypothesis import given
from hypothesis import strategies as st

from crossref import edits
from crossref.destinations import Destinations
from crossref.engine import Analysis
from crossref.resolve import seen_from

FILES = {"docs/new.md": "# New\n\n## Part\n", "docs/sub/it is (new) & ü.md": "# It\n", "docs/img/y.png": ""}


def led(check: Check, text: str, target: str, home: str = "docs/a.md", more: Mapping[str, str] | None = None) -> str:
    """A document's text after its first link was led to a target."""
    analysis: Analysis = check({**FILES, home: text, **(more or {})})
    reference = next(reference for reference in analysis.graph.links() if reference.path == home)
    edit = Destinations(analysis.graph.tree, analysis.graph.config).edit(reference, target)
    assert edit, "no spelling leads there"
    return edits.apply(text, [edit])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x](old.md)", "[x](new.md)"),
        ("[x](./old.md)", "[x](./new.md)"),
        ("[x](../docs/old.md)", "[x](new.md)"),
        ("[x](/docs/old.md)", "[x](/docs/new.md)"),
        ('[x](old.md#part "old.md")', '[x](new.md#part "old.md")'),
        ("[x](<old.md>)", "[x](<new.md>)"),
        ("[x]( old.md )", "[x]( new.md )"),
        ("[x](old.md?raw=1#part)", "[x](new.md?raw=1#part)"),
        ("[x](old\\_er.md#part)", "[x](new.md#part)"),
        ("[x](old&amp;er.md#p%28art)", "[x](new.md#p%28art)"),
        ("[x]\n\n[x]: old.md\n  'old.md'", "[x]\n\n[x]: new.md\n  'old.md'"),
        ("[x](\nold.md)", "[x](\nnew.md)"),
        ("![x](old.md)", "![x](new.md)"),
        ("<a href='old.md#part'>", "<a href='new.md#part'>"),
        ("<img src=old.md>", "<img src=new.md>"),
        ("> - | a |\n>   | - |\n>   | [x](old.md) |", "> - | a |\n>   | - |\n>   | [x](new.md) |"),
        ("See `old.md`.", "See `new.md`."),
        ("See `` docs/old.md ``.", "See `` docs/new.md ``."),
        ("See ./old.md, please", "See ./new.md, please"),
    ],
)
def test_the_style_stays(before: str, after: str, check: Check) -> None:
    assert led(check, before, "docs/new.md") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x](old.md)", "[x](sub/it%20is%20%28new%29%20%26%20ü.md)"),
        ("[x](<o ld.md>)", "[x](<sub/it is %28new%29 %26 ü.md>)"),
        ("[x](old(1).md)", "[x](sub/it%20is%20(new)%20%26%20ü.md)"),
        ("[x](%C3%A4.md)", "[x](sub/it%20is%20%28new%29%20%26%20%C3%BC.md)"),
        ('<a href="o ld.md">', '<a href="sub/it%20is%20%28new%29%20%26%20ü.md">'),
        ("See `old.md`.", "See `sub/it is (new) & ü.md`."),
    ],
)
def test_what_an_address_may_not_hold_is_encoded(before: str, after: str, check: Check) -> None:
    assert led(check, before, "docs/sub/it is (new) & ü.md") == after


@pytest.mark.parametrize(
    ("before", "after"), [("[[old]]", "[[new]]"), ("[[old.md|x]]", "[[new.md|x]]"), ("[[ old#Part ]]", "[[new#Part]]")]
)
def test_wiki_links_name_files_by_their_end(before: str, after: str, check: Check) -> None:
    assert led(check, before, "docs/new.md") == after


def test_what_a_site_leaves_out_stays_out(check: Check) -> None:
    site = {"mkdocs.yml": "site_name: x\n", "docs/guide/index.md": "# Guide\n", "docs/old.md": "# Old\n"}
    assert led(check, "[x](old)", "docs/new.md", more=site) == "[x](new)"
    assert led(check, "[x](/old)", "docs/new.md", more=site) == "[x](/new)"
    assert led(check, "[x](old/)", "docs/new.md", more=site) == "[x](new/)"
    assert led(check, "[x](old.html)", "docs/new.md", more=site) == "[x](new.html)"


def test_only_what_changes_is_replaced(check: Check) -> None:
    analysis = check({"a.md": "[x](old.md?q#part)\n", "new.md": "# New\n"})
    (reference,) = analysis.graph.links()
    destinations = Destinations(analysis.graph.tree, analysis.graph.config)
    path, fragment = destinations.edit(reference, "new.md"), destinations.edit(reference, fragment="whole")
    assert path
    assert (path.place.span.column, path.place.span.end_column, path.text) == (5, 11, "new.md")
    assert fragment
    assert (fragment.place.span.column, fragment.place.span.end_column, fragment.text) == (14, 18, "whole")


def test_what_leads_there_already_is_left(check: Check) -> None:
    analysis = check({"a.md": "[x](b.md#part)\n", "b.md": "# B\n"})
    (reference,) = analysis.graph.links()
    assert Destinations(analysis.graph.tree, analysis.graph.config).edit(reference, "b.md", "part") is None


@given(
    st.from_regex(r"([ab.]{1,2}/){0,3}[ab.]{1,2}/?", fullmatch=True),
    st.from_regex(r"(([ab.]{1,2}/){0,3}[ab.]{1,2})?", fullmatch=True),
)
def test_a_path_seen_from_a_folder_is_what_the_library_says(path: str, folder: str) -> None:
    assert seen_from(path, folder) == posixpath.relpath(path, folder or ".")
