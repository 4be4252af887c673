"""A withdrawn case: its id, the date and the reason are left, and nothing of it reaches the graph."""

from spygraph.casefile.model import Scope
from spygraph.casefile.yamltext import Mapping, Scalar

WITHDRAWN = "withdrawn"
# what a withdrawn case must hold, and what it may hold beside that
REQUIRED = ("schema", "case", "unit", WITHDRAWN)
KEPT = (*REQUIRED, "coded", "checked", "changes")


def is_withdrawn(root: Mapping) -> bool:
    """Whether a file says of itself that its case is withdrawn."""
    unit = root.items.get("unit")
    return isinstance(unit, Scalar) and unit.text == WITHDRAWN


def read_withdrawal(root: Mapping, scope: Scope) -> None:
    """Note whatever a withdrawn case still holds, and a case that is withdrawn without its unit saying so."""
    if not is_withdrawn(root):
        if WITHDRAWN in root.items:
            message = f"stands only in a case that is withdrawn: write unit: {WITHDRAWN}, or take this out"
            scope.fault(root.keys[WITHDRAWN], WITHDRAWN, message)
        return
    for key, name in root.keys.items():
        if key not in KEPT:
            scope.fault(name, key, f"a withdrawn case holds nothing but {', '.join(KEPT)}")
    node = root.items.get(WITHDRAWN)
    texts = [node.items.get(key) for key in ("on", "because")] if isinstance(node, Mapping) else []
    on, because = [one.text if isinstance(one, Scalar) else "" for one in texts] or ("", "")
    scope.case.withdrawn = f"withdrawn on {on}: {because}"
