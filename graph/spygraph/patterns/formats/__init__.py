"""Writes results: as a table for people, Markdown, CSV, JSON, or one page of HTML."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from spygraph.patterns.formats import csvtext, jsontext, markdown, page, text
from spygraph.patterns.formats.report import Report

Format = Callable[[Report], str]
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "table": text.write,
        "json": jsontext.write,
        "csv": csvtext.write,
        "markdown": markdown.write,
        "html": page.write,
    }
)

__all__ = ["FORMATS", "Report"]
