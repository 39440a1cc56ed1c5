"""Documents that say different things of different times or subjects, by their names."""

from __future__ import annotations

import re

from crossref.channels.question import are_sisters

_ORDINAL = re.compile(r"/\d{1,3}[-_. ](?!\d)")
_DIGITS = re.compile(r"\d+")

MOMENT = re.compile(
    r"\b(?:pass(?:es|ing|ed)?|fail(?:s|ing|ed|ures?)?|so far|to date|remaining|completed?|progress|thirds?)\b",
    re.IGNORECASE,
)
"""What tells of the moment of writing, and a fraction."""


def are_editions(a: str, b: str) -> bool:
    """Whether two paths name editions, dates or numbers of one thing, or the same file of sister folders.

    *release-1.2* and *release-1.3*, *v1/guide* and *v2/guide*, *orders/README* and *billing/README* are.
    """
    ours, theirs = (tuple(_DIGITS.findall(_ORDINAL.sub("/", "/" + path))) for path in (a, b))
    (here, _, mine), (there, _, yours) = a.rpartition("/"), b.rpartition("/")
    beside = mine.lower() == yours.lower() and not (_above(here, there) or _above(there, here))
    return a == b or beside or are_sisters(a, b) or bool(ours and theirs and ours != theirs)


def _above(folder: str, other: str) -> bool:
    return not folder or (other + "/").startswith(folder + "/")
