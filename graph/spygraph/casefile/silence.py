"""What the sources leave out: listed by the author, checked against the shapes, and complete where counts need it."""

from spygraph.casefile.claims import pointer_hint
from spygraph.casefile.model import Scope
from spygraph.casefile.standing import pointed_at
from spygraph.casefile.values import pointer
from spygraph.casefile.yamltext import Mapping, Node, Scalar, Sequence

Silence = tuple[str, str]  # IRI of a thing or case, IRI of a property or class


def read_silence(node: Node | None, scope: Scope) -> dict[Silence, Scalar]:
    """Return what the case file lists under not-stated; an entry that something states is a fault."""
    stated = {(one.thing.iri, prop) for one in scope.case.claims for prop, _ in one.statements}
    present = {thing.cls.iri for thing in scope.case.things.values()}
    out: dict[Silence, Scalar] = {}
    if node is not None and not isinstance(node, Sequence):
        scope.fault(node, "not-stated", "must be a list")
    for item in node.items if isinstance(node, Sequence) else []:
        if not isinstance(item, Scalar):
            scope.fault(item, "not-stated", "takes entries such as service.name, main.channel or pressures")
            continue
        found = pointer(item.text, scope)
        if found is None or not found[2]:
            hint = pointer_hint(item.text, scope) if found is None else ""
            scope.fault(item, "not-stated", f"'{item.text}' is neither THING.KEY nor a section{hint}")
        elif (found[1], found[2]) in stated or (found[0] == "case" and found[2] in present):
            scope.fault(item, "not-stated", f"'{item.text}' is stated in this file")
        elif (found[1], found[2]) in out:
            scope.fault(item, "not-stated", f"'{item.text}' is listed twice")
        else:
            out[found[1], found[2]] = item
    return out


def require_silence(silences: dict[Silence, Scalar], root: Mapping, scope: Scope) -> None:
    """Note every property that counts are made of and that the file neither states, denies nor lists as not stated."""
    denied = _denied(scope)
    stated = {(one.thing.iri, prop) for one in scope.case.claims for prop, _ in one.statements}
    settled = stated | denied | set(silences)
    rival = {claim.thing.iri for claim in scope.case.claims if claim.version}
    for thing in [one for one in scope.case.things.values() if one.iri not in rival]:
        for prop in thing.cls.keys.values():
            if prop.reporting and (thing.iri, prop.iri) not in settled:
                message = f"'{thing.key}.{prop.key}' is neither stated nor listed under not-stated"
                scope.fault(root.keys[thing.cls.section], f"{thing.cls.section}.{thing.key}", message)
    present = {thing.cls.iri for thing in scope.case.things.values()}
    for cls in scope.grammar.sections.values():
        if cls.reporting and cls.iri not in present and (scope.case.iri, cls.iri) not in settled:
            message = f"no {cls.section} here, and '{cls.section}' is not listed under not-stated"
            scope.fault(root.keys.get("not-stated", root), cls.section, message)


def _denied(scope: Scope) -> set[Silence]:
    return {pair for claim in scope.case.claims if claim.thing.cls.name == "Negative" for pair in pointed_at(claim)}
