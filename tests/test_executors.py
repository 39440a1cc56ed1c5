"""Whoever reads the documents, the report is the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from commandline import Run, runner
from conftest import write

from crossref import config, files
from crossref.engine import Analysis, analyse
from crossref.executors import Batch, Cluster, Executor, ExecutorError, Processes, Serial, Work, batches
from crossref.extract import markdown_it_feed, pyromark_feed
from crossref.model import Source, Stamp
from crossref.reporters import Layout, renderer
from crossref.rules import RULES

BAD = "docs/n7.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts: dict[str, str | bytes] = {
        f"docs/n{number}.md": f"# Part {number}\n\n[next](n{number + 1}.md#part-{number}) waits {number} s. `GET /o/{number}`\n"
        for number in range(60)
    }
    write(tmp_path, {**texts, BAD: b"# Bad\n\n\xe9\n"})
    return tmp_path


def run_with(folder: Path, executor: Executor) -> Analysis:
    loaded = config.load(folder, {rule.code: rule.name for rule in RULES}, config.Overrides())
    return analyse(files.find(loaded), files.DirectoryTree(folder), loaded, executor=executor, facts=True)


def text_of(analysis: Analysis) -> str:
    return renderer("json")(analysis.report, Layout(80, False, True, True))


class Backwards:
    """Reads in this process, the last first, several at a time."""

    def map(self, work: Work, sources: Sequence[Source]) -> Iterator[tuple[Batch, bytes]]:
        for batch in reversed(batches(sources, 3)):
            yield batch, work(batch)


def test_every_executor_gives_the_same_report(folder: Path) -> None:
    serial = run_with(folder, Serial())
    assert [finding.problem.place.path for finding in serial.report.findings if finding.code == "XR903"] == [BAD]
    for executor in (Processes(2), Processes(3), Processes(), Backwards()):
        other = run_with(folder, executor)
        assert text_of(other) == text_of(serial)
        assert other.graph.documents == serial.graph.documents


def test_progress_is_told_up_to_the_last_document(folder: Path) -> None:
    loaded = config.load(folder, {}, config.Overrides())
    told: list[tuple[int, int]] = []
    analyse(
        files.find(loaded),
        files.DirectoryTree(folder),
        loaded,
        executor=Processes(2),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(number, 60) for number in range(1, 61)]


def dies_elsewhere(batch: Batch, *, home: int) -> bytes:
    if os.getpid() != home:
        os._exit(1)
    return str(len(batch)).encode()


@pytest.mark.skipif(sys.platform == "win32", reason="starts a process for each batch")
def test_what_a_process_that_dies_has_not_read_is_read_here() -> None:
    from functools import partial

    sources = [Source(f"{number}.md", Stamp(10, 0), str) for number in range(9)]
    done = list(Processes(2).map(partial(dies_elsewhere, home=os.getpid()), sources))
    assert sorted(source.path for batch, _ in done for source in batch) == [source.path for source in sources]


def test_batches_hold_every_source_once_and_are_of_about_one_size() -> None:
    sources = [Source(f"{number}.md", Stamp(number, 0), str) for number in range(500)]
    found = batches(sources, 2)
    assert sorted(source.path for batch in found for source in batch) == sorted(source.path for source in sources)
    sizes = [sum(source.stamp.size for source in batch) for batch in found]
    assert len(sizes) > 8
    assert max(sizes) < 2 * sizes[0]
    assert batches([], 2) == []
    assert batches(list(reversed(sources)), 2) == found


# -- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(folder, monkeypatch, capsys)


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5"])
def test_a_number_of_workers_is_a_number(run: Run, number: str) -> None:
    result = run("check", f"--workers={number}", "--no-cache")
    assert (result.code, result.out) == (2, "")
    assert result.err == f"crossref: --workers: `{number}` is no number of processes; write 1 or more\n"


def test_a_scheduler_has_its_own_workers(run: Run) -> None:
    assert "exclude each other" in run("check", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1").err


def test_the_number_of_workers_changes_nothing(run: Run) -> None:
    one = run("check", "--format", "json", "--no-cache", "--workers", "1")
    assert one == run("check", "--format", "json", "--no-cache", "--workers", "2")


# -- on a cluster ----------------------------------------------------------------------------------------------------


def test_without_dask_a_scheduler_is_an_error_that_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError, match=r"crossref-docs\[cluster\]"):
        run_with(folder, Cluster("tcp://127.0.0.1:1"))


class Elsewhere:
    """Reads where the environment names another parser, as that of a worker on another machine may."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, parser: str) -> None:
        self._monkeypatch, self._parser = monkeypatch, parser

    def map(self, work: Work, sources: Sequence[Source]) -> Iterator[tuple[Batch, bytes]]:
        for batch in batches(sources, 1):
            with self._monkeypatch.context() as there:
                there.setenv("CROSSREF_PARSER", self._parser)
                data = work(batch)
            yield batch, data


