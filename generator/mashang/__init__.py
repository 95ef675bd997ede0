"""Mashang (码上): from a county's tables to a published site with codes that stay alive."""

__version__ = "0.1.0"
