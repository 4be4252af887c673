"""Somebody else's engine: our graph at any SPARQL 1.1 endpoint, asked and filled over the SPARQL 1.1 Protocol."""

from spygraph.endpoint.publishing import Publisher, update_address
from spygraph.endpoint.reader import Endpoint
from spygraph.endpoint.wire import Wire

__all__ = ["Endpoint", "Publisher", "Wire", "update_address"]
