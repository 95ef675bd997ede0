"""The order of things: read, check, derive, issue, render, publish. The only file that knows it."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from http.server import ThreadingHTTPServer
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from generator.checks.content import check_content
from generator.checks.wording import check_wording
from generator.codes.drawer import DrawnSymbol, draw_symbols, symbol_url
from generator.codes.identifiers import normalise_identifier
from generator.codes.ledger import (
    Ledger,
    check_published,
    derive_targets,
    hold_lock,
    issue_codes,
    read_ledger,
    replace_code,
    withdraw_code,
    write_ledger,
)
from generator.codes.ledger_table import LEDGER
from generator.codes.placards import derive_placards, render_placards
from generator.codes.typeface import FAMILY, missing_characters, typeface_path
from generator.codes.verify import verify_symbols
from generator.codes.witness import WITNESS, check_witness, render_witness
from generator.figures.site import derive_figures
from generator.inspection.checklist import Inspection, inspect_tree
from generator.inspection.report import format_inspection as write_inspection
from generator.inspection.tree import read_tree
from generator.model import Code, CodeKind, CodeState, Publication, YearMonth
from generator.notes.letters import Typeface, render_letter
from generator.notes.reminders import Reminder, derive_reminders, format_reminders
from generator.pages.feeds import render_feeds
from generator.pages.links import symbol_address
from generator.pages.open_data import render_open_data
from generator.pages.reading import render_reading
from generator.pages.scan import render_scan_pages
from generator.pages.site import Site
from generator.problems import Location, MashangError, Problem, has_errors, sort_problems
from generator.publish.engine import Engine, EngineJob
from generator.publish.preview import make_server
from generator.publish.search import write_search
from generator.publish.swap import recover_site, swap_site
from generator.publish.tree import (
    FileContent,
    check_own,
    move_into,
    name_file,
    sync_tree,
    write_anew,
    write_files,
    write_theme,
)
from generator.settings import Paper, Settings, Stage, read_settings
from generator.sources.folder import read_content

Watch = Callable[[str], None]
"""Told the Chinese name of each stage as it begins."""

CHECK_STEPS, BUILD_STEPS, PRINT_STEPS, REMIND_STEPS = 2, 8, 4, 4
"""How many stages a watch is told of."""
LOCK_SECONDS = 300.0
_WRITTEN = ("build", "build/docs", "build/staging", "build/symbols", "build/theme", "placards")
_UNSET = Settings(name="", county="", organiser="", site_url="", code_base="", phone="", mailbox="", address="")


class CountyError(MashangError):
    """The folder is no county folder."""


@dataclass(frozen=True)
class Checked:
    """What checking a county gave. Settings, facts and ledger are ``None`` where errors stand."""

    problems: tuple[Problem, ...]
    settings: Settings | None
    publication: Publication | None
    ledger: Ledger | None


@dataclass(frozen=True)
class Built:
    """What a build did. ``published`` is the site's folder, ``None`` when errors stopped the build."""

    problems: tuple[Problem, ...]
    published: Path | None = None
    issued: int = 0
    codes: int = 0
    files: int = 0


@dataclass(frozen=True)
class Printed:
    """What printing did. ``files`` is empty when errors stopped it."""

    problems: tuple[Problem, ...]
    files: tuple[Path, ...] = ()
    placards: int = 0


@dataclass(frozen=True)
class Reminded:
    """What writing reminders did: for which month, the files, how many notes and measures. No files on errors."""

    problems: tuple[Problem, ...]
    month: str = ""
    files: tuple[Path, ...] = ()
    notes: int = 0
    measures: int = 0


def published_folder(root: Path, stage: Stage) -> Path:
    """Where a stage's site is published."""
    return root / ("site" if stage is Stage.PRODUCTION else "site-staging")


