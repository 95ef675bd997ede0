"""Ratings through builds of two months: who subtracts the first site from the second finds nothing small."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from mashang.county import Stage
from mashang.periods import YearMonth
from mashang.pipeline.build import build_site
from mashang.problems import has_errors
from tests.example_county import REPOSITORY
from tests.test_story import Story

AUGUST, SEPTEMBER = YearMonth(2026, 8), YearMonth(2026, 9)


def publish(story: Story, day: date) -> dict[str, dict[str, str]]:
    """Build the site, and read its open data of windows by their ids."""
    problems = story.check(day).problems
    assert not has_errors(problems), problems
    built = build_site(story.county, Stage.PRODUCTION, day, lambda _: None)
    assert built.published is not None, built.problems
    path = built.published / "data" / "ratings-by-window.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["编号"]: row for row in csv.DictReader(file)}


def count_bad(row: dict[str, str]) -> int:
    """How many of the ratings are bad, by the share that is told of so many."""
    n = int(row["份数"])
    share = (Decimal(row["好评率"]) * n / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return n - int(share)


def test_subtracting_the_pages_of_two_months_tells_nothing_small(tmp_path: Path) -> None:
    """The ratings of August come when it is published already; what the site told of them then is remembered."""
    shutil.copyfile(REPOSITORY / "mkdocs.yml", tmp_path / "mkdocs.yml")
    story = Story(tmp_path)
    story.add("windows", "W3|补贴窗口|政务大厅|商务局\nW4|技改窗口|政务大厅|工信局")
    story.months = [AUGUST]
    story.tables["progress/2026-08"] = reports = "编号|完成率|本月进展\nM1|40%|做了甲"
    publish(story, date(2026, 9, 8))
    ledger = story.check(date(2026, 9, 8)).ledger
    assert ledger
    codes = {code.target: code.code for code in ledger.codes}
    rate(story, AUGUST, codes, {"W1": 6, "W2": 9, "W3": 20, "W4": 20})
    before = publish(story, date(2026, 9, 9))
    assert "公布评价" not in (tmp_path / "content" / "published" / "2026-08.csv").read_text(encoding="utf-8-sig")
    story.months.append(SEPTEMBER)
    story.tables["progress/2026-09"] = reports
    rate(story, SEPTEMBER, codes, {"W1": 0, "W2": 2, "W3": 20, "W4": 20})
    after = publish(story, date(2026, 10, 8))
    record = (tmp_path / "content" / "published" / "2026-09.csv").read_text(encoding="utf-8-sig")
    assert "公布评价,2026-08 窗口-W2" in record
    assert [row["份数"] for row in after.values()] == ["120"] * 4
    told = {window: (row["好评率"], row["好评率统计到"]) for window, row in after.items()}
    assert told["W2"] == (before["W2"]["好评率"], "2026-08") == ("85.0", "2026-08")
    fresh = [window for window, (_, last) in told.items() if last == "2026-09"]
    assert {count_bad(after[window]) - count_bad(before[window]) for window in fresh} == {20}


def rate(story: Story, month: YearMonth, codes: dict[str, str], bad: dict[str, int]) -> None:
    """Each window gets sixty ratings in a month, so many of them bad."""
    rows = (f"{codes[window]}|{60 - count}|0|0|{count}|0" for window, count in bad.items())
    story.tables[f"ratings/{month}"] = "\n".join(("码|非常满意|满意|基本满意|不满意|非常不满意", *rows))
