"""Site generators, by the files they leave."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Check, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossref.sites import detect

Found = tuple[str, str, str, str]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({}, []),
        ({"mkdocs.yml": ""}, [("mkdocs", "docs", "python-markdown", "docs")]),
        (
            {"mkdocs.yml": "nav: !!python/name:x\ndocs_dir: 'pages' # here\n"},
            [("mkdocs", "pages", "python-markdown", "pages")],
        ),
        ({"mkdocs.yml": "docs_dir: !ENV [DIR, pages]\n"}, [("mkdocs", "docs", "python-markdown", "docs")]),
        ({"docs/mkdocs.yaml": "docs_dir: .\r\n"}, [("mkdocs", "docs", "python-markdown", "docs")]),
        ({"mkdocs.yml": "docs_dir: ../out\n"}, []),
        ({"mkdocs.yml": "docs_dir: out\n"}, []),
        (
            {"mkdocs.yml": "- toc:\n    slugify: !!python/object/apply:pymdownx.slugs.slugify\n"},
            [("mkdocs", "docs", "github", "docs")],
        ),
        (
            {
                "website/docusaurus.config.ts": "",
                "website/docs/a.md": "",
                "website/blog/b.md": "",
                "website/src/pages/c.md": "",
            },
            [
                ("docusaurus", "website/src/pages", "docusaurus", "website"),
                ("docusaurus", "website/blog", "docusaurus", "website"),
                ("docusaurus", "website/docs", "docusaurus", "website"),
            ],
        ),
        (
            {"website/docusaurus.config.js": "docs: { path: '../docs' }", "website/x": ""},
            [("docusaurus", "docs", "docusaurus", "")],
        ),
        (
            {"docusaurus.config.mjs": 'docs: { path: "pages" }'},
            [("docusaurus", "docs", "docusaurus", ""), ("docusaurus", "pages", "docusaurus", "")],
        ),
        ({"book.toml": "[book]\nsrc = 'pages'"}, [("mdbook", "pages", "mdbook", "pages")]),
        ({"book/book.toml": "[book]\n", "book/src/a.md": ""}, [("mdbook", "book/src", "mdbook", "book/src")]),
        ({"docs/.vitepress/config.ts": ""}, [("vitepress", "docs", "github", "docs")]),
        ({".vitepress/config.mts": "srcDir: './pages',"}, [("vitepress", "pages", "github", "pages")]),
        ({"_config.yml": "theme: x\n"}, [("jekyll", "", "github", "")]),
        (
            {"docs/_config.yml": "markdown: kramdown\nkramdown:\n  auto_ids: true\n  input: GFM\n"},
            [("jekyll", "docs", "github", "docs")],
        ),
        ({"docs/_config.yml": "kramdown:\n  input: Kramdown\n"}, [("jekyll", "docs", "kramdown", "docs")]),
        (
            {"docs/_config.yml": "markdown: CommonMark\nkramdown:\n  input: Kramdown\n"},
            [("jekyll", "docs", "github", "docs")],
        ),
        ({"docs/_config.yml": "title: x", "docs/_toc.yml": ""}, []),
        ({"hugo.toml": "", "content/a.md": ""}, [("hugo", "content", "github", "content")]),
        (
            {"site/config.toml": 'baseURL = "/"', "site/content/a.md": ""},
            [("hugo", "site/content", "github", "site/content")],
        ),
        ({"hugo.yaml": "contentDir: pages\n"}, [("hugo", "pages", "github", "pages")]),
        ({"config.toml": "[server]", "content/a.md": ""}, []),
        (
            {"deep/root/mkdocs.yml": "", "deep/root/docs/a.md": ""},
            [("mkdocs", "deep/root/docs", "python-markdown", "deep/root/docs")],
        ),
        (
            {
                "2018-edition/book.toml": "",
                "2018-edition/src/a.md": "",
                "docs/en/mkdocs.yml": "",
                "docs/en/docs/a.md": "",
            },
            [
                ("mkdocs", "docs/en/docs", "python-markdown", "docs/en/docs"),
                ("mdbook", "2018-edition/src", "mdbook", "2018-edition/src"),
            ],
        ),
        (
            {"a/b/c/mkdocs.yml": "docs_dir: .", "a/b/c/d/mkdocs.yml": "docs_dir: ."},
            [("mkdocs", "a/b/c", "python-markdown", "a/b/c")],
        ),
        ({"node_modules/x/book.toml": "src = '.'", ".x/book.toml": "src = '.'", "theme/_config.yml": ""}, []),
        ({"blog/_config.yml": "", "blog/_posts/a.md": ""}, [("jekyll", "blog", "github", "blog")]),
        ({"mkdocs.yml": "", "docs/_config.yml": ""}, [("mkdocs", "docs", "python-markdown", "docs")]),
        (
            {"_config.yml": "", "mkdocs.yml": ""},
            [("mkdocs", "docs", "python-markdown", "docs"), ("jekyll", "", "github", "")],
        ),
    ],
)
def test_sites(tmp_path: Path, texts: dict[str, str], expected: list[Found]) -> None:
    (tmp_path / "out").symlink_to(tmp_path.parent)
    write(tmp_path, {"docs/index.md": "", "pages/index.md": "", **texts})
    found = detect(str(tmp_path), "deep/root")
    assert [(site.generator, site.folder, site.dialect, site.link_root) for site in found] == expected


@pytest.mark.parametrize(
    ("texts", "routes"),
    [
        ({"_config.yml": "theme: x\n"}, False),
        ({"_config.yml": "", "index.md": "# Home\n", "index.html": "<html>"}, False),
        ({"_config.yml": "", "index.md": "---\ntitle: Home\n---\n"}, True),
        ({"_config.yml": "", "index.html": "---\n---\n<html>"}, True),
        ({"_config.yml": "", "_layouts/a.html": ""}, True),
        ({"_config.yml": "source: pages\n", "pages/_includes/a.html": ""}, True),
        ({"docs/_config.yml": ""}, True),
        ({"book.toml": "src = '.'"}, True),
    ],
)
def test_a_theme_alone_makes_no_routes(tmp_path: Path, texts: dict[str, str], routes: bool) -> None:
    write(tmp_path, {"pages/a.md": "", **texts})
    assert [site.routes for site in detect(str(tmp_path), "")] == [routes]


@pytest.mark.parametrize(
    ("texts", "known"),
    [
        ({"mkdocs.yml": ""}, True),
        (
            {
                "mkdocs.yml": "- toc:\n    slugify: !!python/object/apply:pymdownx.slugs.slugify\n      kwds: {case: lower}\n"
            },
            True,
        ),
        ({"mkdocs.yml": "- toc:\n    slugify: !!python/name:pymdownx.slugs.uslugify\n"}, True),
        ({"mkdocs.yml": "- toc:\n    slugify: !!python/object/apply:pymdownx.slugs.slugify {}\n"}, False),
        ({"mkdocs.yml": "- toc:\n    slugify: !!python/name:markdown.extensions.toc.slugify_unicode\n"}, False),
        ({"docs/.vitepress/config.ts": ""}, False),
        ({"docs/_config.yml": ""}, True),
    ],
)
def test_whose_anchors_are_known(tmp_path: Path, texts: dict[str, str], known: bool) -> None:
    write(tmp_path, {"docs/index.md": "", **texts})
    assert [site.known_slugs for site in detect(str(tmp_path), "")] == [known]


def test_anchors_that_nobody_knows_are_not_missing(check: Check) -> None:
    links = "[a](a.md#über-uns) [b](a.md#there) [c](a.md#none) [d](a.md#There)"
    texts = {"docs/a.md": "# Über uns\n\n<a id='there'></a>\n", "docs/b.md": links}
    assert len(check(texts, "XR102").report.findings) == 2
    assert not check({**texts, "docs/.vitepress/config.ts": ""}, "XR102").report.findings
    assert len(check({"crossref.toml": 'dialect = "github"'}, "XR102").report.findings) == 2


def test_an_absolute_link_to_a_file_may_start_at_the_documents(check: Check) -> None:
    texts = {"website/docusaurus.config.ts": "", "website/docs/guide/a.md": "", "website/docs/img.png": ""}
    links = "[](/docs/guide/a.md) [](/guide/a.md) [](/guide/A.md) [](/guide/b.md) [](../../x.md) [](../..)"
    found = check({**texts, "website/docs/b.md": links}, "XR1").report.findings
    assert [(finding.code, finding.problem.subject) for finding in found] == [
        ("XR104", "/guide/A.md"),
        ("XR101", "/guide/b.md"),
        ("XR101", "../../x.md"),
    ]


def test_a_folder_in_place_of_a_file_is_no_site(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml/x": "", "_config.yml/x": "", "book.toml/x": ""})
    assert [site.generator for site in detect(str(tmp_path), "")] == ["jekyll"]
    assert detect(str(tmp_path / "gone"), "docs") == ()


NAMES = st.sampled_from(["mkdocs.yml", "docusaurus.config.js", "book.toml", "_config.yml", "hugo.toml", "config.toml"])
PARTS = st.sampled_from(
    [b"docs_dir: ", b"path: '", b'src = "', b"source: ", b"\x00", b"\xff", b"..", b"/", b"\n", b"kramdown:\n", b" "]
)


@given(NAMES, st.lists(st.one_of(PARTS, st.binary(max_size=4)), max_size=12).map(b"".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_nothing_in_a_file_raises(tmp_path: Path, name: str, content: bytes) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    (tmp_path / name).write_bytes(content)
    detect(str(tmp_path), "")
