"""Names in the addresses and file names of sources, where they stand in any case and between any signs."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from spygraph.casefile.grammar import NS
from spygraph.casefile.model import BASE

_REGISTRY = BASE + "registry/"
_ADDRESSES = (NS + "url", NS + "archive")
_WORD = re.compile(r"[^\W_]+")


class Spelled:
    """Names as the words of an address may spell them."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.keys: dict[str, str] = {}
        for name, key in known.items():
            word = "".join(_WORD.findall(name.casefold()))
            if len(word) > 1 or not word.isascii():  # a cipher such as A would be found everywhere
                self.keys.setdefault(word, key)
        self.unspaced = [word for word in self.keys if not word.isascii()]

    def tells(self, address: str) -> bool:
        """Whether a name is a word of an address; one in a script without spaces, whether it stands anywhere in it."""
        text = unquote(address).casefold()
        if any(word in self.keys for word in _WORD.findall(text)):
            return True
        return not text.isascii() and any(word in text for word in self.unspaced)

    def redacted(self, text: str) -> str:
        """Return a file name with the keys of people, in brackets, for the words that are their names."""
        return _WORD.sub(lambda found: f"[{key}]" if (key := self.keys.get(found[0].casefold())) else found[0], text)


def telling(direct: Iterable[tuple[str, str, str]], spelled: Spelled) -> list[str]:
    """Return the ids of the sources whose id or address may hold a name, sorted."""
    texts = (
        (one.removeprefix(_REGISTRY), term.rpartition('"')[0] if prop in _ADDRESSES else "")
        for one, prop, term in direct
    )
    return sorted({one for one, address in texts if spelled.tells(one) or spelled.tells(address)})
