"""Questions, with choices, and the editor: only ever on a terminal. What is told goes where Click prints."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from statuary.git import GitError, reading
from statuary.posting import CouldNotPostError
from statuary.posting.dialogue import Decision, Dialogue
from statuary.posting.typed_text import bytes_of
from statuary.source.vocabulary import component_status


def is_terminal() -> bool:
    """Whether a person can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def dialogue(*, yes: bool) -> Dialogue:
    """With the person at the terminal, if there is one who did not say `-y`."""
    kind = TerminalDialogue if is_terminal() and not yes else Dialogue
    warn = partial(click.echo, err=True)
    return kind(click.echo, warn, _standard_input, _edit, has_terminal=is_terminal())


class TerminalDialogue(Dialogue):
    """A person answers. Each question raises click.Abort for Ctrl-C, which posting lets through."""

    asks = True

    def choose(self, question: str, choices: Sequence[tuple[str, str]], default: int | None = 1) -> int:
        """By its number or its word."""
        self.questions.append(question)
        _list(question, choices)
        keys = [key.lower() for key, _ in choices]
        while True:
            answer = _answer("Number", default=default and str(default)).strip().lower()
            if answer.isdigit() and 1 <= int(answer) <= len(choices):
                return int(answer) - 1
            if answer in keys:
                return keys.index(answer)
            click.echo(f"Enter a number from 1 to {len(choices)}.")

    def choose_several(self, question: str, names: Mapping[str, str]) -> list[str]:
        """By their numbers or ids; how each is may stand behind it."""
        self.questions.append(question)
        _list(question, list(names.items()))
        while True:
            answer = _answer(_SEVERAL, default="", show_default=False)
            parts = [part.strip().lower() for part in answer.split(",") if part.strip()]
            found = [_chosen(part, list(names)) for part in parts]
            if None not in found:
                return list(dict.fromkeys(one for one in found if one))
            click.echo(f"Enter numbers from 1 to {len(names)}, or ids; add =down, =partial or =slow to one.")

    def confirm(self, question: str, default: Decision = Decision.YES) -> Decision:
        """The first letter will do; Enter is the one with a capital letter."""
        words = (f"[{word[0].upper() if word is default else word[0]}]{word[1:]}" for word in Decision)
        asked = f"{question} {', '.join(words)}"
        while True:
            answer = _answer(asked, default=default[0], show_default=False)
            typed = answer.strip().lower()
            for word in Decision:
                if typed and word.startswith(typed):
                    return word

    def ask_text(self, question: str) -> str:
        """Asked again until there is something."""
        self.questions.append(question)
        return _answer(question).strip()

    def ask_line(self, question: str, why_not: Callable[[str], str] = lambda _: "") -> str:
        """Enter skips."""
        self.questions.append(question)
        while (answer := optional_line(question)) and (reason := why_not(answer)):
            click.echo(reason)
        return answer


_SEVERAL = "Numbers or ids, with commas; 1=down or 2=slow says how it is; nothing if none fits"


def _chosen(part: str, ids: Sequence[str]) -> str | None:
    """`2=down` or `search=down` as the latter; None for what is neither a component nor a status."""
    name, sign, said = (piece.strip() for piece in part.partition("="))
    key = ids[int(name) - 1] if name.isdigit() and 1 <= int(name) <= len(ids) else name
    fits = key in ids and (not sign or component_status(said) is not None)
    return f"{key}{sign}{said}" if fits else None


def _answer(question: str, **options: Any) -> str:
    """What a person types; asked again where the terminal sends something else than UTF-8."""
    while True:
        try:
            return str(click.prompt(question, **options))
        except UnicodeDecodeError as error:
            click.echo(f"Not UTF-8 ({error.reason}): set your terminal to UTF-8, or type it otherwise.")


def _list(question: str, choices: Sequence[tuple[str, str]]) -> None:
    click.echo(question)
    width = max((len(key) for key, _ in choices), default=0)
    for number, (key, words) in enumerate(choices, 1):
        click.echo(f"  {number:>2}  {key:<{width}}  {words}".rstrip())


def optional_line(question: str) -> str:
    """One line of text, or nothing."""
    return _answer(question, default="", show_default=False).strip()


def _standard_input() -> bytes:
    """All of standard input; nothing where there is none."""
    if sys.stdin is None:
        return b""
    buffer = getattr(sys.stdin, "buffer", None)
    return bytes(buffer.read()) if buffer is not None else bytes_of(sys.stdin.read())


def _edit(path: Path) -> None:
    """Wait until the author has closed it. Raises CouldNotPostError; the file stays."""
    command = [*shlex.split(_editor(path.parent), posix=os.name != "nt"), str(path)]
    try:
        done = subprocess.run(command, check=False)  # noqa: S603
    except OSError as error:
        raise CouldNotPostError(
            f"the editor “{command[0]}” cannot be started: {error.strerror}; set EDITOR"
        ) from error
    if done.returncode:
        raise CouldNotPostError(f"the editor “{command[0]}” ended with code {done.returncode}")


def _editor(folder: Path) -> str:
    """What the author uses elsewhere: VISUAL, EDITOR, then git's own choice."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen:
        return chosen
    try:
        return reading(folder).text("var", "GIT_EDITOR")
    except GitError:
        return "notepad" if sys.platform == "win32" else "vi"
