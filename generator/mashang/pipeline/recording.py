"""Recording what months say as they are published: from then on it changes by an adjustment or a correction only."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from mashang.county import County
from mashang.model import Code, Publication
from mashang.pipeline.checking import Checked
from mashang.proof.derived_snapshot import derive_snapshots
from mashang.proof.public_record import list_shown_editions
from mashang.proof.secret import derive_secret
from mashang.rule_version import RuleVersion
from mashang.settings import Settings
from mashang.snapshot import MonthSnapshot, Series, SnapshotKind

_NONCE_BYTES = 16


def record_months(
    county: County, checked: Checked, settings: Settings, publication: Publication, codes: Sequence[Code]
) -> tuple[MonthSnapshot, ...]:
    """What the public months say that were not published before, oldest first; nothing is written.

    The last of them also holds the editions of lists that none did before, as they were first shown. A month that was
    closed before this was recorded is recorded as it was closed. Their numbers that nobody can guess come of the
    county's secret: the same county gives the same records.
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
    previous = _find_last(checked.records)
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
        judged = rules.get(name, RuleVersion.CURRENT)
        made.append(MonthSnapshot(name, published_on[name], nonce, previous, {**old, **rows}, judged))
        previous = made[-1].digest
    return tuple(made)


def _find_last(records: Sequence[MonthSnapshot]) -> str:
    """The digest of the record that none follows; empty when there is none."""
    followed = {one.previous for one in records}
    return next((one.digest for one in records if one.digest not in followed), "")
