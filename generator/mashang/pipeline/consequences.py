"""The gate: what a build would do to readers, before anything is swapped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mashang.checks.confirmations import Confirmation, leave_out_confirmed
from mashang.county import County, Stage
from mashang.kinds import KINDS
from mashang.pages.gone import list_gone
from mashang.pages.site import Page, Site
from mashang.problems import Location, Problem, problem
from mashang.proof.consequences import compare_facts
from mashang.proof.public_record import (
    FactKind,
    describe_site,
    join_facts,
    leave_out_demonstration,
    read_record,
    render_record,
)
from mashang.proof.published_site import describe_published


@dataclass(frozen=True)
class SiteComparison:
    """What a site would do to readers, save what was confirmed; the record once it stands; pages of what is gone."""

    problems: tuple[Problem, ...]
    record: bytes = b""
    gone: tuple[Page, ...] = ()


def compare_site(
    county: County, site: Site, pages: Collection[Page], confirmations: Collection[Confirmation]
) -> SiteComparison:
    """Compare a site with what readers were last given; the preview is compared with nothing."""
    if site.stage is not Stage.PRODUCTION:
        return SiteComparison(())
    before, unreadable = read_record(county)
    after = describe_site(site, pages)
    if not before and not unreadable:
        before = describe_published(county.site(Stage.PRODUCTION))
    before = leave_out_demonstration(before, after)
    codes = {f"{KINDS[kind].dataset}/{target}": code.grouped for (kind, target), code in site.active_codes.items()}
    told = {f"measures/{one.measure}" for one in site.publication.adjustments if one.column == "title"}
    found = leave_out_confirmed(compare_facts(before, after, codes, told), confirmations, None)
    known = {key: title for (kind, key), title in before.items() if kind is FactKind.PAGE}
    gone = tuple(list_gone(known, pages, confirmations))
    lost = (
        problem("successor-unknown", Location("content/confirmations"), item=one.item, value=one.successor)
        for one in dict.fromkeys(page.facts["confirmation"] for page in gone if not page.facts["successor"])
        if one and one.successor
    )
    return SiteComparison((*unreadable, *found, *lost), render_record(join_facts(before, after)), gone)
