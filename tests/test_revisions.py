"""A set at a git revision, in real repositories."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import write

from crossref import config, files
from crossref.model import Config
from crossref.revisions import RevisionError, snapshot
from crossref.rules import RULES

Texts = Mapping[str, str | bytes]


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, env=environment)
    return done.stdout.strip()


def commit(folder: Path, texts: Texts, tag: str = "") -> str:
    """Write files, commit everything, and return the commit's hash."""
    write(folder, texts)
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "-q", "--allow-empty", "-m", "change")
    if tag:
        git(folder, "tag", tag)
    return git(folder, "rev-parse", "HEAD")


def load(folder: Path) -> Config:
    return config.load(folder, {rule.code: rule.name for rule in RULES})


def paths(folder: Path, revision: str = "HEAD") -> list[str]:
    return [source.path for source in snapshot(load(folder), revision).sources]


def found(folder: Path) -> list[str]:
    return [source.path for source in files.find(load(folder))]


# -- what a revision holds -------------------------------------------------------------------------------------------


def test_documents_are_as_they_were(tmp_path: Path) -> None:
    first = commit(tmp_path, {"a.md": "# Old\n", "gone.md": "# Gone\n"}, "v1")
    (tmp_path / "gone.md").unlink()
    commit(tmp_path, {"a.md": "# New\n", "b.md": "# B\n"})
    write(tmp_path, {"a.md": "# Not committed\n"})
    then = snapshot(load(tmp_path), "v1")
    assert (then.revision, then.commit) == ("v1", first)
    assert {source.path: source.read() for source in then.sources} == {"a.md": "# Old\n", "gone.md": "# Gone\n"}
    assert paths(tmp_path, "main") == ["a.md", "b.md"]
    assert then.tree.kind("gone.md") == "file"
    assert then.tree.kind("b.md") is None


def test_a_text_is_read_as_a_file_would_be(tmp_path: Path) -> None:
    commit(tmp_path, {"bom.md": b"\xef\xbb\xbf# A\r\n", "latin.md": b"\xe4\n", "späte notiz.md": "x"})
    texts = {source.path: source for source in snapshot(load(tmp_path), "HEAD").sources}
    assert texts["bom.md"].read() == "# A\r\n"
    assert texts["späte notiz.md"].read() == "x"
    with pytest.raises(UnicodeDecodeError):
        texts["latin.md"].read()


SELECTIONS: list[tuple[str, Texts]] = [
    ("everything", {"a.md": "", "docs/b.markdown": "", "docs/c.MDX": "", "d.txt": ""}),
    ("folders of tools and hidden ones", {"a.md": "", "node_modules/b.md": "", ".x/c.md": "", ".github/d.md": ""}),
    ("a root", {"crossref.toml": 'root = "docs"', "a.md": "", "docs/b.md": "", "docsx/c.md": ""}),
    (
        "include and exclude",
        {
            "crossref.toml": 'include = ["docs/**", ".x/*.md"]\nexclude = ["docs/old"]',
            **dict.fromkeys(("a.md", "docs/b.md", "docs/old/c.md", ".x/d.md", "docs/.y/e.md"), ""),
        },
    ),
    ("nested sets", {"a.md": "", "one/crossref.toml": "", "one/b.md": "", "one/two/c.md": ""}),
    (
        "nested sets by pyproject.toml",
        {"one/pyproject.toml": "[tool.crossref]\n", "one/b.md": "", "two/pyproject.toml": "[tool.x]\n", "two/c.md": ""},
    ),
    ("an environment", {"a.md": "", "env/pyvenv.cfg": "", "env/b.md": ""}),
]


@pytest.mark.parametrize(("texts"), [texts for _, texts in SELECTIONS], ids=[name for name, _ in SELECTIONS])
def test_the_same_documents_are_selected_as_in_the_file_system(tmp_path: Path, texts: Texts) -> None:
    commit(tmp_path, {"crossref.toml": "", **texts})
    assert paths(tmp_path) == found(tmp_path)


def test_symbolic_links_are_followed_as_in_the_file_system(tmp_path: Path) -> None:
    project = tmp_path / "project"
    write(
        project, {"crossref.toml": "", "a.md": "# A\n", ".hidden/b.md": "# B\n", ".hidden/deep/c.md": "", "d/e.md": ""}
    )
    write(tmp_path, {"outside/f.md": "# F\n", "outside.md": ""})
    for name, target in (
        ("same.md", "a.md"),
        ("shown", ".hidden"),
        ("again.md", "shown/b.md"),
        ("loop", "loop"),
        ("broken.md", "none.md"),
        ("up", "."),
        ("d/back", "../d"),
        ("out", "../outside"),
        ("out.md", "../outside.md"),
        ("absolute", str(project / "d")),
    ):
        (project / name).symlink_to(target)
    commit(project, {})
    then, tree = snapshot(load(project), "HEAD").tree, files.DirectoryTree(project)
    asked = (
        "same.md shown shown/b.md shown/deep/c.md shown/none.md again.md loop loop/x broken.md up up/a.md d/back/e.md "
        "out out/f.md out/missing.md out.md A.md"
    )
    assert {path: then.kind(path) for path in asked.split()} == {path: tree.kind(path) for path in asked.split()}
    assert paths(project) == found(project)
    assert then.text("again.md") == "# B\n"
    with pytest.raises(OSError, match="no file"):
        then.text("out.md")


