"""The naive peer's nodes and edges: the same attributes as spygraph's, put into a networkx MultiDiGraph."""

from typing import Any

import networkx as nx
from naive_claims import BASE, Case, Claim, texts
from naive_triples import disputed, standing

_DRAWN = ("people", "groups", "organizations", "services", "items", "outcomes")


def draw(graph: "nx.MultiDiGraph[str]", case: Case, table: dict[str, Any], registry: dict[str, Any]) -> None:
    """Add the nodes and edges of a case."""
    procedures = _procedures(case)
    for key, section in case.sections.items():
        if section in _DRAWN:
            _node(graph, key, case, table, registry, procedures)
    disputes = _disputes(case)
    by_thing: dict[str, list[Claim]] = {}
    for claim in case.claims:
        by_thing.setdefault(claim.thing, []).append(claim)
    for claim in case.claims:
        if not (claim.version and any(text.startswith("rejected") for text in disputes.get(claim.id, ()))):
            for source, target, name, value in _ends(claim, by_thing[claim.thing], table):
                _edge(graph, case, claim, (source, target, name, value), table, registry, procedures, disputes)


def _ends(claim: Claim, siblings: list[Claim], table: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return source, target, key and value of each edge that a claim makes."""
    out = []
    keys = table["sections"][claim.section]["keys"]
    for name, text in claim.values:
        other = keys[name]["edge_from"] or keys[name]["edge_to"]
        if not other:
            continue
        value = f"{keys[name]['scheme']}:{text}" if keys[name]["scheme"] else text
        same = [one for one in siblings if one.version == claim.version]
        anchors = [claim.thing] if other == "about" else [v for one in same for k, v in one.values if k == other]
        for anchor in dict.fromkeys(anchors):
            source, target = (anchor, value) if keys[name]["edge_from"] else (value, anchor)
            out.append((source, target, name, value if len(anchors) < 2 else f"{value}|{anchor}"))
    return out


def _edge(
    graph: "nx.MultiDiGraph[str]",
    case: Case,
    claim: Claim,
    end: tuple[str, str, str, str],
    table: dict[str, Any],
    registry: dict[str, Any],
    procedures: dict[str, str],
    disputes: dict[str, list[str]],
) -> None:
    source, target, name, value = end
    ids = [_node(graph, one, case, table, registry, procedures) for one in (source, target)]
    raw = case.raw[claim.section][claim.thing]
    when, kind, state = (texts(raw.get(name, ""))[0] for name in ("when", "kind", "state"))
    relation = table["sections"][claim.section]["keys"][name]["name"] or kind
    attributes = {
        "case": case.slug,
        "relation": relation,
        "detail": f"{kind} ({state})",
        "standing": standing(claim, registry),
        "disputes": "; ".join(disputes.get(claim.id, ())),
        "procedure": procedures.get(source) or procedures.get(target, ""),
        "claimant": _called(claim.says, case, registry),
        "via": _called(claim.via, case, registry),
        "attribution": "implied",
        "version": claim.version,
        "source_id": " | ".join(place[0] for place in claim.places),
        "paragraph": " | ".join(f"p{place[1]}" for place in claim.places),
        "words": " | ".join(place[2] for place in claim.places),
        "when": when,
        "earliest": when,
        "latest": when,
        "claim": claim.id.removeprefix(BASE),
        "type": relation,
        "label": relation,
    }
    graph.add_edge(*ids, key=f"{claim.id}|{name}|{value}", **attributes)


def _node(
    graph: "nx.MultiDiGraph[str]",
    key: str,
    case: Case,
    table: dict[str, Any],
    registry: dict[str, Any],
    procedures: dict[str, str],
) -> str:
    scheme, _, concept = key.rpartition(":")
    if scheme:
        label, label_zh = table["concepts"][f"{scheme}-{concept}"]
        graph.add_node(key, label=label, label_zh=label_zh, kind=scheme, case="", procedure="")
        return key
    id_ = case.things.get(key, f"{BASE}registry/{key}").removeprefix(BASE)
    section = case.sections.get(key) or registry[key]["section"]
    label, slug = _called(key, case, registry), case.slug if key in case.things else ""
    graph.add_node(id_, label=label, label_zh="", kind=section, case=slug, procedure=procedures.get(key, ""))
    return id_


def _called(key: str, case: Case, registry: dict[str, Any]) -> str:
    node = case.raw[case.sections[key]][key] if key in case.sections else registry.get(key, {})
    return texts(node.get("name") or node.get("description") or key)[0]


def _procedures(case: Case) -> dict[str, str]:
    """Return the last outcome of each person."""
    out: dict[str, str] = {}
    for node in case.raw.get("outcomes", {}).values():
        for who in texts(node["who"]):
            out[who] = texts(node["kind"])[0]
    return out


def _disputes(case: Case) -> dict[str, list[str]]:
    """Return how each claim is disputed."""
    out: dict[str, list[str]] = {}
    for node in case.raw.get("disputes", {}).values():
        for pointer in texts(node["of"]):
            for claim in disputed(pointer, case):
                out.setdefault(claim.id, []).append(f"{texts(node['kind'])[0]} by {' and '.join(texts(node['by']))}")
    return out
