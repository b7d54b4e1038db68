"""All forms of a message, one below the other with their lengths, for whoever wants to see them before they are sent.

Our own words are English, as those of all commands.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from statuary.render.frame import Frame
from statuary.render.messages.counting import (
    graphemes,
    mastodon_length,
    sms_parts,
    sms_units,
    utf16_units,
    x_length,
)
from statuary.render.messages.message import BLUESKY, CHAT, MASTODON, Message, X, message
from statuary.status.events import Event, events, reminder
from statuary.status.types import IncidentState, Standing

_DAY = timedelta(hours=24)


def preview(item: IncidentState, frame: Frame) -> str:
    """The forms of the newest event of an incident, and of the reminder where work is planned.

    It holds what an author wrote: print it through the guard of standard output, or quote it.
    """
    if item.newest.silent:
        return "The newest update is silent: nobody is sent it."
    return "\n".join(all_forms(message(item, event, frame)) for event in shown_events(item))


def all_forms(made: Message) -> str:
    """Each form with its length."""
    return "\n".join(_lines(made))


def shown_events(item: IncidentState) -> Sequence[Event]:
    """What subscribers hear next, or heard last; nothing of an incident that is silent from end to end."""
    near = reminder(item, _DAY) if item.standing is Standing.PLANNED else None
    return [*events(item)[-1:], *([near] if near else [])]


def _lines(made: Message) -> Iterator[str]:
    parts = sms_parts(made.sms)
    sms = f"{sms_units(made.sms)} units, {parts} {'part' if parts == 1 else 'parts'}"
    for name, length, text in (
        ("SMS", sms, made.sms),
        ("X", f"{x_length(made.short280)} of {X}", made.short280),
        ("Bluesky", f"{graphemes(made.short300)} of {BLUESKY}", made.short300),
        ("Mastodon", f"{mastodon_length(made.short500)} of {MASTODON}", made.short500),
        ("Chat", f"{utf16_units(made.chat)} of {CHAT}", made.chat),
        ("Email", made.mail.subject, made.mail.plain),
    ):
        yield from (f"{name} ({length})" if name != "Email" else f"{name}: {length}", "", text.strip(), "")
