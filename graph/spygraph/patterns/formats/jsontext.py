"""JSON: each result as it is, every field of it, with the cases behind each number."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from math import isfinite
from typing import Any

from spygraph.patterns.formats.report import Report


def write(report: Report) -> str:
    """Return a report as JSON."""
    patterns = {
        one.name: {
            "title": one.title,
            "question": one.question,
            "method": one.method,
            "result": plain(one.result),
            "tables": [plain(grid) for grid in one.grids],
        }
        for one in report.sections
    }
    whole = {"disclosure": report.disclosure, "cases": report.cases, "patterns": patterns}
    return json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def plain(value: Any) -> Any:
    """Return a value as JSON knows it; a number without limit becomes null."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(map(plain, value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return None
    return value
