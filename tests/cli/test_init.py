"""A new county from nothing: honest from the first minute, without a trace of the example."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mashang.county import County
from mashang.settings_file import read_settings, render_settings

Run = Callable[..., tuple[int, str]]
ANSWERS = {
    "name": "柳河县营商环境公开",
    "county": "柳河县",
    "organiser": '柳河县"一号"办公室',
    "site_url": "https://www.liuhe.gov.cn/yshj/",
    "code_base": "https://www.liuhe.gov.cn/yshj/f/",
    "phone": "0772-7210000",
    "mailbox": "ys@liuhe.gov.cn",
    "address": "柳河县政务中心 # 3 楼",
    "handling_days": "15",
}


@pytest.fixture
def begun(tmp_path: Path, mashang: Run) -> Path:
    """A county's folder as it is begun."""
    code, said = mashang("init", tmp_path / "柳河", *(f"--set={key}={value}" for key, value in ANSWERS.items()))
    assert code == 0, said
    return tmp_path / "柳河"


def test_it_checks_clean_and_builds_at_once(begun: Path, mashang: Run) -> None:
    """Empty sections are absent, and nothing comes from the example."""
    assert mashang("check", "--root", begun) == (0, "没有发现问题。\n")
    code, said = mashang("build", "--root", begun)
    assert code == 0, said
    sections = {path.name for path in (begun / "site").iterdir() if path.is_dir()}
    assert sections.isdisjoint({"measures", "lists", "rankings", "windows", "matters", "grids"})
    text = "".join(path.read_text(encoding="utf-8") for path in (begun / "site").rglob("*.html"))
    assert "柳河县" in text
    assert not any(word in text for word in ("明川", "演示数据", ".example"))


def test_settings_are_read_back_as_they_were_given(begun: Path) -> None:
    """With whatever signs; what was not answered stands there as a comment."""
    settings, problems = read_settings(County(begun))
    assert problems == ()
    assert settings is not None
    assert {key: str(getattr(settings, key)) for key in ANSWERS} == ANSWERS
    text = (begun / "site_config" / "site.yml").read_text(encoding="utf-8")
    assert "# 网站标识码：政府网站的标识码，显示在页脚；没有批下来就不填。\n# site_code:" in text
    assert text == render_settings(ANSWERS)


def test_what_is_there_stays(begun: Path, mashang: Run) -> None:
    """Begun twice, only what is missing is written, and a table in another form counts as there."""
    (begun / "content" / "windows.xlsx").rename(begun / "content" / "windows.csv")
    (begun / "content" / "grids.xlsx").unlink()
    before = (begun / "site_config" / "site.yml").read_bytes()
    code, said = mashang("init", begun)
    assert code == 0
    assert [line for line in said.splitlines() if line.startswith("已写入")] == [f"已写入 {begun}/content/grids.xlsx"]
    assert (begun / "site_config" / "site.yml").read_bytes() == before


def test_wrong_answers_are_named_together(tmp_path: Path, mashang: Run) -> None:
    """Nothing is written."""
    code, said = mashang("init", tmp_path / "x", "--set=foo=1", "--set=phone=县长热线", "--set=site_url=www.x.cn")
    assert code == 2
    assert "foo：没有这项设置。" in said
    assert "联系电话（phone）：里面没有号码" in said
    assert (
        "网站地址（site_url）：网址以 https:// 开头；" in said or "网站地址（site_url）：网址以 https:// 开头。" in said
    )
    assert "地区名称（county）：必须填。" in said
    assert not (tmp_path / "x").exists()
