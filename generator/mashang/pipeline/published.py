"""The published site, inspected and shown on this machine."""

from __future__ import annotations

from datetime import date
from http.server import ThreadingHTTPServer
from urllib.parse import urlsplit

from mashang.county import County, CountyError, Stage
from mashang.inspection.checklist import Inspection, inspect_tree
from mashang.inspection.report import report_inspection as make_report
from mashang.inspection.tree import read_tree
from mashang.publish.preview import make_server
from mashang.report import Report
from mashang.settings_file import read_settings


def inspect_site(county: County, stage: Stage, today: date) -> Inspection:
    """Judge the published site by the field's checklist, as of ``today``.

    Raises :class:`CountyError` when no site is published.
    """
    folder = county.site(stage)
    if not (folder / "index.html").is_file():
        raise CountyError("还没有生成网站。请先运行 build。")
    settings, _ = read_settings(county)
    demonstration = settings is not None and settings.demonstration
    return inspect_tree(read_tree(folder), stage, today, demonstration=demonstration)


def report_inspection(inspection: Inspection) -> Report:
    """The report of an inspection."""
    return make_report(inspection)


def open_preview(county: County, stage: Stage, port: int, intake: int = 0) -> ThreadingHTTPServer:
    """A server of the published site on this machine, with the intake on another port; the caller closes it."""
    published = county.site(stage)
    settings, _ = read_settings(county)
    base = urlsplit(settings.at_stage(stage).site_url).path if settings else "/"
    return make_server(published, port, base, intake)
