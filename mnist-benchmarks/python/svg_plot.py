"""Draws small log-log line charts, side by side, as one SVG; nothing but text is needed."""

import math
from html import escape

WIDTH, HEIGHT = 420, 320  # one panel
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 40, 52
# Okabe and Ito's colours, told apart by colour-blind readers too; dashes tell the lines apart in black and white.
STYLES = [("#0072b2", ""), ("#d55e00", "6 3"), ("#009e73", "2 3"), ("#cc79a7", "8 3 2 3")]


def figure(panels, columns=2):
    """Panels are (title, x label, y label, {name: [(x, y)]}); all values are above zero."""
    rows = math.ceil(len(panels) / columns)
    width, height = columns * WIDTH, rows * HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="12" fill="#222">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for i, panel in enumerate(panels):
        parts.append(f'<g transform="translate({i % columns * WIDTH} {i // columns * HEIGHT})">')
        parts += draw(*panel)
        parts.append("</g>")
    return "\n".join(parts + ["</svg>"]) + "\n"


def draw(title, x_label, y_label, series):
    points = [point for line in series.values() for point in line]
    xs = sorted({x for x, _ in points})
    low, high = min(y for _, y in points), max(y for _, y in points)
    y_ticks = ticks(low, high)
    low, high = min(low, y_ticks[0]), max(high, y_ticks[-1])

    def at(value, smallest, largest, begin, end):
        if largest == smallest:
            return (begin + end) / 2
        return begin + math.log(value / smallest) / math.log(largest / smallest) * (end - begin)

    def x_at(x):
        return at(x, xs[0], xs[-1], LEFT + 10, WIDTH - RIGHT - 10)

    def y_at(y):
        return at(y, low, high, HEIGHT - BOTTOM, TOP)

    out = [text(LEFT, 18, title, 'font-weight="bold"')]
    for y in y_ticks:
        out.append(f'<path d="M{LEFT} {y_at(y):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        out.append(text(LEFT - 6, y_at(y) + 4, short(y), 'text-anchor="end"'))
    for x in xs if all(x == int(x) for x in xs) else within(xs):
        out.append(f'<path d="M{x_at(x):.1f} {HEIGHT - BOTTOM}v4" stroke="#888"/>')
        out.append(text(x_at(x), HEIGHT - BOTTOM + 18, short(x), 'text-anchor="middle"'))
    out.append(f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="#888"/>')
    out.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, x_label, 'text-anchor="middle"'))
    middle = (TOP + HEIGHT - BOTTOM) / 2
    out.append(text(16, middle, y_label, f'text-anchor="middle" transform="rotate(-90 16 {middle})"'))
    key = LEFT + 12
    for number, (name, line) in enumerate(series.items()):
        colour, dash = STYLES[number]
        path = "L".join(f"{x_at(x):.1f} {y_at(y):.1f}" for x, y in sorted(line))
        out.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>')
        out += [f'<circle cx="{x_at(x):.1f}" cy="{y_at(y):.1f}" r="3" fill="{colour}"/>' for x, y in line]
        out.append(f'<path d="M{key} {TOP - 9}h18" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>')
        out.append(text(key + 22, TOP - 5, name))
        key += 36 + 6 * len(name)
    return out


def text(x, y, content, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(content)}</text>'


def ticks(low, high):
    """1, 2 and 5 times powers of ten around the values."""
    exponents = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
    marks = [factor * 10.0**exponent for exponent in exponents for factor in (1, 2, 5)]
    first = max(i for i, mark in enumerate(marks) if mark <= low)
    last = min((i for i, mark in enumerate(marks) if mark >= high), default=len(marks) - 1)
    return marks[first : last + 1]


def within(xs):
    """Places for numbers along an axis whose points are not whole: at most seven whole ones."""
    low, high = math.ceil(xs[0]), math.floor(xs[-1])
    return range(low, high + 1, max(1, -(-(high - low) // 6)))


def short(value):
    return f"{value / 1000:g}k" if value >= 10_000 else f"{value:g}"
