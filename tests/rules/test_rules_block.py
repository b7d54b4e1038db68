"""Leaks and what a template left over stop a post; the page still tells that something is wrong."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from statuary.cli import main
from statuary.rules import BLOCKING, Family, Rule
from statuary.rules.inner_names import internal_name
from statuary.source.settings import SECRET_WORDS
from support.repository import CONFIG, MakeRepository
from support.rule_cases import case_of

FILE = "2026-11-22-cards.md"
KEY = "AKIA" + "Z7QXWERTYUIOP123"
LEAKY = f"""\
---
title: Card payments fail
components:
  checkout: major_outage
---

## 2026-11-22 11:04 UTC — Investigating

- next update: 30 min

Payments fail.

The host 10.2.3.4 does not answer, and the key {KEY} is still cached.
Another update comes in [X minutes]. It will be fixed shortly.
"""
ONLY_LEFT_OVER = LEAKY.replace(
    "The host 10.2.3.4 does not answer, and the key " + KEY + " is still cached.\n", ""
)

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda root, *arguments: CliRunner().invoke(main, ["-C", str(root), *arguments])


def test_a_leaky_update_is_stopped_at_its_line(repository: MakeRepository, run: Run) -> None:
    result = run(repository({FILE: LEAKY}), "check", "incidents")

    assert result.exit_code == 1
    assert f"incidents/{FILE}:13:1: error[private-address] an address" in result.output
    assert f"incidents/{FILE}:13:1: error[secret]" in result.output
    assert f"incidents/{FILE}:14:1: error[placeholder] “[X minutes]”" in result.output
    assert KEY not in result.output
    assert "10.2.3.4" not in result.output


def test_a_strict_build_refuses_it(repository: MakeRepository, run: Run) -> None:
    root = repository({FILE: LEAKY})

    assert run(root, "build").exit_code == 1
    assert not (root / "site").exists()


def test_a_tolerant_build_publishes_the_outage_without_the_words(
    repository: MakeRepository, run: Run
) -> None:
    root = repository({FILE: LEAKY})

    result = run(root, "build", "--tolerant")

    assert result.exit_code == 1
    home = (root / "site" / "index.html").read_text()
    assert "Card payments fail" in home
    assert "This update is being corrected" in home
    assert '"critical"' in (root / "site" / "api" / "v2" / "status.json").read_text()
    told = _everything(root / "site")
    assert KEY.encode() not in told
    assert b"10.2.3.4" not in told
    assert b"still cached" not in told


def _everything(site: Path) -> bytes:
    return b"".join(
        (Path(folder) / name).read_bytes() for folder, _, names in os.walk(site) for name in names
    )


def test_a_title_that_leaks_is_withheld_as_well(repository: MakeRepository, run: Run) -> None:
    leaky = LEAKY.replace("Card payments fail", "No answer from 10.2.3.4")
    root = repository({FILE: leaky})

    assert run(root, "build", "--tolerant").exit_code == 1
    home = (root / "site" / "index.html").read_text()
    assert "Cards" in home  # what the file's name says
    assert b"10.2.3.4" not in _everything(root / "site")


def test_what_a_template_left_over_is_published_by_a_tolerant_build(
    repository: MakeRepository, run: Run
) -> None:
    root = repository({FILE: ONLY_LEFT_OVER})

    assert run(root, "build", "--tolerant").exit_code == 1
    assert "Payments fail." in (root / "site" / "index.html").read_text()


def test_a_written_reason_lets_it_pass(repository: MakeRepository, run: Run) -> None:
    reasons = "".join(f"  {rule.id}: it is an example\n" for rule in BLOCKING)
    waived = LEAKY.replace("---\n\n##", f"waive:\n{reasons}---\n\n##")

    assert run(repository({FILE: waived.replace(KEY, "AKIA…")}), "check", "incidents").exit_code == 0


def test_no_reason_lets_a_secret_pass(repository: MakeRepository, run: Run) -> None:
    waived = LEAKY.replace("---\n\n##", "waive:\n  secret: it is an example\n---\n\n##")
    root = repository({FILE: waived})

    output = run(root, "check", "incidents").output

    assert "error[secret]" in output
    assert "if it is only an example, shorten it: AKIA…" in output
    assert "waive: {secret" not in output
    assert "advice[waive] “secret” is not a rule that can be waived" in output
    run(root, "build", "--tolerant")
    assert KEY.encode() not in _everything(root / "site")


@pytest.mark.parametrize("command", ["check", "build", "open", "update", "resolve", "publish"])
def test_no_option_of_a_command_lets_a_leak_pass(run: Run, command: str) -> None:
    said = run(".", command, "--help").output

    assert not re.findall(r"--(?:force|waive|no-check|skip\S*|allow\S*|anyway)\b", said)


@pytest.mark.parametrize(
    "rule", [rule for rule in BLOCKING if rule.family is Family.LEAK], ids=lambda rule: rule.id
)
def test_a_message_does_not_repeat_what_leaks(rule: Rule) -> None:
    """It stands in logs, in the summary of a pull request, and in annotations, which more people read than the file."""
    for example in rule.bad:
        case = case_of(example)
        leaked = re.findall(r"\S*\d\S*|\S+@\S+|\S*[A-Z]{8}\S*", case.update.text)
        told = [found.message + found.hint for found in rule.finds(case)]
        assert leaked and told
        assert not [one for one in leaked if one.strip(".") in told[0]]


def test_a_leak_does_not_age_but_a_placeholder_does(repository: MakeRepository, run: Run) -> None:
    root = repository({FILE: LEAKY.replace("2026-11-22 11:04", "2026-11-02 11:04")})

    output = run(root, "check", "incidents").output

    assert "error[secret]" in output
    assert "error[placeholder]" not in output


@pytest.mark.parametrize("field", ["who", "workaround", "estimate", "correction"])
def test_every_line_that_readers_get_is_read(repository: MakeRepository, run: Run, field: str) -> None:
    fine = LEAKY.partition("Payments fail.")[0] + "Payments fail.\n"
    leaky = fine.replace("- next update: 30 min\n", f"- next update: 30 min\n- {field}: ask 10.2.3.4\n")
    root = repository({FILE: leaky})

    assert "error[private-address]" in run(root, "check", "incidents").output
    assert run(root, "build", "--tolerant").exit_code == 1
    assert b"10.2.3.4" not in _everything(root / "site")


def test_secret_words_from_the_file_and_from_outside(
    repository: MakeRepository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = CONFIG.replace("  - statuary:\n", "  - statuary:\n      words: {secret: [marmot]}\n")
    text = LEAKY.partition("Payments fail.")[0] + "Marmot and ledger-v2 are down.\n"
    root = repository({FILE: text}, config=config)

    first = run(root, "check", "incidents").output
    monkeypatch.setenv(SECRET_WORDS, "ledger-v2, badger")
    both = run(root, "build", "--tolerant")

    assert first.count(f"error[{internal_name.id}]") == 1
    assert "Marmot" not in first
    assert both.exit_code == 1
    assert "ledger-v2" not in both.output
    assert b"ledger-v2" not in _everything(root / "site")


def test_nothing_else_quotes_what_leaks(repository: MakeRepository, run: Run) -> None:
    leaky = (
        LEAKY.partition("Payments fail.")[0]
        + f"Payments fail! See <b>{KEY}</b> and {{{{ {KEY} }}}}. We use it soon.\n"
    )
    root = repository({FILE: leaky})

    for form in ("text", "json", "github", "sarif"):
        said = run(root, "check", "--all", "--format", form).output
        assert "secret" in said
        assert KEY not in said


@pytest.mark.parametrize(
    "text",
    ["MARMOT_DB is full.", "Both Marmots fail.", "We moved project-x away.", "We moved project\nx away."],
)
def test_a_secret_word_is_found_however_it_is_written(
    repository: MakeRepository, run: Run, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv(SECRET_WORDS, "marmot, project x")
    root = repository({FILE: LEAKY.partition("Payments fail.")[0] + text + "\n"})

    assert f"error[{internal_name.id}]" in run(root, "check", "incidents").output
