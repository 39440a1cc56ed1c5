"""Where a claim stands, and what its place says of it."""

from __future__ import annotations

import re

from crossref.context import scope_of, section_tense, tense_of, titles_above
from crossref.extract.blocks import Block, Page
from crossref.extract.passages import SectionAt, form_of, listing_of
from crossref.model import Claim, Form, Section, Standing, Tense
from crossref.names import plain_name
from crossref.values import Value, ValueType
from crossref.words import singular, words_of

_HINTS: tuple[tuple[frozenset[str], ValueType], ...] = (
    (frozenset({"port"}), "port"),
    (frozenset({"version", "ver", "versión", "versão"}), "version"),
    (frozenset({"schedule", "frequency", "cron", "interval"}), "schedule"),
    (frozenset({"timeout", "ttl", "lifetime", "retention", "expiry", "rto", "rpo", "duration"}), "duration"),
    (frozenset({"memory", "storage", "disk", "size"}), "size"),
    (frozenset({"replica", "instance", "worker", "count", "attempt", "retry", "test", "thread"}), "count"),
    (frozenset({"region"}), "region"),
    (frozenset({"status"}), "status"),
)


_NOUN = re.compile(r"[\s*_`]{1,4}((?:[a-zA-Z-]{2,20} ){0,2}?)([A-Za-z]{3,20}s)\b")


_BEFORE = frozenset({"context", "contexto", "background", "problem", "motivation", "kontext", "contexte"})
"""Labels of what was so before a decision."""


class Here:
    """A page being read: which section, scope and tense a line is in."""

    def __init__(self, page: Page, sections: tuple[Section, ...], tense: Tense, path: str) -> None:
        """``tense`` is what the file's name says of all of it."""
        self.page = page
        self.sections = sections
        self.tense = tense
        self.path = path.rpartition("/")[2].rpartition(".")[0]
        self._where = SectionAt(sections)
        self._titles: dict[int, tuple[str, ...]] = {}
        self._tenses: dict[int, Tense] = {}

    def section(self, line: int) -> int:
        """The index of the innermost section of a line."""
        return self._where.index(line)

    def titles(self, section: int) -> tuple[str, ...]:
        """The titles of a section and those around it, the innermost first, the document's own title left out."""
        if section not in self._titles:
            self._titles[section] = titles_above(self.sections, section)
        return self._titles[section]

    def tense_in(self, section: int) -> Tense:
        """The tense that the file's name and the headings set."""
        if section not in self._tenses:
            self._tenses[section] = self.tense if self.tense != "stated" else section_tense(self.titles(section))
        return self._tenses[section]

    def claim(
        self,
        block: Block,
        start: int,
        end: int,
        value: Value,
        *,
        subject: str = "",
        attribute: str = "",
        key: str = "",
        said: str = "",
        near: str | None = None,
        line_scope: str = "",
        form: Form | None = None,
        standing: Standing = "",
    ) -> Claim:
        """A claim whose value is ``page.text[start:end]``; ``said`` is the text around it, ``near`` what a *not* there denies it in.

        ``said`` holds ``{}`` where the value stands.
        """
        section = self.section(self.page.line_of(start))
        titles = self.titles(section)
        tense = self.tense_in(section)
        if tense == "stated" and said:
            tense = tense_of(said)
            if tense == "negated" and near is not None and tense_of(near) == "stated":
                tense = "stated"
        if tense == "stated" and plain_name(attribute) in _BEFORE:
            tense = "past"
        scope = scope_of(f"{subject} {attribute} {said} {line_scope}") | _from_titles(titles)
        return Claim(
            subject,
            attribute,
            value,
            self.page.text[start:end],
            form or form_of(block),
            key,
            said.strip(),
            tuple(sorted(scope)),
            tense,
            self.page.span(start, end),
            section,
            listing_of(self.page, block, section),
            standing,
        )


def _from_titles(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(scope_of(title) for title in titles[:2])) if titles else frozenset()


def hint_for(text: str) -> ValueType | None:
    """The kind of value that a label or column header promises."""
    words = set(words_of(text))
    return next((kind for names, kind in _HINTS if names & words), None)


def counted(text: str, end: int) -> str:
    """What a count that ends here counts, and what narrows it: *43 database migrations* is ``count migration database``."""
    match = _NOUN.match(text, end)
    return f"count {singular(match[2].lower())} {match[1].lower().strip()}".strip() if match else ""
