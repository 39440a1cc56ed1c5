"""Claims from command lines: ``--memory 2Gi``, ``--set cache.size=4``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.claims.fences import Fence
from crossref.model import Claim

_FLAG = re.compile(r"(?<!\S)--([a-z][a-z0-9]*(?:-[a-z0-9]+)*)[ =](?![-=])(\"[^\"]*\"|'[^']*'|[^\s\"'\\]+)")
_PAIR = re.compile(r"([A-Za-z][\w-]*(?:\.[\w-]+)+)=([^\s,\"'\\]+)")
_COMMAND = re.compile(r"\s*(?:\$ |> |sudo )?([a-z][\w./-]*)((?: [a-z][\w-]*){0,2})")
_UNSAID = frozenset(
    "name namespace tag file output format message title body filter from query path user username password token project"
    " env label version image host url out type only grep context config key profile branch since until limit tail lines"
    " head body data header request method port-forward duration timeout count rate vus users time".split()
)
"""Flags whose value belongs to one call."""


def find(fenced: Fence, line: str, start: int) -> Iterator[Claim]:
    """The settings that a line of a command passes on."""
    command = _COMMAND.match(line)
    context = f"{command[1]}{command[2]}" if command and not line.lstrip().startswith("-") else ""
    for match in _FLAG.finditer(line):
        name, written = match[1], match[2]
        if name in ("set", "set-string"):
            for pair in _PAIR.finditer(written):
                at = start + match.start(2) + pair.start(2)
                claim = fenced.claim(at, pair[2], pair[1], f"config {pair[1]}", named=True)
                if claim is not None:
                    yield claim
        elif name not in _UNSAID:
            bare = written.strip("\"'")
            at = start + match.start(2) + written.index(bare)
            claim = fenced.claim(at, bare, name, f"flag {name}", context=context, named=True)
            if claim is not None:
                yield claim
