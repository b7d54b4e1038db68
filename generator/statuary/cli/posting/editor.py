"""A text in the author's own editor. The file stays until the update is safe, so that a crash costs nothing."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from statuary.cli.posting.typed import CUT, text_of
from statuary.posting.errors import CouldNotPostError
from statuary.source.git import GitError, git


def edit(path: Path, text: str, beside: str) -> str:
    """Write the text to `path`, open the editor on it, and return what the author made of it.

    `beside` is shown below the text. Raises CouldNotPostError when the editor cannot be used,
    UnreadableTextError for what it saved in another encoding; the file stays.
    """
    notes = "\n".join(f"# {line}".rstrip() for line in beside.splitlines())
    path.write_text(f"{text}\n\n{CUT}\n{notes}\n", encoding="utf-8")
    command = [*shlex.split(_editor(path.parent), posix=os.name != "nt"), str(path)]
    try:
        done = subprocess.run(command, check=False)  # noqa: S603
    except OSError as error:
        raise CouldNotPostError(
            f"the editor “{command[0]}” cannot be started: {error.strerror}; set EDITOR"
        ) from error
    if done.returncode:
        raise CouldNotPostError(f"the editor “{command[0]}” ended with code {done.returncode}")
    return text_of(path.read_bytes(), str(path)).strip("\n").rstrip()


def _editor(folder: Path) -> str:
    """What the author uses elsewhere: VISUAL, EDITOR, then git's own choice."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen:
        return chosen
    try:
        return git(folder, "var", "GIT_EDITOR").strip()
    except GitError:
        return "notepad" if sys.platform == "win32" else "vi"
