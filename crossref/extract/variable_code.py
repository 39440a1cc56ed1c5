"""Environment variables in code blocks: assigned in settings, shells, compose files and manifests, read in programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crossref.extract.variable_names import ANY_NAME, NAME, is_variable_name, names_in
from crossref.model import VariableUse

_SHELLS = frozenset("bash sh shell zsh console shell-session shellsession terminal fish ksh cmd bat batch".split())
_POWERSHELLS = frozenset("powershell pwsh ps1 ps".split())
_SETTINGS = frozenset("env dotenv ini properties conf config cfg systemd desktop editorconfig".split())
_PLAIN = frozenset(["", "text", "txt", "plaintext", "plain", "none", "nohighlight", "output"])
_MANIFESTS = frozenset("yaml yml compose docker-compose".split())
_IMAGES = frozenset("dockerfile docker containerfile".split())
_CONFIGURATIONS = frozenset("json jsonc json5 toml hcl terraform tf nginx caddyfile caddy makefile make".split())
_SILENT = frozenset(
    "mermaid sql http graphql gherkin feature diff dot plantuml puml css html xml svg markdown md csv".split()
)
"""Languages in which nothing that is spelled like a variable is one."""
_LANGUAGE = re.compile(r"[\w+-]+")

_KEY = rf"(?P<name>{ANY_NAME})"
_EQUALS = re.compile(
    rf"^[ \t]*(?:#[ \t]?)?(?:- +)?(?:export +|set +|setx +|env +)?[\"']?{_KEY}[\"']?[ \t]*\??=(?!=)", re.MULTILINE
)
_COLON = re.compile(rf"^[ \t]*(?:# ?)?(?:- +)?[\"']?{_KEY}[\"']?[ \t]*:(?=[ \t]|$)", re.MULTILINE)
_DASHED = re.compile(rf"^[ \t]*- +[\"']?{_KEY}=", re.MULTILINE)
_LISTED = re.compile(rf"^[ \t]*- +[\"']?(?P<name>{NAME})[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)
_NAMED = re.compile(
    r"^[ \t]*(?:- +)?(?:name|key|secretKey|envKey|envVar|[a-z_]+_env(?:_var)?|[a-z]+EnvVar):[ \t]+"
    rf"[\"']?(?P<name>{NAME})[\"']?[ \t]*$",
    re.MULTILINE,
)
_IMAGE = re.compile(rf"^[ \t]*(?:ENV|ARG)[ \t]+{_KEY}(?=[ =\n]|$)", re.MULTILINE)
_ALONE = re.compile(rf"^[ \t]*(?:[-*•] +)?(?P<name>{NAME})[ \t]*(?:#.*|\(.*\)|[—–-] .*)?$", re.MULTILINE)
_UNIT = re.compile(rf"^[ \t]*Environment=[\"']?{_KEY}=", re.MULTILINE)
_FLAG = re.compile(
    r"(?:(?<!\S)--?(?:e|env|build-arg|secret|var|set-env-vars|update-env-vars|set-secrets|update-secrets|env-vars)"
    r"|\b(?:secrets?|variables?|vars?|env|config)[ :](?:set|put|add|unset)|\bvariables --set)"
    rf"[ =]+[\"']?(?:--\S+ ){{0,3}}[\"']?(?P<name>{ANY_NAME})(?=[=\s,\"':]|$)"
)
_MORE = re.compile(rf"[,\s][\"']?(?P<name>{NAME})=")
_SHELL_SET = re.compile(
    rf"^[ \t]*(?:[$%>+] +)?(?P<export>export +|set -gx +|declare -x +|set +|setx +)?{_KEY}(?:=|(?<=[A-Z0-9]) (?=[\"'\w/]))"
    r"(?:\"[^\"\n]*\"?|'[^'\n]*'?|\$\([^\n]*|`[^\n]*|[^\s]*)(?P<rest>[^\n]*)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"(?:^|(?<=\s))# [^\n]*", re.MULTILINE)
_POWERSHELL_SET = re.compile(rf"\$env:{_KEY}[ \t]*=", re.IGNORECASE)
_DOLLAR = re.compile(rf"\$(?:\{{(?P<braced>{NAME})(?:(?P<default>:?[-?+=])|\}})|(?P<plain>{NAME})(?!\w))")
_READ_HINT = re.compile(r"nv|NV|secrets|vars|_alias|getProperty")
_READ = re.compile(
    r"(?:\b(?:process\.env|import\.meta\.env|Deno\.env|Bun\.env|secrets|vars|env)\.|\$env:"
    r"|(?:\b(?:getenv|[Gg]et[Ee]nv|LookupEnv|environ|env|Env|ENV|env_var|env::var|env::var_os|var_os|GetEnvironmentVariable"
    r"|validation_alias|getProperty)(?:\.(?:get|setdefault|fetch|str|int|bool|list|url|float|json))?(?:<\w+>)?"
    r"|\bprocess\.env)\s*[\[(=]\s*[\"'`])"
    rf"(?P<name>{ANY_NAME})(?![\w(])"
)
_WORKFLOW = re.compile(
    r"^[ \t]*(?:-[ \t]+)?"
    r"(?:runs-on|uses|steps|jobs|stages?|before_script|after_script|pipeline|trigger|pool|orbs|workflows):",
    re.MULTILINE,
)
_QUOTED_KEY = re.compile(rf"^[ \t{{]*\"(?P<name>{ANY_NAME})\"[ \t]*:", re.MULTILINE)
_ENV_OBJECT = re.compile(r"\"(?:env|environment|environmentVariables|build_env|vars)\"\s*:")
_SESSION = re.compile(
    r"^[ \t]*(?:[$>] |export |docker |curl |npm |pnpm |yarn |sudo |cd |git |pip |kubectl |gcloud |aws |fly |gh )",
    re.MULTILINE,
)
_MANIFEST = re.compile(r"^[ \t]*(?:environment|env|services|data|stringData|envs|environment_variables):", re.MULTILINE)
_SPAN_SET = re.compile(
    rf"\s*(?:export +|set +|ENV +|-e +|--env[ =])?[\"']?(?P<name>{NAME})[\"']?\s*(?:=(?!=)|: ?[^\s:]+\s*$)"
)
_FEWEST = 3
"""Names from which what stands one below the other is a list of them."""
_RANK: dict[VariableUse, int] = {"named": 0, "read": 1, "set": 2, "other": 3}

Found = tuple[str, VariableUse, int, int]
"""A name, what it is, and where it stands in the text."""


def in_code(info: str, text: str) -> Iterator[Found]:
    """Every variable in a code block with this info string, in order."""
    language = _LANGUAGE.match(info.lower())
    name = language[0] if language else ""
    if name not in _SILENT:
        yield from _strongest(_read(name, text))


def in_span(text: str) -> Iterator[Found]:
    """Every variable in a code span, in order: ``NAME``, ``NAME=value``, ``process.env.NAME``, ``DB_*``."""
    assigned = _SPAN_SET.match(text)
    if assigned:
        yield from _strongest([_found(assigned, "name", "read")])
        return
    found: list[Found] = []
    for name, start, end in names_in(text, code=True):
        # In a command a variable is used, whoever sets it; it is not what the sentence is about.
        used = "$" in text[max(0, start - 2) : start] and " " in text.strip()
        found.append((name, "other" if used else "named", start, end))
    if not any(use == "other" for _, use, _, _ in found):
        for pattern in (_READ, _FLAG):
            found.extend(_each(pattern, text, "read"))
    yield from _strongest(found)


def _strongest(found: Iterable[Found]) -> Iterator[Found]:
    """What says most of each name that can be a variable's."""
    best: dict[int, Found] = {}
    for entry in found:
        name, use, start, _ = entry
        if is_variable_name(name) and (start not in best or _RANK[use] > _RANK[best[start][1]]):
            best[start] = entry
    yield from (best[start] for start in sorted(best))


