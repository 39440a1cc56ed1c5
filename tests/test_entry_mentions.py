"""Mentions of entries in prose: by hand-labelled sentences, case by case, and whatever the text."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossref.entry_mentions import Finder, Mention, Name

MARK = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")
SYSTEMS = tomllib.loads((Path(__file__).parent / "data" / "mentions.toml").read_text(encoding="utf-8"))["system"]


def finder(*names: str) -> Finder:
    return Finder(Name(name, name) for name in names)


def found(names: list[str], *passages: str) -> list[tuple[str, str]]:
    """(Text, name) of every mention."""
    return [(passages[index][m.start : m.end], m.key) for index, m in finder(*names).find(passages)]


def labelled(text: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A text without its braces, and (name, start, end) of what they held."""
    plain, labels, position = "", [], 0
    for match in MARK.finditer(text):
        plain += text[position : match.start()]
        labels.append((match[2] or match[1], len(plain), len(plain) + len(match[1])))
        plain += match[1]
        position = match.end()
    return plain + text[position:], labels


def counted(system: dict[str, list[str]]) -> tuple[int, int, int]:
    """How many mentions were right, wrong and not found; right is the name where a label has it."""
    passages = [labelled(text) for text in system["passages"]]
    got: list[list[Mention]] = [[] for _ in passages]
    for index, mention in finder(*system["names"]).find([text for text, _ in passages]):
        got[index].append(mention)
    right = wrong = missed = 0
    for (_, labels), mentions in zip(passages, got, strict=True):
        for key, start, end in labels:
            assert key in system["names"]
            hit = next((m for m in mentions if m.key == key and m.start < end and start < m.end), None)
            if hit:
                mentions.remove(hit)
            right, missed = right + bool(hit), missed + (not hit)
        wrong += len(mentions)
    return right, wrong, missed


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system["title"])
def test_precision_and_recall_on_labelled_sentences(system: dict[str, list[str]]) -> None:
    right, wrong, missed = counted(system)
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.9


CASES: list[tuple[str, str, list[str]]] = [
    # spellings of a name in several words
    ("Order Service", "Then OrderService is called.", ["OrderService"]),
    ("Order Service", "Then order-service is called.", ["order-service"]),
    ("Order Service", "Then order_service is called.", ["order_service"]),
    ("Order Service", "Then the order\nservice is called.", ["order\nservice"]),
    ("Order Service", "The order services of both regions are called.", ["order services"]),
    ("Order Service", "The Orders Service is called.", ["Orders Service"]),
    ("OrderService", "Then the order service is called.", ["order service"]),
    ("orderservice", "Then the order service is called.", ["order service"]),
    ("Order Service", "The order service's queue is full.", ["order service"]),
    ("Orders & Returns", "Then Orders and Returns is called.", ["Orders and Returns"]),
    ("Normaliser", "The normalizer runs first.", ["normalizer"]),
    # generic words
    ("Billing", "The BillingProvider is called.", ["BillingProvider"]),
    ("Billing", "The billing component is called.", ["billing component"]),
    ("Billing Service", "It is sent to Billing at once.", ["Billing"]),
    ("Billing Service", "The billing module is called.", ["billing module"]),
    ("Billing Service", "Each Billing is checked.", []),
    ("Billing Handler", "Then Billing is done.", []),
    ("Admin API", "Ask an Admin for access.", []),
    ("Search", "We use a search engine.", []),
    ("Search", "We compared two search services.", []),
    # abbreviations and initials
    ("Configuration Server", "The config server is down.", ["config server"]),
    ("MQ", "The message queue is down.", ["message queue"]),
    ("Ticket Desk Service", "The TDS is down.", ["TDS"]),
    ("Ticket Desk Service", "The tds is down.", []),
    ("Ticket Desk (TD)", "The TD is down.", ["TD"]),
    ("Ticket Desk (Node.js)", "Node.js and the Ticket Desk.", ["Ticket Desk"]),
    ("User Registration Layer", "Open the URL.", []),
    ("PostgreSQL 16", "Rows live in Postgres.", ["Postgres"]),
    # the last word alone
    ("API Gateway", "The gateway checks tokens.", ["gateway"]),
    ("API Gateway", "A NAT gateway costs money.", []),
    ("Export Worker", "The worker died.", []),
    ("Import Worker", "The importer died.", ["importer"]),
    # deployment talk
    ("Gateway", "Check all gateway pods.", ["gateway"]),
    ("Gateway", "Check all NAT gateway instances.", []),
    # ordinary words
    ("Search", "Search for the number.", []),
    ("Search", "Search listens on port 80.", ["Search"]),
    ("Search", "Search results are cached.", []),
    ("Search", "Ask Search for it.", ["Search"]),
    ("Search", "We search for it.", []),
    ("Search", "Click Search to start.", []),
    ("Search", "Open the Search tab.", []),
    ("Search", "Google Search is another product.", []),
    ("Search", "The Search Console is another product.", []),
    ("Search", "Search's index is small.", ["Search"]),
    ("Search", "Search", ["Search"]),
    ("Search", "2.1 Search", ["Search"]),
    ("Search", "Search – finds pictures by date", ["Search"]),
    ("search", "It is answered by search alone.", ["search"]),
    ("Notifier", "The notifier sends mail.", ["notifier"]),
    ("Notifier", "A notifier sends mail.", []),
    ("Kestrel", "Then kestrel sends mail.", ["kestrel"]),
    ("UI", "The UI is old.", ["UI"]),
    # not the name but something around it
    ("Billing", "See src/Billing/main.py first.", []),
    ("Billing", "See https://billing.example.org/Billing first.", []),
    ("Billing", "Write to Billing@example.org first.", []),
    ("Billing", "Import app.Billing first.", []),
    ("Billing", "Set BILLING_URL first.", []),
    ("Billing", "A Billing-like module.", []),
    ("Order Service", "Start order-service-db first.", []),
    ("Order Service", "Call OrderService.create() first.", ["OrderService"]),
    ("Order Service", "Edit OrderService.java first.", []),
    ("Order Service", "The OrderServiceFactory is called.", []),
    ("Payment Gateway", "The Payment Gateway Simulator is called.", []),
    ("Payment Gateway", "The AWS Payment Gateway is called.", []),
    # other scripts
    ("OrderService", "然后调用OrderService处理订单。", ["OrderService"]),
    ("订单服务", "然后调用订单服务处理。", ["订单服务"]),
]


