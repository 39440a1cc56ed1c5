"""The one set that a command looks at as a whole."""

from __future__ import annotations

import sys
from pathlib import Path

from crossref.commands.output import fail
from crossref.commands.reading import ReadingOptions, cache, executor
from crossref.commands.sets import DocumentSet, gather
from crossref.config import ConfigError, Overrides
from crossref.engine import Analysis, analyse
from crossref.executors import ExecutorError
from crossref.files import DirectoryTree


def one_set(path: str, config: str | None) -> DocumentSet:
    """The set at a path, whole even if the path is a file; ends the command where there is none or more than one."""
    try:
        sets = gather([Path(path)], Overrides(), Path(config) if config else None)
    except ConfigError as error:
        fail(str(error))
    if len(sets) > 1:
        fail(f"{path} holds several sets; name one: {', '.join(each.folder or '.' for each in sets)}")
    return sets[0]


def analysis_of(found: DocumentSet) -> Analysis:
    """What a run says of a set, facts included; what it reads is remembered."""
    options = ReadingOptions()
    tree, known = DirectoryTree(found.config.project_root), cache(options, found)
    try:
        return analyse(found.sources, tree, found.config, executor=executor(options), cache=known, facts=True)
    except ExecutorError as error:
        fail(str(error))


def analysed(path: str, config: str | None) -> tuple[DocumentSet, Analysis]:
    """The set at a path and what a run says of it; documents that cannot be read are named on stderr."""
    found = one_set(path, config)
    analysis = analysis_of(found)
    for finding in analysis.report.findings:
        if finding.code == "XR903":
            place = finding.problem.place
            print(f"crossref: {place.path}:{place.span.line}: {finding.problem.message}", file=sys.stderr)
    return found, analysis
