"""Builds a county's reading site with Zensical, from the very files that MkDocs built it from.

What the product hands its engine at run time, Zensical is given in a mkdocs.yml of its own in the build folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import yaml
from markupsafe import escape

from mashang.county import County, Stage
from mashang.pages.reading import list_pages
from mashang.pages.site import Page
from mashang.pipeline.checking import check_county
from mashang.pipeline.making import _derive_site, _engine_extra
from mashang.publish.engine_run import keep_present, remove_unused
from mashang.publish.styles import write_reduced
from mashang.settings_file import read_settings

PATIENCE = 60


def build_with_zensical(root: Path) -> Path:
    """The pages of a county that has just been built, made again by Zensical; returns their folder."""
    build = root / "build"
    config_file = build / "mkdocs.yml"
    config_file.write_text(write_config(root), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "zensical", "build", "--clean", "--config-file", str(config_file)],
        cwd=build,
        env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    site = build / "zensical"
    remove_unused(site)
    (site / "sitemap.xml").unlink()  # an empty one, which MkDocs does not write; the product lays its own there
    assert list(write_reduced(site)) == []
    return site


def list_made_pages(root: Path) -> Iterator[Page]:
    """The reading pages of a county, as data."""
    county = County(root)
    checked = check_county(county, datetime.now(UTC).date(), lambda _: None)
    assert checked.settings
    assert checked.publication
    assert checked.ledger
    return list_pages(_derive_site(county, checked.settings, checked.publication, checked.ledger, Stage.PRODUCTION))


def write_config(root: Path) -> str:
    """The county's mkdocs.yml with what the product adds to it: addresses, names, settings, sections that exist."""
    settings, _ = read_settings(County(root))
    assert settings
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    extra = _engine_extra(settings, Stage.PRODUCTION)
    shown = {name: str(escape(value)) if isinstance(value, str) else value for name, value in extra.items()}
    config |= {
        "site_name": str(escape(settings.name)),
        "site_url": settings.site_url,
        "docs_dir": "docs",
        "site_dir": "zensical",
        "theme": config["theme"] | {"custom_dir": "theme"},
        "extra": config["extra"] | {name: list(v) if isinstance(v, tuple) else v for name, v in shown.items()},
        "nav": keep_present(config["nav"], root / "build" / "docs"),
    }
    return str(yaml.safe_dump(config, allow_unicode=True, sort_keys=False))
