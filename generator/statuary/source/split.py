"""Where an incident file's front matter ends and its body begins: found strictly, or not at all."""

import re
from typing import Any, cast

import frontmatter  # type: ignore[import-untyped,unused-ignore]

from statuary.source.problems import Findings
from statuary.source.yaml_text import Entry, YamlError, read_yaml

_END = re.compile(r"^---[ \t]*$", re.MULTILINE)


class StrictHandler(frontmatter.default_handlers.BaseHandler):  # type: ignore[misc,unused-ignore]
    """python-frontmatter with our reader: it alone would swallow errors and turn words into booleans."""

    FM_BOUNDARY = _END
    START_DELIMITER = END_DELIMITER = "---"

    def load(self, fm: str) -> Any:
        """The entries of the front matter, each with its place in the file."""
        root = read_yaml(fm, first_line=1)
        if root is None:
            return {}
        if root.entries is None:
            message = f"front matter must be “key: value” lines, not {root.shape}"
            raise YamlError("front-matter", 2, 1, message, "begin with “title: what is wrong”")
        return root.entries


def split(text: str, findings: Findings) -> tuple[dict[str, Entry], int] | None:
    """The front matter's entries, and the 1-based line on which the body begins; None after an error.

    `text` has LF line ends and no byte-order mark.
    """
    if not text.strip():
        findings.error(
            "front-matter", (0, 0), "the file is empty", "start from the skeleton in incidents/README.md"
        )
        return None
    if not re.match(r"---[ \t]*\n", text):
        hint = "the first line must be ---, then title: …, then ---; an ordinary page is named in “nav” of mkdocs.yml"
        findings.error("front-matter", (1, 1), "the file does not begin with front matter", hint)
        return None
    end = _END.search(text, 4)
    if end is None:
        hint = "add a line --- after the last “key: value” line"
        findings.error("front-matter", (1, 1), "the front matter has no end", hint)
        return None
    try:
        entries, _ = frontmatter.parse(text, handler=StrictHandler())
    except YamlError as error:
        findings.yaml(error)
        return None
    return cast(dict[str, Entry], entries), text.count("\n", 0, end.end()) + 2