def test_the_tree_answers_as_the_file_system_does(tmp_path: Path) -> None:
    commit(
        tmp_path,
        {"docs/A.md": "# A\n", "src/b.py": "1\n2\n3", "src/c.bin": b"\0\n", "src/empty": "", "big": "x\n" * 6_000_000},
    )
    then, tree = snapshot(load(tmp_path), "HEAD").tree, files.DirectoryTree(tmp_path)
    for path in ("docs", "docs/A.md", "docs/a.md", "src/b.py", "nothing", "../x", ""):
        assert then.kind(path) == tree.kind(path)
        assert then.spelling(path) == tree.spelling(path)
        assert then.names(path) - {".git"} == tree.names(path) - {".git"}
    for path in ("src/b.py", "src/c.bin", "src/empty", "big", "nothing", "docs"):
        assert then.line_count(path) == tree.line_count(path), path
    assert then.ending("A.md") == ("docs/A.md",)
    assert then.text("docs/A.md") == "# A\n"
    with pytest.raises(OSError, match="no file"):
        then.text("nothing.md")


def test_what_git_ignores_now_is_no_matter(tmp_path: Path) -> None:
    commit(tmp_path, {"a.md": "", "build/b.md": ""})
    write(tmp_path, {".gitignore": "build/\n"})
    assert (paths(tmp_path), found(tmp_path)) == (["a.md", "build/b.md"], ["a.md"])


def test_a_project_in_a_subfolder(tmp_path: Path) -> None:
    commit(tmp_path, {"README.md": "", "app/docs/crossref.toml": "", "app/docs/a.md": "", "app/docs/x/b.md": ""}, "v1")
    project = tmp_path / "app" / "docs"
    then = snapshot(load(project), "v1")
    assert [source.path for source in then.sources] == ["a.md", "x/b.md"]
    assert then.tree.kind("README.md") is None
    write(tmp_path, {"new/crossref.toml": "", "new/c.md": ""})
    assert paths(tmp_path / "new", "v1") == []


def test_a_submodule_exists_and_is_closed(tmp_path: Path) -> None:
    commit(tmp_path / "other", {"a.md": "# A\n"})
    commit(tmp_path / "main", {"b.md": ""})
    git(tmp_path / "main", "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(tmp_path / "other"), "lib")
    commit(tmp_path / "main", {})
    tree = snapshot(load(tmp_path / "main"), "HEAD").tree
    assert (tree.kind("lib"), tree.kind("lib/a.md"), tree.names("lib")) == ("directory", "file", frozenset())


def test_a_worktree_and_the_environment_of_a_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path / "main", {"a.md": ""})
    git(tmp_path / "main", "worktree", "add", "-q", "../side", "-b", "side")
    commit(tmp_path / "side", {"b.md": ""})
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert paths(tmp_path / "side", "HEAD") == ["a.md", "b.md"]
    assert paths(tmp_path / "side", "main") == ["a.md"]


# -- what cannot be read ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        ("v2", "there is no revision `v2`"),
        ("mian", "there is no revision `mian`; did you mean `main`?"),
        ("main:a.md", "there is no revision `main:a.md`"),
        ("v1..main", "there is no revision `v1..main`"),
        ("--all", "`--all` cannot be a revision"),
        ("-", "`-` cannot be a revision"),
        ("", "`` cannot be a revision"),
        ("a\nb", "cannot be a revision"),
        ("a\0b", "cannot be a revision"),
        ("; touch x", "there is no revision"),
    ],
)
def test_no_such_revision(tmp_path: Path, revision: str, expected: str) -> None:
    commit(tmp_path, {"a.md": ""}, "v1")
    with pytest.raises(RevisionError) as raised:
        snapshot(load(tmp_path), revision)
    assert expected in str(raised.value)
    assert "\n" not in str(raised.value).replace(revision, "")


@pytest.mark.parametrize("revision", ["HEAD~1", "v1^{commit}", "@{0}", ":/change"])
def test_every_way_to_name_a_commit(tmp_path: Path, revision: str) -> None:
    commit(tmp_path, {"a.md": ""}, "v1")
    commit(tmp_path, {"b.md": ""})
    assert "a.md" in paths(tmp_path, revision)


def test_no_repository(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ""})
    with pytest.raises(RevisionError, match="not a git repository"):
        snapshot(load(tmp_path), "HEAD")


def test_a_repository_without_commits(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    with pytest.raises(RevisionError, match="there is no revision `HEAD`"):
        snapshot(load(tmp_path), "HEAD")


def test_git_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, {"a.md": ""})
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="git is not installed"):
        snapshot(load(tmp_path), "HEAD")


def test_a_shallow_clone_says_what_to_do(tmp_path: Path) -> None:
    first = commit(tmp_path / "main", {"a.md": ""})
    commit(tmp_path / "main", {"b.md": ""})
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "main").as_uri(), "clone")
    assert paths(tmp_path / "clone") == ["a.md", "b.md"]
    with pytest.raises(RevisionError, match=r"shallow; fetch more \(`git fetch --depth=100`\), or all"):
        snapshot(load(tmp_path / "clone"), first)


def test_a_partial_clone_is_not_completed_over_the_network(tmp_path: Path) -> None:
    commit(tmp_path / "main", {"a.md": "# Old\n"}, "v1")
    commit(tmp_path / "main", {"a.md": "# New\n"})
    git(tmp_path / "main", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", (tmp_path / "main").as_uri(), "clone")
    assert paths(tmp_path / "clone") == ["a.md"]
    with pytest.raises(RevisionError):
        snapshot(load(tmp_path / "clone"), "v1")
