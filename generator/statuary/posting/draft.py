"""The text of a file as it will be. What an author wrote stays byte for byte; an update is only ever added."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from statuary.model import Incident, Update
from statuary.source.vocabulary import slug
from statuary.source.write import incident_text, update_text

_LONGEST_NAME = 60


@dataclass(frozen=True)
class Draft:
    """One update that is not posted yet, and the whole file that it makes.

    `path` is relative to the repository; `before` is the file as it was read, None for a new one. `incident` is as it
    was before, or the new one without updates. `template` names the approved words that it is made of, if it is.
    """

    path: str
    incident: Incident
    update: Update
    before: bytes | None
    content: bytes
    template: str = ""


def new_file(incident: Incident, update: Update) -> bytes:
    """The file of a new incident with its first update."""
    return incident_text(incident.model_copy(update={"updates": (update,)})).encode()


def with_update(before: bytes, incident: Incident, update: Update) -> bytes:
    """A file with one more update, in order of time: at its end, unless somebody posted later words meanwhile.

    `incident` is what `before` holds. Line ends and a byte-order mark stay as they are.
    """
    text = before.decode()
    end = "\r\n" if "\r\n" in text else "\n"
    later = next((one for one in incident.updates if one.at > update.at), None)
    lines = text.split("\n")
    head = "\n".join(lines[: later.line - 1]) + "\n" if later else text
    tail = "\n".join(lines[later.line - 1 :]) if later else ""
    block = update_text(update).replace("\n", end)
    return (_with_blank_line(head, end) + block + (end if tail else "") + tail).encode()


def _with_blank_line(text: str, end: str) -> str:
    if not text.endswith("\n"):
        text += end
    return text if text.endswith(end * 2) else text + end


def incident_id(title: str, day: datetime, taken: Container[str]) -> str:
    """`2026-11-22-card-payments-fail`: the day in UTC, as a rule that of the first heading, and words of the title.

    A title that leaves nothing (in another script) gives `2026-11-22-incident`; one that is taken gets a number.
    """
    words = slug(title)
    if len(words) > _LONGEST_NAME:
        words = words[: _LONGEST_NAME + 1].rpartition("-")[0] or words[:_LONGEST_NAME]
    name = f"{day:%Y-%m-%d}-{words or 'incident'}"
    if name not in taken:
        return name
    return next(numbered for number in range(2, 10_000) if (numbered := f"{name}-{number}") not in taken)
