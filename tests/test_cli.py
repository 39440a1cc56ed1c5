"""The command line: exit codes, trouble, and the commands that print what they know."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import BROKEN, CLEAN, Result, Run, Stream, runner
from conftest import write

from crossref import cli, engine
from crossref.commands import progress
from crossref.rules import RULES


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


# -- start-up --------------------------------------------------------------------------------------------------------


def modules_after(*arguments: str) -> set[str]:
    """The packages that a run of crossref has imported."""
    program = (
        "import sys; sys.argv = ['crossref', *sys.argv[1:]]\n"
        "from crossref.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.strip().strip("[]").replace("'", "").split(", "))


def test_the_version_needs_nothing() -> None:
    heavy = {"networkx", "markdown_it", "rich", "pydantic", "msgspec", "rapidfuzz", "pathspec", "wcmatch"}
    assert not modules_after("--version") & heavy


def test_a_check_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    assert not modules_after("check", str(tmp_path)) & {"networkx", "pydantic", "rapidfuzz", "pathspec", "wcmatch"}
    assert "rich" not in modules_after("check", str(tmp_path), "--format", "json")


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("crossref ")


def test_without_a_command_there_is_help(run: Run) -> None:
    assert "check" in "".join(run()[1:])


def test_an_unknown_command_suggests_another(run: Run) -> None:
    result = run("chekc")
    assert result.code == 2
    assert "check" in result.err


# -- check: findings and exit codes ----------------------------------------------------------------------------------


def test_a_clean_set(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    assert run("check") == Result(0, "no problems in 2 documents\n", "")


def test_findings(run: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    result = run("check", "--format", "concise")
    assert result == Result(
        1,
        "docs/b.md:3:23: error XR101 `c.md` does not exist (broken-link)\n1 error in 2 documents\n",
        "",
    )


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (("--fail-on", "never"), 0),
        (("--fail-on", "info"), 1),
        (("--severity", "broken-link=warning"), 0),
        (("--severity", "XR101=warning", "--fail-on", "warning"), 1),
        (("--severity", "XR1=off"), 0),
        (("--ignore", "XR101"), 0),
        (("--select", "XR2,broken-anchor"), 0),
        (("--select", "XR2", "--select", "XR101"), 1),
        (("--exclude", "docs/b.md", "--ignore", "XR1"), 0),
        (("--fail-on", "sometimes"), 2),
        (("--severity", "broken-link"), 2),
        (("--severity", "broken-link=fatal"), 2),
        (("--select", "XR777"), 2),
        (("--ignore", "brokn-link"), 2),
        (("--format", "jsn"), 2),
        (("--output", "a", "--output", "b"), 2),
        (("--config", "nowhere.toml"), 2),
        (("--no-such-flag",), 2),
        (("nowhere",), 2),
    ],
)
def test_exit_codes(run: Run, tmp_path: Path, flags: tuple[str, ...], code: int) -> None:
    write(tmp_path, BROKEN)
    result = run("check", *flags)
    assert result.code == code
    if code == 2:
        assert result.out == ""
        assert "Traceback" not in result.err
        assert result.err.startswith(("crossref: ", "Usage: ")), result.err


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("nowhere",), "crossref: nowhere: no such file or folder; check the path\n"),
        (("empty",), "crossref: no document found in empty; name a folder with Markdown files\n"),
        (("--format", "jsn"), "crossref: --format: there is no format `jsn`; did you mean `json`?\n"),
        (
            ("--severity", "broken-link"),
            "crossref: --severity: `broken-link` has no level; write it as `broken-link=warning`\n",
        ),
        (
            ("--output", "a", "--output", "b"),
            "crossref: more --output than --format; the nth output belongs to the nth format\n",
        ),
        (
            ("docs/x.txt",),
            "crossref: docs/x.txt is not a Markdown file; name one that ends in .md, .markdown or .mdx\n",
        ),
    ],
)
def test_usage_errors_are_one_clear_line(run: Run, tmp_path: Path, flags: tuple[str, ...], message: str) -> None:
    write(tmp_path, {**CLEAN, "docs/x.txt": "", "empty/x.txt": "", ".git/HEAD": ""})
    assert run("check", *flags) == Result(2, "", message)


def test_a_configuration_error_is_one_line(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "crossref.toml": 'exclud = ["x"]\n'})
    result = run("check")
    assert result.code == 2
    assert result.err.startswith("crossref: crossref.toml:1: ")
    assert result.err.count("\n") == 1


def test_the_configuration_decides_what_fails(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "crossref.toml": 'fail-on = "never"\n'})
    assert run("check").code == 0
    assert run("check", "--fail-on", "error").code == 1


def test_a_configuration_given_by_hand(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "other.toml": '[severity]\nbroken-link = "off"\n'})
    assert run("check", "--config", "other.toml").code == 0


def test_quiet_and_verbose(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "docs/c.md": "# C\n"})
    assert "--verbose lists the notes" in run("check").out
    assert "orphan-document" in run("check", "--verbose").out
    assert run("check", "-q") == Result(0, "", "")


# -- when things go wrong --------------------------------------------------------------------------------------------


def test_an_internal_error_is_one_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("the\nsky fell")

    write(tmp_path, CLEAN)
    monkeypatch.setattr(engine, "analyse", broken)
    result = run("check")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "crossref: internal error: RuntimeError: the; please report this, with what CROSSREF_TRACEBACK=1 shows\n"
    )
    monkeypatch.setenv("CROSSREF_TRACEBACK", "1")
    monkeypatch.setattr(sys, "argv", ["crossref", "check"])
    with pytest.raises(RuntimeError, match="sky"):
        cli.main()


def test_interrupted(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    write(tmp_path, CLEAN)
    monkeypatch.setattr(engine, "analyse", interrupted)
    assert run("check").code == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(
    ("redirection", "message"),
    [
        ("> /dev/full", "No space left on device; send the output elsewhere"),
        (">&-", "it is closed; send the output to a file"),
    ],
)
def test_a_stdout_that_takes_nothing(tmp_path: Path, redirection: str, message: str) -> None:
    write(tmp_path, CLEAN)
    command = f"'{sys.executable}' -m crossref check '{tmp_path}' {redirection}"
    done = subprocess.run(["/bin/sh", "-c", command], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, f"crossref: cannot write to stdout: {message}\n")


# -- progress --------------------------------------------------------------------------------------------------------


def test_the_bar_appears_only_on_a_terminal_and_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Stream(True)
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.Bar() as bar:
        bar(1, 2)
    assert terminal.getvalue() == ""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.Bar() as bar:
        bar(1, 2)
        bar(2, 2)
    assert "Reading documents" in terminal.getvalue()
    pipe = Stream(False)
    monkeypatch.setattr(sys, "stderr", pipe)
    with progress.Bar() as bar:
        bar(1, 2)
    assert pipe.getvalue() == ""


# -- the other commands ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["XR101", "xr101", "broken-link", " Broken-Link "])
def test_explain(run: Run, name: str) -> None:
    result = run("explain", name)
    assert result.code == 0
    assert result.out.startswith("XR101 broken-link (error)\n\n")
    assert "\nFails:\n\n    --- " in result.out


def test_explain_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    lines = run("explain", "XR101").out.splitlines()
    assert max(len(line) for line in lines if not line.startswith(" ")) <= 50


@pytest.mark.parametrize("columns", ["40", "80"])
def test_explain_in_colour_is_the_same_text(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    plain = run("explain").out
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("explain").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b[1mXR101 broken-link\x1b[0m (\x1b[1;31merror\x1b[0m)" in coloured
    assert "\x1b[1;32mPasses:\x1b[0m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("explain").out == plain


def test_explain_all(run: Run) -> None:
    text = run("explain").out
    assert all(f"{rule.code} {rule.name} (" in text for rule in RULES)


def test_explain_suggests_the_nearest(run: Run) -> None:
    assert run("explain", "broken-lnk") == Result(
        2, "", "crossref: there is no rule `broken-lnk`; did you mean `broken-link`?\n"
    )


def test_rules(run: Run) -> None:
    table = run("rules").out
    assert len(table.splitlines()) == len(RULES)
    listed = json.loads(run("rules", "--format", "json").out)
    assert [rule["code"] for rule in listed] == [rule.code for rule in RULES]
    assert list(listed[0]) == ["code", "name", "severity", "summary"]
    assert run("rules", "--format", "markdown").out.startswith("# Rules\n")
    assert run("rules", "--format", "xml").code == 2


def test_graph(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    read = json.loads(run("graph").out)
    assert {"docs/a.md", "docs/b.md", "docs/b.md#b"} <= {node["id"] for node in read["nodes"]}
    links = [(edge["source"], edge["target"]) for edge in read["edges"] if edge["kind"] == "links"]
    assert ("docs/a.md", "docs/b.md#b") in links
    for form, start in (("dot", "digraph crossref {"), ("mermaid", "flowchart LR"), ("graphml", "<?xml")):
        assert run("graph", "--format", form, "docs").out.startswith(start)
    assert run("graph", "--format", "svg").code == 2
    assert run("graph", "nowhere").code == 2


def test_graph_of_several_sets(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"one/crossref.toml": "", "one/a.md": "", "two/crossref.toml": "", "two/a.md": ""})
    assert run("graph") == Result(2, "", "crossref: . holds several sets; name one: one, two\n")
