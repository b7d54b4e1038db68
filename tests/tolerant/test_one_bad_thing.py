"""One bad thing never stops the page: `check` names it, a strict build refuses it, a tolerant one goes without it."""

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.command import run
from support.examples import some
from support.repository import COMPONENTS, CONFIG, INCIDENT, MakeRepository, write

Change = Callable[[Path], object]
SEARCH = INCIDENT.replace("Some card payments fail", "Search is slow").replace("checkout: p", "search: p")
THEME = "theme:\n  name: material\n  font: false\n"
TEMPLATED = CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
THEMED = TEMPLATED.replace("      now:", "      extra_pages: theme\n      now:")
PAGES = CONFIG + "nav:\n  - About: about.md\n"
PNG = b"\x89PNG\r\n\x1a\n"


def file(name: str, content: str | bytes) -> Change:
    return lambda root: write(root / name, content)


def settings(config: str, **files: str | bytes) -> Change:
    def change(root: Path) -> None:
        write(root / "mkdocs.yml", config)
        for name, content in files.items():
            write(root / name.replace("__", "/").replace("_dot_", "."), content)

    return change


def alias(*paths: str) -> Change:
    listed = "".join(f"  - {path}\n" for path in paths)
    text = SEARCH.replace("impact: major\n", f"impact: major\naliases:\n{listed}")
    return file("incidents/2026-11-22-search.md", text)


def theme(text: str) -> Change:
    return settings(CONFIG.replace(THEME, text))


def hook(text: str) -> Change:
    return settings(CONFIG + "hooks: [hook.py]\n", hook_dot_py=text)


def page(text: str | bytes, config: str = PAGES) -> Change:
    return settings(config, incidents__about_dot_md=text)


def _socket(root: Path) -> None:
    here = Path.cwd()
    os.chdir(root / "incidents")  # a socket's path must be short
    try:
        socket.socket(socket.AF_UNIX).bind("socket")
    finally:
        os.chdir(here)


