"""`statuary rules`, and what `statuary check` tells tools."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from statuary.cli import main
from statuary.rules import RULES, Force
from support.repository import INCIDENT, MakeRepository

FILE = "2026-11-22-cards.md"
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda root, *arguments: CliRunner().invoke(main, ["-C", str(root), *arguments])


def test_all_rules_are_listed_the_worst_first(run: Run) -> None:
    lines = run(".", "rules").output.splitlines()

    assert [line.split()[0] for line in lines] == [rule.id for rule in RULES]
    assert lines[0].split()[1] == "blocks"


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_each_rule_tells_what_it_is(run: Run, rule: str) -> None:
    result = run(".", "rules", rule)

    assert result.exit_code == 0
    assert result.output.startswith(f"{rule}: ")
    assert "Languages:" in result.output
    assert "\nGood:\n  " in result.output and "\nNot so:\n  " in result.output
    blocks = next(one.force is Force.BLOCKS for one in RULES if one.id == rule)
    assert ("cannot be turned off" in result.output) is blocks
    assert (f"waive: {{{rule}: why}}" in result.output) is (rule != "secret")


def test_words_of_the_trade_are_listed_with_plain_ones(run: Run) -> None:
    assert "failover, failed over, fail over: switched to the spare" in run(".", "rules", "jargon").output


def test_an_unknown_rule(run: Run) -> None:
    result = run(".", "rules", "next")

    assert result.exit_code == 2
    assert "there is no rule “next”" in result.output


def test_all_advice_on_request(repository: MakeRepository, run: Run) -> None:
    first = INCIDENT.replace("- who: customers who pay by card\n", "")
    root = repository({FILE: first.replace("About one", "We do a failover. About one")})

    assert "advice[who]" not in run(root, "check").output
    everything = run(root, "check", "--all")
    assert everything.exit_code == 0
    assert "advice[who]" in everything.output
    assert (
        "advice[jargon] “failover” is a word of the trade\n    for example: switched to the spare"
        in everything.output
    )


def test_sarif_names_rule_place_and_remedy(repository: MakeRepository, run: Run) -> None:
    leaky, silent = INCIDENT.replace("About one", "10.2.3.4 fails. About one"), "- next update: 30 min\n"
    root = repository({FILE: leaky, "2026-11-22-search.md": INCIDENT.replace(silent, "")})

    result = run(root, "check", "--format", "sarif")

    found = json.loads(result.output)
    assert result.exit_code == 1
    assert found["version"] == "2.1.0"
    only = found["runs"][0]
    assert {rule["id"] for rule in only["tool"]["driver"]["rules"]} == {
        one["ruleId"] for one in only["results"]
    }
    levels = {one["ruleId"]: one["level"] for one in only["results"]}
    assert (levels["private-address"], levels["next-update"]) == ("error", "note")
    leak = next(one for one in only["results"] if one["ruleId"] == "private-address")
    assert leak["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": f"incidents/{FILE}"},
                "region": {"startLine": 13, "startColumn": 1},
            }
        }
    ]
    assert "say what customers reach there" in leak["message"]["text"]


def test_sarif_of_a_sound_page(repository: MakeRepository, run: Run) -> None:
    found = json.loads(run(repository({FILE: INCIDENT}), "check", "incidents", "--format", "sarif").output)

    assert found["runs"][0]["results"] == []
