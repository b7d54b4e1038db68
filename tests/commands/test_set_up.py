"""What is wrong with the set-up of a page is told at once, and once."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from statuary.model import Impact
from statuary.source import load
from statuary.source.ownership import STORY
from statuary.source.shades import READABLE, contrast, grounds
from support.command import run
from support.git import commit
from support.own_page import COMMANDS, OWN, edit, errors, with_option
from support.places import ROOT
from support.repository import COMPONENTS, INCIDENT, MakeRepository


@pytest.fixture(autouse=True)
def no_publishing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STATUARY_PUBLISH", raising=False)


def test_all_that_is_wrong_with_the_set_up_is_told_at_once(repository: MakeRepository) -> None:
    options = [
        "timezone: Mars",
        "logo: gone.svg",
        "color: red",
        "mirrors: [a, b]",
        "links: [{name: A, url: 'javascript:1'}, {name: B, url: ftp}]",
        "cadence: {major: soon, minor: later}",
        "nwo: 1",
    ]
    config = with_option(
        "\n      ".join(options), OWN.replace("site_url: https://status.acme.dev/", "site_url: x")
    )
    config = config.replace("  font: false", "  font: false\n  language: xx") + "repo_url: 7\n"
    root = repository({}, config=config, components=COMPONENTS.replace("name: Checkout", "nmae: Checkout"))

    for command in COMMANDS[:2]:
        output = run(root, *command).output
        assert len(errors(output)) == 13 + 2, output


@pytest.mark.parametrize(
    ("name", "right"), [("mkdocs.yaml", "mkdocs.yml"), ("components.yml", "components.yaml")]
)
def test_a_file_with_the_other_ending_is_named_and_read(
    repository: MakeRepository, name: str, right: str
) -> None:
    components = COMPONENTS.replace("- id: search", "- id: Search")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=with_option("nwo: 1"), components=components)
    (root / right).rename(root / name)

    result = run(root, "check")

    assert result.exit_code == 1
    assert f"rename it: mv {name} {right}" in result.output
    assert "“nwo” is not an option" in result.output and "write “id: search”" in result.output


def test_the_other_ending_alone_is_one_error(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=OWN)
    (root / "components.yaml").rename(root / "components.yml")

    assert errors(run(root, "check").output) == ["components.yml:1:1 missing-file"]
    assert run(root, "build", "-q", "--tolerant").exit_code == 1
    assert "Checkout" in (root / "site/index.html").read_text()


@pytest.mark.parametrize(
    "components", ["groups: [\n", "groups:\n\t- id: x\n", "gruops: []\n", "groups: []\n", "", None]
)
def test_components_that_cannot_be_read_are_one_error(
    repository: MakeRepository, components: str | None
) -> None:
    incidents = {f"2026-11-2{n}-cards{n}.md": INCIDENT for n in range(1, 3)}
    incidents["2026-11-22-words.md"] = INCIDENT.replace("- who:", "- search: degraded_performance\n- who:")
    root = repository(dict(incidents), config=OWN, components=components or "")
    if components is None:
        (root / "components.yaml").unlink()

    result = run(root, "check")

    assert [one.partition(":")[0] for one in errors(result.output)] == ["components.yaml"]
    assert "until then, components of 3 incidents cannot be checked" in result.output
    assert run(root, "build", "-q", "--tolerant").exit_code == 1
    assert "Some card payments fail" in (root / "site/index.html").read_text(), "and none is lost"


def test_an_update_is_not_refused_without_a_reason(repository: MakeRepository) -> None:
    root = repository({}, config=OWN, components="groups: [\n")

    result = run(root, "open", "Cards fail", "-c", "checkout", "-y")

    assert result.exit_code != 0 and "components.yaml" in result.output


def test_whoever_replaces_the_examples_components_hears_of_its_incidents_once(tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert run(tmp_path, "init", str(root), "--example").exit_code == 0
    commit(root)
    (root / "components.yaml").write_text("groups:\n  - components:\n      - {id: parcels, name: Parcels}\n")

    result = run(root, "check")

    assert errors(result.output) == ["incidents:1:1 component"]
    files = re.findall(r"git rm (.*)", result.output)[0].split()
    for file in files:
        (root / file).unlink()
    assert run(root, "check").exit_code == 0


def test_incidents_of_ones_own_are_told_one_by_one(repository: MakeRepository) -> None:
    other = INCIDENT.replace("checkout:", "chekcout:")
    root = repository({"2026-11-22-cards.md": other, "2026-11-21-cards-again.md": other}, config=OWN)

    assert len(errors(run(root, "check").output)) == 2


@pytest.mark.parametrize("key", ["color", "color_dark"])
@pytest.mark.parametrize(
    "colour", ["#eeeeee", "#ffff00", "#FF7700", "#1a1a1a", "#00ff00", "#3355aa", "#777777"]
)
def test_a_colour_that_is_hard_to_read_becomes_its_nearest_shade(
    repository: MakeRepository, key: str, colour: str
) -> None:
    root = repository({}, config=with_option(f'{key}: "{colour}"'))
    readable = all(contrast(colour, ground) >= READABLE for ground in grounds(key))

    result = run(root, "check")

    found = re.findall(rf"write it: {key}: \"(#[0-9a-f]{{6}})\"", result.output)
    assert (result.exit_code, len(found)) == (0, 0 if readable else 1)
    shade = found[0] if found else colour
    least = min(contrast(shade, ground) for ground in grounds(key))
    assert least >= READABLE
    assert readable or least < READABLE + 0.15, "no farther than it takes"
    assert run(root, "build", "-q").exit_code == 0
    assert shade in (root / "site/index.html").read_text()


def test_the_examples_own_moment_excuses_its_company_but_not_on_what_others_run(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATUARY_PUBLISH", "true")
    assert run(example, "check").exit_code == 0

    (example / "components.yaml").write_text(COMPONENTS.replace("checkout", "ferries"))
    assert any("example" in one for one in errors(run(example, "check").output))


def test_another_fixed_moment_does_not_excuse_the_company(example: Path) -> None:
    edit(example / "mkdocs.yml", lambda text: text.replace("10:40:00Z", "10:41:00Z"))

    assert len(errors(run(example, "check").output)) > 5


def test_the_moment_of_the_story_is_the_examples() -> None:
    assert f"now: {STORY:%Y-%m-%dT%H:%M:%SZ}" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_the_rhythm_is_read_and_checked(repository: MakeRepository) -> None:
    """Durations as people write them, and `none` for never; the rest keeps its default."""
    written = "rhythm: {silence: {critical: 20 min, minor: none}, postmortem: {critical: none, major: 3}}"
    loaded = load(repository({}, config=with_option(written)))
    assert loaded.site is not None and not loaded.problems
    rhythm = loaded.site.settings.rhythm

    assert rhythm.silence_of(Impact.CRITICAL) == timedelta(minutes=20)
    assert rhythm.silence_of(Impact.MAJOR) == timedelta(hours=1)
    assert rhythm.silence_of(Impact.MINOR) is None
    assert (rhythm.postmortem_days(Impact.CRITICAL), rhythm.postmortem_days(Impact.MAJOR)) == (None, 3)
    for wrong in (
        "silence: {major: soon}",
        "postmortem: {critical: 0}",
        "workdays: []",
        "workdays: [monday]",
    ):
        result = run(repository({}, config=with_option(f"rhythm: {{{wrong}}}")), "check")
        assert result.exit_code == 1 and "rhythm" in result.output, result.output
