"""Which rules a selector means: a code (``XR102``), the start of one (``XR1``) or a name (``broken-anchor``)."""

from __future__ import annotations

from collections.abc import Mapping

_FAMILY = "xr"


def matches(selector: str, code: str, name: str) -> bool:
    """Whether a selector, in any case and with spaces around it, means the rule with this code and name."""
    wanted = selector.strip().casefold()
    return wanted == name.casefold() or (wanted.startswith(_FAMILY) and code.casefold().startswith(wanted))


def expand(selector: str, rules: Mapping[str, str]) -> frozenset[str]:
    """The codes that a selector means among ``rules`` (code -> name); empty when it means none of them."""
    return frozenset(code for code, name in rules.items() if matches(selector, code, name))
