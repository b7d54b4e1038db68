"""The first page of a new repository: who opens it may be somebody who has to post at night."""

import re

from statuary.scaffold.answers import Answers

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def readme(answers: Answers) -> str:
    """`README.md`: how to post in one click, then what an owner edits."""
    title = _SPECIAL.sub(r"\\\1", answers.name) or "Status page"
    form = ""
    if re.match(r"https?://[^/]*github", answers.repository):
        form = f" On a phone: [the form “Post an update”]({answers.repository}/actions/workflows/post.yml)."
    where = f"The page is at <{answers.url}>. " if answers.url else ""
    return f"""\
# {title}

**Something is wrong? [Post an update](incidents/README.md).**{form}

{where}Every file in [incidents/](incidents/) is one incident; what is on the branch `main` is on the page.

What the owner edits:

- [mkdocs.yml](mkdocs.yml): how the page is called, where it lives, how people reach you
- [components.yaml](components.yaml): what you run
- [.github/messages/](.github/messages/): the words that are ready for an outage

On a new computer, with Python 3.11 or newer, this installs the command from what lies here:

```sh
python3 -m venv .venv
.venv/bin/pip install --require-hashes --only-binary :all: -r .github/requirements.txt -r .github/wheels.txt
.venv/bin/statuary status
```

A newer version: run `statuary upgrade` from it, in this folder.

Before it goes live: [.github/go-live.md](.github/go-live.md).
How to change the look: [overrides/README.md](overrides/README.md).
"""
