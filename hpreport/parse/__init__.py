"""From the text of a government work report to a `Report`: pure functions, no files, no output."""

from hpreport.parse.origin import Overrides
from hpreport.parse.report import Editorial, parse_report, reread_figures

__all__ = ["Editorial", "Overrides", "parse_report", "reread_figures"]
