"""Changed documents as a unified diff, which ``git apply`` and ``patch -p1`` take in the project root."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from crossref.edits import Change
from crossref.reporters.text import visible

_COLOURS = {"-": "31", "+": "32", "@": "36"}
_QUOTED = re.compile(r"[\x00-\x1f\x7f\"\\]")
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def render(changes: Iterable[Change], *, colour: bool = False, terminal: bool = False) -> str:
    """The differences, in order of the paths, as git writes them.

    For a ``terminal``, characters that it would obey are written out; then the text is no patch any more.
    """
    lines = (line for change in sorted(changes, key=lambda change: change.path) for line in _of(change))
    shown = [visible(line[:-1]) + "\n" if terminal else line for line in lines]
    return "".join(_coloured(line) if colour else line for line in shown)


def _of(change: Change) -> Iterator[str]:
    if change.before == change.after and not change.moved:
        return
    new = change.moved or change.path
    if change.moved:
        yield f"diff --git {_name('a/' + change.path)} {_name('b/' + new)}\n"
        yield f"rename from {_name(change.path)}\nrename to {_name(new)}\n"
    header = True
    for line in difflib.unified_diff(_lines(change.before), _lines(change.after), lineterm=""):
        if header and line.startswith(("---", "+++")):
            path = "a/" + change.path if line.startswith("-") else "b/" + new
            header = line.startswith("-")
            # A tab ends a name that has spaces, as git and GNU diff agree.
            end = "\t\n" if " " in path else "\n"
            yield f"{line[:3]} {_name(path)}{end}"
        elif line.startswith("@@"):
            yield line + "\n"
        elif line.endswith("\n"):
            yield line
        else:
            yield line + "\n"
            yield "\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines as diff knows them: a carriage return belongs to the line."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _name(path: str) -> str:
    if not _QUOTED.search(path):
        return path
    escaped = _QUOTED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\{ord(found[0]):03o}", path)
    return f'"{escaped}"'


def _coloured(line: str) -> str:
    code = "1" if line.startswith(("---", "+++", "diff ", "rename ")) else _COLOURS.get(line[0])
    return f"\x1b[{code}m{line[:-1]}\x1b[0m\n" if code else line
