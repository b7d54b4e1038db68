"""What must not be on a page: names of machines and people, and what a template left over. These block."""

import re
from functools import cache

from statuary.rules.case import Case
from statuary.rules.lexicon import prose
from statuary.rules.rule import Family, Finds, Force, Found, Scope, rule

_INSIDE = re.compile(r"\.(?:in|co|la|sv|cl|lo)|-(?:\d|[a-f0-9]{8})|:aws")
"""What every such name has; most texts have none of it."""
_HOST = re.compile(
    r"(?<![\w.@-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,8}(?:internal|corp|lan|intranet|svc|cluster\.local|local)(?![\w-]|\.\w)"
    r"|\bip-(?:\d{1,3}-){3}\d{1,3}\b"
    r"|\b[a-z][a-z0-9-]{2,40}-(?=[a-f]*\d)(?=\d*[a-f])[a-f0-9]{8,10}-(?=[a-z]*\d)[a-z0-9]{5}\b"
    r"|\barn:aws[\w-]*:[a-z0-9-]+:[a-z0-9-]*:\d{12}:\S+"
)
_HINT = "say what it does for them, such as “sending emails”"


@rule(
    "internal-name",
    Family.LEAK,
    Scope.UPDATE,
    force=Force.BLOCKS,
    sources="PagerDuty liaison training",
    rare=True,
    says="A name stands in the words that only insiders know: a machine, or one of `words.secret`.",
    good=("Debugger alerts arrive late.", "The region eu-west-1 is slow.", "The release 2.4.1-rc1 fails."),
    bad=("ledger-worker-7f9c5d8b6-x2x1z has no connection.", "db-3.prod.internal does not answer."),
)
def internal_name(case: Case) -> Finds:
    """Code names have no shape: only the owner's list finds them."""
    secret = _secret_words(case.frame.settings.words.secret)
    inside, hidden = _INSIDE.search(case.all_text), secret and secret.search(case.all_text)
    if hidden and not any(secret.search(text) for _, text in case.lines if secret):  # over the end of a line
        yield Found(case.line, "one of your secret words, which customers do not know", _HINT)
    for line, text in case.lines if inside or hidden else ():
        word = secret.search(text) if secret else None
        found = word or _HOST.search(text)
        if found and f"({found.group()}" not in text:
            what = "one of your secret words" if word else "the name of a machine"
            yield Found(line, f"{what}, which customers do not know", _HINT)


@cache
def _secret_words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Also in parts of a name (`MARMOT_DB`), and however the spaces between two words are written."""
    named = (
        re.split(r"[\s_-]+", word.strip()) for word in sorted(words, key=len, reverse=True) if word.strip()
    )
    listed = "|".join(r"[\s_-]+".join(map(re.escape, parts)) for parts in named)
    return re.compile(rf"(?<![^\W_])(?:{listed})(?:e?s)?(?![^\W_])", re.IGNORECASE) if listed else None


_EMAIL = re.compile(
    r"(?<![\w.+-])([\w.+-]{1,64})@((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?![\w-])", re.IGNORECASE
)
_ROLES = re.compile(
    r"(?:\w+[.+-]){0,3}(?:support|help\w*|status|security|abuse|billing|no-?reply|info|contact|hello|sales|privacy|press|service|team|"
    r"legal|postmaster|incidents?|feedback|accounts?|customer\w*|hilfe|kontakt|kundendienst|datenschutz)(?:[.+-].*)?",
    re.IGNORECASE,
)


@rule(
    "personal-address",
    Family.LEAK,
    Scope.UPDATE,
    force=Force.BLOCKS,
    sources="Statuary",
    rare=True,
    says="The email address of a person at the owner's own domain stands in the words.",
    good=(
        "Write to support@example.com.",
        "Write to it.support@example.com.",
        "Write to jane.doe@another.example.",
    ),
    bad=("Write to jane.doe@example.com.",),
)
def personal_address(case: Case) -> Finds:
    """Addresses at other domains pass: all that were ever seen were right to be there."""
    settings = case.frame.settings
    known = " ".join(contact.url for contact in (*settings.contacts, *settings.links)).lower()
    for line, text in case.lines if "@" in case.all_text else ():
        for match in _EMAIL.finditer(text):
            own = _domain(settings.url) in (match[2].lower(), _parent(match[2].lower()))
            if own and not _ROLES.fullmatch(match[1]) and match.group().lower() not in known:
                use = settings.contacts[0].url if settings.contacts else "support@…"
                yield Found(line, "this looks like the address of a person", f"use {use} instead")


def _domain(url: str) -> str:
    host = re.sub(r"^[a-z]+://|[:/].*$", "", url.lower())
    return _parent(host) if host.count(".") > 1 else host


def _parent(host: str) -> str:
    return host.partition(".")[2]


LEFT_OVER = re.compile(
    r"(?<!\$)\{\{[^{}\n]{0,80}\}\}|\{(?:components|title|who|workaround|estimate|next_update|started|ended|duration|starts|ends|support)\}"
    r"|\b(?:TODO|TBD|FIXME|XX:XX|lorem ipsum)\b|(?<!\w)\?\?:\?\?"
)
_SHORT = 40
_PARTS = ("[", "<", "{", "??", "TODO", "TBD", "FIXME", "XX", "ipsum")
"""One of these has every left-over, but a text that is only a test; most texts have none."""
ONLY_TEST = re.compile(
    r"\W*(?:test(?:ing|s)?(?: (?:test|update|incident|\d+))*|asdf\w*|foo(?: ?bar)?|xxx+)\W*", re.IGNORECASE
)


@rule(
    "placeholder",
    Family.STRUCTURE,
    Scope.UPDATE,
    force=Force.BLOCKS,
    early=True,
    sources="Statuary",
    rare=True,
    says="Something of a template was not filled in, or the text is only a test.",
    good=(
        "The next update comes in 30 minutes.",
        "See [time](https://time.example/) for the clock.",
        "The test run of your builds fails.",
    ),
    bad=("We post another update in [X minutes].", "We know of a problem with {components}.", "test"),
)
def placeholder(case: Case) -> Finds:
    """Only in prose: commands in code have such words."""
    for number, text in case.texts:
        plain = prose(text) if len(text) < _SHORT or any(part in text for part in _PARTS) else ""
        found = (
            LEFT_OVER.search(plain)
            or case.frame.lexicon.search_free("placeholder", plain)
            or ONLY_TEST.fullmatch(plain)
        )
        if found:
            left = plain[found.start() : found.end()]
            line = number + text.count("\n", 0, max(text.find(left), 0))
            message = f"“{left.strip()[:40]}” was left from a template or a trial"
            yield Found(line, message, "write what belongs there, or delete it")
