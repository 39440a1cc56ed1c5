"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import write

from crossref import cli, engine
from crossref.commands import progress
from crossref.commands.output import has_colour, save
from crossref.rules import RULES


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]

CLEAN = {"docs/a.md": "# A\n\nSee [b](b.md#b).\n", "docs/b.md": "# B\n\nSee [a](a.md).\n"}
BROKEN = {**CLEAN, "docs/b.md": "# B\n\nSee [a](a.md) and [c](c.md).\n"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run crossref in this process, in the folder of the test: ``run("check", "docs")``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR", "CROSSREF_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)

    def start(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["crossref", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return Result(int(ended.value.code or 0), captured.out, captured.err)

    return start


def codes(result: Result) -> list[str]:
    return [finding["code"] for finding in json.loads(result.out)["findings"]]


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


# -- check: files, sets and stdin ------------------------------------------------------------------------------------


def test_a_file_is_touched_by_the_links_that_lead_to_it(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.md": "# A\n\nSee [b](b.md#old), [the folder](sub#old) and [gone](gone.md).\n",
            "b.md": "# B\n\n## New\n\nText\n",
            "sub/README.md": "# Sub\n",
            "c.md": "# C\n",
            "crossref.toml": "",
        },
    )
    for path, expected in {"b.md": ["`b.md`"], "sub/README.md": ["`sub/README.md`"], "c.md": []}.items():
        lines = [line for line in run("check", path, "--format", "concise").out.splitlines() if "XR10" in line]
        assert len(lines) == len(expected)
        assert all(name in line for name, line in zip(expected, lines, strict=True))


def test_a_file_limits_the_findings_to_those_that_touch_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "docs/d.md": "[e](e.md)\n", "crossref.toml": ""})
    assert codes(run("check", "--format", "json", "docs/b.md")) == ["XR101"]
    assert codes(run("check", "--format", "json", "docs/a.md")) == []
    both = json.loads(run("check", "--format", "json", "docs/a.md", "docs/d.md", "docs/b.md").out)
    assert {finding["path"] for finding in both["findings"]} == {"docs/b.md", "docs/d.md"}
    assert both["documents"] == 3
    everything = json.loads(run("check", "--format", "json", "docs/a.md", ".").out)
    assert {finding["path"] for finding in everything["findings"]} == {"docs/b.md", "docs/d.md"}
    assert everything["documents"] == 3


def test_a_file_that_the_configuration_leaves_out_is_passed_over(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "crossref.toml": 'exclude = ["docs/b.md"]\n'})
    result = run("check", "docs/b.md")
    assert result.code == 0
    assert result.err == "crossref: docs/b.md is not a document of its set, which leaves it out\n"


def test_several_sets_are_checked_alone_and_reported_together(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".git/HEAD": "",
            "one/crossref.toml": "",
            "one/a.md": "# A\n\n[b](b.md)\n",
            "two/crossref.toml": '[severity]\nbroken-link = "warning"\n',
            "two/a.md": "# A\n\n[one](/b.md)\n",
        },
    )
    report = json.loads(run("check", "--format", "json").out)
    assert report["documents"] == 2
    found = [(finding["path"], finding["severity"]) for finding in report["findings"]]
    assert found == [("one/a.md", "error"), ("two/a.md", "warning")]
    assert run("check", "two").code == 0
    assert json.loads(run("check", "--format", "json", "two").out)["findings"][0]["path"] == "a.md"
    assert run("check").code == 1
    assert "one/a.md:3:5" in run("check").out
    assert len(json.loads(run("check", "--show-config").out)) == 2
    assert run("check", "--show-files").out == "one/a.md\ntwo/a.md\n"


def test_a_folder_above_sets_keeps_its_own_documents(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path, {"README.md": "[a](one/a.md) [b](b.md)\n", "docs/c.md": "", "one/crossref.toml": "", "one/a.md": ""}
    )
    assert run("check", "--show-files").out == "README.md\ndocs/c.md\none/a.md\n"
    report = json.loads(run("check", "--format", "json").out)
    found = [(finding["path"], finding["severity"]) for finding in report["findings"] if finding["code"] == "XR101"]
    assert found == [("README.md", "error")]


def test_a_folder_of_a_set_may_hold_nothing_but_nested_sets(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "crossref.toml": "", "packages/one/crossref.toml": "", "packages/one/a.md": ""})
    assert run("check", "packages", "--show-files") == Result(0, "packages/one/a.md\n", "")
    write(tmp_path, {"packages/crossref.toml": ""})
    assert run("check", "packages").code == 2


def test_excluded_folders_hold_no_sets(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "crossref.toml": 'exclude = ["cases/**"]\n'})
    write(tmp_path, {"cases/x/crossref.toml": "", "cases/x/a.md": "[b](b.md)\n"})
    assert run("check").out == "no problems in 2 documents\n"
    assert run("check", "cases/x").code == 1


