"""Path patterns, for everything that names files: include, exclude, roles, per-file ignores.

A pattern is relative to the project root and is read by wcmatch, the same on every platform: ``*`` and ``?`` stay within a
name, ``**`` as a whole segment crosses folders, ``[a-z]`` is one character, ``{a,b}`` is either, a backslash takes the next
character as it is, and a pattern that begins with ``!`` takes out what the others let in. Two things are added: a pattern
whose last segment has no wildcard also means everything below it (``archive``, ``docs/adr``), as does one that ends with
``/``; and a pattern fits the path that is spelled exactly like it (``docs/[slug].md``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

Fits = Callable[[str], bool]

_SPECIAL = re.compile(r"[*?\[{\\]|^!")
_WILD = re.compile(r"(?<!\\)[*?\[]")
_MOST = 1000
"""What the braces of a pattern may stand for."""


def compile(patterns: Iterable[str], ignore_case: bool = False) -> Fits:
    """A test whether a path (from the project root, with ``/``) fits a list of patterns; an empty list fits nothing.

    Raises ``ValueError`` for a pattern whose braces stand for too many.
    """
    fold = str.lower if ignore_case else str
    listed = [plain for pattern in patterns if (plain := _plain(fold(pattern)))]
    if not listed:
        return lambda path: False
    if not any(_SPECIAL.search(pattern.removesuffix("/**")) for pattern in listed):
        names, folders = frozenset(listed), frozenset(pattern.removesuffix("/**") for pattern in listed)
        deepest = max((folder.count("/") + 1 for folder in folders), default=0)
        return lambda path: fold(path) in names or not folders.isdisjoint(_tops(fold(path), deepest))
    # An import here and not above: most configurations name files and folders only.
    from wcmatch import glob
    from wcmatch._wcparse import PatternLimitException

    flags = glob.GLOBSTAR | glob.BRACE | glob.NEGATE | glob.NEGATEALL | glob.DOTGLOB | glob.FORCEUNIX
    spelled_out = [meant for pattern in listed for meant in _meant(pattern, glob.escape)]
    try:
        matcher = glob.compile(spelled_out, flags=flags, limit=_MOST * len(listed))
    except PatternLimitException:
        raise ValueError(
            f'the braces of "{", ".join(listed)}" stand for more than {_MOST} patterns; write fewer'
        ) from None
    return lambda path: matcher.match(fold(path))


def compile_whole(patterns: Iterable[str]) -> Fits:
    """A test whether all that a folder holds fits the patterns, so that nobody need look; it may say no in vain."""
    listed = [_plain(pattern) for pattern in patterns]
    if any(pattern.startswith("!") for pattern in listed):
        return lambda folder: False
    return compile(
        pattern.removesuffix("/**")
        for pattern in listed
        if pattern == "**" or pattern.endswith("/**") or not _WILD.search(pattern.rpartition("/")[2])
    )


def compile_start(patterns: Iterable[str]) -> Fits:
    """A test whether a folder may hold what fits the patterns, by how they begin; it may say yes in vain."""
    starts = frozenset(literal_prefix(pattern) for pattern in patterns if not pattern.startswith("!")) or {""}
    ways = frozenset(folder for start in starts for folder in _above(start))
    return lambda folder: folder in ways or folder in starts or not starts.isdisjoint(_above(folder))


def literal_prefix(pattern: str) -> str:
    """The part of a pattern before the first segment that has a wildcard: ``docs/adr`` for ``docs/adr/*.md``."""
    segments = _plain(pattern.removeprefix("!")).split("/")
    end = next((number for number, segment in enumerate(segments) if _SPECIAL.search(segment)), len(segments))
    return "/".join(segments[:end])


def _plain(pattern: str) -> str:
    """A pattern without ``./`` and doubled slashes; one that ends with a slash ends with ``/**`` instead."""
    sign = "!" if pattern.startswith("!") else ""
    segments = [segment for segment in pattern[len(sign) :].split("/") if segment not in ("", ".")]
    if pattern != sign and (not segments or pattern.endswith("/")):
        segments.append("**")
    return sign + "/".join(segments) if segments else ""


def _meant(pattern: str, escape: Callable[[str, bool], str]) -> Iterator[str]:
    """What wcmatch is told for a pattern: itself, what is spelled like it, and what is below."""
    sign = "!" if pattern.startswith("!") else ""
    body = pattern[len(sign) :]
    for text, is_wild in ((body, _WILD.search(body.rpartition("/")[2])), (escape(body, True), None)):
        yield sign + text
        if not is_wild:
            yield f"{sign}{text}/**"


def _tops(path: str, deepest: int) -> Iterator[str]:
    """The folders that a path lies in, from the top, up to so many names deep: a path may be as long as a document."""
    end = -1
    for _ in range(deepest):
        end = path.find("/", end + 1)
        if end < 0:
            return
        yield path[:end]


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in; the last is the project root, ``""``."""
    while path:
        path = path.rpartition("/")[0]
        yield path