BAD: dict[str, Change] = {
    # What lies in the folder
    "dangling-link": lambda root: (root / "incidents/a.md").symlink_to("nowhere.md"),
    "dangling-picture": lambda root: (root / "incidents/a.png").symlink_to("nowhere.png"),
    "link-to-itself": lambda root: (root / "incidents/a").symlink_to("a"),
    "loop": lambda root: [(root / "incidents" / name).symlink_to(".") for name in "ab"],
    "link-to-the-disk": lambda root: (root / "incidents/all").symlink_to("/"),
    "pipe": lambda root: os.mkfifo(root / "incidents/pipe"),
    "pipe-picture": lambda root: os.mkfifo(root / "incidents/pipe.png"),
    "pipe-incident": lambda root: os.mkfifo(root / "incidents/2026-11-22-pipe.md"),
    "pipe-read-me": lambda root: os.mkfifo(root / "incidents/README.md"),
    "socket": _socket,
    "no-text-name": lambda root: (root / os.fsdecode(b"incidents/caf\xe9.png")).write_bytes(PNG),
    "no-text-incident": lambda root: (root / os.fsdecode(b"incidents/caf\xe9.md")).write_text(SEARCH),
    "no-text-folder": lambda root: write(root / os.fsdecode(b"incidents/caf\xe9/a.png"), PNG),
    "long-name": file(f"incidents/2026-{'a' * 240}.md", SEARCH),
    "feed-folder": file("incidents/feed.xml/a.png", PNG),
    "build-folder": file("incidents/_build.json/a.png", PNG),
    "badge-folder": file("incidents/components/search/badge.svg/a.png", PNG),
    "our-own-text": file("incidents/status.txt", "All is well."),
    "incident-as-file": file("incidents/incidents/2026-11-22-cards/index.html/a.png", PNG),
    # Old paths
    "alias-below-a-feed": alias("/feed.xml/x/"),
    "alias-below-a-calendar": alias("/calendar.ics/x"),
    "alias-below-the-page": alias("/index.html/x.html"),
    "alias-below-cname": alias("/CNAME/x/"),
    "alias-too-long": alias(f"/{'a' * 256}/"),
    "alias-too-long-encoded": alias(f"/{'%C3%A9' * 128}/"),
    "alias-too-deep": alias("/a" * 3_000),
    "alias-no-text": alias("/a%FF/"),
    "alias-below-another": alias("/a.html", "/a.html/b/"),
    "alias-above-another": alias("/a.html/b/", "/a.html"),
    # Components
    "long-component": file("components.yaml", COMPONENTS + f"      - id: {'a' * 300}\n        name: A\n"),
    "components-folder": lambda root: [(root / "components.yaml").unlink(), (root / "components.yaml").mkdir()],
    "components-pipe": lambda root: [(root / "components.yaml").unlink(), os.mkfifo(root / "components.yaml")],
    # What mkdocs.yml names
    "unknown-theme": theme("theme:\n  name: materiel\n"),
    "no-theme": theme("theme:\n  name: null\n"),
    "theme-list": theme("theme: [material]\n"),
    "no-templates": theme("theme:\n  name: material\n  custom_dir: overides\n"),
    "templates-nothing": theme("theme:\n  name: material\n  custom_dir:\n"),
    "templates-number": theme("theme:\n  name: material\n  custom_dir: 7\n"),
    "templates-everything": theme("theme:\n  name: material\n  custom_dir: .\n"),
    "locale-number": theme("theme:\n  name: material\n  locale: 7\n"),
    "unknown-language": theme("theme:\n  name: material\n  font: false\n  language: tlh\n"),
    "no-hook": settings(CONFIG + "hooks: [hok.py]\n"),
    "hooks-text": settings(CONFIG + "hooks: hook.py\n"),
    "hook-syntax": hook("def on_files(files:\n"),
    "hook-raises": hook("raise RuntimeError('on import')\n"),
    "hook-exits": hook("import sys\nsys.exit(0)\n"),
    "hook-fails": hook("def on_files(files, config):\n    return files.nothing\n"),
    "hook-ends-it": hook("def on_post_build(config):\n    raise SystemExit(0)\n"),
    "hook-disk": hook("def on_env(env, config, files):\n    open('/nowhere/at/all')\n"),
    "unknown-plugin": settings(CONFIG.replace("plugins:\n", "plugins:\n  - serch\n")),
    "plugin-option": settings(CONFIG.replace("plugins:\n", "plugins:\n  - search: {lang: 7}\n")),
    "unknown-extension": settings(CONFIG + "markdown_extensions: [admonitoin]\n"),
    "extension-option": page("# A\n", PAGES + "markdown_extensions:\n  - toc: {permalinks: true}\n"),
    "unknown-python-name": settings(CONFIG + "markdown_extensions:\n  - toc:\n      slugify: !!python/name:no.where\n"),
    "site-in-incidents": settings(CONFIG + "site_dir: incidents/site\n"),
    "site-is-everything": settings(CONFIG + "site_dir: .\n"),
    "site-above": settings(CONFIG + "site_dir: ..\n"),
    "site-is-git": settings(CONFIG + "site_dir: .git\n"),
    "site-in-a-file": settings(CONFIG + "site_dir: components.yaml/site\n"),
    "site-of-others": settings(CONFIG + "site_dir: public\n", public__index_dot_html="mine"),
    "site-number": settings(CONFIG + "site_dir: 7\n"),
    "nav-mapping": settings(CONFIG + "nav: {About: about.md}\n"),
    "nav-number": settings(CONFIG + "nav: [7]\n"),
    "nav-home": settings(CONFIG + "nav: [index.md]\n", incidents__index_dot_md="# Home\n"),
    "nav-feed": settings(CONFIG + "nav: [feed.xml.md]\n", **{"incidents__feed.xml.md": "# Feed\n"}),
    "nav-missing": settings(CONFIG + "nav: [abuot.md]\n"),
    "edit-uri": settings(CONFIG + "repo_url: https://github.com/a/b\nedit_uri: edit/main/docs/\n"),
    "repo-url": settings(CONFIG + "repo_url: 7\n"),
    "dev-addr": settings(CONFIG + "dev_addr: nowhere\n"),
    "extra-css": settings(CONFIG + "extra_css: brand.css\n"),
    "extra-template": settings(CONFIG + "extra_templates: 7\n"),
    "validation": settings(CONFIG + "validation: {nav: loud}\n"),
    "watch": settings(CONFIG + "watch: [nowhere]\n"),
    "strict": page("[nowhere](nowhere.md)\n", PAGES + "strict: true\n"),
    "strict-configuration": settings(CONFIG + "strict: true\nfoo: bar\n"),
    # Options of ours
    "logo": settings(CONFIG.replace("      now:", "      logo: logo.svg\n      now:")),
    "logo-nul": settings(CONFIG.replace("      now:", '      logo: "a\\0.png"\n      now:')),
    "colour": settings(CONFIG.replace("      now:", "      color: red\n      now:")),
    "option": settings(CONFIG.replace("      now:", "      nwo: 1\n      now:")),
    "contact": settings(CONFIG.replace("mailto:help", "javascript:help")),
    "zone": settings(CONFIG.replace("      now:", "      timezone: Mars\n      now:")),
    "name": settings(CONFIG.replace("Example status", "yes")),
    "name-control": settings(CONFIG.replace("Example status", '"Example \\x07"')),
    "plugin-off": settings(CONFIG.replace("  - statuary:", "  - statuary:\n      enabled: false")),
    # Pages and templates
    "page-bytes": page(b"# \xff\xff"),
    "page-folder": settings(PAGES, incidents__about_dot_md__x_dot_png=PNG),
    "template": settings(TEMPLATED, overrides__statuary__home_dot_html="{{ view.nothing }}"),
    "template-syntax": settings(TEMPLATED, overrides__statuary__parts_dot_html="{% if %}"),
    "template-bytes": settings(TEMPLATED, overrides__statuary__base_dot_html=b"\xff"),
    "page-template": page("# A\n", TEMPLATED + "nav: [about.md]\n"),
    "page-template-of-theme": page("# A\n", THEMED + "nav: [about.md]\n"),
    "catalogue": settings(TEMPLATED, overrides__statuary__languages__en_dot_po='msgid "a'),
}  # fmt: skip


