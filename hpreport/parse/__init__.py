"""From the text of a government work report to a `Report`: pure functions, no files, no output."""

from hpreport.parse.report import Editorial, Given, parse_report

__all__ = ["Editorial", "Given", "parse_report"]
