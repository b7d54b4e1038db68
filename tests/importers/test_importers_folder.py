"""Which files of a cState site are read, and what becomes of the others."""

from pathlib import Path

import pytest
from importers_sources import NOW, issue

from statuary.importers import UnreadableError
from statuary.importers.cstate.site_files import read_site
from statuary.importers.cstate.whole_site import from_cstate
from statuary.importers.imported import Reading
from support.examples import some


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """The folder of issues of a site that has none yet."""
    folder = tmp_path / "old" / "content" / "issues"
    folder.mkdir(parents=True)
    (tmp_path / "old" / "config.yml").write_text("title: Old\n")
    return folder


def _notes(site: Path) -> list[str]:
    notes = from_cstate(read_site(site, "old"), Reading(NOW)).notes
    return [note.text for note in notes if "/index.json" not in note.text]


@pytest.mark.parametrize("name", ["open.markdown", "x.MD", "deep/y.Markdown", "bundle/index.markdown"])
def test_every_spelling_of_markdown_is_read(issues: Path, name: str) -> None:
    (issues / name).parent.mkdir(exist_ok=True)
    (issues / name).write_text(issue(resolved="false")[1])

    (file,) = read_site(issues.parents[1], "old").files

    assert file.name == {"bundle/index.markdown": "bundle"}.get(name, name.rpartition(".")[0])


def test_what_is_no_issue_is_named(issues: Path) -> None:
    for name in ("_index.md", "_index.markdown", "photo.png", "open.html", "notes.txt"):
        (issues / name).write_bytes(b"\xff")

    assert _notes(issues.parents[1]) == [
        f"content/issues/{name}: it is no Markdown (.md, .markdown)"
        for name in ("notes.txt", "open.html", "photo.png")
    ]


def test_a_link_is_not_followed(issues: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.md").write_text(issue("The secret.")[1])
    (issues / "x.md").symlink_to(tmp_path / "secret" / "key.md")
    (issues / "folder").symlink_to(tmp_path / "secret")
    (issues / "dangling.md").symlink_to(tmp_path / "nowhere")

    assert read_site(issues.parents[1], "old").files == ()
    assert _notes(issues.parents[1]) == [
        f"content/issues/{name}: it is a symbolic link, which is not followed"
        for name in ("dangling.md", "folder", "x.md")
    ]


@pytest.mark.parametrize("name", ["config.yml", "content", "content/issues"])
def test_a_site_that_is_made_of_links_is_refused(issues: Path, tmp_path: Path, name: str) -> None:
    path = issues.parents[1] / name
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(UnreadableError, match=f"old: {name} is a symbolic link"):
        read_site(issues.parents[1], "old")


@pytest.mark.parametrize("text", some(["a: " + "{b: " * 900, "a: " + "[" * 3000, "[" * 3000 + "]" * 3000], 3))
def test_a_configuration_that_is_nested_too_deeply(issues: Path, text: str) -> None:
    (issues.parents[1] / "config.yml").write_text(text)

    with pytest.raises(UnreadableError, match=r"config\.yml is n"):
        read_site(issues.parents[1], "old")
