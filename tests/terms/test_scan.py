"""`scan`: every known term that a text uses, with line and column."""

import json
from pathlib import Path

import pytest
from support.process import SEED, Result, Run

from hpreport.index.index import open_index
from hpreport.terms.scanner import Scanner


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return open_index().scanner


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        pytest.param("兜牢三保底线", [(1, 3, "三保")], id="plain"),
        pytest.param("兜牢“三保”底线", [(1, 4, "三保")], id="marks around it are not part of it"),
        pytest.param(
            "推动「三零」和“两邻”\n落实五育", [(1, 4, "三零"), (1, 9, "两邻"), (2, 3, "五育")], id="lines and columns"
        ),
        pytest.param("新时代“六地”目标", [(1, 1, "新时代“六地”")], id="mark inside"),
        pytest.param("“1+3”规划设计", [(1, 1, "“1+3”规划设计")], id="mark at the start"),
        pytest.param("辽宁“六地”", [(1, 4, "六地")], id="quoted part alone"),
        pytest.param("以社会投资人+EPC+O模式", [(1, 2, "社会投资人+EPC+O")], id="longest match"),
        pytest.param("ＥＯＤ和tod", [(1, 1, "ＥＯＤ"), (1, 5, "tod")], id="width and case"),
        pytest.param("3保与４方责任", [(1, 1, "3保"), (1, 4, "４方责任")], id="digits"),
        pytest.param("实施五工程\n一管理", [(1, 3, "五工程一管理")], id="broken by a line end"),
        pytest.param(
            f"{'，' * 60}三零{'，' * 40}实施五工程\n一管理",
            [(1, 61, "三零"), (1, 105, "五工程一管理")],
            id="broken, another before it in a long line",
        ),
        pytest.param("开展第三\n务必落实", [], id="an ordinal across lines"),
        pytest.param("兜牢“三\n保”底线", [(1, 4, "三保")], id="a short one broken by a line end"),
        pytest.param("\x1b[31m三\x1b[0m保", [(1, 6, "三保")], id="colour codes inside"),
        pytest.param("五工程\n\n一管理", [], id="nor any across a blank line"),
        pytest.param("两不愁三保障", [], id="inside another word"),
        pytest.param("三零、三保", [(1, 1, "三零"), (1, 4, "三保")], id="numbers divided by a mark"),
        pytest.param("十三保", [], id="inside a number"),
        pytest.param("METHOD TODAY", [], id="inside a latin word"),
        pytest.param("“1+3”共建", [], id="a short formula alone"),
        pytest.param("", [], id="empty"),
    ],
)
def test_scan(scanner: Scanner, text: str, uses: list[tuple[int, int, str]]) -> None:
    assert [(u.line, u.column, u.text) for u in scanner.scan(text.splitlines(keepends=True))] == uses


