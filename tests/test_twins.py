"""Copies of one text, and sentences that say the same around a value: what they find, and what keeps them silent."""

from __future__ import annotations

import tempfile
from functools import cache, partial
from pathlib import Path

import pytest

from crossref import config
from crossref.channels import Disagreement, sentences, sides_of, twins
from crossref.channels.editions import are_editions
from crossref.channels.side import Side
from crossref.channels.slots import change_of, words_in
from crossref.extract import extract
from crossref.model import Profile, Severity, Source, Stamp

NAMES = ("architecture.md", "deployment.md", "testing.md")


@cache
def profile() -> Profile:
    with tempfile.TemporaryDirectory() as folder:
        return config.load(Path(folder), {}).profile


def sides(*texts: str, names: tuple[str, ...] = NAMES) -> list[Side]:
    found = []
    for path, text in zip(names, texts, strict=False):
        found += sides_of(extract(Source(path, Stamp(0, 0), partial(str, text)), profile()))
    return [side for side in found if side.claim.tense == "stated"]


def copies(*texts: str, names: tuple[str, ...] = NAMES) -> list[Disagreement]:
    return list(twins.disagreements([side for side in sides(*texts, names=names) if side.claim.key == "text"]))


def said(*texts: str, names: tuple[str, ...] = NAMES) -> list[Disagreement]:
    return list(sentences.disagreements([side for side in sides(*texts, names=names) if side.claim.key != "text"]))


# Words are rare only among others: every set has some text of its own.
FILLER = "\n\n".join(f"The keeper{letter} logs pebble{letter} and driftwood{letter}." for letter in "abcdefghijklmn")
ONE = f"{FILLER}\n\nThe beacon sweeps 24 harbour mouths beyond the reef."


@pytest.mark.parametrize(
    ("channel", "one", "other"),
    [
        ("twin number", ONE, ONE.replace("24", "36")),
        ("twin number", ONE, f"{FILLER}\n\n`GET /beacon` - the beacon sweeps 36 harbour mouths beyond the reef"),
        (
            "twin name",
            f"{FILLER}\n\n- Lantern queue preserved inside Redis",
            f"{FILLER}\n\n- Lantern queue preserved inside Memcached",
        ),
        (
            "twin opposite",
            f"{FILLER}\n\nThe harbour gate needs a manual release each tide.",
            f"{FILLER}\n\nThe harbour gate needs an automatic release each tide.".replace(" an ", " a "),
        ),
        (
            "twin cell",
            f"{FILLER}\n\n| Part | Home | Duty |\n|---|---|---|\n| Lamp | Pharos | lantern glass, spare wicks, brass polish |",
            f"{FILLER}\n\n| Part | Home | Duty |\n|---|---|---|\n| Lamp | Skerry | lantern glass, spare wicks, brass polish |",
        ),
    ],
)
def test_copies_that_differ_in_one_value(channel: str, one: str, other: str) -> None:
    assert [found.channel for found in copies(one, other)] == [channel]


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        pytest.param(ONE, ONE, NAMES, id="the same"),
        pytest.param(ONE, f"{ONE}\n\n{ONE.replace('24', '36')}", NAMES, id="a document says both"),
        pytest.param(ONE, ONE.replace("24", "36"), ("a/README.md", "b/README.md"), id="sister folders"),
        pytest.param(ONE, ONE.replace("24", "36"), ("v1/guide.md", "v2/guide.md"), id="editions"),
        pytest.param(
            ONE.replace("mouths", "tests pass"),
            ONE.replace("24 harbour mouths", "9 harbour tests pass"),
            NAMES,
            id="a moment",
        ),
        pytest.param(
            ONE.replace("sweeps", "sweep step"), ONE.replace("sweeps 24", "sweep step 36"), NAMES, id="a step"
        ),
        pytest.param(ONE.replace("24", "seven"), ONE.replace("24", "rocky"), NAMES, id="other words"),
        pytest.param(ONE.replace("24", "2026-01-02"), ONE.replace("24", "2026-02-03"), NAMES, id="dates"),
        pytest.param(ONE, ONE.replace("24", "36"), ("north-24.md", "south.md"), id="the value names the document"),
        pytest.param(
            "| Name | Kind | Use |\n|---|---|---|\n| Lamp | brass thing | lights the outer reef |",
            "| Name | Kind | Use |\n|---|---|---|\n| Bell | brass thing | lights the outer reef |",
            NAMES,
            id="the row's name",
        ),
    ],
)
def test_no_copies(one: str, other: str, names: tuple[str, ...]) -> None:
    assert copies(one, other, names=names) == []


def test_a_phrase_said_of_many_things_is_a_template() -> None:
    assert copies(ONE, ONE.replace("24", "36"), ONE.replace("24", "48")) == []


