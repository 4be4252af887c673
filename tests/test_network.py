"""What is drawn: every line hedges, and what was withdrawn is kept but not drawn."""

from pathlib import Path

import pytest

from spygraph import paths
from spygraph.network import to_network
from spygraph.store import load
from support import write

MAIN = """recruitments:
  main: {subject: porter, handler: agent, service: bureau, response: acted, at: [p1, acted]}
organizations:
  court: {kind: court, at: [p4, the court]}
"""


def test_the_name_of_every_line_says_that_it_is_said() -> None:
    edges = to_network(load([paths.shipped_cases()])).edges
    assert edges
    assert [edge.relation for edge in edges if "said" not in edge.relation] == []
    assert [edge.relation_zh for edge in edges if "据称" not in edge.relation_zh] == []


@pytest.mark.parametrize(
    ("dispute", "drawn"),
    [
        ("{kind: denied, by: porter, of: main, at: [p4, denies]}", True),
        ("{kind: rejected, by: ministry, of: main, at: [p4, rejects]}", True),
        ("{kind: rejected, by: court, of: main, at: [p4, rejects]}", False),
        ("{kind: corrected, by: paper, of: main, at: [p4, corrects]}", False),
        ("{kind: retracted, by: ministry, of: main, at: [p4, retracts]}", False),
        ("{kind: retracted, by: porter, of: main, at: [p4, retracts]}", True),
    ],
)
def test_a_denial_is_drawn_with_its_line_and_what_was_withdrawn_is_kept_without_one(
    tmp_path: Path, dispute: str, drawn: bool
) -> None:
    network = to_network(load([write(tmp_path, f"{MAIN}disputes:\n  it: {dispute}\n")]))
    roles = {edge.id.split("|")[1] for edge in network.edges}
    assert roles == ({"handler", "service"} if drawn else set())
    told = [claim for claim in network.claims.values() if claim.thing_class == "Recruitment"]
    assert told
    assert all(claim.disputes for claim in told)
