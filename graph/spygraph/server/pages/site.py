"""What all pages share: the templates, text that cannot become markup, and the line that no page is without."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from spygraph import __version__
from spygraph.explorer.marks import STAGES, STANDINGS
from spygraph.server.pages import links, marks
from spygraph.server.pages.assets import address

NOTICE = "What stands here is what somebody claims, with who says so. A claim is no verdict."
# overrides of the writing direction turn round what follows them; other controls have no place in text
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def shown(value: Any) -> Any:
    """Return a value for a page: no control in its text, nothing where it is None."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value)


def spaced(text: str) -> str:
    """Return an id such as 'official-claim' as words; text with spaces or capitals stays as it is."""
    return text.replace("-", " ") if text.islower() and " " not in text else text


def upper_first(text: str) -> str:
    """Return a text that begins with a capital."""
    return text[:1].upper() + text[1:]


@cache
def templates() -> Environment:
    """Return the environment of the templates: everything is escaped, and a name that is not given is an error."""
    found = Environment(
        loader=PackageLoader("spygraph.server.pages", "templates"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(spaced=spaced, upper_first=upper_first)
    found.globals.update(
        address=address, links=links, marks=marks, notice=NOTICE, version=__version__,
        standings={one.key: one for one in STANDINGS}, stages={one.key: one for one in STAGES},
    )  # fmt: skip
    return found


def render(template: str, **values: Any) -> str:
    """Return a page."""
    return templates().get_template(template).render(**{"here": "", **values}) + "\n"
