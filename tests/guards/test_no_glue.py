"""No sentence is glued in code: another language has other colons, brackets and commas, and some have no spaces."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RENDER = ROOT / "generator/statuary/render"
TEMPLATES = ROOT / "overrides/statuary"
GLUE = re.compile(r"^(?:[:,.;] | ?[·–—] ?| \(|\) )|(?:[:,;] | [·–—] ?| \()$")
"""At an end of what stands between two values, or all of it."""
JOINED = (" ", ", ", ": ", "; ", " · ", ". ", " – ")
FOR_PROGRAMS = {
    *("metrics.py", "host_files.py", "manifest.py", "folder.py", "environment.py", "search.py"),
    *("composer_patterns.py", "composer_letters.py", "composer_rules.py", "composer_data.py"),
    *("history_feeds.py", "feed_writers.py", "update_feeds.py", "documents.py", "models.py", "api_shared.py"),
}
"""Formats, and Atlassian's own form of feeds."""
FOR_AUTHORS = {"change_summary.py", "changes.py", "catalogue_files.py", "page_languages.py", "preview.py"}
"""English, as everything that authors and their tools are told."""
BY_ITSELF = {"clock_patterns.py", "script_times.py", "incident_text.py"}
"""Patterns of CLDR, and Markdown as plain text, in no language."""
SPOKEN = sorted(
    path for path in RENDER.rglob("*.py") if path.name not in FOR_PROGRAMS | FOR_AUTHORS | BY_ITSELF
)
WORDS = re.compile(r"(?:\}\}|</\w+>) ?[:,;·(–] |[(·] ?\{\{|\}\}\)")


IN_SCRIPTS = re.compile(r"""\+ ?["'`](?: ?[:,·–] ?| ?\()["'`]|`\(\$\{|\$\{[^}]*\} ?[:·(–] ?\$\{""")


def glue(code: str) -> Iterator[int]:
    """Lines with marks between values, and with texts that are joined by such."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.JoinedStr) and (any(map(_is_glue, _between(node))) or _is_spaced(node)):
            yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            by = node.func.value
            if isinstance(by, ast.Constant) and by.value in JOINED and not _only_spaces(node.args[0]):
                yield node.lineno


def _between(node: ast.JoinedStr) -> Iterator[str]:
    """Text with a value on at least one side, and words or marks of ours in it; not the address in a link."""
    for before, part, after in zip([None, *node.values], node.values, [*node.values[1:], None], strict=False):
        if isinstance(part, ast.Constant) and before is not None and after is not None:
            yield str(part.value)


def _is_spaced(node: ast.JoinedStr) -> bool:
    """Two values with nothing but spaces between: a sentence, and no path of a picture."""
    found = [part.value for part in node.values if isinstance(part, ast.Constant)]
    return bool(found) and set(found) == {" "}


def _is_glue(text: str) -> bool:
    return GLUE.search(text) is not None


def _only_spaces(one: ast.expr) -> bool:
    """`text.split()`: the same text, each stretch of white space as one space."""
    return isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "split"


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.name)
def test_code_says_whole_messages(path: Path) -> None:
    found = [f"{path.name}:{line}" for line in glue(path.read_text(encoding="utf-8"))]

    assert found == [], "say it by a message: Language.labelled, aside, noted, beside, together, listed"


@pytest.mark.parametrize(
    "code",
    [
        'f"{label}: {value}"',
        'f"{name} ({status})"',
        'f"{one} · {other}"',
        'f"{one} {other}"',
        'f"{day}, {time}"',
        '" · ".join(parts)',
        '" ".join(sentences)',
    ],
)
def test_glue_is_found(code: str) -> None:
    assert list(glue(code)) == [1]


@pytest.mark.parametrize("code", ['f"{root}incidents/{key}/"', '" ".join(title.split())', 'f"c-{key}"'])
def test_what_is_none_is_not(code: str) -> None:
    assert list(glue(code)) == []


@pytest.mark.parametrize("name", ["live", "bars", "filter", "search", "post", "post-update", "post-preview"])
def test_scripts_place_whole_messages(name: str) -> None:
    lines = (TEMPLATES / f"{name}.js").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if IN_SCRIPTS.search(line)] == []


def test_glue_in_a_script_is_found() -> None:
    assert all(
        map(IN_SCRIPTS.search, ['fade(words.new + ": ")', "put(one, `(${ago(at)})`)", "`${name}: ${word}`"])
    )


def test_templates_place_whole_messages() -> None:
    pages = sorted(
        path for path in TEMPLATES.glob("*.html") if not re.search("problems|history-item|style", path.name)
    )
    found = [
        f"{path.name}:{number}: {line.strip()}"
        for path in pages
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if WORDS.search(line)
    ]

    assert len(pages) > 15
    assert found == []
