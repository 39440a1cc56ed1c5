"""The spellings of the names that are looked for: in one word or several, abbreviated, shortened, extended."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from crossref.entry_mentions.words import (
    ABBREVIATIONS,
    CLASS_WORDS,
    COMMON_INITIALS,
    DROPPED,
    NO_AGENTS,
    ORDINARY,
    PART_OF_A_WHOLE,
    ROLE_WORDS,
    SYSTEM_NOUNS,
    THIN,
)
from crossref.patterns import late

WORD = late(r"[^\W_\u2e80-\u9fff\uac00-\ud7af]+|[\u2e80-\u9fff\uac00-\ud7af]")
"""A word as text has them: ``OrderService`` is one, ``order_service`` two; each Chinese character is one."""

_PARENTHESES = late(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_ALTERNATIVES = late(r"\s*[,;]\s+|\s+/\s+|\s+\+\s+")
_VERSION = late(r"(?<=[^\W\d])\s+v?\d[\w.]*\+?$")
_ACTIVITY = late(r"(?:ing|ion|ment|ity|ance|ence|ness|ship)s?$|ics$")
_GENERIC = CLASS_WORDS | ROLE_WORDS
_GAPS = frozenset(" \n-_\u00a0\u2010\u2011") | {""}
_JOINERS = frozenset({"and", "of", "for", "the"})
_MOST_VARIANTS = 16
_MOST_WORDS = 10
"""What has more is a sentence and no name."""

_Words = tuple[str, ...]


class Level(enum.IntEnum):
    """How far a spelling is from the name; where two names claim the same one, the nearer has it."""

    NAME = 0
    VARIANT = 1
    """Another number, or a listed abbreviation of a word."""
    EXTENDED = 2
    """With a generic word added: *billing module* for Billing."""
    SHORT = 3
    """With its generic word dropped: *Billing* for Billing Service."""
    INITIALS = 4
    HEAD = 5
    """Its last words alone: *the gateway* for API Gateway."""


class Spelling(Struct, frozen=True):
    """One way to write a name."""

    level: Level
    declared: tuple[tuple[str, str], ...]
    """(Key, name as declared) of the entries it means; empty where two names claim it, so that it means neither."""
    count: int
    """How many words it has."""
    last: str
    """The last of them, or the only one, in lower case."""
    plural: bool
    """Whether it is the plural of a name that is none."""
    generic: str
    """The generic word that was added (``EXTENDED``) or dropped (``SHORT``)."""


class Spellings(Struct, frozen=True):
    """Every spelling by its letters in lower case, and what begins one."""

    by_letters: Mapping[str, Spelling]
    beginnings: frozenset[str]
    """Letters that one word more may complete, or that are complete."""
    gaps: frozenset[str]
    """What may stand between two words of a name."""
    heads: Mapping[str, frozenset[str]]
    """Entry -> what its last word is also called: what *this gateway* may mean."""


def is_system_noun(word: str) -> bool:
    """Whether a word, with an article before it, names a part of a system: *gateway*, *scheduler*."""
    return word in SYSTEM_NOUNS or (len(word) > 5 and word.endswith(("er", "or")) and word not in NO_AGENTS)


def is_ordinary(word: str) -> bool:
    """Whether a word in lower case has a meaning beside the name that it may be."""
    return (
        word in ORDINARY
        or bool(_ACTIVITY.search(word))
        or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
        or word in NO_AGENTS
    )


def words_of(text: str) -> _Words:
    """The words of a name in lower case: ``OrderService``, ``order-service`` and ``Order Service`` have the same."""
    return tuple(hump.lower() for match in WORD.finditer(text) for hump in _humps(match[0]))


def compile_spellings(names: Iterable[tuple[str, str]]) -> Spellings:
    """Every spelling of these names, given as (key, name as declared)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    gaps = set(_GAPS)
    for key, declared in names:
        for name in _alternatives(declared):
            words = words_of(name)
            if words and len(words) <= _MOST_WORDS and (key, name) not in groups.setdefault("".join(words), []):
                groups["".join(words)].append((key, name))
                gaps.update(name[one.end() : two.start()] for one, two in pairwise(WORD.finditer(name)))
    named = {letters: max((words_of(name) for _, name in group), key=len) for letters, group in groups.items() if group}
    prefix = _shared_prefix(list(named.values()))
    starts = _starts((groups[letters][0][0], words) for letters, words in named.items())
    spellings: dict[str, Spelling] = {}
    beginnings: set[str] = set()
    heads: dict[str, frozenset[str]] = {}
    for letters, words in named.items():
        declared_as = tuple(groups[letters])
        for level, spelled, plural, generic in _spelled(words, prefix):
            if level == Level.SHORT and starts[spelled] > 1:
                continue  # Billing Service and Billing Worker: *Billing* is neither.
            _add(spellings, Spelling(level, declared_as, len(spelled), spelled[-1], plural, generic), "".join(spelled))
            beginnings.update(_beginnings(spelled))
        for key, _ in declared_as:
            heads[key] = heads.get(key, frozenset()) | {other[-1] for other in _variants(words) if len(other) > 1}
    return Spellings(spellings, frozenset(beginnings), frozenset(gaps), heads)


