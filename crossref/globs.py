"""Path patterns, for everything that names files: include, exclude, roles, per-file ignores.

A pattern is relative to the project root. ``*`` and ``?`` stay within a name, ``**`` as a whole segment crosses folders,
``[a-z]`` and ``[!a-z]`` are one character, ``{a,b}`` is either, a backslash takes the next character as it is. A pattern
whose last segment has no wildcard also means everything below it (``archive``, ``docs/adr``), as does one that ends
with ``/``. In a list, a pattern that begins with ``!`` takes out what the others let in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

Fits = Callable[[str], bool]

_MOST_ALTERNATIVES = 256
_MOST_IN_SEGMENT = 3
_STARS = 2
_SPECIAL = re.compile(r"[*?\[{\\]")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_TOKEN = re.compile(
    r"\\(?P<escaped>.)|(?P<star>\*+)|(?P<any>\?)|\[(?P<no>[!^]?)(?P<class>\]?[^]]*)\]|(?P<open>\{)|(?P<plain>[^\\*?\[{]+|.)",
    re.DOTALL,
)


def compile(patterns: Iterable[str], ignore_case: bool = False) -> Fits:
    """A test whether a path (from the project root, with ``/``) fits a list of patterns; an empty list fits nothing.

    A pattern also fits the path that is spelled exactly like it, so that ``docs/[slug].md`` names that file. The test
    takes time linear in the length of the path. Raises ``ValueError`` for a pattern whose braces stand for too many.
    """
    fold = str.lower if ignore_case else str
    let_in, take_out = _sorted_out([fold(pattern) for pattern in patterns])
    inside, outside, spelled = _test(let_in), _test(take_out), frozenset(let_in)

    def fits(path: str) -> bool:
        path = fold(path)
        return (path in spelled or inside(path)) and not (take_out and outside(path))

    return fits


def compile_above(patterns: Iterable[str]) -> Fits:
    """A test whether a folder may hold, at any depth, what fits the patterns; it may say yes in vain."""
    let_in, _ = _sorted_out(patterns)
    above = [folder for pattern in let_in for single in _alternatives(pattern) for folder in _folders_above(single)]
    above.extend(_SPECIAL.sub(r"\\\g<0>", folder) for pattern in let_in for folder in _folders_above(pattern))
    leads_there, is_there = _test(above, below=False), _test(let_in)
    return lambda folder: leads_there(folder) or is_there(folder)


def compile_whole(patterns: Iterable[str]) -> Fits:
    """A test whether all that a folder holds fits the patterns, so that nobody need look; it may say no in vain."""
    let_in, take_out = _sorted_out(patterns)
    if take_out:
        return lambda folder: False
    everything = [pattern for pattern in let_in if not _is_wild(pattern.rpartition("/")[2])]
    everything.extend(pattern.removesuffix("/**") for pattern in let_in if pattern == "**" or pattern.endswith("/**"))
    return _test(everything)


def literal_prefix(pattern: str) -> str:
    """The part of a pattern before the first segment that has a wildcard: ``docs/adr`` for ``docs/adr/*.md``."""
    segments = pattern.removeprefix("!").split("/")
    end = next((number for number, segment in enumerate(segments) if _SPECIAL.search(segment)), len(segments))
    return "/".join(segments[:end])


def _sorted_out(patterns: Iterable[str]) -> tuple[list[str], list[str]]:
    let_in: list[str] = []
    take_out: list[str] = []
    for pattern in patterns:
        chosen, text = (take_out, pattern[1:]) if pattern.startswith("!") else (let_in, pattern)
        if plain := _plain(text):
            chosen.append(plain)
    return let_in, take_out


def _plain(pattern: str) -> str:
    """A pattern without ``./`` and doubled slashes; one that ends with a slash ends with ``/**`` instead."""
    segments = [segment for segment in pattern.split("/") if segment not in ("", ".")]
    if pattern and (not segments or pattern.endswith("/")):
        segments.append("**")
    return "/".join(segments)


def _is_wild(segment: str) -> bool:
    bare = _ESCAPED.sub("", segment)
    return "*" in bare or "?" in bare or "[" in bare


def _folders_above(pattern: str) -> Iterator[str]:
    segments = pattern.split("/")
    for end in range(1, len(segments)):
        yield "/".join(segments[:end])
        if segments[end - 1] == "**":
            return


# -- patterns to regular expressions -------------------------------------------------------------------------------
#
# A naive translation of `*a*b*c` tries every way to share the text out among the stars. What stands between two stars
# may be taken where it first fits, because all that fits after a later place fits after the first one too: an atomic
# group says so, and each star is tried once. The same holds for whole segments between two `**`.


def _test(patterns: Iterable[str], below: bool = True) -> Fits:
    branches = {_translate(single, below): None for pattern in patterns for single in _alternatives(pattern)}
    if not branches:
        return lambda path: False
    match = re.compile("|".join(branches), re.DOTALL).fullmatch
    return lambda path: match(path) is not None


def _translate(pattern: str, below: bool) -> str:
    groups: list[list[str]] = [[]]
    for segment in re.sub(r"/\*\*(?=[^/])", "/**/*", "/" + pattern)[1:].split("/"):
        if segment == "**":
            groups.append([])
        else:
            groups[-1].append(segment)
    texts = ["/".join(_segment(segment) for segment in group) for group in groups]
    end = "(?:/.*)?" if below and groups[-1] and not _is_wild(groups[-1][-1]) else ""
    if len(texts) == 1:
        return texts[0] + end
    first = texts[0] + "/" if texts[0] else ""
    between = "".join(f"(?>(?:[^/]+/)*?{text}/)" for text in texts[1:-1] if text)
    return first + between + (f"(?:[^/]+/)*{texts[-1]}{end}" if texts[-1] else ".+")


