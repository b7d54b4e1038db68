"""What an author writes for engineers: folded on the page, open in feeds, left out wherever few words are read.

One form: a heading with one of these names. It holds up to the next heading of its level or above.
"""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

TOP_HEADING = 3
"""A text's own top heading: a page uses h1 and h2 itself."""

TECHNICAL = frozenset(
    {"technical details", "technical detail", "technische details", "technische einzelheiten", "تفاصيل تقنية"}
)
"""Headings under which text is folded, for most readers need not know. In the languages that we ship."""


def folded(tokens: Sequence[Token]) -> Iterator[Token]:
    """What stands under a heading for engineers goes into a fold, up to the next heading of its level or above."""
    level = ""
    for index, token in enumerate(tokens):
        if level and token.type == "heading_open" and not token.level and token.tag <= level:
            level = ""
            yield Token("details_close", "details", -1)
        inside = tokens[index + 1].content if token.type == "heading_open" and not token.level else ""
        if inside.strip().rstrip(":").casefold() in TECHNICAL:
            level = token.tag
            yield Token("details_open", "details", 1)
            token.type, token.tag = "summary_open", "summary"
        elif token.type == "heading_close" and tokens[index - 2].type == "summary_open":
            token.type, token.tag = "summary_close", "summary"
        yield token
    if level:
        yield Token("details_close", "details", -1)


def unfolded(tokens: Sequence[Token]) -> Iterator[Token]:
    """A fold's summary becomes a heading again, its frame goes."""
    for token in tokens:
        if token.tag == "summary":
            kind = "heading_open" if token.nesting > 0 else "heading_close"
            yield Token(kind, f"h{TOP_HEADING}", token.nesting, block=True)
        elif token.tag != "details":
            yield token


def outside_folds(tokens: Sequence[Token]) -> Iterator[Token]:
    """The rest of a text whose technical details are folded."""
    is_inside = False
    for token in tokens:
        if token.tag == "details":
            is_inside = token.nesting > 0
        elif not is_inside:
            yield token
