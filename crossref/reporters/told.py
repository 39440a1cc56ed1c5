"""A finding in plain words, for formats that have no place for its notes and its fix."""

from __future__ import annotations

from collections.abc import Sequence

from crossref.model import Note, Problem
from crossref.reporters.text import count, visible

NOTES_SHOWN = 10
"""Notes told one by one; a value that is stated everywhere has hundreds."""


def in_lines(problem: Problem) -> list[str]:
    """The message, a line for each note with its place, and one for the fix; each of them a single line."""
    lines = [visible(problem.message), *_notes(problem.notes)]
    if problem.fix:
        lines.append(f"fix: {visible(problem.fix.title)}")
    return lines


def in_one_line(problem: Problem) -> str:
    """The message and, in brackets, the notes with their places."""
    notes = "; ".join(_notes(problem.notes))
    return visible(problem.message) + (f" ({notes})" if notes else "")


def _notes(notes: Sequence[Note]) -> list[str]:
    told = [f"{visible(note.place.path)}:{note.place.span.line}: {visible(note.message)}" for note in notes]
    more = len(told) - NOTES_SHOWN
    return told if more <= 0 else [*told[:NOTES_SHOWN], f"and {count(more, 'more place')}"]
