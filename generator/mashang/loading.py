"""Imports where the work begins instead of at a module's top, so that no command waits for what another one needs."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def load(name: str) -> Any:
    """Returns what a dotted name such as ``mashang.pipeline.making.make_site`` stands for, importing its module.

    The name stands in the call as plain text: tests/test_layers.py follows it as it follows an import.
    """
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(module), attribute)
