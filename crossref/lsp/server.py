"""The language server: what the client says goes into the workspace, what it asks is worked out by pure modules.

The event loop owns all state. Only two things run beside it, in one thread: looking at the disk, while which nothing else
touches the workspace, and the rules about facts, which see an immutable graph. Diagnostics come in two steps: what links
say at once, what facts say when the typing pauses.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from crossref.executors import ExecutorError
from crossref.lsp import requests
from crossref.lsp.convert import Converter, path_of, uri_of
from crossref.lsp.positions import Encoding
from crossref.lsp.state import OpenSet
from crossref.tomlfile import ConfigError
from crossref.workspace import Workspace

T = TypeVar("T")

_PAUSE = 0.15
"""Seconds without a change after which the rules about facts run."""
_MARKDOWN = "**/*.{md,markdown,mdx,MD}"
_SETTINGS = (
    "**/{crossref.toml,pyproject.toml,.gitignore,mkdocs.yml,mkdocs.yaml,book.toml,docusaurus.config.*,_config.yml}"
)
_PASSED_OVER = frozenset({".git", "node_modules", "__pycache__", ".crossref_cache", ".venv"})

log = logging.getLogger(__name__)


class Server(LanguageServer):
    """The state of one client's session."""

    def __init__(self, version: str, workspace: Workspace) -> None:
        """The text of a document is sent as a whole: no two ends can then apply an edit in different ways."""
        super().__init__("crossref", version, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.sets: list[OpenSet] = []
        self.documents = workspace
        self._worker = ThreadPoolExecutor(1, "crossref")
        self._pending: dict[str, str | None] = {}
        self._touched: set[str] = set()
        self._wants_scan = False
        self._wants_listing = False
        self._lock = asyncio.Lock()
        """Held while a thread looks at the disk, and by whoever must not meet a set that is half looked at."""
        self._published: dict[str, Sequence[types.Diagnostic]] = {}
        self._shown: list[OpenSet] | None = None
        """The sets whose diagnostics were published last."""
        self._versions: dict[str, int] = {}
        self._uris: dict[str, str] = {}
        self._complained = ""
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._judging = False
        self._is_over = False

    def report_server_error(self, error: Exception, source: object) -> None:
        """Log what went wrong in a handler; a request was answered with an error, and the server goes on."""
        log.error("%s: %s", type(error).__name__, error, exc_info=error if log.isEnabledFor(logging.DEBUG) else None)

    # -- what changes ------------------------------------------------------------------------------------------------

    def change(self, uri: str, text: str | None, version: int | None = None) -> None:
        """A text was opened or edited, or with None closed."""
        path = path_of(uri)
        if path is None:
            return
        self._pending[path] = text
        if text is None:
            self._versions.pop(path, None)
            self._uris.pop(path, None)
        else:
            self._versions[path] = version or 0
            self._uris[path] = uri
        if text is not None and not self.documents.roots:
            # No folder is open: the set that the file belongs to is.
            self.documents.roots.append(Path(path))
            self.rescan()
        self._start(self._refresh())

    def rescan(self, touched: Sequence[str] = (), *, listing: bool = True) -> None:
        """The disk has changed: these files, and maybe which files there are."""
        self._touched.update(touched)
        self._wants_scan = True
        self._wants_listing = self._wants_listing or listing
        self._start(self._refresh())

    async def current(self) -> None:
        """Take over all that the client has said so far."""
        async with self._lock:
            if self._wants_scan:
                await self._scan()
            pending, self._pending = self._pending, {}
            for path, text in pending.items():
                self.documents.edit(path, text)

    async def _scan(self) -> None:
        touched, listing = frozenset(self._touched), self._wants_listing
        self._wants_scan = self._wants_listing = False
        self._touched.clear()
        try:
            await self._aside(lambda: self.documents.scan(touched, listing=listing))
            # What was read stays; looking through all of it for garbage takes longer than a change.
            gc.freeze()
            self._complained = ""
        except (ConfigError, ExecutorError, OSError) as error:
            if str(error) != self._complained:
                self._complained = str(error)
                message = f"crossref: {error}"
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))
        known = {each.member: each for each in self.sets}
        self.sets = [known.get(member) or OpenSet(member) for member in self.documents.members]

    async def _aside(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        if self._is_over:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) and not self._is_over:
            log.error("%s: %s", type(error).__name__, error, exc_info=error)

    # -- diagnostics -------------------------------------------------------------------------------------------------

    async def _refresh(self) -> None:
        await self.current()
        await asyncio.sleep(0)  # what the client has sent meanwhile comes first, and starts this once more
        async with self._lock:
            if self._pending or self._wants_scan:
                return
            changed = [each for each in self.sets if each.links_of is not each.moment]
            for each in changed:
                each.links = each.member.session.problems(each.moment, facts=False)
                each.links_of = each.moment
                each.judge()
            if changed or self._shown is not self.sets:
                self._publish()
                self._judge_later()

    async def _judge_facts(self) -> None:
        """Run the rules about facts on what is there now; a change in between starts this once more by itself."""
        if self._judging:
            self._judge_later()
            return
        self._judging = True
        try:
            for each in list(self.sets):
                async with self._lock:
                    moment = each.moment
                if each.facts_of is moment:
                    continue
                problems = await self._aside(partial(each.member.session.problems, moment, facts=True))
                async with self._lock:
                    if each.moment is moment and each in self.sets:
                        each.facts, each.facts_of = problems, moment
                        each.judge()
                        self._publish()
        finally:
            self._judging = False

    def _judge_later(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(_PAUSE, lambda: self._start(self._judge_facts()))

    def _publish(self) -> None:
        """Send the diagnostics of each document where they are others than before."""
        now: dict[str, Sequence[types.Diagnostic]] = {}
        for each in self.sets:
            convert = self.converter(each)
            for path, findings in each.findings.items():
                now[each.member.absolute(path)] = [convert.diagnostic(finding) for finding in findings]
        for path in sorted({*now, *self._published}):
            found = now.get(path, [])
            if found != self._published.get(path, []):
                uri = self._uris.get(path) or uri_of(path)
                version = self._versions.get(path)
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version=version))
        self._published, self._shown = now, self.sets

    # -- what requests need ------------------------------------------------------------------------------------------

    def converter(self, found: OpenSet) -> Converter:
        """What turns the places of a set into the client's."""
        encoding = self.workspace.position_encoding
        name = encoding.value if isinstance(encoding, types.PositionEncodingKind) else encoding
        return Converter(found.member.absolute, found.lines, cast(Encoding, name))

    async def find(self, uri: str) -> tuple[OpenSet, str, Converter] | None:
        """The set that has a document, its path there, and what converts; None for a file of no set."""
        await self.current()
        path = path_of(uri)
        located = self.documents.find(path) if path else None
        if located is None:
            return None
        member, relative = located
        found = next(each for each in self.sets if each.member is member)
        return found, relative, self.converter(found)

    def forget(self) -> None:
        """Let go of the thread; what it is doing is of no use any more."""
        self._is_over = True
        if self._timer:
            self._timer.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)


