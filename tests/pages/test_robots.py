"""What search engines are asked: by robots.txt, and by what the sitemap names."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.robotparser import RobotFileParser

from mashang.codes.ledger import read_ledger
from mashang.county import County, Stage
from mashang.pages.robots import ROBOTS, render_robots
from mashang.settings_file import read_settings
from tests.pages import scan_county as county

ENGINES = ("Baiduspider", "Sogou web spider", "bingbot", "Googlebot", "*")


def read_rules(stage: Stage) -> RobotFileParser:
    """The rules of a stage's file, as a search engine understands them."""
    rules = RobotFileParser()
    rules.parse(render_robots(replace(county.make_site(), stage=stage))[ROBOTS].splitlines())
    return rules


def test_the_published_site_is_open() -> None:
    """Every page may be fetched, those behind codes too: who may not fetch them cannot see their noindex."""
    rules = read_rules(Stage.PRODUCTION)
    url = county.SETTINGS.site_url
    for engine in ENGINES:
        for path in ("", "measures/M01/", f"f/{county.WINDOW}/", "data/measures.csv"):
            assert rules.can_fetch(engine, url + path), (engine, path)
    assert rules.site_maps() == [f"{url}sitemap.xml"]


def test_the_preview_is_for_nobody() -> None:
    """Nothing of it may be fetched, and it names no sitemap."""
    rules = read_rules(Stage.STAGING)
    for engine in ENGINES:
        for path in ("", "measures/", f"f/{county.WINDOW}/"):
            assert not rules.can_fetch(engine, county.SETTINGS.site_url + path), (engine, path)
    assert rules.site_maps() is None


def test_the_sitemap_that_it_names_holds_reading_pages_only(example: Path) -> None:
    """The file is there, each address in it is a page; none is behind a code, for what is missing, an enterprise's."""
    settings, _ = read_settings(County(example))
    ledger, _ = read_ledger(County(example))
    assert settings
    assert ledger
    named = (example / "site" / ROBOTS).read_text(encoding="utf-8").rpartition("Sitemap: ")[2].strip()
    assert named.startswith(settings.site_url)
    written = (example / "site" / named.removeprefix(settings.site_url)).read_text(encoding="utf-8")
    paths = [address.removeprefix(settings.site_url) for address in re.findall("<loc>([^<]*)</loc>", written)]
    assert len(paths) == len(set(paths)) > 50
    for path in paths:
        assert (example / "site" / path / "index.html").is_file(), path
        assert not path.startswith(("f/", "404", "enterprises"))
    targets = {code.target for code in ledger.by_code.values() if code.kind.value == "enterprise"}
    assert targets
    assert not [path for path in paths if targets & set(path.split("/"))]