def _read(language: str, text: str) -> Iterator[Found]:
    use: VariableUse = "read"
    if language in _SHELLS:
        yield from _shell(text)
    elif language in _POWERSHELLS:
        yield from _each(_POWERSHELL_SET, text, "set")
    elif language in _MANIFESTS:
        use = "other" if _WORKFLOW.search(text) else "read"
        yield from _manifest(text)
    elif language in _PLAIN:
        yield from _plain(text)
    elif language in _SETTINGS:
        yield from _each(_EQUALS, text, "set")
        yield from _alone(_ALONE, text)
        yield from _each(_UNIT, text, "read")
        yield from _dollars(text)
    elif language in _IMAGES:
        yield from _each(_IMAGE, text, "set")
        yield from _dollars(text)
    elif language in _CONFIGURATIONS:
        yield from _each(_QUOTED_KEY, text, "set") if _ENV_OBJECT.search(text) else ()
        yield from _dollars(text)
    if _READ_HINT.search(text):
        yield from _each(_READ, text, use)


def _plain(text: str) -> Iterator[Found]:
    """A block without a language: settings, a shell session, a manifest, or names one on each line."""
    if _SESSION.search(text):
        yield from _shell(text)
    elif _MANIFEST.search(text):
        yield from _manifest(text)
    else:
        yield from _each(_EQUALS, text, "set")
        yield from _dollars(text)
        yield from _alone(_ALONE, text)
        yield from _alone(_COLON, text)


