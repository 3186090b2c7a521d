import pytest

from hpreport.errors import DataError
from hpreport.model import Mark, Paragraph
from hpreport.parsing.lines.hygiene import tidy
from hpreport.parsing.lines.paragraphs import join_marks, split_paragraphs
from hpreport.text.encodings import decode, decoded


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("一、回顾\n".encode(), "一、回顾\n", id="utf-8"),
        pytest.param("一、回顾\n".encode("utf-8-sig"), "一、回顾\n", id="utf-8 with bom"),
        pytest.param("一、回顾\n".encode("utf-16"), "一、回顾\n", id="utf-16 with bom"),
        pytest.param("一、回顾\n".encode("gb18030"), "一、回顾\n", id="gb18030"),
        pytest.param("一\r\n二\r三\n".encode(), "一\n二\n三\n", id="line ends"),
        pytest.param("一、回顾\n".encode("utf-16-le"), "一、回顾\n", id="utf-16, no mark"),
        pytest.param("一、回顾\n".encode("utf-16-be"), "一、回顾\n", id="utf-16, the other end first, no mark"),
        pytest.param("一、回顾\n".encode("utf-32"), "一、回顾\n", id="utf-32 with bom"),
        pytest.param("一、回顾\n".encode("utf-32-be"), "一、回顾\n", id="utf-32, no mark"),
        pytest.param("各位代表：社會經濟發展，增長8%。".encode("big5"), "各位代表：社會經濟發展，增長8%。", id="big5"),
        pytest.param(
            "各位代表：社会经济发展，增长8%。".encode("gb18030"),
            "各位代表：社会经济发展，增长8%。",
            id="gb18030, no line end",
        ),
        pytest.param("三保".encode("gb18030"), "三保", id="two characters"),
        pytest.param(("经济发展" * 300).encode() + b"\xe5", "经济发展" * 300 + "\ufffd", id="utf-8 cut off"),
        pytest.param(
            "经济发展".encode() * 300 + b"\xff" + "经济发展".encode(),
            "经济发展" * 300 + "\ufffd经济发展",
            id="utf-8, a stray byte",
        ),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data, "x") == text


def test_damage_is_counted_and_its_line_named() -> None:
    assert decoded(("经济\n" * 300).encode() + b"\xff", "x") == ("经济\n" * 300 + "\ufffd", 1, 301)


@pytest.mark.parametrize(
    ("text", "tidied", "said"),
    [
        pytest.param("“三保”增长８％。", "“三保”增长8％。", "全角数字和字母改为半角 1 处", id="full-width digits"),
        pytest.param("２０２４年１２．５％", "2024年12.5％", "全角数字和字母改为半角 2 处", id="full-width date and point"),
        pytest.param("⼯作⻓期⺠生", "工作长期民生", "部首和兼容汉字改为通用字 3 处", id="radicals"),
        pytest.param("\uf9dd年", "利年", "部首和兼容汉字改为通用字 1 处", id="compatibility ideograph"),
        pytest.param("乡\u00ad村\u200b振\ufeff兴", "乡村振兴", "零宽字符去掉 3 处", id="soft hyphen, zero width"),
        pytest.param("甲\u2028乙\x0c丙", "甲\n乙\n丙", "行分隔符改为换行 2 处", id="line and page separators"),
        pytest.param("甲\xa0乙&nbsp;丙<U+00A0>丁", "甲 乙 丙 丁", "不间断空格改为空格 3 处", id="no-break spaces"),
        pytest.param("甲  \n乙　\n丙 ", "甲\n乙\n丙", "行末空格去掉 3 处", id="spaces at the end of each line"),
        pytest.param("甲  \n乙\n丙", "甲  \n乙\n丙", "", id="at the end of one line"),
        pytest.param("二O二四年、二○二O年、一OO年", "二〇二四年、二○二〇年、一〇〇年", "当作〇、0 的字母改为〇、0 3 处", id="letters for zero"),
        pytest.param("2O24年1OO个，PM2.5、H2O2、CO2", "2024年100个，PM2.5、H2O2、CO2", "当作〇、0 的字母改为〇、0 2 处", id="letters for 0, not in formulas"),
        pytest.param('"三保"和"三零"，65"电视', "“三保”和“三零”，65\"电视", "直引号改为“” 4 处", id="straight quotes, inches"),
        pytest.param('落实"三保、"三零"工作', "落实“三保、“三零”工作", "直引号改为“” 3 处", id="one that was forgotten"),
        pytest.param("“甲\"，'乙'，People's", "“甲”，‘乙’，People's", "直引号改为“” 1 处、直引号改为‘’ 1 处", id="mixed, single, apostrophe"),
        pytest.param("全 市 生 产 总 值 增 长 8 . 5 %，财 政 收 入", "全市生产总值增长8.5%，财政收入", "字间空格去掉 14 处", id="a scanned line"),
        pytest.param("政 府 工 作 报 告\n区长  张  德\n指标 单位 数值", "政 府 工 作 报 告\n区长  张  德\n指标 单位 数值", "", id="titles, names, tables stay"),
    ],
)  # fmt: skip
def test_tidy(text: str, tidied: str, said: str) -> None:
    warning = f"第 1 行起：文字已清理，引文与原文件在这些字上不同：{said}" if said else ""
    assert tidy(text) == (tidied, warning)


