"""What a file is, by its first bytes and by its name: a text, a document that is read, or one that is not and why."""

import re
from collections.abc import Collection
from pathlib import PurePath

_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<(?:!doctype html|html))", re.I)
_PAGE_TAG = re.compile(rb"</p>|<br ?/?>|</div>", re.I)
_FEWEST_TAGS = 10
"""Ends of paragraphs from which on a text is the source of a page, or of a part of one."""
ZIP = b"PK\x03\x04"
"""How a Word document (.docx) and every other archive of this kind begins."""
_PDF = re.compile(rb"[\s\0\xef\xbb\xbf]{0,1000}%PDF-")
_HEAD = 4000
"""Bytes by which a kind is told."""
_OLE = b"\xd0\xcf\x11\xe0"
_PACKED = "是压缩文件，请先解压，再读其中的文件"
_MAIL_HEADERS = rb"(?:\s*[\w-]+: [^\r\n]*\r?\n){0,20}\s*Content-Type: multipart/related"
_XML_START = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?mso-application[^>]*>\s*)?"
_IMAGES = rb"\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*"
_FOREIGN = (
    (re.compile(rb"\{\\rtf"), "是 RTF 文件，请先另存为 .docx 或 .txt"),
    (re.compile(_MAIL_HEADERS, re.I), "是网页归档（.mhtml），请在浏览器中打开，另存为 .html 或 .txt"),
    (re.compile(_XML_START + rb"<(?:w:wordDocument|pkg:package)"), "是 Word 的 XML 文件，请先另存为 .docx 或 .txt"),
    (re.compile(_IMAGES), "是图片，请先用文字识别软件转成文字"),
    (re.compile(rb"7z\xbc\xaf|Rar!|\x1f\x8b|BZh|\xfd7zXZ"), _PACKED),
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


def is_document(start: bytes, name: str) -> bool:
    """Tell by its first bytes and its name whether a file is no plain text: a document, or refused."""
    known = start.startswith((ZIP, _OLE)) or is_pdf(start) or any(kind.match(start) for kind, _ in _FOREIGN)
    return known or is_page(start, PurePath(name).suffix.lower())


def is_pdf(data: bytes) -> bool:
    """Tell whether a file is a PDF."""
    return bool(_PDF.match(data))


def is_page(data: bytes, suffix: str) -> bool:
    """Tell whether a file is the source of a web page, or of a part of one; `suffix` is in lower case."""
    return _is_page_file(data, suffix) or len(_PAGE_TAG.findall(data)) >= _FEWEST_TAGS


def _is_page_file(start: bytes, suffix: str) -> bool:
    return suffix in (".html", ".htm") or bool(_HTML.match(start[:1000]))


def unread_kind(data: bytes, suffix: str) -> str:
    """Return in Chinese what a file is and what to do with it where it is of a kind that is not read, else ""."""
    if data.startswith(_OLE):
        return _old_office(data, suffix)
    return next((problem for kind, problem in _FOREIGN if kind.match(data[:_HEAD])), "")


def archive_kind(names: Collection[str]) -> str:
    """Return in Chinese what an archive that is no Word document is, by the names of its members."""
    return next((problem for part, problem in _IN_ZIP if part in names), _PACKED)


def is_other_archive(names: Collection[str]) -> bool:
    """Tell whether an archive is no document of any kind, by the names of its members, but may have some in it."""
    return archive_kind(names) == _PACKED and not any(name.startswith("word/document") for name in names)


def _old_office(data: bytes, suffix: str) -> str:
    known = (problem for stream, problem in _IN_OLE if stream.encode("utf-16-le") in data)
    other = _OLD_WORD.format(suffix or ".doc")
    return other if suffix == ".wps" else next(known, other)
