"""Reading and writing whole files, with errors that a user understands, and what a file is by its bytes and name."""

import errno
import os
import re
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hpreport.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

_REASONS = {
    FileNotFoundError: "没有这个文件",
    IsADirectoryError: "这是目录，不是文件",
    PermissionError: "没有权限",
    NotADirectoryError: "路径中有一段不是目录",
}

_CAUSES = {
    errno.EBADF: "已关闭",
    errno.ENOSPC: "磁盘已满",
    errno.EIO: "设备读写错误",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "符号链接成环",
    errno.EROFS: "文件系统只读",
}


def explain(error: Exception) -> str:
    """Return the cause of a file error in Chinese, or as the system says it."""
    if not isinstance(error, OSError):  # before Python 3.13 `resolve` says so of links in a circle
        return _CAUSES[errno.ELOOP] if isinstance(error, RuntimeError) else "路径无效"
    return _REASONS.get(type(error)) or _CAUSES.get(error.errno or 0) or error.strerror or str(error)


def read_bytes(path: "Path", most: int = -1) -> bytes:
    """Return the bytes of a file, no more than `most` of them. Raises `DataError` naming it where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        raise DataError(f"{path}：读不了：{explain(error)}") from error


def same_file(path: str, *others: str) -> bool:
    """Tell whether `path` is a regular file, and one of `others` the same."""
    return os.path.isfile(path) and any(os.path.samefile(path, other) for other in others if os.path.exists(other))


def is_plain(path: "Path") -> bool:
    """Tell whether `path` is, or would become, a regular file: no device, pipe or folder."""
    return not path.exists() or path.is_file()


def write_text(path: "Path", text: str) -> None:
    """Write `text` as `write_pieces` does."""
    write_pieces(path, [text])


def write_bytes(path: "Path", data: bytes) -> None:
    """Write `data` as `write_pieces` does."""
    with replacing(path) as target, target.open("wb") as file:
        file.write(data)


def write_pieces(path: "Path", pieces: Iterable[str]) -> None:
    """Write text in UTF-8 so that a reader of a regular file sees the old one or the new one, never a part.

    Symbolic links are followed; devices and pipes are written to as they are. Raises `DataError` naming the file where
    it cannot be written.
    """
    with replacing(path) as target, target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


_PATIENCE, _PAUSE = 2.0, 0.02
"""Seconds to wait for a file that Windows does not let go of, and between two attempts."""


def _put_in_place(written: "Path", target: "Path") -> None:
    """Have a file take the place of another.

    Windows refuses that as long as somebody, a reader or a virus scanner, has the other open: it is tried for a while.
    Raises `OSError` where it is refused for good.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            written.replace(target)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


@contextmanager
def replacing(path: "Path") -> Iterator["Path"]:
    """Yield the path to write to: a temporary file, which takes the place of `path` once it is written.

    Devices and pipes are yielded as they are. Raises `DataError` naming `path` where it cannot be written.
    """
    try:
        if not is_plain(path):  # of what `resolve` makes of a pipe there is no file
            yield path
            return
        target = path.resolve()
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            temporary.unlink(missing_ok=True)
            temporary.touch(exist_ok=False)  # never through a link that waits there
            yield temporary
            _put_in_place(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise DataError(f"{path}：写不了：{explain(error)}") from error


@contextmanager
def filling(folder: "Path") -> Iterator["Path"]:
    """Yield a temporary folder to write files to, which then appear in `folder`, made where there is none.

    Files of the same names are replaced. Raises `DataError` naming `folder` where it cannot be written.
    """
    temporary = folder / f".{os.getpid()}.tmp"
    try:
        temporary.mkdir(parents=True)
        try:
            yield temporary
            for file in sorted(temporary.iterdir()):
                _put_in_place(file, folder / file.name)
        finally:
            for file in temporary.iterdir():
                file.unlink()
            temporary.rmdir()
    except (OSError, ValueError) as error:
        raise DataError(f"{folder}：写不了：{explain(error)}") from error


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
    from pathlib import PurePath  # takes 3 ms

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
