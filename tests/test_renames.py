"""Renaming documents and headings: what is rewritten, what stays, and what is refused."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from commandline import Run, runner
from conftest import analyse_folder, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossref import edits
from crossref.model import Link
from crossref.renames import RenameError, rename_document, rename_heading

START = {
    "README.md": "# Start\n\nSee [setup](docs/setup.md#first-steps) and `docs/setup.md`.\n",
    "docs/setup.md": "# Setup\n\nBack to [start](../README.md), on to [use](use.md), [here](#first-steps).\n\n## First steps\n\nGo.\n",
    "docs/use.md": "# Use\n\nAfter [setup.md](setup.md 'Setup') or [the same][s]: ![p](p.png)\n\n[s]: <setup.md#first-steps>\n",
    "docs/p.png": "",
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


def texts(folder: Path) -> Mapping[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.md"))}


def test_a_document_moves_with_all_that_leads_to_it_and_from_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path, START)
    done = run("mv", "docs/setup.md", "docs/guide/install.md")
    assert done == (0, "renamed docs/setup.md to docs/guide/install.md; changed 7 places in 3 documents\n", "")
    assert texts(tmp_path) == {
        "README.md": "# Start\n\nSee [setup](docs/guide/install.md#first-steps) and `docs/guide/install.md`.\n",
        "docs/guide/install.md": (
            "# Setup\n\nBack to [start](../../README.md), on to [use](../use.md), [here](#first-steps).\n\n## First steps\n\nGo.\n"
        ),
        "docs/use.md": (
            "# Use\n\nAfter [install.md](guide/install.md 'Setup') or [the same][s]: ![p](p.png)\n\n"
            "[s]: <guide/install.md#first-steps>\n"
        ),
    }
    assert run("check").code == 0


def test_a_dry_run_shows_a_patch_that_does_the_same(run: Run, tmp_path: Path) -> None:
    write(tmp_path, START)
    shown = run("mv", "docs/setup.md", "docs/guide/install.md", "--dry-run")
    assert shown.code == 0
    assert shown.err == "crossref: would change 7 places in 3 documents\n"
    assert texts(tmp_path) == {name: text for name, text in START.items() if name.endswith(".md")}
    patched = tmp_path.parent / f"{tmp_path.name}-patched"
    write(patched, START)
    subprocess.run(["git", "apply", "-p1"], cwd=patched, input=shown.out.encode(), check=True)
    run("mv", "docs/setup.md", "docs/guide/install.md")
    assert texts(tmp_path) == texts(patched)


def test_a_folder_takes_the_document_under_its_name(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**START, "guide/x.md": "# X\n\nText.\n"})
    assert run("mv", "docs/setup.md", "guide").code == 0
    assert (tmp_path / "guide" / "setup.md").exists()
    assert run("mv", "guide/setup.md", "fresh/").code == 0
    assert (tmp_path / "fresh" / "setup.md").exists()


def test_paths_are_seen_from_the_working_directory(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {**START, "crossref.toml": ""})
    monkeypatch.chdir(tmp_path / "docs")
    assert run("mv", "setup.md", "../top.md").out.startswith("renamed docs/setup.md to top.md;")
    assert "[setup](top.md#first-steps)" in (tmp_path / "README.md").read_text()


def test_broken_links_stay_as_broken_as_they_were(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.md": "# A\n\n[missing](no/where.md) [outside](../../x.md) [b](b.md)\n",
            "b.md": "# B\n\n[a](a.md) [c](c.md)\n",
        },
    )
    assert run("mv", "a.md", "sub/a.md").code == 0
    assert texts(tmp_path) == {
        "sub/a.md": "# A\n\n[missing](../no/where.md) [outside](../../../x.md) [b](../b.md)\n",
        "b.md": "# B\n\n[a](sub/a.md) [c](c.md)\n",
    }


def test_a_mention_of_another_file_is_not_led_astray(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        {"a.md": "# A\n\nSee `plan.md`.\n", "one/plan.md": "# Plan\n\nOne.\n", "two/other.md": "# Other\n\nTwo.\n"},
    )
    assert run("mv", "two/other.md", "two/plan.md").code == 0
    assert (tmp_path / "a.md").read_text() == "# A\n\nSee `one/plan.md`.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[old.md](old.md)", "[new.md](../x/new.md)"),
        ("[`./old.md`](./old.md#part)", "[`../x/new.md`](../x/new.md#part)"),
        ("[**docs/old.md**](/docs/old.md)", "[**x/new.md**](/x/new.md)"),
        ("[old.md][r]\n\n[r]: old.md", "[new.md][r]\n\n[r]: ../x/new.md"),
        ("[old.md and more](old.md)", "[old.md and more](../x/new.md)"),
    ],
)
def test_a_text_that_is_the_name_of_the_file_changes_along(before: str, after: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"docs/a.md": f"# A\n\n{before}\n", "docs/old.md": "# Old\n\n## Part\n\nText.\n"})
    assert run("mv", "docs/old.md", "x/new.md").code == 0
    assert (tmp_path / "docs" / "a.md").read_text() == f"# A\n\n{after}\n"


def test_a_readme_that_stands_for_its_folder(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n\n[docs](docs/#part)\n", "docs/README.md": "# Docs\n\n## Part\n\nText.\n"})
    assert run("mv", "docs/README.md", "docs/guide.md").code == 0
    assert (tmp_path / "a.md").read_text() == "# A\n\n[docs](docs/guide.md#part)\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("docs/setup.md", "README.md", "README.md exists; remove it first, or choose another name"),
        ("docs/setup.md", "../setup.md", "lies outside the project root"),
        ("docs/setup.md", "docs/setup.txt", "is not the name of a Markdown file; let it end in .md"),
        ("docs/setup.md", "node_modules/setup.md", "would be no document of the set any more"),
        ("docs/setup.md", "drafts/setup.md", "would be no document of the set any more"),
        ("docs/nothing.md", "x.md", "there is no file docs/nothing.md"),
        ("drafts/d.md", "x.md", "drafts/d.md is not a document of its set"),
        ("#first-steps", "x", "names no file; write it as `docs/setup.md#first-steps`"),
        ("docs/setup.md#first-step", "x", "docs/setup.md has no heading `#first-step`; did you mean `#first-steps`?"),
        ("docs/setup.md#first-steps", " ", "a heading needs a text, and that on one line"),
        ("docs/setup.md#first-steps", "a\nb", "a heading needs a text, and that on one line"),
        ("docs/setup.md#first-steps", "First steps", "the heading is called “First steps” already"),
        ("docs/setup.md#first-steps", "!!!", "it would be no heading any more, or one without an anchor"),
    ],
)
def test_what_cannot_be_renamed(old: str, new: str, message: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**START, "crossref.toml": 'exclude = ["drafts/**"]\n', "drafts/d.md": "# D\n"})
    before = texts(tmp_path)
    done = run("mv", old, new)
    assert done.code == 2
    assert message in done.err
    assert not done.out
    assert texts(tmp_path) == before


def test_a_renaming_that_brings_up_a_finding_is_refused(run: Run, tmp_path: Path) -> None:
    decision = "# 7. Water\n\n## Status\n\nAccepted\n"
    write(tmp_path, {"README.md": "# R\n\n[ADR-7](adr/0007-water.md)\n", "adr/0007-water.md": decision})
    before = texts(tmp_path)
    done = run("mv", "adr/0007-water.md", "adr/0008-water.md")
    assert done.code == 2
    assert done.err.startswith("crossref: not renamed: it would bring up ")
    assert "  README.md:3:3: info XR110 the text says ADR-7" in done.err or "README.md:3" in done.err
    assert texts(tmp_path) == before


def test_a_document_behind_a_symbolic_link_is_not_renamed(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n\n[l](l.md)\n", "real.txt": "# L\n\nText.\n"})
    (tmp_path / "l.md").symlink_to("real.txt")
    done = run("mv", "l.md", "m.md")
    assert done.code == 2
    assert "is reached through a symbolic link; nothing was written" in done.err
    assert (tmp_path / "l.md").is_symlink()


def test_paths_in_the_configuration_are_named(run: Run, tmp_path: Path) -> None:
    toml = '[roles]\ndeployment = ["docs/setup.md"]\n[per-file-ignores]\n"docs/setup.md" = ["XR502"]\n'
    write(tmp_path, {**START, "crossref.toml": toml, "docs/setup.md": START["docs/setup.md"] + "\nTODO: more\n"})
    done = run("mv", "docs/setup.md", "docs/install.md")
    assert done.code == 0
    assert done.err == (
        "crossref: crossref.toml:2 names docs/setup.md; change it to docs/install.md by hand\n"
        "crossref: crossref.toml:4 names docs/setup.md; change it to docs/install.md by hand\n"
    )
    (tmp_path / "crossref.toml").write_text(toml.replace("setup.md", "install.md"))
    assert run("check", "--fail-on", "info").code == 0


# -- headings --------------------------------------------------------------------------------------------------------


def renamed(folder: Path, path: str, anchor: str, title: str) -> Mapping[str, str]:
    graph = analyse_folder(folder).graph
    now = texts(folder)
    made = rename_heading(graph, path, anchor, title, now.__getitem__)
    assert made.moved is None
    return {name: edits.apply(now[name], some) for name, some in edits.by_path(made.edits).items()}


def test_a_heading_changes_with_all_that_leads_to_it(tmp_path: Path) -> None:
    write(tmp_path, START)
    assert renamed(tmp_path, "docs/setup.md", "first-steps", "Getting `started`") == {
        "README.md": "# Start\n\nSee [setup](docs/setup.md#getting-started) and `docs/setup.md`.\n",
        "docs/setup.md": (
            "# Setup\n\nBack to [start](../README.md), on to [use](use.md), [here](#getting-started).\n\n## Getting `started`\n\nGo.\n"
        ),
        "docs/use.md": (
            "# Use\n\nAfter [setup.md](setup.md 'Setup') or [the same][s]: ![p](p.png)\n\n[s]: <setup.md#getting-started>\n"
        ),
    }


def test_numbered_anchors_move_up_and_down(tmp_path: Path) -> None:
    page = (
        "# A\n\n[1](#setup) [2](#setup-1) [3](#setup-2) [4](#other)\n\n## Setup\n\n## Setup\n\n## Setup\n\n## Other\n"
    )
    write(tmp_path, {"a.md": page})
    assert renamed(tmp_path, "a.md", "setup", "First")["a.md"] == (
        "# A\n\n[1](#first) [2](#setup) [3](#setup-1) [4](#other)\n\n## First\n\n## Setup\n\n## Setup\n\n## Other\n"
    )
    assert renamed(tmp_path, "a.md", "other", "Setup")["a.md"] == page.replace("#other", "#setup-3").replace(
        "Other", "Setup"
    )
    after = renamed(tmp_path, "a.md", "setup-1", "Other")["a.md"]
    assert "[1](#setup) [2](#other) [3](#setup-1) [4](#other-1)" in after


@pytest.mark.parametrize(
    ("heading", "anchor", "after"),
    [
        ("## Old ##", "old", "## New ##"),
        ("Old\n---", "old", "New\n---"),
        ("Old\ntitle\n===", "oldtitle", "New\n==="),
        ("> - ## *Old* thing", "old-thing", "> - ## New"),
        ('## <a id="x"></a>Old', "old", '## <a id="x"></a>New'),
        ('## Old <a name="x"></a>', "old-", '## New <a name="x"></a>'),
        ("<h2 align=center>Old</h2>", "old", "<h2 align=center>New</h2>"),
        ("## Old {#kept}", "kept", "## New {#kept}"),
    ],
)
def test_forms_of_headings(heading: str, anchor: str, after: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": f"# A\n\n{heading}\n\nText.\n"})
    assert renamed(tmp_path, "a.md", anchor, "New") == {"a.md": f"# A\n\n{after}\n\nText.\n"}


def test_an_explicit_id_stays_and_so_do_references_to_it(tmp_path: Path) -> None:
    config = 'dialect = "pandoc"\n'
    write(tmp_path, {"crossref.toml": config, "a.md": "# A\n\n[x](#kept) [y](#b)\n\n## Old {#kept .c}\n\n## B\n"})
    assert renamed(tmp_path, "a.md", "kept", "New") == {
        "a.md": "# A\n\n[x](#kept) [y](#b)\n\n## New {#kept .c}\n\n## B\n"
    }


def test_wiki_links_and_mentions_name_a_heading_by_its_text(tmp_path: Path) -> None:
    text = "# A\n\n[[b#First steps]] and [[b]]. See the First steps section of `b.md`.\n"
    write(tmp_path, {"a.md": text, "b.md": "# B\n\n## First steps\n\nGo.\n"})
    assert renamed(tmp_path, "b.md", "first-steps", "Way in")["a.md"] == text.replace("First steps", "Way in")


def test_an_id_is_no_heading(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": '# A\n\n<a id="here"></a>\n\nText.\n'})
    with pytest.raises(RenameError, match="is an id in a"):
        renamed(tmp_path, "a.md", "here", "New")


# -- for any set -----------------------------------------------------------------------------------------------------

PATHS = ("a.md", "docs/b.md", "docs/sub/c.md", "docs/sub/d e.md")
NEW = ("z.md", "docs/z.md", "docs/sub/deep/z y.md", "other/b.md")
FORMS = (
    "[t]({relative})",
    "[t](./{relative})",
    "[t](/{path})",
    "[t]({relative}#part 't')",
    "`{path}`",
    "[[{stem}]]",
    '<a href="{relative}">',
)


def page(own: str, links: list[tuple[str, str]]) -> str:
    import posixpath

    written = [
        form.format(
            path=target.replace(" ", "%20") if "(" in form else target,
            relative=posixpath.relpath(target, posixpath.dirname(own) or ".").replace(" ", "%20"),
            stem=posixpath.splitext(posixpath.basename(target))[0],
        )
        for target, form in links
    ]
    return "# Page\n\n" + "".join(f"- x {link}\n" for link in written) + "\n## Part\n\nText.\n"


LINKS = st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(FORMS)), max_size=5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=st.tuples(LINKS, LINKS, LINKS, LINKS), old=st.sampled_from(PATHS), new=st.sampled_from(NEW))
def test_every_reference_leads_where_it_led(
    pages: tuple[list[tuple[str, str]], ...], old: str, new: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("set")
    write(folder, {path: page(path, links) for path, links in zip(PATHS, pages, strict=True)})
    before = analyse_folder(folder).graph
    now = texts(folder)
    made = rename_document(before, old, new, now.__getitem__)
    for path, some in edits.by_path(made.edits).items():
        (folder / path).write_text(edits.apply(now[path], some))
    (folder / new).parent.mkdir(parents=True, exist_ok=True)
    (folder / old).rename(folder / new)
    after = analyse_folder(folder).graph

    def moved(path: str | None) -> str | None:
        return new if path == old else path

    def is_seen(link: Link) -> bool:
        # A name with a space in a code span is one, and is rewritten, but it is no mention.
        return link.kind != "mention" or " " not in new

    led = sorted(
        (moved(each.path), each.link.use.line, moved(before.target(each)), each.fragment)
        for each in before.links()
        if is_seen(each.link)
    )
    leads = sorted(
        (each.path, each.link.use.line, after.target(each), each.fragment)
        for each in after.links()
        if is_seen(each.link)
    )
    assert leads == led


def test_the_help_names_what_is_needed(run: Run) -> None:
    assert run("mv", "--help").out.startswith("Usage: crossref mv [OPTIONS] OLD NEW\n")
    assert run("mv", "a.md").code == 2
