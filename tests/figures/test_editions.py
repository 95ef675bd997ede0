"""Differences of editions: what counts as a change, the order, and that they add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.derived import ChangeKind, EditionDifference
from mashang.figures.editions import derive_difference, derive_differences
from mashang.model import ListEdition, ListEntry, ListKind, NamedList

OLD, NEW = date(2026, 1, 1), date(2026, 6, 1)


def _compare(old: list[ListEntry], new: list[ListEntry]) -> EditionDifference:
    return derive_difference("positive", ListEdition(OLD, tuple(old)), ListEdition(NEW, tuple(new)))


def _entries(ids: str) -> list[ListEntry]:
    return [ListEntry(id_, f"第 {id_} 条") for id_ in ids]


def _describe(difference: EditionDifference) -> str:
    signs = {ChangeKind.ADDED: "+", ChangeKind.CHANGED: "~", ChangeKind.REMOVED: "-"}
    return " ".join(
        signs[change.kind] + (entry.id if (entry := change.new or change.old) else "") for change in difference.changes
    )


@pytest.mark.parametrize(
    ("old", "new", "described"),
    [
        ("abc", "abc", ""),
        ("abc", "cba", ""),
        ("abc", "ac", "-b"),
        ("abc", "bc", "-a"),
        ("abc", "ab", "-c"),
        ("abcd", "axd", "-b -c +x"),
        ("abc", "xyz", "-a -b -c +x +y +z"),
        ("", "ab", "+a +b"),
        ("abcd", "dxba", "+x -c"),
    ],
)
def test_order_of_changes(old: str, new: str, described: str) -> None:
    """Additions where the new edition has them, removals directly after the entry they used to follow."""
    assert _describe(_compare(_entries(old), _entries(new))) == described


@pytest.mark.parametrize("field", ["text", "category", "basis", "audience"])
def test_every_shown_field_counts(field: str) -> None:
    """A change of any field is a change, and both wordings are kept."""
    before = ListEntry("a", "内容", "类别", "依据", "对象")
    after = replace(before, **{field: "改了"})
    (change,) = _compare([before], [after]).changes
    assert (change.kind, change.old, change.new) == (ChangeKind.CHANGED, before, after)


def test_sentence() -> None:
    """The numbers are ordered as staff count."""
    old = [*_entries("abc"), ListEntry("d", "旧")]
    new = [*_entries("acxy"), ListEntry("d", "新")]
    difference = _compare(old, new)
    assert difference.sentence == "新增 2 项、修改 1 项、取消 1 项"
    assert (difference.kept, difference.before, difference.after) == (2, OLD, NEW)
    assert _compare(old, old).sentence == "与上一版相同"


def test_each_edition_against_the_one_before() -> None:
    """Three editions make two differences, a single edition makes none."""
    three = NamedList(
        "a",
        "甲",
        ListKind.POSITIVE,
        "D1",
        editions=tuple(ListEdition(date(2026, month, 1), tuple(_entries("ab"[:month]))) for month in (1, 2, 3)),
    )
    one = NamedList("b", "乙", ListKind.OTHER, "D1", editions=three.editions[:1])
    assert [(d.list_id, d.before.month, d.after.month) for d in derive_differences((one, three))] == [
        ("a", 1, 2),
        ("a", 2, 3),
    ]


def test_a_number_that_moved_is_no_changed_text() -> None:
    """Numbered 1, 2, 3: what follows an entry that was taken out reads as before, under another number."""
    texts = ["不得收受企业的礼品礼金。", "不得接受可能影响公务的宴请。", "不得泄露商业秘密。", "不得围标、串标。"]
    old = [ListEntry(str(number), text) for number, text in enumerate(texts, 1)]
    new = [
        old[0],
        ListEntry("2", "不得泄露企业的商业秘密。"),
        ListEntry("3", texts[3]),
        ListEntry("4", "不得打击报复。"),
    ]
    difference = _compare(old, new)
    assert [(change.kind.value, change.former, change.new and change.new.id) for change in difference.changes] == [
        ("取消", "", None),
        ("修改", "3", "2"),
        ("改编号", "4", "3"),
        ("新增", "", "4"),
    ]
    assert difference.sentence == "新增 1 项、修改 1 项、取消 1 项、改编号 1 项"
    assert difference.kept == 1


_EDITION = st.lists(
    st.builds(
        ListEntry, st.sampled_from(["a", "b", *"12345678"]), st.sampled_from(["一", "二"]), st.sampled_from(["", "甲"])
    ),
    unique_by=lambda entry: entry.id,
)


@given(_EDITION, _EDITION)
def test_differences_add_up(old: list[ListEntry], new: list[ListEntry]) -> None:
    """The old edition with the changes made is the new one, and no entry is counted twice or lost."""
    difference = _compare(old, new)
    added, changed, removed, renumbered = (difference.count(kind) for kind in ChangeKind)
    assert len(old) + added - removed == len(new)
    assert difference.kept + changed + removed + renumbered == len(old)
    rebuilt = {entry.id: entry for entry in old}
    for change in difference.changes:
        if change.old:
            del rebuilt[change.old.id]
    rebuilt |= {change.new.id: change.new for change in difference.changes if change.new}
    assert rebuilt == {entry.id: entry for entry in new}
    order = [entry.id for entry in new]
    order_found = [order.index(change.new.id) for change in difference.changes if change.new]
    assert order_found == sorted(order_found)
