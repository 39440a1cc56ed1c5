"""The table ``[readiness]`` of a configuration: what a release needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from crossref import selectors
from crossref.layers import Layer, did_you_mean
from crossref.model import Profile, ReadinessConfig
from crossref.tomlfile import ConfigError

_DEFAULT = ReadinessConfig()


class ReadinessTable(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """The form of the table; its values are checked one by one, so that a message can name the one that is wrong."""

    coverage: Annotated[
        dict[str, Annotated[float, Meta(ge=0, le=100)]],
        Meta(description="Kind of entry, or id of a counterpart -> the least percentage that is covered."),
    ] = {}
    blockers: Annotated[
        list[str],
        Meta(description="Rules whose findings block a release at any severity.", extra={"selectors": "items"}),
    ] = []


_KEYS = tuple(field.encode_name for field in msgspec.structs.fields(ReadinessTable))


def readiness(layers: Sequence[Layer], profile: Profile, rules: Mapping[str, str]) -> ReadinessConfig:
    """What the layers say, put together: thresholds one by one, ``blockers`` from the first layer that has them.

    ``profile`` has the contracts, which a threshold names by their id or by their kind of entry; ``rules`` maps the codes
    of all rules to their names. Raises ``ConfigError``.
    """
    known = sorted({contract.entry for contract in profile.contracts})
    known += [contract.id for contract in profile.contracts]
    coverage: dict[str, float] = {}
    blockers: tuple[str, ...] | None = None
    for layer in layers:
        table = layer.raw.readiness
        for key in table:
            if key not in _KEYS:
                raise _error(layer, f'unknown key "{key}"{did_you_mean(key, _KEYS, _listed("known keys", _KEYS))}', key)
        coverage = {**_coverage(layer, known), **coverage}
        if blockers is None and "blockers" in table:
            blockers = _blockers(layer, rules)
    return ReadinessConfig(coverage, _DEFAULT.blockers if blockers is None else blockers)


def _coverage(layer: Layer, known: list[str]) -> dict[str, float]:
    """The thresholds of one layer, each a percentage of a kind or contract that exists."""
    table = layer.raw.readiness.get("coverage", {})
    if not isinstance(table, dict):
        raise _error(layer, "coverage: expected a table of kinds and percentages, as in { endpoint = 90 }", "coverage")
    for name, percent in table.items():
        if name not in known:
            hint = did_you_mean(name, known, _listed("known", known))
            raise _error(layer, f'coverage: no counterpart is called or asks for "{name}"{hint}', "coverage", name)
        if not _is_percentage(percent):
            raise _error(layer, f"coverage: {name}: expected a percentage from 0 to 100", "coverage", name)
    return {name: float(percent) for name, percent in table.items()}


def _blockers(layer: Layer, rules: Mapping[str, str]) -> tuple[str, ...]:
    given = layer.raw.readiness["blockers"]
    if not isinstance(given, list) or not all(isinstance(selector, str) for selector in given):
        raise _error(layer, 'blockers: expected a list of rules, as in ["XR202"]', "blockers")
    for selector in given:
        if not selectors.expand(selector, rules):
            hint = did_you_mean(selector, [*rules, *rules.values()], "; `crossref rules` lists them")
            raise _error(layer, f'blockers: unknown rule "{selector}"{hint}', "blockers", item=selector)
    return tuple(given)


def _is_percentage(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _listed(what: str, words: Sequence[str]) -> str:
    return f"; {what}: {', '.join(words)}"


def _error(layer: Layer, message: str, *keys: str, item: str | None = None) -> ConfigError:
    return layer.file.error(f"readiness: {message}", "readiness", *keys, item=item)
