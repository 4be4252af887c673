"""Exports over the web: written by a worker, whole, before the first byte is sent."""

from http import HTTPStatus
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyoxigraph as ox

from spygraph.casefile.model import case_iri
from spygraph.errors import SpygraphError
from spygraph.export import Selection, export
from spygraph.server.answer import Answer, File, told

_SITE = (("/cases", "Cases"), ("/query", "Query"), ("/ns", "Terms"))  # what the explorer leads to on this server
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can say: the same files are the same bytes


def write(store: ox.Store, job: File) -> Answer:
    """Write an export; several files become one ZIP file of the name that was asked for."""
    if job.case and not store.contains_named_graph(ox.NamedNode(case_iri(job.case))):
        return told(HTTPStatus.NOT_FOUND, f"there is no case '{job.case}' here")
    path = Path(job.path)
    chosen = Selection(cases=frozenset((job.case,)) if job.case else frozenset())
    try:
        if not job.suffix:
            return _explorer(store, path)
        tally = export(store, path, chosen)
    except SpygraphError as error:
        return told(HTTPStatus.CONFLICT, str(error))
    if tally.files == [path]:
        return Answer(HTTPStatus.OK, "")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for one in tally.files:
            archive.writestr(ZipInfo(one.name, _FIRST_DAY), one.read_bytes(), ZIP_DEFLATED)
            one.unlink()
    return Answer(HTTPStatus.OK, "application/zip")


def _explorer(store: ox.Store, path: Path) -> Answer:
    """Write the explorer as it stands on a server, beside the pages."""
    from spygraph.explorer.page import Besides, write_html
    from spygraph.network import to_network
    from spygraph.patterns import read_table

    write_html(to_network(store), path, Besides(read_table(store), beside=_SITE))
    return Answer(HTTPStatus.OK, "text/html; charset=utf-8")
