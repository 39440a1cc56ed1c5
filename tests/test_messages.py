"""What a mistake is answered with: one line that says where and what, and ends with what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commandline import Run, runner
from conftest import write

SET = {
    ".git/HEAD": "",
    "docs/a.md": "# A\n\n[b](b.md)\n",
    "docs/b.md": "# B\n\n[a](a.md)\n",
    "docs/x.txt": "",
    "empty/x.txt": "",
}
ADVICE = re.compile(r"; |\bdid you mean\b|: expected [^,]+|\bneeds\b")
"""How a line goes on to what to do; what was expected is to be written."""

FLAGS = [
    ["check", "nowhere"],
    ["check", "empty"],
    ["check", "docs/x.txt"],
    ["check", "--format", "jsn"],
    ["check", "--format", "something"],
    ["check", "--output", "a", "--output", "b"],
    ["check", "--output", "no/such/folder.txt"],
    ["check", "--config", "none.toml"],
    ["check", "--select", "XR777"],
    ["check", "--ignore", "brokn-link"],
    ["check", "--severity", "broken-link"],
    ["check", "--severity", "broken-link=fatal"],
    ["check", "--fail-on", "sometimes"],
    ["check", "--workers", "many"],
    ["check", "--workers", "2", "--scheduler", "tcp://x:1"],
    ["check", "--exclude", "{a,b}" * 11],
    ["check", "--stdin-filename", "../x.md"],
    ["coverage", "--kind", "componnt"],
    ["coverage", "--format", "pdf"],
    ["explain", "XR777"],
    ["explain", "XR101", "--attributes"],
    ["explain", "--attributes", "--config", "none.toml"],
    ["graph", "nowhere"],
    ["claims", "nowhere"],
    ["readiness", "--since", "-x"],
    ["readiness", "--since", "v1"],
    ["rules", "--format", "html"],
    ["init", "nowhere"],
    ["init", "empty"],
    ["--show-completion", "tcsh"],
]
TABLES = [
    "exclud = []",
    "zzzzzzzz = 1",
    'root = "doks"',
    'root = "nothing/like/it"',
    'root = ".."',
    'link-root = "/"',
    'include = ["../x/**"]',
    'include = "docs"',
    "include = [1]",
    'dialect = "githb"',
    'dialect = "x"',
    'extend = "fiv-documents"',
    'extend = "none.toml"',
    'extend = "crossref.toml"',
    'extend = "./crossref.toml"',
    'select = ["XR777"]',
    "fail-on = 3",
    "[roles]\na = 1",
    "[severity]\nbroken-link = 'fatal'",
    "[severity]\nbroken-lnk = 'off'",
    "[per-file-ignores]\n'docs/**' = ['no-such-rule']",
    "[readiness]\ncoverag = {}",
    "[readiness]\ncoverage = 3",
    "[readiness]\ncoverage = { endpoint = 101 }",
    "[readiness]\ncoverage = { endpont = 10 }",
    "[readiness]\nblockers = 'XR1'",
    "[[entry]]\nkind = 'x'",
    "[[entry]]\nid = 'x'\nkind = 'x'",
    "[[entry]]\nid = 'x'\nkind = 'x'\nsection = []\nnames = ['colum']",
    "[[entry]]\nid = 'x'\nkid = 'x'",
    "[[counterpart]]\nid = 'x'\nentry = 'component'\ndeclared-in = 'architectur'\nneeded-in = 'any'",
    "[[attribute]]\nid = 'x'\nlabels = []\ntype = 'volume'",
    "[[attribute]]\nid = 'x'\nlabels = []\ntype = 'size'\nphrasings = ['x']",
    "[[count]]\nnoun = 'ADR'",
    "a = = 1",
    "a = '",
    "x = " + "[" * 3000,
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    write(tmp_path, SET)
    return runner(tmp_path, monkeypatch, capsys)


def is_one_line_with_advice(message: str) -> bool:
    return message.startswith("crossref: ") and message.count("\n") == 1 and ADVICE.search(message) is not None


@pytest.mark.parametrize("arguments", FLAGS, ids=lambda words: " ".join(words)[:40])
def test_a_mistake_in_a_flag_or_path(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert is_one_line_with_advice(result.err), result.err


@pytest.mark.parametrize("toml", TABLES, ids=lambda toml: toml[:40])
def test_a_mistake_in_the_configuration(run: Run, tmp_path: Path, toml: str) -> None:
    write(tmp_path, {"crossref.toml": f"# first line\n{toml}\n"})
    result = run("check")
    assert (result.code, result.out) == (2, "")
    assert is_one_line_with_advice(result.err), result.err
    assert re.match(r"crossref: crossref\.toml:\d+: ", result.err) or len(toml) > 1000, result.err


@pytest.mark.parametrize("content", [b"a = '\xff'", b"\x00", b"[tool.other]"])
def test_a_file_that_is_no_configuration(run: Run, tmp_path: Path, content: bytes) -> None:
    write(tmp_path, {"pyproject.toml": content})
    result = run("check", "--config", "pyproject.toml")
    assert (result.code, result.out) == (2, "")
    assert is_one_line_with_advice(result.err), result.err
