"""XR110 misleading-link-text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Place, Problem, Severity
from crossref.resolve import Reference
from crossref.rule import rule

_DECISION = re.compile(r"\bADR[-_ #]*0*(\d{1,4})\b", re.IGNORECASE)
_NUMBERED_FILE = re.compile(r"(?:^|/)(?:adr[-_]?)?0*(\d{1,4})[-_.]", re.IGNORECASE)
_FILE = re.compile(r"(?:[\w.-]+/)*([\w.-]+\.(?:md|markdown|mdx))", re.IGNORECASE)


@rule("XR110", Severity.INFO)
def misleading_link_text(graph: Graph) -> Iterator[Problem]:
    """A link's text names one decision or file and leads to another.

    Usually a copied line whose text or destination was forgotten; the reader believes the text.

    Fails:

        --- architecture.md ---
        We chose PostgreSQL ([ADR-7](adr/0008-cache.md)).
        --- adr/0008-cache.md ---
        # 8. Cache

    Passes:

        --- architecture.md ---
        We chose PostgreSQL ([ADR-8](adr/0008-database.md)).
        --- adr/0008-database.md ---
        # 8. Database
    """
    for reference in graph.links("inline", "reference"):
        if reference.outcome == "found" and (named := _misnamed(reference)):
            yield Problem(
                f"the text says {named}, the link leads to `{reference.link.destination}`",
                Place(reference.path, reference.link.use),
                subject=f"{reference.link.text} {reference.link.destination}",
            )


def _misnamed(reference: Reference) -> str | None:
    """What the text names, if the destination is clearly another."""
    text = reference.link.text.strip()
    lower = text.lower()
    if "adr" not in lower and ".m" not in lower:
        return None
    numbers = {int(number) for number in _DECISION.findall(text)}
    if len(numbers) == 1:
        found = _DECISION.findall(reference.fragment) or _NUMBERED_FILE.findall(reference.target)
        if found and numbers.isdisjoint(int(number) for number in found):
            return f"ADR-{numbers.pop()}"
    file = _FILE.fullmatch(text)
    name = posixpath.basename(reference.target)
    if file and "." in name and file[1].lower() != name.lower():
        return f"`{file[1]}`"
    return None
