"""No build of any kind reads outside the repository, wherever a link or a path of the configuration leads."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from support.command import run
from support.examples import some
from support.git import git
from support.repository import CONFIG, INCIDENT, MakeRepository, write
from support.without import run_without

SECRET = "tr0ub4dor-outside"
NAMED = CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n  language: de\n")
PAGES = """\
nav:
  - About: about.md
  - Help: help.md
extra_css: [extra.css]
markdown_extensions:
  - pymdownx.snippets
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
      options: {custom_icons: [overrides/.icons]}
"""
TEMPLATE = "{{% include '{}' ignore missing %}}"
Change = Callable[[Path, Path], None]
"""Puts a way out into the repository, the first path, to what lies at the second."""


def _link(name: str, to: str) -> Change:
    def change(root: Path, outside: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            path.rename(path.with_name("was-here"))
        path.unlink(missing_ok=True)
        path.symlink_to(os.path.relpath(outside / to, path.parent) if "/" in name else outside / to)

    return change


def _setting(old: str, new: str) -> Change:
    def change(root: Path, outside: Path) -> None:
        text = (root / "mkdocs.yml").read_text()
        assert old in text
        (root / "mkdocs.yml").write_text(text.replace(old, new.format(outside=outside)))

    return change


WAYS = {
    "picture": _link("incidents/logo.png", "secret.txt"),
    "text": _link("incidents/notes.txt", "secret.txt"),
    "folder": _link("incidents/more", "folder"),
    "folder-deep": _link("incidents/2026/more", "folder"),
    "hidden": _link("incidents/.well-known", "folder"),
    "incident": _link("incidents/2026-11-22-search.md", "incident.md"),
    "page": _link("incidents/about.md", "secret.txt"),
    "read-me": _link("incidents/README.md", "secret.txt"),
    "components": _link("components.yaml", "components.yaml"),
    "configuration": _link("mkdocs.yml", "mkdocs.yml"),
    "logo": _link("overrides/logo.svg", "secret.svg"),
    "logo-path": _setting("logo: overrides/logo.svg", "logo: {outside}/secret.svg"),
    "logo-above": _setting("logo: overrides/logo.svg", "logo: ../outside/secret.svg"),
    "template": _link("overrides/statuary/brand.html", "secret.txt"),
    "link-picture": _link("overrides/statuary/pictures/favicon.ico", "secret.txt"),
    "included": _link("overrides/included.html", "secret.txt"),
    "included-folder": _link("overrides/linked", "folder"),
    "templates-folder": _link("overrides/statuary", "templates/statuary"),
    "templates": _link("overrides", "templates"),
    "templates-path": _setting("custom_dir: overrides", "custom_dir: {outside}/templates"),
    "templates-above": _setting("custom_dir: overrides", "custom_dir: ../outside/templates"),
    "asset": _link("overrides/style.css", "secret.txt"),
    "icon": _link("overrides/.icons/secret.svg", "secret.svg"),
    "catalogue": _link("overrides/statuary/languages/de.po", "de.po"),
    "language-path": _setting("language: de", "language: ../../../../outside/de"),
    "messages": _link(".github/messages", "messages"),
    "message": _link(".github/messages/incident-update.md", "messages/incident-update.md"),
    "messages-language": _link(".github/messages/en", "messages"),
    "stray": _link("2026-11-22-stray.md", "incident.md"),
    "snippet": _link("snippet.txt", "secret.txt"),
    "snippet-folder": _link("parts/linked", "folder"),
    "incidents": _link("incidents", "incidents"),
    "docs-path": _setting("docs_dir: incidents", "docs_dir: {outside}/incidents"),
    "docs-above": _setting("docs_dir: incidents", "docs_dir: ../outside/incidents"),
    "docs-roundabout": _setting("docs_dir: incidents", "docs_dir: incidents/../../outside/incidents"),
    "nav-above": _setting("about.md", "../../outside/about.md"),
    "nav-path": _setting("about.md", "{outside}/about.md"),
    "inherit": _setting("site_name: Example status\n", "INHERIT: ../outside/mkdocs.yml\n"),
    "key": lambda root, _: (root / "incidents/logo.png").symlink_to("../.git/config"),
    "key-template": lambda root, _: (root / "overrides/included.html").symlink_to("../.git/config"),
    "key-docs": _setting("docs_dir: incidents", "docs_dir: .git"),
}  # fmt: skip


NO_INCIDENTS = frozenset(
    {"configuration", "incidents", "docs-path", "docs-above", "docs-roundabout", "key-docs"}
)
"""Where nobody can say what the incidents are: the page stays as it was."""


@pytest.fixture
def root(repository: MakeRepository, tmp_path: Path) -> Path:
    """A repository that uses everything, with a secret beside it and in `.git`."""
    snippets = ("snippet.txt", "parts/linked/secret.txt", "incidents/notes.txt")
    about = "# About\n\n" + "".join(f'--8<-- "{one}"\n' for one in snippets) + "\n:secret:\n"
    home = "".join(TEMPLATE.format(name) for name in ("included.html", "linked/secret.html", "../secret.txt"))
    config = NAMED.replace("  - statuary:\n", "  - search\n  - statuary:\n      logo: overrides/logo.svg\n")
    root = repository(
        {"2026-11-22-cards.md": INCIDENT, "about.md": about, "help.md": "# Help\n"}, config=config + PAGES
    )
    write(root / "overrides/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    write(
        root / "overrides/main.html",
        "{% extends 'base.html' %}{% block content %}{{ super() }}" + home + "{% endblock %}",
    )
    write(root / "overrides/statuary/brand.html", home)
    write(
        root / "overrides/statuary/extra.html",
        "{% extends 'statuary/base.html' %}{% block main %}{{ view.content }}" + home + "{% endblock %}",
    )
    write(root / ".github/messages/incident-update.md", "Nothing new.\n")
    write(root / ".git/config", f"[extra]\n\tkey = {SECRET}\n")
    outside = tmp_path / "outside"
    for name in ("secret.txt", "folder/secret.txt", "folder/secret.html", "folder/secret.png", "secret.md"):
        write(outside / name, f"{SECRET}\n")
    write(outside / "about.md", f"# {SECRET}\n")
    write(outside / "secret.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><title>{SECRET}</title></svg>")
    write(outside / "incident.md", INCIDENT.replace("Some card payments", SECRET))
    write(outside / "incidents/2026-11-22-other.md", INCIDENT.replace("Some card payments", SECRET))
    write(outside / "components.yaml", f"groups:\n  - name: {SECRET}\n    components: [{SECRET}\n")
    write(outside / "mkdocs.yml", config.replace("Example status", SECRET))
    write(outside / "templates/statuary/brand.html", SECRET)
    write(outside / "templates/main.html", SECRET)
    write(outside / "de.po", f'msgid "Investigating"\nmsgstr "{SECRET}"\n{SECRET}\n')
    write(outside / "messages/incident-update.md", f"{SECRET}\n")
    return root


def _holds_secret(folder: Path) -> list[str]:
    """Files with the secret's text, or links, which others may follow."""
    found = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
    return [str(one) for one in found if one.is_symlink() or SECRET in one.read_bytes().decode("latin-1")]


