"""Text that XML can carry."""

import re
from functools import lru_cache

_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
)
# what XML 1.0 cannot carry at all becomes the replacement character
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# most values hold none of either, and one search is several times faster than a translation
_special = re.compile('[\x00-\x1f&<>"\ud800-\udfff\ufffe\uffff]').search


@lru_cache(maxsize=8192)
def text(value: str) -> str:
    """Return a value as it may stand between tags and in quotes."""
    return _UNSAYABLE.sub("\ufffd", value).translate(_ESCAPES) if _special(value) else value
