"""Documentation that can fail: what the documents say about commands, links and files is true."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKDOWN = MarkdownIt("commonmark").enable("table")
NAMES = ("README.md", "CONTRIBUTING.md")
# In two halves, so that this file does not name what it forbids.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "deb.debian" + ".org")


def _documents(tracked: list[Path]) -> list[Path]:
    return [path for path in tracked if path.name in NAMES]


def _tokens(path: Path) -> Iterator[Token]:
    for token in MARKDOWN.parse(path.read_text(encoding="utf-8")):
        yield token
        yield from token.children or ()


def _links(path: Path) -> Iterator[str]:
    for token in _tokens(path):
        yield from (str(token.attrs[name]) for name in ("href", "src") if name in token.attrs)
        if token.type.startswith("html"):
            yield from re.findall(r'(?:href|src|srcset)="([^" ]+)', token.content)


def _anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives a document's headings."""
    tokens = MARKDOWN.parse(path.read_text(encoding="utf-8"))
    titles = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _is_broken(document: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    target = (document.parent / unquote(parts.path)) if parts.path else document
    if not target.exists():
        return True
    return bool(parts.fragment) and target.suffix == ".md" and parts.fragment not in _anchors(target)


def _shell_blocks(root: Path) -> list[str]:
    tokens = MARKDOWN.parse((root / "README.md").read_text(encoding="utf-8"))
    return [token.content.strip() for token in tokens if token.type == "fence" and token.info == "sh"]


def test_the_readme_begins_with_a_build_and_the_tests(root: Path) -> None:
    build, tests = _shell_blocks(root)[:2]

    assert "pip install ." in build and "statuary build" in build
    assert "[test]" in tests and "pytest" in tests


def test_shell_blocks_of_the_readme_are_one_line_each(root: Path) -> None:
    assert [block for block in _shell_blocks(root) if "\n" in block] == []


def test_every_folder_for_people_explains_itself(root: Path) -> None:
    folders = (".", "incidents", "overrides", "generator")
    documents = [f"{folder}/README.md" for folder in folders] + [".github/CONTRIBUTING.md"]

    assert [name for name in documents if not (root / name).is_file()] == []


def test_relative_links_lead_somewhere(root: Path, tracked: list[Path]) -> None:
    broken = [
        f"{path}: {link}"
        for path in _documents(tracked)
        for link in _links(root / path)
        if _is_broken(root / path, link)
    ]

    assert broken == []


def test_no_file_names_the_host_of_a_package_registry(root: Path, tracked: list[Path]) -> None:
    found = [
        f"{path}: {host}"
        for path in tracked
        for host in REGISTRIES
        if host.encode() in (root / path).read_bytes()
    ]

    assert found == []


def _commands(root: Path) -> list[str]:
    command = [sys.executable, "-m", "statuary", "--help"]
    text = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return re.findall(r"^  ([a-z]+) ", text.partition("\nPost:")[2], re.MULTILINE)


def test_every_command_is_named_in_a_readme(root: Path, tracked: list[Path]) -> None:
    readmes = [root / path for path in tracked if path.name == "README.md"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in readmes)
    commands = _commands(root)

    assert commands, "`statuary --help` lists no commands"
    assert [name for name in commands if not re.search(rf"\bstatuary {name}\b", text)] == []


@pytest.mark.parametrize("line", ["../no-such-file.md", "README.md#no-such-heading", "#no-such-heading"])
def test_a_broken_link_would_be_found(root: Path, line: str) -> None:
    assert _is_broken(root / "README.md", line)
