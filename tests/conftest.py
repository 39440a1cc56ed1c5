"""What several tests share: a document folder on disk, checked as the command would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from crossref import config, files
from crossref.commands.baselines import baselines_of
from crossref.commands.checking import CheckOptions, check_sets
from crossref.commands.reading import ReadingOptions
from crossref.commands.sets import DocumentSet
from crossref.engine import Analysis
from crossref.rules import RULES

Check = Callable[..., Analysis]


def write(folder: Path, texts: Mapping[str, str | bytes]) -> None:
    """Write files below a folder, line endings as given."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def analyse_folder(folder: Path, select: tuple[str, ...] = ()) -> Analysis:
    """Check a folder with the configuration it holds."""
    loaded = config.load(folder, {rule.code: rule.name for rule in RULES}, config.Overrides(select=select))
    found = DocumentSet(loaded, "", files.find(loaded), None)
    options = CheckOptions(ReadingOptions(no_cache=True))
    checked = check_sets([found], options, baselines_of([found], None))[0]
    return Analysis(checked.analysis.graph, checked.report)


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Write files into a fresh folder and check it: ``check({"a.md": "…"}, "XR101")``."""

    def run(texts: Mapping[str, str | bytes], *select: str) -> Analysis:
        write(tmp_path, texts)
        return analyse_folder(tmp_path, select)

    return run
