"""Templates: where they come from, and what every one of them can use."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import jinja2
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.loaders import split_template_path
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from statuary.model import Problem, Settings
from statuary.palette import FILE, Palette, read_palette, short
from statuary.render.wording.component_lines import MOST_LINES
from statuary.render.wording.isolation import as_html
from statuary.render.wording.language import InContext, Language
from statuary.render.wording.script_times import times_for_script

_PLAIN = re.compile(r'\{\{ (?:_\(|pgettext\("([^"]+)", )"([^"%]+)"\) \}\}')

_JINJA = re.compile("{[{%#]")

_MARK_END = re.compile(r"([{};,])\n")

TEMPLATES = "statuary"
"""The folder of our templates within `overrides/`, so that they never hide one of an owner's theme."""

INLINED = (
    "style.html",
    "lists-style.html",
    "history-style.html",
    "incident-style.html",
    "component-style.html",
    "extra-style.html",
    "record-style.html",
    "subscribe-style.html",
    *("live.js", "bars.js", "incident.js", "component.js", "filter.js", "search.js", "weekday.js", "copy.js"),
    "post-style.html",
    *("post-text.js", "post-preview.js", "post-rules.js", "post-update.js", "post.js"),
)
"""What pages hold inside of them, so that each is one request: `inline[name].text` and `.hash` in templates."""


MayRead = Callable[[Path], bool]
"""Whether a template may be read: see `statuary.repository_files` for those of an owner."""


class TemplateLoader(jinja2.BaseLoader):
    """Reads templates from folders, the first that has one wins; one that may not be read is passed over."""

    def __init__(self, folders: Sequence[Path], may_read: MayRead) -> None:
        self._loaders = [(folder, jinja2.FileSystemLoader(folder)) for folder in folders]
        self._may_read = may_read

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """As Jinja asks for it."""
        for folder, loader in self._loaders:
            path = Path(folder, *split_template_path(template))
            if path.is_file() and self._may_read(path):
                return loader.get_source(environment, template)
        raise jinja2.TemplateNotFound(template)

    def files(self, *names: str) -> Iterator[Path]:
        """The files of these names, folder by folder: what no template is made of, such as pictures."""
        paths = (folder / name for folder, _ in self._loaders for name in names)
        return (path for path in paths if path.is_file() and self._may_read(path))

    def list_templates(self) -> list[str]:
        """The names of all templates that may be read."""
        found = ((folder, name) for folder, loader in self._loaders for name in loader.list_templates())
        return sorted({name for folder, name in found if self._may_read(folder / name)})


