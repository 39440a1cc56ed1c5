"""The report as Markdown: text is text, and it fits a comment."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token
from odd_report import HOSTILE, ODD, many
from rendered import PATHS, TEXTS, one, rendered

from crossref.reporters.markdown import LIMIT

OURS = re.compile(r"<br>|</?code>|</?details>|</?summary>")


def tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)


def cells(text: str) -> list[list[Token]]:
    """The cells of each row of all tables."""
    rows: list[list[Token]] = []
    found = tokens(text)
    for index, token in enumerate(found):
        if token.type == "tr_open":
            rows.append([])
        if token.type in ("td_open", "th_open"):
            rows[-1].append(found[index + 1])
    return rows


def only_ours(text: str) -> None:
    """Fail if a document has put anything into the page but text."""
    in_code = False
    for each in (inner for token in tokens(text) for inner in (token, *(token.children or ()))):
        assert each.type not in ("link_open", "image", "em_open", "s_open")
        if each.type.startswith("html"):
            assert OURS.sub("", re.sub(r"(?<=<summary>).*(?=</summary>)", "", each.content)).strip() == ""
            in_code = "<code>" in each.content or (in_code and "</code>" not in each.content)
        if each.type == "text" and not in_code:  # hosts leave alone what stands in code
            assert not re.search(r"[@#!]\w|GH-\d|://|www\.", each.content, re.IGNORECASE)


def test_markdown_is_text_whatever_a_document_holds() -> None:
    for report in (ODD, many(3), one(HOSTILE, HOSTILE)):
        text = rendered("markdown", report)
        only_ours(text)
        assert all(len(row) == 3 for row in cells(text))


@given(TEXTS, PATHS)
def test_markdown_keeps_its_table_whatever_the_text(message: str, path: str) -> None:
    text = rendered("markdown", one(message, path))
    assert [len(row) for row in cells(text)] == [3, 3]
    only_ours(text)


@pytest.mark.parametrize("text", ["a|b", r"a\|b", r"`a\\|b` c|d", "``a`|`b``", "|", "`|`"])
def test_markdown_shows_bars(text: str) -> None:
    (_, row) = cells(rendered("markdown", one(text)))
    shown = "".join(child.content for child in row[1].children or () if not child.type.startswith("html"))
    assert shown.replace("`", "") == text.replace("`", "")


def test_markdown_shows_both_places_of_a_contradiction() -> None:
    row = next(line for line in rendered("markdown", ODD).splitlines() if "tokens live 15 min" in line)
    assert r"two\nlines: x.md:7" in row
    assert "↳ `docs/a b#1 100%, ünï 🚀.md:3` 30 min here, where api-contracts has the say" in row


@pytest.mark.parametrize("number", [3, 60, 100, 400])
def test_markdown_fits_a_comment_and_counts_what_it_leaves_out(number: int) -> None:
    report = many(number)
    text = rendered("markdown", report)
    assert len(text.encode("utf-16-le")) // 2 <= LIMIT
    shown = sum(len(row) == 3 for row in cells(text)) - sum(row[0].content == "Where" for row in cells(text))
    left_out = re.search(r"\*\*(\d+) findings not shown here\*\*", text)
    assert shown + int(left_out[1] if left_out else 0) == len(report.findings)
    assert bool(left_out) is (number > 60)
    assert f"### ❌ {number} errors" in text


def test_markdown_shortens_what_is_very_long() -> None:
    text = rendered("markdown", one("x" * 100_000))
    assert "x" * 400 + "…" in text
    assert len(text) < 1000
