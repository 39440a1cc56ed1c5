"""Shell completion: the scripts for bash, zsh and fish, and what they ask the program for at each press of Tab.

A script calls ``crossref`` with ``_CROSSREF_COMPLETE=complete_SHELL`` and the words so far in ``COMP_WORDS`` and
``COMP_CWORD``; the answer is a line for each candidate, in zsh and fish with a tab and its description. No candidates mean
that the shell completes a path. typer has a protocol of its own; it imports rich to describe candidates, and cannot
complete behind a ``=``, at which bash breaks words.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

_BASH = """\
_crossref_completion() {
    local IFS=$'\\n'
    COMPREPLY=($(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" _CROSSREF_COMPLETE=complete_bash "$1"))
    if [[ ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}
complete -o default -o bashdefault -F _crossref_completion crossref
"""

_ZSH = """\
#compdef crossref

_crossref_completion() {
    local line value description
    local -a answer plain described open
    answer=("${(@f)$(env COMP_WORDS="${(F)words}" COMP_CWORD=$((CURRENT - 1)) _CROSSREF_COMPLETE=complete_zsh $words[1])}")
    for line in $answer; do
        [[ -n $line ]] || continue
        value=${line%%$'\\t'*}
        description=${line#*$'\\t'}
        if [[ $value == *= ]]; then
            open+=("${value//:/\\\\:}:$description")
        elif [[ -z $description ]]; then
            plain+=("$value")
        else
            described+=("${value//:/\\\\:}:$description")
        fi
    done
    if (( ! $#plain && ! $#described && ! $#open )); then
        _files
        return
    fi
    # The program has matched already.
    (( $#plain )) && compadd -U -a plain
    (( $#described )) && _describe crossref described -U
    (( $#open )) && _describe crossref open -U -S ''
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _crossref_completion "$@"
else
    compdef _crossref_completion crossref
fi
"""

_FISH = """\
function __crossref_completion
    set -l answer (env COMP_WORDS=(commandline -opc | string collect) COMP_CWORD=(commandline -ct) \\
        _CROSSREF_COMPLETE=complete_fish crossref)
    if test (count $answer) -gt 0
        printf '%s\\n' $answer
    else
        __fish_complete_path (commandline -ct)
    end
end
complete --command crossref --no-files --arguments '(__crossref_completion)'
"""

SCRIPTS: Mapping[str, str] = MappingProxyType({"bash": _BASH, "zsh": _ZSH, "fish": _FISH})
"""Shell -> the script that makes it complete."""

Candidate = tuple[str, str]
"""A word, and what it is."""


def answer(group: Any, prog_name: str, environment: Mapping[str, str]) -> str:
    """What the program prints when a script asks; empty for a question that makes no sense.

    ``group`` is the click group of all commands.
    """
    _, _, shell = environment.get("_CROSSREF_COMPLETE", "").partition("_")
    words, current = _question(shell, environment)
    found = list(_candidates(group, prog_name, words, current))
    if shell == "bash":
        # bash takes what stands behind the last = for the word, and puts the answer there.
        start = len(current.rpartition("=")[0]) + 1 if "=" in current else 0
        return "".join(f"{word[start:]}\n" for word, _ in found)
    return "".join(f"{word}\t{' '.join(about.split())}\n" for word, about in found)


# -- the question ----------------------------------------------------------------------------------------------------


def _question(shell: str, environment: Mapping[str, str]) -> tuple[list[str], str]:
    """The words before the one to complete, without the program's own name, and as much of that as there is."""
    words = _split(environment.get("COMP_WORDS", ""))
    position = environment.get("COMP_CWORD", "")
    if shell == "fish":
        return words[1:], position
    number = int(position) if position.isascii() and position.isdigit() else len(words)
    words, current = words[1:number], words[number] if number < len(words) else ""
    return _rejoined(words, current) if shell == "bash" else (words, current)


def _split(text: str) -> list[str]:
    """The words of a line that may end in the middle of a quotation."""
    lexer = shlex.shlex(text, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:
        words.append(lexer.token)
    return words


def _rejoined(words: Sequence[str], current: str) -> tuple[list[str], str]:
    """The words as they were written: bash breaks them at ``=``, which becomes a word of its own."""
    whole: list[str] = []
    joins = False
    for word in (*words, current):
        if whole and (joins or word == "="):
            whole[-1] += word
        else:
            whole.append(word)
        joins = word == "="
    return whole[:-1], whole[-1]


# -- the answer ------------------------------------------------------------------------------------------------------


def _candidates(group: Any, prog_name: str, words: Sequence[str], current: str) -> Iterator[Candidate]:
    context = group.make_context(prog_name, [], resilient_parsing=True)
    number = _command_at(group.get_params(context), words)
    if number is None:
        yield from _of_parameters(group, context, words, current)
        if not current.startswith("-") and not _awaits(group.get_params(context), words):
            for name in group.list_commands(context):
                if name.startswith(current):
                    yield name, group.get_command(context, name).get_short_help_str(100)
        return
    command = group.get_command(context, words[number])
    if command is not None:
        inner = command.make_context(words[number], [], parent=context, resilient_parsing=True)
        yield from _of_parameters(command, inner, words[number + 1 :], current)


def _command_at(params: Sequence[Any], words: Sequence[str]) -> int | None:
    """Which of the words is the command: the first that is neither an option nor its value."""
    for number, word in enumerate(words):
        if not word.startswith("-") and not _awaits(params, words[:number]):
            return number
    return None


def _of_parameters(command: Any, context: Any, words: Sequence[str], current: str) -> Iterator[Candidate]:
    """Names of options, or values of the option or argument that stands there."""
    params = command.get_params(context)
    ended = "--" in words
    name, equals, value = current.partition("=")
    waiting = None if ended else _awaits(params, words)
    if waiting is not None:
        yield from _values(waiting, context, current)
    elif equals and not ended and (given := _option(params, name)) is not None:
        yield from ((f"{name}={word}", about) for word, about in _values(given, context, value))
    elif current.startswith("-") and not ended:
        for param in params:
            # Once is enough for an option that cannot be repeated.
            if _is_option(param) and not param.hidden and (param.multiple or not {*param.opts} & {*words}):
                yield from ((opt, param.help or "") for opt in param.opts if opt.startswith(current))
    else:
        for param in params:
            if not _is_option(param):
                yield from _values(param, context, current)


def _values(param: Any, context: Any, current: str) -> Iterator[Candidate]:
    yield from ((str(item.value), item.help or "") for item in param.shell_complete(context, current) if item.value)


def _awaits(params: Sequence[Any], words: Sequence[str]) -> Any:
    """The option whose value comes next, or None."""
    found = _option(params, words[-1]) if words else None
    return None if found is None or found.is_flag else found


def _option(params: Sequence[Any], name: str) -> Any:
    return next((param for param in params if _is_option(param) and name in param.opts), None)


def _is_option(param: Any) -> bool:
    return bool(param.param_type_name == "option")