def check_county(root: Path, today: date, watch: Watch) -> Checked:
    """Read and check everything and write nothing.

    ``today`` serves one purpose: dates of publication that have not come yet are refused.
    Raises :class:`CountyError` when ``root`` holds no county.
    """
    if not (root / "content").is_dir() and not (root / "site_config").is_dir():
        raise CountyError(f"{root} 里没有 content 和 site_config 文件夹。请换到网站所在的文件夹，或用 --root 指明。")
    watch("读取表格")
    settings, problems = read_settings(root)
    content, reading = read_content(root)
    ledger, ledger_problems = read_ledger(root)
    watch("检查数据")
    codes = {code.code: code for code in ledger.codes} if ledger else None
    publication, checking = check_content(content, settings or _UNSET, codes, today)
    witness: tuple[Problem, ...] = ()
    if ledger:
        lost = check_published(ledger, _published_codes(root))
        witness = lost or check_witness(ledger.codes, _published_witness(root))
    wording = check_wording(settings, ledger.codes if ledger else (), LEDGER)
    found = sort_problems((*problems, *reading, *ledger_problems, *checking, *witness, *wording))
    stopped = has_errors(found)
    return Checked(found, settings, None if stopped else publication, None if stopped else ledger)


def build_site(root: Path, stage: Stage, today: date, watch: Watch) -> Built:
    """Check a county and publish its site; with any error nothing is written and the old site stays.

    Raises :class:`MashangError` for faults of the environment; the old site stays then as well.
    """
    if not (root / "mkdocs.yml").is_file():
        raise CountyError(f"{root} 里没有 mkdocs.yml。请从示例复制一份，或用 --root 指明网站所在的文件夹。")
    published = published_folder(root, stage)
    check_own(root, (*_WRITTEN, published.name))
    with hold_lock(root, LOCK_SECONDS):
        recover_site(published)
        checked = check_county(root, today, watch)
        if checked.settings is None or checked.publication is None or checked.ledger is None:
            return Built(checked.problems)
        ledger = issue_codes(checked.ledger, derive_targets(checked.publication), today)
        write_ledger(root, ledger)
        watch("计算进展")
        site = Site(
            checked.settings,
            checked.publication,
            derive_figures(checked.publication, ledger.codes, checked.settings, drafts=stage is Stage.STAGING),
            ledger.codes,
            stage,
        )
        with _staging_folder(root) as staging:
            files, faults = _stage_site(root, site, staging, watch)
            if faults:
                return Built(sort_problems((*checked.problems, *faults)))
            watch("发布")
            swap_site(staging / "site", published)
        return Built(
            checked.problems, published, len(ledger.codes) - len(checked.ledger.codes), len(ledger.codes), files
        )


def _stage_site(root: Path, site: Site, staging: Path, watch: Watch) -> tuple[int, tuple[Problem, ...]]:
    """Make the whole site in ``staging/site``; returns the number of files beside the engine's, and faults."""
    published = published_folder(root, site.stage)
    watch("生成页面")
    build = root / "build"
    sync_tree(build / "docs", render_reading(site))
    write_theme(build / "theme", root / "site_config" / "overrides")
    engine = Engine(_engine_job(root, site, staging / "site"))
    try:
        watch("绘制并核对二维码")
        symbols = tuple(draw_symbols(site.active_codes.values(), site.settings.code_base, build / "symbols"))
        faults = _verify(symbols)
        if faults:
            return 0, faults
        watch("写入扫码页和下载文件")
        files = write_files(staging / "files", _own_files(site, symbols), published)
        watch("排版")
        engine.wait()
        write_search(staging / "site", published)
    finally:
        engine.stop()
    move_into(staging / "files", staging / "site")
    return files, ()


def _own_files(site: Site, symbols: Iterable[DrawnSymbol]) -> Iterator[tuple[str, FileContent]]:
    yield from render_scan_pages(site)
    for symbol in symbols:
        yield symbol_address(symbol.code.code, "svg"), symbol.svg
        yield symbol_address(symbol.code.code, "png"), symbol.png
    yield WITNESS, render_witness(site.codes)
    yield from render_open_data(site).items()
    yield from render_feeds(site).items()


def _engine_job(root: Path, site: Site, site_dir: Path) -> EngineJob:
    settings = site.settings
    changed = site.changed_on or date(1970, 1, 1)
    return EngineJob(
        config_file=str((root / "mkdocs.yml").resolve()),
        docs_dir=str((root / "build" / "docs").resolve()),
        site_dir=str(site_dir.resolve()),
        site_name=settings.name,
        site_url=settings.site_url,
        epoch=int(datetime(changed.year, changed.month, changed.day, tzinfo=UTC).timestamp()),
        extra=_engine_extra(settings, site.stage),
    )


