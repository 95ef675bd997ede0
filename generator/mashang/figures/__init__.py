"""Figures: what is reckoned from the facts. Pure functions from the model to :mod:`mashang.derived`."""
