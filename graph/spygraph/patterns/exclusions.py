"""Which pairs of values say nothing when they recur: two of one field, or two that hold of each other by definition."""

from spygraph.patterns.table import Feature

Item = tuple[str, str]  # feature, value

SAME_FIELD = "two values of one field, or of fields that are read off the same statements"
# fields that are cut from the same statements of a case file
_SAME = (
    frozenset(("inducements", "inducements-delivered")),
    frozenset(("vulnerabilities", "vulnerabilities-as-cause")),
)
# "feature" or "feature=value" on both sides; each with the reason that is printed
BY_DEFINITION = (
    ("stages=contact", "*", "every story holds a first contact"),
    ("stages=background", "*", "background is told, not done"),
    ("stages=unclear", "*", "an unclear step is no step of its own"),
    ("stages=exposure", "*", "what is made public was exposed"),
    ("stages=proceedings", "*", "what is made public had consequences"),
    ("stages=payment", "inducements=money", "a payment is money"),
    ("stages=payment", "inducements-delivered=money", "a payment is money delivered"),
    ("stages=pressure", "pressures", "the step in which pressure is put on"),
    ("stages=collection", "items=gathered", "what is collected is gathered"),
    ("stages=delivery", "items=any sent or given", "what is delivered is sent or given"),
    ("stages=delivery", "items=transferred", "what is delivered is sent or given"),
    ("stages=delivery", "items=sent", "what is delivered is sent or given"),
    ("response=acted", "*", "to act is what a case is disclosed for"),
    ("response=refused", "stages=exit", "to refuse is an exit"),
    ("initiation=volunteered", "pose", "a pose toward the service is a volunteer's"),
    ("initiation", "cover", "a cover is the recruiter's"),
    ("initiation=volunteered", "stages=agreement", "who offers has agreed"),
    ("setting=travel-abroad", "channel=academic-conference", "a conference abroad is travel abroad"),
    ("setting=any abroad", "channel=academic-conference", "a conference abroad is travel abroad"),
)


def why_excluded(first: Item, second: Item) -> str:
    """Return why two values are not put together; "" where they may be."""
    if first[0] == second[0] or frozenset((first[0], second[0])) in _SAME:
        return SAME_FIELD
    return next(
        (
            why
            for one, other, why in BY_DEFINITION
            if other != "*"
            and ((_fits(one, first) and _fits(other, second)) or (_fits(one, second) and _fits(other, first)))
        ),
        "",
    )


def may_recur(feature: Feature, value: str) -> bool:
    """Whether a value may be part of a configuration: of a scheme, and not set apart from everything."""
    return bool(feature.scheme) and not any(
        _fits(one, (feature.key, value)) for one, other, _ in BY_DEFINITION if other == "*"
    )


def rules() -> list[tuple[str, str]]:
    """Return the rule as it is printed: which pairs, and why."""
    pairs = [(one if other == "*" else f"{one} with {other}", why) for one, other, why in BY_DEFINITION]
    return [("two values of one field", SAME_FIELD), *pairs]


def _fits(pattern: str, item: Item) -> bool:
    feature, equals, value = pattern.partition("=")
    return pattern == "*" or (item[0] == feature and (not equals or item[1] == value))
