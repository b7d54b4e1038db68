"""The options behind /subscribe/: read strictly, and no page allows a form to more than it needs."""

import re

import pytest

from support.command import build, outcome
from support.repository import CONFIG, MakeRepository

FORM = '      email_form: {action: "https://lists.acme.dev:8443/post?u=1", hidden: {list: "<a>"}}\n'


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("email_form: {action: http://lists.acme.dev/}", "must begin with https:// and a plain host"),
        ('email_form: {action: "https://a.dev;script-src *"}', "must begin with https:// and a plain host"),
        ("email_form: {action: https://lists.acme.dev}", "must begin with https:// and a plain host"),
        ("email_form: {field: EMAIL}", "it needs an action"),
        ('email_form: {action: https://a.dev/, field: " "}', "the field needs a name"),
        ("email_form: {action: https://a.dev/, name: EMAIL}", "“email_form.name”"),
        ("email_form: https://a.dev/", "“email_form”"),
        ("ntfy: acme-status", "must be the address of a topic"),
        ("ntfy: https://ntfy.sh/a/b", "must be the address of a topic"),
    ],
)
def test_what_would_not_work_is_an_error(repository: MakeRepository, option: str, words: str) -> None:
    code, text = outcome(repository({}, config=f"{CONFIG}      {option}\n"), "check")
    assert code == 1
    assert words in text


def test_one_page_allows_one_host(repository: MakeRepository) -> None:
    site = build(repository({}, config=CONFIG + FORM))
    policies = {
        name: found[1]
        for name in site.files()
        if name.endswith(".html") and (found := re.search('form-action ([^;"]*)', site.text(name)))
    }

    assert policies.pop("subscribe/index.html") == "https://lists.acme.dev:8443"
    assert policies and set(policies.values()) == {"'none'"}
    form = site.page("/subscribe/").find("form")
    assert form and (form["action"], form["method"]) == ("https://lists.acme.dev:8443/post?u=1", "post")
    assert [(one["name"], one.get("value")) for one in form.find_all("input")] == [
        ("email", None),
        ("list", "<a>"),
    ]
    assert site.page().find("a", string="By email")["href"] == "./subscribe/#email"


def test_without_the_options_nothing_of_them_is_there(repository: MakeRepository) -> None:
    page = build(repository({})).text("subscribe/index.html")
    assert "<form" not in page and "ntfy" not in page and "form-action 'none'" in page


def test_a_placeholder_is_never_published(
    repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = re.sub("      now: .*\n", "", CONFIG.replace("status.example.com", "status.acme.dev"))
    ways = (
        '      email_form: {action: "https://lists.example.org/"}\n      ntfy: https://ntfy.example.org/us\n'
    )
    root = repository({}, config=config.replace("help@example.com", "help@acme.dev") + ways)
    code, text = outcome(root, "check")
    assert code == 0 and text.count("advice[placeholder-address]") == 2

    monkeypatch.setenv("STATUARY_PUBLISH", "true")
    assert outcome(root, "check")[0] == 1
    assert outcome(root, "build", "-q", "--tolerant")[0] == 1
    assert "example.org" not in (root / "site/subscribe/index.html").read_text()
