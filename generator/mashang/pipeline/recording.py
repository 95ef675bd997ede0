"""Recording what months say as they are published: from then on it changes by an adjustment or a correction only."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import replace

from mashang.county import County
from mashang.model import Code, Publication
from mashang.periods import YearMonth
from mashang.pipeline.checking import Checked
from mashang.proof.derived_snapshot import derive_snapshots
from mashang.proof.public_record import list_shown_editions
from mashang.proof.secret import derive_secret
from mashang.proof.told_ratings import list_told_rows, order_records, read_told
from mashang.rule_version import RuleVersion
from mashang.settings import Settings
from mashang.snapshot import MonthSnapshot, Series, SnapshotKind, SnapshotRows

_NONCE_BYTES = 16


def record_months(
    county: County, checked: Checked, settings: Settings, publication: Publication, codes: Sequence[Code]
) -> tuple[MonthSnapshot, ...]:
    """What the public months say that were not published before, oldest first; nothing is written.

    The last of them also holds the editions of lists that none did before, as they were first shown, and what is told
    of ratings. A month that was closed before this was recorded is recorded as it was closed. Their numbers that nobody
    can guess come of the county's secret: the same county gives the same records.
    """
    recorded = {one.month for one in checked.records}
    months = sorted(month.month for month in publication.months if month.public and month.month not in recorded)
    if not months:
        return ()
    secret = derive_secret(county, codes)
    present = derive_snapshots(publication, settings, months)
    shown = {(SnapshotKind.EDITION, target): (one.said,) for target, one in list_shown_editions(checked.given).items()}
    closed = {one.month: one.rows for one in checked.closed}
    rules = publication.rules_by_month
    published_on = {month.month: month.published_on for month in publication.months}
    known = {key for one in checked.records for key in one.rows}
    previous = "".join(one.digest for one in [*order_records(checked.records)][-1:])
    made = []
    for name in months:
        nonce = hmac.digest(secret, f"{Series.PUBLISHED.folder} {name}".encode(), "sha256")[:_NONCE_BYTES].hex()
        old = closed.get(name, {})
        rows = {
            key: old.get(key, shown.get(key, cells))
            for key, cells in present[name].items()
            if (key in old or name not in closed or key[0] not in Series.CLOSED.kinds)
            and (key[0] is not SnapshotKind.EDITION or (name == months[-1] and key not in known))
        }
        if name == months[-1]:
            rows |= _list_told(checked, settings, publication, codes, name)
        judged = rules.get(name, RuleVersion.CURRENT)
        made.append(MonthSnapshot(name, published_on[name], nonce, previous, {**old, **rows}, judged))
        previous = made[-1].digest
    return tuple(made)


def remember_told(checked: Checked, settings: Settings, publication: Publication, codes: Sequence[Code]) -> Publication:
    """The publication that also knows what the last one told, where its record does not: ratings came after it."""
    recorded = frozenset(one.month for one in checked.records)
    public = {month.month for month in publication.months if month.public}
    if not recorded or recorded >= public or any(told.months == recorded for told in publication.told_ratings):
        return publication
    from mashang.figures.site import list_told

    months = tuple(month for month in publication.months if month.month in recorded)
    told = list_told(replace(publication, months=months), codes, settings)
    return replace(publication, told_ratings=(*publication.told_ratings, told))


def _list_told(
    checked: Checked, settings: Settings, publication: Publication, codes: Sequence[Code], name: YearMonth
) -> SnapshotRows:
    """What is told of ratings now, and what the last publication told, where its record does not say it."""
    from mashang.figures.site import list_told

    rows = dict(list_told_rows(name, list_told(publication, codes, settings)))
    recorded = read_told(checked.records)
    for told in publication.told_ratings:
        if told not in recorded:
            rows |= list_told_rows([*order_records(checked.records)][-1].month, told)
    return rows
