"""Whether any step takes more than its share when a set grows: runs at 1x, 2x, 4x and 8x of a generated set.

Five sets, each of which grows in one thing: documents with all that documents have, links, entries, claims, and headings of
one name. Prints the processor time of each run, what it is to the run before (2.0 is linear), and the memory above that of a
run on one small document, to the bytes of Markdown. One process reads, and nothing is remembered.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

WORDS = "order invoice customer payment shipment session report account ledger stock price cart".split()


def documents(size: int) -> Iterator[tuple[str, str]]:
    """Ordinary documents that refer to each other; ``size`` of them."""
    for number in range(size):
        word = WORDS[number % len(WORDS)]
        parts = [f"# The {word} service {number}\n"]
        for part in range(6):
            there = (number * 7 + part) % size
            parts.append(
                f"## Part {part}\n\nSee [the other](d{there}.md#part-{part}) and `d{(there + 1) % size}.md`. The {word} token is"
                f" valid for {part + 5} minutes; `GET /{word}/{number}/{part}` needs `{word.upper()}_{number}_KEY`.\n\n"
                f"| Setting | Value |\n| --- | --- |\n| {word} timeout | {part + 1} s |\n| {word} port | {8000 + number} |\n\n"
                + " ".join(f"{WORDS[(number + part + at) % len(WORDS)]} text" for at in range(60))
                + ".\n"
            )
        yield f"docs/d{number}.md", "\n".join(parts)


def links(size: int) -> Iterator[tuple[str, str]]:
    """Two documents with ``size`` links between them, a tenth of them broken."""
    anchors = "\n\n".join(f"## Place {number}" for number in range(200))
    yield "docs/target.md", f"# Target\n\n{anchors}\n"
    lines = (
        f"- [to {number}](target.md#place-{number % 220}) and [again](gone{number}.md)" if number % 10 == 0 else
        f"- [to {number}](target.md#place-{number % 200})"
        for number in range(size)
    )  # fmt: skip
    yield "docs/source.md", "# Source\n\n" + "\n".join(lines) + "\n"


def entries(size: int) -> Iterator[tuple[str, str]]:
    """A set of five documents that declares ``size`` components and endpoints."""
    names = [f"{WORDS[number % len(WORDS)].title()} Unit{number}" for number in range(size)]
    parts = "\n".join(f"### {name}\n\n- **Responsibility**: the {name.lower()}\n" for name in names)
    yield "docs/architecture.md", f"# Architecture\n\n## Core Components\n\n{parts}"
    rows = "\n".join(f"| GET | /{WORDS[n % len(WORDS)]}/unit{n} | list |" for n in range(size))
    yield "docs/api-contracts.md", f"# API\n\n## Endpoints\n\n| Method | Path | What |\n| --- | --- | --- |\n{rows}\n"
    yield "docs/testing.md", "# Testing\n\n" + "\n".join(f"- {name} is tested" for name in names[::2]) + "\n"
    yield "docs/deployment.md", "# Deployment\n\n" + "\n".join(f"- `UNIT_{n}_URL` is set" for n in range(size)) + "\n"
    yield "docs/decisions.md", "# Decisions\n\n" + "\n".join(
        f"## ADR-{n:04}: Choose {name}\n\n**Status**: Accepted\n" for n, name in enumerate(names[:: 4], 1)
    )  # fmt: skip


def claims(size: int) -> Iterator[tuple[str, str]]:
    """Two documents that state ``size`` values each, a few of them not the same."""
    for name, offset in (("architecture", 0), ("deployment", 1)):
        rows = "\n".join(
            f"| {WORDS[n % len(WORDS)]} unit{n} timeout | {n % 50 + 1 + (offset if n % 100 == 0 else 0)} s |"
            for n in range(size)
        )
        lines = "\n".join(f"UNIT_{n}_PORT={5000 + n}" for n in range(size // 4))
        yield (
            f"docs/{name}.md",
            (f"# {name.title()}\n\n## Limits\n\n| Setting | Value |\n| --- | --- |\n{rows}\n\n```env\n{lines}\n```\n"),
        )


def headings(size: int) -> Iterator[tuple[str, str]]:
    """One document with ``size`` headings of one name."""
    yield "docs/changes.md", "# Changes\n\n" + "\n\n".join("## Fixed\n\n- something" for _ in range(size)) + "\n"
    yield "docs/index.md", "# Index\n\n[last](changes.md#fixed)\n"


SETS: dict[str, tuple[Callable[[int], Iterator[tuple[str, str]]], int]] = {
    "documents": (documents, 150),
    "links": (links, 2000),
    "entries": (entries, 150),
    "claims": (claims, 600),
    "headings": (headings, 1500),
}


def measured(folder: Path, *flags: str) -> tuple[float, float]:
    """Processor seconds and the most memory, in bytes, of a check."""
    command = [
        sys.executable,
        "-m",
        "crossref",
        "check",
        str(folder),
        "--format",
        "json",
        "--no-cache",
        "--workers",
        "1",
        *flags,
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"{' '.join(command)} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def write(folder: Path, texts: Iterator[tuple[str, str]]) -> int:
    """Write a set and return its bytes."""
    total = 0
    for name, text in texts:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        total += path.write_bytes(text.encode())
    return total


def main() -> None:
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--set", choices=SETS, action="append", help="only this; may be repeated")
    parser.add_argument("--select", help="only these rules")
    parser.add_argument("--times", type=int, default=1, help="how much larger all sets are")
    arguments = parser.parse_args()
    flags = ["--select", arguments.select] if arguments.select else []
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as temporary:
        small = Path(temporary, "small")
        write(small, documents(5))
        base_seconds, base_memory = measured(small, *flags)
        print(f"five documents: {base_seconds:.2f} s, {base_memory / 1e6:.0f} MB; both are taken off below")
        for name in arguments.set or SETS:
            generate, size = SETS[name]
            before = 0.0
            for factor in (1, 2, 4, 8):
                folder = Path(temporary, f"{name}{factor}")
                total = write(folder, generate(size * factor * arguments.times))
                seconds, memory = measured(folder, *flags)
                seconds -= base_seconds
                ratio = f"{seconds / before:5.2f}x" if before > 0 else "      "
                above = (memory - base_memory) / total
                print(
                    f"{name:10} {factor}x {total / 1e6:7.2f} MB {seconds:7.2f} s {ratio} memory {above:5.1f} x Markdown",
                    flush=True,
                )
                before = seconds


if __name__ == "__main__":
    main()
