"""`statuary check --summary`: what a change brings, for whoever has to agree to it."""

from pathlib import Path

import pytest

from statuary.render import change_summary
from support.command import run
from support.git import commit, git
from support.repository import INCIDENT, MakeRepository, write

PATH = "incidents/2026-11-22-cards.md"
TEMPLATE = ".github/messages/incident-update.md"
WORDS = "Nothing new yet. We keep looking."
NEWER = f"\n## 2026-11-22 10:31 UTC — Update\n\n{WORDS}\n"


@pytest.fixture
def root(repository: MakeRepository) -> Path:
    """A repository with one incident and one approved template, committed to `main`."""
    root = repository({"2026-11-22-cards.md": INCIDENT})
    write(root / TEMPLATE, f"{WORDS}\n")
    commit(root)
    return root


def summary(root: Path, *arguments: str) -> str:
    file = root.parent / "summary.md"
    file.unlink(missing_ok=True)
    assert run(root, "check", "--summary", str(file), *arguments).exit_code in (0, 1)
    return file.read_text(encoding="utf-8")


def test_a_change_of_no_incident_says_so(root: Path) -> None:
    text = summary(root, "--since", "main")

    assert "No incident changes." in text
    assert "They stay as they are." in text


def test_without_a_revision_it_tells_of_the_page_and_its_problems(root: Path) -> None:
    text = summary(root)

    assert text.startswith("## The page's first words\n\n> **Major incident:** Some card payments fail")
    assert "in place of" not in text and "No incident changes" not in text


def test_approved_words_are_named_and_only_the_templates_of_the_target_count(root: Path) -> None:
    write(root / PATH, INCIDENT + NEWER)
    assert "approved words" in summary(root, "--since", "main")

    mine = "All is well, says nobody."
    write(root / PATH, INCIDENT + NEWER.replace(WORDS, mine))
    write(root / TEMPLATE, f"{mine}\n")
    assert "approved words" not in summary(root, "--since", "main")


def test_facts_that_the_change_itself_brings_are_not_approved(root: Path) -> None:
    write(root / TEMPLATE, "Nothing new about {components} yet.\n")
    git(root, "commit", "-q", "-a", "-m", "template")
    write(root / PATH, INCIDENT + NEWER.replace(WORDS, "Nothing new about Checkout yet."))
    assert "approved words" in summary(root, "--since", "main")

    catalogue = (root / "components.yaml").read_text(encoding="utf-8")
    write(root / "components.yaml", catalogue.replace("name: Checkout", "name: our lawyers"))
    write(root / PATH, INCIDENT + NEWER.replace(WORDS, "Nothing new about our lawyers yet."))
    assert "approved words" not in summary(root, "--since", "main")


def test_a_title_passes_for_no_heading_of_ours(root: Path) -> None:
    write(root / PATH, INCIDENT.replace("Some card payments fail", "The page's first words"))

    titles = [line for line in summary(root, "--since", "main").splitlines() if line.startswith("## ")]

    assert titles == ["## The page's first words", "## Incident: The page\\'s first words"]


def test_what_was_changed_or_taken_away_is_told(root: Path) -> None:
    write(root / PATH, INCIDENT + NEWER)
    git(root, "commit", "-q", "-a", "-m", "more")
    write(
        root / PATH,
        INCIDENT.replace("one card payment in five", "every card payment").replace("major", "minor"),
    )

    text = summary(root, "--since", "main")

    assert "**An update goes.**" in text
    assert "**Investigating**, 22 November 2026, 10:04 UTC (changed)" in text
    assert "> <p>About every card payment fails.</p>" in text or "every card payment" in text
    assert "Its title, impact, components or window change." in text


def test_a_file_with_an_error_is_not_said_to_go(root: Path) -> None:
    write(root / PATH, INCIDENT.replace("partial_outage", "outtage"))

    text = summary(root, "--since", "main")

    assert text.startswith("## 1 error\n")
    assert "goes" not in text
    assert "They are not known" in text


