"""Whole indexes in the forms that other tools read: one module a form, each taking any number of indexes."""
