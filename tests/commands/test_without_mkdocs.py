"""Only the extra pages and `serve` need MkDocs: without it all else is built, byte for byte as with it."""

import subprocess
from pathlib import Path

import pytest

from support.command import run
from support.examples import some
from support.repository import CONFIG, INCIDENT, MakeRepository, write
from support.without import run_without

ALL = {"mkdocs", "properdocs", "material", "materialx", "markdown", "pymdownx", "watchdog"}
PAGES = CONFIG + "nav:\n  - About: about.md\n  - Code: https://code.example.com/\n"
MOMENT = ("--now", "2026-11-22T11:00Z")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def root(repository: MakeRepository) -> Path:
    own = {
        "2026-11-22-cards.md": INCIDENT,
        "about.md": "# About\n",
        "img/a.png": b"\x89PNG\r\n\x1a\n",
        "CNAME": "a.b\n",
    }
    return repository(own, config=PAGES)


def statuary(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_without(ALL, root.parent / "hidden", "statuary", "-C", str(root), *arguments)


@pytest.mark.long
@pytest.mark.parametrize("options", some([[], ["--tolerant"]], 2))
def test_everything_but_extra_pages_is_the_same(root: Path, options: list[str]) -> None:
    assert run(root, "build", *MOMENT, "--site-dir", "with").exit_code == 0

    done = statuary(root, "build", *MOMENT, "--site-dir", "without", *options)

    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("Warning: left out: about.md (neither MkDocs nor ProperDocs is installed")
    assert done.stderr.count("\n") == 1
    expected = tree(root / "with")
    del expected["about/index.html"]
    assert tree(root / "without") == expected


@pytest.mark.long
def test_without_extra_pages_nothing_is_said(root: Path) -> None:
    write(root / "mkdocs.yml", CONFIG)
    (root / "incidents/about.md").unlink()

    done = statuary(root, "build")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.long
def test_a_build_is_as_strict(root: Path) -> None:
    write(root / "incidents/2026-11-22-cards.md", INCIDENT.replace("partial_outage", "major_outtage"))

    strict = statuary(root, "build")
    tolerant = statuary(root, "build", "--tolerant", "--site-dir", "tolerant")

    assert strict.returncode == tolerant.returncode == 1
    assert "error[component-status]" in strict.stderr
    assert not (root / "site").exists()
    assert (root / "tolerant/feed.xml").is_file()


@pytest.mark.long
def test_templates_that_fail(root: Path) -> None:
    write(root / "mkdocs.yml", CONFIG.replace("  font", "  custom_dir: overrides\n  font"))
    write(root / "overrides/statuary/home.html", "{{ view.nothing }}")
    (root / "incidents/about.md").unlink()

    checked, strict = statuary(root, "check"), statuary(root, "build")
    tolerant = statuary(root, "build", "--tolerant")

    for one in (checked, strict):
        assert one.returncode == 1
        assert "overrides/statuary/home.html:1:1: error[template]" in one.stdout + one.stderr
    assert tolerant.returncode == 1
    assert "published with our own templates" in tolerant.stderr
    assert (root / "site/index.html").is_file()


@pytest.mark.long
def test_somebodys_files_are_not_replaced(root: Path) -> None:
    write(root / "site/thesis.txt", "years of work")

    done = statuary(root, "build")

    assert done.returncode == 1
    assert "holds something else than a built site" in done.stderr
    assert tree(root / "site") == {"thesis.txt": b"years of work"}
    assert list(root.glob(".site*")) == []


@pytest.mark.long
def test_what_mkdocs_would_exclude_is_not_published(root: Path) -> None:
    write(root / "mkdocs.yml", PAGES + "exclude_docs: /img/\nhooks: [hook.py]\n")
    write(root / "hook.py", "")

    done = statuary(root, "build")

    assert done.returncode == 0, done.stderr
    assert "left out: about.md, exclude_docs, hooks" in done.stderr
    assert not (root / "site/img").exists()


@pytest.mark.long
def test_serve_says_what_to_install(root: Path) -> None:
    done = statuary(root, "serve")

    assert done.returncode == 3
    assert "pip install 'mkdocs<2' mkdocs-material" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_a_new_repository_is_made_and_checked(tmp_path: Path) -> None:
    new = tmp_path / "new"
    for arguments in (["init", str(new), "--bare"], ["-C", str(new), "check"], ["-C", str(new), "status"]):
        done = run_without(ALL, tmp_path / "hidden", "statuary", *arguments)
        assert done.returncode == 0, done.stderr
