"""Claims from code blocks that configure something: assignments, YAML, JSON and TOML with their key path, image tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.context import tense_of
from crossref.extract.blocks import Block
from crossref.extract.claims import flags, programs
from crossref.extract.claims.fences import Fence, default_in, environment_of, fence, is_sample, remark_of
from crossref.extract.claims.place import Here
from crossref.model import Claim
from crossref.values import Name, parse

_SHELLS = frozenset("sh bash shell zsh console".split())
_CONFIGURATION = _SHELLS | frozenset(
    "env dotenv yaml yml json jsonc json5 toml ini properties dockerfile docker conf cfg nginx hcl"
    " terraform tf text txt plaintext redis http".split()
)
_MAPS = frozenset("yaml yml toml ini properties docker-compose compose".split())
"""Languages in which an upper case name before a colon is a variable."""
_ASSIGNMENT = re.compile(
    r"\s*(?:export\s+|ENV\s+|ARG\s+|-\s+|set\s+)?[\"']?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)[\"']?\s*([=:])\s*(\S.*)$"
)
_KEY = re.compile(r"(\s*)(?:-\s+)?([\"']?)([A-Za-z_][\w.-]*|[A-Z][a-z]+(?:[ -][A-Za-z]+){1,3})\2\s*[:=]\s*(.*)$")
_LONGEST = 400
"""Characters of a line; a longer one is no setting."""
_SECTION = re.compile(r"\s*\[+\s*([\w.-]+)\s*\]+\s*$")
_DIRECTIVE = re.compile(r"\s*([a-z][a-z_-]{3,40})\s+(\"[^\"]*\"|[\w./-]+)\s*;?\s*$")
_IMAGE = re.compile(r"(?:FROM|image\s*[:=]|docker (?:pull|run)\b.*?)\s*[\"']?([a-z][\w./-]*?):([\w.-]+)")
_TRAILING = re.compile(r"\s+(?:#|//)\s.*$|\s+\([^()]*\)\s*$|\s+\\$|[,;]\s*$")
_QUOTES = "\"'`"
_COMMENTS = ("#", "//", "-- ", ";", "/*", "* ")


def find(here: Here) -> Iterator[Claim]:
    """One claim for each line of a block that sets a value."""
    before = None
    for block in here.page.blocks:
        if block.kind == "code":
            language = block.info.partition(" ")[0].partition("{")[0].partition(":")[0].lower()
            fenced = fence(here, block, before, language) if _reads(language) else None
            if fenced is not None and language in programs.LANGUAGES:
                yield from programs.find(fenced)
            elif fenced is not None:
                yield from _in_block(fenced)
        before = block


def _reads(language: str) -> bool:
    return not language or language in _CONFIGURATION or language in programs.LANGUAGES


def _in_block(fenced: Fence) -> Iterator[Claim]:
    here, block, language = fenced.here, fenced.block, fenced.language
    path: list[tuple[int, str]] = []
    table, outer, sampled = "", fenced.scope, fenced.sample
    shell = language in _SHELLS or not language
    for number in range(block.first_line, block.last_line + 1):
        line = here.page.line(number)
        start = here.page.starts[number - 1]
        bare = line.lstrip()
        if bare.startswith(_COMMENTS):
            # What a comment on a line of its own says holds until the next one.
            fenced.scope = f"{outer} {environment_of(bare)}"
            fenced.sample = sampled or is_sample(bare)
            continue
        if not bare or len(line) > _LONGEST or bare.startswith(("```", "~~~")):
            continue
        if image := _IMAGE.search(line):
            yield from _image(here, block, image, start)
            continue
        if (assignment := _ASSIGNMENT.match(line)) and _is_variable(assignment, language):
            name = assignment[1]
            yield from _set(fenced, name, f"env {name}", line, assignment.start(3), start)
            continue
        if shell and " -" in line:
            yield from flags.find(fenced, line, start)
            continue
        if header := _SECTION.match(line):
            table, path = header[1], []
            continue
        key = _KEY.match(line)
        if not key:
            directive = _DIRECTIVE.match(line) if language in ("conf", "nginx", "redis", "ini", "cfg", "") else None
            if directive:
                parents = ".".join(name for indent, name in path if indent < len(line) - len(bare))
                full = f"{parents}.{directive[1]}".strip(".")
                yield from _set(fenced, full, f"config {full}", line, directive.start(2), start)
            continue
        indent = len(key[1])
        while path and path[-1][0] >= indent:
            path.pop()
        path.append((indent, key[3].replace(" ", "_")))
        if key[4] and key[4][0] not in "{[|>&*!":
            full = ".".join(part for part in (table, *(name for _, name in path)) if part)
            # What is written as JSON is as often a payload as a configuration.
            quoted = key[2] and language not in ("yaml", "yml", "toml")
            sort = "payload" if quoted or language.startswith("json") else "config"
            yield from _set(fenced, full, f"{sort} {full}", line, key.start(4), start)


def _is_variable(match: re.Match[str], language: str) -> bool:
    """Whether a name in upper case is a variable, and no label: *CPU: 34 %*."""
    if match[2] == "=":
        return True
    quoted = match[0].lstrip().startswith(('"', "'"))
    return "_" in match[1] and (language in _MAPS or not quoted)


def _set(fenced: Fence, name: str, key: str, line: str, at: int, start: int) -> Iterator[Claim]:
    """The setting of a line whose value begins at ``at``, and the default that the comment behind it states."""
    written = line[at:].rstrip()
    quoted = written[:1] in _QUOTES and written.find(written[0], 1)
    if quoted and quoted > 0:
        bare, begin, end = written[1:quoted], at + 1, at + quoted + 1
    else:
        bare = written
        while shorter := _TRAILING.sub("", bare):
            if shorter == bare:
                break
            bare = shorter
        begin, end = at, at + len(bare)
    remark = remark_of(line, end)
    if tense_of(bare) != "stated":
        return
    default = default_in(remark) if remark else None
    if default:
        where = start + line.index(remark, end) + default[1]
        claim = fenced.claim(where, default[0], name, key, standing="default", named=True)
        if claim is not None:
            yield claim
        return
    claim = fenced.claim(start + begin, bare, name, key, remark=remark)
    if claim is not None:
        yield claim


def _image(here: Here, block: Block, match: re.Match[str], start: int) -> Iterator[Claim]:
    if tense_of(remark_of(match.string, match.end())) not in ("stated", "negated"):
        return
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
