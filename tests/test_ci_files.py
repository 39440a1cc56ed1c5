"""What others run from this repository: the action, the hook, the container, and the examples in docs/deployment.md."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import write
from ruamel.yaml import YAML
from test_docs import options

ROOT = Path(__file__).parent.parent
BASH = shutil.which("bash")
BROKEN = "# One\n\nSee [the plan](plan.md).\n"

needs_bash = pytest.mark.skipif(BASH is None, reason="no bash here")


def read(text: str) -> Any:
    return YAML(typ="safe").load(text)


def examples(language: str) -> Iterator[str]:
    """The code blocks in docs/deployment.md."""
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    return (found[1] for found in re.finditer(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))


def example(key: str) -> Any:
    """The YAML example that has a key at its top."""
    return next(document for document in map(read, examples("yaml")) if key in document)


def fits(schema: str, document: Any, folder: Path) -> bool:
    """Whether a document fits a schema that check-jsonschema brings."""
    file = folder / "document.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode == 0


def test_every_command_in_the_examples_exists() -> None:
    shown = [*examples("sh"), *example("crossref")["crossref"]["script"]]
    shown += [read((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]["entry"]]
    shown += [step["run"].replace('"$CROSSREF" check', "crossref check") for step in ACTION["runs"]["steps"]]
    text = "\n".join(shown).replace("\\\n", " ")
    found = re.findall(r"crossref (check|readiness)\b(.*)", text)
    assert len(found) >= 6
    for command, arguments in found:
        flags = set(re.findall(r"(?<![\w-])--[a-z-]+", arguments))
        assert flags <= options(command)


# -- the action ------------------------------------------------------------------------------------------------------

ACTION = read((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, CHECK = (step["run"] for step in ACTION["runs"]["steps"])

Step = Callable[..., tuple[int, str, Mapping[str, str]]]


def test_the_action_fits_its_schema(tmp_path: Path) -> None:
    assert fits("github-actions", ACTION, tmp_path)
    assert not fits("github-actions", {**ACTION, "runs": {"using": "composite"}}, tmp_path)


def test_no_script_holds_an_expression() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
        for name in step["env"]:
            assert f"${name}" in step["run"], f"{name} is not used"


def test_every_input_is_passed_on() -> None:
    passed = {value for step in ACTION["runs"]["steps"] for value in step["env"].values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]} <= passed


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runner's folder for what is temporary, beside the one that it works in."""
    return tmp_path_factory.mktemp("runner")


@pytest.fixture
def step(tmp_path: Path, temporary: Path) -> Step:
    """Run a script of the action as the runner does; its exit code, its log and its outputs."""
    outputs, summary = temporary / "outputs", temporary / "summary"

    def run(script: str, **environment: str) -> tuple[int, str, Mapping[str, str]]:
        assert BASH
        known = {
            "PATH": os.environ["PATH"],
            "GITHUB_ACTIONS": "true",
            "RUNNER_TEMP": str(temporary),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_ACTION_PATH": "/the/action",
            "CROSSREF": str(Path(sys.executable).with_name("crossref")),
            "CROSSREF_PATH": ".",
            **dict.fromkeys(("CROSSREF_ARGS", "CROSSREF_FAIL_ON", "CROSSREF_VERSION"), ""),
            **environment,
        }
        done = subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=tmp_path,
            env=known,
            capture_output=True,
            check=False,
        )
        written = outputs.read_text().splitlines() if outputs.exists() else []
        log = done.stdout.decode() + done.stderr.decode()
        return done.returncode, log, dict(line.split("=", 1) for line in written)

    return run


@needs_bash
def test_the_action_annotates_summarises_and_leaves_a_log(step: Step, tmp_path: Path, temporary: Path) -> None:
    write(tmp_path, {"docs/a.md": BROKEN})
    code, log, outputs = step(CHECK, CROSSREF_PATH="docs")
    assert code == 1
    assert outputs["exit-code"] == "1"
    assert log.startswith("::error file=a.md,line=3,")
    assert json.loads(Path(outputs["sarif"]).read_text())["runs"][0]["results"][0]["ruleId"] == "XR101"
    assert "| `a.md:3` | `plan.md` does not exist | XR101 broken-link |" in (temporary / "summary").read_text()


