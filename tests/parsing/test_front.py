"""The front page: title, place, speaker, meeting, date; and the two years."""

from dataclasses import replace

import pytest

from hpreport.model import Section
from hpreport.parsing.front import Front, parse_front, place_in_text, report_years, years_of

TITLE = "政府工作报告"


@pytest.mark.parametrize(
    ("lines", "front"),
    [
        pytest.param(
            ["政 府 工 作 报 告", "——2022年1月27日在安国市第八届人民代表大会第二次会议上", "安国市人民政府市长　梁忠林"],
            Front(TITLE, "安国市", "梁忠林", "安国市第八届人民代表大会第二次会议", "2022-01-27"),
            id="spaced title, dash, full-width space",
        ),
        pytest.param(
            ["政??府??工??作??报??告", "2021年2月5日在县十六届人民代表大会第五次会议上", "涞源县人民政府县长?? 周?? 峰", "各位代表："],
            Front(TITLE, "涞源县", "周峰", "县十六届人民代表大会第五次会议", "2021-02-05"),
            id="the meeting says 县 alone; spaces lost to question marks",
        ),
        pytest.param(
            ["政府工作报告", "（2025年1月15日甲乙市长在上海市第十六届人民代表大会第三次会议上）"],
            Front(TITLE, "上海市", "甲乙", "上海市第十六届人民代表大会第三次会议", "2025-01-15"),
            id="the speaker before the meeting",
        ),
        pytest.param(
            ["2025年1月15日省长甲乙丙在云南省第十四届人民代表大会第三次会议上"],
            Front("", "云南省", "甲乙丙", "云南省第十四届人民代表大会第三次会议", "2025-01-15"),
            id="the office before the speaker",
        ),
        pytest.param(
            ["2025年1月15日上海市市长在上海市第十六届人民代表大会第三次会议上"],
            Front("", "上海市", "", "上海市第十六届人民代表大会第三次会议", "2025-01-15"),
            id="an office without a name",
        ),
        pytest.param(
            ["——2026年1月26日在广东省第十四届", "人民代表大会第五次会议上", "广东省省长 孟凡利"],
            Front("", "广东省", "孟凡利", "广东省第十四届人民代表大会第五次会议", "2026-01-26"),
            id="the meeting over two lines",
        ),
        pytest.param(
            ["政府工作报告", "——2024年3月5日在第十四届全国人民代表大会第二次会议上", "国务院总理", "李　强", "各位代表："],
            Front(TITLE, "国务院", "李强", "第十四届全国人民代表大会第二次会议", "2024-03-05"),
            id="national, the name below the office",
        ),
        pytest.param(
            ["——2024年1月21日在河北省第十四届人民代表大会第二次会议上", "河北省人民政府省长 王正谱", "王正谱作政府工作报告。河北日报记者 霍艳恩 摄"],
            Front("", "河北省", "王正谱", "河北省第十四届人民代表大会第二次会议", "2024-01-21"),
            id="a caption is no title",
        ),
        pytest.param(
            ["2026年乙省人民政府工作报告", "2026年02月10日 07时41分", "2026年2月3日在乙省第十四届人民代表大会第五次会议上", "乙省人民政府省长 李小四"],
            Front("2026年乙省人民政府工作报告", "乙省", "李小四", "乙省第十四届人民代表大会第五次会议", "2026-02-03"),
            id="the hour at which a page was made",
        ),
        pytest.param(
            ["——2026年2月3日在乙省第十四届人民代表大会第四次会议上", "李小四", "2月3日，乙省第十四届人民代表大会第四次会议开幕。省长李小四作政府工作报告。乙省日报记者 张三 摄"],
            Front("", "乙省", "李小四", "乙省第十四届人民代表大会第四次会议", "2026-02-03"),
            id="the speaker in a caption",
        ),
        pytest.param(
            ["——2018年2月24日在驻马店市第四届人民代表大会第三次会议上驻马店市人民政府市长朱是西", "各位代表：现在，我代表市人民政府…"],
            Front("", "驻马店市", "朱是西", "驻马店市第四届人民代表大会第三次会议", "2018-02-24"),
            id="all on one line",
        ),
        pytest.param(
            ["来源：百度马 克 数据网        政府工作报告", "（二〇一三年三月八日）", "阜平县人民政府代县长", "徐志清"],
            Front(TITLE, "阜平县", "徐志清", "", "2013-03-08"),
            id="source before the title, date in Chinese",
        ),
        pytest.param(
            ["政府工作报告2011年1月20日在徐水县第十四届人民代表大会", "第五次会议上"],
            Front(TITLE, "徐水县", "", "徐水县第十四届人民代表大会第五次会议", "2011-01-20"),
            id="title and date glued",
        ),
        pytest.param(
            ["2024年泸州市人民政府工作报告", "各位代表："], Front("2024年泸州市人民政府工作报告", "泸州市", "", "", None), id="the place in the title",
        ),
        pytest.param(
            ["在保定市徐水区第二届人民代表大会第二次会议上", "保定市徐水区人民政府区长李志永"],
            Front("", "保定市徐水区", "李志永", "保定市徐水区第二届人民代表大会第二次会议", None),
            id="no date",
        ),
        pytest.param(
            ["——在自治区十四届人大二次会议上", "自治区副主席 某某"], Front("", "", "某某", "自治区十四届人大二次会议", None), id="人大, 自治区 alone",
        ),
        pytest.param([TITLE, "甲" * 81, "2023年1月8日"], Front(TITLE, "", "", "", None), id="nothing after a line of the text"),
        pytest.param(
            ["2025年1月16日在湖北省第十四届人民代表大会第三次会议上湖北省人民政府代省长甲乙丙作政府工作报告。", "各位代表："],
            Front("", "湖北省", "甲乙丙", "湖北省第十四届人民代表大会第三次会议", "2025-01-16"),
            id="the speaker before what he does",
        ),
        pytest.param(
            ["5月22日上午9时，十三届全国人大三次会议在人民大会堂开幕，听取国务院总理甲乙关于政府工作的报告，审查国务院关于计划执行情况的报告，" + "审查预算，" * 12],
            Front("", "国务院", "甲乙", "十三届全国人大三次会议", None),
            id="the lead of the news",
        ),
        pytest.param(
            ["2017政府工作报告　　上海市市长　甲 乙  各位代表：    现在，我代表上海市人民政府，向大会报告工作。" + "甲" * 90],
            Front("2017政府工作报告", "上海市", "甲乙", "", None),
            id="before the address on its line",
        ),
        pytest.param(["成都市2024年政府工作报告"], Front("成都市2024年政府工作报告", "成都市", "", "", None), id="the place before the year"),
        pytest.param(["成都市人民政府2024年工作报告"], Front("成都市人民政府2024年工作报告", "成都市", "", "", None), id="the year behind the government"),
        pytest.param(["2017政府工作报告"], Front("2017政府工作报告", "", "", "", None), id="a year without 年"),
        pytest.param(["各位代表：", "2023年，某某任市长"], Front("", "", "", "", None), id="nothing told"),
    ],
)  # fmt: skip
def test_parse_front(lines: list[str], front: Front) -> None:
    assert replace(parse_front(lines), document="") == front


