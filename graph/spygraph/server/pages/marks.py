"""The marks of the explorer as small pictures in the colour of the text: a line a standing, a glyph a stage."""

from math import cos, sin

from markupsafe import Markup

from spygraph.explorer.marks import STAGES, STANDINGS

_DASHES = {one.key: " ".join(f"{dash:g}" for dash in one.dashes) for one in STANDINGS}
_STAGES = {one.key: one for one in STAGES}
_UNKNOWN = "1 6"  # of a standing that has no mark: the weakest line there is


def line(standing: str) -> Markup:
    """Return the line of a standing. Only a court record that was read is solid, here as in the explorer."""
    dashes = _DASHES.get(standing, _UNKNOWN)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return Markup(  # noqa: S704 - made of the table of marks alone
        '<svg class="line" width="44" height="12" viewBox="0 0 44 12" aria-hidden="true" focusable="false">'
        f'<path d="M2 6H42"{dashed}/></svg>'
    )


def glyph(stage: str) -> Markup:
    """Return the glyph of a stage of procedure, nothing for none."""
    found = _STAGES.get(stage)
    if found is None:
        return Markup("")
    return Markup(  # noqa: S704 - made of the table of marks alone
        '<svg class="glyph" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{_drawn(found.glyph, found.fill)}</svg>"
    )


def _drawn(glyph: str, quarters: int) -> str:
    if glyph == "square":
        return '<rect class="full" x="3" y="3" width="10" height="10"/>'
    dashed = ' stroke-dasharray="2.6 2.2"' if glyph == "unstated" else ""
    ring = f'<circle cx="8" cy="8" r="6"{dashed}/>'
    if glyph == "cleared":
        return f'{ring}<path d="M4 12L12 4"/>'
    if glyph != "pie":
        return ring
    if quarters == 4:
        return '<circle class="full" cx="8" cy="8" r="6"/>'
    turn = quarters * 1.5707963
    end = f"{8 + 6 * sin(turn):.2f} {8 - 6 * cos(turn):.2f}"
    return f'{ring}<path class="full" d="M8 8V2A6 6 0 {int(quarters > 2)} 1 {end}Z"/>'
