"""Ports in the lines of code: commands, programs, configuration, and the comments on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from crossref.value import Address, Quantity

HOST, CONTAINER = "host port", "container port"
"""The two ends of a published pair: readers use the first."""

PAIR = re.compile(r"(?<![\w.:/\[-])(?:(?:127\.0\.0\.1|0\.0\.0\.0):)?([0-9]{2,5}):([0-9]{2,5})(?![\w:-]|\.\w|/[0-9])")
PORT = re.compile(
    r"(?:(?P<scheme>https?|wss?)://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]|host\.docker\.internal)"
    r":(?P<local>[0-9]{2,5})(?P<path>/[\w./-]{0,80})?(?![\w:-])"
    r"|(?<![\w.:/\])}>*\\-]):(?P<bare>[0-9]{4,5})(?![\w:-]|\.\w)"
    r"|--(?:[a-z-]{1,20}-)?port[= ](?P<flag>[0-9]{2,5})(?![\w.:-])"
    r"|(?:\bEXPOSE|\blisten(?:[(:]|\b)|(?<![A-Za-z])(?:[Pp]orts?|PORT|[Pp]uerto|[Pp]orta|[a-z]+Port)(?![\w-])[\"'`]{0,2}"
    r"(?: \((?:default:? )?| is| of| by default| default| default is| defaults to)?\s{0,2}[:=]?)"
    r"\s{0,3}[\"'`*]{0,3}:?(?P<named>[0-9]{2,5})(?![\w:%-]|[.,]\d|/\d| ?\+)"
)
"""A port on this machine. The named group that matched last holds the digits, but for a URL's path."""
_VARIABLE = re.compile(
    r"(?<![\w$])(?P<name>(?:[A-Z][A-Z0-9]*_)*PORT)[`\"'*]{0,3}(?:[ \t]*(?:=|:|—|–|-|\(|\||,)[ \t]*)"
    r"(?:(?:defaults?(?: to| is)?|por defecto|par défaut|padrão|Standard|optional,?)[:,]?[ \t]*)*[`\"'*]{0,3}(?P<digits>[0-9]{2,5})(?![\w.:%-])"
)
_KEY = re.compile(r"(\s*)(?:-\s+)?[\"']?([A-Za-z][\w.-]*)[\"']?\s*[:=]")
_COMMENT = re.compile(r"(?:\s#|\s//|(?<!-)<-|←)\s+(\S.*)$")
_WHOLE_COMMENT = re.compile(r"\s*(?:#+|//+)\s*(\S.*)$")
_NAMED = re.compile(r"--name[= ]([\w-]+)|\b(?:svc|service|deployment|deploy)/([\w-]+)")
_FORWARDED = re.compile(
    r"\bport-forward\b|\bssh\b.*\s-L\b|\b(?:lsof|netstat|ss|kill|fuser|nmap|iptables|ufw|nc|telnet)\b|\b(?:user|USER|chown|uid)\b",
)
"""Ends of a tunnel that the reader chooses, tools that look at ports, and pairs of user and group."""
_REQUEST = re.compile(r"\b(?:curl|wget|http|xh|fetch|axios|ab|wrk|k6|hey)\b")
_CONFIGURATION = frozenset(
    {"", "yaml", "yml", "toml", "ini", "env", "dotenv", "conf", "cfg", "properties", "docker-compose", "hcl"}
)
_SHORT = frozenset({22, 25, 53, 80, 81, 88, 389, 443, 465, 587})
"""Ports below 1000 that are published."""
_EVERYWHERE = frozenset("ports services port environment env command expose server proxy target default config".split())
"""Keys that say nothing of whose port it is."""


class Spotted(NamedTuple):
    """A port in a text: where its digits are, what is read, and which end of a published pair it is."""

    start: int
    end: int
    value: Quantity | Address
    attribute: str
    whole_start: int
    whole_end: int


class Told(NamedTuple):
    """A port on a line of code, the words of the line around it, and what it stands under."""

    line: int
    spotted: Spotted
    subject: str
    said: str


class _Seen(Struct):
    """What the lines so far say of the next: open keys by indentation, the comment above, the container's name."""

    keys: list[tuple[int, str]]
    above: str = ""
    name: str = ""


