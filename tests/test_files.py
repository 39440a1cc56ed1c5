"""Which documents a set has, and what exists around them."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossref.config import Overrides, load
from crossref.files import DirectoryTree, StaticTree, find, sets
from crossref.model import Tree


def found(folder: Path, *, exclude: tuple[str, ...] | None = None) -> list[str]:
    return [source.path for source in find(load(folder, {}, Overrides(exclude=exclude)))]


def touch(folder: Path, *paths: str) -> None:
    write(folder, dict.fromkeys(paths, ""))


# -- which documents -----------------------------------------------------------------------------------------------


def test_markdown_files_sorted_by_path(tmp_path: Path) -> None:
    touch(tmp_path, "b.md", "a.MD", "docs/c.markdown", "docs/d.mdx", "docs/e.txt", "docs/md", "B.md.bak", "docs/.md")
    assert found(tmp_path) == ["a.MD", "b.md", "docs/.md", "docs/c.markdown", "docs/d.mdx"]


def test_below_the_root_or_wherever_include_says(tmp_path: Path) -> None:
    touch(tmp_path, "README.md", "docs/a.md", "docs/b/c.md", "src/x.md")
    (tmp_path / "crossref.toml").write_text('root = "docs"')
    assert found(tmp_path) == ["docs/a.md", "docs/b/c.md"]
    (tmp_path / "crossref.toml").write_text('root = "docs"\ninclude = ["docs/*.md", "README.md"]')
    assert found(tmp_path) == ["README.md", "docs/a.md"]
    (tmp_path / "crossref.toml").write_text('include = ["docs", "**/x.md"]')
    assert found(tmp_path) == ["docs/a.md", "docs/b/c.md", "src/x.md"]


@pytest.mark.parametrize("pattern", ["archive", "archive/", "archive/**", "./archive", "arch*/**"])
def test_exclude(tmp_path: Path, pattern: str) -> None:
    touch(tmp_path, "a.md", "archive/b.md", "archive/c/d.md", "docs/archive/e.md", "archived.md")
    assert found(tmp_path, exclude=(pattern,)) == ["a.md", "archived.md", "docs/archive/e.md"]


def test_exclude_by_name_and_by_segment(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "docs/b.md", "docs/c/b.md", "docs/c/d.md")
    assert found(tmp_path, exclude=("*.md", "**/d.md")) == ["docs/b.md", "docs/c/b.md"]
    assert found(tmp_path, exclude=("docs/*",)) == ["a.md", "docs/c/b.md", "docs/c/d.md"]


def test_folders_of_tools_are_left_out(tmp_path: Path) -> None:
    touch(
        tmp_path, "a.md", ".github/b.md", ".git/c.md", "node_modules/x/d.md", ".venv/e.md", ".claude/f.md", ".hidden.md"
    )
    touch(tmp_path, "env/pyvenv.cfg", "env/lib/g.md", "docs/__pycache__/h.md", ".gitlab/i.md")
    assert found(tmp_path) == [".github/b.md", ".hidden.md", "a.md"]
    (tmp_path / "crossref.toml").write_text('include = [".gitlab/**"]')
    assert found(tmp_path) == [".gitlab/i.md"]


def test_a_hidden_folder_may_be_asked_for(tmp_path: Path) -> None:
    touch(tmp_path, ".git/HEAD", ".claude/docs/a.md")
    assert found(tmp_path / ".claude/docs") == [".claude/docs/a.md"]


def test_nested_sets_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "one/b.md", "one/crossref.toml", "one/two/c.md", "three/d.md")
    write(tmp_path, {"three/pyproject.toml": "[tool.crossref]\n", "four/pyproject.toml": "[tool.x]", "four/e.md": ""})
    assert found(tmp_path) == ["a.md", "four/e.md"]
    assert found(tmp_path / "one") == ["b.md", "two/c.md"]


# -- what git ignores ----------------------------------------------------------------------------------------------


def test_what_git_ignores(tmp_path: Path) -> None:
    ignores = "# comment\n\nbuild/\n/draft.md\n*.tmp.md\n!keep.tmp.md\ndocs/**/old\n\\#x.md\n"
    write(
        tmp_path,
        {".gitignore": ignores, "docs/.gitignore": "local.md\n!special.tmp.md\n", ".git/info/exclude": "mine.md"},
    )
    touch(
        tmp_path,
        "a.md",
        "draft.md",
        "docs/draft.md",
        "b.tmp.md",
        "keep.tmp.md",
        "build/c.md",
        "docs/build/d.md",
        "#x.md",
    )
    touch(
        tmp_path, "docs/local.md", "local.md", "docs/special.tmp.md", "docs/x/old/e.md", "docs/mine.md", "docs/build.md"
    )
    assert found(tmp_path) == [
        "a.md",
        "docs/build.md",
        "docs/draft.md",
        "docs/special.tmp.md",
        "keep.tmp.md",
        "local.md",
    ]


def test_nothing_comes_back_from_an_ignored_folder(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "build/\n!build/keep.md\n", "build/keep.md": "", "a.md": ""})
    assert found(tmp_path) == ["a.md"]


def test_an_ignored_folder_may_be_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", ".gitignore": "build/\n", "build/docs/a.md": "", "build/docs/.gitignore": "b.md"})
    touch(tmp_path, "build/docs/b.md")
    assert found(tmp_path / "build/docs") == ["build/docs/a.md"]


def test_ignores_above_the_root_apply(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", ".gitignore": "x.md", "docs/.gitignore": "y.md"})
    touch(tmp_path, "docs/sub/x.md", "docs/sub/y.md", "docs/sub/z.md")
    assert found(tmp_path / "docs/sub") == ["docs/sub/z.md"]


def test_a_gitignore_that_makes_no_sense(tmp_path: Path) -> None:
    write(
        tmp_path,
        {".gitignore": b"!\n//\n***\xff\n[\nb.md\n", "a.md": "", "b.md": "", "x/.gitignore/y": "", "x/c.md": ""},
    )
    assert found(tmp_path) == ["a.md", "x/c.md"]


# -- symbolic links and odd names -----------------------------------------------------------------------------------


def test_symbolic_links(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    touch(project, ".git/HEAD", "docs/a.md", "notes/b.md", "AGENTS.md")
    touch(outside, "c.md")
    (project / "CLAUDE.md").symlink_to("AGENTS.md")
    (project / "docs/out.md").symlink_to(outside / "c.md")
    (project / "docs/out").symlink_to(outside)
    (project / "docs/loop").symlink_to(".")
    (project / "docs/up").symlink_to("..")
    (project / "docs/gone.md").symlink_to("nowhere.md")
    (project / "docs/self.md").symlink_to("self.md")
    assert found(project) == ["AGENTS.md", "docs/a.md", "notes/b.md"]


def test_links_to_what_is_not_in_the_set_otherwise_are_followed(tmp_path: Path) -> None:
    touch(tmp_path, ".git/HEAD", "docs/a.md", "README.md", "shared/b.md", "shared/c/d.md")
    (tmp_path / "docs/index.md").symlink_to("../README.md")
    (tmp_path / "docs/more").symlink_to("../shared")
    (tmp_path / "docs/again").symlink_to("../shared/c")
    (tmp_path / "shared/back").symlink_to("../docs")
    assert found(tmp_path / "docs") == ["docs/a.md", "docs/again/d.md", "docs/index.md", "docs/more/b.md"]


ODD = [
    "a b.md",
    "a#b.md",
    "a%20b.md",
    "🧩/日本語.md",
    "new\nline.md",
    "[x].md",
    "{a,b}.md",
    "!x.md",
    "\\.md",
    "\u00e9.md",
    "e\u0301.md",
    "-x.md",
    "'\".md",
]


def test_odd_names(tmp_path: Path) -> None:
    touch(tmp_path, *ODD)
    assert found(tmp_path) == sorted(ODD)
    tree = DirectoryTree(tmp_path)
    assert [path for path in ODD if tree.kind(path) != "file"] == []


def test_names_that_are_not_unicode_are_passed_over(tmp_path: Path) -> None:
    try:
        os.mkdir(os.fsencode(tmp_path) + b"/\xff")
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff/a.md")).touch()
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.md")).touch()
    except OSError:
        pytest.skip("this file system has no such names")
    touch(tmp_path, "c.md")
    assert found(tmp_path) == ["c.md"]
    tree = DirectoryTree(tmp_path)
    assert tree.names("") == {"c.md"}
    assert tree.kind("b\udcff.md") is None
    assert tree.spelling("B\udcff.md") is None


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    touch(tmp_path, "a.md")
    assert found(tmp_path) == ["a.md"]
    tree = DirectoryTree(tmp_path)
    assert tree.kind("pipe.md") == "file"
    assert tree.line_count("pipe.md") is None


def test_what_may_not_be_read_is_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "a.md", "secret/b.md")
    (tmp_path / "secret").chmod(0)
    try:
        if os.access(tmp_path / "secret", os.R_OK):
            pytest.skip("nothing is secret from root")
        assert found(tmp_path) == ["a.md"]
        assert DirectoryTree(tmp_path).kind("secret/b.md") is None
    finally:
        (tmp_path / "secret").chmod(0o700)


# -- reading -------------------------------------------------------------------------------------------------------


def test_reading_a_source(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": b"\xef\xbb\xbf# A\r\nb\n", "b.md": b"caf\xe9"})
    first, second = find(load(tmp_path, {}))
    assert first.read() == "# A\r\nb\n"
    assert (first.stamp.size, first.stamp.mtime_ns) == (10, (tmp_path / "a.md").stat().st_mtime_ns)
    assert pickle.loads(pickle.dumps(first)).read() == first.read()
    with pytest.raises(UnicodeDecodeError):
        second.read()
    (tmp_path / "a.md").unlink()
    with pytest.raises(FileNotFoundError):
        first.read()


# -- sets ----------------------------------------------------------------------------------------------------------


def relative(folder: Path, paths: Iterable[Path]) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_sets_of_a_monorepo(tmp_path: Path) -> None:
    touch(tmp_path, "b/crossref.toml", "a/crossref.toml", "a/x/crossref.toml", "c/d.md", "node_modules/e/crossref.toml")
    write(tmp_path, {"d/pyproject.toml": "[tool.crossref]", ".gitignore": "f/", "f/crossref.toml": ""})
    assert relative(tmp_path, sets(tmp_path)) == [".", "a", "a/x", "b", "d"]
    assert relative(tmp_path, sets(tmp_path, exclude=("a",))) == [".", "b", "d"]
    assert relative(tmp_path, sets(tmp_path / "c")) == ["c"]
    assert relative(tmp_path, sets(tmp_path / "c/d.md")) == ["c/d.md"]
    touch(tmp_path, "crossref.toml")
    assert relative(tmp_path, sets(tmp_path)) == [".", "a", "a/x", "b", "d"]
    assert relative(tmp_path, sets(tmp_path / "a/x")) == ["a/x"]
    assert relative(tmp_path, sets(tmp_path / "c")) == ["c"]


def test_sets_are_named_as_they_were_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "x/a/crossref.toml")
    monkeypatch.chdir(tmp_path)
    assert sets(Path("x")) == (Path("x"), Path("x/a"))
    assert sets(Path("x/a")) == (Path("x/a"),)
    assert sets(Path("gone")) == (Path("gone"),)


# -- trees ---------------------------------------------------------------------------------------------------------

TEXTS = {
    "README.md": "# R\n",
    "docs/Guide.md": "a\nb\nc",
    "docs/sub/guide.md": "",
    "docs/sub/x.bin": "a\0b",
    "Docs2/Über Uns.MD": "x\r\ny\r\n",
}


@pytest.fixture(params=["directory", "static"])
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Tree:
    write(tmp_path, TEXTS)
    return DirectoryTree(tmp_path) if request.param == "directory" else StaticTree(TEXTS)


def test_kind(tree: Tree) -> None:
    assert [tree.kind(path) for path in ("", ".", "docs", "docs/", "docs/sub")] == ["directory"] * 5
    assert [tree.kind(path) for path in ("README.md", "docs/Guide.md", "docs/./sub/../Guide.md")] == ["file"] * 3
    nothing = (
        "readme.md",
        "docs/guide.md",
        "DOCS/Guide.md",
        "README.md/x",
        "..",
        "../x",
        "docs/../../x",
        "/README.md",
        "a\0b",
    )
    assert [tree.kind(path) for path in nothing] == [None] * len(nothing)
    assert tree.kind("a/" * 5000) is None


def test_spelling(tree: Tree) -> None:
    assert tree.spelling("readme.MD") == "README.md"
    assert tree.spelling("DOCS/guide.md") == "docs/Guide.md"
    assert tree.spelling("docs/SUB/Guide.md") == "docs/sub/guide.md"
    assert tree.spelling("docs2/über uns.md") == "Docs2/Über Uns.MD"
    assert tree.spelling("DOCS") == "docs"
    nothing = ("README.md", "", "docs/none.md", "../readme.md", "README.md/X")
    assert [tree.spelling(path) for path in nothing] == [None] * len(nothing)


def test_names(tree: Tree) -> None:
    assert tree.names("") == {"README.md", "docs", "Docs2"}
    assert tree.names("docs/sub") == {"guide.md", "x.bin"}
    assert tree.names("DOCS") == tree.names("README.md") == tree.names("..") == frozenset()


def test_ending(tree: Tree) -> None:
    assert tree.ending("guide.md") == ("docs/Guide.md", "docs/sub/guide.md")
    assert tree.ending("sub/GUIDE.md") == ("docs/sub/guide.md",)
    assert tree.ending("docs/guide.md") == ("docs/Guide.md",)
    assert tree.ending("uide.md") == tree.ending("x.bin") == tree.ending("") == ()


def test_line_count(tree: Tree) -> None:
    counts = [
        tree.line_count(path) for path in ("README.md", "docs/Guide.md", "docs/sub/guide.md", "Docs2/Über Uns.MD")
    ]
    assert counts == [1, 3, 0, 2]
    assert [tree.line_count(path) for path in ("docs/sub/x.bin", "docs", "none", "../x")] == [None] * 4


def test_text(tree: Tree) -> None:
    assert tree.text("Docs2/Über Uns.MD") == "x\r\ny\r\n"
    for path in ("docs", "none.md", "../x.md"):
        with pytest.raises(OSError, match="no file"):
            tree.text(path)


def test_nothing_outside_of_the_project_is_read(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    touch(project, "a.md")
    write(outside, {"b.md": "b\n"})
    (project / "b.md").symlink_to(outside / "b.md")
    (project / "out").symlink_to(outside)
    (project / "gone.md").symlink_to("nowhere")
    (project / "in.md").symlink_to("a.md")
    tree = DirectoryTree(project)
    assert [tree.kind(path) for path in ("b.md", "out", "out/b.md", "out/x/y")] == [
        "file",
        "directory",
        "file",
        "directory",
    ]
    assert tree.kind("gone.md") is None
    assert tree.kind("in.md") == "file"
    assert tree.line_count("in.md") == 0
    assert tree.names("out") == frozenset()
    assert tree.ending("b.md") == ("b.md",)
    for path in ("b.md", "out/b.md"):
        assert tree.line_count(path) is None
        with pytest.raises(OSError, match="no file"):
            tree.text(path)


def test_a_long_file_is_not_read_to_count_its_lines(tmp_path: Path) -> None:
    with (tmp_path / "long.txt").open("wb") as file:
        file.truncate(10_000_001)
    assert DirectoryTree(tmp_path).line_count("long.txt") is None


PATHS = st.lists(st.sampled_from(["a", "b", "A", "x.md", "X.md", "ß.md"]), min_size=1, max_size=3).map("/".join)


@given(st.lists(PATHS, max_size=6), PATHS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_both_trees_say_the_same(tmp_path: Path, paths: list[str], asked: str) -> None:
    folder = tmp_path / str(time.perf_counter_ns())
    folder.mkdir()
    texts = {path: "" for path in paths if not any(other.startswith(path + "/") for other in paths)}
    write(folder, texts)
    on_disk: Tree = DirectoryTree(folder)
    in_memory: Tree = StaticTree(texts)
    assert on_disk.kind(asked) == in_memory.kind(asked)
    assert on_disk.spelling(asked) == in_memory.spelling(asked)
    assert on_disk.names(asked) == in_memory.names(asked)
    assert on_disk.ending(asked) == in_memory.ending(asked)
    if spelling := on_disk.spelling(asked):
        assert on_disk.kind(spelling)
        assert spelling.casefold() == asked.casefold()
