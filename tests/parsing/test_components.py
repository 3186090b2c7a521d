import pytest

from hpreport.model import Report
from hpreport.parsing.glossary.components import headword_counts, split_components


@pytest.mark.parametrize(
    ("headword", "counts"),
    [
        pytest.param("“三零”", [3], id="one"),
        pytest.param("“五工程一管理”", [5, 1], id="two"),
        pytest.param("“十大行动”", [10], id="ten"),
        pytest.param("“3保”", [3], id="arabic"),
        pytest.param("“131+1”工程", [], id="formula"),
        pytest.param("营商环境6.0版改革", [], id="version"),
        pytest.param("TOD", [], id="acronym"),
        pytest.param("京津冀一体化", [], id="一 in a word"),
    ],
)
def test_headword_counts(headword: str, counts: list[int]) -> None:
    assert headword_counts(headword) == counts


@pytest.mark.parametrize(
    ("headword", "definition", "components"),
    [
        pytest.param("“三零”", "零事故、零案件、零纠纷。", ["零事故", "零案件", "零纠纷"], id="plain list"),
        pytest.param("“四下”", "宣传党的路线、方针下基层，调研下基层，接访下基层，办公下基层。",
                     ["宣传党的路线、方针下基层", "调研下基层", "接访下基层", "办公下基层"], id="commas divide, marks inside"),
        pytest.param("“两免一补”", "是指免教科书费、免杂费、补助寄宿生生活费。", ["免教科书费", "免杂费", "补助寄宿生生活费"], id="是指"),
        pytest.param("“三改联动”", "统筹煤电节能降耗改造、供热改造、灵活性改造。",
                     ["煤电节能降耗改造", "供热改造", "灵活性改造"], id="verb before the list"),
        pytest.param("“三区三线”", "农业空间、生态空间、城镇空间三种类型空间，以及分别对应划定的农田红线、生态红线、开发边界三条控制线。",
                     ["农业空间", "生态空间", "城镇空间", "农田红线", "生态红线", "开发边界"], id="two lists, each summed up"),
        pytest.param("“三管三必须”", "管行业必须管安全、管业务必须管安全、管生产必须管安全。",
                     ["管行业必须管安全", "管业务必须管安全", "管生产必须管安全"], id="two numbers for one list"),
        pytest.param("“两工程一管理”", "小区和小巷改造工程以及铁路、公路出入口整治工程，精细化管理。",
                     ["小区和小巷改造工程", "铁路、公路出入口整治工程", "精细化管理"], id="division inside a thing"),
        pytest.param("“131+1”工程", "“1”即东广场，“3”即中山路、中华路、步行街，“1”即庭院，“1”即社区。",
                     ["1：东广场", "3：中山路、中华路、步行街", "1：庭院", "1：社区"], id="labelled"),
        pytest.param("“5+N”行动", "围绕人才、岗位、技能、创业、权益5个基本点，让政府、企业等N种资源汇集。",
                     ["5：人才、岗位、技能、创业、权益5个基本点", "N：政府、企业等N种资源汇集"], id="numbered"),
        pytest.param("“F+EPC+O”", "股权融资+工程总承包+运营，即中标人全面负责。",
                     ["F：股权融资", "EPC：工程总承包", "O：运营"], id="spelled out"),
        pytest.param("CCF", "中国计算机学会。", [], id="acronym"),
        pytest.param("“四上”企业", "达到一定规模的法人单位的一种习惯称谓。", [], id="nothing listed"),
    ],
)  # fmt: skip
def test_components(headword: str, definition: str, components: list[str]) -> None:
    assert [str(component) for component in split_components(headword, definition)] == components


def test_headwords_that_count_agree_with_their_components(report: Report) -> None:
    counting = {t.term: headword_counts(t.headword) for t in report.terms if headword_counts(t.headword)}
    assert len(counting) == 31
    for term in report.terms:
        counts = counting.get(term.term)
        if counts and any(component.label for component in term.components):
            listed = [len(c.items) or 1 for c in term.components if c.label[0] != "N"]
            assert listed == counts, term.term
        elif counts:
            allowed = {sum(counts), counts[0]} if len(set(counts)) == 1 else {sum(counts)}
            assert len(term.components) in allowed, term.term


def test_only_definitions_that_list_nothing_have_no_components(report: Report) -> None:
    without = [term.term for term in report.terms if not term.components]
    assert without == ["营商环境6.0版改革", "CCF", "12345+网格", "TOD", "EOD"]
