"""`statuary drill` where all is well, or the page is not: it leaves nothing behind."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.examples import some
from support.posting import Clone, branches, drill, everything, failed
from support.repository import write


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Temporary folders of this test alone, without `gh`; nothing may be left in them."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr("shutil.which", lambda name: None)
    yield
    assert list(folder.iterdir()) == []


@pytest.fixture
def gone(clone: Clone) -> Clone:
    """A repository whose page is at an address that nobody serves."""
    return clone.lives_at("http://127.0.0.1:9/")


def test_all_is_well_on_this_machine(clone: Clone) -> None:
    before = everything(clone)

    result = drill(clone, "--local")

    assert result.exit_code == 0, result.output
    assert "Time from posting to built page: " in result.stdout
    assert "All steps passed." in result.stdout
    assert "ok" in result.stdout and "it is resolved" in result.stdout
    assert everything(clone) == before


@pytest.mark.long
def test_all_is_well_as_far_as_the_remote(clone: Clone, served: Path) -> None:
    before = everything(clone)

    result = drill(clone)

    assert result.exit_code == 0, result.output
    assert "a branch with the incident is pushed: origin/statuary-drill-" in result.stdout
    assert "the branch is deleted again" in result.stdout
    assert branches(clone) == ["main"]
    assert everything(clone) == before


@pytest.mark.long
def test_it_says_how_old_the_page_is(clone: Clone, served: Path) -> None:
    first = drill(clone)
    clone.git("commit", "-q", "--allow-empty", "-m", "Later")

    second = drill(clone)

    assert "ago from the commit that is here (" in first.stdout
    assert "1 later ones are here and not there" in second.stdout


@pytest.mark.long
@pytest.mark.parametrize("content", some(['{"commit": "1"}', "<p>Hello</p>", "[]"], 3))
def test_an_address_where_something_else_lives(clone: Clone, served: Path, content: str) -> None:
    write(served / "_build.json", content)

    result = drill(clone)

    assert result.exit_code == 1
    assert "what answers there is not a page of ours" in result.stdout


@pytest.mark.long
def test_a_page_that_does_not_answer(gone: Clone) -> None:
    result = drill(gone)

    assert result.exit_code == 3
    assert failed(result) == ["http://127.0.0.1:9/ answers"]
    assert "(site_url, mirrors)" in result.stdout
