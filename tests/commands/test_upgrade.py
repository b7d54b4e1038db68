"""`statuary upgrade`: a repository gets what this version gives, and its owner's changes stay."""

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from statuary import __version__
from statuary.cli import main

CHECK = ".github/workflows/check.yml"
DEPLOY = ".github/workflows/deploy.yml"
GO_LIVE = ".github/go-live.md"
GUIDE = "incidents/README.md"
GONE = ".github/once-given.md"


def upgrade(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "upgrade", *options])


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "status"
    assert CliRunner().invoke(main, ["init", "--bare", str(root)]).exit_code == 0
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A repository made by this version."""
    return Path(shutil.copytree(made, tmp_path / "status"))


def made_by(root: Path, version: str, given: Mapping[str, str]) -> None:
    """As if another version had made the repository, which gave these files otherwise."""
    path = next((root / ".github/wheels").glob("statuary-*.whl"))
    content = io.BytesIO(path.read_bytes())
    path.unlink()
    older = path.with_name(f"statuary-{version}-py3-none-any.whl")
    with zipfile.ZipFile(content) as wheel, zipfile.ZipFile(older, "w") as out:
        members = {name: wheel.read(name) for name in wheel.namelist()}
        for name, text in given.items():
            members[f"statuary/example/{name}"] = text.encode()
            (root / name).write_text(text)
        for name, data in members.items():
            out.writestr(name, data)
    listed = root / ".github/wheels.txt"
    listed.write_text(listed.read_text().replace(f"statuary-{__version__}-", f"statuary-{version}-"))


def edited(root: Path, path: str, old: str, new: str) -> str:
    text = (root / path).read_text()
    assert old in text
    return text.replace(old, new, 1)


@pytest.fixture
def older(root: Path) -> Path:
    """A repository made by an older version, in which its owner has changed some of what it gave."""
    made_by(
        root,
        "0.0.9",
        {
            CHECK: edited(root, CHECK, "name: Check\n", "name: Older\n"),
            DEPLOY: edited(root, DEPLOY, "name: Deploy\n", "name: Older\n"),
            GO_LIVE: edited(root, GO_LIVE, "# Before you go live", "# Older"),
            GONE: "Once given\n",
        },
    )
    (root / DEPLOY).write_text((root / DEPLOY).read_text() + "# the owner's\n")
    (root / GO_LIVE).write_text(edited(root, GO_LIVE, "# Older", "# The owner's"))
    (root / ".github/CODEOWNERS").write_text("* @us\n")
    (root / ".vscode/settings.json").unlink()
    (root / "mkdocs.yml").write_text("site_name: Ours\n")
    return root


def test_what_changed_is_renewed_and_the_owners_changes_stay(older: Path, made: Path) -> None:
    result = upgrade(older)

    assert result.exit_code == 1, "one file needs the owner"
    after, new = files(older), files(made)
    assert after[CHECK] == new[CHECK]
    assert after[DEPLOY] == new[DEPLOY] + b"# the owner's\n"
    assert after[GO_LIVE].startswith(b"# The owner's") and after[GO_LIVE + ".new"] == new[GO_LIVE]
    assert GONE not in after and ".vscode/settings.json" not in after
    assert (after[".github/CODEOWNERS"], after["mkdocs.yml"]) == (b"* @us\n", b"site_name: Ours\n")
    for path in (".github/wheels.txt", *(name for name in new if name.startswith(".github/wheels/"))):
        assert after[path] == new[path]
    assert ".github/wheels/statuary-0.0.9-py3-none-any.whl" not in after
    assert f"Statuary 0.0.9 → {__version__}:" in result.output
    assert f"  replaced    {CHECK}\n" in result.output
    assert f"  merged      {DEPLOY} (your changes and ours)\n" in result.output
    assert f"  conflict    {GO_LIVE} (yours stays, ours is go-live.md.new)\n" in result.output
    assert f"  removed     {GONE}\n" in result.output
    assert "  stays away  .vscode/settings.json (you deleted it)\n" in result.output


def test_a_conflict_beside_the_incidents_keeps_nobody_from_publishing(root: Path) -> None:
    made_by(root, "0.0.9", {GUIDE: "Older\n"})
    (root / GUIDE).write_text("Ours\n")

    assert upgrade(root).exit_code == 1
    assert (root / f"{GUIDE}.new").exists()
    assert CliRunner().invoke(main, ["-C", str(root), "check"]).exit_code == 0


def test_of_two_locks_ours_is_to_be_taken(root: Path) -> None:
    lock = ".github/requirements.txt"
    made_by(root, "0.0.9", {lock: edited(root, lock, "babel==", "babel==2.17.0 # ")})
    (root / lock).write_text(edited(root, lock, "babel==2.17.0", "babel==2.17.1"))

    result = upgrade(root)

    assert result.exit_code == 1
    assert f"mv {lock}.new {lock}" in result.output


def test_the_second_time_changes_nothing_and_remembers_the_conflict(older: Path) -> None:
    upgrade(older)
    once = files(older)

    again = upgrade(older)

    assert (again.exit_code, files(older)) == (1, once)
    assert "Nothing to change" in again.output and f"{GO_LIVE}.new" in again.output
    (older / f"{GO_LIVE}.new").unlink()
    assert upgrade(older).exit_code == 0


def test_a_dry_run_says_the_same_and_writes_nothing(older: Path) -> None:
    before = files(older)

    shown = upgrade(older, "--dry-run")

    assert (shown.exit_code, files(older)) == (1, before)
    assert f"  merged      {DEPLOY}" in shown.output
    assert shown.output.replace("; nothing is written", "") == upgrade(older).output.replace(
        "Look at it with git diff, then commit it.\n", ""
    )


def test_a_disk_that_fails_leaves_everything_as_it_was(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(older)

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copymode", full)
    result = upgrade(older)

    assert result.exit_code == 3 and "No space left" in result.output
    assert files(older) == before


def test_a_repository_of_this_version_has_nothing_to_change(root: Path) -> None:
    before = files(root)

    result = upgrade(root)

    assert (result.exit_code, files(root)) == (0, before)
    assert result.output == f"Nothing to change: this is what Statuary {__version__} gives.\n"


def test_what_the_owner_changed_is_named_though_nothing_changes(root: Path) -> None:
    (root / GO_LIVE).write_text("Ours\n")

    result = upgrade(root)

    first, second = result.output.splitlines()
    assert first == f"Nothing to change: this is what Statuary {__version__} gives, and what is yours:"
    assert second == f"  yours  {GO_LIVE} (you changed it)"
    assert (result.exit_code, (root / GO_LIVE).read_text()) == (0, "Ours\n")


def test_line_ends_of_another_system_are_no_change(root: Path) -> None:
    made_by(root, "0.0.9", {CHECK: "name: Older\n"})
    (root / CHECK).write_bytes(b"name: Older\r\n")
    (root / GO_LIVE).write_bytes((root / GO_LIVE).read_bytes().replace(b"\n", b"\r\n"))

    assert upgrade(root).exit_code == 0
    assert b"pull_request" in (root / CHECK).read_bytes()


def test_without_an_old_wheel_what_differs_is_a_conflict(root: Path, made: Path) -> None:
    shutil.rmtree(root / ".github/wheels")
    (root / ".github/wheels.txt").unlink()
    (root / CHECK).write_text("mine")
    (root / GO_LIVE).unlink()

    result = upgrade(root)

    assert result.exit_code == 1
    assert "nobody knows what you changed" in result.output
    assert files(root) == files(made) | {CHECK: b"mine", f"{CHECK}.new": (made / CHECK).read_bytes()}


def test_an_older_version_is_refused(root: Path) -> None:
    made_by(root, "99.0", {CHECK: "name: Newer\n"})
    before = files(root)

    result = upgrade(root)

    assert (result.exit_code, files(root)) == (2, before)
    assert "Statuary 99.0 built this page" in result.output


def test_a_damaged_wheel_is_told(root: Path) -> None:
    path = next((root / ".github/wheels").glob("statuary-*.whl"))
    path.write_bytes(path.read_bytes()[:1000])
    before = files(root)

    result = upgrade(root)

    assert (result.exit_code, files(root)) == (1, before)
    assert f"git checkout -- .github/wheels/{path.name}" in result.output


def test_the_owners_own_lines_wheels_and_links_stay(root: Path, tmp_path: Path) -> None:
    """Nothing is written through a link, for it may lead out of the repository."""
    made_by(root, "0.0.9", {CHECK: "name: Older\n", GO_LIVE: "older\n"})
    mine = b"./.github/wheels/mine-1.0-py3-none-any.whl --hash=sha256:00\n"
    listed = root / ".github/wheels.txt"
    listed.write_bytes(listed.read_bytes() + mine)
    (root / ".github/wheels/mine-1.0-py3-none-any.whl").write_bytes(b"mine")
    (root / ".github/own.txt").write_bytes(b"own")
    (root / GO_LIVE).unlink()
    (tmp_path / "elsewhere").write_bytes(b"elsewhere")
    (root / GO_LIVE).symlink_to(tmp_path / "elsewhere")

    result = upgrade(root)

    assert result.exit_code == 1 and f"conflict  {GO_LIVE} (something else than" in result.output
    assert (tmp_path / "elsewhere").read_bytes() == b"elsewhere" and (root / GO_LIVE).is_symlink()
    assert listed.read_bytes().endswith(mine)
    assert (root / ".github/wheels/mine-1.0-py3-none-any.whl").exists() and (
        root / ".github/own.txt"
    ).exists()


def test_schemas_follow_the_components(root: Path) -> None:
    (root / "components.yaml").write_text(
        "groups:\n  - name: A\n    components:\n      - id: pump\n        name: P\n"
    )

    assert upgrade(root).exit_code == 0
    assert '"pump"' in (root / ".vscode/incident.schema.json").read_text()


def test_only_a_status_repository_is_upgraded(tmp_path: Path) -> None:
    assert upgrade(tmp_path).exit_code == 2
    assert list(tmp_path.iterdir()) == []
    result = upgrade(Path(__file__).parents[2], "--dry-run")
    assert result.exit_code == 2 and "Statuary's own repository" in result.output


def test_a_list_without_its_dots_is_renewed_too(older: Path) -> None:
    listed = older / ".github/wheels.txt"
    listed.write_text(listed.read_text().replace("./.github", ".github"))

    upgrade(older)

    assert "0.0.9" not in listed.read_text()
    assert len(list((older / ".github/wheels").glob("statuary-*.whl"))) == 1


def test_wheels_that_cannot_be_written_are_not_listed(older: Path, tmp_path: Path) -> None:
    shutil.move(older / ".github/wheels", tmp_path / "elsewhere")
    (older / ".github/wheels").symlink_to(tmp_path / "elsewhere")
    before = (older / ".github/wheels.txt").read_bytes()

    result = upgrade(older)

    assert result.exit_code == 1 and "put ordinary files and folders there" in result.output
    assert (older / ".github/wheels.txt").read_bytes() == before
