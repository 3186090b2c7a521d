"""Source text to paragraphs: decoding, line numbers, footnote marks."""

import re
from collections.abc import Iterator

from hpreport.errors import DataError
from hpreport.model import Mark, Paragraph

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# A mark whose number was lost is an opening bracket, a line break and a closing bracket: “3+9+9”[⏎]等.
_NEWLINE = re.compile(r"(?<!\[)\n|\n(?!\])")
_MARK = re.compile(
    r"\[\n\]"  # “三保”[⏎]
    r"|\[\d{1,3}\]|［\d{1,3}］"  # 五位一体[2]
    r"|【\d{1,3}】|〔\d{1,3}〕(?!\d*号)"  # 三深化三提升【1】; not 国发〔2022〕2号: years have four digits
)
_NUMBER = re.compile(r"\d+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes, name: str) -> str:
    """Return the text of a file's bytes (UTF-8, UTF-16 with BOM, else GB18030) with line feeds as line ends.

    Raises `DataError` naming `name` where the bytes are empty or no text.
    """
    encodings = [encoding for bom, encoding in _BOMS if data.startswith(bom)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise DataError(f"{name}：不是文本文件（既不是 UTF-8、UTF-16，也不是 GB18030 编码）")
    if not text.strip():
        raise DataError(f"{name}：文件是空的，没有可以解析的文字")
    if len(_CONTROL.findall(text)) > 8 + len(text) // 1000:
        raise DataError(f"{name}：含有大量控制字符，不是文本文件")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split_marks(raw: str) -> tuple[str, tuple[Mark, ...]]:
    """Return `raw` without its footnote marks, and the marks; a mark whose number was lost has number 0."""
    text, marks, end = "", [], 0
    for match in _MARK.finditer(raw):
        text += raw[end : match.start()]
        digits = _NUMBER.search(match[0])
        marks.append(Mark(len(text), int(digits[0]) if digits else 0, match[0]))
        end = match.end()
    return text + raw[end:], tuple(marks)


def split_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the non-blank lines of `text` as paragraphs, in order, without outer white space and footnote marks."""
    line = 1
    for raw in _NEWLINE.split(text):
        stripped = raw.strip()
        if stripped:
            lead = raw[: len(raw) - len(raw.lstrip())]
            yield Paragraph(line + lead.count("\n"), *_split_marks(stripped))
        line += raw.count("\n") + 1


def join_marks(paragraph: Paragraph) -> str:
    """Return the paragraph as published, its footnote marks put back: the inverse of `split_paragraphs`."""
    out, end = "", 0
    for mark in paragraph.marks:
        out, end = out + paragraph.text[end : mark.at] + mark.printed, mark.at
    return out + paragraph.text[end:]