def _alternatives(declared: str) -> Iterator[str]:
    """A name without what decorates it, and the other names it gives: *Port Call Service (PCS)* is also *PCS*."""
    declared = declared.strip().strip("`*_\"'")
    main = _VERSION.sub("", _PARENTHESES.sub(" ", declared).strip()) or declared
    parts = [part for part in _ALTERNATIVES.split(main) if part]
    yield main
    if "&" in main:
        yield main.replace("&", " and ")
    if len(parts) > 1:
        yield from parts
    own = set(words_of(main)) - _GENERIC
    for match in _PARENTHESES.finditer(declared):
        inside = words_of(match[1])
        if 0 < len(inside) < 5 and ("".join(inside) == initials(words_of(main)) or own & set(inside)):
            yield match[1].strip("`* ")


def _humps(word: str) -> Iterator[str]:
    """``HTMLParser`` is ``HTML`` and ``Parser``; digits belong to what stands before them."""
    start = 0
    for index in range(1, len(word)):
        before, char = word[index - 1], word[index]
        follows = word[index + 1 : index + 2]
        if char.isupper() and (not before.isupper() or (follows.islower() and word[index + 1 :] != "s")):
            yield word[start:index]
            start = index
    yield word[start:]


def _shared_prefix(names: list[_Words]) -> str:
    """The word that most names begin with, as in *Acme Billing*, *Acme Search*, *Acme Users*; empty for none."""
    firsts = Counter(words[0] for words in names if len(words) > 1)
    word, count = firsts.most_common(1)[0] if firsts else ("", 0)
    return word if count >= 3 and count >= 0.6 * len(names) else ""


def _starts(names: Iterable[tuple[str, _Words]]) -> Counter[_Words]:
    """How many entries have a name that starts so."""
    entries = {(key, words[:end]) for key, words in names for end in range(1, len(words) + 1)}
    return Counter(start for _, start in entries)


def _spelled(words: _Words, prefix: str) -> Iterator[tuple[Level, _Words, bool, str]]:
    """All spellings of a name: level, words, whether it is a plural, the generic word added or dropped."""
    variants = _variants(words)
    for index, variant in enumerate(variants):
        level = Level.VARIANT if index else Level.NAME
        yield level, variant, False, ""
        if (other := _other_number(variant[-1])) and (len(variant) > 1 or other.endswith("s")):
            yield Level.VARIANT, (*variant[:-1], other), other.endswith("s"), ""
        yield from _extended(variant)
        if len(variant) > 1 and is_system_noun(variant[-1]):
            yield Level.HEAD, variant[-1:], False, ""
        if len(variant) > 1 and variant[-1] in _GENERIC and (agent := _agent(variant[-2])):
            yield Level.HEAD, (*variant[:-2], agent), False, ""
    yield from _shortened(words)
    if len(words) == 1 and _ACTIVITY.search(words[0]) and (agent := _agent(words[0].removesuffix("s"))):
        yield Level.HEAD, (agent,), False, ""
    if len(words) == 3 and words[1] == "and":
        yield from ((Level.SHORT, (word,), False, "") for word in words[::2] if word not in THIN)
    if len(words) > 2 and is_system_noun(words[-1]) and words[-2:] != words:
        yield Level.HEAD, words[-2:], False, ""
    first_letters = initials(words)
    if len(first_letters) > 2 and first_letters not in COMMON_INITIALS:
        yield Level.INITIALS, (first_letters,), False, ""
    if prefix and words[0] == prefix and words[1:] and words[1] not in THIN | _GENERIC:
        yield Level.SHORT, words[1:], False, ""
        yield from _shortened(words[1:])
        yield from _extended(words[1:])


