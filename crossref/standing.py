"""Which documents state what is so now, and whose: reports, plans, tickets and siblings state nothing that is compared.

A document of a moment was right on its day and is not mended afterwards; a document of a part speaks of that part; and
documents that were made from one template speak of sister subjects. What such documents say differently is no
contradiction. Everything that puts statements of several documents side by side asks here, once, where it gathers them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from crossref.model import Document
from crossref.names import plain_name
from crossref.patterns import late

_VOICES = frozenset(
    "readme contributing claude agents gemini spec specification architecture index security support deployment".split()
)
"""Files that tell of what is, whatever folder they lie in at the top."""
_ANYWHERE = frozenset(
    "report reports reporte informe bericht rapport results resultados ergebnisse postmortem postmortems retrospective"
    " retrospectives retro retros changelog changelogs changes roadmap proposal proposals draft drafts handoff handoffs handover todo"
    " todos backlog worklog standup standups obsolete archived archive wip findings investigation investigations"
    " assessment assessments reanalysis brainstorm brainstorming ideas ticket tickets bugs remaining fix fixes fixed"
    " bugfix bugfixes hotfix hotfixes complete completed completion final deliverables milestone milestones sprint"
    " sprints refactor refactoring restructure restructuring cleanup rewrite rework buildout notices notice comparison"
    " comparisons competitive competitor competitors competition marketing positioning landscape pitch baseline baselines"
    " benchmark benchmarks bench research legacy deprecated old blueprint blueprints wireframe wireframes debt gap gaps"
    " discrepancies recommendation recommendations recommended migration upgrade upgrades upgrading alternatives"
    " inspiration prior mvp poc progress fixtures fixture enhancement enhancements improvement"
    " improvements closure epic epics rfc rfcs spike spikes journal journals bck bak meeting meetings evaluation evaluations"
    " ready today critique increments checklist checklists plan propuesta entwurf отчет отчёт план планы".split()
)
"""Words that tell of a moment, of what is to come or of others, wherever they stand in a file's name."""
_LAST = frozenset(
    "summary summaries resumen status audit audits review reviews analysis plans notes tasks issues stories story log"
    " logs history demo demos sample samples template templates checklist checklists session sessions"
    " optimization optimizations copy backup orig memory metrics references prompt prompts mocks update updates market post posts".split()
)
"""Words that do so where a name ends with them: *security-audit*, and not *audit-log*."""
_OF_DAYS = frozenset(
    "report reports results complete completed completion postmortem retrospective reanalysis progress".split()
)
_LAST_OF_DAYS = frozenset({"summary", "review", "assessment", "audit"})
"""Words that tell of a day even in the name of a file with a role, which may have it from its folder."""
_ADDED = frozenset({"implementation"})
"""Words that do so where other words stand before them: *mail-implementation*."""
_NOT_SO = late(
    r"\bdecision logs?\b|\bexecutive summary\b|\baudit logs?\b|\btest plans?\b|\bbackup plan\b|\brecovery plan\b|\bpricing plan\b"
    r"|\bservice status\b|\border status\b|\bbug reports\b|\bplan limits?\b"
)
"""Names of what is so now that hold such words."""
_LANGUAGES = frozenset("en de fr es pt it ru zh cn ja jp ko fa ar tr pl uk nl".split())
"""Codes that a name may end with."""
_PAIRS = frozenset(
    {
        ("code", "review"),
        ("security", "review"),
        ("performance", "profile"),
        ("release", "notes"),
        ("next", "steps"),
        ("implementation", "status"),
        ("project", "status"),
    }
)
"""Words that do so together."""
_FOLDERS = late(
    r"(?:^|/)(?:[^/]*[-_ ])?(?:archived?(?:[-_ ][^/]*)?|archives|releases?|evals|summaries|fixes|old|legacy|deprecated|obsolete"
    r"|reports?|audits?|post-?mortems?|retro\w*|tickets?|prs?"
    r"|pull-?requests?|sprints?|meetings?|minutes|sessions?|hand-?offs?|research|plans?|planning|proposals?|rfcs?|keps?"
    r"|change-?logs?|release-?notes|prompts?|journals?|work-?logs?|blog|posts|brainstorm\w*|drafts?|ideas|backlog|stories"
    r"|epics?|tasks?|todos?|history|findings|reviews?|investigations?|spikes?|experiments?|wip|scratch|tmp|temp|fixtures?"
    r"|demo-data|seed-data|test-data|samples?|marketing|benchmarks?|analys[ei]s|migrations?|increments?|logs?|mocks?|progress"
    r"|status|issues|updates|notes|wireframes?|mockups?|milestones|phases?[-_ ]?\d*|competit\w+)/",
    re.IGNORECASE,
)
"""Folders whose files do."""
_CHANGE = late(
    r"(?:^|/)(?:[\w.-]*specs?|changes|features|stories|tickets|tasks|prs)/(?:[^/]+/)*?\d{2,}[-_][^/]+/|(?:^|/)openspec/changes/"
    r"|(?:^|/)\.(?:claude|cursor|kiro|codex|gemini|windsurf|roo|agent|agents|opencode|specify)/|(?:^|/)\.github/(?:prompts|agents|instructions|skills)/",
    re.IGNORECASE,
)
"""Folders that describe one change each (``specs/004-login/``), and those of agents' prompts."""
_DATED = late(
    r"(?<!\d)20\d\d[-_]?[01]\d(?:[-_]?[0-3]\d)?(?!\d)|(?:^|[-_ /])20[12]\d(?=[-_ /.]|$)|(?<!\d)[0-3]\d[-_.][01]\d[-_.]20\d\d(?!\d)"
)
_PHASE = late(
    r"\b(?:phase|sprint|week|day|round|iteration|wave|pr|issue|ticket|step|stage|batch|session|increment) ?\d+\b"
)
_WORD = late(r"[^\W_]+")
_CAMEL = late(r"(?<=[a-z0-9])(?=[A-Z])")

