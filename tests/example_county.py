"""The example county of this repository, and how to copy it without anything derived. Standard library only."""

from __future__ import annotations

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
PARTS = ("content", "site_config", "qrcodes", "mkdocs.yml")
RECORDS = ("published", "public.csv")
"""What a build of this repository as a county records of what it published."""


def copy_county(target: Path) -> Path:
    """Copy the example county, without anything derived."""
    target.mkdir(parents=True)
    for part in PARTS:
        source = REPOSITORY / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns(*RECORDS))
        else:
            shutil.copyfile(source, target / part)
    return target
