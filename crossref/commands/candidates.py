"""What the shell may complete the values of options to."""

from __future__ import annotations

LEVELS = ("error", "warning", "info", "off")
FAIL_ON = ("error", "warning", "info", "never")


def selectors(incomplete: str) -> list[tuple[str, str]]:
    """Codes and names of rules, also behind a comma; each with the other."""
    before, comma, last = incomplete.rpartition(",")
    return [(f"{before}{comma}{word}", about) for word, about in _rules(last)]


def severities(incomplete: str) -> list[tuple[str, str]]:
    """``RULE=`` and, once there is a rule, its levels; also behind a comma."""
    before, comma, last = incomplete.rpartition(",")
    rule, equals, _ = last.partition("=")
    if equals:
        return [(f"{before}{comma}{rule}={level}", "") for level in LEVELS]
    return [(f"{before}{comma}{word}=", about) for word, about in _rules(last)]


def levels(incomplete: str) -> list[str]:
    """The levels of ``--fail-on``."""
    return [level for level in FAIL_ON if level.startswith(incomplete)]


def _rules(start: str) -> list[tuple[str, str]]:
    from crossref.rules import RULES

    known = [(rule.code, rule.name) for rule in RULES] + [(rule.name, rule.code) for rule in RULES]
    # Codes are told in any case, and the shell keeps what is typed.
    cased = [(word.lower(), about) if start[:1] == "x" else (word, about) for word, about in known]
    return [(word, about) for word, about in cased if word.startswith(start)]
