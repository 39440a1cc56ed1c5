"""What an attribute is stated of: the words next to the value, and all that its place speaks of."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import Struct

from crossref.channels.attribute_names import Named, in_label, in_sentence, pattern
from crossref.channels.side import Side
from crossref.context import is_environment, scope_of
from crossref.model import Attribute, Claim
from crossref.values import kind_of
from crossref.words import words_of

_GENERIC = frozenset(
    "above achieved actual add application architecture automatic automatically below check code complejidad"
    " complexity comprehensive configurable configuration configured cost create cycle daily data day default"
    " defecto description detail disaster dr duration enforce enforced ensure environment estimated external"
    " fortaleza força general generate goal guideline hard heure hora hour indicator information instruction"
    " internal job keep key kpi least level lifecycle limit line main maintain management mandatory maximo maximum"
    " measure measured meta metric minimo minimum minute minuto monthly more most máximo mínimo name note objectif"
    " objective objetivo operation operational option optional overall overview padrão performance period phase"
    " pipeline plan platform point policy política principle procedure process product production project quality"
    " range recovery regla rendimiento require required requirement rule scenario second seconde security segundo"
    " seguridad sekunde service setting setup should sla slo soft software stage standard step strategy strength"
    " stunde stärke summary system target test testing than threshold time total unit validación validation value"
    " weekly ziel"
    " rto rpo short long brief currently cache caching cached artefact artifact file record item entry object prerequisite"
    " need other answer response"
    " backup availability resilience reliability continuity business deployment".split()
)
"""Words that say nothing of which thing an attribute belongs to."""
_WHOLE = frozenset("overall total target minimum goal test testing requirement required threshold actual limit".split())
"""Labels under an attribute's heading that mean all of it."""
_MEASURES = frozenset("rate ratio time window count score size cost length number".split())
"""Words that make a label an attribute of its own, whatever the heading above it is called: *Pass rate* under *Coverage*."""
_BOUNDARY = re.compile(r"[.;,:()\[\]|→—–]|->|=>|\band\b|\bwith\b|\bfor\b|\by\b")
_AFTER = re.compile(r"[.;,()\[\]|→—–]|->|=>")
_PAREN = re.compile(r"[(\[][^()\[\]]*$")
_REMARK = re.compile(r"\s*\(([^()]{1,40})\)")
_LABEL = re.compile(r"[^:{}]{2,50}:")
_NEAREST = 3
"""Words of a clause next to its value that count as what it is said of."""


class Stated(Struct, frozen=True):
    """What a side states of which attribute."""

    attribute: Attribute
    head: frozenset[str]
    """The words of what it is stated of, those of the attribute and generic ones left out."""
    own: bool
    """Whether the text itself names that, and not only the heading above."""
    around: frozenset[str]
    """All words of the sentence or row, of the headings above, and of the file's name."""
    qualifiers: frozenset[str]
    """What narrows it right there: ``p95``, ``refresh``, ``soft``."""
    scope: frozenset[str]
    """What narrows it anywhere around."""


class _Near(NamedTuple):
    """The text that names what a value is said of, whether it is the value's own, and what narrows the value."""

    text: str
    own: bool
    scope: frozenset[str]


def stated(side: Side, attributes: tuple[Attribute, ...]) -> Stated | None:
    """What a side states of one of some attributes, which take its kind of value; None for nothing."""
    claim = side.claim
    kind = kind_of(claim.value)
    named = (
        in_label(claim.attribute, kind, attributes)
        or in_label(claim.subject, kind, attributes)
        or in_sentence(claim.said, kind, attributes)
        or _in_diagram(claim, attributes)
    )
    if named is None or _is_other_column(side, named):
        return None
    called = _called(named)
    near = _near(side, named, called)
    member = _member(side, named, called)
    head = member | _words(near.text, called)
    around = side.words | frozenset(words_of(*side.above, side.path.rpartition("/")[2].rpartition(".")[0])) | head
    return Stated(
        named.attribute,
        head,
        near.own or bool(member),
        around,
        frozenset(word for word in near.scope if not is_environment(word)),
        frozenset(claim.scope) | scope_of(" ".join(side.above)),
    )


