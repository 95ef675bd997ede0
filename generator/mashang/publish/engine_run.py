"""What runs in the engine's process: MkDocs over the county's pages, then the reduction of the styles to what they use.

``python -m mashang.publish.engine_run`` reads an :class:`~mashang.publish.engine.EngineJob` from standard input.
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import json
import logging
import os
import platform
import shutil
import sys
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from mashang.disk_faults import explain_fault
from mashang.files import digest_tree
from mashang.processes import end_with_parent
from mashang.publish.engine import PAGES_READY, EngineJob
from mashang.publish.reuse import derive_keys, place_unchanged, reaches_outside, write_record
from mashang.publish.styles import write_reduced

_LIBRARIES = ("mkdocs", "mkdocs-material", "jinja2", "markdown")
"""What decides, besides the job, what a page becomes."""
_LICENCES = ("material/templates/.icons/material/LICENSE", "mkdocs_material-{version}.dist-info/licenses/LICENSE")
"""Of the icons in the theme's stylesheets, and of the theme (MIT), as they are installed: to ask its distribution for
its list of 15,000 files would take longer than to set the pages of a small county."""
_SHIPPED = "The stylesheets in this folder are cut from Material for MkDocs, under the licences below."


def keep_present(nav: list[Any], docs_dir: Path) -> list[Any]:
    """The navigation without the entries whose page was not made: an empty section is never shown."""
    return [
        entry
        for entry in nav
        if (docs_dir / (next(iter(entry.values())) if isinstance(entry, dict) else entry)).is_file()
    ]


def run_engine(job: EngineJob) -> None:
    """Build in this process. Raises whatever the engine raises.

    The engine's templates escape nothing by themselves, so every word of the settings reaches them escaped.
    """
    config = load_config(
        config_file=job.config_file,
        docs_dir=job.docs_dir,
        site_dir=job.site_dir,
        site_name=escape(job.site_name),
        site_url=job.site_url,
    )
    shown = {name: escape(value) if isinstance(value, str) else value for name, value in job.extra.items()}
    config["extra"] = {**config["extra"], **shown}
    config["nav"] = keep_present(config["nav"] or [], Path(job.docs_dir))
    site = Path(job.site_dir)
    keys = _derive_keys(job, config) if job.record else {}
    placed = list(place_unchanged(keys, Path(job.record), Path(job.published), site))
    for path in placed:
        # Older than what it became: that is how the engine knows that a page holds.
        os.utime(Path(job.docs_dir) / path, (0, 0))
    if placed:
        logging.getLogger("mkdocs.commands.build").addFilter(_is_news)
    build(config, dirty=bool(placed))
    remove_unused(site)
    write_licences(site)
    sys.stdout.write(f"{PAGES_READY}\n")
    sys.stdout.flush()
    for fault in write_reduced(site):
        logging.getLogger(__name__).warning("%s", fault)
    if job.record:
        write_record(keys, Path(job.record), site)


def _is_news(record: logging.LogRecord) -> bool:
    """False for the engine's doubt about taking pages over: it thinks of their dates, and here content decides."""
    return "'dirty' build" not in record.getMessage()


def _derive_keys(job: EngineJob, config: MkDocsConfig) -> dict[str, str]:
    """Each page's key; none where pages may depend on what is not looked at here."""
    text = Path(job.config_file).read_text(encoding="utf-8")
    named = all(isinstance(entry, dict) for entry in config["nav"])
    if not named or config["plugins"] or reaches_outside(text):
        return {}
    docs = Path(job.docs_dir)
    sources = {
        path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in sorted(docs.rglob("*.md"))
    }
    settings = dataclasses.replace(job, config_file=text, docs_dir="", site_dir="", published="", record="")
    frame = [
        dataclasses.asdict(settings),
        config["nav"],
        digest_tree(Path(config["theme"].custom_dir)) if config["theme"].custom_dir else "",
        hashlib.sha256(Path(__file__).read_bytes()).hexdigest(),
        [platform.python_version(), *map(version, _LIBRARIES)],
    ]
    return derive_keys(sources, json.dumps(frame))


def remove_unused(site_dir: Path) -> None:
    """Drop what Material lays down and our theme never loads: its scripts and the maps for its developers."""
    shutil.rmtree(site_dir / "assets" / "javascripts", ignore_errors=True)
    for path in (site_dir / "assets").rglob("*.map"):
        path.unlink()


def write_licences(site_dir: Path) -> None:
    """Lay the licences of Material and of its icons beside its stylesheets, which are shipped in part."""
    theme = distribution("mkdocs-material")
    places = (theme.locate_file(name.format(version=theme.version)) for name in _LICENCES)
    texts = [Path(str(place)).read_text(encoding="utf-8").strip() for place in places]
    folder = site_dir / "assets" / "stylesheets"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "LICENSE.txt").write_text("\n\n\n".join([_SHIPPED, *texts, ""]), encoding="utf-8", newline="\n")


def main() -> int:
    """Read a job from standard input and run it; warnings and errors go to standard output, each in a line."""
    end_with_parent()
    gc.disable()  # a short run whose pages all stay until its end: there is nothing to collect
    logging.basicConfig(level=logging.WARNING, stream=sys.stdout, format="%(levelname)s %(message)s")
    job = EngineJob(**json.load(sys.stdin))
    os.environ["SOURCE_DATE_EPOCH"] = str(job.epoch)
    try:
        run_engine(job)
    except MkDocsException as fault:
        logging.getLogger(__name__).error("%s", fault)  # noqa: TRY400 — the engine's own message is the news
        return 1
    except OSError as fault:
        sys.stdout.write(f"{explain_fault(fault)}\n")
        return 1
    except Exception as fault:  # noqa: BLE001 — a fault in a county's own template may be of any kind
        place = f"{getattr(fault, 'filename', None) or ''}:{getattr(fault, 'lineno', '')} "
        sys.stdout.write(f"{place.lstrip(': ')}{type(fault).__name__}: {fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
