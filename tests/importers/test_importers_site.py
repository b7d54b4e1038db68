"""A cState site as a whole: any form of configuration, all that is in the way at once, nothing left behind."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from importers_sources import NOW, issue, told

from statuary.cli import main
from statuary.importers import UnreadableError, ZoneUnknownError
from statuary.importers.cstate.site_files import read_site
from statuary.importers.cstate.whole_site import from_cstate
from statuary.importers.imported import Imported, NoteKind, Reading
from statuary.source import load

YAML = """\
title: Alter Status
baseURL: https://old.example.com/
defaultContentLanguage: de
timeZone: Europe/Berlin
params:
  categories:
    - {name: Europa, description: Alles in Europa}
    - {name: Amerika}
  systems:
    - {name: proxy, category: Europa, link: "https://eu.example.com/", description: Der Proxy}
    - {name: proxy, category: Amerika}
    - {name: Größe, category: Europa, link: /here}
"""
TOML = """\
Title = "Alter Status"
baseurl = "https://old.example.com/"
defaultContentLanguage = "de"
timeZone = "Europe/Berlin"
[[params.categories]]
name = "Europa"
description = "Alles in Europa"
[[params.categories]]
name = "Amerika"
[[params.systems]]
name = "proxy"
category = "Europa"
link = "https://eu.example.com/"
description = "Der Proxy"
[[params.systems]]
name = "proxy"
category = "Amerika"
[[params.systems]]
name = "Größe"
category = "Europa"
link = "/here"
"""
LOCAL = issue("Tot.", date="2026-03-01 11:00", resolvedWhen="2026-03-01 12:00")[1]


def _write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "content/issues").mkdir(parents=True, exist_ok=True)
    return folder


def _read(folder: Path, *skip: str) -> Imported:
    return from_cstate(read_site(folder, "old", skip), Reading(NOW))


@pytest.mark.parametrize(
    ("name", "config"), [("config.yml", YAML), ("config.toml", TOML), ("config/_default/hugo.toml", TOML)]
)
def test_any_form_of_configuration(tmp_path: Path, name: str, config: str) -> None:
    imported = _read(_write(tmp_path, **{name: config, "content/issues/a.md": LOCAL}))

    found = imported.found
    assert (found.name, found.zone, found.language) == ("Alter Status", "Europe/Berlin", "de")
    assert [(one.name, one.description) for one in imported.groups[:2]] == [
        ("Europa", "Alles in Europa"), ("Amerika", ""),
    ]  # fmt: skip
    proxy, size = imported.groups[0].components
    assert (proxy.url, proxy.description, proxy.source) == (
        "https://eu.example.com/", "Der Proxy", "cstate:proxy",
    )  # fmt: skip
    assert (size.id, size.url, size.source) == ("grosse", "", "cstate:gr%C3%B6%C3%9Fe")
    assert [one.name for one in imported.groups[1].components] == ["proxy"]
    assert imported.incidents[0].started is None
    assert imported.incidents[0].updates[0].at.hour == 10  # 11 in Berlin
    assert any("link: /here" in note.text for note in imported.notes)


def test_toml_in_front_and_lists_as_the_admin_page_writes_them(tmp_path: Path) -> None:
    facts = ('Title = "A"', "date = 2026-03-01T10:00:00Z", "resolved = false", 'severity = "down"')
    toml = "\n".join(["+++", *facts, 'affected = ["proxy"]', "+++", "X"])
    cms = issue("Y.", affected="\n- individualaffected: proxy")[1]
    files = {"config.yml": YAML, "content/issues/a.md": toml, "content/issues/b.md": cms}

    imported = _read(_write(tmp_path, **files))

    assert [item.incident.title for item in imported.items] == ["A", "It broke"]
    assert all(set(item.incident.components) == {"proxy", "proxy-amerika"} for item in imported.items)
    assert told(imported.items[0], NoteKind.OPEN)


def test_everything_in_the_way_is_told_at_once(tmp_path: Path) -> None:
    zoneless = YAML.replace("timeZone: Europe/Berlin\n", "")
    files = {"no.md": "nothing", "twice.md": "---\na: 1\na: 2\n---\n", "late.md": "---\ntitle: a\n---\n"}
    files |= {f"local-{number}.md": LOCAL for number in range(20)}
    folder = _write(
        tmp_path, **{"config.yml": zoneless}, **{f"content/issues/{k}": v for k, v in files.items()}
    )

    with pytest.raises(UnreadableError) as raised:
        _read(folder)

    text = str(raised.value)
    assert all(name in text for name in ("no.md", "twice.md", "late.md", "--skip FILE", "--timezone UTC"))
    assert text.count("does not say its time zone") == 10
    assert "and 10 more files" in text
    with pytest.raises(ZoneUnknownError, match="--timezone UTC"):
        _read(folder, "no.md", "content/issues/twice.md", "late")


def test_a_name_to_skip_that_is_no_file_is_told(tmp_path: Path) -> None:
    result = _init(_write(tmp_path / "old", **{"config.yml": YAML}), tmp_path, "--skip", "nothing.md")

    assert result.exit_code == 2
    assert "--skip nothing.md: there is no such file" in result.output


def _init(source: Path, target: Path, *more: str) -> Result:
    return CliRunner().invoke(
        main, ["-C", str(target), "init", "new", "--from", "cstate", str(source), *more]
    )


def test_pages_zone_language_and_our_words_come_along(tmp_path: Path) -> None:
    page = "---\ntitle: Über uns\n---\nWir *sind* es. {{< youtube x >}}"
    notice = issue("Neu.", informational="true", affected="[proxy, Weg]")[1]
    files = {"config.yml": YAML, "content/pages/about.md": page, "content/issues/Größe.md": LOCAL}
    files |= {"content/issues/n.md": notice, "content/issues/w.md": issue("X.", affected="[Weg]")[1]}
    files |= {"content/affected/proxy/_index.md": "---\n---\nMehr.", "static/logo.png": "x"}

    result = _init(_write(tmp_path / "old", **files), tmp_path)

    assert result.exit_code == 0, result.output
    loaded = load(tmp_path / "new")
    assert loaded.site is not None and loaded.project is not None
    settings = loaded.site.settings
    assert (settings.language, settings.zone.key) == ("de", "Europe/Berlin")
    assert loaded.project.nav == (("Über uns", "pages/about.md"),)
    assert (tmp_path / "new/incidents/pages/about.md").read_text() == "# Über uns\n\nWir *sind* es.\n"
    assert {one.id for one in loaded.site.incidents} == {"grosse", "n", "w"}
    texts = [update.text for one in loaded.site.incidents for update in one.updates]
    assert "Neu.\n\nBetroffen: proxy und Weg" in texts
    assert loaded.site.groups[-1].name == "In früheren Störungen genannt"
    for left in ("youtube", "content/affected/proxy/_index.md", "static/", "/index.json"):
        assert left in result.output


def test_a_program_gets_the_whole_report_and_a_person_the_numbers_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _write(tmp_path / "old", **{"config.yml": YAML, "content/issues/a.md": LOCAL})
    whole = _init(source, tmp_path).output
    monkeypatch.setattr("statuary.cli.import_.is_terminal", lambda: True)

    result = CliRunner().invoke(
        main, ["-C", str(tmp_path), "init", "person", "--from", "cstate", str(source)]
    )

    assert "content/issues/a.md" in whole
    assert "content/issues/a.md" not in result.output
    assert "file by file: import-report.txt" in result.output
    assert "content/issues/a.md" in (tmp_path / "person/import-report.txt").read_text(encoding="utf-8")


def test_a_person_is_asked_for_the_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zoneless = YAML.replace("timeZone: Europe/Berlin\n", "")
    source = _write(tmp_path / "old", **{"config.yml": zoneless, "content/issues/a.md": LOCAL})
    monkeypatch.setattr("statuary.cli.import_.is_terminal", lambda: True)
    arguments = ["-C", str(tmp_path), "init", "new", "--bare", "--from", "cstate", str(source)]

    result = CliRunner().invoke(main, arguments, input="\n")

    assert result.exit_code == 0, result.output
    assert "the old page took these times for UTC" in result.output
    site = load(tmp_path / "new").site
    assert site is not None and site.incidents[0].updates[0].at.hour == 11
