"""What can be done about a finding: its fix, and a comment that silences it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crossref.extract import extract
from crossref.lsp.answers import Action
from crossref.model import Document, Edit, Finding, Place, Profile, Span, source_of
from crossref.selectors import matches

_COMMENT = re.compile(r"<!--\s*crossref:\s*ignore(?=\s)\s*(?P<names>[\w-]+(?:\s*,\s*[\w-]+)*)")
_INDENT = re.compile(r"[ \t]*(?:>[ \t]*)*")
_NEVER = frozenset({"XR901", "XR902", "XR903"})
"""What a comment does not help against: rules about comments, and documents that cannot be read."""


def fixes(finding: Finding) -> Iterator[Action]:
    """The fix of a finding, if it has one."""
    fix = finding.problem.fix
    if fix:
        yield Action(fix.title, fix.edits, finding, preferred=fix.safe)


def ignore(finding: Finding, text: str, profile: Profile) -> Action | None:
    """Silence a finding where it stands: at the end of its line, or above its block where a line can hold no comment.

    Each way is tried on the text itself, and one that would not silence the finding or would change the document in any
    other respect is not offered.
    """
    path, span = finding.problem.place.path, finding.problem.place.span
    if finding.code in _NEVER:
        return None
    before = _read(path, text, profile)
    for edit in _comments(finding, text, span.line):
        changed, moved = _applied(text, edit)
        if _silences(before, _read(path, changed, profile), finding, span.line + moved):
            place = Place(path, Span(*edit[0], *edit[0]))
            return Action(f"Ignore {finding.code} {finding.name} here", (Edit(place, edit[1]),), finding)
    return None


_Insertion = tuple[tuple[int, int], str]
"""A line and column, and what to insert there."""


def _comments(finding: Finding, text: str, line: int) -> Iterator[_Insertion]:
    lines = _with_ends(text)
    if line > len(lines):
        return
    here = lines[line - 1].rstrip("\r\n")
    if known := _COMMENT.search(here):
        yield (line, known.end("names") + 1), f", {finding.code}"
        return
    comment = f"<!-- crossref: ignore {finding.code} -->"
    yield (line, len(here.rstrip()) + 1), f" {comment}"
    end = "\r\n" if any(each.endswith("\r\n") for each in lines) else "\n"
    above = line
    while above > 0:
        start = lines[above - 1]
        indent = _INDENT.match(start)
        yield (above, 1), f"{indent[0] if indent else ''}{comment}{end}"
        if not start.strip():
            return
        above -= 1


def _with_ends(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", text)


def _applied(text: str, edit: _Insertion) -> tuple[str, int]:
    """The text with an insertion, and by how many lines what stands there moves down."""
    (line, column), new = edit
    lines = _with_ends(text)
    lines[line - 1] = lines[line - 1][: column - 1] + new + lines[line - 1][column - 1 :]
    return "".join(lines), 1 if new.endswith("\n") else 0


def _read(path: str, text: str, profile: Profile) -> Document:
    return extract(source_of(path, text), profile, facts=False)


def _silences(before: Document, after: Document, finding: Finding, line: int) -> bool:
    is_silent = any(
        ignore.first_line <= line <= ignore.last_line
        and any(matches(name, finding.code, finding.name) for name in ignore.selectors)
        for ignore in after.ignores
    )
    return is_silent and _shape(before) == _shape(after)


def _shape(document: Document) -> tuple[Sequence[object], ...]:
    """What a comment must leave as it is."""
    return (
        [anchor.name for anchor in document.anchors],
        [(section.title, section.level, section.parent) for section in document.sections],
        [(link.kind, link.destination, link.text) for link in document.links],
        [label.label for label in document.labels],
        [marker.text for marker in document.markers],
    )
