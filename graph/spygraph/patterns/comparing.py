"""A case beside the others: one of them by its id, or a file, which must be a published case."""

from dataclasses import replace
from pathlib import Path

from spygraph.errors import SpygraphError
from spygraph.patterns.configurations import configurations
from spygraph.patterns.material import Material, material
from spygraph.patterns.nearest import NOBODY, Similar, similar
from spygraph.patterns.table import Table
from spygraph.store import Readable, load


def compared(case: str, store: Readable, *, pseudonyms: bool = False) -> tuple[Material, Similar]:
    """Return the other cases, and how one case stands beside them.

    Args:
        case: The id of a case in the store, or a case file.
        store: The cases to compare it with.
        pseudonyms: Whether the people of the case file are called by their keys instead of their names.

    Raises:
        CaseFileError: where a case file has faults.
        SpygraphError: where there is no such case, or a file does not hold exactly one published case.
    """
    given = material(store)
    if not case.endswith((".yaml", ".yml")):
        others = given.table.only(one for one in given.table.cases if one != case)
        return given, similar(given.table, case, configurations(others))
    new = material(load([Path(case)], pseudonyms=pseudonyms))
    slug = published(new, case)
    others = given.table.only(one for one in given.table.cases if one != slug)
    return given, similar(joined(others, new.table), slug, configurations(others))


def published(new: Material, path: str) -> str:
    """Return the id of the one published case that a file holds.

    Raises:
        SpygraphError: where it holds none, or several, or no source with a publisher, or no outcome.
    """
    assert new.network is not None
    if len(new.table.cases) != 1:
        raise SpygraphError(f"{path}: not one case (unit: case); only a published case is compared. {NOBODY}")
    slug = new.table.cases[0]
    info = next(one for one in new.network.cases if one.id == slug)
    sources = [new.network.sources[one] for one in info.sources]
    lacks = []
    if not any(one.publisher and one.title for one in sources):
        lacks.append("a source with its publisher")
    if not any(one.published or one.url for one in sources):
        lacks.append("when or where a source was published")
    if not new.table.known("outcomes"):
        lacks.append("an outcome that is stated")
    if lacks:
        raise SpygraphError(
            f"{path}: refused: only a published case is compared, and this one lacks {'; '.join(lacks)}. {NOBODY}"
        )
    return slug


def joined(table: Table, other: Table) -> Table:
    """Return the table of the cases of both; where both have a case, the second one's."""
    return replace(
        table,
        cases=(*(case for case in table.cases if case not in other.cases), *other.cases),
        cells={key: values for key, values in table.cells.items() if key[0] not in other.cases} | other.cells,
        about=table.about | other.about,
        articles={**table.articles, **other.articles},
        backing={**table.backing, **other.backing},
    )
