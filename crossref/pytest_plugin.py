"""A pytest plugin that checks documents beside the tests, if it is asked to: ``pytest --crossref docs``.

pytest imports this module in every run of everybody who has crossref installed, so it imports nothing of crossref itself
before it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from crossref.model import Finding, Report


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option and the key of the ini file, both of which name what is to be checked."""
    parser.getgroup("crossref").addoption(
        "--crossref",
        action="append",
        metavar="PATH",
        help="check the documents of this folder, one item for each; may be repeated",
    )
    parser.addini("crossref", "folders whose documents are checked, from the folder of this file", "args")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add an item for each document, first of all, so that it is selected and ordered like any other."""
    if paths := _paths(config):
        items.extend(_collected(session, paths))


def _paths(config: pytest.Config) -> list[Path]:
    """What is to be checked; what the command line names goes before the ini file."""
    given = [config.invocation_params.dir / path for path in config.getoption("crossref") or ()]
    return given or [config.rootpath / path for path in config.getini("crossref")]


def _collected(session: pytest.Session, paths: list[Path]) -> Iterator[pytest.Item]:
    import crossref

    try:
        report = crossref.check(*paths)
    except crossref.CrossrefError as error:
        raise pytest.UsageError(f"crossref: {error}") from None
    by_path: dict[str, list[Finding]] = {path: [] for path in report.paths}
    for finding in report.failing:
        by_path.setdefault(finding.problem.place.path, []).append(finding)
    for path, failing in by_path.items():
        yield DocumentItem.from_parent(session, name=path, nodeid=f"{path}::crossref", report=report, failing=failing)


class DocumentItem(pytest.Item):
    """A document, which fails with its findings at or above ``fail-on``."""

    funcargs: Mapping[str, object] = MappingProxyType({})
    """None; other plugins look for a test's fixtures here, as they do with pytest's own doctest items."""

    def __init__(self, *, report: Report, failing: list[Finding], **named: Any) -> None:
        super().__init__(**named)
        self._report, self._failing = report, failing

    def runtest(self) -> None:
        """Fail with the findings, as a terminal shows them."""
        if self._failing:
            raise DocumentError(self._text())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The findings alone, without the lines of this module."""
        return str(excinfo.value) if excinfo.errisinstance(DocumentError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """What a report calls it."""
        return self.path, None, self.name

    def _text(self) -> str:
        import crossref

        alone = crossref.Report(".", 1, tuple(self._failing), (), {}, self._report.excerpts)
        return crossref.render(alone, summary=False).rstrip("\n")


class DocumentError(Exception):
    """A document has findings that fail it."""
