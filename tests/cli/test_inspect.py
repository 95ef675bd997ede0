"""The inspection as staff run it, over the example site and over nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mashang.county import County, Stage
from mashang.inspection.checklist import Inspection
from mashang.pipeline.published import inspect_site, report_inspection
from mashang.problems import Severity

Run = Callable[..., tuple[int, str]]
FRESH = date(2026, 11, 8)
"""Two days after the example's newest month came out."""
AGE = {"home-fresh", "progress-monthly", "columns-fresh"}
"""What the mere passing of time breaks."""
LATE = date(2027, 6, 1)
"""More than half a year later."""


def make_real(root: Path) -> None:
    """Say that a county's data are no demonstration."""
    settings = root / "site_config" / "site.yml"
    text = settings.read_text(encoding="utf-8")
    assert "demonstration: true" in text
    settings.write_text(text.replace("demonstration: true", "demonstration: false"), encoding="utf-8")


def list_broken(inspection: Inspection) -> set[str]:
    """The rules with a fault."""
    return {verdict.rule.id for verdict in inspection.verdicts if verdict.severity is Severity.ERROR}


def test_the_example_site_passes(example: Path) -> None:
    """Shortly after its last publication the example site breaks no rule, and that is known within seconds."""
    before = time.perf_counter()
    inspection = inspect_site(County(example), Stage.PRODUCTION, FRESH)
    assert time.perf_counter() - before < 5
    assert list_broken(inspection) == set(), report_inspection(inspection).render("text")
    assert inspection.pages > 200


def test_the_example_is_in_order_on_any_day(example: Path) -> None:
    """Demonstration data need no update: what only time breaks does not apply, with its reason; the rest is judged."""
    for today in (date(2024, 2, 29), FRESH, LATE, date(2036, 1, 1)):
        inspection = inspect_site(County(example), Stage.PRODUCTION, today)
        assert list_broken(inspection) == set(), report_inspection(inspection).render("text")
        waived = {verdict.rule.id: verdict.waived for verdict in inspection.verdicts if verdict.waived}
        assert waived == dict.fromkeys(AGE, "演示数据，不要求更新")


def test_an_old_real_site_fails_for_its_age_only(built: Path) -> None:
    """The same site with real data: in order when it is fresh; later home, months and columns are overdue, no more."""
    make_real(built)
    assert list_broken(inspect_site(County(built), Stage.PRODUCTION, FRESH)) == set()
    assert list_broken(inspect_site(County(built), Stage.PRODUCTION, LATE)) == AGE


def test_the_command_passes_the_example_today(example: Path, mashang: Run) -> None:
    """Whatever the day, the command finds nothing in the example, says what does not apply, and exits with 0."""
    code, said = mashang("inspect", "--root", example)
    assert code == 0
    assert "－ 首页按时更新               国办秘函〔2019〕19号 检查指标　不适用\n" in said
    assert "    [home-fresh] 演示数据，不要求更新。\n" in said
    assert said.endswith("合格 25，不合格 0，提醒 0，不适用 3。可以发布。\n")


def test_the_command_judges_a_real_site_by_the_calendar(built: Path, mashang: Run) -> None:
    """On the day it is run the command finds nothing but age in a real site, says so, and exits by it."""
    make_real(built)
    code, said = mashang("inspect", "--root", built, "--format", "json")
    rules = json.loads(said)["rules"]
    broken = {rule["id"] for rule in rules if rule["outcome"] == "error"}
    assert broken <= AGE
    assert code == bool(broken)
    assert {rule["outcome"] for rule in rules} <= {"passed", "warning", "error"}


def test_a_fault_is_named_and_exits_with_one(built: Path, mashang: Run) -> None:
    """A dead link put into the built site is found on its page."""
    page = built / "site" / "about" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</article>", '<a href="gone/">x</a></article>'), "utf-8")
    code, said = mashang("inspect", "--root", built)
    assert code == 1
    assert "about/index.html：“gone/”打不开，没有这个文件\n" in said
    target = built / "inspection.csv"
    assert mashang("inspect", "--root", built, "--format", "csv", "--output", target) == (1, f"已写入 {target}。\n")
    assert "links-alive,没有打不开的链接,国办秘函〔2019〕19号 检查指标,不合格,about/index.html" in target.read_text(
        "utf-8"
    )


def test_every_page_describes_itself(example: Path) -> None:
    """What a search engine or a shared link shows is on every page, the one of what was not found included."""
    bare = [
        path.relative_to(example).as_posix()
        for path in (example / "site").rglob("*.html")
        if not re.search(r'<meta name="description" content="[^"]', path.read_text(encoding="utf-8"))
    ]
    assert bare == []


def test_the_party_mark_comes_from_the_site_itself(county: Path, mashang: Run) -> None:
    """The county's picture of its mark stands at the foot of every reading page, and breaks no rule."""
    assets = county / "site_config" / "overrides" / "assets"
    assets.mkdir(parents=True)
    (assets / "mark.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>', encoding="utf-8")
    settings = county / "site_config" / "site.yml"
    text = settings.read_text(encoding="utf-8").replace('party_mark: ""', "party_mark: assets/mark.svg")
    text = text.replace('party_mark_url: ""', "party_mark_url: https://www.example.com/biaoshi")
    settings.write_text(text, encoding="utf-8")
    assert mashang("build", "--root", county)[0] == 0
    page = (county / "site" / "measures" / "M01" / "index.html").read_text(encoding="utf-8")
    assert (
        '<a href="https://www.example.com/biaoshi" rel="noopener">'
        '<img src="../../assets/mark.svg" alt="党政机关标识" height="48"></a>'
    ) in page
    assert (county / "site" / "assets" / "mark.svg").is_file()
    assert list_broken(inspect_site(County(county), Stage.PRODUCTION, FRESH)) == set()


def test_the_preview_is_inspected_by_its_own_rules(county: Path, mashang: Run) -> None:
    """The preview is another folder, and hidden throughout."""
    assert mashang("build", "--root", county, "--stage", "staging")[0] == 0
    inspection = inspect_site(County(county), Stage.STAGING, FRESH)
    assert list_broken(inspection) == set(), report_inspection(inspection).render("text")
    assert mashang("inspect", "--root", county)[0] == 3


def test_without_a_site_there_is_nothing_to_inspect(county: Path, mashang: Run) -> None:
    """A county that was never built learns what to do first."""
    assert mashang("inspect", "--root", county) == (3, "还没有生成网站。请先运行 build。\n")


def test_a_gbk_console_shows_the_report(example: Path) -> None:
    """The signs of the report are in the character set of a Chinese Windows console."""
    done = subprocess.run(
        [sys.executable, "-m", "mashang", "inspect", "--root", str(example)],
        env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = done.stdout.decode("gbk")
    assert "√ 每页一个大标题" in said
    assert "?" not in said
