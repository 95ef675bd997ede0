"""Takes the pictures of README and handbook of the real thing, into docs: ``python -m tests.browser.pictures``."""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, sync_playwright

from mashang.cli import main
from mashang.county import County
from mashang.desk.server import run_desk
from tests.browser.conftest import QUIET
from tests.browser.portal import Portal, open_page, serve_portal
from tests.example_county import REPOSITORY, copy_county

DOCS = REPOSITORY / "docs"
TODAY = date(2026, 11, 21)
LONG = 60_000


def take_pictures(folder: Path) -> None:
    """The steps, a wrong cell in its sheet, what a preview would change, a ledger that is taken over."""
    with tempfile.TemporaryDirectory() as home:
        county = copy_county(Path(home) / "明川县")
        if main(["build", "--root", str(county)]) or main(["new-month", "2026-11", "--root", str(county)]):
            sys.exit(1)
        shown: list[str] = []
        ready = threading.Event()

        def show(address: str) -> None:
            shown.append(address)
            ready.set()

        desk = threading.Thread(target=run_desk, args=(County(county), lambda: TODAY, 0, show), daemon=True)
        desk.start()
        ready.wait()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
            with serve_portal(county) as portal:
                take_site(browser, portal, folder / "site.png")
            page = browser.new_page(viewport={"width": 1100, "height": 720})
            page.goto(shown[0])
            page.locator(".steps .next").wait_for(timeout=LONG)
            page.screenshot(path=folder / "desk-steps.png")
            write_cell(county / "content" / "progress" / "2026-11.xlsx", "G4", "差不多")
            write_cell(county / "content" / "progress" / "2026-11.xlsx", "J4", "又培育了 2 家。")
            open_step(page, "核对")
            page.locator("td.wrong").wait_for(timeout=LONG)
            page.screenshot(path=folder / "desk-check.png")
            write_cell(county / "content" / "progress" / "2026-11.xlsx", "G4", "90%")
            open_step(page, "预览")
            page.locator("button:enabled", has_text="生成预览").click(timeout=LONG)
            page.get_by_text("与现在公布的网站比较").wait_for(timeout=LONG)
            page.screenshot(path=folder / "desk-preview.png")
            page.goto(shown[0].partition("/enter")[0] + "/more/adopt")
            page.set_input_files("#files", write_ledger(Path(home) / "调度台账.xlsx"))
            page.get_by_role("button", name="放进来看看").click()
            page.get_by_text("看不准，请定下来").wait_for(timeout=LONG)
            page.get_by_role("heading", name="月度进展").evaluate("one => one.scrollIntoView()")
            page.screenshot(path=folder / "desk-adopt.png")
            page.get_by_role("button", name="关闭工作台").click()
            browser.close()
        desk.join()


def take_site(browser: Browser, portal: Portal, path: Path) -> None:
    """The home page on a wide screen and on a phone, and the page behind a window's code, side by side."""
    shots = []
    for kind, width in (("home", 1080), ("home", 390), ("code of window", 390)):
        page = open_page(browser, width)
        page.goto(portal.kinds[kind])
        shot = base64.b64encode(page.screenshot()).decode()
        shots.append(f'<img src="data:image/png;base64,{shot}" style="height:600px">')
        page.context.close()
    page = browser.new_page(viewport={"width": 1400, "height": 630})
    page.set_content(f'<body style="margin:15px;display:flex;gap:15px;background:#dde5e9">{"".join(shots)}</body>')
    page.locator("body").screenshot(path=path)
    page.close()


def write_ledger(path: Path) -> Path:
    """A ledger as an office keeps it."""
    book = openpyxl.Workbook()
    for row in (
        ("2026年重点任务调度台账",),
        ("序号", "责任部门", "任务", "目前进展", "完成进度", "办理状态"),
        (1, "工信局", "培育企业上规模", "新增规上企业 1 家。", "88%", "正在推进"),
        (2, "科技局", "支持建设科创平台", "引进平台 1 个。", "55%", "正在推进"),
    ):
        book.worksheets[0].append(row)
    book.save(path)
    return path


def open_step(page: Page, name: str) -> None:
    """Open a step by its name."""
    page.get_by_role("navigation").get_by_role("link", name=name).click()


def write_cell(path: Path, place: str, value: str) -> None:
    """Write one cell of a workbook's first sheet."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0][place] = value
    book.save(path)


if __name__ == "__main__":
    take_pictures(DOCS)