@pytest.mark.parametrize(("name", "text", "mentions"), CASES)
def test_what_is_a_mention(name: str, text: str, mentions: list[str]) -> None:
    assert [raw for raw, _ in found([name], text)] == mentions


def test_the_longest_name_wins() -> None:
    names = ["Order", "Order Service", "Order Service Simulator"]
    assert found(names, "We start the Order Service Simulator before the Order Service.") == [
        ("Order Service Simulator", "Order Service Simulator"),
        ("Order Service", "Order Service"),
    ]


def test_what_two_names_may_mean_is_neither() -> None:
    names = ["Billing Service", "Billing Worker", "API Gateway", "Payment Gateway"]
    assert found(names, "Then Billing calls the gateway.") == []


def test_services_after_an_enumeration_makes_names_of_all() -> None:
    texts = found(["Auth", "Search", "Ledger"], "The auth, search and ledger services are called.")
    assert [name for _, name in texts] == ["Auth", "Search", "Ledger"]
    assert found(["Auth", "Search", "Ledger"], "It is about auth, search and ledgers of a bank.") == []


def test_entries_of_one_name_share_its_mentions_unless_one_is_spelled_so() -> None:
    names = [Name("component:a", "Order Events"), Name("job:a", "Order Events"), Name("queue:a", "order-events")]
    keys = [m.key for _, m in Finder(names).find(["Read the Order Events, not order-events."])]
    assert keys == ["component:a", "job:a", "queue:a"]


def test_initials_given_in_the_text_count_from_there_on() -> None:
    names = ["Ticket Desk"]
    assert found(names, "TD?", "The Ticket Desk (TD) is new.", "The TD is new.") == [
        ("Ticket Desk", "Ticket Desk"),
        ("TD", "Ticket Desk"),
    ]


def test_a_worker_that_was_just_named_is_the_worker() -> None:
    assert found(["Export Worker"], "The Export Worker starts at noon.", "At one the worker stops.")[1:] == [
        ("worker", "Export Worker")
    ]


def test_names_before_which_the_title_stands_are_the_systems_own() -> None:
    assert found(["Search"], "Harrow architecture", "Ask the Harrow Search for it.") == [("Search", "Search")]
    assert found(["Search"], "Architecture", "Ask the Harrow Search for it.") == []


PRONOUNS: list[tuple[list[str], str | None]] = [
    (["The Gateway checks tokens. It also counts."], "It"),
    (["The Gateway checks tokens for Billing. It also counts."], "It"),
    (["The Gateway checks tokens. In addition, it counts."], "it"),
    (["The Gateway checks tokens. Its cache is small."], "Its"),
    (["The Gateway checks tokens. This service is small."], "This service"),
    (["The Gateway checks tokens. The service is small."], "The service"),
    (["The Gateway checks tokens.", "It also counts."], "It"),
    (["Gateway", "It also counts."], "It"),
    (["Gateway", "Tokens are checked. This component also counts."], "This component"),
    (["All requests go through the Gateway. It counts them."], "It"),
    (["The Gateway checks tokens. It is important to count."], None),
    (["The Gateway checks tokens. It takes about a minute."], None),
    (["The Gateway checks tokens. It should be noted that tokens expire."], None),
    (["The Gateway checks tokens. The service desk is closed."], None),
    (["The Gateway checks tokens. Tokens expire. It counts."], None),
    (["The Gateway and Billing check tokens. It counts."], None),
    (["The tests of the Gateway are slow. It counts."], None),
    (["The cache keeps tokens for the Gateway. It counts."], None),
    (["Tokens expire. It counts."], None),
]


