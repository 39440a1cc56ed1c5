"""The page of a report: complete, self-contained, harmless whatever stands in a document, and usable in a browser."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from commandline import Page, body
from conftest import Check
from test_reporters import CLEAN, REPORT, finding, place

from crossref.model import Fix, Note, Problem, Report, Severity, Silenced
from crossref.reporters import Layout
from crossref.reporters.html import render

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
MARK = "document.documentElement.dataset.taken='yes'"
HOSTILE = (
    f"<script>{MARK}</script>",
    f'"><img src=x onerror="{MARK}">',
    f"'></summary><svg onload={MARK}>",
    f"</script></style></pre></textarea><script>{MARK}</script>",
    f"`</code><script>{MARK}</script>`",
    f"<iframe srcdoc='<script>parent.{MARK}</script>'>",
)


def page(report: Report) -> str:
    return render(report, Layout()).encode("utf-8", "backslashreplace").decode()


def hostile(text: str) -> Report:
    """A report in which a text stands wherever the text of a document can."""
    where = place(f"docs/{text}.md", 1, 3, 3 + len(text))
    problem = Problem(f"{text} `{text}`", where, text, (Note(text, where),) * 9, Fix(text, True, ()))
    found = tuple(
        finding(code, "broken-link", severity, problem)
        for code, severity in zip(
            ("XR101", "XR301", text), (Severity.ERROR, Severity.WARNING, Severity.INFO), strict=True
        )
    )
    excerpts = {where.path: {1: f"# {text} and {text}"}}
    return Report(".", 1, found, (Silenced(found[0], text),), {text: 2}, excerpts)


def shown(html: str) -> str:
    """What a reader of the page reads."""
    return Page(body(html)).text


# -- what is on it ---------------------------------------------------------------------------------------------------


def test_every_finding_is_on_the_page_with_all_its_places() -> None:
    text = shown(page(REPORT))
    for each in REPORT.findings:
        assert each.code in text
        assert each.problem.message.replace("`", "") in text
        for where in (each.problem.place, *(note.place for note in each.problem.notes)):
            assert f"{where.path}:{where.span.line}" in text
    assert "Fix: write deployment.md" in text
    assert "12 external links" in text
    assert "per-file" in text


def test_both_sides_of_a_contradiction_stand_beside_each_other() -> None:
    html = page(REPORT)
    (sides,) = re.findall(r'<div class="sides">(?:(?!</div>).)*30 minutes(?:(?!</div>).)*</div>', html)
    assert re.findall(r"<mark>([^<]*)</mark>", sides) == ["15 minutes", " 30 mi", "tokens | 30 minutes |"]
    assert sides.count("<figure>") == 3


def test_many_places_are_folded_away() -> None:
    where = place("a.md", 1, 1, 2)
    notes = tuple(Note(f"place {number}", place("a.md", number, 1, 2)) for number in range(2, 12))
    html = page(Report(".", 1, (finding("XR301", "x", Severity.ERROR, Problem("m", where, "s", notes)),), (), {}, {}))
    assert html.count("<figure>") == 11
    assert "<summary>5 more places</summary>" in html


@pytest.mark.parametrize(
    ("line", "columns", "marked"),
    [
        ("plain text", (1, 6), "<mark>plain</mark> text"),
        ("plain text", (7, 7), "plain text"),
        ("plain text", (7, 99), "plain <mark>text</mark>"),
        ("plain text", (99, 120), "plain text"),
        ("\t\ta <b> c\t", (5, 8), "a <mark>&lt;b&gt;</mark> c"),
        ("a\tb", (3, 4), "a    <mark>b</mark>"),
        ("   ", (1, 2), None),
    ],
)
def test_a_line_and_what_is_meant_on_it(line: str, columns: tuple[int, int], marked: str | None) -> None:
    where = place("a.md", 1, *columns)
    found = finding("XR101", "x", Severity.ERROR, Problem("m", where, "s"))
    html = page(Report(".", 1, (found,), (), {}, {"a.md": {1: line}}))
    assert (f"<pre><code>{marked}</code></pre>" in html) if marked else ("<pre>" not in html)


def test_a_line_of_a_megabyte_is_cut_around_what_is_meant() -> None:
    where = place("a.md", 1, 500_001, 500_011)
    found = finding("XR101", "x", Severity.ERROR, Problem("m", where, "s"))
    html = page(Report(".", 1, (found,), (), {}, {"a.md": {1: "x" * 500_000 + "0123456789" + "y" * 500_000}}))
    assert "x<mark>0123456789</mark>y" in html
    assert len(html) < 40_000


def test_findings_of_one_document_are_one_group_and_an_id_is_given_once() -> None:
    first, second = REPORT.findings[1], REPORT.findings[3]
    html = page(Report(".", 3, (first, second, first), (), {}, {}))
    assert html.count('<details class="group"') == 2
    assert html.count(f'id="f-{first.fingerprint}"') == 1


def test_a_clean_report_is_a_page() -> None:
    assert "no problems in 1 document" in shown(page(CLEAN))
    assert "<article" not in page(CLEAN)


def test_the_same_report_is_the_same_page() -> None:
    assert page(REPORT) == page(REPORT)


# -- harmless --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*HOSTILE, "]]>", "<!--", "\u2028\u202e", "\udc80", "\x00", "a'b\"c&amp;"])
def test_the_text_of_a_document_is_text_and_nothing_else(text: str) -> None:
    html = page(hostile(text))
    plain = Page(page(hostile("plain")))
    parsed = Page(html)
    assert parsed.is_self_contained()
    # The same elements with the same attributes, whatever the text is.
    outline = [(tag, [*attributes]) for tag, attributes in parsed.elements if tag not in ("wbr", "code", "mark")]
    expected = [(tag, [*attributes]) for tag, attributes in plain.elements if tag not in ("wbr", "code", "mark")]
    assert outline == expected


def test_the_page_needs_nothing_from_elsewhere() -> None:
    html = page(REPORT)
    assert Page(html).is_self_contained()
    assert not re.search(r"https?://|@import|\burl\(|\bfetch\(|XMLHttpRequest|\beval\(|innerHTML", html)


def test_the_page_lets_only_its_own_script_and_style_apply() -> None:
    html = page(REPORT)
    assert "default-src 'none'" in html
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        hashed = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{hashed}'" in html


def test_a_set_full_of_markup_is_a_harmless_page(check: Check) -> None:
    texts = {
        "<script>alert(1)</script>.md": f"# `{HOSTILE[0]}`\n\n[x](<gone{HOSTILE[0]}.md>) TODO {HOSTILE[1]}\n",
        "b.md": f"# B\n\nTimeout: 5 s {HOSTILE[1]}\n\n[b](#{HOSTILE[2].replace(' ', '')})\n",
    }
    report = check(texts).report
    assert report.findings
    assert Page(page(report)).is_self_contained()


# -- in a browser ----------------------------------------------------------------------------------------------------


def browsed(folder: Path, html: str, fragment: str = "") -> str:
    """The page as a browser has it after its scripts have run."""
    assert BROWSER
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    address = f"{file.as_uri()}#{fragment}" if fragment else file.as_uri()
    command += ["--virtual-time-budget=2000", "--dump-dom", address]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()


needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium here")


@needs_browser
@pytest.mark.parametrize("policy", [True, False])
def test_no_script_of_a_document_runs_in_a_browser(tmp_path: Path, policy: bool) -> None:
    """With the policy and without it: the text is escaped, and the policy is a second lock."""
    reports = [hostile(text) for text in HOSTILE]
    excerpts = {path: lines for report in reports for path, lines in report.excerpts.items()}
    found = tuple(each for report in reports for each in report.findings)
    html = page(Report(".", 6, found, (), {}, excerpts))
    if not policy:
        html = re.sub(r"<meta http-equiv=.*?>", "", html)
    dom = browsed(tmp_path, html)
    assert f">{len(found)} of {len(found)}</output>" in dom
    assert "data-taken" not in dom.partition("<body>")[0]
    # And if it did, it would be seen.
    assert "data-taken" in browsed(tmp_path, re.sub(r"<meta http-equiv=.*?>", HOSTILE[0], page(CLEAN)))
    assert "data-taken" not in browsed(tmp_path, page(CLEAN).replace("<main>", f"<main>{HOSTILE[0]}"))


@needs_browser
@pytest.mark.parametrize(
    ("fragment", "groups", "count"),
    [
        ("", ["docs/architecture.md: 1 error, 1 warning, 1 note", "docs/deployment.md: 1 error"], "4 of 4"),
        ("severity=error", ["docs/architecture.md: 1 error", "docs/deployment.md: 1 error"], "2 of 4"),
        ("rule=XR105", ["docs/architecture.md: 1 warning"], "1 of 4"),
        ("document=" + quote("docs/testing.md", safe=""), ["docs/deployment.md: 1 error"], "1 of 4"),
        ("text=access+token&severity=error", ["docs/deployment.md: 1 error"], "1 of 4"),
        ("text=nothing+like+it", [], "0 of 4"),
        (
            "group=rule",
            [
                "XR101 broken-link: 1 error",
                "XR105 broken-mention: 1 warning",
                "XR205 orphan-document: 1 note",
                "XR301 conflicting-claim: 1 error",
            ],
            "4 of 4",
        ),
        ("group=severity", ["error: 2 errors", "warning: 1 warning", "info: 1 note"], "4 of 4"),
        ("group=severity&rule=XR105", ["warning: 1 warning"], "1 of 4"),
    ],
)
def test_filters_and_groups_in_a_browser(tmp_path: Path, fragment: str, groups: list[str], count: str) -> None:
    dom = browsed(tmp_path, page(REPORT), fragment)
    heads = re.findall(r'<details class="group"([^>]*)><summary[^>]*>(.*?)</summary>', dom)
    plain = [
        re.sub(r"<[^>]+>", "", re.sub(r"</h2>\s*", ": ", head))
        for attributes, head in heads
        if "hidden" not in attributes
    ]
    assert plain == groups
    assert f'aria-live="polite">{count}</output>' in dom


@needs_browser
def test_many_findings_are_folded_but_for_the_one_that_is_linked_to(tmp_path: Path) -> None:
    found = tuple(
        finding("XR101", "broken-link", Severity.ERROR, Problem("m", place(f"{number % 3}.md", number + 1, 1, 2), "s"))
        for number in range(300)
    )
    html = page(Report(".", 3, found, (), {}, {}))
    assert re.findall(r'class="group"( open="")?', browsed(tmp_path, html)) == ["", "", ""]
    linked = browsed(tmp_path, html, f"f-{found[1].fingerprint}")
    assert re.findall(r'class="group"( open="")?', linked) == ["", ' open=""', ""]
    assert "300 of 300</output>" in linked
    # And as soon as a filter leaves few, these are unfolded.
    few = browsed(tmp_path, html, "document=2.md")
    assert re.findall(r'class="group"( open="")?', few) == [' open=""'] * 3
    assert "100 of 300</output>" in few


def test_without_scripts_everything_is_shown_and_the_tools_are_not() -> None:
    parsed = Page(page(REPORT))
    assert all("hidden" in form for form in parsed.tags("form"))
    assert all("open" in group for group in parsed.tags("details") if group.get("class") == "group")
    assert not [article for article in parsed.tags("article") if "hidden" in article]
