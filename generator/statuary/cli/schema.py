"""`statuary schema`: JSON Schemas for editors."""

from enum import StrEnum
from pathlib import Path

import click

from statuary.cli.common import FILES, CommandError
from statuary.model import Component
from statuary.source.components import FILE_NAME, read_components
from statuary.source.json_schema import components_schema, incident_schema, schema_text


class FileKind(StrEnum):
    """What people write."""

    INCIDENT = "incident"
    COMPONENTS = "components"


@click.command("schema")
@click.argument("kind", type=click.Choice([kind.value for kind in FileKind]))
@click.pass_obj
def schema_command(root: Path, kind: str) -> None:
    """Print the JSON Schema of a kind of file.

    `incident`: the front matter of an incident file; where there is a components.yaml, with its component ids.
    `components`: components.yaml. The schemas are in draft 7, which the YAML support of editors reads.
    """
    incident = kind == FileKind.INCIDENT
    schema = incident_schema(_components(root / FILE_NAME)) if incident else components_schema()
    click.echo(schema_text(schema), nl=False)


def _components(path: Path) -> list[Component] | None:
    """What the page has, None where there is no page. Raises CommandError where it has errors."""
    if not path.is_file():
        return None
    groups, problems = read_components(path.read_bytes())
    if problems:
        raise CommandError("a schema needs the ids of components.yaml", FILES, tuple(problems))
    return [component for group in groups for component in group.components]
