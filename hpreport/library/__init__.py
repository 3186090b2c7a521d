"""The reader's library: many reports kept, and asked at once."""
