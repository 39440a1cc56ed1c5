"""How environment variables are spelled, and what the words around a name say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAME = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+"
"""A name that can be told from a word: at least two parts."""
ANY_NAME = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"
"""A name where nothing but a variable can stand: ``PORT`` too."""

HINT = re.compile(r"_(?<=[A-Z0-9*]_)[A-Z0-9*<{]")
"""What a text must hold for any name of several parts to stand in it; led by a letter that is quickly found."""

_FAMILY_END = r"(?:\*|…|\.\.\.|[xX]{3}|\{[A-Za-z_ ]+\}|<[A-Za-z_ ]+>|\[[A-Za-z_ ]+\])"
_ENDS = r"(?![\w*<{\[]|-\w|/[\w.]|\.[a-z]{1,5}\b|\()"
_WORD = re.compile(rf"(?<![\w.\-/@:#%*\[]){NAME}{_ENDS}")
_FAMILY = re.compile(
    rf"(?<![\w./-])(?:(?P<open>(?:[A-Z][A-Z0-9]*_)+){_FAMILY_END}(?P<tail>(?:_[A-Z0-9]+)*)|\*(?P<end>(?:_[A-Z0-9]+)+))(?!\w)"
)
_SHORT = re.compile(rf"(?<![\w./-])({NAME})((?:\s?/\s?_?[A-Z][A-Z0-9_]*)+)(?![\w./])")
_BRACES = re.compile(r"(?<![\w./$-])((?:[A-Z][A-Z0-9]*_)+)\{([A-Z][A-Z0-9_]*(?:\s?[,|]\s?[A-Z][A-Z0-9_]*)+)\}(?!\w)")
_PART = re.compile(r"[A-Z][A-Z0-9_]*[A-Z0-9]|[A-Z]")

_NO_VARIABLE = re.compile(
    r"(?:YOUR|MY|SOME|EXAMPLE|FOO|BAR)_|.*(?:_HERE|YYYY|XXX|_NNN?)(?:_|$)|"
    r"(?:VAR|VARS|VARIABLE|VARIABLES|ENV|SECRET|KEY|PARAM|FIELD|SETTING|CONFIG)_NAME$|"
    r"ENV(?:IRONMENT)?_VAR(?:IABLE)?S?$|(?:UPPER|SCREAMING|SNAKE|CAMEL|KEBAB)_|"
    r"TLS_(?:AES|CHACHA20|ECDHE|DHE|RSA)_|(?:ECDHE|DHE)_|"
    r"CURRENT_(?:DATE|TIME|TIMESTAMP|USER)$|(?:UTF|SHA|ISO|AES|RSA|HMAC|MD|ES|RS|HS)_?\d+(?:_\w+)?$|"
    r"(?:PATH|HOME|USER|PWD|SHELL|TERM|LANG|EOF|NULL|TRUE|FALSE|TODO|NOTE|WARNING|GET|PUT|POST|PATCH|DELETE|HEAD|FROM|RUN|COPY|CMD|"
    r"SELECT|INSERT|UPDATE|WHERE|WITH|BEGIN|COMMIT|SET|AND|NOT|YES|OK)$|(?:PRIMARY|FOREIGN|UNIQUE)_KEY$|NOT_NULL$|(?:LEFT|INNER|OUTER|RIGHT|FULL)_JOIN$|ORDER_BY$|GROUP_BY$|"
    r"(?:PRE|POST|SIG|ERR|E)_[A-Z]+$|[A-Z]_[A-Z0-9]$|(?:OTHER|ANOTHER|CUSTOM|FIRST|SECOND|GLOBAL|SHELL|TEST|SAMPLE|JOB)_(?:VAR|VARIABLE)\d*$"
)
"""Placeholders, names of ciphers and keywords, and shapes that other things have: phases, signals, errors of a runtime."""
_OTHER_SHAPE = re.compile(
    r".*_(?:NOT_FOUND|EXCEEDED|FAILED|FAILURE|INVALID|EXPIRED|DENIED|FORBIDDEN|UNAUTHORIZED|CONFLICT|UNAVAILABLE|ERROR|"
    r"EXCEPTION|REJECTED|MISMATCH|CREATED|UPDATED|DELETED|COMPLETED|CANCELLED|CANCELED|STARTED|QUEUE|EVENT|REQUIRED)$|"
    r"(?:INVALID|MISSING|ERROR|UNKNOWN|DUPLICATE|UNSUPPORTED|INSUFFICIENT|CAN|IS|HAS)_\w+"
)
"""What is spelled like this is an error, an event or a queue, unless something is assigned to it."""

_VARIABLE_WORDS = re.compile(
    r"(?<!\w)(?:env(?:ironment)?[\s-]?(?:vars?\b|variables?)|variables?\b|vars?\b|env(?:\.|s?\b)|\.env|dotenv|secrets?\b|build[\s-]args?|"
    r"vari[aá]ve(?:is|l)|entorno|umgebungsvariable\w*|переменн\w+|環境変数)|环境变量|環境變數",
    re.IGNORECASE,
)
_SETTING_WORDS = re.compile(
    r"\b(?:config\w*|settings?|options?|parameters?|params?|credentials?|konfiguration|einstellungen|configuración|ajustes|flags?|"
    r"environment|setup|keys?)\b|配置|設定",
    re.IGNORECASE,
)
_OTHER_WORDS = re.compile(
    r"\b(?:error|exception|codes?|events?|status(?:es)?|states?|roles?|permissions?|scopes?|queues?|jobs?|tasks?|topics?|enums?|"
    r"constants?|phases?|stages?|metrics?|alerts?|categor(?:y|ies)|features?|plans?|tables?|columns?|fields?|headers?|"
    r"claims?|reasons?|methods?|operations?|commands?|triggers?|messages?|severity|severities|priority|priorities|types?|levels?|"
    r"actions?|tokens? types?|notifications?|ids?|macros?|symbols?|exit|codigos?|códigos?|eventos?|estados?|fehler\w*)\b",
    re.IGNORECASE,
)
_SAYS_VARIABLE = re.compile(
    r"\benv(?:ironment)?[\s-]?(?:vars?\b|variables?)|\.env\b|\b(?:variables? de entorno|umgebungsvariable\w*)|环境变量|環境変数",
    re.IGNORECASE,
)
_VARIABLE_BEFORE = re.compile(
    r"\b(?:variables?|vars?|secrets?|export|unset|setting|define|definir|set)[\s:`'\"*(]*$", re.IGNORECASE
)
_VARIABLE_AFTER = re.compile(r"[`'\"*]*\s*(?:\(?env\b|variables?\b|vars?\b|secrets?\b)", re.IGNORECASE)
_PIPELINE = re.compile(
    r"\b(?:repo(?:sitory)?|github|gitlab|actions|organi[sz]ation|ci|pipeline|workflow)\b[\w\s/]{0,12}\b(?:secrets?|variables?|vars)\b",
    re.IGNORECASE,
)
"""Secrets of a build server are no variables of the system."""
_OTHER_BEFORE = re.compile(
    r"\b(?:events?|errors?|exceptions?|codes?|queues?|jobs?|tasks?|topics?|constants?|enums?|status|states?|roles?|permissions?|"
    r"scopes?|phases?|tables?|index(?:es)?|headers?|columns?|fields?|macros?|throws?|raises?|returns?|fails? with|type|scripts?['’]s?)[:\s(\"'`]*$",
    re.IGNORECASE,
)
_OTHER_AFTER = re.compile(
    r"[`'\"]?\s*(?:audit |background |error )?(?:events?|errors?|exceptions?|queues?|jobs?|tasks?|topics?|constants?|enums?|status|"
    r"states?|roles?|permissions?|scopes?|phases?|tables?|columns?|macros?|headers?|features?|notifications?)\b",
    re.IGNORECASE,
)


def is_variable_name(name: str) -> bool:
    """Whether a name of the right spelling can be a variable's: no placeholder, cipher or keyword."""
    return len(name) > 2 and not _NO_VARIABLE.match(name)


