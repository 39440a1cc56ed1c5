"""Channel: a well-known attribute of a subject, in whatever form each document states it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from crossref.channels.attribute_names import Named, in_label, in_sentence, pattern
from crossref.channels.question import Question, ask
from crossref.channels.side import Disagreement, Side
from crossref.model import Attribute, Severity
from crossref.value import Address, Quantity, kind_of
from crossref.words import words_of

_LOCAL = frozenset({"", "localhost", "127.0.0.1", "0.0.0.0"})
_GENERIC = frozenset(
    "objective recovery time point target requirement configuration setting overview security performance disaster plan"
    " strategy metric goal limit period policy procedure environment service system application minimum maximum second"
    " minute hour day detail summary line test testing server process name http https host default open access visit"
    " url browser listen published internal external".split()
)


class _Stated(Struct, frozen=True):
    """What a side states of which attribute."""

    attribute: Attribute
    subject: frozenset[str]
    """The words of what it is stated of, those of the attribute and generic ones left out."""


_Order = tuple[str, int, int]
_Known = Mapping[_Order, _Stated]


def disagreements(attributes: Sequence[Attribute], sides: Sequence[Side]) -> Iterator[Disagreement]:
    """Values that documents give one attribute of one subject."""
    sides = [_as_minimum(_as_port(side)) for side in sides]
    known = {side.order: stated for side in sides if (stated := _stated(side, attributes))}
    for varies in (True, False):
        question = Question(
            "attribute",
            Severity.WARNING,
            partial(_keys, known),
            partial(_alike, known),
            varies=varies,
        )
        members = [
            side
            for side in sides
            if side.order in known and ("environment" in known[side.order].attribute.varies_by) == varies
        ]
        for found in ask(question, members):
            yield replace(found, authority=known[found.sides[0].order].attribute.authority)


def _as_port(side: Side) -> Side:
    """An address on this machine is a port."""
    value = side.claim.value
    if isinstance(value, Address) and value.port and value.host in _LOCAL and side.claim.form != "code":
        port = Quantity("port", float(value.port), float(value.port))
        return replace(side, claim=replace(side.claim, value=port))
    return side


def _as_minimum(side: Side) -> Side:
    """A share that is called a minimum is one: *the minimum coverage is 85 %*."""
    value = side.claim.value
    if not isinstance(value, Quantity) or value.type != "percentage" or "minimum" not in side.claim.scope:
        return side
    if value.low != value.high:
        return side
    return replace(side, claim=replace(side.claim, value=replace(value, high=None)))


def _stated(side: Side, attributes: Sequence[Attribute]) -> _Stated | None:
    claim = side.claim
    if claim.form == "code" or claim.key.startswith("count "):
        return None
    kind = kind_of(claim.value)
    named = (
        in_label(claim.attribute, kind, attributes)
        or in_label(claim.subject, kind, attributes)
        or in_sentence(claim.said, kind, attributes)
    )
    if named is None and kind == "port":
        named = next((Named(attribute, "") for attribute in attributes if attribute.id == "port"), None)
    return _Stated(named.attribute, _subject(side, named)) if named else None


def _subject(side: Side, named: Named) -> frozenset[str]:
    claim = side.claim
    label = f"{claim.subject} {claim.attribute}"
    phrases = pattern(named.attribute)
    own = {word for text in (named.attribute.id.replace("-", " "), named.phrase) for word in words_of(text)}
    called = set(words_of(*phrases.findall(label), named.phrase))
    words = set(words_of(phrases.sub(" ", label))) | (side.words - called)
    if kind_of(claim.value) == "port" and claim.subject and claim.form != "table":
        words = set(words_of(claim.subject)) or words
    return frozenset(words - own - _GENERIC)


def _keys(known: _Known, side: Side) -> Iterable[Hashable]:
    stated = known[side.order]
    id_, kind = stated.attribute.id, kind_of(side.claim.value)
    return [(id_, kind, word) for word in sorted(stated.subject)] + ([(id_, kind)] if stated.attribute.unique else [])


def _alike(known: _Known, a: Side, b: Side) -> bool:
    """Whether the subject of one is fully covered by the other's, and by enough of it."""
    unique = known[a.order].attribute.unique
    said = words_of(a.claim.attribute)
    same = len(said) >= 2 and said == words_of(b.claim.attribute)
    if same and unique:
        return True
    ours, theirs = sorted((known[a.order].subject, known[b.order].subject), key=len)
    if not ours:
        return unique and len(theirs) <= 6
    if not ours <= theirs:
        return False
    return len(ours) / len(theirs) >= (0.2 if same else 0.4) or (unique and len(ours) >= 1)
