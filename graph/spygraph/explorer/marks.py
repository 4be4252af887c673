"""The marks of the page: a colour and a shape a kind, a dash a standing, a glyph a stage of procedure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin

_SHORTENED = 0.55  # of the dashes under a small mark
Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of node looks. An empty outline is a disc; the outline lies in the unit circle."""

    key: str
    label: str
    plural: str
    colour: str
    outline: Outline


@dataclass(frozen=True, slots=True)
class Standing:
    """How a line looks whose statement has this standing. No dashes: a solid line."""

    key: str
    label: str
    meaning: str
    dashes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A glyph on a person: where the procedure is reported to stand. `fill` is in quarters of a disc."""

    key: str
    label: str
    glyph: str  # pie, square, cleared or unstated
    fill: int
    outcomes: tuple[str, ...]


def _ring(corners: int, turn: float, radii: tuple[float, ...] = (1.0,)) -> Outline:
    """Return a regular figure; several radii make a star. `turn` is in degrees, 0 points right."""
    steps = corners * len(radii)
    angles = [turn * pi / 180 + 2 * pi * step / steps for step in range(steps)]
    return tuple(
        (round(radii[step % len(radii)] * cos(angle), 3), round(radii[step % len(radii)] * sin(angle), 3))
        for step, angle in enumerate(angles)
    )


def _arc(start: int, stop: int, base: float) -> Outline:
    """Return a piece of a disc, moved down by `base`."""
    return tuple(
        (round(cos(degree * pi / 180), 3), round(sin(degree * pi / 180) + base, 3))
        for degree in range(start, stop + 1, 15)
    )


_HOUSE: Outline = ((-0.85, 0.85), (-0.85, -0.25), (0.0, -1.0), (0.85, -0.25), (0.85, 0.85))
_TAG: Outline = ((-1.0, -0.62), (0.3, -0.62), (1.0, 0.0), (0.3, 0.62), (-1.0, 0.62))
_CROSS: Outline = tuple(
    (x, y)
    for x, y in (
        (-0.35, -1.0), (0.35, -1.0), (0.35, -0.35), (1.0, -0.35), (1.0, 0.35), (0.35, 0.35),
        (0.35, 1.0), (-0.35, 1.0), (-0.35, 0.35), (-1.0, 0.35), (-1.0, -0.35), (-0.35, -0.35),
    )
)  # fmt: skip

# Colours by Okabe and Ito, told apart in three kinds of colour blindness; each shape is used once.
KINDS = (
    Kind("person", "Person", "People", "#0072B2", ()),
    Kind("handler", "Handler, as reported", "Handlers, as reported", "#D55E00", _ring(3, -90)),
    Kind("group", "Group", "Groups", "#D55E00", _ring(6, 0, (1.0, 0.62))),
    Kind("service", "Intelligence service", "Intelligence services", "#E69F00", _ring(4, 45, (1.15,))),
    Kind("organization", "Organization", "Organizations", "#A6A6A6", _HOUSE),
    Kind("item", "Material", "Material", "#56B4E9", _ring(3, 90)),
    Kind("outcome", "Outcome", "Outcomes", "#009E73", _ring(5, -90, (1.1, 0.48))),
    Kind("inducement", "Inducement", "Inducements", "#CC79A7", _ring(4, 0, (1.05,))),
    Kind("channel", "Channel of first contact", "Channels of first contact", "#CC79A7", _TAG),
    Kind("cover", "Cover or pose", "Covers and poses", "#CC79A7", _arc(180, 360, 0.45)),
    Kind("setting", "Setting at first contact", "Settings at first contact", "#CC79A7", _CROSS),
    Kind("initiation", "First move", "First moves", "#CC79A7", _ring(3, 0)),
    Kind("pressure", "Pressure", "Pressures", "#D55E00", _ring(8, 22.5)),
    Kind("vulnerability", "Circumstance", "Circumstances", "#F0E442", _ring(6, 0)),
)
OTHER = Kind("other", "Other", "Others", "#FFFFFF", _ring(5, -90))

# In the order of strength, strongest first. Only a court record that was read is solid.
STANDINGS = (
    Standing("adjudicated", "Court record", "A court record that the editor has read.", ()),
    Standing(
        "adjudicated-as-reported", "Verdict, as reported", "A court result as told by an authority or outlet.", (16, 5)
    ),
    Standing("official-claim", "Official claim", "An authority says so; no court tested it.", (6, 4)),
    Standing(
        "own-admission", "Own admission, as told", "The person's admission, told by somebody else.", (16, 4, 5, 4)
    ),
    Standing("party-claim", "Party's own claim", "What a party says, or claimed as cover.", (2, 3.5)),
    Standing("reported", "Outlet's own voice", "The outlet says so and names nobody.", (6, 9)),
    Standing("quoted", "Named person, quoted", "Neither a party nor an authority.", (2, 3, 2, 9)),
    Standing("anonymous", "Anonymous voice", "Unnamed officials or experts.", (2, 9)),
    Standing("inferred-by-editor", "Editor's inference", "Nobody states it.", (11, 4, 2, 4)),
)

STAGES = (
    Stage(
        "verdict", "Verdict or sentence, as reported", "pie", 4,
        ("convicted", "death", "death-reprieved", "life", "imprisonment", "rights-deprivation", "executed"),
    ),
    Stage(
        "charged", "Charged, or handed to prosecutors", "pie", 3,
        ("transferred-to-prosecutors", "charged", "on-trial", "pleaded-guilty"),
    ),
    Stage("arrested", "Arrested, detained or under measures", "pie", 2, ("measures", "detained", "arrested")),
    Stage("investigated", "Investigated or identified", "pie", 1, ("investigated", "identified")),
    Stage(
        "sanction", "Sanction, no verdict reported", "square", 0,
        ("administrative", "disciplinary", "admonition", "fine-or-forfeiture", "unspecified"),
    ),
    Stage("cleared", "Acquitted, dropped or overturned", "cleared", 0, ("acquitted", "dropped", "overturned")),
    Stage("unstated", "Subject of a case, no step stated", "unstated", 0, ()),
)  # fmt: skip


def stage_of(procedure: str, *, subject: bool) -> str:
    """Return the key of the stage that a node's procedure belongs to, "" for no glyph.

    Silence gets a glyph only on the subject of a case: on anybody else it would suggest that a step was due.
    """
    outcome = procedure.partition(" (")[0].strip().lower().replace(" ", "-")
    found = [stage.key for stage in STAGES if outcome in stage.outcomes]
    if found:
        return found[0]
    return "unstated" if subject else ""


def underlines() -> str:
    """Return styles that draw a standing under a mark, by its rank: a picture each would cost the page a second."""
    return "\n".join(
        f".said-{rank} {{ background-image: {_dashed(one.dashes)}; }}" for rank, one in enumerate(STANDINGS)
    )


def _dashed(dashes: tuple[float, ...]) -> str:
    """Return a line of dashes, at about half their length, as a gradient of hard stops."""
    stops, at = [], 0.0
    for place, dash in enumerate(dashes or (22.0, 0.0)):
        start, at = at, at + dash * _SHORTENED
        stops.append(f"{'transparent' if place % 2 else 'var(--text)'} {start:g}px {at:g}px")
    return f"repeating-linear-gradient(90deg, {', '.join(stops)})"


def kinds_in(keys: Iterable[str]) -> tuple[Kind, ...]:
    """Return the kinds that occur, in the order of the legend; unknown ones share the last mark."""
    present = set(keys)
    known = tuple(kind for kind in KINDS if kind.key in present)
    return known if present <= {kind.key for kind in KINDS} else (*known, OTHER)
