"""The few shapes that figures are made of; every text is escaped, colours are classes of one style sheet."""

from collections.abc import Sequence
from html import escape

# Light and dark by what the reader's device asks for; print is light.
STYLE = """
.figure { --ink: #16202c; --soft: #4a5766; --faint: #d5dbe2; --mark: #0b5fb0;
  --band: #cfe2f5; --alarm: #a3260b; --ground: #ffffff; }
@media (prefers-color-scheme: dark) { .figure { --ink: #eef2f6; --soft: #b1bcc8; --faint: #38444f; --mark: #7cb8f5;
  --band: #23405c; --alarm: #ff9d85; --ground: #12171d; } }
@media print { .figure { --ink: #000; --soft: #333; --faint: #ccc; --mark: #0b5fb0;
  --band: #cfe2f5; --alarm: #a3260b; --ground: #fff; } }
.figure text { fill: var(--ink); font: 13px system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
.figure .title { font-weight: 650; font-size: 14px; }
.figure .soft { fill: var(--soft); font-size: 12px; }
.figure .alarm { fill: var(--alarm); }
.figure .rule { stroke: var(--faint); stroke-width: 1; fill: none; }
.figure .line { stroke: var(--mark); stroke-width: 2.5; fill: none; }
.figure .tie { stroke: var(--soft); stroke-width: 1.5; fill: none; }
.figure .tie.strong { stroke: var(--mark); stroke-width: 2.5; }
.figure .head { fill: var(--soft); }
.figure .mark { fill: var(--mark); }
.figure .band { fill: var(--band); }
.figure .open { fill: var(--ground); stroke: var(--soft); stroke-width: 1.2; }
.figure .hollow { fill: none; stroke: var(--soft); stroke-width: 1.1; }
.figure .box { fill: var(--ground); stroke: var(--ink); stroke-width: 1.3; }
.figure .plate { fill: var(--ground); }
""".strip()


def text(x: float, y: float, words: str, kind: str = "", *, anchor: str = "start", turned: float = 0) -> str:
    """Return a text whose baseline begins, ends or is centred at a point, in units of the figure."""
    turn = f' transform="rotate({turned:g} {x:g} {y:g})"' if turned else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:g}" y="{y:g}"{_class(kind)}{place}{turn}>{escape(words)}</text>'


def rect(x: float, y: float, width: float, height: float, kind: str, *, round_: float = 0) -> str:
    """Return a rectangle."""
    corner = f' rx="{round_:g}"' if round_ else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{max(0.0, width):g}" height="{height:g}"{corner}{_class(kind)}/>'


def line(x: float, y: float, x2: float, y2: float, kind: str) -> str:
    """Return a straight line."""
    return f'<line x1="{x:g}" y1="{y:g}" x2="{x2:g}" y2="{y2:g}"{_class(kind)}/>'


def circle(x: float, y: float, radius: float, kind: str) -> str:
    """Return a circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"{_class(kind)}/>'


def path(d: str, kind: str) -> str:
    """Return a path."""
    return f'<path d="{d}"{_class(kind)}/>'


def figure(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    """Return a figure as one SVG element with a title for those who cannot see it."""
    return (
        f'<svg class="figure" xmlns="http://www.w3.org/2000/svg" role="img" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def alone(svg: str) -> str:
    """Return a figure as a file of its own, with its style."""
    head, _, rest = svg.partition("<title>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<style>{escape(STYLE, quote=False)}</style><title>{rest}\n'


def width_of(words: str, size: float = 13) -> float:
    """Return about how wide a text is; wide scripts count double."""
    return sum(size if ord(character) > 0x2E7F else size * 0.56 for character in words)


def shortened(words: str, room: float, size: float = 13) -> str:
    """Return a text cut so that it fits, with a mark where it is cut."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "\N{HORIZONTAL ELLIPSIS}", size) > room:
        words = words[:-1]
    return words.rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
