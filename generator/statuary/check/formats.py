"""Problems as text for people, for tools and for GitHub's pages. Strings only; somebody else prints them."""

import json
import secrets
from collections.abc import Callable, Sequence
from urllib.parse import quote

from statuary.model import Problem, Severity
from statuary.rules import RULES
from statuary.terminal import harmless_line

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
ANNOTATIONS = 10
"""So many of a kind does GitHub show for one step."""


def as_text(problems: Sequence[Problem]) -> str:
    """One problem a line, `path:line:column: error|advice[rule] message`, its remedy indented below."""
    blocks = [_text(problem) for problem in problems]
    return _printable("\n".join([*blocks, _summary(problems)]) + "\n")


def _printable(text: str) -> str:
    """Names of files need not be text; a question mark stands for each byte that is none."""
    return text.encode(errors="replace").decode()


def _text(problem: Problem) -> str:
    head = (
        f"{harmless_line(problem.path)}:{problem.line or 1}:{problem.column or 1}: "
        f"{problem.severity}[{problem.rule}] {harmless_line(problem.message)}"
    )
    return f"{head}\n    {harmless_line(problem.hint)}" if problem.hint else head


def _summary(problems: Sequence[Problem]) -> str:
    errors, advice = count(problems)
    if not errors and not advice:
        return "No errors."
    words = [f"{errors} error{'s' * (errors != 1)}" if errors else "No errors"]
    if advice:
        words.append(f"{advice} suggestion{'s' * (advice != 1)}")
    return ", ".join(words) + "."


def count(problems: Sequence[Problem]) -> tuple[int, int]:
    """How many errors, and how many suggestions."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    return errors, len(problems) - errors


def as_json(problems: Sequence[Problem]) -> str:
    """`{"errors": n, "advice": n, "problems": [{path, line, column, severity, rule, message, hint}]}`."""
    errors, advice = count(problems)
    listed = [problem.model_dump(mode="json", exclude={"fix", "component"}) for problem in problems]
    found = {"errors": errors, "advice": advice, "problems": listed}
    return _printable(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that annotate lines, then the text form. GitHub shows ten of a kind a step: errors come first.

    The text quotes authors, so GitHub is told to look for no commands in it.
    """
    ranked = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    errors, _ = count(ranked)
    annotated = [*ranked[:errors][:ANNOTATIONS], *ranked[errors:][:ANNOTATIONS]]
    commands = "".join(annotation(problem) + "\n" for problem in annotated)
    token = secrets.token_hex(16)
    return f"{commands}::stop-commands::{token}\n{as_text(ranked)}::{token}::\n"


def annotation(problem: Problem) -> str:
    """The workflow command that shows it beside its line."""
    kind = "error" if problem.severity is Severity.ERROR else "warning"
    places = (
        f"file={_property(harmless_line(problem.path))},line={problem.line or 1},col={problem.column or 1}"
    )
    message = "\n".join(harmless_line(text) for text in (problem.message, problem.hint) if text)
    return f"::{kind} {places},title={_property(problem.rule)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0, which code hosts and editors show beside the lines."""
    known = {one.id: one for one in RULES}
    told = [
        {"id": name, "shortDescription": {"text": known[name].says if name in known else name}}
        for name in sorted({problem.rule for problem in problems})
    ]
    driver = {"name": "Statuary", "rules": told}
    run = {"tool": {"driver": driver}, "results": [_result(problem) for problem in problems]}
    found = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return _printable(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


def _result(problem: Problem) -> dict[str, object]:
    message = f"{problem.message}: {problem.hint}" if problem.hint else problem.message
    region = {"startLine": problem.line or 1, "startColumn": problem.column or 1}
    place = {"artifactLocation": {"uri": quote(_printable(problem.path))}, "region": region}
    return {
        "ruleId": problem.rule,
        "level": "error" if problem.severity is Severity.ERROR else "note",
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
