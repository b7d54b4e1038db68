"""What is published beside incidents: pictures, PDF and text; everything else only where the owner names it."""

from pathlib import Path

import pytest

from support.command import build, run
from support.repository import CONFIG, INCIDENT, MakeRepository, write

PNG, JPEG = b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff\xe0...."
ALLOWED = {
    "a.png": PNG,
    "A.PNG": PNG,
    "a.jpg": JPEG,
    "a.jpeg": JPEG,
    "photo.png": JPEG,
    "a.gif": b"GIF89a...",
    "a.webp": b"RIFF\0\0\0\0WEBP",
    "a.avif": b"\0\0\0\x1cftypavif",
    "deep/er/a.pdf": b"%PDF-1.7",
    "notes.txt": b"<html>Served as text.",
    "CNAME": b"status.example.com",
}
REFUSED = {
    "a.html": b"<script>alert(1)</script>",
    "a.htm": b"",
    "a.xhtml": b"",
    "a.svg": b"<svg onload='alert(1)'/>",
    "A.SVG": b"<svg/>",
    "sw.js": b"self.onfetch = null",
    "a.mjs": b"",
    "a.css": b"",
    "a.json": b"{}",
    "a.xml": b"<x/>",
    "a.wasm": b"\0asm",
    "a.png.html": b"",
    "a.zip": b"PK",
    "nothing": b"",
    "deep/CNAME": b"",
    "a.png": b"<html><script>alert(1)</script>",
    "a.gif": b"<svg onload='alert(1)'/>",
    "a.jpg": b"\xef\xbb\xbf \n<?xml version='1.0'?>",
    "a.webp": b"",
    "a.pdf": b"<!doctype html>",
    "a.avif": b"%PDF-1.7",
}


def test_pictures_and_text_are_published(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT, **ALLOWED})

    assert run(root, "check").output == "No errors.\n"
    build(root)
    for name, content in ALLOWED.items():
        assert (root / "site" / name).read_bytes() == content


def test_nothing_else_is(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": INCIDENT, **REFUSED})

    checked = run(root, "check")

    assert checked.exit_code == 1
    assert checked.output.count("error[file-type]") == len(REFUSED)
    assert checked.output.count("name it under “files”") == len(REFUSED)
    assert run(root, "build").exit_code == 1
    assert run(root, "build", "--tolerant").exit_code == 1
    assert [name for name in REFUSED if (root / "site" / name).exists()] == []


@pytest.mark.parametrize("how", ["files", "extra_css"])
def test_what_the_owner_names_is_published(repository: MakeRepository, how: str) -> None:
    names = {"a.css": b"a {}", "deep/sw.js": b"1", ".well-known/security.txt": b"Contact: a"}
    listed = f"[{', '.join(names)}]"
    config = CONFIG.replace("      now:", f"      files: {listed}\n      now:")
    if how == "extra_css":
        names = {"a.css": b"a {}"}
        config = CONFIG + "extra_css: [a.css]\n"
    root = repository({"2026-11-22-cards.md": INCIDENT, **names}, config=config)

    assert run(root, "build").output == (f"Built {root / 'site'}.\n")
    assert all((root / "site" / name).read_bytes() == content for name, content in names.items())


def test_what_is_named_must_be_there_and_no_link(repository: MakeRepository, tmp_path: Path) -> None:
    config = CONFIG.replace("      now:", "      files: [a.css, .b.css, ../c.css, d.md]\n      now:")
    root = repository({"2026-11-22-cards.md": INCIDENT}, config=config)
    write(tmp_path / "repository/c.css", "secret")
    (root / "incidents/.b.css").symlink_to("../c.css")

    checked = run(root, "check")

    assert checked.exit_code == 1
    assert checked.output.count("does not exist in incidents/") == 3
    assert "incidents/.b.css:1:1: error[symlink]" in checked.output