def looks_like_another_thing(name: str) -> bool:
    """Whether a name has the shape of an error, an event or a queue."""
    return bool(_OTHER_SHAPE.match(name))


def names_in(text: str, *, code: bool) -> Iterator[tuple[str, int, int]]:
    """Every name in a text with where it stands: ``DB_HOST``, a family ``DB_*``, short forms ``DB_HOST/PORT`` written out.

    Families and short forms are read in code only; in a sentence their signs are markup and alternatives.
    """
    taken = set()
    if code:
        for name, start, end in (*_short_forms(text), *_families(text)):
            taken.add(start)
            if is_variable_name(name.replace("*", "X")):
                yield name, start, end
    for match in _WORD.finditer(text):
        # <BUCKET_NAME> is a blank to be filled in; what has three parts or more seldom is.
        blank = text[match.start() - 1 : match.start()] == "<" and match[0].count("_") < 2
        if not blank and is_variable_name(match[0]) and match.start() not in taken:
            yield match[0], match.start(), match.end()


def caption_says(caption: str) -> str:
    """What a heading, a header or an introduction says of the names below: ``variable``, ``setting``, ``other`` or nothing."""
    if _VARIABLE_WORDS.search(caption):
        return "variable"
    if _OTHER_WORDS.search(caption):
        return "other"
    return "setting" if _SETTING_WORDS.search(caption) else ""


def sentence_says(before: str, after: str) -> str:
    """What the words around a name say of it: ``variable``, ``other`` or nothing."""
    if _OTHER_BEFORE.search(before[-40:]) or _OTHER_AFTER.match(after[:40]):
        return "other"
    if _PIPELINE.search(before[-40:]) or _PIPELINE.search(after[:40]):
        return "other"
    close = _VARIABLE_BEFORE.search(before[-20:]) or _VARIABLE_AFTER.match(after[:20])
    return "variable" if close or _SAYS_VARIABLE.search(before[-60:]) or _SAYS_VARIABLE.search(after[:50]) else ""


def _families(text: str) -> Iterator[tuple[str, int, int]]:
    if "_" not in text or not any(sign in text for sign in "*…<{[.xX"):
        return
    for match in _FAMILY.finditer(text):
        family = f"*{match['end']}" if match["end"] else f"{match['open']}*{match['tail']}"
        yield family, match.start(), match.end()


def _short_forms(text: str) -> Iterator[tuple[str, int, int]]:
    """``SMTP_HOST/PORT`` and ``SMTP_{HOST,PORT}``: every name they stand for, at its own part where it has one."""
    for match in _SHORT.finditer(text) if "/" in text else ():
        stem = match[1][: match[1].rindex("_") + 1]
        yield match[1], match.start(1), match.end(1)
        for part in _PART.finditer(text, match.start(2), match.end(2)):
            yield (part[0] if "_" in part[0] else stem + part[0]), part.start(), part.end()
    for match in _BRACES.finditer(text) if "{" in text else ():
        for part in _PART.finditer(text, match.start(2), match.end(2)):
            yield match[1] + part[0], part.start(), part.end()
