"""`statuary upgrade` where there is nothing to change, or no way to tell."""

import shutil
from pathlib import Path

from statuary import __version__
from support.places import ROOT
from support.repository import files
from support.upgrade import CHECK, GO_LIVE, made_by, upgrade


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
    result = upgrade(ROOT, "--dry-run")
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
