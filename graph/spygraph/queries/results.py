"""Rows in the formats of the W3C: CSV, TSV, JSON and XML, columns in the order of the SELECT."""

import csv
import re
from collections.abc import Callable, Mapping
from io import StringIO
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.model import BASE
from spygraph.queries.asked import columns
from spygraph.queries.prefixes import PREFIXES

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# what XML 1.0 cannot carry at all becomes the replacement character
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMERIC = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


def short(term: Any) -> str:
    """Return a term as a person reads it: our IRIs without their beginning, literals without quotes, "" for none."""
    if term is None:
        return ""
    if not isinstance(term, ox.NamedNode):
        return str(term.value) if isinstance(term, ox.Literal) else str(term)
    iri: str = term.value
    for key in ("s", "v", "reg"):
        if iri.startswith(PREFIXES[key]):
            return f"{key}:{iri.removeprefix(PREFIXES[key])}"
    return iri.removeprefix(BASE)


def verdict(result: Any, form: str) -> str:
    """Return the answer of an ASK."""
    if form == "table":
        return "yes\n" if result else "no\n"
    if form in ("csv", "tsv"):  # the W3C defines none: the word that its JSON and XML use
        return "true\n" if result else "false\n"
    written: bytes = result.serialize(format=_FORMATS[form])
    return written.decode() + "\n"


def _csv(result: Any, raw: bool) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns(result))
    for row in result:
        cells = ["" if term is None else str(getattr(term, "value", term)) for term in row]
        writer.writerow(cells if raw else [_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMERIC.fullmatch(cell) else cell


def _tsv(result: Any, raw: bool) -> str:
    written: bytes = result.serialize(format=ox.QueryResultsFormat.TSV)
    return written.decode()


def _json(result: Any, raw: bool) -> str:
    written: bytes = result.serialize(format=ox.QueryResultsFormat.JSON)
    return written.decode().rstrip("\n") + "\n"


def _xml(result: Any, raw: bool) -> str:
    written: bytes = result.serialize(format=ox.QueryResultsFormat.XML)
    return sayable(written.decode()) + "\n"


def sayable(xml: str) -> str:
    """Return XML without what XML cannot carry; a bare carriage return would be read back as a line feed."""
    return _UNSAYABLE.sub("\ufffd", xml).replace("\r", "&#13;")


_FORMATS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
ROWS: Mapping[str, Callable[[Any, bool], str]] = MappingProxyType(
    {"csv": _csv, "tsv": _tsv, "json": _json, "xml": _xml}
)
