"""`hpreport info`: what the index is about."""

from hpreport import __version__
from hpreport.cli.layouts import INFO
from hpreport.cli.options import command
from hpreport.cli.output import Output
from hpreport.index.index import Index


@command(INFO, scope="each report", english=("", "says what the report is, counts, versions, places of files"))
def info(
    *,
    output: Output,
    index: Index,
) -> int:
    """说明是哪份报告，有多少内容。

    也说明程序和文件的版本与位置。

    例如：
      hpreport info
      hpreport info --format json
    """
    return output.rows([{**index.info, "version": __version__, "index": str(index.path)}], INFO)
