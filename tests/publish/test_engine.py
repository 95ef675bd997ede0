"""The reading site's engine: builds in a process of its own, and is silent or has failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.engine import Engine, EngineError, EngineJob, keep_present

CONFIG = """
site_name: 码上
plugins: []
theme:
  name: null
  custom_dir: theme
nav:
  - 首页: index.md
  - 清单: lists/index.md
"""
PAGE = """<title>{{ config.site_name }}</title>
{{ page.content }} {{ build_date_utc }}
{% for item in nav %}[{{ item.title }}]{% endfor %}
{{ config.extra.county }}"""


def make_job(folder: Path, text: str, config: str = CONFIG) -> EngineJob:
    """A site of one page."""
    for path, content in (("docs/index.md", text), ("theme/main.html", PAGE), ("mkdocs.yml", config)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return EngineJob(
        config_file=str(folder / "mkdocs.yml"),
        docs_dir=str(folder / "docs"),
        site_dir=str(folder / "site"),
        site_name="明川县",
        site_url="https://www.example.com/yshj/",
        epoch=86_400,
        extra={"county": "明川"},
    )


def run(job: EngineJob) -> None:
    """Run the engine to its end."""
    engine = Engine(job)
    try:
        engine.wait()
    finally:
        engine.stop()


def test_a_site_is_built_as_the_job_says(tmp_path: Path) -> None:
    """Name and settings reach the pages, the clock is the job's, and sections without a page have no entry."""
    run(make_job(tmp_path, "# 正文"))
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "<title>明川县</title>" in html
    assert "正文" in html
    assert "1970-01-02" in html
    assert "[首页]" in html
    assert "[清单]" not in html
    assert html.endswith("明川")


def test_any_warning_is_an_error(tmp_path: Path) -> None:
    """A link that leads nowhere stops the build, and what the engine said is told."""
    with pytest.raises(EngineError, match=r"missing\.md"):
        run(make_job(tmp_path, "[去](missing.md)"))


def test_a_wrong_configuration_is_told(tmp_path: Path) -> None:
    """What is wrong with mkdocs.yml reaches the reader without a traceback."""
    with pytest.raises(EngineError, match="theme") as told:
        run(make_job(tmp_path, "# 正文", CONFIG.replace("name: null", "name: nowhere")))
    assert "Traceback" not in str(told.value)


def test_files_of_the_county_cannot_stand_in_for_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine runs in the county's folder, but loads no Python file that happens to lie there."""
    (tmp_path / "json.py").write_text("raise SystemExit('loaded the wrong file')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run(make_job(tmp_path, "# 正文"))
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_run_that_is_not_waited_for_is_ended(tmp_path: Path) -> None:
    """Stopping leaves no process behind, and stopping twice does no harm."""
    engine = Engine(make_job(tmp_path, "# 正文"))
    engine.stop()
    engine.stop()
    assert engine._process.poll() is not None


def test_navigation_keeps_what_is_present(tmp_path: Path) -> None:
    """Entries with and without a title stay while their page is there."""
    (tmp_path / "a.md").touch()
    assert keep_present(["a.md", {"乙": "b.md"}, {"甲": "a.md"}], tmp_path) == ["a.md", {"甲": "a.md"}]
