"""`--chart` and `-o x.svg`: what `trend` and `panel` draw, in characters and in files."""

import html
import json
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path
from typing import Any

import pytest
from support.libraries import Library
from support.process import CLEAN, ROOT, Result, run_process

from hpreport.export.charts import Chart, Curve, Dot, plot, write_charts
from hpreport.render import Style
from hpreport.render.text import cell_width

SVG = "{http://www.w3.org/2000/svg}"
ANHE = ["trend", "GDP", "--place", "安河"]
LEVELS = """\
地区生产总值（亿元）
 140┤
    │
 130┤                             A
    │
 120┤
    │
    │
 110┤               a
    │       ╭A
 100┤   ╭───╯
    │ A─╯
  90┤
    └───────────────────────────────
     2020   2021   2022   2023   2024
A 安河县
大写、实线是结果；小写、虚线是目标
"""
GROWTH = """\
地区生产总值（增长%）
 6.5+ A      a
    |      +.
    |    +.+
    |  +.+
   6+ a+
    |
    |
 5.5+                             a
    |
    |
    |                      A
   5+
    +-------------------------------
     2021   2022   2023   2024   2025
A 安河县
大写、实线是结果；小写、虚线是目标
"""
BARS = """\
固定资产投资（增长%）
2021年
安河县 ██████████████████  结果 增长7.1%
临江市 ███████████████     结果 增长6%
"""


def test_lines(library: Library) -> None:
    done = library.run(*ANHE, "--chart", "--width", "40")
    assert done.out.partition("\n\n")[0] + "\n" == LEVELS
    assert (done.status, done.err) == (0, "")


def test_lines_in_ascii(library: Library) -> None:
    done = library.run(*ANHE, "--chart", "--width", "40", env={"HPREPORT_ASCII": "1"})
    assert done.out.partition("\n\n")[2] == GROWTH


def test_bars(library: Library) -> None:
    done = library.run("panel", "固定资产投资", "--year", "2021", "--chart", "--width", "40")
    assert done == Result(0, BARS, "")


def test_a_result_and_a_target_are_drawn_apart(library: Library) -> None:
    done = library.run("trend", "固定资产投资", "-y", "2022", "--chart", "--width", "60")
    assert "▒" in done.out
    assert "█" not in done.out
    assert library.run("trend", "GDP", "-y", "2021", "-k", "result", "--chart").out.count("█") > 10


PHRASES = """\
每万字出现次数
2022年
口袋公园 ████████             频率 每万字 56.4972 次，共 4 次
增长     ███████████████████  频率 每万字 141.243 次，共 10 次
"""


def test_frequencies_of_phrases(library: Library) -> None:
    args = ["search", "口袋公园", "增长", "--matrix", "--by", "year", "--report", "all"]
    assert library.run(*args, "--year", "2022", "--chart", "--width", "62") == Result(0, PHRASES, "")
    lines = library.run(*args, "--chart", "--width", "60").out.splitlines()
    assert lines[0] == "每万字出现次数  （对数刻度）"
    assert lines[-2:] == ["A 口袋公园", "B 增长"]  # no word of results and targets


def test_frequencies_of_places(library: Library) -> None:
    done = library.run("search", "增长", "--by", "place", "--report", "all", "--chart", "--width", "60")
    lines = done.out.splitlines()
    assert (done.status, lines[0]) == (0, "增长（每万字出现次数）")
    assert lines[-3:] == ["A 安河县", "B 临江市", "C 沈阳市和平区"]
    rows = json.loads(library.run("search", "增长", "--by", "place", "--report", "all", "-f", "json").out)
    assert {row["year"] for row in rows} == {None}  # what is drawn by year is listed as before


def dot(year: int, value: float, highest: float | None = None) -> Dot:
    return Dot(year, value, highest, f"增长{value}%", f"安河县 {year} 第9行")


def chart(count: int, years: range = range(2015, 2025), kind: str = "result") -> Chart:
    return Chart(
        "指标（%）", [Curve(f"地区{n:02}", kind, [dot(year, n + year % 7) for year in years]) for n in range(count)]
    )


