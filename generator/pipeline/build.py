"""The main road: check, issue, derive, render, publish, in this order."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from generator.codes.drawer import DrawnSymbol
from generator.codes.drawing import Drawing
from generator.codes.ledger import (
    Ledger,
    derive_targets,
    hold_lock,
    issue_codes,
    write_ledger,
)
from generator.codes.witness import WITNESS, render_witness
from generator.figures.site import derive_figures
from generator.model import Publication
from generator.pages.feeds import render_feeds
from generator.pages.links import symbol_address
from generator.pages.markdown import render_pages
from generator.pages.open_data import render_open_data
from generator.pages.reading import list_pages
from generator.pages.robots import render_robots
from generator.pages.scan import render_scan_pages
from generator.pages.site import Page, Site
from generator.pages.sitemap import render_sitemap
from generator.pipeline.county import (
    LOCK_SECONDS,
    WRITTEN,
    CountyError,
    Watch,
    check_county,
    published_folder,
)
from generator.pipeline.keys import list_keys
from generator.pipeline.sealing import seal_site
from generator.pipeline.unchanged import digest_facts, is_current, note_build
from generator.problems import Problem, sort_problems
from generator.publish.engine import Engine, EngineJob
from generator.publish.search import write_search
from generator.publish.swap import recover_site, swap_site
from generator.publish.tree import (
    FileContent,
    check_own,
    has_templates,
    move_into,
    sync_tree,
    write_files,
    write_theme,
)
from generator.settings import Settings, Stage


@dataclass(frozen=True)
class Built:
    """What a build did. ``published`` is the site's folder, ``None`` when errors stopped the build.

    ``made`` is false when the site stood already as it would be made.
    """

    problems: tuple[Problem, ...]
    published: Path | None = None
    issued: int = 0
    codes: int = 0
    made: bool = True


def build_site(root: Path, stage: Stage, today: date, watch: Watch) -> Built:
    """Check a county and publish its site; with any error nothing is written and the old site stays.

    Raises :class:`MashangError` for faults of the environment; the old site stays then as well.
    """
    if not (root / "mkdocs.yml").is_file():
        raise CountyError(f"{root} 里没有 mkdocs.yml。请从示例复制一份，或用 --root 指明网站所在的文件夹。")
    published = published_folder(root, stage)
    check_own(root, (*WRITTEN, published.name))
    with hold_lock(root, LOCK_SECONDS):
        recover_site(published)
        facts = digest_facts(root)
        checked = check_county(root, today, watch)
        if checked.settings is None or checked.publication is None or checked.ledger is None:
            return Built(checked.problems)
        ledger = issue_codes(checked.ledger, derive_targets(checked.publication), today)
        issued = len(ledger.codes) - len(checked.ledger.codes)
        if not issued and is_current(root, stage, facts, published):
            return Built(checked.problems, published, codes=len(ledger.codes), made=False)
        write_ledger(root, ledger)
        drawer = root / "build" / "symbols"
        with (
            _staging_folder(root) as staging,
            Drawing(tuple(ledger.active.values()), checked.settings.code_base, drawer) as drawing,
            Engine() as engine,
        ):
            watch("计算进展")
            site = _derive_site(root, checked.settings, checked.publication, ledger, stage)
            faults = _stage_site(root, site, staging, (drawing, engine), watch)
            if faults:
                return Built(sort_problems((*checked.problems, *faults)))
            watch("发布")
            problems = sort_problems((*checked.problems, *seal_site(root, staging / "site", site)))
            note_build(root, stage, facts, staging / "site")
            swap_site(staging / "site", published)
        return Built(problems, published, issued, len(ledger.codes))


def _derive_site(root: Path, settings: Settings, publication: Publication, ledger: Ledger, stage: Stage) -> Site:
    figures = derive_figures(publication, ledger.codes, settings, drafts=stage is Stage.STAGING)
    signed = bool(list_keys(root))
    return Site(settings.at_stage(stage), publication, figures, ledger.codes, stage, signed=signed)


def _stage_site(
    root: Path, site: Site, staging: Path, beside: tuple[Drawing, Engine], watch: Watch
) -> tuple[Problem, ...]:
    """Make the whole site in ``staging/site``; returns its faults."""
    drawing, engine = beside
    published = published_folder(root, site.stage)
    watch("生成页面")
    pages = tuple(list_pages(site))
    sync_tree(root / "build" / "docs", render_pages(site, pages))
    write_theme(root / "build" / "theme", root / "site_config" / "overrides")
    engine.start(_engine_job(root, site, staging / "site"))
    watch("写入扫码页和下载文件")
    write_files(staging / "files", _own_files(site, pages), published)
    watch("绘制并核对二维码")
    symbols, faults = drawing.wait()
    if faults:
        return faults
    write_files(staging / "files", _list_pictures(symbols), published)
    watch("排版")
    engine.wait_for_pages()
    write_search(staging / "site", root / "build" / f"search-{site.stage.value}.json", published)
    engine.wait()
    move_into(staging / "files", staging / "site")
    return ()


def _list_pictures(symbols: Iterable[DrawnSymbol]) -> Iterator[tuple[str, FileContent]]:
    for symbol in symbols:
        yield symbol_address(symbol.code.code, "svg"), symbol.svg
        yield symbol_address(symbol.code.code, "png"), symbol.png


def _own_files(site: Site, pages: Iterable[Page]) -> Iterator[tuple[str, FileContent]]:
    yield from render_scan_pages(site)
    yield WITNESS, render_witness(site.codes)
    yield from render_open_data(site).items()
    yield from render_feeds(site).items()
    yield from render_robots(site).items()
    yield from render_sitemap(site, pages).items()


def _engine_job(root: Path, site: Site, site_dir: Path) -> EngineJob:
    settings = site.settings
    changed = site.changed_on or date(1970, 1, 1)
    own_templates = has_templates(root / "site_config" / "overrides")
    return EngineJob(
        config_file=str((root / "mkdocs.yml").resolve()),
        docs_dir=str((root / "build" / "docs").resolve()),
        site_dir=str(site_dir.resolve()),
        site_name=settings.name,
        site_url=settings.site_url,
        epoch=int(datetime(changed.year, changed.month, changed.day, tzinfo=UTC).timestamp()),
        extra=_engine_extra(settings, site.stage),
        published=str(published_folder(root, site.stage).resolve()),
        record="" if own_templates else str((root / "build" / f"engine-{site.stage.value}.json").resolve()),
    )


def _engine_extra(settings: Settings, stage: Stage) -> dict[str, object]:
    """The settings as the theme's templates see them, numbers as text."""
    shown = {name: getattr(settings, name) for name in Settings.__slots__}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in shown.items()} | {
        "stage": stage.value,
        "site_domain": settings.site_domain,
    }


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
