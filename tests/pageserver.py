"""What the tests of the server's pages share: every page by its address, HTML taken apart, and a server of a test."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

import pyoxigraph as ox

from spygraph.casefile.model import BASE
from spygraph.export import EXPORTERS
from spygraph.queries.asked import asked
from spygraph.server import pages
from spygraph.server.pages.links import DATA

_FILES = frozenset(EXPORTERS) - frozenset(DATA.values())
_HTML = "text/html; charset=utf-8"
_VOID = frozenset({"meta", "link", "br", "input", "img", "hr"})
_GRAPHIC = frozenset({"path", "circle", "rect"})


class Answer(NamedTuple):
    """What an address gives: media type, bytes, and the kind of policy that goes with it."""

    media: str
    body: bytes
    policy: str = "page"


def answer(store: ox.Store, target: str, withdrawn: dict[str, str] | None = None) -> Answer | None:
    """Return what stands at an address, None where nothing does."""
    parts = urlsplit(target)
    path, given = unquote(parts.path), {key: one[0] for key, one in parse_qs(parts.query).items()}
    if path.startswith("/assets/"):
        found = pages.asset(path.removeprefix("/assets/"))
        return Answer(*found) if found else None
    if path == "/":
        return Answer(_HTML, b"<!DOCTYPE html><html lang=en><title>the explorer</title><p>its own tests</html>")
    if path == "/cases":
        page = pages.cases_page(store, withdrawn or {}, find=given.get("find", ""), number=given.get("page", "1"))
        return Answer(_HTML, page.encode()) if page else None
    if path == "/query":
        text, name = given.pop("query", ""), given.pop("name", "")
        return Answer(_HTML, pages.query_page(store, text, name=name, values=given).encode(), "query")
    if path.startswith("/graph."):
        return Answer("text/plain", b"an export") if path.removeprefix("/graph") in EXPORTERS else None
    if any(path.startswith("/case/") and path.count("/") == 2 and path.endswith(suffix) for suffix in _FILES):
        return Answer("text/plain", b"an export")
    for form, suffix in DATA.items():
        if path.endswith(suffix):
            data = pages.description(store, BASE + path[1 : -len(suffix)], form)
            return Answer("text/turtle", data, "data") if data else None
    html = pages.thing_page(store, BASE + path[1:])
    return Answer(_HTML, html.encode()) if html else None


class Taken(HTMLParser):
    """A page taken apart: links, ids, articles with their text, and whatever is not well formed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        self.articles: dict[str, str] = {}
        self.text = ""
        self._open: list[str] = []
        self._article = ""
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        self.faults += [f"<{tag} {name}>" for name in given if name.startswith("on") or name == "style"]
        if "id" in given:
            self.ids.append(given["id"])
        if "href" in given and tag == "a":
            self.links.append(given["href"])
        elif "href" in given or "src" in given:
            self.loaded.append(given.get("href") or given["src"])
        if tag == "article":
            self._article = given["id"]
            self.articles[self._article] = ""
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _GRAPHIC:
            self.faults.append(f"<{tag}/> closes itself")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes another")
        if tag == "article":
            self._article = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._article:
            self.articles[self._article] += data


def flat(text: str) -> str:
    """Return a text with single blanks."""
    return re.sub(r"\s+", " ", text).strip()


class Site:
    """A server of one store on a port of its own, with the policies of the pages or, to test escaping, without."""

    def __init__(self, store: ox.Store, *, policies: bool = True, answers: bytes = b"") -> None:
        self.store, self.policies, self.answers = store, policies, answers
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"

    def sparql(self, body: str) -> bytes:
        """Return the answer of a query, or the one that this server always gives."""
        query = parse_qs(body)["query"][0]
        self.asked.append(query)
        written: bytes = self.answers or asked(self.store, query).serialize(format=ox.QueryResultsFormat.JSON)
        return written

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = answer(site.store, self.path)
                missing = Answer(_HTML, pages.missing_page(site.store, unquote(self.path)).encode())
                self._send(200 if found else 404, found or missing)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._send(200, Answer("application/sparql-results+json", site.sparql(body), "data"))

            def _send(self, status: int, found: Answer) -> None:
                self.send_response(status)
                self.send_header("Content-Type", found.media)
                if site.policies:
                    self.send_header("Content-Security-Policy", pages.POLICIES[found.policy])
                self.end_headers()
                self.wfile.write(found.body)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


@contextmanager
def served(store: ox.Store, **options: Any) -> Iterator[Site]:
    """Serve a store while a test runs."""
    site = Site(store, **options)
    thread = Thread(target=site.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
        thread.join()


class Guest:
    """One page of a site in a browser that writes down whatever it should not do."""

    def __init__(self, browser: Any, site: Site, path: str, **options: Any) -> None:
        self.faults: list[str] = []
        self.site = site
        self.context = browser.new_context(**{"viewport": {"width": 1440, "height": 950}} | options)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('policy ' + e.violatedDirective))"
        )
        self.go(path)

    def go(self, path: str) -> None:
        """Open an address of the site; a page with a script is awaited."""
        self.page.goto(self.site.origin + path)
        if path.startswith("/query"):
            self.page.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.site.origin, "data:", "blob:")):
            self.faults.append(f"request: {request.url}")


def poisoned(store: ox.Store, text: str) -> ox.Store:
    """Return the cases and the registry of a store with the same hostile text in every plain text and address."""
    made = ox.Store()
    for quad in store:
        kind = quad.object.datatype.value if isinstance(quad.object, ox.Literal) else ""
        hostile = kind.endswith(("#string", "#anyURI")) and "/ontology" not in str(quad.graph_name)
        keys = quad.predicate.value.endswith("#key")
        value = ox.Literal(text, datatype=quad.object.datatype) if hostile and not keys else quad.object
        made.add(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))
    return made
