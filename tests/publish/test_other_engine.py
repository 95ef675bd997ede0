"""The reading site built by Zensical, which is to follow MkDocs: the same pages, words and links, of hostile words too.

Compared is what a browser makes of a page, element by element, but for what the two engines frame it with.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from mashang.codes.ledger import Ledger
from mashang.county import County
from mashang.inspection.links import check_links
from mashang.inspection.tree import read_tree
from mashang.markup import EndTag, StartTag, read_events
from mashang.search.index import write_search
from mashang.settings_file import read_settings
from tests.publish.other_engine import build_with_zensical, list_made_pages
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
    write_search(other, list_made_pages(root), root / "search.json")
    return site, other


def list_files(site: Path) -> list[str]:
    """The names of all files of a site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def list_parts(site: Path, name: str) -> Iterator[Part]:
    """What a page's head says, and all from its header to its footer: elements with attributes, and words.

    The end of a link says nothing that its beginning has not said.
    """
    inside = False
    for event in read_events((site / name).read_text(encoding="utf-8")):
        if isinstance(event, StartTag):
            inside |= event.name in ("head", "header")
            if inside and not _is_engines(event):
                yield event.name, event.content, *sorted(_spell_attributes(event, name))
        elif isinstance(event, EndTag):
            if inside and event.name != "a":
                yield "/", event.name
            inside &= event.name not in ("head", "footer")
        elif inside and event.strip():
            yield "words", " ".join(event.split())


def _is_engines(tag: StartTag) -> bool:
    """Whether an element belongs to the engine's frame."""
    return tag.attributes.get("id") == "__skip" or "assets/stylesheets/" in tag.attributes.get("href", "")


def _spell_attributes(tag: StartTag, page: str) -> Iterator[str]:
    """Attributes, an address as where it leads, for it can be written with more or fewer dots."""
    for name, value in tag.attributes.items():
        place = urljoin(f"https://portal.example/a/b/{page}", value) if name in ("href", "src") else value
        yield f"{name}={place}"


def test_every_page_is_there(sites: tuple[Path, Path]) -> None:
    """Both engines make the same files, those apart that belong to the one or the other."""
    site, other = ({name for name in list_files(one) if not OWN.fullmatch(name)} for one in sites)
    assert site == other
    assert len([name for name in site if name.endswith("index.html")]) > 50


def test_pages_say_the_same(sites: tuple[Path, Path]) -> None:
    """Title, tags of the head, header, article and footer of every page, the one for what is not found included."""
    for name in list_files(sites[0]):
        if name.endswith(".html") and not name.startswith("f/"):
            expected, found = (list(list_parts(one, name)) for one in sites)
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
