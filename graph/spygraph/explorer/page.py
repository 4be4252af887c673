"""The page itself: pyvis holds the graph and renders our own template, which loads nothing from anywhere."""

from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from spygraph.explorer import drawing
from spygraph.explorer.contents import EDGES_AT_ONCE, Besides, contents
from spygraph.explorer.marks import underlines
from spygraph.explorer.numbering import Numbered, number
from spygraph.explorer.overview import Place, Region
from spygraph.explorer.picture import picture
from spygraph.explorer.policy import policy_for, safe_json
from spygraph.network import Network

__all__ = ["EDGES_AT_ONCE", "Besides", "render", "write_html"]

SCRIPTS = (
    *("model.js", "patterns.js", "canvas.js", "lines.js", "view.js", "labels.js", "panel.js", "tables.js", "time.js"),
    *("matrix.js", "picture.js", "save.js", "start.js"),
)
ASKING = "ask.js"  # only where the page carries the engine
VIS = "lib/vis-9.1.2/vis-network.min.js"
_POLICY_SLOT = "content-security-policy-goes-here"
_NOTHING = Besides()


def render(network: Network, besides: Besides = _NOTHING) -> str:
    """Return the page as one HTML text: the same network gives the same bytes.

    Raises:
        KeyError: an edge names a node or a claim that the network does not hold.
    """
    from jinja2 import Environment, PackageLoader
    from pyvis.network import Network as Host  # here, because it imports IPython

    graph = number(network)
    places, fields, tall = drawing.overview(graph)
    lines = drawing.lines(graph)
    host = Host(directed=True)
    for node in drawing.nodes(graph, places):
        host.add_node(**node)
    for line in lines:
        host.add_edge(
            line["from"], line["to"], **{key: value for key, value in line.items() if key not in ("from", "to")}
        )
    host.templateEnv = Environment(loader=PackageLoader(__package__, "assets"), autoescape=True)
    host.templateEnv.globals.update(_assets(besides), safe_json=safe_json, stored=drawing.stored, policy=_POLICY_SLOT)
    data = contents(network, graph, (fields, tall), besides)
    host.templateEnv.globals.update(
        data=data, beside=besides.beside, printed=_printed(graph, places, fields, lines, data)
    )
    host.path = "page.html.j2"
    html: str = host.generate_html()
    return html.replace(_POLICY_SLOT, policy_for(html, engine=besides.quads is not None), 1)


def _printed(
    graph: Numbered, places: dict[int, Place], fields: list[Region], lines: list[drawing.Json], data: drawing.Json
) -> Markup:
    """Return the picture for paper; "" where there is too much for one sheet, or nothing."""
    counted = [one for one in fields if one.case < 0 or graph.cases[one.case].unit == "case"]
    on = {node for case, info in enumerate(graph.cases) if info.unit == "case" for node in graph.members[case]}
    shown = [
        (line["from"], line["to"], [said["claim"] for said in line["said"]])
        for line in lines
        if line["from"] in on and line["to"] in on
    ]
    if not data["atOnce"] or not counted:
        return Markup("")
    there = {node: place for node, place in places.items() if node in on}
    return picture(graph, there, counted, shown, (data["disclosure"], data["version"]))


def _assets(besides: Besides) -> dict[str, Markup]:
    """Return the styles and scripts, our own and those of others, to be written into the page as they are."""
    assets = files(__package__) / "assets"
    names = SCRIPTS if besides.quads is None else (*SCRIPTS[:-1], ASKING, SCRIPTS[-1])
    script = "\n".join(_bare((assets / name).read_text(encoding="utf-8")) for name in names)
    vis = (files("pyvis") / "templates" / VIS).read_text(encoding="utf-8")
    css = (assets / "page.css").read_text(encoding="utf-8")
    found = {
        "css": Markup(f"{css}\n{underlines()}"),  # noqa: S704
        "vis": Markup(vis.partition("//# sourceMappingURL")[0]),  # noqa: S704 - else a browser asks for the map
        "script": Markup(f'(() => {{\n"use strict";\n{script}\n}})();'),  # noqa: S704
    }
    if besides.quads is None:
        return found
    from spygraph.explorer.asking import carried

    return found | carried(besides.quads)


def _bare(script: str) -> str:
    """Return a script of ours without indents and without the lines that only comment."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def write_html(network: Network, path: Path, besides: Besides = _NOTHING) -> None:
    """Write the page as UTF-8.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_text(render(network, besides), encoding="utf-8", newline="\n")
