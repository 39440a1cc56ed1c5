"""What makes a finding the same one in another run, whatever its line: for baselines and for comparisons of revisions.

A finding's *identity* is its rule, document, section and subject, never its line or message. Twins, findings of one
identity, are told apart by the words around them. So a paragraph that moves, is wrapped anew or reworded keeps its known
finding, and one twin more is new, be it above or below the one that is known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from msgspec import Struct

from crossref.model import Finding, Span

Texts = Callable[[str], Sequence[str]]
"""The lines of a document by its path, without their ends; none where there is no text."""

_WORDS = 6
"""Words that are looked at on each side."""
_LINE = 4000
"""Characters of a line that are compared."""
_REACH = 400
"""Characters in which they are looked for."""
_LONGEST = 2000
"""Characters of a subject that are compared in full."""
_CANDIDATES = 200
"""Old findings of one rule in one document that are looked through for what is left of them."""

_WITH_SIDES = ("XR3", "XR105", "XR401")
"""How the codes of rules begin that tell several places of one mistake as one finding."""

_WORD = re.compile(r"\w+")
_PART = re.compile(r"[^\s|]+")
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


class Trace(Struct, frozen=True, gc=False):
    """What is kept of a finding to know it again."""

    identity: str
    code: str
    path: str
    subject: str
    """As ``subject_of`` gives it."""
    before: str = ""
    """A digest of the words before it; empty if there are none."""
    after: str = ""
    sides: tuple[str, ...] = ()
    """The documents that share in it, one for each place, as ``sides_of`` gives them."""


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits for some texts."""
    import hashlib  # here and not above: a run that finds nothing does not pay for it

    # A file's name need not be valid Unicode.
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def normal(subject: str) -> str:
    """A subject whose case and spacing do not count."""
    return " ".join(subject.casefold().split())


def subject_of(finding: Finding) -> str:
    """A finding's subject in normal form, a long one cut."""
    subject = normal(finding.problem.subject)
    return subject if len(subject) <= _LONGEST else f"{subject[:_LONGEST]}… {digest(subject)}"


def has_sides(code: str) -> bool:
    """Whether the notes of a rule are further places of the same mistake; else they only explain it."""
    return code.startswith(_WITH_SIDES)


def sides_of(finding: Finding) -> tuple[str, ...]:
    """The paths of all places of a finding of a rule that has sides, sorted; else none."""
    problem = finding.problem
    if not has_sides(finding.code):
        return ()
    return tuple(sorted(place.path for place in (problem.place, *(note.place for note in problem.notes))))


def trace(finding: Finding, texts: Texts) -> Trace:
    """What is kept of a finding; ``texts`` are those that it was found in."""
    place = finding.problem.place
    before, after = sides(texts(place.path), place.span)
    return Trace(
        finding.identity or finding.fingerprint,
        finding.code,
        place.path,
        subject_of(finding),
        before,
        after,
        sides_of(finding),
    )


