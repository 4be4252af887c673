"""What was done to a case file: who coded it, who checked it, and what changed since."""

from collections.abc import Iterator, Mapping

from spygraph.network.graphs import Terms


def trail(local: Mapping[str, Terms], case: str) -> tuple[str, ...]:
    """Return one line for the coding of a case, one for each check, and one for each change, oldest first."""
    return tuple(_lines(local, f"case/{case}"))


def _lines(local: Mapping[str, Terms], case: str) -> Iterator[str]:
    for part, terms in sorted(local.items(), key=_number):
        kind = part.removeprefix(f"{case}/").split("/")[0]
        one = {key: values[0] for key, values in terms.items()}
        what = f": {one['what']}" if "what" in one else ""
        if kind == "coding":
            reviewed = f", reviewed by {', '.join(terms['reviewedBy'])}" if "reviewedBy" in terms else ""
            yield f"coded by {one['by']} on {one['on']}, codebook {one['codebook']}{reviewed}"
        elif kind == "checking":
            yield f"checked by {one['by']} on {one['on']}{what}"
        elif kind == "change":
            by = f", by {one['by']}" if "by" in one else ""
            yield f"changed on {one['on']} ({one['kind'].removeprefix('vocab#change-')}{by}){what}"


_ORDER = {"coding": 0, "checking": 1, "change": 2}


def _number(item: tuple[str, Terms]) -> tuple[int, int]:
    kind, number = [*item[0].split("/"), "", "", ""][2:4]
    return _ORDER.get(kind, 3), int(number) if number.isdecimal() else 0
