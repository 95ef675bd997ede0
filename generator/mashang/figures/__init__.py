"""Figures: what is derived from the facts. Pure functions from the model to :mod:`mashang.derived`."""
