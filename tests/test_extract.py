"""Source to Document: links, mentions, labels, anchors, sections, markers and ignores."""

from __future__ import annotations

import pytest

from crossref.extract import extract
from crossref.model import Dialect, Document, Profile, Source, Stamp

VOCABULARY = {"related documentation": ("see also", "siehe auch"), "key files": ("important files",)}


def document(text: str, dialect: Dialect = "github") -> Document:
    profile = Profile({}, {}, dialect, (), VOCABULARY)
    return extract(Source("docs/a.md", Stamp(0, 0), lambda: text), profile)


def mentions(text: str) -> list[tuple[str, bool]]:
    return [(link.destination, link.refers) for link in document(text).links if link.kind == "mention"]


@pytest.mark.parametrize(
    "sentence",
    [
        "See `b.md` for details.",
        "see b.md",
        "For the rollout, see also `docs/b.md`.",
        "It is described in `b.md`.",
        "Details are in `b.md`.",
        "Refer to **`b.md`**.",
        "(see `b.md`)",
        "More information in b.md.",
        "`b.md` for details on the rollout.",
        "See `a.md` and `b.md`.",
        "- **Rollout**: see `b.md`",
        "| Rollout | see `b.md` |\n|---|---|",
    ],
)
def test_a_mention_that_sends_the_reader_there(sentence: str) -> None:
    found = mentions(sentence)
    assert found
    assert all(refers for _, refers in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The generator writes `b.md`.",
        "Create `b.md` and see that it is linked.",
        "We moved everything from `b.md`.",
        "Every component has an `index.md`.",
        "See the template for a new `b.md` file, e.g. `b.md`.",
        "See `b.md` in the infrastructure repository.",
        "If something is missing, add it to `b.md`.",
        "## b.md",
    ],
)
def test_a_mention_that_only_talks_about_a_file(sentence: str) -> None:
    found = mentions(sentence)
    assert found
    assert not any(refers for _, refers in found)


@pytest.mark.parametrize(
    "text", ["`*.md`", "`<name>.md`", "`NNNN-title.md`", "`{id}.md`", "x.mdown", "a/b.mdc", "`run b.md`"]
)
def test_patterns_and_placeholders_are_no_mentions(text: str) -> None:
    assert mentions(f"See {text} for more.") == []


def test_a_list_of_related_documents_sends_the_reader_there() -> None:
    text = "# A\n## 8. Related Documentation 📚\n- `b.md`\n- `c.md` - the rollout\n## Other\n- `d.md`\n"
    assert mentions(text) == [("b.md", True), ("c.md", True), ("d.md", False)]


def test_a_mention_in_a_link_is_the_link() -> None:
    found = document("See [`b.md`](b.md) and [b.md](c.md).").links
    assert [(link.kind, link.destination, link.text) for link in found] == [
        ("inline", "b.md", "b.md"),
        ("inline", "c.md", "b.md"),
    ]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("See the Rollback section of `b.md`.", "Rollback"),
        ("See the “Rollback plan” section in [deployment](b.md).", "Rollback plan"),
        ("See `b.md`, section Rollback.", "Rollback"),
        ("See `b.md` § Rollback", "Rollback"),
        ("See `b.md` → Rollback plan.", "Rollback plan"),
        ("See `b.md`.", ""),
        ("See `b.md` for the next section.", ""),
    ],
)
def test_a_section_that_a_reference_names(text: str, section: str) -> None:
    assert [link.section for link in document(text).links] == [section]


def test_key_files_are_paths() -> None:
    text = "# A\n### Orders\n- **Key files**: `svc/main.py`, `svc/*.py`, `OrderService`\n- **Interfaces**: `GET /x`\n## Key files\n- `b/c.ts`"
    paths = [link.destination for link in document(text).links if link.kind == "path"]
    assert paths == ["svc/main.py", "b/c.ts"]


def test_html_links_have_exact_places() -> None:
    text = 'x <a\n  href="b.md">b</a>\n\n<p><img alt=x src=c.png></p>\n<!-- <a href="no.md"> -->\n<pre><a href="no.md"></pre>'
    found = document(text).links
    assert [(link.destination, link.span.line, link.span.column) for link in found] == [
        ("b.md", 2, 9),
        ("c.png", 4, 19),
    ]


