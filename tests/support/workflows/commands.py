"""What GitHub's runner takes for a command in a step's output: `::name …::` and the older `##[name …]`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_KNOWN = frozenset(
    {"add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"}
    | {"remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"}
)
_NEW = re.compile(r"::(?P<name>[\w-]+)(?: (?P<facts>.*?))?::(?P<data>.*)", re.DOTALL)
_OLD = re.compile(r"##\[(?P<name>[\w-]+)(?: (?P<facts>[^\]]*))?\](?P<data>.*)", re.DOTALL)


class Command(NamedTuple):
    """A command that the runner would obey."""

    name: str
    facts: str
    data: str


def commands(output: str) -> Iterator[Command]:
    """Every command in the output, in its order. White space before `::` does not hide one; `##[` may be anywhere."""
    stopped = ""
    for line in output.splitlines():
        if stopped:
            if line.strip() == f"::{stopped}::":
                stopped = ""
            continue
        found = _NEW.match(line.lstrip()) or _OLD.search(line)
        if found is None or found["name"].lower() not in _KNOWN:
            continue
        command = Command(found["name"].lower(), found["facts"] or "", found["data"])
        if command.name == "stop-commands":
            stopped = command.data
        yield command
