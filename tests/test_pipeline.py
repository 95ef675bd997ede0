"""The whole way from a county's tables to a published site with working codes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from bench.county import SMALL, write_county
from mashang.cli import main
from mashang.cli.options import read_today
from mashang.codes import symbol
from mashang.codes.ledger import find_successor, read_ledger
from mashang.codes.masking import Modules
from mashang.codes.matrix import make_matrices
from mashang.codes.verify import read_pictures
from mashang.county import County, Stage
from mashang.inspection.links import check_links
from mashang.inspection.tree import read_tree
from mashang.pipeline.build import build_site
from mashang.proof.manifest import SECOND_LIST
from mashang.settings_file import read_settings

REPOSITORY = Path(__file__).resolve().parents[1]
Run = Callable[..., tuple[int, str]]


def digest_tree(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def read_windows(root: Path) -> list[list[str]]:
    """The rows of the windows' table."""
    return list(csv.reader(io.StringIO((root / "content" / "windows.csv").read_text(encoding="utf-8-sig"))))


def write_windows(root: Path, rows: list[list[str]]) -> None:
    """Write the windows' table back."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    (root / "content" / "windows.csv").write_text(text.getvalue(), encoding="utf-8-sig")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8-sig" if path.suffix == ".csv" else "utf-8")


def find_row(rows: list[list[str]], window: str) -> list[str]:
    """The row of a window."""
    return next(row for row in rows if window in row)


def code_of(root: Path, target: str) -> str:
    """The code of a target."""
    ledger, _ = read_ledger(County(root))
    assert ledger
    return next(code.code for code in ledger.codes if code.target == target)


def forget_ratings(root: Path) -> None:
    """Take ratings and reports, which name codes, out of a county, and reopen the months that were closed with them."""
    for name in ("ratings", "reports", "closed"):
        shutil.rmtree(root / "content" / name)
    (root / "content" / "corrections.csv").unlink()
    path = root / "content" / "months.xlsx"
    book = openpyxl.load_workbook(path)
    for cell in [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "已封存"]:
        cell.value = "已审核"
    book.save(path)


def list_pages(site: Path) -> Iterator[tuple[str, str]]:
    """Every HTML page of a site: its path and text."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")


def test_every_symbol_leads_to_a_page_of_the_tree(example: Path) -> None:
    """Both pictures of every code decode to the address of a page that is there."""
    settings, _ = read_settings(County(example))
    assert settings
    site = example / "site"
    symbols = sorted(site.glob("f/*/code.svg"))
    assert len(symbols) > 100
    for svg in symbols:
        png = svg.with_suffix(".png").read_bytes()
        address, again = read_pictures(svg.read_text(encoding="utf-8"), png)
        assert address == again
        assert address.startswith(settings.code_base)
        assert address.removeprefix(settings.code_base) == f"{svg.parent.name}/"
        assert (svg.parent / "index.html").is_file()


def test_symbols_are_small_and_named(example: Path) -> None:
    """A vector symbol stays under 2.5 KB, is an image with a title, and all its modules are one path."""
    for path in (example / "site").glob("f/*/code.svg"):
        text = path.read_text(encoding="utf-8")
        assert len(text.encode()) < 2560
        assert 'role="img"' in text
        assert "<title>" in text
        assert text.count("<path") == 2  # the white ground and the modules


def test_every_code_has_a_page_and_a_symbol(example: Path) -> None:
    """The ledger and the published pages are the same codes."""
    ledger, _ = read_ledger(County(example))
    assert ledger
    assert {path.parent.name for path in (example / "site").glob("f/*/index.html")} == set(ledger.by_code)


def test_nothing_is_asked_of_another_host(example: Path) -> None:
    """No page loads anything from elsewhere: scripts, styles, pictures and forms are the site's own."""
    loading = re.compile(
        r"""<(?:script|img|iframe|source|video|audio|embed|form|link)\b[^>]*?\b(?:src|href|action)=["']?(?:https?:)?//[^"'\s>]+"""
    )
    for path, text in list_pages(example / "site"):
        found = [tag for tag in loading.findall(text) if 'rel="canonical"' not in tag and "rel=canonical" not in tag]
        assert not found, path
    for sheet in (example / "site").rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", sheet.read_text(encoding="utf-8")), sheet


