"""What tells one way of reading documents from another: the program's text, its parser and its Python.

A number in the program would be forgotten when a pattern changes, and what was remembered before would be taken for what
is read now. So the text of everything that takes part in reading is hashed, which takes a few milliseconds.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache

from crossref.extract.digests import blake2b

PARTS = (
    "extract",
    "values",
    "model",
    "decision_terms",
    "context.py",
    "globs.py",
    "names.py",
    "patterns.py",
    "roles.py",
    "slugs.py",
    "value.py",
    "words.py",
)
"""The packages and modules of crossref that reading a document may import."""

_OTHERS = {
    "markdown_it": "markdown_it_py-",
    "mdit_py_plugins": "mdit_py_plugins-",
    "pyromark": "pyromark-",
    "wcmatch": "wcmatch-",
}
"""What else takes part: the package, and how the folder that says its version begins."""


@cache
def fingerprint() -> bytes:
    """The same for two installations that read every document alike, as far as their files can tell."""
    found = blake2b(digest_size=16)
    found.update(sys.version.encode())
    package = os.path.dirname(os.path.dirname(__file__))
    for part in PARTS:
        for path in _modules(os.path.join(package, part)):
            with open(path, "rb", buffering=0) as file:
                found.update(file.read())
    for name in _OTHERS:
        found.update(_other(name))
    return found.digest()


def _other(name: str) -> bytes:
    """The installed version of a package, without importing it or the library that reads such things."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return b"-"
    around = os.path.dirname(os.path.dirname(spec.origin))
    versions = sorted(each for each in os.listdir(around) if each.startswith(_OTHERS[name]))
    return f"{name} {versions}".encode()


def _modules(path: str) -> list[str]:
    if path.endswith(".py"):
        return [path]
    found = []
    for entry in os.scandir(path):
        if entry.is_dir():
            found += _modules(entry.path) if entry.name != "__pycache__" else []
        elif entry.name.endswith(".py"):
            found.append(entry.path)
    return sorted(found)
