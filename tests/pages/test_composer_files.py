"""What a build writes for the composer, and where `mkdocs.yml` says that the files are edited."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from statuary.model import Forge, Repository
from statuary.source import load, read_project
from support.command import build
from support.repository import COMPONENTS, CONFIG, INCIDENT, MakeRepository

GITHUB = Repository(url="https://github.com/acme/status", forge=Forge.GITHUB)
EVIL = "</script><script>alert(1)</script><!--"


def config(*lines: str) -> str:
    return "\n".join([*lines, CONFIG])


def page(root: Path) -> BeautifulSoup:
    return build(root).page("/post/")


def data(root: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(page(root).find(id="data").string)
    return found


def test_nobody_comes_upon_it(repository: MakeRepository) -> None:
    site = build(repository({"2026-11-22-cards.md": INCIDENT}))
    pages = [path for path in site.folder.rglob("*.html") if path.parent.name != "post"]

    assert pages
    assert [path for path in pages if re.search(r'href="[^"]*post/', path.read_text(encoding="utf-8"))] == []
    assert "post" not in (site / "sitemap.xml").read_text() + (site / "robots.txt").read_text()
    head = site.page("/post/").head
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex, nofollow"


def test_it_is_of_a_few_tens_of_kilobytes(repository: MakeRepository) -> None:
    site = build(repository({"2026-11-22-cards.md": INCIDENT}))

    assert (site / "post/index.html").stat().st_size < 136_000
    assert "writer" not in (site / "index.html").read_text(encoding="utf-8"), "readers do not carry it"


def test_no_title_or_name_gets_out_of_its_script(repository: MakeRepository) -> None:
    root = repository(
        {"2026-11-22-cards.md": INCIDENT.replace("Some card payments fail", EVIL)},
        components=COMPONENTS.replace("name: Search", f'name: "{EVIL}"'),
    )
    found = page(root)

    assert len(found("script")) == 7
    assert json.loads(found.find(id="data").string)["items"]["2026-11-22-cards"]["title"] == EVIL


def test_its_lists_are_those_of_the_repository(repository: MakeRepository) -> None:
    retired = "      - id: fax\n        name: Fax\n        since: 2020-01-01\n        until: 2025-01-01\n"
    over = INCIDENT.replace("10:04", "10:05") + "\n## 2026-11-22 10:30 UTC — Resolved\n\nOver.\n"
    old = over.replace("2026-11-22", "2026-09-22")
    root = repository(
        {"2026-11-22-cards.md": INCIDENT, "2026-11-22-over.md": over, "2026-09-22-old.md": old},
        components=COMPONENTS + retired,
    )
    found = page(root)

    assert [one["value"] for one in found.find_all("input", attrs={"name": "component"})] == [
        "checkout",
        "search",
    ]
    values = [one["value"] for one in found.find_all("input", attrs={"name": "what"})]
    assert values == ["2026-11-22-cards", "new:incident", "new:maintenance", "other"]
    assert [one["value"] for one in found.find(id="ended")("option")] == ["2026-11-22-over"]
    items = json.loads(found.find(id="data").string)["items"]
    assert items["2026-11-22-cards"]["stages"][0] == "update"
    assert "postmortem" in items["2026-11-22-over"]["stages"] and "2026-09-22-old" not in items


def test_its_words_are_the_repositorys_own(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT})
    folder = root / ".github/messages"
    folder.mkdir(parents=True)
    (folder / "incident-identified.md").write_text("We know why {components} fails.\n")
    templates = {one["name"]: one["text"] for one in data(root)["templates"]}  # type: ignore[attr-defined]

    assert templates["incident-identified"] == "We know why {components} fails."
    assert "incident-investigating" in templates, "what the repository lacks is ours"


@pytest.mark.parametrize(("tag", "begin"), [("de", "Wir haben die Ursache"), ("ar", "حدّدنا السبب")])
def test_its_words_are_those_of_the_pages_language(repository: MakeRepository, tag: str, begin: str) -> None:
    config = CONFIG.replace("theme:\n", f"theme:\n  language: {tag}\n")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=config)
    templates = {one["name"]: one["text"] for one in data(root)["templates"]}  # type: ignore[attr-defined]

    assert templates["incident-identified"].startswith(begin)
    assert "incident-security" not in templates, "the composer cannot say who has approved it"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), None),
        (("repo_url: https://github.com/acme/status",), GITHUB),
        (
            ("repo_url: https://git.acme.com/ops/status.git/", "edit_uri: -/edit/live/pages/incidents/"),
            Repository(
                url="https://git.acme.com/ops/status", forge=Forge.GITLAB, branch="live", folder="pages/"
            ),
        ),
        (("repo_url: https://github.com/acme/status/", "edit_uri: edit/main/incidents"), GITHUB),
        (("repo_url: https://git.acme.com/ops/status",), Repository(url="https://git.acme.com/ops/status")),
        (
            ("repo_url: https://bitbucket.org/acme/status", "edit_uri: src/default/incidents/?mode=edit"),
            Repository(url="https://bitbucket.org/acme/status"),
        ),
    ],
)
def test_where_the_files_are(
    repository: MakeRepository, lines: tuple[str, ...], expected: Repository | None
) -> None:
    site = load(repository({}, config=config(*lines))).site

    assert site is not None
    assert site.settings.repository == expected


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("repo_url: acme/status",), "“acme/status” is not the address of a repository"),
        (("repo_url: javascript:alert(1)",), "is not the address of a repository"),
        (("repo_url: https://github.com/a/b", "edit_uri: edit/main/docs/"), "does not end with the folder"),
    ],
)
def test_a_wrong_address_is_an_error(repository: MakeRepository, lines: tuple[str, ...], words: str) -> None:
    project, problems = read_project(repository({}, config=config(*lines)))

    assert project is None
    assert [problem.line for problem in problems] == [len(lines)]
    assert words in problems[0].message


def test_a_folder_within_the_repository_is_part_of_the_path(repository: MakeRepository) -> None:
    lines = ("repo_url: https://github.com/acme/all", "edit_uri: edit/main/status/incidents/")
    found = data(repository({}, config=config(*lines)))["repository"]

    assert found == {
        "name": "GitHub",
        "forge": "github",
        "folder": "status/",
        "new": "https://github.com/acme/all/new/main?filename={path}&value={text}",
        "edit": "https://github.com/acme/all/edit/main/{path}",
        "help": "https://github.com/acme/all/blob/main/status/incidents/README.md",
    }
