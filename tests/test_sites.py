"""Site generators, by the files they leave."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import write
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
    assert all(site.routes for site in found)


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
