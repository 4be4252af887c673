"""From a thing of a case file to the claims about it, each with its claimant, its place and its standing."""

from spygraph.casefile.evidence import places, places_by_key
from spygraph.casefile.grammar import NS, VOCAB, Property
from spygraph.casefile.model import Claim, Passage, Scope, Statement, Thing
from spygraph.casefile.values import NO_VALUE, pointer, statements
from spygraph.casefile.yamltext import Mapping, Node, Scalar, Sequence
from spygraph.errors import did_you_mean

EDITOR = "editor"
OWN_ADMISSION = "own-admission"
ACCOUNTS = "where accounts differ, write a list of {value, says, at}"


def read_thing(thing: Thing, node: Mapping, scope: Scope) -> list[Claim]:
    """Return the claims about one thing of a case file; slips are noted in the scope."""
    where = f"{thing.cls.section}.{thing.key}"
    own = _own_keys(thing, node, scope, where)
    voice = _voice(node, scope, where, thing)
    plain = [key for key in own if not _accounts(node.items[key])]
    at = node.items.get("at")
    passages: dict[str, list[Passage]] = {}
    if at is not None:
        passages = places_by_key(at, plain, scope, f"{where}.at")
    elif plain and voice[0] != _registered(EDITOR, scope):
        scope.fault(node, where, 'has no evidence; write at: [p10, "a few words"]')
    unknown = scope.case.says and not _registered(scope.case.says, scope)  # told once, where it stands in the header
    if not (voice[0] or unknown) and any(
        "says" not in one.items for key in own for one in _accounts(node.items[key]) or [node]
    ):
        scope.fault(node, where, "has no claimant; write says: WHO, here or in the header")
    bundles: dict[tuple[Passage, ...], list[str]] = {}
    for key in plain:
        bundles.setdefault(tuple(passages.get(key, ())), []).append(key)
    claims = [
        _claim(thing, keys, [s for key in keys for s in _values(thing, key, node.items[key], scope)], voice, list(at_))
        for at_, keys in bundles.items()
    ]
    for key in own:
        claims += [_account(thing, key, one, voice, scope) for one in _accounts(node.items[key])]
    _number(claims)
    return claims


def _own_keys(thing: Thing, node: Mapping, scope: Scope, where: str) -> list[str]:
    known = thing.cls.keys
    common = {key: prop for key, prop in scope.grammar.claim.keys.items() if key != "about"}
    instructions = thing.cls.instructions
    for key, name in node.keys.items():
        if key not in known and key not in common and key not in instructions:
            hint = _cut(key) or did_you_mean(key, [*known, *common, *instructions])
            scope.fault(name, f"{where}.{key}", f"no such key of {thing.cls.section}{hint}")
    for prop in known.values():
        if prop.required and prop.key not in node.items:
            scope.fault(node, where, f"'{prop.key}' is missing; every one of {thing.cls.section} needs it")
    own = [key for key in known if key in node.items]
    if not own:
        scope.fault(node, where, "says nothing")
    return own


def _cut(key: str) -> str:
    """Return why the rest of a value stands here as a key, "" where it was meant as one."""
    if ":" in key:
        return "; a blank must follow the colon"
    return "; put a text that holds a comma into quotation marks" if " " in key else ""


def _voice(node: Mapping, scope: Scope, where: str, thing: Thing | None = None) -> tuple[str, str, str, str]:
    """Return who says it, via whom, in which version (IRIs or "") and a standing that the file states."""
    texts = {}
    for key in ("says", "via", "version"):
        value = node.items.get(key)
        if isinstance(value, Scalar):
            found = statements(scope.grammar.claim.keys[key], value, scope, f"{where}.{key}")
            texts[key] = found[0][1][1:-1] if found else ""
        elif value is not None:
            scope.fault(value, f"{where}.{key}", "must be one id")
    default = EDITOR if thing and thing.cls.name == "IdentityJudgement" else scope.case.says
    says = texts.get("says") or _registered(default, scope)
    return says, texts.get("via", ""), texts.get("version", ""), _stated_standing(node, scope, where)


def _registered(key: str, scope: Scope) -> str:
    thing = scope.find(key)
    return thing.iri if thing else ""


