"""Which variables are a system's own, and when two names are one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from crossref.match import is_like
from crossref.patterns import late

_FOREIGN = late(
    r"(?:POSTGRES_(?:USER|PASSWORD|DB|INITDB_ARGS|HOST_AUTH_METHOD|MULTIPLE_DATABASES)|MYSQL_(?:ROOT_)?(?:PASSWORD|DATABASE|USER)|"
    r"MYSQL_(?:ALLOW|RANDOM)_\w+|MONGO_INITDB_\w+|RABBITMQ_DEFAULT_\w+|MINIO_ROOT_\w+|MINIO_(?:ACCESS|SECRET)_KEY|"
    r"PGADMIN_\w+|KEYCLOAK_ADMIN\w*|KC_\w+|GF_\w+|ES_JAVA_OPTS|COLLECTOR_\w+|DISCOVERY_TYPE|CLICKHOUSE_(?:USER|PASSWORD|DB)|"
    r"KAFKA_(?:BROKER_ID|NODE_ID|ZOOKEEPER_\w+|ADVERTISED_\w+|LISTENER\w*|INTER_BROKER_\w+|OFFSETS_\w+|TRANSACTION_\w+|CONTROLLER_\w+|"
    r"PROCESS_\w+|AUTO_\w+|CFG_\w+)|ZOOKEEPER_\w+|ALLOW_(?:PLAINTEXT|EMPTY|ANONYMOUS)_\w+|"
    r"(?:GITHUB|GITLAB|RUNNER|ACTIONS|CIRCLE|TRAVIS|BUILDKITE|JENKINS|VERCEL|NETLIFY|RENDER|RAILWAY|FLY|HEROKU|CODECOV|CI)_\w+|"
    r"(?:DOCKER|COMPOSE|BUILDKIT|TF|TERRAFORM|ANSIBLE|NPM|PIP|UV|POETRY|CARGO|RUST|PYTHON|LD|LC|XDG|CGO|DOTNET|ASPNETCORE|MIX|BUNDLE|"
    r"PLAYWRIGHT|CYPRESS|JEST|VITEST|MSW|STORYBOOK|CHROMATIC|PYTEST|GRADLE|MAVEN)_\w+|"
    r"AWS_(?:PROFILE|CLI_\w+|SDK_\w+|CONFIG_FILE|PAGER|SHARED_\w+|SESSION_TOKEN)|JAVA_(?:HOME|OPTS|TOOL_OPTIONS)|"
    r"NODE_(?:OPTIONS|PATH|EXTRA_\w+|TLS_\w+)|FLASK_APP|DJANGO_SETTINGS_MODULE|(?:HTTP|HTTPS|NO|ALL)_PROXY|SSL_CERT_\w+|"
    r"CLUSTER_NAME|NO_COLOR|FORCE_COLOR|GIT_\w+)$"
)
"""Variables of images, build servers and tools: they stand where those are used, and no list of the system's own has them all."""
_TEST_ONLY = frozenset("TEST TESTS TESTING E2E MOCK MOCKS FIXTURE PLAYWRIGHT CYPRESS LOADTEST K6 DUMMY FAKE".split())
_SETTING = frozenset(
    "URL URI HOST PORT DSN PATH DIR FILE KEY SECRET TOKEN PASSWORD PASS USER USERNAME TIMEOUT MS SECONDS MINUTES HOURS DAYS TTL ENABLED "
    "REGION BUCKET ENDPOINT LEVEL MODE DRIVER SIZE LIMIT ORIGIN ORIGINS ADDRESS ADDR INTERVAL RETRIES ATTEMPTS DOMAIN ISSUER AUDIENCE "
    "PROVIDER BACKEND PREFIX NAMESPACE CONCURRENCY WORKERS RETENTION SALT ROUNDS CERT".split()
)
_SETTING_AMONG_OTHERS = frozenset(
    "ID NAME VERSION FORMAT TYPE COUNT ENV MODEL FLAG FLAGS LANGUAGE LOCALE TIMEZONE SCHEDULE CRON".split()
)
"""What the names of settings end in, as those of constants, events and errors seldom do; and what both do."""

