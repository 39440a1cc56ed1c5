"""JSON for programs that are stricter than Python's own reader."""

from __future__ import annotations

import json
import re

_HALF_A_PAIR = re.compile(r"[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def dumped(value: object) -> str:
    """The value as indented JSON with a newline at its end.

    Half of a surrogate pair, from a file name that is not UTF-8, becomes the replacement character: protobuf's reader,
    among others, refuses a whole report over one of them.
    """
    return _HALF_A_PAIR.sub(_REPLACEMENT, json.dumps(value, indent=2, ensure_ascii=False)) + "\n"
