"""The verdict on a release in every format, and the command that prints it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from assessed import CODES, ERROR, INFO, WARNING, coverage, finding, judged, report, share
from commandline import Page, Run, body, runner
from conftest import write
from msgspec.structs import replace
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from test_revisions import commit

from crossref import config
from crossref.changes import Changes, compare
from crossref.changes import Run as CheckRun
from crossref.model import Config, Finding, Silenced
from crossref.readiness import Readiness
from crossref.reporters import Layout
from crossref.reporters.readiness import FORMATS, renderer


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return config.load(tmp_path, CODES)


# -- formats ---------------------------------------------------------------------------------------------------------

ODD = "`a|b` <script>alert(1)</script> \x1b[31m*x*"


@pytest.fixture
def not_ready(tmp_path: Path) -> Readiness:
    write(tmp_path, {"crossref.toml": '[roles]\ndeployment = ["deployment.md"]\n'})
    found = report(
        *(
            finding("XR101", ERROR, line, f"`{line}.md` does not exist", "docs/architecture/overview.md")
            for line in range(1, 9)
        ),
        finding("XR201", WARNING, 3, ODD, "docs/<b>.md"),
        finding("XR406", INFO, 7, 'ADR-3 is still "Proposed"'),
        finding("XR501", WARNING, 8, "`[e.g., RBAC]` is a placeholder that was never filled in"),
        finding("XR502", INFO, 9, "TODO: `say` *more*"),
        silenced=(Silenced(finding("XR102", ERROR), "ignore"),),
        unchecked={"external-links": 12, "template-links": 1},
    )
    table = coverage(
        (share("endpoint", 8, 10), share("queue", 5, 5)),
        (share("endpoint-has-contract", 8, 10, "endpoint"), share("queue-deployed", 5, 5, "queue")),
        ("region-deployed",),
    )
    settings = replace(config.load(tmp_path, CODES), ignore=("XR504",))
    return judged(settings, found, table, coverage={"endpoint": 90, "queue-deployed": 100, "webhook": 50})


@pytest.fixture
def ready(settings: Config) -> Readiness:
    return judged(settings, report(finding("XR502", INFO)))


def checked(*found: Finding) -> CheckRun:
    return CheckRun(found, lambda path: (), ())


CHANGES = compare(
    checked(finding("XR101", ERROR, 1), finding("XR102", ERROR, 2, "no heading `#x`")),
    checked(finding("XR101", ERROR, 1), finding("XR201", WARNING, 3, ODD, "docs/<b>.md")),
    "v1.2",
    "0123456789abcdef0123456789abcdef01234567",
)
NOTHING = compare(checked(), checked(), "0123456", "0123456789abcdef0123456789abcdef01234567")
MANY = compare(checked(), checked(*(finding("XR101", ERROR, line) for line in range(1, 80))), "main", "")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format(name: str, not_ready: Readiness, snapshot: SnapshotAssertion) -> None:
    text = renderer(name)(not_ready, CHANGES, Layout())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert (body(text) if name == "html" else text) == snapshot


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_of_a_set_that_is_ready(name: str, ready: Readiness, snapshot: SnapshotAssertion) -> None:
    text = renderer(name)(ready, None, Layout())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert (body(text) if name == "html" else text) == snapshot


@pytest.mark.parametrize("width", [44, 140])
def test_the_text_fits(width: int, not_ready: Readiness, snapshot: SnapshotAssertion) -> None:
    text = renderer("text")(not_ready, CHANGES, Layout(width=width))
    assert max(map(cell_len, text.splitlines())) <= width
    assert text == snapshot


def test_the_verdict_comes_first_and_in_colour(not_ready: Readiness, ready: Readiness) -> None:
    assert renderer("text")(not_ready, None, Layout()).startswith("Not ready: 4 reasons, in 3 documents\n")
    assert renderer("text")(ready, None, Layout(colour=True)).startswith("\x1b[1;32mReady\x1b[0m, in 3 documents\n")
    assert renderer("markdown")(not_ready, None, Layout()).startswith("# ❌ Not ready: 4 reasons\n")


@pytest.mark.parametrize(("name", "shown"), [("text", 10), ("markdown", 50), ("html", 79), ("json", 79)])
def test_many_changes(name: str, shown: int, ready: Readiness) -> None:
    text = renderer(name)(ready, MANY, Layout())
    assert (Page(text).text if name == "html" else text).count(
        "docs/a.md:" if name != "json" else "docs/a.md-"
    ) >= shown
    assert (f"and {79 - shown} more" in text) is (shown < 79)


@pytest.mark.parametrize(("changes", "expected"), [(CHANGES, "Since v1.2 (01234567)"), (NOTHING, "Since 0123456:")])
def test_the_revision_is_named_once(ready: Readiness, changes: Changes, expected: str) -> None:
    assert expected in renderer("text")(ready, changes, Layout())


def test_json_says_what_is_documented(not_ready: Readiness) -> None:
    data = json.loads(renderer("json")(not_ready, CHANGES, Layout()))
    assert list(data) == [
        *("version", "ready", "documents", "reasons", "families", "kinds", "contracts", "findings"),
        *("unsettled", "placeholders", "to_dos", "missing_documents", "not_checked", "since"),
    ]
    assert (data["version"], data["ready"]) == (1, False)
    assert list(data["reasons"][0]) == ["kind", "subject", "what", "count", "places"]
    expected = {"kind": "endpoint", "covered": 8, "asked": 10, "percent": 80, "required": 90, "met": False}
    assert data["kinds"][0] == expected
    assert data["unsettled"] == ["XR406-docs/a.md-7"]
    blocking = {one["fingerprint"] for one in data["findings"] if one["blocking"]}
    assert blocking == not_ready.blocking
    assert [len(data["since"][name]) for name in ("new", "resolved", "still")] == [1, 1, 1]
    assert json.loads(renderer("json")(not_ready, None, Layout()))["since"] is None


def test_the_page_is_self_contained_and_text_is_text(not_ready: Readiness) -> None:
    text = renderer("html")(not_ready, CHANGES, Layout())
    page = Page(text)
    assert page.is_self_contained()
    assert "<script>alert(1)</script>" in page.text
    assert "\x1b" not in text
    rows = [row for row in page.tags("tr") if "data-row" in row]
    assert len(rows) == len(not_ready.findings)
    assert {row["data-blocking"] for row in rows} == {"yes", "no"}


# -- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


CLEAN = {"crossref.toml": "", "docs/a.md": "# A\n\nSee [b](b.md).\n", "docs/b.md": "# B\n\nSee [a](a.md).\n"}


def test_the_command(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    result = run("readiness")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Ready, in 2 documents\n")
    write(tmp_path, {"docs/a.md": "# A\n\n[c](c.md)\n"})
    result = run("readiness", "--format", "json")
    assert result.code == 1
    assert json.loads(result.out)["reasons"][0]["subject"] == "XR101"


def test_since(run: Run, tmp_path: Path) -> None:
    commit(tmp_path, {**CLEAN, "docs/b.md": "# B\n\n[gone](gone.md)\n"}, "v1")
    write(tmp_path, {"docs/a.md": "# A\n\n[c](c.md), [b](b.md)\n", "docs/b.md": "# B\n\nSee [a](a.md).\n"})
    result = run("readiness", "--since", "v1", "--format", "json")
    assert result.code == 1
    since = json.loads(result.out)["since"]
    assert since["revision"] == "v1"
    assert [one["message"] for one in since["new"]] == ["`c.md` does not exist"]
    assert "`gone.md` does not exist" in [one["message"] for one in since["resolved"]]
    assert since["still"] == []


def test_a_set_that_is_ready_stays_so_whatever_changed(run: Run, tmp_path: Path) -> None:
    commit(tmp_path, {**CLEAN, "docs/b.md": "# B\n\n[gone](gone.md)\n"}, "v1")
    write(tmp_path, CLEAN)
    result = run("readiness", "--since", "v1")
    assert result.code == 0
    assert "Since v1 (" in result.out
    assert "resolved error XR101 docs/b.md:3" in result.out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--since", "v9"], "crossref: --since: there is no revision `v9`"),
        (["--since", "--all"], "crossref: --since: `--all` cannot be a revision"),
        (["--format", "table"], "--format: there is no format `table`; there are text, markdown, json, html"),
        (["--config", "none.toml"], "none.toml: cannot be read"),
        (["nowhere"], "nowhere: no such file or folder"),
    ],
)
def test_what_makes_no_sense(run: Run, tmp_path: Path, arguments: list[str], expected: str) -> None:
    commit(tmp_path, CLEAN)
    result = run("readiness", *arguments)
    assert (result.code, result.out) == (2, "")
    assert expected in result.err


def test_without_a_repository(run: Run, tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    result = run("readiness", "--since", "HEAD")
    assert (result.code, result.out) == (2, "")
    assert "git cannot read the repository" in result.err
