"""Whether a stretch of text that spells a name means it."""

from __future__ import annotations

import enum
from collections.abc import Callable

from msgspec import Struct

from crossref.entry_mentions.spellings import Level, Spelling, is_ordinary, is_system_noun
from crossref.entry_mentions.text import Text
from crossref.entry_mentions.words import (
    ANY_ROLES,
    ARTICLES,
    CLASS_WORDS,
    COPULA_CONTINUATIONS,
    DETERMINERS,
    INDEFINITE,
    NOUN_LIKE_VERBS,
    OPENING_WORDS,
    OTHER_KINDS,
    OTHER_THINGS,
    PART_NOUNS,
    RECENT_HEADS,
    ROLE_WORDS,
    RUNNING,
    SUBJECTS,
    VENDORS,
    VERBS,
)
from crossref.patterns import late

_ALL = frozenset({"the", "our", "these", "those", "all", "both"})
_FROM = frozenset({"by", "from", "into", "through", "via"})
_TO = frozenset({"in", "on", "of", "from", "with", "then", "into", "through"})
_CLICK = frozenset("click clicks select selects press tap choose hit button".split())
_COORDINATION = late(
    r"[\s\"'`\u201c\u201d]*(?:,|;|/|&|\+|\||\u2022|\u00b7|-+>|=+>|<-+>?|[\u2190-\u21ff]|and|or|,\s+and|,\s+or|\bto\b)"
    r"[\s\"'`\u201c\u201d]*(?:the\s+)?"
)
_ASIDE = late(r"\s+(?:\u2013|\u2014|-)\s")
_QUOTE = late(r"[\"'`\u201d\u2019*]?[\s-]")
_POSSESSIVE = late(r"['\u2019]s\b")
_FILE_END = late(r"\.[a-z]\w{0,4}[\"'`).,;:]*$")
_EXTENSION = late(r"\.(?:[a-z]{1,5}\d?|[A-Z]{2,4})\b(?!\()")
_TAILS = frozenset("specific side level internal owned facing managed provided only wide".split())


class Verdict(enum.IntEnum):
    """How sure it is that a stretch of text means an entry."""

    NO = 0
    FAINT = 1
    """Only before *services* that stands for all of an enumeration: *auth, search and billing services*."""
    MAYBE = 2
    """In an enumeration with others that are sure."""
    YES = 3


class Candidate(Struct):
    """Words of a text that spell a name."""

    spelling: Spelling
    first: int
    """The first word's index."""
    last: int
    """The last word's index."""
    start: int
    end: int
    verdict: Verdict = Verdict.NO


Recent = Callable[[Spelling], bool]
"""Whether what a spelling means has just been mentioned."""


def judge(text: Text, candidate: Candidate, recent: Recent) -> Verdict:
    """What a candidate is by itself, the enumeration it may stand in left aside."""
    spelling = candidate.spelling
    raw = text.text[candidate.start : candidate.end]
    if not spelling.declared or not _stands_free(text, candidate, raw):
        return Verdict.NO
    if text.before(candidate.first) in VENDORS:
        return Verdict.NO
    if _next(text, candidate.last) in OTHER_THINGS and text.after(candidate.last + 1) not in DETERMINERS:
        return Verdict.NO
    if spelling.level == Level.INITIALS:
        return Verdict.YES if raw.isupper() else Verdict.NO
    if "_" in raw and raw.isupper() and not any(raw == name for _, name in spelling.declared):
        return Verdict.NO
    if spelling.count == 1:
        return _head(text, candidate, recent) if spelling.level == Level.HEAD else _single(text, candidate, raw)
    if candidate.first == candidate.last:
        return Verdict.YES
    return _several(text, candidate, raw)


def settle(text: Text, candidates: list[Candidate]) -> None:
    """Settle those that only an enumeration makes sure, and end with no verdict between yes and no."""
    group: list[Candidate] = []
    for candidate in candidates:
        between = text.text[group[-1].end : candidate.start] if group else ""
        if group and not (len(between) < 20 and _COORDINATION.fullmatch(between)):
            _settle_group(text, group)
            group = []
        group.append(candidate)
    _settle_group(text, group)


