"""Whose interface an address belongs to: the system's own, another tool's, or another company's."""

from __future__ import annotations

import re
from typing import Literal

Owner = Literal["own", "foreign", "tool"]

_SCHEME = re.compile(r"^\w+://(?:[^/@\s]*@)?")
_PLACEHOLDER = re.compile(
    r"[<>{}$\[\]*]|your|\bmy-|(?:^|[.-])(?:domain|host|hostname|server|company|acme|yourdomain|mydomain)[.-]?"
)
_LOCAL = re.compile(r"^(?:localhost|127\.|0\.0\.0\.0|::1|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|host\.docker)")
_LOCAL_ENDS = (".example", ".test", ".local", ".internal", ".localhost", ".invalid", ".svc", ".lan", ".home", ".corp")
_EXAMPLES = re.compile(r"(?:^|\.)example\.(?:com|org|net|io|dev|app)$")
_TOOL_PORTS = frozenset(
    "1025 2019 2375 2376 2379 2380 3100 4040 4222 4317 4318 4566 5432 5555 5601 5672 5778 6333 6379 6443 6831 8025 8086 8123 "
    "8200 8222 8300 8428 8500 8983 9000 9001 9042 9090 9091 9092 9093 9094 9096 9100 9115 9121 9187 9200 9300 9411 9600 "
    "10250 11211 11434 14268 15672 16686 19999 26257 27017".split()
)
"""Ports by which everybody knows a database, broker or monitor; an address there is not the system's own."""
_TOOLS = re.compile(
    r"^(?:prometheus|grafana|alertmanager|elasticsearch|opensearch|kibana|vault|consul|jaeger|zipkin|tempo|loki|minio|"
    r"ollama|qdrant|weaviate|rabbitmq|redis|kafka|nats|etcd|influxdb|keycloak|clickhouse|mailhog|mailpit|pushgateway|"
    r"node-exporter|cadvisor|flower|registry|schema-registry|kong|traefik|metadata|kubernetes|wiremock|mockserver)\b"
)


def owner(origin: str) -> Owner:
    """Whose an origin is, such as ``https://api.example.com`` or ``$BASE_URL``; a public name may be anybody's."""
    if "://" not in origin and not origin.startswith(("localhost", "127.")):
        return "own"
    host = _SCHEME.sub("", origin).lower()
    name, _, port = host.partition(":")
    if _TOOLS.match(name) or (port in _TOOL_PORTS and (_LOCAL.match(name) or "." not in name)):
        return "tool"
    tail = ".".join(name.split(".")[-2:])
    if _LOCAL.match(name) or "." not in name or name.endswith(_LOCAL_ENDS) or _EXAMPLES.search(name):
        return "own"
    return "own" if _PLACEHOLDER.search(tail) else "foreign"
