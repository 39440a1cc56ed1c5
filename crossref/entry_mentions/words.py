"""General vocabulary that tells a component's name from the ordinary word it may also be."""

from __future__ import annotations

CLASS_WORDS = frozenset({"service", "component", "module", "microservice", "subsystem"})
"""What any component may be called: added to a name or dropped from it, they change nothing."""

ROLE_WORDS = frozenset(
    "server provider manager engine worker api app application system layer handler controller client gateway backend frontend "
    "processor platform package".split()
)
"""What a part does: dropped or added as class words are, but *import worker* and *import* are not always one."""

SYSTEM_NOUNS = frozenset(
    "gateway frontend backend queue database db datastore cache portal dashboard proxy registry bridge daemon hub bus store "
    "storage console cli gui ui ledger vault broker lambda sidecar bot app application webapp website webui playground "
    "service microservice server manager worker engine provider controller handler client middleware".split()
)
"""Nouns that with an article before them name a part of a system; agent nouns (scheduler, dispatcher) are such as well."""

NO_AGENTS = frozenset(
    "user order number member customer layer folder buffer header footer parameter container cluster owner paper letter "
    "offer master error vector power color author color actor factor doctor sensor motor tensor mirror minor major prior "
    "operator administrator supervisor director investor donor tutor seller buyer driver trader player teacher developer "
    "reader writer partner carrier supplier voucher transfer register newsletter chapter quarter semester identifier "
    "computer printer master helper manager trigger character identifier pointer integer center matter weather "
    "other another after under over ever never however either neither whether further consumer subscriber publisher "
    "producer filter timer counter marker tracker answer voucher ledger banner slider".split()
)
"""Words in -er and -or that are persons, things or data more often than parts of a system."""

DROPPED = CLASS_WORDS | frozenset("provider engine server system platform layer".split())
"""Generic words that writers leave out: *Billing* for Billing Provider. Nobody says *Admin* for Admin API, and what a handler
handles is another thing."""

THIN = frozenset(
    "api web app data file message user users admin mobile main event events job jobs test tests task tasks request system "
    "server service client public private internal external local remote global base domain database cloud http rest "
    "web json sql content page view model entity resource node host network object item value key log image".split()
)
"""Words that say too little to stand for a longer name."""

RECENT_HEADS = frozenset(
    "queue database db datastore cache bus store storage ledger app application server manager worker engine provider "
    "controller handler client console website backend ui service index".split()
)
"""Heads that many components share: *the worker* is one of them only where it has just been named."""

ORDINARY = frozenset(
    "about access account action activity address admin agent alert analysis analytics answer api app archive area article "
    "asset assistant attachment audit author backup balance bank base basket batch beacon billing block board body book "
    "booking border bot box branch brand bridge browser budget build bundle business calendar call campaign capture car "
    "card cart case cash catalog catalogue category change channel chart chat check checkout city class classroom client "
    "clock cloud code collection command comment common community company compliance component config configuration "
    "connect connection contact content context contract control conversion copy core cost country coupon course credit "
    "cron customer dashboard data date day deal default delivery demo deposit design desktop detail device diagnostics "
    "dictionary directory discount discovery dispatch display document domain draft edge editor email engine "
    "enterprise entity entry environment error event example exchange execution exercise explore export expense facility "
    "family feature feed feedback fee file finance fleet flight flow folder forecast form forum foundation framework fraud "
    "fulfillment game garden general geo global go goal graph group guest guide health help history home host hotel house "
    "hub identity image import inbox incident index infrastructure ingest input insight insurance integration interface "
    "internal inventory invoice issue item job journal kernel key kitchen knowledge label lab landing language launch law "
    "layout lead learning ledger legal lesson library license lifecycle link list live loan local location lock log logic "
    "login logistics loyalty mail main map mapping market marketing master match matter media member memory menu merchant "
    "message meta metric metrics migration mobile mode model money monitor monitoring network news node note notice "
    "notification object offer office onboarding operations order organization output owner package page panel parking "
    "parse partner party passenger password patch path patient pay payment payroll people performance permission person "
    "photo pipeline place plan planning player plugin point policy pool portal post preference preferences presence "
    "presentation price pricing print procurement product production profile program project promotion proof property "
    "public publish purchase quality query question queue quote rate rating react read receipt recipe record recovery "
    "reference refund region registration registry relay release remote render rental report request reservation resource "
    "response rest result retail return review reward ride risk role room root route routing rule run runtime safety "
    "salary sale sales sample sandbox scan schedule schema school scope score screen script search seat secret section "
    "security segment sensor session setting setup share shared shell shift ship shipment shipping shop signal site space "
    "sport staff stage staging standard start state statement static station statistics stats status stock storage store "
    "storefront stream student style subject subscription summary supplier supply support survey sync system table tag "
    "target task tax team telemetry template tenant term test text theme ticket time tool topic trace track trade traffic "
    "training transaction transfer transform transit transport travel treasury trip trust tutorial type unit update upload "
    "user utility utilities util utils validate value vehicle vendor verification version video view visit visitor voice "
    "vote voucher wallet warehouse watch weather web website weight wiki window word work workflow workspace world write "
    "zone auth authentication authorization express fast flask next spring rust swift dart peer light heavy open close "
    "keep hold call send move turn put get take give show hide find build break hook join split sort filter match fetch pick "
    "pack pull push poll pay buy sell play stop".split()
)
"""Common English words that are also names of components; what ends in -ing, -tion and the like counts as one as well."""