def _settle_group(text: Text, group: list[Candidate]) -> None:
    if not group:
        return
    last = group[-1].spelling
    for_all = len(group) > 1 and last.plural and last.level == Level.EXTENDED and group[-1].verdict > Verdict.NO
    able = [candidate for candidate in group if candidate.verdict >= Verdict.MAYBE]
    whole = len(group) == len(able) and text.is_all(group[0].start, group[-1].end)
    parts = all(is_system_noun(candidate.spelling.last) or text.words[candidate.first].islower() for candidate in able)
    sure = whole or parts or len(able) > 2 or any(candidate.verdict == Verdict.YES for candidate in group)
    for candidate in group:
        enough = for_all or (candidate.verdict == Verdict.MAYBE and sure and len(able) > 1)
        if candidate.verdict < Verdict.YES:
            candidate.verdict = Verdict.YES if enough and candidate.verdict > Verdict.NO else Verdict.NO


def _several(text: Text, candidate: Candidate, raw: str) -> Verdict:
    """A name in several words: *Order Service*, *order-service*, *order service*."""
    spelling, words = candidate.spelling, text.words[candidate.first : candidate.last + 1]
    before = text.before(candidate.first)
    if spelling.level == Level.EXTENDED and not raw[0].isupper():
        return _extended(text, candidate, before)
    if not any(char.isspace() for char in raw):
        # What port_call is to Port Call Service, a table or a parameter is as well.
        return Verdict.NO if spelling.level == Level.SHORT and raw.islower() else Verdict.YES
    significant = [word for word in words if word.lower() not in ("and", "of", "for", "the")]
    if all(word[0].isupper() or word[0].isdigit() for word in significant) or raw in dict(spelling.declared).values():
        return Verdict.YES
    if words[0][0].isupper() and not words[0].isupper() and not text.opens(candidate.first):
        return Verdict.YES
    if spelling.level == Level.EXTENDED:
        return _extended(text, candidate, before)
    if before in INDEFINITE or (spelling.plural and before not in _ALL):
        return Verdict.NO
    system = is_system_noun(_singular(spelling))
    if spelling.level in (Level.SHORT, Level.HEAD):
        return Verdict.YES if system and before in ARTICLES else Verdict.NO
    definite = before in ARTICLES | _FROM and text.after(candidate.last) not in PART_NOUNS
    unusual = not all(is_ordinary(word.lower()) for word in words)
    return Verdict.YES if system or definite or unusual or _has_verb(text, candidate.last) else Verdict.MAYBE


def _extended(text: Text, candidate: Candidate, before: str) -> Verdict:
    """A name with a generic word added, in lower case: *the search component*, but not *a search engine*."""
    spelling = candidate.spelling
    core = text.lower[candidate.last - 1]
    if before in INDEFINITE:
        return Verdict.NO
    if spelling.plural:
        return Verdict.FAINT
    if spelling.generic in CLASS_WORDS or not is_ordinary(core) or text.is_capital(candidate.first):
        return Verdict.YES
    return Verdict.YES if before in ARTICLES and spelling.generic not in ANY_ROLES else Verdict.NO


def _head(text: Text, candidate: Candidate, recent: Recent) -> Verdict:
    """The last word of a name alone: *the gateway*."""
    before = text.before(candidate.first)
    if text.lower[candidate.last] in RECENT_HEADS and not recent(candidate.spelling):
        return Verdict.NO
    if before in ARTICLES:
        return Verdict.YES
    capital = text.is_capital(candidate.first) and not text.is_title and not text.opens(candidate.first)
    alone = before not in INDEFINITE and not _in_a_longer_name(text, candidate, system=True, ordinary=True)
    return Verdict.YES if capital and alone and recent(candidate.spelling) else Verdict.NO