def _engine_extra(settings: Settings, stage: Stage) -> dict[str, object]:
    """The settings as the theme's templates see them, numbers as text."""
    shown = {name: getattr(settings, name) for name in Settings.__slots__}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in shown.items()} | {
        "stage": stage.value,
        "site_domain": settings.site_domain,
    }


def _published_codes(root: Path) -> tuple[str, ...]:
    folder = root / "site" / "f"
    return tuple(sorted(entry.name for entry in folder.iterdir())) if folder.is_dir() else ()


def _published_witness(root: Path) -> str:
    path = root / "site" / WITNESS
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


@contextmanager
def _staging_folder(root: Path) -> Iterator[Path]:
    """A new folder below ``build/staging``, gone at the end; what earlier builds left behind goes first."""
    home = root / "build" / "staging"
    shutil.rmtree(home, ignore_errors=True)
    folder = home / secrets.token_hex(4)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def print_placards(root: Path, kind: CodeKind | None, paper: Paper, today: date, watch: Watch) -> Printed:
    """Set a placard for every code in use, one PDF for each hall and each other kind, into ``placards/``.

    With any error in the county's tables, or a symbol that does not read right, nothing is written.
    Raises :class:`CountyError` when no code has been issued yet.
    """
    check_own(root, _WRITTEN)
    checked = check_county(root, today, watch)
    if checked.settings is None or checked.publication is None or checked.ledger is None:
        return Printed(checked.problems)
    codes = [code for code in checked.ledger.active.values() if kind in (None, code.kind)]
    if not codes:
        raise CountyError("还没有发码，没有台卡可印。请先运行 build。")
    watch("绘制二维码")
    symbols = draw_symbols(codes, checked.settings.code_base, root / "build" / "symbols")
    watch("排版台卡")
    sheets: dict[str, bytes] = {}
    problems = checked.problems
    for chapter, placards in groupby(derive_placards(symbols, checked.publication), key=lambda one: one.chapter):
        sheet, faults = render_placards(tuple(placards), checked.settings, paper)
        problems = (*problems, *faults)
        if sheet is not None:
            sheets[f"{name_file(chapter)}-{paper.value}.pdf"] = sheet
    if has_errors(problems):
        return Printed(sort_problems(problems))
    return Printed(problems, write_anew(root / "placards", sheets), len(codes))


def write_reminders(root: Path, month: YearMonth | None, today: date, written_on: date, watch: Watch) -> Reminded:
    """Write a letter for each department to be pressed after a month's dispatch, and one table, into ``reminders/``.

    Without ``month`` the newest declared one, drafts included. Letters of that month to departments that are no
    longer to be pressed are removed. Raises :class:`CountyError` when the month is not declared.
    """
    checked = check_county(root, today, watch)
    if checked.settings is None or checked.publication is None or checked.ledger is None:
        return Reminded(checked.problems)
    watch("计算进展")
    months = derive_figures(checked.publication, checked.ledger.codes, checked.settings, drafts=True).months
    figures = next((one for one in reversed(months) if month in (None, one.month.month)), None)
    if figures is None:
        raise CountyError(f"月度表里没有{month.label if month else '月份'}。请先在 content/months 里加上这个月。")
    watch("排版催办单")
    reminders = derive_reminders(checked.publication, figures, checked.settings, written_on)
    letters, faults = _set_letters(reminders, checked.settings)
    folder, name = root / "reminders", str(figures.month.month)
    made = {f"{label}.pdf": letter for label, letter in letters.items()}
    if reminders:
        made[f"{name}-催办汇总.csv"] = format_reminders(reminders, checked.settings)
    for path in folder.glob(f"{name}-*催办*"):
        if path.name not in made:
            path.unlink()
    files, measures = write_anew(folder, made), sum(len(reminder.items) for reminder in reminders)
    problems = sort_problems((*checked.problems, *faults))
    return Reminded(problems, figures.month.month.label, files, len(reminders), measures)


