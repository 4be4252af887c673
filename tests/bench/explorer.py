"""The page in a browser: when it is ready, how fast it answers, and stock pyvis on the same graph in the same run.

explorer.py [--rounds N]: pages of about 50, 500 and 5,000 nodes of invented cases; needs Chromium and PyPI playwright.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from generate import generate

from spygraph.explorer import explore
from spygraph.explorer.notebook import besides
from spygraph.explorer.numbering import number
from spygraph.explorer.page import render
from spygraph.network import Network, to_network
from spygraph.store import load

SIZES = {50: 3, 500: 40, 5000: 540}  # nodes to cases
COMPARED = 500
BROWSER = "/usr/bin/chromium"
FRAME = "const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));"
# What is asked of the page, each up to the frame in which the answer is drawn.
ASKED = f"""async () => {{
  {FRAME}
  const timed = async (act) => {{
    const from = performance.now();
    act();
    await frame();
    return performance.now() - from;
  }};
  const found = {{}};
  document.getElementById("home").click();
  await new Promise((done) => setTimeout(done, 800));
  const query = document.getElementById("query");
  query.value = "money";
  found.search = await timed(() => query.dispatchEvent(new Event("input")));
  found.select = await timed(() => document.getElementById("search").requestSubmit());
  await new Promise((done) => setTimeout(done, 600));
  const pattern = document.querySelector(".pattern");
  if (pattern) found.pattern = await timed(() => pattern.click());
  return found;
}}"""
# The first question, whose engine has not started yet because nobody has come near it, and one more at once.
QUESTIONS = f"""async () => {{
  {FRAME}
  const answer = document.getElementById("answer");
  const ask = [...document.querySelectorAll("#ask button")].find((one) => one.textContent === "Ask");
  const timed = async () => {{
    const from = performance.now();
    const told = new Promise((done) => {{
      new MutationObserver((_, all) => {{
        if (document.getElementById("tally")) {{ all.disconnect(); done(); }}
      }}).observe(answer, {{ childList: true }});
    }});
    ask.click();
    await told;
    await frame();
    return performance.now() - from;
  }};
  return {{ "first answer": await timed(), "next answer": await timed() }};
}}"""
# Notes the time of the first frame: ours says when it has drawn.
FIRST_FRAME = """
new MutationObserver((_, all) => {
  if (!document.documentElement?.dataset.ready) return;
  all.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.firstFrame = performance.now(); }, 0));
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });"""
# pyvis keeps its network in a global; vis-network draws first when its simulation has come to rest.
FIRST_DRAWING = """
let kept;
Object.defineProperty(window, "network", { configurable: true, get: () => kept, set: (made) => {
  kept = made;
  made.once("afterDrawing", () => { document.documentElement.dataset.ready = "true"; });
} });"""


def stock(network: Network) -> str:
    """Return the page that pyvis makes of the same nodes and lines as it comes."""
    from pyvis.network import Network as Host

    graph = number(network)
    host = Host(directed=True, cdn_resources="in_line")
    for index, node in enumerate(graph.nodes):
        host.add_node(index, label=node.label)
    for edge in graph.edges:
        host.add_edge(graph.node_of[edge.source], graph.node_of[edge.target], title=edge.relation)
    html: str = host.generate_html()
    return html


def opened(browser: Any, path: Path, script: str = "") -> tuple[float, Any]:
    """Return the milliseconds from the opening of a page to its first frame, and the page."""
    page = browser.new_context(offline=True, viewport={"width": 1440, "height": 950}).new_page()
    page.add_init_script(FIRST_FRAME + script)
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-ready]", state="attached", timeout=600_000)
    page.wait_for_timeout(300)
    return float(page.evaluate("window.firstFrame")), page


def timed(browser: Any, path: Path, rounds: int, asked: str = ASKED) -> dict[str, float]:
    """Return the median times of a page of ours in milliseconds."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        ready, page = opened(browser, path)
        assert page.locator("#graph canvas").bounding_box()["height"] > 300
        for name, took in {"ready": ready, **page.evaluate(asked)}.items():
            found.setdefault(name, []).append(took)
        page.context.close()
    return {name: round(statistics.median(values)) for name, values in found.items()}


def shipped(browser: Any, folder: Path, rounds: int) -> dict[str, Any]:
    """Return the figures of the shipped cases, with the engine that answers questions."""
    page = folder / "shipped.html"
    written(page, lambda: explore(load(), sparql=True).html)
    size = round(page.stat().st_size / 1e6, 2)
    return {"shipped cases, megabytes with SPARQL": size, **timed(browser, page, rounds, QUESTIONS)}


def written(path: Path, make: Callable[[], str]) -> float:
    """Write a page and return the seconds that making it took."""
    begun = time.perf_counter()
    path.write_text(make(), encoding="utf-8")
    return time.perf_counter() - begun


def measured(browser: Any, nodes: int, folder: Path, rounds: int) -> dict[str, Any]:
    """Return the figures of one size."""
    generate(SIZES[nodes], folder / str(nodes))
    store = load([folder / str(nodes)])
    network, more = to_network(store), besides(store)

    def ours() -> str:
        return render(network, more)

    page = folder / f"{nodes}.html"
    making = written(page, ours)
    found: dict[str, Any] = {
        "nodes": len(network.nodes),
        "edges": len(network.edges),
        "megabytes": round(page.stat().st_size / 1e6, 2),
        "seconds to make": round(making, 1),
        **timed(browser, page, rounds),
    }
    if nodes == COMPARED:
        other = folder / "stock.html"
        written(other, lambda: stock(network))
        first, visit = opened(browser, other, FIRST_DRAWING)
        visit.context.close()
        found |= {"stock pyvis, first drawing": round(first), "times sooner": round(first / found["ready"], 1)}
    return found


def main() -> None:
    """Print the figures, a line of JSON a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running, TemporaryDirectory() as folder:
        browser = running.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        click.echo(json.dumps(shipped(browser, Path(folder), args.rounds)))
        for nodes in SIZES:
            click.echo(json.dumps(measured(browser, nodes, Path(folder), args.rounds)))
        browser.close()


if __name__ == "__main__":
    main()
