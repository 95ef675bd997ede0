"""Everything that pages are made from, and the shape of a reading page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from mashang.county import Stage
from mashang.derived import Figures, RatingSummary, Standing
from mashang.kinds import Targets, index_targets
from mashang.model import Code, CodeKind, CodeState, Publication
from mashang.periods import YearMonth, spell_span
from mashang.rule_version import RuleVersion
from mashang.settings import Settings


@dataclass(frozen=True, eq=False)
class Site:
    """One county's site before it is rendered. Two sites are the same only when they are one."""

    settings: Settings
    publication: Publication
    figures: Figures
    codes: tuple[Code, ...]
    stage: Stage = Stage.PRODUCTION
    signed: bool = False
    """Whether the site shows a public key by which its manifest can be verified."""

    @cached_property
    def active_codes(self) -> dict[tuple[CodeKind, str], Code]:
        """The code in use of each target."""
        return {(code.kind, code.target): code for code in self.codes if code.state is CodeState.ACTIVE}

    @cached_property
    def targets(self) -> Targets:
        """What codes stand for, by kind and id."""
        return index_targets(self.publication)

    @cached_property
    def code_by_id(self) -> dict[str, Code]:
        """Every code ever issued."""
        return {code.code: code for code in self.codes}

    @cached_property
    def code_bases(self) -> tuple[str, ...]:
        """The addresses before codes in use: that of new ones, then those that earlier ones keep."""
        kept = (code.base for code in self.active_codes.values() if code.base)
        return tuple(dict.fromkeys((self.settings.code_base, *kept)))

    @cached_property
    def latest_standing(self) -> dict[str, Standing]:
        """Each measure's standing in the newest shown month."""
        latest = self.figures.latest
        return {standing.measure: standing for standing in latest.standings} if latest else {}

    @cached_property
    def standings_by_measure(self) -> dict[str, tuple[Standing, ...]]:
        """Each measure's standings, oldest month first."""
        found: dict[str, list[Standing]] = {}
        for month in self.figures.months:
            for standing in month.standings:
                found.setdefault(standing.measure, []).append(standing)
        return {measure: tuple(standings) for measure, standings in found.items()}

    @cached_property
    def first_rule_months(self) -> frozenset[YearMonth]:
        """The months that were closed by the first rules, and are judged by them."""
        return frozenset(
            month for month, rules in self.publication.rules_by_month.items() if rules is RuleVersion.FIRST
        )

    @cached_property
    def period(self) -> str:
        """The shown months, as ratings are summed over them: 2026年5月至10月. Empty without one."""
        if not self.figures.months:
            return ""
        return spell_span(*(self.figures.months[place].month.month for place in (0, -1)))

    @cached_property
    def department_ratings(self) -> dict[str, RatingSummary]:
        """Rating summaries by department id."""
        return {summary.key: summary for summary in self.figures.ratings_by_department}

    @cached_property
    def window_ratings(self) -> dict[str, RatingSummary]:
        """Rating summaries by window id."""
        return {summary.key: summary for summary in self.figures.ratings_by_window}

    @cached_property
    def matter_ratings(self) -> dict[str, RatingSummary]:
        """Rating summaries by matter id."""
        return {summary.key: summary for summary in self.figures.ratings_by_matter}

    @cached_property
    def changed_on(self) -> date | None:
        """The newest real date of publication in the site.

        Of a month, an adjustment, a correction, a list's edition or a measure.
        """
        dates = [month.month.published_on for month in self.figures.months]
        dates += [edition.published_on for named in self.publication.lists for edition in named.editions]
        dates += [adjustment.decided_on for adjustment in self.publication.adjustments]
        dates += [correction.corrected_on for correction in self.publication.corrections]
        dates += [measure.published_on for measure in self.publication.measures if measure.published_on]
        return max(dates, default=None)


@dataclass(frozen=True)
class Page:
    """One reading page: where it stands, what it is called, and the template that renders its body.

    ``section`` is the address of the section it belongs to (栏目), ``changed_on`` the real date of
    publication of what it shows, ``facts`` the template's variables. ``prose`` is the HTML of what staff wrote,
    shown above what the template renders; a page of nothing but prose has an empty ``template``. ``keys`` are the
    numbers and short names by which people call the page, as they do by its title. A ``forgotten`` page is one that
    search engines are asked to leave out.
    """

    address: str
    title: str
    template: str
    section: str = ""
    description: str = ""
    changed_on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    prose: str = ""
    keys: tuple[str, ...] = ()
    forgotten: bool = False
