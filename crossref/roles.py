"""Which role a document has: the files that a configuration gives to a role, else what files are usually called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from crossref import globs
from crossref.model import Profile

_NONE = "none"
"""In the place of a role: names that give none."""
_NUMBER = re.compile(r"^\d{1,3}[-_. ]+(?=.)")
_EXTENSION = re.compile(r"\.(?:md|mdx|markdown)$")
_BETWEEN = re.compile(r"[-_. ]+")


def role_of(path: str, profile: Profile) -> str | None:
    """The first role whose patterns fit a path from the project root, in any case, else by usual names; None if none does."""
    given = _given(tuple(profile.roles.items())) if profile.roles else ()
    return next((role for role, fits in given if fits(path)), None) or _usual_role(path, profile)


@lru_cache(maxsize=8)
def _given(roles: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, globs.Fits], ...]:
    return tuple((role, globs.compile(patterns, ignore_case=True)) for role, patterns in roles)


# -- usual names -----------------------------------------------------------------------------------------------------
#
# `docs/` stands for every folder of documents, in names and in the paths that they are compared with.


class _Names(Struct, frozen=True):
    """The names of one role."""

    all: re.Pattern[str]
    """For the project root and folders of documents."""
    at_top: re.Pattern[str]
    """For the other folders of a project: only those that begin with ``./``."""

    def fit(self, paths: list[str], everywhere: bool) -> bool:
        """Whether a path fits, which may be seen from several folders of documents."""
        test = self.all if everywhere else self.at_top
        return any(test.match(path) for path in paths)


def _usual_role(path: str, profile: Profile) -> str | None:
    if not profile.role_names:
        return None
    inside = [f"docs/{_normal_path(below)}" for below in _below(path, profile.document_folders)]
    paths = inside or [_normal_path(path)]
    if not _any_name(tuple(profile.role_names.values())).fit(paths, everywhere=True):
        return None
    none = _names(profile.role_names.get(_NONE, ()))
    if none.fit(paths, everywhere=True):
        return None
    everywhere = bool(inside) or "/" not in path
    for role, names in profile.role_names.items():
        if role != _NONE and role not in profile.roles and _names(names).fit(paths, everywhere):
            return role
    return None


def _below(path: str, folders: tuple[str, ...]) -> Iterator[str]:
    """What follows each of some folders that hold a path; they are found in any case."""
    for folder in folders:
        start = f"{folder}/" if folder else ""
        if path.lower().startswith(start.lower()):
            yield path[len(start) :]


@lru_cache(maxsize=8)
def _any_name(names: tuple[tuple[str, ...], ...]) -> _Names:
    """The names of all roles together: most paths fit none of them."""
    return _names(tuple(name for each in names for name in each))


@lru_cache(maxsize=64)
def _names(names: tuple[str, ...]) -> _Names:
    anywhere: list[str] = []
    at_top: list[str] = []
    for name in names:
        body = name.removeprefix("./")
        test = re.escape(_normal_path(body)).replace(r"\*", "[^/]*").replace(r"\#", r"\d+")
        test += "" if body.endswith("/") else "$"
        (anywhere if body == name else at_top).append(test)
    top = rf"(?:docs/)?(?:{'|'.join(at_top) or '(?!)'})"
    # What comes before all alternatives is tried once for all of them.
    return _Names(re.compile(rf"(?:.*/)?(?:{'|'.join(anywhere) or '(?!)'})|{top}"), re.compile(top))


def _normal_path(path: str) -> str:
    *folders, name = path.lower().split("/")
    return "/".join([*(_normal(folder) for folder in folders), _normal(_EXTENSION.sub("", name))])


@lru_cache(maxsize=1024)
def _normal(name: str) -> str:
    return _BETWEEN.sub("-", _NUMBER.sub("", name)).strip("-")
