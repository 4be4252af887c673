"""What pyvis is given: nodes with their places, and one line for all statements of a sort between two nodes."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from spygraph.explorer.layout import Dot, place
from spygraph.explorer.marks import KINDS, OTHER, stage_of
from spygraph.explorer.numbering import Numbered, short
from spygraph.explorer.overview import TALL, Block, Place, Region, arrange, beneath, middle_block
from spygraph.explorer.wording import edge_words

Json = dict[str, Any]
_UNSTORED = frozenset({"id", "color", "shape", "arrows"})  # pyvis wants them


def lines(graph: Numbered) -> list[Json]:
    """Return the drawn lines, each with the statements that it bundles.

    A line stands for what is said about one sort of thing (the recruitment, an inducement, ...) between the same two
    nodes, so that a pair with fifteen statements has two or three lines and never fifteen.
    """
    by_id = {node.id: node for node in graph.nodes}
    bundles: dict[tuple[int, int, str], list[Json]] = {}
    for edge in graph.edges:
        claim = graph.claim_of[edge.claim]
        key = graph.node_of[edge.source], graph.node_of[edge.target], graph.claims[claim].thing_class
        said = {
            "claim": claim,
            "relation": edge.relation,
            "detail": edge.detail,
            "words": edge_words(edge, by_id),
            "key": short(
                edge.id.removeprefix(edge.claim), edge.case
            ),  # with the id of the claim before it, the id of the edge
        }
        bundles.setdefault(key, []).append(said)
    parallel = Counter(frozenset(key[:2]) for key in bundles)
    ranks: Counter[frozenset[int]] = Counter()
    found: list[Json] = []
    for key in sorted(bundles):
        pair = frozenset(key[:2])
        line = {"from": key[0], "to": key[1], "said": bundles[key]}
        found.append(line | ({"rank": ranks[pair], "of": parallel[pair]} if parallel[pair] > 1 else {}))
        ranks[pair] += 1
    return found


def stored(items: Iterable[Json]) -> list[Json]:
    """Return nodes or lines as the page holds them: without what is empty, their number, and what it draws itself."""
    return [
        {key: value for key, value in one.items() if key not in _UNSTORED and value is not False and value != ""}
        for one in items
    ]


def _block(graph: Numbered, case: int, members: Iterable[int]) -> Block:
    """Return some nodes of a case around its subject; without a subject, around the node with most lines."""
    chosen = sorted(members)
    dots = [Dot(index, graph.nodes[index].kind, graph.nodes[index].label) for index in chosen]
    where = {dot.id: rank for rank, dot in enumerate(dots)}
    pairs = [(where[one], where[other]) for one, other in graph.ends[case] if one in where and other in where]
    degree = Counter(rank for pair in pairs for rank in pair)
    centre = max(
        range(len(dots)),
        key=lambda rank: (graph.nodes[chosen[rank]].id in graph.subjects, degree[rank], -rank),
        default=0,
    )
    return Block(case, dots, place(dots, pairs, centre), len(graph.members[case].difference(chosen)))


def overview(graph: Numbered) -> tuple[dict[int, Place], list[Region], list[Place]]:
    """Return the places of all nodes, and the fields: cases around what they share, mentions apart underneath.

    Last comes where each field starts on a tall screen: its nodes move with it.
    """
    counted = [number for number, case in enumerate(graph.cases) if case.unit == "case"]
    used = Counter(node for case in counted for node in graph.members[case])
    common = sorted(node for node, cases in used.items() if cases > 1 and graph.nodes[node].case == "")
    placed: set[int] = set(common)
    blocks: dict[int, Block] = {}
    for case in [*counted, *(number for number in range(len(graph.cases)) if number not in counted)]:
        blocks[case] = _block(graph, case, graph.members[case] - placed)
        placed |= graph.members[case]
    middle = middle_block(
        [Dot(node, graph.nodes[node].kind, graph.nodes[node].label) for node in common], [kind.key for kind in KINDS]
    )
    cases, mentions = [blocks[case] for case in counted], [blocks[case] for case in blocks if case not in counted]
    places, fields = beneath(*arrange(cases, middle), mentions)
    tall = {field.case: (field.x, field.y) for field in beneath(*arrange(cases, middle, TALL), mentions)[1]}
    return places, fields, [tall[field.case] for field in fields]


def case_places(graph: Numbered, case: int) -> list[tuple[int, int, int]]:
    """Return (node, x, y) of every node of one case, what it shares with others included."""
    block = _block(graph, case, graph.members[case])
    return [(node, *spot) for node, spot in sorted(block.places.items())]


def nodes(graph: Numbered, places: dict[int, Place]) -> list[Json]:
    """Return the nodes for pyvis: number, label, kind, case, stage of procedure and place."""
    colours = {kind.key: kind.colour for kind in KINDS}
    return [
        {
            "n_id": index,
            "iri": short(node.id, node.case),
            "label": node.label or node.id,
            "color": colours.get(node.kind, OTHER.colour),
            "shape": "custom",
            "zh": node.label_zh,
            "kind": node.kind,
            "case": graph.case_of.get(node.case, -1),
            "subject": node.id in graph.subjects,
            "stage": stage_of(node.procedure, subject=node.id in graph.subjects),
            "procedure": node.procedure,
            "x": places.get(index, (0, 0))[0],
            "y": places.get(index, (0, 0))[1],
        }
        for index, node in enumerate(graph.nodes)
    ]
