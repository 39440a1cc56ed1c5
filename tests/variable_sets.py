"""Sets of documents about environment variables, and what the contracts say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import cast

from crossref.counterparts import variables
from crossref.counterparts.pairing import Pairing
from crossref.extract import anchors, passages
from crossref.extract import variables as extraction
from crossref.extract.markdown import parse
from crossref.graph import Graph
from crossref.model import Config, Contract, Document, Facts, Profile, Severity, Tree

ANYWHERE = Contract("variable-documented", "env-var", "any", "any", "entry", Severity.WARNING)
ROLES = {
    "architecture.md": "architecture",
    "decisions.md": "decisions",
    "deployment.md": "deployment",
    "testing.md": "testing",
}

SIX = ("QUEUE_URL", "CACHE_URL", "MAIL_HOST", "MAIL_PORT", "TOKEN_SECRET", "LOG_LEVEL")
NINE = (*SIX, "UPLOAD_DIR", "PAGE_SIZE", "SESSION_TTL")


def table(names: Sequence[str], title: str = "# Deployment\n\n## Environment Variables", said: str = "") -> str:
    rows = "\n".join(f"| `{name}` | what it is for |" for name in names)
    return f"{title}\n\n{said}\n\n| Variable | Purpose |\n| --- | --- |\n{rows}\n"


def document(path: str, text: str) -> Document:
    page = parse(text)
    sections = anchors.find(page, "github")[1]
    facts = Facts(passages=passages.find(page, sections), variables=extraction.find(page, sections))
    role = ROLES.get(path.rpartition("/")[2])
    return Document(path, role, page.line_count, False, (), sections, (), (), (), (), facts)


def graph_of(texts: Mapping[str, str], *contracts: Contract) -> Graph:
    profile = Profile({}, {}, "github", (), {}, contracts=contracts)
    documents = [document(path, text) for path, text in texts.items()]
    return Graph(documents, (), (), cast(Tree, None), cast(Config, SimpleNamespace(profile=profile)))


def pairings(texts: Mapping[str, str], contract: Contract = ANYWHERE) -> list[Pairing]:
    return list(variables.pairings(graph_of(texts, contract), contract))


def missing(texts: Mapping[str, str], contract: Contract = ANYWHERE) -> list[tuple[str, str]]:
    return [
        (found.name, found.counterpart.path if found.counterpart else "")
        for found in pairings(texts, contract)
        if found.state == "missing"
    ]
