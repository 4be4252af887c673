"""Content negotiation (RFC 9110, section 12): which of the things we can write a client likes best."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

_RANGE = re.compile(r"^([\w!#$%&'*+.^`|~-]+)/([\w!#$%&'*+.^`|~-]+)$")

ROWS: Mapping[str, str] = MappingProxyType(
    {
        "application/sparql-results+json": "json",
        "application/json": "json",
        "application/sparql-results+xml": "xml",
        "application/xml": "xml",
        "text/xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
    }
)
GRAPHS: Mapping[str, str] = MappingProxyType(
    {
        "text/turtle": "turtle",
        "application/n-triples": "ntriples",
        "application/ld+json": "jsonld",
        "application/rdf+xml": "rdfxml",
        "application/json": "jsonld",
        "text/plain": "ntriples",
    }
)
PAGES: Mapping[str, str] = MappingProxyType(
    {"text/html": "html", "application/xhtml+xml": "html", "text/turtle": "turtle", "application/ld+json": "jsonld"}
)


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """Return the offered media type that a client likes best, the first of equals; None where it takes none.

    Args:
        accept: The Accept header; "" takes anything.
        offered: Media types, best first.
    """
    ranges = [one for part in accept.split(",") if (one := _weighed(part))] or [("*", "*", 1.0)]
    best, chosen = 0.0, None
    for media in offered:
        weight = _weight(media, ranges)
        if weight > best:
            best, chosen = weight, media
    return chosen


def _weighed(part: str) -> tuple[str, str, float] | None:
    name, *parameters = (one.strip().lower() for one in part.split(";"))
    found = _RANGE.match(name)
    if not found:
        return None
    weight = 1.0
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                weight = min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return None
    return found[1], found[2], weight


def _weight(media: str, ranges: list[tuple[str, str, float]]) -> float:
    """Return the weight of the most specific range that a media type falls into."""
    kind, name = media.split("/")
    fits = [
        ((ours != "*") + (part != "*"), weight)
        for ours, part, weight in ranges
        if ours in ("*", kind) and part in ("*", name)
    ]
    return max(fits, default=(0, 0.0))[1]
