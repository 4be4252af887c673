"""Importing a coded table against its obvious peer: pandas reads the table, PyYAML dumps the same case files.

    python tests/bench/import.py [ROWS]

Both start from the same table on disk and end with a folder of files on disk; they take turns, and the median of each
and their ratio are printed. The peer is given the documents ready made: only its reading and its writing are timed.
"""

import csv
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import yaml

from spygraph.coding.files import new_folder
from spygraph.coding.tables import imported

COLUMNS = {
    "Case": ("case", None),
    "Headline": (
        "title",
        ["A clerk and a guest", "An engineer abroad", "Somebody's cousin", "A translator: his debts"],
    ),
    "First move": ("initiation", ["recruited", "volunteered", "unclear", ""]),
    "Response": ("response", ["acted", "refused", ""]),
    "Channel": ("channel", ["social-media", "in-person; introduction", "", ""]),
    "Job": ("subject.occupation", ["clerk", "engineer, retired", "", "translator"]),
    "Offered": ("inducements", ["money", "money; gifts", ""]),
    "How far": ("inducements.state", ["promised", "delivered"]),
    "Pressure": ("pressures", ["threat", "no", "", ""]),
    "Ended": ("outcomes", ["imprisonment", "arrested", ""]),
}
ROUNDS = 5


def make(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write a table and its map."""
    pick = random.Random(1)
    table, mapping = folder / "table.csv", folder / "map.yaml"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            row = {name: pick.choice(values) if values else f"case-{number}" for name, (_, values) in COLUMNS.items()}
            writer.writerow([row[name] if name != "How far" or row["Offered"] else "" for name in COLUMNS])
    mapping.write_text("".join(f"{name}: {target}\n" for name, (target, _) in COLUMNS.items()), encoding="utf-8")
    return table, mapping


def ours(table: Path, mapping: Path, out: Path) -> None:
    """Import as the command does."""
    found = imported(table, mapping)
    files = {f"{id_}.yaml": text for id_, text in found.cases.items()}
    new_folder(out, files | {"registry/table.yaml": found.registry})


def peer(table: Path, documents: list[Any], out: Path, dumper: Any) -> None:
    """Read with pandas and dump with PyYAML."""
    out.mkdir()
    for row, document in zip(pd.read_csv(table).to_dict("records"), documents, strict=True):
        text = yaml.dump(document, Dumper=dumper, sort_keys=False, allow_unicode=True)
        (out / f"{row['Case']}.yaml").write_text(text, encoding="utf-8")


def main(rows: int) -> None:
    """Print the ratios."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        table, mapping = make(folder, rows)
        documents = [yaml.load(text, yaml.CSafeLoader) for text in imported(table, mapping).cases.values()]
        runs: dict[str, Callable[[Path], None]] = {
            "spygraph": lambda out: ours(table, mapping, out),
            "pandas + PyYAML, its C dumper": lambda out: peer(table, documents, out, yaml.CSafeDumper),
            "pandas + PyYAML, its default dumper": lambda out: peer(table, documents, out, yaml.SafeDumper),
        }
        times: dict[str, list[tuple[float, float]]] = {run: [] for run in runs}
        for number in range(ROUNDS):
            for run, function in runs.items():
                if number == 0 or "default" not in run:  # slow enough to be timed once
                    start, begun = time.perf_counter(), time.process_time()
                    function(folder / f"{run}-{number}".replace(" ", "-"))
                    times[run].append((time.perf_counter() - start, time.process_time() - begun))
        medians = {run: [statistics.median(one) for one in zip(*found, strict=True)] for run, found in times.items()}
        wall, cpu = medians["spygraph"]
        for run, (took, busy) in medians.items():
            text = f"{took:7.2f} s, {busy:7.2f} s of CPU; ours is {wall / took:.2f} of it, {cpu / busy:.2f} of its CPU"
            sys.stdout.write(f"{run:36} {text}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
