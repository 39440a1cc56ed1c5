"""Both parsers give the same pages: of every document here, and of generated ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from crossref.extract import feeds
from crossref.extract.blocks import Block, Page
from crossref.extract.markdown import parse

pytest.importorskip("pyromark")

_ROOT = Path(__file__).parents[1]
_DOCUMENTS = sorted(
    path
    for folder in ("sample_docs", "docs", "tests/data", "tests/rules", ".")
    for path in (_ROOT / folder).glob("*.md" if folder == "." else "**/*.md")
)


def told(page: Page) -> dict[str, Any]:
    """Everything that a page holds, as values that compare and print well."""
    return {
        "blocks": [_block(block) for block in page.blocks],
        "items": [(item.number, item.listing, item.parent, item.ordinal, item.line) for item in page.items],
        "extents": [(extent.first_line, extent.last_line) for extent in page.extents],
        "definitions": {key: (one.destination, one.start, one.end) for key, one in page.definitions.items()},
        "footnotes": {key: (one.start, one.end) for key, one in page.footnotes.items()},
        "html": page.raw_html,
    }


def _block(block: Block) -> tuple[Any, ...]:
    cell = block.cell and (block.cell.table, block.cell.row, block.cell.column)
    return (
        (block.kind, block.first_line, block.last_line, block.start, block.end),
        (block.level, block.info, block.item, block.quoted, cell),
        [(run.kind, run.text, run.start, run.end, run.style) for run in block.runs],
        [structs.astuple(use) for use in block.links],
    )


def agree(text: str, *, admonitions: bool = False) -> bool:
    """Whether both parsers tell the same of a text; a difference fails with what it is."""
    slow = told(parse(text, feed="markdown-it-py", admonitions=admonitions))
    fast = told(parse(text, feed="pyromark", admonitions=admonitions))
    assert fast == slow
    return True


@pytest.mark.parametrize("path", _DOCUMENTS, ids=lambda path: path.relative_to(_ROOT).as_posix())
def test_documents_are_read_alike(path: Path) -> None:
    assert agree(path.read_bytes().decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "text",
    [
        "[a][]\n\n- [a][]\n\n[a]: b.md",
        "- \\*a* [b](c.md)\n  - \\[d](e)\n    1) f\n",
        "| a | b\\|c |\n|---|---|\n| \\| | `d\\|e` [f](g\\|h) |\n| i |",
        "> a <b\n> c> `d\n> e` [f\n> g](h)",
        "a\nb | c\n--|--\nd | e",
        "Setext [a](b)\n  over lines\n===\n\n# ATX \\# # #\n#\n## ##\n",
        "é\u3000[ü](ß.md) 🎉 <https://ä.example/🎉> `ñ`\n\n# Ü *é*",
        "\ufeff# no heading",
        "---\ntitle: ü\n---\n\n# a\n",
        "+++\ntitle = 'ü'\n+++\n\n# a\n",
        "a $x [b](c)$ [d](e) [^1] $\n\n$$\n[f](g)\n$$\n",
        "[^1]: note [a](b.md)\n\nx[^1] y[^2]",
        "!!! note\n\n    [a](b.md)\n",
        '<a@b.example> <https://b.example> ![a *b* `c` [d](e)](f "t")',
        "~a~ ~~b~~ ~~~c~~~ ~~ d",
        "a  \nb\\\nc\t\nd",
        "\t* a\n\n\t  b\n\n\t\t* c",
        "- ```py\n  x\n  ```\n\n  ~~~\n  y\n- <div>\n  </div>\n\n- ***\n",
        ">" * 80 + " [a](b.md)",
        "- " * 28 + "[a](b.md)",
    ],
)
def test_what_differs_easily_is_read_alike(text: str) -> None:
    assert agree(text)
    assert agree(text.replace("\n", "\r\n"), admonitions=True)


_WORDS = st.sampled_from(
    ["a", "word", "two words", "é", "中文", "🎉", "snake_case", "2 * 3", "x.md", "e.g.", "&amp;", "&copy;", "\\*", "\\[", "\\\\", "1.", "a-b", "$5"]
)  # fmt: skip
_TARGETS = st.sampled_from(
    ["b.md", "<b c.md>", "b.md#c", "b(1).md", "b.md 'title'", "#a", "", "b\\_c.md", "https://x.example/?a=1&b"]
)


def _inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
        st.builds("[{}]({})".format, inner, _TARGETS),
        st.builds("![{}]({})".format, inner, _TARGETS),
        st.builds("[{}][{}]".format, inner, st.sampled_from(["", "ref", "REF", "none"])),
        st.builds("**{}**".format, inner),
        st.builds("*{}*".format, inner),
        st.builds("_{}_".format, inner),
        st.builds("~~{}~~".format, inner),
        st.builds("`{}`".format, _WORDS),
        st.builds("``{}``".format, inner),
    )


_TEXTS = st.recursive(
    st.one_of(
        _WORDS,
        st.sampled_from(
            ["[ref]", "[x]", "<b>", "</b>", "<a href='q.md'>", "<!-- c -->", "<https://x.example>", "[[wiki]]", "$m$", "[^1]", "<br/>", "`", "*", "_", "~~", "[", "](", "!["]
        ),
    ),
    _inline,
    max_leaves=6,
)  # fmt: skip
_LINES = st.lists(_TEXTS, min_size=1, max_size=3).map("\n".join)
_LEAVES = st.one_of(
    _LINES,
    st.builds("{} {}".format, st.sampled_from(["#", "##", "######"]), _TEXTS),
    st.builds("{}\n{}".format, _TEXTS, st.sampled_from(["===", "---"])),
    st.builds("```{}\n{}\n```".format, st.sampled_from(["", "py", " sh x "]), _LINES),
    st.builds("~~~\n{}".format, _WORDS),
    st.builds("    {}".format, _WORDS),
    st.builds("\t{}".format, _TEXTS),
    st.builds("<div>\n{}\n</div>".format, _TEXTS),
    st.builds("<!-- {} -->".format, _WORDS),
    st.sampled_from(["***", "---", "[ref]: c.md 'title'", "[none]: <d e.md>", "", "!!! note", "[^1]: a note", "$$\nx\n$$"]),
    st.lists(st.lists(_TEXTS, min_size=2, max_size=2), min_size=1, max_size=3).map(
        lambda rows: "\n".join(
            f"| {' | '.join(cell.replace(chr(10), ' ') for cell in row)} |" + ("\n|---|:-:|" if not number else "")
            for number, row in enumerate(rows)
        )
    ),
)  # fmt: skip


_ACCEPTED = re.compile(
    r"\]: \S.*\n[ \t>]*(?:    |\t)"  # an indented line right behind a definition: code or a paragraph
    r"|\|\n[ \t>]*(?:    |\t)"  # an indented line right behind a table's row: code or a row
    r"|\n[ >]*\|\s*(?:\n|$)"  # a row that is one bar
    r"|\[!\[.*\["  # a link in an image's alternative text in a link
)
"""Where the parsers differ and may (the table in pyromark_feed.py)."""


def _indent(first: str, rest: str, text: str) -> str:
    return first + text.replace("\n", "\n" + rest)


def _containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("\n\n".join),
        st.lists(inner, min_size=1, max_size=3).map("\n".join),
        inner.map(lambda text: _indent("> ", "> ", text)),
        inner.map(lambda text: _indent("- ", "  ", text)),
        inner.map(lambda text: _indent("1. ", "   ", text)),
        inner.map(lambda text: _indent("* ", "\t", text)),
        st.lists(inner, min_size=2, max_size=3).map(
            lambda texts: "\n".join(_indent("+ ", "  ", text) for text in texts)
        ),
    )


_GENERATED = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "", "---\na: b\n---\n", "+++\na = 'b'\n+++\n", "\n\n", "---\n"]),
    st.recursive(_LEAVES, _containers, max_leaves=6),
    st.sampled_from(["", "\n", "\n\n[ref]: c.md\n", "\n\n\n"]),
)


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(_GENERATED, st.sampled_from(["\n", "\r\n"]))
def test_generated_documents_are_read_alike(text: str, line_ending: str) -> None:
    assume(not _ACCEPTED.search(text))
    assert agree(text.replace("\n", line_ending))


@pytest.mark.parametrize(
    ("named", "expected"), [("markdown-it-py", "markdown-it-py"), ("pyromark", "pyromark"), ("", "pyromark")]
)
def test_the_environment_names_the_parser(monkeypatch: pytest.MonkeyPatch, named: str, expected: str) -> None:
    monkeypatch.setenv("CROSSREF_PARSER", named)
    assert feeds.feed_name() == expected
