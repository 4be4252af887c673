"""Trees of files that are not read but made."""

from collections.abc import Mapping as MappingOf
from typing import Any

from spygraph.casefile.yamltext import Mapping, Node, Scalar, Sequence


def tree(values: MappingOf[str, Any]) -> Mapping:
    """Return nested mappings and lists of texts as the tree of a file; what is None or empty is left out."""
    out = Mapping(0, 0)
    for key, value in values.items():
        if value is not None and value != [] and value != {}:
            out.keys[key], out.items[key] = Scalar(key, 0, 0), _node(value)
    return out


def _node(value: Any) -> Node:
    if isinstance(value, MappingOf):
        return tree(value)
    if isinstance(value, list | tuple):
        return Sequence(0, 0, [_node(item) for item in value])
    return Scalar(str(value), 0, 0)
