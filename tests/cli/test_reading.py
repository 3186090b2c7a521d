"""`sections`, `section` and `search` as scripts see them: exact standard output, standard error and exit status."""

import json
from pathlib import Path

import pytest
from support.process import Result, Run

CITED = "和平区政府工作报告（2023年12月21日）"
MISS = "hpreport: 没有找到“比特币”\n"
NO_SECTION = "hpreport: 没有 9 这一节；有的是：1、1.1、1.2、1.3、1.4、1.5、1.6、2、2.1、2.2、2.3、2.4、2.5、2.6、2.7 及其下各条\n"

SEVERAL = (
    "hpreport: “养老”可能指 2 处，请用编号选一处，如 hpreport section 1.6.4\n"
    "hpreport: 1.6.4 2023年工作回顾 > 民生福祉持续增进 > “品质养老”强体系（第81行）\n"
    "hpreport: 2.5.4 2024年重点工作安排 > 优化基本公共服务，在惠民生上添福祉 > 做优品质养老服务（第167行）\n"
)


@pytest.mark.parametrize(
    ("args", "status", "out", "err"),
    [
        pytest.param(["sections", "2.3"], 0, "2.3\t（三）\t深化创新改革开放，在促发展上增动力\t125\t4\t3\t2\n2.3.1\t\t推进创新驱动发展\t127\t1\t1\t0\n2.3.2\t\t深化重点领域改革\t129\t1\t2\t2\n2.3.3\t\t提升开放合作水平\t133\t1\t0\t0\n", "", id="sections below one"),
        pytest.param(["sections", "--depth", "1", "--fields", "id,heading,role"], 0, "1\t2023年工作回顾\treview\n2\t2024年重点工作安排\tplan\n", "", id="depth"),
        pytest.param(["sections", "1.1", "-d", "1", "--fields", "id"], 0, "1.1\n", "", id="depth below one"),
        pytest.param(["sections", "9"], 1, "", NO_SECTION, id="sections, no such"),
        pytest.param(["sections", "--depth", "0"], 2, "", "hpreport: --depth 的值不对：太小了，至少是 1（用法见 hpreport sections --help）\n", id="depth, zero"),
        pytest.param(["section", "2.6", "--own", "--fields", "text"], 0, "（六）更好统筹发展安全，在保稳定上固本质。坚定不移贯彻总体国家安全观，加强和创新基层社会治理，防范化解经济、社会等领域风险，建设更高水平的平安和平。\n", "", id="own paragraphs"),
        pytest.param(["section", "扩大幸福教育优式", "--fields", "id"], 0, "2.5.2\n", "", id="near miss"),
        pytest.param(["section", "停车难", "--fields", "id,headings"], 0, "2.4.3\t2024年重点工作安排；加强城市建设管理，在优环境上提品质；推进城市精细化管理\n", "", id="topic"),
        pytest.param(["section", "養老", "-f", "tsv", "--fields", "id"], 0, "id\n1.6.4\n2.5.4\n", "hpreport: “養老”可能指 2 处，请用编号选一处，如 hpreport section 1.6.4\n", id="several, traditional"),
        pytest.param(["section", "养老"], 1, "", SEVERAL, id="several, plain"),
        pytest.param(["section", "吃水难", "--fields", "id,line"], 0, "1\t88\n", "", id="a paragraph without a heading"),
        pytest.param(["section", "预计全年", "--figures", "--fields", "text"], 0, "增长7%\n增长6.2%\n增长5.1%\n增长16.4%\n增长4.8%\n第49位\n东北首位\n东北第一\n", "", id="its figures"),
        pytest.param(["section", "二、（四）", "--fields", "id"], 0, "2.4\n", "", id="as cited"),
        pytest.param(["sections", "二、（四）推进城市精细化管理", "--fields", "id"], 0, "2.4.3\n", "", id="sections, as cited in full"),
        pytest.param(["sections", "0", "--fields", "id"], 0, "0\n", "", id="sections, the beginning"),
        pytest.param(["sections", "優化基本公共服務", "-d", "1", "--fields", "id"], 0, "2.5\n", "", id="sections, by heading"),
        pytest.param(["terms", "--section", "深化重点领域改革", "--fields", "term"], 0, "三多三全\n五免\n", "", id="terms, by heading"),
        pytest.param(["targets", "--section", "二、（四）", "-n", "1", "--fields", "section"], 0, "2.4.1\n", "", id="targets, as cited"),
        pytest.param(["search", "元宇宙", "--section", "引育新质生产力", "--fields", "section"], 0, "2.2.2\n", "", id="search, by heading"),
        pytest.param(["search", "養老服務", "-c"], 0, "2\t6\t養老服務\n", "", id="count, traditional"),
        pytest.param(["sections", "2.3.1", "-f", "md"], 0, "| 标题 | 段落 | 数据 | 词语 | 位置 |\n| --- | ---: | ---: | ---: | ---: |\n| 2.3.1 推进创新驱动发展 | 1 | 1 | 0 | 第127行 |\n", "", id="sections, md"),
        pytest.param(["section", "9"], 1, "", NO_SECTION, id="section, no such"),
        pytest.param(["section", "比特币"], 1, "", MISS, id="section, nothing"),
        pytest.param(["section", "比特币", "-f", "json", "-q"], 1, "[]\n", "", id="section, nothing, json"),
        pytest.param(["section", "1.6.1", "--figures", "--fields", "indicator,text", "-f", "csv"], 0, "indicator,text\n城镇新增就业,1.98万人\n失业人员再就业,1.06万人\n小微企业创业担保贷款,7.8亿元\n小微企业创业担保贷款,全市第一\n为农民工追回欠薪,4759.65万元\n", "", id="figures"),
        pytest.param(["section", "2.7.1", "--figures"], 1, "", "hpreport: 这里没有数据\n", id="figures, none"),
        pytest.param(["section", "2.6", "--figures", "--fields", "parent"], 2, "", "hpreport: 没有字段 parent；可用的有：report,year,kind,headline,indicator,value,value_max,unit,measure,bound,text,quote,section,heading,line,cite,place,topic,period,average,amount,amount_unit,base_value,stretch,match\n", id="figures, no such field"),
        pytest.param(["section", "2.6.2", "-f", "md", "--own", "--fields", "id,cite"], 0, f"| 编号 | 引用 |\n| --- | --- |\n| 2.6.2 | {CITED}二、（六）抓好基层社会治理，第179行 |\n", "", id="md with fields"),
        pytest.param(["search", "口袋公园", "--fields", "section,line"], 0, "2.4.3\t149\n1.4.3\t59\n", "", id="phrase"),
        pytest.param(["search", '"高新技术企业"', "-f", "tsv", "--fields", "section,quote"], 0, "section\tquote\n1.3.1\t新增省级“专精特新”中小企业19家、科技型中小企业431家，公示雏鹰企业22家、瞪羚独角兽企业4家，通过市级评审高新技术企业138家。\n", "", id="quoted"),
        pytest.param(["search", "养老", "-食堂", "--part", "plan", "-n", "2", "--fields", "section,query"], 0, "2.5.5\t养老 -食堂\n2.4.1\t养老 -食堂\n", "", id="left out, in a part"),
        pytest.param(["search", "元宇宙", "--section", "2.2", "--fields", "section"], 0, "2.2.2\n", "", id="in a section"),
        pytest.param(["search", "元宇宙", "--section", "2.5"], 1, "", "hpreport: 这里没有找到“元宇宙”；别处有 2 段\n", id="elsewhere"),
        pytest.param(["search", "元宇宙", "--section", "9"], 1, "", NO_SECTION, id="search, no such section"),
        pytest.param(["search", "元宇宙", "--part", "三"], 2, "", "hpreport: --part 没有 三；可用的有：review、plan\n", id="search, no such part"),
        pytest.param(["search", "元宇宙", "--count"], 0, "2\t8\t元宇宙\n", "", id="count"),
        pytest.param(["search", "比特币", "--count", "-q"], 1, "0\t0\t比特币\n", "", id="count, nothing"),
        pytest.param(["search", "元宇宙", "--count", "--fields", "line"], 2, "", "hpreport: 没有字段 line；可用的有：query,passages,occurrences\n", id="count, no such field"),
        pytest.param(["search", "比特币"], 1, "", MISS, id="search, nothing"),
        pytest.param(["search", "比特币", "-f", "json", "-q"], 1, "[]\n", "", id="search, nothing, json"),
        pytest.param(["search", "停车难", "-n", "1", "--cite", "--fields", "cite"], 0, f"{CITED}二、（四）推进城市精细化管理，第149行\n", "", id="cite"),
        pytest.param(["search"], 2, "", "hpreport: 缺少参数 文字...（用法见 hpreport search --help）\n", id="no query"),
        pytest.param(["search", "养老", "--foo"], 2, "", "hpreport: 没有选项 --foo，是不是 --color、--format、--bom？（用法见 hpreport search --help）\n", id="no such option"),
        pytest.param(["term", "三保", "--fields", "term,cite"], 0, f"三保\t{CITED}名词解释：“三保”，第233行\n", "", id="term, cited"),
    ],
)  # fmt: skip
def test_command(run: Run, args: list[str], status: int, out: str, err: str) -> None:
    assert run(*args) == Result(status, out, err)