def _set_letters(
    reminders: Iterable[Reminder], settings: Settings
) -> tuple[dict[str, FileContent], tuple[Problem, ...]]:
    """The letters by their numbers and the names of their departments, as far as files may bear them."""
    typeface = Typeface(FAMILY, typeface_path(), missing_characters)
    letters: dict[str, FileContent] = {}
    problems: list[Problem] = []
    for reminder in reminders:
        where = Location(f"content/progress/{reminder.month}")
        name = name_file(f"{reminder.number}-催办单-{reminder.label}")
        letters[name], faults = render_letter(reminder, settings, typeface, where)
        problems += faults
    return letters, tuple(problems)


def list_codes(root: Path) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """The ledger as it stands, and what is wrong with it."""
    return read_ledger(root)


def change_ledger(root: Path, change: Callable[[Ledger], Ledger]) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """Apply one change to the ledger under the county's lock; with problems in it nothing is changed.

    Raises :class:`MashangError` when the change names no code in use.
    """
    with hold_lock(root, LOCK_SECONDS):
        ledger, problems = read_ledger(root)
        if ledger is None or has_errors(problems):
            return None, problems
        changed = change(ledger)
        write_ledger(root, changed)
        return changed, problems


def withdraw(ledger: Ledger, code: str, note: str) -> Ledger:
    """A change for :func:`change_ledger`: the code is no longer in use, for the reason in ``note``."""
    return withdraw_code(ledger, normalise_identifier(code), note)


def replace(ledger: Ledger, code: str, issued_on: date) -> Ledger:
    """A change for :func:`change_ledger`: a new code for the same target, appended as the last row."""
    return replace_code(ledger, normalise_identifier(code), issued_on)


def verify_codes(root: Path, stage: Stage) -> tuple[int, tuple[Problem, ...]]:
    """Decode every symbol of the published site and compare it with the ledger.

    Returns how many codes were compared. Raises :class:`CountyError` when no site is published.
    """
    settings, problems = read_settings(root)
    ledger, ledger_problems = read_ledger(root)
    if settings is None or ledger is None:
        return 0, (*problems, *ledger_problems)
    folder = published_folder(root, stage)
    if not folder.is_dir():
        raise CountyError("还没有生成网站。请先运行 build。")
    symbols = tuple(_read_symbols(folder, ledger.codes, settings.code_base))
    return len(symbols), _verify(symbols)


def inspect_site(root: Path, stage: Stage, today: date) -> Inspection:
    """Judge the published site by the field's checklist, as of ``today``.

    Raises :class:`CountyError` when no site is published.
    """
    folder = published_folder(root, stage)
    if not (folder / "index.html").is_file():
        raise CountyError("还没有生成网站。请先运行 build。")
    return inspect_tree(read_tree(folder), stage, today)


def format_inspection(inspection: Inspection, form: str) -> str:
    """The report of an inspection as ``text``, ``json`` or ``csv``."""
    return write_inspection(inspection, form)


def open_preview(root: Path, stage: Stage, port: int) -> ThreadingHTTPServer:
    """A server of the published site on this machine; the caller runs and closes it."""
    published = published_folder(root, stage)
    settings, _ = read_settings(root)
    return make_server(published, port, urlsplit(settings.site_url).path if settings else "/")


def _verify(symbols: Iterable[DrawnSymbol]) -> tuple[Problem, ...]:
    return verify_symbols((symbol.code, symbol.svg, symbol.png, symbol.url) for symbol in symbols)


def _read_symbols(folder: Path, codes: Iterable[Code], code_base: str) -> Iterator[DrawnSymbol]:
    """The published pictures of all codes in use. One that is missing is empty, and so reads wrong."""
    for code in codes:
        if code.state is not CodeState.ACTIVE:
            continue
        svg, png = (folder / symbol_address(code.code, suffix) for suffix in ("svg", "png"))
        drawn, pixels = (path.read_bytes() if path.is_file() else b"" for path in (svg, png))
        yield DrawnSymbol(code, symbol_url(code_base, code.code), drawn.decode(errors="replace"), pixels)
