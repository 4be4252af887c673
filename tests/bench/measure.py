"""Counts what case files hold, to compare invented ones with the real ones."""

from pathlib import Path
from statistics import mean

from spygraph import paths
from spygraph.casefile.folder import collect
from spygraph.casefile.nquads import quads

_MEASURES = ("things", "claims", "anchors", "triples", "bytes")


def sizes(folder: Path, most: int = 1_000) -> list[tuple[int, ...]]:
    """Return the things, claims, anchors, triples and bytes of each case (unit: case) under a folder."""
    out: list[tuple[int, ...]] = []
    for case in collect([folder]).read():
        if case.unit == "case" and len(out) < most:
            anchors = sum(len(claim.passages) for claim in case.claims)
            triples = quads(case).count("\n")
            out.append((len(case.things), len(case.claims), anchors, triples, Path(case.path).stat().st_size))
    return out


def comparison(folder: Path) -> str:
    """Return a table: mean, least and most of each measure, real beside invented."""
    real, invented = sizes(paths.shipped_cases()), sizes(folder)
    lines = [
        f"| a case | real ({len(real)}): mean, min, max | invented ({len(invented)}): mean, min, max |",
        "|---|---|---|",
    ]
    for name, ours, theirs in zip(_MEASURES, zip(*real, strict=True), zip(*invented, strict=True), strict=True):
        lines.append(f"| {name} | {_spread(ours)} | {_spread(theirs)} |")
    return "\n".join(lines)


def _spread(values: tuple[int, ...]) -> str:
    return f"{mean(values):,.1f}, {min(values):,}, {max(values):,}"