def test_md_is_a_quotation_with_its_source(run: Run) -> None:
    done = run("section", "1.6", "2.6.2", "-f", "md")
    first, second = done.out.split("\n\n")
    assert first.startswith("> 六是民生福祉持续增进。")
    assert first.count("\n>\n> ") == 7
    assert first.endswith(f"\n>\n> ——{CITED}一、六是民生福祉持续增进，第72行")
    assert second.endswith(f"——{CITED}二、（六）抓好基层社会治理，第179行\n")
    assert all(line.startswith(">") for line in first.splitlines())


def test_section_json_is_the_contract(run: Run) -> None:
    (row,) = json.loads(run("section", "2.4.3", "-f", "json").out)
    assert list(row)[:8] == ["report", "id", "level", "number", "heading", "line", "parent", "text"]
    assert (row["id"], row["level"], row["heading"], row["line"]) == ("2.4.3", 3, "推进城市精细化管理", 149)
    assert [figure["value"] for figure in row["figures"]] == [30, 5, 8, 13, 1500]
    assert [term["term"] for term in row["terms"]] == ["十大行动", "六化"]
    assert json.loads(run("section", "2.4.3", "-f", "json", "--no-terms").out)[0]["terms"] == []


def test_a_section_is_all_of_it_and_its_own_paragraphs_can_be_had(run: Run) -> None:
    def text(*args: str) -> str:
        return json.loads(run("section", *args, "-f", "json").out)[0]["text"]

    assert "预计全年地区生产总值" in text("1", "--own")
    assert "在充分肯定成绩的同时" in text("1", "--own")
    assert "项目建设提速扩量" not in text("1", "--own")
    assert text("1.1").split("\n")[1].startswith("项目建设提速扩量。")
    assert "现在，我代表区政府" in text("0")
    assert text("2").split("\n")[-1].startswith("各位代表，风劲帆满海天阔")


