"""Statements in words that never say more than the source: everything is said to be so by somebody."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from spygraph.network import Claim, Edge, Node

Values = Mapping[str, tuple[str, ...]]

# A relation that ends so reads on into its target.
_LINKING = frozenset({"to", "by", "of", "from", "as", "for", "at", "with", "through", "met"})
# What the names of edges are in a sentence. Outcomes and circumstances are named, not predicated of anybody.
_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "said to be recruited by": "{source} {are} said to be recruited by {target}",
        "said to be handled by": "{source} {are} said to be handled by {target}",
        "said to be introduced by": "{source} {are} said to be introduced by {target}",
        "said to be in contact with": "{source} {are} said to be in contact with {target}",
        "first move said to be": "First move, as said of {source}: {target}",
        "first contact said to be through": "First contact of {source} is said to be through: {target}",
        "first contact said to be during": "First contact of {source} is said to be during: {target}",
        "said to pose as": "Cover, as said of {source}: {target}",
        "said to pose toward the service as": "Pose toward the service, as said of {source}: {target}",
        "inducement, as said: sought": "{source} {are} said to have sought: {target}",
        "inducement, as said: promised": "Said to be promised to {source}: {target}",
        "inducement, as said: agreed": "Said to be agreed with {source}: {target}",
        "inducement, as said: delivered": "Said to be delivered to {source}: {target}",
        "inducement, as said: refused": "Said to be refused by {source}: {target}",
        "inducement, as said: unclear": "Said to be an inducement to {source}, how far is unclear: {target}",
        "inducement to, as said: sought": "Said to be sought of {source} by {target}: {what}",
        "inducement to, as said: promised": "{source} {are} said to promise to {target}: {what}",
        "inducement to, as said: agreed": "{source} {are} said to agree with {target} on: {what}",
        "inducement to, as said: delivered": "{source} {are} said to deliver to {target}: {what}",
        "inducement to, as said: refused": "Said to be offered by {source} and refused by {target}: {what}",
        "inducement to, as said: unclear": "{source} {are} said to hold out to {target}, how far is unclear: {what}",
        "said to be for the good of": "For the good of {target}, as said of {source}: {what}{state}",
        "said to be pressed by": "{source} {are} said to be pressed by {target}",
        "said to press": "{source} {are} said to press {target}: {what}",
        "said to be in": "Circumstance, as said of {source}: {target}",
        "said to be for": "Said to be for {target}{state}: {source}",
        "said to have met with": "Outcome, as said of {source}: {target}",
        "said to be decided by": "{source}: said to be decided by {target}",
        "said to be done by": "{source}: said to be done by {target}",
        "item, as said: sought": "Said to be sought of {source}: {target}",
        "item, as said: agreed": "{source} {are} said to have agreed to provide: {target}",
        "item, as said: offered": "{source} {are} said to have offered: {target}",
        "item, as said: gathered": "{source} {are} said to have gathered: {target}",
        "item, as said: retained": "{source} {are} said to have kept: {target}",
        "item, as said: found in possession": "Said to be found in the possession of {source}: {target}",
        "item, as said: sent": "{source} {are} said to have sent: {target}",
        "item, as said: transferred": "{source} {are} said to have handed over: {target}",
        "item, as said: unclear": "What {source} did with it is not clear from what is said: {target}",
    }
)
# Shown elsewhere on the card, or only placing a step among others.
_ASIDE = frozenset({"after", "known-by", "when"})


def _spaced(text: str) -> str:
    """Return an id such as 'found-in-possession' as words; text with spaces or capitals stays as it is."""
    return text.replace("-", " ") if text.islower() and " " not in text else text


def _joined(values: Values, key: str, otherwise: str = "") -> str:
    return ", ".join(values.get(key, ())) or otherwise


def values_of(claim: Claim) -> Values:
    """Return the texts of a claim by property key, in the order of the claim."""
    values: dict[str, tuple[str, ...]] = {}
    for key, text, _ in claim.values:
        words = "the whole case" if text == f"case/{claim.case}" else _spaced(text)
        values[key] = (*values.get(key, ()), words)
    return values


def edge_words(edge: Edge, nodes: Mapping[str, Node]) -> str:
    """Return one drawn statement as a sentence, e.g. 'Zhang is said to be handled by Jack'."""
    source, target = nodes[edge.source], nodes[edge.target]
    kind, bracket, state = edge.detail.partition("(")
    parts = {
        "source": source.label,
        "target": target.label,
        "are": "are" if source.kind == "group" else "is",
        "what": kind.strip().replace("-", " ") or "something",
        "state": f" ({state}" if bracket else "",
    }
    if edge.relation in _SENTENCES:
        return _SENTENCES[edge.relation].format_map(parts)
    return _as_stated(edge, source.label, target.label)


def _as_stated(edge: Edge, source: str, target: str) -> str:
    """Return a statement whose relation has no sentence of its own."""
    relation = edge.relation.removeprefix("said: ")
    last = relation.rpartition(" ")[2]
    between = "" if last in _LINKING else " with" if last == "contact" else " \N{EN DASH}"
    said = f"{source}, as stated: {relation}{between} {target}"
    detail = edge.detail.replace("-", " ")
    if detail in ("", target):
        return said
    return f"{said} {detail}" if detail.startswith("(") else f"{said}, {detail}"


def _event(claim: Claim, values: Values) -> str:
    who = _joined(values, "who") or _joined(values, "by")
    return f"Said of {who}: {claim.thing_label}" if who else f"Said to have happened: {claim.thing_label}"


def _dispute(claim: Claim, values: Values) -> str:
    by, kind, of = _joined(values, "by", claim.says), _joined(values, "kind", "disputed"), _joined(values, "of")
    said = f"{by} \N{EN DASH} {kind}: {of}"
    return f"{said} ({_joined(values, 'what')})" if "what" in values else said


def _judgement(_claim: Claim, values: Values) -> str:
    same, of, because = _joined(values, "same", "unsure"), _joined(values, "of"), _joined(values, "because")
    return f"Whether one and the same: {same} \N{EN DASH} {of}. {because}"


def _called(claim: Claim) -> str:
    """Return what a thing is called: a recruitment has no name but its key, which says nothing where there is one."""
    sort = claim.thing_class.lower()
    if sort not in ("recruitment", "relation"):
        return claim.thing_label
    return f"The {sort}" if claim.thing_label in ("main", sort) else f"The {sort} ({_spaced(claim.thing_label)})"


def _plain(claim: Claim, values: Values) -> str:
    said = [
        f"{_spaced(key)} said to be {', '.join(texts)}"
        for key, texts in values.items()
        if key not in _ASIDE and texts != (claim.thing_label,)
    ]
    if said and claim.thing_class != "Negative":
        return f"{_called(claim)}: {'; '.join(said)}"
    return f"{_BARE.get(claim.thing_class, 'Said')}: {claim.thing_label}"


_ACTORS = ("Person", "Group", "Organization", "IntelligenceService", "Authority", "Place")
_BARE = MappingProxyType(
    {"Version": "A rival telling", "Negative": "An explicit no"} | dict.fromkeys(_ACTORS, "Said to be called")
)
_WORDING: Mapping[str, Callable[[Claim, Values], str]] = MappingProxyType(
    {"Event": _event, "Disclosure": _event, "Dispute": _dispute, "IdentityJudgement": _judgement}
)


def detail_words(claim: Claim) -> str:
    """Return what a thing is and how far it got, e.g. 'residency (promised)'; an item by its name."""
    values = values_of(claim)
    kind = claim.thing_label if claim.thing_class in ("Item", "Outcome") else _joined(values, "kind")
    state = _joined(values, "state") or ("background" if "background" in values.get("bearing", ()) else "")
    return f"{kind} ({state})" if state else kind


def claim_words(claim: Claim) -> str:
    """Return what a claim says of its thing, e.g. 'Zhang: occupation said to be military expert'."""
    return _WORDING.get(claim.thing_class, _plain)(claim, values_of(claim))


def missing_words(keys: Iterable[str], things: Mapping[str, str]) -> list[str]:
    """Return what is not stated as people would read it, one entry a thing: 'Zhang: age, given name'.

    Args:
        keys: `THING.KEY`, or a section of the case file.
        things: What the things of the case are called, by their key, in the order to keep.
    """
    silent: dict[str, dict[str, None]] = {}
    order = {thing: rank for rank, thing in enumerate(things)}
    for key in sorted(keys, key=lambda key: order.get(key.partition(".")[0], -1)):
        thing, _, name = key.partition(".")
        silent.setdefault(things.get(thing, _spaced(thing)), {})[_spaced(name)] = None
    return [f"{thing}: {', '.join(filter(None, names))}".removesuffix(": ") for thing, names in silent.items()]
