"""Words that are no UTF-8 text are refused with what stands where, and kept byte for byte; nothing is cut out."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import Result

from support.posting import Clone
from support.repository import INCIDENT, write
from support.terminal import Terminal

GERMAN = "Ein Zähler\nzählt falsch."
LATIN = GERMAN.encode("latin-1")


def kept(result: Result) -> bytes:
    """What is in the file that the message names."""
    found = re.search(r"your text is saved in (\S+);", result.stderr)
    assert found is not None, result.stderr
    return Path(found[1]).read_bytes()


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (
            LATIN,
            "line 1, column 6",
            "0xE4 stands here (line 1, column 6); it looks like Windows-1252 (Latin-1)",
        ),
        ("Größe\nübrig: ".encode() + b"\xfcber", "line 2, column 8", "“über”"),
        ("„Zitat“ – 5 €".encode("windows-1252"), "line 1, column 1", "“„Zitat“”"),
        (b"a caf\xe9", "line 1, column 6", "“café”"),
        (GERMAN.encode("utf-16"), "line 1, column 1", "this is UTF-16 and not UTF-8 text"),
        (GERMAN.encode("utf-16-be"), "line 1, column 1", "this is UTF-16BE and not UTF-8 text"),
        ("Disk full.".encode("utf-16-le"), "line 1, column 1", "this is UTF-16LE and not UTF-8 text"),
        (GERMAN.encode("utf-32"), "line 1, column 1", "this is UTF-32 and not UTF-8 text"),
        ("Zähler — gut".encode()[:10], "line 1, column 8", "it ends in the middle of a character"),
        (b"a\0b", "line 1, column 2", "a NUL character stands here"),
        ("テスト、".encode("shift-jis"), "line 1, column 1", "the byte 0x83 stands here"),
        (b"\xed\xa0\x80", "line 1, column 1", "not UTF-8"),
    ],
)
@pytest.mark.parametrize("way", ["pipe", "argument"])
def test_text_that_is_none(clone: Clone, way: str, content: bytes, place: str, words: str) -> None:
    if way == "argument" and b"\0" in content:
        content, place, words = LATIN, "line 1, column 6", "Windows-1252"  # no argument can hold a NUL
    text = "-" if way == "pipe" else content.decode(errors="surrogateescape")

    result = clone.run("update", "-m", text, given=content)

    assert result.exit_code == 2, result.output
    assert place in result.stderr and words in result.stderr
    assert kept(result) == content
    assert clone.read() == INCIDENT


def test_the_remedy_can_be_pasted(clone: Clone) -> None:
    result = clone.run("update", "-m", "-", given=LATIN)
    command = re.search(r"to post it from there: (iconv .*) \| statuary … -m -", result.stderr)
    assert command is not None, result.stderr
    words = subprocess.run(["sh", "-c", command[1]], capture_output=True, check=True).stdout

    assert clone.run("update", "-m", "-", given=words).exit_code == 0
    assert GERMAN in clone.read()


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + GERMAN.encode(),
        GERMAN.replace("\n", "\r\n").encode(),
        GERMAN.replace("\n", "\r").encode(),
    ],
    ids=["byte-order mark", "CRLF", "CR"],
)
def test_what_other_systems_write_is_fine(clone: Clone, content: bytes) -> None:
    assert clone.run("update", "-m", "-", given=content).exit_code == 0
    assert clone.read().endswith(f"\n\n{GERMAN}\n")


@pytest.mark.parametrize("option", ["--who", "--workaround", "--estimate", "TITLE"])
def test_every_text_of_the_command_line(clone: Clone, option: str) -> None:
    hostile = b"Z\xe4hler".decode(errors="surrogateescape")
    arguments = ["open", hostile, "-c", "search"] if option == "TITLE" else ["update", option, hostile]

    result = clone.run(*arguments, "-m", "Good words.")

    assert result.exit_code == 2
    assert f"{option}: this is not UTF-8 text: the byte 0xE4 stands here (line 1, column 2)" in result.stderr
    assert kept(result) == b"Good words."
    assert "-m - < " in result.stderr and "iconv" not in result.stderr


def test_nothing_of_several_texts_is_lost(clone: Clone) -> None:
    result = clone.run("update", "-m", "First.", "-m", "-", given=LATIN)

    assert kept(result) == b"First.\n\n" + LATIN


@pytest.mark.long
def test_an_editor_that_saves_in_another_encoding(clone: Clone, tmp_path: Path) -> None:
    write(tmp_path / "words", LATIN)
    write(tmp_path / "editor", f'#!/bin/sh\ncp {tmp_path}/words "$1"\n')
    (tmp_path / "editor").chmod(0o755)
    terminal = Terminal(clone, "update", "--stage", "identified", editor=str(tmp_path / "editor"))

    assert terminal.end() == 2, terminal.shown
    shown = terminal.shown.replace("\n", "")
    assert "the byte 0xE4 stands here (line 1, column 6)" in shown
    path = re.search(r"your text is saved in (\S+);", shown)
    assert path is not None and Path(path[1]).read_bytes() == LATIN
    assert f"iconv -f windows-1252 -t UTF-8 {path[1]}" in shown
    assert clone.read() == INCIDENT


def test_a_kept_text_is_posted_without_what_the_editor_showed_beside(clone: Clone, tmp_path: Path) -> None:
    write(tmp_path / "editor", '#!/bin/sh\nsed -i "1s/.*/Typed by a person./" "$1"\nexit 1\n')
    (tmp_path / "editor").chmod(0o755)
    terminal = Terminal(clone, "update", "--stage", "identified", editor=str(tmp_path / "editor"))
    assert terminal.end() == 3
    path = re.search(r"saved in (\S+);", terminal.shown.replace("\n", ""))
    assert path is not None

    assert clone.run("update", "-m", "-", given=Path(path[1]).read_bytes()).exit_code == 0
    assert "Typed by a person." in clone.read() and "Below this line" not in clone.read()


@pytest.mark.long
def test_an_answer_in_another_encoding_is_asked_again(calm: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")  # as in most locales
    terminal = Terminal(calm, "open", "Search fails")
    terminal.answer("nothing if none fits", b"Z\xe4hler".decode(errors="surrogateescape"))
    terminal.answer("Not UTF-8", "search")
    terminal.answer("Publish it?", "")

    assert terminal.end() == 0, terminal.shown


def test_a_template_in_another_encoding_is_not_used(clone: Clone) -> None:
    write(clone.root / ".github/messages/incident-update.md", "Es stört noch.\n".encode("latin-1"))

    asked = clone.run("update", "-t", "incident-update")
    assert asked.exit_code == 1
    assert "incident-update.md:1:6: error[encoding] this is not UTF-8 text: the byte 0xF6" in asked.stderr

    usual = clone.run("update")
    assert usual.exit_code == 0
    assert "Statuary's own words are used instead" in usual.stderr and "�" not in clone.read()


def test_a_repository_whose_path_is_no_text_keeps_words_too(clone: Clone) -> None:
    other = os.fsdecode(os.fsencode(clone.root.parent) + b"/Z\xe4hler")
    clone.root.rename(other)

    result = Clone(Path(other)).run("update", "-m", "Words", "-c", "nonsense")

    assert result.exit_code == 2
    assert "your text is saved in " in result.stderr and "Z\\udce4hler/.git/statuary/" in result.stderr
