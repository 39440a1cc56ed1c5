"""Differences as git takes them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossref.edits import Change
from crossref.reporters.diff import render


def apply(folder: Path, text: str) -> None:
    done = subprocess.run(["git", "apply", "-p1"], cwd=folder, input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() + text


LINES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "", "ä ", "-- x", "+"]), st.sampled_from(["\n", "\r\n", "\r"])), max_size=9
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=LINES, new=LINES, cut=st.booleans(), moved=st.booleans())
def test_git_makes_the_new_text_of_the_old(
    old: list[tuple[str, str]], new: list[tuple[str, str]], cut: bool, moved: bool, tmp_path: Path
) -> None:
    before, after = ("x\n" + "".join(line + end for line, end in lines) + "y\n" for lines in (old, new))
    after = after[:-1] if cut else after
    target = "sub/c.md" if moved else ""
    for path in tmp_path.rglob("*.md"):
        path.unlink()
    write(tmp_path, {"a b.md": before})
    text = render([Change("a b.md", before, after, target)])
    assert bool(text) == (before != after or moved)
    if text:
        apply(tmp_path, text)
    assert (tmp_path / (target or "a b.md")).read_bytes().decode() == after


@pytest.mark.parametrize("name", ['quote".md', "tab\t.md", "back\\slash.md", "ümlaut.md", "line\nbreak.md"])
def test_names_that_need_quotes(name: str, tmp_path: Path) -> None:
    write(tmp_path, {name: "old\n"})
    apply(tmp_path, render([Change(name, "old\n", "new\n", "sub/" + name)]))
    assert (tmp_path / "sub" / name).read_text() == "new\n"


def test_a_terminal_gets_no_control_characters_of_a_document() -> None:
    text = render([Change("a.md", "old\n", "\x1b[2Jnew\r\n")], terminal=True)
    assert "\x1b" not in text
    assert "+\\x1b[2Jnew\\r\n" in text


def test_colours() -> None:
    text = render([Change("a.md", "same\nold\n", "same\nnew\n")], colour=True)
    assert text == (
        "\x1b[1m--- a/a.md\x1b[0m\n\x1b[1m+++ b/a.md\x1b[0m\n\x1b[36m@@ -1,2 +1,2 @@\x1b[0m\n"
        " same\n\x1b[31m-old\x1b[0m\n\x1b[32m+new\x1b[0m\n"
    )
