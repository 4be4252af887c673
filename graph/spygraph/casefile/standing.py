"""Derived for every claim: what it rests on, whether its claimant is named there, and what disputes do to it."""

from spygraph.casefile.grammar import NS, VOCAB
from spygraph.casefile.model import Claim, Scope

# disputes of these kinds can take a statement out of the shortcuts; a denial never does
_RETRACTED, _CORRECTED, _REJECTED = (f"{VOCAB}dispute-{kind}" for kind in ("retracted", "corrected", "rejected"))
_COURT_RECORD = VOCAB + "standing-adjudicated"
_REPORTED_VERDICT = VOCAB + "standing-adjudicated-as-reported"
_PARTY = VOCAB + "standing-party-claim"
# whose word for it makes a verdict one "as reported"; an anonymous or quoted voice does not
_REPORTERS = (VOCAB + "standing-official-claim", VOCAB + "standing-reported")
_OF, _KIND, _OF_PROPERTY, _DISPUTES = NS + "of", NS + "kind", NS + "ofProperty", NS + "disputes"
_BY = NS + "by"


def derive(scope: Scope) -> None:
    """Give every claim of the case its standing and attribution, then apply the disputes."""
    speaks = _speakers(scope)
    verdicts = _verdicts(scope)
    for claim in scope.case.claims:
        voice = speaks.get(claim.says) or scope.registry.speaks_as.get(claim.says, _PARTY)
        claim.standing = _standing(claim, voice, verdicts, scope)
        claim.attribution = f"{VOCAB}attribution-{'explicit' if _named(claim, scope) else 'implied'}"
        claim.stands = not claim.version
    _dispute(scope)


def _speakers(scope: Scope) -> dict[str, str]:
    """Return the standing of what each actor of the case says, which is that of its class."""
    by_class = scope.grammar.speaks_as
    return {one.iri: by_class[one.cls.iri] for one in scope.case.things.values() if one.cls.iri in by_class}


def _verdicts(scope: Scope) -> set[str]:
    """Return the things whose kind only a court can give, such as a sentence."""
    court = {one.iri for one in scope.grammar.schemes["outcome"].values() if one.speaks_as}
    return {
        claim.thing.iri
        for claim in scope.case.claims
        for prop, term in claim.statements
        if prop == _KIND and term[1:-1] in court
    }


def _standing(claim: Claim, voice: str, verdicts: set[str], scope: Scope) -> str:
    if claim.standing:
        return claim.standing
    if claim.thing.iri in verdicts and voice in _REPORTERS:
        kinds = {scope.registry.sources[one.source].kind for one in claim.passages}
        return _COURT_RECORD if kinds == {"court"} else _REPORTED_VERDICT
    return voice


def _named(claim: Claim, scope: Scope) -> bool:
    """Whether every passage stands where its source names the claimant, or whoever reports the claimant."""
    who = (claim.via or claim.says).rsplit("/", 1)[-1]
    if who == "editor":
        return True
    sources = scope.registry.sources
    return all(
        who in sources[one.source].voices or (who, one.paragraph) in sources[one.source].explicit
        for one in claim.passages
    )


def _dispute(scope: Scope) -> None:
    """Point each dispute to the claims that it is about, and take out of the shortcuts what it withdraws."""
    about: dict[str, list[Claim]] = {}
    for claim in scope.case.claims:
        about.setdefault(claim.thing.iri, []).append(claim)
    everything = [one for one in scope.case.claims if one.thing.cls.name != "Dispute"]
    about[scope.case.iri] = everything
    keys = {prop.iri: key for cls in scope.grammar.classes.values() for key, prop in cls.keys.items()}
    for claim in [one for one in scope.case.claims if one.thing.cls.name == "Dispute"]:
        targets = [
            one
            for thing, prop in pointed_at(claim)
            for one in about.get(thing, ())
            if not prop or keys.get(prop) in one.keys or one.thing.cls.iri == prop
        ]
        claim.statements += [(_DISPUTES, f"<{one.iri}>") for one in _distinct(targets)]
        _withdraw(claim, targets, about, scope)


def pointed_at(claim: Claim) -> list[tuple[str, str]]:
    """Return the things that `of` names, each with the property that it names, or ""."""
    out = []
    for (prop, term), (following, value) in zip(claim.statements, [*claim.statements[1:], ("", "")], strict=True):
        if prop == _OF:
            out.append((term[1:-1], value[1:-1] if following == _OF_PROPERTY else ""))
    return out


def _distinct(claims: list[Claim]) -> list[Claim]:
    return list({one.iri: one for one in claims}.values())


def _withdraw(claim: Claim, targets: list[Claim], about: dict[str, list[Claim]], scope: Scope) -> None:
    """Take out of the shortcuts what its own claimant retracts, what is corrected, and what a court rejects."""
    kind = next((term for prop, term in _of_thing(claim, about) if prop == _KIND), "")[1:-1]
    by = {term[1:-1] for prop, term in _of_thing(claim, about) if prop == _BY}
    for one in targets:
        disputed = one.thing.cls.name == "Dispute"
        own = one.says in by or (disputed and any(p == _BY and t[1:-1] in by for p, t in _of_thing(one, about)))
        if kind == _CORRECTED or (kind == _RETRACTED and own) or (kind == _REJECTED and _court(by, about, scope)):
            one.stands = False


def _of_thing(claim: Claim, about: dict[str, list[Claim]]) -> list[tuple[str, str]]:
    return [statement for one in about[claim.thing.iri] for statement in one.statements]


def _court(actors: set[str], about: dict[str, list[Claim]], scope: Scope) -> bool:
    """Whether one of the actors is a court, of the case or of the registry."""
    court = (_KIND, f"<{VOCAB}organization-kind-court>")
    return bool(actors & scope.registry.courts) or any(
        court in one.statements for iri in actors for one in about.get(iri, ())
    )
