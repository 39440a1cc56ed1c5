"""What a code block's surroundings say of the settings in it: environment, sample, and a comment's own word."""

from __future__ import annotations

import re

from msgspec import Struct

from crossref.context import is_advice, scope_of, tense_of
from crossref.extract.blocks import Block, Flat
from crossref.extract.claims.place import Here
from crossref.extract.claims.raw import identifier, is_template, value_of
from crossref.model import Claim, Standing
from crossref.values import Value
from crossref.words import ENVIRONMENTS

_SHORT = 6
"""Words of a comment that is a heading; a longer one explains something."""
_LEAD = 240
"""Characters of the text before a block that may speak of it."""
_SAMPLE = re.compile(
    r"\b(?:e\.g\.|examples?|sample|for instance|overrid\w+|custom\w*|increas\w+|reduc\w+|lower|raise|tun\w+|adjust\w*|scale"
    r"|scaling|high[- ](?:traffic|load|volume|throughput)|low[- ](?:traffic|memory|latency)|large|small|recommend\w*|suggest\w*"
    r"|consider|try|solution|fix|workaround|if you|you can|you may|optional(?:ly)?|disable|alternativ\w+|instead|migrat\w+"
    r"|before|after|old|new|wrong|bad|good|incorrect|correct|don't|never|ejemplo|beispiel|exemple|exemplo|пример|示例|例如"
    r"|option \w|debug\w*|troubleshoot\w*|quick\s?start|temporar\w+|benchmark\w*|stress|load test\w*|minimal)\b",
    re.IGNORECASE,
)
"""What announces settings that somebody may choose, and not those in force."""
_TEMPLATE_FILE = re.compile(r"\.(?:example|sample|template|dist|default)\b")
_COMMENT = re.compile(r"(?:#|//|--|;|/\*+)[ \t]*(\S.*?)\s*(?:\*/)?$")
_DEFAULT = re.compile(
    r"\b(?:defaults?|por defecto|par défaut|standard|padrão)\b(?:\s+(?:is|to|value))?\s*[:=(]?\s*[`\"']?([\w.:%/-]+)",
    re.IGNORECASE,
)
_UNUSUAL = re.compile(
    r"\b(?:was|from|increas\w+|reduc\w+|rais\w+|lower\w*|instead|e\.g\.|example|adjust\w*|tun\w+|overrid\w+|change)\b",
    re.I,
)


class Fence(Struct):
    """A code block being read, with what its surroundings say."""

    here: Here
    block: Block
    language: str
    scope: str
    """Words of its title, its lead-in and the comment above a line that name an environment."""
    sample: bool
    """Whether what it sets is one choice of many."""

    def claim(
        self,
        start: int,
        text: str,
        name: str,
        key: str,
        *,
        remark: str = "",
        standing: Standing = "",
        context: str = "",
        named: bool = False,
    ) -> Claim | None:
        """A claim on the setting ``name`` from the source text that begins at ``start``; None where it says nothing certain."""
        if not text or is_template(text) or (remark and _UNUSUAL.search(remark)):
            return None
        value = value_of(text, name) or (None if named else identifier(text))
        if value is None:
            return None
        return self.of_value(
            start, start + len(text), value, name, key, remark=remark, standing=standing, context=context
        )

    def of_value(
        self,
        start: int,
        end: int,
        value: Value,
        name: str,
        key: str,
        *,
        remark: str = "",
        standing: Standing = "",
        context: str = "",
    ) -> Claim | None:
        """A claim on a value that is already read."""
        parent, _, last = name.rpartition(".")
        if remark and tense_of(remark) not in ("stated", "negated"):
            return None
        return self.here.claim(
            self.block,
            start,
            end,
            value,
            subject=f"{context} {parent}".strip(),
            attribute=last,
            key=key,
            form="code",
            line_scope=f"{self.scope} {_environments(remark)}",
            standing=standing or ("example" if self.sample else ""),
        )


def fence(here: Here, block: Block, before: Block | None, language: str) -> Fence | None:
    """A code block with what is said of it; None where nothing in it is stated."""
    section = here.section(block.first_line)
    titles = here.titles(section)
    if here.tense_in(section) != "stated" or is_advice(here.path, *titles) or "security" in here.path.lower():
        return None
    lead = _lead(before, block)
    scope = f"{_environments(lead)} {_environments(block.info)}"
    # A file that is called an example is what an installation starts from.
    sample = bool(_SAMPLE.search(lead)) and not _TEMPLATE_FILE.search(lead)
    return Fence(here, block, language, scope, sample or any(map(_SAMPLE.search, titles[:-1][:2])))


def remark_of(line: str, end: int) -> str:
    """The comment behind a setting."""
    match = _COMMENT.search(line, end)
    return match[1] if match else ""


def default_in(remark: str) -> tuple[str, int] | None:
    """The default that a comment states, and where in the comment it stands."""
    match = _DEFAULT.search(remark)
    return (match[1].rstrip(".,:"), match.start(1)) if match and match[1][:1].isalnum() else None


def environment_of(comment: str) -> str:
    """The environments that a comment on a line of its own names for what follows."""
    return _environments(comment) if len(comment.split()) <= _SHORT else ""


def is_sample(text: str) -> bool:
    """Whether a comment or title announces settings that somebody may choose."""
    return bool(_SAMPLE.search(text))


def _environments(text: str) -> str:
    found = scope_of(text) & set(ENVIRONMENTS.values()) if text else ()
    return " ".join(sorted(found))


def _lead(before: Block | None, block: Block) -> str:
    """The text that announces a block: the paragraph right before it."""
    if before is None or before.kind != "paragraph" or block.first_line - before.last_line > 2:
        return ""
    return Flat(before, images=False).text[-_LEAD:]
