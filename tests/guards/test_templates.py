"""Templates can be read: lines end in sight, and no element hides in a condition on one line."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "overrides"
TEMPLATES = sorted(path for kind in ("html", "js", "svg") for path in FOLDER.rglob(f"*.{kind}"))
LONGEST = 140
HIDDEN = re.compile(r"{%-? (?:el)?if\b[^%]*%}(?:(?!{%-? (?:if|endif)).)*<\w.*{%-? (?:else|elif|endif)\b")


def _too_long(line: str) -> bool:
    return len(line) > LONGEST


def _hides_element(line: str) -> bool:
    return HIDDEN.search(line) is not None


def _lines(is_wrong: Callable[[str], bool]) -> Iterator[str]:
    for path in TEMPLATES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if is_wrong(line):
                yield f"{path.relative_to(FOLDER)}:{number}"


@pytest.mark.parametrize("is_wrong", [_too_long, _hides_element])
def test_templates_can_be_read(is_wrong: Callable[[str], bool]) -> None:
    assert len(TEMPLATES) > 20
    assert list(_lines(is_wrong)) == []


def test_what_counts_as_hidden() -> None:
    assert _hides_element('<a>{% if logo %}<img src="{{ logo }}">{% endif %}</a>')
    assert _hides_element("{%- if one %}{{ one }}{% else %}<i>none</i>{% endif %}")
    assert not _hides_element('<p{% if hint %} class="hint"{% endif %}>{% if one %}{{ one }}{% endif %}</p>')
