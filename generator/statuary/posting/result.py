"""`--result FILE`: what was done, for a program. What people are shown quotes authors, so nothing is decided by it."""

import json
from pathlib import Path

from statuary.posting import OptionsError
from statuary.posting.draft import Draft
from statuary.render.wording.instants import iso


def clear_result(file: Path | None) -> None:
    """Empty the file first: what an earlier command left there must never be taken for this one's.

    Raises OptionsError where it cannot be written, before anybody is asked for words.
    """
    if file is None:
        return
    try:
        file.write_bytes(b"")
    except OSError as error:
        raise OptionsError(f"--result {file}: {error.strerror or error}") from error


def write_result(
    file: Path | None,
    draft: Draft,
    *,
    commit: str | None = None,
    branch: str | None = None,
    pull_request: str | None = None,
    live: bool = False,
) -> None:
    """Write one JSON object. `commit` and `branch` are at the remote; `pull_request` is where it is, or is opened."""
    if file is None:
        return
    document = {
        "incident": draft.incident.id,
        "path": draft.path,
        "at": iso(draft.update.at),
        "stage": draft.update.stage,
        "approved": bool(draft.template),
        "template": draft.template or None,
        "commit": commit,
        "branch": branch,
        "pull_request": pull_request,
        "live": live,
    }
    file.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
