"""What a page of one's own must not say, and that each cause is told once, with its remedy."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sample import COMPONENTS, CONFIG, INCIDENT, MakeRepository, write
from statuary.cli import main
from statuary.source.ownership import STORY
from statuary.source.shades import READABLE, contrast, grounds

ROOT = Path(__file__).parents[2]
OWN = CONFIG.replace("      now: 2026-11-22T12:00:00Z\n", "      id_domain: status.acme.dev\n").replace(
    "example.com", "acme.dev"
)
COMMANDS = (("check",), ("build", "-q"), ("build", "-q", "--tolerant"))


@pytest.fixture(autouse=True)
def no_publishing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STATUARY_PUBLISH", raising=False)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments])


def errors(output: str) -> list[str]:
    """Place and rule of every error that is told."""
    return [" ".join(found) for found in re.findall(r"^(\S+?): error\[(\S+)\]", output, re.MULTILINE)]


def with_option(text: str, config: str = OWN) -> str:
    return config.replace("      contacts:", f"      {text}\n      contacts:")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example, as somebody makes one who takes it for a template."""
    root = tmp_path / "copy"
    for name in ("mkdocs.yml", "components.yaml"):
        write(root / name, (ROOT / name).read_bytes())
    shutil.copytree(ROOT / "incidents", root / "incidents")
    (root / "overrides").mkdir()
    return root


def edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_company_is_an_error_on_a_page_without_its_now(
    example: Path, command: tuple[str, ...]
) -> None:
    edit(example / "mkdocs.yml", lambda text: re.sub(r"\n +now:.*", "", text))

    result = run(example, *command)

    assert result.exit_code == 1 and not (example / "site").exists()
    named = [line for line in (example / "mkdocs.yml").read_text().splitlines() if "azelbarrow" in line]
    assert len(errors(result.output)) == len(named) > 9, "each line"
    assert "write where your page is" in result.output


def test_the_examples_page_about_itself_is_named_too(example: Path) -> None:
    edit(
        example / "mkdocs.yml",
        lambda text: re.sub(r"\n +now:.*", "", re.sub("(?i)hazelbarrow", "acme", text)),
    )

    result = run(example, "check")

    lines = (example / "incidents/about.md").read_text(encoding="utf-8").splitlines()
    named = [number for number, line in enumerate(lines, 1) if "azelbarrow" in line]
    places = [one.split(":")[:2] for one in errors(result.output)]
    assert places == [["incidents/about.md", str(number)] for number in named] and len(named) == 3


def test_the_example_itself_may_be_published(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATUARY_PUBLISH", "true")

    assert run(example, "check").exit_code == 0
    assert run(example, "build", "-q").exit_code == 0


@pytest.mark.parametrize(
    "address",
    [
        "https://status.example.com/",
        "https://example.org/status/",
        "https://acme.example/",
        "https://status.acme.test/",
        "https://status.acme.invalid/",
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "https://status.your-domain/",
    ],
)
def test_a_placeholder_is_advice_and_an_error_where_the_page_is_published(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    root = repository({}, config=OWN.replace("https://status.acme.dev/", address))

    assert run(root, "check").exit_code == 0
    assert "mkdocs.yml:2:11: advice[placeholder]" in run(root, "check").output
    assert run(root, "build", "-q", "--site-dir", "local").exit_code == 0
    monkeypatch.setenv("STATUARY_PUBLISH", "true")
    for command in COMMANDS:
        result = run(root, *command)
        assert result.exit_code == 1
        assert "mkdocs.yml:2:11: error[placeholder]" in result.output
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    "option",
    [
        "links: [{name: Us, url: https://example.com/}]",
        "subscribe: [{name: Mail, url: https://mail.example.org/}]",
        "mirrors: [https://status.example.net/]",
        "links: [{name: Mail, url: mailto:help@example.com}]",
    ],
)
def test_so_is_one_that_readers_would_follow(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    root = repository({}, config=with_option(option))
    assert run(root, "check").exit_code == 0

    monkeypatch.setenv("STATUARY_PUBLISH", "true")
    assert len(errors(run(root, "check").output)) == 1
    result = run(root, "build", "-q", "--tolerant")
    assert result.exit_code == 1
    assert "example." not in (root / "site/index.html").read_text(), "the rest is published, without it"


def test_addresses_of_ones_own_are_none(repository: MakeRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATUARY_PUBLISH", "true")
    config = with_option(
        "links: [{name: Test, url: https://example.acme.dev/localhost}, {name: T, url: 'tel:+49'}]"
    )

    assert run(repository({}, config=config), "check").exit_code == 0


def test_ids_that_follow_the_address_are_advised_to_be_written_down(repository: MakeRepository) -> None:
    root = repository({}, config=OWN.replace("      id_domain: status.acme.dev\n", ""))

    assert "advice[id-domain]" in run(root, "check").output
    assert "never change it: id_domain: status.acme.dev" in run(root, "check").output


def test_a_repository_that_is_not_named_is_advice_and_changes_no_byte(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository({}, config=OWN)
    assert run(root, "build", "-q", "--site-dir", "one").exit_code == 0

    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/status")
    assert "add repo_url: https://github.com/acme/status" in run(root, "check").output
    assert run(root, "build", "-q", "--site-dir", "two").exit_code == 0
    assert (root / "one/post/index.html").read_bytes() == (root / "two/post/index.html").read_bytes()


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
    own = ("-c", "user.name=A", "-c", "user.email=a@acme.dev")
    for command in (("init", "-q"), ("add", "."), (*own, "commit", "-q", "-m", "The story")):
        subprocess.run(["git", "-C", str(root), *command], check=True)
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
