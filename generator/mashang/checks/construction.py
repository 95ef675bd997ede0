"""From a record that was checked to an object of the model."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from inspect import signature
from typing import TypeVar

from mashang.checks.values import Record

Model = TypeVar("Model")


def make(model: Callable[..., Model], record: Record, **derived: object) -> Model:
    """Make an object of the class ``model``: each value that was read is the attribute of its column's name.

    ``derived`` are attributes that no column holds, or that take the place of what the cell says, such as the id that a
    name stands for. What is neither read nor derived has the default of the class. Raises ``TypeError`` when a value
    without a default is missing: records are ``complete`` before they get here.
    """
    known = _list_attributes(model)
    return model(**{name: value for name, value in record.values.items() if name in known} | derived)


@cache
def _list_attributes(model: Callable[..., object]) -> frozenset[str]:
    return frozenset(signature(model).parameters)
