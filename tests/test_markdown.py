"""The stream of blocks: every run and destination has its exact source range."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossref.extract.blocks import Flat, Page
from crossref.extract.markdown import parse


def destinations(text: str) -> list[tuple[str, int, int]]:
    """Each link's destination with its 1-based line and column."""
    page = parse(text)
    found = []
    for block in page.blocks:
        for link in block.links:
            span = page.span(link.destination_start, link.destination_end)
            found.append((link.destination, span.line, span.column))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b.md)", [("b.md", 1, 5)]),
        ("[a](<b c.md>)", [("b c.md", 1, 6)]),
        ('[a]( b.md "title")', [("b.md", 1, 6)]),
        ("[a](b\\(1\\).md)", [("b(1).md", 1, 5)]),
        ("[a](b(1).md) (x)", [("b(1).md", 1, 5)]),
        ("x [`](y)` z](b.md)", [("b.md", 1, 14)]),
        ("[![i](p.png)](d.md)", [("p.png", 1, 7), ("d.md", 1, 15)]),
        ("[a ](b.md) [](c.md)", [("b.md", 1, 6), ("c.md", 1, 15)]),
        ("**[a](b.md)** ~~[c](d.md)~~", [("b.md", 1, 7), ("d.md", 1, 21)]),
        ("🎉 [a](b.md)", [("b.md", 1, 7)]),
        ("é\u0301 [a](b.md)", [("b.md", 1, 8)]),
        ("> > [a](b.md)", [("b.md", 1, 9)]),
        ("> para\nlazy [a](b.md)", [("b.md", 2, 10)]),
        ("- one\n  - two [a](b.md)\n\n    [c](d.md)", [("b.md", 2, 13), ("d.md", 4, 9)]),
        ("1.\t[a](b.md)\n\n\t[c](d.md)", [("b.md", 1, 8), ("d.md", 3, 6)]),
        ("-\t\t[a](b.md)", []),
        (">\t[a](b.md)", [("b.md", 1, 7)]),
        ("[wrapped\ntext](b.md)", [("b.md", 2, 7)]),
        ("  [a](\n  b.md\n  'title')", [("b.md", 2, 3)]),
        ("# [a](b.md) #\n\n[c](d.md)\n===", [("b.md", 1, 7), ("d.md", 3, 5)]),
        ("| h | [a](b.md) |\n|---|---|\n| x \\| y | [c](d.md) |", [("b.md", 1, 11), ("d.md", 3, 16)]),
        ("> | h |\n> |---|\n> | [a](b.md) |", [("b.md", 3, 9)]),
        ("h | i\n--|--\n[a](b.md) | [a](b.md)", [("b.md", 3, 5), ("b.md", 3, 17)]),
        ("- | h |\n  |---|\n  | [a](b.md) |", [("b.md", 3, 9)]),
        ("<https://x.example>", [("https://x.example", 1, 2)]),
        ("[a][b]\n\n[b]: c.md 'title'", [("c.md", 3, 6)]),
        ("[b][] and [B]\n\n  [b]:\n  <c d.md>", [("c d.md", 4, 4), ("c d.md", 4, 4)]),
        ("![a][b]\n\n[b]: c.png", [("c.png", 3, 6)]),
        ("a\r\n\r\n[a](b.md)\r\n", [("b.md", 3, 5)]),
        ("[a](b&amp;c.md)", [("b&c.md", 1, 5)]),
        ("[^1]: note [a](b.md)\n\n[^1]", [("b.md", 1, 16)]),
        ("`[a](b.md)` and $[a](b.md)$ and \\[a](b.md)", []),
        ("```\n[a](b.md)\n```\n\n    [a](b.md)\n\n<!-- [a](b.md) -->", []),
        ("---\nlink: '[a](b.md)'\n---\n[c](d.md)", [("d.md", 4, 5)]),
        ("+++\nlink = '[a](b.md)'\n+++\n[c](d.md)", [("d.md", 4, 5)]),
        ("\ufeff# t\n[a](b.md)", [("b.md", 2, 5)]),
        ("nul \0 [a](b.md)", [("b.md", 1, 11)]),
    ],
)
def test_a_destination_is_found_where_it_is_written(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert destinations(text) == expected


def test_lists_keep_their_structure() -> None:
    page = parse("1. one\n2. two\n   - inner\n3. three\n\npara\n\n* other")
    assert [(item.number, item.listing, item.parent, item.ordinal) for item in page.items] == [
        (0, 0, -1, 1),
        (1, 0, -1, 2),
        (0, 1, 1, None),
        (2, 0, -1, 3),
        (0, 2, -1, None),
    ]


def test_table_cells_know_their_row_and_column() -> None:
    page = parse("| a | b |\n|---|---|\n| c | d |\n\n| e |\n|---|")
    cells = [(block.runs[0].text, block.cell) for block in page.blocks]
    assert [(text, cell.table, cell.row, cell.column) for text, cell in cells if cell] == [
        ("a", 0, 0, 0),
        ("b", 0, 0, 1),
        ("c", 0, 1, 0),
        ("d", 0, 1, 1),
        ("e", 1, 0, 0),
    ]


def test_admonitions_are_markdown_only_where_the_dialect_has_them() -> None:
    text = "!!! note\n\n    see [a](b.md)\n"
    assert [link.destination for block in parse(text, admonitions=True).blocks for link in block.links] == ["b.md"]
    assert destinations(text) == []


def test_flat_text_leads_back_to_the_source() -> None:
    text = "A **bold `co de` and**\nmore \\_text"
    page = parse(text)
    flat = Flat(page.blocks[0])
    assert flat.text == "A bold co de and more _text"
    start = flat.text.index("co de")
    assert text[slice(*flat.source(start, start + 5))] == "co de"
    start = flat.text.index("_text")
    assert text[slice(*flat.source(start, start + 5))] == "\\_text"


_PIECES = st.sampled_from(
    [
        "[a](b.md)", "[x y](<c d.md>)", "`code`", "**b**", "_e_", "\\*", "&amp;", "text ", "é🎉", "\n", "\n\n", "- ", "> ",
        "1. ", "# ", "| ", " |", "\n|---|---|\n", "\t", "  ", "[r][l]", "\n\n[l]: z.md\n\n", "![i](p.png)", "~~s~~", "](", "[",
        "]", ")", "(", "<a href='q'>", "<!-- c -->", "\n```\n", "$m$", "[^1]", "\n[^1]: n\n", "\\", "`", "\r\n", "\x00", ":",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_ranges_always_cover_what_they_name(text: str) -> None:
    page = parse(text)
    for block in page.blocks:
        for run in block.runs:
            assert 0 <= run.start <= run.end <= len(page.text)
            if run.kind == "text" and run.end - run.start == len(run.text):
                assert page.text[run.start : run.end] == run.text
        for link in block.links:
            shown = page.text[link.destination_start : link.destination_end]
            shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown)
            assert link.destination.replace("&", "&amp;") == shown or link.destination == shown
            _is_a_span(page, link.start, link.end)


def _is_a_span(page: Page, start: int, end: int) -> None:
    span = page.span(start, end)
    assert (span.line, span.column) < (span.end_line, span.end_column)


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + " [a](b.md)",
        "[" * 10_000,
        "*" * 20_000 + "a",
        "[a](" * 5_000,
        "![" * 5_000 + "](b)",
        "`" * 9_999 + "a",
        "<" * 20_000,
        "| a " * 5_000 + "\n" + "|---" * 5_000 + "\n",
        "$" * 10_000,
        "[^1]" * 5_000,
        "{{" * 10_000,
        "a" * 1_000_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_markdown_is_read_in_the_end(text: str) -> None:
    assert parse(text).line_count >= 1
