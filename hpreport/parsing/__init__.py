"""From the text of a government work report to a `Report`: pure functions, no files, no output.

The package is not called `parse`: importing it would put it in the place of the function `hpreport.parse`.
"""

from hpreport.parsing.origin import Overrides
from hpreport.parsing.report import Editorial, parse_report, reread_figures

__all__ = ["Editorial", "Overrides", "parse_report", "reread_figures"]
