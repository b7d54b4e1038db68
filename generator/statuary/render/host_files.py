"""Files for hosts: `_headers`, which Netlify, Cloudflare Pages and others read, and `.nojekyll` for GitHub Pages.

Old addresses that lead here: `aliases` of incidents, and what a cState page had besides. Imports write both.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

import jinja2

from statuary.render.environment import TEMPLATES, content_hash
from statuary.render.folder import Output
from statuary.render.frame import Frame
from statuary.status import PageState

_ALL = {
    # What we publish is public, and other sites' pages ask for it: the banner, the badges, the API.
    "Access-Control-Allow-Origin": "*",
    "X-Content-Type-Options": "nosniff",
}
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_TYPES = {
    # An asterisk would stand only for the end of a path there; a name with a colon is one folder, on both hosts.
    "/calendar.ics": "text/calendar; charset=utf-8",
    "/components/:id/calendar.ics": "text/calendar; charset=utf-8",
    "/incidents/:id/calendar.ics": "text/calendar; charset=utf-8",
    "/embed.js": "text/javascript; charset=utf-8",
    "/status.txt": "text/plain; charset=utf-8",
    "/status.md": "text/markdown; charset=utf-8",
    # Prometheus 3 refuses what has no type that it knows, and without an ending no host can tell one.
    "/metrics": METRICS_TYPE,
    "/metrics.txt": METRICS_TYPE,
    "/history.rss": "application/rss+xml; charset=utf-8",
    "/history.atom": "application/atom+xml; charset=utf-8",
    "/api/v2/*": "application/json; charset=utf-8",
}


def render_host_files() -> Iterator[Output]:
    """A header must be named once for a path: hosts join the values of all rules that match.

    Jekyll, through which GitHub Pages puts a branch (and not what a workflow uploads), leaves out all files whose
    names start with `_`, unless there is a `.nojekyll`.
    """
    rules = {"/*": _ALL} | {path: {"Content-Type": kind} for path, kind in _TYPES.items()}
    text = "".join(_rule(path, headers) for path, headers in rules.items())
    yield Output("_headers", text.encode())
    yield Output(".nojekyll", b"")


def _rule(path: str, headers: Mapping[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())


def render_redirects(frame: Frame, env: jinja2.Environment) -> Iterator[Output]:
    """A page at each alias that sends its reader on; static hosts know no other redirect that works everywhere."""
    template = env.get_template(f"{TEMPLATES}/redirect.html")
    for alias, target, title in _leads(frame.state):
        path = alias.strip("/")
        file = path if path.endswith(".html") else f"{path}/index.html"
        words = {
            "frame": frame,
            "title": title,
            "target": "../" * file.count("/") + target,
            "canonical": frame.settings.url + target,
            "content_hash": content_hash,
        }
        yield Output(file, template.render(words).encode())


def _leads(state: PageState) -> Iterator[tuple[str, str, str]]:
    """Each old path, where it leads, and what that is called."""
    for key in sorted(state.by_id):
        incident = state.by_id[key].incident
        for alias in incident.aliases:
            yield unquote(alias), f"incidents/{incident.id}/", incident.title
    if any((item.incident.source or "").startswith("cstate:") for item in state.by_id.values()):
        yield "issues", "history/", state.site.settings.name
    for component in state.site.components:
        if component.cstate_path is not None:
            yield f"affected/{component.cstate_path}", f"components/{component.id}/", component.name
