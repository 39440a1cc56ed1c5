"""XR305 conflicting-diagram."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.counterparts.diagrams import Misfit, misfits
from crossref.graph import Graph
from crossref.model import Note, Problem, Severity
from crossref.rule import rule

_MESSAGES = {
    "unknown": "the diagram shows `{name}`, which is no declared component and which no document knows",
    "near": "the diagram shows `{name}`, and the declared component is called `{other}`",
    "absent": "the diagram shows all declared components but `{name}`",
}


@rule("XR305", Severity.INFO)
def conflicting_diagram(graph: Graph) -> Iterator[Problem]:
    """A diagram shows other components than the text declares.

    A Mermaid node that is nearly a component's name, one that nobody knows beside others that all are components, a
    component that is missing where all others are shown. A diagram says something by what it leaves out only when it
    shows most of what there is.

    Fails:

        --- architecture.md ---
        ## Core Components
        - **Catalog**: what is sold
        - **Checkout**: the basket
        - **Billing**: invoices
        - **Shipping**: parcels

        ## Data Flow

        ```mermaid
        sequenceDiagram
            participant C as Checkout
            participant K as Catalog
            participant B as Billing
            participant L as Loyalty Ledger
            C->>K: prices
            C->>B: basket
            B->>L: points
        ```

    Passes:

        --- architecture.md ---
        ## Core Components
        - **Catalog**: what is sold
        - **Checkout**: the basket
        - **Billing**: invoices
        - **Shipping**: parcels

        ## Data Flow

        ```mermaid
        sequenceDiagram
            actor U as Customer
            participant C as Checkout
            participant K as Catalog
            participant B as Billing
            U->>C: orders
            C->>K: prices
            C->>B: basket
        ```
    """
    for misfit in misfits(graph):
        yield _problem(misfit)


def _problem(misfit: Misfit) -> Problem:
    return Problem(
        _MESSAGES[misfit.kind].format(name=misfit.name, other=misfit.other),
        misfit.place,
        f"{misfit.kind} {misfit.name}",
        (Note(f"`{misfit.other}` is declared here", misfit.declared),),
    )
