"""What people paste from chats, wikis and other generators: it is no Markdown, so readers would see it as it stands."""

import re
from collections.abc import Iterator

from statuary.model import Update
from statuary.rules.case import Case
from statuary.rules.rule import Example, Family, Finds, Found, Scope, rule

_CODE = re.compile(r"^ {0,3}(?P<fence>`{3,}+|~{3,}+).*?^ {0,3}(?P=fence)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
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
_SHOWN = 40


def pasted(update: Update) -> Iterator[tuple[str, str]]:
    """Each thing of the kind that an update holds, as it stands there, with what to write in its place."""
    texts = (update.text, update.who, update.workaround, update.estimate)
    text = _CODE.sub("", "\n\n".join(one for one in texts if one))
    seen = set()
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
