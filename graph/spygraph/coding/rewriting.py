"""From the graph back to case files: whoever has the RDF only gets files that say the same."""

from pathlib import Path
from typing import Any

import pyoxigraph as ox

from spygraph.casefile.grammar import EDTF, NS, QUANTITY, VOCAB, Class, Property, grammar
from spygraph.coding.layout import laid_out
from spygraph.coding.pointers import Pointers
from spygraph.coding.trees import tree
from spygraph.coding.voices import Statement, Voice, common_voice, split
from spygraph.errors import SpygraphError
from spygraph.network.graphs import Terms, case_graphs, read_graph, short
from spygraph.store import Readable

Fields = dict[str, Any]
_OWN_ADMISSION = "vocab#standing-own-admission"


def case_files(store: Readable) -> dict[str, str]:
    """Return the text of a case file for every case of a store, by id."""
    return {
        graph.rsplit("/", 1)[-1]: laid_out(tree(_Case(read_graph(store, graph), graph).fields()))
        for graph in case_graphs(store)
    }


class _Case:
    """One named graph."""

    def __init__(self, local: dict[str, Terms], graph: str) -> None:
        self.local, self.table = local, grammar()
        self.id = f"case/{graph.rsplit('/', 1)[-1]}"
        self.concepts = {
            f"vocab#{one.iri.removeprefix(VOCAB)}": one.id for s in self.table.schemes.values() for one in s.values()
        }
        self.one_source = len(local[self.id].get("source", [])) == 1
        self.claims: dict[str, list[str]] = {}
        for id_, terms in local.items():
            if terms.get("type") == ["ns#Claim"]:
                self.claims.setdefault(terms["about"][0], []).append(id_)
        self.pointers = Pointers(local, self.id, self.claims)

    def fields(self) -> Fields:
        """Return the whole file."""
        out = self._part(self.id, self.table.classes["Case"])
        out["not-stated"] = self.pointers.silences()
        for thing in self.local:
            cls = self._class(thing)
            if cls and cls.section and "key" in self.local[thing]:
                out.setdefault(cls.section, {})[self.local[thing]["key"][0]] = self._thing(thing, cls)
        return out

    def _class(self, id_: str) -> Class | None:
        return self.table.classes.get(self.local[id_].get("type", [""])[0].removeprefix("ns#"))

    def _part(self, id_: str, cls: Class) -> Fields:
        """Return the keys of a header or of a part of one."""
        out: Fields = {}
        for prop in cls.keys.values():
            values = self.local[id_].get(prop.iri.removeprefix(NS), [])
            part = self.table.classes.get(prop.range.removeprefix(NS))
            if not values or prop.pointer:
                continue
            if part and not part.section and prop.range != NS + "Actor":
                found: list[Any] = [self._part(one, part) for one in sorted(values, key=_numbered)]
            else:
                found = [self._text(one) for one in values]
            out[prop.key] = found if prop.many else found[0]
        return out

    def _text(self, value: str) -> str:
        """Return a value as a file writes it: a concept, the key of a thing, a text."""
        return self.concepts.get(value) or (
            value.rsplit("/", 1)[-1] if value in self.local or value.startswith("registry/") else value
        )

    def _thing(self, thing: str, cls: Class) -> Fields:
        statements = [self._statement(id_, cls) for id_ in sorted(self.claims.get(thing, []), key=_numbered_claim)]
        voice = common_voice(statements)
        plain, accounts = split(statements, voice)
        out: Fields = {
            key: "yes" for key, prop in cls.instructions.items() if prop.iri.removeprefix(NS) in self.local[thing]
        }
        for one in plain:
            out |= one.values
        for one in accounts:
            out.setdefault(one.keys[0], []).append(self._account(one, voice))
        if plain:
            out |= dict(zip(("says", "via", "version", "standing"), map(_or_none, voice), strict=True))
            by_key = {key: _listed(one.places) for one in plain for key in one.keys}
            out["at"] = by_key if len(plain) > 1 else _listed(plain[0].places)
        return out

    def _account(self, one: Statement, outer: Voice) -> Fields:
        inner = {"value": one.values[one.keys[0]], "says": one.voice[0], "at": _listed(one.places)}
        names = zip(("via", "version", "standing"), one.voice[1:], outer[1:], strict=True)
        return inner | {key: own for key, own, given in names if own and own != given}

    def _statement(self, id_: str, cls: Class) -> Statement:
        terms = self.local[id_]
        values = {prop.key: found for prop in cls.keys.values() if (found := self._values(terms, prop))}
        typed = "own-admission" if terms["standing"] == [_OWN_ADMISSION] and self._is_local(terms["says"][0]) else ""
        voice = (*(self._text(terms.get(key, [""])[0]) for key in ("says", "via", "version")), typed)
        places = tuple(sorted(self._place(one) for one in terms.get("evidence", ())))
        return Statement(id_, list(values), values, (voice[0], voice[1], voice[2], voice[3]), places)

    def _is_local(self, who: str) -> bool:
        return who in self.local

    def _values(self, terms: Terms, prop: Property) -> Any:
        given = terms.get(prop.iri.removeprefix(NS), [])
        if prop.pointer:
            found = self.pointers.written(terms)
        elif prop.datatype in (EDTF, QUANTITY) or prop.datatype:
            written = [one.split(" ", 1)[1] for one in terms.get("written", ()) if one.split(" ", 1)[0] == prop.key]
            found = written or list(given)
        else:
            found = [self._text(one) for one in given]
        return found if len(found) > 1 else (found[0] if found else None)

    def _place(self, id_: str) -> tuple[str, ...]:
        terms = self.local[id_]
        number = f"row {terms['row'][0]}" if "row" in terms else f"p{terms['paragraph'][0]}"
        source = () if self.one_source else (terms["source"][0].removeprefix("registry/"),)
        return (*source, number, terms["words"][0])


def _listed(places: tuple[tuple[str, ...], ...]) -> list[Any] | None:
    if not places:
        return None
    return list(places[0]) if len(places) == 1 else [list(one) for one in places]


def _or_none(text: str) -> str | None:
    return text or None


def _numbered(id_: str) -> tuple[int, str]:
    last = id_.rsplit("/", 1)[-1]
    return (int(last), id_) if last.isdecimal() else (0, id_)


def _numbered_claim(id_: str) -> tuple[str, int]:
    name, _, number = id_.rpartition("-")
    return (name, int(number)) if number.isdecimal() else (id_, 1)


def read_case_files(path: Path) -> dict[str, str]:
    """Return the case files of a TriG or N-Quads file.

    Raises:
        SpygraphError: where it is neither, or holds no case.
    """
    store = ox.Store()
    form = ox.RdfFormat.TRIG if path.suffix == ".trig" else ox.RdfFormat.N_QUADS
    try:
        store.bulk_load(path=str(path), format=form)
        strange = [
            graph for graph in case_graphs(store) if "caseId" not in read_graph(store, graph).get(short(graph), {})
        ]
        if strange:
            raise ValueError(f"{strange[0]} is no case")
        found = case_files(store)
    except (SyntaxError, ValueError, KeyError, IndexError) as error:
        raise SpygraphError(f"{path}: not a graph that spygraph wrote: {error}") from None
    if not found:
        raise SpygraphError(f"{path}: no case in it")
    return found