def test_search_json_is_the_contract(run: Run) -> None:
    (row,) = json.loads(run("search", "停车难", "-n", "1", "-f", "json").out)
    assert list(row)[:7] == ["report", "section", "headings", "line", "score", "quote", "text"]
    assert row["headings"] == ["2024年重点工作安排", "加强城市建设管理，在优环境上提品质", "推进城市精细化管理"]
    assert row["quote"].startswith("加强“停车难”综合治理")
    assert row["quote"] in row["text"]


def test_a_text_in_a_paragraph_is_that_paragraph(run: Run) -> None:
    text = run("section", "吃水难").out
    assert text.count("\n") == 1
    assert "“吃水难”" in text


def test_plain_is_text_and_nothing_else(run: Run) -> None:
    mixed = run("section", "2.4.3", "养老", "-f", "plain")
    assert mixed == Result(0, run("section", "2.4.3").out, SEVERAL)


def test_hits_left_out_are_told(run: Run) -> None:
    found = len(run("search", "经济", "-n", "99", "--fields", "line").out.splitlines())
    cut = run("search", "经济", "--fields", "line")
    assert (len(cut.out.splitlines()), cut.err) == (10, f"hpreport: “经济”还有 {found - 10} 段，用 --limit 看更多\n")
    assert run("search", "经济", "-n", "3").err == ""


def test_ten_of_the_places_that_a_text_may_mean_are_printed(run: Run) -> None:
    done = run("section", "打造", "--fields", "id")
    assert (done.status, len(done.out.splitlines())) == (0, 10)
    assert done.err.startswith("hpreport: “打造”可能指 16 处，")


def test_a_report_without_parts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全文第一段。\n第二段。\n", encoding="utf-8")
    index = str(tmp_path / "a.yaml")
    assert run("build", str(tmp_path / "a.txt"), "-o", index, "-q").status == 0
    message = "hpreport: 没有 1 这一节；报告没有分部分的标题，用 hpreport section 0 看全文\n"
    for args in (["section", "1"], ["sections", "1"], ["targets", "--section", "1"]):
        assert run(*args, "--index", index) == Result(1, "", message)


def test_context_adds_sentences(run: Run) -> None:
    quotes = [run("search", "停车难", "-n", "1", "--fields", "quote", "-C", n).out.strip() for n in ("0", "1", "99")]
    assert [quote.count("。") for quote in quotes] == [1, 2, 5]
    assert quotes[0] in quotes[1]
    assert quotes[1] in quotes[2]


def test_stdin_gives_one_answer_a_line(run: Run) -> None:
    args = ["search", "-", "-n", "1", "--fields", "section", "-q"]
    queries = "停车难\n\n比特币\n养老 -食堂\r\n"
    answers = [json.loads(line) for line in run(*args, "-f", "jsonl", stdin=queries).out.splitlines()]
    assert answers == [
        {"query": "停车难", "hits": [{"section": "2.4.3"}]},
        {"query": "", "hits": []},
        {"query": "比特币", "hits": []},
        {"query": "养老 -食堂", "hits": [{"section": "2.5.5"}]},
    ]
    assert json.loads(run(*args, "-f", "json", stdin="停车难").out) == answers[:1]
    assert run(*args, stdin="停车难\n养老 -食堂") == Result(0, "2.4.3\n2.5.5\n", "")
    assert run(*args, stdin=b"\xff\xfe\n").status == 1
    assert run("search", "-", "--count", stdin="停车难\n养老\n").out == "2\t1\t停车难\n5\t17\t养老\n"


@pytest.mark.parametrize("format_name", ["table", "plain", "tsv", "csv", "json", "jsonl", "md"])
def test_every_format(run: Run, format_name: str) -> None:
    for args in (
        ["sections"],
        ["section", "2.4.3"],
        ["section", "养老", "-q", *(["--fields", "heading"] if format_name in ("plain", "table", "md") else [])],
        ["search", "养老"],
        ["search", "养老", "-c"],
    ):
        done = run(*args, "-f", format_name)
        assert (done.status, done.err) == (0, "")
        assert "养老" in done.out or "2.4.3" in done.out or "推进城市精细化管理" in done.out