def test_a_template_with_two_numbers() -> None:
    text = f"{FILLER}\n\nPart of the harbour ledger with 8 buoys seen and 9 moored."
    names = ("lamp.md", "bell.md", "mast.md")
    assert copies(text, text.replace("8", "7"), text.replace("9", "5"), names=names) == []


def test_many_differences_are_two_editions() -> None:
    words = ("amber", "birch", "cedar", "dune", "ember", "fjord")
    one = "\n\n".join(f"The {word}lamp sweeps 24 {word}mouths beyond the {word}reef." for word in words)
    assert copies(one, one.replace("24", "36")) == []


def test_a_copy_is_underlined_where_it_differs() -> None:
    (found,) = copies(ONE, ONE.replace("24", "36"))
    line = ONE.count("\n") + 1
    spans = [(side.claim.written, side.claim.span) for side in found.sides]
    assert [(written, span.line, span.column, span.end_column) for written, span in spans] == [
        ("24", line, 19, 21),
        ("36", line, 19, 21),
    ]


def test_a_wrapped_sentence_keeps_its_lines() -> None:
    wrapped = ONE.replace("harbour mouths", "harbour\nmouths").replace("sweeps 24", "sweeps\n24")
    (found,) = copies(wrapped, ONE.replace("24", "36"))
    span = found.sides[0].claim.span
    assert (span.line, span.column) == (ONE.count("\n") + 2, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The osprey circles above the reeds for 5 minutes.", "The osprey circles above the reeds for 9 minutes."),
        (
            "Every osprey (5 minutes circling overhead) is noted by Ann.",
            "Bob feeds every osprey (9 minutes circling overhead).",
        ),
    ],
)
def test_the_same_words_around_a_value(one: str, other: str) -> None:
    (found,) = said(f"{ONE}\n\n{one}", other)
    assert found.severity == Severity.WARNING


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        pytest.param(
            "The osprey circles above the reeds for 5 minutes.",
            "The heron circles for 9 minutes.",
            NAMES,
            id="another subject",
        ),
        pytest.param(
            "The osprey circles above the reeds for 5 minutes.", "The osprey weighs 9 kg.", NAMES, id="another kind"
        ),
        pytest.param(
            "Keepers say: osprey circles for 5 minutes at dusk.",
            "Visitors hope: osprey circles for 9 minutes beyond noon.",
            NAMES,
            id="few words in common",
        ),
        pytest.param('"Osprey circling for 5 minutes?"', '"Osprey circling for 9 minutes?"', NAMES, id="quoted"),
        pytest.param("All 5 osprey circles passed.", "All 9 osprey circles passed.", NAMES, id="a moment"),
        pytest.param(
            "The osprey circles above the reeds for 5 minutes.",
            "The osprey circles above the reeds for 9 minutes.",
            ("a/x.md", "b/x.md"),
            id="sisters",
        ),
        pytest.param(
            "The osprey circles for 5 minutes below 300 feathers.",
            "The osprey circles for 9 minutes below 700 feathers.",
            NAMES,
            id="other numbers",
        ),
    ],
)
def test_other_words_around_a_value(one: str, other: str, names: tuple[str, ...]) -> None:
    assert said(f"{FILLER}\n\n{one}", other, names=names) == []


def test_words_of_a_template() -> None:
    text = "The osprey circles for {} minutes."
    assert said(*(text.format(number) for number in (5, 9, 12))) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "change"),
    [
        ("24", "36", "number"),
        ("`30` days", "7 days", "number"),
        ("manual", "automatic", "opposite"),
        ("Redis", "Memcached", "name"),
        ("Pharos", "Skerry", "cell"),
        ("F3", "F4", "cell"),
        ("pretty", "ugly", None),
        ("10 | 20", "30 | 40", None),
        ("2026-01-02", "2026-01-03", None),
        ("60 min", "1 hour", None),
    ],
)
def test_changes(ours: str, theirs: str, change: str | None) -> None:
    found = change_of("the", ours, theirs)
    assert (found[0] if found else None) == change


@pytest.mark.parametrize("before", ["step", "phase", "adr"])
def test_a_number_that_names_is_no_value(before: str) -> None:
    assert change_of(before, "2", "3") is None


def test_words_leave_markup_out() -> None:
    words = words_in("See [**the lamp**](lamps.md#two), `lit` <br> twice. <!-- not this -->")
    assert [word.plain for word in words] == ["see", "the", "lamp", "lit", "twice"]


@pytest.mark.parametrize(
    ("a", "b", "editions"),
    [
        ("release-1.2.md", "release-1.3.md", True),
        ("v1/guide.md", "v2/guide.md", True),
        ("lamp/README.md", "bell/README.md", True),
        ("README.md", "docs/README.md", False),
        ("docs/02-lamps.md", "docs/guide.md", False),
        ("lamps.md", "bells.md", False),
    ],
)
def test_editions(a: str, b: str, editions: bool) -> None:
    assert are_editions(a, b) == editions
