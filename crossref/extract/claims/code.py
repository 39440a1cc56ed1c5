"""Claims from code blocks that configure something: assignments, YAML, JSON and TOML with their key path, image tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.blocks import Block
from crossref.extract.claims.context import is_advice, tense_of
from crossref.extract.claims.place import Here, hint_for
from crossref.model import Claim
from crossref.values import Name, Value, parse

_CONFIGURATION = frozenset(
    "env dotenv sh bash shell zsh console yaml yml json jsonc json5 toml ini properties dockerfile docker conf cfg nginx hcl"
    " terraform tf text txt plaintext".split()
)
_ASSIGNMENT = re.compile(
    r"\s*(?:export\s+|ENV\s+|-\s+|set\s+)?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\s*[=:]\s*(\S.*?)\s*(?:\s#.*)?$"
)
_KEY = re.compile(r"(\s*)(?:-\s+)?([\"']?)([A-Za-z_][\w.-]*)\2\s*[:=]\s*(.*?)\s*,?\s*(?:\s(?:#|//).*)?$")
_SECTION = re.compile(r"\s*\[+\s*([\w.-]+)\s*\]+\s*$")
_IMAGE = re.compile(r"(?:FROM|image\s*[:=]|docker (?:pull|run)\b.*?)\s*[\"']?([a-z][\w./-]*?):([\w.-]+)")
_QUOTES = "\"'`"


def find(here: Here) -> Iterator[Claim]:
    """One claim for each line of a configuration block that sets a value."""
    for block in here.page.blocks:
        if block.kind == "code":
            language = block.info.partition(" ")[0].partition("{")[0].lower()
            if language in _CONFIGURATION or not language:
                yield from _in_block(here, block, language)


def _in_block(here: Here, block: Block, language: str) -> Iterator[Claim]:
    path: list[tuple[int, str]] = []
    table = ""
    section = here.section(block.first_line)
    if (
        here.tense_in(section) != "stated"
        or is_advice(here.path, *here.titles(section))
        or "security" in here.path.lower()
    ):
        return
    # What is written as JSON is as often a payload as a configuration.
    sort = "payload" if language.startswith("json") else "config"
    for number in range(block.first_line, block.last_line + 1):
        line = here.page.line(number)
        start = here.page.starts[number - 1]
        if line.lstrip().startswith(("#", "//", "```", "~~~", "--")):
            continue
        if image := _IMAGE.search(line):
            yield from _image(here, block, image, start)
            continue
        if assignment := _ASSIGNMENT.match(line):
            yield from _set(here, block, assignment[1], f"env {assignment[1]}", assignment, 2, start)
            continue
        if header := _SECTION.match(line):
            table, path = header[1], []
            continue
        key = _KEY.match(line)
        if not key:
            continue
        indent = len(key[1])
        while path and path[-1][0] >= indent:
            path.pop()
        path.append((indent, key[3]))
        if key[4] and key[4] not in ("{", "[", "|", ">"):
            full = ".".join(part for part in (table, *(name for _, name in path)) if part)
            yield from _set(here, block, full, f"{sort} {full}", key, 4, start)


def _set(
    here: Here, block: Block, name: str, key: str, match: re.Match[str], group: int, start: int
) -> Iterator[Claim]:
    written = match[group]
    bare = written.strip().rstrip(",").strip(_QUOTES)
    if (
        not bare
        or tense_of(written) != "stated"
        or bare.startswith(("<", "${", "$(", "$", "{{", "your", "xxx", "YOUR", "change"))
    ):
        return
    value = _value(bare, name)
    if value is None:
        return
    at = start + match.start(group) + written.index(bare)
    parent, _, last = name.rpartition(".")
    yield here.claim(
        block, at, at + len(bare), value, subject=parent, attribute=last, key=key, form="code", line_scope=block.info
    )


def _value(text: str, name: str) -> Value | None:
    """The value as its key lets it be read, else any value, else the text itself as an identifier."""
    return parse(text, hint_for(name.replace("_", " "))) or parse(text) or parse(text, "identifier")


def _image(here: Here, block: Block, match: re.Match[str], start: int) -> Iterator[Claim]:
    repository, tag = match[1].rpartition("/")[2], match[2]
    value = parse(f"{repository} {tag.partition('-')[0]}") or Name("identifier", f"{repository}:{tag}")
    at = start + match.start(1)
    yield here.claim(
        block,
        at,
        start + match.end(2),
        value,
        subject=repository,
        attribute="image",
        key=f"image {repository}",
        form="code",
    )
