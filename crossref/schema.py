"""The JSON Schema (draft 2020-12) of a configuration, made from the forms that reading it checks.

An editor offers keys and values by it and marks what is unknown. It says what holds for every set: whether a folder
exists or a pattern leads outside the project root is only known when the file is read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from crossref.declarations import TABLES
from crossref.layers import Raw
from crossref.thresholds import ReadinessTable

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_SELECTOR = {"$ref": "#/$defs/selector"}


def schema(rules: Mapping[str, str]) -> dict[str, Any]:
    """The schema of ``crossref.toml``; ``rules`` maps the codes of all rules to their names."""
    made = _form(Raw)
    properties = made["properties"]
    for key, table in TABLES.items():
        form = _form(table)
        if "id" in form["properties"]:
            form["required"] = ["id"]  # the profile may have the rest
        properties[key]["items"] = form
    properties["readiness"] |= _form(ReadinessTable)
    return {
        "$schema": DRAFT,
        "title": "crossref.toml",
        "description": "What crossref checks in a set of linked Markdown documents.",
        **made,
        "$defs": {"selector": _selector(rules)},
    }


def _form(table: type[Struct]) -> dict[str, Any]:
    """The schema of one table: nothing in it is a reference, null, or called by a name of the program's own."""
    _, found = msgspec.json.schema_components([table])
    form: dict[str, Any] = _plain(found[table.__name__])
    for field in msgspec.structs.fields(table):
        property_ = form["properties"][field.encode_name]
        for note in getattr(field.type, "__metadata__", ()):
            _name_rules(property_, (note.extra or {}).get("selectors"))
    return {key: value for key, value in form.items() if key not in ("title", "description") and value != []}


def _plain(value: Any) -> Any:
    """A schema without null, which TOML does not have, and without defaults that stand for what is not said."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _plain(inner) for key, inner in value.items() if key != "default" or inner not in (None, "", [], {})}
    if "anyOf" in plain:
        choices = [choice for choice in plain["anyOf"] if choice != {"type": "null"}]
        rest = {key: inner for key, inner in plain.items() if key != "anyOf"}
        return {**rest, **choices[0]} if len(choices) == 1 else {**rest, "anyOf": choices}
    return plain


def _name_rules(property_: dict[str, Any], where: str | None) -> None:
    """Let what holds selectors of rules refer to the selectors that there are."""
    if where == "items":
        property_["items"] = _SELECTOR
    elif where == "values":
        property_["additionalProperties"]["items"] = _SELECTOR
    elif where == "keys":
        property_["propertyNames"] = _SELECTOR


def _selector(rules: Mapping[str, str]) -> dict[str, Any]:
    """A code, the start of one, or a name, in any case; codes and names come first, for an editor to offer."""
    starts = {code[:length] for code in rules for length in range(2, len(code))}
    return {
        "description": "A rule: its code, the start of one (XR3), or its name.",
        "anyOf": [{"enum": [*rules, *rules.values()]}, {"type": "string", "pattern": _in_any_case(starts, rules)}],
    }


def _in_any_case(starts: Collection[str], rules: Mapping[str, str]) -> str:
    words = sorted({*starts, *rules, *rules.values()})
    cased = ("".join(f"[{char.lower()}{char.upper()}]" if char.isalpha() else char for char in word) for word in words)
    return f"^(?:{'|'.join(cased)})$"
