"""What keeps the page closed: JSON that cannot leave its script element, and a policy made of hashes."""

import json
import re
from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

# Only the page's own inline scripts and styles, by their hash; `data:` is the empty favicon.
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
# What a page needs that answers SPARQL: to compile the engine that it carries, and to run it beside itself.
_ENGINE = ("'wasm-unsafe-eval'", "; worker-src blob:")
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
# Overrides of the writing direction would turn round the words that follow them on the page.
_ESCAPES |= dict.fromkeys(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))), "\N{REPLACEMENT CHARACTER}")
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def safe_json(value: object) -> Markup:
    """Return JSON that holds no character with a meaning in HTML, sorted so that it is always the same."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character, escape in _ESCAPES.items():  # ten times as fast as str.translate, which looks at every letter
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704 - nothing is left in it that HTML would read


def policy_for(html: str, *, engine: bool = False) -> str:
    """Return the Content-Security-Policy that allows exactly the inline scripts and styles of this page.

    Args:
        html: The page.
        engine: Whether it carries the query engine.
    """
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, text in _INLINE.findall(html):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        hashes[tag].append(f"'sha256-{digest}'")
    scripts = [*hashes["script"], *_ENGINE[:engine]]
    return _POLICY.format(scripts=" ".join(scripts), styles=" ".join(hashes["style"])) + _ENGINE[1] * engine
