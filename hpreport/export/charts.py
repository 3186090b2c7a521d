"""Charts of numbers by place and year: of characters for a terminal, or as .svg, .png and .html.

Lines where there are several years, bars where there is one. Results are solid, targets dashed; a place has one colour
in all charts of a picture. vl-convert-python (BSD) draws the files from Vega-Lite, without a browser and without
network; the extra `charts` installs it. Altair, which would write the same JSON, takes four packages more and 0.8 s.
"""

import colorsys
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import ceil, floor, log10
from pathlib import Path
from typing import Any, NamedTuple

from hpreport.errors import UsageError
from hpreport.export.page import web_page
from hpreport.export.page.article import text as escaped
from hpreport.figures.across import Series
from hpreport.figures.panel import Panel, number_of
from hpreport.figures.select import stated
from hpreport.files import write_bytes
from hpreport.records import Row
from hpreport.render import Style
from hpreport.render.text import cell_width, sparkline, wrap
from hpreport.text.sanitize import one_line

INSTALL = "pip install 'hpreport[charts]'"
"""The command that installs what draws files."""

KINDS = {"result": "结果", "target": "目标", "stretch": "力争", "frequency": "频率"}
"""The kinds of curves, with their names."""
_FULL = ("result", "frequency")
"""Those that are solid, with full points."""
_MEASURES = {"growth": "增长"}
_MULTIPLES = ((1e8, "亿"), (1e4, "万"))
_WIDE = 50
"""Ratio of the largest to the least number from which on a logarithmic axis is used."""


_POWERS = "（对数刻度）"


class Dot(NamedTuple):
    """A number of one year."""

    year: int
    value: float
    """In the unit of its chart, a decline below zero."""
    highest: float | None
    """Upper end of a range."""
    text: str
    """As printed: 增长6%以上."""
    source: str
    """Where it stands: 安河县 2021 第9行."""


class Curve(NamedTuple):
    """The numbers of one place and kind, by year."""

    place: str
    kind: str
    dots: Sequence[Dot]


class Chart(NamedTuple):
    """The numbers that share an axis."""

    title: str
    """Indicator and unit: 地区生产总值（亿元）."""
    curves: Sequence[Curve]

    @property
    def years(self) -> range:
        """The years from the first to the last."""
        known = [dot.year for curve in self.curves for dot in curve.dots]
        return range(min(known), max(known) + 1)

    @property
    def logarithmic(self) -> bool:
        """Whether the lines need a logarithmic axis: amounts of places of quite different sizes."""
        values = [dot.value for curve in self.curves for dot in curve.dots]
        return len(self.years) > 1 and min(values) > 0 and max(values) >= _WIDE * min(values)

    @property
    def places(self) -> list[str]:
        """The places, each once."""
        return list(dict.fromkeys(curve.place for curve in self.curves))


_Axis = tuple[str, str, str, str]
"""Indicator, measure, unit, and what the numbers are of where that is no whole year."""
_Figures = dict[tuple[str, str], list[tuple[int, Row]]]
"""(place, kind) -> year and figure."""


def charts_of_series(found: Iterable[Series], name_of: Callable[[str], str]) -> list[Chart]:
    """Return the charts of what `trend` finds; `name_of` is what people call a report by its id."""
    axes: dict[_Axis, _Figures] = {}
    for one in found:
        curves = axes.setdefault((one.topic, one.measure, one.unit, one.span), {})
        for (year, kind), figure in sorted(one.points.items()):
            curves.setdefault((one.place, kind), []).append((year, figure))
    return _charts(axes, name_of)


def charts_of_panel(panel: Panel, name_of: Callable[[str], str]) -> list[Chart]:
    """Return the charts of a panel: of the figures that stand in its cells."""
    axes: dict[_Axis, _Figures] = {}
    for (place, year), cells in panel.rows():
        for column, cell in cells.items():
            if cell.chosen:
                kind = "stretch" if column.stretch else column.kind
                curves = axes.setdefault((column.topic, column.measure, column.unit, ""), {})
                curves.setdefault((place, kind), []).append((year, cell.chosen))
    order = list(dict.fromkeys((column.topic, column.measure, column.unit, "") for column in panel.cells))
    return _charts({axis: axes[axis] for axis in order if axis in axes}, name_of)


