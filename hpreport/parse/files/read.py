"""Files of other kinds to text: Markdown, web pages and Word documents, told by their content and their name.

Line numbers are those of the text that comes out: the file's own for .txt and .md, counted paragraphs for the others.
"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from hpreport.errors import DataError
from hpreport.files import FOREIGN, WORD, is_page
from hpreport.parse.lines.paragraphs import decode
from hpreport.text.sanitize import no_surrogates

LARGEST = 20_000_000
"""Largest file that is read, in bytes: the longest reports have 200 KB."""
LONGEST_TEXT = 1_000_000
"""Most characters of a text that is read: the longest of 63 reports has 33,000."""
_LARGEST_UNPACKED = 100_000_000
"""Largest size of a Word document unpacked, in bytes: a small file may unpack to gigabytes."""
_LARGEST_XML = 10_000_000
"""The same of its texts alone, without pictures: in memory they take thirty times as much."""
_MOST_MEMBERS = 5_000
_MOST_TAGS = 100_000
"""Tags of a web page that is read: a report has some thousands."""
_XML = re.compile(r"\.(?:xml|rels)$", re.I)


def text_of(data: bytes, name: str) -> str:
    """Return the text in the bytes of a file called `name`. Raises `DataError` where it has none that can be read.

    Nor is a text read of more than `LONGEST_TEXT` characters.
    """
    if len(data) > LARGEST:
        raise DataError(f"{name}：文件太大，最大 {LARGEST // 1_000_000} MB")
    for magic, problem in FOREIGN:
        if data.startswith(magic):
            raise DataError(f"{name}：{problem}")
    text = _reader(data, name)(data, name)
    if len(text) > LONGEST_TEXT:
        raise DataError(f"{name}：文字太多，最多 {LONGEST_TEXT // 10_000} 万字")
    return text


def _reader(data: bytes, name: str) -> Callable[[bytes, str], str]:
    suffix = PurePath(name).suffix.lower()
    if data.startswith(WORD):
        return _docx_text
    if is_page(data, name):
        return _html_text
    return _markdown_text if suffix in (".md", ".markdown") else decode


def _markdown_text(data: bytes, name: str) -> str:
    return _plain_text(decode(data, name))


def _html_text(data: bytes, name: str) -> str:
    try:
        from hpreport.parse.files.html import plain_text
    except ImportError as error:
        raise _missing(name, "网页", "beautifulsoup4") from error
    if data.count(b"<") > _MOST_TAGS:
        raise DataError(f"{name}：网页的标签太多，最多 {_MOST_TAGS // 10_000} 万个")
    return _not_empty(no_surrogates(plain_text(decode(data, name))), name)


def _docx_text(data: bytes, name: str) -> str:
    _check_archive(data, name)
    try:
        from hpreport.parse.files.docx import plain_text
    except ImportError as error:
        raise _missing(name, " Word 文档", "python-docx") from error
    try:
        text = plain_text(data)
    except Exception as error:  # python-docx passes on whatever its parts raise on a damaged document
        raise DataError(f"{name}：读不了：不是完好的 Word 文档（.docx）") from error
    return _not_empty(text, name)


def _check_archive(data: bytes, name: str) -> None:
    """Refuse what is no Word document, and one that would unpack to more than any report holds."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DataError(f"{name}：读不了：不是完好的 Word 文档（.docx）") from error
    if not any(member.filename == "word/document.xml" for member in members):
        raise DataError(f"{name}：是压缩文件，不是 Word 文档（.docx）")
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_UNPACKED:
        raise DataError(f"{name}：Word 文档解开后太大，最大 {_LARGEST_UNPACKED // 1_000_000} MB")
    if sum(member.file_size for member in members if _XML.search(member.filename)) > _LARGEST_XML:
        raise DataError(f"{name}：Word 文档的文字太多，最大 {_LARGEST_XML // 1_000_000} MB")


def _not_empty(text: str, name: str) -> str:
    if not text.strip():
        raise DataError(f"{name}：文件中没有文字")
    return text


def _missing(name: str, kind: str, library: str) -> DataError:
    return DataError(f"{name}：读{kind}要用 {library}：请安装 hpreport[documents]，或 {library} 本身，或另存为 .txt")


# --- Markdown, line for line: headings, emphasis, quotes, links and footnotes without their marks ---

# ## 一、2023年工作回顾, > quoted, * item; ——经济… and 1.… are the report's own
_LINE_START = re.compile(r"^ {0,3}(?:#{1,6}\s+|>\s?|[*+-]\s+(?=\S))+")
_LINE_END = re.compile(r"\s+#+\s*$")
_RULE = re.compile(r"^\s*(?:[*_-]\s*){3,}$|^\s*(?:```|~~~).*$|^\s*={3,}\s*$")
# Between two marks nothing may stand that opens one: a line of a thousand openings is not searched a thousand times
_EMPHASIS = re.compile(r"(?<![0-9])(\*\*\*|\*\*|\*|___|__|~~)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_DEEPEST = 4
"""Emphasis within emphasis that is looked for: _**甲**_."""
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_FOOTNOTE = re.compile(r"\[\^(\d{1,3})\]:?\s*")  # 五位一体[^2]; [^2]: 经济建设…
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!~>-])")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->")
_BREAK = re.compile(r"<br\s*/?>", re.I)


def _plain_text(markdown: str) -> str:
    """Return the text of a Markdown document, its lines where they were."""
    return "\n".join(_plain_line(line) for line in markdown.split("\n"))


def _plain_line(line: str) -> str:
    if _RULE.match(line):
        return ""
    text = _LINE_END.sub("", _LINE_START.sub("", line)) if _LINE_START.match(line) else line
    text = _BREAK.sub(" ", _COMMENT.sub("", text))
    text = _FOOTNOTE.sub(r"[\1]", text)
    text = _LINK.sub(r"\1", text)
    for _ in range(_DEEPEST):
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)
