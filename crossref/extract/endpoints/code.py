"""Endpoints in code blocks: request lines, drawn boxes, comments, curl commands and OpenAPI paths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.blocks import Block, Page
from crossref.extract.endpoints import tokens
from crossref.extract.endpoints.found import Found
from crossref.extract.endpoints.modality import Statements

_DECORATION = re.compile(
    r"[\s│|┃║┌├└┬┴┼╔╠╚─━═•*·>#/$\-+\d.()\[\]→▶►▼↓⬇⇒=]*+(?:<!--\s*+)?"
    r"(?:(?:\w[\w '-]{0,30}(?::|─+>|-+>|→|=>|▶)\s*+){1,3})?[\s\"'`(→]*$"
)
_BEFORE_COMMENT = re.compile(r"(?:^|\s)(?://|#|--)\s*(?:\w[\w '-]{0,20}:\s*)?$")
_PROGRAMS = frozenset(
    "python py typescript ts javascript js jsx tsx go golang java kotlin kt ruby rb php csharp cs rust rs sql "
    "diff html css c cpp swift".split()
)
_CONFIGURATIONS = frozenset(
    "yaml yml json json5 jsonc toml hcl terraform ini conf nginx dockerfile graphql promql env dotenv prisma proto protobuf".split()
)
_ARGUMENT = re.compile(
    r"(?<=\s)(?P<flag>-d|--data(?:-\w+)?|--json|-F|--form(?:-string)?|-H|--header|-u|--user|-o|--output|-w|--write-out|"
    r"-b|--cookie|-c|--cookie-jar|-e|--referer|--cacert|--cert|--key|-A|--user-agent|-x|--proxy|-T|--resolve)"
    r"(?:[= ]|\s*\\\n)?\s*(?:\$?'[^']*'|\"(?:[^\"\\]|\\.)*\"|[^\s'\"|;&]+)"
)
_METHOD_FLAG = re.compile(r"(?<=\s)(?:-X\s*|--request[= ]\s*)[\"']?(\w+)")
_DATA_FLAG = re.compile(r"(?<=\s)(?:-d|--data(?:-\w+)?|--json|-F|--form(?:-string)?)(?=[\s=])")
_QUERY_FLAG = re.compile(r"(?<=\s)(?:-G|--get|-[a-zA-Z]*I|--head)(?=\s|$)")
_CURL_END = re.compile(r"(?<!\\)\n|\s\|\s|&&|;\s")
_ADDRESS = re.compile(r"(?<![\w/])(?=https?://|\$\{?\w|\{\{|localhost[:/]|127\.|[a-z][\w.-]*:\d{2,5}/|<)")
_BARE_HOST = re.compile(r"[a-z][\w.-]*:\d{2,5}(?=/)")
_ASSIGNED = re.compile(r"^\s*(?:export\s+)?(\w+)=[\"']?(https?://[^\s\"'`]+)", re.MULTILINE)
_PATH_KEY = re.compile(r"^(\s+|)[\"']?(/[^\s:\"']*)[\"']?:\s*$")
_METHOD_KEY = re.compile(r"^(\s+)(get|post|put|patch|delete|head|options):\s*$")
_ROUTE = re.compile(
    r"\.(?P<method>get|post|put|patch|delete|Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE)(?:<[\w\[\]., ]{1,40}>)?"
    r"\(\s*(?:ctx,\s*)?[fbr]?[\"'`](?P<target>[^\"'`\s?#]{2,200})[^\"'`\n]{0,200}(?P<more>[\"'`]\s*\+)?|"
    r"@(?P<mapping>Get|Post|Put|Patch|Delete)Mapping\(\s*(?:value\s*=\s*|path\s*=\s*)?[\"'](?P<mapped>/[^\"'\s]{1,200})"
)
_ROUTER_PREFIX = re.compile(r"(?:prefix\s*=\s*|@RequestMapping\(\s*)[\"'](/[^\"'\s]{1,100})[\"']")
_LONGEST_PREAMBLE = 200
"""Characters that may stand on a line before a request that is told there."""


class CodeReader:
    """Reads the code blocks of one page; it knows what the page assigns to ``$BASE_URL`` and the like."""

    def __init__(self, page: Page) -> None:
        """Take the page whose blocks will be given."""
        self._page = page
        self._variables: dict[str, str] = {}

    def read(self, block: Block) -> Iterator[Found]:
        """The endpoints of a fence or indented code block."""
        text = self._page.text[block.start : block.end]
        language = block.info.partition(" ")[0].partition("{")[0].lower()
        listing = f"code {block.first_line}"
        self._variables.update((name, value) for name, value in _ASSIGNED.findall(text) if "://" in value)
        if "curl" in text:
            yield from self._curl(block, text, listing)
        if language in ("yaml", "yml") and "paths" in text:
            yield from self._openapi(block, text, listing)
        if language in _PROGRAMS or not language:
            yield from self._routes(block, text, f"program {block.first_line}")
        if language not in _CONFIGURATIONS and any(map(text.__contains__, tokens.METHODS)):
            yield from self._requests(block, text, language, listing)

    def _requests(self, block: Block, text: str, language: str, listing: str) -> Iterator[Found]:
        end, statements = -1, Statements("")
        for use in tokens.with_following(text, tokens.calls(text)):
            first = text.rfind("\n", 0, use.start) + 1
            if use.start > end:
                end = text.find("\n", use.start) % (len(text) + 1)
                statements = Statements(text[first:end])
            is_logged = text[use.start - 1 : use.start] in ('"', "'") and text.startswith(" HTTP/", use.end)
            if (
                not is_logged
                and use.start - first < _LONGEST_PREAMBLE
                and _stands_alone(text[first : use.start], language)
            ):
                yield self._found(block, use, listing, stated=statements.at(use.start - first))

    def _found(self, block: Block, use: tokens.Use, listing: str, *, stated: bool) -> Found:
        start, end = block.start + use.start, block.start + use.end
        return Found(use, start, end, self._page.line_of(start), "code", listing, stated=stated)

    def _curl(self, block: Block, text: str, listing: str) -> Iterator[Found]:
        shown = _ARGUMENT.sub(_blank, text)
        position = shown.find("curl")
        while position >= 0:
            end = _CURL_END.search(shown, position)
            command = shown[position : end.start() if end else len(shown)]
            if use := self._request(command):
                use.start += position
                use.end += position
                yield self._found(block, use, listing, stated=True)
            position = shown.find("curl", position + len(command) + 1)

    def _request(self, command: str) -> tokens.Use | None:
        for match in _ADDRESS.finditer(command):
            bare = _BARE_HOST.match(command, match.start())
            use = tokens.lone(command.replace('"', " ").replace("'", " "), bare.end() if bare else match.start())
            if not use:
                continue
            if bare:
                use.origin = "http://" + bare[0]
            use.start = match.start()
            method = _METHOD_FLAG.search(command)
            if method:
                use.verbs = method[1].upper()
            else:
                use.verbs = "POST" if _DATA_FLAG.search(command) and not _QUERY_FLAG.search(command) else "GET"
            self._resolve(use)
            return use
        return None

    def _resolve(self, use: tokens.Use) -> None:
        """Put what the page assigned in the place of a variable."""
        value = self._variables.get(use.origin.strip("${} "))
        if value:
            scheme, _, rest = value.partition("://")
            host, slash, path = rest.partition("/")
            use.origin = f"{scheme}://{host}"
            use.path = (slash + path).rstrip("/") + use.path

    def _routes(self, block: Block, text: str, listing: str) -> Iterator[Found]:
        """Routes that a program registers and paths that it calls: ``@router.get("/orders")``, ``client.post("/orders")``."""
        prefix = _ROUTER_PREFIX.search(text)
        for match in _ROUTE.finditer(text):
            start, end = match.span("target" if match["target"] else "mapped")
            use = tokens.lone(text[start:end] + ("{}" if match["more"] and text[end - 1] == "/" else ""))
            if not use or use.path.count("/") < 2 or use.path.startswith("/{"):
                continue
            use.verbs = (match["method"] or match["mapping"]).upper()
            use.start, use.end = start, end
            if prefix:
                use.path = tokens.join(prefix[1], use.path)
            before = text[text.rfind("\n", 0, start) + 1 : start]
            yield self._found(block, use, listing, stated=Statements(before).at(0))

    def _openapi(self, block: Block, text: str, listing: str) -> Iterator[Found]:
        path, depth, offset = "", 0, 0
        for line in text.split("\n"):
            if match := _PATH_KEY.match(line):
                path, depth = match[2], len(match[1])
            elif (match := _METHOD_KEY.match(line)) and path and len(match[1]) > depth:
                use = tokens.Use(match[2].upper(), "", path, offset + len(match[1]), offset + len(line.rstrip(": ")))
                yield self._found(block, use, listing, stated=True)
            offset += len(line) + 1


def _stands_alone(before: str, language: str) -> bool:
    """Whether a request is told on its line and not quoted within a program, a log or a sentence."""
    if language in _PROGRAMS:
        return bool(_BEFORE_COMMENT.search(before)) and not before.strip("/#- *").count(" ") > 3
    return bool(_DECORATION.fullmatch(before) or _BEFORE_COMMENT.search(before))


def _blank(match: re.Match[str]) -> str:
    """An argument whose value is hidden, so that no address in it is taken for the target; the length stays."""
    return match["flag"] + " " * (len(match[0]) - len(match["flag"]))
