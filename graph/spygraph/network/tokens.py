"""Ids as GraphML takes them: its schema wants name tokens of XML, and ours are paths."""

import re
from functools import lru_cache

_BACK = str.maketrans({":": "/", ".": "#", "_": "|"})
# no id of ours holds anything else; what an id of others holds stands between middle dots, as its number
_odd = re.compile(r"[^-/#|0-9A-Za-z]")
_escaped = re.compile("\u00b7([0-9a-f]+)\u00b7")


@lru_cache(maxsize=8192)
def token(id_: str) -> str:
    """Return an id as a name token; different ids give different ones."""
    if _odd.search(id_):
        id_ = _odd.sub(lambda found: f"\u00b7{ord(found.group()):x}\u00b7", id_)
    return id_.replace("/", ":").replace("#", ".").replace("|", "_")


def untoken(name: str) -> str:
    """Return the id behind a name token."""
    return _escaped.sub(lambda found: chr(int(found[1], 16)), name.translate(_BACK))
