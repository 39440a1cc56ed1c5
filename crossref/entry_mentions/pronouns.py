"""What *It*, *Its* and *This service* at the start of a sentence refer to: what the sentence before was about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec import Struct

from crossref.entry_mentions.text import Text
from crossref.entry_mentions.words import ARTICLES, CLASS_WORDS, VERBS
from crossref.patterns import late

_OPENER = late(
    r"\W{0,8}(?:(?:also|additionally|furthermore|moreover|internally|then|finally|here|instead|however|afterwards|besides|"
    r"in addition|in turn|to this end|for this|for this purpose|at (?:start-?up|boot|night)),?\s+)?\b(it|its|this|that|the)\b",
    re.IGNORECASE,
)
_NOBODY = late(
    r"(?:['\u2019]s|\s+(?:is|was|becomes|remains|(?:will|would|should|may|might|can|could|must|has|is|was|shall)"
    r"(?: also| then| still)? (?:be|been|being)))\s+"
    r"(?:(?:not|[a-z]+ly|very|quite|also|often|always|still|now|then|best|only|left|a bit|even|just)\s+){0,3}"
    r"(?:(?:important|possible|impossible|recommended|advised|advisable|necessary|worth|worthwhile|likely|unlikely|better|easy|"
    r"easier|hard|harder|difficult|common|useful|helpful|essential|critical|crucial|vital|desirable|acceptable|good|fine|nice|great|"
    r"enough|sufficient|convenient|tempting|up|safe|assumed|expected|planned|intended|known|believed|noted|documented|reasonable|"
    r"preferable|mandatory|our|your|understood|true|ensured|time|best|predicted|agreed|decided|a\s+(?:good|bad|better|stretch|"
    r"shame|pity|mistake)|an?\s+\w+\s+idea)\b(?:\s+(?:practice|idea|news|mentioning|noting))?[\s,]*"
    r"(?:to|that|for|if|when|whether|not|because|noting|mentioning|responsibility|goal|policy)\b"
    r"|(?:worth|noted|recommended|best practice|(?:an?\s+)?(?:\w+\s+)?idea|important|our|the responsibility|the case|unspecified|"
    r"inevitable|clear|unclear|nice|great|better|fine)\b)"
    r"|\s+(?:seems|appears|turns out|turned out|follows that|makes (?:no |little )?sense|goes without|remains to|"
    r"does not matter|doesn['\u2019]t matter|matters|looks|helps to|depends(?:\.|,| how| whether)|happens|"
    r"would (?:also )?(?:help|allow)\b|"
    r"(?:also |usually |normally |only |may |can |will |would |should )?(?:take|takes|took|costs|cost)\s+"
    r"(?:about|around|roughly|up to|approximately|some|a few|several|at least|at most|less|more|long|time|\d|~))",
    re.IGNORECASE,
)
_NOUN = late(r"\s+([a-z]+)(?:['\u2019]s\b|(?=[,;:.](?:\s|$))|\s+([a-z]+))")
_LINKS = frozenset("is was has had are were also then only itself therefore always never thus now first in".split())
_SUBJECT = late(r"\W{0,20}(?:\d[\d.)]*\s+)?(?:(?:the|our|this|each|every|an?|its)\s+)?\W{0,3}", re.IGNORECASE)
_OTHER_SUBJECT = late(
    r"\W{0,20}(?:(?:the|an?|this|that|our|its|each|setting|using)\b|it\b|[a-z]+ing\s+the\b)", re.IGNORECASE
)
_OTHER_IS = late(r"\W{0,20}[\w.-]+\s+(?:is|was|has|can|may|will|must|should)\b")
_NEXT = late(r"\s+([a-z]+)")
_MORE = late(r"\W{0,3}\s*(?:,|and\b|or\b|&|/|\+|-+>|<-|[\u2190-\u21ff])")
_OBLIQUE = frozenset("of for with like than without inside behind unlike beside besides see".split())
_POSSESSIVE = late(r"['\u2019]s?\b")


class Named(Struct, frozen=True):
    """An accepted mention in a sentence, a pronoun or a name."""

    start: int
    end: int
    keys: tuple[str, ...]
    first: int = -1
    """Index of its first word; -1 for a pronoun."""


def opener(text: str, start: int, heads: Collection[str], *, only_this: bool = False) -> tuple[int, int] | None:
    """Where the sentence at ``start`` takes up what the one before was about: its *It*, its *This service*."""
    match = _OPENER.match(text, start)
    if not match or (only_this and match[1].lower() != "this"):
        return None
    word, rest = match[1].lower(), text[match.end() : match.end() + 80]
    if word in ("it", "its"):
        nobody = word == "it" and (_NOBODY.match(rest) or not rest.strip())
        return None if nobody else match.span(1)
    noun = _NOUN.match(rest)
    if not noun or (noun[1] not in CLASS_WORDS and noun[1] not in heads):
        return None
    follows = noun[2]
    if follows and follows not in VERBS and follows not in _LINKS and not follows.endswith(("ly", "ed")):
        return None
    return match.start(1), match.end() + noun.end(1)


def topic_of(text: Text, start: int, named: Sequence[Named]) -> tuple[str, ...]:
    """The entry that the sentence at ``start`` is about: its subject, or the only one it names; empty for none."""
    if not named:
        return ()
    first = named[0]
    owns = bool(_POSSESSIVE.match(text.text, first.end))
    follows = _NEXT.match(text.text, first.end)
    acts = not follows or follows[1] in VERBS or follows[1] in _LINKS or follows[1].endswith(("s", "ed", "ly"))
    is_subject = acts and not owns and bool(first.first < 0 or _SUBJECT.fullmatch(text.text, start, first.start))
    if is_subject and not _MORE.match(text.text, first.end):
        return first.keys
    if len({mention.keys for mention in named}) > 1 or owns:
        return ()
    if is_subject:
        return first.keys
    before = text.before(first.first)
    if before in ARTICLES:
        before = text.before(first.first - 1)
    other = _OTHER_SUBJECT.match(text.text, start) or (before != "by" and _OTHER_IS.match(text.text, start))
    return () if before in _OBLIQUE or other else first.keys
