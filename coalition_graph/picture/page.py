"""The page itself: pyvis, our template, and one file that asks nobody for anything.

pyvis writes the nodes, edges and options of the graph and hands them to the template; all text that comes
from the data goes through the payload. pyvis imports IPython, so it is imported only when a page is made.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coalition_graph import text
from coalition_graph.picture import layout, squeeze
from coalition_graph.picture.records import Payload

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["page"]

WEB: Final = Path(__file__).parent / "web"
STYLES: Final = ("style.css", "views.css", "paper.css")
# In the order in which they build on each other; they share one scope.
SCRIPTS: Final = (
    "dom.js",
    "unpack.js",
    "data.js",
    "scenario.js",
    "state.js",
    "marks.js",
    "lettering.js",
    "shapes.js",
    "canvas.js",
    "overview.js",
    "download.js",
    "sorting.js",
    "tray.js",
    "changes.js",
    "positions.js",
    "positions_view.js",
    "network.js",
    "attendance.js",
    "timeline.js",
    "table.js",
    "citation.js",
    "made.js",
    "evidence.js",
    "legend.js",
    "slider.js",
    "search.js",
    "print.js",
    "main.js",
)
OPTIONS: Final = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "dragView": False,
        "zoomView": False,
        "selectable": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": False},
    },
}


def page(payload: Payload) -> str:
    """Return the whole page as one HTML text, with vis-network, our style and our script inside.

    >>> "Content-Security-Policy" in page(Payload("Nothing yet"))
    True
    """
    from markupsafe import Markup
    from pyvis.network import Network

    network = Network(directed=True)
    network.nodes, network.edges = layout.graph(payload)
    network.options = dict(OPTIONS)
    network.set_template_dir([str(WEB), str(_pyvis_templates())], "template.html")
    environment: Environment = network.templateEnv
    environment.autoescape = True
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    style, script, vis = _style(), _script(), _vis()
    environment.globals.update(
        title=text.clean(payload.title),
        policy=policy(scripts=(vis, script), styles=(style,)),
        style=Markup(style),  # noqa: S704 - our own files, no data
        script=Markup(script),  # noqa: S704
        vis=_packed(vis),
        payload=Markup(payload.json()),  # noqa: S704 - made inert by json()
    )
    return str(network.generate_html())


def policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Return the Content-Security-Policy that lets exactly these inline texts run and nothing load.

    >>> policy((), ("p {}",)).split("; ")[2]
    "style-src 'sha256-SNJDlN1Iy2mnt7DOjQIyDb2LQE6O5PQiSZomcdzawQ4='"
    """
    parts = {
        "default-src": ["'none'"],
        "script-src": [_hash(script) for script in scripts] or ["'none'"],
        "style-src": [_hash(style) for style in styles],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join([name, *values]) for name, values in parts.items())


def _hash(inline: str) -> str:
    digest = hashlib.sha256(inline.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def _style() -> str:
    return squeeze.style(_joined(STYLES))


@cache
def _script() -> str:
    return squeeze.script(_joined(SCRIPTS))


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((WEB / name).read_text(encoding="utf-8") for name in names)


def _packed(vis: str) -> dict[str, object]:
    """vis-network in the fewest letters, with its licence to be read beside it."""
    licence = vis.partition("*/")[0].lstrip("/* \n")
    return {"licence": licence, "size": len(vis.encode("utf-8")), "packed": squeeze.packed(vis)}


def _pyvis_templates() -> Path:
    import pyvis

    return Path(pyvis.__file__).parent / "templates"


@cache
def _vis() -> str:
    """vis-network as pyvis ships it, licence included, without the address of its source map."""
    newest = max(_pyvis_templates().glob("lib/vis-*/vis-network.min.js"), key=_version)
    return re.sub(r"\n//# sourceMappingURL=.*\s*\Z", "\n", newest.read_text(encoding="utf-8"))


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", path.parent.name))
