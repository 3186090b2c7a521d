"""Figures, as a specification: phrases in, figures out; then what holds for every report."""

import re
from pathlib import Path

import pytest
from support.process import SEED, SHARED
from support.reports import built

from hpreport.model import Figure, NotFigure, Paragraph, Section
from hpreport.parsing.figures import find_figures
from hpreport.parsing.figures.claims import read_numbers
from hpreport.parsing.figures.quantities import plain

CORPUS = sorted((SHARED / "corpus").glob("*.txt"))
REPORTS = [SEED, *CORPUS]
# Independent of the parser: digits of either width, with a decimal part
ARABIC = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")


def read(*paragraphs: str, role: str = "review", heading: str = "一年工作") -> tuple[list[Figure], list[NotFigure]]:
    rows = tuple(Paragraph(line, text) for line, text in enumerate(paragraphs, 1))
    return find_figures([Section("1", 1, "一", heading, 1, "", role, rows)], 2023, 2024)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        pytest.param("改造老旧小区172个。", [("172个", 172, "个", "level", "=")], id="count"),
        pytest.param("举办活动250余场。", [("250余场", 250, "场", "level", ">")], id="余-is-more"),
        pytest.param("接待120多人。", [("120多人", 120, "人", "level", ">")], id="多-is-more"),
        pytest.param("总投资超2700亿元。", [("超2700亿元", 2700, "亿元", "level", ">")], id="超-is-more"),
        pytest.param("建筑面积近13万平方米。", [("近13万平方米", 13, "万平方米", "level", "~")], id="近-is-about"),
        pytest.param("总投资2800亿元以上。", [("2800亿元以上", 2800, "亿元", "level", ">=")], id="以上-is-at-least"),
        pytest.param("失业率控制在5%以内。", [("控制在5%以内", 5, "%", "level", "<=")], id="以内-is-at-most"),
        pytest.param("生产总值增长6%左右。", [("增长6%左右", 6, "%", "growth", "~")], id="左右-is-about"),
        pytest.param("生产总值增速不低于5%。", [("增速不低于5%", 5, "%", "growth", ">=")], id="不低于-is-at-least"),
        pytest.param("新项目签约132个。", [("132个", 132, "个", "level", "=")], id="签约-holds-no-约"),
        pytest.param("收入同比增长８．５％。", [("增长８．５％", 8.5, "%", "growth", "=")], id="full-width"),
        pytest.param("收入增长 12%。", [("增长 12%", 12, "%", "growth", "=")], id="space-inside"),
        pytest.param(
            "收入增长7%左右，力争达到8%。",
            [("增长7%左右", 7, "%", "growth", "~"), ("达到8%", 8, "%", "growth", "=")],
            id="aims-higher",
        ),
        pytest.param("单位能耗下降3.4%以上。", [("下降3.4%以上", 3.4, "%", "decline", ">=")], id="decline"),
        pytest.param("能耗降低率达3.7%。", [("降低率达3.7%", 3.7, "%", "decline", "=")], id="rate-of-decline"),
        pytest.param("城镇化率提高1.5个百分点。", [("提高1.5个百分点", 1.5, "个百分点", "growth", "=")], id="points"),
        pytest.param("基金规模增至317.86亿元。", [("增至317.86亿元", 317.86, "亿元", "level", "=")], id="arrived-at"),
        pytest.param("居民消费价格涨幅3%左右。", [("3%左右", 3, "%", "level", "~")], id="涨幅-is-the-indicator"),
        pytest.param("人口自然增长率控制在7‰以内。", [("控制在7‰以内", 7, "‰", "level", "<=")], id="natural-growth"),
        pytest.param("绿化面积增加63公顷。", [("63公顷", 63, "公顷", "level", "=")], id="absolute-growth-is-a-level"),
        pytest.param("价格指数控制在103左右。", [("控制在103左右", 103, "", "level", "~")], id="no-unit"),
        pytest.param(
            "增速高于全省0.5个百分点。", [("0.5个百分点", 0.5, "个百分点", "qualitative", "=")], id="relative"
        ),
        pytest.param("排名晋升至第49位。", [("第49位", 49, "位", "rank", "=")], id="rank"),
        pytest.param("总量居全省第6。", [("第6", 6, "", "rank", "=")], id="rank-without-unit"),
        pytest.param("收入蝉联东北首位。", [("东北首位", 1, "位", "rank", "=")], id="rank-in-words"),
        pytest.param("入选标杆城区30强。", [("30强", 30, "强", "rank", "<=")], id="among-the-first"),
        pytest.param("登记量退出全省前20位。", [("退出全省前20位", 20, "位", "rank", "=")], id="leaving"),
        pytest.param("提前2个月完成。", [("提前2个月", 2, "个月", "level", "=")], id="earlier"),
        pytest.param("成绩连续25年领先。", [("连续25年", 25, "年", "level", "=")], id="in-a-row"),
        pytest.param(
            "补助标准提高到4800元/年。", [("提高到4800元/年", 4800, "元/年", "level", "=")], id="unit-per-year"
        ),
        pytest.param("新建两所小学。", [("两所", 2, "所", "level", "=")], id="chinese-numeral"),
        pytest.param("零就业家庭动态为零。", [("动态为零", 0, "", "level", "=")], id="none-left"),
        pytest.param("税收下降-1.2%。", [("下降-1.2%", 1.2, "%", "decline", "=")], id="sign-of-a-decline"),
        pytest.param("税收增长-1.2%。", [("增长-1.2%", -1.2, "%", "growth", "=")], id="sign-of-a-growth"),
        pytest.param("税收负增长1.2%。", [("负增长1.2%", 1.2, "%", "decline", "=")], id="负增长-is-a-decline"),
        pytest.param("涨幅为-0.3%。", [("-0.3%", -0.3, "%", "level", "=")], id="sign-of-a-level"),
        pytest.param("投入1亿2000万元。", [("1亿2000万元", 1.2, "亿元", "level", "=")], id="two-multipliers"),
        pytest.param("参保3万5千人。", [("3万5千人", 3.5, "万人", "level", "=")], id="万-and-千"),
        pytest.param("减排1.2×10⁴吨。", [("1.2×10⁴吨", 12000, "吨", "level", "=")], id="superscript"),
        pytest.param("投入三百五十万元。", [("三百五十万元", 350, "万元", "level", "=")], id="money-in-words"),
        pytest.param("参保一百二十万人。", [("一百二十万人", 120, "万人", "level", "=")], id="people-in-words"),
        pytest.param("增长百分之五点七。", [("增长百分之五点七", 5.7, "%", "growth", "=")], id="per-cent-in-words"),
        pytest.param("下降千分之三。", [("下降千分之三", 3, "‰", "decline", "=")], id="per-mille-in-words"),
        pytest.param("收入翻一番。", [("翻一番", 1, "番", "growth", "=")], id="doubling"),
        pytest.param("收入翻两番以上。", [("翻两番以上", 2, "番", "growth", ">=")], id="twice-doubled"),
        pytest.param("亏损面下降三成。", [("下降三成", 3, "成", "decline", "=")], id="tenths"),
        pytest.param("产能提高一倍以上。", [("提高一倍以上", 1, "倍", "growth", ">=")], id="times"),
        pytest.param("占比提高两个百分点。", [("提高两个百分点", 2, "个百分点", "growth", "=")], id="points-in-words"),
        pytest.param("新业态占近半数。", [("占近半数", 50, "%", "level", "~")], id="half"),
        pytest.param("存款突破百亿元大关。", [("突破百亿元", 100, "亿元", "level", ">")], id="step"),
        pytest.param("总量跨越千亿台阶。", [("跨越千亿", 1000, "亿", "level", ">=")], id="step-without-a-unit"),
    ],
)
def test_claim(phrase: str, expected: list[tuple[str, float, str, str, str]]) -> None:
    figures, _ = read(phrase)
    assert [(f.text, f.value, f.unit, f.measure, f.bound) for f in figures] == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        pytest.param("增长4.5%—5%。", (4.5, 5.0), id="dash"),
        pytest.param("增长6.5%－7%。", (6.5, 7.0), id="full-width-dash"),
        pytest.param("新增企业3至5家。", (3.0, 5.0), id="至"),
        pytest.param("增长6%〜7%。", (6.0, 7.0), id="wave"),
        pytest.param("增长6‐7%。", (6.0, 7.0), id="hyphen"),
        pytest.param("增长6%一7%。", (6.0, 7.0), id="一-read-for-a-dash"),
        pytest.param("增长百分之六到百分之七。", (6.0, 7.0), id="in-words"),
    ],
)
def test_range(phrase: str, expected: tuple[float, float]) -> None:
    ((figure,), not_figures) = read(phrase)
    assert (figure.value, figure.value_max) == expected
    assert not not_figures


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        pytest.param("改造老旧小区172个。", ["改造老旧小区"], id="before-the-number"),
        pytest.param("改造64个老旧小区。", ["改造老旧小区"], id="behind-the-number"),
        pytest.param("全区扩容1500个停车泊位。", ["扩容停车泊位"], id="place-is-no-indicator"),
        pytest.param("预计全年地区生产总值比上年增长7%。", ["地区生产总值"], id="openers-and-verb-off"),
        pytest.param("举办展会等促消费活动250余场。", ["促消费活动"], id="examples-off"),
        pytest.param("处置完成大厦等停缓建项目7个。", ["处置完成停缓建项目"], id="examples-off-verb-kept"),
        pytest.param("天津南街等4条背街小巷提升工程。", ["背街小巷提升工程"], id="examples-before-the-count"),
        pytest.param(
            "谋划项目385个、增长8.1%，总投资超2700亿元。", ["谋划项目", "谋划项目", "谋划项目总投资"], id="carried-on"
        ),
        pytest.param(
            "亿元以上项目签约184个、落地113个。", ["亿元以上项目签约", "亿元以上项目落地"], id="action-exchanged"
        ),
        pytest.param("盘活楼宇23座、33.7万平方米。", ["盘活楼宇", "盘活楼宇"], id="same-thing-twice"),
        pytest.param(
            "新增外贸企业8家、服务外包企业11家。", ["新增外贸企业", "新增服务外包企业"], id="verb-shared-by-a-list"
        ),
        pytest.param("新建1所高中、2所小学。", ["新建高中", "新建小学"], id="verb-shared-by-counts"),
        pytest.param("总投资30亿元的沈阳航空项目落地。", ["沈阳航空项目总投资"], id="attribute-of-a-thing"),
        pytest.param("为851户经营主体放贷7.4亿元。", ["经营主体", "经营主体放贷"], id="text-shared-by-two-numbers"),
        pytest.param("幼儿园普惠率和公办率分别达86%和58%。", ["幼儿园普惠率", "幼儿园公办率"], id="分别"),
        pytest.param(
            "第一、第二、第三产业增加值分别增长2%、5.5%和6.5%。",
            ["第一产业增加值", "第二产业增加值", "第三产业增加值"],
            id="分别-with-a-shared-end",
        ),
        pytest.param("甲收入和乙收入均增长14%。", ["甲收入", "乙收入"], id="均-gives-one-number-to-both"),
        pytest.param("中考成绩连续25年稳居前列。", ["中考成绩稳居前列"], id="duration"),
        pytest.param("2宗地块顺利出让。", ["地块出让"], id="adverb-off"),
        pytest.param("2个项目获评全国二等奖。", ["项目获评全国二等奖"], id="bare-noun-keeps-its-predicate"),
        pytest.param("提前完成4960套房屋的交付任务。", ["房屋的交付"], id="task-off"),
        pytest.param("提前完成4960套房屋的保交楼全年任务。", ["保交楼"], id="task-with-a-name"),
        pytest.param("再次入选全国百强区榜单，排名晋升至第49位。", ["全国百强区榜单"], id="named-by-the-clause-before"),
        pytest.param("市重点项目“亮码”领先，开复工171个。", ["市重点项目开复工"], id="subject-of-the-clause-before"),
        pytest.param("经济增长6.5%左右。", ["经济增长"], id="经济增长-is-one-word"),
        pytest.param("实现再就业2100人、新增就业65人。", ["再就业", "新增就业"], id="就业-is-one-word"),
        pytest.param("城乡居民收入分别增长4.7%和6.9%。", ["城镇居民收入", "农村居民收入"], id="two-in-one-word"),
        pytest.param(
            "SUV汽车、太阳能电池产量分别达到10.1万辆、931.7万千瓦。",
            ["SUV汽车产量", "太阳能电池产量"],
            id="分别-with-two-units",
        ),
        pytest.param(
            "汽车及零部件、新材料产业分别增长2%、3%。", ["汽车及零部件产业", "新材料产业"], id="及-inside-a-name"
        ),
        pytest.param("化学需氧量、氨氮排放量分别下降2%、3%。", ["化学需氧量", "氨氮排放量"], id="complete-in-itself"),
        pytest.param(
            "央地合作项目签约10个，其中华为等6个项目实现落地。",
            ["央地合作项目签约", "央地合作项目落地"],
            id="some-of-those-before",
        ),
        pytest.param("强攻停缓建项目处置，推动剩余10个项目加快盘活。", ["剩余停缓建项目盘活"], id="the-rest-of-them"),
        pytest.param("围绕建设东北先导区，实施6项重点工程。", ["东北先导区重点工程"], id="named-by-the-aim"),
        pytest.param(
            "与明山区等都市圈内3个地区建立合作关系。", ["都市圈内地区建立合作关系"], id="where-behind-the-examples"
        ),
        pytest.param("区属国企获得银行授信5亿元。", ["区属国企银行授信"], id="获得-off"),
        pytest.param("打造了4个美丽乡村。", ["美丽乡村"], id="了-off"),
        pytest.param("规划面积由4.9平方公里调整为8平方公里。", ["规划面积"], id="from-one-to-another"),
        pytest.param("工业产值5亿元，是上年的1.4倍。", ["工业产值", "工业产值"], id="times-of-before"),
        pytest.param("指数退出全省后30位、全市后10位。", ["指数", "指数"], id="the-last-ones"),
        pytest.param("生产总值突破2000亿元大关。", ["生产总值"], id="大关-counts-nothing"),
        pytest.param("甲、乙两厂分别实现产值5亿元、3亿元。", ["甲产值", "乙两厂产值"], id="what-stands-behind-分别"),
        pytest.param(
            "广州、深圳地铁客运量分别达3万人、2万人。", ["广州地铁客运量", "深圳地铁客运量"], id="shared-end-of-words"
        ),
        pytest.param("生产总值从2015年的2.6万亿元增长到3.6万亿元。", ["生产总值", "生产总值"], id="from-and-to"),
    ],
)
def test_indicator(phrase: str, expected: list[str]) -> None:
    figures, _ = read(phrase)
    assert [f.indicator for f in figures] == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        pytest.param("2023年12月21日。", [("2023", "date"), ("12", "date"), ("21", "date")], id="day"),
        pytest.param("1—11月。", [("1", "date"), ("11", "date")], id="months"),
        pytest.param("成立75周年。", [("75", "date")], id="anniversary"),
        pytest.param("召开政务热线40周年发展大会。", [("40", "name")], id="anniversary-in-a-name"),
        pytest.param("过去5年。", [("5", "date")], id="period"),
        pytest.param("推出“3+9+9”场景。", [("3", "slogan"), ("9", "slogan"), ("9", "slogan")], id="formula-in-quotes"),
        pytest.param("以4+1产业为主。", [("4", "slogan"), ("1", "slogan")], id="formula"),
        pytest.param("落实“20条”措施。", [("20", "name")], id="quoted"),
        pytest.param("实施12345热线行动。", [("12345", "name")], id="telephone"),
        pytest.param("修缮1912饭店。", [("1912", "name")], id="house"),
        pytest.param("引进500强企业。", [("500", "name")], id="list-as-a-name"),
        pytest.param("开通地铁4号线。", [("4", "name")], id="line"),
        pytest.param("打造15分钟生活圈。", [("15", "name")], id="circle"),
        pytest.param("推进5G应用。", [("5", "model")], id="letter-behind"),
        pytest.param("攻坚PM2.5治理。", [("2.5", "model")], id="letters-before"),
        pytest.param("推进6.0版改革。", [("6.0", "model")], id="version"),
        pytest.param("建设220千伏变电站。", [("220", "model")], id="specification"),
        pytest.param("淘汰40吨以下燃煤锅炉。", [("40", "threshold")], id="size-limit"),
        pytest.param("关爱80岁以上老人。", [("80", "threshold")], id="age"),
        pytest.param("谋划5000万元以上项目。", [("5000", "threshold")], id="project-size"),
        pytest.param("举办第6届大会。", [("6", "ordinal")], id="ordinal"),
        pytest.param(
            "三次产业比为4.0∶37.7∶58.3。", [("4.0", "ratio"), ("37.7", "ratio"), ("58.3", "ratio")], id="ratio"
        ),
    ],
)
def test_not_figure(phrase: str, expected: list[tuple[str, str]]) -> None:
    figures, not_figures = read(phrase)
    assert [(n.number, n.reason) for n in not_figures] == expected
    assert not figures


