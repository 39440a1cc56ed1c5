"""``crossref explain``: a rule's documentation."""

from __future__ import annotations

import textwrap
from typing import Annotated

import typer

from crossref.commands.output import emit, fail, width

_WIDEST = 100


def explain(
    rule: Annotated[str | None, typer.Argument(metavar="RULE", hidden=True)] = None,
) -> None:
    """Say what a rule finds, why it matters, and how to put it right.

    RULE is a code, the start of one (XR1) or a name; without it, all rules are explained.

    \b
    crossref explain XR101
    crossref explain broken-anchor
    """
    from crossref.match import nearest
    from crossref.rules import RULES
    from crossref.selectors import matches

    wanted = (rule or "").strip()
    found = [known for known in RULES if not wanted or matches(wanted, known.code, known.name)]
    if not found:
        near = nearest(wanted, [name for known in RULES for name in (known.code, known.name)])
        fail(f"there is no rule `{rule}`; " + (f"did you mean `{near}`?" if near else "`crossref rules` lists them"))
    columns = min(width(), _WIDEST)
    pages = (
        f"{known.code} {known.name} ({known.severity.label})\n\n{_filled(known.documentation, columns)}\n"
        for known in found
    )
    emit("\n\n".join(pages))


def _filled(documentation: str, columns: int) -> str:
    """The text with its paragraphs fitted to the width; lists and examples stay as they are."""
    return "\n\n".join(
        textwrap.fill(paragraph, columns, break_long_words=False, break_on_hyphens=False)
        if not paragraph.startswith((" ", "-", "*", "|"))
        else paragraph
        for paragraph in documentation.split("\n\n")
    )