@pytest.mark.parametrize(
    ("here", "there"), [("markdown-it-py", "pyromark"), ("pyromark", "markdown-it-py"), ("", "markdown-it-py")]
)
def test_workers_read_with_the_parser_of_who_asks(
    folder: Path, monkeypatch: pytest.MonkeyPatch, here: str, there: str
) -> None:
    pytest.importorskip("pyromark")
    monkeypatch.setenv("CROSSREF_PARSER", here)
    read_by: list[str] = []
    monkeypatch.setattr(pyromark_feed, "read", noting("pyromark", read_by, pyromark_feed.read))
    monkeypatch.setattr(markdown_it_feed, "read", noting("markdown-it-py", read_by, markdown_it_feed.read))
    report = run_with(folder, Elsewhere(monkeypatch, there)).report
    assert set(read_by) == {here or "pyromark"} == {report.parser}


def noting(name: str, names: list[str], read: Callable[..., bool | None]) -> Callable[..., bool | None]:
    def noted(*arguments: object, **named: object) -> bool | None:
        names.append(name)
        return read(*arguments, **named)

    return noted


class Scheduler:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self._start("scheduler", "--scheduler-file", str(file), "--port", "0", "--no-dashboard", "--host", "127.0.0.1")
        self.workers = [
            self._start("worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny", "--no-dashboard")
            for _ in range(2)
        ]
        from distributed import Client

        with Client(scheduler_file=str(file), timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            self.address: str = client.scheduler.address

    def _start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + kind, *arguments]
        # Not in the folder of the documents: they are not shared with the workers.
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(["tests", *sys.path]),
            "DASK_LOGGING__DISTRIBUTED": "error",
        }
        process = subprocess.Popen(
            command, cwd=Path(__file__).parent.parent, env=environment, stderr=subprocess.DEVNULL
        )
        self._started.append(process)
        return process

    def stop(self) -> None:
        for process in reversed(self._started):
            process.kill()
            process.wait()


@pytest.fixture
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scheduler]:
    pytest.importorskip("distributed")
    started = Scheduler(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


@pytest.mark.cluster
def test_a_cluster_gives_the_same_report_when_a_worker_is_killed_half_way(folder: Path, scheduler: Scheduler) -> None:
    wanted = text_of(run_with(folder, Serial()))
    assert text_of(run_with(folder, Cluster(scheduler.address))) == wanted

    class Killing(Cluster):
        """Loses a worker after the first batch."""

        def map(self, work: Work, sources: Sequence[Source]) -> Iterator[tuple[Batch, bytes]]:
            for number, done in enumerate(super().map(work, sources)):
                if number == 0:
                    scheduler.workers[0].kill()
                    scheduler.workers[0].wait()
                yield done

    assert text_of(run_with(folder, Killing(scheduler.address))) == wanted
    assert scheduler.workers[0].poll() is not None
    assert scheduler.workers[1].poll() is None


@pytest.mark.cluster
def test_a_scheduler_that_does_not_answer_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("crossref.executors.PATIENCE", 0.5)
    with pytest.raises(ExecutorError, match="no scheduler answers at tcp://127"):
        run_with(folder, Cluster("tcp://127.0.0.1:1"))
