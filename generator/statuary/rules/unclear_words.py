"""Rules about words and forms that puzzle readers: times, days, dates, links, and markup of other programs.

People paste from chats, wikis and other generators: that is no Markdown, so readers would see it as it stands.
"""

import re
from collections.abc import Iterator

from statuary.model import Update
from statuary.rules.case import Case
from statuary.rules.lexicon import without_code
from statuary.rules.rule import Example, Family, Finds, Found, Scope, rule

_TAG = re.compile(
    r"</?(?P<tag>a|abbr|b|big|br|center|code|del|details|div|em|font|h[1-6]|hr|i|img|kbd|li|mark|ol|p|pre|s|small"
    r"|span|strike|strong|sub|summary|sup|table|td|th|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_INSTEAD = {
    "a": "a link: [words](https://…)",
    "br": "an empty line",
    "p": "an empty line",
    "b": "**words**",
    "strong": "**words**",
    "i": "*words*",
    "em": "*words*",
    "li": "a line that begins with “- ”",
    "ul": "lines that begin with “- ”",
    "ol": "lines that begin with “1. ”",
    "code": "`words`",
    "pre": "three ` on a line before and after",
    "img": "a link to the picture: [what it shows](https://…)",
    "hr": "an empty line",
}
_FORMS = (
    (re.compile(r"<(?:https?://|mailto:)[^|<>\s]+\|[^<>\n]+>"), "a link: [words](https://…)"),
    (re.compile(r"^(?:!!!|\?\?\?\+?)[ \t]+\w+.*$", re.MULTILINE), "**Note:** and the words, not indented"),
    (re.compile(r"^:::[ \t]*\w+.*$", re.MULTILINE), "**Note:** and the words"),
    (re.compile(r"\{\{[^{}]{1,200}\}\}|\{%[^{}]{1,200}%\}"), "what it stands for"),
    (re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])"), "the sign itself, or nothing"),
    (
        re.compile(r"\[/?(?:b|i|u|url|img|quote|code|list)(?:=[^\]\n]*)?\](?!\()", re.IGNORECASE),
        "Markdown: **words**",
    ),
)
_SIGNS = re.compile(r"[<{\[]|!!!|\?\?\?|:[a-z:]")
"""One of these has all that is looked for."""
_SHOWN = 40


def pasted(update: Update) -> Iterator[tuple[str, str]]:
    """Each thing of the kind that an update holds, as it stands there, with what to write in its place."""
    texts = (update.text, update.who, update.workaround, update.estimate)
    text = "\n\n".join(one for one in texts if one)
    if not _SIGNS.search(text):
        return
    text, seen = without_code(text), set()
    for match in _TAG.finditer(text):
        tag = match["tag"].lower()
        if tag not in seen:
            seen.add(tag)
            yield match.group(), _INSTEAD.get(tag, "the words alone")
    for form, instead in _FORMS:
        if found := form.search(text):
            yield found.group()[:_SHOWN], instead


@rule(
    "markup",
    Family.STRUCTURE,
    Scope.UPDATE,
    early=True,
    by_count=True,
    sources="what 23 public cState pages and nine hosted ones hold",
    says="Something stands in the words that is no Markdown: HTML, a shortcode, a link as chats write it.",
    good=("Search is slow: [help](https://help.example.com).",),
    bad=(
        Example("Search is slow.<br>Pay later."),
        Example("Search is slow :fire:"),
        Example("See {{ time }}."),
    ),
)
def markup(case: Case) -> Finds:
    """Readers would see it as it stands."""
    for found, instead in pasted(case.update):
        yield Found(case.line, f"readers would see “{found}” as it stands here", f"write {instead}")


_ADDRESS = re.compile(
    r"\]\(|https?://|@|\bwww\.|\+\d[\d ()-]{6,}|#\w|\{support\}|\b[\w-]{1,63}\.(?:com|org|net|io|dev|de)\b"
)