def test_wiki_links() -> None:
    found = document("[[Deployment]] and [[Deployment#Rollback|how to]] but not `[[x]]` nor [[1]](b.md)").links
    assert [(link.kind, link.destination, link.text) for link in found] == [
        ("wiki", "Deployment", "Deployment"),
        ("wiki", "Deployment#Rollback", "how to"),
        ("inline", "b.md", "[1]"),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("[text][label]", ["label"]),
        ("[label][]", ["label"]),
        ("[**bold** text][label]", ["label"]),
        ("[text][label]\n\n[label]: b.md", []),
        ("[text][LA  bel]\n\n[la bel]: b.md", []),
        ("[label]", []),
        ("[e.g., RBAC, ABAC]", []),
        ("`m[i][j]` m[i][j] a[0][1] [ ][x]", []),
        ("$a[bc][de]$", []),
        ("a note[^1]", ["1"]),
        ("a note[^1]\n\n[^1]: the note", []),
        ("[^a-z] is a class, so is [^abc], and \\w[^abc]+", []),
        ("It was waived.[^waiver]", ["waiver"]),
        ("[^a] and [^b]\n\n[^a]: x", ["b"]),
        ("\\[text][label]", []),
    ],
)
def test_labels_without_a_definition(text: str, labels: list[str]) -> None:
    assert [label.label for label in document(text).labels] == labels


def test_anchors_of_every_kind() -> None:
    text = (
        "# Title\n\nSetext\n---\n\n> ## Quoted\n\n- ## In a list\n\n<a id='one'></a><a name=two></a>\n\n<h2 align=center>HTML <b>head</b></h2>\n\n"
        '<div id="three">\n</div>\n\ntext[^n]\n\n[^n]: note\n\n# Title\n'
    )
    names = [anchor.name for anchor in document(text).anchors]
    assert names[:6] == ["title", "setext", "quoted", "in-a-list", "html-head", "title-1"]
    assert {"one", "two", "three", "fn-n"} <= set(names)


def test_sections_know_their_lines_parent_and_content() -> None:
    text = "# A\ntext\n## B\n<!-- later -->\n### C\n- x\n## D\n\n    code\n"
    found = [(s.title, s.level, s.span.line, s.last_line, s.parent, s.blocks) for s in document(text).sections]
    assert found == [
        ("A", 1, 1, 9, -1, 3),
        ("B", 2, 3, 6, 0, 1),
        ("C", 3, 5, 6, 1, 1),
        ("D", 2, 7, 9, 0, 1),
    ]


def test_explicit_ids_hold_even_where_the_dialect_has_none() -> None:
    assert [anchor.name for anchor in document("# A {#b}", "docusaurus").anchors if anchor.kind == "heading"] == ["b"]
    assert [anchor.name for anchor in document("# A {#b}", "github").anchors] == ["a-b", "b", "a"]
    assert "c" in {anchor.name for anchor in document("[x](y.md){ #c }", "python-markdown").anchors}


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("**Auth**: [e.g., RBAC, ABAC]", "placeholder", ["[e.g., RBAC, ABAC]"]),
        ("[Component Name] does", "placeholder", ["[Component Name]"]),
        ("# {{PROJECT_NAME}}", "placeholder", ["{{PROJECT_NAME}}"]),
        ("`{{PROJECT_NAME}}` [name](b.md) arr[name] {{ page.title }} - [x] done", "placeholder", []),
        ("TODO: write", "to-do", ["TODO: write"]),
        ("| TBD |\n|---|", "to-do", ["TBD"]),
        ("<!-- TODO: later -->", "to-do", ["TODO: later"]),
        ("the TODO list app, `TODO: x`, todo", "to-do", []),
    ],
)
def test_markers(text: str, kind: str, found: list[str]) -> None:
    assert [marker.text for marker in document(text).markers if marker.kind == kind] == found


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a <!-- crossref: ignore XR101 why -->", (1, 1)),
        ("<!-- crossref: ignore XR101 why -->\npara\nmore\n\nnext", (2, 3)),
        ("<!-- crossref: ignore XR101 -->\n\n```\nx\n\ny\n```\nz", (3, 7)),
        ("<!-- crossref: ignore XR101 -->\n\n| a |\n|---|\n| b |\n\nz", (3, 5)),
        ("- one\n\n  <!-- crossref: ignore XR101 -->\n  two\n\nz", (4, 4)),
        ("| a | b <!-- crossref: ignore XR101 --> |\n|---|---|", (1, 1)),
        ("<!-- crossref: ignore-file XR101 -->\na\nb", (1, 3)),
        ("a\n\n<!-- crossref: ignore XR101 -->", (3, 3)),
    ],
)
def test_ignores_cover_a_line_a_block_or_the_file(text: str, lines: tuple[int, int]) -> None:
    (ignore,) = document(text).ignores
    assert (ignore.first_line, ignore.last_line) == lines


def test_an_ignore_names_rules_and_a_reason() -> None:
    (ignore,) = document("x <!-- crossref: ignore XR102, broken-link ,XR3 written next week -->").ignores
    assert ignore.selectors == ("XR102", "broken-link", "XR3")
    assert ignore.reason == "written next week"
    assert document("x <!-- crossref: ignore -->").ignores[0].selectors == ()
    assert document("`<!-- crossref: ignore XR101 -->`").ignores == ()
