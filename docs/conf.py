"""The documentation site: `sphinx-build -W -b html docs out/site` writes it; a dead link is an error."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generate import write_reference
from sphinx.application import Sphinx

from spygraph import __version__

project = "spygraph"
version = release = __version__
extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "spygraph"
html_show_copyright = False
html_copy_source = False


def setup(app: Sphinx) -> None:
    """Write the generated pages before Sphinx looks for sources."""
    write_reference(Path(app.srcdir) / "reference")