@pytest.mark.parametrize("width", [10, 20, 40, 80, 200])
@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(chart(1), id="one place"),
        pytest.param(chart(8), id="as many places as a plot takes"),
        pytest.param(chart(9), id="more places"),
        pytest.param(chart(3, range(1950, 2025)), id="more years than there is room for"),
        pytest.param(chart(3, range(2020, 2021)), id="one year"),
        pytest.param(Chart("指标（%）", [Curve("新疆维吾尔自治区巴音郭楞蒙古自治州", "target", [dot(2020, 0), dot(2021, 0)])]), id="all alike"),
        pytest.param(Chart("指标（%）", [Curve("安河县", "target", [dot(2020, -5, -3)])]), id="a range below zero"),
        pytest.param(Chart("指标（亿元）", [Curve(p, "result", [dot(2020, v), dot(2021, v)]) for p, v in (("甲", 3), ("乙", 30_000))]), id="powers"),
    ],
)  # fmt: skip
def test_what_is_drawn_fits(width: int, drawn: Chart) -> None:
    lines = "".join(plot([drawn], Style("table", width=width))).splitlines()
    assert all(cell_width(line) <= width for line in lines)
    assert all(any(place[:4] in line for line in lines) for place in drawn.places)


def test_one_colour_a_place() -> None:
    out = "".join(plot([chart(2)], Style("table", width=60, color=True)))
    colours = {letter: set(re.findall(rf"\x1b\[(\d+)m{letter}", out)) for letter in "AB"}
    assert [len(found) for found in colours.values()] == [1, 1]
    assert colours["A"] != colours["B"]


@pytest.mark.parametrize(
    ("args", "err"),
    [
        pytest.param(["trend", "GDP", "--chart", "-f", "json"], "画图不能同时选输出哪些行、字段或格式", id="a format"),
        pytest.param(["trend", "GDP", "--chart", "--fields", "year"], "画图不能同时选输出哪些行、字段或格式", id="fields"),
        pytest.param(["trend", "GDP", "--chart", "-n", "3"], "画图不能同时选输出哪些行、字段或格式", id="a limit"),
        pytest.param(["panel", "GDP", "--chart", "--long"], "画图不能同时选输出哪些行、字段或格式", id="long"),
        pytest.param(["panel", "GDP", "--coverage", "-o", "x.svg"], "画图不能同时选输出哪些行、字段或格式", id="coverage"),
        pytest.param(["panel", "GDP", "--chart", "-o", "x.csv"], "画图不能同时选输出哪些行、字段或格式", id="a table"),
        pytest.param(["search", "增长", "--by", "year", "--chart", "-n", "3"], "画图不能同时选输出哪些行、字段或格式", id="a limit of frequencies"),
        pytest.param(["search", "增长", "--chart"], "画的是每年的次数：加 --by year 或 --by place", id="passages"),
        pytest.param(["search", "增长", "--by", "report", "-o", "x.svg"], "画的是每年的次数：加 --by year 或 --by place", id="by report"),
        pytest.param(["trend", "GDP", "-o", "x.svg", "-f", "csv"], "x.svg：.svg 文件不能用 --format csv", id="another format"),
        pytest.param(["terms", "-o", "x.svg"], "x.svg：不认识扩展名 .svg；可用的有：.csv、.tsv、.txt、.json、.jsonl、.ndjson、.md、.markdown、.xlsx、.parquet、.dta、.db、.sqlite、.sqlite3", id="a command that draws nothing"),
        pytest.param(["trend", "GDP", "-o", "x.jpg"], "x.jpg：不认识扩展名 .jpg；可用的有：.csv、.tsv、.txt、.json、.jsonl、.ndjson、.md、.markdown、.xlsx、.parquet、.dta、.db、.sqlite、.sqlite3、.svg、.png、.html、.htm", id="another picture"),
    ],
)  # fmt: skip
def test_calls_that_are_refused(library: Library, args: list[str], err: str) -> None:
    assert library.run(*args) == Result(2, "", f"hpreport: {err}\n")
    assert not list(library.texts.glob("x.*"))