def refused(root: Path, *arguments: str) -> str:
    result = run(root, *arguments)
    assert result.exit_code == 1, result.output
    return result.output


def _strict(root: Path) -> str:
    return refused(root, "build")


def _tolerant(root: Path) -> str:
    return refused(root, "build", "--tolerant")


def _mkdocs(root: Path) -> str:
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def _alone(root: Path) -> str:
    command = ("statuary", "-C", str(root), "build", "--tolerant")
    done = run_without({"mkdocs", "properdocs"}, root.parent / "hidden", *command)
    return done.stdout + done.stderr


def _served(root: Path) -> str:
    """What `serve` builds in its own folder, beside which we look for nothing else."""
    config: Any = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
    return (root / "site/index.html").read_text()


def test_without_a_way_out_everything_is_published(root: Path) -> None:
    result = run(root, "build")

    assert result.exit_code == 0, result.output
    assert (root / "site/about/index.html").exists()


@pytest.mark.parametrize("way", some(WAYS, 10))
def test_it_stays_outside(root: Path, tmp_path: Path, way: str) -> None:
    WAYS[way](root, tmp_path / "outside")

    said = _tolerant(root)

    assert SECRET not in said
    assert _holds_secret(root / "site") == []
    assert way in NO_INCIDENTS or "Some card payments fail" in (root / "site/index.html").read_text()


@pytest.mark.parametrize("look", ["frame", "theme"])
@pytest.mark.parametrize("door", some([_tolerant, _strict, _mkdocs, _served, _alone], 5))
def test_all_ways_at_once_in_a_git_repository(
    root: Path, tmp_path: Path, door: Callable[[Path], str], look: str
) -> None:
    _setting("      logo:", f"      extra_pages: {look}\n      logo:")(root, tmp_path)
    for way in WAYS:
        if way not in NO_INCIDENTS and not way.startswith("templates") and "-above" not in way:
            with contextlib.suppress(FileExistsError, AssertionError):
                WAYS[way](root, tmp_path / "outside")
    git(root, "init", "--quiet")
    git(root, "add", "--all", "--force")

    said = door(root)

    assert SECRET not in said
    assert _holds_secret(root / "site") == []


def test_a_link_that_lies_in_the_site_is_not_kept(repository: MakeRepository, tmp_path: Path) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    write(tmp_path / "outside/secret.txt", SECRET)
    write(root / "site/_build.json", "{}")
    write(root / "site/.well-known/kept.txt", "kept")
    (root / "site/.leak").symlink_to(tmp_path / "outside/secret.txt")
    (root / "site/.well-known/leak").symlink_to(tmp_path / "outside/secret.txt")
    os.mkfifo(root / "site/.well-known/pipe")

    assert run(root, "build").exit_code == 0

    assert (root / "site/.well-known/kept.txt").exists()
    assert _holds_secret(root / "site") == []
