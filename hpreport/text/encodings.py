"""Bytes to text: the encoding that a byte order mark names, that the bytes follow, or that reads most like a report."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hpreport.errors import DataError
from hpreport.text.lexicon import pattern

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_GUESSED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-8")
_WITH_ZEROS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16
"""Bytes by which encodings are compared."""
_LEAD = 0.05
"""How much larger the share of usual characters must be for another encoding to go before GB18030."""
_LIKE_A_REPORT = 0.1
"""The share of usual characters from which on bytes with zeros are taken for text: reports have 0.3 to 0.5."""
_DAMAGED = 500
"""Of so many characters one may be damaged."""
_CUT_OFF = 4
"""Bytes at the end of a sample that may be a piece of a character."""
_THREE_BYTES = re.compile("[\u0800-\ufffc]")
_DAMAGED_PLACE = re.compile("\ufffd+")
_SOUND = 3
"""Characters of three bytes, which no other encoding has by chance, for each damaged place of a text in UTF-8."""
_HAN = re.compile("[\u4e00-\u9fff]")
_CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uff65‘’“”—…\x20-\x7e\t\r\n]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Decoded(NamedTuple):
    """A text, and what of its bytes was none."""

    text: str
    """With line feeds as line ends."""
    damaged: int = 0
    """Places where bytes are no character: U+FFFD stands for them."""
    line: int = 0
    """The line of the first, from 1; 0 where there is none."""


def decode(data: bytes, name: str, declared: str = "") -> str:
    """Return the text of a file's bytes as `decoded` does, without what is said of damage."""
    return decoded(data, name, declared).text


def decoded(data: bytes, name: str, declared: str = "") -> Decoded:
    """Return the text of a file's bytes; `declared` is the encoding that a web page names for itself.

    Raises `DataError` naming `name` where the bytes are empty or no text.
    """
    encoding = encoding_of(data[:_SAMPLE], declared, whole=len(data) <= _SAMPLE)
    text, damaged = _read(data, encoding)
    if not data.strip() or not text.strip("\ufeff\ufffd \t\r\n\0"):
        raise DataError(f"{name}：文件是空的，没有可以解析的文字" if not damaged else _no_text(name))
    if damaged * _DAMAGED > len(text):
        raise DataError(_no_text(name))
    if len(_CONTROL.findall(text)) > 8 + len(text) // 1000:
        raise DataError(f"{name}：含有大量控制字符，不是文本文件")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, damaged, text.count("\n", 0, text.find("\ufffd")) + 1 if damaged else 0)


def _no_text(name: str) -> str:
    return f"{name}：不是文本文件（不是 UTF-8、UTF-16、UTF-32、GB18030 或 Big5 编码）"


def _read(data: bytes, encoding: str) -> tuple[str, int]:
    """Return the text of bytes, and how many places of it are damaged."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return text, max(text.count("\ufffd") - data.count("\ufffd".encode(encoding, "ignore") or b"\0"), 1)


def encoding_of(sample: bytes, declared: str = "", *, whole: bool = False) -> str:
    """Return the encoding of a text by its first bytes, after which more may follow unless they are the `whole`.

    A byte order mark decides, then UTF-8 that reads without fault, then what a page declares of itself, then the
    encoding in which the text has most of the characters that reports use, GB18030 where there is little between them.
    """
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return encoding
    zeros = b"\0" in sample
    if not zeros and _is_utf8(sample, whole=whole):
        return "utf-8"
    if zeros:
        share, encoding = max((_share(sample, encoding), encoding) for encoding in _WITH_ZEROS)
        return encoding if share > _LIKE_A_REPORT or _is_chinese(sample, encoding) else "utf-8"
    if declared and _share(sample, declared) > _LIKE_A_REPORT:
        return declared
    return _most_usual(sample)


def _is_chinese(sample: bytes, encoding: str) -> bool:
    """Tell whether bytes are Chinese characters, letters and digits and nothing else, as a few words are."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return bool(_CHINESE.fullmatch(text) and _HAN.search(text))


def _is_utf8(sample: bytes, *, whole: bool) -> bool:
    try:
        sample.decode()
    except UnicodeDecodeError as error:
        if not whole and error.start >= len(sample) - _CUT_OFF:
            return True
        text = sample.decode("utf-8", "replace")
        return len(_THREE_BYTES.findall(text)) >= _SOUND * len(_DAMAGED_PLACE.findall(text))
    return True


def _most_usual(sample: bytes) -> str:
    shares = {encoding: _share(sample, encoding) for encoding in _GUESSED}
    best = max(_GUESSED, key=lambda encoding: shares[encoding])
    return best if shares[best] > shares["gb18030"] + _LEAD else "gb18030"


def _share(sample: bytes, encoding: str) -> float:
    """Return the share of a text's characters that reports use most, those that are damaged counted against it."""
    try:
        text = sample.decode(encoding, "replace")
    except LookupError:
        return 0.0
    usual = sum(1 for _ in _usual().finditer(text))
    return (usual - 5 * text.count("\ufffd")) / max(len(text), 1)


@cache
def _usual() -> re.Pattern[str]:
    return re.compile(pattern("report_characters"))


_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{1,30})""", re.I)
_HEAD = 4096
"""Bytes of a page in which it may declare its encoding; browsers look at 1024."""
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
"""Encodings by the names that pages use for a part of them."""


def declared_encoding(page: bytes) -> str:
    """Return the encoding that a web page declares, empty where it names none that is known."""
    return next(_known_encodings(page[:_HEAD]), "")


def _known_encodings(head: bytes) -> Iterator[str]:
    import codecs

    for match in _CHARSET.finditer(head):
        name = match[1].decode("ascii", "replace").lower()
        try:
            yield codecs.lookup(_SUPERSETS.get(name, name)).name
        except LookupError:
            continue
