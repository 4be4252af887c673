"""The web application: addresses to jobs, answers to responses."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from spygraph.server.handlers import Handlers
from spygraph.server.headers import SafeHeaders
from spygraph.server.hosts import LOCAL, Hosts
from spygraph.server.served import Site

_GONE = 499  # nobody is there to read it


def application(site: Site, hosts: Sequence[str] = LOCAL, origins: Sequence[str] = ()) -> Starlette:
    """Return the application of a site.

    Args:
        site: What is served.
        hosts: The names by which it may be called: a page elsewhere must not reach it under a name of its own.
        origins: Other sites whose pages may ask it; none unless they are given.
    """
    handlers = Handlers(site)
    routes = [
        Route("/sparql", handlers.sparql, methods=["GET", "HEAD", "POST"]),
        Route("/health", handlers.health),
        Route("/assets/{name}", handlers.asset),
        Route("/", handlers.explorer),
        Route("/{path:path}", handlers.path),
    ]
    middleware = [
        Middleware(SafeHeaders),
        Middleware(Hosts, names=[*hosts]),
    ]
    if origins:
        cors = Middleware(CORSMiddleware, allow_origins=[*origins], allow_methods=["GET", "POST"])
        middleware.append(cors)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        site.served.lanes.warm()
        following = asyncio.ensure_future(site.follow())
        yield
        following.cancel()
        await site.close()

    return Starlette(
        routes=routes,
        middleware=middleware,
        lifespan=life,
        exception_handlers={ClientDisconnect: _gone, Exception: _failed},
    )


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=_GONE)


async def _failed(request: Request, error: Exception) -> Response:
    return PlainTextResponse("something went wrong here; the server goes on\n", HTTPStatus.INTERNAL_SERVER_ERROR)
