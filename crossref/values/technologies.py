"""The technologies that are known by name, in groups of alternatives.

Two names of one group exclude each other where a system has one of the kind (its database, its language); names of
different groups say nothing about each other, so that "Backend: Python" and "Backend: FastAPI" do not collide. The
groups are therefore narrow: a hosted PostgreSQL is no alternative to PostgreSQL, nor BullMQ to the Redis it runs on.

One line is a group (it goes on where the next is indented). Names are separated by commas, other spellings of a name by
``=``. Marks: ``!`` is also an English word, or too short to be sure of, so it counts only alone or with a version; ``*``
counts only in this case. Aliases stay few on purpose: each one too many manufactures conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from crossref.patterns import late

_GROUPS = """
database: PostgreSQL=Postgres=pg!, MySQL, MariaDB, SQLite=SQLite3, MongoDB=Mongo, CockroachDB, Oracle!, DynamoDB,
  Cassandra*, SQL Server=MSSQL, ScyllaDB, Firestore, DuckDB, ClickHouse, Neo4j
managed database: Supabase, Neon!, PlanetScale, Turso, Aurora!, Cloud SQL
cache: Redis, Valkey, Memcached, Dragonfly!, ElastiCache, KeyDB
message broker: RabbitMQ=Rabbit!, Kafka=Apache Kafka, NATS*, ActiveMQ, Amazon SQS=SQS*=AWS SQS, Pulsar*, Redpanda,
  Mosquitto, ZeroMQ
job queue: BullMQ, Celery*, Sidekiq, Dramatiq, Asynq
search engine: Elasticsearch=Elastic!, OpenSearch, Meilisearch, Typesense, Algolia, Solr
vector database: pgvector, Pinecone, Weaviate, Qdrant, Milvus, ChromaDB
time series database: InfluxDB, TimescaleDB, VictoriaMetrics
object storage: MinIO, Amazon S3=AWS S3=S3*, GCS*, Cloudflare R2=R2*, Azure Blob Storage
language: Python, JavaScript=JS!, TypeScript=TS!, Go!=Golang, Rust*, Java*, Kotlin, Ruby*, PHP, Scala*, Elixir, C#,
  C++, Swift!, Dart!, Haskell, Clojure, Lua*
javascript runtime: Node.js=NodeJS=Node!, Deno, Bun!
python web framework: FastAPI, Django, Flask*, Starlette, Litestar
javascript web framework: Express.js=ExpressJS=Express!, Fastify, NestJS=Nest.js, Koa!, Hono
go web framework: Gin!, Echo!, Fiber!, Chi!
jvm web framework: Spring Boot, Quarkus, Micronaut, Ktor
ruby web framework: Ruby on Rails=Rails*, Sinatra*
php web framework: Laravel, Symfony
ui library: React*=React.js=ReactJS, Vue=Vue.js, Angular*, Svelte, SolidJS, Preact
ui framework: Next.js=NextJS, Nuxt=Nuxt.js, SvelteKit, Remix!, Astro!, Gatsby!
css framework: Tailwind CSS=Tailwind=TailwindCSS, Bootstrap!, Bulma
component library: shadcn/ui, Material UI=MUI*, Chakra UI, Ant Design
mobile framework: React Native, Flutter, Ionic
mobile toolkit: Expo!
state library: Redux, Zustand, MobX, Pinia, Vuex, Jotai, Recoil!
bundler: Vite*, webpack, esbuild, Rollup!, Parcel!, Turbopack
package manager: npm, pnpm, Yarn!
python package manager: Poetry!, pipenv, uv!
orm: Prisma*, TypeORM, Sequelize, Drizzle!, SQLAlchemy, Hibernate, GORM*, Mongoose!, Tortoise ORM
unit test runner: Jest*, Vitest, Mocha!, Jasmine!
python test runner: pytest, nose2
browser test runner: Playwright*, Cypress*, Selenium*, Puppeteer, WebdriverIO
load test tool: k6*, Locust!, JMeter, Gatling, Artillery!
container runtime: Docker, Podman, containerd
orchestrator: Kubernetes=k8s, Docker Swarm, Nomad!
managed kubernetes: Amazon EKS=EKS*, GKE*, AKS*
container platform: ECS*=Amazon ECS, Fargate, Cloud Run
infrastructure as code: Terraform, OpenTofu, Pulumi, CloudFormation, AWS CDK
configuration management: Ansible, Puppet!, Chef!, SaltStack
deployment tool: Argo CD=ArgoCD, Flux!
ci: GitHub Actions=GH Actions, GitLab CI=GitLab CI/CD, Jenkins, CircleCI, Travis CI, Azure Pipelines, Drone!,
  Buildkite, TeamCity