@pytest.mark.parametrize(
    ("lines", "document", "title", "place"),
    [
        pytest.param(["政府工作报告", "各位代表："], "work_report", "政府工作报告", "", id="work report"),
        pytest.param(["各位代表：", "现在，我代表市人民政府，向大会报告工作。"], "work_report", "", "", id="by its address"),
        pytest.param(["各位代表：", "现在，我代表甲市中级人民法院，向大会报告工作。"], "court_report", "", "", id="court, by its address"),
        pytest.param(
            ["成都市中级人民法院", "工作报告", "——2024年1月31日在成都市第十八届人民代表大会第二次会议上"],
            "court_report", "成都市中级人民法院工作报告", "成都市", id="court, title over two lines",
        ),
        pytest.param(["最高人民检察院工作报告", "（2024年3月8日在第十四届全国人民代表大会第二次会议上）"], "procuratorate_report", "最高人民检察院工作报告", "全国", id="national procuratorate"),
        pytest.param(
            ["关于成都市2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告"],
            "plan_report", "关于成都市2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告", "成都市", id="plan",
        ),
        pytest.param(["成都市国民经济和社会发展第十四个五年规划", "和二〇三五年远景目标纲要"], "five_year_plan", "成都市国民经济和社会发展第十四个五年规划", "成都市", id="five years"),
        pytest.param(["成都市“十四五”现代服务业发展规划"], "five_year_plan", "成都市“十四五”现代服务业发展规划", "成都市", id="five years, of a trade"),
        pytest.param(["“十三五”规划实施情况", "全市生产总值增长8%。"], "", "", "", id="no plan"),
        pytest.param(
            ["为建设现代化成都而奋斗", "——在中国共产党成都市第十四次代表大会上的报告", "2022年4月26日"],
            "party_report", "在中国共产党成都市第十四次代表大会上的报告", "成都市", id="party",
        ),
        pytest.param(["屏東縣政府施政總報告"], "policy_address", "屏東縣政府施政總報告", "", id="policy address"),
        pytest.param(["成都市人民代表大会常务委员会工作报告"], "congress_report", "成都市人民代表大会常务委员会工作报告", "成都市", id="congress"),
        pytest.param(["采购合同", "甲方：某公司"], "", "", "", id="nothing of the kind"),
    ],
)  # fmt: skip
def test_kinds_of_documents(lines: list[str], document: str, title: str, place: str) -> None:
    found = parse_front(lines)
    assert (found.document, found.title, found.place) == (document, title, place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("现在，我代表博野县人民政府向大会作工作报告", "博野县", id="我代表"),
        pytest.param("现在，我代表容城县第十四届人民政府，向大会报告", "容城县", id="届"),
        pytest.param(
            "请连同《保定市清苑区国民经济和社会发展第十四个五年规划》一并审议", "保定市清苑区", id="the plan's title"
        ),
        pytest.param("现在，我代表国务院，向大会报告政府工作", "国务院", id="国务院"),
        pytest.param("现在，我代表市人民政府，向大会报告工作", "", id="市 alone"),
        pytest.param("现在，我代表区政府向大会报告工作", "", id="区政府"),
    ],
)
def test_place_in_text(text: str, place: str) -> None:
    assert place_in_text([text]) == place


