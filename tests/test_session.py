"""Sets over time: what is extracted again, and what becomes of the rest."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from conftest import analyse_folder, write

from crossref import config
from crossref.files import StaticTree
from crossref.model import Config, Source, Stamp
from crossref.rules import RULES
from crossref.session import Session
from crossref.workspace import Workspace

SIZE = 500


def loaded(folder: Path) -> Config:
    return config.load(folder, {rule.code: rule.name for rule in RULES}, config.Overrides())


def sources(texts: Mapping[str, str]) -> list[Source]:
    return [Source(path, Stamp(len(text), 0), partial(str, text)) for path, text in sorted(texts.items())]


def codes(session: Session) -> set[tuple[str, str, int]]:
    moment = session.moment
    findings = moment.report(session.problems(moment)).findings
    return {
        (each.code, each.problem.place.path, each.problem.place.span.line)
        for each in findings
        if each.code != "XR205"  # who leads to whom is not the point of these tests
    }


def large(size: int) -> dict[str, str]:
    return {
        f"docs/d{number}.md": f"# Document {number}\n\n## Part\n\nSee [the next](d{(number + 1) % size}.md#part).\n"
        for number in range(size)
    }


def test_a_change_in_one_of_500_documents_extracts_one_and_changes_findings_in_another(tmp_path: Path) -> None:
    texts, session = large(SIZE), Session(loaded(tmp_path))
    tree = StaticTree(texts)
    session.update(sources(texts), tree)
    assert session.extracted == SIZE
    assert codes(session) == set()
    texts["docs/d7.md"] = texts["docs/d7.md"].replace("## Part", "## Piece")
    assert session.update(sources(texts), tree) == {"docs/d7.md"}
    assert session.extracted == SIZE + 1
    assert codes(session) == {("XR102", "docs/d6.md", 5)}


def test_the_same_text_is_not_extracted_again(tmp_path: Path) -> None:
    texts, session = {"a.md": "# A\n"}, Session(loaded(tmp_path))
    session.update(sources(texts), StaticTree(texts))
    assert session.update(sources(texts), StaticTree(texts), {"a.md"}) == frozenset()


def test_a_trusted_stamp_is_not_read_unless_somebody_says_so(tmp_path: Path) -> None:
    texts, session = {"a.md": "# A\n"}, Session(loaded(tmp_path))
    session.update([Source("a.md", Stamp(4, 7), partial(str, "# A\n"))], StaticTree(texts))
    changed = [Source("a.md", Stamp(4, 7), partial(str, "# B\n"))]
    assert session.update(changed, StaticTree(texts)) == frozenset()
    assert session.update(changed, StaticTree(texts), {"a.md"}) == {"a.md"}
    document = session.moment.graph.document("a.md")
    assert document
    assert document.title == "B"


def test_what_comes_and_goes_is_followed_anew(tmp_path: Path) -> None:
    texts, session = {"a.md": "# A\n\n[b](b.md)\n"}, Session(loaded(tmp_path))
    session.update(sources(texts), StaticTree(texts))
    assert ("XR101", "a.md", 3) in codes(session)
    texts["b.md"] = "# B\n\n[a](a.md)\n"
    assert session.update(sources(texts), StaticTree(texts)) == {"b.md"}
    assert codes(session) == set()
    del texts["b.md"]
    assert session.update(sources(texts), StaticTree(texts)) == frozenset()
    assert ("XR101", "a.md", 3) in codes(session)


def test_a_document_that_cannot_be_read_is_a_finding_until_it_can(tmp_path: Path) -> None:
    def refused() -> str:
        raise PermissionError(13, "Permission denied")

    session = Session(loaded(tmp_path))
    session.update([Source("a.md", Stamp(1, 1), refused)], StaticTree({"a.md": ""}))
    assert codes(session) == {("XR903", "a.md", 1)}
    session.update(sources({"a.md": "# A\n\nText.\n"}), StaticTree({"a.md": ""}))
    assert codes(session) == set()


def test_nothing_is_known_before_the_first_update(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="call update first"):
        _ = Session(loaded(tmp_path)).moment


def test_a_session_says_what_a_check_says(tmp_path: Path) -> None:
    source = Path(__file__).parent.parent / "sample_docs/drifted"
    shutil.copytree(source, tmp_path, dirs_exist_ok=True)
    workspace = Workspace([tmp_path])
    workspace.scan()
    session = workspace.members[0].session
    assert session.moment.report(session.problems(session.moment)) == analyse_folder(tmp_path).report


def test_anchors_outside_of_the_set_are_read_again_when_touched(tmp_path: Path) -> None:
    write(
        tmp_path, {"crossref.toml": 'include = ["docs/**"]\n', "docs/a.md": "# A\n\n[b](../b.md#x)\n", "b.md": "# X\n"}
    )
    workspace = Workspace([tmp_path])
    workspace.scan()
    session = workspace.members[0].session
    assert ("XR102", "docs/a.md", 3) not in codes(session)
    workspace.edit(str(tmp_path / "b.md"), "# Y\n")
    assert ("XR102", "docs/a.md", 3) in codes(session)
    assert session.extracted == 1


# -- several sets, and unsaved texts ---------------------------------------------------------------------------------


def test_an_unsaved_text_stands_in_the_place_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n\n[b](b.md#x)\n", "b.md": "# X\n\n[a](a.md)\n"})
    workspace = Workspace([tmp_path])
    workspace.scan()
    session = workspace.members[0].session
    path = str(tmp_path / "b.md")
    workspace.edit(path, "# X\n\n[a](a.md)\n")
    assert session.extracted == 2
    workspace.edit(path, "# Y\n\n[a](a.md)\n")
    assert codes(session) == {("XR102", "a.md", 3)}
    workspace.scan()
    assert codes(session) == {("XR102", "a.md", 3)}
    workspace.edit(path, None)
    assert codes(session) == set()


def test_a_file_that_was_never_saved_is_a_document_and_a_target(tmp_path: Path) -> None:
    write(tmp_path, {"crossref.toml": 'root = "docs"\n', "docs/a.md": "# A\n\n[b](new/b.md)\n"})
    workspace = Workspace([tmp_path])
    workspace.scan()
    session = workspace.members[0].session
    assert ("XR101", "docs/a.md", 3) in codes(session)
    path = str(tmp_path / "docs/new/b.md")
    workspace.edit(path, "# B\n\n[c](c.md)\n")
    assert codes(session) == {("XR101", "docs/new/b.md", 3)}
    workspace.edit(path, None)
    assert ("XR101", "docs/a.md", 3) in codes(session)


def test_each_file_belongs_to_the_nearest_set_that_has_it(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n", "sub/crossref.toml": "", "sub/b.md": "# B\n", "sub/c.txt": "", "d.txt": ""})
    workspace = Workspace([tmp_path])
    workspace.scan()
    found = {name: workspace.find(str(tmp_path / name)) for name in ("a.md", "sub/b.md", "sub/c.txt", "d.txt")}
    assert {name: each[1] for name, each in found.items() if each} == {"a.md": "a.md", "sub/b.md": "b.md"}
    assert workspace.find(str(tmp_path.parent / "x.md")) is None


def test_a_mistake_in_the_configuration_leaves_all_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, {"crossref.toml": "", "a.md": "# A\n"})
    workspace = Workspace([tmp_path])
    workspace.scan()
    before = workspace.members
    (tmp_path / "crossref.toml").write_text("rooot = 1\n")
    with pytest.raises(config.ConfigError, match="rooot"):
        workspace.scan()
    assert workspace.members == before
    (tmp_path / "crossref.toml").write_text('exclude = ["x/**"]\n')
    workspace.scan()
    assert workspace.members != before


def test_sets_whose_configuration_is_the_same_keep_what_they_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n", "b.md": "# B\n"})
    workspace = Workspace([tmp_path])
    workspace.scan()
    (tmp_path / "b.md").write_text("# C\n")
    workspace.scan({str(tmp_path / "b.md")}, listing=False)
    assert workspace.members[0].session.extracted == 3


def test_findings_do_not_depend_on_the_order_of_changes(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent.parent / "sample_docs/drifted", tmp_path, dirs_exist_ok=True)
    workspace = Workspace([tmp_path])
    workspace.scan()
    session = workspace.members[0].session
    session.problems(session.moment)
    for name in ("architecture.md", "deployment.md", "api-contracts.md"):
        text = (tmp_path / name).read_text().replace("15", "16").replace("Service", "Server")
        workspace.edit(str(tmp_path / name), text)
        (tmp_path / name).write_text(text)
        moment = session.moment
        assert moment.findings(session.problems(moment)) == analyse_folder(tmp_path).report.findings


def test_where_nothing_has_changed_the_moment_is_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n\n[b](b.txt#L2)\n", "b.txt": "1\n2\n"})
    workspace = Workspace([tmp_path])
    workspace.scan()
    session = workspace.members[0].session
    moment = session.moment
    workspace.edit(str(tmp_path / "a.md"), (tmp_path / "a.md").read_text())
    workspace.scan({str(tmp_path / "a.md")}, listing=False)
    assert session.moment is moment
    (tmp_path / "b.txt").write_text("1\n")
    workspace.scan({str(tmp_path / "b.txt")}, listing=False)
    assert session.moment is not moment
    assert ("XR109", "a.md", 3) in codes(session)