web server: nginx, Apache!=Apache HTTP Server, Caddy, lighttpd
api gateway: Kong!, Traefik, APISIX, KrakenD, Tyk
service mesh: Istio, Linkerd
proxy: HAProxy, Envoy!
secret store: HashiCorp Vault=Vault!, AWS Secrets Manager, Doppler!, Infisical
identity provider: Keycloak, Auth0, Okta, Amazon Cognito=Cognito=AWS Cognito, Clerk!, FusionAuth
metrics: Prometheus, Datadog, New Relic, CloudWatch, Graphite!
dashboard: Grafana, Kibana
tracing: Jaeger, Zipkin, Tempo!
log store: Loki*, Splunk
error tracking: Sentry*, Rollbar, Bugsnag
operating system: Ubuntu, Debian, Alpine!=Alpine Linux, CentOS, Fedora!, RHEL*, Rocky Linux
hosting: Vercel, Netlify, Heroku, Render!, Railway!, Fly.io, Cloudflare Pages
mail service: SendGrid, Mailgun, Postmark, Amazon SES=AWS SES=SES*, Resend!
payment provider: Stripe*, PayPal, Braintree, Adyen, Paddle!
api style: GraphQL, gRPC
wsgi server: Gunicorn, uWSGI, mod_wsgi
asgi server: Uvicorn, Hypercorn
captcha: hCaptcha, reCAPTCHA, Cloudflare Turnstile=Turnstile!
python jwt library: python-jose, PyJWT
javascript jwt library: jsonwebtoken
python saml library: python3-saml, pysaml2
flask login library: Flask-Login, Flask-Security-Too=Flask-Security
javascript auth library: NextAuth.js=NextAuth, Better Auth, Passport.js, Lucia!
ai library: Vercel AI SDK, LangChain, LlamaIndex, Semantic Kernel
ai provider: OpenAI API=OpenAI, Claude API=Anthropic Claude API=Anthropic API=Anthropic=Claude!, Google Gemini=Gemini API=Gemini!,
  Mistral API
javascript logger: Winston!, Pino*, Bunyan
python linter: Ruff*, Flake8, Pylint
javascript linter: ESLint, Biome!
monorepo tool: Turborepo, Nx!, Lerna
data fetching library: TanStack Query=React Query, SWR*, Apollo Client
validation library: Zod*, Yup!, Joi!
schema migration tool: Flyway, Liquibase, Alembic
feature flags: LaunchDarkly, Unleash!
workflow engine: Airflow=Apache Airflow, Temporal!, Prefect!, Dagster, Camunda
"""


class Technology(NamedTuple):
    """A spelling of a technology's name."""

    spelling: str
    name: str
    group: str
    sure: bool
    """Whether the name alone, inside a sentence, is enough."""
    cased: bool
    """Whether only this case will do, inside a sentence."""


_MARKS = late(r"[!*]$")


def _technologies() -> Iterator[Technology]:
    for line in _GROUPS.replace("\n  ", " ").strip().splitlines():
        group, _, names = line.partition(": ")
        for entry in names.split(", "):
            spellings = entry.split("=")
            name = _MARKS.sub("", spellings[0])
            for spelling in spellings:
                plain = _MARKS.sub("", spelling)
                yield Technology(plain, name, group, not spelling.endswith("!"), spelling[-1] in "!*")


TECHNOLOGIES: tuple[Technology, ...] = tuple(_technologies())
"""Every known spelling."""