def _single(text: Text, candidate: Candidate, raw: str) -> Verdict:
    """A name of one word, which may be an ordinary word as well."""
    spelling, before, index = candidate.spelling, text.before(candidate.first), candidate.first
    word = _singular(spelling)
    short = spelling.level == Level.SHORT
    system = is_system_noun(word) and not short
    ordinary = short or (is_ordinary(word) and not system)
    if not raw[0].isupper():
        return _lower(text, candidate, system=system, ordinary=ordinary)
    if text.is_all(candidate.start, candidate.end):
        sure = spelling.level == Level.NAME or spelling.generic in CLASS_WORDS or not (ordinary or spelling.plural)
        return Verdict.YES if sure else Verdict.NO
    if ordinary and (
        before in INDEFINITE or before in PART_NOUNS or before in _CLICK or _next(text, index) in PART_NOUNS
    ):
        return Verdict.NO
    if raw.isupper() and len(raw) > 2 and not any(name.isupper() for _, name in spelling.declared):
        return Verdict.NO
    if _POSSESSIVE.match(text.text, candidate.end) and not short:
        return Verdict.YES
    if _in_a_longer_name(text, candidate, system=system, ordinary=ordinary or raw.isupper() or word in RECENT_HEADS):
        return Verdict.NO
    if short and spelling.generic in ROLE_WORDS:
        alone = before not in ARTICLES
        return Verdict.YES if alone and _acts(text, candidate) else Verdict.MAYBE if alone else Verdict.NO
    opens = text.opens(index) or text.is_title
    doubtful = opens and (ordinary or spelling.plural or word in RECENT_HEADS)
    doubtful = doubtful or (short and before in ARTICLES | _ALL) or (ordinary and _is_label(text, candidate))
    return Verdict.YES if not doubtful or (_acts(text, candidate) and not spelling.plural) else Verdict.MAYBE


def _lower(text: Text, candidate: Candidate, *, system: bool, ordinary: bool) -> Verdict:
    """A name of one word, written in lower case: *the notifier*, *kestrel*, seldom *search*."""
    spelling, raw, before = candidate.spelling, text.words[candidate.first], text.before(candidate.first)
    declared = [name for _, name in spelling.declared]
    as_declared = raw in declared
    if text.text[candidate.end : candidate.end + 1] == "(":
        return Verdict.NO
    after = text.after(candidate.last)
    if system and not spelling.plural and after in RUNNING and before not in OTHER_KINDS:
        return Verdict.YES
    if before in INDEFINITE and (ordinary or system or not after or after in OPENING_WORDS or after in VERBS):
        return Verdict.NO
    if spelling.plural:
        return Verdict.YES if system and before in _ALL else Verdict.NO
    if spelling.level == Level.SHORT:
        return Verdict.FAINT
    if system:
        own = before in text.own and text.before(candidate.first - 1) in ARTICLES
        return Verdict.YES if own or as_declared or before in ARTICLES else Verdict.MAYBE
    if not ordinary:
        known = len(raw) > 3 and before not in SUBJECTS and not any(name.isupper() for name in declared)
        return Verdict.YES if as_declared or known else Verdict.NO
    if as_declared:
        whole = text.is_all(candidate.start, candidate.end)
        return Verdict.YES if whole or _acts(text, candidate) or _is_object(text, candidate) else Verdict.MAYBE
    return Verdict.FAINT


def _is_object(text: Text, candidate: Candidate) -> bool:
    """Whether a word without an article ends a phrase such as *published by search*, *deployed to staging*."""
    before, index = text.before(candidate.first), candidate.first
    if before in ("by", "via"):
        return True
    if text.after(candidate.last) not in ("", "and", "or"):
        return False
    doer = text.before(index - 1) if index else ""
    return before in _TO or (before == "to" and (doer in VERBS or doer.endswith("ed")))


def _is_label(text: Text, candidate: Candidate) -> bool:
    """Whether a colon follows what is only another word for the name: a header, ``Authorization: …``."""
    return candidate.spelling.level == Level.VARIANT and text.text[candidate.end : candidate.end + 1] == ":"


def _has_verb(text: Text, index: int) -> bool:
    """Whether a verb follows a word, and not a plural noun that looks like one: *logs every call*, but not *logs are*."""
    verb, after = text.after(index), text.after(index + 1)
    if text.lower[index].endswith("s") and text.words[index].islower() and f"{verb}s" in VERBS:
        return True
    if verb in VERBS and verb not in NOUN_LIKE_VERBS:
        return True
    if after in DETERMINERS:
        return verb.endswith("s") and not verb.endswith(("ss", "us", "is"))
    return verb in VERBS and after.endswith("s") and after not in VERBS and after not in ("is", "was", "as", "has")