def test_spaces_of_a_whole_scanned_text() -> None:
    line = "一年来， 我们坚持稳中求进工作总基调，经济社会 发展取得新成绩。"
    assert tidy("\n".join([line] * 40))[0] == "\n".join([line.replace(" ", "")] * 40)
    assert tidy("\n".join([line, *[line.replace(" ", "")] * 40]))[0].startswith(line)


def test_the_first_line_put_right_is_named() -> None:
    assert (
        tidy("甲\n乙\u200b\n丙丁\xa0")[1]
        == "第 2 行起：文字已清理，引文与原文件在这些字上不同：零宽字符去掉 1 处、不间断空格改为空格 1 处"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "x.txt：文件是空的，没有可以解析的文字", id="empty"),
        pytest.param(b" \n\t\n", "x.txt：文件是空的，没有可以解析的文字", id="blank"),
        pytest.param(
            bytes(range(256)) * 8,
            "x.txt：不是文本文件（不是 UTF-8、UTF-16、UTF-32、GB18030 或 Big5 编码）",
            id="binary",
        ),
        pytest.param(b"\x00\x01\x02abc" * 99, "x.txt：含有大量控制字符，不是文本文件", id="control characters"),
    ],
)
def test_decode_refuses(data: bytes, message: str) -> None:
    with pytest.raises(DataError) as error:
        decode(data, "x.txt")
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("甲\n\n  乙 \n", [Paragraph(1, "甲"), Paragraph(3, "乙")], id="blank lines and outer space"),
        pytest.param(
            "推出“3+9+9”[\n]等\n下一段",
            [Paragraph(1, "推出“3+9+9”等", (Mark(9, 0, "[\n]"),)), Paragraph(3, "下一段")],
            id="mark that lost its number",
        ),
        pytest.param("五位一体[2]布局", [Paragraph(1, "五位一体布局", (Mark(4, 2, "[2]"),))], id="ascii mark"),
        pytest.param("甲［１２］乙", [Paragraph(1, "甲乙", (Mark(1, 12, "［１２］"),))], id="full-width mark"),
        pytest.param("国发〔2022〕2号", [Paragraph(1, "国发〔2022〕2号")], id="number of a document is no mark"),
        pytest.param("甲[1][2]乙", [Paragraph(1, "甲乙", (Mark(1, 1, "[1]"), Mark(1, 2, "[2]")))], id="two marks"),
    ],
)
def test_paragraphs(text: str, paragraphs: list[Paragraph]) -> None:
    assert list(split_paragraphs(text)) == paragraphs


def test_marks_go_back_where_they_were() -> None:
    text = "推出“3+9+9”[\n]等[12]消费场景【3】"
    assert [join_marks(p) for p in split_paragraphs(text)] == [text]