def test_the_size_of_a_counted_thing_is_a_model() -> None:
    figures, not_figures = read("改造2台100吨锅炉。")
    assert [(f.text, f.indicator) for f in figures] == [("2台", "改造锅炉")]
    assert [(n.number, n.reason) for n in not_figures] == [("100", "model")]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            ["明年主要预期目标是：生产总值增长8%，居民收入增长与经济增长同步。明年做好以下工作：", "改造小区3个。"],
            ["生产总值", "居民收入"],
            id="one-paragraph",
        ),
        pytest.param(
            [
                "主要预期目标为：",
                "生产总值增长8%；",
                "失业率控制在5%以内。",
                "为完成目标，抓好七个方面的工作：",
                "修路8公里。",
            ],
            ["生产总值", "失业率"],
            id="one-line-each",
        ),
        pytest.param(["主要预期目标", "是：生产总值增长8%。这一目标积极稳妥。"], ["生产总值"], id="broken-lead"),
        pytest.param(["今年经济增长预期目标为7%左右，这是必要的。"], ["经济增长"], id="single-target"),
        pytest.param(
            ["奋斗目标是：到2028年，生产总值年均增长9%，收入年均增长8%。", "奋斗目标是：生产总值增长8%。"],
            ["生产总值"],
            id="not-the-targets-of-several-years",
        ),
        pytest.param(
            ["预期目标是：财政收入增长5%，节能减排、生态环保等指标完成省定任务；做好普查。"],
            ["财政收入", "节能减排、生态环保等指标"],
            id="kind-is-one-task-is-none",
        ),
        pytest.param(
            ["预期目标是：财政收入、居民收入与经济增长同步，投资增速超过全市平均水平。"],
            ["财政收入", "居民收入", "投资"],
            id="in-words",
        ),
        pytest.param(
            ["主要预期目标建议为：生产总值增长8%左右。全年引进项目20个。"],
            ["生产总值"],
            id="another-sentence-is-no-target",
        ),
        pytest.param(
            ["新的一年，力争生产总值增长8%，固定资产投资增长9%，财政收入增长5%。"],
            ["生产总值", "固定资产投资", "财政收入"],
            id="no-lead-at-all",
        ),
        pytest.param(
            ["预期目标是：全部财政收入和公共财政预算收入增长15%以上。"],
            ["全部财政收入", "公共财政预算收入"],
            id="shared-number",
        ),
    ],
)
def test_headline_targets(paragraphs: list[str], expected: list[str]) -> None:
    figures, _ = read(*paragraphs, role="plan")
    assert [f.indicator for f in figures if f.headline] == expected
    assert {(f.kind, f.year) for f in figures if f.headline} == {("target", 2024)}


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        pytest.param("今年增长6%。", 1, ["工作回顾"], id="heading"),
        pytest.param("生产总值增长8%。今年增长6%。", 0, ["生产总值", "生产总值"], id="title-is-none"),
        pytest.param("今年增长6%。", 0, ["今年增长6%"], id="nothing-but-the-clause"),
    ],
)
def test_indicator_where_the_words_give_none(text: str, level: int, expected: list[str]) -> None:
    section = Section("1", level, "", "工作回顾", 1, "", "review", (Paragraph(1, text),))
    figures, _ = find_figures([section], 2023, 2024)
    assert [f.indicator for f in figures] == expected