def _member(side: Side, named: Named, called: frozenset[str]) -> frozenset[str]:
    """What a label names under a heading that is called by the attribute: *Configuration system: 90 %* under *Coverage*."""
    claim, phrases = side.claim, pattern(named.attribute)
    if not claim.attribute or claim.subject not in side.above or phrases.search(claim.attribute):
        return frozenset()
    if not phrases.search(claim.subject):
        return frozenset()
    return frozenset(words_of(claim.attribute)) - called - _WHOLE


def _in_diagram(claim: Claim, attributes: tuple[Attribute, ...]) -> Named | None:
    """A time under the name of a diagram's node is how long that takes."""
    if claim.form != "diagram" or kind_of(claim.value) != "duration":
        return None
    return next((Named(attribute, "") for attribute in attributes if attribute.id == "duration"), None)


def _called(named: Named) -> frozenset[str]:
    return frozenset(words_of(named.attribute.id.replace("-", " "), named.phrase))


def _words(text: str, called: frozenset[str]) -> frozenset[str]:
    return frozenset(words_of(text)) - called - _GENERIC


def _is_other_column(side: Side, named: Named) -> bool:
    """Whether a row is called by the attribute, and the column gives something else of it: its measurement window."""
    claim = side.claim
    phrases = pattern(named.attribute)
    if not claim.attribute or phrases.search(claim.attribute) or not phrases.search(claim.subject):
        return False
    if claim.form != "table" or claim.subject in side.above:
        return bool(_MEASURES & frozenset(words_of(claim.attribute)))
    return bool(frozenset(words_of(claim.attribute)) - _GENERIC)


def _near(side: Side, named: Named, called: frozenset[str]) -> _Near:
    """What names the thing that a value is said of: the label or row, the clause, or else the nearest heading that tells."""
    claim = side.claim
    phrases = pattern(named.attribute)
    remark = _REMARK.match(claim.said.partition("{}")[2])
    behind = f" {remark[1]}" if remark else ""
    from_heading = claim.subject in side.above
    label = claim.attribute if from_heading else f"{claim.subject} {claim.attribute}"
    in_place = bool(claim.attribute) and phrases.search(f"{claim.subject} {claim.attribute}") is not None
    clause = "" if claim.form == "table" and in_place else _clause(claim.said)
    tries = (label, clause) if in_place else (clause, label)
    said = (*tries, "" if from_heading or len(claim.subject.split()) > _NEAREST else claim.subject)
    for number, text in enumerate((*said, *side.above[: max(1, len(side.above) - 1)][:3])):
        bare = phrases.sub(" ", text)
        if _words(bare, called):
            return _Near(bare + behind, number < len(said), scope_of(" ".join(said) + behind))
    text = " ".join(tries) + behind
    return _Near(text, False, scope_of(text))


def _clause(said: str) -> str:
    """The words right around the value: up to the next comma or bracket; in brackets, what stands before them."""
    before, mark, after = said.partition("{}")
    if not mark:
        return ""
    label = _LABEL.match(before)
    head = ""
    if label and len(label[0].split()) <= 5:
        head, before = label[0], before[label.end() :]
    inside = _PAREN.search(before)
    outside = before[: inside.start()] if inside else ""
    left = _BOUNDARY.split(before)[-1] if not inside else _BOUNDARY.split(inside[0][1:])[-1]
    right = _AFTER.split(after, maxsplit=1)[0]
    behind = " ".join(right.split()[:_NEAREST])
    if inside and not words_of(left):
        left = " ".join((_BOUNDARY.split(outside)[-1]).split()[-_NEAREST:]) + " " + left
    return f"{head} {left} {behind}"
