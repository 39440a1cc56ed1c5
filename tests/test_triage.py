"""Problems become findings: severity, selection, ignores, fingerprints and order."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import pytest

from crossref.model import (
    Config,
    Document,
    Finding,
    Ignore,
    Note,
    Place,
    Problem,
    Profile,
    Section,
    Severity,
    Silenced,
    Span,
)
from crossref.rule import Rule, by_stage
from crossref.triage import judge, selected, severity_of


def rule(code: str, name: str, severity: Severity) -> Rule:
    return Rule(code, name, severity, by_stage, "What it finds.")


LINK = rule("XR101", "broken-link", Severity.ERROR)
ANCHOR = rule("XR102", "broken-anchor", Severity.ERROR)
ORPHAN = rule("XR205", "orphan-document", Severity.INFO)
ONE_WAY = rule("XR206", "one-way-reference", Severity.OFF)
UNUSED = rule("XR901", "unused-ignore", Severity.WARNING)
UNKNOWN = rule("XR902", "unknown-rule", Severity.ERROR)
RULES = (LINK, ANCHOR, ORPHAN, ONE_WAY, UNUSED, UNKNOWN)


def config(
    *,
    severity: Mapping[str, Severity] | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    per_file: Mapping[str, tuple[str, ...]] | None = None,
) -> Config:
    return Config(
        project_root="/",
        file=None,
        root=".",
        include=(),
        exclude=(),
        link_root=".",
        fail_on=Severity.ERROR,
        allowed_links=(),
        severity=severity or {},
        select=select,
        ignore=ignore,
        per_file_ignores=per_file or {},
        profile=Profile({}, {}, "github", (), {}),
    )


def problem(line: int = 3, path: str = "a.md", subject: str = "x.md", column: int = 1, **rest: object) -> Problem:
    place = Place(path, Span(line, column, line, column + 4))
    return Problem(f"at {line}", place, subject, **rest)  # type: ignore[arg-type]


def ignore(*selectors: str, lines: tuple[int, int], at: int | None = None) -> Ignore:
    line = at or lines[0]
    return Ignore(selectors, lines[0], lines[1], "why", Span(line, 10, line, 40))


def document(*ignores: Ignore, path: str = "a.md", sections: tuple[Section, ...] = ()) -> Document:
    return Document(
        path=path,
        role=None,
        lines=20,
        partial=False,
        anchors=(),
        sections=sections,
        links=(),
        labels=(),
        markers=(),
        ignores=ignores,
    )


def run(
    problems: Iterable[tuple[Rule, Problem]], *documents: Document, using: Config | None = None
) -> tuple[tuple[Finding, ...], tuple[Silenced, ...]]:
    return judge(problems, documents, using or config(), RULES)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


# -- severity and selection ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "configured", "lowered", "expected"),
    [
        (LINK, None, None, Severity.ERROR),
        (LINK, Severity.WARNING, None, Severity.WARNING),
        (LINK, None, Severity.INFO, Severity.INFO),
        (LINK, Severity.INFO, Severity.WARNING, Severity.INFO),
        (ORPHAN, None, Severity.ERROR, Severity.INFO),
        (ORPHAN, Severity.ERROR, None, Severity.ERROR),
    ],
)
def test_a_problem_may_lower_the_severity_and_not_raise_it(
    own: Rule, configured: Severity | None, lowered: Severity | None, expected: Severity
) -> None:
    using = config(severity={own.code: configured} if configured is not None else {})
    findings, _ = run([(own, problem(severity=lowered))], document(), using=using)
    assert [finding.severity for finding in findings] == [expected]


def test_a_problem_that_is_off_is_dropped() -> None:
    assert run([(LINK, problem(severity=Severity.OFF))], document()) == ((), ())


@pytest.mark.parametrize(
    ("using", "expected"),
    [
        (config(), ["XR101", "XR102", "XR205", "XR901", "XR902"]),
        (config(select=("XR1",)), ["XR101", "XR102"]),
        (config(select=("one-way-reference",)), ["XR206"]),
        (config(select=("XR2",)), ["XR205", "XR206"]),
        (config(severity={"XR206": Severity.INFO}), ["XR101", "XR102", "XR205", "XR206", "XR901", "XR902"]),
        (config(severity={"XR101": Severity.OFF}, select=("XR1",)), ["XR102"]),
        (config(ignore=("XR9", "broken-link")), ["XR102", "XR205"]),
        (config(select=("XR1",), ignore=("XR101",)), ["XR102"]),
    ],
)
def test_selected(using: Config, expected: list[str]) -> None:
    assert [found.code for found in selected(RULES, using)] == expected


def test_a_rule_that_is_off_warns_when_selected() -> None:
    assert severity_of(ONE_WAY, config(select=("XR206",))) is Severity.WARNING
    assert severity_of(ONE_WAY, config()) is Severity.OFF


def test_problems_of_rules_that_did_not_run_are_dropped() -> None:
    findings, silenced = run([(LINK, problem()), (ANCHOR, problem())], document(), using=config(select=("XR102",)))
    assert codes(findings) == ["XR102"]
    assert silenced == ()


# -- ignores ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("selector", ["XR101", "xr101", "XR1", "broken-link"])
def test_an_ignore_silences_by_code_prefix_or_name(selector: str) -> None:
    findings, silenced = run([(LINK, problem())], document(ignore(selector, lines=(3, 3))))
    assert findings == ()
    assert [(entry.finding.code, entry.reason) for entry in silenced] == [("XR101", "ignore")]


def test_an_ignore_leaves_other_lines_and_other_documents_alone() -> None:
    findings, _ = run(
        [(LINK, problem(3)), (LINK, problem(4)), (LINK, problem(3, "b.md"))],
        document(ignore("XR101", lines=(3, 3))),
        document(path="b.md"),
    )
    assert [(found.problem.place.path, found.problem.place.span.line) for found in findings] == [
        ("a.md", 4),
        ("b.md", 3),
    ]


def test_an_ignore_where_a_note_lies_silences_the_finding() -> None:
    note = Note("the other side", Place("b.md", Span(7, 1, 7, 2)))
    findings, silenced = run(
        [(LINK, problem(notes=(note,)))], document(), document(ignore("XR101", lines=(6, 8)), path="b.md")
    )
    assert findings == ()
    assert len(silenced) == 1


@pytest.mark.parametrize(
    ("span", "is_silenced"),
    [(Span(2, 1, 3, 5), True), (Span(2, 1, 3, 1), False), (Span(3, 9, 9, 1), True), (Span(4, 1, 4, 1), False)],
)
def test_a_span_of_several_lines_is_silenced_by_any_of_them(span: Span, is_silenced: bool) -> None:
    found = Problem("m", Place("a.md", span), "s")
    _, silenced = run([(LINK, found)], document(ignore("XR101", lines=(3, 3))))
    assert bool(silenced) is is_silenced


def test_an_ignore_that_silences_nothing_is_reported_at_its_own_place() -> None:
    findings, _ = run([], document(ignore("XR101", "broken-anchor", lines=(5, 9), at=4)))
    assert codes(findings) == ["XR901"]
    assert findings[0].problem.place == Place("a.md", Span(4, 10, 4, 40))
    assert findings[0].problem.message == (
        "ignoring `XR101`, `broken-anchor` silences nothing here; remove the comment"
    )


def test_of_an_ignore_used_in_part_only_the_rest_is_reported() -> None:
    findings, _ = run([(LINK, problem(3))], document(ignore("XR101", "XR102", lines=(3, 3))))
    assert [found.problem.message for found in findings] == [
        "ignoring `XR102` silences nothing here; remove it from the comment"
    ]


@pytest.mark.parametrize(
    ("selector", "using", "expected"),
    [
        ("XR102", config(select=("XR101", "XR9")), []),
        ("XR1", config(select=("XR101", "XR9")), []),
        ("XR102", config(severity={"XR102": Severity.OFF}), []),
        ("XR206", config(), []),
        ("XR2", config(), ["XR901"]),
        ("XR102", config(ignore=("XR901",)), []),
    ],
)
def test_an_ignore_is_unused_only_if_its_rules_ran(selector: str, using: Config, expected: list[str]) -> None:
    findings, _ = run([], document(ignore(selector, lines=(3, 3))), using=using)
    assert codes(findings) == expected


def test_an_unknown_name_in_an_ignore_suggests_the_nearest() -> None:
    findings, _ = run([], document(ignore("broken-lnik", "zzz", lines=(3, 3))))
    assert [(found.code, found.problem.message) for found in findings] == [
        ("XR902", "there is no rule `broken-lnik`; did you mean `broken-link`?"),
        ("XR902", "there is no rule `zzz`; `crossref rules` lists them"),
    ]


def test_an_ignore_that_names_no_rule_silences_nothing_and_is_reported() -> None:
    findings, silenced = run([(LINK, problem(3))], document(ignore(lines=(3, 3))))
    assert codes(findings) == ["XR101", "XR902"]
    assert silenced == ()


def test_findings_about_ignores_can_be_ignored() -> None:
    everywhere = ignore("XR9", lines=(1, 20), at=1)
    findings, silenced = run([], document(everywhere, ignore("zzz", lines=(3, 3)), ignore("XR101", lines=(5, 5))))
    assert findings == ()
    assert codes(entry.finding for entry in silenced) == ["XR902", "XR901"]


def test_an_ignore_for_unused_ignores_is_not_itself_unused() -> None:
    assert run([], document(ignore("XR901", lines=(1, 20)))) == ((), ())


def test_per_file_ignores() -> None:
    using = config(per_file={"docs/adr/**": ("broken-link",)})
    findings, silenced = run(
        [
            (LINK, problem(path="docs/adr/1.md")),
            (ANCHOR, problem(path="docs/adr/1.md")),
            (LINK, problem(path="docs/a.md")),
        ],
        using=using,
    )
    assert codes(findings) == ["XR101", "XR102"]
    assert [(entry.finding.problem.place.path, entry.reason) for entry in silenced] == [("docs/adr/1.md", "per-file")]


def test_an_ignore_counts_as_used_where_a_glob_silences_too() -> None:
    using = config(per_file={"a.md": ("XR101",)})
    findings, silenced = run([(LINK, problem(3))], document(ignore("XR101", lines=(3, 3))), using=using)
    assert findings == ()
    assert [entry.reason for entry in silenced] == ["ignore"]


# -- fingerprints and order ------------------------------------------------------------------------------------------


def section(title: str, line: int, last: int) -> Section:
    return Section(title, 2, title.lower(), Span(line, 1, line, 9), last, 1, -1)


def fingerprint(found: Problem, *sections: Section) -> str:
    findings, _ = run([(LINK, found)], document(path=found.place.path, sections=sections))
    return findings[0].fingerprint


def test_a_fingerprint_outlives_moved_lines_and_other_words() -> None:
    before = fingerprint(problem(5, subject="Plan.md"), section("Setup", 4, 9))
    moved = Problem("other words", Place("a.md", Span(15, 3, 15, 9)), "plan.MD ")
    assert fingerprint(moved, section("New", 2, 9), section("Setup", 10, 20)) == before
    assert len(before) == 16


@pytest.mark.parametrize("other", [problem(5, path="b.md"), problem(5, subject="y.md"), problem(8)])
def test_a_fingerprint_depends_on_path_subject_and_section(other: Problem) -> None:
    sections = (section("Setup", 4, 6), section("Use", 7, 20))
    assert fingerprint(other, *sections) != fingerprint(problem(5), *sections)


def test_equal_problems_are_told_apart_by_their_order() -> None:
    findings, _ = run([(LINK, problem(9)), (LINK, problem(3))], document())
    assert findings[0].fingerprint == fingerprint(problem(3))
    assert findings[1].fingerprint != findings[0].fingerprint


def test_an_ignore_does_not_change_the_fingerprints_of_others() -> None:
    problems = [(LINK, problem(3)), (LINK, problem(9))]
    before, _ = run(problems, document())
    after, _ = run(problems, document(ignore("XR101", lines=(3, 3))))
    assert after == before[1:]


def test_a_path_that_is_not_unicode_has_a_fingerprint() -> None:
    assert fingerprint(problem(path="\udce9.md"))


def test_the_order_of_problems_does_not_matter() -> None:
    rules = [LINK, ANCHOR, ORPHAN]
    problems = [
        (found, problem(line, path, column=column))
        for found in rules
        for line in (2, 10, 3)
        for path in ("b.md", "a.md")
        for column in (8, 1)
    ]
    documents = [document(ignore("XR102", lines=(3, 3))), document(path="b.md")]
    expected = run(problems, *documents)
    places = [
        (f.problem.place.path, f.problem.place.span.line, f.problem.place.span.column, f.code) for f in expected[0]
    ]
    assert places == sorted(places)
    shuffler = random.Random(7)
    for _ in range(5):
        shuffler.shuffle(problems)
        shuffler.shuffle(documents)
        assert run(problems, *documents) == expected
