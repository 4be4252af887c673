"""The example notebook, executed: its cells, each with what it prints."""

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

_CELL = re.compile(r"^# %%(?P<text> \[markdown\])?\n", re.MULTILINE)


def executed(script: Path) -> Iterator[str]:
    """Yield the notebook as Markdown; a cell that fails ends the build."""
    names: dict[str, Any] = {"__name__": "example"}
    parts = _CELL.split(script.read_text(encoding="utf-8"))[1:]
    for text, cell in zip(parts[::2], parts[1::2], strict=True):
        if text:
            yield re.sub("^# ?", "", cell, flags=re.MULTILINE).strip() + "\n"
            continue
        printed = StringIO()
        with redirect_stdout(printed):
            exec(compile(cell, script.name, "exec"), names)  # noqa: S102 - the project's own example
        yield f"```python\n{cell.strip()}\n```\n"
        if printed.getvalue():
            yield f"```text\n{printed.getvalue().rstrip()}\n```\n"
