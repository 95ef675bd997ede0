"""Adjustments of measures, as pages, feed and download show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from mashang.addresses import measure_address
from mashang.model import Publication
from mashang.pages.site import Site
from mashang.periods import Deadline
from mashang.records import Adjustment, Term
from mashang.spelling import spell_number
from mashang.tables import TERMS


@dataclass(frozen=True, slots=True)
class ShownAdjustment:
    """An adjustment as readers see it. ``what`` names the measure, as it was called then; ``target`` is its address.

    ``department`` is the id of the department that led the measure before; ``old`` and ``new`` are empty where nothing
    stands.
    """

    adjustment: Adjustment
    what: str
    target: str
    department: str
    old: str
    new: str

    @property
    def heading(self) -> str:
        """The column of the table of measures."""
        return TERMS[self.adjustment.column].heading


def show_adjustments(facts: Publication, adjustments: Iterable[Adjustment]) -> tuple[ShownAdjustment, ...]:
    """The same adjustments in words, the newest first, those of one month in the order of their table."""
    ordered = sorted(adjustments, key=lambda one: one.month, reverse=True)
    return tuple(_show(facts, one) for one in ordered)


def publish_adjustments(site: Site) -> tuple[Adjustment, ...]:
    """The adjustments as their download has them: values in words, departments by name."""
    facts = site.publication
    return tuple(
        replace(one, old=_spell(facts, one, one.old), new=_spell(facts, one, one.new)) for one in facts.adjustments
    )


def count_by_year(adjustments: Iterable[ShownAdjustment]) -> tuple[tuple[int, int], ...]:
    """How many came into force in each year, the newest first."""
    return tuple(sorted(Counter(one.adjustment.month.year for one in adjustments).items(), reverse=True))


def _show(facts: Publication, one: Adjustment) -> ShownAdjustment:
    measure = facts.find_measure(one.measure, one.month)
    return ShownAdjustment(
        one,
        f"{measure.id} {measure.title}",
        measure_address(measure.id),
        facts.find_measure(measure.id, one.month.preceding).lead,
        _spell(facts, one, one.old),
        _spell(facts, one, one.new),
    )


def _spell(facts: Publication, one: Adjustment, value: Term) -> str:
    column = TERMS[one.column]
    if column.choices:
        return column.write_choice(value)
    if isinstance(value, Deadline):
        return value.written
    if isinstance(value, Decimal):
        return spell_number(value)
    if column.refers_to:
        ids = value if isinstance(value, tuple) else (str(value),)
        return "、".join(facts.find_party(each).name for each in ids)
    return str(value or "")
