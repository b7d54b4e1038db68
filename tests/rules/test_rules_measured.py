"""Every rule that speaks is right nine times of ten on what a person judged; rare rules on cases built for them."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from measure import ENOUGH, Measured, measure, read_labels, table

from statuary.cli import main
from statuary.model import Stage
from statuary.rules import RULES, Example, Force
from statuary.source import load
from support.rule_cases import finds, incident, page, rule_of, update

HERE = Path(__file__).parent
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
_PAGES = {
    "statuspage-github": ("statuspage",),
    "cstate-jenkins": ("cstate", "--timezone", "UTC"),
}


@pytest.mark.long
@pytest.mark.parametrize("folder", _PAGES)
def test_what_speaks_is_right_nine_times_of_ten(folder: str, tmp_path: Path) -> None:
    if not (CORPORA / folder).is_dir():
        pytest.skip(f"the real incident history {folder} is not at ../shared/corpora")
    kind, *options = _PAGES[folder]
    made = CliRunner().invoke(
        main, ["init", str(tmp_path / "page"), "--from", kind, str(CORPORA / folder), *options]
    )
    assert made.exit_code == 0, made.output
    site = load(tmp_path / "page").site
    assert site is not None

    done = measure(site, read_labels(HERE / "labels.jsonl"))

    assert done.judged > 90
    assert [rule.id for rule in RULES if done.is_too_low(rule)] == []
    assert [one for one in done.wrong if rule_of(one[0]).force is not Force.INFORMS] == []


def test_the_labels_name_only_rules() -> None:
    named = {
        name for verdict in read_labels(HERE / "labels.jsonl").values() for one in verdict for name in one
    }

    assert named <= {rule.id for rule in RULES}
    assert len(read_labels(HERE / "labels.jsonl")) >= 240


def test_any_labels_and_any_repository_can_be_measured() -> None:
    one = incident(
        update("We keep working on it."), update("It will be back shortly.", 1), title="Issue with Search"
    )
    key = one.id
    labels = {
        (key, 0): (frozenset({"next-update"}), frozenset({"vague-title"})),
        (key, 1): (frozenset[str](), frozenset({"vague-promise"})),
    }

    done = measure(page(incidents=(one,)), labels)

    assert (done.updates, done.judged) == (2, 2)
    assert done.verdicts["next-update"] == {"right": 1, "wrong": 1}
    assert done.precision("next-update") == 0.5
    assert done.precision("vague-title") is None
    assert ("next-update", key, 1) in done.wrong
    assert "who" not in done.verdicts  # decided by a fact, and no label names it
    assert any(line.startswith("next-update") and "50%" in line for line in table(done))


def test_a_rule_that_is_wrong_too_often_may_not_speak() -> None:
    done = Measured()
    for _ in range(ENOUGH):
        done.add("symptom", "right")
    assert not done.is_too_low(rule_of("symptom"))
    done.add("symptom", "wrong")
    done.add("symptom", "wrong")
    assert done.is_too_low(rule_of("symptom"))


def _end(text: str) -> Example:
    return Example(text, stage=Stage.RESOLVED, next_update=False)


# Too rare on real pages for a share that means something: cases built for them, after the shapes of real updates.
_BUILT: dict[str, tuple[list[str | Example], list[str | Example]]] = {
    "contact-way": (
        ["Contact support if it still fails.", "Reach out to our support team.", "Open a support ticket for that."],
        ["We contacted support of the carrier.", "Refrain from opening a ticket.", "Write to help@shop.example.",
         "The contact form fails.", "Customers cannot open a ticket.", "Contact support: https://shop.example/help"],
    ),
    "time-zone": (
        ["It began at 14:05.", "Between 9:15 and 9:40 sign-in failed.", "We restarted it at 23:59."],
        ["It began at 14:05 UTC.", "Between 9:15 and 9:40 PT sign-in failed.", "One in 3:1.", "Open 24:7.",
         "Version 2024.11 fails.", "The lag was 0:45 % of it.", "From 10:00 (CET) on.", "At `12:00` the job runs."],
    ),
    "relative-day": (
        ["We will write again tomorrow.", "The fix is planned for next week.", "Expect it to last until Monday."],
        ["A certificate ran out on Monday.", "This week's release is fine.", "Tomorrow, 23 November, it will be over.",
         "We will finish on 2026-11-23, which is Monday.", "Thank you for your patience tonight."],
    ),
    "numeric-date": (
        ["Orders of 05/06/2026 are missing.", "It lasted until 3/4/26.", "Reports since 11/23 are late."],
        ["Layer 3/4 is attacked.", "We watch 24/7.", "Half of it, 1/2, is back.", "See https://a.example/1/2/2026."],
    ),
    "belittling": (
        ["A small number of users cannot sign in.", "A very small percentage of requests fails.", "We had a blip."],
        ["A small number of users (about 30) cannot sign in.", "Small parcels are late.", "A limited edition is gone.",
         "0.4 % of requests fail. That is a small percentage of requests.", "Only PDF export fails."],
    ),
    "stacked-hedges": (
        ["Some users may see intermittent errors.", "A subset of calls might possibly drop.",
         "Certain reports could occasionally be late."],
        ["Some users may see errors.", "Some errors came in May, intermittently.",
         "Some users could not sign in at times.",
         "Some users see errors. They may be intermittent."],
    ),
    "exclamation": (
        ["It works again!", "All is well 🎉", "Sorry!"],
        ["You see “Oops!” there.", "Press `!` to go on.", "![a picture](a.png) of it", "It is != 3 there.",
         "You see the message 'Oops! Try again' there."],
    ),
    "vague-promise": (
        ["We will share news soon.", "It should be fixed shortly.", "We post updates as we have them."],
        ["We work to restore it as soon as possible.", "We will write once the fix is deployed.",
         "Orders came in shortly after 10:00 UTC."],
    ),
    "bare-resolved": (
        [_end("Resolved."), _end("The issue is now fully resolved."), _end("Everything is operating normally.")],
        [_end("Search works again."), _end("This incident has been resolved. We are sorry."),
         _end("Resolved by a restart of the search.")],
    ),
    "any-inconvenience": (
        [_end("We are sorry for the inconvenience."), _end("We regret any inconvenience."),
         _end("Apologies for the inconvenience caused.")],
        [_end("We are sorry that you could not pay."), _end("It works. Thank you."),
         "We apologise for any inconvenience."],
    ),
}  # fmt: skip


def _unpromised(one: str | Example) -> Example:
    """Without a promised time, beside which vague words do no harm."""
    return one if isinstance(one, Example) else Example(one, next_update=False)


def test_what_speaks_was_measured_on_real_pages_or_has_built_cases() -> None:
    spoken = [one for one in RULES if one.force is Force.SPEAKS and not one.by_count]
    named = Counter(name for right, _ in read_labels(HERE / "labels.jsonl").values() for name in right)
    apart = {"title-form", "repeat", "stage-words"}  # their cases are below

    assert {one.id for one in spoken if one.rare} == _BUILT.keys() | apart
    assert [one.id for one in spoken if not one.rare and named[one.id] < ENOUGH] == []


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, (bad, _) in _BUILT.items() for text in bad]
)
def test_a_rare_rule_finds_what_was_built_for_it(rule: str, text: str | Example) -> None:
    assert finds(rule, _unpromised(text))


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, (_, good) in _BUILT.items() for text in good]
)
def test_a_rare_rule_passes_what_only_looks_like_it(rule: str, text: str | Example) -> None:
    assert not finds(rule, _unpromised(text))


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("[Resolved] Search is slow", True), ("Retroactive - search was slow", True),
        ("Search was slow 10:00-10:30", True),
        ("Identified: search is slow", True), ("Search slow (2026-11-22)", True),
        ("PAYMENTS FAIL EVERYWHERE TODAY", True),
        ("Monitoring of shops is late", False), ("Update Center is slow", False), ("SMS to BRAZIL arrive late", False),
        ("Jobs for mini-2024-07-18 models fail", False),
        ("Errors 500: what to do", False), ("Resolved addresses are wrong", False),
    ],
)  # fmt: skip
def test_the_form_of_titles(title: str, found: bool) -> None:
    assert finds("title-form", Example("Search is slow.", title=title)) is found


@pytest.mark.parametrize(
    ("text", "before", "found"),
    [
        ("Search in Spain fails.", "Search in Spain fails.", True),
        ("Search in Spain fails. It is 10:14.", "Search in Spain fails. It is 10:04.", True),
        ("Search in Spain and Italy fails.", "Search in Spain fails.", False),
        ("About 1700 orders wait.", "About 1600 orders wait.", False),
        ("Search fails. Next update in two hours.", "Search fails. Next update in two hours.", False),
    ],
)
def test_the_same_again(text: str, before: str, found: bool) -> None:
    assert finds("repeat", Example(text, before=(before,), next_update=False)) is found


@pytest.mark.parametrize(
    ("stage", "text", "found"),
    [
        (Stage.RESOLVED, "We are currently investigating this.", True),
        (Stage.RESOLVED, "Customers are still experiencing errors.", True),
        (Stage.RESOLVED, "If you continue to see errors, tell us. It works.", False),
        (Stage.RESOLVED, "We are still investigating the root cause.", False),
        (Stage.RESOLVED, "We are continuing to investigate the factors which led to this.", False),
        (Stage.RESOLVED, "We continue to investigate more ways to add capacity.", False),
        (Stage.RESOLVED, "We're continuing to see good performance.", False),
        (Stage.MONITORING, "The issue has been resolved. We watch it.", True),
        (Stage.MONITORING, "We watch it until the issue is resolved.", False),
        (Stage.INVESTIGATING, "The issue was resolved by a restart for some.", False),
    ],
)
def test_heading_and_words_agree(stage: Stage, text: str, found: bool) -> None:
    assert finds("stage-words", Example(text, stage=stage)) is found


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Degraded performance of chats", "Some of you have issues loading earlier chats.", False),
        ("Answers are split in two", "We are investigating reports of issues.", False),
        ("Login issues", "Some customers are led to the wrong page instead of their own.", False),
        ("More rate limits for the API", "We are investigating this issue.", False),
        ("Degraded performance of chats", "We are investigating an issue affecting chats.", True),
        ("Incident", "We know of an issue causing an impact on chats.", True),
    ],
)
def test_what_customers_notice(title: str, text: str, found: bool) -> None:
    assert finds("symptom", Example(text, title=title, who="")) is found


def test_a_zone_in_the_title_is_one() -> None:
    assert not finds(
        "time-zone", Example("It failed from 2:58 to 3:10.", title="Search failed 2:58-3:10 PM Pacific")
    )


def test_what_still_works_is_news() -> None:
    example = Example("We look into it. Sampling goes on normally.", before=("Jobs fail.",), next_update=True)
    assert not finds("workaround", example)
