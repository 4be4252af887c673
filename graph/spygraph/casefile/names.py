"""Names of people, and the one mechanism that takes them out of whatever leaves the reader."""

import re
import unicodedata
from collections.abc import Callable

from spygraph.casefile.yamltext import Mapping, Node, Scalar, Sequence

WITHHOLD = "withhold-name"
_NAME_KEYS = ("name", "given-name", "real-name")


def names(root: Mapping, *, withheld: bool = False) -> dict[str, str]:
    """Return the names of the people of a file, and their parts, each with the key that stands in for it.

    Args:
        root: The whole file.
        withheld: Whether only names that the file asks to withhold are wanted.
    """
    out: dict[str, str] = {}
    for section in ("people", "groups"):
        people = root.items.get(section)
        for key, node in people.items.items() if isinstance(people, Mapping) else ():
            if isinstance(node, Mapping) and (not withheld or WITHHOLD in node.items):
                for text in _names_of(node):
                    out.setdefault(text, key)
    for text, key in list(out.items()):
        for word in text.split():
            if word[:1].isupper():
                out.setdefault(word, key)
    return out


def _names_of(node: Mapping) -> list[str]:
    return [text for name in _NAME_KEYS for text in _texts(node.items.get(name))]


def _texts(node: Node | None) -> list[str]:
    """Return the texts of a value: as it stands, or in the accounts of several claimants."""
    if isinstance(node, Sequence):
        return [text for item in node.items for text in _texts(item)]
    if isinstance(node, Mapping):
        return _texts(node.items.get("value"))
    return [node.text] if isinstance(node, Scalar) and node.text.strip() else []


def redactor(known: dict[str, str]) -> Callable[[str], str]:
    """Return a function that puts the key of a person, in brackets, for each of the names in a text."""
    if not known:
        return str
    stand_ins = every_form(known)
    pattern = re.compile("|".join(_whole(name) for name in sorted(stand_ins, key=len, reverse=True)))
    return lambda text: pattern.sub(lambda found: f"[{stand_ins[found.group()]}]", text)


def every_form(known: dict[str, str]) -> dict[str, str]:
    """Return names as they may have been typed, each with the key that stands in for it."""
    return {form: key for name, key in known.items() for form in _forms(name)} | known


def _forms(name: str) -> set[str]:
    """Return a name as other hands may have typed it: composed or not, and in the capitals of a headline."""
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
    return forms | {form.upper() for form in forms}


def _whole(name: str) -> str:
    """Return a pattern of a name as whole words; scripts without spaces, such as Chinese, have no word ends."""
    before, after = (("" if unicodedata.east_asian_width(end) in "WF" else r"\w") for end in (name[0], name[-1]))
    return (f"(?<!{before})" if before else "") + re.escape(name) + (f"(?!{after})" if after else "")
