"""What a reader takes away is what the county put in: the downloads, as input once more, give the same facts."""

from __future__ import annotations

import shutil
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import frictionless
import pytest

from mashang.county import County
from mashang.model import Publication
from mashang.pipeline.checking import check_county
from mashang.tables import DATASETS

TODAY = date(2027, 1, 1)
NOT_OPEN = ("closed", "ratings", "pages", "enterprises.csv")
"""What is no download: it goes back as it was."""


def read_facts(root: Path) -> Publication:
    """The facts of a county; there must be no error."""
    checked = check_county(County(root), TODAY, lambda _: None)
    assert checked.publication, checked.problems
    return checked.publication


@pytest.fixture(scope="module")
def returned(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county whose tables are the downloads of the example's site."""
    root = tmp_path_factory.mktemp("returned") / "county"
    for part in ("site_config", "qrcodes"):
        shutil.copytree(example / part, root / part)
    data = example / "site" / "data"
    for path in data.rglob("*.csv"):
        stem = path.relative_to(data).with_suffix("").as_posix()
        if any(fnmatchcase(stem, dataset.stem) for dataset in DATASETS):
            target = root / "content" / f"{stem}.csv"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    for name in NOT_OPEN:
        source = example / "content" / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, root / "content" / name)
    return root


def test_downloads_put_back_give_the_same_facts(example: Path, returned: Path) -> None:
    """Every published part is equal: departments, measures, months, reports, lists, windows, matters, grids."""
    before, after = read_facts(example), read_facts(returned)
    months = {month.month for month in before.months if month.public}
    assert after.departments == before.departments
    assert after.measures == before.measures
    assert after.months == tuple(month for month in before.months if month.public)
    assert set(after.reports) == {report for report in before.reports if report.month in months}
    assert len(after.reports) == len(set(after.reports)) > 0
    assert after.lists == before.lists
    assert after.windows == tuple(window for window in before.windows if window.active)
    assert after.matters == before.matters
    assert after.grids == before.grids
    assert after.corrections == before.corrections
    assert all(
        (after.measures, after.months, after.lists, after.windows, after.matters, after.grids, after.corrections)
    )


def test_the_data_package_is_valid(example: Path) -> None:
    """Types, required cells, unique keys and references of every table hold by the standard's own validator."""
    report = frictionless.validate(str(example / "site" / "data" / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    files = {path for path in (example / "site" / "data").rglob("*") if path.suffix in (".csv", ".json")}
    assert report.stats["tasks"] == len(files) - 1


@pytest.mark.parametrize(
    ("file", "change", "fault"),
    [
        ("measures.csv", ("\nM02,", "\nM01,"), "primary-key"),
        ("progress/2026-10.csv", ("\nM02,", "\nM99,"), "foreign-key"),
        ("departments.csv", ("编号", "代号"), "incorrect-label"),
        ("months.csv", ("已审核", "已看过"), "constraint-error"),
    ],
)
def test_the_validator_sees_what_is_wrong(
    example: Path, tmp_path: Path, file: str, change: tuple[str, str], fault: str
) -> None:
    """A key twice, a reference to nothing, another heading, a word that is no choice: the schemas say enough."""
    shutil.copytree(example / "site" / "data", tmp_path / "data")
    path = tmp_path / "data" / file
    text = path.read_bytes().decode()
    assert change[0] in text
    path.write_bytes(text.replace(*change, 1).encode())
    report = frictionless.validate(str(tmp_path / "data" / "datapackage.json"))
    assert fault in {found for (found,) in report.flatten(["type"])}


def test_data_are_in_no_index_but_their_page_is(example: Path) -> None:
    """The sitemap names the page on open data, and neither a table nor a scan page."""
    sitemap = (example / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert "/data/</loc>" in sitemap
    assert sitemap.count("/data/") == 1
    assert "/f/" not in sitemap
    assert "feed.xml" not in sitemap
