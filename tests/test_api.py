"""crossref as a library: three lines, and what they raise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import write
from test_revisions import commit

import crossref
from crossref import Severity

SET = {
    "crossref.toml": "",
    "docs/a.md": "# A\n\nSee [the plan](plan.md) and [b](b.md).\n",
    "docs/b.md": "# B\n\nBack to [a](a.md).\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, SET)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_three_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = crossref.check("docs")
    [finding] = report.failing
    assert (finding.code, finding.problem.place.path, finding.severity) == ("XR101", "docs/a.md", Severity.ERROR)
    assert report.paths == ("docs/a.md", "docs/b.md")
    assert crossref.render(report).startswith("docs/a.md\n\nerror XR101 broken-link: `plan.md` does not exist")
    assert capsys.readouterr() == ("", "")


def test_without_a_path_it_is_the_working_directory(folder: Path) -> None:
    assert crossref.check().paths == crossref.check(folder).paths == crossref.check(str(folder)).paths
    assert crossref.check("docs/b.md").findings == ()


def test_the_options_are_those_of_the_command(folder: Path) -> None:
    assert crossref.check(severity={"broken-link": "warning"}).failing == ()
    assert len(crossref.check(severity={"XR101": "warning"}, fail_on="warning").failing) == 1
    assert crossref.check(fail_on="never").failing == ()
    assert crossref.check(select=["XR102"]).findings == crossref.check(ignore=["XR1"]).findings == ()
    assert crossref.check(exclude=["docs/a.md"], select=["XR101"]).paths == ("docs/b.md",)
    write(folder, {"other.toml": 'fail-on = "never"\n'})
    assert crossref.check(config="other.toml").failing == ()
    assert crossref.check(workers=None).findings == crossref.check(workers=2).findings


def test_what_is_remembered(folder: Path) -> None:
    crossref.check(cache=False)
    assert not (folder / ".crossref_cache").exists()
    crossref.check(cache_dir=folder / "kept")
    assert (folder / "kept").is_dir()
    assert not (folder / ".crossref_cache").exists()
    crossref.check(cache_by_hash=True)
    assert (folder / ".crossref_cache").exists()


def test_with_a_baseline_and_a_revision(folder: Path) -> None:
    commit(folder, {}, "v1")
    assert [entry.reason for entry in crossref.check(since="v1").silenced] == ["since"]
    with pytest.raises(crossref.BaselineError, match=r"known\.json: no such file"):
        crossref.check(baseline="known.json")
    subprocess.run([sys.executable, "-m", "crossref", "baseline", "--output", "known.json"], check=True)
    assert [entry.reason for entry in crossref.check(baseline="known.json").silenced] == ["baseline"]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"config": "none.toml"}, crossref.ConfigError, "none.toml: cannot be read"),
        ({"select": ["XR777"]}, crossref.ConfigError, '--select: unknown rule "XR777"'),
        ({"fail_on": "sometimes"}, crossref.ConfigError, "--fail-on: unknown level"),
        ({"exclude": ["**"]}, crossref.ConfigError, "no document found"),
        ({"since": "v1"}, crossref.RevisionError, "--since: git cannot read the repository"),
        ({"scheduler": "tcp://127.0.0.1:1"}, crossref.ExecutorError, "no scheduler answers|needs Dask"),
        ({"workers": 0}, crossref.CrossrefError, "--workers: `0` is no number of processes"),
        ({"select": "XR101"}, TypeError, r"select takes several names, as in select=\['XR101'\]"),
    ],
)
def test_what_it_raises(
    folder: Path, options: dict[str, object], error: type[Exception], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossref.executors.PATIENCE", 0.5)
    with pytest.raises(error, match=message) as raised:
        crossref.check(cache=False, **options)  # type: ignore[arg-type]
    assert isinstance(raised.value, crossref.CrossrefError | TypeError)
    assert "\n" not in str(raised.value)


def test_a_path_that_is_not_there(folder: Path) -> None:
    with pytest.raises(crossref.ConfigError, match="nowhere: no such file or folder"):
        crossref.check("nowhere")


def test_a_file_that_is_left_out_is_warned_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, {"crossref.toml": 'exclude = ["docs/b.md"]\n'})
    with pytest.warns(UserWarning, match=r"docs/b\.md is not a document of its set") as warned:
        crossref.check("docs/b.md")
    assert warned[0].filename == __file__
    assert capsys.readouterr().err == ""


def test_every_format_can_be_rendered(folder: Path) -> None:
    report = crossref.check()
    assert '"XR101"' in crossref.render(report, "json")
    assert "\x1b[" in crossref.render(report, "pretty", colour=True)
    with pytest.raises(crossref.CrossrefError, match="there is no format `jsn`"):
        crossref.render(report, "jsn")


def test_several_sets(folder: Path) -> None:
    write(folder, {"sub/crossref.toml": 'fail-on = "never"\n', "sub/c.md": "# C\n\n[x](x.md)\n"})
    report = crossref.check(folder)
    assert report.paths == ("docs/a.md", "docs/b.md", "sub/c.md")
    assert [finding.problem.place.path for finding in report.failing] == ["docs/a.md"]
    assert [finding.code for finding in report.findings].count("XR101") == 2


def test_every_name_is_there_and_importing_costs_nothing() -> None:
    assert sorted(crossref.__all__) == crossref.__all__ == dir(crossref)
    assert all(getattr(crossref, name).__name__ == name for name in crossref.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'chekc'"):
        crossref.chekc  # noqa: B018
    program = "import sys; before = {*sys.modules}; import crossref; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    names = set(done.stdout.split())
    assert {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names} == {"crossref"}
    assert not names & {"asyncio", "json", "logging", "pathlib", "subprocess", "tomllib"}
