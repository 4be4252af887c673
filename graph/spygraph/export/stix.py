"""A STIX 2.1 bundle: people are identities with an extension of ours, never threat actors.

A statement between two actors is a relationship, any other a note, and a case a grouping of all of it. STIX knows time
stamps only: a date that is known to the day becomes two of them, the first and the last moment of that day; every date
stands in the extension, as the sources give it and with its earliest and latest day.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from spygraph.export.extract import Extract
from spygraph.export.screening import NOTED, actors
from spygraph.export.stixobjects import SINCE, Bundle
from spygraph.export.tally import UNTOLD
from spygraph.network import Node


def write(extract: Extract, path: Path) -> None:
    """Write a bundle.

    Raises:
        SpygraphError: where people are called by their names and that was not asked for.
    """
    extract.refuse_names(".stix.json")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type": "bundle", "objects": [\n')
        out.writelines(_objects(Bundle(extract)))
        mark = " ".join(sorted(extract.selection.cases | extract.selection.standings | extract.selection.relations))
        out.write(f'],\n"id": "{Bundle.id("bundle", f"{mark} {extract.disclosure()}")}"}}\n')


def _objects(bundle: Bundle) -> Iterator[str]:
    counts = bundle.extract.tally
    counts.lost[UNTOLD] = 1
    shared: dict[str, Node] = {}
    comma = ""
    for one in bundle.head():
        yield comma + json.dumps(one, ensure_ascii=False) + "\n"
        comma = ","
    for record in bundle.extract.records():
        counts.written["claims"] += len(record.claims)
        known = actors(record)
        shared |= {id_: node for id_, node in known.items() if not node.case}
        counts.lost[NOTED] += sum(bool(node.case) for id_, node in record.nodes.items() if id_ not in known)
        for one in bundle.record(record):
            yield comma + json.dumps(one, ensure_ascii=False) + "\n"
    for _, node in sorted(shared.items()):
        yield comma + json.dumps(bundle.identity(node, SINCE), ensure_ascii=False) + "\n"
