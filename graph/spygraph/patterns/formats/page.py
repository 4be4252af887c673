"""One page of HTML that loads nothing, runs nothing and prints."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from spygraph.patterns.figures import STYLE
from spygraph.patterns.formats.report import Report, more, shown


def write(report: Report) -> str:
    """Return a report as a page of its own."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    css = (files(__package__) / "assets" / "patterns.css").read_text(encoding="utf-8") + STYLE
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    pages = Environment(
        loader=PackageLoader(__package__, "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template("patterns.html.j2").render(
        report=report,
        css=Markup(css),  # noqa: S704 - our own file; its hash is the policy's
        policy=policy,
        shown=shown,
        more=more,
        svg=lambda text: Markup(text),  # noqa: S704 - drawn by us, every text in it escaped
    )
