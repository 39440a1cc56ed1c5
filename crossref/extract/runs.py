"""Putting the runs of a block together, as a parser finds them one after the other."""

from __future__ import annotations

from crossref.extract.blocks import LinkUse, Run, RunKind


class RunList:
    """Runs as a parser finds them; stretches of text that touch become one run, however a parser cut them."""

    __slots__ = ("kept_apart", "runs", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.runs: list[Run] = []
        self.kept_apart = 0

    def add(self, kind: RunKind, text: str, start: int, end: int, style: int) -> None:
        """Append a run, or lengthen the last one."""
        if kind == "text" and end - start == len(text) and len(self.runs) > self.kept_apart:
            last = self.runs[-1]
            if last.end == start and last.style == style and last.kind == "text" and last.is_exact:
                last.end = end
                return
        elif kind == "break" and len(self.runs) > self.kept_apart:
            self._strip(self.runs[-1])
        is_split = kind == "code" and "\n" in self.source[start:end]
        self.runs.append(Run(kind, text, start, end, style, kind == "text" and end - start == len(text), is_split))

    def _strip(self, last: Run) -> None:
        """Take the white space off that ends a line."""
        while last.is_exact and last.end > last.start and self.source[last.end - 1] in " \t":
            last.end -= 1
        if last.is_exact and last.end == last.start:
            self.runs.pop()

    def fence(self) -> int:
        """Where the next run stands; none before is lengthened any more, for here a link opens or closes."""
        self.kept_apart = len(self.runs)
        return self.kept_apart

    def done(self, links: list[LinkUse]) -> tuple[list[Run], list[LinkUse]]:
        """The runs, and the links in them; those that grew get their text now, once each, so that the cost stays linear."""
        for run in self.runs:
            if run.is_exact:
                run.text = self.source[run.start : run.end]
        for link in links:
            link.text = "".join([run.text or " " for run in self.runs[link.first_run : link.last_run]])
        return self.runs, links
