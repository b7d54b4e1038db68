"""An open incident does not leave the page because its file is gone."""

from pathlib import Path

import pytest

from support.examples import some
from support.git import commit
from support.gone import (
    BROKEN,
    Change,
    after,
    both,
    check,
    config,
    delete,
    errors,
    move,
    put,
    rename_folder,
    replace,
)
from support.past import FILE, KEY, RESOLVED, inspected
from support.repository import COMPONENTS, CONFIG, INCIDENT, write


def into_a_folder(root: Path) -> None:
    delete(root)
    write(root / FILE / "README.md", "Nothing.\n")


def to_docs(root: Path) -> None:
    write(root / "docs/README.md", "Nothing.\n")
    config("docs_dir: incidents", "docs_dir: docs")(root)


WAYS: dict[str, Change] = {
    "deleted": delete,
    "moved out of the folder": move(f"old/{KEY}.md"),
    "renamed": move("incidents/2026-11-22-card-payments.md"),
    "into a hidden folder": move(f"incidents/.old/{KEY}.md"),
    "another docs_dir": to_docs,
    "a narrower docs_dir": after(
        move(f"incidents/2025/{KEY}.md"),
        both(config("docs_dir: incidents", "docs_dir: incidents/2026"), put("incidents/2026/README.md", "")),
    ),
    "the folder was renamed": rename_folder,
    "an extra page": after(
        put(FILE, "An ordinary page.\n"), config("docs_dir:", "nav: [{About: 2026-11-22-cards.md}]\ndocs_dir:")
    ),
    "a folder of that name": into_a_folder,
    "broken, then deleted": after(put(FILE, BROKEN), delete),
    "renamed, and renamed again without the first alias": after(
        move("incidents/2026-11-22-b.md"),
        put("incidents/2026-11-22-b.md", RESOLVED.replace("impact:", f"aliases: [/incidents/{KEY}/]\nimpact:")),
        put("incidents/2026-11-22-b.md", RESOLVED),
    ),
    "its component left, too": after(
        put("components.yaml", COMPONENTS.replace("id: checkout", "id: cart")), delete
    ),
    "over, broken with a new fault, deleted": after(
        put(FILE, RESOLVED),
        put(FILE, RESOLVED + "\n## 2026-11-22 11:30 UTC — Investigating\n\n- chekout: down\n- who: all\n\nAgain.\n"),
        delete,
    ),
    "under a deleted configuration": after(
        lambda root: (root / "mkdocs.yml").unlink(), put("mkdocs.yml", CONFIG), delete
    ),
}  # fmt: skip


@pytest.mark.parametrize("committed", [False, True], ids=["uncommitted", "committed"])
@pytest.mark.parametrize("way", some(WAYS, 2))
def test_an_open_incident_does_not_leave(cards: Path, way: str, committed: bool) -> None:
    WAYS[way](cards)
    if committed:
        commit(cards)

    code, output = check(cards)
    found = inspected(cards)

    assert code == 1
    assert "error[gone]" in output
    assert KEY in {Path(path).stem for path, rule in errors(found) if rule == "gone"}
    assert found.state is not None
    shown = found.state.by_id[KEY]
    assert shown in found.state.active
    assert shown.incident.being_corrected
    assert found.state.indicator in ("major", "minor")


@pytest.mark.parametrize(
    "name",
    [f".{KEY}.md", f"{KEY}.markdown", f"{KEY}.MD", f"{KEY}.md.txt", f"{KEY}.html", "2026-11-22-Cards.md"],
)
def test_under_a_name_that_is_an_error_it_keeps_its_address(cards: Path, name: str) -> None:
    move(f"incidents/{name}")(cards)
    commit(cards)

    found = inspected(cards)

    assert errors(found) == {(f"incidents/{name}", "file-name")}, "one mistake is one error"
    assert [one.incident.id for one in found.state.active] == [KEY, "2026-11-22-search"]  # type: ignore[union-attr]


def test_an_alias_counts_while_its_file_is_broken(cards: Path) -> None:
    renamed = INCIDENT.replace("impact:", f"aliases: [/incidents/{KEY}/index.html]\nimpact:")
    replace(FILE, "incidents/2026-11-22-b.md", renamed)(cards)
    commit(cards)
    commit(cards, {"incidents/2026-11-22-b.md": renamed + "\n## Resolved\n"})

    found = inspected(cards)

    assert errors(found) == {("incidents/2026-11-22-b.md", "heading")}
    assert [one.incident.id for one in found.state.active] == ["2026-11-22-b", "2026-11-22-search"]  # type: ignore[union-attr]
