"""``crossref explain``: a rule's documentation."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.candidates import selectors
from crossref.commands.output import emit, fail, has_colour, width

if TYPE_CHECKING:
    from crossref.model import Profile

_WIDEST = 100


def explain(
    rule: Annotated[str | None, typer.Argument(metavar="RULE", hidden=True, autocompletion=selectors)] = None,
    attributes: Annotated[
        bool, typer.Option("--attributes", help="List the attributes whose values are compared instead.")
    ] = False,
    config: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="Instead of the crossref.toml found upwards.")
    ] = None,
) -> None:
    """Say what a rule finds, why it matters, and how to put it right.

    RULE is a code, the start of one (XR1) or a name; without it, all rules are explained. Attributes are those of the
    configuration here and the profiles it rests on.

    \b
    crossref explain XR101
    crossref explain --attributes
    """
    if attributes:
        if rule:
            fail("--attributes lists all of them; leave out the rule")
        emit(_attributes(_profile(config)))
        return

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
    emit(_shown("\n\n".join(pages)))


def _shown(page: str) -> str:
    """The page, in colour where the terminal shows colours; only then rich is needed."""
    if not has_colour(sys.stdout):
        return page
    from crossref.reporters import Layout
    from crossref.reporters.explanation import coloured

    return coloured(page, Layout(width(), colour=True))


def _filled(documentation: str, columns: int) -> str:
    """The text with its paragraphs fitted to the width; lists and examples stay as they are."""
    return "\n\n".join(
        textwrap.fill(paragraph, columns, break_long_words=False, break_on_hyphens=False)
        if not paragraph.startswith((" ", "-", "*", "|"))
        else paragraph
        for paragraph in documentation.split("\n\n")
    )


# -- attributes ------------------------------------------------------------------------------------------------------


def _profile(file: str | None) -> Profile:
    from pathlib import Path

    from crossref.config import ConfigError, load
    from crossref.rules import RULES

    try:
        return load(Path("."), {rule.code: rule.name for rule in RULES}, file=Path(file) if file else None).profile
    except ConfigError as error:
        fail(str(error))


def _attributes(profile: Profile) -> str:
    """Every attribute: its id, what value it takes, what it varies by, whom to believe, and what it is called."""
    columns = min(width(), _WIDEST)
    parts = []
    for attribute in profile.attributes:
        facts = [" or ".join(attribute.types)]
        if attribute.unique:
            facts.append("one in a system")
        if attribute.varies_by:
            facts.append(f"varies by {', '.join(attribute.varies_by)}")
        if attribute.authority:
            facts.append(f"{attribute.authority} is believed")
        called = ", ".join((*attribute.labels, *(f'"{phrasing}"' for phrasing in attribute.phrasings)))
        names = textwrap.fill(called, columns, initial_indent="    ", subsequent_indent="    ")
        parts.append(f"{attribute.id} ({'; '.join(facts)})\n{names}\n")
    return "\n".join(parts)
