"""How long a person waits: a check of five documents against an empty typer command, whole processes in turns.

Prints the median of each and the ratio. Ratios travel between machines; seconds do not.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp()\n"


def seconds(command: list[str]) -> float:
    """Run a command once, its output thrown away, and return its wall time."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    commands = {
        "empty typer command": [sys.executable, "-c", EMPTY],
        "crossref --version": [sys.executable, "-m", "crossref", "--version"],
        "crossref check, five documents": [
            sys.executable,
            "-m",
            "crossref",
            "check",
            str(ROOT / "sample_docs/consistent"),
        ],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            taken = seconds(command)
            if run:  # the first fills the caches of the file system and compiles bytecode
                times[name].append(taken)
    baseline = statistics.median(times["empty typer command"])
    for name, taken_times in times.items():
        median = statistics.median(taken_times)
        print(f"{name:32} {median:6.3f} s  {median / baseline:5.2f}x")


if __name__ == "__main__":
    main()
