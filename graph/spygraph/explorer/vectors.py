"""Marks and words as SVG, for the sheet: the same shapes, dashes and glyphs as on the screen."""

from html import escape
from math import atan2, cos, sin
from textwrap import wrap

from spygraph.explorer.marks import STANDINGS, Kind, Stage
from spygraph.explorer.overview import Place

RADIUS, FONT = 20, 21
UNIT = 0.56  # width of a letter to its height


def text(x: float, y: float, words: str, size: int = FONT, *, bold: bool = False, anchor: str = "start") -> str:
    """Return a line of text; the styles of the page give it a halo, so that it reads over lines."""
    look = (f' font-size="{size}"' if size != FONT else "") + (' font-weight="600"' if bold else "")
    look += f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{round(x)}" y="{round(y)}"{look}>{escape(words)}</text>'


def rows_of(words: str, width: float, size: int = FONT) -> list[str]:
    """Return words in rows of a width, without cutting any."""
    return wrap(words, max(8, int(width / (size * UNIT))))


def tip(start: Place, end: Place) -> str:
    """Return the head of an arrow, at the mark that it leads to."""
    (x, y), (to_x, to_y) = start, end
    angle = atan2(to_y - y, to_x - x)
    at_x, at_y = to_x - RADIUS * 1.2 * cos(angle), to_y - RADIUS * 1.2 * sin(angle)
    wings = [(at_x - 14 * cos(angle + turn), at_y - 14 * sin(angle + turn)) for turn in (0.4, -0.4)]
    return "M{:.0f} {:.0f}L{:.0f} {:.0f}L{:.0f} {:.0f}Z".format(at_x, at_y, *wings[0], *wings[1])


def dashes(rank: int, scale: float = 1.6) -> str:
    """Return the attribute that draws a line by who says so; "" for a solid one."""
    lengths = " ".join(f"{dash * scale:g}" for dash in STANDINGS[rank].dashes)
    return f' stroke-dasharray="{lengths}"' if lengths else ""


def mark(kind: Kind, x: float, y: float, radius: float = RADIUS) -> str:
    """Return the shape of a kind, in its colour."""
    look = f'class="m" fill="{kind.colour}"'
    if not kind.outline:
        return f'<circle cx="{x:g}" cy="{y:g}" r="{radius * 0.92:g}" {look}/>'
    corners = " ".join(f"{x + dx * radius:.0f},{y + dy * radius:.0f}" for dx, dy in kind.outline)
    return f'<polygon points="{corners}" {look}/>'


def sign(x: float, y: float) -> str:
    """Return the mark of a line against which something is set."""
    ring = f'<circle cx="{x:g}" cy="{y:g}" r="13" fill="#fff" stroke="#a3260b" stroke-width="2.4"/>'
    return ring + text(x, y + 7, "?", bold=True, anchor="middle")


def glyph(stage: Stage, x: float, y: float, r: float = 10) -> str:
    """Return where a procedure stands, as on the shoulder of a person."""
    ink = 'stroke="#16202c" stroke-width="2.6"'
    if stage.glyph == "square":
        return f'<rect x="{x - r:g}" y="{y - r:g}" width="{2 * r:g}" height="{2 * r:g}" fill="#16202c"/>'
    dashed = ' stroke-dasharray="5 4"' if stage.glyph == "unstated" else ""
    ring = f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{"#16202c" if stage.fill == 4 else "#fff"}" {ink}{dashed}/>'
    if stage.glyph == "cleared":
        return f'{ring}<path d="M{x - r:g} {y + r:g}L{x + r:g} {y - r:g}" {ink}/>'
    if stage.glyph != "pie" or stage.fill == 4:
        return ring
    turn = stage.fill * 1.5707963
    end = f"{x + r * sin(turn):.1f} {y - r * cos(turn):.1f}"
    return f'{ring}<path d="M{x:g} {y:g}V{y - r:g}A{r:g} {r:g} 0 {int(stage.fill > 2)} 1 {end}Z" fill="#16202c"/>'