def _stated_standing(node: Mapping, scope: Scope, where: str) -> str:
    value = node.items.get("standing")
    if value is None:
        return ""
    if not isinstance(value, Scalar):
        scope.fault(value, f"{where}.standing", "must be one word")
        return ""
    says = node.items.get("says")
    claimant = scope.find(says.text) if isinstance(says, Scalar) else None
    if value.text != OWN_ADMISSION:
        scope.fault(value, f"{where}.standing", f"is derived from the claimant; only '{OWN_ADMISSION}' may be written")
    elif claimant is None or NS + "Party" not in claimant.cls.supers:
        scope.fault(value, f"{where}.standing", "needs the person as claimant: says: KEY, via: WHO REPORTS IT")
    return f"{VOCAB}standing-{OWN_ADMISSION}"


def _accounts(node: Node) -> list[Mapping]:
    """Return the values that bring a claimant or words of their own."""
    if isinstance(node, Mapping):
        return [node]
    if isinstance(node, Sequence) and node.items and all(isinstance(item, Mapping) for item in node.items):
        return [item for item in node.items if isinstance(item, Mapping)]
    return []


def _account(thing: Thing, key: str, node: Mapping, outer: tuple[str, str, str, str], scope: Scope) -> Claim:
    where = f"{thing.cls.section}.{thing.key}.{key}"
    known = ["value", *(k for k in scope.grammar.claim.keys if k != "about")]
    for name in node.keys.values():
        if name.text not in known:
            scope.fault(name, f"{where}.{name.text}", f"no such key{did_you_mean(name.text, known)}")
    inner = _voice(node, scope, where)
    kept = (own or given for own, given in zip(inner[1:], outer[1:], strict=True))
    voice = (inner[0] if "says" in node.items else outer[0], *kept)
    found: list[Statement] = []
    if "value" in node.items:
        found = _values(thing, key, node.items["value"], scope)
    else:
        scope.fault(node, where, "'value' is missing")
    if "at" not in node.items:
        scope.fault(node, where, 'has no evidence; write at: [p10, "a few words"]')
    passages = places(node.items["at"], scope, f"{where}.at") if "at" in node.items else []
    return _claim(thing, [key], found, voice, passages)


def _values(thing: Thing, key: str, node: Node, scope: Scope) -> list[Statement]:
    prop = thing.cls.keys[key]
    where = f"{thing.cls.section}.{thing.key}.{key}"
    items = node.items if isinstance(node, Sequence) else [node]
    if isinstance(node, Sequence) and not prop.many:
        scope.fault(node, where, f"takes one value, not a list; {ACCOUNTS}")
    if not items:
        scope.fault(node, where, NO_VALUE)
    out: list[Statement] = []
    for item in items:
        if not isinstance(item, Scalar):
            scope.fault(item, where, "must be a value, not a list or mapping")
        elif prop.pointer:
            out += _pointer(prop, item, scope, where)
        else:
            out += statements(prop, item, scope, where)
    return out


def _pointer(prop: Property, value: Scalar, scope: Scope, where: str) -> list[Statement]:
    found = pointer(value.text, scope)
    if found is None:
        scope.fault(value, where, f"'{value.text}' is no thing of this case{pointer_hint(value.text, scope)}")
        return []
    _, iri, of_property, _ = found
    return [(prop.iri, f"<{iri}>"), *([(NS + "ofProperty", f"<{of_property}>")] if of_property else [])]


def pointer_hint(text: str, scope: Scope) -> str:
    """Return what a pointer that leads nowhere probably meant."""
    name, _, key = text.partition(".")
    thing = scope.find(name)
    if thing and key:
        return did_you_mean(text, [f"{name}.{one}" for one in thing.cls.keys])
    return did_you_mean(name, ["case", *scope.case.things, *scope.grammar.sections])


def _claim(
    thing: Thing, keys: list[str], found: list[Statement], voice: tuple[str, ...], passages: list[Passage]
) -> Claim:
    says, via, version, standing = voice
    return Claim(f"{thing.iri}/claim/{keys[0]}", thing, tuple(keys), found, says, via, version, passages, standing)


def _number(claims: list[Claim]) -> None:
    """Tell apart the claims of one thing that begin with the same key."""
    seen: dict[str, int] = {}
    for claim in claims:
        seen[claim.iri] = seen.get(claim.iri, 0) + 1
        if seen[claim.iri] > 1:
            claim.iri += f"-{seen[claim.iri]}"
