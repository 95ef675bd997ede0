"""What pages say of measures in two levels: tasks (任务) and their items (事项)."""

from __future__ import annotations

from collections import Counter
from datetime import date

from mashang.derived import list_tasks
from mashang.model import Measure, Publication
from mashang.pages.charts import DISPLAY_ORDER
from mashang.pages.site import Site

_UNKNOWN = "尚无公开进展"


def tell_tasks(facts: Publication, day: date | None) -> str:
    """What numbers of measures count where there are tasks; empty where there are none."""
    tasks = list_tasks(facts.measures, day or date.max) & facts.measure_by_id.keys()
    items = sum(one.parent in tasks for one in facts.measures)
    return f"{len(tasks)} 项任务分成 {items} 个事项：计数、判定、排名都按事项，任务自己不另计。" if tasks else ""


def count_items(site: Site, items: tuple[Measure, ...]) -> tuple[tuple[str, int], ...]:
    """How many items stand how, in the order in which statuses are shown; the numbers add up to all of them."""
    order = [*(status.value for status in DISPLAY_ORDER), _UNKNOWN]
    counts = Counter(_tell_state(site, item) for item in items)
    return tuple(sorted(counts.items(), key=lambda each: order.index(each[0]) if each[0] in order else len(order)))


def _tell_state(site: Site, item: Measure) -> str:
    standing = site.latest_standing.get(item.id)
    if item.ended:
        return f"已{item.ended}"
    return standing.status.value if standing else _UNKNOWN
