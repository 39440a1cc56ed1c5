"""Which documents variables belong in, by what the documents are called and where they lie."""

from __future__ import annotations

import re

from crossref.model import Document
from crossref.patterns import late

_PARTIAL = late(
    r"\b(?:quick ?start|getting ?started|first steps|tutorials?|examples?|migrat\w+|upgrad\w+|backlog|troubleshoot\w*|"
    r"faq|todo|plan)\b"
)
_PAST = late(
    r"\b(?:reviews?|reports?|assessments?|findings|analysis|ideas|check ?lists?|change ?log|release ?notes|releases?|roadmap|"
    r"post ?mortem|incidents?|audits?|news|history|archived?|legacy|proposals?|rfcs?)\b"
)
_ASIDE = late(
    r"(?:^|/)(?:\.\w+|_?archived?|legacy|deprecated|old|history|examples?|samples?|demos?|tests?|e2e|upgrad\w+|migrations?|"
    r"changelogs?|releases?|proposals?|rfcs?|specs|issues|tickets|\w*reports?|reviews?|audits?|backlog|tasks|plans?)/",
    re.IGNORECASE,
)
"""Folders of what is past or planned, or of no system: examples, tests, a build server's own."""
_DOCUMENTS = late(r"(?:^|/)[\w.-]*(?:docs?|documentation|wiki|handbook|guides?|manual)(?:/|$)", re.IGNORECASE)
_FOR_MACHINES = frozenset(["agents", "claude", "gemini", "copilot instructions", "cursorrules", "llms", "llms full"])

_SOME = frozenset(
    "setup install installation installing operations ops hosting hosted infrastructure docker compose runbook development developer "
    "developers dev".split()
)
_ALL = frozenset(
    "env envs environment environments variables vars var config configuration configuring configs settings deployment deployments "
    "deploy deploying entorno umgebung umgebungsvariablen despliegue konfiguration bereitstellung".split()
)
"""What documents are called in which variables belong: some of them, or all."""
_GENERIC = frozenset(
    "guide guides docs doc documentation reference instructions production prod staging local self server backend frontend api app "
    "application project system full stack master overview architecture manual handbook technical engineering admin user and the of "
    "for multi account region cloud secrets inventory matrix list index readme workflow process steps notes platform service services "
    "core general public internal web operator operators administration management de en es fr pt zh ja up".split()
)
"""What else they are called; any other word is the name of a topic, of which they tell alone."""
_DEDICATED = late(
    r"\b(?:env(?:ironment)? (?:vars?|variables?)|environment|env|variables(?: de entorno)?|umgebungsvariablen|"
    r"config(?:uration)? reference)\b"
)


def is_of_today(document: Document) -> bool:
    """Whether what a document names exists: it is neither a decision nor a test, neither a changelog nor a proposal."""
    aside = document.role is None and _ASIDE.search(document.path)
    return document.role not in ("decisions", "testing") and not aside and not _PAST.search(_called(document))


def may_be_complete(document: Document) -> bool:
    """Whether a list in a document may be meant to be full: it is no quick start, nor written for a program."""
    return not _PARTIAL.search(_called(document)) and _words(_file(document)) not in _FOR_MACHINES


def is_home(document: Document) -> bool:
    """Whether variables belong in a document, all or some of them: deployment, configuration, set-up, operations."""
    return document.role == "deployment" or _is_called(document, _ALL | _SOME)


def is_home_of_all(document: Document) -> bool:
    """Whether all variables belong in a document: deployment, configuration."""
    return document.role == "deployment" or _is_called(document, _ALL)


def is_dedicated(document: Document) -> bool:
    """Whether variables are what a document is for."""
    return bool(_DEDICATED.search(_called(document)))


def scope(document: Document) -> str:
    """The folder a document speaks for: ``""`` is the whole system, else a part of it or a topic among the documents."""
    folder = document.path.rpartition("/")[0]
    words = set(_words(folder.rpartition("/")[2]).split())
    if document.role or not folder or words & {"docs", "doc", "documentation", "wiki"}:
        return ""
    return "" if words <= _GENERIC | _SOME | _ALL and _DOCUMENTS.search(folder) else folder


def _is_called(document: Document, names: frozenset[str]) -> bool:
    """Whether a file is called by one of these words and by none that is a topic's; an index is called as its folder."""
    words = set(_words(_file(document)).split())
    if not words & names and words <= _GENERIC:
        words |= set(_words(document.path.rpartition("/")[0].rpartition("/")[2]).split())
    others = words - _GENERIC - _SOME - _ALL
    return bool(words & names) and all(word.isdigit() for word in others)


def _called(document: Document) -> str:
    return f"{_words(_file(document))}\n{_words(document.title)}"


def _file(document: Document) -> str:
    return document.path.rpartition("/")[2].rpartition(".")[0]


def _words(text: str) -> str:
    return re.sub(r"[-_.]+", " ", text).lower()
