"""The pictures that links to the page show in chats, and icons that programs ask for without having read a page.

They are drawn beforehand (`tests/pages/draw_pictures.py`), for fonts differ between machines. A chat keeps a picture
for weeks, and a message for ever, so none says how things are now: see `LinkPicture`.
"""

from collections.abc import Iterator
from pathlib import Path

import jinja2

from statuary.render.environment import TEMPLATES, files_of
from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.render.wording.labels import LinkPicture, incident_picture

FOLDER = f"{TEMPLATES}/pictures"
ICONS = ("apple-touch-icon.png", "favicon.ico")
"""Asked for at the site's root. An owner's own files of these names, beside the incidents, win."""

TITLE = b"iTXtTitle\0\0\0\0\0"
"""Begins the part of a PNG that says which word is drawn: title, not compressed, in no named language."""


def render_pictures(frame: Frame, env: jinja2.Environment, folder: Path) -> Iterator[Output]:
    """The pictures that pages name, in the page's language, and the icons that the owner does not have."""
    for picture in _named(frame) if frame.public_url else ():
        yield Output(f"preview-{picture}.png", _picture(picture, frame, env))
    for name in ICONS:
        if not (folder / name).exists():
            yield Output(name, next(files_of(env, f"{FOLDER}/{name}")).read_bytes())


def _named(frame: Frame) -> list[LinkPicture]:
    used = {incident_picture(item) for item in frame.state.by_id.values()} | {LinkPicture.STATUS}
    return [picture for picture in LinkPicture if picture in used]


def _picture(picture: LinkPicture, frame: Frame, env: jinja2.Environment) -> bytes:
    """The owner's, or ours; one with a word only where the page says that very word."""
    tag = frame.language.tag
    tags = dict.fromkeys((tag, tag.split("-")[0]))
    names = [*(f"{FOLDER}/{picture}-{tag}.png" for tag in tags), f"{FOLDER}/{picture}.png"]
    for path in files_of(env, *names):
        content = path.read_bytes()
        if drawn_word(content) in ("", frame.picture_word(picture)):
            return content
    raise jinja2.TemplateNotFound(names[-1])


def drawn_word(png: bytes) -> str:
    """The word on one of our pictures; empty where there is none, or nobody says which."""
    at = png.find(TITLE)
    if at < 4:
        return ""
    length = int.from_bytes(png[at - 4 : at], "big")
    return png[at + len(TITLE) : at + 4 + length].decode("utf-8", "replace")
