"""What the composer's page is told of reading and posting, which pages know nothing of."""

from pathlib import Path
from typing import Any

from statuary.posting.choose import next_stages
from statuary.posting.templates import Template, templates
from statuary.source.grammar import grammar
from statuary.views.compose import Rules


def composer_rules(root: Path) -> Rules:
    """The rules for the repository at `root`, with its own message templates. Raises OSError when the disk fails."""
    return Rules(grammar(), [_data(one) for one in templates(root)], next_stages)


def _data(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "approved": template.approved,
        "title": template.title,
        "attributes": dict(template.attributes),
        "text": template.text,
    }
