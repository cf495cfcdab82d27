"""Plots as SVG text, so that a report is one file and needs no plotting library. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

LABEL, PLOT, ROW = 210, 420, 22
SIDE, MARGIN = 260, 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its value, and its interval where low and high are not both the value."""

    label: str
    value: float
    low: float
    high: float


def bars(title: str, rows: Sequence[Bar], top: float = 1.0) -> str:
    """Horizontal bars from 0 to `top` with their intervals as whiskers and their values in figures."""
    height = ROW * len(rows) + 30
    parts = [_bar(row, 26 + ROW * place, top) for place, row in enumerate(rows)]
    return _svg(LABEL + PLOT + 70, height, [f'<text x="0" y="14" class="title">{escape(title)}</text>', *parts])


def curve(title: str, points: Sequence[tuple[float, float]], axes: tuple[str, str], diagonal: bool = False) -> str:
    """Points between 0 and 1 joined by a line; `axes` names x and y; the diagonal is where both are equal."""
    joined = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    dots = [f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="2.5" class="mark"/>' for x, y in points[:: _every(points)]]
    ends = [
        f'<text x="{MARGIN}" y="{_y(0) + 14}" class="small">0</text>',
        f'<text x="{_x(1)}" y="{_y(0) + 14}" class="small" text-anchor="end">1</text>',
        f'<text x="{MARGIN - 6}" y="{_y(1) + 8}" class="small" text-anchor="end">1</text>',
    ]
    return _svg(
        SIDE + 2 * MARGIN,
        SIDE + 2 * MARGIN,
        [
            f'<text x="0" y="14" class="title">{escape(title)}</text>',
            f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" class="frame"/>',
            f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" class="frame"/>' if diagonal else "",
            f'<polyline points="{joined}" class="line"/>',
            *dots,
            *ends,
            f'<text x="{_x(0.5)}" y="{_y(0) + 28}" class="small" text-anchor="middle">{escape(axes[0])}</text>',
            f'<text x="12" y="{_y(0.5)}" class="small" text-anchor="middle" '
            f'transform="rotate(-90 12 {_y(0.5)})">{escape(axes[1])}</text>',
        ],
    )


def _bar(row: Bar, y: float, top: float) -> str:
    scale = PLOT / top if top else 0.0
    low, high = (LABEL + max(0.0, min(top, end)) * scale for end in (row.low, row.high))
    width, middle = max(0.0, min(top, row.value)) * scale, y + ROW / 2 - 2
    whisker = (
        f'<line x1="{low:.1f}" y1="{middle}" x2="{high:.1f}" y2="{middle}" class="whisker"/>' if high > low else ""
    )
    return (
        f'<text x="{LABEL - 8}" y="{middle + 4}" text-anchor="end">{escape(row.label)}</text>'
        f'<rect x="{LABEL}" y="{y}" width="{width:.1f}" height="{ROW - 6}" class="bar"/>{whisker}'
        f'<text x="{LABEL + PLOT + 8}" y="{middle + 4}">{row.value:.3f}</text>'
    )


def _x(value: float) -> float:
    return MARGIN + SIDE * value


def _y(value: float) -> float:
    return MARGIN + SIDE * (1 - value)


def _every(points: Sequence[object]) -> int:
    """A mark at each point of a short curve, at some of a long one."""
    return max(1, len(points) // 40)


def _svg(width: int, height: int, parts: Sequence[str]) -> str:
    return f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">{"".join(parts)}</svg>'
