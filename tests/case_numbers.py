"""Numbers of cases (受理编号) that are right, and the same in every run."""

from __future__ import annotations

from mashang.code_format import ALPHABET, CASE, check_identifier


def case_number(place: int) -> str:
    """The number of this place in a series."""
    body = f"K{place:06}XY"
    return next(body + last for last in ALPHABET if not check_identifier(body + last, (CASE + 1,)))