def test_a_set_without_documents_is_no_success(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "crossref.toml": "", "empty/crossref.toml": ""})
    assert run("check") == Result(
        2, "", "crossref: no document found for empty/crossref.toml; check its root, include and exclude\n"
    )


def test_stdin_replaces_a_document(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    result = run("check", "--format", "concise", "--stdin-filename", "docs/a.md", stdin=b"# A\n\n[n](no.md)\n")
    assert result.code == 1
    assert "docs/a.md:3:5: error XR101" in result.out
    shown = run("check", "--stdin-filename", "docs/a.md", stdin=b"# A\n\n[n](no.md)\n").out
    assert "3 | [n](no.md)" in shown


def test_stdin_may_be_a_new_document(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    result = run("check", "--stdin-filename", "docs/new.md", "--format", "json", stdin=b"[a](a.md) [x](x.md)\n")
    assert json.loads(result.out)["documents"] == 3
    assert [finding["path"] for finding in json.loads(result.out)["findings"]][-1] == "docs/new.md"


def test_stdin_that_is_not_utf8_is_a_finding(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    result = run("check", "--stdin-filename", "docs/a.md", "--format", "json", stdin=b"# A \xe9\n")
    assert "XR903" in codes(result)


def test_stdin_for_a_file_of_no_set(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**CLEAN, "README.txt": "x"})
    assert run("check", "docs", "--stdin-filename", "README.txt").code == 2
    assert run("check", "--stdin-filename", "../x.md").code == 2


def test_show_files_and_show_config(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**BROKEN, "crossref.toml": '[roles]\narchitecture = ["docs/a.md"]\n'})
    assert run("check", "--show-files") == Result(0, "docs/a.md\ndocs/b.md\n", "")
    shown = json.loads(run("check", "--show-config", "--severity", "XR101=info").out)
    assert shown["file"] == "crossref.toml"
    assert shown["fail-on"] == "error"
    assert shown["severity"] == {"XR101": "info"}
    assert shown["profile"]["roles"]["architecture"] == ["docs/a.md"]


# -- output ----------------------------------------------------------------------------------------------------------


def test_the_nth_output_belongs_to_the_nth_format(run: Run, tmp_path: Path) -> None:
    write(tmp_path, BROKEN)
    result = run(
        "check",
        "--format",
        "json",
        "--format",
        "concise",
        "--format",
        "pretty",
        "--output",
        "r.json",
        "--output",
        "r.txt",
    )
    assert result.code == 1
    assert json.loads((tmp_path / "r.json").read_text())["version"] == 1
    assert (tmp_path / "r.txt").read_text().endswith("1 error in 2 documents\n")
    assert "help" in result.out or "error XR101" in result.out
    assert run("check", "--format", "concise", "--output", "-").out.endswith("1 error in 2 documents\n")


def test_an_output_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    assert run("check", "--no-cache", "--output", "no/where.txt") == Result(
        2, "", "crossref: cannot write no/where.txt: No such file or directory; name a file that can be written\n"
    )
    assert run("check", "--no-cache", "--output", "docs").code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs"]


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_a_file_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("old")
    target.chmod(0o640)
    (tmp_path / "link").symlink_to(target)
    save(str(tmp_path / "link"), "new\udce9")
    assert target.read_text() == r"new\udce9"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert (tmp_path / "link").is_symlink()
    fresh = tmp_path / "fresh"
    save(str(fresh), "text")
    reference = tmp_path / "reference"
    reference.write_text("text")
    assert fresh.stat().st_mode == reference.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="devices of POSIX")
def test_a_device_is_written_to_and_not_replaced() -> None:
    save(os.devnull, "text")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "[x](x.md)\n" * 5000})
    command = f"'{sys.executable}' -m crossref check --format json '{tmp_path}' | head -c 10"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert len(done.stdout) == 10
    assert done.stderr == ""


class _Stream(io.StringIO):
    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("is_terminal", "environment", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (True, {"FORCE_COLOR": "0"}, False),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, environment: dict[str, str], expected: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_colour(_Stream(is_terminal)) is expected


def test_colour_and_width_come_from_the_environment(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, BROKEN)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31merror" in run("check").out
    assert "\x1b" not in run("check", "--format", "concise").out
    monkeypatch.setenv("COLUMNS", "30")
    assert max(map(len, run("check", "--format", "pretty").out.splitlines())) < 60


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
    terminal = _Stream(True)
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.Bar() as bar:
        bar(1, 2)
    assert terminal.getvalue() == ""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.Bar() as bar:
        bar(1, 2)
        bar(2, 2)
    assert "Reading documents" in terminal.getvalue()
    pipe = _Stream(False)
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
