"""From a path of the site to a page, or to what an IRI of ours is in RDF."""

from http import HTTPStatus

import pyoxigraph as ox

from spygraph.casefile.model import BASE
from spygraph.server.answer import Answer, Sheet, told
from spygraph.server.media import PAGES, preferred
from spygraph.server.pages import (
    cases_page,
    description,
    missing_page,
    query_page,
    thing_page,
    withdrawn_page,
)
from spygraph.server.service import service

_HTML = "text/html; charset=utf-8"
_SERVICE = "/sparql"


def sheet(store: ox.Store, job: Sheet) -> Answer:
    """Return a page, a description, or what became of either."""
    if job.path == _SERVICE:
        return service(store, job.accept)
    media = preferred(job.accept, [*PAGES])
    if media is None:
        return told(HTTPStatus.NOT_ACCEPTABLE, f"this can be had as {', '.join(PAGES)}")
    if why := dict(job.withdrawn).get(slug := _slug(job.path)):
        return Answer(HTTPStatus.GONE, _HTML, withdrawn_page(slug, why).encode())
    found = _page(store, job) if PAGES[media] == "html" else description(store, BASE + job.path[1:], PAGES[media])
    if found is None:
        return Answer(HTTPStatus.NOT_FOUND, _HTML, missing_page(store, job.path).encode())
    if isinstance(found, bytes):
        return Answer(HTTPStatus.OK, media, found)
    return Answer(HTTPStatus.OK, _HTML, found.encode())


def _slug(path: str) -> str:
    parts = path.split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "case" else ""


def _page(store: ox.Store, job: Sheet) -> str | None:
    if job.path == "/cases":
        asked = dict(job.asked)
        return cases_page(store, dict(job.withdrawn), find=asked.get("find", "").strip(), number=asked.get("page", "1"))
    if job.path == "/query":
        asked = dict(job.asked)
        text, name = asked.pop("query", ""), asked.pop("name", "")
        return query_page(store, text, name=name, values=asked)
    return thing_page(store, BASE + job.path[1:])
