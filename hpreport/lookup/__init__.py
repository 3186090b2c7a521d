"""The look-up: which term a query means, which passages answer it, which section it names.

`Lookup` is imported when it is asked for: a search does without it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hpreport.lookup.lookup import Hit, Lookup

__all__ = ["Hit", "Lookup"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from hpreport.lookup import lookup

    return getattr(lookup, name)
