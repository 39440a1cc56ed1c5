"""The language server over the real protocol: a client of its own, a server in another process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import write
from editor import Editor, position
from lsprotocol import types
from pygls.exceptions import JsonRpcMethodNotFound
from served import ARCHITECTURE, DEPLOYMENT, hovering, opened, started

pytestmark = pytest.mark.filterwarnings("error::pytest_lsp.LspSpecificationWarning")


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    yield from started()


@pytest.fixture
def folder(editor: Editor, tmp_path: Path) -> Iterator[Path]:
    yield from opened(editor, tmp_path)


def test_what_the_server_can_do(editor: Editor) -> None:
    can = editor.server.capabilities
    assert can.position_encoding == "utf-16"
    assert can.hover_provider
    assert can.definition_provider
    assert can.references_provider
    assert can.workspace_symbol_provider
    assert can.document_symbol_provider
    assert [*can.code_action_provider.code_action_kinds] == ["quickfix"]
    assert can.workspace.workspace_folders.supported
    assert editor.server.server_info.name == "crossref"


# -- diagnostics -----------------------------------------------------------------------------------------------------


def test_a_change_in_one_document_shows_in_another_that_is_closed(editor: Editor, folder: Path) -> None:
    deployment = folder / "deployment.md"
    editor.open(deployment)
    before = editor.status()[0]["extracted"]
    editor.change(deployment, "## Rollback", "## Going back")
    (found,) = editor.codes(folder / "architecture.md", "XR102")
    assert found.message.startswith("no heading `#rollback` in `deployment.md`")
    assert found.severity == types.DiagnosticSeverity.Error
    assert found.source == "crossref"
    assert found.range.start == position(ARCHITECTURE, "deployment.md#rollback")
    assert found.range.end == position(ARCHITECTURE, "deployment.md#rollback", len("deployment.md#rollback"))
    assert editor.status()[0]["extracted"] == before + 1
    editor.change(deployment, "## Going back", "## Rollback")
    editor.codes(folder / "architecture.md")


def test_closing_brings_back_what_is_on_disk(editor: Editor, folder: Path) -> None:
    deployment = folder / "deployment.md"
    editor.open(deployment, DEPLOYMENT.replace("## Rollback", "## Going back"))
    editor.codes(folder / "architecture.md", "XR102")
    editor.close(deployment)
    editor.codes(folder / "architecture.md")


def test_contradictions_name_the_other_side(editor: Editor, folder: Path) -> None:
    deployment = folder / "deployment.md"
    editor.open(deployment)
    editor.change(deployment, "Restart the", "Access tokens expire after 20 minutes. Restart the")
    (conflict,) = editor.codes(deployment, "XR301")
    assert conflict.related_information
    places = {each.location.uri.rpartition("/")[2] for each in conflict.related_information}
    assert "architecture.md" in places


def test_versions_are_those_of_the_open_text(editor: Editor, folder: Path) -> None:
    received: list[types.PublishDiagnosticsParams] = []
    keep = editor.client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS]

    def publish(params: types.PublishDiagnosticsParams) -> None:
        received.append(params)
        keep(params)

    editor.client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = publish
    try:
        deployment = folder / "deployment.md"
        editor.open(deployment)
        editor.change(deployment, "Restart the", "See [x](gone.md). Restart the")
        editor.codes(deployment, "XR101")
        editor.change(deployment, "## Rollback", "## Going back")
        editor.codes(folder / "architecture.md", "XR102")
    finally:
        editor.client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = keep
    versions = {each.uri.rpartition("/")[2]: each.version for each in received}
    assert versions["deployment.md"] in (2, 3)
    assert versions["architecture.md"] is None


def test_what_is_only_worth_knowing_is_a_hint(editor: Editor, folder: Path) -> None:
    write(folder, {"lonely.md": "# Lonely\n\nNobody leads here.\n"})
    editor.touch((folder / "lonely.md", types.FileChangeType.Created))
    found = editor.wait(folder / "lonely.md", lambda each: [one.code for one in each] == ["XR205"])
    assert found[0].severity == types.DiagnosticSeverity.Hint


def test_files_that_come_and_go(editor: Editor, folder: Path) -> None:
    editor.codes(folder / "architecture.md")
    (folder / "deployment.md").rename(folder / "deploy.md")
    editor.touch(
        (folder / "deployment.md", types.FileChangeType.Deleted), (folder / "deploy.md", types.FileChangeType.Created)
    )
    editor.codes(folder / "architecture.md", "XR101", "XR101")
    (folder / "deploy.md").rename(folder / "deployment.md")
    editor.touch(
        (folder / "deployment.md", types.FileChangeType.Created), (folder / "deploy.md", types.FileChangeType.Deleted)
    )
    editor.codes(folder / "architecture.md")


def test_a_mistake_in_the_configuration_is_shown_and_survived(editor: Editor, folder: Path) -> None:
    settings = folder / "crossref.toml"
    settings.write_text("rooot = 1\n")
    editor.client.messages.clear()
    editor.touch((settings, types.FileChangeType.Created))
    editor.open(folder / "deployment.md", DEPLOYMENT.replace("## Rollback", "## Going back"))
    editor.codes(folder / "architecture.md", "XR102")
    assert "rooot" in editor.client.messages[-1].message
    settings.write_text('[severity]\nbroken-anchor = "off"\n')
    editor.touch((settings, types.FileChangeType.Changed))
    editor.codes(folder / "architecture.md")


def test_several_folders_and_files_of_none(
    editor: Editor, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other, stranger = tmp_path_factory.mktemp("other"), tmp_path_factory.mktemp("stranger") / "s.md"
    write(other, {"a.md": "# A\n\n[gone](gone.md)\n"})
    stranger.write_text("# S\n\n[gone](gone.md)\n")
    editor.add(other)
    editor.codes(other / "a.md", "XR101")
    editor.open(stranger)
    assert editor.run(editor.client.text_document_hover_async(hovering(editor, stranger, "gone.md"))) is None
    assert stranger.as_uri() not in editor.client.diagnostics
    editor.remove(other)
    editor.codes(other / "a.md")


# -- trouble ---------------------------------------------------------------------------------------------------------


def test_messages_that_make_no_sense_are_survived(editor: Editor, folder: Path) -> None:
    editor.send_raw({"id": "odd", "method": "textDocument/hover", "params": {"textDocument": 7}})
    unknown_method = editor.client.protocol.send_request_async("crossref/unknown", {})
    with pytest.raises(JsonRpcMethodNotFound):
        editor.run(unknown_method)
    never_opened = types.VersionedTextDocumentIdentifier(1, (folder / "never.md").as_uri())
    changes = [types.TextDocumentContentChangeWholeDocument("# New")]
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(never_opened, changes))
    beyond = types.HoverParams(editor.named(folder / "deployment.md"), types.Position(9999, 9999))
    assert editor.run(editor.client.text_document_hover_async(beyond)) is None
    unknown = types.HoverParams(types.TextDocumentIdentifier("untitled:Untitled-1"), types.Position(0, 0))
    assert editor.run(editor.client.text_document_hover_async(unknown)) is None


def test_one_of_500_documents_is_read_again(editor: Editor, tmp_path: Path) -> None:
    size = 500
    write(
        tmp_path,
        {
            f"d{number}.md": f"# Document {number}\n\n## Part\n\nSee [the next](d{(number + 1) % size}.md#part).\n"
            for number in range(size)
        },
    )
    editor.add(tmp_path)
    editor.open(tmp_path / "d7.md")
    assert editor.status()[0]["extracted"] == size
    editor.change(tmp_path / "d7.md", "## Part", "## Piece")
    editor.codes(tmp_path / "d6.md", "XR102")
    assert editor.status()[0]["extracted"] == size + 1
    editor.remove(tmp_path)
