"""What makes a site: derive, render, set, prove, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from mashang.addresses import CHECKPOINT
from mashang.checks.confirmations import Confirmation
from mashang.codes.checkpoint import render_checkpoint
from mashang.codes.ledger import Ledger
from mashang.codes.pictures import PictureOrder, PictureRun
from mashang.codes.salt import keep_salt
from mashang.county import DOCS, ENGINE_SETTINGS, OVERRIDES, THEME, County, Stage
from mashang.figures.site import derive_figures
from mashang.files import FileContent, sync_tree, write_atomically, write_files
from mashang.model import Publication
from mashang.pages.anchors import find_dead_anchors
from mashang.pages.feeds import render_feeds
from mashang.pages.intake_words import make_profile
from mashang.pages.markdown import render_pages
from mashang.pages.open_data import render_open_data
from mashang.pages.reading import list_pages
from mashang.pages.robots import render_robots
from mashang.pages.scan import render_scan_pages
from mashang.pages.site import Page, Site
from mashang.pages.sitemap import render_sitemap
from mashang.pipeline.checking import Checked, ProgressCallback
from mashang.pipeline.consequences import compare_site
from mashang.pipeline.ledger import issue_ledger
from mashang.problems import Problem, has_errors
from mashang.proof.keys import list_keys
from mashang.proof.origin import write_proof
from mashang.proof.public_record import Facts
from mashang.publish.engine import Engine, EngineJob
from mashang.publish.tree import has_templates, move_into, write_theme
from mashang.search.index import write_search
from mashang.settings import Settings

RECORD = "public.csv"
"""Where the record of what the site gives to readers lies beside it until the site stands."""


@dataclass(frozen=True)
class Sources:
    """What a site is made from. ``commit`` writes what must stand before it does, once nothing stops the build."""

    settings: Settings
    publication: Publication
    ledger: Ledger
    confirmations: tuple[Confirmation, ...]
    given: Facts
    commit: Callable[[], None]


def make_site(
    county: County,
    stage: Stage,
    sources: Sources,
    staging: Path,
    on_stage: ProgressCallback,
) -> tuple[Problem, ...]:
    """Make the whole site with its manifest in ``staging/site``, and its record; returns its problems.

    What it would do to readers is among them, save what was confirmed. With an error the site is not whole. Raises
    :class:`MashangError` for faults of the environment.
    """
    settings, ledger = sources.settings, sources.ledger
    order = PictureOrder(ledger.codes, settings.code_base, staging / "files", county.site(stage))
    with Engine() as engine, PictureRun(order) as pictures:
        on_stage("计算进展")
        site = _derive_site(county, settings, sources.publication, ledger, stage)
        pages = tuple(list_pages(site))
        comparison = compare_site(county, site, pages, sources.confirmations, sources.given)
        if has_errors(comparison.problems):
            return comparison.problems
        sources.commit()
        faults = _stage_site(county, (site, pages, comparison.gone), staging, (engine, pictures), on_stage)
    if faults:
        return faults
    on_stage("发布")
    _write_intake(county, site)
    (staging / RECORD).write_bytes(comparison.record)
    return (*comparison.problems, *write_proof(county, staging / "site", site, comparison.record))


def foresee(county: County, checked: Checked, today: date) -> tuple[Problem, ...]:
    """What a build of the checked county would do to readers; nothing where its tables cannot be read."""
    if checked.settings is None or checked.readable is None:
        return ()
    publication, ledger = checked.readable
    issued = issue_ledger(ledger, publication, checked.settings.code_base, today)
    site = _derive_site(county, checked.settings, publication, issued, Stage.PRODUCTION)
    return compare_site(county, site, tuple(list_pages(site)), checked.confirmations, checked.given).problems


def _derive_site(county: County, settings: Settings, publication: Publication, ledger: Ledger, stage: Stage) -> Site:
    figures = derive_figures(publication, ledger.codes, settings, drafts=stage is Stage.STAGING)
    signed = bool(list_keys(county))
    return Site(settings.at_stage(stage), publication, figures, ledger.codes, stage, signed=signed)


def _stage_site(
    county: County,
    made: tuple[Site, tuple[Page, ...], tuple[Page, ...]],
    staging: Path,
    runs: tuple[Engine, PictureRun],
    on_stage: ProgressCallback,
) -> tuple[Problem, ...]:
    """Make the whole site in ``staging/site``; returns its faults."""
    site, pages, gone = made
    engine, pictures = runs
    published = county.site(site.stage)
    on_stage("生成页面")
    rendered = render_pages(site, (*pages, *gone))
    if faults := tuple(find_dead_anchors(site.publication.pages, rendered)):
        return faults
    sync_tree(county / DOCS, rendered)
    write_theme(county / THEME, county / OVERRIDES)
    engine.start(_engine_job(county, site, staging / "site"))
    on_stage("写入扫码页和下载文件")
    write_files(staging / "files", _own_files(county, site, pages), published)
    on_stage("绘制并核对二维码")
    if faults := pictures.finish():
        return faults
    on_stage("排版")
    engine.wait_for_pages()
    write_search(staging / "site", pages, county.cache("search", site.stage), published)
    engine.wait()
    move_into(staging / "files", staging / "site")
    return ()


def _write_intake(county: County, site: Site) -> None:
    """Keep what the site's intake is told until it is handed over, signed."""
    profile, kept = make_profile(site), county.cache("intake", site.stage)
    if profile:
        write_atomically(kept, profile.encode())
    else:
        kept.unlink(missing_ok=True)


def _own_files(county: County, site: Site, pages: Iterable[Page]) -> Iterator[tuple[str, FileContent]]:
    yield from render_scan_pages(site)
    yield CHECKPOINT, render_checkpoint(site.codes, keep_salt(county))
    yield from render_open_data(site).items()
    yield from render_feeds(site).items()
    yield from render_robots(site).items()
    yield from render_sitemap(site, pages).items()


def _engine_job(county: County, site: Site, site_dir: Path) -> EngineJob:
    settings = site.settings
    changed = site.changed_on or date(1970, 1, 1)
    own_templates = has_templates(county / OVERRIDES)
    return EngineJob(
        config_file=str((county / ENGINE_SETTINGS).resolve()),
        docs_dir=str((county / DOCS).resolve()),
        site_dir=str(site_dir.resolve()),
        site_name=settings.name,
        site_url=settings.site_url,
        epoch=int(datetime(changed.year, changed.month, changed.day, tzinfo=UTC).timestamp()),
        extra=_engine_extra(settings, site.stage),
        published=str(county.site(site.stage).resolve()),
        record="" if own_templates else str((county.cache("engine", site.stage)).resolve()),
    )


def _engine_extra(settings: Settings, stage: Stage) -> dict[str, object]:
    """The settings as the theme's templates see them, numbers as text, without the ways to report."""
    shown = {name: getattr(settings, name) for name in Settings.__slots__ if name != "report_ways"}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in shown.items()} | {
        "stage": stage.value,
        "site_domain": settings.site_domain,
    }
