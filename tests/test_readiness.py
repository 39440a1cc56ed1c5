"""The release gate: what blocks, what is only told, and what the configuration says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from assessed import CODES, ERROR, INFO, WARNING, coverage, finding, judged, place, report, share
from conftest import write
from msgspec.structs import replace

from crossref import config
from crossref.model import Config, ReadinessConfig, Severity, Silenced
from crossref.readiness import FAMILIES


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return config.load(tmp_path, CODES)


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
