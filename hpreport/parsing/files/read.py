"""Files of all kinds to text: Markdown, web pages, Word documents, told by their content, or else by their name.

Line numbers are those of the text that comes out: the file's own for .txt and .md, counted paragraphs for the others.
"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from hpreport.errors import DataError
from hpreport.files import ZIP, archive_kind, is_page, is_pdf, unread_kind
from hpreport.parsing.files import Document
from hpreport.parsing.lines.hygiene import tidy
from hpreport.text.encodings import declared_encoding, decoded
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
_NOT_WORD = "读不了：不是完好的 Word 文档（.docx）"


def read_document(data: bytes, name: str) -> Document:
    """Return the text in the bytes of a file called `name`, put right, and warnings of what was changed or left out.

    Raises `DataError` where it has no text that can be read, or one of more than `LONGEST_TEXT` characters.
    """
    if len(data) > LARGEST:
        raise DataError(f"{name}：文件太大，最大 {LARGEST // 1_000_000} MB")
    text, notes = _reader(data, name)(data, name)
    if len(text) > LONGEST_TEXT:
        raise DataError(f"{name}：文字太多，最多 {LONGEST_TEXT // 10_000} 万字")
    text, changed = tidy(no_surrogates(text))
    return Document(_not_empty(text, name), (*notes, *([changed] if changed else ())))


def _reader(data: bytes, name: str) -> Callable[[bytes, str], Document]:
    suffix = PurePath(name).suffix.lower()
    if problem := unread_kind(data, suffix):
        raise DataError(f"{name}：{problem}")
    if data.startswith(ZIP):
        return _word
    if is_pdf(data):
        return _pdf
    if suffix in (".md", ".markdown"):
        return _markdown
    return _page if is_page(data, suffix) else _plain


def _plain(data: bytes, name: str) -> Document:
    return _decoded(data, name)


def _decoded(data: bytes, name: str, declared: str = "") -> Document:
    text, damaged, line = decoded(data, name, declared)
    return Document(text, (f"第 {line} 行起：有 {damaged} 处字节不合编码，以 \ufffd 代替",) if damaged else ())


def _markdown(data: bytes, name: str) -> Document:
    text, notes = _decoded(data, name)
    return Document(_plain_text(text), notes)


def _page(data: bytes, name: str) -> Document:
    try:
        from hpreport.parsing.files.html import read_page
    except ImportError as error:
        raise _missing(name, "网页") from error
    if data.count(b"<") > _MOST_TAGS:
        raise DataError(f"{name}：网页的标签太多，最多 {_MOST_TAGS // 10_000} 万个")
    html, damage = _decoded(data, name, declared_encoding(data))
    text, notes = read_page(html)
    return Document(text, (*damage, *notes))


def _word(data: bytes, name: str) -> Document:
    from hpreport.parsing.files.word import DamagedError, read_word

    _check_archive(data, name)
    try:
        return read_word(data)
    except DamagedError as error:
        raise DataError(f"{name}：{_NOT_WORD}") from error


def _pdf(data: bytes, name: str) -> Document:
    try:
        from hpreport.parsing.files.pdf import UnreadablePdfError, read_pdf
    except ImportError as error:
        raise _missing(name, " PDF ") from error
    try:
        return read_pdf(data)
    except UnreadablePdfError as error:
        raise DataError(f"{name}：{error}") from error


def _check_archive(data: bytes, name: str) -> None:
    """Refuse what is no Word document, and one that would unpack to more than any report holds."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DataError(f"{name}：{_NOT_WORD}") from error
    names = {member.filename for member in members}
    if not any(part.startswith("word/document") for part in names):
        raise DataError(f"{name}：{archive_kind(names)}")
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_UNPACKED:
        raise DataError(f"{name}：Word 文档解开后太大，最大 {_LARGEST_UNPACKED // 1_000_000} MB")
    if sum(member.file_size for member in members if _XML.search(member.filename)) > _LARGEST_XML:
        raise DataError(f"{name}：Word 文档的文字太多，最大 {_LARGEST_XML // 1_000_000} MB")


def _not_empty(text: str, name: str) -> str:
    if not text.strip():
        raise DataError(f"{name}：文件中没有文字")
    return text


_INSTALL = "pip install 'hpreport[documents]'"


def _missing(name: str, kind: str) -> DataError:
    return DataError(f"{name}：读{kind}要先安装：{_INSTALL}")


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
