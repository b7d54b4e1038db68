"""What overrides/README.md says that templates get is what they get."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from click.testing import CliRunner
from template_names import README, VIEWS, kinds, renewed

from statuary.cli import main
from statuary.render.environment import environment
from statuary.render.frame import Frame, Page, page_frame
from statuary.render.messages import html_body, message
from statuary.resources import overrides
from statuary.status import page_state
from statuary.status.events import events
from support.feeds import read_site

ROOT = README.parents[1]
NO_PAGES = {"feed-item.html", "history-item.html", "mail.html"}


def test_the_document_is_not_stale() -> None:
    text = README.read_text(encoding="utf-8")
    assert renewed(text) == text, "run python tests/guards/template_names.py"


def test_each_kind_has_a_name_of_its_own_and_words() -> None:
    names = [kind.__name__ for kind in kinds()]
    assert sorted(set(names)) == names
    assert [kind.__name__ for kind in kinds() if not kind.__doc__] == []


@pytest.fixture
def rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """What every template of the example was given."""
    found: list[tuple[str, dict[str, Any]]] = []
    render = jinja2.Template.render

    def record(template: jinja2.Template, *given: Any, **named: Any) -> str:
        found.append((Path(str(template.name)).name, dict(*given, **named)))
        return render(template, *given, **named)

    monkeypatch.setattr(jinja2.Template, "render", record)
    for name in ("mkdocs.yml", "components.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("# record: true", "record: true"), "utf-8")
    shutil.copytree(ROOT / "incidents", tmp_path / "incidents")
    (tmp_path / "overrides").mkdir()
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "build", "-q"])
    assert result.exit_code == 0, result.output
    _send_a_mail(tmp_path)
    yield found


def _send_a_mail(root: Path) -> None:
    """No build makes one."""
    site = read_site(root)
    assert site.settings.now is not None
    frame = page_frame(page_state(site, site.settings.now))
    item = frame.state.active[0]
    html_body(message(item, events(item)[0], frame).mail, frame, environment([overrides()]))


def test_a_build_gives_each_template_what_the_document_says(
    rendered: list[tuple[str, dict[str, Any]]],
) -> None:
    views = {(name, type(given["view"])) for name, given in rendered if "view" in given}
    pages = [given for name, given in rendered if name in VIEWS and name not in NO_PAGES]

    assert views == set(VIEWS.items())
    assert {(type(given["page"]), type(given["frame"])) for given in pages} == {(Page, Frame)}
