"""The RDF store: one named graph a case, one for the registry, one for the ontology, one per strength of shortcut.

Queries run on the union of all of them.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from spygraph import paths
from spygraph.casefile.folder import Collection, collect
from spygraph.casefile.model import BASE, CaseFile
from spygraph.casefile.nquads import quads
from spygraph.errors import SpygraphError

if TYPE_CHECKING:
    import rdflib

ONTOLOGY_GRAPH = ox.NamedNode(BASE + "ontology")
SHORTCUTS = BASE + "shortcuts/"
_RDF_SUBJECT = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject")
_NAMED = 5  # sources that a notice names
_BATCH = 8_000_000  # characters of N-Quads a bulk load in memory

Substitutions = dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
Notice = Callable[[str], object]
Progress = Callable[[Iterable[CaseFile]], Iterable[CaseFile]]


class Readable(Protocol):
    """What is read of a store: Oxigraph's is one, and so is an endpoint of any engine that holds our graph."""

    def query(
        self, query: str, /, *, use_default_graph_as_union: bool = ..., substitutions: Substitutions | None = ...
    ) -> Any:
        """Return the solutions of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT."""

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | ox.BlankNode | ox.Triple | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None,
        graph_name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None = ...,
        /,
    ) -> Iterator[ox.Quad]:
        """Return the statements that fit; None fits all."""

    def named_graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        """Return the names of the graphs."""

    def __iter__(self) -> Iterator[ox.Quad]:
        """Return all statements."""


def load(
    given: Iterable[Path | str] = (),
    *,
    pseudonyms: bool = False,
    progress: Progress = iter,
    ontology: bool = True,
    notice: Notice = str,
) -> ox.Store:
    """Return a store in memory of the cases under some paths, with the ontology and the derived shortcuts.

    Args:
        given: Case files or folders of them; ./cases, else the shipped cases, where none is given.
        pseudonyms: Whether people are called by their keys instead of their names.
        progress: Wraps the cases while they are read.
        ontology: Whether the terms and vocabularies are part of the store.
        notice: Is told in a line where names that are replaced may still stand in the addresses of sources.

    Raises:
        CaseFileError: with all faults of all files; nothing is returned then.
        SpygraphError: where a path does not exist or holds no case.
    """
    store = ox.Store()
    cases = collect(map(Path, given), pseudonyms=pseudonyms)
    fill(store, cases, progress=progress, ontology=ontology, notice=notice)
    return store


def fill(
    store: ox.Store,
    cases: Collection,
    *,
    progress: Progress = iter,
    ontology: bool = True,
    notice: Notice = str,
    batch: int = _BATCH,
    threads: int = 1,
) -> None:
    """Load cases, the ontology and the derived shortcuts into an empty store.

    Args:
        store: In memory or on disk; after an error it must be dropped.
        cases: The cases to read.
        progress: Wraps the cases while they are read.
        ontology: Whether the terms and vocabularies are part of the store.
        notice: Is told what a reader should know besides.
        batch: Characters of N-Quads a bulk load.
        threads: Bulk loads at a time; a store on disk takes several, one in memory one after the other.

    Raises:
        CaseFileError: with all faults of all files.
    """
    bulk_load(store, _batches(progress(cases.read()), batch), threads)
    if cases.telling:
        notice(_kept(cases.telling))
    if ontology:
        add_ontology(store)
    add_shortcuts(store)


def bulk_load(store: ox.Store, texts: Iterable[str], threads: int = 1) -> None:
    """Load texts in N-Quads that we wrote; while some are loaded the next ones are made."""
    # lenient: these IRIs and literals are our own writing, and to check them again takes a quarter longer
    load_one = partial(store.bulk_load, format=ox.RdfFormat.N_QUADS, lenient=True)
    if threads == 1:
        for text in texts:
            load_one(text.encode())
        return
    running: deque[Future[None]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for text in texts:
            if len(running) == threads:  # so that no more texts wait in memory than are loaded
                running.popleft().result()
            running.append(pool.submit(load_one, text.encode()))
        for one in running:
            one.result()


def _kept(sources: list[str]) -> str:
    named = ", ".join(sources[:_NAMED]) + (f" and {len(sources) - _NAMED:,} more" if len(sources) > _NAMED else "")
    return f"names were replaced, but the addresses of these sources may hold some and stay, as evidence: {named}"


def add_ontology(store: ox.Store) -> None:
    """Load the terms and vocabularies into a graph of their own; in one go, since on disk each load waits for it."""
    store.bulk_extend(
        ox.Quad(one.subject, one.predicate, one.object, ONTOLOGY_GRAPH)
        for path in paths.turtle_files()
        for one in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    )


def _batches(cases: Iterable[CaseFile], most: int) -> Iterator[str]:
    texts: list[str] = []
    size = 0
    for case in cases:
        texts.append(quads(case))
        size += len(texts[-1])
        if size > most:
            yield "".join(texts)
            texts, size = [], 0
    yield "".join(texts)


def add_shortcuts(store: ox.Store) -> None:
    """Derive the shortcut properties, each by its own CONSTRUCT; what is established is not repeated as claimed."""
    established: set[ox.Triple] = set()
    for strength in ("established", "claimed"):
        queries = sorted((paths.ontology() / "shortcuts" / strength).glob("*.rq"))
        found = {triple for path in queries for triple in select(store, path.read_text(encoding="utf-8"))}
        nodes = {triple.subject for triple in established if triple.predicate == _RDF_SUBJECT}
        graph = ox.NamedNode(SHORTCUTS + strength)
        store.bulk_extend(
            ox.Quad(t.subject, t.predicate, t.object, graph) for t in found - established if t.subject not in nodes
        )
        established = found


def select(store: Readable, query: str, **bindings: str) -> Any:
    """Return the answer of a SPARQL query on the union of all graphs.

    Args:
        store: What `load` returned.
        query: A SELECT, ASK, CONSTRUCT or DESCRIBE.
        bindings: Values of variables, as plain text literals or, where they begin with http, as IRIs.

    Raises:
        SpygraphError: with line and column, where the query is not SPARQL.
    """
    terms: Substitutions = {
        ox.Variable(name): ox.NamedNode(value) if value.startswith(("http://", "https://")) else ox.Literal(value)
        for name, value in bindings.items()
    }
    try:
        return store.query(query, use_default_graph_as_union=True, substitutions=terms)
    except (SyntaxError, RuntimeError, ValueError) as error:
        raise SpygraphError(f"the query cannot be answered: {error}") from None


def to_rdflib(store: ox.Store) -> "rdflib.Dataset":
    """Return an rdflib Dataset on the same store, its default graph the union of all graphs."""
    import rdflib
    from oxrdflib import OxigraphStore

    return rdflib.Dataset(store=OxigraphStore(store=store), default_union=True)
