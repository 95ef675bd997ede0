"""The made-up county: valid, seeded, and of the size it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from bench.county import FULL, SMALL, change_report, list_months, make_uscc, write_county
from bench.words import write_measure_text
from mashang.checks.content import check_content
from mashang.checks.identity import read_uscc
from mashang.county import County
from mashang.model import Publication
from mashang.periods import YearMonth
from mashang.settings_file import read_settings
from mashang.sources.folder import read_content

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small county, written once."""
    root = tmp_path_factory.mktemp("county")
    write_county(root, 7, SMALL)
    return root


def _check(root: Path) -> Publication:
    settings, problems = read_settings(County(root))
    assert settings is not None, problems
    content, reading = read_content(County(root))
    checked = check_content(content, settings, {}, TODAY)
    assert {found.code for found in (*reading, *checked.problems)} <= {"month-unreported"}
    assert checked.publication is not None
    return checked.publication


def test_county_has_no_problem(county: Path) -> None:
    """The check finds nothing but who has not reported, and everything is there in the number asked for."""
    publication = _check(county)
    counted = [publication.measures, publication.months, publication.departments, publication.lists]
    assert [len(items) for items in counted] == [SMALL.measures, SMALL.months, SMALL.departments, SMALL.lists]
    counted = [publication.windows, publication.enterprises, publication.matters]
    assert [len(items) for items in counted] == [SMALL.windows, SMALL.enterprises, SMALL.matters]
    levels = [grid.level for grid in publication.grids]
    assert tuple(levels.count(level) for level in (1, 2, 3)) == SMALL.grids
    assert {len(named.editions) for named in publication.lists} == {SMALL.editions}
    assert {len(edition.entries) for named in publication.lists for edition in named.editions} == {SMALL.entries}


def test_same_seed_gives_the_same_cells(county: Path, tmp_path: Path) -> None:
    """Two counties of one seed read alike, one of another seed does not."""
    write_county(tmp_path / "again", 7, SMALL)
    write_county(tmp_path / "other", 8, SMALL)
    assert read_content(County(tmp_path / "again")) == read_content(County(county))
    assert read_content(County(tmp_path / "other")) != read_content(County(county))


def test_formats_are_mixed(county: Path) -> None:
    """Older months are CSV in both encodings, newer ones are workbooks."""
    files = sorted(path.name for path in (county / "content" / "progress").iterdir())
    assert files == ["2026-08.csv", "2026-09.xlsx", "2026-10.xlsx"]
    suffixes = {path.suffix for path in (county / "content").iterdir() if path.is_file()}
    assert suffixes == {".xlsx", ".csv", ".yaml"}


def test_full_size_runs_over_three_years() -> None:
    """36 months up to October 2026."""
    months = list_months(FULL)
    assert (months[0], months[-1], len(months)) == (YearMonth(2023, 11), YearMonth(2026, 10), 36)


def test_credit_codes_are_valid() -> None:
    """The product itself accepts every made-up 统一社会信用代码."""
    random = Random(1)
    codes = [make_uscc(random) for _ in range(200)]
    assert [read_uscc(code) for code in codes] == codes
    assert len(set(codes)) == 200


def test_measure_texts_have_a_believable_length() -> None:
    """150 to 400 characters."""
    random = Random(1)
    lengths = [len(write_measure_text(random)) for _ in range(300)]
    assert min(lengths) >= 150
    assert max(lengths) <= 400


def test_one_report_changes_and_nothing_else(tmp_path: Path) -> None:
    """The newest month says something more of one measure, and the county is still valid."""
    write_county(tmp_path, 7, SMALL)
    before = _check(tmp_path)
    measure = change_report(tmp_path)
    after = _check(tmp_path)
    changed = set(after.reports) - set(before.reports)
    assert [(one.measure, one.month, one.text[-8:]) for one in changed] == [
        (measure, YearMonth(2026, 10), "又走访企业一家。")
    ]
    assert len(set(before.reports) - set(after.reports)) == 1
