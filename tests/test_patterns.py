"""No regular expression of the package is worse than quadratic, at a length that no sentence reaches.

Each pattern is taken apart with the standard library's own parser for what could make it backtrack: every character that
it can read is repeated, alone and with what stands next to it in the pattern, behind what leads there and before what
lets it fail. At 300 characters a quadratic pattern takes a millisecond or two; a cubic
one takes fifty times that, an exponential one never ends. That what is read of a whole document costs no more than its length is
held by test_hostile.py.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from time import process_time

import crossref
from crossref import patterns as patterns_module

LENGTH = 300
"""Characters of a text: half of the longest sentence that extraction looks at."""
MOST = 0.05
"""Seconds of processor time that a pattern may take for it."""
_ENDS = ("", "\0", " \0")


def patterns() -> list[re.Pattern[str]]:
    """Every pattern that a module of the package holds, and those that it makes on first use."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}

    def note(pattern: object) -> None:
        if isinstance(pattern, patterns_module._Late):
            pattern = re.compile(pattern.pattern, pattern.flags)
        if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
            found.setdefault((pattern.pattern, pattern.flags), pattern)

    modules = [importlib.import_module(module.name) for module in _modules()]
    for module in modules:
        for value in vars(module).values():
            for one in _inside(value):
                note(one)
    for pattern in _made_lazily():
        note(pattern)
    return [found[key] for key in sorted(found)]


def _modules() -> Iterable[pkgutil.ModuleInfo]:
    walked = pkgutil.walk_packages(crossref.__path__, "crossref.")
    return [module for module in walked if not module.name.endswith("__main__")]