def create(version: str, workspace: Workspace) -> Server:
    """A server that is ready to be started with ``start_io``."""
    server = Server(version, workspace)
    _listen(server)
    requests.register(server)
    return server


# -- notifications ---------------------------------------------------------------------------------------------------


def _listen(server: Server) -> None:
    """What the client tells."""

    @server.feature(types.INITIALIZED)
    def initialized(ls: Server, params: types.InitializedParams) -> None:
        ls.documents.roots[:] = _roots(ls)
        ls.rescan()
        watched = ls.client_capabilities.workspace and ls.client_capabilities.workspace.did_change_watched_files
        if watched and watched.dynamic_registration:
            ls.client_register_capability(types.RegistrationParams([_watching()]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        ls.change(params.text_document.uri, params.text_document.text, params.text_document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        document = ls.workspace.get_text_document(params.text_document.uri)
        ls.change(params.text_document.uri, document.source, params.text_document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        ls.change(params.text_document.uri, None)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        ls.rescan([path] if path else [], listing=bool(path and not ls.documents.find(path)))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
        events = [(path, event.type) for event in params.changes if (path := path_of(event.uri))]
        events = [(path, kind) for path, kind in events if _PASSED_OVER.isdisjoint(Path(path).parts)]
        if events:
            listing = any(kind is not types.FileChangeType.Changed for _, kind in events)
            ls.rescan([path for path, _ in events], listing=listing)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
        ls.documents.roots[:] = _roots(ls)
        ls.rescan()

    @server.feature(types.SHUTDOWN)
    def shut_down(ls: Server, params: None) -> None:
        ls.forget()


def _roots(server: Server) -> list[Path]:
    uris = [folder.uri for folder in server.workspace.folders.values()] or [server.workspace.root_uri or ""]
    return [Path(path) for uri in uris if (path := path_of(uri))]


def _watching() -> types.Registration:
    """Ask for all changes of documents and settings; of other files it only matters whether they are there."""
    there = types.WatchKind.Create | types.WatchKind.Delete
    watchers = [
        types.FileSystemWatcher(_MARKDOWN),
        types.FileSystemWatcher(_SETTINGS),
        types.FileSystemWatcher("**/*", there),
    ]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    return types.Registration("crossref-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
