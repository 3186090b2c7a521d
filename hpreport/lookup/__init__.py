"""The look-up: which term a query means."""

from hpreport.lookup.lookup import Hit, Lookup

__all__ = ["Hit", "Lookup"]
