"""Who stood between subject and service: introducers, handovers, shared handlers; person ties apart from the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from spygraph.errors import plural
from spygraph.network import Claim, Network
from spygraph.patterns.circles import Circle, circles, ties_between
from spygraph.patterns.grids import Grid, grid
from spygraph.patterns.rings import SMALLEST
from spygraph.patterns.stories import values_of

NO_HANDLER = "handler not stated"


@dataclass(frozen=True, slots=True)
class Route:
    """One recruitment: who is named in it, as they are called, and the form it takes."""

    case: str
    subject: tuple[str, ...]
    recruiter: tuple[str, ...]
    handler: tuple[str, ...]
    introducer: tuple[str, ...]
    service: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """Routes, who recurs in several, and the circles of persons."""

    routes: tuple[Route, ...]
    shared_handlers: tuple[tuple[str, tuple[str, ...]], ...]
    recruiting_recruits: tuple[tuple[str, str], ...]
    person_ties: int
    category_ties: int
    circles: tuple[Circle, ...]

    def grids(self) -> list[Grid]:
        """Return the routes, their forms, and the circles."""
        return [self._forms(), self._routes(), self._circles()]

    def _forms(self) -> Grid:
        by_form: dict[str, list[str]] = {}
        for route in self.routes:
            for form in route.forms:
                by_form.setdefault(form, []).append(route.case)
        by_form["recruit who recruits"] = [case for case, _ in self.recruiting_recruits]
        by_form["handler shared by several subjects"] = [case for _, cases in self.shared_handlers for case in cases]
        total = len({route.case for route in self.routes})
        rows = [
            (
                (form, f"{'' if form == NO_HANDLER else 'at least '}{len(set(cases))} of {total}"),
                tuple(dict.fromkeys(cases)),
            )
            for form, cases in by_form.items()
        ]
        note = "Reported by mention only: what is not told may still have been so."
        return grid("how subject and service came together", ("form", "cases"), rows, (note,))

    def _routes(self) -> Grid:
        columns = ("case", "subject", "introduced by", "recruited by", "handled by", "service")
        rows = [
            (
                (
                    one.case,
                    *(
                        ", ".join(cell) or "not stated"
                        for cell in (one.subject, one.introducer, one.recruiter, one.handler, one.service)
                    ),
                ),
                (one.case,),
            )
            for one in self.routes
        ]
        return grid("each recruitment as told", columns, rows, ("Said to be so by whoever tells the case.",))

    def _circles(self) -> Grid:
        rows = [
            ((", ".join(one.persons), _number(one), str(one.ties), "yes" if one.ring else "no"), one.cases)
            for one in self.circles
        ]
        notes = (
            f"{plural(self.person_ties, 'tie')} between persons; {self.category_ties} more lead to organizations, "
            "items, outcomes and techniques and are never counted with them: shared categories are no acquaintance.",
            f"Centrality is computed in circles of at least {SMALLEST} persons, everybody who may be the same counted "
            "once, relatives left out; `spygraph ring FILE` does so for a ring of your own.",
        )
        return grid("circles of persons", ("persons", "how many", "ties", "centrality"), rows, notes)


def structure(network: Network) -> Structure:
    """Return the routes and circles of the cases that count; rival tellings are left out."""
    counted = {case.id for case in network.cases if case.unit == "case"}
    label = {node.id: node.label for node in network.nodes}
    things: dict[str, list[Claim]] = {}
    for claim in network.claims.values():
        if claim.thing_class == "Recruitment" and claim.stands and claim.case in counted:
            things.setdefault(claim.thing, []).append(claim)
    parts = {thing: {key: values_of(claims, key) for key in _KEYS} for thing, claims in sorted(things.items())}
    routes = tuple(_route(things[thing][0].case, found, label) for thing, found in parts.items())
    handled: dict[str, set[tuple[str, str]]] = {}
    for thing, found in parts.items():
        for handler in found["handler"]:
            handled.setdefault(handler, set()).update((one, things[thing][0].case) for one in found["subject"])
    shared = tuple(
        (label.get(one, one), tuple(sorted({case for _, case in subjects})))
        for one, subjects in handled.items()
        if len(subjects) > 1
    )
    recruits = tuple(sorted(_recruiting(things, parts, label)))
    ties, other = ties_between(network, counted)
    return Structure(routes, shared, recruits, len(ties), other, tuple(circles(network, ties, label)))


_KEYS = ("subject", "recruiter", "handler", "introducer", "service")


def _route(case: str, found: dict[str, list[str]], label: dict[str, str]) -> Route:
    forms = []
    if found["introducer"]:
        forms.append("through an introducer")
    elif found["recruiter"] or found["handler"]:
        forms.append("direct")
    if len(found["handler"]) > 1 or (found["handler"] and set(found["recruiter"]) - set(found["handler"])):
        forms.append("handover or several handlers")
    if not found["handler"]:
        forms.append(NO_HANDLER)
    subject, recruiter, handler, introducer, service = (
        tuple(label.get(one, one) for one in found[key]) for key in _KEYS
    )
    return Route(case, subject, recruiter, handler, introducer, service, tuple(forms))


def _recruiting(
    things: dict[str, list[Claim]], parts: dict[str, dict[str, list[str]]], label: dict[str, str]
) -> Iterator[tuple[str, str]]:
    subjects = {one for found in parts.values() for one in found["subject"]}
    for thing, found in parts.items():
        for one in {*found["recruiter"], *found["handler"], *found["introducer"]} & subjects:
            yield things[thing][0].case, label.get(one, one)


def _number(one: Circle) -> str:
    return (
        f"{len(one.persons)}, or {one.least} if all that may be one are one"
        if one.least < len(one.persons)
        else str(one.least)
    )
