"""What the reader refuses and the writer escapes, as data for the composer's script, which writes in a browser.

The patterns are those of the modules that use them here, said in JavaScript's way, so that the two cannot differ.

`/post/`: the composer for authors, and the small script that keeps a copy of it for when there is no network.
"""

import json
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import jinja2
from markupsafe import Markup

from statuary.model import Impact, Stage
from statuary.render.composer.composer_page import Rules, compose_view
from statuary.render.environment import TEMPLATES
from statuary.render.folder import Output
from statuary.render.frame import Frame, page
from statuary.source import (
    attributes,
    body,
    encoding,
    escape,
    lookalikes,
    markup,
    update_lines,
    vocabulary,
    write,
)

_SPACES = r"\t\n\v\f\r \x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What Python takes for white space; JavaScript's idea of it is a little wider."""
_WORD = r"\p{L}\p{N}_"
_CLASSES = {"s": _SPACES, "w": _WORD, "d": r"\p{Nd}"}
_PIECE = re.compile(r"\[\^\\W_\]|\\.|\(\?P<|\(\?P[=>]|\[\^?|.", re.DOTALL)
_KEPT = frozenset("^$\\.*+?()[]{}|/tnrfvux0123456789")
"""What may follow a backslash in both languages, with the same meaning."""


def grammar() -> dict[str, Any]:
    """Patterns as {name: [source, flags]}, words and limits; ready for JSON."""
    return {
        "patterns": {
            **_patterns(markup, lookalikes, update_lines, encoding, escape, write),
            "ZONE": javascript(re.compile(lookalikes._ZONE)),
            "SPACE": [f"[{_SPACES}]+", "u"],
        },
        "longestLine": lookalikes._LONGEST,
        "longestId": vocabulary.LONGEST,
        "lookedAt": update_lines._LOOKED_AT,
        "sureKeys": sorted(attributes._SURE),
        "statusWords": sorted(vocabulary.status_words()),
        "impacts": list(Impact),
        "stages": {stage: stage.label for stage in Stage},
        "slug": javascript(vocabulary.SLUG),
        "mostText": body.MAX_UPDATE,
        "mostPostmortem": body.MAX_POSTMORTEM,
    }


def _patterns(*modules: ModuleType) -> dict[str, list[str]]:
    """All that the modules have; raises ValueError where one name is two patterns."""
    found: dict[str, list[str]] = {}
    for name, value in (pair for module in modules for pair in vars(module).items()):
        if isinstance(value, re.Pattern):
            said = javascript(value)
            if found.setdefault(name.strip("_"), said) != said:
                raise ValueError(f"{name} is two patterns")
    return found


def javascript(pattern: re.Pattern[str]) -> list[str]:
    """Source and flags of an equal `RegExp`, for a text without a line end at its end.

    Raises ValueError for what is not known to mean the same there.
    """
    in_class = False
    found: list[str] = []
    for piece in _PIECE.findall(pattern.pattern):
        found.append(_said(piece, in_class))
        in_class = piece != "]" if in_class else piece in ("[", "[^")
    return ["".join(found), "iu" if pattern.flags & re.IGNORECASE else "u"]


def _said(piece: str, in_class: bool) -> str:
    if piece == r"[^\W_]":
        return r"[\p{L}\p{N}]"
    if piece == "(?P<":
        return "(?<"
    if piece.startswith("(?P"):
        raise ValueError(f"{piece} is not known in JavaScript")
    if piece == "." and not in_class:
        return r"[^\n]"
    if piece[0] == "\\":
        return _escape(piece[1], in_class)
    if piece in ("[", "[^") and in_class:
        return piece.replace("[", r"\[")
    return "".join(one if " " <= one <= "~" else f"\\u{{{ord(one):x}}}" for one in piece)


def _escape(letter: str, in_class: bool) -> str:
    if letter in _CLASSES:
        return _CLASSES[letter] if in_class else f"[{_CLASSES[letter]}]"
    if letter == "S" and not in_class:
        return f"[^{_SPACES}]"
    if letter == "b" and not in_class:
        return rf"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
    if letter in _KEPT or (in_class and letter == "-"):
        return f"\\{letter}"
    if letter.isalnum():
        raise ValueError(f"\\{letter} is not known in JavaScript")
    return letter if letter.isascii() else f"\\u{{{ord(letter):x}}}"


def render_composer(frame: Frame, env: jinja2.Environment, rules: Rules) -> Iterator[Output]:
    """No page links to it, and the sitemap leaves it out: it is for those who know of it."""
    view = compose_view(frame, rules)
    words = frame.language.gettext("For the people who write this page.")
    head = page(frame, "post/index.html", frame.language.gettext("Post an update"), words, clock=False)
    template = env.get_template(f"{TEMPLATES}/post.html")
    yield Output(
        head.path, template.render(page=head, frame=frame, view=view, data=_in_script(view.data)).encode()
    )
    yield Output("post/worker.js", env.get_template(f"{TEMPLATES}/post-worker.js").render().encode())


def _in_script(data: object) -> Markup:
    """JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 (what is not a letter of JSON's own is within its strings)
