"""Edits to texts: nothing but their places changes, in whatever order they come and whatever ends the lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossref import edits
from crossref.model import Edit, Fix, Place, Span

LINES = st.lists(
    st.tuples(
        st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=6),
        st.sampled_from(["\n", "\r\n", "\r"]),
    ),
    max_size=6,
)


def edit(line: int, column: int, end_line: int, end_column: int, text: str, path: str = "a.md") -> Edit:
    return Edit(Place(path, Span(line, column, end_line, end_column)), text)


def test_an_edit_replaces_what_its_place_covers() -> None:
    assert edits.apply("See [a](A.md#x).\n", [edit(1, 9, 1, 13, "a.md")]) == "See [a](a.md#x).\n"


def test_an_edit_may_reach_over_lines_and_to_the_end() -> None:
    assert edits.apply("one\r\ntwo\r\n", [edit(1, 4, 2, 1, " ")]) == "one two\r\n"
    assert edits.apply("one\ntwo\n", [edit(2, 1, 2, 5, "")]) == "one\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_what_is_put_in_gets_the_line_ending_of_its_line(ending: str) -> None:
    text = ending.join(["a", "b", ""])
    assert edits.apply(text, [edit(1, 2, 1, 2, "\nx")]) == ending.join(["a", "x", "b", ""])


def test_a_last_line_without_an_ending_takes_that_of_the_first() -> None:
    assert edits.apply("a\r\nb", [edit(2, 2, 2, 2, "\nc")]) == "a\r\nb\r\nc"
    assert edits.apply("b", [edit(1, 2, 1, 2, "\nc")]) == "b\nc"


@pytest.mark.parametrize(
    "wrong",
    [edit(3, 1, 3, 1, "x"), edit(1, 6, 1, 7, "x"), edit(1, 3, 1, 2, "x"), edit(0, 1, 1, 1, "x"), edit(2, 0, 2, 1, "x")],
)
def test_a_place_that_the_text_does_not_have_is_an_error(wrong: Edit) -> None:
    with pytest.raises(edits.EditError):
        edits.apply("abc\n", [wrong])


def test_edits_that_overlap_are_an_error_but_the_same_edit_twice_is_one() -> None:
    one = edit(1, 1, 1, 3, "x")
    assert edits.apply("abc", [one, one]) == "xc"
    for other in (edit(1, 2, 1, 4, "y"), edit(1, 1, 1, 3, "y"), edit(1, 2, 1, 2, "y")):
        with pytest.raises(edits.EditError, match="overlap in line 1"):
            edits.apply("abc", [one, other])


def test_edits_that_touch_go_together() -> None:
    parts = [edit(1, 1, 1, 2, "x"), edit(1, 2, 1, 3, "y"), edit(1, 2, 1, 2, "-")]
    assert edits.apply("abc", parts) == "x-yc"


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text, and edits as offsets into it that do not overlap and split no line ending."""
    lines = draw(LINES)
    text = "".join(line + ending for line, ending in lines) + draw(st.sampled_from(["", "end"]))
    inside = [at for at in range(len(text) + 1) if text[max(at - 1, 0) : at + 1] != "\r\n"]
    cuts = sorted(draw(st.lists(st.sampled_from(inside), max_size=8, unique=True)))
    pieces = [*zip(cuts[::2], cuts[1::2], strict=False)]
    return text, [(start, end, draw(st.sampled_from(["", "x", "yy", "z z"]))) for start, end in pieces]


def place_of(text: str, offset: int) -> tuple[int, int]:
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
    line = max(number for number, start in enumerate(starts, 1) if start <= offset)
    return line, offset - starts[line - 1] + 1


@given(texts_with_edits(), st.randoms())
def test_all_other_text_stays_and_order_is_of_no_account(
    case: tuple[str, list[tuple[int, int, str]]], random: object
) -> None:
    text, pieces = case
    made = [edit(*place_of(text, start), *place_of(text, end), new) for start, end, new in pieces]
    expected, position = "", 0
    for start, end, new in pieces:
        expected += text[position:start] + new
        position = end
    expected += text[position:]
    random.shuffle(made)  # type: ignore[attr-defined]
    assert edits.apply(text, made) == expected
    assert edits.apply(text, []) == text


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 4)), max_size=12))
def test_the_first_of_two_that_overlap_goes(places: list[tuple[int, int]]) -> None:
    made = [edit(1, at, 1, at + length, str(number)) for number, (at, length) in enumerate(places)]
    going, waiting = edits.compatible([Fix("", True, (each,)) for each in made])
    assert sorted((*going, *waiting)) == list(range(len(made)))
    edits.apply("x" * 20, [made[index] for index in going])
    for index in waiting:
        before = [made[other] for other in going if other < index]
        assert any(edits.overlap(made[index].place.span, other.place.span) for other in before)


def test_fixes_with_an_edit_in_common_go_together() -> None:
    shared = edit(1, 1, 1, 2, "x")
    fixes = [Fix("", True, (shared,)), Fix("", True, (shared, edit(1, 4, 1, 5, "y")))]
    assert edits.compatible(fixes) == ((0, 1), ())


def test_a_fix_waits_as_a_whole() -> None:
    fixes = [
        Fix("", True, (edit(1, 1, 1, 3, "x"),)),
        Fix("", True, (edit(1, 2, 1, 4, "y"), edit(5, 1, 5, 2, "z"))),
        Fix("", True, (edit(5, 1, 5, 2, "w"), edit(1, 1, 1, 3, "y", path="b.md"))),
    ]
    assert edits.compatible(fixes) == ((0, 2), (1,))