def test_coverage_in_words_is_a_target() -> None:
    (figure,), _ = read("丰富养老服务，实现城市社区全覆盖。", role="plan")
    assert (figure.indicator, figure.value, figure.text) == ("城市社区", None, "实现城市社区全覆盖")
    assert read("实现城市社区全覆盖。", role="review")[0] == []


def test_target_in_words_has_no_value() -> None:
    (figure,), _ = read("预期目标是：固定资产投资增速超过全市平均水平。", role="plan")
    assert (figure.value, figure.unit, figure.measure, figure.bound) == (None, "", "qualitative", "=")
    assert figure.text == figure.quote == "固定资产投资增速超过全市平均水平"


@pytest.mark.parametrize(
    ("text", "role", "heading", "expected"),
    [
        pytest.param("改造小区3个。", "review", "2023年工作回顾", ("result", 2023), id="review"),
        pytest.param("改造小区3个。", "plan", "2024年工作安排", ("target", 2024), id="plan"),
        pytest.param("改造小区3个。", "", "产业发展", ("result", 2023), id="no-role-before-the-cue"),
        pytest.param("做好今年工作，改造小区3个。", "", "产业发展", ("target", 2024), id="no-role-after-the-cue"),
        pytest.param("到2025年，改造小区3个。", "plan", "工作安排", ("target", 2025), id="year-of-the-sentence"),
        pytest.param(
            "做好以下工作。到2025年，改造小区3个。", "plan", "工作安排", ("target", 2025), id="year-of-a-later-sentence"
        ),
        pytest.param("改造小区3个。", "plan", "“十四五”时期主要目标", ("target", 2025), id="five-year-plan"),
        pytest.param("改造小区3个。", "plan", "今后五年的任务", ("target", None), id="term-of-office"),
    ],
)
def test_kind_and_year(text: str, role: str, heading: str, expected: tuple[str, int | None]) -> None:
    (figure,), _ = read(text, role=role, heading=heading)
    assert (figure.kind, figure.year) == expected


