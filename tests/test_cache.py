"""Remembered documents: a second run says what the first said, whatever became of files and of what is remembered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commandline import Run, runner
from conftest import write

from crossref import cache as module
from crossref.cache import Cache, cache_file, key_of
from crossref.extract import extract, records
from crossref.extract.feeds import FeedName
from crossref.extract.fingerprint import PARTS, fingerprint
from crossref.model import Document, Profile, Source, Stamp

PROFILE = Profile(roles={}, required_roles={}, dialect="github", sites=(), vocabulary={})
KEY = b"k" * 16
OLD = 1_000_000_000_000_000_000
"""A time of change long ago."""
TEXT = "# Title\n\nSee [b](b.md#x), `GET /orders` and `DB_HOST`.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


class Text:
    """A source that counts how often it is read."""

    def __init__(self, text: str = TEXT, mtime_ns: int = OLD, path: str = "a.md") -> None:
        self.text = text
        self.reads = 0
        self.source = Source(path, Stamp(len(text), mtime_ns), self._read)

    def _read(self) -> str:
        self.reads += 1
        return self.text


def remember(file: Path, *texts: Text, key: bytes = KEY, facts: bool = True, limit: int = module.LIMIT) -> None:
    cache = Cache(str(file), str(file.parent), key, limit=limit)
    for text in texts:
        cache.document(text.source, facts=facts)
        [reading] = records.readings(records.read_all((text.source,), PROFILE, facts))
        cache.remember(text.source, reading)
    cache.save()


def recall(file: Path, text: Text, *, key: bytes = KEY, facts: bool = True, by_hash: bool = False) -> Document | None:
    cache = Cache(str(file), str(file.parent), key, by_hash=by_hash)
    found = cache.document(text.source, facts=facts)
    cache.save()
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "documents"


# -- what is trusted -------------------------------------------------------------------------------------------------


def test_a_document_comes_back_as_it_was_without_being_read(file: Path) -> None:
    remember(file, Text())
    same = Text()
    assert recall(file, same) == extract(same.source, PROFILE)
    assert same.reads == 1  # by extract


@pytest.mark.parametrize(
    ("text", "by_hash", "found", "reads"),
    [
        (Text(), False, True, 0),
        (Text(mtime_ns=OLD + 1), False, True, 1),
        (Text(TEXT.replace("b.md", "c.md")), False, True, 0),  # nothing tells that it changed
        (Text(TEXT.replace("b.md", "c.md")), True, False, 1),
        (Text(TEXT.replace("b.md", "c.md"), OLD + 1), False, False, 1),
        (Text(TEXT + " "), False, False, 0),
        (Text(mtime_ns=OLD + 1), True, True, 1),
        (Text(mtime_ns=0), False, True, 1),
        (Text(path="b.md"), False, False, 0),
    ],
)
def test_size_and_time_of_change_are_trusted_and_then_the_text(
    file: Path, text: Text, by_hash: bool, found: bool, reads: int
) -> None:
    text.reads = 0
    remember(file, Text())
    assert bool(recall(file, text, by_hash=by_hash)) is found
    assert text.reads == reads


def test_a_new_time_of_change_is_remembered_once_the_text_was_compared(file: Path) -> None:
    remember(file, Text())
    recall(file, Text(mtime_ns=OLD + 1))
    again = Text(mtime_ns=OLD + 1)
    assert recall(file, again)
    assert again.reads == 0


def test_a_file_that_may_change_once_more_within_the_same_tick_is_not_trusted(file: Path) -> None:
    now = time.time_ns()
    remember(file, Text(mtime_ns=now))
    changed = Text(TEXT.replace("b.md", "c.md"), mtime_ns=now)
    assert recall(file, changed) is None
    assert changed.reads == 1


def test_what_lies_in_no_file_is_not_remembered(file: Path) -> None:
    remember(file, Text(mtime_ns=0))
    assert recall(file, Text(mtime_ns=0)) is None


def test_facts_are_asked_for_apart(file: Path) -> None:
    remember(file, Text(), facts=False)
    assert recall(file, Text(), facts=True) is None
    found = recall(file, Text(), facts=False)
    assert found
    with pytest.raises(LookupError, match="were not read"):
        _ = found.facts.endpoints
    remember(file, Text(), facts=True)
    assert recall(file, Text(), facts=False)
    found = recall(file, Text(), facts=True)
    assert found
    assert found.facts.endpoints


def test_a_run_without_facts_keeps_those_that_are_remembered(file: Path) -> None:
    remember(file, Text(), Text(path="b.md"))
    cache = Cache(str(file), str(file.parent), KEY)
    assert cache.document(Text().source, facts=False)
    other = Text("# New\n", path="b.md")
    assert cache.document(other.source, facts=False) is None
    cache.remember(other.source, *records.readings(records.read_all((other.source,), PROFILE, False)))
    cache.save()
    assert recall(file, Text(), facts=True) == extract(Text().source, PROFILE)
    assert recall(file, other, facts=True) is None


# -- what is no cache ------------------------------------------------------------------------------------------------


def cut(data: bytes) -> bytes:
    return data[:-1]


@pytest.mark.parametrize(
    "spoil",
    [
        cut,
        lambda data: b"",
        lambda data: data[:40],
        lambda data: data + b"\0",
        lambda data: b"SQLite format 3\0" + data,
        lambda data: data.replace(b"cache 1", b"cache 2"),
        lambda data: b"\0" * len(data),
    ],
)
def test_what_is_cut_off_foreign_or_of_another_time_is_empty(file: Path, spoil: Callable[[bytes], bytes]) -> None:
    remember(file, Text())
    file.write_bytes(spoil(file.read_bytes()))
    assert recall(file, Text()) is None
    remember(file, Text())
    assert recall(file, Text())


def test_no_damaged_byte_goes_unnoticed(file: Path) -> None:
    remember(file, Text(), Text(path="b.md"))
    sound, wanted = file.read_bytes(), extract(Text().source, PROFILE)
    for at in range(0, len(sound), 7):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :])
        assert recall(file, Text()) in (None, wanted)


def test_another_key_is_another_cache(file: Path) -> None:
    remember(file, Text())
    assert recall(file, Text(), key=b"o" * 16) is None


def test_the_key_holds_what_extraction_reads_and_nothing_else() -> None:
    def key(**changed: object) -> bytes:
        fields: dict[str, object] = {
            "roles": {},
            "required_roles": {},
            "dialect": "github",
            "sites": (),
            "vocabulary": {},
        }
        return key_of(Profile(**{**fields, **changed}), b"", "parser")  # type: ignore[arg-type]

    assert key() == key(required_roles={"testing": None}) == key(contracts=("c",)) == key(attributes=("a",))
    different = [
        key(dialect="gitlab"),
        key(roles={"testing": ("t.md",)}),
        key(vocabulary={"a": ("b",)}),
        key(role_names={"testing": ("t.md",)}),
        key(document_folders=()),
        key_of(PROFILE, b"other", "parser"),
        key_of(PROFILE, b"", "other"),
    ]
    assert len({key(), *different}) == len(different) + 1


def test_the_fingerprint_covers_every_module_that_reading_imports() -> None:
    """What an extraction loads beyond what is listed would change without a trace."""
    program = (
        "import sys; from crossref.extract.reading import read; import crossref.extract.facts;"
        "print(*(name for name in sys.modules if name.startswith('crossref.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    known = {part.removesuffix(".py") for part in PARTS}
    assert {name.split(".")[1] for name in done.stdout.split()} <= known
    assert fingerprint() == fingerprint()


# -- the file --------------------------------------------------------------------------------------------------------


def test_the_folder_is_marked_for_git_and_backups(file: Path) -> None:
    remember(file, Text())
    assert (file.parent / ".gitignore").read_text() == "*\n"
    assert (file.parent / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_a_folder_that_was_there_is_left_as_it_is(file: Path) -> None:
    file.parent.mkdir()
    remember(file, Text())
    assert [path.name for path in file.parent.iterdir()] == ["documents"]


def test_files_that_are_gone_are_forgotten_and_others_kept(file: Path) -> None:
    (file.parent).mkdir()
    (file.parent / "b.md").write_text(TEXT)
    remember(file, Text(), Text(path="b.md"), Text(path="c.md"))
    remember(file, Text(mtime_ns=OLD + 5))
    assert recall(file, Text(path="b.md"))
    assert recall(file, Text(path="c.md")) is None


def test_no_more_is_remembered_than_there_is_room_for(file: Path) -> None:
    texts = [Text(path=f"{number}.md") for number in range(20)]
    remember(file, *texts)
    size = file.stat().st_size
    file.unlink()
    remember(file, *texts, limit=size // 4)
    assert file.stat().st_size < size // 2
    assert recall(file, Text(path="0.md"))


def test_nothing_is_written_where_nothing_is_new(file: Path) -> None:
    remember(file, Text())
    os.utime(file, ns=(OLD, OLD))
    recall(file, Text())
    assert file.stat().st_mtime_ns == OLD


def test_what_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    remember(tmp_path / "taken" / "documents", Text())
    (tmp_path / "folder" / "documents").mkdir(parents=True)
    remember(tmp_path / "folder" / "documents", Text())
    assert recall(tmp_path / "folder" / "documents", Text()) is None
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["documents"]


def test_a_run_that_another_overtakes_reads_what_it_opened(file: Path) -> None:
    remember(file, Text(), Text(path="b.md"))
    first = Cache(str(file), str(file.parent), KEY)
    remember(file, Text("# Other\n"))
    assert first.document(Text().source, facts=True) == extract(Text().source, PROFILE)
    first.save()
    assert recall(file, Text("# Other\n"))


def test_what_killed_runs_left_behind_is_removed(file: Path) -> None:
    file.parent.mkdir()
    old, young = file.parent / "documents.aa.tmp", file.parent / "documents.bb.tmp"
    for left in (old, young):
        left.write_text("")
    os.utime(old, (0, 0))
    remember(file, Text())
    assert not old.exists()
    assert young.exists()


def test_a_folder_inside_a_checkout_serves_wherever_the_checkout_is(tmp_path: Path) -> None:
    names = {Path(str(cache_file(f"/{place}/.cache", f"/{place}/docs"))).name for place in ("home", "ci/work")}
    assert len(names) == 1
    assert cache_file("/home/.cache", "/home/docs") != cache_file("/home/.cache", "/home/other")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_in_the_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / module.FOLDER).symlink_to(tmp_path / "elsewhere")
    assert cache_file(None, str(tmp_path / "project")) is None


# -- the command -----------------------------------------------------------------------------------------------------

SET: dict[str, str | bytes] = {
    "docs/architecture.md": "# Architecture\n\n## Components\n\n### Orders\n\n[gone](gone.md) `GET /orders` costs 5 ms.\n",
    "docs/testing.md": "# Testing\n\n[a](architecture.md#orders) and [b](architecture.md#nowhere)\n",
    "docs/bad.md": b"# Bad\n\xe9\n",
    "other.md": "# Other\n",
    "crossref.toml": 'include = ["docs/**"]\n',
}


@pytest.mark.parametrize("flags", [(), ("--select", "XR1"), ("--cache-by-hash",), ("--cache-dir", "kept")])
def test_the_second_run_says_what_the_first_said(run: Run, tmp_path: Path, flags: tuple[str, ...]) -> None:
    write(tmp_path, SET)
    plain = run("check", "--format", "json", *flags, "--no-cache")
    assert not (tmp_path / module.FOLDER).exists()
    first = run("check", "--format", "json", *flags)
    assert (tmp_path / ("kept" if "kept" in flags else module.FOLDER)).is_dir()
    assert plain == first == run("check", "--format", "json", *flags)


def test_a_change_of_rules_needs_no_reading_and_one_of_the_profile_does(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, SET)
    del_bad = tmp_path / "docs/bad.md"
    del_bad.unlink()
    run("check")

    def refuse(*_: object, **__: object) -> bytes:
        raise AssertionError("documents are read")

    with monkeypatch.context() as patched:
        patched.setattr(records, "read_all", refuse)
        write(tmp_path, {"crossref.toml": 'include = ["docs/**"]\nseverity = { XR101 = "warning" }\n'})
        assert run("check", "--select", "XR101,XR102").code == 1
        write(tmp_path, {"crossref.toml": 'include = ["docs/**"]\ndialect = "gitlab"\n'})
        assert "documents are read" in run("check").err


def test_what_one_parser_read_is_never_taken_for_the_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyromark")
    write(tmp_path, {"a.md": TEXT, "b.md": "# B\n"})
    read: list[tuple[str, str]] = []
    read_all = records.read_all

    def noted(sources: tuple[Source, ...], profile: Profile, facts: bool, parser: FeedName) -> bytes:
        read.extend((source.path, parser) for source in sources)
        return read_all(sources, profile, facts, parser)

    monkeypatch.setattr(records, "read_all", noted)
    for name in ("pyromark", "markdown-it-py", "pyromark"):
        monkeypatch.setenv("CROSSREF_PARSER", name)
        for expected in ([("a.md", name), ("b.md", name)], []):
            read.clear()
            assert json.loads(run("check", "--format", "json").out)["parser"] == name
            assert read == expected


def test_two_runs_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.md": TEXT for number in range(40)})
    command = [sys.executable, "-m", "crossref", "check", str(tmp_path), "--format", "json"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    outputs = {each.communicate()[0] for each in runs}
    assert len(outputs) == 1
    assert [path.name for path in (tmp_path / module.FOLDER).iterdir() if path.name.endswith(".tmp")] == []
    last = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    assert {last.stdout} == outputs