@rule(
    "contact-way",
    Family.WORDS,
    Scope.UPDATE,
    needs=("contact", "contact_not"),
    sources="Nielsen Norman",
    rare=True,
    says="Readers should contact support, but the update does not say how.",
    good=(
        "If it still fails, tell us: [help centre](https://help.example.com/).",
        "Do not open a ticket for each order.",
    ),
    bad=("Please contact our support team.",),
)
def contact_way(case: Case) -> Finds:
    """An address anywhere in the update will do."""
    words = case.frame.lexicon
    for sentence, found in case.sentences_with("contact"):
        if not words.find("contact_not", sentence) and not _ADDRESS.search(case.update.text):
            contact = next(iter(case.frame.settings.contacts), None)
            way = f"[{contact.name}]({contact.url})" if contact else "[help centre](https://…)"
            yield Found(case.line, f"“{found.group()}”, but nobody says how", f"add the way: {way}")
            return


_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,40})\]\(")


@rule(
    "link-text",
    Family.STRUCTURE,
    Scope.UPDATE,
    needs=("link_text",),
    by_count=True,
    sources="WCAG 2.4.4",
    says="The words of a link do not say where it leads.",
    good=("See the [help for sign-in](https://help.example.com/).", "See here: https://help.example.com/"),
    bad=("Click [here](https://help.example.com/).",),
)
def link_text(case: Case) -> Finds:
    """Screen readers list links without the words around them."""
    for match in _LINK.finditer(case.update.text) if "](" in case.update.text else ():
        if case.frame.lexicon.is_all("link_text", match[1].strip().lower()):
            hint = "name what it leads to: [help for sign-in](…)"
            yield Found(case.line, f"“{match[1]}” does not say where the link leads", hint)
            return


_CLOCK = re.compile(r"(?<![\d:.,/T-])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:.]\d|\w)(?! ?%)")


@rule(
    "time-zone",
    Family.WORDS,
    Scope.UPDATE,
    needs=("zone",),
    sources="GOV.UK; oack",
    rare=True,
    says="A time is given without its zone.",
    good=("Search failed between 14:00 and 14:20 UTC.", "The ratio is 3:1."),
    bad=("Search has failed since 14:00.",),
)
def time_zone(case: Case) -> Finds:
    """One zone in the update is enough for all its times."""
    match = _CLOCK.search(case.words) if ":" in case.words else None
    if match and not any(case.frame.lexicon.find("zone", one) for one in (case.words, case.incident.title)):
        yield Found(
            case.line,
            f"{match.group()} where? Readers are in many zones",
            f"add the zone: {match.group()} UTC",
        )


@rule(
    "relative-day",
    Family.WORDS,
    Scope.UPDATE,
    needs=("relative_day", "ahead", "date_beside"),
    sources="GOV.UK",
    rare=True,
    says="A day that is still to come is named only relatively.",
    good=("Next news on 23 November, 15:00 UTC.", "A certificate ran out on Monday."),
    bad=("We will provide another update tomorrow.", "We expect to release it early next week."),
)
def relative_day(case: Case) -> Finds:
    """Past days pass: the page shows the update's date beside the text."""
    words = case.frame.lexicon
    for sentence, found in case.sentences_with("relative_day") if case.is_open else ():
        # A splitter may take “23.” for the end of a sentence, so the date may be anywhere.
        if words.find("ahead", sentence) and not words.find("date_beside", case.words):
            hint = "name the day and the time: 23 November, 15:00 UTC"
            yield Found(case.line, f"“{found.group()}” is another day elsewhere", hint)
            return


_SLASHED = re.compile(
    r"(?<![\w/.])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])(?P<year>/(?:20)?\d\d)?(?![\w/]|\.\d)"
)


@rule(
    "numeric-date",
    Family.WORDS,
    Scope.UPDATE,
    needs=("date_before",),
    sources="GOV.UK",
    rare=True,
    says="A date is written with slashes, which half the world reads the other way round.",
    good=("We watch until 2026-05-06.", "We watch it 24/7, on layers 3/4."),
    bad=("Orders of 05/06/2026 are missing.", "We watch until 5/6."),
)
def numeric_date(case: Case) -> Finds:
    """Without a year it could be any two numbers, so a word before it must make it a date."""
    for match in _SLASHED.finditer(case.words) if "/" in case.words else ():
        word = (case.words[: match.start()].split() or [""])[-1]
        if match["year"] or (match.group() != "24/7" and case.frame.lexicon.find("date_before", word)):
            hint = "write the month as a word, or as in 2026-05-06"
            yield Found(case.line, f"{match.group()}: which is the day?", hint)
            return