def _manifest(text: str) -> Iterator[Found]:
    """Compose files, Kubernetes manifests, and the workflows of a build server, whose variables are their own."""
    use: VariableUse = "other" if _WORKFLOW.search(text) else "set"
    words = bool(_MANIFEST.search(text))
    for pattern in (_COLON, _DASHED):
        yield from (entry for entry in _each(pattern, text, use) if words or "_" in entry[0])
    yield from _each(_LISTED, text, "named")
    yield from _each(_NAMED, text, "other" if use == "other" else "read")
    yield from _dollars(text)
    yield from _each(_FLAG, text, use)


def _shell(text: str) -> Iterator[Found]:
    """A shell session: a list of variables where it gives values to several, else it only uses them."""
    found = list(_session(text))
    names = {name for name, use, _, _ in found if use == "set"}
    several = len(names) >= _FEWEST and 10 * len(names) >= 9 * _lines(text)
    for name, use, start, end in found:
        yield name, "read" if use == "set" and not several else use, start, end


def _session(text: str) -> Iterator[Found]:
    """What a script gives a value without exporting it, or uses itself, is its own affair."""
    yield from _alone(_ALONE, text)
    assigned = list(_SHELL_SET.finditer(text))
    listed = 5 * len(assigned) >= 3 * _lines(text)
    used = {match["plain"] or match["braced"] for match in _DOLLAR.finditer(text)}
    own = set()
    for match in assigned:
        name, exported = match["name"], bool(match["export"])
        if not exported and "_" not in name:
            continue
        use: VariableUse = "set"
        if match["rest"].partition("#")[0].strip() and not exported:
            use = "read"
        elif not listed and (name in used or not exported):
            use = "other"
            own.add(name)
        yield _found(match, "name", use)
    for match in _DOLLAR.finditer(text):
        name, start, end = _dollar(match)
        yield name, "other" if name in own else "read" if match["default"] else "named", start, end
    for match in _COMMENT.finditer(text) if "#" in text else ():
        for name, start, end in names_in(match[0], code=False):
            yield name, "named", match.start() + start, match.start() + end
    for match in _FLAG.finditer(text):
        yield _found(match, "name", "set")
        if match[0].startswith("--") and text.startswith("=", match.end()):
            line_end = text.find("\n", match.end())
            for more in _MORE.finditer(text, match.end(), line_end if line_end >= 0 else len(text)):
                yield _found(more, "name", "set")


def _alone(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    """Names one below the other, if that is what most of a block is."""
    found = [entry for entry in _each(pattern, text, "set") if "_" in entry[0]]
    if len(found) >= _FEWEST and 2 * len(found) >= _lines(text):
        yield from found


def _lines(text: str) -> int:
    """How many lines say something: neither empty, nor a comment, nor the fence."""
    return sum(bool(line.strip()) and not line.lstrip().startswith(("#", "```", "~~~")) for line in text.splitlines())


def _dollars(text: str) -> Iterator[Found]:
    """``$NAME`` and ``${NAME:-default}``: something reads a variable."""
    for match in _DOLLAR.finditer(text) if "$" in text else ():
        name, start, end = _dollar(match)
        yield name, "read", start, end


def _dollar(match: re.Match[str]) -> tuple[str, int, int]:
    group = "plain" if match["plain"] else "braced"
    return match[group], match.start(group), match.end(group)


def _each(pattern: re.Pattern[str], text: str, use: VariableUse) -> Iterator[Found]:
    return (_found(match, "name", use) for match in pattern.finditer(text))


def _found(match: re.Match[str], group: str, use: VariableUse) -> Found:
    return match[group], use, match.start(group), match.end(group)
