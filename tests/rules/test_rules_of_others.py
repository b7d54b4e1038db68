"""A package of ten lines brings a rule; it can give advice, and can neither stop nor break anything."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from statuary.cli import main
from support.repository import INCIDENT, MakeRepository, write

PACKAGE = """\
from collections.abc import Iterator

from statuary.api import Case, Family, Found, Scope, rule


@rule("no-cats", Family.WORDS, Scope.UPDATE, early=True, says="A cat is mentioned.", good=("A dog.",), bad=("A cat.",))
def cats(case: Case) -> Iterator[Found]:
    if "cat" in case.words:
        yield Found(case.line, "a cat is mentioned", "write of dogs")
"""
Check = Callable[[str], tuple[int, str]]


@pytest.fixture
def check(repository: MakeRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """What `statuary check` says with this package installed."""
    root = repository({"2026-11-22-cards.md": INCIDENT.replace("About", "The cat says: about")})
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))

    def with_package(code: str) -> tuple[int, str]:
        sys.modules.pop("acme_rules", None)
        write(tmp_path / "installed/acme_rules.py", code)
        information = tmp_path / "installed/acme_rules-1.0.dist-info"
        write(information / "METADATA", "Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n")
        write(information / "entry_points.txt", "[statuary.rules]\ncats = acme_rules:cats\n")
        result = CliRunner().invoke(main, ["-C", str(root), "check"])
        return result.exit_code, result.output

    return with_package


def test_a_package_of_ten_lines_gives_advice(check: Check) -> None:
    code, output = check(PACKAGE)

    assert code == 0
    assert (
        "incidents/2026-11-22-cards.md:13:1: advice[no-cats] a cat is mentioned\n    write of dogs" in output
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("yield Found(case.line,", "raise ValueError('no') or (case.line,"), "“cats” fails: ValueError: no"),
        (("Scope.UPDATE,", "Scope.UPDATE, force=__import__('statuary.api').api.Force.BLOCKS,"), "advice[no-cats]"),
        (('"no-cats"', '"secret"'), "“cats” must be a rule, or a list of them, with names of their own"),
        (("from collections", "import nothing_of_the_kind\nfrom collections"), "“cats” cannot be loaded: Module"),
    ],
    ids=["raises", "wants-to-block", "takes-a-name", "no-import"],
)  # fmt: skip
def test_a_package_neither_stops_nor_breaks_anything(
    check: Check, change: tuple[str, str], said: str
) -> None:
    assert change[0] in PACKAGE

    code, output = check(PACKAGE.replace(*change))

    assert code == 0
    assert said in output
