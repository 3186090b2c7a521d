import pytest

from hpreport.errors import DataError
from hpreport.model import Mark, Paragraph
from hpreport.parse.lines.paragraphs import decode, join_marks, split_paragraphs


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("一、回顾\n".encode(), "一、回顾\n", id="utf-8"),
        pytest.param("一、回顾\n".encode("utf-8-sig"), "一、回顾\n", id="utf-8 with bom"),
        pytest.param("一、回顾\n".encode("utf-16"), "一、回顾\n", id="utf-16 with bom"),
        pytest.param("一、回顾\n".encode("gb18030"), "一、回顾\n", id="gb18030"),
        pytest.param("一\r\n二\r三\n".encode(), "一\n二\n三\n", id="line ends"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data, "x") == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "x.txt：文件是空的，没有可以解析的文字", id="empty"),
        pytest.param(b" \n\t\n", "x.txt：文件是空的，没有可以解析的文字", id="blank"),
        pytest.param(
            bytes(range(256)) * 8, "x.txt：不是文本文件（既不是 UTF-8、UTF-16，也不是 GB18030 编码）", id="binary"
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
