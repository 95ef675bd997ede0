"""Worlds that readers cannot tell from the true one (SDC: feasible tables), as differences from it.

Everything that is known holds in such a world. HiGHS looks for one in which a sum is another one, by linear
programming over all worlds that an exchange of counts between stretches leads to.

The true world is there always, so a sum has no other value exactly where its greatest and its least difference are both
zero: that depends on the counts alone, not on the way in which a solver works or on rounding, as counts are whole and
weights are large. Where halves of ratings would do to move a sum, it counts as open.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np
import numpy.typing as npt

from mashang.figures.rating_knowledge import Numbers, Row
from mashang.figures.rating_margins import Place

World = npt.NDArray[np.float64]
_MOST = 1000
"""More complaints than any sum could miss: without an end, no world would be the largest."""
_NOTHING = 0.5
"""Less than any sum that is not zero, of weights in the thousands."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A way in which worlds differ: what counts as ``first`` in this one counts as ``second`` in that, or the reverse.

    Without a first, any number may have come. ``told`` says which sums stay as they are known.
    """

    first: int | None
    second: int
    told: str
    handled: bool = False


@dataclass(frozen=True)
class Rows:
    """The sums that readers know, each a row of the programme: the rows of all members, one after the other."""

    rows: Sequence[Row]

    @cached_property
    def flat(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The number of the row of each member, and the members."""
        numbers = np.repeat(np.arange(len(self.rows)), [len(row.members) for row in self.rows])
        return numbers, np.array([one for row in self.rows for one in row.members], dtype=np.int64)


class Worlds:
    """The worlds that one exchange leads to, between the stretches of ``scope``; all others stay as they are."""

    def __init__(self, exchange: Exchange, counts: Numbers, known: Rows, scope: npt.NDArray[np.int64]) -> None:
        self._scope = scope
        self._size = len(counts)
        column = np.full(self._size, -1)
        column[scope] = np.arange(len(scope))
        numbers, members = known.flat
        inside = column[members] >= 0
        kept, starts = np.unique(numbers[inside], return_index=True)
        self._rows = [known.rows[number] for number in kept]
        most = np.full(len(scope), _MOST) if exchange.first is None else counts[scope, exchange.first]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(scope), len(kept)
        model.col_cost_ = np.zeros(len(scope))
        model.col_lower_ = -counts[scope, exchange.second].astype(float)
        model.col_upper_ = most.astype(float)
        model.row_lower_ = np.array([-row.less for row in self._rows], dtype=float)
        model.row_upper_ = np.array([row.more for row in self._rows], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.append(starts, inside.sum())
        model.a_matrix_.index_ = column[members[inside]]
        model.a_matrix_.value_ = np.ones(inside.sum())
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            self._solver.setOptionValue(option, value)
        self._solver.passModel(model)
        self._columns = np.arange(len(scope), dtype=np.int32)
        self.fresh = {row.fresh for row in self._rows if row.fresh}

    def find_other(self, weights: World) -> World | None:
        """A world in which this weighted sum, of whole weights in the thousands, differs; none where it cannot."""
        for sign in (1.0, -1.0):
            self._solver.changeColsCost(len(self._columns), self._columns, sign * weights[self._scope])
            self._solver.run()
            if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                raise ArithmeticError("the solver found no world, though the true one is there")
            differences = np.array(self._solver.getSolution().col_value)
            if abs((differences * weights[self._scope]).sum()) > _NOTHING:
                world = np.zeros(self._size)
                world[self._scope] = differences
                return world
        return None

    def hold(self, places: Collection[Place], *, known: bool) -> None:
        """Take what only the present publication tells of these places as known, or as not told."""
        for number, row in enumerate(self._rows):
            if row.fresh in places:
                less, more = (row.less, row.more) if known else (highspy.kHighsInf, highspy.kHighsInf)
                self._solver.changeRowBounds(number, -float(less), float(more))
