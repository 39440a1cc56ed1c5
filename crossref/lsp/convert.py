"""Our words as the protocol's: places to locations, findings to diagnostics, answers to results."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types

from crossref.lsp.answers import Action, Completion, CompletionKind, Hover, Symbol
from crossref.lsp.positions import Encoding, from_units, to_units
from crossref.model import Edit, Finding, Place, Severity, Span
from crossref.renames import Renaming

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    # What is only worth knowing is faint in the text and not listed among the problems by most editors.
    Severity.INFO: types.DiagnosticSeverity.Hint,
}
_COMPLETIONS: Mapping[CompletionKind, types.CompletionItemKind] = {
    "file": types.CompletionItemKind.File,
    "folder": types.CompletionItemKind.Folder,
    "heading": types.CompletionItemKind.Reference,
    "decision": types.CompletionItemKind.Value,
}
_SYMBOLS = {
    "heading": types.SymbolKind.String,
    "component": types.SymbolKind.Module,
    "endpoint": types.SymbolKind.Method,
    "env-var": types.SymbolKind.Constant,
    "decision": types.SymbolKind.Key,
    "table": types.SymbolKind.Struct,
    "metric": types.SymbolKind.Number,
    "alert": types.SymbolKind.Event,
}
_UNUSED_IGNORE = "XR901"
_DRIVE = re.compile(r"/[A-Za-z]:/")
"""What a Windows path begins with in an address."""

SOURCE = "crossref"
"""Whom the editor names beside a diagnostic."""


class Converter:
    """Converts for one set: its paths to addresses, its columns to the units of the client."""

    def __init__(
        self, absolute: Callable[[str], str], lines: Callable[[str], Sequence[str]], encoding: Encoding
    ) -> None:
        self._absolute = absolute
        self._lines = lines
        self._encoding = encoding

    def position(self, path: str, position: types.Position) -> tuple[int, int]:
        """A position of the protocol as a line and column."""
        return from_units(self._lines(path), position.line, position.character, self._encoding)

    def uri(self, path: str) -> str:
        """The address of a path from the project root."""
        return uri_of(self._absolute(path))

    def range(self, path: str, span: Span) -> types.Range:
        """A span of a document."""
        lines = self._lines(path)
        start = to_units(lines, span.line, span.column, self._encoding)
        end = to_units(lines, span.end_line, span.end_column, self._encoding)
        return types.Range(types.Position(*start), types.Position(*max(start, end)))

    def location(self, place: Place) -> types.Location:
        """A place."""
        return types.Location(self.uri(place.path), self.range(place.path, place.span))

    def diagnostic(self, finding: Finding) -> types.Diagnostic:
        """A finding; its notes are the related places."""
        problem = finding.problem
        related = [
            types.DiagnosticRelatedInformation(self.location(note.place), note.message) for note in problem.notes
        ]
        return types.Diagnostic(
            self.range(problem.place.path, problem.place.span),
            problem.message,
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if finding.code == _UNUSED_IGNORE else None,
            related_information=related or None,
            data={"fingerprint": finding.fingerprint, "name": finding.name},
        )

    def hover(self, path: str, hover: Hover) -> types.Hover:
        """A hover, in Markdown in which nothing of a document can become markup."""
        parts = [f"**{hover.kind}** {_code(hover.name)}"]
        for line in hover.lines:
            parts.append(f"- {_plain(line.text)}{' ' + self._linked(line.place) if line.place else ''}")
        text = parts[0] + ("\n\n" + "\n".join(parts[1:]) if parts[1:] else "")
        content = types.MarkupContent(types.MarkupKind.Markdown, text)
        return types.Hover(content, self.range(path, hover.span))

    def completion(self, path: str, completion: Completion, number: int) -> types.CompletionItem:
        """A completion; ``number`` keeps the order that it was offered in."""
        return types.CompletionItem(
            completion.label,
            kind=_COMPLETIONS[completion.kind],
            detail=completion.detail or None,
            sort_text=f"{number:05}",
            # The client compares with what is typed, which is the text for a path and the number for a decision.
            filter_text=completion.typed or completion.text,
            text_edit=types.TextEdit(self.range(path, completion.span), completion.text),
        )

    def edits(self, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """Edits as the client applies them all at once."""
        changes: dict[str, list[types.TextEdit]] = {}
        for edit in edits:
            place = edit.place
            changed = types.TextEdit(self.range(place.path, place.span), edit.text)
            changes.setdefault(self.uri(place.path), []).append(changed)
        return types.WorkspaceEdit(changes)

    def renaming(self, renaming: Renaming) -> types.WorkspaceEdit:
        """A renaming; one of a document renames the file after the edits."""
        edited = self.edits(renaming.edits)
        if renaming.moved is None:
            return edited
        steps: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
            types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri), edits)
            for uri, edits in (edited.changes or {}).items()
        ]
        old, new = map(self.uri, renaming.moved)
        return types.WorkspaceEdit(document_changes=[*steps, types.RenameFile(old, new)])

    def action(self, action: Action) -> types.CodeAction:
        """A code action with the diagnostic that it is about."""
        return types.CodeAction(
            action.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[self.diagnostic(action.finding)],
            is_preferred=action.preferred or None,
            edit=self.edits(action.edits),
        )

    def symbol(self, symbol: Symbol) -> types.WorkspaceSymbol:
        """A symbol of the set."""
        kind = _SYMBOLS.get(symbol.kind, types.SymbolKind.Object)
        return types.WorkspaceSymbol(
            self.location(symbol.place), symbol.name or "-", kind, container_name=symbol.container
        )

    def document_symbol(self, symbol: Symbol) -> types.DocumentSymbol:
        """A heading with those below it; an editor refuses one without a name."""
        path, span = symbol.place.path, symbol.place.span
        last = Span(span.line, span.column, max(symbol.last_line, span.end_line), span.end_column)
        if symbol.last_line > span.end_line:
            length = len(self._lines(path)[symbol.last_line - 1]) if symbol.last_line <= len(self._lines(path)) else 0
            last = Span(span.line, span.column, symbol.last_line, length + 1)
        return types.DocumentSymbol(
            symbol.name or "-",
            types.SymbolKind.String,
            self.range(path, last),
            self.range(path, span),
            children=[self.document_symbol(child) for child in symbol.children],
        )

    def _linked(self, place: Place) -> str:
        return f"[{_plain(place.path)}:{place.span.line}](<{self.uri(place.path)}#L{place.span.line}>)"


def uri_of(path: str) -> str:
    """The address of an absolute path."""
    return Path(path).as_uri()


def path_of(uri: str) -> str | None:
    """The absolute path behind an address; None for one that is not of a file."""
    try:
        parts = urlsplit(uri)
    except ValueError:  # brackets that hold no address
        return None
    if parts.scheme != "file":
        return None
    path = unquote(parts.path, errors="surrogateescape")
    if _DRIVE.match(path):
        path = path[1:]
    return os.path.abspath(path) if path and "\0" not in path else None


def _code(text: str) -> str:
    """A text in a code span that it cannot leave (CommonMark 0.31, *Code spans*: by a longer run of backticks)."""
    text = " ".join(text.split())
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}" if text else ""


def _plain(text: str) -> str:
    """A text in which all that could begin markup is escaped; other punctuation stays, as not every editor renders it."""
    text = re.sub(r"([\\`*_\[\]<>#!|~&:@$])", r"\\\1", " ".join(text.split()))
    return f"\\{text}" if text[:1] in "-+=" and text else text