def test_every_page_says_that_the_data_are_made_up(example: Path) -> None:
    """The example county is marked as demonstration data on every single page."""
    for path, text in list_pages(example / "site"):
        assert "演示数据" in text, path


def test_enterprises_stay_out_of_everything_public(example: Path) -> None:
    """An enterprise's name stands on its own page behind its code, and nowhere else in the whole tree.

    Their codes stand in one list, by which the site can be verified, at an address harder to guess than a code.
    """
    ledger, _ = read_ledger(County(example))
    assert ledger
    firms = {code.name: code.code for code in ledger.codes if code.kind == "enterprise"}
    assert len(firms) == 39 or len(firms) == 40
    for path in sorted((example / "site").rglob("*")):
        if path.suffix in {".html", ".xml", ".csv", ".json", ".js", ".svg", ".txt"} and not SECOND_LIST.fullmatch(
            path.name
        ):
            text = path.read_text(encoding="utf-8")
            own = path.parent.name if path.parent.parent.name == "f" else ""
            for name, code in firms.items():
                assert code == own or (name not in text and code not in text), (path, name)


def test_scan_pages_are_in_no_index(example: Path) -> None:
    """Scan pages ask not to be indexed, and no sitemap names them."""
    assert "/f/" not in (example / "site" / "sitemap.xml").read_text(encoding="utf-8")
    for path in (example / "site").glob("f/*/index.html"):
        assert '<meta name="robots" content="noindex' in path.read_text(encoding="utf-8")


def test_scan_pages_are_small(example: Path) -> None:
    """A scan page is one file of at most 30 KB."""
    sizes = [path.stat().st_size for path in (example / "site").glob("f/*/index.html")]
    assert max(sizes) <= 30_000


def test_same_input_gives_the_same_bytes(built: Path, mashang: Run) -> None:
    """Two builds, the second from nothing but the county's own files, give the same site and issue no code."""
    first, ledger = digest_tree(built / "site"), (built / "qrcodes" / "ledger.csv").read_bytes()
    for derived in ("site", "build"):
        shutil.rmtree(built / derived)
    code, said = mashang("build", "--root", built)
    assert code == 0
    assert "新发" not in said
    assert digest_tree(built / "site") == first
    assert (built / "qrcodes" / "ledger.csv").read_bytes() == ledger


def test_one_changed_cell_shows_and_no_code_changes(built: Path, mashang: Run) -> None:
    """Staff change one cell and build again: the change is on the page, every code is as before."""
    codes = sorted(path.parent.name for path in (built / "site").glob("f/*/index.html"))
    path = built / "content" / "departments.xlsx"
    book = openpyxl.load_workbook(path)
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "0000-8000100")
    cell.value = "0000-8000199"
    book.save(path)
    assert mashang("build", "--root", built)[0] == 0
    assert "0000-8000199" in (built / "site" / "departments" / "index.html").read_text(encoding="utf-8")
    assert sorted(path.parent.name for path in (built / "site").glob("f/*/index.html")) == codes


def test_a_new_window_gets_a_code_and_a_removed_one_keeps_its_page(built: Path, mashang: Run) -> None:
    """A window that leaves the table keeps its page, which says that it is closed and where to turn."""
    rows = read_windows(built)
    gone = find_row(rows, "W02")
    code, name = code_of(built, "W02"), gone[rows[0].index("名称")]
    added = [value.replace("W02", "W99") for value in gone]
    added[rows[0].index("名称")] = "新设窗口"
    write_windows(built, [row for row in rows if row is not gone] + [added])
    _, said = mashang("build", "--root", built, "--confirm", "gone-windows-W02", "--reason", "撤并")
    assert "新发 1 个码" in said
    page = (built / "site" / "f" / code / "index.html").read_text(encoding="utf-8")
    assert name in page
    assert "停用" in page
    assert "<form" not in page
    assert "12345" in page
    new = (built / "site" / "f" / code_of(built, "W99") / "index.html").read_text(encoding="utf-8")
    assert "新设窗口" in new


