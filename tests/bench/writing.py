"""Writes a case as its author would: short things on one line, long ones as a block."""

import json
import re

Tree = dict[str, object]

_PLAIN = re.compile(r"[A-Za-z0-9.][A-Za-z0-9 ./_'-]*")
_WIDTH = 150


def yaml_text(case: Tree) -> str:
    """Return the YAML of a case: header, sections, lists."""
    return "".join(
        f"{key}: {_flow(value)}\n" if _short(value) else f"{key}:\n{_block(value)}" for key, value in case.items()
    )


def _short(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(part, str) for part in value.values())
    return isinstance(value, str) or (isinstance(value, list) and len(value) < 3)


def _block(value: object) -> str:
    if isinstance(value, list):
        return "".join(f"  - {_flow(item)}\n" for item in value)
    assert isinstance(value, dict)
    return "".join(_entry(key, thing) for key, thing in value.items())


def _entry(key: str, thing: dict[str, object]) -> str:
    line = f"  {key}: {_flow(thing)}\n"
    if len(line) <= _WIDTH:
        return line
    return f"  {key}:\n" + "".join(_line(name, value) for name, value in thing.items())


def _line(name: str, value: object) -> str:
    if isinstance(value, dict) and name == "at":
        return "    at:\n" + "".join(f"      {key}: {_flow(place)}\n" for key, place in value.items())
    return f"    {name}: {_flow(value)}\n"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)
