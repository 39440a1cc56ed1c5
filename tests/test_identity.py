"""What makes a finding the same one in another run."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossref.identity import Trace, known_again, lines_of, sides, standing
from crossref.model import Span


def around(text: str, what: str = "(x.md)") -> tuple[str, str]:
    """The digests around the first place where a text has something."""
    lines = lines_of(text)
    line = next(index for index, each in enumerate(lines) if what in each)
    column = lines[line].index(what) + 1
    return sides(lines, Span(line + 1, column, line + 1, column + len(what)))


TEXT = "# A\n\nFor the rollout of a new version see [the plan](x.md), which is kept up to date.\n"


@pytest.mark.parametrize(
    "same",
    [
        TEXT.replace("# A", "# Another\n\nMore text."),
        TEXT.replace(" see [the plan]", "\nsee\n[the plan]").replace(", which", ",\nwhich"),
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("For the", "> For the"),
        TEXT.replace("a new version", "a **new** *version*").replace("kept", "KEPT"),
        TEXT.replace("# A", "# A\n\nFor the rollout of an old version"),
    ],
)
def test_the_words_around_do_not_depend_on_how_they_are_wrapped_and_marked_up(same: str) -> None:
    assert around(same) == around(TEXT)


def test_each_side_is_its_own() -> None:
    before, after = around(TEXT)
    assert around(TEXT.replace("new", "newer")) == (around(TEXT.replace("new", "newer"))[0], after)
    assert around(TEXT.replace("new", "newer"))[0] != before
    assert around(TEXT.replace("kept", "held")) == (before, around(TEXT.replace("kept", "held"))[1])
    assert around("[](x.md)") == ("", "")
    assert around("# Heading\n\n[](x.md)\n\nText") == ("", "")


def test_a_place_outside_the_text_has_nothing_around() -> None:
    for span in (Span(9, 1, 9, 2), Span(1, 1, 9, 1), Span(0, 0, 0, 0)):
        assert sides(["a b c"], span) == ("", "")
        assert standing(["a b c"], span) == ("", "")
    assert sides((), Span(1, 1, 1, 1)) == ("", "")


def test_a_long_line_is_not_read_to_its_end() -> None:
    word = "word " * 400_000
    assert around(f"{word}a b [c](x.md) d{word}") == around(f"word word word a b [c](x.md) d{'word ' * 9}")


def one(identity: str, before: str = "", after: str = "", subject: str = "x.md", path: str = "a.md") -> Trace:
    return Trace(identity, "XR101", path, subject, before, after)


def told(identity: str, *sides: str) -> Trace:
    """A finding with several sides, told at the first of them."""
    return Trace(identity, "XR301", sides[0], "timeout 3 s 5 s", f"b{sides[0]}", "a", tuple(sorted(sides)))


MATCHES: list[tuple[str, Sequence[Trace], Sequence[Trace], dict[int, int]]] = [
    ("the same", [one("i", "b", "a")], [one("i", "b", "a")], {0: 0}),
    ("reworded", [one("i", "b", "a")], [one("i", "c", "d")], {0: 0}),
    ("no text", [one("i")], [one("i")], {0: 0}),
    ("a twin above", [one("i", "b", "a")], [one("i", "c", "d"), one("i", "b", "a")], {1: 0}),
    ("a twin below", [one("i", "b", "a")], [one("i", "b", "a"), one("i", "c", "d")], {0: 0}),
    ("a twin beside", [one("i", "b", "a")], [one("i", "c", "b"), one("i", "e", "a")], {1: 0}),
    ("equal twins", [one("i", "b", "a")], [one("i", "b", "a"), one("i", "b", "a")], {0: 0}),
    ("all reworded and one more", [one("i", "b", "a")], [one("i", "c", "d"), one("i", "e", "f")], {0: 0}),
    ("one of two is gone", [one("i", "b", "a"), one("i", "c", "d")], [one("i", "c", "d")], {0: 1}),
    ("a heading renamed", [one("i", "b", "a")], [one("j", "b", "a")], {0: 0}),
    ("a file renamed", [one("i", "b", "a")], [one("j", "b", "a", path="b.md")], {0: 0}),
    ("copied", [one("i", "b", "a")], [one("j", "b", "a", path="b.md"), one("i", "b", "a")], {1: 0}),
    ("another place", [one("i", "b", "a")], [one("j", "c", "d")], {}),
    ("another place without text", [one("i")], [one("j")], {}),
    ("another subject", [one("i", "b", "a")], [one("j", "b", "a", "y.md")], {}),
    ("less of it", [one("i", subject="get /a put /b")], [one("j", subject="put /b")], {0: 0}),
    (
        "a group that falls apart",
        [one("i", subject="get /a put /b get /c")],
        [one("j", subject="put /b"), one("k", subject="get /c")],
        {0: 0, 1: 0},
    ),
    ("more of it", [one("i", subject="put /b")], [one("j", subject="get /a put /b")], {}),
    ("less of it elsewhere", [one("i", subject="get /a put /b")], [one("j", subject="put /b", path="b.md")], {}),
    ("the same sides", [told("i", "a.md", "b.md")], [told("i", "a.md", "b.md")], {0: 0}),
    ("told at the other side", [told("i", "a.md", "b.md")], [told("j", "b.md", "a.md")], {0: 0}),
    ("a side less", [told("i", "a.md", "b.md", "b.md")], [told("i", "a.md", "b.md")], {0: 0}),
    ("a side more", [told("i", "a.md", "b.md")], [told("i", "a.md", "b.md", "b.md")], {}),
    ("another side", [told("i", "a.md", "b.md")], [told("i", "a.md", "c.md")], {}),
    ("a renamed side", [told("i", "a.md", "old.md")], [told("i", "a.md", "c.md")], {0: 0}),
    ("a renamed side and one more", [told("i", "a.md", "old.md")], [told("i", "a.md", "c.md", "c.md")], {}),
    ("a single word is no part", [one("i", subject="my plan.md")], [one("j", subject="plan.md")], {}),
]


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in MATCHES], ids=[case[0] for case in MATCHES])
def test_known_again(old: Sequence[Trace], new: Sequence[Trace], expected: dict[int, int]) -> None:
    assert known_again(old, new, ("a.md", "b.md")) == expected


TRACES = st.lists(
    st.builds(one, st.sampled_from("ijk"), st.sampled_from(["", "b", "c"]), st.sampled_from(["", "a", "d"])), max_size=8
)


@given(TRACES, TRACES)
def test_of_twins_never_more_are_known_than_there_were(old: list[Trace], new: list[Trace]) -> None:
    found = known_again(old, new, ())
    assert len(set(found.values())) == len(found)
    left = [trace.identity for index, trace in enumerate(old) if index not in found.values()]
    unknown = [trace.identity for index, trace in enumerate(new) if index not in found]
    assert not set(left) & set(unknown)


@given(TRACES)
def test_a_run_knows_itself(found: list[Trace]) -> None:
    matched = known_again(found, found, ())
    assert sorted(matched) == sorted(matched.values()) == list(range(len(found)))
    assert all(found[old] == found[new] for new, old in matched.items())


@given(TRACES, st.integers(0, 8), st.builds(one, st.sampled_from("ijk"), st.just("new"), st.just("new")))
def test_one_that_is_put_in_anywhere_is_the_new_one(found: list[Trace], at: int, added: Trace) -> None:
    now = [*found[:at], added, *found[at:]]
    position = min(at, len(found))
    distinct = len(set(found)) == len(found) and all(trace.before and trace.after for trace in found)
    unknown = set(range(len(now))) - set(known_again(found, now, ()))
    assert len(unknown) == 1
    assert unknown == {position} or not distinct