def test_a_withdrawn_and_a_replaced_code_keep_their_pages(built: Path, mashang: Run) -> None:
    """Withdrawing says so on the page; replacing leads to the new code."""
    withdrawn, replaced = code_of(built, "W03"), code_of(built, "W04")
    assert mashang("codes", "withdraw", withdrawn, "--reason", "撤销", "--root", built)[0] == 0
    assert mashang("codes", "replace", replaced.lower(), "--root", built)[0] == 0
    _, said = mashang("build", "--root", built)
    assert "新发" not in said
    ledger, _ = read_ledger(County(built))
    assert ledger
    successor = find_successor(ledger.by_code, ledger.by_code[replaced])
    assert successor
    assert "停用" in (built / "site" / "f" / withdrawn / "index.html").read_text(encoding="utf-8")
    page = (built / "site" / "f" / replaced / "index.html").read_text(encoding="utf-8")
    assert f"../{successor.code}/" in page
    code, said = mashang("codes", "verify", "--root", built)
    assert (code, "全部正确" in said) == (0, True)


def test_an_error_writes_nothing_and_keeps_the_old_site(built: Path, mashang: Run) -> None:
    """With an error in the tables the ledger and the site stay as they are, byte for byte."""
    rows = read_windows(built)
    find_row(rows, "W02")[rows[0].index("单位")] = "没有这个单位"
    write_windows(built, [*rows, [value.replace("W02", "W98") for value in find_row(rows, "W02")]])
    before, ledger = digest_tree(built / "site"), (built / "qrcodes" / "ledger.csv").read_bytes()
    code, said = mashang("build", "--root", built)
    assert code == 1
    assert "content/windows.csv · " in said
    assert "没有这个单位" in said
    assert digest_tree(built / "site") == before
    assert (built / "qrcodes" / "ledger.csv").read_bytes() == ledger


def test_readers_find_a_site_at_every_moment(built: Path, mashang: Run) -> None:
    """While a new site takes the old one's place the home page never goes missing (Linux; elsewhere for a moment)."""
    home, done, missed = built / "site" / "index.html", threading.Event(), []

    def look() -> None:
        while not done.wait(0.001):
            if not home.is_file():
                missed.append(time.monotonic())

    _replace(built / "content" / "windows.csv", "一楼", "二楼")
    reader = threading.Thread(target=look)
    reader.start()
    try:
        assert mashang("build", "--root", built)[0] == 0
    finally:
        done.set()
        reader.join()
    assert missed == [] or sys.platform != "linux"


def test_a_missing_or_damaged_picture_is_named(built: Path, mashang: Run) -> None:
    """Verifying what is published passes over no code in use: a picture that is gone reads wrong."""
    assert mashang("codes", "withdraw", code_of(built, "W03"), "--root", built)[0] == 0
    gone, torn = code_of(built, "W01"), code_of(built, "W02")
    (built / "site" / "f" / gone / "code.svg").unlink()
    png = built / "site" / "f" / torn / "code.png"
    png.write_bytes(png.read_bytes()[:-20])
    code, said = mashang("codes", "verify", "--root", built)
    assert code == 1
    assert f"qrcodes/{gone}.svg" in said
    assert f"qrcodes/{torn}.png" in said
    assert said.count("[symbol-wrong]") == 2


def test_a_swap_cut_short_is_made_good_first(built: Path, mashang: Run) -> None:
    """A kill between the two steps of a swap left no site: the next run puts the old one back, whatever it finds."""
    before = digest_tree(built / "site")
    (built / "site").rename(built / "site.old")
    (built / "content" / "departments.xlsx").unlink()
    assert mashang("build", "--root", built)[0] == 1
    assert digest_tree(built / "site") == before


