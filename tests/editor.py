"""An editor for tests: a real client that talks to a language server in a process of its own, over stdin and stdout."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import make_test_lsp_client

PATIENCE = 10.0
"""Seconds to wait for what must come."""

Diagnostics = Sequence[types.Diagnostic]


class Editor:
    """A client with a server, each folder that it works in a workspace folder."""

    def __init__(self, folder: Path | None = None, *, encodings: Sequence[str] = ("utf-16",)) -> None:
        """Start the server with the capabilities that VS Code declares."""
        self._loop = asyncio.new_event_loop()
        self.client: LanguageClient = make_test_lsp_client()
        self.versions: dict[str, int] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self._texts: dict[str, str] = {}
        self.client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: None)
        capabilities = client_capabilities("visual_studio_code")
        assert capabilities.general
        capabilities.general.position_encodings = [types.PositionEncodingKind(name) for name in encodings]
        folders = [types.WorkspaceFolder(folder.as_uri(), folder.name)] if folder else []
        params = types.InitializeParams(capabilities, workspace_folders=folders)
        self.run(self.client.start_io(sys.executable, "-m", "crossref", "lsp"))
        self.server = self.run(self.client.initialize_session(params))

    def run(self, work: Any) -> Any:
        """Do something of the client's, and wait until it is done."""
        return self._loop.run_until_complete(asyncio.wait_for(work, PATIENCE))

    def close_down(self) -> int | None:
        """End the server as an editor does; its exit code."""
        self.run(self.client.shutdown_session())
        process = self.client._server
        self.run(self.client.stop())
        self._loop.close()
        return process.returncode if process else None

    def add(self, folder: Path) -> None:
        """Take a folder into the workspace."""
        self._folders(added=[folder])

    def remove(self, folder: Path) -> None:
        """Take a folder out of the workspace."""
        self._folders(removed=[folder])

    def open(self, path: Path, text: str | None = None) -> None:
        """Open a file, with the text that it has or another."""
        uri = path.as_uri()
        self.versions[uri] = 1
        self._texts[uri] = path.read_bytes().decode() if text is None else text
        item = types.TextDocumentItem(uri, types.LanguageKind.Markdown, 1, self._texts[uri])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, path: Path, old: str, new: str) -> None:
        """Put a text in the place of another, which stands there once."""
        uri = path.as_uri()
        assert self._texts[uri].count(old) == 1
        self._texts[uri] = self._texts[uri].replace(old, new)
        self.versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        changes = [types.TextDocumentContentChangeWholeDocument(self._texts[uri])]
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    def close(self, path: Path) -> None:
        """Close a file without saving it."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.named(path)))

    def touch(self, *events: tuple[Path, types.FileChangeType]) -> None:
        """Say that files have changed on disk."""
        changes = [types.FileEvent(path.as_uri(), kind) for path, kind in events]
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes))

    def named(self, path: Path) -> types.TextDocumentIdentifier:
        """How the protocol names a file."""
        return types.TextDocumentIdentifier(path.as_uri())

    def status(self) -> Any:
        """What the server has read so far."""
        return self.run(self.client.protocol.send_request_async("crossref/status", {}))

    def send_raw(self, message: dict[str, Any]) -> None:
        """Send what no client would send."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.client.protocol.writer
        self.client.protocol.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def wait(self, path: Path, fits: Callable[[Diagnostics], object]) -> Diagnostics:
        """The diagnostics of a file, as soon as they are as they should be."""

        async def waiting() -> Diagnostics:
            while not fits(found := self.client.diagnostics.get(path.as_uri(), [])):
                await asyncio.sleep(0.005)
            return found

        try:
            found: Diagnostics = self.run(waiting())
        except TimeoutError:
            shown = [f"{each.code}: {each.message}" for each in self.client.diagnostics.get(path.as_uri(), [])]
            raise AssertionError(f"the diagnostics of {path.name} stay {shown}") from None
        return found

    def codes(self, path: Path, *wanted: str) -> Diagnostics:
        """The diagnostics of a file, as soon as they are those of just these rules, what is only a hint aside."""
        hint = types.DiagnosticSeverity.Hint
        return [
            each
            for each in self.wait(
                path, lambda found: sorted(str(each.code) for each in found if each.severity != hint) == sorted(wanted)
            )
            if each.severity != hint
        ]

    def _folders(self, added: Sequence[Path] = (), removed: Sequence[Path] = ()) -> None:
        event = types.WorkspaceFoldersChangeEvent(
            [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in added],
            [types.WorkspaceFolder(folder.as_uri(), folder.name) for folder in removed],
        )
        self.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))


def position(text: str, part: str, offset: int = 0, encoding: str = "utf-16") -> types.Position:
    """Where a part of a text begins, so many characters further, in the units of an encoding."""
    start = text.index(part) + offset
    line_start = text.rfind("\n", 0, start) + 1
    before = text[line_start:start]
    units = {"utf-8": len(before.encode()), "utf-16": len(before.encode("utf-16-le")) // 2, "utf-32": len(before)}
    return types.Position(text.count("\n", 0, start), units[encoding])
