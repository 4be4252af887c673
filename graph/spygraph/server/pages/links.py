"""Where a link leads: our IRIs to paths of this server, articles to the words that a claim rests on."""

import re
from urllib.parse import quote

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import BASE
from spygraph.network.graphs import short

DATA = {"turtle": ".ttl", "jsonld": ".jsonld"}  # what follows an IRI's path where one form is asked for
_WEB = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#][^\s\\]*)?", re.IGNORECASE)
_SLUG = re.compile(r"case/([^/]+)(?:/(.+))?")


def path_of(iri: str) -> str:
    """Return the local path of an IRI of ours, "" for any other; a part after # stays one."""
    rest = iri.removeprefix(BASE)
    if rest == iri or not rest:
        return ""
    path, mark, fragment = rest.partition("#")
    return f"/{quote(path, safe='/')}{mark}{quote(fragment, safe='/')}"


def local(id_: str) -> str:
    """Return the local path of an id, which is an IRI without our beginning, or "" where it is none of ours."""
    return "" if ":" in id_.partition("#")[0] else path_of(BASE + id_)


def web(url: str) -> str:
    """Return a URL that a link may lead to: of the web, without user info; "" for any other."""
    return url if _WEB.fullmatch(url) else ""


def article_at(url: str, words: str) -> str:
    """Return the address of an article at some words (a text fragment, as the WICG defines it); "" for no address."""
    if not web(url):
        return ""
    mark = "" if "#" in url else "#"
    return f"{url}{mark}:~:text={quote(words, safe='').replace('-', '%2D')}"


def case_of(id_: str) -> str:
    """Return the id of the case that an id of a thing, claim or passage belongs to, "" for none."""
    found = _SLUG.fullmatch(short(id_))
    return found[1] if found else ""


def anchor(id_: str) -> str:
    """Return what a thing or claim is called on the page of its case: its id without that of the case."""
    found = _SLUG.fullmatch(short(id_))
    return (found[2] or "") if found else short(id_).removeprefix("registry/")


def on_its_page(id_: str) -> str:
    """Return the path of the page that shows an id among all of its case or the registry, at that id."""
    case = case_of(id_)
    start = f"/case/{quote(case)}" if case else "/registry"
    return f"{start}#{quote(anchor(id_), safe='/')}"


def term(name: str) -> str:
    """Return the path of a term of the ontology by its name."""
    return path_of(NS + name)
