"""The look-up of terms: queries, names, tiers, and the scan of texts for terms."""
