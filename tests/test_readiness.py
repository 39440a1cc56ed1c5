"""The release gate: what blocks, what is only told, every format, and the command."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from commandline import Page, Run, body, runner
from conftest import write
from msgspec.structs import replace
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from test_revisions import commit

from crossref import config
from crossref.changes import Changes, compare
from crossref.changes import Run as CheckRun
from crossref.coverage import Coverage, Share
from crossref.engine import connect
from crossref.files import StaticTree
from crossref.graph import Graph
from crossref.model import Config, Finding, Place, Problem, ReadinessConfig, Report, Severity, Silenced, Span
from crossref.readiness import FAMILIES, Readiness, assess
from crossref.reporters import Layout
from crossref.reporters.readiness import FORMATS, renderer
from crossref.rule import Rule, by_stage
from crossref.rules import RULES

CODES = {rule.code: rule.name for rule in RULES}
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
SOME_RULES = tuple(
    Rule(code, name, severity, by_stage, "")
    for code, name, severity in (
        ("XR101", "broken-link", ERROR),
        ("XR102", "broken-anchor", ERROR),
        ("XR201", "missing-counterpart", WARNING),
        ("XR202", "missing-document", WARNING),
        ("XR206", "one-way-reference", Severity.OFF),
        ("XR406", "unsettled-decision", INFO),
        ("XR501", "unfilled-placeholder", WARNING),
        ("XR502", "to-do-marker", INFO),
        ("XR504", "empty-section", INFO),
        ("XR901", "unused-ignore", WARNING),
    )
)
"""As if there were no others, so that the snapshots do not change with each new rule."""
NAMES = {"XR301": "conflicting-claim", **{rule.code: rule.name for rule in SOME_RULES}}


def place(path: str, line: int = 1) -> Place:
    return Place(path, Span(line, 1, line, 2))


def finding(code: str, severity: Severity, line: int = 1, message: str = "…", path: str = "docs/a.md") -> Finding:
    return Finding(code, NAMES[code], severity, f"{code}-{path}-{line}", Problem(message, place(path, line), "x"))


def report(
    *findings: Finding, silenced: tuple[Silenced, ...] = (), unchecked: Mapping[str, int] | None = None
) -> Report:
    return Report(".", 3, findings, silenced, unchecked or {}, {})


def share(name: str, covered: int, asked: int, kind: str = "") -> Share:
    return Share(
        name, kind or name, covered, asked, tuple(place("docs/a.md", line) for line in range(1, asked - covered + 1))
    )


def coverage(
    kinds: tuple[Share, ...] = (), contracts: tuple[Share, ...] = (), silent: tuple[str, ...] = ()
) -> Coverage:
    return Coverage((), (), kinds, contracts, silent)


NO_COVERAGE = coverage()


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return config.load(tmp_path, CODES)


def judged(
    settings: Config, found: Report, covered: Coverage = NO_COVERAGE, graph: Graph | None = None, **readiness: object
) -> Readiness:
    changed = replace(settings, readiness=replace(ReadinessConfig(), **readiness)) if readiness else settings
    return assess(graph or connect((), StaticTree({}), changed), found, covered, changed, SOME_RULES)


# -- what blocks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fail_on", "severity", "blocks"),
    [
        (ERROR, ERROR, True),
        (ERROR, WARNING, False),
        (WARNING, WARNING, True),
        (INFO, INFO, True),
        (Severity.OFF, ERROR, False),
    ],
)
def test_findings_from_fail_on_block(settings: Config, fail_on: Severity, severity: Severity, blocks: bool) -> None:
    readiness = judged(replace(settings, fail_on=fail_on), report(finding("XR101", severity)))
    assert readiness.is_ready is not blocks
    assert readiness.blocking == ({"XR101-docs/a.md-1"} if blocks else frozenset())


def test_placeholders_and_missing_documents_block_whatever_their_severity(settings: Config) -> None:
    never = replace(settings, fail_on=Severity.OFF)
    readiness = judged(never, report(finding("XR202", INFO), finding("XR501", INFO), finding("XR502", INFO)))
    assert [reason.subject for reason in readiness.reasons] == ["XR202", "XR501"]


@pytest.mark.parametrize(
    ("blockers", "expected"),
    [((), []), (("XR502",), ["XR502"]), (("to-do-marker",), ["XR502"]), (("XR5",), ["XR501", "XR502"])],
)
def test_blockers_are_selectors(settings: Config, blockers: tuple[str, ...], expected: list[str]) -> None:
    readiness = judged(settings, report(finding("XR501", WARNING), finding("XR502", INFO)), blockers=blockers)
    assert [reason.subject for reason in readiness.reasons] == expected


def test_a_reason_is_a_rule_the_gravest_first(settings: Config) -> None:
    findings = [
        finding("XR501", WARNING, 4),
        finding("XR301", WARNING, 9),
        finding("XR301", ERROR, 2),
        finding("XR101", ERROR),
    ]
    readiness = judged(settings, report(*findings), blockers=("XR501", "XR301"))
    assert [(reason.subject, reason.what, reason.count) for reason in readiness.reasons] == [
        ("XR101", "1 error of broken-link", 1),
        ("XR301", "1 error and 1 warning of conflicting-claim", 2),
        ("XR501", "1 warning of unfilled-placeholder", 1),
    ]
    assert readiness.reasons[1].places == (place("docs/a.md", 9), place("docs/a.md", 2))


@pytest.mark.parametrize(
    ("required", "covered", "asked", "expected"),
    [
        (90, 9, 10, []),
        (90, 8, 10, ["the coverage of endpoint is 80 % and must be 90 %: 2 of 10 lack their counterpart"]),
        (99.5, 199, 200, []),
        (99.9, 998, 999, ["the coverage of endpoint is 99 % and must be 99.9 %: 1 of 999 lacks its counterpart"]),
        (100, 999, 1000, ["the coverage of endpoint is 99 % and must be 100 %: 1 of 1000 lacks its counterpart"]),
        (0, 0, 10, []),
    ],
)
def test_coverage_below_a_threshold_blocks(
    settings: Config, required: float, covered: int, asked: int, expected: list[str]
) -> None:
    readiness = judged(
        settings, report(), coverage((share("endpoint", covered, asked),)), coverage={"endpoint": required}
    )
    assert [reason.what for reason in readiness.reasons] == expected


def test_a_threshold_may_name_a_contract(settings: Config) -> None:
    table = coverage(
        (share("queue", 9, 10),), (share("queue-deployed", 9, 10, "queue"), share("queue-tested", 3, 4, "queue"))
    )
    readiness = judged(settings, report(), table, coverage={"queue-tested": 80})
    assert [(reason.subject, reason.count) for reason in readiness.reasons] == [("queue-tested", 1)]
    assert [measure.required for measure in (*readiness.kinds, *readiness.contracts)] == [None, None, 80]
    assert [measure.is_met for measure in readiness.contracts] == [True, False]


def test_a_threshold_that_nothing_was_held_against_is_not_reached(settings: Config) -> None:
    readiness = judged(settings, report(), coverage={"endpoint": 90, "queue": 0})
    assert [(reason.kind, reason.subject) for reason in readiness.reasons] == [("unmeasured", "endpoint")]


# -- what is told ----------------------------------------------------------------------------------------------------


def test_every_family_is_counted(settings: Config) -> None:
    readiness = judged(settings, report(finding("XR101", ERROR), finding("XR102", WARNING), finding("XR502", INFO)))
    counts = {family.name: (family.errors, family.warnings, family.infos) for family in readiness.families}
    assert counts["links"] == (1, 1, 0)
    assert counts["text"] == (0, 0, 1)
    assert list(counts) == list(FAMILIES.values())


def test_a_family_whose_rules_did_not_run_is_not_checked(settings: Config) -> None:
    readiness = judged(replace(settings, select=("XR1",), ignore=("XR101",)), report())
    ran = {family.code: family.rules for family in readiness.families}
    assert ran["XR1"] > 0
    assert ran["XR5"] == 0
    assert {"XR101", "XR501"} < set(readiness.not_checked.rules)
    assert not {"XR102", "XR206"} & set(readiness.not_checked.rules), "one ran, the other is off by default"


def test_what_was_not_checked(settings: Config) -> None:
    silenced = tuple(
        Silenced(finding("XR101", ERROR, line), reason) for line, reason in enumerate(("per-file", "ignore", "ignore"))
    )
    readiness = judged(
        settings, report(silenced=silenced, unchecked={"external-links": 12}), coverage(silent=("queue-deployed",))
    )
    assert readiness.is_ready
    assert readiness.not_checked.unchecked == {"external-links": 12}
    assert readiness.not_checked.silent == ("queue-deployed",)
    assert dict(readiness.not_checked.silenced) == {"ignore": 2, "per-file": 1}
    assert readiness.not_checked.rules == ()


def test_documents_that_are_missing(tmp_path: Path) -> None:
    write(tmp_path, {"crossref.toml": '[roles]\ndeployment = ["deployment.md", "ops/*.md"]\n'})
    readiness = judged(config.load(tmp_path, CODES), report())
    assert [(missing.role, missing.patterns) for missing in readiness.missing_documents] == [
        ("deployment", ("deployment.md", "ops/*.md"))
    ]


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


# -- configuration ---------------------------------------------------------------------------------------------------


def loaded(folder: Path, toml: str, extended: str = "") -> ReadinessConfig:
    write(folder, {"crossref.toml": toml, "base.toml": extended})
    return config.load(folder, CODES).readiness


def test_the_table_in_the_configuration(tmp_path: Path) -> None:
    assert loaded(tmp_path, "") == ReadinessConfig({}, ("XR202", "XR501"))
    toml = '[readiness]\ncoverage = { endpoint = 90, "queue-deployed" = 99.5 }\nblockers = ["XR1", "to-do-marker"]\n'
    expected = ReadinessConfig({"endpoint": 90, "queue-deployed": 99.5}, ("XR1", "to-do-marker"))
    assert loaded(tmp_path, toml) == expected


def test_what_stands_in_a_profile_is_completed(tmp_path: Path) -> None:
    base = "[readiness]\ncoverage = { endpoint = 90, queue = 50 }\nblockers = []\n"
    toml = 'extend = "base.toml"\n[readiness.coverage]\nqueue = 80\n'
    assert loaded(tmp_path, toml, base) == ReadinessConfig({"endpoint": 90, "queue": 80}, ())


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("readiness = 1", "crossref.toml:1: readiness: expected a table, found an integer"),
        ("[readiness]\nblocker = []", 'crossref.toml:2: readiness: unknown key "blocker"; did you mean "blockers"?'),
        ("[readiness]\nxyz = 1", 'crossref.toml:2: readiness: unknown key "xyz"; known keys: coverage, blockers'),
        ("[readiness]\ncoverage = 90", "crossref.toml:2: readiness: coverage: expected a table of kinds"),
        (
            "[readiness]\ncoverage = { endpoints = 90 }",
            'crossref.toml:2: readiness: coverage: no counterpart is called or asks for "endpoints"; '
            'did you mean "endpoint"?',
        ),
        (
            "[readiness.coverage]\nendpoint = 101",
            "crossref.toml:2: readiness: coverage: endpoint: expected a percentage",
        ),
        (
            "[readiness.coverage]\nendpoint = true",
            "crossref.toml:2: readiness: coverage: endpoint: expected a percentage",
        ),
        (
            "[readiness.coverage]\nendpoint = nan",
            "crossref.toml:2: readiness: coverage: endpoint: expected a percentage",
        ),
        ('[readiness]\nblockers = "XR1"', "crossref.toml:2: readiness: blockers: expected a list of rules"),
        (
            '[readiness]\nblockers = ["broken-lnik"]',
            'crossref.toml:2: readiness: blockers: unknown rule "broken-lnik"; did you mean "broken-link"?',
        ),
    ],
)
def test_mistakes(tmp_path: Path, toml: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(config.ConfigError) as raised:
        loaded(tmp_path, toml)
    assert str(raised.value).startswith(expected)


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
