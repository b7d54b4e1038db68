"""Nothing that people read has words that sound translated, or a second word for a thing that has one already.

Pages, feeds and texts of the example, messages, the help of commands, strings in the code and documents. The guide is
in CONTRIBUTING, “Texts”.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from statuary.cli import main
from support.site import BuiltSite

ROOT = Path(__file__).parents[2]
BARRED = re.compile(
    r"\b(?:mend(?:s|ed|ing)?|anew|(?:be|been|is|are|was|were) told|told of|at worst|last word|beforehand"
    r"|concern(?:s|ed|ing)?|trouble|whether it holds|pieces? of advice|in spite of)\b",
    re.IGNORECASE,
)
PATTERN = re.compile(r"\\[bsdwtS]|\(\?")
"""What only a regular expression has: it finds such words in what others write."""

TEXTS = (".xml", ".txt", ".md", ".ics", ".json", ".rss", ".atom", ".svg")
READ = ("title", "alt", "content", "aria-label", "placeholder")


def barred(text: str) -> list[str]:
    """The words that are barred, each with what stands around it."""
    words = " ".join(text.split())
    return [words[max(0, one.start() - 40) : one.end() + 20] for one in BARRED.finditer(words)]


def seen(html: str) -> str:
    """What people see of a page, or hear of it; and what its script says. Empty where no word could be barred."""
    if not barred(html) and not barred(re.sub(r"<[^>]*>", "", html)):
        return ""
    page = BeautifulSoup(html, "html.parser")
    named = [
        str(value)
        for tag in page.find_all(True)
        for name, value in tag.attrs.items()
        if name in READ or name.startswith("data-")
    ]
    for tag in page(["script", "style"]):
        tag.decompose()
    return "\n".join([page.get_text(" "), *named])


def literals(source: str) -> Iterator[str]:
    """Strings of more than one word that a program may say: no docstrings, no patterns."""
    if not barred(re.sub(r'"\s+f?"', "", source)):
        return
    tree = ast.parse(source)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in alone else None
        if isinstance(text, str) and " " in text.strip() and not PATTERN.search(text):
            yield text


def helps(command: click.Command, name: str = "statuary") -> Iterator[tuple[str, str]]:
    """The help of a command and of all below it."""
    with click.Context(command, info_name=name) as context:
        yield name, command.get_help(context)
        for one in command.list_commands(context) if isinstance(command, click.Group) else ():
            below = command.get_command(context, one)
            assert below is not None
            yield from helps(below, one)


def test_what_the_page_says(example_site: BuiltSite) -> None:
    site = example_site.folder
    read = {path: path.read_text("utf-8") for path in site.rglob("*") if path.suffix in TEXTS}
    read |= {path: seen(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert len(read) > 50

    assert {
        path.relative_to(site).as_posix(): found for path, text in read.items() if (found := barred(text))
    } == {}


def test_messages_of_the_page() -> None:
    with (ROOT / "overrides/statuary/languages/messages.pot").open("rb") as file:
        messages = [
            words for one in read_po(file) for words in ([one.id] if isinstance(one.id, str) else one.id)
        ]
    assert len(messages) > 300

    assert [found for words in messages for found in barred(words)] == []


def test_help_of_the_commands() -> None:
    found = {name: barred(text) for name, text in helps(main)}
    assert len(found) > 20

    assert {name: words for name, words in found.items() if words} == {}


def test_what_the_code_says() -> None:
    files = sorted((ROOT / "generator").rglob("*.py"))
    said = {
        path: [one for words in literals(path.read_text("utf-8")) for one in barred(words)] for path in files
    }
    assert len(said) > 200

    assert {path.relative_to(ROOT).as_posix(): words for path, words in said.items() if words} == {}


def test_sentences_to_paste() -> None:
    files = sorted((ROOT / "generator/statuary/rules/words").glob("*.toml"))
    pasted = [str(one) for file in files for one in tomllib.loads(file.read_text("utf-8"))["paste"].values()]

    assert pasted and [found for one in pasted for found in barred(one)] == []


def test_templates() -> None:
    """What they say besides messages: on the page of errors, for example."""
    files = sorted((ROOT / "overrides").rglob("*.html"))
    said = {path.name: seen(re.sub(r"(?s)\{#.*?#\}", "", path.read_text("utf-8"))) for path in files}

    assert said and {name: found for name, text in said.items() if (found := barred(text))} == {}


def test_documents(tracked: list[Path]) -> None:
    documents = [
        path for path in tracked if path.suffix in (".md", ".yml", ".yaml") and path.parts[0] != "tests"
    ]
    assert Path("README.md") in documents

    found = {str(path): barred((ROOT / path).read_text("utf-8")) for path in documents}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "found",
    [
        barred("Mend this first."),
        barred("How to be\ntold of it"),
        barred(seen('<p data-late="our last word"></p>')),
        barred(seen("<p>Import it <b>anew</b></p>")),
        [one for words in literals('raise E(f"whom it concerns: {x}")') for one in barred(words)],
        [one for name, words in helps(click.Command("x", help="Agree beforehand.")) for one in barred(words)],
    ],
)
def test_a_barred_word_is_found(found: list[str]) -> None:
    assert len(found) == 1


def test_other_words_are_not() -> None:
    assert barred("We recommend to amend it. Troubleshooting; amended, unmended.") == []
    assert list(literals('"""Mend it, in a docstring."""\nX = r"\\bmend it\\b"')) == []
