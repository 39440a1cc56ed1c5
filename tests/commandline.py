"""Running a command in this process on a small set, and reading an HTML page as a browser would."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from crossref import cli


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]

CLEAN = {"docs/a.md": "# A\n\nSee [b](b.md#b).\n", "docs/b.md": "# B\n\nSee [a](a.md).\n"}
BROKEN = {**CLEAN, "docs/b.md": "# B\n\nSee [a](a.md) and [c](c.md).\n"}
"""Sets of two documents, without and with a broken link."""


def runner(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs crossref in a folder: ``run("coverage", "docs")``."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR", "CROSSREF_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: bytes | None = None) -> Result:
        monkeypatch.setattr(sys, "argv", ["crossref", *arguments])
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return Result(int(ended.value.code or 0), captured.out, captured.err)

    return run


class Stream(io.StringIO):
    """What a command writes to, which is a terminal or none."""

    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def tags(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def is_self_contained(self) -> bool:
        """Whether it runs one script of its own, and asks for nothing from elsewhere."""
        loads = [
            attributes
            for _, attributes in self.elements
            if {"src", "srcset", "action", "data", "poster"} & {*attributes}
        ]
        leads = [
            link
            for tag in ("a", "link", "base")
            for link in self.tags(tag)
            if not str(link.get("href")).startswith("#")
        ]
        runs = [
            name for _, attributes in self.elements for name in attributes if name.startswith("on") or name == "style"
        ]
        return not (loads or leads or runs) and len(self.tags("script")) == 1 and not self.tags("iframe")


def body(text: str) -> str:
    """What a page shows, without the style sheet and the script that all pages share."""
    return text[text.index("<main>") : text.index("</main>")]
