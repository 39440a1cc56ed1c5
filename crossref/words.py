"""The words that a text speaks of, in normal form: what claims are aligned by."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:\d+(?![\w]))?|p\d\d", re.UNICODE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STOP = frozenset(
    "не более менее больше меньше до для от на по из при или как это что más menos hasta mehr als bis weniger plus moins mais até"
    " a an the of for to in on at by with and or is are be been was were it its this that these those as from into per via"
    " all any each every both has have had can may must should will would use uses used using set default defaults value"
    " values which when where who than then so if not no only also just same new see we you they our your their about"
    " current currently after before between during within over under up out one two three der die das und el la los las"
    " de del le les des et y en para por con una un second seconds minute minutes hour hours day days ms percent".split()
)
ENVIRONMENTS = {
    word: name
    for name, words in {
        "development": "development dev local localhost",
        "staging": "staging stg uat",
        "test": "qa test testing ci",
        "sandbox": "sandbox",
        "demo": "demo preview",
        "production": "production prod",
        "cloud": "cloud",
        "self-hosted": "self-hosted selfhosted",
    }.items()
    for word in words.split()
}
"""A word that names an environment -> the environment."""


def words_of(*texts: str) -> tuple[str, ...]:
    """The words of some texts in normal form: lower case, singular, camel case split, stop words dropped; sorted."""
    return tuple(sorted({word for text in texts for word in _words(text)}))


def words_in_order(text: str) -> tuple[str, ...]:
    """The words of a text as `words_of` gives them, in the order of the text, repeated ones too."""
    return _words(text)


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    found = []
    for match in _WORD.finditer(_CAMEL.sub(" ", text)):
        word = match[0].lower()
        if word not in _STOP and len(word) > 1 and word not in ENVIRONMENTS:
            found.append(singular(word))
    return tuple(found)


def singular(word: str) -> str:
    """A word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("xes", "sses", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
