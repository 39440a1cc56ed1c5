"""A rule's documentation as Markdown, for whoever shows it outside a terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossref.rule import Rule


def markdown(rule: Rule) -> str:
    """What the rule finds besides its first line: why it matters, an example that fails and one that passes."""
    parts = (rule.explanation, f"Fails:\n\n{_example(rule.fails)}", f"Passes:\n\n{_example(rule.passes)}")
    return "\n\n".join(part for part in parts if part)


def _example(files: Mapping[str, str]) -> str:
    text = "".join(f"--- {path} ---\n{content}" for path, content in files.items())
    fence = "`" * max(3, *(len(ticks) + 1 for ticks in re.findall("`+", text)), 0)
    return f"{fence}text\n{text}{fence}"