@pytest.mark.parametrize(
    ("draft", "terms"),
    [
        pytest.param("加强第三保育院建设", []),
        pytest.param("扶持三零售企业", []),
        pytest.param("覆盖六地区十二县", []),
        pytest.param("落实两不愁三保障政策", []),
        pytest.param("第三务必转变作风", []),
        pytest.param("三是坚持三公里生活圈", []),
        pytest.param("五社区联合党委", []),
        pytest.param("三务实作风建设", []),
        pytest.param("六化工企业搬迁", []),
        pytest.param("六化肥厂停产", []),
        pytest.param("五育龄妇女普查", []),
        pytest.param("五免税店开业", []),
        pytest.param("两邻居互助", []),
        pytest.param("五免疫点建成", []),
        pytest.param("接二连三保持增长", []),
        pytest.param("再三保证不拖欠", []),
        pytest.param("高三保送生名单", []),
        pytest.param("十三保工程", []),
        pytest.param("五社工上岗", []),
        pytest.param("五育婴师培训", []),
        pytest.param("三零部件供应商", []),
        pytest.param("三保险公司签约", []),
        pytest.param("兜牢三保底线", ["三保"]),
        pytest.param("三保支出足额安排", ["三保"]),
        pytest.param("推动三零和五社联动", ["三零", "五社"]),
        pytest.param("深化两邻理念和六邻工程", ["两邻", "六邻"]),
        pytest.param("五育并举", ["五育"]),
        pytest.param("五免政务服务", ["五免"]),
        pytest.param("提升六化管理水平", ["六化"]),
        pytest.param("打造三务大厅", ["三务"]),
        pytest.param("新时代六地建设", ["新时代“六地”"]),
        pytest.param("辽宁六地目标任务", ["新时代“六地”"]),
        pytest.param("推動三零社區建設", ["三零"]),
        pytest.param("落實三個革命", ["三个革命"]),
        pytest.param("營商環境6.0版改革", ["营商环境6.0版改革"]),
        pytest.param("兜牢基层“三\n保”底线", ["三保"]),
        pytest.param("压实四方\n责任", ["四方责任"]),
        pytest.param("推进三零\n售业态", []),
        pytest.param("开展第三\n务必落实", []),
        pytest.param("基本三\n保障到位", []),
        pytest.param("\u001b[31m三\u001b[0m\u001b[32m保\u001b[0m底线", ["三保"]),
        pytest.param("+兜牢\u001b[1m三保\u001b[m障", []),
        pytest.param("五社联动、社会工作", ["五社"]),
        pytest.param("三保工作专班", ["三保"]),
        pytest.param("落实三保是底线", ["三保"]),
        pytest.param("三保、三零、三务", ["三保", "三零", "三务"]),
        pytest.param("确保“三保”障碍清零", ["三保"]),
        pytest.param("五社干部", ["五社"]),
        pytest.param("三务公开栏", ["三务"]),
        pytest.param("加大三保投入", ["三保"]),
        pytest.param("三零创建活动", ["三零"]),
        pytest.param("五育融合", ["五育"]),
        pytest.param("六邻文化节", ["六邻"]),
        pytest.param("两邻社区", ["两邻"]),
        pytest.param("六化标准", ["六化"]),
        pytest.param("五免清单", ["五免"]),
        pytest.param("三保资金", ["三保"]),
        pytest.param("三保预算", ["三保"]),
        pytest.param("三务融合", ["三务"]),
    ],
    ids=lambda value: value.translate({10: "⏎", 27: "ESC"}) if isinstance(value, str) else "",
)  # fmt: skip
def test_drafts(scanner: Scanner, draft: str, terms: list[str]) -> None:
    """A term inside another word, ordinal or number is none; line breaks, colour codes and traditional characters hide none."""
    rows = open_index().terms
    assert [rows[use.term]["term"] for use in scanner.scan(draft.splitlines(keepends=True))] == terms


@pytest.mark.parametrize("size", [40, 53, 64, 200])
def test_a_long_line_in_pieces_gives_the_same(scanner: Scanner, size: int) -> None:
    text = "一是兜牢“三保”底线，二是实施五工程一管理，三是社会投资人+EPC+O，新时代“六地”和三零。" * 9
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert list(scanner.scan(pieces)) == list(scanner.scan([text]))


def test_report_uses_all_its_terms(run: Run) -> None:
    rows = json.loads(run("scan", str(SEED), "-f", "json").out)
    assert list(rows[0]) == ["line", "column", "text", "term", "definition", "match", "file"]
    body = [row for row in rows if row["line"] < 199]
    assert len({row["term"] for row in body}) == 46
    lines = SEED.read_text("utf-8").split("\n")
    for row in rows:
        if row["text"] in lines[row["line"] - 1]:
            assert lines[row["line"] - 1][row["column"] - 1 :].startswith(row["text"])


