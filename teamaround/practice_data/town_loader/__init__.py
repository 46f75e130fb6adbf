"""Loads the invented town: people who work there, families, the index, and eighty episodes of helping."""
