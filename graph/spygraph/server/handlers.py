"""What is done for each address of a site."""

import re
from http import HTTPStatus
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from spygraph.export import EXPORTERS
from spygraph.server import protocol
from spygraph.server.answer import Answer, Job, Sheet, told
from spygraph.server.lanes import FullError
from spygraph.server.media import PAGES, preferred
from spygraph.server.pages import POLICIES, asset, busy_page
from spygraph.server.reading import body, while_there
from spygraph.server.sending import RETRY, Budget, Whole
from spygraph.server.served import Site

_SUFFIXES = sorted(EXPORTERS, key=len, reverse=True)
_SLUG = re.compile(r"[a-z0-9-]{1,80}")
# what is said of anything may be asked for by its address alone
_DESCRIBED = {".ttl": "text/turtle", ".jsonld": "application/ld+json"}
_ASKED = ("/query", "/cases")  # pages that heed what follows the question mark
_MEDIA = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8",
        ".md": "text/markdown; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".ttl": "text/turtle; charset=utf-8",
        ".nt": "application/n-triples",
        ".nq": "application/n-quads",
        ".trig": "application/trig",
        ".jsonld": "application/ld+json",
        ".json": "application/json",
        ".cyjs": "application/json",
        ".graphml": "application/graphml+xml",
        ".gexf": "application/gexf+xml",
        ".xes": "application/xml",
        ".cypher": "text/plain; charset=utf-8",
        ".parquet": "application/vnd.apache.parquet",
    }
)


class Handlers:
    """The handlers of one site; they keep what all of them share."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.budget = Budget(site.limits.sending)

    async def sparql(self, request: Request) -> Response:
        """Answer the query operation of the SPARQL 1.1 Protocol."""
        try:
            job = protocol.question(await self._asked(request)) or Sheet("/sparql", _accept(request))
        except protocol.RefusedError as error:
            return self._sent(told(error.status, str(error)))
        return self._sent(await self._answer(request, job))

    async def health(self, _: Request) -> Response:
        """Tell which version is served, and what keeps a newer one from being served."""
        served = self.site.served
        state = {"status": "ok", "version": served.name, "statements": served.version.stamp.count}
        return JSONResponse(state | ({"trouble": self.site.trouble} if self.site.trouble else {}))

    async def asset(self, request: Request) -> Response:
        """Send a script, a style sheet or an icon of ours."""
        found = asset(request.path_params["name"])
        if found is None:
            return self._sent(told(HTTPStatus.NOT_FOUND, "there is no such file"))
        media, content = found
        return Response(content, media_type=media, headers={"cache-control": "public, max-age=31536000, immutable"})

    async def explorer(self, request: Request) -> Response:
        """Send the explorer, which is a file like any other export."""
        return await self._file(request, "", "")

    async def path(self, request: Request) -> Response:
        """Send an export, show a page, or tell what an IRI of ours is."""
        path = request.url.path
        name, _, case = path.removeprefix("/").rpartition("/")[::-1]
        suffix = next((one for one in _SUFFIXES if name.endswith(one)), "")
        stem = name.removesuffix(suffix)
        if suffix and path == f"/graph{suffix}":
            return await self._file(request, suffix, "")
        if suffix in _DESCRIBED:
            return await self._sheet(request, path.removesuffix(suffix), _DESCRIBED[suffix])
        if suffix and case == "case" and _SLUG.fullmatch(stem):
            return await self._file(request, suffix, stem)
        return await self._sheet(request, path)

    async def _sheet(self, request: Request, path: str, accept: str = "") -> Response:
        accept = accept or _accept(request)
        asked = tuple(request.query_params.items()) if path in _ASKED else ()
        gone = tuple(sorted(self.site.served.version.stamp.withdrawn.items()))
        answer = await self._answer(request, Sheet(path, accept, asked, gone))
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE and preferred(accept, [*PAGES]) == "text/html":
            answer = Answer(answer.status, "text/html; charset=utf-8", busy_page(RETRY).encode())
        kind = "query" if path == "/query" else "page" if answer.media.startswith("text/html") else "data"
        return Whole(answer, self.budget, {"content-security-policy": POLICIES[kind], "vary": "accept"})

    async def _file(self, request: Request, suffix: str, case: str) -> Response:
        if case in self.site.served.version.stamp.withdrawn:
            return await self._sheet(request, f"/case/{case}")
        try:
            answer, path = await while_there(request, self.site.served.file(suffix, case))
        except FullError as error:
            return self._sent(told(HTTPStatus.SERVICE_UNAVAILABLE, str(error)))
        if not answer.good:
            return self._sent(answer)
        last = "." + suffix.rpartition(".")[2]  # of .rdf12.ttl the media type is that of .ttl
        headers = {"content-security-policy": POLICIES["explorer" if suffix in ("", ".html") else "data"]}
        name = path.name + (".zip" if answer.media == "application/zip" else "") if suffix else None
        return FileResponse(path, media_type=answer.media or _MEDIA[last], filename=name, headers=headers)

    async def _asked(self, request: Request) -> protocol.Request:
        media, _, parameters = request.headers.get("content-type", "").partition(";")
        charset = parameters.partition("charset=")[2].strip(' "')
        text = await body(request, self.site.limits.body) if request.method == "POST" else b""
        query: bytes = request.scope["query_string"]
        return protocol.Request(request.method, query, media.strip().lower(), charset, text, _accept(request))

    async def _answer(self, request: Request, job: Job) -> Answer:
        try:
            answer = await while_there(request, self.site.served.answer(job))
        except FullError as error:
            return told(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
        if not self.budget.fits(len(answer.body)):
            return told(HTTPStatus.SERVICE_UNAVAILABLE, "too much is on its way to others; try again in a moment")
        return answer

    def _sent(self, answer: Answer) -> Response:
        return Whole(answer, self.budget)


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept")) or "*/*"