@pytest.mark.parametrize(
    ("args", "stdin", "status", "out", "err"),
    [
        pytest.param(["scan"], "兜牢“三保”底线\n", 0, "1\t4\t三保\t三保\t保基本民生、保工资、保运转。\n", "", id="standard input"),
        pytest.param(["scan", "-", "--fields", "line,term"], "三零\n三保", 0, "1\t三零\n2\t三保\n", "", id="fields"),
        pytest.param(["scan", "-f", "json"], "没有词语\n", 1, "[]\n", "hpreport: 没有用到名词解释中的词语\n", id="nothing, json"),
        pytest.param(["scan", "-q"], "", 1, "", "", id="empty, quiet"),
        pytest.param(["scan", "--glossary"], "三零、三保和三零，辽宁“六地”\n", 0, "“三零”：零事故、零案件、零纠纷。\n“三保”：保基本民生、保工资、保运转。\n新时代“六地”：国家重大战略支撑地、重大技术创新策源地、具有国际竞争力的先进制造业新高地、现代化大农业发展先行地、高品质文体旅融合发展示范地、东北亚开放合作枢纽地。\n", "", id="glossary"),
        pytest.param(["scan", "--glossary", "--fields", "term"], "三零 三保", 0, "三零\n三保\n", "", id="glossary as rows"),
        pytest.param(["scan", "--glossary", "--fields", "column"], "三零", 2, "", "hpreport: 没有字段 column；可用的有：report,number,term,headword,definition,components,match,score,line,mentions,pinyin,aliases,place,year\n", id="glossary, field of the other rows"),
        pytest.param(["scan", "--fields", "line,term"], b"\xe4\xb8\x89\xe4\xbf\x9d\xff\xfe\xe4\xb8\x89\xe9\x9b\xb6\n", 0, "1\t三保\n1\t三零\n", "", id="a stray bad byte"),
        pytest.param(["scan", "--glossary"], "无\n", 1, "", "hpreport: 没有用到名词解释中的词语\n", id="empty glossary"),
        pytest.param(["scan", "none.txt"], "", 2, "", "hpreport: none.txt：读不了：没有这个文件\n", id="no such file"),
        pytest.param(["scan", "."], "", 2, "", "hpreport: .：读不了：这是目录，不是文件\n", id="directory"),
        pytest.param(["scan", "--check"], "落实三直一块，“三宝”底线。\n推动“四大战略”，压实四方责仁，深化营商环境6.0改革，“三保”三零。\n", 0, "1\t3\t三直一块\tfuzzy\t三直一快\n1\t9\t三宝\tfuzzy\t三保\n2\t4\t四大战略\tmention\t\n2\t12\t四方责仁\tfuzzy\t四方责任\n2\t19\t营商环境6.0改革\tfuzzy\t营商环境6.0版改革\n", "", id="check"),
        pytest.param(["scan", "--check"], "兜牢“三保”底线，各方责任、新时代“六地”。“这是一句话。”\n", 1, "", "hpreport: 没有可疑之处\n", id="check, nothing"),
        pytest.param(["scan", "--check", "--glossary"], "", 2, "", "hpreport: --glossary 和 --check 只能给一个\n", id="check and glossary"),
        pytest.param(["scan", "-f", "table", "--width", "60"], "三保\n", 0, " 行   列   词语   解释\n ─────────────────────────────────────────────\n  1    1   三保   保基本民生、保工资、保运转。\n", "", id="no column twice"),
        pytest.param(["scan", "-f", "table", "--width", "60"], "3保\n", 0, " 行   列   原文   词语   解释\n ────────────────────────────────────────────────────\n  1    1   3保    三保   保基本民生、保工资、保运转。\n", "", id="spelt otherwise"),
        pytest.param(["scan", "--fields", "text,match"], "3保、三保、“三保”\n", 0, "3保\tfolded\n三保\texact\n三保\texact\n", "", id="how it is written"),
        pytest.param(["scan"], "三保\x00\x01", 2, "", "hpreport: 标准输入：不是文本文件\n", id="binary"),
        pytest.param(["scan"], "{\\rtf1", 2, "", "hpreport: 标准输入：是 RTF 文件，请先另存为 .docx 或 .txt\n", id="what build refuses"),
        pytest.param(["scan"], "<!DOCTYPE html><body><p>兜牢三保</p><p>五育并举</p></body>", 0, "1\t3\t三保\t三保\t保基本民生、保工资、保运转。\n2\t1\t五育\t五育\t德育、智育、体育、美育、劳动教育。\n", "", id="a web page"),
    ],
)  # fmt: skip
def test_command(run: Run, args: list[str], stdin: str | bytes, status: int, out: str, err: str) -> None:
    assert run(*args, stdin=stdin) == Result(status, out, err)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(run: Run, tmp_path: Path, encoding: str) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes("兜牢“三保”底线\r\n五育并举\r\n".encode(encoding))
    assert run("scan", str(draft), "--fields", "line,column,term").out == "1\t4\t三保\n2\t1\t五育\n"


def test_several_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("兜牢三保\n", "utf-8")
    (tmp_path / "乙.html").write_text("<html><body><p>甲</p><p>三零社区</p></body></html>", "utf-8")
    done = run("scan", "甲.txt", "乙.html", "--fields", "file,line,term", cwd=tmp_path)
    assert done == Result(0, "甲.txt\t1\t三保\n乙.html\t2\t三零\n", "")
    assert run("scan", "甲.txt", "乙.html", cwd=tmp_path).out.splitlines()[1].endswith("零纠纷。\t乙.html")
    assert run("scan", "甲.txt", "-", "-g", stdin="三零、三保", cwd=tmp_path).out == (
        "“三保”：保基本民生、保工资、保运转。\n“三零”：零事故、零案件、零纠纷。\n"
    )


def test_a_word_document(run: Run, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for text in ("兜牢三保底线", "推动三零社区建设"):
        document.add_paragraph(text)
    document.save(tmp_path / "草稿.docx")
    assert run("scan", "草稿.docx", "--fields", "line,column,term", cwd=tmp_path).out == "1\t3\t三保\n2\t3\t三零\n"
