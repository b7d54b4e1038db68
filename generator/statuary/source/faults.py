"""What a maintenance says of faults and what does not count: told when the page would not show it, or would deny it."""

from statuary.model import Incident
from statuary.source.report import Findings
from statuary.status.maintenance import Objection, objections


def check_faults(incident: Incident, findings: Findings) -> None:
    """Report what the walk through the updates objects to, so that the check and the page never disagree."""
    for one in objections(incident):
        if one.too_early:
            _too_early(one, findings)
        else:
            _denied(one, findings)


def _too_early(one: Objection, findings: Findings) -> None:
    """Before it begins, planned work touches no component: a fault that is posted there would not be shown."""
    hint = (
        "post In progress if it has begun; a fault apart from the work is an incident with a file of its own"
    )
    said = [f"“{component}” is said to be {status}" for component, status in one.components.items()]
    if one.impact is not None:
        said.append(f"impact {one.impact} is said")
    for words in said:
        message = f"{words}, but the work has not begun: it would not count yet"
        findings.error("resolved-component", (one.update.line, 1), message, hint)


def _denied(one: Objection, findings: Findings) -> None:
    """A fault outlasts the plan: the page goes on showing it, whatever the stage says."""
    faults = [f"“{component}” is {status}" for component, status in one.components.items()]
    lines = [f"“- {component}: operational”" for component in one.components]
    if one.impact is not None:
        faults.append(f"the impact is {one.impact}")
        lines.append("“- impact: none”")
    label = one.update.stage.label
    wrong = " and ".join(faults)
    message = f"{wrong} since the work went wrong, and {label} does not change that: the page still shows it"
    over = " and ".join(lines)
    hint = f"if it works again, add {over} under this heading; if not, post Update in place of {label}"
    findings.error("standing-fault", (one.update.line, 1), message, hint)
