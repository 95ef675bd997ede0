"""What the desk knows of its county, and who looks at it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mashang.county import County
from mashang.desk.problem_groups import SHOWN
from mashang.desk.sites import SiteWindows
from mashang.desk.watch import digest_times
from mashang.desk.work import WorkQueue
from mashang.pipeline.checking import ProgressCallback
from mashang.pipeline.department_problems import list_departments
from mashang.pipeline.excerpts import Excerpt, cut_excerpts
from mashang.pipeline.month_work import MonthWork, read_month_work
from mashang.pipeline.starting import is_county
from mashang.problems import Location


@dataclass(frozen=True)
class Overview:
    """What the desk knows of the county: its work, pieces of sheets, the folder when it looked, its departments."""

    work: MonthWork
    excerpts: Mapping[Location, Excerpt]
    seen: str
    departments: tuple[str, ...] = ()


@dataclass
class Desk:
    """One county's desk. ``today`` returns the calendar day; ``leave`` ends the program."""

    county: County
    today: Callable[[], date]
    leave: Callable[[], None]
    queue: WorkQueue = field(default_factory=WorkQueue)
    sites: SiteWindows = field(default_factory=SiteWindows)
    overview: Overview | None = None
    windows: int = 0
    """How many windows are open."""
    last_window: float = field(default_factory=time.monotonic)
    """When a window was last known to be open."""

    def look(self) -> Overview | None:
        """What is known; once a file was changed the county is looked at again in the background."""
        if not is_county(self.county):
            return None
        seen = digest_times(self.county)
        if self.overview is None or self.overview.seen != seen:
            self.queue.start("look", "查看表格和网站", lambda on_stage: self._look(seen, on_stage))
        return self.overview

    def _look(self, seen: str, on_stage: ProgressCallback) -> None:
        work = read_month_work(self.county, self.today(), on_stage)
        excerpts = cut_excerpts(self.county, work.problems[:SHOWN])
        self.overview = Overview(work, excerpts, seen, list_departments(self.county))


def is_left(desk: Desk, patience: float) -> bool:
    """Whether no window has been open for ``patience`` seconds and nothing is under way."""
    return not desk.windows and not desk.queue.list_open() and time.monotonic() - desk.last_window > patience
