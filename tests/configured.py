"""A Config from the text of a configuration file, or the one line that says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import write

from crossref.config import ConfigError, Overrides, load
from crossref.model import Config

RULES = {
    "XR101": "broken-link",
    "XR102": "broken-anchor",
    "XR205": "orphan-document",
    "XR301": "conflicting-claim",
    "XR303": "conflicting-count",
}


def configured(folder: Path, toml: str, overrides: Overrides = Overrides()) -> Config:  # noqa: B008 - frozen
    write(folder, {"crossref.toml": toml})
    return load(folder, RULES, overrides)


def message(folder: Path, toml: str, overrides: Overrides = Overrides()) -> str:  # noqa: B008 - frozen
    with pytest.raises(ConfigError) as caught:
        configured(folder, toml, overrides)
    text = str(caught.value)
    assert "\n" not in text
    return text
