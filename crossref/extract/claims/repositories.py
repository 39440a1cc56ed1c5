"""Claims from addresses of repositories: ``github.com/owner/name``, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.claims.place import Here
from crossref.model import REPOSITORY, Claim
from crossref.values import Name

_FORGES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org")
_ADDRESS = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, _FORGES))})[/:]([\w.-]{{1,60}})/([\w.-]{{1,100}})")
_TAIL = re.compile(r"(?:\.git|[.,_-]+)$")
"""What stands behind a name and is no part of it: the suffix of a clone's address, the end of a sentence."""
_NO_OWNER = re.compile(
    r"(?:your|my|user|owner|org|example|features?|topics|marketplace|settings|orgs|sponsors|about|apps|actions|login)(?:$|[-_]|name|org)",
    re.IGNORECASE,
)
"""Samples, and pages of the forge itself."""


def find(here: Here) -> Iterator[Claim]:
    """One claim for each repository that is addressed."""
    if not any(forge in here.page.text for forge in _FORGES):
        return
    for block in here.page.blocks:
        for match in _ADDRESS.finditer(here.page.text, block.start, block.end):
            name = _TAIL.sub("", match[2])
            if name and not _NO_OWNER.match(match[1]):
                value = Name("identifier", f"{match[1]}/{name}", group=REPOSITORY)
                yield here.claim(
                    block, match.start(1), match.start(2) + len(name), value, attribute=REPOSITORY, key=REPOSITORY
                )
