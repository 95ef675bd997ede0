"""Runs every rule of the checklist over a built site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from mashang.county import Stage
from mashang.inspection import access, freshness, tags, visibility, weight
from mashang.inspection.links import check_links
from mashang.inspection.rules import OF_UPDATES, RULES, Finding, Limits, Rule
from mashang.inspection.survey import Survey
from mashang.inspection.tree import Tree
from mashang.problems import Severity

_CHECKS: tuple[Callable[[Survey], Iterator[Finding]], ...] = (
    freshness.check_home,
    freshness.check_columns_filled,
    freshness.check_columns_fresh,
    freshness.check_progress,
    freshness.check_dates,
    freshness.check_publication,
    lambda survey: check_links(survey.tree, survey.site_url),
    tags.check_site_tags,
    tags.check_column_tags,
    tags.check_article_tags,
    tags.check_footer,
    tags.check_disclosure,
    weight.check_weight,
    weight.check_scripts,
    weight.check_scans,
    access.check_images,
    access.check_headings,
    access.check_languages,
    access.check_titles,
    access.check_tables,
    access.check_forms,
    visibility.check_search_engines,
    visibility.check_scans_hidden,
    visibility.check_sitemap,
)

_DEMONSTRATION = "演示数据，不要求更新"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one rule stands: kept when it has no findings, broken when one of them is a fault.

    ``waived`` says in Chinese why the rule does not apply to this site; empty when it does.
    """

    rule: Rule
    findings: tuple[Finding, ...]
    waived: str = ""

    @property
    def severity(self) -> Severity | None:
        """The worst of the findings; ``None`` when the rule is kept."""
        found = {finding.severity for finding in self.findings}
        return next((severity for severity in (Severity.ERROR, Severity.WARNING) if severity in found), None)


@dataclass(frozen=True, slots=True)
class Inspection:
    """The whole checklist over one built site, a verdict for every rule, in the order of the rules."""

    stage: Stage
    today: date
    pages: int
    files: int
    verdicts: tuple[Verdict, ...]

    @property
    def has_faults(self) -> bool:
        """Whether any rule is broken; warnings alone do not count."""
        return any(verdict.severity is Severity.ERROR for verdict in self.verdicts)


def inspect_tree(
    tree: Tree, stage: Stage, today: date, limits: Limits | None = None, *, demonstration: bool = False
) -> Inspection:
    """Judge a built site by every rule, as of ``today``.

    A site of demonstration data is not kept up to date by anybody: the rules that ask for it do not apply to it.
    """
    survey = Survey(tree, stage, today, limits or Limits(), demonstration)
    found: dict[str, list[Finding]] = defaultdict(list)
    for check in _CHECKS:
        for finding in check(survey):
            found[finding.rule].append(finding)
    waived = dict.fromkeys(OF_UPDATES, _DEMONSTRATION) if demonstration else {}
    verdicts = tuple(
        Verdict(rule, (), waived[rule.id]) if rule.id in waived else Verdict(rule, tuple(found.get(rule.id, ())))
        for rule in RULES.values()
    )
    return Inspection(stage, today, len(tree.pages), len(tree.sizes), verdicts)
