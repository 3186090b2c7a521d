"""Questions to the figures of reports: which are meant, pairs of result and target, series."""
