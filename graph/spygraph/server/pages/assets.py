"""What pages load from this server, and the policy that lets them load nothing else from anywhere.

Nothing is written into a page as script or style: both are files, and no page allows anything inline, or `eval`. Of
YASGUI only the editor and the frame of the answer are used; its own table would need styles inline, and writes what it
is given as HTML, so `rows.js` stands in its place. The explorer carries its own policy, made of hashes; its header only
adds that nobody may frame it, because a browser applies both.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType

_FOLDER = files("spygraph.server") / "assets"
_SCRIPT, _STYLE = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
_FILES = {
    "site.css": ("site.css", _STYLE),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "query.css": ("query.css", _STYLE),
    "query.js": ("query.js", _SCRIPT),
    "rows.js": ("rows.js", _SCRIPT),
    "yasgui.css": ("carried/yasgui.css.gz", _STYLE),
    "yasgui.js": ("carried/yasgui.js.gz", _SCRIPT),
    "licences.txt": ("carried/licences.txt", "text/plain; charset=utf-8"),  # of what YASGUI is made of
}
ASSETS = tuple(_FILES)

_CLOSED = "default-src 'none'; {}; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
POLICIES: Mapping[str, str] = MappingProxyType(
    {
        "page": _CLOSED.format("style-src 'self'"),
        "query": _CLOSED.format("script-src 'self'; style-src 'self'; connect-src 'self'"),
        "explorer": "frame-ancestors 'none'",
        "data": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
)


@cache
def asset(name: str) -> tuple[str, bytes] | None:
    """Return the media type and the bytes of an asset, None where there is none of this name."""
    if name not in _FILES:
        return None
    path, media = _FILES[name]
    data = _FOLDER.joinpath(*path.split("/")).read_bytes()
    return media, gzip.decompress(data) if path.endswith(".gz") else data


@cache
def digest(name: str) -> str:
    """Return what tells this state of an asset from any other, for an ETag: the beginning of its SHA-256.

    Raises:
        KeyError: where there is no asset of this name.
    """
    found = asset(name)
    if found is None:
        raise KeyError(name)
    return sha256(found[1]).hexdigest()[:16]


def address(name: str) -> str:
    """Return the address under which pages load an asset: another one whenever its bytes are others.

    Raises:
        KeyError: where there is no asset of this name.
    """
    return f"/assets/{name}?v={digest(name)}"
