"""The components that an incident file's front matter names, each with its status."""

import re
from dataclasses import dataclass

from statuary.model import ComponentStatus, Kind
from statuary.source import vocabulary
from statuary.source.problems import Context, Findings, place, suggestion
from statuary.source.yaml_text import Entry, Node


@dataclass(frozen=True)
class ComponentStatuses:
    """Reads `components:`; in the plan of a maintenance it may be a mere list."""

    kind: Kind
    lines: list[str]
    findings: Findings
    context: Context

    def read(self, entry: Entry) -> dict[str, ComponentStatus] | None:
        """Ids with their statuses; None where no list stands there."""
        node = entry.value
        if node.entries is not None:
            named = [self._component(item) for item in node.entries.values()]
        elif node.items is not None and self.kind is Kind.MAINTENANCE:
            named = [self._planned(item) for item in node.items]
        else:
            hint = "write “components:”, then a line “  checkout: partial_outage” for each"
            self._wrong(
                node,
                f"“components” must say the status of each, not be {node.shape}",
                hint,
                "component-status",
            )
            return None
        if self.kind is Kind.NOTICE:
            self._wrong(
                entry,
                "a notice changes no component",
                "delete “components”, or set “type: incident”",
                "wrong-value",
            )
        self._check_twice(entry, [item[0] for item in named if item])
        return dict(item for item in named if item)

    def _check_twice(self, entry: Entry, ids: list[str]) -> None:
        for component in sorted({one for one in ids if ids.count(one) > 1}):
            self._wrong(entry, f"“{component}” is named twice", "keep one of them", "duplicate-key")

    def _component_id(self, text: str, where: Entry | Node) -> str | None:
        known = self.context.components.get(text.strip().lower())
        if known is None:
            hint = suggestion(text, self.context.component_ids) or "add it to components.yaml"
            message = f"“{text}” is not a component of components.yaml"
            self.findings.error("component", place(where), message, hint, component=text)
        return known

    def _component(self, item: Entry) -> tuple[str, ComponentStatus] | None:
        component = self._component_id(item.key, item)
        status = vocabulary.component_status(item.value.text) if item.value.text is not None else None
        if status is None:
            text = item.value.text if item.value.text is not None else item.value.shape
            hint = vocabulary.status_hint(text)
            self._wrong(item.value, f"“{text}” is not a component status", hint, "component-status")
        if component is None or status is None:
            return None
        if (item.key, item.value.text) != (component, status.value):
            self._canonical(item, f"{component}: {status}")
        return component, status

    def _canonical(self, item: Entry, right: str) -> None:
        """Advise the canonical form where the whole line is plainly this one entry."""
        line = self.lines[item.line - 1]
        written = re.fullmatch(r"(?P<indent>[ \t]+)[^#\"'{\[]+?(?P<comment>[ \t]+#.*)?", line)
        whole = item.line == item.value.line and (item.value.text or "") in line
        if written and whole:
            fixed = written["indent"] + right + (written["comment"] or "")
            self.findings.canonical(place(item), line.strip(), fixed)

    def _planned(self, item: Node) -> tuple[str, ComponentStatus] | None:
        if item.text is None:
            self._wrong(
                item,
                f"a component's id must stand here, not {item.shape}",
                "write “  - checkout”",
                "component",
            )
            return None
        component = self._component_id(item.text, item)
        return (component, ComponentStatus.UNDER_MAINTENANCE) if component else None

    def _wrong(self, where: Entry | Node, message: str, hint: str, rule: str) -> None:
        self.findings.error(rule, place(where), message, hint)
