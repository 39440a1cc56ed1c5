"""A report that holds whatever a document or a path may hold, for the formats that other programs read."""

from __future__ import annotations

from crossref.model import Edit, Finding, Fix, Note, Place, Problem, Report, Severity, Silenced, Span

ODD_PATH = "docs/a b#1 100%, ünï 🚀.md"
LINES_PATH = "docs/two\nlines: x.md"
NOT_UTF8 = "docs/caf\udce9.md"
"""A file name with the byte E9, as Python reads it from the file system."""
LINE = 'Siehe 🚀 „Plan“ [x](Plan.md) | `a|b` <script>alert("1")</script>'

HOSTILE = (
    "a | b `c|d` <script>alert(1)</script> ::error::no %0A ##[add-mask]x @team #12 !3 https://x.example "
    "[y](https://evil.example) <!-- --> ]]> & &lt; $x$ \x1b[31m\x00\x85\u202e\ufffe\U0001f600\nsecond\rline\ttab \\"
)


def place(path: str, line: int, column: int, end_column: int, end_line: int | None = None) -> Place:
    return Place(path, Span(line, column, end_line or line, end_column))


def finding(code: str, name: str, severity: Severity, problem: Problem) -> Finding:
    span = problem.place.span
    return Finding(code, name, severity, f"{code.lower()}{span.line:06d}{span.column:05d}", problem)


LINK = place(ODD_PATH, 3, 20, 27)
"""`Plan.md` in LINE, behind an emoji and quotation marks that are longer in UTF-8 than in characters."""

TWIN = finding("XR101", "broken-link", Severity.ERROR, Problem("`x.md` does not exist", place("a.md", 1, 1, 5), "x.md"))
FINDINGS = (
    TWIN,
    TWIN,
    finding(
        "XR104",
        "wrong-case",
        Severity.ERROR,
        Problem(
            "`Plan.md` is spelled `plan.md`",
            LINK,
            "Plan.md",
            fix=Fix("write `plan.md`", True, (Edit(LINK, "plan.md"),)),
        ),
    ),
    finding(
        "XR301",
        "conflicting-claim",
        Severity.WARNING,
        Problem(
            "tokens live 15 min here, 30 min in the contracts",
            place(LINES_PATH, 7, 33, 43),
            "token lifetime",
            notes=(
                Note("30 min here, where api-contracts has the say", place(ODD_PATH, 3, 7, 8)),
                Note(HOSTILE, place(NOT_UTF8, 9, 1, 1, end_line=11)),
            ),
        ),
    ),
    finding(
        "XR403",
        "one-way-supersession",
        Severity.WARNING,
        Problem(
            "ADR-1 does not say that ADR-2 supersedes it",
            place(NOT_UTF8, 2, 1, 1, end_line=4),
            "ADR-1",
            fix=Fix(
                "say so in both",
                False,
                (Edit(place(NOT_UTF8, 4, 1, 1), "by ADR-2\n"), Edit(place("a.md", 2, 1, 6), "")),
            ),
        ),
    ),
    finding("XR502", "to-do-marker", Severity.INFO, Problem(HOSTILE, place("a.md", 4, 2, 6), "todo")),
    finding("XR999", "rule-of-tomorrow", Severity.INFO, Problem("no descriptor", place("a.md", 5, 1, 2), "new")),
)
SILENCED = (
    Silenced(
        finding("XR502", "to-do-marker", Severity.INFO, Problem("to do", place("a.md", 9, 1, 5), "todo")),
        "ignore",
        "written next week, see #4",
    ),
    Silenced(
        finding("XR105", "broken-mention", Severity.WARNING, Problem("`r.md` is gone", place("b.md", 2, 1, 5), "r.md")),
        "per-file",
    ),
)
ODD = Report(
    root=".",
    documents=5,
    findings=FINDINGS,
    silenced=SILENCED,
    unchecked={"external-links": 12},
    excerpts={
        "a.md": {1: "[x](x.md)", 2: "Status", 4: " TODO", 5: "x"},
        ODD_PATH: {3: LINE},
        NOT_UTF8: {2: "one", 4: "", 9: "nine", 11: "eleven"},
    },
)
"""The line that XR301 stands on is not known, as when its file is gone by then."""

CLEAN = Report(".", 1, (), (), {}, {})


def many(number: int) -> Report:
    """So many errors, warnings and infos, each in a document of its own."""
    findings = (
        finding(f"XR10{level}", "rule", Severity(level), Problem(f"{HOSTILE} {n}", place(f"d{n}.md", n, 1, 2), str(n)))
        for n in range(1, number + 1)
        for level in (3, 2, 1)
    )
    return Report(".", number, tuple(findings), (), {}, {})