@needs_bash
def test_the_action_passes_options_on(step: Step, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": BROKEN})
    assert step(CHECK, CROSSREF_FAIL_ON="never")[0] == 0
    code, log, _ = step(CHECK, CROSSREF_ARGS=" --ignore XR101\n --severity  orphan-document=off\n")
    assert (code, log) == (0, "no problems in 1 document\n")


@needs_bash
def test_the_action_says_when_nothing_was_checked(step: Step, tmp_path: Path, temporary: Path) -> None:
    code, log, outputs = step(CHECK, CROSSREF_PATH="no-such-folder")
    assert code == 2
    assert outputs == {"exit-code": "2"}
    assert log.count("::error title=crossref::") == 1
    assert not (temporary / "summary").exists()


@needs_bash
@pytest.mark.parametrize("name", ["CROSSREF_PATH", "CROSSREF_ARGS", "CROSSREF_FAIL_ON"])
@pytest.mark.parametrize(
    "value", ["$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "a\ntouch pwned", "--", "-h"]
)
def test_nothing_that_is_passed_in_is_run(step: Step, tmp_path: Path, name: str, value: str) -> None:
    write(tmp_path, {"a.md": "# One\n"})
    step(CHECK, **{name: value})
    assert not (tmp_path / "pwned").exists()


@needs_bash
def test_options_are_no_patterns(step: Step, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": BROKEN, "b.md": BROKEN})
    _, log, _ = step(CHECK, CROSSREF_ARGS="--exclude *.md")
    assert "no document found" in log


PYTHON = """\
#!/bin/sh
case "$1 $2" in
  "-c import"*) exit "${TOO_OLD:-0}" ;;
  "-m venv") mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
  *) printf '%s\\n' "$@" > "$RUNNER_TEMP/arguments" ;;
esac
"""


@needs_bash
@pytest.mark.parametrize(("version", "wanted"), [("", "/the/action"), ("0.1 --pre", "crossref-docs==0.1 --pre")])
def test_the_action_installs_itself_or_a_version(
    step: Step, tmp_path: Path, temporary: Path, version: str, wanted: str
) -> None:
    write(tmp_path, {"bin/python3": PYTHON})
    (tmp_path / "bin/python3").chmod(0o755)
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    code, log, outputs = step(INSTALL, PATH=path, CROSSREF_VERSION=version)
    assert (code, log) == (0, "")
    assert outputs == {"crossref": str(temporary / "crossref-venv/bin/crossref")}
    arguments = (temporary / "arguments").read_text().splitlines()
    assert arguments[:3] == ["-m", "pip", "install"]
    assert arguments[-2:] == ["--", wanted]


@needs_bash
def test_the_action_names_the_python_it_needs(step: Step, tmp_path: Path) -> None:
    write(tmp_path, {"bin/python3": PYTHON})
    (tmp_path / "bin/python3").chmod(0o755)
    code, log, outputs = step(INSTALL, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}", TOO_OLD="1")
    assert (code, outputs) == (2, {})
    assert "3.11 or newer" in log
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert needed == ">=3.11"


# -- examples --------------------------------------------------------------------------------------------------------


def test_the_workflow_fits_its_schema_and_the_action(tmp_path: Path) -> None:
    workflow = example("jobs")
    assert fits("github-workflows", workflow, tmp_path)
    steps = workflow["jobs"]["crossref"]["steps"]
    ours = next(each for each in steps if each.get("id") == "crossref")
    assert set(ours["with"]) <= set(ACTION["inputs"])
    used = set(re.findall(r"steps\.crossref\.outputs\.([\w-]+)", json.dumps(steps)))
    assert used
    assert used <= set(ACTION["outputs"])


def test_the_inputs_are_described() -> None:
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    for name in (*ACTION["inputs"], *ACTION["outputs"]):
        assert f"`{name}`" in page


def test_the_gitlab_example_fits_its_schema_and_writes_its_reports(tmp_path: Path) -> None:
    pipeline = example("crossref")
    assert fits("gitlab-ci", pipeline, tmp_path)
    job = pipeline["crossref"]
    write(tmp_path, {"docs/a.md": BROKEN})
    (script,) = job["script"]
    program, *arguments = script.split()
    assert program == "crossref"
    done = subprocess.run(
        [sys.executable, "-m", "crossref", *arguments], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 1
    for report in job["artifacts"]["reports"].values():
        assert (tmp_path / report).stat().st_size
    for folder in job["cache"]["paths"]:
        assert (tmp_path / folder).is_dir()


def test_the_hook_is_what_pre_commit_reads() -> None:
    (hook,) = read((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)  # all that pre-commit insists on
    assert hook["language"] == "python"
    assert hook["types"] == ["markdown"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert hook["entry"].split()[0] in scripts
    assert {"id": hook["id"]} in example("repos")["repos"][0]["hooks"]


# -- the container ---------------------------------------------------------------------------------------------------


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def test_the_container_runs_as_nobody() -> None:
    given = instructions()
    last_stage = max(index for index, (name, _) in enumerate(given) if name == "FROM")
    users = [value for name, value in given[last_stage:] if name == "USER"]
    assert users
    assert all(int(part) > 0 for part in users[-1].split(":"))
    assert not [name for name, _ in given[last_stage:] if name in ("RUN", "ADD")]
    assert json.loads(next(value for name, value in given if name == "ENTRYPOINT")) == ["crossref"]


def test_the_container_has_what_the_wheel_is_made_of() -> None:
    copied = [part for name, value in instructions() if name == "COPY" for part in value.split()[:-1]]
    sources = {part for part in copied if not part.startswith(("--from", "/"))}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {project["project"]["readme"], *project["project"]["license-files"], *wheel["packages"]}
    assert sources == needed | set(wheel["force-include"]) | {"pyproject.toml"}
    assert all((ROOT / source).exists() for source in sources)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == sources
    assert any(fnmatch.fnmatch("tests", line) for line in ignored if not line.startswith(("#", "!")))