def lines_of(text: str) -> list[str]:
    """The lines of a text as places count them, without their ends; a closing line end opens one more, empty line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def sides(lines: Sequence[str], span: Span) -> tuple[str, str]:
    """Digests of the words on both sides of a span, up to a blank line; how they are wrapped and marked up is no matter."""
    if not 1 <= span.line <= span.end_line <= len(lines):
        return "", ""
    above = "\n".join(lines[max(span.line - 1 - _WORDS, 0) : span.line - 1])
    below = "\n".join(lines[span.end_line : span.end_line + _WORDS])
    before = f"{above[-_REACH:]}\n{lines[span.line - 1][: span.column - 1][-_REACH:]}"
    after = f"{lines[span.end_line - 1][span.end_column - 1 :][:_REACH]}\n{below[:_REACH]}"
    return (
        _digest_of(_WORD.findall(_BLANK_LINE.split(before)[-1])[-_WORDS:]),
        _digest_of(_WORD.findall(_BLANK_LINE.split(after)[0])[:_WORDS]),
    )


def standing(lines: Sequence[str], span: Span) -> tuple[str, str]:
    """How a span stands there: digests of the words of its lines, and of its own words with those on both sides."""
    if not 1 <= span.line <= span.end_line <= len(lines):
        return "", ""
    whole = lines[span.line - 1 : span.end_line]
    own = [line[:_LINE] for line in whole]
    own[-1] = own[-1][: span.end_column - 1]
    own[0] = own[0][span.column - 1 :]
    words = _digest_of(_WORD.findall("\n".join(line[:_LINE] for line in whole)))
    return words, digest(*sides(lines, span), _digest_of(_WORD.findall("\n".join(own))))


def known_again(old: Sequence[Trace], new: Sequence[Trace], present: Collection[str]) -> dict[int, int]:
    """Which of some findings were there before: index in ``new`` -> index in ``old``.

    ``present`` are the documents there are now. A finding with a side more than the old one had is another one, unless a
    document of the old one is gone, which may have been renamed.

    An old finding is spent once it is matched, so that of twins no more are known than there were. From the surest to the
    softest: the same identity and surroundings; the same identity and one side of them; the same subject and
    surroundings, in another section or document (a heading or file was renamed, a paragraph moved); a contradiction with
    the same subject, told at another of its sides; the same identity, reworded all around, in order. At last what is left
    of an old finding: one with a part of its subject, in its document, as where a finding named ten things and nine of
    them are left; of these an old one may leave several.
    """
    return _Matching(old, new, present).run()


class _Matching:
    def __init__(self, old: Sequence[Trace], new: Sequence[Trace], present: Collection[str]) -> None:
        self.old, self.new = old, new
        self.present = frozenset(present)
        self.found: dict[int, int] = {}
        self.spent: set[int] = set()

    def run(self) -> dict[int, int]:
        self.pair(lambda one: (one.identity, one.before, one.after) if one.before or one.after else None)
        self.pair(lambda one: (one.identity, one.after) if one.after else None)
        self.pair(lambda one: (one.identity, one.before) if one.before else None)
        self.pair(lambda one: (one.code, one.subject, one.before, one.after) if one.before or one.after else None)
        self.pair(lambda one: (one.code, one.subject) if one.sides else None)
        self.pair(lambda one: (one.identity,))
        self.leftovers()
        return self.found

    def pair(self, key: Callable[[Trace], tuple[str, ...] | None]) -> None:
        """Match what has a key in common, in order; those without a key wait."""
        waiting: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for index in self.unmatched_old():
            if (of_old := key(self.old[index])) is not None:
                waiting[of_old].append(index)
        for index in self.unmatched_new():
            of_new = key(self.new[index])
            candidates = waiting.get(of_new, []) if of_new is not None else []
            fitting = next((known for known in candidates if self.has_no_side_more(known, index)), None)
            if fitting is not None:
                candidates.remove(fitting)
                self.found[index] = fitting
                self.spent.add(fitting)

    def has_no_side_more(self, old: int, new: int) -> bool:
        before, now = Counter(self.old[old].sides), Counter(self.new[new].sides)
        renamed = sum(number for path, number in (before - now).items() if path not in self.present)
        return (now - before).total() <= renamed

    def leftovers(self) -> None:
        by_document: defaultdict[tuple[str, str], list[tuple[int, Counter[str]]]] = defaultdict(list)
        for index in self.unmatched_old():
            one = self.old[index]
            by_document[one.code, one.path].append((index, Counter(_PART.findall(one.subject))))
        for index in self.unmatched_new():
            one = self.new[index]
            words = Counter(_PART.findall(one.subject))
            candidates = by_document.get((one.code, one.path), ()) if words.total() > 1 else ()
            rest = next(
                (
                    known
                    for known, all_words in candidates[:_CANDIDATES]
                    if words < all_words and self.has_no_side_more(known, index)
                ),
                None,
            )
            if rest is not None:
                self.found[index] = rest
                self.spent.add(rest)

    def unmatched_old(self) -> Iterable[int]:
        return [index for index in range(len(self.old)) if index not in self.spent]

    def unmatched_new(self) -> Iterable[int]:
        return [index for index in range(len(self.new)) if index not in self.found]


def _digest_of(words: Sequence[str]) -> str:
    return digest(*(word.casefold() for word in words))[:8] if words else ""
