"""What surrounds a value: the words it is said with, the scope it holds in, and whether it is stated at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from crossref.model import Section, Tense
from crossref.names import plain_name
from crossref.patterns import late
from crossref.words import ENVIRONMENTS

_QUALIFIERS = {
    word: name
    for name, words in {
        "minimum": "minimum min",
        "maximum": "maximum max",
        "actual": "actual measured achieved",
        **{
            word: word
            for word in "recommended default example access refresh session reset verification p50 p90 p95 p99 read write"
            " idle connect client server alert warning critical target frontend backend web mobile desktop free pro"
            " enterprise basic premium daily weekly monthly hourly primary secondary replica master leader standby soft"
            " hard burst request limit ipv4 ipv6 internal external public private global small medium large".split()
        },
    }.items()
    for word in words.split()
}
"""Words that make another claim of what would be the same: one side has another of them, or only one side has any."""
_SCOPES = {**_QUALIFIERS, **ENVIRONMENTS}
_UNIT = late(r"(?:/|\b(?:per|por|pro)|\d) ?min\b")
_OTHER_SCRIPT = late("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SCOPE_WORD = late(r"[a-z][a-z0-9-]+")

# These are asked of lower-case text: to search in any case takes several times as long.
_TENSES: tuple[tuple[Tense, re.Pattern[str]], ...] = (
    (
        "alternative",
        late(
            r"\b(?:alternatives?|instead of|rather than|rejected|versus|vs\.?|compared (?:to|with)|considered"
            r"|option [a-d1-9]|pros|cons|trade-?offs?)\b",
        ),
    ),
    (
        "planned",
        late(
            r"\b(?:planned|plan to|future|roadmap|proposed|proposal|upcoming|will (?:move|switch|upgrade|migrate)|would"
            r"|could|might|eventually|later|phase [2-9]|next (?:release|version|quarter)|to be (?:decided|defined)"
            r"|upgrade to|migrate to|geplant|futuro|planificado|запланирован)\b",
        ),
    ),
    (
        "past",
        late(
            r"\b(?:previously|formerly|no longer|used to|was|were|deprecated|legacy|obsolete|superseded|removed|replaced"
            r"|migrat(?:ed|ion|ing) from|upgraded from|changed from|changelog"
            r"|(?:version|change|revision|release|commit) history|historical|before:|(?<!days )(?<!hours )(?<!months )(?<!years )old"
            r"|fixed(?= (?:in|by|with|on|since|bugs?|issues?)\b|:))\b",
        ),
    ),
    (
        "example",
        late(
            r"\b(?:e\.g\.|examples?:|for example|for instance|such as|or latest|sample|suppose|imagine|hypothetical)",
        ),
    ),
    ("negated", late(r"\b(?:not|never|cannot|isn't|don't|doesn't|without|avoid|neither|nor)\b")),
)
_HEADINGS: tuple[tuple[Tense, re.Pattern[str]], ...] = (
    (
        "alternative",
        late(
            r"\b(?:alternatives?|rejected|considered"
            r"|(?<!configuration )(?<!config )(?<!connection )(?<!environment )(?<!server )(?<!runtime )options"
            r"|comparison|pros|cons|trade-?offs?|versus|vs)\b",
        ),
    ),
    (
        "planned",
        late(r"\b(?:future|planned|roadmap|proposed|proposals?|upcoming|next steps|ideas)\b"),
    ),
    (
        "past",
        late(
            r"\b(?:changelog|change log"
            r"|(?:version|change|revision|release|commit|document|project|decision|update) history"
            r"|previous(?:ly)?|deprecated|legacy|migrat(?:ion|ing) from|superseded|archived?"
            r"|release notes|before)\b"
            r"|^\W*(?:\d+[.)]? *)?(?:history|historial|histórico|historique)\b|^(?:context|contexto|background|problem)$",
        ),
    ),
    ("example", late(r"\b(?:examples?|sample|scenario|walkthrough)\b")),
)
"""Headings are short, so fewer words decide: *Known fixed issues* is no history."""
_TUNING = late(
    r"\b(?:tuning|tuned|scaling|scalability|hardening|performance|optimi[sz]\w+|troubleshooting|high[- ]load|example|examples"
    r"|capacity|sizing|benchmark\w*|runbook|cookbook|recipes?|tutorial|walkthrough)\b"
)
_PAST_FILE = late(
    r"\b(?:changelog|history|release notes|releases|archived?|audits?$|discrepanc\w+|migrations?|retro\w*|postmortem)\b"
)
_PLANNED_FILE = late(
    r"\b(?:roadmap|plans?|planning|proposals?|future|ideas|todo|backlog|rfcs?|options|brainstorm\w*)\b"
)


def is_in_other_script(text: str) -> bool:
    """Whether a text is written in Japanese, Chinese or Korean, whose words of comparison and negation are not known here."""
    return not text.isascii() and _OTHER_SCRIPT.search(text) is not None


@lru_cache(maxsize=8192)
def scope_of(text: str) -> frozenset[str]:
    """The environments and qualifiers that a text names."""
    lower = text.lower()
    if "min" in lower:
        lower = _UNIT.sub(" ", lower)
    found = {_SCOPES[word] for word in _SCOPES.keys() & set(_SCOPE_WORD.findall(lower))}
    return frozenset({*found, "minimum"} if "at least" in lower else found)


def is_environment(word: str) -> bool:
    """Whether a scope word is an environment."""
    return word in ENVIRONMENTS.values()


@lru_cache(maxsize=8192)
def tense_of(text: str) -> Tense:
    """Whether a text states, plans, remembers, gives an example or denies."""
    lower = text.lower()
    return next((tense for tense, pattern in _TENSES if pattern.search(lower)), "stated")


def section_tense(titles: Iterable[str]) -> Tense:
    """The tense that the headings above a text set for all of it; negation in a heading denies nothing."""
    for title in titles:
        for tense, pattern in _HEADINGS:
            if pattern.search(title.lower()):
                return tense
    return "stated"


def path_tense(path: str) -> Tense:
    """The tense that a file's name sets for all of it: changelogs, plans and archives state nothing."""
    name = plain_name(path.lower().rpartition(".")[0])
    if _PAST_FILE.search(name):
        return "past"
    return "planned" if _PLANNED_FILE.search(name) else "stated"


def is_advice(*texts: str) -> bool:
    """Whether titles or a file's name announce tuning advice or samples, whose settings are not those in force."""
    return any(_TUNING.search(plain_name(text)) for text in texts)


def titles_above(sections: tuple[Section, ...], index: int) -> tuple[str, ...]:
    """The titles of a section and of those around it, the innermost first."""
    titles = []
    while index >= 0:
        titles.append(sections[index].title)
        index = sections[index].parent
    return tuple(titles)
