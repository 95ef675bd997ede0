"""The published site, inspected and shown on this machine."""

from __future__ import annotations

from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from generator.inspection.checklist import Inspection, inspect_tree
from generator.inspection.report import format_inspection as write_inspection
from generator.inspection.tree import read_tree
from generator.pipeline.county import (
    CountyError,
    published_folder,
)
from generator.publish.preview import make_server
from generator.settings import Stage, read_settings


def inspect_site(root: Path, stage: Stage, today: date) -> Inspection:
    """Judge the published site by the field's checklist, as of ``today``.

    Raises :class:`CountyError` when no site is published.
    """
    folder = published_folder(root, stage)
    if not (folder / "index.html").is_file():
        raise CountyError("还没有生成网站。请先运行 build。")
    settings, _ = read_settings(root)
    demonstration = settings is not None and settings.demonstration
    return inspect_tree(read_tree(folder), stage, today, demonstration=demonstration)


def format_inspection(inspection: Inspection, form: str) -> str:
    """The report of an inspection as ``text``, ``json`` or ``csv``."""
    return write_inspection(inspection, form)


def open_preview(root: Path, stage: Stage, port: int) -> ThreadingHTTPServer:
    """A server of the published site on this machine; the caller runs and closes it."""
    published = published_folder(root, stage)
    settings, _ = read_settings(root)
    return make_server(published, port, urlsplit(settings.at_stage(stage).site_url).path if settings else "/")
