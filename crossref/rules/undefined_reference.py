"""XR103 undefined-reference."""

from __future__ import annotations

from collections.abc import Iterator

from crossref.graph import Graph
from crossref.model import Place, Problem, Severity
from crossref.rule import rule


@rule("XR103", Severity.ERROR)
def undefined_reference(graph: Graph) -> Iterator[Problem]:
    """A reference or footnote has a label that is defined nowhere in its document.

    It is shown as plain text with brackets. Full (`[text][label]`) and collapsed (`[label][]`) references and
    footnotes (`[^1]`) are looked at; a lone `[label]` may just be text in brackets.

    Fails:

        --- architecture.md ---
        Tokens are signed with [RS256][rfc].

    Passes:

        --- architecture.md ---
        Tokens are signed with [RS256][rfc].

        [rfc]: https://www.rfc-editor.org/rfc/rfc7518
    """
    for document in graph.documents:
        for label in document.labels:
            kind, form = ("footnote", f"[^{label.label}]:") if label.footnote else ("reference", f"[{label.label}]:")
            yield Problem(
                f"the {kind} `{label.label}` is not defined; add a line `{form} …`",
                Place(document.path, label.span),
                subject=label.label,
            )
