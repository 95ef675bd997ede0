"""Places of files."""

from __future__ import annotations

import pytest

from mashang.sources.places import (
    PART_RULES,
    example_place,
    find_dataset,
    find_misplaced,
    is_annotated,
    is_date,
    is_litter,
    is_month,
    is_passed_over,
    is_plain,
    name_annotated,
    split_name,
    suggest_place,
)
from mashang.tables import DATASETS, LIST


def test_every_varying_part_has_its_rule() -> None:
    """A dataset whose place varies says what each part must be."""
    for dataset in DATASETS:
        assert len(PART_RULES.get(dataset.name, ())) == dataset.stem.count("*")


def test_examples_lead_back_to_their_dataset() -> None:
    """What the messages propose is accepted."""
    for dataset in DATASETS:
        found = find_dataset(tuple(example_place(dataset).split("/")))
        assert found is not None
        assert found[0] is dataset
        assert all(rule.fits(part) for rule, part in zip(PART_RULES.get(dataset.name, ()), found[1], strict=True))


def test_the_description_of_a_list_is_no_edition() -> None:
    """``list.yml`` stands beside the editions."""
    assert find_dataset(("lists", "positive", "list")) == (LIST, ("positive",))


@pytest.mark.parametrize(
    ("name", "fits"),
    [("2026-10", True), ("2026-13", False), ("2026-1", False), ("２０２６-10", False), ("2026-10-01", False)],
)
def test_months(name: str, fits: bool) -> None:  # noqa: FBT001 -- a table of expectations
    """Year and month, both in full."""
    assert is_month(name) is fits


@pytest.mark.parametrize(
    ("name", "fits"), [("2026-03-01", True), ("2026-02-29", False), ("2026-3-1", False), ("20260301", False)]
)
def test_dates(name: str, fits: bool) -> None:  # noqa: FBT001 -- a table of expectations
    """Days that the calendar has."""
    assert is_date(name) is fits


@pytest.mark.parametrize(
    ("name", "fits"),
    [("positive", True), ("no-fine-2", True), ("Positive", False), ("正面", False), ("a--b", False), ("a_b", False)],
)
def test_plain_names(name: str, fits: bool) -> None:  # noqa: FBT001 -- a table of expectations
    """What can stand in an address without escapes."""
    assert is_plain(name) is fits


@pytest.mark.parametrize(
    ("name", "litter"),
    [
        ("~$measures.xlsx", True),
        (".~measures.xlsx", True),
        (".~lock.measures.xlsx#", True),
        (".DS_Store", True),
        ("Thumbs.db", True),
        ("desktop.ini", True),
        ("measures.xlsx", False),
    ],
)
def test_litter(name: str, litter: bool) -> None:  # noqa: FBT001 -- a table of expectations
    """What office programs and systems leave behind."""
    assert is_litter(name) is litter


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        (name_annotated("2026-10"), True),
        ("2026-10（批注）.XLSX", True),
        ("2026-10(批注).et", True),
        ("2026-10批注.xlsx", False),
        ("2026-10（批注） - 副本.xlsx", False),
    ],
)
def test_annotated_copies(name: str, copy: bool) -> None:  # noqa: FBT001 -- a table of expectations
    """They are passed over in whatever form they were saved; copies of them, and what is only named alike, are told."""
    assert is_annotated(name) is copy
    assert is_passed_over(name) is copy
    assert not is_litter(name)


def test_suffixes_are_read_in_any_case() -> None:
    """Windows does not care; neither do we."""
    assert split_name("2026-10.XLSX") == ("2026-10", ".xlsx")
    assert split_name("measures") == ("measures", "")


@pytest.mark.parametrize(
    ("parts", "suffix", "start"),
    [
        (("mesures",), ".xlsx", "是不是“措施清单”？要放在 content/measures.xlsx 这样的位置；"),
        (("措施清单",), ".csv", "是不是“措施清单”？要放在 content/measures.csv 这样的位置；"),
        (("progres", "2026-10"), ".xlsx", "是不是“月度进展”？要放在 content/progress/2026-10.xlsx；"),
        (("progress", "2026", "2026-10"), ".csv", "是不是“月度进展”？要放在 content/progress/2026-10.csv；"),
        (("进展", "2026-09"), ".xlsx", "是不是“月度进展”？要放在 content/progress/2026-09.xlsx；"),
        (("2026-09",), ".xlsx", "是不是“月度进展”？要放在 content/progress/2026-09.xlsx；"),
        (("措施",), ".xlsx", "是不是“措施清单”？要放在 content/measures.xlsx 这样的位置；"),
        (("measures - 副本",), ".xlsx", "这像是一份副本：要用它，就替换 content/measures.xlsx；不用就移出 content。"),
        (("windows(1)",), ".csv", "这像是一份副本：要用它，就替换 content/windows.csv；不用就移出 content。"),
        (("qwerty",), ".csv", "可以用的位置有：measures、months、progress/2026-10、"),
        (("about",), ".md", "页面放在 content/pages 文件夹里，"),
        (("pages", "logo"), ".xlsx", "content/pages 文件夹里只放 .md 页面；"),
    ],
)
def test_the_nearest_place_is_named(parts: tuple[str, ...], suffix: str, start: str) -> None:
    """A slip of the pen is answered with the right name."""
    assert suggest_place(parts, suffix).startswith(start)


@pytest.mark.parametrize(
    ("parts", "meant"),
    [
        (("进展", "2026-09"), ("progress", ("2026-09",))),
        (("措施",), ("measures", ())),
        (("lists", "positive", "more", "2026-03-01"), None),
        (("qwerty",), None),
        (("pages", "measures"), None),
    ],
)
def test_what_a_misplaced_file_was_meant_to_be(
    parts: tuple[str, ...], meant: tuple[str, tuple[str, ...]] | None
) -> None:
    """That table is there, only in the wrong place, so nobody reads that it is missing."""
    assert find_misplaced(parts) == meant
