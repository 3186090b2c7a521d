"""The search for passages: queries, words, scores, excerpts."""