def _segment(segment: str) -> str:
    chunks = [""]
    for is_star, text in _tokens(segment):
        if is_star:
            chunks.append("")
        else:
            chunks[-1] += text
    if len(chunks) == 1:
        return chunks[0]
    return chunks[0] + "".join(f"(?>[^/]*?{chunk})" for chunk in chunks[1:-1] if chunk) + f"[^/]*{chunks[-1]}"


def _tokens(segment: str) -> Iterator[tuple[bool, str]]:
    position = 0
    while match := _TOKEN.match(segment, position):
        kind, position = match.lastgroup, match.end()
        if kind == "star":
            yield True, ""
        elif kind == "any":
            yield False, "[^/]"
        elif kind == "class":
            yield False, _one_of(match["no"], match["class"])
        elif kind == "open" and (end := _closing(segment, match.start())):
            choices = _choices(segment[match.end() : end])
            yield False, "(?:" + "|".join(_segment(choice) for choice in choices) + ")"
            position = end + 1
        else:
            yield False, re.escape(match["escaped"] or match[0])


def _one_of(no: str, characters: str) -> str:
    if not characters:
        return re.escape(f"[{no}]")
    # Elsewhere than in Python a doubled hyphen, & or | has no meaning in a class, so each is taken as it is.
    escaped = re.sub(r"[\\\[\]^&~|]", r"\\\g<0>", characters).replace("--", r"\-")
    found = f"[{'^' if no else ''}{escaped}]"
    try:
        takes_slash = re.match(found, "/")
    except re.error:  # a range that runs backwards, such as [z-a], holds no character
        return "(?!)"
    return "(?!/)" + found if takes_slash else found


# -- braces ----------------------------------------------------------------------------------------------------------


def _alternatives(pattern: str) -> list[str]:
    """The patterns that one with braces stands for; braces that translate as they are may stay."""
    found: list[str] = []
    waiting = [(pattern, 0)]
    while waiting:
        current, start = waiting.pop()
        opening, end = _next_brace(current, start)
        if not end:
            found.append(current)
        elif _may_stay(current, opening, end):
            waiting.append((current, end + 1))
        else:
            before, after = current[:opening], current[end + 1 :]
            choices = _choices(current[opening + 1 : end])
            waiting.extend((_plain(before + choice + after), start) for choice in reversed(choices))
        if len(found) + len(waiting) > _MOST_ALTERNATIVES:
            raise ValueError(f'the braces of "{pattern}" stand for more than {_MOST_ALTERNATIVES} patterns')
    return found


def _may_stay(pattern: str, opening: int, end: int) -> bool:
    """Whether braces hold only names, and so few share a segment that trying them all does not multiply."""
    inside = pattern[opening + 1 : end]
    around = pattern[pattern.rfind("/", 0, opening) + 1 : opening] + pattern[end + 1 :].partition("/")[0]
    outer, depth = 0, 0
    for char in around:
        outer += char == "{" and not depth
        depth += (char == "{") - (char == "}")
    return not set(inside) & set("/*\\") and outer < _MOST_IN_SEGMENT and around.count("*") < _STARS


def _next_brace(pattern: str, start: int) -> tuple[int, int]:
    while (opening := pattern.find("{", start)) >= 0:
        backslashes = opening - len(pattern[:opening].rstrip("\\"))
        if backslashes % 2 == 0 and (end := _closing(pattern, opening)):
            return opening, end
        start = opening + 1
    return 0, 0


def _closing(pattern: str, opening: int) -> int:
    """Where the brace at ``opening`` closes; 0 if it does not, or holds no comma and so is no choice."""
    depth, has_choice = 0, False
    for position in range(opening, len(pattern)):
        char = pattern[position]
        depth += (char == "{") - (char == "}")
        has_choice |= char == "," and depth == 1
        if not depth:
            return position if has_choice else 0
    return 0


def _choices(inside: str) -> list[str]:
    choices, depth = [""], 0
    for char in inside:
        depth += (char == "{") - (char == "}")
        if char == "," and not depth:
            choices.append("")
        else:
            choices[-1] += char
    return choices
