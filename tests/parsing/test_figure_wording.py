"""Wording that numbers hide in: what a text says, in invented sentences, and the figures that it states.

Each row is one kind of wording. `figure` names only the fields that the row is about.
"""

from pathlib import Path
from typing import Any

import pytest

from hpreport.index.build import build_report
from hpreport.model import Figure, Report
from hpreport.parsing import parse_report
from hpreport.parsing.report import Editorial

_PAGE = """政府工作报告
——2024年1月10日在安河县第十七届人民代表大会第三次会议上
安河县人民政府县长  李明
各位代表：
现在，我代表安河县人民政府向大会报告工作，请予审议。
一、2023年工作回顾
{review}
二、2024年工作安排
{plan}
"""


def report_of(text: str) -> Report:
    return parse_report(text, report_id="anhe-2024", source="anhe-2024.txt", sha256="", editorial=Editorial())


def figures_of(review: str = "一年来，各项工作取得新的进展。", plan: str = "做好全年工作，意义重大。") -> list[Figure]:
    return list(report_of(_PAGE.format(review=review, plan=plan)).figures)


def figure(indicator: str, value: float | None = None, unit: str | None = None, **fields: Any) -> dict[str, Any]:
    said = {} if value is None else {"value": value}
    return {"indicator": indicator, **said, **({} if unit is None else {"unit": unit}), **fields}


def check(figures: list[Figure], expected: list[dict[str, Any]]) -> None:
    keys = [tuple(row) for row in expected]
    assert len(figures) == len(expected), [(f.indicator, f.text) for f in figures]
    found = [{key: getattr(f, key) for key in row} for f, row in zip(figures, keys, strict=True)]
    assert found == expected


