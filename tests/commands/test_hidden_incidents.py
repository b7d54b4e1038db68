"""The promise, through the command: whatever hides an open incident is an error, and the page is not built."""

from pathlib import Path

import pytest

from support.command import build, outcome, run
from support.examples import some, whole
from support.git import git
from support.repository import CONFIG, INCIDENT, MakeRepository, write

OPEN = INCIDENT.replace("2026-11-22", "2026-10-01")
PLANNED = (
    "---\ntitle: Search moves\ntype: maintenance\nstarts: {starts}\nends: {ends}\n{auto}"
    "components:\n  - search\n---\n\n"
    "## 2026-10-01 10:00 UTC — Scheduled\n\nSearch moves.\n\n"
    "## 2026-10-02 10:04 UTC — Update\n\n- search: major_outage\n\nIt broke.\n"
)


def check(root: Path, *arguments: str) -> tuple[int, str]:
    return outcome(root, "check", *arguments)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (CONFIG.replace("now: 2026-11-22T12:00:00Z", "now: 2026-09-01T12:00:00Z"), "error[fixed-now]"),
        (CONFIG.replace("docs_dir:", "docsdir:"), "does not say where the incidents are"),
        (CONFIG + "docs_dir: other\n", "stands here twice"),
        ("INHERIT: base.yml\n" + CONFIG, "INHERIT"),
        (CONFIG + "nav:\n  - About: 2026-10-01-cards.md\n", "but it holds updates"),
        (CONFIG + "nav:\n  - About: abuot.md\n", "“abuot.md” (About) in nav does not exist"),
    ],
)
def test_a_configuration_that_hides_incidents(repository: MakeRepository, config: str, message: str) -> None:
    root = repository({"2026-10-01-cards.md": OPEN}, config=config)
    (root / "other").mkdir()

    code, output = check(root)

    assert code == 1
    assert message in output


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "2026/README.md", ".2026-10-01-cards.md", "../2026-10-01-cards.md", "2026-10-01-cards",
        "cards.txt", "a.md ",
    ],
)  # fmt: skip
def test_an_incident_where_nobody_reads_it(repository: MakeRepository, name: str) -> None:
    code, output = check(repository({name: OPEN}))

    assert code == 1
    assert "error[file-name] this file would be passed over" in output


@pytest.mark.parametrize(
    "name",
    some([
        "incident/a.md", "docs/a.md", "docs/incidents/2026/a.md", "a/b/c/d/incidents/a.md", ".hidden/a.md",
        "incidents/.old/a.md", "docs/a.markdown", "docs/A.MD", "docs/a.txt", "docs/a.md.txt", "docs/a.mdx",
        "docs/a", "incidents/a.markdown", "incidents/a.MD", "incidents/a.md.txt", "incidents/a.mdx",
        "incidents/a.md~", "incidents/a.md.bak",
    ], 3),
)  # fmt: skip
@pytest.mark.parametrize("in_git", [True, False])
def test_an_incident_elsewhere_is_named_and_shown(
    repository: MakeRepository, name: str, in_git: bool
) -> None:
    root = repository({"2026-10-01-search.md": OPEN.replace("checkout", "search")})
    write(root / name, OPEN.replace("Some card", "Elsewhere card"))
    if in_git:
        git(root, "init", "-q")

    code, output = check(root)
    run(root, "build", "--tolerant")

    assert code == 1
    assert f"{name}:1:1: error[file-name] this file would be passed over" in output
    assert "Elsewhere card" in (root / "site/index.html").read_text()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/how.md", f"---\ntitle: How\n---\n\n```markdown\n{OPEN}\n```\n"),
        ("docs/meetings.md", "# Meetings\n\n## 2026-10-01 10:00 UTC — Budget\n\nTalk.\n"),
        (".github/messages/incident-update.md", "Nothing new.\n"),
        ("other/incidents/a.md", OPEN),
        ("tests/data/some/files/a.md", OPEN),
        ("node_modules/a/a.md", OPEN),
        ("ignored/a.md", OPEN),
        ("docs/a.html", OPEN),
        ("incidents/2026-10-01-cards.md~", OPEN),
        ("incidents/.2026-10-01-cards.md.swp", OPEN),
        ("incidents/#2026-10-01-cards.md#", OPEN),
        ("incidents/2026-10-01-cards.md.orig", OPEN),
    ],
)
def test_what_is_no_incident_elsewhere_is_no_alarm(repository: MakeRepository, name: str, text: str) -> None:
    root = repository({"2026-10-01-cards.md": OPEN})
    write(root / name, text)
    write(root / "other/mkdocs.yml", CONFIG)
    write(root / ".gitignore", "/ignored/\n/node_modules/\n")
    (root / "incidents/.#2026-10-01-cards.md").symlink_to("me@here.1234:1")
    git(root, "init", "-q")

    code, output = check(root)

    assert code == 0, output


def test_a_fault_before_planned_work_begins(repository: MakeRepository) -> None:
    text = PLANNED.format(starts="2026-10-03 10:00 UTC", ends="2026-10-03 11:00 UTC", auto="")

    code, output = check(repository({"2026-10-01-search.md": text}))

    assert code == 1
    assert "it would not count yet" in output


@pytest.mark.parametrize("starts", ["2026-10-02 10:00 UTC", "2026-10-02 08:00 UTC"])
def test_a_fault_keeps_work_from_being_over_by_itself(repository: MakeRepository, starts: str) -> None:
    ends = starts.replace(":00 UTC", ":03 UTC") if "08" in starts else "2026-10-02 11:00 UTC"
    text = PLANNED.format(starts=starts, ends=ends, auto="auto: complete\n")
    root = repository({"2026-10-01-search.md": text})

    output = run(root, "status", "--now", "2026-10-02T12:00Z").output

    assert "Search    Major outage" in output


def test_an_open_incident_without_impact_is_never_green(repository: MakeRepository) -> None:
    text = OPEN.replace("impact: major\n", "").replace("partial_outage", "operational")
    root = repository({"2026-10-01-cards.md": text})

    output = run(root, "status", "--now", "2026-10-01T12:00Z").output

    assert "Minor incident: Some card payments fail." in output


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x: 2026-13-45\n", "a value cannot be read"),
        ("x: !!int abc\n", "a value cannot be read"),
        whole("x: " + "[" * 3000 + "]" * 3000 + "\n", "a value cannot be read"),
    ],
)
def test_values_that_cannot_be_read_are_no_traceback(
    repository: MakeRepository, line: str, message: str
) -> None:
    code, output = check(repository({}, config=CONFIG + line))

    assert code == 1
    assert message in output


def test_what_others_put_into_the_site_stays(repository: MakeRepository) -> None:
    root = repository({"2026-10-01-cards.md": OPEN})
    build(root)
    (root / "site" / "CNAME").write_text("status.example.com")
    (root / "site" / ".nojekyll").write_text("")

    build(root)

    assert (root / "site" / "CNAME").read_text() == "status.example.com"
    assert (root / "site" / ".nojekyll").exists()
