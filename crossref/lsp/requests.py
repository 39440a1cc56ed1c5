"""What the client asks: each request is answered from the set that has the document, as it is at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from crossref.lsp import actions, completions, hovers, navigation, symbols
from crossref.lsp import renaming as renames
from crossref.lsp.answers import Action
from crossref.lsp.convert import Converter, path_of
from crossref.lsp.state import OpenSet
from crossref.renames import RenameError, rename_document

if TYPE_CHECKING:
    from crossref.lsp.server import Server

_REQUEST_FAILED = types.LSPErrorCodes.RequestFailed.value

STATUS = "crossref/status"
"""A request of our own: what the server has read so far, for reports of trouble and for tests."""


def register(server: Server) -> None:
    """Have a server answer all of these."""
    server.feature(types.TEXT_DOCUMENT_HOVER)(hover)
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(definition)
    server.feature(types.TEXT_DOCUMENT_REFERENCES)(references)
    options = types.CompletionOptions(trigger_characters=["(", "/", "#", "[", "-"])
    server.feature(types.TEXT_DOCUMENT_COMPLETION, options)(completion)
    kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix])
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(code_action)
    server.feature(types.WORKSPACE_SYMBOL)(workspace_symbol)
    server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(document_symbol)
    server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(rename)
    server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)(prepare_rename)
    # A folder would move several documents at once, and what they say of each other.
    documents = types.FileOperationPattern("**/*.{md,markdown,mdx}", types.FileOperationPatternKind.File)
    filters = types.FileOperationRegistrationOptions([types.FileOperationFilter(documents, "file")])
    server.feature(types.WORKSPACE_WILL_RENAME_FILES, filters)(will_rename_files)
    server.feature(STATUS)(status)


async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """What stands at a position, and where else."""
    if not (found := await ls.find(params.text_document.uri)):
        return None
    each, path, convert = found
    answer = hovers.hover(each.index, path, *convert.position(path, params.position))
    return convert.hover(path, answer) if answer else None


async def definition(ls: Server, params: types.DefinitionParams) -> list[types.Location]:
    """Where what stands at a position is declared."""
    if not (found := await ls.find(params.text_document.uri)):
        return []
    each, path, convert = found
    places = navigation.definitions(each.index, path, *convert.position(path, params.position))
    return [convert.location(place) for place in places]


async def references(ls: Server, params: types.ReferenceParams) -> list[types.Location]:
    """Every place that names what stands at a position."""
    if not (found := await ls.find(params.text_document.uri)):
        return []
    each, path, convert = found
    position = convert.position(path, params.position)
    wanted = params.context.include_declaration
    places = navigation.references(each.index, path, *position, declarations=wanted)
    return [convert.location(place) for place in places]


async def completion(ls: Server, params: types.CompletionParams) -> list[types.CompletionItem]:
    """What may be written at a position."""
    if not (found := await ls.find(params.text_document.uri)):
        return []
    each, path, convert = found
    line, column = convert.position(path, params.position)
    offered = completions.completions(each.moment.graph, path, line, column, each.lines(path)[line - 1])
    return [convert.completion(path, one, number) for number, one in enumerate(offered)]


async def code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What can be done about the findings in a range."""
    if not (found := await ls.find(params.text_document.uri)):
        return []
    each, path, convert = found
    first, last = convert.position(path, params.range.start), convert.position(path, params.range.end)
    profile, text = each.member.config.profile, each.text(path)
    offered: list[Action] = []
    for finding in each.at(path, first, last):
        offered.extend(actions.fixes(finding))
        if silencing := actions.ignore(finding, text, profile):
            offered.append(silencing)
    return [convert.action(action) for action in offered]


async def workspace_symbol(ls: Server, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    """The headings and entries that fit a query, of all sets."""
    await ls.current()
    return [ls.converter(each).symbol(one) for each in ls.sets for one in symbols.in_set(each.index, params.query)]


async def document_symbol(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """The headings of a document."""
    if not (found := await ls.find(params.text_document.uri)):
        return []
    each, path, convert = found
    document = each.moment.graph.document(path)
    return [convert.document_symbol(one) for one in symbols.of_document(document)] if document else []


async def prepare_rename(ls: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder:
    """What a renaming at a position would rename; an error says why there is nothing."""
    each, path, convert = await _needed(ls, params.text_document.uri)
    found = _renamable(each, path, convert, params.position)
    return types.PrepareRenamePlaceholder(convert.range(path, found.span), found.name)


async def rename(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit:
    """What gives a heading or document another name, everywhere."""
    each, path, convert = await _needed(ls, params.text_document.uri)
    found = _renamable(each, path, convert, params.position)
    try:
        renaming = renames.rename(each.moment.graph, found, params.new_name, each.text)
    except RenameError as error:
        raise JsonRpcException(str(error), _REQUEST_FAILED) from None
    if renaming.moved and not _renames_files(ls):
        raise JsonRpcException("this editor renames no files; use `crossref mv`", _REQUEST_FAILED)
    return convert.renaming(renaming)


async def will_rename_files(ls: Server, params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
    """The edits that keep references right when the editor renames a document; it renames the file itself."""
    if len(params.files) != 1:
        return None
    (file,) = params.files
    found, new = await ls.find(file.old_uri), path_of(file.new_uri)
    if found is None or new is None or (target := found[0].member.relative(new)) is None:
        return None
    each, path, convert = found
    try:
        return convert.edits(rename_document(each.moment.graph, path, target, each.text).edits)
    except RenameError:
        return None


def _renamable(each: OpenSet, path: str, convert: Converter, position: types.Position) -> renames.Renamable:
    try:
        return renames.renamable(each.moment.graph, path, *convert.position(path, position), each.text)
    except RenameError as error:
        raise JsonRpcException(str(error), _REQUEST_FAILED) from None


async def _needed(ls: Server, uri: str) -> tuple[OpenSet, str, Converter]:
    found = await ls.find(uri)
    if found is None:
        raise JsonRpcException("this file is no document of any set", _REQUEST_FAILED)
    return found


def _renames_files(ls: Server) -> bool:
    workspace = ls.client_capabilities.workspace
    can = workspace.workspace_edit if workspace else None
    return bool(can and can.document_changes and types.ResourceOperationKind.Rename in (can.resource_operations or ()))


async def status(ls: Server, params: object) -> list[dict[str, object]]:
    """Each set with its documents, and how many have been extracted since it was opened."""
    await ls.current()
    return [
        {
            "root": each.member.config.project_root,
            "documents": len(each.moment.sources),
            "extracted": each.member.session.extracted,
        }
        for each in ls.sets
    ]