def test_a_symbol_that_reads_wrong_is_not_published(built: Path, mashang: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Symbols of two codes that were exchanged are read, named, and stop the build."""
    before = digest_tree(built / "site")

    def exchange(texts: Sequence[str]) -> list[Modules]:
        first, second, *rest = make_matrices(texts)
        return [second, first, *rest]

    monkeypatch.setattr(symbol, "make_matrices", exchange)
    _replace(built / "content" / "windows.csv", "一楼", "二楼")
    code, said = mashang("build", "--root", built)
    assert code == 1
    assert said.count("[symbol-wrong]") == 4
    assert digest_tree(built / "site") == before
    assert not list((built / "build" / "staging").iterdir())


def test_a_lost_ledger_row_is_refused(built: Path, mashang: Run) -> None:
    """A row deleted by hand stops the build and is named; the site stays."""
    path = built / "qrcodes" / "ledger.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    lost = lines[5].split(b",")[0].decode()
    path.write_bytes(b"".join(lines[:5] + lines[6:]))
    code, said = mashang("build", "--root", built)
    assert code == 1
    assert lost in said
    assert (built / "site" / "f" / lost / "index.html").is_file()


def test_a_ledger_replaced_as_a_whole_is_refused(tmp_path: Path, mashang: Run) -> None:
    """With ledger and hash chain both gone, the published site still knows its codes."""
    county = tmp_path / "county"
    write_county(county, 1, SMALL)
    assert mashang("build", "--root", county)[0] == 0
    for name in ("ledger.csv", "ledger.seal"):
        (county / "qrcodes" / name).unlink()
    pages = len(list((county / "site").glob("f/*/index.html")))
    code, said = mashang("check", "--format", "json", "--root", county)
    lost = [found for found in json.loads(said) if found["code"] == "ledger-published-lost"]
    assert (code, len(lost)) == (1, pages)


def test_drafts_show_on_staging_only(county: Path, mashang: Run) -> None:
    """A month in draft is on the staging site, which says what it is, and in no file of the public one."""
    path = county / "content" / "months.xlsx"
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value in ("已审核", "已封存")]
    cells[-1].value = "草稿"
    book.save(path)
    assert mashang("build", "--root", county)[0] == 0
    assert mashang("build", "--stage", "staging", "--root", county)[0] == 0
    assert not (county / "site" / "progress" / "2026-10").exists()
    assert not (county / "site" / "data" / "progress" / "2026-10.csv").exists()
    staged = (county / "site-staging" / "progress" / "2026-10" / "index.html").read_text(encoding="utf-8")
    assert "草稿" in staged
    assert 'content="noindex' in staged


def test_sections_without_content_are_not_published(county: Path, mashang: Run) -> None:
    """With the smallest county there is no empty section, no entry that leads nowhere, and every link resolves."""
    content = county / "content"
    for name in ("months.xlsx", "windows.csv", "enterprises.csv", "matters.xlsx", "grids.yaml", "corrections.csv"):
        (content / name).unlink()
    for name in ("closed", "progress", "lists", "ratings", "reports", "pages"):
        shutil.rmtree(content / name, ignore_errors=True)
    shutil.rmtree(county / "qrcodes")
    code, said = mashang("build", "--root", county)
    assert code == 0, said
    for name in ("progress", "lists", "windows", "matters", "grids"):
        assert not (county / "site" / name).exists()
    settings, _ = read_settings(County(county))
    assert settings
    assert list(check_links(read_tree(county / "site"), settings.site_url)) == []


BUILD = [sys.executable, "-m", "mashang", "build", "--root"]


def test_two_builds_at_once_issue_each_code_once(county: Path) -> None:
    """Two builds of a county without codes, started together, end with one ledger that serves every target once."""
    forget_ratings(county)
    shutil.rmtree(county / "qrcodes")
    runs = [
        subprocess.Popen([*BUILD, str(county)], cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(2)
    ]
    for run in runs:
        said, _ = run.communicate(timeout=120)
        assert run.returncode == 0, said.decode()
    ledger, problems = read_ledger(County(county))
    assert ledger
    assert problems == ()
    assert len({(code.kind, code.target) for code in ledger.codes}) == len(ledger.codes) > 100
    assert {path.parent.name for path in (county / "site").glob("f/*/index.html")} == set(ledger.by_code)


PATIENCE = 120
STAGES = ("检查数据", "计算进展", "生成页面", "写入扫码页和下载文件", "绘制并核对二维码", "排版")
"""The stages of a build after which it is killed, when the next one begins: after the last one, the publishing."""


def build_until(stage: str, root: Path) -> None:
    """Build a county in this process, which kills itself when the stage after the named one begins."""
    begun: list[str] = []

    def listen(name: str) -> None:
        if begun[-1:] == [stage]:
            os.kill(os.getpid(), signal.SIGKILL)
        begun.append(name)

    build_site(County(root), Stage.PRODUCTION, read_today(), listen)


def kill_after(stage: str, root: Path) -> None:
    """Kill a build when a stage is over, in a process forked from one that has loaded what a build needs."""
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["mashang.pipeline.making", "tests.test_pipeline"])
    run = forking.Process(target=build_until, args=(stage, root))
    run.start()
    run.join(PATIENCE)
    assert run.exitcode == -signal.SIGKILL


def test_a_kill_at_any_stage_leaves_the_old_or_the_new_site(built: Path) -> None:
    """Builds are killed as each stage begins: the site is always one of the two, whole, and the ledger is sound."""
    old = digest_tree(built / "site")
    rows = read_windows(built)
    find_row(rows, "W02")[rows[0].index("名称")] = "企业开办一件事专门窗口"
    write_windows(built, rows)
    for stage in STAGES:
        kill_after(stage, built)
        site = digest_tree(built / "site")
        changed = site != old
        assert stage == STAGES[-1] or not changed, stage
        texts = [
            (built / "site" / path / "index.html").read_text(encoding="utf-8")
            for path in ("windows", f"f/{code_of(built, 'W02')}")
        ]
        assert all(("企业开办一件事专门窗口" in text) == changed for text in texts), stage
        assert len(site) == len(old), stage
        ledger, problems = read_ledger(County(built))
        assert ledger
        assert problems == ()
    assert main(["build", "--root", str(built)]) == 0
    assert "企业开办一件事专门窗口" in (built / "site" / "windows" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("check",), ("build",)])
def test_no_county_no_traceback(tmp_path: Path, mashang: Run, words: tuple[str, ...]) -> None:
    """In a folder that holds no county the message says so and what to do."""
    code, said = mashang(*words, "--root", tmp_path)
    assert code == 3
    assert "--root" in said
    assert "Traceback" not in said


def test_placards_are_printed_for_each_hall(county: Path, mashang: Run) -> None:
    """One PDF a hall and a kind; only codes in use; printing again replaces the files."""
    withdrawn = code_of(county, "W03")
    assert mashang("codes", "withdraw", withdrawn, "--root", county)[0] == 0
    code, said = mashang("codes", "print", "--kind", "window", "--paper", "a5", "--root", county)
    assert code == 0, said
    assert "共 28 个码，5 个文件。" in said
    sheets = sorted((county / "placards").iterdir())
    assert sorted(path.suffix for path in sheets) == [".csv", ".pdf", ".pdf", ".pdf", ".zip"]
    before = [path.read_bytes() for path in sheets]
    assert mashang("codes", "print", "--kind", "window", "--paper", "a5", "--root", county)[0] == 0
    assert [path.read_bytes() for path in sheets] == before


def _drop_page(root: Path) -> None:
    (root / "content/pages/policy.md").unlink()
    with (root / "content/confirmations.csv").open("a", encoding="utf-8") as file:
        file.write("gone-policy,不再公布,张三,2026-11-20\n")


CHANGES: tuple[tuple[str, tuple[Callable[[Path], None], ...]], ...] = (
    (
        "few pages",
        (
            lambda root: _replace(root / "content/windows.csv", "一楼", "二楼"),
            lambda root: _replace(root / "content/pages/policy.md", "\n\n", "\n\n请看：\n\n"),
        ),
    ),
    (
        "all pages, and one fewer",
        (_drop_page, lambda root: _replace(root / "site_config/site.yml", "name: 明川县", "name: 明溪县")),
    ),
)
"""What may change between two builds."""


def test_a_build_over_the_last_site_is_as_if_made_anew(built: Path, tmp_path: Path, mashang: Run) -> None:
    """After changes of either kind the site is, byte for byte, what a build without any earlier one gives."""
    for what, changes in CHANGES:
        for change in changes:
            change(built)
        code, said = mashang("build", "--root", built)
        assert code == 0, (what, said)
        fresh = tmp_path / what
        shutil.copytree(built, fresh, ignore=shutil.ignore_patterns("build", "site"))
        assert mashang("build", "--root", fresh)[0] == 0
        assert digest_tree(built / "site") == digest_tree(fresh / "site"), what
