"""``crossref init``: what it writes loads, keeps every role, and is never written over by accident."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from commandline import Run, runner
from conftest import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossref import config, files
from crossref.commands.init import _Proposal
from crossref.roles import role_of
from crossref.rules import RULES
from crossref.scaffold import configuration, patterns, quoted

NAMES = {rule.code: rule.name for rule in RULES}
SET = {
    "README.md": "# R\n\nSee [architecture](docs/architecture.md), [d](docs/adr/0001-a.md), [e](docs/adr/0002-b.md).\n",
    "docs/architecture.md": "# Architecture\n\n[gone](gone.md)\n",
    "docs/adr/0001-a.md": "# ADR-0001: A\n\nStatus: Accepted\n",
    "docs/adr/0002-b.md": "# ADR-0002: B\n\nStatus: Accepted\n",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


def roles(folder: Path) -> dict[str, str | None]:
    loaded = config.load(folder, NAMES)
    return {source.path: role_of(source.path, loaded.profile) for source in files.find(loaded)}


# -- what it writes --------------------------------------------------------------------------------------------------


def test_it_writes_the_roles_it_recognised_and_says_so(run: Run, tmp_path: Path) -> None:
    write(tmp_path, SET)
    result = run("init")
    assert (result.code, result.err) == (0, "")
    table = tomllib.loads((tmp_path / "crossref.toml").read_text(encoding="utf-8"))
    assert table == {"roles": {"architecture": ["docs/architecture.md"], "decisions": ["docs/adr/**"]}}
    assert result.out == (
        "4 documents in README.md, docs/\n"
        "  api-contracts: none recognised\n"
        "  architecture: docs/architecture.md\n"
        "  decisions: docs/adr/0001-a.md and 1 more\n"
        "  deployment: none recognised\n"
        "  testing: none recognised\n"
        "crossref check: 1 error in 4 documents, with this file and without it\n"
        "  most of them: 1 broken-link\n"
        "wrote crossref.toml; next: crossref check\n"
    )
    assert not (tmp_path / ".crossref_cache").exists()
    assert run("check").code == 1


@pytest.mark.parametrize(
    "names",
    [
        ["architecture.md"],
        ["docs/01-architecture.md", "docs/02-decisions.md", "docs/03-API.md"],
        ["docs/adr/0001.md", "docs/adr/0002.md", "docs/adr/0003.md", "docs/adr/0004.md", "docs/adr/template.md"],
        ["handbook/architecture.md", "handbook/deployment.md", "handbook/notes.md"],
        ["handbook/architecture.md", "README.md"],
        ["docs/api/users.md", "docs/api/orders.md", "docs/api/v2/tables.md", "docs/testing.md"],
        [
            "docs/architecture/overview.md",
            "docs/architecture/decisions/0001-x.md",
            "docs/architecture/decisions/0002-y.md",
        ],
        ["docs/README.md", "src/README.md"],
        ["docs/adr/a [draft].md", "docs/adr/!b.md", "docs/adr/{c}.md", "docs/testing/d*.md", "docs/testing/README.md"],
        ['docs/adr/say "hi".md', "docs/adr/tab\t.md", "docs/qa/ünï \x7f.md", "docs/qa/back\\slash.md"],
        ["!docs/architecture.md", "docs/!/testing.md", "docs/testing.md", "docs/Testing.md"],
    ],
    ids=lambda names: names[0],
)
@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not take")
def test_every_document_keeps_its_role_and_every_comment_is_an_option(
    run: Run, tmp_path: Path, names: list[str]
) -> None:
    write(tmp_path, dict.fromkeys(names, "# X\n"))
    before = roles(tmp_path)
    result = run("init")
    assert result.code == 0, result.err
    after = roles(tmp_path)
    assert {path: role for path, role in after.items() if before[path]} == {p: r for p, r in before.items() if r}
    assert after.keys() == before.keys()
    # With every option taken, it still loads.
    text = (tmp_path / "crossref.toml").read_text(encoding="utf-8")
    taken = re.sub(r"^# (?=[\[\"a-z-]+ ?[\]=\[\"a-z*/.-])(?=.*[]=])", "", text, flags=re.MULTILINE)
    (tmp_path / "docs").mkdir(exist_ok=True)
    assert taken.count("\n#") <= 5
    (tmp_path / "crossref.toml").write_text(re.sub(r'^root = "handbook"\n', "", taken), encoding="utf-8")
    loaded = config.load(tmp_path, NAMES)
    assert loaded.readiness.coverage == {"endpoint": 100.0}
    assert loaded.fail_on.label == "warning"
    assert loaded.per_file_ignores


def test_a_folder_of_an_unusual_name_is_named_where_that_helps(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"handbook/architecture.md": "# A\n", "handbook/notes.md": "# N\n"})
    run("init")
    table = tomllib.loads((tmp_path / "crossref.toml").read_text(encoding="utf-8"))
    assert table == {"root": "handbook", "roles": {"architecture": ["handbook/architecture.md"]}}


WORDS = st.sampled_from(
    "architecture decisions adr deployment api testing README index notes template docs qa 0001-x Test-Plan [x] !a {b} a*".split()
)
PATHS = st.lists(st.tuples(st.lists(WORDS, max_size=2), WORDS), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths=PATHS)
@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not take")
def test_any_set_keeps_its_roles(tmp_path_factory: pytest.TempPathFactory, paths: list[tuple[list[str], str]]) -> None:
    folder = tmp_path_factory.mktemp("set")
    write(folder, {"/".join([*above, f"{name}.md"]): "# X\n" for above, name in paths})
    before = roles(folder)
    (folder / "crossref.toml").write_text(_Proposal(folder).text, encoding="utf-8")
    after = roles(folder)
    assert after.keys() == before.keys()
    for path, role in before.items():
        assert after[path] == role or role is None  # a root may give more of them one, and takes none away


def test_patterns_prefer_folders_that_are_of_one_role() -> None:
    found = {
        "docs/adr/1.md": "d",
        "docs/adr/2.md": "d",
        "docs/adr/x/3.md": "d",
        "docs/adr/t.md": None,
        "docs/a.md": "d",
    }
    assert patterns("d", found, ("docs",)) == ("docs/a.md", "docs/adr/**", "!docs/adr/t.md")
    mixed = {"docs/x/1.md": "d", "docs/x/2.md": "e", "docs/x/3.md": "e"}
    assert patterns("d", mixed, ("docs",)) == ("docs/x/1.md",)


def test_a_name_that_is_not_utf8_is_written_as_one() -> None:
    text = configuration({"docs/adr/a\udce9.md": "decisions"}, {"decisions"}, ("docs",))
    assert tomllib.loads(text)["roles"]["decisions"] == ["docs/adr/a?.md"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_a_string_of_toml(text: str) -> None:
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}


# -- when it does not write ------------------------------------------------------------------------------------------


def test_it_never_writes_over_a_file_unless_told(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SET, "crossref.toml": "# mine\n"})
    result = run("init")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("crossref: crossref.toml in . is there already; --dry-run prints")
    assert (tmp_path / "crossref.toml").read_text() == "# mine\n"
    write(tmp_path, {"crossref.toml": "not even = = TOML"})
    assert run("init", "--force").code == 0
    assert "[roles]" in (tmp_path / "crossref.toml").read_text()


def test_a_dry_run_prints_the_file_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path, SET)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    result = run("init", "--dry-run")
    assert result.code == 0
    assert tomllib.loads(result.out)["roles"]["architecture"] == ["docs/architecture.md"]
    assert "4 documents in" in result.err
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    run("init")
    assert (tmp_path / "crossref.toml").read_text(encoding="utf-8") == result.out


@pytest.mark.parametrize(
    ("texts", "arguments", "message"),
    [
        ({"x.txt": ""}, (), "no document found in .; name the folder"),
        (SET, ("gone",), "gone: no such folder; name one"),
        (SET, ("README.md",), "README.md: not a folder; name the one"),
        (
            {**SET, "pyproject.toml": "[tool.crossref]\n"},
            (),
            "pyproject.toml in . has a table [tool.crossref] already; --force",
        ),
    ],
    ids=["no documents", "no folder", "a file", "pyproject"],
)
def test_what_cannot_be_done_is_said(
    run: Run, tmp_path: Path, texts: dict[str, str], arguments: tuple[str, ...], message: str
) -> None:
    write(tmp_path, texts)
    result = run("init", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"crossref: {message}")
    assert not (tmp_path / "crossref.toml").exists()


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
@pytest.mark.parametrize("flags", [(), ("--force",)])
def test_a_symbolic_link_is_not_followed(run: Run, tmp_path: Path, flags: tuple[str, ...]) -> None:
    write(tmp_path, {**{f"set/{path}": text for path, text in SET.items()}})
    (tmp_path / "set/crossref.toml").symlink_to(tmp_path / "elsewhere.toml")
    result = run("init", "set", *flags)
    assert result.code == 2
    assert "is a symbolic link; remove it" in result.err
    assert not (tmp_path / "elsewhere.toml").exists()


def test_a_folder_in_a_larger_project_is_told_what_changes(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", **SET, "docs/own/crossref.toml": "", "docs/own/a.md": "# A\n"})
    result = run("init", "docs")
    assert result.code == 0
    assert f"{tmp_path} stands above" in result.out
    assert "1 folder below has a configuration already" in result.out
    assert "wrote docs/crossref.toml; next: crossref check docs" in result.out


def test_a_site_generator_is_named(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SET, "mkdocs.yml": "site_name: x\n"})
    result = run("init")
    assert "mkdocs renders docs: anchors as python-markdown makes them" in result.out
