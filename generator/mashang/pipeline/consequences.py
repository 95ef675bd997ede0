"""The gate: what a build would do to readers, before anything is swapped."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mashang.checks.confirmations import Confirmation, leave_out_confirmed
from mashang.county import PUBLIC_RECORD, County, Stage
from mashang.kinds import KINDS
from mashang.pages.gone import list_gone
from mashang.pages.site import Page, Site
from mashang.problems import Location, Problem, problem
from mashang.proof.consequences import compare_facts
from mashang.proof.public_record import FactKind, Facts, join_facts, leave_out_demonstration, render_record
from mashang.proof.published_site import describe_published
from mashang.proof.site_facts import describe_site


@dataclass(frozen=True)
class SiteComparison:
    """What a site would do to readers, save what was confirmed; the record once it stands; pages of what is gone."""

    problems: tuple[Problem, ...]
    record: bytes = b""
    gone: tuple[Page, ...] = ()


def compare_site(
    county: County, site: Site, pages: Collection[Page], confirmations: Collection[Confirmation], given: Facts
) -> SiteComparison:
    """Compare a site with what readers were last ``given``, as far as that binds; the preview with nothing."""
    if site.stage is not Stage.PRODUCTION:
        return SiteComparison(())
    after = describe_site(site, pages)
    before = given
    if not (county / PUBLIC_RECORD).exists():
        published = describe_published(county.site(Stage.PRODUCTION))
        before = leave_out_demonstration(published, demonstration=site.settings.demonstration)
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
    return SiteComparison((*found, *lost), render_record(join_facts(before, after)), gone)
