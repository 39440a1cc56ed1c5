"""Closed lists, stages, repositories and badges: what is read of them, and which of them contradict each other."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_channels import compare, profile

from crossref.extract import extract
from crossref.model import Source, Stamp
from crossref.value import Group, Name
from crossref.values import compare as relation
from crossref.values import show


def read(text: str, key: str) -> list[str]:
    document = extract(Source("a.md", Stamp(0, 0), partial(str, text)), profile())
    return [show(claim.value) for claim in document.facts.claims if claim.key.startswith(key)]


@pytest.mark.parametrize(
    "text",
    [
        "`TIDE_STORE` (disk | bucket | tape)",
        "- `TIDE_STORE` = `disk | bucket | tape`",
        "- `TIDE_STORE`: one of `tape` | `disk` | `bucket`.",
        "| Name | Default | About |\n|---|---|---|\n| `TIDE_STORE` | `disk` | `disk` \\| `bucket` \\| `tape` |",
        "| Name | Default | Options |\n|---|---|---|\n| `TIDE_STORE` | `disk` | disk, bucket, or tape |",
        "```env\nTIDE_STORE=disk  # disk, bucket, tape\n```",
        "```ts\nTIDE_STORE = 'disk' | 'bucket' | 'tape'\n```",
    ],
)
def test_the_values_of_a_variable(text: str) -> None:
    assert read(text, "values TIDE_STORE") == ["bucket, disk, tape"]


@pytest.mark.parametrize(
    "text",
    [
        "`TIDE_STORE` (disk or bucket)",
        "`TIDE_STORE: string | null`",
        "`TIDE_LEVEL` (1 | 2 | 3)",
        "| Name | Default | About |\n|---|---|---|\n| `TIDE_STORE` | `disk` | Written often, read rarely, never moved |",
        "| Name | Options |\n|---|---|\n| x | y |\n\nMore:\n\n| Name | |\n|---|---|\n| `TIDE_STORE` | disk, bucket, or tape |",
        "```env\nTIDE_STORE=disk  # slow, but safe\n```",
        "```sh\ncat TIDE_STORE | grep disk\n```",
    ],
)
def test_no_closed_list(text: str) -> None:
    assert read(text, "values") == []


def test_the_steps_of_a_sequence() -> None:
    assert read("`QUEUED → SENT → READ → GONE`", "steps") == ["QUEUED -> SENT -> READ -> GONE"]
    assert read("QUEUED → SENT → READ", "steps") == []
    assert read("Client → Gate → Store → Shelf", "steps") == []


STORE = "`TIDE_STORE` (disk | bucket | tape)"
STEPS = "QUEUED → SENT → READ → GONE"


@pytest.mark.parametrize(
    ("channel", "one", "other"),
    [
        ("values", STORE, "`TIDE_STORE` (disk | bucket)"),
        ("steps", STEPS, "QUEUED → SENT → HELD → READ → GONE"),
        ("steps", STEPS, "QUEUED → READ → SENT → GONE"),
        (
            "stage",
            "| Part | Status |\n|---|---|\n| Tide feed | Planned |",
            "| Part | Status |\n|---|---|\n| Tide feed | ✅ Done |",
        ),
        (
            "repository",
            "See https://github.com/seaside/lockkeeper/issues",
            "git clone git@github.com:seaside/lokckeeper.git",
        ),
        ("technology", "![Go](https://img.shields.io/badge/Go-1.24%2B-blue)", "- Go 1.21"),
        ("attribute", "![cov](https://img.shields.io/badge/coverage-81%25-green)", "- **Test coverage**: 64 %"),
    ],
)
def test_a_contradiction(channel: str, one: str, other: str) -> None:
    assert [found.channel for found in compare(f"# A\n\n{one}\n", f"# B\n\n{other}\n")] == [channel]
    assert [found.channel for found in compare(f"# A\n\n{other}\n", f"# B\n\n{one}\n")] == [channel]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STORE, "`TIDE_STORE` (tape | bucket | disk)"),
        (STORE, "`TIDE_STORE` (red | green)"),
        (STORE, "`TIDE_SHELF` (disk | bucket)"),
        (STEPS, "QUEUED → SENT → READ → LOST"),
        (STEPS, "QUEUED → HELD → KEPT → GONE"),
        (
            "| Part | Status |\n|---|---|\n| Tide feed | Stable |",
            "| Part | Status |\n|---|---|\n| Tide feed | ✅ Complete |",
        ),
        ("| Step | Status |\n|---|---|\n| 4 | Planned |", "| Step | Status |\n|---|---|\n| 4 | Done |"),
        ("https://github.com/seaside/lock", "https://github.com/seaside/lick"),
        ("https://github.com/seaside/terminal2", "https://github.com/seaside/terminal3"),
        ("https://github.com/seaside/lockkeeper", "https://github.com/seaside/lockkeepers"),
        ("https://github.com/your-org/lockkeeper", "https://github.com/yuor-org/lockkeeper"),
        ("![Go](https://img.shields.io/badge/Go-1.24%2B-blue)", "- Go 1.25"),
        ("![t](https://img.shields.io/badge/tests-512-green)", "We have 490 tests."),
    ],
)
def test_no_contradiction(one: str, other: str) -> None:
    assert compare(f"# A\n\n{one}\n", f"# B\n\n{other}\n") == []


NAMES = st.lists(st.sampled_from("disk bucket tape ram".split()), min_size=1, max_size=4, unique=True)


@given(NAMES, NAMES, st.booleans())
def test_closed_sets_conflict_unless_they_are_the_same(one: list[str], two: list[str], ordered: bool) -> None:
    a, b = (
        Group(tuple(Name("identifier", name) for name in names), ordered=ordered, closed=True) for names in (one, two)
    )
    same = one == two if ordered else set(one) == set(two)
    assert relation(a, b) == relation(b, a) == ("equal" if same else "conflict")
