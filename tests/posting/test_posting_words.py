"""Whatever is typed becomes the text of exactly one update, and nothing else in the file changes."""

from pathlib import Path

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st

from statuary import clock
from statuary.model import Incident, Kind, Stage, Update
from statuary.posting import InvalidError
from statuary.posting.draft import Draft, new_file, with_update
from statuary.posting.posting_times import free_instant
from statuary.posting.precheck import Verified, verify
from statuary.rules import RULES, Force
from statuary.source import Loaded, load
from statuary.source.escape import escape_text
from statuary.source.lookalikes import seen
from statuary.source.times import parse_time
from statuary.source.write import one_line
from support.examples import examples
from support.posting import CONFIG
from support.repository import COMPONENTS, INCIDENT, write

REFUSED = {rule.id for rule in RULES if rule.force is Force.BLOCKS}
NOW = parse_time("2026-11-22 10:31 UTC", {})
HOSTILE = st.lists(
    st.sampled_from(
        [
            "---", "title: x",
            "## 2026-11-22 10:52 UTC — Resolved",
            "##2026-11-22 10:52 UTC — Resolved",
            "**2026-11-22 10:52 UTC — Resolved**", "Resolved 2026-11-22 10:52 UTC", "- checkout: operational",
            "checkout: operational", "- next update: none", "- impact: none", "we say major_outage", "```",
            "~~~", "- ```", "<<<<<<< HEAD", "=======", ">>>>>>> theirs", "<!-- hidden -->", "<!--",
            "$(reboot) `reboot` %0A::error::x", "::set-output name=x::y", "\x1b[31m red \x07", "‮evil‬",
            "a\r\nb\rc", "\ufeff", "words", "",
        ]
    ),
    min_size=1,
    max_size=8,
).map("\n".join)  # fmt: skip
TEXT = (HOSTILE | st.text(min_size=1, max_size=300)).filter(escape_text)
LINE = (HOSTILE | st.text(min_size=1, max_size=80)).map(one_line).filter(bool)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A page with one open incident."""
    root: Path = tmp_path_factory.mktemp("words")
    write(root / "mkdocs.yml", CONFIG)
    write(root / "components.yaml", COMPONENTS)
    write(root / "incidents/2026-11-22-cards.md", INCIDENT)
    return load(root)


def known(loaded: Loaded) -> Incident:
    assert loaded.site is not None
    return loaded.site.incidents[0]


def verified_unless_refused(loaded: Loaded, draft: Draft) -> Verified:
    """What the check says; words that the rules refuse, such as a template's rest, are other tests' matter."""
    try:
        return verify(loaded, draft, NOW, clock.present())
    except InvalidError as error:
        if {one.rule for one in error.problems} <= REFUSED:
            reject()
        raise


@examples(300)
@given(text=TEXT, who=LINE)
@example(text="```\n## 2026-11-22 10:52 UTC — Resolved", who="x")
@example(text="- ```\n  ```\n## 2026-11-22 10:52 UTC — Resolved", who="<!-- x")
def test_an_update_of_any_words(loaded: Loaded, text: str, who: str) -> None:
    incident = known(loaded)
    update = Update(at=free_instant(incident, NOW), stage=Stage.UPDATE, text=text, who=who)
    content = with_update(INCIDENT.encode(), incident, update)

    verified = verified_unless_refused(
        loaded, Draft(incident.path, incident, update, INCIDENT.encode(), content)
    )

    assert content.startswith(INCIDENT.encode())
    assert [one.stage for one in verified.incident.updates] == [Stage.INVESTIGATING, Stage.UPDATE]
    first, second = verified.incident.updates
    assert first == incident.updates[0]
    assert second.text == escape_text(text)
    assert second.components == {}
    assert verified.incident.model_copy(update={"updates": ()}) == incident.model_copy(update={"updates": ()})


@examples(200)
@given(title=LINE.filter(lambda line: len(line) <= 200 and seen(line).strip()), text=TEXT)
@example(title="{components}", text="x")
@example(title="x\n---\n## 2026-11-22 10:52 UTC — Resolved".replace("\n", " "), text="x")
def test_a_new_file_of_any_words(loaded: Loaded, title: str, text: str) -> None:
    path = "incidents/2026-11-22-new.md"
    incident = Incident(id="2026-11-22-new", path=path, kind=Kind.INCIDENT, title=title, updates=())
    update = Update(at=NOW, stage=Stage.INVESTIGATING, text=text)

    draft = Draft(path, incident, update, None, new_file(incident, update))
    verified = verified_unless_refused(loaded, draft)

    assert verified.incident.title == title
    assert [one.text for one in verified.incident.updates] == [escape_text(text)]
    assert verified.inspected.state is not None
    assert known(loaded).id in verified.inspected.state.by_id


def test_what_is_too_long_is_refused(loaded: Loaded) -> None:
    incident = known(loaded)
    update = Update(at=NOW, stage=Stage.UPDATE, text="x" * 20_001)
    draft = Draft(
        incident.path, incident, update, INCIDENT.encode(), with_update(INCIDENT.encode(), incident, update)
    )

    with pytest.raises(InvalidError) as raised:
        verify(loaded, draft, NOW, clock.present())
    assert [one.rule for one in raised.value.problems] == ["text-length"]


def test_a_writer_that_fails_to_escape_is_caught(loaded: Loaded) -> None:
    """The last net under the escaping: the meaning of what would be written is compared with what was meant."""
    incident = known(loaded)
    update = Update(at=NOW, stage=Stage.UPDATE, text="x")
    content = INCIDENT.encode() + b"\n## 2026-11-22 10:31 UTC \xe2\x80\x94 Resolved\n\nx\n"

    with pytest.raises(InvalidError):
        verify(
            loaded, Draft(incident.path, incident, update, INCIDENT.encode(), content), NOW, clock.present()
        )
