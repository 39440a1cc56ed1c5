"""The roles that groups of technologies play, and the words that texts name those roles by."""

from __future__ import annotations

FAMILIES = {
    "message broker": "queue",
    "job queue": "queue",
    "mobile framework": "mobile app",
    "mobile toolkit": "mobile app",
    "password hash": "password hashing",
}
"""Groups whose members are alternatives to each other across groups -> one name for them."""

TOGETHER = frozenset(
    frozenset(pair.split(" + "))
    for pair in (
        "Expo + React Native",
        "Terraform + OpenTofu",
        "Redis + Valkey",
        "ESLint + Biome",
        "ElastiCache + Redis",
        "Supabase + Neon",
        "Celery + RabbitMQ",
        "NestJS + Express.js",
        "NestJS + Fastify",
    )
)
"""What is used together, or is the other under another name, though a table of alternatives holds both."""

_WEB = "framework http api backend server web rest"
_WORDS = {
    "database": "database db datastore store storage persistence persistent sql relational primary schema table record",
    "managed database": "database db postgre serverless managed hosted",
    "cache": "cache caching cached session",
    "queue": "queue job broker message event worker stream enqueue relay relayed publish consumer",
    "search engine": "search index catalog full text",
    "vector database": "vector embedding similarity retrieval",
    "time series database": "metric series time",
    "object storage": "object file blob upload storage bucket asset",
    **dict.fromkeys(
        ("javascript web framework", "python web framework", "go web framework", "php web framework"), _WEB
    ),
    "ui library": "ui frontend spa component interface dashboard admin",
    "ui framework": "frontend ui framework web app ssr",
    "css framework": "css styling style",
    "component library": "component ui library",
    "mobile app": "mobile app companion ios android",
    "state library": "state store",
    "bundler": "bundler bundle bundling dev",
    "orm": "orm query schema model database",
    "unit test runner": "unit testing runner integration",
    "browser test runner": "e2e browser end acceptance",
    "load test tool": "load performance stress",
    "infrastructure as code": "infrastructure iac provisioning provision provisioned module",
    "ci": "ci cd pipeline workflow continuous",
    "web server": "reverse proxy static web server tls termination",
    "api gateway": "gateway api routing proxy",
    "secret store": "secret vault credential",
    "identity provider": "identity auth authentication login sso user",
    "metrics": "metric monitoring scrape alert",
    "dashboard": "dashboard visualization visualisation",
    "tracing": "trace tracing distributed",
    "log store": "log logging aggregation",
    "error tracking": "error exception crash tracking",
    "hosting": "hosting host hosted deploy deployed deployment frontend backend despliegue platform",
    "mail service": "email mail transactional smtp",
    "payment provider": "payment billing checkout subscription",
    "wsgi server": "wsgi server worker",
    "asgi server": "asgi server worker",
    "captcha": "captcha login bot protection",
    "python jwt library": "jwt token auth",
    "javascript jwt library": "jwt token auth",
    "python saml library": "saml sp sso",
    "flask login library": "session login identity",
    "javascript auth library": "auth authentication session login",
    "ai library": "ai abstraction llm sdk library",
    "ai provider": "ai llm provider model",
    "javascript logger": "log logging logger",
    "python linter": "lint linter linting",
    "javascript linter": "lint linter linting",
    "monorepo tool": "monorepo workspace",
    "data fetching library": "fetching data server state",
    "validation library": "validation schema",
    "schema migration tool": "migration schema",
    "password hashing": "password hash hashed hashing credential passwort contraseña verify",
    "message code": "signature webhook sign signed signing",
    "signature": "jwt token sign signed signing",
    "region": "region deploy deployed primary replica bucket residency",
    "licence": "license licensed licence",
    "workflow engine": "workflow orchestration pipeline",
    "feature flags": "flag feature",
    "operating system": "os image server host",
    "configuration management": "configuration provisioning",
    "deployment tool": "gitops deploy deployment",
    "javascript runtime": "runtime",
    "language": "language backend frontend",
    "package manager": "package manager workspace",
}

ROLES = {family: frozenset(words.split()) for family, words in _WORDS.items()}
"""The words, in normal form, that say which role a family plays."""

NARROW = frozenset(
    {
        "captcha",
        "wsgi server",
        "asgi server",
        "password hashing",
        "infrastructure as code",
        "mail service",
        "python jwt library",
        "python saml library",
        "flask login library",
        "orm",
        "css framework",
        "licence",
        "unit test runner",
        "load test tool",
        "browser test runner",
        "error tracking",
        "feature flags",
        "schema migration tool",
        "monorepo tool",
        "ui framework",
        "ui library",
        "mobile app",
        "message code",
        "ai library",
    }
)
"""Families of which a system has one member, for one role."""

SETTINGS = frozenset({"SameSite", "X-Frame-Options", "Strict-Transport-Security", "Referrer-Policy", "journal mode"})
"""Families whose members are the values of one setting."""