@pytest.mark.parametrize(("passages", "pronoun"), PRONOUNS)
def test_it_after_a_sentence_about_one_entry(passages: list[str], pronoun: str | None) -> None:
    mentions = [
        (passages[index][m.start : m.end], m.key)
        for index, m in finder("Gateway", "Billing").find(passages)
        if m.pronoun
    ]
    assert mentions == ([(pronoun, "Gateway")] if pronoun else [])


def test_it_goes_on_from_sentence_to_sentence() -> None:
    texts = found(["Gateway"], "The Gateway checks. It counts. It also forgets.")
    assert [raw for raw, _ in texts] == ["Gateway", "It", "It"]


def test_no_names_find_nothing() -> None:
    assert found([], "The Gateway.") == found(["", "  ", "—"], "The Gateway — it is there.") == []


WORDS = st.sampled_from("Order Parcel Tariff Ferry Harbour Quarry Lantern Meadow Cobalt Juniper".split())
HEADS = st.sampled_from("Service Gateway Scheduler Dispatcher Registry Planner Adapter".split())
PIECES = st.sampled_from(
    "Order order Service service -service Gateway The the It This . , / :// ( ) ' - _ \n OrderService is a \u0130 \u2014 ß 订单 {".split(
        " "
    )
)


@pytest.mark.parametrize("name", ["&", "and", "and and", "(and)"])
def test_a_name_of_nothing_but_and(name: str) -> None:
    assert list(Finder([Name("0", name)]).find([])) == []


@given(
    st.lists(st.one_of(st.text(max_size=12), st.lists(PIECES, max_size=5).map("".join)), max_size=6),
    st.lists(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map(" ".join)), max_size=5),
)
def test_never_raises_and_is_in_order(names: list[str], passages: list[str]) -> None:
    mentions = list(Finder(Name(f"{i}", name) for i, name in enumerate(names)).find(passages))
    for index, mention in mentions:
        assert 0 <= mention.start < mention.end <= len(passages[index])
        assert int(mention.key) < len(names)
    places = [(index, mention.start) for index, mention in mentions]
    assert places == sorted(places)
    spans = sorted({(index, mention.start, mention.end) for index, mention in mentions})
    assert all(one[0] < two[0] or one[2] <= two[1] for one, two in pairwise(spans))


def spellings(words: list[str]) -> Iterator[str]:
    yield from (
        " ".join(words),
        "".join(words),
        "-".join(words).lower(),
        "_".join(words).lower(),
        " ".join(words).lower(),
    )
    yield from (f"{' '.join(words)} component", f"{' '.join(words)}'s queue")


@settings(max_examples=60)
@given(WORDS, WORDS, HEADS)
def test_every_spelling_is_found_in_a_neutral_sentence(one: str, two: str, head: str) -> None:
    for words in ([one, head], [one, two, head]):
        for declared in (" ".join(words), "".join(words), "-".join(words).lower()):
            for spelling in spellings(words):
                assert [key for _, key in found([declared], f"Every night the {spelling} is restarted.")] == [declared]


def test_time_grows_linearly_with_the_text() -> None:
    names = [
        f"{one} {two}"
        for one in "Order Parcel Tariff Ferry Quarry".split()
        for two in "Service Planner Registry".split()
    ]
    compiled = finder(*names)
    text = "The Order Service asks the ferry planner for a slot. It waits, and Tariff answers (see a/b). "

    def seconds(times: int) -> float:
        start = time.process_time()
        assert sum(1 for _ in compiled.find([text * times])) >= times * 2
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 8 * 3 * max(seconds(1000), 0.01)


@pytest.mark.parametrize(
    "text", ["(" * 9, ". ", "! ", "a.", "It ", "It. ", "\n", '."', "Gateway: ", 'Gateway? "', "1.", "./"]
)
def test_no_text_is_quadratic(text: str) -> None:
    compiled = finder("Gateway", "Search", "Order Service")
    start = time.process_time()
    list(compiled.find([f"A Gateway{text * 20_000} Gateway", f'{text * 20_000}"Order Service" ']))
    assert time.process_time() - start < 5
