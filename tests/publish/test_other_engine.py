"""The reading site built by Zensical, which is to follow MkDocs: the same pages, words and links, of hostile words too.

Compared is what a browser makes of a page, element by element, but for what the two engines frame it with.
"""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from mashang.codes.ledger import Ledger
from mashang.county import County
from mashang.inspection.links import check_links
from mashang.inspection.tree import read_tree
from mashang.search.index import write_search
from mashang.settings import read_settings
from tests.publish.other_engine import build_with_zensical
from tests.test_hostile import hostile, write_county

OWN = re.compile(r"search\.json|assets/images/favicon\.png|assets/stylesheets/.*")
"""What one engine lays down and the other does not, or under another name."""
ENGINES = re.compile(r"(?!f/).*\.html|assets/.*|search/.*\.json")
"""Which files of a published site come from its engine, or are made from its pages."""

Part = tuple[str, ...]


@pytest.fixture(scope="module", params=["example", "hostile"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A county's published site, and the same with Zensical's pages in the place of MkDocs'."""
    root = tmp_path_factory.mktemp("engines") / "county"
    if request.param == "hostile":
        write_county(root, hostile, Ledger(()))
    else:
        shutil.copytree(request.getfixturevalue("example"), root)
    site, other = root / "site", root / "other"
    shutil.copytree(site, other)
    for name in list_files(other):
        if ENGINES.fullmatch(name):
            (other / name).unlink()
    shutil.copytree(build_with_zensical(root), other, dirs_exist_ok=True)
    write_search(other, other.parent / "pages.json")
    return site, other


def list_files(site: Path) -> list[str]:
    """The names of all files of a site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


class Reading(HTMLParser):
    """What a page's head says, and all from its header to its footer: elements with attributes, and words."""

    def __init__(self, site: Path, name: str) -> None:
        super().__init__()
        self._place = f"https://portal.example/a/b/{name}"
        self.parts: list[Part] = []
        self._inside = False
        self.feed((site / name).read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element, unless it belongs to the engine's frame."""
        given = {name: value or "" for name, value in attrs}
        self._inside |= tag in ("head", "header")
        engines = given.get("id") == "__skip" or "assets/stylesheets/" in given.get("href", "")
        if self._inside and not engines:
            words = sorted(f"{name}={self._settle(name, value)}" for name, value in given.items())
            self.parts.append((tag, *words))

    def _settle(self, name: str, value: str) -> str:
        """An address as where it leads, for it can be written with more or fewer dots."""
        return urljoin(self._place, value) if name in ("href", "src") else value

    def handle_endtag(self, tag: str) -> None:
        """The end of an element; a link's end says nothing that its beginning has not said."""
        if self._inside and tag != "a":
            self.parts.append(("/", tag))
        self._inside &= tag not in ("head", "footer")

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._inside and data.strip():
            self.parts.append(("words", " ".join(data.split())))


def test_every_page_is_there(sites: tuple[Path, Path]) -> None:
    """Both engines make the same files, those apart that belong to the one or the other."""
    site, other = ({name for name in list_files(one) if not OWN.fullmatch(name)} for one in sites)
    assert site == other
    assert len([name for name in site if name.endswith("index.html")]) > 50


def test_pages_say_the_same(sites: tuple[Path, Path]) -> None:
    """Title, tags of the head, header, article and footer of every page, the one for what is not found included."""
    site, other = sites
    for name in list_files(site):
        if name.endswith(".html") and not name.startswith("f/"):
            expected, found = Reading(site, name).parts, Reading(other, name).parts
            assert ("/", "footer") in expected
            assert found == expected, name


def test_no_link_is_dead(sites: tuple[Path, Path]) -> None:
    """Every link of Zensical's pages leads somewhere, those of its own frame too."""
    _, other = sites
    settings, _ = read_settings(County(other.parent))
    assert settings
    assert list(check_links(read_tree(other), settings.site_url)) == []


def test_search_finds_the_same(sites: tuple[Path, Path]) -> None:
    """The index read from Zensical's pages is that of MkDocs' pages, byte for byte."""
    site, other = ({path.relative_to(one): path.read_bytes() for path in one.glob("search/**/*.json")} for one in sites)
    assert len(site) > 1
    assert site == other