def _variants(words: _Words) -> list[_Words]:
    """A name, and what it is with other forms of its words, the name itself first."""
    found = [words]
    for variant in found:
        for others in _one_changed(variant):
            if others not in found and len(found) < _MOST_VARIANTS:
                found.append(others)
    return found


def _one_changed(words: _Words) -> Iterator[_Words]:
    for start, word in enumerate(words):
        for length in (1, 2, 3, 4):
            for other in _SYNONYMS.get(words[start : start + length], ()) if start + length <= len(words) else ():
                yield (*words[:start], *other, *words[start + length :])
        if "isation" in word or word.endswith(("iser", "ising")):
            american = word.replace("isation", "ization").replace("iser", "izer").replace("ising", "izing")
            yield (*words[:start], american, *words[start + 1 :])
        if word == "and" and len(words) > 1:
            yield (*words[:start], *words[start + 1 :])
    if len(words) > 1 and words[-1] in _GENERIC and (number := _other_number(words[-2])):
        yield (*words[:-2], number, words[-1])


def _extended(words: _Words) -> Iterator[tuple[Level, _Words, bool, str]]:
    core, last = words[:-1], words[-1]
    if last in CLASS_WORDS and core:
        added = [(core, word) for word in CLASS_WORDS - {last}]
    elif last in ROLE_WORDS:
        added = [(words, word) for word in CLASS_WORDS]
        if core and last not in PART_OF_A_WHOLE and core[-1] not in THIN:
            added += [(core, word) for word in CLASS_WORDS]
    else:
        added = [(words, word) for word in _GENERIC]
    if words == ("gateway",):
        yield Level.EXTENDED, ("api", "gateway"), False, "api"
    for base, word in added:
        yield Level.EXTENDED, (*base, word), False, word
        if word in CLASS_WORDS:
            yield Level.EXTENDED, (*base, word + "s"), True, word


def _shortened(words: _Words) -> Iterator[tuple[Level, _Words, bool, str]]:
    core, last = words[:-1], words[-1]
    if core and last in DROPPED and not (len(core) == 1 and core[0] in THIN):
        yield Level.SHORT, core, False, last
        if len(core) == 1 and (number := _other_number(core[-1])):
            yield Level.SHORT, (*core[:-1], number), False, last


def _agent(word: str) -> str:
    """Who does what a word says: an *import worker* is an *importer*, a *notification service* a *notifier*."""
    for ending, other in (("ification", "ifier"), ("ation", "ator"), ("ing", "er"), ("e", "er"), ("y", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + other if other else ""
    return word + "er" if len(word) > 4 and not word.endswith(("er", "or", "s", "ion")) else ""


def initials(words: _Words) -> str:
    """The first letters of a name's words in lower case; empty for a single word."""
    return "".join(word[0] for word in words if word not in _JOINERS) if len(words) > 1 else ""


def _other_number(word: str) -> str:
    """The plural of a singular and the singular of a plural; empty where there is none to be sure of."""
    if len(word) < 3 or not word[-1].isalpha() or word.endswith(("ss", "us", "is", "ics")):
        return ""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s"):
        return word[:-1]
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("x", "ch", "sh")) else "s")


def _beginnings(words: _Words) -> Iterator[str]:
    letters = ""
    for word in words:
        letters += word
        yield letters
    if len(words) == 1 and len(letters) > 7:
        # A name in one word without humps may be written in two: Orderservice, order service.
        yield from (letters[:end] for end in range(3, len(letters) - 2))


def _add(spellings: dict[str, Spelling], new: Spelling, letters: str) -> None:
    old = spellings.get(letters)
    if old is None or new.level < old.level:
        spellings[letters] = new
    elif old.level == new.level and old.declared and _keys(old) != _keys(new):
        spellings[letters] = Spelling(old.level, (), old.count, old.last, old.plural, old.generic)


def _keys(spelling: Spelling) -> set[str]:
    return {key for key, _ in spelling.declared}


def _synonyms() -> dict[_Words, list[_Words]]:
    found: dict[_Words, list[_Words]] = {}
    for row in ABBREVIATIONS:
        forms = [tuple(form.split()) for form in row]
        for form in forms:
            found.setdefault(form, []).extend(other for other in forms if other != form)
    return found


_SYNONYMS = _synonyms()
