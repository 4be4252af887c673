"""What a file holds and what its format could not carry, so that nothing is lost without a word."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spygraph.network.model import CaseInfo, Claim, Record

SILENCES = "things that sources do not state or leave open; named in .md and .trig"
UNTOLD = "line that says who disclosed these cases and what cannot be concluded; .md and .graphml hold it"
PART = "claims on request: what is missing here is no silence of a source"

# what is counted is the first word or the second: "edges with a time span", "Person entities"
_COUNTED = re.compile(r"^((?:[\w-]+ )?[\w-]+?)(ies|s)\b")


def counted(number: int, what: str) -> str:
    """Return a number with what it counts, given in the plural: 1 edge with a time span, 2 edges with a time span."""
    one = _COUNTED.sub(lambda found: found[1] + ("y" if found[2] == "ies" else ""), what)
    return f"{number:,} {one if number == 1 else what}"


class Tally:
    """Counts of one export.

    Attributes:
        files: What was written.
        written: What the file holds, by name: nodes, edges, claims.
        undrawn: Claims of which no edge tells, by the class of their thing.
        lost: What the format cannot carry, or carries otherwise, each with how often.
    """

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.written: Counter[str] = Counter()
        self.undrawn: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()

    def leave_undrawn(self, record: Record) -> None:
        """Count the claims of a record that no edge of it rests on."""
        drawn = {edge.claim for edge in record.edges}
        self.undrawn.update(claim.thing_class for id_, claim in record.claims.items() if id_ not in drawn)

    def leave_silences(self, case: CaseInfo | None) -> None:
        """Count what a format says of no case: what is not stated or left open."""
        if case:
            self.lost[SILENCES] += len(case.not_stated) + len(case.leaves_open)

    def leave_out(self, claim: Claim) -> None:
        """Count one claim that the format has no place for."""
        self.undrawn[claim.thing_class] += 1

    def lines(self) -> Iterator[str]:
        """Yield the summary as a person reads it."""
        yield "It holds: " + (", ".join(counted(n, name) for name, n in self.written.items()) or "nothing")
        if self.undrawn:
            kinds = ", ".join(f"{n:,} {name}" for name, n in sorted(self.undrawn.items(), key=lambda x: (-x[1], x[0])))
            number = counted(self.undrawn.total(), "claims")
            yield f"Not in this format: {number} ({kinds}); held by .trig, .jsonld and .md"
        for reason, n in sorted((+self.lost).items()):
            yield f"Carried otherwise or left out: {counted(n, reason)}"
