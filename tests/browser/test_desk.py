"""A whole month at the desk, from the double click to the closed month, as staff go through it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from mashang.county import County
from mashang.desk.server import run_desk
from tests.browser.pictures import write_ledger
from tests.browser.portal import BrowserLog, find_barriers, open_page

pytestmark = pytest.mark.browser

TODAY = date(2026, 12, 8)
SOON, LONG = 20_000, 60_000
NOVEMBER = "content/progress/2026-11.xlsx"
LATE = ("工信局", "税务局")


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    """The first address of a desk over the example, which ends when its page is told to."""
    shown: list[str] = []
    ready = threading.Event()

    def show(found: str) -> None:
        shown.append(found)
        ready.set()

    thread = threading.Thread(target=run_desk, args=(County(built), lambda: TODAY, 0, show), daemon=True)
    thread.start()
    assert ready.wait(SOON / 1000)
    yield shown[0]
    thread.join(SOON / 1000)
    assert not thread.is_alive()


def write_cell(path: Path, found: Callable[[tuple[object, ...]], bool], heading: str, value: str) -> str:
    """Write a cell of the first row that fits, in the column of a heading; returns what stood there."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if any(str(cell.value).removesuffix(" *") == heading for cell in row))
    column = next(cell.column or 0 for cell in head if str(cell.value).removesuffix(" *") == heading)
    row = next(row for row in rows if found(tuple(cell.value for cell in row)))
    cell = sheet.cell(row[0].row or 0, column)
    before, cell.value = str(cell.value), value
    book.save(path)
    return before


def fill_sheets(county: Path) -> list[Path]:
    """What the departments send back: two are late, one writes words where a number belongs."""
    filled = []
    for path in sorted((county / "outgoing").glob("*.xlsx")):
        if any(name in path.name for name in LATE):
            continue
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, 1).value:
                sheet.cell(row, 7).value = sheet.cell(row, 6).value
                sheet.cell(row, 9).value = None if sheet.cell(row, 6).value else "推进中"
                sheet.cell(row, 10).value = f"本月按计划推进了 {sheet.cell(row, 1).value}。"
        if "卫健局" in path.name:
            sheet["G3"].value = "差不多"
        book.save(path)
        filled.append(path)
    return filled


def go(page: Page, step: str) -> None:
    """Open a step by its name in the list of steps."""
    page.get_by_role("navigation").get_by_role("link", name=step).click()
    page.wait_for_url("**/steps/**")


def press(page: Page, name: str, said: str, *, patience: int = LONG) -> None:
    """Press a button by keyboard, once it can be pressed, and wait for what is said of it."""
    button = page.get_by_role("button", name=name)
    expect(button).to_be_enabled(timeout=SOON)
    settle(page)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(said).first).to_be_visible(timeout=patience)
    settle(page)


def settle(page: Page) -> None:
    """Until nothing is under way and the page shows the newest state."""
    page.wait_for_function(
        "() => fetch('/state').then(a => a.json()).then(s => !s.work.length && s.seen === document.body.dataset.seen)",
        timeout=LONG,
        polling=200,
    )


def mend_cells(built: Path, page: Page) -> None:
    """A wrong cell, an approved extension and a correction: each is refused until it is as it must be."""
    measures, months = built / "content" / "measures.xlsx", built / "content" / "months.xlsx"
    old = write_cell(measures, lambda row: row[0] == "M12", "完成时限", "2027年3月底前")
    summary = write_cell(months, lambda row: row[0] == "2026-10", "审核单位", "明川县政府办")
    write_cell(built / NOVEMBER, lambda row: row[0] == "M07", "完成率", "大半")
    go(page, "核对")
    expect(page.get_by_role("cell", name="有问题的格子： 大半")).to_be_visible(timeout=SOON)
    settle(page)
    assert find_barriers(page) == []
    write_cell(built / NOVEMBER, lambda row: row[0] == "M07", "完成率", "84%")
    write_cell(built / NOVEMBER, lambda row: row[0] == "M07", "本月进展", "又办了一批。")
    expect(page.get_by_text("完成时限").first).to_be_visible(timeout=SOON)
    (built / "content" / "adjustments.csv").write_text(
        "措施编号,栏目,调整前,调整后,生效月份,批准单位,批准日期,原因\n"
        f"M12,完成时限,{old},2027年3月底前,2026-11,县政府,2026-11-20,资金下达推迟\n",
        encoding="utf-8",
    )
    with (built / "content" / "corrections.csv").open("a", encoding="utf-8") as table:
        said = f"G2026-09,2026-10,,审核单位,{summary},明川县政府办,写错了单位,2026-12-07,明川县营商办\n"
        table.write(said)
    expect(page.get_by_text("没有错误")).to_be_visible(timeout=SOON)


