"""Feed crossref what nobody would write, for as long as one likes: ``python fuzz/run.py --minutes 30``.

Each target of targets.py takes its turn until the time is up. A text that breaks one is shrunk and shown; it is kept in
``.hypothesis/fuzz``, so that the next run begins with it. Ends with 1 if anything broke.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from fuzz import targets, texts  # noqa: E402 - found only now

TARGETS: dict[str, tuple[Callable[..., None], st.SearchStrategy[object]]] = {
    "extract": (targets.extract, texts.documents()),
    "check": (targets.check, st.lists(texts.documents(), min_size=2, max_size=4)),
    "fixes": (targets.fixes, st.lists(texts.linked(), min_size=2, max_size=4)),
    "values": (targets.values, st.lists(texts.sentences, max_size=4)),
    "config": (targets.config, texts.configurations),
}
_TURN = 200
"""Examples a target gets before the next has its turn."""


def main() -> int:
    """Run the targets in turns; the exit code says whether anything broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--target", choices=[*TARGETS], action="append", help="only this one; may be repeated")
    given_arguments = parser.parse_args()
    until = time.monotonic() + 60 * given_arguments.minutes
    examples = dict.fromkeys(given_arguments.target or TARGETS, 0)
    broken: list[str] = []
    while time.monotonic() < until and len(broken) < len(examples):
        for name in examples:
            if name in broken or time.monotonic() >= until:
                continue
            count, error = _turn(*TARGETS[name])
            examples[name] += count
            if error:
                broken.append(name)
                print(f"-- {name} broke --\n{error}", flush=True)
    for name, count in examples.items():
        print(f"{name}: {count} examples{', broken' if name in broken else ''}")
    return 1 if broken else 0


def _turn(target: Callable[..., None], strategy: st.SearchStrategy[object]) -> tuple[int, str]:
    """How many examples a target took, and what broke it."""
    count = 0

    @settings(
        max_examples=_TURN,
        deadline=None,
        database=DirectoryBasedExampleDatabase(ROOT / ".hypothesis/fuzz"),
        suppress_health_check=list(HealthCheck),
        phases=(Phase.reuse, Phase.generate, Phase.target, Phase.shrink),
    )
    @given(strategy)
    def one(example: object) -> None:
        nonlocal count
        count += 1
        target(example)

    # Hypothesis keeps failures apart by the name and source of the test.
    one.__name__ = one.__qualname__ = target.__name__
    try:
        one()
    except Exception:
        return count, traceback.format_exc()
    return count, ""


if __name__ == "__main__":
    sys.exit(main())
