"""Dictionary and index of a Chinese government work report (政府工作报告).

`hpreport.load()` opens a report for Python programs, `hpreport.parse()` makes records of a report's text;
`hpreport.records` describes what both return.
"""

__version__ = "0.1.0"
__all__ = ["DataError", "HpreportError", "Reader", "UsageError", "__version__", "diff", "load", "parse"]

TYPE_CHECKING = False  # type checkers know the name; importing it from `typing` would cost the quickest look-ups
if TYPE_CHECKING:
    from hpreport.api import Reader, diff, load
    from hpreport.errors import DataError, HpreportError, UsageError
    from hpreport.export.rows import parse


def __getattr__(name: str) -> object:
    """Import what is asked for: the command line starts without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from hpreport import api, errors

    if name == "parse":
        from hpreport.export.rows import parse

        return parse
    return getattr(api if name in ("Reader", "diff", "load") else errors, name)


def __dir__() -> list[str]:
    """Return the names, those among them that are not imported yet."""
    return sorted({*globals(), *__all__})