def look_beside_the_steps(page: Page, built: Path) -> None:
    """A ledger that is asked about, and pages on a phone: axe finds nothing, and nothing is wider than the window."""
    page.get_by_role("link", name="更多").click()
    page.get_by_role("link", name="接台账").click()
    page.set_input_files("#files", write_ledger(built.parent / "调度台账.xlsx"))
    press(page, "放进来看看", "有 1 处看不准，请定下来。")
    page.set_viewport_size({"width": 390, "height": 844})
    home = page.url.removesuffix("/more/adopt")
    for path in ("", "/more/codes", "/steps/press", "/steps/print", "/more/adopt", "/more/import"):
        page.goto(home + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert find_barriers(page, dark=False) == []


def test_a_month_from_the_first_look_to_the_closed_month(built: Path, browser: Browser, address: str) -> None:
    """Two departments late, a wrong cell, an approved extension, a correction; axe finds nothing on any step."""
    page, log = open_page(browser, 1280), BrowserLog()
    log.attach(page)
    page.goto(address)
    expect(page).to_have_title("码上工作台 · 明川县")
    go(page, "收材料")
    press(page, "开始2026年11月", "把各单位报回来的文件拖到这里")
    page.set_input_files("#files", fill_sheets(built))
    press(page, "放进来看看", "处有疑问，没有收。")
    expect(page.get_by_text("“差不多”不是百分数。")).to_be_visible()
    assert find_barriers(page) == []
    press(page, "项收进表里", "已经写进 content/progress/2026-11.xlsx")
    for name in LATE:
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()

    mend_cells(built, page)
    go(page, "预览")
    press(page, "生成预览", "与现在公布的网站比较")
    expect(page.get_by_text("2026年11月进展").first).to_be_visible()
    assert find_barriers(page, dark=False) == []
    go(page, "公布")
    page.get_by_label("哪一天公布").fill("2026-12-08")
    page.get_by_label("审核单位").fill("明川县政府办")
    press(page, "2026年11月已经审核", "现在做这一步")
    press(page, "生成正式网站", "网站已经生成。")
    assert "2027年3月底前" in (built / "site/measures/M12/index.html").read_text(encoding="utf-8")
    assert "未报送" in (built / "site/progress/2026-11/index.html").read_text(encoding="utf-8")
    go(page, "封存")
    press(page, "封存", "已封存：")
    assert (built / "content/closed/2026-11.csv").is_file()
    go(page, "催办")
    press(page, "写催办单", "份催办单，涉及")
    go(page, "印码")
    press(page, "排版", "台卡")
    go(page, "交付")
    press(page, "打包", "交给门户网站的同事")
    expect(page.get_by_role("link", name="mashang-production-").first).to_be_visible(timeout=SOON)
    assert find_barriers(page, dark=False) == []
    page.goto(address.partition("/enter")[0])
    settle(page)
    left = [one.inner_text().split("\n")[1] for one in page.locator(".steps li:not(.done)").all()]
    assert left == []
    expect(page.get_by_text("2026年11月都做完了。要做下一个月")).to_be_visible()
    expect(page.get_by_text("2026年11月已经公布，")).to_be_visible()
    assert find_barriers(page, dark=False) == []
    look_beside_the_steps(page, built)
    assert log.complaints == []
    assert {request.url.split("/")[2] for request in log.requests} == {address.split("/")[2]}
    page.get_by_role("button", name="关闭工作台").click()
    expect(page.get_by_role("heading", name="工作台已关闭")).to_be_visible()
    page.context.close()
