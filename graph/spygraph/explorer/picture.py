"""The picture on paper, and where scripts are off: all cases as SVG, with the same marks as on the screen."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from markupsafe import Markup

from spygraph.explorer.marks import KINDS, OTHER, STAGES, STANDINGS, Kind, stage_of
from spygraph.explorer.numbering import Numbered
from spygraph.explorer.overview import Place, Region
from spygraph.explorer.statements import disputed_as_whole
from spygraph.explorer.vectors import FONT, RADIUS, UNIT, dashes, glyph, mark, rows_of, sign, text, tip

TITLE_FONT = 27
_MOST_LABELS = 300  # beyond, only the subjects of cases are named: nobody could read more
_KINDS: Mapping[str, Kind] = {kind.key: kind for kind in KINDS}
_RANK = {standing.key: rank for rank, standing in enumerate(STANDINGS)}
Box = tuple[float, float, float, float]


def picture(
    graph: Numbered,
    places: Mapping[int, Place],
    fields: Sequence[Region],
    lines: Sequence[tuple[int, int, list[int]]],
    notes: Sequence[str],
) -> Markup:
    """Return the picture as one SVG element.

    Args:
        graph: What is drawn.
        places: Where each node stands.
        fields: The field of each case, and of what cases share.
        lines: Both ends and the claims behind each line; a line is drawn as the weakest of these.
        notes: What stands under the picture: the version of the data, the disclosure.
    """
    left, top = min(one.x for one in fields) - 40, min(one.y for one in fields) - 40
    right, bottom = max(one.x + one.width for one in fields) + 40, max(one.y + one.height for one in fields) + 50
    whole = [disputed_as_whole([graph.claims[claim] for claim in told]) for told in graph.told]
    titles = list(_titles(graph, fields, whole))
    signs = _signs(graph, places, lines, whole, titles)
    parts = [
        *_fields(graph, fields),
        *_lines(graph, places, lines),
        *(sign(x, y) for x, y in signs),
        *_nodes(graph, places),
        *_labels(places, graph, titles, signs),
    ]
    doubted = any(whole[one.case] for one in fields if one.case >= 0)
    legend, end = _legend(graph, lines, left + 30, right - 30, bottom, signed=bool(signs), doubted=doubted)
    parts += [*legend, *_notes(notes, left + 30, right - 30, end)]
    height = end - top + sum(len(rows_of(note, right - left - 60)) for note in notes) * 30 + 20
    head = f'<svg viewBox="{left} {top} {right - left} {round(height)}" role="img" aria-label="All cases, as reported">'
    return Markup(head + "".join(parts) + "</svg>")  # noqa: S704 - every text in it is escaped


def _fields(graph: Numbered, fields: Sequence[Region]) -> Iterator[str]:
    for one in fields:
        dashed = ' stroke-dasharray="9 7"' if one.case >= 0 and graph.cases[one.case].unit != "case" else ""
        yield (
            f'<rect x="{one.x - 20}" y="{one.y - 10}" width="{one.width + 40}" height="{one.height + 30}" rx="16" '
            f'fill="#f3f5f8" stroke="#aab4c0"{dashed}/>'
        )


def _titles(
    graph: Numbered, fields: Sequence[Region], whole: Sequence[Sequence[str]]
) -> Iterator[tuple[Region, list[str]]]:
    """Yield each field with the rows of its title; "(?)" says that something is set against the whole case."""
    for one in fields:
        title = graph.cases[one.case].title if one.case >= 0 else "Said of several cases"
        title += " (?)" if one.case >= 0 and whole[one.case] else ""
        yield one, rows_of(title, one.width, TITLE_FONT)


def _weakest(graph: Numbered, claims: Sequence[int]) -> int:
    return max(_RANK.get(graph.claims[claim].standing, len(STANDINGS) - 1) for claim in claims)


def _signs(
    graph: Numbered,
    places: Mapping[int, Place],
    lines: Sequence[tuple[int, int, list[int]]],
    whole: Sequence[Sequence[str]],
    titles: Sequence[tuple[Region, list[str]]],
) -> list[Place]:
    """Return a place on each line against which itself something is set: near its middle, and on no title."""
    against = {
        (min(start, end), max(start, end))
        for start, end, claims in lines
        for claim in (graph.claims[number] for number in claims)
        if set(claim.disputes).difference(whole[graph.case_of[claim.case]])
    }
    ends = [(places[one], places[other]) for one, other in sorted(against)]
    tries = [
        [(round(x + (to_x - x) * share), round(y + (to_y - y) * share)) for share in (0.5, 0.4, 0.6, 0.3, 0.7)]
        for (x, y), (to_x, to_y) in ends
    ]
    return [next((spot for spot in some if not _on_title(spot, titles)), some[0]) for some in tries]


def _on_title(spot: Place, titles: Sequence[tuple[Region, list[str]]]) -> bool:
    x, y = spot
    return any(
        one.x - 20 < x < one.x + one.width + 20 and one.y - 15 < y < one.y + 32 * len(rows) + 15 for one, rows in titles
    )


def _lines(graph: Numbered, places: Mapping[int, Place], lines: Sequence[tuple[int, int, list[int]]]) -> Iterator[str]:
    """Yield one line for all between two nodes: two dashed lines in one place would look like a solid one."""
    pairs: dict[tuple[int, int], list[int]] = {}
    for start, end, claims in lines:
        pairs.setdefault((min(start, end), max(start, end)), []).extend(claims)
    drawn: dict[int, list[str]] = {}
    for (one, other), claims in sorted(pairs.items()):
        (x, y), (to_x, to_y) = places[one], places[other]
        drawn.setdefault(_weakest(graph, claims), []).append(f"M{x} {y}L{to_x} {to_y}")
    tips = [tip(places[start], places[end]) for start, end, _ in lines]
    for rank, paths in sorted(drawn.items()):
        yield f'<path d="{"".join(paths)}" fill="none" stroke="#56616e" stroke-width="2.4"{dashes(rank)}/>'
    yield f'<path d="{"".join(tips)}" fill="#56616e"/>'


def _nodes(graph: Numbered, places: Mapping[int, Place]) -> Iterator[str]:
    stages = {stage.key: stage for stage in STAGES}
    for index, node in enumerate(graph.nodes):
        if index in places:
            x, y = places[index]
            yield mark(_KINDS.get(node.kind, OTHER), x, y)
            key = stage_of(node.procedure, subject=node.id in graph.subjects)
            yield glyph(stages[key], x + RADIUS, y - RADIUS) if key else ""


def _labels(
    places: Mapping[int, Place], graph: Numbered, titles: Sequence[tuple[Region, list[str]]], signs: Sequence[Place]
) -> Iterator[str]:
    """Yield titles and the labels that find room, subjects first; none stands over another or over a mark."""
    taken: list[Box] = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in (*places.values(), *signs)]
    for field, rows in titles:
        for rank, row in enumerate(rows):
            yield text(field.x, field.y + 24 + rank * 32, row, TITLE_FONT, bold=True)
        taken.append((field.x, field.y, field.x + field.width, field.y + 32 * len(rows)))
    edges = min(one.x for one, _ in titles) - 30, max(one.x + one.width for one, _ in titles) + 30
    order = sorted(places, key=lambda index: (graph.nodes[index].id not in graph.subjects, index))
    for index in order:
        node = graph.nodes[index]
        is_subject = node.id in graph.subjects
        if not is_subject and len(places) > _MOST_LABELS:
            return
        rows = rows_of(node.label, 230)
        rows = rows if len(rows) < 5 else [*rows[:3], f"{rows[3]}\N{HORIZONTAL ELLIPSIS}"]
        box = _room(places[index], rows, taken, edges)
        if box or is_subject:
            x, y = (box[0] + box[2]) / 2 if box else places[index][0], box[1] if box else places[index][1] + RADIUS
            taken += [box] if box else []
            for rank, row in enumerate(rows):
                yield text(x, y + (rank + 0.8) * FONT * 1.15, row, bold=is_subject, anchor="middle")


def _room(place: Place, rows: Sequence[str], taken: Sequence[Box], edges: tuple[float, float]) -> Box | None:
    """Return where the rows of a label find room between the edges: below, right, left or above."""
    x, y = place
    width, height = max(map(len, rows), default=0) * FONT * UNIT, len(rows) * FONT * 1.15
    gap = RADIUS + 4
    corners = (
        (x - width / 2, y + gap),
        (x + gap, y - height / 2),
        (x - gap - width, y - height / 2),
        (x - width / 2, y - gap - height),
    )
    for left, top in corners:
        box = (left, top, left + width, top + height)
        if box[0] < edges[0] or box[2] > edges[1]:
            continue
        if not any(box[0] < one[2] and box[2] > one[0] and box[1] < one[3] and box[3] > one[1] for one in taken):
            return box
    return None


def _legend(
    graph: Numbered,
    lines: Sequence[tuple[int, int, list[int]]],
    left: float,
    right: float,
    top: float,
    *,
    signed: bool,
    doubted: bool,
) -> tuple[list[str], float]:
    """Return the marks that occur, in columns, and where they end."""
    ranks = sorted({_weakest(graph, claims) for _, _, claims in lines})
    kinds = [kind for kind in (*KINDS, OTHER) if any(_KINDS.get(node.kind, OTHER) is kind for node in graph.nodes)]
    keys = {stage_of(node.procedure, subject=node.id in graph.subjects) for node in graph.nodes}
    stages = [stage for stage in STAGES if stage.key in keys]
    entries = [
        (STANDINGS[rank].label, f'<path d="M0 0H64" stroke="#16202c" stroke-width="3.4"{dashes(rank)}/>')
        for rank in ranks
    ]
    entries += [("Something set against the line", sign(32, 0))] if signed else []
    entries += (
        [("Something set against its whole case", text(32, 7, "(?)", bold=True, anchor="middle"))] if doubted else []
    )
    entries += [(kind.label, mark(kind, 32, 0, 14)) for kind in kinds]
    entries += [(stage.label, glyph(stage, 32, 0)) for stage in stages]
    columns = max(1, int((right - left) / 470))
    rows = ceil(len(entries) / columns)
    out = []
    for number, (label, drawn) in enumerate(entries):
        x, y = left + (number // rows) * 470, top + 30 + (number % rows) * 38
        out.append(f'<g transform="translate({x:g} {y:g})">{drawn}</g>{text(x + 80, y + 7, label)}')
    return out, top + 50 + rows * 38


def _notes(notes: Sequence[str], left: float, right: float, top: float) -> Iterator[str]:
    rows = [row for note in notes for row in rows_of(note, right - left)]
    for rank, row in enumerate(rows):
        yield text(left, top + rank * 30, row)