class _Compiled(jinja2.BytecodeCache):
    """Templates as they were compiled in this process: half the time of a small site's build, and a process may build
    often.
    """

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """By the source with its words in the page's language, for these are compiled, too."""
        return super().get_bucket(environment, name, filename, environment.preprocess(source, name, filename))

    def load_bytecode(self, bucket: Bucket) -> None:
        """As Jinja asks for it."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """As Jinja gives it."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def environment(
    template_dirs: Sequence[Path],
    language: Language | None = None,
    settings: Settings | None = None,
    *,
    preview: bool = False,
    problems: Sequence[Problem] = (),
    may_read: MayRead = lambda _: True,
) -> jinja2.Environment:
    """An environment over these folders, the first that has a template wins: the owner's, then ours.

    Everything is escaped, and a misspelt name in a template is an error. Style sheets and scripts are read once, here:
    make a new environment after a template was edited. A `preview` has no Content-Security-Policy, which would keep
    out the script that reloads the page, and shows `problems` on top of every page. Raises jinja2.TemplateNotFound
    when no folder has a template.
    """
    language = language or Language()
    env = jinja2.Environment(
        extensions=[_Words],
        loader=(loader := TemplateLoader(template_dirs, may_read)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    env.extend(language=language)
    _give_words(env, language)
    env.globals["settings"] = settings
    env.globals["direction"] = language.direction
    env.globals["palette"] = _read_palette(env, loader)
    env.globals["short"] = short
    env.globals["most_lines"] = MOST_LINES
    env.globals["times"] = htmlsafe_json_dumps(times_for_script(language), ensure_ascii=False)
    env.globals["inline"] = {name: _inlined(env, name) for name in INLINED}
    env.globals["preview"] = preview
    env.globals["problems"] = problems
    return env


def palette(env: jinja2.Environment) -> Palette:
    """The colours of everything that these templates make."""
    found = env.globals["palette"]
    assert isinstance(found, Palette)
    return found


def files_of(env: jinja2.Environment, *names: str) -> Iterator[Path]:
    """The files of these names beside the templates: the owner's, then ours."""
    assert isinstance(env.loader, TemplateLoader)
    return env.loader.files(*names)


def _read_palette(env: jinja2.Environment, loader: TemplateLoader) -> Palette:
    text, file, _ = loader.get_source(env, FILE)
    try:
        return read_palette(text)
    except ValueError as error:
        raise jinja2.TemplateSyntaxError(str(error), getattr(error, "lineno", 1), FILE, file) from None


class Inlined(NamedTuple):
    """A style sheet or script that is put into pages; `hash` is what their Content-Security-Policy allows."""

    text: Markup
    hash: str


class _Words(Extension):
    """Translates `{{ _("words") }}`, and the same in a context, once: when a template is read, for a page has dozens.

    What has `%(name)s` in it is left to the function `_`, at the time of rendering.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with its plain words in the page's language."""
        return _PLAIN.sub(self._said, source)

    def _said(self, found: re.Match[str]) -> str:
        language: Language = self.environment.language  # type: ignore[attr-defined]
        words = str(escape(language.gettext(InContext(found[1], found[2]) if found[1] else found[2])))
        # What Jinja would read as its own is left to the function, too.
        return found[0] if _JINJA.search(words) else words


def _give_words(env: jinja2.Environment, language: Language) -> None:
    """Functions for messages, and filters for what stands among them. HTML that is filled in stays HTML."""

    def pgettext(context: str, message: str, **values: object) -> Markup:
        return _filled(escape(language.pgettext(context, message)), values)

    env.globals["_"] = lambda message, **values: _filled(escape(language.gettext(message)), values)
    env.globals["pgettext"] = pgettext
    env.globals["ngettext"] = language.ngettext
    env.globals |= {"aside": _of_html(language.aside), "beside": _of_html(language.beside)}
    env.globals |= {"labelled": _of_html(language.labelled), "together": _of_html(language.together)}
    env.globals["npgettext"] = language.npgettext
    env.filters["isolated"] = lambda name: as_html(language.name(name))
    env.filters["bdi"] = as_html


def _of_html(say: Callable[..., str]) -> Callable[..., Markup]:
    """The same for parts that may be HTML, and stay it; all other text is escaped."""

    def said(*parts: str) -> Markup:
        marks = [f"\0{place}\0" if part else "" for place, part in enumerate(parts)]
        text = str(escape(say(*marks)))
        for mark, part in zip(marks, parts, strict=True):
            text = text.replace(mark, escape(part)) if mark else text
        return Markup(text)  # noqa: S704 (escaped above)

    return said


def _filled(words: Markup, values: dict[str, object]) -> Markup:
    return words % values if values else words


def _inlined(env: jinja2.Environment, name: str) -> Inlined:
    """On as few bytes as is safe without reading it: it is in every page.

    In a style sheet a line's end means nothing behind a mark; in a script it may end a statement.
    """
    lines = (line.strip() for line in env.get_template(f"{TEMPLATES}/{name}").render().splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    text = text if name.endswith(".js") else _MARK_END.sub(r"\1", text)
    return Inlined(Markup(text), content_hash(text))  # noqa: S704 (our own)


def content_hash(style: str) -> str:
    """What a Content-Security-Policy needs in order to allow this one style sheet or script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
