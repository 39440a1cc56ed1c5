"""Versions and version requirements: ``v1.2.3``, ``15``, ``14+``, ``>= 3.11``, ``3.x``, ``3.11-3.13``, ``^4.2``.

A version is a prefix: 15 says nothing about what comes after it, so 15 and 15.4 agree. ``^`` and ``~`` are npm's
(https://docs.npmjs.com/cli/v10/using-npm/semver), ``~=`` and ``~>`` PyPA's and RubyGems', where the last part may grow.
A range with a pre-release, a build number, "latest" and names of releases (Jammy, LTS) say nothing that could be compared.
"""

from __future__ import annotations

import re
from itertools import takewhile

from crossref.patterns import late
from crossref.value import Hit, Version
from crossref.values import numbers

_SUFFIXES = "alpine slim bookworm bullseye trixie buster jammy noble focal lts jre jdk fpm ubi8 ubi9 management".split()
_ATOM = late(
    r"v?(?P<parts>[0-9]{1,8}(?:\.[0-9]{1,8}){0,2})(?P<wild>(?:\.(?:[xX]|\*(?!\*))){0,2})"
    r"(?P<stage>-?(?:alpha|beta|rc|preview|canary)[.-]?[0-9]{0,4})?"
    rf"(?P<tags>(?:-(?:{'|'.join(_SUFFIXES)})[0-9.]{{0,6}}){{0,2}})(?: LTS)?"
)
_OPERATOR = late(r"(>=|≥|>|<=|≤|<|\^|~=|~>|~|===?|=)[ \u00a0]?(?=v?[0-9])")
_MARK = late(r"[Vv]ersions?[: =]{1,2}[`*]{0,2}|v(?=[0-9])|v\. ?(?=[0-9])")
_UPPER = late(r",? ?(<=|<) ?(?=v?[0-9])")
_RANGE = late(r" ?[-–—] ?(?=v?[0-9])| to (?=v?[0-9])")
_THOUSANDS = late(r"[0-9]{1,3}(?:\.[0-9]{3}){2}")
_BOUNDS = {"minimum": ">=", "maximum": "<=", "": ""}

Parts = tuple[int, ...]


def read(text: str, at: int) -> Hit | None:
    """Read a version that shows itself to be one: by a v, the word, an operator of packages, a wildcard, three parts."""
    mark = _MARK.match(text, at)
    start = mark.end() if mark else at
    hit = read_bare(text, start)
    if hit is None or mark:
        return hit
    return hit if _shows(text, start) else None


def _shows(text: str, at: int) -> bool:
    operator = _OPERATOR.match(text, at)
    if operator and operator[1] in ("^", "~=", "~>", "==", "==="):
        return True
    atom = _ATOM.match(text, operator.end() if operator else at)
    if atom is None or _THOUSANDS.fullmatch(atom["parts"]):
        return False
    return (
        atom[0][0] == "v"
        or atom["parts"].count(".") == 2
        or bool(atom["wild"] or (atom["stage"] and "." in atom["parts"]))
    )


def read_bare(text: str, at: int) -> Hit | None:
    """Read a version where one is expected: ``15``, ``15.4``, ``14 or later`` as well."""
    operator = _OPERATOR.match(text, at)
    before = numbers.bound_before(text, at) if operator is None else numbers.Bound("", operator.end())
    atom = _ATOM.match(text, before.end) if before.kind != "about" else None
    if atom is None or not _whole(text, atom):
        return None
    sign = operator[1] if operator else _BOUNDS[before.kind]
    if sign:
        return _required(text, atom, sign)
    return _range(text, atom) or _open(text, atom)


def _whole(text: str, atom: re.Match[str]) -> bool:
    """Whether the version ends here and no zero leads, as in dates and codes."""
    if text[atom.end() : atom.end() + 1].isalnum() or any(
        len(part) > 1 and part[0] == "0" for part in _texts(atom)[:1]
    ):
        return False
    return not re.match(r"[._][0-9]", text[atom.end() : atom.end() + 2])


def _texts(atom: re.Match[str]) -> list[str]:
    return atom["parts"].split(".")


def _parts(atom: re.Match[str]) -> Parts:
    return tuple(int(part) for part in _texts(atom))


def _stage(atom: re.Match[str]) -> str:
    return (atom["stage"] or "").lstrip("-").lower()


def _required(text: str, atom: re.Match[str], sign: str) -> Hit | None:
    parts, end = _parts(atom), atom.end()
    if sign in (">=", "≥", ">"):
        return _capped(text, parts, end)
    if sign in ("<=", "≤"):
        return Hit(Version((), parts), end)
    if sign == "<":
        return Hit(Version((), parts, closed=False), end)
    if sign in ("=", "==", "==="):
        return Hit(Version(parts, parts, stage=_stage(atom)), end)
    return Hit(Version(parts, _ceiling(parts, sign), closed=False), end)


def _capped(text: str, low: Parts, end: int) -> Hit | None:
    """Read the rest of ``>=3.11,<4``."""
    upper = _UPPER.match(text, end)
    atom = _ATOM.match(text, upper.end()) if upper else None
    if upper is None or atom is None or not _whole(text, atom):
        return Hit(Version(low, ()), end)
    high = _parts(atom)
    return Hit(Version(low, high, closed=upper[1] == "<="), atom.end()) if low < high else None


def _ceiling(parts: Parts, sign: str) -> Parts:
    """The first version that ``^``, ``~``, ``~=`` or ``~>`` leaves out."""
    if sign == "^":
        keep = len(list(takewhile(lambda part: part == 0, parts[:-1]))) + 1
    elif sign == "~":
        keep = min(2, len(parts))
    else:
        keep = max(1, len(parts) - 1)
    return (*parts[: keep - 1], parts[keep - 1] + 1)


def _range(text: str, atom: re.Match[str]) -> Hit | None:
    """Read ``3.11-3.13``; None unless the second is the higher one and both are equally fine."""
    dash = _RANGE.match(text, atom.end())
    other = _ATOM.match(text, dash.end()) if dash else None
    if other is None or atom["stage"] or other["stage"] or not _whole(text, other):
        return None
    low, high = _parts(atom), _parts(other)
    return Hit(Version(low, high), other.end()) if low < high and len(low) == len(high) else None


def _open(text: str, atom: re.Match[str]) -> Hit:
    parts, stage = _parts(atom), _stage(atom)
    after = numbers.bound_after(text, atom.end())
    if after.kind == "minimum":
        return Hit(Version(parts, ()), after.end)
    if after.kind == "maximum":
        return Hit(Version((), parts), after.end)
    return Hit(Version(parts, parts, stage=stage), atom.end())
