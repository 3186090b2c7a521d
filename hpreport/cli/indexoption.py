"""The option that names the index. It stands apart: `pathlib` takes longer to import than a look-up takes."""

from pathlib import Path
from typing import Annotated

from hpreport.cli.declare import Option

IndexOption = Annotated[
    Path | None, Option("--index", envvar="HPREPORT_INDEX", metavar="文件", help="用这个 YAML 索引，不用自带的")
]
