"""The analyses by name: what each answers, how, and where the method is from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from spygraph.network import Network
from spygraph.patterns.agreement import agreement
from spygraph.patterns.breakdown import breakdown
from spygraph.patterns.contrasts import contrasts
from spygraph.patterns.coverage import coverage
from spygraph.patterns.durations import durations
from spygraph.patterns.grids import Result
from spygraph.patterns.identity import hints
from spygraph.patterns.material import Material
from spygraph.patterns.robustness import robustness
from spygraph.patterns.structure import structure


@dataclass(frozen=True, slots=True)
class Pattern:
    """One analysis.

    Attributes:
        title: What it is called.
        question: What it answers.
        method: How, in a sentence or two, with its source.
        run: Gives the result, from the material and from what the cases are to be split by.
        network: Whether it needs the network of case files, which a coded table has not.
    """

    title: str
    question: str
    method: str
    run: Callable[[Material, str], Result]
    network: bool = False


def _network(given: Material) -> Network:
    assert given.network is not None
    return given.network


PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        "table": Pattern(
            "Pattern table",
            "What was held out, through which channel, under which cover, with what outcome; and by whom or when.",
            "k of n known of N with Wilson's 95 % interval (1927) and worst-case bounds (Manski 1995) where sources "
            'report a field exhaustively; "at least k of N" where they only mention it.',
            lambda given, by: breakdown(given.table, by),
        ),
        "contrasts": Pattern(
            "Contrasts",
            "Do volunteers differ from those recruited, contact abroad from home, online from in person?",
            "Each value in three readings; Fisher's exact test and the conditional odds ratio from five known cases a "
            "side on; Benjamini-Hochberg (1995) over all tests.",
            lambda given, by: contrasts(given.table),
        ),
        "configurations": Pattern(
            "Recurring configurations",
            "Which combinations recur, in which cases, and how often would they by chance?",
            "Closed frequent sets (LCM, Uno et al. 2004) against a permutation null that leaves silence in its place.",
            lambda given, by: given.recurring,
        ),
        "script": Pattern(
            "Recruitment script",
            "Which step comes before which, and where is it told otherwise?",
            "Crime scripts (Cornish 1994) as eventually-follows relations over the partial order that sources state.",
            lambda given, by: given.script,
            network=True,
        ),
        "structure": Pattern(
            "Who stood between",
            "Direct, through an introducer, handed over? Who handles several, who recruits in turn?",
            "Roles as stated; centrality (Freeman 1979) in circles of five persons or more, ties between persons only.",
            lambda given, by: structure(_network(given)),
            network=True,
        ),
        "durations": Pattern(
            "Durations and outcomes",
            "How long did it go on, as far as dates are given, and how did it end?",
            "Dates as intervals (EDTF), so that each time has a least and a most; two clocks.",
            lambda given, by: durations(_network(given), given.stories, given.table),
            network=True,
        ),
        "sources": Pattern(
            "What it rests on",
            "How many independent sources, whose word, which accounts differ?",
            "Articles in families by publisher, by what they reprint and whom they relay; disputes as stated.",
            lambda given, by: agreement(_network(given)),
            network=True,
        ),
        "robustness": Pattern(
            "Robustness",
            "Which patterns would vanish without one outlet or one discloser?",
            "Every pattern counted again with each outlet and each discloser left out (jackknife by voice).",
            lambda given, by: robustness(
                given.table, given.configurations, given.script.orders, given.stories, given.carried
            ),
        ),
        "same-case": Pattern(
            "May be the same case",
            "Which records may tell one story, and what did somebody judge?",
            "Names as printed (rapidfuzz) and similarity over what both state (Gower 1971); nothing is merged.",
            lambda given, by: hints(_network(given), given.table),
            network=True,
        ),
        "coverage": Pattern(
            "Coverage",
            "What is stated where?",
            "The case x feature table itself: stated, explicitly no, unclear, not stated.",
            lambda given, by: coverage(given.table),
        ),
    }
)


def analyse(given: Material, name: str = "", by: str = "") -> dict[str, Result]:
    """Return the results by name: of one analysis, or of all that the material allows.

    Raises:
        SpygraphError: where there is no such analysis, or it needs case files.
    """
    from spygraph.errors import SpygraphError, did_you_mean

    if name and name not in PATTERNS:
        raise SpygraphError(f"no such pattern '{name}'{did_you_mean(name, PATTERNS)}")
    if name and PATTERNS[name].network and given.network is None:
        raise SpygraphError(f"'{name}' needs case files; a coded table holds no steps, persons or sources")
    names = [name] if name else [key for key, one in PATTERNS.items() if given.network or not one.network]
    return {key: PATTERNS[key].run(given, by) for key in names}
