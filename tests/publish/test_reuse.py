"""Which pages of the published site hold, and that a site made with them is the one that would be made without."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mashang.files import digest_tree, write_files
from mashang.publish.engine import EngineJob
from mashang.publish.reuse import derive_keys, place_unchanged, write_record
from tests.publish.test_engine import make_job, run

PAGES = {
    "index.md": "---\ntitle: 首页\nbody: |-\n  <p>共 2 项</p>\n---\n# 首页\n",
    "measures/index.md": "---\nbody: |-\n  <p>两项</p>\n---\n# 措施\n",
    "measures/M01/index.md": "---\nbody: |-\n  <p>一</p>\n---\n# 一\n",
    "report/index.md": "---\ntitle: 监督\nbody: |-\n  <p>见</p>\n---\n# 监督\n",
}
OWN = (
    '{% extends "base.html" %}{% block container %}'
    "{% if page %}{{ page.content }}{{ page.meta.body }}{% endif %}{% endblock %}"
)


def set_site(
    folder: Path, published: Path | None, pages: dict[str, str], *, theme: str = OWN, name: str = "甲县"
) -> EngineJob:
    """Build pages in a folder under a theme of their own, over the last site where there is one."""
    write_files(folder, [("theme/main.html", theme)])
    job = make_job(folder, pages)
    config = Path(job.config_file)
    text = config.read_text(encoding="utf-8").replace("  font: false", "  font: false\n  custom_dir: theme")
    config.write_text(text + "not_in_nav: '*'\n", encoding="utf-8")
    record = str(folder.parent / "record.json")
    job = replace(job, published=str(published or folder / "none"), record=record, site_name=name)
    run(job)
    return job


def read_site(folder: Path) -> dict[str, bytes]:
    """Every file of a built site."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "sitemap.xml.gz"
    }


def list_shared(one: Path, other: Path) -> set[str]:
    """The pages of one site that are the very files of another."""
    return {
        path.relative_to(one).as_posix()
        for path in one.rglob("index.html")
        if (other / path.relative_to(one)).is_file() and path.samefile(other / path.relative_to(one))
    }


ALL = {"index.html", "measures/index.html", "measures/M01/index.html", "report/index.html"}
LONGER = PAGES | {"measures/M02/index.md": "# 二\n"}


@pytest.mark.parametrize(
    ("pages", "changed", "held"),
    [
        (PAGES, {}, ALL),
        (PAGES | {"measures/M01/index.md": "# 一\n"}, {}, ALL - {"measures/M01/index.html"}),
        (LONGER, {}, ALL),
        (PAGES, {"name": "乙县"}, set()),
        (PAGES, {"theme": OWN + "\n"}, set()),
    ],
    ids=["nothing", "a page", "one more page", "the site's name", "the theme"],
)
def test_a_site_over_the_last_one_is_as_if_made_anew(
    tmp_path: Path, pages: dict[str, str], changed: dict[str, str], held: set[str]
) -> None:
    """What holds is taken over, the rest is set, and every file is what a fresh build would give."""
    first, second, fresh = (tmp_path / name for name in ("first", "second", "fresh"))
    set_site(first, None, PAGES)
    set_site(second, first / "site", pages, **changed)
    assert list_shared(second / "site", first / "site") == held
    (tmp_path / "record.json").unlink()
    set_site(fresh, None, pages, **changed)
    assert read_site(second / "site") == read_site(fresh / "site")


def test_a_published_page_that_was_touched_is_set_anew(tmp_path: Path) -> None:
    """The record's word is not enough: the content must be the recorded one, and a file of its own."""
    set_site(tmp_path / "first", None, PAGES)
    site = tmp_path / "first" / "site"
    good = (site / "index.html").read_bytes()
    (site / "index.html").write_bytes(good + b"<script>alert(1)</script>")
    (site / "report" / "index.html").rename(tmp_path / "moved.html")
    (site / "report" / "index.html").symlink_to(tmp_path / "moved.html")
    set_site(tmp_path / "second", site, PAGES)
    shared = list_shared(tmp_path / "second" / "site", site)
    assert shared == {"measures/index.html", "measures/M01/index.html"}
    assert (tmp_path / "second" / "site" / "index.html").read_bytes() == good


@pytest.mark.parametrize(
    "torn", ["", pytest.param("[" * 100_000, id="deep"), "[", "[]", '{"index.md": 1}', '{"index.md": ["x"]}']
)
def test_a_torn_record_is_no_record(tmp_path: Path, torn: str) -> None:
    """Then every page is set anew."""
    write_files(tmp_path, [("site/index.html", "x")])
    record = tmp_path / "record.json"
    keys = derive_keys({"index.md": "x"}, "frame")
    write_record(keys, record, tmp_path / "site")
    assert list(place_unchanged(keys, record, tmp_path / "site", tmp_path / "new")) == ["index.md"]
    record.write_text(torn, encoding="utf-8")
    assert list(place_unchanged(keys, record, tmp_path / "site", tmp_path / "newer")) == []


def test_a_navigation_without_names_depends_on_all_pages(tmp_path: Path) -> None:
    """Such an entry takes its name from its page, so no page is taken over."""
    (tmp_path / "a").mkdir()
    job = set_site(tmp_path / "a" / "first", None, PAGES)
    config = Path(job.config_file)
    config.write_text(config.read_text(encoding="utf-8").replace("- 措施: ", "- "), encoding="utf-8")
    again = replace(job, published=job.site_dir, site_dir=str(tmp_path / "again"))
    run(again)
    assert list_shared(tmp_path / "again", Path(job.site_dir)) == set()


def test_a_tree_is_known_by_names_and_contents(tmp_path: Path) -> None:
    """The same text under another name, or parted otherwise, is another tree."""
    trees = [{"a": "xy"}, {"b": "xy"}, {"a": "x", "b": "y"}, {"a": "x", "c/b": "y"}]
    for number, tree in enumerate(trees):
        write_files(tmp_path / str(number), tree.items())
    assert len({digest_tree(tmp_path / str(number)) for number in range(len(trees))}) == len(trees)