def test_nothing_to_draw(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    words = ["trend", "固定资产投资", "--place", "安河", "-y", "2021", "-k", "target"]
    assert library.run(*words, "-o", str(path)) == Result(1, "", "hpreport: 没有能画成图的数字\n")
    assert not path.exists()


@pytest.fixture
def drawn(library: Library, tmp_path: Path) -> Any:
    """What draws a file, and returns its bytes."""
    pytest.importorskip("vl_convert")

    def draw(name: str, *args: str, charts: int) -> bytes:
        path = tmp_path / name
        # in a process of its own: the library's thread would hold on to the streams that are caught
        done = run_process(*args, "-o", str(path), env=library.env)
        assert done == Result(0, "", f"hpreport: 已画成 {path}：{charts} 幅图\n")
        return path.read_bytes()

    return draw


def lines_of(svg: bytes) -> list[dict[str, str]]:
    """Return the attributes of the lines of a picture, the faint ones left out."""
    root = ET.fromstring(svg)
    groups = [group for group in root.iter(f"{SVG}g") if "mark-line" in group.get("class", "")]
    paths = [path.attrib for group in groups for path in group.iter(f"{SVG}path")]
    return [path for path in paths if path.get("stroke") and path.get("opacity", "1") == "1"]


def test_svg(drawn: Any) -> None:
    svg = drawn("x.svg", "trend", "GDP", "财政收入", "--year", "2021-2022", charts=4)
    texts = [text for text in ET.fromstring(svg).itertext() if text.strip()]
    assert {"地区生产总值（增长%）", "安河县", "临江市", "结果", "目标"} <= {
        text.replace("\xa0", " ") for text in texts
    }
    assert b"<script" not in svg


def test_results_are_solid_and_targets_dashed(drawn: Any) -> None:
    svg = drawn("x.svg", "trend", "一般公共预算收入", "--place", "安河", charts=2)
    dashes = {path["stroke-dasharray"] for path in lines_of(svg)}
    assert dashes == {"1,0", "6,4"}


def test_each_phrase_has_its_colour(drawn: Any) -> None:
    args = ("search", "口袋公园", "增长", "--matrix", "--by", "year", "--report", "all")
    svg = drawn("x.svg", *args, charts=1)
    lines = lines_of(svg)
    assert {line["stroke-dasharray"] for line in lines} == {"1,0"}
    assert len({line["stroke"] for line in lines}) == 2
    texts = {text for text in ET.fromstring(svg).itertext() if text.strip()}
    assert {"口袋公园", "增长"} <= texts
    assert not {"频率", "结果", "目标"} & texts
    assert drawn("x.html", *args, charts=1).count("份报告中".encode()) > 4


def test_each_place_has_its_colour(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    for count in (2, 15, 60):
        path = tmp_path / "x.svg"
        write_charts("svg", [chart(count)], path)
        strokes = [line["stroke"] for line in lines_of(path.read_bytes())]
        assert len(set(strokes)) == count


def pixels(png: bytes) -> bytes:
    """Return what a picture of points holds, uncompressed."""
    data, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        data += png[at + 8 : at + 8 + size] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    return zlib.decompress(data)


def test_png(drawn: Any, tmp_path: Path) -> None:
    png = drawn("x.png", *ANHE, charts=2)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert width > 1300
    assert height > 1200
    assert len(set(pixels(png))) > 20


def test_chinese_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    made = []
    for name in ("安河县", "临江市"):
        write_charts("png", [Chart("指标", [Curve(name, "result", [dot(2020, 1), dot(2021, 2)])])], tmp_path / "x.png")
        made.append(pixels((tmp_path / "x.png").read_bytes()))
    assert made[0] != made[1]


def test_html(drawn: Any) -> None:
    page = drawn("x.html", *ANHE, charts=2).decode()
    assert "Content-Security-Policy" in page
    assert "default-src 'none'" in html.unescape(page)
    assert not re.search(r"""(src|href)=["']|url\(|@import""", page)
    assert 'aria-label="安河县 2021年结果：增长6.5%，安河县 2022 第9行"' in page
    assert "<td>增长6.5%左右</td><td>安河县 2022 第14行</td>" in page


@pytest.mark.parametrize("kind", ["svg", "html"])
def test_markup_of_a_report_does_nothing(tmp_path: Path, kind: str) -> None:
    pytest.importorskip("vl_convert")
    bad = "</text></svg><script>alert(1)</script>\"'&"
    made = Chart(bad, [Curve(bad, "result", [Dot(2020, 1, None, bad, bad), Dot(2021, 2, None, bad, bad)])])
    path = tmp_path / f"x.{kind}"
    write_charts(kind, [made], path)
    assert "<script>alert" not in path.read_text("utf-8")


@pytest.mark.parametrize("name", ["x.svg", "x.png", "x.html"])
def test_what_is_missing_is_named(library: Library, tmp_path: Path, name: str) -> None:
    script = (
        "import sys; sys.modules['vl_convert'] = None;"
        f"from hpreport.cli.main import run; sys.exit(run(['trend', 'GDP', '-q', '-o', {name!r}]))"
    )
    env = {**CLEAN, "PYTHONPATH": str(ROOT), "HPREPORT_LIBRARY": str(library.folder)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, env=env, check=False)  # fmt: skip
    told = "hpreport: 画成文件要装了 vl-convert-python 才行：pip install 'hpreport[charts]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    assert not list(tmp_path.iterdir())


def test_a_chart_of_characters_needs_no_extra(library: Library) -> None:
    script = (
        "import sys; from hpreport.cli.main import run; run(['trend', 'GDP', '--chart']);"
        "print({'vl_convert', 'rich', 'altair'} & set(sys.modules), file=sys.stderr)"
    )
    env = {**CLEAN, "PYTHONPATH": str(ROOT), "HPREPORT_LIBRARY": str(library.folder)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=True)
    assert done.stderr == "set()\n"
