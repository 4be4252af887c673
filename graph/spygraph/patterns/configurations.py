"""Recurring configurations: closed sets of values, with what silence allows, what chance gives, and near misses."""

from collections.abc import Iterator
from dataclasses import dataclass

from spygraph.patterns.admissible import CaseBits, admissible, case_bits
from spygraph.patterns.exclusions import Item
from spygraph.patterns.null import DRAWS, SEED, Chance, by_chance
from spygraph.patterns.statistics import FEW, q_values
from spygraph.patterns.table import State, Table

RECURS, ONE_IN = 2, 20


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A case that states all values of a configuration but one, and what it says of that one."""

    case: str
    feature: str
    value: str
    state: State


@dataclass(frozen=True, slots=True)
class Configuration:
    """Values that recur together.

    Attributes:
        values: (feature, value) pairs; no larger admissible set has the same cases.
        support: Cases that state all of them, and cases in which nothing stated speaks against any.
        known: Cases that state every field of it.
        chance: Support when values are dealt out by chance; lift is support over its mean, None for a mean of 0.
        tested: Whether five cases have it and five that state all its fields do not.
        q: Over all configurations that are tested; None where this one is not.
    """

    values: tuple[Item, ...]
    support: tuple[int, int]
    known: int
    chance: Chance
    lift: float | None
    tested: bool
    q: float | None
    cases: tuple[str, ...]
    near_misses: tuple[NearMiss, ...]


def configurations(table: Table, *, least: int = 0, draws: int = DRAWS, seed: int = SEED) -> tuple[Configuration, ...]:
    """Return the recurring configurations of a table, those that are tested first, then the best supported.

    Args:
        table: Cases and what they state.
        least: In how many cases a configuration must recur; 0 for two, or for one case in twenty where that is more.
        draws: Of the permutation null.
        seed: Of its generator.
    """
    bits = case_bits(table, least or max(RECURS, len(table.cases) // ONE_IN))
    found = sorted(admissible(bits, least or max(RECURS, len(table.cases) // ONE_IN)))
    chances = by_chance(table, bits, [(values, cases.bit_count()) for values, cases in found], draws=draws, seed=seed)
    known = [bits.stated_by(values).bit_count() for values, _ in found]
    tested = [
        min(cases.bit_count(), told - cases.bit_count()) >= FEW for (_, cases), told in zip(found, known, strict=True)
    ]
    q = iter(q_values([chance.p for chance, told in zip(chances, tested, strict=True) if told]))
    out = [
        Configuration(
            values,
            (cases.bit_count(), bits.allowed_by(values).bit_count()),
            told,
            chance,
            cases.bit_count() / chance.mean if chance.mean else None,
            test,
            next(q) if test else None,
            bits.names(cases),
            tuple(_near_misses(table, bits, values)),
        )
        for (values, cases), told, chance, test in zip(found, known, chances, tested, strict=True)
    ]
    return tuple(sorted(out, key=_strength))


def _strength(one: Configuration) -> tuple[float, int, int, float, tuple[Item, ...]]:
    """Tested ones first, by q; then by how many cases have it, by how much it says, and by chance."""
    return (2.0 if one.q is None else one.q, -one.support[0], -len(one.values), one.chance.p, one.values)


def fits(table: Table, case: str, values: tuple[Item, ...]) -> dict[Item, State]:
    """Return what a case says of each value of a configuration."""
    features = {feature.key: feature for feature in table.features}
    return {item: table.state(case, features[item[0]], item[1]) for item in values}


def _near_misses(table: Table, bits: CaseBits, values: tuple[Item, ...]) -> Iterator[NearMiss]:
    """Yield the cases that lack one of three or more values; of two, one says too little to be near."""
    features = {feature.key: feature for feature in table.features}
    for item in values if len(values) > 2 else ():
        feature, value = item
        for case in bits.names(bits.having(tuple(one for one in values if one != item)) & ~bits.yes[item]):
            yield NearMiss(case, feature, value, table.state(case, features[feature], value))
