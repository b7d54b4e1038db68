"""Every rule that an incident file can break has examples that pass and examples that fail; see README.md."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from statuary.check import check_structure
from statuary.model import Component, Incident, Problem, Settings, Severity, Site
from statuary.source.incident_file import read_incident
from statuary.source.problems import Context

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CONTEXT = Context.of({}, [Component(id="checkout", name="Checkout"), Component(id="search", name="Search")])
SETTINGS = Settings(name="Example", url="https://status.example.com/", id_domain="status.example.com")
HEADER = "---\ntitle: Checkout fails\n---\n\n## 2026-11-22 10:04 UTC — Investigating\n\n"
POSTMORTEM = HEADER + "## 2026-11-22 10:52 UTC — Resolved\n\n## 2026-11-22 11:30 UTC — Postmortem\n\n"


def _examples(side: str) -> list[Path]:
    return sorted((HERE / side).glob("*/*.md"))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _rules(side: str) -> set[str]:
    return {path.parent.name for path in _examples(side)}


def _read(name: str, content: bytes) -> tuple[Incident | None, list[Problem]]:
    """The incident, and all errors: those of the file alone, and those against the clock and the site."""
    incident, problems = read_incident(f"incidents/{name}", content, CONTEXT)
    if incident is not None:
        problems += check_structure(Site(settings=SETTINGS, incidents=(incident,)), NOW)
    return incident, [problem for problem in problems if problem.severity is Severity.ERROR]


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert _rules("positive") == _rules("negative") | {"encoding"}


@pytest.mark.parametrize("path", _examples("positive"), ids=_name)
def test_a_positive_example_loads(path: Path) -> None:
    incident, errors = _read(path.name, path.read_bytes())

    assert errors == []
    assert incident is not None


@pytest.mark.parametrize("path", _examples("negative"), ids=_name)
def test_a_negative_example_breaks_its_rule(path: Path) -> None:
    _, errors = _read(path.name, path.read_bytes())

    assert path.parent.name in {problem.rule for problem in errors}


@pytest.mark.parametrize("path", _examples("negative"), ids=_name)
def test_every_error_names_the_file_and_a_remedy(path: Path) -> None:
    lines = path.read_bytes().count(b"\n") + 1
    for problem in _read(path.name, path.read_bytes())[1]:
        assert problem.path == f"incidents/{path.name}"
        assert 0 <= problem.line <= lines
        assert problem.message and problem.hint


@pytest.mark.parametrize(
    "content",
    [(HEADER + "ça échoue").encode("cp1252"), HEADER.encode("utf-16"), HEADER.encode() + "é".encode()[:1]],
    ids=["windows-1252", "utf-16", "cut-off"],
)
def test_only_utf_8_is_read(content: bytes) -> None:
    assert [problem.rule for problem in _read("checkout-fails.md", content)[1]] == ["encoding"]


@pytest.mark.parametrize(
    ("rule", "start", "most"),
    [("text-length", HEADER, 20_000), ("text-length", POSTMORTEM, 64_000)],
    ids=["update", "post-mortem"],
)
def test_an_update_has_a_longest_text(rule: str, start: str, most: int) -> None:
    assert _read("long.md", (start + "x" * most).encode())[1] == []
    assert [problem.rule for problem in _read("long.md", (start + "x" * (most + 1)).encode())[1]] == [rule]


def test_a_file_has_a_largest_size_in_bytes() -> None:
    assert _read("long.md", HEADER.encode().ljust(256_000))[1] == []
    assert [problem.rule for problem in _read("long.md", HEADER.encode().ljust(256_001))[1]] == ["file-size"]
