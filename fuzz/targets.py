"""What must hold for any input. Each target takes texts and raises where something does not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from crossref.config import ConfigError, load
from crossref.engine import Analysis, analyse
from crossref.extract import records
from crossref.extract.reading import read
from crossref.files import DirectoryTree, StaticTree, find
from crossref.fixing import fix
from crossref.model import Config, Document, Finding, Source, Span, Stamp
from crossref.reporters import FORMATS, Layout, renderer
from crossref.rules import RULES
from crossref.values import compare, kind_of, parse, show
from crossref.values import find as find_values

_RULES = {rule.code: rule.name for rule in RULES}
_NAMES = ("docs/architecture.md", "docs/decisions.md", "docs/deployment.md", "README.md")


def extract(text: str) -> None:
    """Both parsers read any text, every place lies in it, and records survive being written down."""
    for parser in ("markdown-it-py", "pyromark"):
        with _parser(parser):
            for path in _NAMES[:3]:
                _sound(_source(path, text), text)


def check(texts: Sequence[str]) -> None:
    """A check of any texts ends with a report that every format can show and that no order of files changes."""
    tree = StaticTree(dict(zip(_NAMES, texts, strict=False)))
    sources = [_source(path, text) for path, text in zip(_NAMES, texts, strict=False)]
    analysis = analyse(sources, tree, _config())
    for name in FORMATS:
        for layout in (Layout(40, True, True, True), Layout()):
            renderer(name)(analysis.report, layout).encode("utf-8", "backslashreplace")
    again = analyse(sources[::-1], tree, _config())
    assert _told(analysis) == _told(again), "the findings depend on the order of the files"


def fixes(texts: Sequence[str]) -> None:
    """Fixes of any texts make findings fewer and none new, and making them again changes nothing."""
    named = dict(zip(_NAMES, texts, strict=False))
    before = _analysed(named)
    made = fix(before, [_source(*entry) for entry in named.items()], _is_fixable)
    for change in made.changes:
        assert named[change.path] == change.before, "another text was fixed"
        named[change.path] = change.after
    after = _analysed(named)
    gone = len(before.report.findings) - len(after.report.findings)
    assert gone >= bool(made.changes), f"{made.changes} brought findings up"
    again = fix(after, [_source(*entry) for entry in named.items()], _is_fixable)
    assert not again.changes, f"fixed again: {again.changes}"


def _is_fixable(finding: Finding) -> bool:
    return finding.problem.fix is not None


def _analysed(named: Mapping[str, str]) -> Analysis:
    return analyse([_source(*entry) for entry in named.items()], StaticTree(named), _config())


def values(texts: Sequence[str]) -> None:
    """Values stand in order inside their text, and comparing two does not depend on which comes first."""
    found = []
    for text in texts:
        end = 0
        for each in find_values(text):
            assert end <= each.start < each.end <= len(text), f"{each} out of place"
            end = each.end
            found.append(each.value)
        whole = parse(text)
        if whole is not None:
            found.append(whole)
    for one in found:
        show(one), kind_of(one)
        assert compare(one, one) in ("equal", "compatible", "incomparable"), f"{one} conflicts with itself"
        for other in found[:8]:
            assert compare(one, other) == compare(other, one), f"{one} and {other} compare in one way and another"


def config(text: str) -> None:
    """Any configuration is read, or refused in one line."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "docs").mkdir()
        (root / "docs/architecture.md").write_text("# A\n\n[b](b.md)\n", encoding="utf-8")
        (root / "crossref.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            loaded = load(root, _RULES)
        except ConfigError as error:
            message = str(error)
        else:
            message = ""
            _check_folder(root, loaded)
        assert "\n" not in message, f"more than one line: {message}"


def _check_folder(root: Path, loaded: Config) -> None:
    assert Path(loaded.project_root) == root.resolve()
    sources = find(loaded)
    for source in sources:
        assert not source.path.startswith(("/", "..")), f"{source.path} lies outside"
    analyse(sources, DirectoryTree(root), loaded)


# -- what they share ---------------------------------------------------------------------------------------------------


@cache
def _config() -> Config:
    with tempfile.TemporaryDirectory() as folder:
        return load(Path(folder), _RULES)


def _source(path: str, text: str) -> Source:
    return Source(path, Stamp(0, 0), partial(str, text))


def _sound(source: Source, text: str) -> None:
    data = records.read_all((source,), _config().profile, facts=True)
    (reading,) = records.readings(data)
    if reading.message.startswith("lists are nested"):
        return
    assert not reading.message, reading.message
    document = records.document(source.path, reading.references, reading.facts)
    assert document == read(source, text, _config().profile, facts=True), "records changed when written down"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for span in _spans(document):
        assert 1 <= span.line <= span.end_line <= max(len(lines), 1), f"{span} of {len(lines)} lines"
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, f"{span}: no such column"
        assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1, f"{span}: no such end column"
        assert (span.line, span.column) <= (span.end_line, span.end_column), f"{span} ends before it begins"


def _spans(document: Document) -> Iterator[Span]:
    for group in (document.anchors, document.sections, document.labels, document.markers, document.ignores):
        yield from (each.span for each in group)
    for link in document.links:
        yield from (link.span, link.use)
    for claim in document.facts.claims:
        yield claim.span


def _told(analysis: Analysis) -> list[tuple[str, str, object]]:
    return [(finding.code, finding.fingerprint, finding.problem.place) for finding in analysis.report.findings]


@contextmanager
def _parser(name: str) -> Iterator[None]:
    before = os.environ.get("CROSSREF_PARSER")
    os.environ["CROSSREF_PARSER"] = name
    try:
        yield
    finally:
        if before is None:
            del os.environ["CROSSREF_PARSER"]
        else:
            os.environ["CROSSREF_PARSER"] = before