@pytest.fixture
def root(repository: MakeRepository) -> Path:
    root = repository({"2026-11-22-cards.md": INCIDENT, "2026-11-22-search.md": SEARCH})
    write(root / "overrides/main.html", "{% extends 'base.html' %}")
    return root


@pytest.mark.parametrize("name", some(BAD, 9))
def test_it_is_named_refused_and_left_out(root: Path, name: str) -> None:
    if name.startswith("page-template"):
        for template in ("main.html", "statuary/extra.html"):
            write(root / "overrides" / template, "{% extends 'nowhere.html' %}")
    BAD[name](root)

    checked, strict = run(root, "check"), run(root, "build")

    assert checked.exit_code == 1, checked.output
    assert strict.exit_code in (1, 3), strict.output
    assert "error[" in checked.output
    for block in checked.output.split("error[")[1:]:
        assert "\n    " in block, "every error has a remedy"
    assert not (root / "site").exists(), strict.output

    tolerant = run(root, "build", "--tolerant")

    assert tolerant.exit_code == 1, tolerant.output
    home = (root / "site/index.html").read_text()
    assert "Some card payments fail" in home and "Search is slow" in home
    assert (root / "site/feed.xml").is_file()


@pytest.mark.parametrize("name", ["incidents/2026-11-22-search.md", "components.yaml", "incidents/a.png"])
def test_what_cannot_be_read_stops_nothing(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions mean nothing to root, as whom tests may run, so the system's refusal is simulated."""
    write(root / "incidents/a.png", PNG)

    def refuse(real: Callable[..., Any]) -> Callable[..., Any]:
        def opened(path: Any, *given: Any, **more: Any) -> Any:
            if str(path).endswith(name):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path, *given, **more)

        return opened

    monkeypatch.setattr("builtins.open", refuse(open))
    monkeypatch.setattr("io.open", refuse(open))

    checked, tolerant = run(root, "check"), run(root, "build", "--tolerant")

    assert checked.exit_code == tolerant.exit_code == 1, tolerant.output
    assert "error[unreadable]" in checked.output
    assert "Some card payments fail" in (root / "site/index.html").read_text()
