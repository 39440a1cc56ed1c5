"""One pass over passages: names that are spelled out, and sentences that open with *It* after one about an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from crossref.entry_mentions.judging import Candidate, Verdict, judge, settle
from crossref.entry_mentions.pronouns import Named, opener, topic_of
from crossref.entry_mentions.spellings import WORD, Level, Spelling, compile_spellings, initials, words_of
from crossref.entry_mentions.text import Text
from crossref.patterns import late

_DEFINITION = late(r"\s*\([\"'`*]*([A-Z][A-Z0-9]{1,5})[\"'`*]*[),;]")
_RECENTLY = 2
"""Passages back to which *the worker* looks for the worker that was named."""
_LONGEST_HEADING = 60


class Name(Struct, frozen=True):
    """An entry that may be mentioned."""

    key: str
    """Its id."""
    name: str
    """Its name as declared: capitals, hyphens and spaces say which of its spellings are sure."""


class Mention(Struct, frozen=True):
    """A place that means an entry: characters ``[start, end)`` of a passage's text."""

    key: str
    start: int
    end: int
    pronoun: bool
    """Whether it is no name but *It*, *Its*, *This service*."""


class Finder:
    """Finds mentions of a set of entries; made once, at a cost linear in the names."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Entries of one name share its mentions; a short form that fits two names means neither."""
        self._spellings = compile_spellings((name.key, name.name) for name in names)

    def find(self, passages: Sequence[str]) -> Iterator[tuple[int, Mention]]:
        """Yield (passage index, mention), in order, in time linear in the text.

        Passages are the blocks of one document in order: *It* may refer to the one before.
        """
        if not self._spellings.by_letters:
            return
        reading = _Reading()
        own = frozenset(WORD.findall(passages[0][:_LONGEST_HEADING].lower())) if passages else frozenset()
        beginnings = self._spellings.beginnings
        for index, passage in enumerate(passages):
            named = not beginnings.isdisjoint(WORD.findall(passage.lower())) or bool(reading.defined)
            if named or reading.topic or reading.heading:
                yield from ((index, mention) for mention in self._in_passage(index, Text(passage, own), reading))

    def _in_passage(self, index: int, text: Text, reading: _Reading) -> Iterator[Mention]:
        candidates = self._candidates(text, reading, index)
        settle(text, candidates)
        found = [candidate for candidate in candidates if candidate.verdict == Verdict.YES]
        for candidate in found:
            reading.note(text, candidate, index)
        reading.enter(text, found)
        position = 0
        for number, start in enumerate(text.sentences):
            end = text.sentences[number + 1] if number + 1 < len(text.sentences) else len(text.text)
            named: list[Named] = []
            while position < len(found) and found[position].start < end:
                candidate = found[position]
                named.append(
                    Named(candidate.start, candidate.end, _keys(candidate.spelling, text, candidate), candidate.first)
                )
                position += 1
            named = self._with_opener(text.text, start, named, reading)
            reading.topic = topic_of(text, start, named)
            for mention in named:
                yield from (Mention(key, mention.start, mention.end, mention.first < 0) for key in mention.keys)

    def _with_opener(self, text: str, start: int, named: list[Named], reading: _Reading) -> list[Named]:
        """The mentions of a sentence, together with the *It* that it opens with."""
        topic = reading.topic or reading.heading
        if not topic:
            return named
        heads = self._spellings.heads.get(topic[0], ())
        place = opener(text, start, heads, only_this=not reading.topic)
        # What a sentence names it does not call *it* before.
        if not place or any(mention.start < place[1] or mention.keys == topic for mention in named):
            return named
        return [Named(*place, topic), *named]

    def _candidates(self, text: Text, reading: _Reading, index: int) -> list[Candidate]:
        """Stretches that spell a name, judged one by one; of those that overlap the longest, from left to right."""
        beginnings, defined = self._spellings.beginnings, reading.defined
        found: list[Candidate] = []
        for first, word in enumerate(text.lower):
            if (word not in beginnings and text.words[first] not in defined) or (found and first <= found[-1].last):
                continue
            candidate = self._longest(text, first, reading, index)
            if candidate is None and (spelling := defined.get(text.words[first])):
                candidate = Candidate(spelling, first, first, text.starts[first], text.ends[first])
                candidate.verdict = judge(text, candidate, reading.is_recent)
            if candidate:
                found.append(candidate)
        return found

    def _longest(self, text: Text, first: int, reading: _Reading, index: int) -> Candidate | None:
        spellings, gaps, beginnings = self._spellings.by_letters, self._spellings.gaps, self._spellings.beginnings
        reading.index = index
        hits: list[tuple[int, Spelling]] = []
        last, letters = first, text.lower[first]
        while letters in beginnings:
            if spelling := spellings.get(letters):
                hits.append((last, spelling))
            if last + 1 == len(text.words) or text.gap(last) not in gaps or text.lower[last + 1] == "s":
                break
            last += 1
            letters += text.lower[last]
        for last, spelling in reversed(hits):
            candidate = Candidate(spelling, first, last, text.starts[first], text.ends[last])
            candidate.verdict = judge(text, candidate, reading.is_recent)
            # A name of its own hides the shorter names in it, whether or not it is meant here.
            if candidate.verdict or spelling.level <= Level.VARIANT or not spelling.declared:
                return candidate
        return None


class _Reading:
    """What is known at a point of a document: what the last sentence was about, what was just named, what initials mean."""

    def __init__(self) -> None:
        self.topic: tuple[str, ...] = ()
        self.heading: tuple[str, ...] = ()
        self.index = 0
        self.defined: dict[str, Spelling] = {}
        self._last: dict[str, int] = {}

    def enter(self, text: Text, found: list[Candidate]) -> None:
        """Take a passage that is a name for the heading of what follows, until the next that looks like one."""
        if len(found) == 1 and text.is_all(found[0].start, found[0].end):
            self.heading = _keys(found[0].spelling, text, found[0])
        elif len(text.text) < _LONGEST_HEADING and not text.text.rstrip().endswith((".", "!", "?", ":")):
            self.heading = ()

    def is_recent(self, spelling: Spelling) -> bool:
        """Whether an entry was named in this passage or just before it."""
        return any(self.index - self._last.get(key, -_RECENTLY - 1) <= _RECENTLY for key, _ in spelling.declared)

    def note(self, text: Text, candidate: Candidate, index: int) -> None:
        """Remember a mention, and the initials that are given with it: *Loan Service (LS)*."""
        spelling = candidate.spelling
        for key, _ in spelling.declared:
            self._last[key] = index
        match = _DEFINITION.match(text.text, candidate.end) if spelling.level <= Level.EXTENDED else None
        if match and match[1].lower() == initials(words_of(text.text[candidate.start : candidate.end])):
            self.defined[match[1]] = Spelling(Level.INITIALS, spelling.declared, 1, match[1].lower(), False, "")


def _keys(spelling: Spelling, text: Text, candidate: Candidate) -> tuple[str, ...]:
    """The entries that a spelling means: of several with the same name those that are spelled just so, if any are."""
    raw = text.text[candidate.start : candidate.end]
    exact = [key for key, name in spelling.declared if name == raw]
    return tuple(dict.fromkeys(exact or [key for key, _ in spelling.declared]))