_TITLE = late(
    r"(?:\b(?:report|post-?mortem|retrospective|proposal|rfc|roadmap|change ?log|hand-?off|bug ?fix|release notes|audit|meeting"
    r" notes|assessment|case study|implementation (?:plan|summary|notes)|test results|action plan|draft|informe|rapport"
    r"|bericht)\b|отч[её]т)\s*(?:[:(\[\u2014\u2013|]|- |v?\d|$)|^\W*(?:fix|bug|ticket|pr|proposal|rfc|draft|plan)\b ?(?:#?\d+)?\s*[:\u2014\u2013]",
    re.IGNORECASE,
)
"""Titles that say so, with what may follow; *Reports API* is about reports."""
_STATUS = late(
    r"(?:^|[\n>*_|])\s*(?:\*\*|__)?(?:status|statut|estado|stato|document status|doc status|статус)(?:\*\*|__)?\s*[:|\uff1a]\s*"
    r"(?:\*\*|__|`)?\W{0,4}(?:propos\w+|intention|superseded|obsolete|archived?|deprecated|outdated|planned|idea\b|rfc\b"
    r"|not (?:yet )?(?:started|implemented)|historical)",
    re.IGNORECASE,
)
"""What a document says of itself in its first lines."""
_OPENING = 12
"""Lines in which a document tells its own status."""

_FEWEST = 5
"""Headings that two documents made from one template share at least."""
_SHARED = 0.5
"""The share of their headings that they share."""
_NUMBER = late(r"^[\W\d]+")


def has_standing(document: Document) -> bool:
    """Whether a document states what is so now: what others say can contradict it."""
    if document.role == "changelog":
        return False
    if _is_dated_or_change(document.path):
        return False
    if document.role is None and not _has_voice(document.path) and tells_of_a_moment(document.path):
        return False
    if document.role is not None and _tells_strongly(document.path):
        return False
    return not (document.role is None and not _has_voice(document.path) and _says_so(document))


@lru_cache(maxsize=8192)
def tells_of_a_moment(path: str) -> bool:
    """Whether a file's path says that it tells of one moment, of what is to come, or of others: a report, a plan, a ticket."""
    if _is_dated_or_change(path) or _FOLDERS.search(path):
        return True
    plain = _plain(path)
    if _PHASE.search(plain):
        return True
    words = _NOT_SO.sub(" ", plain).split()
    if len(words) > 1 and words[-1] in _LANGUAGES:
        words.pop()
    return bool(
        words
        and (
            not _ANYWHERE.isdisjoint(words)
            or words[-1].rstrip("0123456789") in _LAST
            or (len(words) > 1 and words[-1] in _ADDED)
            or any(pair in _PAIRS for pair in pairwise(words))
            or ("third" in words and "party" in words)
        )
    )


def _tells_strongly(path: str) -> bool:
    """Whether even a file with a role tells of a day: *integration-test-results* among the test documents."""
    words = _NOT_SO.sub(" ", _plain(path)).split()
    return bool(words) and (words[-1] in _LAST_OF_DAYS or not _OF_DAYS.isdisjoint(words))


@lru_cache(maxsize=8192)
def _is_dated_or_change(path: str) -> bool:
    return bool(_CHANGE.search(path) or _DATED.search(path.rpartition(".")[0]))


def is_of_the_whole(document: Document) -> bool:
    """Whether a document tells of the whole system: one with a role, or a README, a specification or the like at the top."""
    return document.role is not None or (document.path.count("/") < 2 and _has_voice(document.path))


def _has_voice(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return _plain(name) in _VOICES and not _FOLDERS.search(f"{folder}/")


def _says_so(document: Document) -> bool:
    """Whether a document's title or first lines call it a report, a proposal or a draft."""
    if _TITLE.search(document.title):
        return True
    for passage in document.facts.passages:
        if passage.line > _OPENING:
            return False
        if passage.form != "heading" and _STATUS.search(passage.text[:400]):
            return True
    return False


@lru_cache(maxsize=8192)
def _plain(path: str) -> str:
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return " ".join(_WORD.findall(_CAMEL.sub(" ", stem).lower()))


def are_from_one_template(a: Document, b: Document) -> bool:
    """Whether two documents share most of their headings under different titles: each is about a subject of its own."""
    if plain_name(a.title) == plain_name(b.title):
        return False
    ours, theirs = _headings(a), _headings(b)
    common = len(ours & theirs)
    return common >= _FEWEST and common >= _SHARED * min(len(ours), len(theirs))


def _headings(document: Document) -> frozenset[str]:
    return frozenset(plain_name(_NUMBER.sub("", section.title)) for section in document.sections if section.parent >= 0)
