"""What was surely meant as an attribute, but is text where or as it stands: its status would not count."""

from collections.abc import Sequence

from statuary.source.attributes import is_surely_meant
from statuary.source.context import Context
from statuary.source.lookalikes import loose_attribute
from statuary.source.markup import LIST_LINE, Line, spells_status
from statuary.source.report import Findings


def refuse_misplaced(lines: Sequence[Line], findings: Findings, context: Context) -> None:
    """Report such lines among those of an update's text."""
    for line in lines:
        meant = None if line.code else loose_attribute(line.text)
        if meant is not None and is_surely_meant(*meant, context):
            _refuse(line, f"- {meant[0]}: {meant[1]}", findings)
        elif not line.code and (status := spells_status(line.text)):
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
