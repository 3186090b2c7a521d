import pytest

from hpreport.text.fold import fold, fold_with_offsets
from hpreport.text.numerals import chinese_to_int, with_digits


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("三保", "三保", id="as it is"),
        pytest.param("“三保”", "三保", id="chinese quotation marks"),
        pytest.param("「三保」", "三保", id="corner brackets"),
        pytest.param("《三保》", "三保", id="book-title marks"),
        pytest.param('"三保', "三保", id="one ascii mark of a pair"),
        pytest.param(" 三 保\t", "三保", id="white space"),
        pytest.param("三　保", "三保", id="ideographic space"),
        pytest.param("Ｆ＋ＥＰＣ＋Ｏ", "f+epc+o", id="full width"),
        pytest.param("epc", "epc", id="lower case"),
        pytest.param("６．０版", "60版", id="full-width digits and stop"),
        pytest.param("一街、两台", "一街两台", id="enumeration comma"),
        pytest.param("a\u202eb\x1b[31m", "ab31m", id="control characters"),
        pytest.param("①", "1", id="compatibility form"),
        pytest.param("？！", "", id="nothing but punctuation"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_offsets_point_to_the_characters_folded() -> None:
    folded, offsets = fold_with_offsets("推出“３＋9”等")
    assert folded == "推出3+9等"
    assert offsets == [0, 1, 3, 4, 5, 7]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("三", 3, id="digit"),
        pytest.param("两", 2, id="liang"),
        pytest.param("十", 10, id="ten"),
        pytest.param("十二", 12, id="twelve"),
        pytest.param("三十", 30, id="thirty"),
        pytest.param("一百零五", 105, id="hundred and five"),
        pytest.param("三千二百", 3200, id="thousands"),
        pytest.param("一三一", 131, id="digit by digit"),
        pytest.param("二〇二三", 2023, id="a year"),
        pytest.param("三保", None, id="not a numeral"),
        pytest.param("十四五", None, id="digits after a unit"),
        pytest.param("十十", None, id="two units alike"),
        pytest.param("十百", None, id="units that rise"),
        pytest.param("百", None, id="a unit alone"),
        pytest.param("三" * 13, None, id="too long"),
        pytest.param("", None, id="empty"),
    ],
)
def test_chinese_to_int(text: str, value: int | None) -> None:
    assert chinese_to_int(text) == value


@pytest.mark.parametrize(
    ("folded", "digits"),
    [
        pytest.param("三保", "3保", id="one digit"),
        pytest.param("五工程一管理", "5工程1管理", id="two numbers"),
        pytest.param("十大行动", "10大行动", id="ten"),
        pytest.param("一三一加一工程", "131+1工程", id="digit by digit and 加"),
        pytest.param("四加三加x产业体系", "4+3+x产业体系", id="加 before a letter"),
        pytest.param("三零", "3零", id="零 as a word"),
        pytest.param("营商环境六点零版改革", "营商环境60版改革", id="a decimal"),
        pytest.param("加快建设", "加快建设", id="加 in a word"),
    ],
)
def test_with_digits(folded: str, digits: str) -> None:
    assert with_digits(folded) == digits
