"""XR401 unknown-decision."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts.decision_mentions import Unknown, emptied, unknown
from crossref.graph import Graph
from crossref.model import Note, Place, Problem, Severity, Span
from crossref.rule import rule


@rule("XR401", Severity.ERROR)
def unknown_decision(graph: Graph) -> Iterator[Problem]:
    """The text names a decision that no record has.

    The reader looks for the reasons and finds none: the number is wrong, or the record was removed. Only prefixes count that records
    of the set have, and a decision that is named in several places is one finding. Ranges, examples, numbers that are announced
    and decisions of other projects are left alone; a link to a record's missing file is XR101. A record's file that is empty
    is a warning, even if no text names it.

    Fails:

        --- decisions.md ---
        ## ADR-001: Use PostgreSQL
        **Status:** Accepted
        --- deployment.md ---
        The storage was chosen in ADR-003.

    Passes:

        --- decisions.md ---
        ## ADR-001: Use PostgreSQL
        **Status:** Accepted
        --- deployment.md ---
        The storage was chosen in ADR-001.
    """
    for found in graph.once(unknown):
        (path, first), *others = found.mentions
        yield Problem(
            _message(found),
            found.place(path, first),
            subject=first.id,
            notes=tuple(
                Note(
                    f"{_named(reference.id, reference.title)} is {'listed' if reference.row else 'named'} here",
                    found.place(path, reference),
                )
                for path, reference in others
            ),
        )
    for record in emptied(graph):
        yield Problem(
            f"the record of {_named(record.name, record.title)} is empty",
            Place(record.path, Span(1, 1, 1, 1)),
            subject=record.name,
            severity=Severity.WARNING,
        )


def _message(found: Unknown) -> str:
    where = f": `{found.empty_file}` is empty" if found.empty_file else f" in `{found.log}`" if found.log else ""
    return f"there is no decision {_named(found.mentions[0][1].id, found.title)}{where}"


def _named(written: str, title: str) -> str:
    return f'{written} "{title}"' if title else written
