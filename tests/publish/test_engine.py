"""The reading site's engine, in its process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from mashang.files import write_files
from mashang.publish.engine import Engine, EngineError, EngineJob
from mashang.publish.engine_run import keep_present

CONFIG = """\
site_name: x
theme:
  name: material
  font: false
plugins: []
nav:
  - 首页: index.md
  - 措施: measures/index.md
validation:
  links:
    not_found: warn
"""


def make_job(root: Path, pages: dict[str, str]) -> EngineJob:
    """A job over a small folder of pages."""
    write_files(root, [("mkdocs.yml", CONFIG), *((f"docs/{path}", text) for path, text in pages.items())])
    return EngineJob(
        config_file=str(root / "mkdocs.yml"),
        docs_dir=str(root / "docs"),
        site_dir=str(root / "site"),
        site_name="甲县",
        site_url="https://www.example.com/yshj/",
        epoch=0,
        extra={"stage": "production"},
    )


def run(job: EngineJob) -> None:
    """Build it."""
    with Engine() as engine:
        engine.start(job)
        engine.wait()


def test_pages_are_built_under_the_countys_name(tmp_path: Path) -> None:
    """The job's name and address reach the pages; what nobody loads is not there."""
    run(make_job(tmp_path, {"index.md": "# 首页\n"}))
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "甲县" in page
    assert "https://www.example.com/yshj/" in page
    assert "措施" not in page
    assert not list((tmp_path / "site").rglob("*.map"))
    assert not (tmp_path / "site" / "assets" / "javascripts").exists()
    licences = (tmp_path / "site" / "assets" / "stylesheets" / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Martin Donath" in licences
    assert "The above copyright notice and this permission notice shall be included in" in licences
    assert "Pictogrammers" in licences


def test_a_warning_is_an_error(tmp_path: Path) -> None:
    """A link that leads nowhere stops the run, and the engine's words are kept."""
    with pytest.raises(EngineError, match=r"nowhere\.md"):
        run(make_job(tmp_path, {"index.md": "# 首页\n\n[x](nowhere.md)\n"}))


def test_a_run_ends_with_its_block(tmp_path: Path) -> None:
    """Whoever leaves early leaves no process behind."""
    with Engine() as engine:
        engine.start(make_job(tmp_path, {"index.md": "# 首页\n"}))
    assert engine._process.wait()[0] != 0


def test_navigation_keeps_only_pages_that_exist(tmp_path: Path) -> None:
    """Entries with and without a title of their own are dropped when their page was not made."""
    write_files(tmp_path, [("index.md", ""), ("lists/index.md", "")])
    nav = [{"首页": "index.md"}, {"措施": "measures/index.md"}, "lists/index.md", "grids/index.md"]
    assert keep_present(nav, tmp_path) == [{"首页": "index.md"}, "lists/index.md"]


def test_a_wrong_configuration_is_reported(tmp_path: Path) -> None:
    """What is wrong with mkdocs.yml reaches staff without a traceback."""
    job = make_job(tmp_path, {"index.md": "# 首页\n"})
    Path(job.config_file).write_text(CONFIG.replace("name: material", "name: nowhere"), encoding="utf-8")
    with pytest.raises(EngineError, match="nowhere") as raised:
        run(job)
    assert "Traceback" not in str(raised.value)


def test_files_of_the_county_cannot_stand_in_for_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine runs in the county's folder, but loads no Python file that happens to lie there."""
    (tmp_path / "json.py").write_text("raise SystemExit('loaded the wrong file')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run(make_job(tmp_path, {"index.md": "# 首页\n"}))
    assert (tmp_path / "site" / "index.html").is_file()


def test_the_clock_is_the_jobs(tmp_path: Path) -> None:
    """The day of the build is on no page and in no sitemap: the engine reads the time it is given."""
    run(make_job(tmp_path, {"index.md": "# 首页\n"}))
    assert "<lastmod>1970-01-01</lastmod>" in (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")


def test_pages_are_there_before_the_styles_are_reduced(tmp_path: Path) -> None:
    """Whoever reads pages need not wait for the end; a failure before comes out at once."""
    with Engine() as engine:
        engine.start(make_job(tmp_path / "one", {"index.md": "# 首页\n", "measures/index.md": "# 措施\n"}))
        engine.wait_for_pages()
        assert (tmp_path / "one" / "site" / "index.html").is_file()
        assert (tmp_path / "one" / "site" / "measures" / "index.html").is_file()
        engine.wait()
    job = make_job(tmp_path / "two", {"index.md": "# 首页\n"})
    Path(job.config_file).write_text("site_name: [", encoding="utf-8")
    with Engine() as engine:
        engine.start(job)
        with pytest.raises(EngineError):
            engine.wait_for_pages()
