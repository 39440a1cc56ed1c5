"""Channel: a table's row and column, or a label under its heading, that say the same words."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from crossref.channels.homes import home_of
from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side, sort_of
from crossref.context import is_environment, scope_of
from crossref.model import Severity
from crossref.names import plain_name
from crossref.values import Address, Name, kind_of
from crossref.words import words_of

_KINDS = frozenset(
    {"duration", "size", "percentage", "rate", "money", "schedule", "region", "algorithm", "count", "host-port"}
)
_LOCAL = frozenset({"", "localhost", "127.0.0.1", "0.0.0.0"})
_EMPTY = frozenset(
    "type name description note value status example id field total sum detail number count amount metric result summary"
    " glance overview statistic parameter request response body header query item column row key property setting".split()
)
"""Words that name no subject and no attribute; *Field number* and *Total - Count* are in every table."""
_SETTINGS = frozenset(
    "limit max maximum min minimum replica instance worker thread connection pool retry attempt concurrency concurrent batch"
    " size partition shard core cpu vcpu queue depth length page factor quorum round character char capacity account"
    " node broker consumer buffer threshold".split()
)
"""What a count in a table must be called by: the others count files, tests and lines, which change every day."""


_BASE_URL = re.compile(r"(?:api )?base ur[li]|url base")
_NUMBERED = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z]{1,8})?[-_ ]?\d{1,4}(?:\.\d+)?")
"""The number of a requirement (*SC-002*), which each list counts for itself."""


def disagreements(sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Values that documents give the same row and column."""
    return ask(Question("cell", Severity.WARNING, _keys, _alike, whole=True), [_as_host(side) for side in sides])


def _as_host(side: Side) -> Side:
    """The base URL of one environment is one address: another host contradicts it, which elsewhere is another site."""
    claim = side.claim
    if not isinstance(claim.value, Address) or claim.value.host in _LOCAL or not claim.scope:
        return side
    if not _BASE_URL.fullmatch(plain_name(claim.attribute)):
        return side
    address = f"{claim.value.scheme or 'https'}://{claim.value.host}{claim.value.path}"
    return replace(side, claim=replace(claim, value=Name("identifier", address)))


def _keys(side: Side) -> Iterable[Hashable]:
    claim = side.claim
    if not claim.attribute or not claim.subject or claim.form not in ("table", "list", "prose"):
        return ()
    if _NUMBERED.fullmatch(claim.subject.strip("*` ")) or _NUMBERED.fullmatch(claim.attribute.strip("*` ")):
        return ()
    subject, attribute = words_of(claim.subject), words_of(claim.attribute)
    kind = kind_of(claim.value)
    if kind not in _KINDS and not (kind == "identifier" and _BASE_URL.fullmatch(plain_name(claim.attribute))):
        return ()
    named = {*subject, *attribute}
    if (
        (not subject and not claim.scope)
        or not attribute
        or set(attribute) <= _EMPTY
        or set(subject) & {"total", "sum"}
    ):
        return ()
    if (subject and set(subject) <= _EMPTY) or (kind == "count" and not named & _SETTINGS):
        return ()
    return ((sort_of(side), frozenset(named), claim.key if claim.key[:6] == "count " else ""),)


def _alike(a: Side, b: Side) -> bool:
    """Whether two cells are of one part of the set, and of one environment by the folders they lie in."""
    return home_of(a.path) == home_of(b.path) and _environments(a) == _environments(b)


def _environments(side: Side) -> frozenset[str]:
    return frozenset(word for word in scope_of(plain_name(side.path.replace("/", " "))) if is_environment(word))
