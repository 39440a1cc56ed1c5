"""``crossref lsp``: a language server for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from crossref.commands.output import fail


def lsp(
    stdio: Annotated[bool, typer.Option("--stdio", help="Talk over stdin and stdout, as always.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log to stderr what is received.")] = False,
) -> None:
    """Serve an editor over the Language Server Protocol.

    The editor starts this command and talks to it over stdin and stdout.
    docs/editors.md says how to set up VS Code, Neovim, Helix and Zed.

    \b
    python -m pip install "crossref-docs[lsp]"
    crossref lsp
    """
    import logging

    try:
        from crossref.lsp.server import create
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] in ("pygls", "lsprotocol"):
            fail('this needs the extra "lsp"; install it: python -m pip install "crossref-docs[lsp]"')
        raise

    from importlib import metadata

    from crossref.commands.reading import ReadingOptions, cache_of
    from crossref.executors import Serial
    from crossref.workspace import Workspace

    level = logging.DEBUG if verbose else logging.ERROR
    logging.basicConfig(level=level, format="crossref: %(levelname)s: %(message)s")
    workspace = Workspace([], executor=Serial(), cache=lambda config: cache_of(ReadingOptions(), config))
    create(metadata.version("crossref-docs"), workspace).start_io()