def _acts(text: Text, candidate: Candidate) -> bool:
    """Whether what follows a capitalised word at the start of a sentence shows that it is a name: *Search listens to*."""
    after = text.after(candidate.last)
    if _has_verb(text, candidate.last):
        return True
    if after in ("is", "was", "also", "then", "only", "never", "always") and candidate.last + 2 < len(text.words):
        following = text.lower[candidate.last + 2]
        return following in (COPULA_CONTINUATIONS if after in ("is", "was") else VERBS)
    if _ASIDE.match(text.text, candidate.end) and candidate.spelling.level != Level.VARIANT:
        return True
    return text.text[candidate.end : candidate.end + 2] == ": " and _next(text, candidate.last) in VERBS


def _in_a_longer_name(text: Text, candidate: Candidate, *, system: bool, ordinary: bool) -> bool:
    """Whether capitalised neighbours make the word a part of another name: *NAT Gateway*, *Search Console*."""
    first, last = candidate.first, candidate.last
    before, after = text.before(first), text.after(last)
    if ordinary and after and text.is_capital(last + 1) and after not in CLASS_WORDS | ROLE_WORDS:
        return True
    if not before or not text.is_capital(first - 1):
        return False
    if before in text.own:
        return False
    if not text.opens(first - 1):
        return True
    # A word that opens a sentence is capitalised for that alone: *Since Billing*, *Restart Billing*.
    doubtful = ordinary or (system and text.is_title)
    verb = before.endswith("ing") or f"{before}s" in VERBS or f"{before}es" in VERBS
    return doubtful and not verb and before not in OPENING_WORDS


def _stands_free(text: Text, candidate: Candidate, raw: str) -> bool:
    """Whether a stretch is not part of a path, an address, a hyphenated word or an identifier."""
    start, end, whole = candidate.start, candidate.end, text.text
    left, right = whole[start - 1 : start], whole[end : end + 1]
    if (not left or left.isspace()) and (not right or right.isspace()):
        return True
    beyond = whole[end + 1 : end + 2]
    strong = raw[0].isupper() and (candidate.spelling.count > 1 or not is_ordinary(candidate.spelling.last))
    if left in tuple("_$#@\\-~%") or right in tuple("_@\\"):
        return False
    if (left in tuple("=?&{") or right in ("=", "}")) and candidate.spelling.count == 1:
        return False
    if (left in (".", ":") and whole[start - 2 : start - 1].isalnum()) or whole[max(0, start - 2) : start] == "::":
        return False
    if right + beyond in ("-*", ":/", "::"):
        return False
    if right == "-" and beyond.isalnum():
        tail = text.words[candidate.last + 1]
        return strong and (tail in _TAILS or tail.istitle() or tail.endswith(("ed", "ing")))
    if right == "." and beyond.isalnum():
        return strong and not _EXTENSION.match(whole, end)
    if right == "(":
        return strong
    return "/" not in (left, right) or _is_no_path(text, candidate, raw)


def _is_no_path(text: Text, candidate: Candidate, raw: str) -> bool:
    """Whether slashes only separate names: *Gateway/Search*, but not ``src/billing``."""
    chunk = text.chunk(candidate.start, candidate.end)
    if "://" in chunk or chunk.lstrip("\"'`(").startswith(("/", "./", "../", "~", "@")) or _FILE_END.search(chunk):
        return False
    parts = chunk.strip("\"'`().,;:").split("/")
    return any(char.isspace() for char in raw) or (len(parts) < 4 and all(part[:1].isupper() for part in parts))


def _next(text: Text, index: int) -> str:
    """The word after a word in lower case, a closing quote between them or not, in the same sentence."""
    return text.lower[index + 1] if index + 1 < len(text.words) and _QUOTE.fullmatch(text.gap(index)) else ""


def _singular(spelling: Spelling) -> str:
    return spelling.last.removesuffix("s") if spelling.plural else spelling.last
