"""``crossref rules``: the list of all rules, and their documentation as one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from crossref.commands.output import emit, fail
from crossref.reporters.rule_help import markdown

if TYPE_CHECKING:
    from crossref.rule import Rule

_FIELDS = ("code", "name", "severity", "summary")


def rules(
    form: Annotated[
        str,
        typer.Option("--format", metavar="NAME", help="table, json or markdown.", autocompletion=lambda: [*_FORMATS]),
    ] = "table",
) -> None:
    """List all rules: code, name, severity and what they find.

    As markdown it is a page with their whole documentation.

    \b
    crossref rules
    crossref rules --format markdown
    """
    from crossref.rules import RULES

    if form not in _FORMATS:
        fail(f"there is no format `{form}` for rules; there are {', '.join(_FORMATS)}")
    emit(_FORMATS[form](RULES))


def _row(rule: Rule) -> tuple[str, str, str, str]:
    return (rule.code, rule.name, rule.severity.label, rule.summary)


def _table(known: Sequence[Rule]) -> str:
    rows = [_row(rule) for rule in known]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(len(_FIELDS))]
    lines = ("  ".join(f"{cell:<{size}}" for cell, size in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _json(known: Sequence[Rule]) -> str:
    import json

    return (
        json.dumps([dict(zip(_FIELDS, _row(rule), strict=True)) for rule in known], indent=2, ensure_ascii=False) + "\n"
    )


# -- the page --------------------------------------------------------------------------------------------------------

_INTRODUCTION = """\
# Rules

What crossref finds, why it matters, and an example of each. `crossref rules --format markdown` makes this page from
the rules themselves, whose examples run as tests; `crossref explain XR101` shows the text of one of them.

The severity is the rule's own. `[severity]` in the configuration and `--severity` change it, and `--select` runs a rule
that is off by default. In an example, each file follows a line with its name between dashes.
"""


def page(known: Sequence[Rule]) -> str:
    """All rules as a Markdown page: an index, then what each finds, why, and an example that fails and one that passes."""
    header = ("| Code | Name | Severity | What it finds |", "| --- | --- | --- | --- |")
    index = (
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {rule.severity.label} | {_cell(rule.summary)} |"
        for rule in known
    )
    return "\n".join([_INTRODUCTION, *header, *index, *map(_section, known)]) + "\n"


def _section(rule: Rule) -> str:
    title = f"\n## {rule.code} {rule.name}\n\n{rule.summary} Severity: **{rule.severity.label}**."
    return f"{title}\n\n{markdown(rule)}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


_FORMATS: Mapping[str, Callable[[Sequence[Rule]], str]] = MappingProxyType(
    {"table": _table, "json": _json, "markdown": page}
)
