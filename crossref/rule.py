"""What a rule is: a function from the graph to problems, whose docstring is its documentation.

A rule's docstring has a first line that says what it finds, a text that says why it matters, and two example
sets. A set is one or more files, each introduced by its name between dashes::

    Fails:

        --- guide.md ---
        See [the plan](plan.md).

    Passes:

        --- guide.md ---
        See [the plan](plan.md).
        --- plan.md ---
        # Plan

A test runs every example, so the documentation cannot be wrong for long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from crossref.model import Problem, Severity

if TYPE_CHECKING:
    from crossref.graph import Graph

Check = Callable[["Graph"], Iterator[Problem]]

_FILE = re.compile(r"^--- (\S+) ---$")


class Rule(Struct, frozen=True):
    """A rule's identity, its severity by default and its check."""

    code: str
    name: str
    severity: Severity
    check: Check
    """Reads the graph and yields problems; never changes the graph. Problems of a stage (XR9) come with no check."""
    docstring: str | Callable[[], str]
    """The documentation, or how to get it where the rule's file is not imported yet."""
    facts: bool = False
    """Whether the check looks at the facts of documents, which are read and remembered apart from their references."""

    @property
    def documentation(self) -> str:
        """What the rule finds and why it matters, with examples."""
        return self.docstring if isinstance(self.docstring, str) else self.docstring()

    @property
    def summary(self) -> str:
        """The first line: what the rule finds."""
        return self.documentation.partition("\n")[0]

    @property
    def explanation(self) -> str:
        """The text between the first line and the examples."""
        body = self.documentation.partition("\n")[2]
        return re.split(r"^(?:Fails|Passes):$", body, maxsplit=1, flags=re.MULTILINE)[0].strip()

    @property
    def fails(self) -> Mapping[str, str]:
        """The example that has a finding: file name -> text."""
        return _example(self.documentation, "Fails")

    @property
    def passes(self) -> Mapping[str, str]:
        """The example that has none: file name -> text."""
        return _example(self.documentation, "Passes")


def rule(code: str, severity: Severity) -> Callable[[Check], Rule]:
    """Make a rule of a function: its name, with dashes, is the rule's name, its docstring the documentation."""

    def decorate(check: Check) -> Rule:
        from inspect import getdoc  # costs as much as all rules together, and only documentation needs it

        name = getattr(check, "__name__", "").replace("_", "-")
        return Rule(code, name, severity, check, lambda: getdoc(check) or "")

    return decorate


def by_stage(_graph: Graph) -> Iterator[Problem]:
    """The check of a rule whose problems come from another stage of the engine: finds nothing itself."""
    return iter(())


def _example(documentation: str, title: str) -> Mapping[str, str]:
    from inspect import cleandoc

    match = re.search(rf"^{title}:\n\n((?:    .*\n?|\n)+)", documentation + "\n", re.MULTILINE)
    files: dict[str, list[str]] = {}
    current: list[str] = []
    for line in cleandoc(match[1]).splitlines() if match else []:
        if header := _FILE.match(line):
            current = files.setdefault(header[1], [])
        else:
            current.append(line)
    return {path: "\n".join(lines).strip("\n") + "\n" for path, lines in files.items()}