_RESULT = {"kind": "result", "year": 2023}
_TARGET = {"kind": "target", "year": 2024}


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        pytest.param(
            "小麦连续三年增产，年均5亿斤以上；播种面积逐年扩大，目前已达30万亩；新农合参合率再创新高，达到99%。",
            [figure("小麦", 5, "亿斤", bound=">="), figure("播种面积", 30, "万亩"), figure("新农合参合率", 99, "%")],
            id="what-the-clause-before-is-about",
        ),
        pytest.param(
            "旅游收入、游客人数再创新高，分别增长6%、5%。",
            [figure("旅游收入", 6, "%", measure="growth"), figure("游客人数", 5, "%", measure="growth")],
            id="two-things-of-the-clause-before",
        ),
        pytest.param(
            "优良天数210天，比上年增加20天；生产总值完成90亿元，比2019年增加20亿元，年均递增8%。",
            [
                figure("优良天数", 210, "天"),
                figure("优良天数增加", 20, "天"),
                figure("生产总值", 90, "亿元"),
                figure("生产总值增加", 20, "亿元"),
                figure("生产总值", 8, "%", measure="growth", average=True),
            ],
            id="a-change-by-so-much-is-no-level",
        ),
        pytest.param(
            "1100户2300名脱困人口稳定增收，监测对象600户1400人全部落实帮扶。",
            [
                figure("脱困人口稳定增收", 1100, "户"),
                figure("脱困人口稳定增收", 2300, "名"),
                figure("监测对象", 600, "户"),
                figure("监测对象", 1400, "人"),
            ],
            id="two-counts-of-one-thing",
        ),
        pytest.param(
            "货物、旅客周转量分别居全省第二、三位；专利授权量和商标注册量均居全市第1位。",
            [
                figure("货物周转量", 2, "", measure="rank"),
                figure("旅客周转量", 3, "位", measure="rank"),
                figure("专利授权量", 1, "位", measure="rank"),
                figure("商标注册量", 1, "位", measure="rank"),
            ],
            id="a-rank-of-each",
        ),
        pytest.param(
            "列入全市攻坚计划的20个项目完成投资9亿元，三星级园区2个、二星级5个。",
            [
                figure("攻坚计划的项目", 20, "个"),
                figure("攻坚计划的项目完成投资", 9, "亿元"),
                figure("三星级园区", 2, "个"),
                figure("二星级园区", 5, "个"),
            ],
            id="which-projects-and-of-which-class",
        ),
        pytest.param(
            "在12个人口10万以上的县建成分院，4个1类新药上市，时隔9年再夺金牌，时速350公里高铁通车。",
            [figure("人口10万以上的县建成分院", 12, "个"), figure("1类新药上市", 4, "个")],
            id="a-size-that-tells-which",
        ),
        pytest.param(
            "生猪存栏9万头（只）、蔬菜产量3万吨，肉蛋奶产量分别达到7万吨、3万吨、1万吨。",
            [
                figure("生猪存栏", 9, "万头"),
                figure("蔬菜产量", 3, "万吨"),
                figure("肉产量", 7, "万吨"),
                figure("蛋产量", 3, "万吨"),
                figure("奶产量", 1, "万吨"),
            ],
            id="a-unit-in-brackets-and-three-things-in-one-word",
        ),
        pytest.param(
            "煤炭产量首次突破百亿元，财政收入超千亿元，存款余额首次超过50亿元，工业增加值增速完成9%。",
            [
                figure("煤炭产量", 100, "亿元", bound=">"),
                figure("财政收入", 1000, "亿元", bound=">"),
                figure("存款余额", 50, "亿元", bound=">"),
                figure("工业增加值", 9, "%", measure="growth"),
            ],
            id="a-round-amount-in-words",
        ),
        pytest.param(
            "制定地方性法规4部、废止9部，政务热线受理群众诉求3万余件，“三供”“两保”交付率分别达90%和80%。",
            [
                figure("制定地方性法规", 4, "部"),
                figure("废止地方性法规", 9, "部"),
                figure("受理群众诉求", 3, "万件", bound=">"),
                figure("“三供”交付率", 90, "%"),
                figure("“两保”交付率", 80, "%"),
            ],
            id="who-did-it-and-names-in-quotation-marks",
        ),
        pytest.param(
            "建成创新驿站两家，降低900多万个体工商户税负，玉米、大豆最低收购价平均每50公斤分别提高7元和16元。",
            [
                figure("创新驿站", 2, "家"),
                figure("降低个体工商户税负", 900, "万", bound=">"),
                figure("玉米最低收购价提高", 7, "元"),
                figure("大豆最低收购价提高", 16, "元"),
            ],
            id="a-count-behind-the-thing",
        ),
        pytest.param(
            "开工5件大型灌区、6件大中型水库和滨海引水骨干渠道等重点工程。",
            [figure("开工大型灌区", 5, "件"), figure("开工大中型水库", 6, "件")],
            id="the-last-of-a-list-before-examples",
        ),
        pytest.param(
            "前三季度，全市实现生产总值1500亿元、增长6%；1—11月，固定资产投资增长8%。",
            [
                figure("生产总值", 1500, "亿元", measure="level", period="2023-01/2023-09", **_RESULT),
                figure("生产总值", 6, "%", measure="growth", period="2023-01/2023-09", **_RESULT),
                figure("固定资产投资", 8, "%", measure="growth", period="2023-01/2023-11", **_RESULT),
            ],
            id="part-of-a-year",
        ),
        pytest.param(
            "前三季度主要指标：\n工业增加值增长9%；\n税收下降-1.2%。",
            [
                figure("工业增加值", 9, "%", measure="growth", period="2023-01/2023-09"),
                figure("税收", 1.2, "%", measure="decline", period="2023-01/2023-09"),
            ],
            id="period-of-a-list-heading",
        ),
        pytest.param(
            "财政收入突破3亿元，其中一般预算收入完成1.1亿元。",
            [figure("财政收入", 3, "亿元", bound=">"), figure("一般预算收入", 1.1, "亿元", bound="=")],
            id="其中-binds-to-what-follows",
        ),
        pytest.param(
            "“十三五”时期，一般公共预算收入年均增长12%，五年累计新增就业20万人。",
            [
                figure("一般公共预算收入", 12, "%", period="2016/2020", average=True, year=2020, kind="result"),
                figure("新增就业", 20, "万人", period="2016/2020", average=False, year=2020, kind="result"),
            ],
            id="five-years",
        ),
        pytest.param(
            "GDP、工业增加值、社会消费品零售总额分别增长4.6%、5.2%、7.9%。",
            [
                figure("GDP", 4.6, "%", measure="growth"),
                figure("工业增加值", 5.2, "%", measure="growth"),
                figure("社会消费品零售总额", 7.9, "%", measure="growth"),
            ],
            id="names-of-unequal-length",
        ),
        pytest.param(
            "税收占比从60%提高到65%。",
            [figure("税收占比", 65, "%", measure="level", base_value=60)],
            id="from-and-to",
        ),
        pytest.param(
            "投入资金1，234.5万元，新建停车位1 200个，减排1.2×10^4吨。",
            [
                figure("投入资金", 1234.5, "万元", amount=12_345_000, amount_unit="元"),
                figure("新建停车位", 1200, "个", amount=1200, amount_unit="个"),
                figure("减排", 12_000, "吨", amount=12_000, amount_unit="吨"),
            ],
            id="separators-and-powers",
        ),
        pytest.param(
            "完成投资三百亿元、增长百分之五点七，亏损面下降三成。",
            [
                figure("投资", 300, "亿元", amount=30_000_000_000, amount_unit="元"),
                figure("投资", 5.7, "%", measure="growth"),
                figure("亏损面", 3, "成", measure="decline", amount=30, amount_unit="%"),
            ],
            id="chinese-numerals",
        ),
        pytest.param(
            '创建"三零"社区5个，"一网通办"事项80项。',
            [figure("“三零”社区", 5, "个"), figure("“一网通办”事项", 80, "项")],
            id="straight-quotation-marks",
        ),
        pytest.param(
            "一、二、三产增加值分别增长3%、7%、5%。",
            [
                figure("第一产业增加值", 3, "%", measure="growth"),
                figure("第二产业增加值", 7, "%", measure="growth"),
                figure("第三产业增加值", 5, "%", measure="growth"),
            ],
            id="three-sectors-by-ordinals",
        ),
        pytest.param("流量600立方米/秒。", [figure("流量", 600, "立方米/秒")], id="unit-per-second"),
        pytest.param("浏览次数：1234次 字号：大 中 小", [], id="furniture-of-a-page"),
        pytest.param(
            "投资6000万元启动游客中心、停车场建设，投资2500万元完成红色教育基地项目。",
            [figure("游客中心、停车场建设投资", 6000, "万元"), figure("红色教育基地项目投资", 2500, "万元")],
            id="what-money-is-spent-on",
        ),
        pytest.param(
            "办理提案30件，办结率、满意率100%。",
            [figure("提案", 30, "件"), figure("办结率", 100, "%"), figure("满意率", 100, "%")],
            id="rates-that-share-a-number",
        ),
        pytest.param(
            "税收突破20亿元，五年年均增长8%。",
            [figure("税收", 20, "亿元"), figure("税收", 8, "%", average=True)],
            id="years-are-no-name",
        ),
        pytest.param(
            "民生支出达到一般公共预算收入的82%。",
            [figure("民生支出占一般公共预算收入比重", 82, "%")],
            id="a-share-is-not-the-thing",
        ),
        pytest.param(
            "城乡居民收入分别为2.8万元和1.2万元、增长10%和12%。",
            [
                figure("城镇居民收入", 2.8, "万元"),
                figure("农村居民收入", 1.2, "万元"),
                figure("城镇居民收入", 10, "%", measure="growth"),
                figure("农村居民收入", 12, "%", measure="growth"),
            ],
            id="two-numbers-of-each-name",
        ),
        pytest.param(
            "装备制造业、高新技术产业增加值占规上工业的比重分别达到45%、30%。",
            [
                figure("装备制造业增加值占规上工业的比重", 45, "%"),
                figure("高新技术产业增加值占规上工业的比重", 30, "%"),
            ],
            id="a-shared-share",
        ),
        pytest.param(
            "投资8亿元的雷达产业园竣工。", [figure("雷达产业园投资", 8, "亿元")], id="a-name-with-a-verb-in-it"
        ),
        pytest.param(
            "投资超8亿元的项目已达6个，新增收入过3亿元企业2家。",
            [figure("投资超8亿元的项目", 6, "个"), figure("新增收入过3亿元企业", 2, "家")],
            id="the-size-of-each",
        ),
        pytest.param(
            "光明公司二期5万千瓦风电项目并网，年产3000辆专用车项目开工，新增3万千瓦风电项目。",
            [figure("新增风电项目", 3, "万千瓦")],
            id="a-capacity-in-a-name",
        ),
        pytest.param(
            "银行贷款余额增长8.5%，新增4万多亿元。",
            [figure("银行贷款余额", 8.5, "%"), figure("新增银行贷款余额", 4, "万亿元", bound=">", amount=4e12)],
            id="more-within-a-power",
        ),
        pytest.param(
            "人均预期寿命提高到80岁以上，60岁以上老人乘车免费。",
            [figure("人均预期寿命", 80, "岁", measure="level", bound=">=")],
            id="a-mean-age",
        ),
        pytest.param(
            "CPI微降0.1%，用电量增6%。",
            [figure("CPI", 0.1, "%", measure="decline"), figure("用电量", 6, "%", measure="growth")],
            id="short-verbs-of-change",
        ),
        pytest.param(
            "高标准建设公园2个，建成高标准农田3万亩，重点扶持企业4家、重点企业5家。",
            [
                figure("公园", 2, "个"),
                figure("高标准农田", 3, "万亩"),
                figure("重点扶持企业", 4, "家"),
                figure("重点企业", 5, "家"),
            ],
            id="a-manner-or-part-of-a-name",
        ),
        pytest.param("新建、续建公路11条。", [figure("新建、续建公路", 11, "条")], id="verbs-that-share-their-object"),
        pytest.param(
            "园区新签约、新开工、新竣工项目5个、6个、7个。",
            [
                figure("园区新签约项目", 5, "个"),
                figure("园区新开工项目", 6, "个"),
                figure("园区新竣工项目", 7, "个"),
            ],
            id="a-number-for-each-verb",
        ),
        pytest.param(
            "进口货值、新增外资企业、免税销售额分别增长3%、4%、5%。",
            [
                figure("进口货值", 3, "%", measure="growth"),
                figure("新增外资企业", 4, "%", measure="growth"),
                figure("免税销售额", 5, "%", measure="growth"),
            ],
            id="a-verb-within-the-list",
        ),
        pytest.param(
            "河流、近岸海域水质优良比例分别达96%、98%。",
            [figure("河流水质优良比例", 96, "%"), figure("近岸海域水质优良比例", 98, "%")],
            id="a-shared-tail",
        ),
        pytest.param(
            "单位生产总值用水量、能耗、二氧化碳排放量分别下降3%、4%、5%。",
            [
                figure("单位生产总值用水量", 3, "%", measure="decline"),
                figure("单位生产总值能耗", 4, "%", measure="decline"),
                figure("单位生产总值二氧化碳排放量", 5, "%", measure="decline"),
            ],
            id="a-shared-head",
        ),
        pytest.param(
            "“十三五”期间，生产总值和财政收入年均增长8%，经济年均增长7%。",
            [
                figure("生产总值", 8, "%", average=True, period="2016/2020"),
                figure("财政收入", 8, "%", average=True, period="2016/2020"),
                figure("经济增长", 7, "%", average=True, period="2016/2020"),
            ],
            id="a-mean-of-each",
        ),
        pytest.param(
            "新增省级以上创新平台14家，其中国家级7家；城镇低保标准提高到700元，农村提高到500元。",
            [
                figure("新增省级以上创新平台", 14, "家"),
                figure("新增国家级创新平台", 7, "家"),
                figure("城镇低保标准", 700, "元"),
                figure("农村低保标准", 500, "元"),
            ],
            id="what-alone-stands-for-the-name",
        ),
        pytest.param(
            "财政收入突破3亿元，其中一般预算收入增幅首次超过总收入，完成1.1亿元，增长9%。",
            [
                figure("财政收入", 3, "亿元", bound=">"),
                figure("一般预算收入", 1.1, "亿元"),
                figure("一般预算收入", 9, "%", measure="growth"),
            ],
            id="named-by-a-clause-without-a-number",
        ),
        pytest.param(
            "污水、垃圾处理能力不断提高，处理率分别达到95%、85%。",
            [figure("污水处理率", 95, "%"), figure("垃圾处理率", 85, "%")],
            id="listed-by-the-clause-before",
        ),
        pytest.param(
            "粮食播种面积30万亩，产量12万吨；新能源汽车渗透率20%，保有量3万辆、占比9%。",
            [
                figure("粮食播种面积", 30, "万亩"),
                figure("粮食产量", 12, "万吨"),
                figure("新能源汽车渗透率", 20, "%"),
                figure("新能源汽车保有量", 3, "万辆"),
                figure("新能源汽车占比", 9, "%"),
            ],
            id="one-quantity-for-another",
        ),
        pytest.param(
            "新建10个、修缮6个口袋公园。",
            [figure("新建口袋公园", 10, "个"), figure("修缮口袋公园", 6, "个")],
            id="the-thing-comes-later",
        ),
        pytest.param(
            "建设小学2所、幼儿园3所，分别完成投资1亿元、2亿元。",
            [
                figure("小学", 2, "所"),
                figure("幼儿园", 3, "所"),
                figure("小学投资", 1, "亿元"),
                figure("幼儿园投资", 2, "亿元"),
            ],
            id="of-each-of-those-before",
        ),
        pytest.param(
            "城镇新增就业3万人，完成年度目标任务的120%。",
            [figure("城镇新增就业", 3, "万人"), figure("城镇新增就业年度目标任务完成率", 120, "%")],
            id="how-far-a-task-was-done",
        ),
        pytest.param(
            "5公里雨水管网、6公里供水管网和7公里道路等改造工程完工。",
            [figure("雨水管网", 5, "公里"), figure("供水管网", 6, "公里"), figure("道路", 7, "公里")],
            id="the-last-of-a-list",
        ),
        pytest.param(
            "金融机构存、贷款余额分别为50亿元、40亿元，对东盟国家、中亚五国贸易额分别增长30%、40%。",
            [
                figure("金融机构存款余额", 50, "亿元"),
                figure("金融机构贷款余额", 40, "亿元"),
                figure("东盟国家贸易额", 30, "%", measure="growth"),
                figure("中亚五国贸易额", 40, "%", measure="growth"),
            ],
            id="two-things-in-one-word",
        ),
        pytest.param(
            "地级及以上城市优良天数比率超过80%。",
            [figure("地级及以上城市优良天数比率", 80, "%", bound=">")],
            id="及以上-joins-nothing",
        ),
        pytest.param(
            "货物、集装箱吞吐量分别居全球第五、第六位；用户数稳居世界首位。",
            [
                figure("货物吞吐量", 5, "", measure="rank"),
                figure("集装箱吞吐量", 6, "位", measure="rank"),
                figure("用户数", 1, "位", measure="rank"),
            ],
            id="a-rank-for-each",
        ),
        pytest.param(
            "吸引社会资本参与老旧小区改造，开工27个、完工9个，惠及3万人。",
            [
                figure("老旧小区改造开工", 27, "个"),
                figure("老旧小区改造完工", 9, "个"),
                figure("老旧小区改造惠及", 3, "万人"),
            ],
            id="work-that-another-clause-names",
        ),
        pytest.param(
            "光明集团在山区建立药材基地4个，组织选手参加技能大赛，取得第4名。",
            [figure("药材基地", 4, "个"), figure("技能大赛", 4, "名", measure="rank")],
            id="who-and-where-is-no-name",
        ),
        pytest.param(
            "索具、零部件和装备三大主导产业年产值达到49亿元，三大主导产业保持稳定。",
            [figure("三大主导产业年产值", 49, "亿元")],
            id="what-things-are-together",
        ),
        pytest.param(
            "索具、零部件和装备三大主导产业分别实现产值32亿元、9亿元和13亿元。",
            [figure("索具产值", 32, "亿元"), figure("零部件产值", 9, "亿元"), figure("装备产值", 13, "亿元")],
            id="each-of-those-summed-up",
        ),
        pytest.param(
            "办好实事：①新建学校2所②完成改造面积5万平方米③修建公路12条（总长21公里）和3座桥梁。",
            [
                figure("新建学校", 2, "所"),
                figure("改造面积", 5, "万平方米"),
                figure("修建公路", 12, "条"),
                figure("修建公路总长", 21, "公里"),
                figure("修建桥梁", 3, "座"),
            ],
            id="items-in-circles",
        ),
        pytest.param(
            "投入近100万元对牲畜进行了强制免疫，投入400万元对5万亩林木进行病虫害防治，财政投入7000万元用于支持企业。",
            [
                figure("牲畜强制免疫投入", 100, "万元", bound="~"),
                figure("林木病虫害防治投入", 400, "万元"),
                figure("林木病虫害防治", 5, "万亩"),
                figure("财政投入", 7000, "万元"),
            ],
            id="what-money-is-put-into",
        ),
        pytest.param(
            "规模以上企业达13家，全年实现销售收入35亿元、利税5亿元，蔬菜面积发展到15万亩。",
            [
                figure("规模以上企业", 13, "家"),
                figure("规模以上企业销售收入", 35, "亿元"),
                figure("规模以上企业利税", 5, "亿元"),
                figure("蔬菜面积", 15, "万亩"),
            ],
            id="sales-of-the-thing-before",
        ),
        pytest.param(
            "5亿元以上项目投资增长35%，20年一遇防洪标准达标，对6条河道进行整治。",
            [figure("5亿元以上项目投资", 35, "%", measure="growth"), figure("河道整治", 6, "条")],
            id="a-size-that-names",
        ),
        pytest.param(
            "城镇居民人均可支配收入达3万元，农村居民人均可支配收入达2万元，同比分别增长8%、9%。",
            [
                figure("城镇居民人均可支配收入", 3, "万元"),
                figure("农村居民人均可支配收入", 2, "万元"),
                figure("城镇居民人均可支配收入", 8, "%", measure="growth"),
                figure("农村居民人均可支配收入", 9, "%", measure="growth"),
            ],
            id="growth-of-each-of-those-before",
        ),
        pytest.param(
            "旅游人数突破30万人次，旅游收入达到8亿元，分别增长20%。",
            [
                figure("旅游人数", 30, "万人次"),
                figure("旅游收入", 8, "亿元"),
                figure("旅游人数", 20, "%", measure="growth"),
                figure("旅游收入", 20, "%", measure="growth"),
            ],
            id="one-growth-of-both",
        ),
        pytest.param(
            "居民收入增长8.9%，高于经济增速0.6个百分点；税收占比比上年提高2个百分点。",
            [
                figure("居民收入", 8.9, "%", measure="growth"),
                figure("居民收入", 0.6, "个百分点", measure="qualitative"),
                figure("税收占比", 2, "个百分点", measure="growth"),
            ],
            id="points-above-a-growth",
        ),
        pytest.param(
            "开发区主营业务收入达到18亿元；固定资产投资同比翻番。完成财政收入4亿元。全县财政收入完成9亿元。",
            [
                figure("开发区主营业务收入", 18, "亿元"),
                figure("开发区固定资产投资", 1, "番"),
                figure("开发区财政收入", 4, "亿元"),
                figure("财政收入", 9, "亿元"),
            ],
            id="what-a-zone-has",
        ),
        pytest.param(
            "一般公共预算收入完成9亿元，开发区主营业务收入达到18亿元，固定资产投资增长5%。",
            [
                figure("一般公共预算收入", 9, "亿元"),
                figure("开发区主营业务收入", 18, "亿元"),
                figure("固定资产投资", 5, "%"),
            ],
            id="a-zone-among-figures-of-the-place",
        ),
        pytest.param(
            "居民人均可支配收入实际增长7%，纳税大户4家，数量同比增长50%。投资800万元实施了20个教育项目。",
            [
                figure("居民人均可支配收入", 7, "%", measure="growth"),
                figure("纳税大户", 4, "家"),
                figure("纳税大户数量", 50, "%", measure="growth"),
                figure("教育项目投资", 800, "万元"),
                figure("教育项目", 20, "个"),
            ],
            id="real-growth-is-no-name",
        ),
        pytest.param("我们不折不扣完成任务。", [], id="不折不扣-counts-nothing"),
    ],
)
def test_result(review: str, expected: list[dict[str, Any]]) -> None:
    check(figures_of(review=review), expected)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(
            "去年，全市生产总值突破2000亿元，今年增长6%左右。",
            [
                figure("生产总值", 2000, "亿元", bound=">", measure="level", **_RESULT),
                figure("生产总值", 6, "%", bound="~", measure="growth", **_TARGET),
            ],
            id="last-year-in-the-plan",
        ),
        pytest.param(
            "城乡居民收入分别增长7%、8%以上。",
            [
                figure("城镇居民收入", 7, "%", bound=">=", measure="growth"),
                figure("农村居民收入", 8, "%", bound=">=", measure="growth"),
            ],
            id="bound-of-all",
        ),
        pytest.param(
            "生产总值按增长5%安排；增速高于省平均1个百分点、力争达到7%左右。",
            [
                figure("生产总值", 5, "%", measure="growth", stretch=False),
                figure("生产总值", 1, "个百分点", measure="qualitative", stretch=False),
                figure("生产总值", 7, "%", measure="growth", bound="~", stretch=True),
            ],
            id="按-安排-and-a-higher-aim",
        ),
        pytest.param(
            "生产总值增长7%以上、力争8%。",
            [
                figure("生产总值", 7, "%", measure="growth", bound=">=", stretch=False),
                figure("生产总值", 8, "%", measure="growth", bound="=", stretch=True),
            ],
            id="higher-aim",
        ),
        pytest.param(
            "失业率、居民消费价格涨幅分别控制在5%和3%以内。",
            [
                figure("失业率", 5, "%", measure="level", bound="<="),
                figure("居民消费价格涨幅", 3, "%", measure="level", bound="<="),
            ],
            id="以内-of-both",
        ),
        pytest.param(
            "（一）奋力实现经济新跨越。\n生产总值跨越千亿台阶，增长7%以上。",
            [
                figure("生产总值", 1000, "亿", measure="level"),
                figure("生产总值", 7, "%", measure="growth", bound=">="),
            ],
            id="a-step-in-chinese-numerals",
        ),
        pytest.param(
            "粮食产量继续保持500亿斤以上。", [figure("粮食产量", 500, "亿斤", bound=">=")], id="继续-is-no-name"
        ),
        pytest.param("赤字率拟按3%安排。", [figure("赤字率", 3, "%", measure="level")], id="拟按-is-no-name"),
        pytest.param(
            "补助从每人每月1484元提高到1536元。",
            [figure("补助", 1536, "元", base_value=1484, **_TARGET)],
            id="from-and-to-in-the-plan",
        ),
        pytest.param(
            "主要预期目标是：生产总值增长5%；外贸保稳提质；城镇新增就业50万人。",
            [
                figure("生产总值", 5, "%", headline=True),
                figure("外贸", headline=True, measure="qualitative", text="外贸保稳提质"),
                figure("城镇新增就业", 50, "万人", headline=True),
            ],
            id="headline-goes-on-behind-words",
        ),
        pytest.param(
            "主要预期目标是：生产总值增长5%，城镇调查失业率5.5%左右；实现新增就业46万人，居民收入增长6%。",
            [
                figure("生产总值", 5, "%", headline=True),
                figure("城镇调查失业率", 5.5, "%", headline=True),
                figure("新增就业", 46, "万人", headline=True),
                figure("居民收入", 6, "%", headline=True),
            ],
            id="headline-goes-on-with-实现",
        ),
        pytest.param(
            "我们提出今年增长预期目标为7%，既考虑了发展需要，也考虑了潜力。",
            [figure("经济增长", 7, "%", headline=True, measure="growth", **_TARGET)],
            id="growth-target-in-passing",
        ),
        pytest.param(
            "我们对预期目标作了适当调整。今年要优先稳就业保民生；城镇新增就业900万人以上，城镇调查失业率6%左右；"
            "居民消费价格涨幅3.5%左右。",
            [
                figure("城镇新增就业", 900, "万人", headline=True, bound=">="),
                figure("城镇调查失业率", 6, "%", headline=True, bound="~"),
                figure("居民消费价格涨幅", 3.5, "%", headline=True, bound="~"),
            ],
            id="headline-without-a-lead",
        ),
        pytest.param(
            "主要预期目标是：生产总值增长4.5%；固定资产投资提质增效；在实际工作中争取更好结果；城镇调查失业率5.5%左右；居民消费价格合理回升；按照国家要求完成节能降碳任务。",
            [
                figure("生产总值", 4.5, "%", headline=True, **_TARGET),
                figure("固定资产投资", measure="qualitative", headline=True, **_TARGET),
                figure("城镇调查失业率", 5.5, "%", headline=True, **_TARGET),
                figure("居民消费价格", measure="qualitative", headline=True, **_TARGET),
                figure("节能降碳任务", measure="qualitative", headline=True, **_TARGET),
            ],
            id="headline-goes-on-to-the-full-stop",
        ),
        pytest.param(
            "主要预期目标是：生产总值增长5%左右，其中一二三产增加值分别增长3.5%左右、6%左右、5%左右。",
            [
                figure("生产总值", 5, "%", **_TARGET),
                figure("第一产业增加值", 3.5, "%", bound="~", measure="growth", **_TARGET),
                figure("第二产业增加值", 6, "%", bound="~", measure="growth", **_TARGET),
                figure("第三产业增加值", 5, "%", bound="~", measure="growth", **_TARGET),
            ],
            id="industries-without-marks-between",
        ),
        pytest.param(
            "主要预期目标是：生产总值增长5%，制造业投资和民间投资占比稳步提升。",
            [
                figure("生产总值", 5, "%", **_TARGET),
                figure("制造业投资占比", measure="qualitative", **_TARGET),
                figure("民间投资占比", measure="qualitative", **_TARGET),
            ],
            id="a-share-that-two-names-have",
        ),
        pytest.param(
            "主要预期目标是：经济增长5.5%左右；居民收入与经济增长同步。5.5%左右的预期增长目标与“十五五”目标总体衔接。",
            [
                figure("经济增长", 5.5, "%", headline=True, **_TARGET),
                figure("居民收入", measure="qualitative", headline=True, **_TARGET),
                figure("经济增长", 5.5, "%", bound="~", measure="growth", headline=False, **_TARGET),
            ],
            id="the-target-spoken-of-again",
        ),
        pytest.param(
            "提出增长6%左右的目标，主要考虑是稳就业。",
            [figure("经济增长", 6, "%", bound="~", measure="growth", **_TARGET)],
            id="a-growth-that-is-aimed-at",
        ),
        pytest.param(
            "工业产值达到100亿元，确保增长6%的目标。",
            [figure("工业产值", 100, "亿元", **_TARGET), figure("工业产值", 6, "%", measure="growth", **_TARGET)],
            id="a-growth-that-is-aimed-at-of-what-was-named",
        ),
    ],
)
def test_target(plan: str, expected: list[dict[str, Any]]) -> None:
    check(figures_of(plan=plan), expected)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "一、2023年工作回顾\n生产总值增长6%。\n一是项目建设提速。新建公园3处。\n"
            "今年是“十四五”关键一年，做好工作至关重要。\n主要预期目标是：生产总值增长7.5%。\n"
            "（一）办好实事。新建学校2所。\n三、自身建设\n办理提案30件。\n",
            [
                figure("生产总值", 6, "%", **_RESULT),
                figure("新建公园", 3, "处", **_RESULT),
                figure("生产总值", 7.5, "%", headline=True, **_TARGET),
                figure("新建学校", 2, "所", **_TARGET),
                figure("提案", 30, "件", **_TARGET),
            ],
            id="lost-heading",
        ),
        pytest.param(
            "一、2023年工作回顾\n生产总值增长6%。\n二、推动“十五五”开好局\n今年主要预期目标是：生产总值增长5%。\n",
            [figure("生产总值", 6, "%", **_RESULT), figure("生产总值", 5, "%", headline=True, **_TARGET)],
            id="five-year-plan-in-a-heading",
        ),
    ],
)
def test_report(body: str, expected: list[dict[str, Any]]) -> None:
    check(list(report_of(_PAGE.partition("一、")[0] + body).figures), expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("居民消费价格涨幅", "居民消费价格指数涨幅", id="prices"),
        pytest.param("进出口总额", "进出口贸易总额", id="trade"),
    ],
)
def test_names_of_one_topic(one: str, other: str, tmp_path: Path) -> None:
    text = tmp_path / "anhe-2024.txt"
    text.write_text(_PAGE.format(review=f"{one}3%。\n{other}3%。", plan="做好全年工作，意义重大。"), "utf-8")
    assert len({f.topic for f in build_report(text).figures}) == 1


