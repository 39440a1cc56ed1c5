"""A set whose findings are known, and what a check and its baseline then say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commandline import Result, Run

NAME = "crossref-baseline.json"
SET = {
    "docs/a.md": "# A\n\n## Setup\n\nSee [the plan](plan.md) and [b](b.md).\n\n- [one](one.md)\n- [two](two.md)\n",
    "docs/b.md": "# B\n\nBack to [a](a.md).\n",
}


def findings(result: Result) -> list[str]:
    assert result.code in (0, 1), result
    found = [one for one in json.loads(result.out)["findings"] if one["severity"] != "info"]
    return [f"{one['code']} {one['path']}:{one['line']}" for one in found]


def check(run: Run, *arguments: str) -> list[str]:
    return findings(run("check", "--format", "json", *arguments))


def entries(folder: Path, name: str = NAME) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / name).read_text(encoding="utf-8"))["entries"]
    return found


def edit(folder: Path, old: str, new: str, name: str = "docs/a.md") -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
