"""Dictionary and index of a Chinese government work report (政府工作报告).

`hpreport.load()` opens a report for Python programs; `hpreport.records` describes what its methods return.
"""

__version__ = "0.1.0"
__all__ = ["DataError", "HpreportError", "Reader", "UsageError", "__version__", "load"]

TYPE_CHECKING = False  # type checkers know the name; importing it from `typing` would cost the quickest look-ups
if TYPE_CHECKING:
    from hpreport.api import Reader, load
    from hpreport.errors import DataError, HpreportError, UsageError


def __getattr__(name: str) -> object:
    """Import what is asked for: the command line starts without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from hpreport import api, errors

    return getattr(api if name in ("Reader", "load") else errors, name)


def __dir__() -> list[str]:
    """Return the names, those among them that are not imported yet."""
    return sorted({*globals(), *__all__})
