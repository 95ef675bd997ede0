"""What months said when they were published or closed: whether the files are whole, and the tables still say the same.

A month that was published says for ever what it said then; its wording may be polished until it is closed. Whatever
differs now is named, unless a correction records it: what stood there, what stands there now, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mashang.checks.context import CheckContext
from mashang.checks.corrections import WrittenCorrection, list_written
from mashang.checks.suggestions import suggest
from mashang.periods import YearMonth
from mashang.problems import Problem, problem
from mashang.proof.changed_cells import WHAT, ChangedCell, Places, tell_changes
from mashang.proof.kept_months import KeptMonth
from mashang.proof.public_record import ShownEdition
from mashang.records import Correction
from mashang.snapshot import (
    COUNTED,
    FREE,
    LISTED,
    SnapshotKey,
    SnapshotKind,
    SnapshotRows,
    find_kind,
)


def check_changes(
    kept: Iterable[KeptMonth], present: Mapping[YearMonth, SnapshotRows], context: CheckContext
) -> list[Problem]:
    """Every cell that must stand and is another now without a correction; every correction that fits nothing.

    ``present`` holds what the months say now; one that is missing was named by the check of
    the snapshots.
    """
    written: dict[YearMonth, list[WrittenCorrection]] = {}
    for one in list_written(context):
        written.setdefault(one.correction.month, []).append(one)
    found: list[Problem | ChangedCell] = []
    places = Places(context)
    for month in kept:
        corrections = written.pop(month.month, [])
        now = present.get(month.month)
        if now is not None and (corrections or now != month.rows):
            found += _Comparison(month, now, _chain(corrections), places).check()
    for corrections in written.values():
        found += [
            problem("correction-not-published", one.record.where("month"), month=one.correction.month.label)
            for one in corrections
        ]
    changes = [one for one in found if isinstance(one, ChangedCell)]
    return [*(one for one in found if isinstance(one, Problem)), *tell_changes(changes, places)]


def check_editions(
    kept: Iterable[KeptMonth], shown: Mapping[str, ShownEdition], present: SnapshotRows, context: CheckContext
) -> Iterator[Problem]:
    """Editions of lists that were shown before any month was public and say something else now."""
    held = {key for month in kept for key in month.rows}
    for target, one in shown.items():
        key = (SnapshotKind.EDITION, target)
        if key in present and key not in held and present[key] != (one.said,):
            where = Places(context).find_edition(target)
            yield problem("edition-changed", where, target=target, before=one.said, after=present[key][0])


_Cell = tuple[SnapshotKey, str]
_Chains = Mapping[_Cell, list[WrittenCorrection]]


def _chain(corrections: Iterable[WrittenCorrection]) -> _Chains:
    """The corrections of each cell, in the order of the table."""
    chains: dict[_Cell, list[WrittenCorrection]] = {}
    for one in corrections:
        key = (find_kind(one.correction.column), one.correction.target)
        chains.setdefault((key, one.correction.column), []).append(one)
    return chains


@dataclass(frozen=True)
class _Comparison:
    """One month, what it says now, and the corrections of its cells."""

    kept: KeptMonth
    now: SnapshotRows
    chains: _Chains
    places: Places

    def check(self) -> Iterator[Problem | ChangedCell]:
        for cell in self._list_cells():
            yield from self._check_cell(cell)

    def _list_cells(self) -> Iterator[_Cell]:
        """The cells to look at. Of a measure that no longer counts in the month only that is one."""
        then, now = self.kept.rows, self.now
        corrected = {key for key, _ in self.chains}
        for key in dict.fromkeys((*then, *now, *corrected)):
            if key in corrected or (then.get(key) != now.get(key) and self._must_stand(key)):
                gone = key[0] is SnapshotKind.MEASURE and key not in now
                headings = key[0].headings
                yield from (
                    (key, heading) for heading in headings if not gone or heading == LISTED or self._has(key, heading)
                )

    def _must_stand(self, key: SnapshotKey) -> bool:
        """Whether a row may not change: departments and editions may come, names and owners change for later months.

        An edition that is gone is asked about by the gate, which keeps its address with the reason.
        """
        if key[0] is SnapshotKind.EDITION:
            return key in self.kept.rows and key in self.now
        if self.kept.awaits(key[0]):
            return False
        return key[0] not in (SnapshotKind.DEPARTMENT, SnapshotKind.WINDOW, SnapshotKind.MATTER)

    def _has(self, key: SnapshotKey, heading: str) -> bool:
        return (key, heading) in self.chains

    def _check_cell(self, cell: _Cell) -> Iterator[Problem | ChangedCell]:
        key, heading = cell
        chain = self.chains.get(cell, [])
        if heading in FREE and not self.kept.closed:
            for one in chain:
                where, month = one.record.where("column"), self.kept.month.label
                yield problem("correction-of-wording", where, month=month, heading=heading)
            return
        if chain and key not in self.kept.rows and key not in self.now:
            yield self._fits_nothing(chain[0])
            return
        expected, present = _read_cell(self.kept.rows, cell), _read_cell(self.now, cell)
        if _is_swapped([one.correction for one in chain], expected, present):
            shown = {
                "expected": self.places.quote(heading, expected, present),
                "present": self.places.quote(heading, present, expected),
            }
            when = f"{self.kept.find_series(heading).word}时"
            yield problem("correction-swapped", chain[0].record.where("old"), **shown, when=when)
            return
        for before, one in zip([None, *chain], chain, strict=False):
            yield from self._check_correction(one, expected, before)
            expected = one.correction.new
        if expected == present or (heading != LISTED and key[0] is SnapshotKind.MEASURE and key not in self.now):
            return
        if chain:
            slots = {
                "found": self.places.quote(heading, expected, present),
                "present": self.places.quote(heading, present, expected),
            }
            yield problem("correction-new-differs", chain[-1].record.where("new"), **slots)
        else:
            yield ChangedCell(self.kept, key, heading, expected, present)

    def _check_correction(
        self, one: WrittenCorrection, expected: str, before: WrittenCorrection | None
    ) -> Iterator[Problem]:
        correction = one.correction
        series = self.kept.find_series(correction.column)
        file = series.find_file(self.kept.month)
        if correction.old == correction.new:
            yield problem("correction-idle", one.record.where("new"))
        if correction.old != expected:
            found = self.places.quote(correction.column, correction.old, expected)
            slots = {"found": found, "expected": self.places.quote(correction.column, expected, correction.old)}
            when = "上一次更正后" if before else f"{series.word}时"
            yield problem("correction-old-differs", one.record.where("old"), **slots, when=when, file=file)
        if before and correction.corrected_on < before.correction.corrected_on:
            slots = {"day": str(correction.corrected_on), "before": str(before.correction.corrected_on)}
            yield problem("correction-order", one.record.where("corrected_on"), **slots)

    def _fits_nothing(self, one: WrittenCorrection) -> Problem:
        where = one.record.where("target")
        series = self.kept.find_series(one.correction.column)
        target, kind = one.correction.target, find_kind(one.correction.column)
        known = {key[1] for key in (*self.kept.rows, *self.now) if key[0] is kind}
        near = suggest(target.upper(), known)
        return problem(
            "correction-fits-nothing",
            where,
            month=self.kept.month.label,
            what="措施编号" if kind is SnapshotKind.MEASURE else WHAT[kind],
            target=target,
            file=series.find_file(self.kept.month),
            title=series.title,
            hint=f"是不是“{near}”？" if near else "",
        )


def _is_swapped(corrections: list[Correction], expected: str, present: str) -> bool:
    """Whether the one correction of a cell has old and new the wrong way round."""
    pairs = [(one.old, one.new) for one in corrections]
    return expected != present and pairs == [(present, expected)]


def _read_cell(rows: SnapshotRows, cell: _Cell) -> str:
    """The text of a cell; where there is no row nothing counts."""
    (kind, target), heading = cell
    row = rows.get((kind, target))
    if row is None:
        return "0" if heading in COUNTED else ""
    return row[kind.headings.index(heading)]
