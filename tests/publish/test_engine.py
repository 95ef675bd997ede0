"""The reading site's engine, in its process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.engine import Engine, EngineError, EngineJob, keep_present
from generator.publish.tree import write_files

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


def test_pages_are_built_under_the_countys_name(tmp_path: Path) -> None:
    """The job's name and address reach the pages; what nobody loads is not there."""
    Engine(make_job(tmp_path, {"index.md": "# 首页\n"})).wait()
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "甲县" in page
    assert "https://www.example.com/yshj/" in page
    assert "措施" not in page
    assert not list((tmp_path / "site").rglob("*.map"))
    assert not (tmp_path / "site" / "assets" / "javascripts").exists()


def test_a_warning_is_an_error(tmp_path: Path) -> None:
    """A link that leads nowhere stops the run, and the engine's words are kept."""
    engine = Engine(make_job(tmp_path, {"index.md": "# 首页\n\n[x](nowhere.md)\n"}))
    with pytest.raises(EngineError, match=r"nowhere\.md"):
        engine.wait()
    engine.stop()


def test_a_run_can_be_stopped(tmp_path: Path) -> None:
    """Stopping ends the process, and stopping again does no harm."""
    engine = Engine(make_job(tmp_path, {"index.md": "# 首页\n"}))
    engine.stop()
    engine.stop()
    assert engine._process.poll() is not None


def test_navigation_keeps_only_pages_that_exist(tmp_path: Path) -> None:
    """Entries with and without a title of their own are dropped when their page was not made."""
    write_files(tmp_path, [("index.md", ""), ("lists/index.md", "")])
    nav = [{"首页": "index.md"}, {"措施": "measures/index.md"}, "lists/index.md", "grids/index.md"]
    assert keep_present(nav, tmp_path) == [{"首页": "index.md"}, "lists/index.md"]
