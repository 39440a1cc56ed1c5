"""The command line: lists the commands, each of which is imported only when it is called."""

from __future__ import annotations

import os
import sys
from collections import UserDict
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

DISTRIBUTION = "crossref-docs"

_VERBOSE = "crossref.verbose"

COMPLETE = "_CROSSREF_COMPLETE"
"""The variable in which a shell says that it completes a line."""

COMMANDS = {
    "check": "crossref.commands.check",
    "explain": "crossref.commands.explain",
    "rules": "crossref.commands.rules",
    "mv": "crossref.commands.mv",
    "graph": "crossref.commands.graph",
    "claims": "crossref.commands.claims",
    "coverage": "crossref.commands.coverage",
    "readiness": "crossref.commands.readiness",
    "init": "crossref.commands.init",
    "schema": "crossref.commands.schema",
    "baseline": "crossref.commands.baseline",
    "watch": "crossref.commands.watch",
    "lsp": "crossref.commands.lsp",
}
"""Command -> the module with a function of that name."""


class _AsWritten:
    """Stands in for typer's validation of a parameter: the value stays as the shell gave it."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        several = param.multiple or param.nargs == -1
        return () if value is None and several else value


class _Unvalidated:
    """Spares a command's texts and switches their validation.

    A current typer validates every value with pydantic, whose import takes longer than all the rest of the start, and
    a text needs none. With a typer that does it otherwise, this changes nothing.
    """

    def get_params(self, ctx: Any) -> Any:
        """The parameters, that of ``--help`` among them."""
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            annotation = getattr(getattr(param, "type_descriptor", None), "annotation", None)
            if annotation in (bool, str, list[str]) and hasattr(param, "_runtime_param"):
                param._runtime_param = _AsWritten()
        return params


class Command(_Unvalidated, TyperCommand):
    """A command of crossref, whose parameters are texts and switches."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The arguments of the usage line; what is required stands without the braces that some typers put around it."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options of a help screen, by what they are about."""
        from crossref.usage import sections

        for title, rows in sections(self.get_params(ctx), ctx):
            with formatter.section(title):
                formatter.write_dl(rows)


class Commands(UserDict[str, Any]):
    """The commands by name; looking one up imports its module, asking which there are does not."""

    def __getitem__(self, name: str) -> Any:
        app = _typer(add_completion=False)
        app.command(name, cls=Command)(getattr(import_module(self.data[name]), name))
        return typer.main.get_command(app)


class LazyGroup(_Unvalidated, TyperGroup):
    """A group whose commands are imported on demand."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = Commands(COMMANDS)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; whether there is ``--verbose`` counts for ``--version`` wherever it stands."""
        ctx.meta[_VERBOSE] = bool({"--verbose", "-v"} & {*args})
        found: list[str] = super().parse_args(ctx, args)
        return found

    def invoke(self, ctx: Any) -> Any:
        """Run the command; Ctrl-C ends it with 130, whatever the version of typer."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Exit(130) from None


def _typer(**settings: Any) -> typer.Typer:
    # Without markup, typer's own messages and help need no rich, which takes longer to import than to run.
    return typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, **settings)


app = _typer(
    cls=LazyGroup, no_args_is_help=True, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]}
)


def _version(ctx: typer.Context, wanted: bool) -> None:
    if wanted:
        from importlib import metadata

        try:
            version = metadata.version(DISTRIBUTION)
        except metadata.PackageNotFoundError:
            version = "(not installed)"
        typer.echo(f"crossref {version}")
        if ctx.meta.get(_VERBOSE):
            from platform import python_implementation, python_version

            from crossref.extract import parser_name

            typer.echo(f"{python_implementation()} {python_version()}")
            typer.echo(f"parser: {parser_name()}")
        raise typer.Exit


def _script(shell: str | None) -> None:
    if shell is not None:
        from crossref.completion import SCRIPTS

        if shell not in SCRIPTS:
            typer.echo(
                f"crossref: --show-completion: there is no script for `{shell}`; there are {', '.join(SCRIPTS)}",
                err=True,
            )
            raise typer.Exit(2)
        typer.echo(SCRIPTS[shell], nl=False)
        raise typer.Exit


@app.callback()
def crossref(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="With --version: Python and the parser, too.")
    ] = False,
    show_completion: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            metavar="SHELL",
            callback=_script,
            is_eager=True,
            help="Print the completion script for bash, zsh or fish.",
            autocompletion=lambda: ["bash", "zsh", "fish"],
        ),
    ] = None,
) -> None:
    """Find where linked Markdown documents break.

    \b
    crossref check             check the documents here
    crossref init              write a first configuration
    crossref explain XR101     what a rule finds, and why
    """


def _complete() -> NoReturn:
    """Answer a shell that completes a line; nothing may disturb that line, so there is no message if it fails."""
    try:
        from crossref.completion import answer

        print(answer(typer.main.get_command(app), "crossref", os.environ), end="")
    except Exception:
        if os.environ.get("CROSSREF_TRACEBACK"):
            raise
        sys.exit(1)
    sys.exit(0)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        if os.environ.get(COMPLETE, "").startswith("complete_"):
            _complete()
        app(prog_name="crossref")
    except KeyboardInterrupt:  # before any command had begun
        sys.exit(130)
    except Exception as error:
        if os.environ.get("CROSSREF_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        hint = "please report this, with what CROSSREF_TRACEBACK=1 shows"
        print(f"crossref: internal error: {what}; {hint}", file=sys.stderr)
        sys.exit(2)


def run() -> None:
    """Run the command line as a process of its own, and end it."""
    try:
        main()
    except SystemExit as ending:
        _leave(ending.code or 0)
        raise


def _leave(code: int | str) -> None:
    """End the process, if nothing is left to be done.

    To take apart what a run has made, which the system drops at once, takes a tenth of a short run and of a long one. Who
    profiles or traces wants the ordinary end, and so does what cannot be written any more, for Python tells of it.
    """
    threads = sys.modules.get("threading")
    if isinstance(code, str) or sys.getprofile() or sys.gettrace() or (threads and threads.active_count() > 1):
        return
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)