_PREFIXES = frozenset(
    "NEXT_PUBLIC_ VITE_ REACT_APP_ NUXT_PUBLIC_ NUXT_ EXPO_PUBLIC_ GATSBY_ VUE_APP_ PUBLIC_ NG_APP_ REACT_NATIVE_".split()
)
"""What a build tool asks names to begin with: a sentence about all of them lists none."""
_SYNONYMS = {
    "DATABASE": "DB", "POSTGRES": "DB", "POSTGRESQL": "DB", "PG": "DB", "MYSQL": "DB", "MONGO": "MONGODB",
    "PASS": "PASSWORD", "PWD": "PASSWORD", "PASSWD": "PASSWORD", "USERNAME": "USER", "URI": "URL", "ADDR": "ADDRESS",
    "CONN": "CONNECTION", "CONNECTIONS": "CONNECTION", "EXPIRY": "EXPIRES", "EXPIRATION": "EXPIRES", "ENABLE": "ENABLED",
    "AUTHENTICATION": "AUTH", "DIRECTORY": "DIR", "CONFIGURATION": "CONFIG", "ENVIRONMENT": "ENV", "SEC": "SECONDS", "SECS": "SECONDS",
    "MIN": "MINIMUM", "MAX": "MAXIMUM", "MSG": "MESSAGE", "SVC": "SERVICE", "CERTIFICATE": "CERT",
}  # fmt: skip
_PART_LIKENESS = 85
_SHORTEST_PART = 5


def is_own(name: str) -> bool:
    """Whether a variable can be the system's own: not of an image, a tool or a test, and no single word."""
    parts = name.split("_")
    return (
        len(parts) > 1
        and "*" not in name
        and parts[-1] != "DEBUG"
        and not _FOREIGN.match(name)
        and _TEST_ONLY.isdisjoint(parts)
    )


def looks_like_a_setting(name: str, heads: Collection[str]) -> bool:
    """Whether a name ends as those of settings do; one that ends as other things too must begin as the system's own, ``heads``."""
    end = name.rpartition("_")[2]
    return end in _SETTING or (end in _SETTING_AMONG_OTHERS and name.partition("_")[0] in heads)


def covers(family: str, name: str) -> bool:
    """Whether a family such as ``SMTP_*`` has a member of this name."""
    head, _, tail = family.partition("*")
    if head in _PREFIXES and not tail:
        return False
    return len(name) > len(head) + len(tail) and name.startswith(head) and name.endswith(tail)


def key_of(name: str) -> str:
    """What two spellings of one variable share: ``DATABASE_PASS`` and ``DB_PASSWORD``."""
    return "_".join(_SYNONYMS.get(part, part.removesuffix("S") or part) for part in name.split("_"))


def near(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """The names that may be this one, misspelled or with other words for the same."""
    parts = name.split("_")
    return tuple(other for other in others if other != name and _is_near(parts, other.split("_")))


def longer(name: str, others: Iterable[str]) -> str:
    """The one name that is this one with a word in front, or without its first; empty for none or several.

    It mostly is another variable, so it stands for nothing, but a reader wants to know of it.
    """
    rest = name.partition("_")[2]
    found = [other for other in others if other.partition("_")[2] == name or ("_" in rest and other == rest)]
    return found[0] if len(found) == 1 and "_" in name else ""


def _is_near(left: list[str], right: list[str]) -> bool:
    if len(left) != len(right):
        return _is_qualified(*sorted((left, right), key=len))
    return all(_same_part(one, other) for one, other in zip(left, right, strict=True))


def _is_qualified(short: list[str], long: list[str]) -> bool:
    """Whether a name is another with one more word in another order; one word in front makes another variable of it."""
    extra = [part for part in long if part not in short]
    rest = [part for part in long if part not in extra]
    return len(short) > 1 and len(extra) == 1 and rest != short and sorted(rest) == sorted(short)


def _same_part(left: str, right: str) -> bool:
    if key_of(left) == key_of(right):
        return True
    long = min(len(left), len(right)) >= _SHORTEST_PART and left[:2] == right[:2]
    return long and is_like(left, right, _PART_LIKENESS)
