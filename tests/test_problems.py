"""Problems, their addresses and their order."""

from __future__ import annotations

import string

import pytest

from mashang.problems import CATALOGUE, Location, Severity, has_errors, problem, sort_problems


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Location("content/a.xlsx", "10月", 7, "D", "完成率"), "content/a.xlsx · 表“10月” · D7（完成率）"),
        (Location("content/a.yaml", "", 12, "", "名称"), "content/a.yaml · 第 12 行（名称）"),
        (Location("content/a.csv", "", 0, "", "名称"), "content/a.csv · “名称”列"),
        (Location("site_config/site.yml", heading="phone"), "site_config/site.yml · “phone”项"),
        (Location("content/a.csv", "", 0, "B"), "content/a.csv · B"),
        (Location("content/a.csv"), "content/a.csv"),
    ],
)
def test_addresses_read_as_staff_see_them(where: Location, expected: str) -> None:
    """File, sheet, cell and heading, as far as they are known."""
    assert str(where) == expected


def test_order_follows_the_sheet() -> None:
    """Files by name, rows by number, columns as Excel has them: Z before AA; a repeat is reported once."""
    places = [
        Location("b.csv", "", 2, "A"),
        Location("a.csv", "", 10, "A"),
        Location("a.csv", "", 9, "AA"),
        Location("a.csv", "", 9, "Z"),
        Location("a.csv", "", 9, "Z"),
    ]
    found = sort_problems(problem("required-empty", where, heading="内容") for where in places)
    assert [(one.where.file, one.where.row, one.where.column) for one in found] == [
        ("a.csv", 9, "Z"),
        ("a.csv", 9, "AA"),
        ("a.csv", 10, "A"),
        ("b.csv", 2, "A"),
    ]


def test_warnings_do_not_stop_a_build() -> None:
    """Only an error stops."""
    warned = problem("hidden-sheet", Location("a.xlsx"), sheet="备份")
    assert not has_errors([warned])
    assert has_errors([warned, problem("required-empty", Location("a.xlsx"), heading="内容")])


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_catalogue_texts_are_whole(code: str) -> None:
    """Every kind has a plain code, a sentence and a remedy, and both end like sentences."""
    entry = CATALOGUE[code]
    assert set(code) <= set(string.ascii_lowercase + "-")
    assert entry.code == code
    assert entry.severity in Severity
    assert entry.sentence.endswith(("。", "{also}"))
    assert entry.mend.endswith(("。", "}"))


def test_an_unknown_code_or_slot_is_a_mistake_of_the_program() -> None:
    """Neither slips through to staff as half a sentence."""
    with pytest.raises(KeyError):
        problem("no-such-code", Location("a.csv"))
    with pytest.raises(KeyError):
        problem("required-empty", Location("a.csv"))