@pytest.mark.parametrize(
    ("date", "review", "plan", "years"),
    [
        pytest.param("2023-12-21", 2023, 2024, (2023, 2024), id="headings say"),
        pytest.param("2023-12-21", None, None, (2023, 2024), id="december closes the year"),
        pytest.param("2024-01-20", None, None, (2023, 2024), id="january opens it"),
        pytest.param(None, 2019, None, (2019, 2020), id="one heading is enough"),
        pytest.param(None, None, None, (None, None), id="nothing told"),
    ],
)
def test_report_years(
    date: str | None, review: int | None, plan: int | None, years: tuple[int | None, int | None]
) -> None:
    assert report_years(date, review, plan) == years


@pytest.mark.parametrize(
    ("parts", "years"),
    [
        pytest.param([("review", "2020年工作回顾和“十三五”时期发展成就"), ("plan", "“十四五”时期的总体思路"), ("plan", "2021年主要工作")], (2020, 2021), id="five-year part between"),
        pytest.param([("review", "“十三五”时期经济社会发展回顾"), ("plan", "2021年重点工作")], (2020, 2021), id="five-year review"),
        pytest.param([("review", "2023年工作回顾"), ("plan", "2024年工作安排和2035年远景目标")], (2023, 2024), id="a later aim"),
    ],
)  # fmt: skip
def test_years_of_parts(parts: list[tuple[str, str]], years: tuple[int, int]) -> None:
    sections = [Section(str(at), 1, "", heading, at, "", role) for at, (role, heading) in enumerate(parts, 1)]
    assert years_of(sections, None) == (*years, False)
