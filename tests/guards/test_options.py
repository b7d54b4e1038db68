"""The documents say of the plugin's options what their models say."""

from pathlib import Path

import pytest
from options import DOCUMENTS, HEADING, table

from statuary.model import PageOptions, Settings
from statuary.source.plugin_options import Options


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents_are_made_from_the_models(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")

    assert DOCUMENTS[name](text) == text, "run: python tests/guards/options.py"


def test_a_comment_and_a_row_that_differ_are_found(root: Path) -> None:
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    readme = (root / "overrides/README.md").read_text(encoding="utf-8")
    help_of_logo = Options.model_fields["logo"].description or ""

    assert help_of_logo in config and help_of_logo in readme
    for name, text in (("mkdocs.yml", config), ("overrides/README.md", readme)):
        assert DOCUMENTS[name](text.replace(help_of_logo, "other words")) == text
    assert DOCUMENTS["overrides/README.md"](readme.replace(table(), "")) == readme
    assert readme.count(HEADING) == 1


def test_every_option_has_help() -> None:
    assert [name for name, field in Options.model_fields.items() if not field.description] == []


def test_an_option_that_is_used_as_it_is_written_needs_no_second_place() -> None:
    assert set(PageOptions.model_fields) <= set(Options.model_fields)
    assert set(PageOptions.model_fields) <= set(Settings.model_fields)