@pytest.mark.parametrize(
    ("review", "plan", "periods"),
    [
        pytest.param("上半年，新建公园3处。", "", ["2023-01/2023-06"], id="half-a-year"),
        pytest.param("一季度，新建公园3处。", "", ["2023-01/2023-03"], id="a-quarter"),
        pytest.param("前11个月，税收增长3%。", "", ["2023-01/2023-11"], id="months"),
        pytest.param("大桥提前2个月通车，新建公园3处。", "", ["2023", "2023"], id="months-too-early"),
        pytest.param("任务提前一个季度完成，新建公园3处。", "", ["2023"], id="a-quarter-too-early"),
        pytest.param("截至11月底，新建公园3处。", "", ["2023-01/2023-11"], id="up-to-a-month"),
        pytest.param("前三季度，税收增长3%；全年新建公园3处。", "", ["2023-01/2023-09", "2023"], id="the-whole-year-again"),
        pytest.param("2022年上半年，税收增长3%。", "", ["2022-01/2022-06"], id="half-of-another-year"),
        pytest.param("税收比上半年增长3%。", "", ["2023"], id="half-a-year-compared-with"),
        pytest.param("2021—2023年，新建公园3处。", "", ["2021/2023"], id="years-by-number"),
        pytest.param("五年来，新建公园3处。新建学校2所。", "", ["2019/2023"] * 2, id="the-lead-of-a-paragraph"),
        pytest.param("税收增长6%。五年来，新建公园3处。", "", ["2023", "2019/2023"], id="no-lead-behind-a-sentence"),
        pytest.param("五年来，新建公园3处。2020年，新建学校2所。", "", ["2019/2023", "2020"], id="a-year-below-a-lead"),
        pytest.param("五年来，税收从2018年的45亿元增长到70亿元。", "", ["2018", "2023"], id="what-it-came-to-in-the-last-year"),
        pytest.param("年末贷款余额300亿元。", "", ["2023-12-31"], id="a-stock-at-the-end-of-the-year"),
        pytest.param("", "去年末贷款余额300亿元。", ["2023-12-31"], id="a-stock-at-the-end-of-last-year"),
        pytest.param("五年来，我们砥砺奋进。\n新建公园3处。\n新建学校2所。", "", ["2019/2023"] * 2, id="a-paragraph-leads"),
        pytest.param(
            "五年来，我们砥砺奋进。\n新建公园3处。\n这一年，我们真抓实干。\n新建学校2所。", "", ["2019/2023", "2023"],
            id="back-to-the-one-year",
        ),
        pytest.param(
            "五年来，我们砥砺奋进。\n新建公园3处。\n各位代表，2023年极不平凡。\n新建学校2所。", "", ["2019/2023", "2023"],
            id="the-address-ends-a-lead",
        ),
        pytest.param("税收增长6%。过去五年，成就巨大。新建公园3处。", "", ["2023", "2019/2023"], id="a-sentence-leads"),
        pytest.param("过去五年，成就巨大。税收从3亿元增长到5亿元。", "", ["2023"], id="what-it-grew-to-in-the-last-year"),
        pytest.param("过去五年，成就巨大。人均可支配收入完成2万元，增长30%。", "", ["2023", "2019/2023"], id="income-is-no-sum"),
        pytest.param("过去五年，成就巨大。加固了长达30公里的堤防。", "", ["2019/2023"], id="长达-is-no-arrival"),
        pytest.param("", "未来五年，前景广阔。\n新建学校2所。", ["2024"], id="no-paragraph-leads-in-the-plan"),
        pytest.param("", "年底前新建公园3处。", ["2024"], id="to-be-done-by-the-end-of-the-year"),
        pytest.param("累计新建公园3处。", "", [""], id="since-when-is-not-told"),
        pytest.param("固定资产投资实现翻番。", "", [""], id="doubled-in-how-long-is-not-told"),
        pytest.param("固定资产投资比上年翻番。", "", ["2023"], id="doubled-in-a-year"),
        pytest.param("全年累计新建公园3处。", "", ["2023"], id="added-up-over-the-year"),
        pytest.param("税收比“十二五”时期增长3%。", "", ["2023"], id="several-years-compared-with"),
        pytest.param("制定《治理规划（2018—2020年）》，新建公园3处。", "", ["2023"], id="the-years-of-a-name"),
        pytest.param("PM2.5年均浓度下降3%。", "", ["2023"], id="a-mean-within-the-year"),
        pytest.param("", "未来五年，新建公园30处。", ["2024/2028"], id="years-to-come"),
        pytest.param("", "去年，新建公园3处；今年，新建公园5处。", ["2023", "2024"], id="last-year-and-this"),
        pytest.param(
            "", "奋斗目标是：到 2028年，税收年均增长8%，达到9亿元；投资年均增长3%；五年累计完成投资20亿元；绿化率达到40%。",
            ["2024/2028", "2028", "2024/2028", "2024/2028", "2028"], id="a-list-aims-at-a-year",
        ),
        pytest.param("", "税收比去年增长3%。", ["2024"], id="last-year-compared-with"),
    ],
)  # fmt: skip
def test_period(review: str, plan: str, periods: list[str]) -> None:
    assert [f.period for f in figures_of(**{k: v for k, v in (("review", review), ("plan", plan)) if v})] == periods
