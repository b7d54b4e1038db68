"""Names within a line of the other direction: apart, “Notepad++” stays as it is; bare, Arabic shows “++Notepad”.

In plain text two characters do it that nobody sees (Unicode's FSI and PDI), in HTML `<bdi>`, which is made of them.
"""

import re
import unicodedata

from markupsafe import Markup, escape

FIRST, LAST = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_PAIR = re.compile(f"{FIRST}([^{FIRST}{LAST}]*){LAST}")
_RIGHT = ("R", "AL")


def isolated(name: str, direction: str) -> str:
    """A name as it stands in a line of this direction (`ltr`, `rtl`): itself where nothing in it could be moved.

    That is so where its letters go in the line's direction; from right to left its ends must be letters, too. What has
    such names in it is a sentence of ours, which goes as the line does.
    """
    if FIRST in name:
        return name
    ways = [unicodedata.bidirectional(one) for one in name]
    if direction == "rtl":
        apart = bool(ways) and not (ways[0] in _RIGHT and ways[-1] in _RIGHT)
    else:
        apart = any(way in _RIGHT for way in ways)
    return f"{FIRST}{name}{LAST}" if apart else name


def as_html(text: str) -> Markup:
    """Text with such names, for a template that writes it between tags."""
    said = escape(text)
    if FIRST not in said:
        return said
    return Markup(_PAIR.sub(r"<bdi>\1</bdi>", str(said)))  # noqa: S704 (escaped above)
