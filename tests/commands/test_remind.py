"""`statuary remind`: what is overdue and what is due soon, the worst first, each with the command to run."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import Result

from support.command import run
from support.git import git
from support.own_page import OWN, with_option
from support.repository import MakeRepository, change, incident, work

CARDS = incident("Cards fail", "10:00 Investigating; next update: 30 min", impact="major")
SEARCH = incident("Search fails", "10:00 Investigating", impact="critical")
LOGIN = incident("Sign-in is slow", "10:00 Investigating", impact="minor")
MOVES = work("Search moves", "08:00-10:30")
OUTAGE = incident("All is down", "09:00 Investigating", "10:00 Resolved", impact="critical")
TEXTS = {
    "2026-11-22-cards.md": CARDS,
    "2026-11-22-search.md": SEARCH,
    "2026-11-22-login.md": LOGIN,
    "2026-11-22-moves.md": MOVES,
    "2026-11-22-outage.md": OUTAGE,
}


def remind(root: Path, clock: str, *options: str, day: int = 22) -> Result:
    return run(root, "remind", "--now", f"2026-11-{day}T{clock}Z", *options)


def listed(
    root: Path, clock: str, *options: str, day: int = 22
) -> tuple[int, list[tuple[str, str, bool, int]]]:
    """The exit code; and of each thing its incident, its rule, whether it is overdue, and its minutes."""
    result = remind(root, clock, "--format", "json", *options, day=day)
    due = json.loads(result.stdout)["due"]
    told = [
        (one["id"].removeprefix("2026-11-22-"), one["rule"], one["overdue"], one["minutes"]) for one in due
    ]
    return result.exit_code, told


@pytest.fixture
def shop(repository: MakeRepository) -> Path:
    return repository(dict(TEXTS), config=OWN)


def test_the_worst_comes_first(shop: Path) -> None:
    assert listed(shop, "10:10") == (0, [])
    assert listed(shop, "10:20") == (
        0,
        [
            ("search", "silence", False, -10),
            ("cards", "promise-missed", False, -10),
            ("moves", "unconfirmed", False, -10),
        ],
    )
    assert listed(shop, "10:33") == (
        1,
        [
            ("search", "silence", True, 3),
            ("moves", "unconfirmed", True, 3),
            ("cards", "promise-missed", False, 3),  # five minutes of grace
        ],
    )
    assert listed(shop, "10:36")[1][1] == ("cards", "promise-missed", True, 6)
    assert listed(shop, "10:20", "--within", "5m") == (0, [])
    assert ("login", "silence", False, -220) in listed(shop, "10:20", "--within", "4h")[1]


def test_what_it_says(shop: Path) -> None:
    result = remind(shop, "10:36")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "6 minutes overdue: “Search fails” (critical): there is no update since 10:00 UTC and no promise of one; it "
        "was due at 10:30 UTC.",
        "    statuary update 2026-11-22-search --publish",
        "    “No change yet” is an update, too.",
        "6 minutes overdue: “Cards fail” (major): the next update was promised for 10:30 UTC.",
        "    statuary update 2026-11-22-cards --publish",
        "    “No change yet” is an update, too.",
        "6 minutes overdue: “Search moves” (maintenance): its end was planned for 10:30 UTC, and is not "
        "confirmed as done.",
        "    statuary resolve 2026-11-22-moves --publish",
        "    If it takes longer: statuary update, with --ends.",
        "3 overdue, 0 due within 15 minutes.",
    ]


def test_when_nothing_is_overdue(shop: Path) -> None:
    result = remind(shop, "10:05")

    assert (result.exit_code, result.stdout) == (
        0,
        "Nothing is overdue, and nothing is due within 15 minutes. Next: “Search fails”, 10:30 UTC.\n",
    )


def test_what_it_says_can_be_run(shop: Path) -> None:
    for one in json.loads(remind(shop, "10:40", "--format", "json").stdout)["due"]:
        program, name, id, publish = one["command"].split()
        assert (program, publish) == ("statuary", "--publish")
        result = run(shop, name, id, "-m", "No change yet.", "--yes", "--now", "2026-11-22T10:40Z")
        assert result.exit_code == 0, result.output

    assert listed(shop, "10:41")[0] == 0


def test_a_post_mortem_is_followed_until_it_is_published(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-outage.md": OUTAGE}, config=OWN)
    assert listed(root, "23:50", day=27) == (0, [("outage", "postmortem-owed", False, -10)])
    assert listed(root, "09:00", day=30)[0] == 1
    said = remind(root, "09:00", day=30).stdout
    assert "a post-mortem was due by 2026-11-27." in said
    assert "statuary postmortem 2026-11-22-outage --publish" in said

    link = "[Post-mortem](https://blog.example.com/all-is-down)"
    done = run(root, "postmortem", "2026-11-22-outage", "-m", link, "--yes", "--now", "2026-11-30T10:00Z")
    assert done.exit_code == 0, done.output
    assert listed(root, "10:01", day=30) == (0, [])


def test_a_waiver_is_enough(repository: MakeRepository) -> None:
    told = OUTAGE.replace("---\n\n", "waive: {postmortem-owed: the same as on 3 November}\n---\n\n", 1)
    root = repository({"2026-11-22-outage.md": told}, config=OWN)

    assert listed(root, "09:00", day=30) == (0, [])
    assert "waive" not in run(root, "check").output


def test_a_rule_that_is_off_says_nothing(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-search.md": SEARCH}, config=with_option("words: {off: [silence]}"))
    assert listed(root, "11:50") == (0, [])


def test_the_rhythm_of_the_page_counts(repository: MakeRepository) -> None:
    config = with_option("rhythm: {silence: {critical: 2 h}, postmortem: {critical: none}}")
    root = repository({"2026-11-22-search.md": SEARCH, "2026-11-22-outage.md": OUTAGE}, config=config)

    assert listed(root, "11:50") == (0, [("search", "silence", False, -10)])
    assert [one[0] for one in listed(root, "09:00", day=30)[1]] == ["search"]


def test_times_are_those_of_the_page(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-cards.md": CARDS}, config=with_option("timezone: Asia/Tokyo"))

    assert "promised for 19:30 JST" in remind(root, "10:40").stdout
    assert "promised for 2026-11-22 19:30 JST" in remind(root, "16:40").stdout


def test_a_file_that_cannot_be_read_is_named_and_hides_nothing(shop: Path) -> None:
    git(shop, "init", "-q")
    git(shop, "add", ".")
    git(shop, "commit", "-qm", "As it was")
    change(shop / "incidents/2026-11-22-cards.md", "impact: major", "impact: mjaor")

    code, told = listed(shop, "10:40")
    assert code == 1
    assert ("cards", "promise-missed", True, 10) in told
    path = "incidents/2026-11-22-cards.md"
    assert (
        f"{path} cannot be read as it stands, so something may be missing here: statuary check"
        in remind(shop, "10:40").stdout
    )
    errors = json.loads(remind(shop, "10:40", "--format", "json").stdout)["errors"]
    assert [(one["path"], one["rule"]) for one in errors if one["path"] == path] == [(path, "wrong-value")]
    assert remind(shop, "10:05").exit_code == 0


def test_where_nothing_of_it_was_ever_read_silence_counts(repository: MakeRepository) -> None:
    root = repository({"2026-11-22-search.md": SEARCH.replace("critical", "critcal")}, config=OWN)

    assert [one[:2] for one in listed(root, "20:00")[1]] == [("search", "silence")]


def test_a_configuration_that_cannot_be_used(repository: MakeRepository) -> None:
    root = repository(dict(TEXTS), config="site_name: [\n")
    for form in ("text", "json", "github"):
        result = remind(root, "10:40", "--format", form)
        assert result.exit_code == 3, "1 is for what is overdue, and nothing else"
        assert "what is due is not known" in result.stderr


def test_for_github(shop: Path) -> None:
    change(shop / "incidents/2026-11-22-cards.md", "Cards fail", "Cards ::error::fail")
    lines = remind(shop, "10:40", "--format", "github").stdout.splitlines()

    assert [line.split(",")[0] for line in lines[:3]] == [
        f"::warning file=incidents/2026-11-22-{name}.md" for name in ("search", "cards", "moves")
    ]
    assert lines[3].startswith("::stop-commands::")
    assert lines[-1] == f"::{lines[3].rpartition('::')[2]}::"


@pytest.mark.parametrize(
    "options", [("--within", "soon"), ("--wait",), ("--format", "sarif"), ("--issues", "x", "--result", "y")]
)
def test_wrong_usage(shop: Path, options: tuple[str, ...]) -> None:
    (shop / "x").write_text("[1]")
    assert remind(shop, "10:40", *options).exit_code == 2


def test_the_requests_for_an_issue(shop: Path) -> None:
    def asked(issues: list[Mapping[str, object]], clock: str = "10:40") -> list[dict[str, object]]:
        (shop / "issues").write_text(json.dumps(issues))
        remind(shop, clock, "--issues", "issues", "--result", "asked", "--every", "3h")
        return list(json.loads((shop / "asked").read_text()))

    (opened,) = asked([])
    assert (opened["method"], opened["path"]) == ("POST", "issues")
    fields = opened["fields"]
    assert isinstance(fields, dict) and fields["title"] == "Overdue: Search fails, and 2 more"
    issue = {"number": 7, **fields}
    assert asked([issue]) == []
    assert asked([{**issue, "body": str(issue["body"]).replace("\n", "\r\n")}]) == []
    later = [(one["method"], one["path"]) for one in asked([issue], "14:01")]
    assert later == [("PATCH", "issues/7"), ("POST", "issues/7/comments")]
    assert asked([issue], "10:00") == [
        {"method": "PATCH", "path": "issues/7", "fields": {"state": "closed", "state_reason": "completed"}}
    ]
    change(shop / "incidents/2026-11-22-cards.md", "impact: major", "impact: mjaor")
    assert asked([issue], "10:00") == [], "what it promised is not known"
