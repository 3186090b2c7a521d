"""Files of all kinds to text: Markdown, web pages, Word documents, told by their content, or else by their name.

Line numbers are those of the text that comes out: the file's own for .txt and .md, counted paragraphs for the others.
"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from hpreport.errors import DataError
from hpreport.parse.files import Document
from hpreport.parse.files.encodings import declared_encoding, decoded
from hpreport.parse.lines.hygiene import tidy
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
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:!doctype html|html))", re.I)
_PAGE_TAG = re.compile(rb"</p>|<br ?/?>|</div>", re.I)
_FEWEST_TAGS = 10
"""Ends of paragraphs from which on a text is the source of a page, or of a part of one."""
_MOST_TAGS = 100_000
"""Tags of a web page that is read: a report has some thousands."""
_XML = re.compile(r"\.(?:xml|rels)$", re.I)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_MAIL_HEADERS = rb"(?:\s*[\w-]+: [^\r\n]*\r?\n){0,20}\s*Content-Type: multipart/related"
_XML_START = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?mso-application[^>]*>\s*)?"
_IMAGES = rb"\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*"
_FOREIGN = (
    (re.compile(rb"%PDF"), "是 PDF 文件，请先另存为文本（.txt）或 Word（.docx）"),
    (re.compile(rb"\{\\rtf"), "是 RTF 文件，请先另存为 .docx 或 .txt"),
    (re.compile(_MAIL_HEADERS, re.I), "是网页归档（.mhtml），请在浏览器中打开，另存为 .html 或 .txt"),
    (re.compile(_XML_START + rb"<(?:w:wordDocument|pkg:package)"), "是 Word 的 XML 文件，请先另存为 .docx 或 .txt"),
    (re.compile(_IMAGES), "是图片，请先用文字识别软件转成文字"),
    (re.compile(rb"7z\xbc\xaf|Rar!|\x1f\x8b|BZh|\xfd7zXZ"), "是压缩文件，请先解压，再读其中的文件"),
)
"""Kinds of files that are not read, by how they begin."""
_IN_OLE = (
    ("EncryptedPackage", "有密码，请先去掉密码，另存为 .docx"),
    ("WordDocument", "是旧版 Word 文件（.doc），请先另存为 .docx 或 .txt"),
    ("Workbook", "是旧版 Excel 文件（.xls），请先把文字存为 .txt"),
    ("PowerPoint Document", "是旧版 PowerPoint 文件（.ppt），请先把文字存为 .txt"),
)
_IN_ZIP = (
    ("OFD.xml", "是 OFD 文件，请用 OFD 阅读器转成 .docx 或 .txt"),
    ("xl/workbook.xml", "是 Excel 文件（.xlsx），请先把文字存为 .txt"),
    ("ppt/presentation.xml", "是 PowerPoint 文件（.pptx），请先把文字存为 .txt"),
    ("META-INF/container.xml", "是电子书（.epub），请先把文字存为 .txt"),
    ("content.xml", "是 OpenDocument 文件（.odt），请先另存为 .docx 或 .txt"),
)
_OLD_WORD = "是旧版 Word 或 WPS 文件（{}），请先另存为 .docx 或 .txt"
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


def is_document(start: bytes, name: str) -> bool:
    """Tell by its first bytes and its name whether a file is no text, and `read_document` reads or names it."""
    suffix = PurePath(name).suffix.lower()
    known = start.startswith((_ZIP, _OLE)) or any(kind.match(start) for kind, _ in _FOREIGN)
    return known or suffix in (".html", ".htm") or bool(_HTML.match(start[:1000]))


def _reader(data: bytes, name: str) -> Callable[[bytes, str], Document]:
    for kind, problem in _FOREIGN:
        if kind.match(data[:4000]):
            raise DataError(f"{name}：{problem}")
    suffix = PurePath(name).suffix.lower()
    if data.startswith(_OLE):
        raise DataError(f"{name}：{_old_office(data, suffix)}")
    if data.startswith(_ZIP):
        return _word
    if suffix in (".md", ".markdown"):
        return _markdown
    return _page if suffix in (".html", ".htm") or _is_page(data) else _plain


def _old_office(data: bytes, suffix: str) -> str:
    known = (problem for stream, problem in _IN_OLE if stream.encode("utf-16-le") in data)
    other = _OLD_WORD.format(suffix or ".doc")
    return other if suffix == ".wps" else next(known, other)


def _is_page(data: bytes) -> bool:
    return bool(_HTML.match(data[:1000])) or len(_PAGE_TAG.findall(data)) >= _FEWEST_TAGS


def _plain(data: bytes, name: str) -> Document:
    return _decoded(data, name)


def _decoded(data: bytes, name: str, declared: str = "") -> Document:
    text, damaged, line = decoded(data, name, declared)
    return Document(text, (f"第 {line} 行起：有 {damaged} 处字节不合编码，以 \ufffd 代替",) if damaged else ())


def _markdown(data: bytes, name: str) -> Document:
    from hpreport.parse.files.markdown import plain_text

    text, notes = _decoded(data, name)
    return Document(plain_text(text), notes)


def _page(data: bytes, name: str) -> Document:
    try:
        from hpreport.parse.files.html import read_page
    except ImportError as error:
        raise _missing(name, "网页") from error
    if data.count(b"<") > _MOST_TAGS:
        raise DataError(f"{name}：网页的标签太多，最多 {_MOST_TAGS // 10_000} 万个")
    html, damage = _decoded(data, name, declared_encoding(data))
    text, notes = read_page(html)
    return Document(text, (*damage, *notes))


def _word(data: bytes, name: str) -> Document:
    from hpreport.parse.files.word import read_word
    from hpreport.parse.files.wordxml import DamagedError

    _check_archive(data, name)
    try:
        return read_word(data)
    except DamagedError as error:
        raise DataError(f"{name}：{_NOT_WORD}") from error


def _check_archive(data: bytes, name: str) -> None:
    """Refuse what is no Word document, and one that would unpack to more than any report holds."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DataError(f"{name}：{_NOT_WORD}") from error
    names = {member.filename for member in members}
    if not any(part.startswith("word/document") for part in names):
        problem = next((problem for part, problem in _IN_ZIP if part in names), "是压缩文件，请先解压，再读其中的文件")
        raise DataError(f"{name}：{problem}")
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
