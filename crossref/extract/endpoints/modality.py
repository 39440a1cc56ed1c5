"""Whether a text states that an endpoint exists, or speaks of one that is planned, gone or only imagined."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from crossref.model import Section

_TITLE = re.compile(
    r"\b(?:future|planned|roadmap|propos(?:ed|als?)|upcoming|to-?do|tbd|not (?:yet )?implemented|unimplemented|deprecat\w*|"
    r"remov(?:ed|al)|obsolete|legacy|alternatives?|rejected|options considered|considered options|change ?log|release notes|"
    r"what'?s new|migrati(?:on|ng)|breaking changes?|backlog|next steps|(?:future|open) ideas?|wish ?list|out of scope|gaps?|"
    r"known (?:issues|limitations)|open questions|new (?:routes?|endpoints?|apis?)|(?:routes?|endpoints?) to add|nice[- ]to[- ]have|"
    r"(?:dev(?:elopment)?|test|debug)(?:ing)?[ -]only|"
    r"missing|not (?:exposed|supported|available)|hypothetical|anti-?patterns?|(?:version|revision|change) history|"
    r"geplant\w*|zukunft|veraltet|entfernt|futuro|obsolet\w*|pendientes?|previst\w*|eliminad\w*|à venir|supprimé\w*)\b|"
    r"计划|规划|废弃|弃用|未实现|устаре|планы|удал[её]н",
    re.IGNORECASE,
)
_PLAIN = (
    r"planned|not yet (?:\w+ ){0,2}(?:implemented|available|built|wired|exposed|supported|done)|yet to be|(?:coming|available) soon|"
    r"future (?:work|version|release|phase)|to-?do|tbd|deprecated|obsolete|no longer|not (?:currently )?(?:implemented|exposed)|"
    r"unimplemented|nice[- ]to[- ]have|not exposed|placeholder|renamed|superseded|was removed|has been removed|removed in|does(?: not|n'?t) exist|"
    r"geplant|noch nicht|nicht mehr|veraltet|obsolet\w+|pendiente de|previst\w+|todavía no|aún no|no implementad\w+|eliminad[oa] en"
)
# What is there for developers and tests alone is left out of contracts on purpose.
_DEVELOPERS = (
    r"(?:dev(?:elopment|elopers?)?|test(?:s|ing)?|debug(?:ging)?|e2e|local(?:host)?|non-?prod(?:uction)?)"
    r"(?:\s*(?:[/,&|+]|\bor\b|\band\b)\s*(?:dev(?:elopment)?|test(?:s|ing)?|debug(?:ging)?|e2e|local|staging))*"
    r"(?:[ -](?:use|mode|environments?|builds?|purposes))?[ -]only|"
    r"only (?:(?:for|in|during|when) )?(?:local |automated |the )?(?:dev(?:elopment)?|test(?:s|ing)|debug(?:ging)?|e2e)\b|"
    r"(?:disabled|not (?:available|enabled|registered|mounted)|never(?: \w+)?) in prod(?:uction)?"
)
_PLAIN_CJK = "计划|规划|废弃|弃用|未实现|尚未|不再|устаре|планиру|удал[её]н"
_ROW = re.compile(rf"\b(?:{_PLAIN}|{_DEVELOPERS})\b|{_PLAIN_CJK}", re.IGNORECASE)
_SENTENCE = re.compile(
    rf"\b(?:{_PLAIN}|{_DEVELOPERS}|propos(?:ed|es?|al)|not yet|will (?:be|become|add|expose|replace|move)|later|future|removed|formerly|"
    r"previously|used to|legacy|instead of|in place of|rather than|replaced (?:by|with)|supersed\w+|do(?: not|n'?t) exist|"
    r"there (?:is|are|was|were) no|there'?s no|no such|missing|not (?:currently )?(?:available|supported|provided)|hypothetical|"
    r"imaginary|would|could|should (?:be|return|move|have)|if (?:we|you) (?:add|had)|unlike|fake|dummy|mock(?:ed)?|"
    r"non-?existent|negative (?:tests?|cases?)|"
    r"example of|statt|entfernt|eliminad\w+|pendiente|en lugar de|à venir|n'existe pas|supprimé\w*|au lieu de)\b|"
    rf"{_PLAIN_CJK}|вместо",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[.!?;](?:[\"')\]*]*)\s+(?=[\"'(\[*`]*[A-Z0-9`])|\n(?=\s*[-*•])")


class Modality:
    """What the headings of a page say of what stands under them."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        """Judge each heading once; what holds for a section holds for those within it."""
        self._doubtful: list[bool] = []
        for section in sections:
            around = section.parent >= 0 and self._doubtful[section.parent]
            # The first heading names the document; a plan or changelog is judged by those who know the file.
            own = section.level > 1 and "/" not in section.title and bool(_TITLE.search(section.title))
            self._doubtful.append(around or own)

    def states(self, section: int) -> bool:
        """Whether what stands in a section is stated as existing, as far as its headings tell."""
        return section < 0 or not self._doubtful[section]


class Statements:
    """A block's text, sentence by sentence: which of them state what they name as existing."""

    def __init__(self, text: str, names: Iterable[tuple[int, int]] = ()) -> None:
        """``names`` are the ranges of what is named; their words say nothing of it."""
        parts, position = [], 0
        for start, end in names:
            if start >= position:
                parts.append(text[position:start] + " " * (end - start))
                position = end
        self._text = "".join([*parts, text[position:]])
        self._known: dict[int, bool] = {}
        self._row: bool | None = None

    def as_row(self) -> bool:
        """Whether an entry of a table or list, or a heading, states that the thing it opens with exists.

        What else it says describes the thing: *removes the draft*, *404 when the order is missing*.
        """
        if self._row is None:
            self._row = not _ROW.search(self._text)
        return self._row

    def at(self, position: int) -> bool:
        """Whether the sentence around a position states a thing as existing."""
        index = bisect_right(self._starts, position) - 1
        if index not in self._known:
            end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
            self._known[index] = not _SENTENCE.search(self._text, self._starts[index], end)
        return self._known[index]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _BREAK.finditer(self._text))]