def _charts(axes: Mapping[_Axis, _Figures], name_of: Callable[[str], str]) -> list[Chart]:
    charts = (_chart(axis, curves, name_of) for axis, curves in axes.items() if axis[1] != "qualitative")
    return [chart for chart in charts if chart.curves]


def _chart(axis: _Axis, curves: _Figures, name_of: Callable[[str], str]) -> Chart:
    topic, measure, unit, span = axis
    numbers = [number_of(figure).value for own in curves.values() for _, figure in own if figure["value"] is not None]
    highest = max(map(abs, numbers), default=0)
    size, multiple = next(((size, name) for size, name in _MULTIPLES if highest >= size), (1, ""))

    def dot(year: int, figure: Row) -> Dot:
        number = number_of(figure)
        ends = [None if end is None else round(end / size, 10) for end in (number.value, number.highest)]
        assert ends[0] is not None
        source = f"{name_of(figure['report'])} 第{figure['line']}行"
        return Dot(year, ends[0], ends[1], one_line(stated(figure["measure"], figure["text"])), one_line(source))

    drawn = [
        Curve(one_line(place), kind, [dot(year, figure) for year, figure in own if figure["value"] is not None])
        for (place, kind), own in curves.items()
    ]
    title = f"{topic}（{_MEASURES.get(measure, '')}{multiple}{unit}）{f' {span}' if span else ''}"
    return Chart(one_line(title), [curve for curve in drawn if curve.dots])


_FREQUENCY = "每万字出现次数"


def charts_of_frequencies(rows: Iterable[Row]) -> list[Chart]:
    """Return the charts of how often phrases stand in reports, by year: one of all phrases, or one each of places."""
    charts: dict[str, dict[str, list[Dot]]] = {}
    for row in sorted(rows, key=lambda row: row["year"] or 0):
        if row["year"] is None or row["frequency"] is None:
            continue
        title, name = (f"{row['query']}（{_FREQUENCY}）", row["place"]) if row["place"] else (_FREQUENCY, row["query"])
        told = f"每万字 {row['frequency']:g} 次，共 {row['occurrences']} 次"
        dot = Dot(row["year"], row["frequency"], None, told, f"{row['reports']} 份报告中 {row['reports_with']} 份有")
        charts.setdefault(one_line(title), {}).setdefault(one_line(name), []).append(dot)
    return [
        Chart(title, [Curve(name, "frequency", dots) for name, dots in own.items()]) for title, own in charts.items()
    ]


# --- of characters ---

_HEIGHT = 12
"""Lines of a plot."""
_MOST_LINES = 8
"""Most places in one plot; more of them get a row of steps each."""
_COLORS = (36, 33, 32, 35, 34, 31)
"""Escape codes of the colours of places."""
_BAR = 60
"""Cells of the longest bar where there is room."""
_SOLID, _DASHED = "─│╭╮╰╯", "┄┆╭╮╰╯"
_ASCII_SOLID, _ASCII_DASHED = "-|++++", ".:++++"
_STEP = 16
"""Most cells from one year to the next."""
_MEET = "*"
"""Where two curves have one point."""


def plot(charts: Sequence[Chart], style: Style) -> Iterator[str]:
    """Yield the charts as lines of at most `style.width` cells."""
    for at, chart in enumerate(charts):
        lines = len(chart.places) <= _MOST_LINES and style.width >= 2 * len(chart.years) + 14
        title = f"{chart.title}  {_POWERS}" if chart.logarithmic and lines else chart.title
        yield ("\n" if at else "") + "".join(f"{line}\n" for line in wrap(title, style.width))
        if len(chart.years) == 1:
            yield from _bars(chart, style)
        elif lines:
            yield from _plot(chart, style)
        else:
            yield from _steps(chart, style)


