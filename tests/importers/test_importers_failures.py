"""What goes wrong with an import is told, and nothing is lost by it."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from importers_sources import files, run

from statuary.cli.init import init_command
from statuary.source import load


@pytest.mark.parametrize(
    ("arguments", "exit_code", "message"),
    [
        (["cstate", "nowhere"], 3, "there is no folder nowhere"),
        (["cstate", "."], 3, "no cState site"),
        (["cstate", "https://127.0.0.1:9/x.git"], 3, "git cannot clone"),
        (["statuspage", "nowhere"], 3, "give a folder, a file"),
        (["statuspage", "incidents"], 3, "no incidents.json"),
        (["statuspage", "mkdocs.yml"], 1, "is not JSON"),
        (["statuspage", "empty.json"], 1, "holds no incidents"),
        (["cstate", "../old", "--timezone", "Mars"], 2, "not a time zone"),
        (["cstate", "../old", "--map", "down=purple"], 2, "down=major_outage"),
        (["cstate", "../old", "--api-key-file", "mkdocs.yml"], 2, "only statuspage"),
        (["statuspage", "x", "--api-key-file", "nowhere"], 2, "cannot be read"),
        (["elsewhere", "x"], 2, "is not one of"),
    ],
)
def test_what_goes_wrong(
    empty_status: Path, site: Path, arguments: list[str], exit_code: int, message: str
) -> None:
    (empty_status / "empty.json").write_text("{}")
    before = files(empty_status)

    result = run(empty_status, *arguments, STATUSPAGE_API_KEY="")

    assert (result.exit_code, message in result.output) == (exit_code, True), result.output
    assert files(empty_status) == before


def test_a_repository_with_errors_stays_as_it_is(empty_status: Path, site: Path) -> None:
    (empty_status / "incidents" / "broken.md").write_text("no front matter")

    result = run(empty_status, "cstate", str(site))

    assert result.exit_code == 1
    assert "fix them first" in result.output


def test_outside_of_a_repository(tmp_path: Path, site: Path) -> None:
    assert run(tmp_path, "cstate", str(site)).exit_code == 1


def test_a_disk_that_fails(empty_status: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", fail)

    result = run(empty_status, "cstate", str(site))

    assert result.exit_code == 3
    assert "it goes on from there" in result.output


def test_a_new_repository_from_an_old_page(site: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(init_command, ["new", "--from", "cstate", str(site)], obj=tmp_path)

    assert result.exit_code == 0, result.output
    assert "2 incidents in the source: 2 written" in result.output
    loaded = load(tmp_path / "new")
    assert loaded.problems == ()
    assert loaded.site is not None
    assert (loaded.site.settings.name, loaded.site.settings.url) == ("Old status", "https://old.example.com/")
    assert loaded.site.settings.id_domain == "old.example.com"
    assert len(loaded.site.incidents) == 2


@pytest.mark.parametrize(
    ("origin", "exit_code"), [(("cstate", "nowhere"), 3), (("elsewhere", "x"), 2), (("statuspage", "x"), 3)]
)
def test_no_new_repository_without_a_source(tmp_path: Path, origin: tuple[str, str], exit_code: int) -> None:
    result = CliRunner().invoke(init_command, ["new", "--from", *origin], obj=tmp_path)

    assert result.exit_code == exit_code, result.output
    assert not (tmp_path / "new").exists()
