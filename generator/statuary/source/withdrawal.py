"""A file that ends its incident for good: front matter that says only `withdrawn: REASON`, and nothing below it."""

import re
from collections.abc import Sequence

from statuary.model import Withdrawal
from statuary.source.problems import Findings, place
from statuary.source.yaml_text import Entry

KEY = "withdrawn"
_MEANT = re.compile(rf"^[ \t\"']*{KEY}[\"']?[ \t]*:", re.IGNORECASE)


def read_withdrawal(
    incident_id: str, entries: dict[str, Entry], body: Sequence[str], findings: Findings
) -> Withdrawal | None:
    """The withdrawal; None where its reason is missing or something else stands beside it."""
    entry = entries[KEY]
    reason = (entry.value.text or "").strip()
    if not reason:
        hint = f"write why in a few words, such as: {KEY}: it named a customer"
        findings.error(KEY, place(entry), f"“{KEY}:” gives no reason", hint)
    if len(entries) > 1 or any(line.strip() for line in body):
        message = f"with “{KEY}:” nothing else may stand in the file"
        hint = (
            f"to take the incident off the page for good, delete all but this line and the two lines ---; "
            f"to keep it, delete the line “{KEY}:”"
        )
        findings.error(KEY, place(entry), message, hint)
    return Withdrawal(id=incident_id, path=findings.path, reason=reason)


def means_withdrawal(lines: Sequence[str]) -> bool:
    """Whether a text that cannot be read was meant to be one: its front matter has the key, somehow."""
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    end = ends[1] if len(ends) > 1 else len(lines)
    return any(_MEANT.match(line) for line in lines[:end])
