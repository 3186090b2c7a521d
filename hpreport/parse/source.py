"""Source text to paragraphs: decoding, lines, line numbers."""

import re
from collections.abc import Iterator

from hpreport.errors import DataError
from hpreport.model import Paragraph
from hpreport.parse.marks import split_marks

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# A mark whose number was lost is an opening bracket, a line break and a closing bracket: “3+9+9”[⏎]等.
_NEWLINE = re.compile(r"(?<!\[)\n|\n(?!\])")
# what stands for white space in texts taken from web pages: &nbsp; and <U+00A0> written out, zero-width spaces
_BLANK = re.compile(r"&nbsp;|&#160;|<U\+00A0>|[\u200b\ufeff]")
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


def split_paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the non-blank lines of `text` as paragraphs, in order, without outer white space and footnote marks."""
    line = 1
    for raw in _NEWLINE.split(_BLANK.sub(" ", text)):
        stripped = raw.strip()
        if stripped:
            lead = raw[: len(raw) - len(raw.lstrip())]
            yield Paragraph(line + lead.count("\n"), *split_marks(stripped))
        line += raw.count("\n") + 1
