"""Pages, descriptions and assets as pure functions: from the store to text, without any connection."""

from spygraph.server.pages.asking import ENDPOINT, query_page
from spygraph.server.pages.assets import ASSETS, POLICIES, address, asset, digest
from spygraph.server.pages.case import case_page
from spygraph.server.pages.describing import FORMS, description
from spygraph.server.pages.listing import cases_page
from spygraph.server.pages.messages import busy_page, message_page, missing_page, withdrawn_page
from spygraph.server.pages.things import thing_page

__all__ = [
    "ASSETS",
    "ENDPOINT",
    "FORMS",
    "POLICIES",
    "address",
    "asset",
    "busy_page",
    "case_page",
    "cases_page",
    "description",
    "digest",
    "message_page",
    "missing_page",
    "query_page",
    "thing_page",
    "withdrawn_page",
]
