"""What an editor asks the language server, over the real protocol: hover, navigation, renaming, columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import write
from editor import Editor, position
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from served import DEPLOYMENT, FILES, hovering, opened, started

pytestmark = pytest.mark.filterwarnings("error::pytest_lsp.LspSpecificationWarning")


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    yield from started()


@pytest.fixture
def folder(editor: Editor, tmp_path: Path) -> Iterator[Path]:
    yield from opened(editor, tmp_path)


def targets(found: object) -> list[tuple[str, int]]:
    """The file names and 1-based lines of locations."""
    assert isinstance(found, list | tuple)
    return [(each.uri.rpartition("/")[2], each.range.start.line + 1) for each in found]


# -- requests --------------------------------------------------------------------------------------------------------


def test_hover(editor: Editor, folder: Path) -> None:
    path = folder / "architecture.md"
    shown = editor.run(editor.client.text_document_hover_async(hovering(editor, path, "deployment.md#rollback")))
    assert shown.contents.value.startswith("**link** `Rollback`\n\n- leads to [deployment.md:3]")
    shown = editor.run(
        editor.client.text_document_hover_async(hovering(editor, folder / "deployment.md", "Order Service"))
    )
    assert shown.contents.value.startswith("**component** `Order Service`\n\n- declared in [architecture.md:5]")
    shown = editor.run(editor.client.text_document_hover_async(hovering(editor, path, "ADR-007")))
    assert "decisions.md:3" in shown.contents.value
    assert editor.run(editor.client.text_document_hover_async(hovering(editor, path, "Takes"))) is None


def test_definition(editor: Editor, folder: Path) -> None:
    def definition(name: str, part: str) -> list[tuple[str, int]]:
        params = types.DefinitionParams(editor.named(folder / name), position(FILES[name], part, 1))
        return targets(editor.run(editor.client.text_document_definition_async(params)))

    assert definition("architecture.md", "deployment.md#rollback") == [("deployment.md", 3)]
    assert definition("architecture.md", "deployment.md)") == [("deployment.md", 1)]
    assert definition("architecture.md", "ADR-007") == [("decisions.md", 3)]
    assert definition("deployment.md", "Billing Service") == [("architecture.md", 9)]
    assert definition("architecture.md", "Takes") == []


def test_references(editor: Editor, folder: Path) -> None:
    def references(name: str, part: str, declarations: bool = False) -> list[tuple[str, int]]:
        context = types.ReferenceContext(declarations)
        params = types.ReferenceParams(context, editor.named(folder / name), position(FILES[name], part, 1))
        return targets(editor.run(editor.client.text_document_references_async(params)))

    assert references("deployment.md", "Rollback") == [("architecture.md", 7)]
    assert references("deployment.md", "Rollback", True) == [("deployment.md", 3), ("architecture.md", 7)]
    assert references("architecture.md", "Order Service") == [("architecture.md", 11), ("deployment.md", 5)]
    assert references("decisions.md", "ADR-007") == [("architecture.md", 7)]


def edit_of(item: types.CompletionItem) -> types.TextEdit:
    assert isinstance(item.text_edit, types.TextEdit)
    return item.text_edit


def test_completion(editor: Editor, folder: Path) -> None:
    path = folder / "deployment.md"
    editor.open(path)

    def offered(written: str) -> dict[str, types.CompletionItem]:
        editor.open(path, f"# D\n\n{written}\n")
        params = types.CompletionParams(editor.named(path), types.Position(2, len(written)))
        items = editor.run(editor.client.text_document_completion_async(params))
        return {item.label: item for item in items}

    found = offered("[a](")
    assert {"architecture.md", "decisions.md", "ADR-007: Use queues"} <= {*found}
    assert "deployment.md" not in found
    assert edit_of(found["ADR-007: Use queues"]).new_text == "decisions.md#adr-007-use-queues"
    assert {*offered("[a](./")} == {"architecture.md", "decisions.md"}
    anchors = offered("[a](architecture.md#bil")
    assert "billing-service" in anchors
    assert edit_of(anchors["billing-service"]).range.start.character == len("[a](architecture.md#")
    assert edit_of(offered("as ADR-")["ADR-007: Use queues"]).new_text == "ADR-007"
    assert offered("as plain text") == {}


def test_symbols(editor: Editor, folder: Path) -> None:
    found = editor.run(editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("ordserv")))
    assert {(each.name, each.location.uri.rpartition("/")[2]) for each in found} == {
        ("Order Service", "architecture.md")
    }
    params = types.DocumentSymbolParams(editor.named(folder / "architecture.md"))
    (title,) = editor.run(editor.client.text_document_document_symbol_async(params))
    assert title.name == "Architecture"
    assert [each.name for each in title.children] == ["Core Components", "Related"]
    assert [each.name for each in title.children[0].children] == ["Order Service", "Billing Service"]


def test_a_finding_is_ignored_where_it_stands(editor: Editor, folder: Path) -> None:
    path = folder / "deployment.md"
    editor.open(path)
    editor.change(path, "Restart the", "See [x](gone.md). Restart the")
    (finding,) = editor.codes(path, "XR101")
    context = types.CodeActionContext([finding])
    params = types.CodeActionParams(editor.named(path), finding.range, context)
    (action,) = editor.run(editor.client.text_document_code_action_async(params))
    assert action.title == "Ignore XR101 broken-link here"
    assert [*action.diagnostics] == [finding]
    ((uri, edits),) = action.edit.changes.items()
    assert uri == path.as_uri()
    assert [edit.new_text for edit in edits] == [" <!-- crossref: ignore XR101 -->"]
    editor.change(path, "Billing Service.\n", f"Billing Service.{edits[0].new_text}\n")
    editor.codes(path)


def rename(editor: Editor, path: Path, part: str, name: str) -> types.WorkspaceEdit:
    params = types.RenameParams(editor.named(path), position(path.read_text(), part, 1), name)
    found: types.WorkspaceEdit = editor.run(editor.client.text_document_rename_async(params))
    return found


def edited(changes: types.WorkspaceEdit) -> dict[str, list[str]]:
    assert changes.changes
    return {uri.rpartition("/")[2]: [edit.new_text for edit in edits] for uri, edits in changes.changes.items()}


def test_headings_are_renamed_with_every_link_to_them(editor: Editor, folder: Path) -> None:
    path = folder / "deployment.md"
    asked = types.PrepareRenameParams(editor.named(path), position(DEPLOYMENT, "Rollback", 2))
    prepared = editor.run(editor.client.text_document_prepare_rename_async(asked))
    assert (prepared.placeholder, prepared.range.start) == ("Rollback", position(DEPLOYMENT, "Rollback"))
    wanted = {"deployment.md": ["Going back"], "architecture.md": ["going-back"]}
    assert edited(rename(editor, path, "Rollback", "Going back")) == wanted
    assert edited(rename(editor, folder / "architecture.md", "deployment.md#rollback", "Going back")) == wanted


def test_documents_are_renamed_with_every_link_to_them(editor: Editor, folder: Path) -> None:
    found = rename(editor, folder / "architecture.md", "deployment.md)", "guides/deploy.md")
    assert found.document_changes
    last = found.document_changes[-1]
    assert isinstance(last, types.RenameFile)
    assert last.new_uri == (folder / "guides/deploy.md").as_uri()
    file = types.FileRename((folder / "decisions.md").as_uri(), (folder / "adr.md").as_uri())
    will = editor.run(editor.client.workspace_will_rename_files_async(types.RenameFilesParams([file])))
    assert edited(will) == {"architecture.md": ["adr.md"]}


def test_what_cannot_be_renamed_says_why(editor: Editor, folder: Path) -> None:
    with pytest.raises(JsonRpcException, match="only headings and what links lead to can be renamed"):
        rename(editor, folder / "deployment.md", "Restart", "x")
    with pytest.raises(JsonRpcException, match=r"decisions\.md exists"):
        rename(editor, folder / "architecture.md", "deployment.md)", "decisions.md")


def test_a_finding_with_a_fix_offers_it(editor: Editor, folder: Path) -> None:
    path = folder / "deployment.md"
    editor.open(path)
    editor.change(path, "Restart the", "See [x](Architecture.md). Restart the")
    (finding,) = editor.codes(path, "XR104")
    params = types.CodeActionParams(editor.named(path), finding.range, types.CodeActionContext([finding]))
    fix, _ = editor.run(editor.client.text_document_code_action_async(params))
    assert fix.is_preferred
    assert edited(fix.edit) == {"deployment.md": ["architecture.md"]}


# -- positions -------------------------------------------------------------------------------------------------------

ODD = "# Ödd\r\n\r\nText with 😀 and é, then [gone 😀](gone%20😀.md) and [other](b.md#x).\r\n"


def check_columns(editor: Editor, folder: Path, encoding: str) -> None:
    write(folder, {"a.md": ODD, "b.md": "# B 😀\r\n\r\n[a](a.md)\r\n\r\n## 😀 X\r\n"})
    editor.touch((folder / "a.md", types.FileChangeType.Created))
    assert editor.server.capabilities.position_encoding == encoding
    found = editor.codes(folder / "a.md", "XR101", "XR102")
    assert found[0].range.start == position(ODD, "gone%20😀.md", 0, encoding)
    assert found[0].range.end == position(ODD, "gone%20😀.md", len("gone%20😀.md"), encoding)
    params = types.DefinitionParams(editor.named(folder / "a.md"), position(ODD, "b.md#x", 2, encoding))
    assert targets(editor.run(editor.client.text_document_definition_async(params))) == [("b.md", 1)]


def test_columns_are_counted_in_utf_16_units_as_a_rule(editor: Editor, folder: Path) -> None:
    check_columns(editor, folder, "utf-16")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-32"])
def test_columns_are_counted_in_the_units_agreed_on(tmp_path: Path, encoding: str) -> None:
    editor = Editor(tmp_path, encodings=[encoding, "utf-16"])
    try:
        check_columns(editor, tmp_path, encoding)
    finally:
        assert editor.close_down() == 0
