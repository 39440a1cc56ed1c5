"""Which role a document has: the patterns of a profile, applied to its path."""

from __future__ import annotations

from functools import lru_cache

from crossref import globs
from crossref.model import Profile


def role_of(path: str, profile: Profile) -> str | None:
    """The first role of a profile whose patterns fit a path from the project root, in any case; None if none does."""
    tests = _tests(tuple(profile.roles.items()))
    return next((role for role, fits in tests if fits(path)), None)


@lru_cache(maxsize=8)
def _tests(roles: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, globs.Fits], ...]:
    return tuple((role, globs.compile(patterns, ignore_case=True)) for role, patterns in roles)