def test_bundled_headline() -> None:
    rows = [(f.kind, f.indicator, f.text) for f in built(SEED).figures if f.headline and f.measure != "rank"]
    assert rows == [
        ("result", "地区生产总值", "增长7%"),
        ("result", "一般公共预算收入", "增长6.2%"),
        ("result", "固定资产投资", "增长5.1%"),
        ("result", "社会消费品零售总额", "增长16.4%"),
        ("result", "城镇居民人均可支配收入", "增长4.8%"),
        ("target", "地区生产总值", "增长8%"),
        ("target", "一般公共预算收入", "增长5%"),
        ("target", "固定资产投资", "固定资产投资增速超过全市平均水平"),
        ("target", "社会消费品零售总额", "增长10%"),
        ("target", "规模以上工业增加值", "增长4%"),
        ("target", "城镇居民人均可支配收入", "城镇居民人均可支配收入增长与经济增长基本同步"),
    ]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_number_is_a_figure_or_not(path: Path) -> None:
    report = built(path)
    for paragraph in (p for section in report.sections for p in section.paragraphs):
        text = plain(paragraph.text)
        reading = read_numbers(text.text)
        spans = [span for claim in reading.claims for span in claim.digits]
        spans += [(left.start, left.end) for left in reading.leftovers]
        read_ones = sorted(text.cut(*span) for span in spans)
        assert read_ones == sorted(ARABIC.findall(paragraph.text)), paragraph.line


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_rows_quote_their_paragraph(path: Path) -> None:
    report = built(path)
    texts: dict[int, str] = {}
    for paragraph in (p for section in report.sections for p in section.paragraphs):  # a line may hold several
        texts[paragraph.line] = f"{texts.get(paragraph.line, '')}\n{paragraph.text}"
    ids = {section.id for section in report.sections}
    for figure in report.figures:
        assert figure.indicator
        assert figure.text in figure.quote, figure
        assert figure.quote in texts[figure.line], figure
        assert figure.section in ids
        assert len(ARABIC.findall(figure.text)) <= 2 or figure.value is None, figure
    for number in report.not_figures:
        assert number.number in number.context, number
        assert number.context in texts[number.line], number


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_the_printed_number_gives_the_value(path: Path) -> None:
    for figure in built(path).figures:
        numbers = [float(plain(n).text) for n in ARABIC.findall(figure.text)]
        if figure.value is not None and numbers:
            assert numbers == [value for value in (figure.value, figure.value_max) if value is not None], figure


def test_corpus_is_read_where_it_is_at_hand() -> None:
    if not CORPUS:
        pytest.skip("no ../shared/corpus")
    assert sum(len(built(path).figures) for path in CORPUS[:5]) > 500
