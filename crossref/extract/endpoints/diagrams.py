"""Endpoints in Mermaid diagrams: messages of a sequence, labels of nodes and arrows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossref.extract.blocks import Block, Page
from crossref.extract.endpoints import tokens
from crossref.extract.endpoints.found import Found
from crossref.extract.endpoints.modality import Statements

_BREAK = re.compile(r"<br\s*/?>|\\n")
_PARTICIPANT = re.compile(r"^\s*(?:participant|actor)\s+(\w+)(?:\s+as\s+(.+?))?\s*$", re.MULTILINE)
_MESSAGE = re.compile(r"^\s*+([\w ]+?)\s*+(-{1,2}(?:>>|>|x|\)))[+-]?\s*+([\w ]+?)\s*+:(.*)$")
_NODE_PATH = re.compile(r"(?<=[\"'\[(|\s>,])/(?=[\w.{])")
_DOOR = re.compile(r"ingress|gateway|load[ -]?balancer|proxy|nginx", re.IGNORECASE)
_STRANGER = re.compile(
    r"external|third[ -]?part|provider|vendor|partner|webhook|callback|stripe|paypal|adyen|twilio|sendgrid|mailgun|slack|"
    r"discord|telegram|github|gitlab|bitbucket|google|gmail|facebook|meta\b|apple|microsoft|azure|amazon|aws|\bs3\b|ebay|"
    r"shopify|salesforce|hubspot|zendesk|okta|auth0|keycloak|keystone|cognito|firebase|supabase|openai|anthropic|claude|"
    r"gemini|ollama|hugging|kubernetes|k8s|openstack|vmware|docker|prometheus|grafana|elastic|redis|kafka|rabbit|nats|vault|"
    r"consul|etcd|postgres|mysql|mongo|database|\bdb\b|cache|bucket|storage|\bidp\b|openid|oauth|\bca\b|registry|cdn|"
    r"cloudflare|vercel|netlify|jira|twitter|linkedin|spotify|plaid|smtp|mail",
    re.IGNORECASE,
)


def read(page: Page, block: Block, listing: str) -> Iterator[Found]:
    """The endpoints of a Mermaid block; a message to somebody else's system tells of that system's."""
    text = page.text[block.start : block.end]
    aliases = {name: label or name for name, label in _PARTICIPANT.findall(text)}
    offset = block.start
    for line in text.split("\n"):
        if "/" in line and not line.lstrip().startswith("%%"):
            shown = _BREAK.sub(lambda match: " " * len(match[0]), line)
            yield from _line(page, shown, offset, aliases, listing)
        offset += len(line) + 1


def _line(page: Page, line: str, offset: int, aliases: dict[str, str], listing: str) -> Iterator[Found]:
    message = _MESSAGE.match(line)
    if message:
        receiver = aliases.get(message[3].strip(), message[3])
        if _STRANGER.search(receiver) and not _DOOR.search(receiver):
            return
    uses = tokens.calls(line)
    if not uses and not message:
        lone = (tokens.lone(line.replace('"', " "), match.start()) for match in _NODE_PATH.finditer(line))
        uses = [use for use in lone if use and tokens.is_api_path(use.path)]
    statements = Statements(line, [(use.start, use.end) for use in uses])
    for use in uses:
        stated = statements.at(use.start)
        start, end = offset + use.start, offset + use.end
        yield Found(use, start, end, page.line_of(start), "diagram", listing, stated=stated)
