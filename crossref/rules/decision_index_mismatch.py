"""XR405 decision-index-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts.decision_index import Mismatch, mismatches
from crossref.counterparts.decision_mentions import unknown
from crossref.graph import Graph
from crossref.model import Note, Problem, Severity
from crossref.rule import rule

_GROUP = 3
"""Records from which those that one index leaves out are one finding."""


@rule("XR405", Severity.WARNING)
def decision_index_mismatch(graph: Graph) -> Iterator[Problem]:
    """An index of decisions and the records disagree.

    Most readers see only the index. It calls a decision something else than its record, gives it another status, lists one that has
    no record, or leaves one out. What an index leaves out counts only where it lists most of the records up to its last; three
    or more that it leaves out are one finding.

    Fails:

        --- decisions.md ---
        ## Index
        | ID | Title | Status |
        |---|---|---|
        | ADR-001 | Use PostgreSQL | Accepted |
        | ADR-002 | Deploy by hand | Accepted |
        | ADR-003 | Log in JSON | Accepted |
        ## ADR-001: Use PostgreSQL
        **Status:** Accepted
        ## ADR-002: Release from the main branch
        **Status:** Accepted
        ## ADR-003: Log in JSON
        **Status:** Accepted

    Passes:

        --- decisions.md ---
        ## Index
        | ID | Title | Status |
        |---|---|---|
        | ADR-001 | Use PostgreSQL | Accepted |
        | ADR-002 | Release from main | Accepted |
        ## ADR-001: Use PostgreSQL
        **Status:** Accepted
        ## ADR-002: Release from the main branch
        **Status:** Accepted
    """
    unlisted: dict[str, list[Mismatch]] = {}
    # What the text names as well is one finding, of unknown-decision.
    named = {found.key for found in graph.once(unknown)}
    for mismatch in mismatches(graph):
        if mismatch.fault == "unrecorded" and mismatch.key in named:
            continue
        if mismatch.fault == "unlisted":
            unlisted.setdefault(mismatch.index_path, []).append(mismatch)
        else:
            yield _differing(mismatch)
    for left_out in unlisted.values():
        if len(left_out) < _GROUP:
            yield from (_left_out(mismatch) for mismatch in left_out)
        else:
            yield _all_left_out(left_out)


def _differing(found: Mismatch) -> Problem:
    subject = f"{found.name} {found.fault}"
    if found.fault == "unrecorded":
        title = f' "{found.listed}"' if found.listed else ""
        return Problem(f"the index lists {found.name}{title}, and there is no such record", found.index, subject)
    verb = "calls" if found.fault == "title" else "has"
    as_status = "" if found.fault == "title" else "as "
    message = f'the index {verb} {found.name} {as_status}"{found.listed}", its record {as_status}"{found.recorded}"'
    notes = (Note(f'{found.name}: "{found.recorded}"', found.record),) if found.record else ()
    return Problem(message, found.index, subject, notes)


def _left_out(found: Mismatch) -> Problem:
    message = f'{found.name} "{found.recorded}" is missing in the index of `{found.index_path}`'
    subject = f"{found.name} unlisted"
    if found.record is None:
        return Problem(message, found.index, subject)
    return Problem(message, found.record, subject, (Note("the index is here", found.index),))


def _all_left_out(found: list[Mismatch]) -> Problem:
    names = ", ".join(f'{mismatch.name} "{mismatch.recorded}"' for mismatch in found)
    notes = tuple(
        Note(f'{mismatch.name} "{mismatch.recorded}"', mismatch.record) for mismatch in found if mismatch.record
    )
    message = f"the index leaves out {len(found)} decisions: {names}"
    return Problem(message, found[0].index, "unlisted " + " ".join(mismatch.name for mismatch in found), notes)
