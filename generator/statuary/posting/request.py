"""What somebody wants to post, before anything was read or asked; and what a program is told of it: `--result FILE`.

What people are shown quotes authors, so nothing is decided by it.
"""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from statuary.model import Impact, Stage
from statuary.posting import OptionsError
from statuary.posting.draft import Draft
from statuary.render.wording.instants import iso


@dataclass(frozen=True, kw_only=True)
class PostingRequest:
    """What was said, for every command; what it has no option for, or was not said, stays empty.

    Times are texts, for their zone may be one of the page's. `incident` is an id or a part of one, `result` a file
    relative to the repository.
    """

    title: str | None = None
    incident: str | None = None
    stage: Stage | None = None
    message: tuple[str, ...] = ()
    template: str | None = None
    edit: bool = False
    component: tuple[str, ...] = ()
    impact: Impact | None = None
    next_update: str | None = None
    who: str | None = None
    workaround: str | None = None
    estimate: str | None = None
    since: str | None = None
    data: str | None = None
    to_do: str | None = None
    approved_by: str | None = None
    started: str | None = None
    ended: str | None = None
    visible_from: str | None = None
    visible_until: str | None = None
    starts: str | None = None
    ends: str | None = None
    auto_complete: bool = False
    publish: bool = False
    pr: bool = False
    no_wait: bool = False
    dry_run: bool = False
    yes: bool = False
    result: Path | None = None
    now: datetime | None = None


def as_options(request: PostingRequest) -> list[str]:
    """What was said, as options of an `update` that says it again; without its incident and stage."""
    found: list[str] = []
    for field in fields(request):
        value, option = getattr(request, field.name), f"--{field.name.replace('_', '-')}"
        if field.name in ("incident", "stage"):
            continue
        if value is True:
            found.append(option)
        elif value:
            values = value if isinstance(value, tuple) else (value,)
            found += [part for one in values for part in (option, _as_argument(one))]
    return found


def _as_argument(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


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
        "approved_by": draft.approved_by or None,
        "commit": commit,
        "branch": branch,
        "pull_request": pull_request,
        "live": live,
    }
    file.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