def _colored(text: str, place: int, style: Style) -> str:
    return f"\x1b[{_COLORS[place % len(_COLORS)]}m{text}\x1b[0m" if style.color and text.strip() else text


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


def _labels(chart: Chart, style: Style) -> dict[str, str]:
    """Return what stands before a row of each place: its name, all equally wide; a line of its own where it is long."""
    widest = max(map(cell_width, chart.places))
    if widest > style.width // 3:
        return {place: "".join(f"{line}\n" for line in wrap(place, style.width)) + "  " for place in chart.places}
    return {place: _padded(place, widest) + " " for place in chart.places}


def _by_place(chart: Chart) -> Iterator[tuple[int, list[Curve]]]:
    """Yield the curves of each place, with its position."""
    for at, place in enumerate(chart.places):
        yield at, [curve for curve in chart.curves if curve.place == place]


def _bars(chart: Chart, style: Style) -> Iterator[str]:
    """Yield a bar for each number, from zero on, with what is printed of it."""
    glyphs = dict(zip(KINDS, "#=-#" if style.ascii else "█▒░█", strict=True))
    longest = max(abs(curve.dots[0].value) for curve in chart.curves) or 1
    texts = max(cell_width(curve.dots[0].text) for curve in chart.curves)
    labels = _labels(chart, style)
    lead = cell_width(labels[chart.places[0]].rpartition("\n")[2])
    room = max(min(style.width - lead - texts - 7, _BAR), 4)
    yield f"{chart.years[0]}年\n"
    for at, curves in _by_place(chart):
        label = labels[chart.places[at]]
        for curve in curves:
            (dot, *_) = curve.dots
            size = max(round(room * abs(dot.value) / longest), 1) if dot.value else 0
            bar = ("-" if dot.value < 0 else "") + glyphs[curve.kind] * size
            first, *rest = wrap(f"{_padded(bar, room + 1)} {KINDS[curve.kind]} {dot.text}", max(style.width - lead, 8))
            yield f"{label}{_colored(first, at, style)}\n"
            yield from (f"{' ' * lead}{part}\n" for part in rest)
            label = " " * lead


def _steps(chart: Chart, style: Style) -> Iterator[str]:
    """Yield a row of steps for each curve, with its first and last number."""
    years, labels = chart.years, _labels(chart, style)
    yield from (f"{line}\n" for line in wrap(f"{years[0]}—{years[-1]}年", style.width))
    for at, curves in _by_place(chart):
        label = labels[chart.places[at]]
        for curve in curves:
            values = {dot.year: dot.value for dot in curve.dots}
            drawn = sparkline([values.get(year) for year in years], ascii_only=style.ascii)
            ends = "→".join(dict.fromkeys(_number(dot.value) for dot in (curve.dots[0], curve.dots[-1])))
            lines = wrap(f"{label}{KINDS[curve.kind]} {drawn} {ends}", style.width)
            yield from (_colored(line, at, style) + "\n" for line in lines)
            label = " " * cell_width(label.rpartition("\n")[2])


def _number(value: float) -> str:
    return f"{value:.4g}" if abs(value) < 10_000 else f"{value:.0f}"


class _Canvas:
    """A plane of characters, each with the place whose colour it has."""

    def __init__(self, width: int) -> None:
        self._cells: list[list[tuple[str, int]]] = [[(" ", 0)] * width for _ in range(_HEIGHT)]

    def put(self, x: int, y: int, char: str, place: int, *, over: bool = False) -> None:
        """Put a character where there is none, or with `over` in place of any; of two marks there is `*`."""
        present = self._cells[y][x][0]
        if over and present.isalpha() and present != char:
            char = _MEET
        if over or present == " ":
            self._cells[y][x] = char, place

    def line(self, start: tuple[int, int], end: tuple[int, int], glyphs: str, place: int) -> None:
        """Draw a line of level pieces and steps between two points, which are left free."""
        (x0, y0), (x1, y1) = start, end
        level, upright, corners = glyphs[0], glyphs[1], glyphs[2:]
        at = y0
        for x in range(x0 + 1, x1):
            to = round(y0 + (y1 - y0) * (x - x0) / (x1 - x0))
            if to == at:
                self.put(x, at, level, place)
                continue
            up = to < at
            leave, enter = (corners[3], corners[0]) if up else (corners[1], corners[2])
            self.put(x, at, leave, place)
            self.put(x, to, enter, place)
            for y in range(min(at, to) + 1, max(at, to)):
                self.put(x, y, upright, place)
            at = to

    def lines(self, style: Style) -> Iterator[str]:
        """Yield the lines of the plane."""
        for row in self._cells:
            yield "".join(_colored(char, place, style) for char, place in row).rstrip()


