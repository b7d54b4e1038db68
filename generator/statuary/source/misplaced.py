"""What was surely meant as an attribute, but is text where or as it stands: its status would not count."""

from collections.abc import Sequence

from statuary.model import Stage
from statuary.source.attributes import could_be_meant, is_surely_meant
from statuary.source.lookalikes import loose_attribute
from statuary.source.markup import LIST_LINE, Line, leading_code, spells_status
from statuary.source.problems import Context, Findings

_QUOTING = frozenset("`|")


def misplaced_attribute(line: str, stage: Stage) -> tuple[str, str] | None:
    """Key and value of a line of text that could be meant as an attribute, for whoever does not know the components.

    A post-mortem may quote configuration, and may have tables.
    """
    if stage is Stage.POSTMORTEM and not _QUOTING.isdisjoint(line):
        return None
    said = loose_attribute(line)
    return said if said and could_be_meant(*said) else None


def hides_attribute(lines: Sequence[Line], stage: Stage) -> bool:
    """True when a text begins with a block of code that could hold an attribute."""
    return any(misplaced_attribute(line.text, stage) for line in _coded(lines, stage))


def _coded(lines: Sequence[Line], stage: Stage) -> Sequence[Line]:
    return () if stage is Stage.POSTMORTEM else leading_code(lines)


def refuse_misplaced(lines: Sequence[Line], stage: Stage, findings: Findings, context: Context) -> None:
    """Report such lines among those of an update's text."""
    for line in _coded(lines, stage):
        meant = loose_attribute(line.text)
        if meant is not None and is_surely_meant(*meant, context):
            message = f"“{line.text.strip()}” stands in a block of code, where it does not count"
            hint = (
                f"write “- {meant[0]}: {meant[1]}” without the block; if it is an example, put words above it"
            )
            findings.error("attribute-place", (line.number, 1), message, hint)
    for line in (line for line in lines if not line.code):
        meant = misplaced_attribute(line.text, stage)
        if meant is not None and is_surely_meant(*meant, context):
            _refuse(line, f"- {meant[0]}: {meant[1]}", findings)
        elif status := spells_status(line.text):
            hint = f"write “- component: {status}” directly under the heading; in text, use words that readers use"
            message = f"“{status}” in text changes no component"
            findings.error("attribute-place", (line.number, 1), message, hint)


def _refuse(line: Line, right: str, findings: Findings) -> None:
    if LIST_LINE.match(line.text):
        message = f"“{right}” counts only directly under the heading; here it is text"
        hint = "move it there; if it is text, write it as a sentence"
    else:
        message = f"“{line.text.strip()}” is text, for it is not written as an attribute"
        hint = f"write “{right}” directly under the heading; if it is text, write it as a sentence"
    findings.error("attribute-place", (line.number, 1), message, hint)
