"""Every file that is read as text: one that is no UTF-8 is told with its place, the byte, and what it looks like."""

from pathlib import Path

import pytest

from support.command import run
from support.repository import COMPONENTS, CONFIG, INCIDENT, MakeRepository, write

CASES = {
    "mkdocs.yml": (CONFIG.replace("Example status", "Störung"), ["check"], "mkdocs.yml:1:14: error[encoding]"),
    "components.yaml": (COMPONENTS.replace("Shop", "Störung"), ["check"], "components.yaml:2:13: error[encoding]"),
    "incidents/2026-11-22-a.md": (
        INCIDENT.replace("About one", "Störung").replace("—", "--"),
        ["check"],
        "incidents/2026-11-22-a.md:13:3: error[encoding]",
    ),
    "overrides/statuary/languages/de.po": (
        'msgid "a"\nmsgstr "Störung"\n', ["languages", "de"], "de.po:2:1: error[language]",
    ),
    "old/config.yml": ("title: Störung\n", ["import", "cstate", "old"], "config.yml: "),
    "old/content/issues/a.md": ("---\ntitle: Störung\n---\n", ["import", "cstate", "old"], "content/issues/a.md: "),
    "old/incidents.json": ('{"incidents": ["Störung"]}', ["import", "statuspage", "old"], "s.json is not JSON: "),
}  # fmt: skip


@pytest.mark.parametrize("path", CASES)
def test_a_file_that_is_no_text(repository: MakeRepository, path: str) -> None:
    text, command, place = CASES[path]
    root = repository({}, config=CONFIG.replace("  font: false", "  font: false\n  custom_dir: overrides"))
    write(root / "overrides/x.html", "")
    if path.startswith("old/"):
        write(root / "old/config.yml", "title: Old\n")
        write(root / "old/content/issues/b.txt", "")
    write(root / path, text.encode("latin-1"))

    result = run(root, *command)

    assert result.exit_code == 1, result.output
    assert place in result.output
    assert "this is not UTF-8 text: the byte 0xF6 stands here" in result.output
    assert "it looks like Windows-1252 (Latin-1), in which this is “Störung”" in result.output


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_json_is_read_in_every_encoding_that_it_may_have(tmp_path: Path, encoding: str) -> None:
    write(tmp_path / "old/incidents.json", '{"incidents": []}'.encode(encoding))

    assert (
        run(".", "init", str(tmp_path / "new"), "--from", "statuspage", str(tmp_path / "old")).exit_code == 0
    )


@pytest.mark.parametrize("way", ["variable", "file"])
@pytest.mark.parametrize("key", ["kéy", "two words", "a\nb"])
def test_a_key_that_is_none_is_not_sent_and_not_shown(repository: MakeRepository, way: str, key: str) -> None:
    root = repository()
    write(root / "key", key.encode("latin-1"))
    option = ["--api-key-file", "key"] if way == "file" else []
    env = (
        {"STATUSPAGE_API_KEY": key.encode("latin-1").decode(errors="surrogateescape")}
        if way == "variable"
        else {}
    )

    result = run(root, "import", "statuspage", "abcdef123456", *option, env=env)

    assert result.exit_code == 2, result.output
    assert "holds more than a key" in result.output and key not in result.output


def test_init_keeps_a_gitignore_of_any_bytes(tmp_path: Path) -> None:
    write(tmp_path / ".gitignore", b"caf\xe9/\n")

    assert run(tmp_path, "init").exit_code == 0
    assert (tmp_path / ".gitignore").read_bytes().startswith(b"caf\xe9/\n")
