"""The plugin's options in `mkdocs.yml` that mean what they say: each is here alone, with its type, default and help.

Whoever makes a page has them as they were written (`settings.mirrors`). Those that have to be read first, such as
durations, are in `source/plugin_options.py`. The help is documentation, too: `python tests/guards/options.py`.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt

from statuary.model.enums import Impact, Kind

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_QUESTION = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")
_FORM = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?/[^\s<>\"]*")
_TOPIC = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?/[A-Za-z0-9_-]{1,64}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 40


class Contact(BaseModel):
    """A named address of the owner's choice, such as a way to reach support (https: or mailto:)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    url: str

    @property
    def address(self) -> str:
        """As people write it."""
        return self.url.removeprefix("mailto:")

    @property
    def named_by_address(self) -> bool:
        """Whether the name says it all, as that of `init --contact`: it need not be said twice."""
        return self.name == self.address.removeprefix("https://").rstrip("/")


class Listener(BaseModel):
    """Who gets updates: one place that messages are sent to, and which of them.

    `name` is part of what is remembered as sent, so it is permanent; where to send is a secret of the same name.
    `impact` is from which impact of an incident on; what is planned and announced has none, `kinds` chooses that.
    Without `components`, all count. `language` is the page's where it is empty. `audience` is `staff` for those who
    are reminded of what readers wait for, too. `hub` is a WebSub hub that learns when the feeds are new.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: Annotated[str, AfterValidator(lambda name: _slug(name))]
    impact: Impact = Impact.NONE
    components: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = Field(tuple(Kind), min_length=1)
    language: str = ""
    audience: Literal["readers", "staff"] = Field("readers", alias="for")
    hub: Annotated[str, AfterValidator(lambda url: _address(url) if url else "")] = ""


class Words(BaseModel):
    """What the rules about words have to know of a page.

    `audience` is None where it follows from the names of the components. `ours` are the owner's own words, which are
    no jargon; `secret` those that must never be on the page; `suppliers` names of companies that faults come from.
    `plain` maps words to plainer ones, `off` are rules that say nothing here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    audience: Literal["everyone", "developers"] | None = None
    ours: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    plain: dict[str, str] = Field(default_factory=dict)
    off: tuple[str, ...] = ()


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

DEFAULT_SILENCE: Mapping[Impact, timedelta] = MappingProxyType(
    {
        Impact.CRITICAL: timedelta(minutes=30),
        Impact.MAJOR: timedelta(minutes=60),
        Impact.MINOR: timedelta(minutes=240),
    }
)
DEFAULT_POSTMORTEM: Mapping[Impact, int] = MappingProxyType({Impact.CRITICAL: 5})


class Rhythm(BaseModel):
    """How often readers hear of an incident at the least, and when they learn why it happened.

    `silence`: how long an update without a promise holds, by impact. `postmortem`: after how many working days it is
    owed, by impact. Both change the defaults one by one; None is never. `workdays` are those of the page's zone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    silence: dict[Impact, timedelta | None] = Field(default_factory=dict)
    postmortem: dict[Impact, PositiveInt | None] = Field(default_factory=dict)
    workdays: tuple[Weekday, ...] = Field(("mon", "tue", "wed", "thu", "fri"), min_length=1)

    def silence_of(self, impact: Impact) -> timedelta | None:
        """How long nobody has to speak of an incident of this impact; None: for ever."""
        return {**DEFAULT_SILENCE, **self.silence}.get(impact)

    def postmortem_days(self, impact: Impact) -> int | None:
        """Working days until a post-mortem is owed; None: it never is."""
        return {**DEFAULT_POSTMORTEM, **self.postmortem}.get(impact)

    def is_workday(self, weekday: int) -> bool:
        """Whether people work on that day of the week; Monday is 0."""
        return get_args(Weekday)[weekday] in self.workdays


class EmailForm(BaseModel):
    """The sign-up form of the owner's mailing list: readers' browsers send it to `action`, and to no other host.

    `field` is what the list calls the address, `hidden` what else it wants to get. No form without `action`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    action: str = ""
    field: str = "email"
    hidden: dict[str, str] = Field(default_factory=dict)

    @property
    def origin(self) -> str:
        """The host that the page's policy allows."""
        return "/".join(self.action.split("/")[:3])


