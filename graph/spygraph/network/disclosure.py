"""The line that stands under every output."""

from collections import Counter
from typing import Any

from spygraph.casefile.grammar import NS, VOCAB
from spygraph.casefile.model import BASE
from spygraph.errors import plural
from spygraph.network.model import CaseInfo, Claim, Network
from spygraph.store import Readable, select

_NAMED = 5  # a line that names more disclosers is not read
_OWN = ("party-claim", "own-admission")
_OF_CASES = f"?case <{NS}unit> <{VOCAB}unit-case> ."
_SOURCES = f"SELECT ?case ?source {{ {_OF_CASES} ?case <{NS}source> ?source }}"
_DISCLOSERS = f"""SELECT ?case ?by {{
  {_OF_CASES}
  GRAPH ?case {{ ?disclosure a <{NS}Disclosure> . ?claim <{NS}about> ?disclosure ; <{NS}by> ?who }}
  ?who <http://www.w3.org/2000/01/rdf-schema#label> ?by
}} ORDER BY ?case ?claim ?who"""
_VOICED = f"""SELECT DISTINCT ?case {{
  {_OF_CASES}
  VALUES ?own {{ {" ".join(f"<{VOCAB}standing-{one}>" for one in _OWN)} }}
  GRAPH ?case {{ ?claim <{NS}standing> ?own FILTER NOT EXISTS {{ ?claim <{NS}via> ?via }} }}
}}"""


class Disclosure:
    """Counts who disclosed cases, case by case, so that no case has to be kept for the line."""

    def __init__(self) -> None:
        self.cases = self.voiced = 0
        self.by: Counter[str] = Counter()
        self.sources: set[str] = set()

    def add(self, case: CaseInfo, *, voiced: bool) -> None:
        """Count a case; a mention counts nowhere.

        Args:
            case: What is said of it as a whole.
            voiced: Whether a party to it speaks in it for itself.
        """
        if case.unit == "case":
            self.cases += 1
            self.voiced += voiced
            self.by.update(case.disclosed_by[:1])
            self.sources.update(case.sources)

    def line(self) -> str:
        """Return who disclosed these cases, and what cannot be concluded."""
        who = ", ".join(f"{name} ({count})" for name, count in self.by.most_common(_NAMED)) or "nobody stated"
        who += f" and {plural(len(self.by) - _NAMED, 'other')}" if len(self.by) > _NAMED else ""
        voices = (
            f"the own voice of a party, such as the accused, counsel or a witness, in {self.voiced}"
            if self.voiced
            else ""
        )
        return (
            f"{plural(self.cases, 'case')} disclosed by {who}, from {plural(len(self.sources), 'article')} given, not "
            f"sampled; {voices or 'no voice of the accused or of counsel'}; no non-cases. These are patterns of "
            "publicity: they do not tell how likely recruitment is, nor anything about a person outside these cases."
        )


def disclosure_line(network: Network) -> str:
    """Return the line that stands under every output: who disclosed these cases, and what cannot be concluded."""
    told, voiced = Disclosure(), {claim.case for claim in network.claims.values() if own_voice(claim)}
    for case in network.cases:
        told.add(case, voiced=case.id in voiced)
    return told.line()


def disclosure_of(store: Readable) -> Disclosure:
    """Return who disclosed the cases of a store; asked of the store, so that no case has to be read for it."""
    found = Disclosure()
    sources = [*select(store, _SOURCES)]
    found.cases = len({case for case, _ in sources})
    found.sources = {source.value.removeprefix(f"{BASE}registry/") for _, source in sources}
    first: dict[Any, str] = {}
    for case, by in select(store, _DISCLOSERS):
        first.setdefault(case, by.value)
    found.by = Counter(first.values())
    found.voiced = sum(1 for _ in select(store, _VOICED))
    return found


def own_voice(claim: Claim) -> bool:
    """Whether a party to the case says this, and nobody in its stead.

    A case file does not tell counsel and witnesses apart, so no output may call this the voice of the accused.
    """
    return claim.standing in _OWN and not claim.via