class _Scale(NamedTuple):
    """The vertical axis of a plot."""

    low: float
    high: float
    ticks: Sequence[float]
    logarithmic: bool

    def line(self, value: float) -> int:
        """Return the line of a number, the uppermost 0."""
        low, high, at = (log10(one) if self.logarithmic else one for one in (self.low, self.high, value))
        return round((high - at) / (high - low) * (_HEIGHT - 1))


def _scale(chart: Chart) -> _Scale:
    """Return an axis between two round numbers, with round ticks between them."""
    ends = [end for c in chart.curves for dot in c.dots for end in (dot.value, dot.highest) if end is not None]
    low, high = min(ends), max(ends)
    if chart.logarithmic:
        powers = range(floor(log10(low)), ceil(log10(high)) + 1)
        ticks = [float(10**power) for power in powers]
        return _Scale(ticks[0], ticks[-1], ticks, logarithmic=True)
    rough = (high - low) / 4 or abs(high) / 4 or 1
    size = 10 ** floor(log10(rough))
    step = next(size * times for times in (1, 2, 5, 10) if size * times >= rough)
    first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    ticks = [round(step * at, 10) for at in range(first, last + 1)]
    return _Scale(ticks[0], ticks[-1], ticks, logarithmic=False)


def _plot(chart: Chart, style: Style) -> Iterator[str]:
    """Yield axes with the curves in them, then what the marks mean."""
    scale = _scale(chart)
    ticks = {scale.line(value): _number(value) for value in scale.ticks}
    lead = max(map(len, ticks.values())) + 1
    step = min((style.width - lead - 5) // (len(chart.years) - 1), _STEP)
    canvas = _Canvas(step * (len(chart.years) - 1) + 3)

    def point(year: int, value: float) -> tuple[int, int]:
        return 1 + step * (year - chart.years[0]), scale.line(value)

    _draw_curves(canvas, chart, style, point)
    bar, tick, corner, base = ("|", "+", "+", "-") if style.ascii else ("│", "┤", "└", "─")
    for y, line in enumerate(canvas.lines(style)):
        yield f"{ticks.get(y, ''):>{lead}}{tick if y in ticks else bar}{line}\n"
    yield f"{' ' * lead}{corner}{base * (step * (len(chart.years) - 1) + 3)}\n"
    yield f"{' ' * lead} {_year_labels(chart.years, step)}".rstrip() + "\n"
    yield from _legend(chart, style)


def _draw_curves(canvas: _Canvas, chart: Chart, style: Style, point: Callable[[int, float], tuple[int, int]]) -> None:
    """Draw the marks, capital for results and small for targets, then the lines between years that follow."""
    solid, dashed = (_ASCII_SOLID, _ASCII_DASHED) if style.ascii else (_SOLID, _DASHED)
    for curve in chart.curves:
        place = chart.places.index(curve.place)
        for dot in curve.dots:
            canvas.put(*point(dot.year, dot.value), _mark(place, curve.kind), place, over=True)
            if dot.highest is not None:
                canvas.put(*point(dot.year, dot.highest), _mark(place, curve.kind), place, over=True)
    for curve in chart.curves:
        for first, second in zip(curve.dots, curve.dots[1:], strict=False):
            if second.year == first.year + 1:
                glyphs = solid if curve.kind in _FULL else dashed
                ends = point(first.year, first.value), point(second.year, second.value)
                canvas.line(*ends, glyphs, chart.places.index(curve.place))


def _mark(place: int, kind: str) -> str:
    letter = chr(ord("A") + place)
    return letter if kind in _FULL else letter.lower()


def _year_labels(years: range, step: int) -> str:
    """Return the years below their points, as many as there is room for; the first stands at its left end."""
    every = next(n for n in range(1, len(years) + 1) if n * step >= 5)
    labels = " " * (step * (len(years) - 1) + 5)
    for at in range(0, len(years), every):
        labels = labels[: at * step] + str(years[at]) + labels[at * step + 4 :]
    return labels


def _legend(chart: Chart, style: Style) -> Iterator[str]:
    kinds = {curve.kind if curve.kind in _FULL else "target" for curve in chart.curves}
    told = {"result": "大写、实线是结果", "target": "小写、虚线是目标"}
    for at, place in enumerate(chart.places):
        mark = _mark(at, next((kind for kind in _FULL if kind in kinds), "target"))
        yield from (_colored(line, at, style) + "\n" for line in wrap(f"{mark} {place}", style.width))
    if meant := [told[kind] for kind in told if kind in kinds]:
        yield from (f"{line}\n" for line in wrap("；".join(meant), style.width))


# --- files ---

_FONTS = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, SimHei,"
    " sans-serif"
)
_SCHEMES = ((10, "category10"), (20, "category20"))
"""How many colours the schemes of Vega have."""
_DASHES = {"result": [1, 0], "target": [6, 4], "stretch": [2, 3], "frequency": [1, 0]}
_SOLID_TEST = " || ".join(f"datum.kind === '{KINDS[kind]}'" for kind in _FULL)
_WIDTH, _TALL = 640, 300
"""Size of a chart in pixels."""
_BAR_STEP = 22
"""Pixels from a bar to the next."""
_SCALE = 2.0
"""Scale of .png: sharp in print and on dense screens."""
_GOLDEN = 0.618034
_YEARS_LABELLED = 16
_LONGEST_GAP = 4
"""Years from a number to the next that a faint line bridges."""


