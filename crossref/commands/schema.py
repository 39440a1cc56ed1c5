"""``crossref schema``: the JSON Schema of the configuration, for editors."""

from __future__ import annotations

from crossref.commands.output import emit


def schema() -> None:
    """Print the JSON Schema of crossref.toml, for editors.

    \b
    crossref schema > crossref.schema.json
    """
    import json

    from crossref.rules import RULES
    from crossref.schema import schema as made

    emit(json.dumps(made({rule.code: rule.name for rule in RULES}), indent=2, ensure_ascii=False) + "\n")
