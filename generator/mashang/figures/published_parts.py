"""Which parts of a total are published, such that no small one comes back by subtraction."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)


# Ratings of a department (total 40) and its windows, threshold 5:
#
#   A 7, B 3, C 30    B is suppressed, and 40 - 7 - 30 = 3 would recalculate it: so A as well. Published: C.
#   A 4, B 4, C 32    The rest of 8 is enough, but two parts of 4 at most can only be 4 and 4: so C as well.
def choose_parts(
    total: int, parts: Mapping[_Key, int], threshold: int, within: Collection[_Key] | None = None
) -> set[_Key]:
    """Which parts of a total are published, of those ``within`` if it is given.

    The rest of the total is zero or reaches the threshold. Nor is it the most that the suppressed parts can have with
    each under the threshold, for then each has that. Equal parts are suppressed together: which one it was would
    follow otherwise.
    """
    chosen = {key for key, n in parts.items() if n >= threshold and (within is None or key in within)}
    while chosen:
        rest = total - sum(parts[key] for key in chosen)
        if rest == 0 or (rest >= threshold and rest != (len(parts) - len(chosen)) * (threshold - 1)):
            break
        least = min(parts[key] for key in chosen)
        chosen = {key for key in chosen if parts[key] > least}
    return chosen