def _inside(value: object, depth: int = 0) -> Iterator[object]:
    yield value
    if depth < 3 and isinstance(value, tuple | list | frozenset | set):
        for inner in value:
            yield from _inside(inner, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        yield from _inside(list(value.values()), depth)


def _made_lazily() -> Iterator[object]:
    """Those that are made from the shipped profile."""
    from crossref.channels import attribute_names
    from crossref.config import load
    from crossref.rules import RULES

    profile = load(Path(__file__).parent / "data", {rule.code: rule.name for rule in RULES}).profile
    for attribute in profile.attributes:
        yield attribute_names.pattern(attribute)
        if attribute.phrasings:
            yield attribute_names._phrasings(attribute.phrasings)


# -- texts that could make a pattern backtrack -------------------------------------------------------------------------


@cache
def samples(pattern: str, flags: int) -> tuple[tuple[str, str], ...]:
    """What leads to each part of a pattern that repeats, and what it reads: one text for each pair."""
    tree = _parser.parse(pattern, flags)
    found: list[tuple[str, str]] = []
    _walk(tree, "", found)
    return tuple(dict.fromkeys((lead[-60:], unit) for lead, unit in found if unit))


def _walk(tree: object, lead: str, found: list[tuple[str, str]]) -> str:
    """Go through a sequence; returns a text that it reads."""
    read = ""
    for operation, argument in tree:  # type: ignore[attr-defined]
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, inner = argument
            unit = _walk(inner, lead + read, found)
            if most is _constants.MAXREPEAT or most > 8:
                found.append((lead + read, unit))
                found.extend((lead + read, char) for char in _characters(inner))
                found.append(("", lead[-20:] + read + unit))
            read += unit * max(int(least), 1 if most else 0)
        elif name == "SUBPATTERN":
            read += _walk(argument[3], lead + read, found)
        elif name == "ATOMIC_GROUP":
            read += _walk(argument, lead + read, found)
        elif name == "BRANCH":
            texts = [_walk(branch, lead + read, found) for branch in argument[1]]
            read += max(texts, key=len, default="")
        elif name in ("ASSERT", "ASSERT_NOT"):
            text = _walk(argument[1], lead + read, found)
            if name == "ASSERT" and argument[0] < 0:
                read += text
        elif char := _first(operation, argument):
            read += char
    return read


def _characters(tree: object) -> Iterator[str]:
    """A character for every kind that a sequence can read."""
    for operation, argument in tree:  # type: ignore[attr-defined]
        name = str(operation)
        if name == "IN":
            for inner, value in argument:
                if char := _first(inner, value):
                    yield char
        elif char := _first(operation, argument):
            yield char
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _characters(branch)
        elif name == "SUBPATTERN":
            yield from _characters(argument[3])
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield from _characters(argument[2])


_CATEGORIES = {
    "CATEGORY_DIGIT": "7",
    "CATEGORY_WORD": "a",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_DIGIT": "a",
}


def _first(operation: object, argument: object) -> str:
    """A character that one element reads."""
    name = str(operation)
    if name == "LITERAL":
        return chr(argument)  # type: ignore[arg-type]
    if name == "RANGE":
        return chr(argument[0])  # type: ignore[index]
    if name == "CATEGORY":
        return _CATEGORIES.get(str(argument), "")
    if name == "NOT_LITERAL":
        return "a" if argument != ord("a") else "b"
    if name == "ANY":
        return "a"
    if name == "IN":
        listed = list(argument)  # type: ignore[call-overload]
        if str(listed[0][0]) == "NEGATE":
            refused = re.compile("[" + "".join(_as_class(*one) for one in listed[1:]) + "]")
            return next((char for char in "a 7-.,x\n" if not refused.match(char)), "a")
        return next((char for one in listed if (char := _first(*one))), "")
    return ""


def _as_class(operation: object, argument: object) -> str:
    name = str(operation)
    if name == "LITERAL":
        return re.escape(chr(argument))  # type: ignore[arg-type]
    if name == "RANGE":
        return f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"  # type: ignore[index]
    shown = {"DIGIT": "\\d", "WORD": "\\w", "SPACE": "\\s", "NOT_DIGIT": "\\D", "NOT_WORD": "\\W", "NOT_SPACE": "\\S"}
    return shown.get(str(argument).removeprefix("CATEGORY_"), "")


# -- measuring ---------------------------------------------------------------------------------------------------------


def slow(pattern: re.Pattern[str]) -> str:
    """The text on which a pattern takes too long; empty if there is none."""
    for lead, unit in samples(pattern.pattern, pattern.flags & ~re.UNICODE):
        for end in _ENDS:
            text = lead + unit * (LENGTH // len(unit)) + end
            if _time(pattern, text) > MOST and _time(pattern, text) > MOST:
                return f"{lead!r} {unit!r} again and again, then {end!r}"
    return ""


def _time(pattern: re.Pattern[str], text: str) -> float:
    started = process_time()
    pattern.search(text)
    pattern.fullmatch(text)
    return process_time() - started


def test_every_pattern_is_found() -> None:
    assert len(patterns()) > 300


def test_patterns_that_are_known_to_be_slow_are_recognised() -> None:
    for known in (r"\w*\w*\w*x", r"\s*(.*?)\s*=\s*x"):
        assert slow(re.compile(known)), known
    for fine in (r"\s+$", r"\w{1,40}x", r"[^\W\d_]", r"\[.*?\]x"):
        assert not slow(re.compile(fine)), fine


def test_no_pattern_is_worse_than_quadratic() -> None:
    """In a process of its own, with a limit of processor time: an exponential pattern would never come back."""
    tests = Path(__file__).parent
    code = "import test_patterns as t\nfor p in t.patterns():\n print(repr(p.pattern), flush=True)\n s = t.slow(p)\n if s: print('SLOW', s, flush=True)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        env={**os.environ, "PYTHONPATH": str(tests)},
        capture_output=True,
        text=True,
        timeout=900,
    )
    lines = run.stdout.splitlines()
    assert run.returncode == 0, (lines[-1:], run.stderr[-300:])
    found = [f"{lines[number - 1]}: {line}" for number, line in enumerate(lines) if line.startswith("SLOW")]
    assert not found, "\n".join(found)