VERBS = frozenset(
    "accepts accesses acknowledges acquires adds adjusts aggregates allows answers applies archives asks assigns authenticates "
    "authorizes batches blocks broadcasts buffers builds caches calculates calls captures catches carries charges checks chooses "
    "cleans closes collects combines communicates compiles compresses computes connects consists consumes contains "
    "converts coordinates counts creates decides decodes decouples defines delegates deletes delivers denies depends deploys "
    "detects determines dispatches displays distributes does downloads drops emits enables encapsulates encodes encrypts "
    "enforces enqueues enriches ensures evaluates executes exposes extends extracts fails fetches filters forwards gathers "
    "generates gets gives guards guarantees handles has hides holds hosts identifies implements imports includes indexes "
    "ingests initializes inserts inspects integrates interacts invalidates invokes issues keeps knows launches lets "
    "listens lists lives loads locks logs looks maintains makes manages maps marks merges monitors moves must needs "
    "negotiates normalizes notifies obtains offers opens orchestrates owns parses passes performs persists picks places "
    "plans polls prepares prevents processes produces provides proxies publishes pulls pushes puts queries queues raises "
    "reacts reads receives reconciles records redirects refreshes registers rejects relays releases relies removes renders "
    "renews replays replicates replies reports represents requests requires resides resolves responds restarts retries "
    "retrieves returns routes runs saves scales scans schedules seals searches selects sends separates serves sets shows "
    "signs sits speaks spawns splits starts stops stores streams submits subscribes supplies supports switches "
    "synchronizes takes talks tells terminates tracks transforms translates triggers turns unpacks updates uploads uses "
    "validates verifies waits watches wraps writes can cannot could may might must shall should will would".split()
)
"""What components do, in the third person, and auxiliary verbs: after a word that opens a sentence, they make it a name."""

NOUN_LIKE_VERBS = frozenset(
    "answers batches blocks buffers builds caches calls captures charges checks counts downloads drops filters "
    "imports indexes issues lists loads locks logs maps marks monitors plans polls processes queries "
    "queues records releases relays replies reports requests restarts retries returns routes scans "
    "schedules searches signs stops stores streams tracks transforms triggers updates "
    "uploads ".split()
)
"""Verbs that are as often plural nouns: they say less after a word in lower case."""

COPULA_CONTINUATIONS = frozenset(
    "a an the our responsible deployed implemented built backed exposed hosted split stateless stateful based designed "
    "organized structured invoked called accessed written".split()
)
"""What follows *is* or *are* where the subject is a thing with a name and not an ordinary word's meaning."""

PART_NOUNS = frozenset(
    "tab button page pages menu screen field dialog link icon column row form box bar section chapter heading label term "
    "option checkbox panel sidebar tile bug ticket endpoint endpoints status code header headers".split()
)
"""After a capitalised ordinary word, these make it the label of a piece of a user interface, or some other thing's name."""

OPENING_WORDS = frozenset(
    "a after all although and as at because before both but by each either every for from how if in into like neither no not on "
    "once only or our per since so than that the then there these this those through to under unless unlike until via what when "
    "where whether which while who why with within without".split()
)
"""Words that a sentence opens with and that are no part of the name they stand before."""