def spot(text: str) -> Iterator[Spotted]:
    """Every port on this machine in a text, none twice."""
    taken: set[int] = set()
    for match in PAIR.finditer(text) if ":" in text else ():
        if _is_pair(match):
            for group, attribute in ((1, HOST), (2, CONTAINER)):
                taken.add(match.start(group))
                yield _spotted(match, *match.span(group), attribute)
    for match in _VARIABLE.finditer(text) if "PORT" in text else ():
        if match.start("digits") not in taken:
            taken.add(match.start("digits"))
            yield _spotted(match, *match.span("digits"), match["name"])
    for match in PORT.finditer(text):
        written = next(name for name in ("local", "bare", "flag", "named") if match[name])
        if match.start(written) not in taken and 10 < int(match[written]) <= 65535:
            yield _spotted(match, *match.span(written), "")


def _spotted(match: re.Match[str], start: int, end: int, attribute: str) -> Spotted:
    number = int(match.string[start:end])
    value: Quantity | Address = Quantity("port", float(number), float(number))
    if match.re is PORT and match["scheme"]:
        value = Address("url", match["scheme"].lower(), "localhost", number, (match["path"] or "").rstrip("/"))
    elif match.re is PORT and match["local"] and not match[0].startswith("0."):
        value = Address("host-port", "", "localhost", number, "")
    whole = (start, end) if match.re is PAIR else match.span()
    return Spotted(start, end, value, attribute, *whole)


def in_code(lines: Iterator[tuple[int, str]], language: str) -> Iterator[Told]:
    """The ports of a code block, line by line; only a configuration's keys name services, a program's name anything."""
    keyed = language in _CONFIGURATION
    seen = _Seen([])
    for number, line in lines:
        digits = any(char.isdigit() for char in line)
        whole = _WHOLE_COMMENT.match(line)
        if whole and not digits:
            seen.above = whole[1]
            continue
        _open(seen, line, keyed=keyed)
        if digits and not _FORWARDED.search(line):
            yield from _in_line(number, line, seen)
        if not line.strip():
            seen.above = ""
        if not line.rstrip().endswith("\\"):
            seen.name = ""


def _open(seen: _Seen, line: str, *, keyed: bool) -> None:
    """Keep the keys that a line stands under, and the name its command gives a container."""
    if keyed and (key := _KEY.match(line)):
        while seen.keys and seen.keys[-1][0] >= len(key[1]):
            seen.keys.pop()
        seen.keys.append((len(key[1]), key[2]))
    if named := _NAMED.search(line):
        seen.name = named[1] or named[2]


def _in_line(number: int, line: str, seen: _Seen) -> Iterator[Told]:
    comment = _COMMENT.search(line)
    inside = comment.start(1) if comment else len(line)
    request = _REQUEST.search(line)
    # A comment above a request says what is asked for, and not of whom.
    subject = seen.name or _service(seen, line) or ("" if request else seen.above)
    for spotted in spot(line):
        before, after = line[: spotted.whole_start], line[spotted.whole_end :]
        if spotted.start > inside:
            said = line[inside : spotted.whole_start] + "{}" + after
        elif comment:
            said = f"{{}} # {comment[1]}"
        else:
            said = "{}" if request else before + "{}" + after
        yield Told(number, spotted, subject, said)


def _service(seen: _Seen, line: str) -> str:
    """The key under which a line's own key stands, those that every service has left out."""
    own = _KEY.match(line)
    indent = len(line) - len(line.lstrip()) + line.lstrip().startswith("- ")
    keys = seen.keys[:-1] if own and seen.keys else [(at, name) for at, name in seen.keys if at < indent]
    return next((name for _, name in reversed(keys) if name.lower() not in _EVERYWHERE), "")


def _is_pair(match: re.Match[str]) -> bool:
    """Whether two numbers are ports and no time of day, ratio or edition (*Top 10:2025*)."""
    ours, theirs = int(match[1]), int(match[2])
    return max(ours, theirs) >= 1000 and all(port in _SHORT or 1000 <= port <= 65535 for port in (ours, theirs))
