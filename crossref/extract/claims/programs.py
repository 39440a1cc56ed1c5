"""Claims from programs, only where a line looks like configuration: a named field with a literal, a default of a variable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.claims.fences import Fence, remark_of
from crossref.extract.claims.raw import words_in
from crossref.model import Claim

LANGUAGES = frozenset(
    "go golang python py typescript ts javascript js tsx jsx java kotlin kt rust rs csharp cs php ruby rb".split()
)
_TEST = re.compile(r"\b(?:assert\w*|expect|describe|func Test\w*|def test_\w*|mock\w*|#\[test\]|@Test)\b")
_LITERAL = (
    r"\d[\d_.]*[a-zA-Z]{0,2}|\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|(?:\d[\d_]*\s*\*\s*)?time\.[A-Z][a-z]+(?:\s*\*\s*\d+)?"
    r"|\d[\d_]*(?:\s*\*\s*\d[\d_]*){1,4}|(?:Duration|TimeSpan)[.:]{1,2}\w+\(\d+\w?\)|(?:datetime\.)?timedelta\(\w+\s*=\s*\d+\)"
    r"|\d+\s*<<\s*\d+"
)
_FIELD = re.compile(
    rf"\s*(?:(?:export\s+|pub\s+|public\s+|private\s+|static\s+|readonly\s+|final\s+)*(?:const|let|var|val)\s+)?([A-Za-z_]\w+)"
    rf"(?:\s*:\s*[A-Za-z_][\w\[\]. |]*?(?=\s*=))?\s*(?::=|[:=])\s*({_LITERAL})\s*[,;]?\s*(?://.*|#.*)?$"
)
_OPENS = re.compile(r"([A-Za-z_][\w.]*)\s*([:=]?)=?\s*([({])\s*$")
_FALLBACK = re.compile(
    r"(?:getenv|environ\.get|env\.get|[gG]etEnv\w*|env_or|env::var|config|env)\(\s*[\"']([A-Z][A-Z0-9_]+)[\"']\s*,\s*"
    r"(?:default\s*=\s*)?[\"']?([^\"',)\n]{1,80})[\"']?|process\.env\.([A-Z][A-Z0-9_]+)\s*(?:\|\||\?\?)\s*[\"']?([^\"',;)\s]{1,80})"
)
_DEFAULT = re.compile(r"\bdefault\s*=\s*[\"']?([^\"',)\n]{1,80})")
_ALIAS = re.compile(r"\b(?:validation_alias|alias|env)\s*=\s*[\"']([A-Z][A-Z0-9_]+)[\"']")
_TYPE = re.compile(r"(?:^|\.)[A-Z]\w*$")
_LONGEST = 400
"""Characters of a line; a longer one is no setting."""
_NEAR = 4
"""Lines between a field's default and its alias."""


def find(fenced: Fence) -> Iterator[Claim]:
    """One claim for each field with a literal and each default of an environment variable."""
    here, block = fenced.here, fenced.block
    text = here.page.text[here.page.starts[block.first_line - 1] : here.page.starts[block.last_line]]
    if _TEST.search(text):
        return
    path: list[tuple[int, str]] = []
    default: tuple[int, str, int] | None = None
    for number in range(block.first_line, block.last_line + 1):
        line = here.page.line(number)
        start = here.page.starts[number - 1]
        if len(line) > _LONGEST:
            continue
        bare = line.lstrip()
        indent = len(line) - len(bare)
        while path and path[-1][0] >= indent and bare:
            path.pop()
        if "env" in line or "ENV" in line or "Env" in line or "config(" in line:
            yield from _fallbacks(fenced, line, start)
        if "default" in line and (match := _DEFAULT.search(line)):
            default = (start + match.start(1), match[1].strip(), number)
        if default and number - default[2] <= _NEAR and (alias := _ALIAS.search(line)):
            claim = fenced.claim(default[0], default[1], alias[1], f"env {alias[1]}", standing="default")
            if claim is not None:
                yield claim
            default = None
        if opens := _OPENS.search(line):
            # What a call or a block of statements opens is no place of settings; a type or a named object is.
            named = _TYPE.search(opens[1]) or (opens[2] and opens[3] == "{")
            path.append((indent, opens[1] if named else ""))
            continue
        if (":" in line or "=" in line) and (field := _FIELD.match(line)):
            yield from _field(fenced, field, [name for _, name in path], line, start)


def _fallbacks(fenced: Fence, line: str, start: int) -> Iterator[Claim]:
    for match in _FALLBACK.finditer(line):
        group = 2 if match[1] else 4
        name, written = match[group - 1], match[group].strip()
        claim = fenced.claim(start + match.start(group), written, name, f"env {name}", standing="default")
        if claim is not None:
            yield claim


def _field(fenced: Fence, match: re.Match[str], parents: list[str], line: str, start: int) -> Iterator[Claim]:
    """A field whose name has several words; one word (``name``, ``port``) says too little in a program."""
    name, written = match[1], match[2]
    if len(words_in(name)) < 2 or name == "default":
        return
    bare = written.strip("\"'")
    at = start + match.start(2) + written.index(bare)
    # The last two parts of what a field stands in say whose it is: ``redis.Options``.
    around = ".".join(part for parent in parents[-1:] for part in parent.split(".")[-2:])
    if parents and not around:
        return  # an argument of one call
    full = f"{around}.{name}".strip(".")
    claim = fenced.claim(at, bare, full, f"program {full}", remark=remark_of(line, match.end(2)), named=True)
    if claim is not None:
        yield claim