def write_charts(kind: str, charts: Sequence[Chart], path: Path) -> None:
    """Write charts below one another as `svg`, `png` or `html`.

    Raises `UsageError` naming the command that installs what is missing, or where no font has Chinese characters that
    a picture of points needs, `DataError` where the file cannot be written.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise UsageError(f"画成文件要装了 vl-convert-python 才行：{INSTALL}") from error
    spec = _spec(charts)
    if kind == "png":
        if not (_has_font() or _takes_font_along()):
            raise UsageError(f"{path}：系统里没有中文字体，画不成 .png；装一种（如 fonts-noto-cjk），或用 .svg、.html")
        write_bytes(path, vl_convert.vegalite_to_png(spec, scale=_SCALE))
        return
    svg = vl_convert.vegalite_to_svg(spec)
    write_bytes(path, (svg if kind == "svg" else _page(svg, charts)).encode("utf-8"))


def _has_font() -> bool:
    """Tell whether some font draws Chinese characters: without one, all of them are the same box."""
    return _drawn("政") != _drawn("策")


def _takes_font_along() -> bool:
    """Let the font that the extra brings draw the characters that no font of the system has; tell whether it does."""
    from vl_convert import register_font_directory

    try:
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError:
        return False
    register_font_directory(str(sans_path().parent))
    return _has_font()


def _drawn(char: str) -> bytes:
    """Return the picture of a character: that of another where no font has them."""
    from vl_convert import svg_to_png

    label = f'<text x="2" y="16" font-family="{_FONTS}">{char}</text>'
    return svg_to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{label}</svg>')


def _spec(charts: Sequence[Chart]) -> str:
    """Return the charts as Vega-Lite."""
    places = list(dict.fromkeys(place for chart in charts for place in chart.places))
    kinds = [kind for kind in KINDS if any(curve.kind == kind for chart in charts for curve in chart.curves)]
    color = {
        "field": "place",
        "type": "nominal",
        "scale": _colors(places),
        "legend": _place_legend(len(places)),
    }
    views = [_view(chart, color, kinds, len(places) == 1) for chart in charts]
    return json.dumps({
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "vconcat": views,
        "spacing": 76,
        "bounds": "flush",
        "config": {
            "font": _FONTS,
            "background": "white",
            "padding": 16,
            "title": {"anchor": "start", "frame": "group", "fontSize": 16, "offset": 12},
            "axis": {"labelFontSize": 12, "titleFontSize": 12, "gridColor": "#e8e8e8", "domainColor": "#888"},
            "legend": {"labelFontSize": 12, "symbolStrokeWidth": 2},
            "view": {"stroke": None},
        },
    })  # fmt: skip


def _colors(places: Sequence[str]) -> dict[str, Any]:
    """Return the scale that gives each place a colour, as far apart as so many can be."""
    scheme = next((name for most, name in _SCHEMES if len(places) <= most), "")
    if scheme:
        return {"domain": places, "scheme": scheme}
    tones = ((at * _GOLDEN % 1, (0.36, 0.5)[at % 2], (0.75, 0.55)[at // 2 % 2]) for at in range(len(places)))
    parts = ((round(255 * part) for part in colorsys.hls_to_rgb(*tone)) for tone in tones)
    return {"domain": places, "range": ["#" + "".join(f"{part:02x}" for part in tone) for tone in parts]}


def _place_legend(count: int) -> dict[str, Any] | None:
    if count == 1:
        return None
    beside = {"title": None, "symbolLimit": 0, "symbolType": "stroke", "symbolOpacity": 1}
    return beside if count <= _SCHEMES[0][0] else {**beside, "orient": "bottom", "columns": 5}


def _view(chart: Chart, color: Row, kinds: Sequence[str], alone: bool) -> dict[str, Any]:
    """Return one chart; where all are of one place, its title names that."""
    place = f"{chart.places[0]}  " if alone else ""
    drawn = _bar_view(chart, color) if len(chart.years) == 1 else _line_view(chart, color, kinds)
    told = f"  {chart.years[0]}年" if len(chart.years) == 1 else f"  {_POWERS}" if chart.logarithmic else ""
    return {"title": f"{place}{chart.title}{told}", "width": _WIDTH, **drawn}


def _points(chart: Chart) -> list[dict[str, Any]]:
    """Return the numbers as rows; of a few years without one each has a row, of more the line is another."""
    rows: list[dict[str, Any]] = []
    for at, curve in enumerate(chart.curves):
        own = {"place": curve.place, "kind": KINDS[curve.kind]}
        last, line = curve.dots[0].year, 0
        for dot in curve.dots:
            if dot.year - last > _LONGEST_GAP:
                last, line = dot.year, line + 1
            this = {**own, "line": f"{at} {line}"}
            rows += [{**this, "year": year, "value": None} for year in range(last + 1, dot.year)]
            told = f"{curve.place} {dot.year}年{KINDS[curve.kind]}：{dot.text}，{dot.source}"
            rows.append({**this, "year": dot.year, "value": dot.value, "highest": dot.highest, "told": told})
            last = dot.year
    return rows


def _line_view(chart: Chart, color: Row, kinds: Sequence[str]) -> dict[str, Any]:
    """Return lines over years: faint where years between have no number, a range as an upright line."""
    dash: dict[str, Any] = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [KINDS[kind] for kind in kinds], "range": [_DASHES[kind] for kind in kinds]},
        "legend": {"title": None, "symbolType": "stroke", "symbolSize": 600, "symbolOpacity": 1},
    }
    if list(kinds) == ["frequency"]:
        dash["legend"] = None
    powers = {"type": "log"} if chart.logarithmic else {"zero": False}
    y = {"field": "value", "type": "quantitative", "scale": powers, "axis": {"title": None, "tickCount": 6}}
    known = [{"filter": "isValid(datum.value)"}]
    marks = {"fill": _filled(color), "description": {"field": "told"}}
    line, quiet = {"strokeDash": dash}, {"aria": False}  # only points are read out
    upper = {"y2": {"field": "highest"}}
    ranges = [{"filter": "isValid(datum.highest)"}]
    return {
        "height": _TALL,
        "data": {"values": _points(chart)},
        "encoding": {"x": _years(chart), "y": y, "color": color, "detail": {"field": "line", "type": "nominal"}},
        "layer": [
            {"mark": {"type": "line", "opacity": 0.3, **quiet}, "transform": known, "encoding": line},
            {"mark": {"type": "line", "invalid": "break-paths-show-path-domains", **quiet}, "encoding": line},
            {"mark": {"type": "rule", "strokeWidth": 2, **quiet}, "transform": ranges, "encoding": upper},
            {"mark": {"type": "point", "size": 42, "opacity": 1}, "transform": known, "encoding": marks},
        ],
    }  # fmt: skip


def _years(chart: Chart) -> dict[str, Any]:
    """Return the axis of years, each with its label where they are few."""
    years = list(chart.years)
    shown = {"format": "d", "tickMinStep": 1, "title": None, "grid": False}
    axis = {**shown, "labelOverlap": "greedy", "labelFlush": False}
    return {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [years[0], years[-1]], "nice": False, "padding": 16},
        "axis": {**axis, "values": years} if len(years) <= _YEARS_LABELLED else axis,
    }


def _filled(color: Row) -> dict[str, Any]:
    """Return how a point is filled: a result with the colour of its place, a target not."""
    of_place = {"field": "place", "type": "nominal", "scale": color["scale"], "legend": None}
    return {"condition": {"test": _SOLID_TEST, **of_place}, "value": "white"}


def _bar_view(chart: Chart, color: Row) -> dict[str, Any]:
    """Return a bar for each place and kind: full for a result, an outline in dashes for a target."""
    y = {"field": "place", "type": "nominal", "sort": chart.places, "title": None, "axis": {"labelLimit": 240}}
    offset = {"field": "kind", "sort": list(KINDS.values())}
    kinds = len({curve.kind for curve in chart.curves})
    x = {"field": "value", "type": "quantitative", "axis": {"title": None, "tickCount": 8}}
    return {
        "height": {"step": _BAR_STEP},
        "data": {"values": _points(chart)},
        "encoding": {"x": x, "y": y, **({"yOffset": offset} if kinds > 1 else {})},
        "layer": [
            {
                "mark": {"type": "bar", "strokeWidth": 1.5, "height": _BAR_STEP - 6},
                "encoding": {
                    "color": {**color, "legend": None},
                    "stroke": {**color, "legend": None},
                    "fillOpacity": {"condition": {"test": _SOLID_TEST, "value": 1}, "value": 0.12},
                    "strokeDash": {"condition": {"test": _SOLID_TEST, "value": [1, 0]}, "value": [4, 3]},
                    "description": {"field": "told"},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "aria": False},
                "transform": [{"calculate": "datum.kind + ' ' + datum.value", "as": "shown"}],
                "encoding": {"text": {"field": "shown"}},
            },
        ],
    }


def _page(svg: str, charts: Sequence[Chart]) -> str:
    """Return a page with the picture and its numbers, which loads nothing and runs nothing but its own script."""
    rows = (
        f"<tr><th scope=row>{escaped(chart.title)}</th><td>{escaped(curve.place)}</td><td>{dot.year}</td>"
        f"<td>{KINDS[curve.kind]}</td><td>{escaped(dot.text)}</td><td>{escaped(dot.source)}</td></tr>\n"
        for chart in charts
        for curve in chart.curves
        for dot in curve.dots
    )
    heading = escaped("、".join(chart.title for chart in charts))
    return web_page("chart", heading, {"generator": "hpreport"}, "chart", picture=svg, rows="".join(rows))