def test_a_summary_stays_within_what_github_takes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_summary, "LARGEST", 400)
    write(root / PATH, INCIDENT + NEWER.replace(WORDS, "Words. " * 100))

    text = summary(root, "--since", "main")

    assert len(text.encode()) < 500
    assert text.endswith("look at the files.\n")


def test_a_page_without_a_history_to_compare_with_is_wrong_usage(root: Path) -> None:
    assert run(root, "check", "--summary", "out.md", "--since", "nowhere").exit_code == 2


def test_what_builds_the_page_is_named_apart(root: Path) -> None:
    for name in ("wheels/statuary-9.9-py3-none-any.whl", "wheels.txt", "workflows/post.yml", "notes.txt"):
        write(root / ".github" / name, "x\n")

    text = summary(root, "--since", "main")

    builders = text.partition("## What builds the page\n")[2].partition("##")[0].replace("\\", "")
    assert [line for line in builders.splitlines() if line.startswith("- ")] == [
        "- .github/wheels.txt: new",
        "- .github/wheels/statuary-9.9-py3-none-any.whl: new",
        "- .github/workflows/post.yml: new",
    ]
    assert "## 1 other file\n" in text


def test_every_file_that_is_no_incident_is_named(root: Path) -> None:
    write(root / "hooks/more.py", "")
    write(root / "incidents/map.png", b"\x89PNG\r\n\x1a\n")
    write(root / "overrides/main.html", "<script>")
    write(root / TEMPLATE, "Other words.\n")
    write(root / "mkdocs.yml", (root / "mkdocs.yml").read_text() + "# more\n")
    write(root / PATH, INCIDENT + NEWER)
    write(root / "components.yaml", (root / "components.yaml").read_text() + "# more\n")
    (root / "incidents/link.png").symlink_to("map.png")

    listed = summary(root, "--since", "main").partition("other files")[2].partition("##")[0]

    assert [line.replace("\\", "") for line in listed.splitlines() if line.startswith("- ")] == [
        "- .github/messages/incident-update.md: changed",
        "- hooks/more.py: new",
        "- incidents/link.png: new, a symbolic link",
        "- incidents/map.png: new",
        "- mkdocs.yml: changed",
        "- overrides/main.html: new",
    ]


def test_suggestions_stand_beside_the_words_with_a_sentence_to_paste(root: Path) -> None:
    words = "We are currently investigating this issue! Contact support. We write again tomorrow at 14:00."
    write(root / PATH, INCIDENT + NEWER.replace(WORDS, words))

    text = summary(root, "--since", "main")

    told = text.partition("**Suggestions** (they stop nothing):")[2]
    assert text.count("**Suggestions**") == 1
    assert "## Incident: Some card payments fail" in text.partition("**Suggestions**")[0]
    assert told.count("\n- ") == 3
    assert "<br>→ add the way" in told
    assert "suggestions\n" not in text, "they are not told twice"


def test_a_leak_is_named_by_its_line_and_not_repeated(root: Path) -> None:
    write(root / PATH, INCIDENT + NEWER.replace(WORDS, "The host 10.2.3.4 does not answer! Contact support."))

    text = summary(root, "--since", "main")

    assert "## 1 error" in text
    assert "private\\-address" in text
    assert "10" not in text.partition("## The page's first words")[0].replace("line 1", "")
    assert "10.2.3.4" not in text.replace("\\", "")
    assert "uggestions" not in text


def test_what_subscribers_get_is_there_folded_and_no_word_of_it_is_markup(root: Path) -> None:
    words = "One in five fails: <b>@team</b> &amp; `code`.\n\nSecond."
    write(root / PATH, INCIDENT + NEWER.replace(WORDS, words))
    text = summary(root, "--since", "main")

    (fold,) = [line for line in text.splitlines() if line.startswith("<details>")]
    assert fold.startswith("<details><summary>What subscribers get</summary><pre>SMS (") and fold.endswith(
        "</details>"
    )
    assert all(f"&#10;{name} (" in fold for name in ("X", "Bluesky", "Mastodon", "Chat"))
    assert "One in five fails: &lt;b&gt;@\N{ZERO WIDTH SPACE}team" in fold