def _form(form: EmailForm) -> EmailForm:
    if form.action and not _FORM.fullmatch(form.action):
        raise ValueError(f"the action “{form.action}” must begin with https:// and a plain host")
    if not form.action and form != EmailForm():
        raise ValueError("it needs an action: the address to which the form is sent")
    if not form.field.strip():
        raise ValueError("the field needs a name, as your list calls it")
    return form


def _topic(url: str) -> str:
    if url and not _TOPIC.fullmatch(url):
        raise ValueError(f"“{url}” must be the address of a topic, such as https://ntfy.sh/acme-status")
    return url


def _reachable(contact: Contact) -> Contact:
    if not contact.url.startswith(("https://", "http://", "mailto:", "tel:")):
        raise ValueError(f"the address “{contact.url}” must begin with https://, mailto: or tel:")
    return contact


def _slug(name: str) -> str:
    if not _SLUG.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise ValueError(
            f"the name “{name}” must be small letters, digits and hyphens, at most {_LONGEST_NAME}"
        )
    return name


def _different(listeners: "tuple[Listener, ...]") -> "tuple[Listener, ...]":
    names = [one.name for one in listeners]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"the name “{twice}” stands there twice; each place has a name of its own")
    return listeners


def _address(url: str) -> str:
    if not _ADDRESS.fullmatch(url):
        raise ValueError(f"the address “{url}” must begin with https://")
    return url


def _feedback(url: str) -> str:
    if url and not _QUESTION.fullmatch(url):
        raise ValueError(f"the address “{url}” must begin with https:// or mailto:")
    if url and "{id}" not in url:
        raise ValueError(f"the address “{url}” must say {{id}} where the incident's id goes")
    return url


def _colour(value: str) -> str:
    if value and not _COLOUR.fullmatch(value):
        raise ValueError(f'“{value}” is no colour here: write it in quotes, as in "#6b2fb3"')
    return value


# Checked one by one, so that all that is wrong is told at once.
Contacts = tuple[Annotated[Contact, AfterValidator(_reachable)], ...]
Address = Annotated[str, AfterValidator(_address)]
Listeners = Annotated[tuple[Listener, ...], AfterValidator(_different)]
Feedback = Annotated[str, AfterValidator(_feedback)]
Form = Annotated[EmailForm, AfterValidator(_form)]
Topic = Annotated[str, AfterValidator(_topic)]
Colour = Annotated[str, AfterValidator(_colour)]


class PageOptions(BaseModel):
    """What is used as it was written; of `Settings`, the logo is a data: URI, and a colour one that can be read."""

    model_config = ConfigDict(frozen=True)

    description: str = Field(
        "", description="one sentence on what this page is about, for feeds and search engines"
    )
    contacts: Contacts = Field((), description="where people find help when this page has no answer")
    links: Contacts = Field((), description="other links at the foot of every page")
    subscribe: Contacts = Field(
        (), description="your accounts, and services that pass updates on; {feed} is the address of the feed"
    )
    email_form: Form = Field(
        EmailForm(), description="the sign-up form of your mailing list: its host alone gets it"
    )
    ntfy: Topic = Field("", description="the ntfy topic that gets your updates")
    notify: Listeners = Field(
        (), description="who gets what from `statuary notify`; names are permanent: .github/notify.md"
    )
    mirrors: tuple[Address, ...] = Field(
        (), description="the same page on other hosts, for when this one fails"
    )
    logo: str = Field("", description="beside the name; at most 4 kB, for it is in every page")
    color: Colour = Field("", description="links and what can be pressed; color_dark: the same on dark")
    color_dark: Colour = Field("", description="the colour of links and of what can be pressed, on dark")
    record: bool = Field(
        False, description="a page, /record/, on how well you keep readers informed: see `statuary report`"
    )
    feedback: Feedback = Field(
        "", description="where readers say whether a report on an incident helped, once it is over; with {id}"
    )
    extra_pages: Literal["frame", "theme"] = Field(
        "frame", description="the pages of “nav” in the full look of Material"
    )
    files: tuple[str, ...] = Field(
        (), description="files in the incidents' folder to publish though they are no picture, PDF or text"
    )
