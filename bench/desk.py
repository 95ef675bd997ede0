"""How long the desk makes a clerk wait in a county of full size: ``python bench/desk.py``.

Seconds by the clock in one process. The county's site is built first; then its newest month is begun, sixty departments
send their sheets back, and the preview of what changes is made.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import openpyxl

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "generator")]

from starlette.testclient import TestClient  # noqa: E402  # after the path above

from bench.county import FULL, SMALL, list_months, write_county  # noqa: E402  # the same
from mashang.county import County, Stage  # noqa: E402  # the same
from mashang.desk.app import make_app  # noqa: E402  # the same
from mashang.desk.state import Desk  # noqa: E402  # the same
from mashang.pipeline.build import build_site  # noqa: E402  # the same
from mashang.pipeline.collecting import CollectOrder, collect  # noqa: E402  # the same
from mashang.pipeline.month_sheets import start_month  # noqa: E402  # the same
from mashang.pipeline.site_changes import compare_preview  # noqa: E402  # the same

ANSWERS = 20
"""How often each page is asked for."""


def main() -> None:
    """Measure and print one table."""
    size = SMALL if "--small" in sys.argv else FULL
    with tempfile.TemporaryDirectory(prefix="county-") as temporary:
        county = County(Path(temporary) / "county")
        county.root.mkdir()
        write_county(county.root, 1, size)
        shutil.copy(REPOSITORY / "mkdocs.yml", county.root)
        month = max(list_months(size)).following
        today = date(month.following.year, month.following.month, 15)
        build_site(county, Stage.PRODUCTION, today, _say_nothing)
        print(f"{'what':44} {'seconds':>8} {'goal':>6}")
        desk = Desk(county, lambda: today, lambda: None)
        show("look at tables and sites, all of it", measure(lambda: look(desk)), "2")
        client = TestClient(make_app(desk))
        for page in ("/", "/steps/check", "/steps/collect", "/steps/publish", "/state"):
            times = [measure(lambda page=page: client.get(page)) for _ in range(ANSWERS)]  # type: ignore[misc]
            show(f"answer {page}", median(times), "0.2")
        with (county / "content" / "months.yaml").open("a", encoding="utf-8") as months:  # staff's own, in the bench
            months.write(f"- 月份: {month}\n  发布日期: {today}\n  状态: 草稿\n")
        show("begin a month", measure(lambda: start_month(county, month, today, _say_nothing, by_department=True)), "")
        count = fill_sheets(county.root / "outgoing", county.root / "back")
        order = CollectOrder(county.root / "back")
        show(f"gather {count} workbooks", measure(lambda: collect(county, order, today, _say_nothing)), "5")
        show("build the preview", measure(lambda: build_site(county, Stage.STAGING, today, _say_nothing)), "")
        show("what changes, after the build", measure(lambda: compare_preview(county)), "3")


def look(desk: Desk) -> None:
    """Look at the county, and wait until it is done."""
    desk.look()
    while desk.queue.list_open():
        time.sleep(0.005)


def fill_sheets(sent: Path, back: Path) -> int:
    """Fill every department's sheet; returns how many there are."""
    back.mkdir()
    paths = sorted(sent.glob("*.xlsx"))
    for path in paths:
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, 1).value:
                sheet.cell(row, 7).value = sheet.cell(row, 6).value
                sheet.cell(row, 9).value = None if sheet.cell(row, 6).value else "推进中"
                sheet.cell(row, 10).value = f"本月按计划推进了 {sheet.cell(row, 1).value}。"
        book.save(back / path.name)
    return len(paths)


def measure(work: Callable[[], Any]) -> float:
    """Seconds by the clock."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def show(what: str, seconds: float, goal: str) -> None:
    """Print one line of the table."""
    print(f"{what:44} {seconds:8.2f} {goal:>6}", flush=True)


def _say_nothing(_: str) -> None:
    """What is under way is not shown."""


if __name__ == "__main__":
    main()
