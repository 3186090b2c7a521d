"""Whole indexes in the formats that other tools read: one module a format, each taking any number of indexes."""