OTHER_THINGS = frozenset(
    "simulator emulator mock mocks stub fake sdk plugin adapter pattern protocol vendor vendors standard".split()
)
"""After a name, these make it another thing's name."""

VENDORS = frozenset(
    "aws amazon azure google gcp microsoft github gitlab apache elastic kong spring docker kubernetes stripe oracle ibm "
    "nginx redhat atlassian cloudflare datadog alibaba adobe salesforce sap firebase twilio hashicorp netflix".split()
)
"""Before a name, these make it somebody else's product."""

RUNNING = frozenset(
    "pod pods instance instances replica replicas process processes container containers node nodes deployment deployments "
    "image logs binary cluster host hosts pipeline".split()
)
"""What a part of a system runs as: *gateway pods* are the gateway's, with or without an article."""

OTHER_KINDS = frozenset("nat payment payments api default internet vpn sms mail residential egress external".split())
"""Before a noun for a part of a system, these make it another one of the kind."""

SUBJECTS = frozenset("to can could will would must may might should shall not we you they i people users".split())
"""Before a word in lower case, these make it a verb."""

DETERMINERS = frozenset(
    "the a an its their our this that these those all each every whether which who what how them it".split()
)
ARTICLES = frozenset("the our this el la los las le les der die das den dem del al il lo".split())
"""Before a noun for a part of a system, these mean the one that is known."""

INDEFINITE = frozenset(
    "a an any another other some many such no different external third-party every each several multiple new per".split()
)

ANY_ROLES = frozenset("provider client engine".split())
"""Role words that after an ordinary word in lower case name any of the kind: *the search engine*, *the payment provider*."""

PART_OF_A_WHOLE = frozenset("worker client controller gateway frontend backend api app application package".split())
"""Role words that say which part of something a component is: an *import worker* is not the *import service*."""

COMMON_INITIALS = frozenset(
    "api url uri sql css pdf csv xml html http https json yaml tls ssl ssh vpn dns cpu gpu ram ssd aws gcp sla slo sli rto rpo "
    "adr faq pii gdpr utc iso ios sms otp mfa jwt oss sso tbd etc eta kpi roi rest soap grpc tcp udp ftp cors crud".split()
)
"""Initials that mean something else almost everywhere."""

ABBREVIATIONS: tuple[tuple[str, ...], ...] = (
    ("config", "configuration", "cfg"),
    ("auth", "authentication", "authn"),
    ("auth", "authorization", "authz"),
    ("mq", "message queue"),
    ("db", "database"),
    ("ui", "user interface"),
    ("gui", "graphical user interface"),
    ("cli", "command line interface"),
    ("repo", "repository"),
    ("admin", "administration"),
    ("app", "application"),
    ("mgmt", "management"),
    ("mgr", "manager"),
    ("svc", "service"),
    ("srv", "server"),
    ("msg", "message"),
    ("gw", "gateway"),
    ("lb", "load balancer"),
    ("k8s", "kubernetes"),
    ("docs", "documentation"),
    ("info", "information"),
    ("env", "environment"),
    ("stats", "statistics"),
    ("sync", "synchronization"),
    ("notif", "notification"),
    ("cdn", "content delivery network"),
    ("idp", "identity provider"),
    ("iam", "identity and access management", "identity access management"),
    ("etl", "extract transform load"),
    ("ml", "machine learning"),
    ("ai", "artificial intelligence"),
    ("dlq", "dead letter queue"),
    ("sso", "single sign on"),
    ("spa", "single page application", "single page app"),
    ("bff", "backend for frontend", "backends for frontends"),
    ("cms", "content management system"),
    ("crm", "customer relationship management"),
    ("kms", "key management service", "key management system"),
    ("pos", "point of sale"),
    ("rpc", "remote procedure call"),
    ("e2e", "end to end"),
    ("js", "javascript"),
    ("ts", "typescript"),
    ("postgres", "postgresql", "postgre sql", "pg"),
    ("frontend", "front end"),
    ("backend", "back end"),
    ("catalog", "catalogue"),
    ("center", "centre"),
    ("license", "licence"),
    ("color", "colour"),
    ("dns", "domain name system"),
    ("vm", "virtual machine"),
    ("pubsub", "publish subscribe"),
    ("websocket", "web socket", "ws"),
    ("webhook", "web hook"),
)
"""Short and long forms that mean the same; the forms of one row stand for each other wherever a name holds one."""
