"""Known findings: what a baseline file holds, which findings of a run it knows, and which of its entries are stale.

Pure: a text is read and made here, files are opened elsewhere. An entry holds neither line nor message, so that it
changes only with its finding; each stands on a line of its own, so that a difference of two versions reads well.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from crossref import triage
from crossref.identity import Texts, Trace, digest, has_sides, known_again, trace
from crossref.model import Config, CrossrefError, Finding, Place, Problem, Report, Severity, Silenced, Span
from crossref.rule import Rule

VERSION = 1
KIND = "crossref-baseline"
"""Tells a baseline from other JSON, the report of a check among it."""
STALE = "XR904"
_UNREADABLE = "XR903"

_SHOWN = 60
"""Characters of a subject in a message."""
_ANEW = "mend it, or remove the file and run `crossref baseline`"
_SPACE = re.compile(r"[ \t\r\n]*")


class BaselineError(CrossrefError):
    """Why a baseline cannot be used, in one line: the file, the line, and what to do."""


class Entry(Struct, frozen=True, omit_defaults=True):
    """A known finding."""

    code: str
    path: str
    """Of its document, from the folder of the baseline; in a ``Share`` from the project root."""
    subject: str
    fingerprint: str
    """That of the finding when it was written down."""
    twin_of: str = ""
    """The identity it shares with its twins, where that is not its fingerprint."""
    context: str = ""
    """What tells it from its twins: digests of the words before and after it, with a hyphen between."""
    sides: tuple[str, ...] = ()
    """The documents of all its places, where these are several, with paths as above."""


class Known(Struct, frozen=True):
    """An entry, its number in its file, and where it stands there."""

    entry: Entry
    number: int
    span: Span


class Baseline(Struct, frozen=True):
    """What a file says."""

    known: tuple[Known, ...]
    roots: tuple[str, ...]
    """The folders whose documents were looked at, from the folder of the file."""


class Share(Struct, frozen=True):
    """What a baseline says of one set."""

    file: str
    """The baseline, from the project root of the set."""
    lines: Mapping[int, str]
    """The text of each line with an entry."""
    known: tuple[Known, ...]
    judged: frozenset[int]
    """The numbers of the entries that this run could find, if their rules run."""


class Outcome(Struct, frozen=True):
    """A report without what is known, and what became of the entries by number; of those it does not name, nothing."""

    report: Report
    followed: Mapping[int, tuple[Entry, ...]] = {}
    """What was found again, as it is written down now; one finding may have left several."""
    stale: frozenset[int] = frozenset()
    """What matches nothing any more."""


# -- findings and entries --------------------------------------------------------------------------------------------


def entry_of(finding: Finding, texts: Texts) -> Entry:
    """What is written down of a finding; ``texts`` are those that it was found in."""
    found = trace(finding, texts)
    twin_of = "" if found.identity == finding.fingerprint else found.identity
    context = f"{found.before}-{found.after}".removesuffix("-")
    sides = found.sides if len(found.sides) > 1 else ()
    return Entry(found.code, found.path, found.subject, finding.fingerprint, twin_of, context, sides)


def apply(report: Report, share: Share, config: Config, rules: Sequence[Rule], texts: Texts) -> Outcome:
    """Move what is known to ``silenced``, and report entries that match nothing any more.

    An entry is not called stale where the run could not have found it: if the share says so, if its rule did not run, or
    if a document could not be read. One of a rule that does not exist is.
    """
    traces = [trace(finding, texts) for finding in report.findings]
    matched = known_again([_trace_of(each.entry) for each in share.known], traces, report.paths)
    spent = set(matched.values())
    unspent = [each for index, each in enumerate(share.known) if index not in spent and each.number in share.judged]
    hidden = _out_of_sight(config, rules)
    stale = [] if _is_blind(report) else [each for each in unspent if each.entry.code not in hidden]
    rule = next((rule for rule in triage.selected(rules, config) if rule.code == STALE), None)
    named = [] if rule is None else [_finding(share, each, rule, config, rules) for each in stale]
    news = [finding for index, finding in enumerate(report.findings) if index not in matched]
    silenced = (*report.silenced, *(Silenced(report.findings[index], "baseline") for index in matched))
    lines = sorted({finding.problem.place.span.line for finding in named})
    changed = replace(
        report,
        findings=tuple(sorted((*news, *named), key=triage.order)),
        silenced=tuple(sorted(silenced, key=lambda item: triage.order(item.finding))),
        excerpts={**report.excerpts, **({share.file: {line: share.lines[line] for line in lines}} if lines else {})},
    )
    followed: dict[int, tuple[Entry, ...]] = {}
    for index in sorted(matched):
        number = share.known[matched[index]].number
        followed[number] = (*followed.get(number, ()), entry_of(report.findings[index], texts))
    return Outcome(changed, followed, frozenset(each.number for each in stale))


def _trace_of(entry: Entry) -> Trace:
    before, _, after = entry.context.partition("-")
    sides = (entry.sides or (entry.path,)) if has_sides(entry.code) else ()
    return Trace(entry.twin_of or entry.fingerprint, entry.code, entry.path, entry.subject, before, after, sides)


def _is_blind(report: Report) -> bool:
    """Whether a document could not be read, whatever was found in it before."""
    found = (*report.findings, *(entry.finding for entry in report.silenced))
    return any(finding.code == _UNREADABLE for finding in found)


def _out_of_sight(config: Config, rules: Sequence[Rule]) -> frozenset[str]:
    """The codes of rules that did not run; one that does not exist is not among them, because it never will."""
    return frozenset(rule.code for rule in rules) - {rule.code for rule in triage.selected(rules, config)}


def _finding(share: Share, known: Known, rule: Rule, config: Config, rules: Sequence[Rule]) -> Finding:
    entry = known.entry
    name = next((each.name for each in rules if each.code == entry.code), entry.code)
    subject = entry.subject if len(entry.subject) <= _SHOWN else f"{entry.subject[:_SHOWN].rstrip()}…"
    about = f" about `{subject}`" if subject else ""
    message = f"no {name}{about} is found in {entry.path} any more; `crossref check --update` removes this entry"
    fingerprint = digest(STALE, share.file, "", entry.fingerprint, "0")
    problem = Problem(message, Place(share.file, known.span), entry.fingerprint)
    severity: Severity = triage.severity_of(rule, config)
    return Finding(STALE, rule.name, severity, fingerprint, problem, identity=fingerprint)


# -- the file --------------------------------------------------------------------------------------------------------


def written(entries: Iterable[Entry], roots: Iterable[str]) -> str:
    """The text of a baseline: entries by path, rule and subject, twins in the order given."""
    lines = [
        "    " + json.dumps(msgspec.to_builtins(entry), ensure_ascii=False)
        for entry in sorted(entries, key=lambda one: (one.path, one.code, one.subject, one.twin_of or one.fingerprint))
    ]
    head = {"kind": KIND, "version": VERSION, "roots": sorted(set(roots))}
    opening = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n" for key, value in head.items()]
    listed = "\n" + ",\n".join(lines) + "\n  " if lines else ""
    return "".join(("{\n", *opening, '  "entries": [', listed, "]\n}\n"))


def read(text: str, shown: str) -> Baseline:
    """What a baseline says; ``shown`` names the file in messages. Raises ``BaselineError``."""
    if KIND not in text:
        raise _foreign(shown)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise BaselineError(f"{shown}:{error.lineno}: not valid JSON: {error.msg}; {_ANEW}") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, a thousand brackets
        raise _foreign(shown) from None
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise _foreign(shown)
    places = _members(text)
    version = data.get("version")
    if type(version) is not int or version < 1:
        raise BaselineError(
            f"{shown}:{_line(text, places.get('version', 0))}: a baseline needs a version, which is a number; {_ANEW}"
        )
    if version > VERSION:
        line = _line(text, places["version"])
        raise BaselineError(
            f"{shown}:{line}: written by a newer crossref (version {version}, this one reads {VERSION}); "
            "update crossref, or remove the file and run `crossref baseline`"
        )
    for key in ("entries", "roots"):
        if not isinstance(data.get(key, [] if key == "roots" else None), list):
            line = _line(text, places.get(key, 0))
            raise BaselineError(f"{shown}:{line}: `{key}` must be a list; {_ANEW}")
    found = enumerate(_entries(text, places["entries"], shown))
    known = tuple(Known(entry, number, span) for number, (entry, span) in found)
    return Baseline(known, tuple(root for root in data.get("roots", ()) if isinstance(root, str)))


def _foreign(shown: str) -> BaselineError:
    return BaselineError(f"{shown}:1: not a baseline of crossref; name another file, `crossref baseline` writes one")


def _entries(text: str, start: int, shown: str) -> Iterator[tuple[Entry, Span]]:
    """The entries of a list that is valid JSON and begins at an offset, each with its place."""
    decoder = json.JSONDecoder()
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    position = _after_space(text, start + 1)
    while text[position] != "]":
        value, end = decoder.raw_decode(text, position)
        span = _span(starts, position, end)
        yield _converted(value, span.line, shown), span
        position = _after_space(text, end)
        if text[position] == ",":
            position = _after_space(text, position + 1)


def _converted(value: Any, line: int, shown: str) -> Entry:
    try:
        return msgspec.convert(value, Entry)
    except msgspec.ValidationError as error:
        raise BaselineError(f"{shown}:{line}: not an entry: {error}; {_ANEW}") from None


def _members(text: str) -> dict[str, int]:
    """Where the values of a valid JSON object begin, by key: the parser itself does not say."""
    decoder = json.JSONDecoder()
    found: dict[str, int] = {}
    position = _after_space(text, text.index("{") + 1)
    while text[position] != "}":
        key, end = decoder.raw_decode(text, position)
        position = _after_space(text, _after_space(text, end) + 1)
        found[key] = position
        _, end = decoder.raw_decode(text, position)
        position = _after_space(text, end)
        if text[position] == ",":
            position = _after_space(text, position + 1)
    return found


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _span(starts: Sequence[int], start: int, end: int) -> Span:
    def place(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return Span(*place(start), *place(end))


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
