"""Without which outlet or discloser something would not be told: what rests on one voice, and on whose."""

from collections.abc import Iterable

from spygraph.patterns.coded import LEFT_OUT
from spygraph.patterns.exclusions import Item
from spygraph.patterns.groups import members
from spygraph.patterns.table import Articles, Table


def case_rests_on(table: Table, case: str) -> frozenset[str]:
    """Return the voices without any one of which a case would not be told at all: "outlet X", "discloser Y".

    An outlet is one that carries every article of the case; a discloser is the only one.
    """
    disclosers = table.about.get((case, "discloser"), ())
    alone = {f"discloser {one}" for one in disclosers if one != LEFT_OUT} if len(disclosers) == 1 else set()
    return frozenset(alone | _in_all(table.articles.get(case, ())))


def values_rest_on(table: Table, case: str, values: Iterable[Item]) -> frozenset[str]:
    """Return the voices without any one of which a case would not state all of some values.

    A value stays while one article without the outlet carries it, or another value of the same group; nothing takes
    its place when none does. What no article is known for stays with its case.
    """
    lost = set(case_rests_on(table, case))
    for feature, value in values:
        held = members(feature, value).intersection(table.values(case, feature))
        carried = [table.backing.get((case, feature, one), ()) for one in sorted(held)]
        if carried and all(carried):
            lost |= _in_all(tuple(article for articles in carried for article in articles))
    return frozenset(lost)


def _in_all(articles: Articles) -> set[str]:
    return {f"outlet {one}" for one in frozenset.intersection(*articles)} if articles else set()
