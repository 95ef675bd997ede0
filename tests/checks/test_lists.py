"""Named lists and their editions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mashang.model import ListKind, Publication, Validity
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
HEAD = "名称|类型|发布机构\n正面清单|正面清单|数据局"
ENTRIES = "条目编号|内容|类别\n1|可以参加座谈会|交往"


def test_editions_stand_oldest_first_with_their_entries(check: Check) -> None:
    """The file's name is the day; an edition dated today is published today."""
    publication, problems = check(
        {
            "lists/plus/list": HEAD,
            "lists/plus/2026-11-20": f"{ENTRIES}\n2|可以上门走访|服务",
            "lists/plus/2026-03-01": ENTRIES,
        }
    )
    assert [found.code for found in problems if found.code != "measure-never-reported"] == []
    assert publication
    (named,) = publication.lists
    assert (named.id, named.kind, named.publisher) == ("plus", ListKind.POSITIVE, "D01")
    assert [(edition.published_on, len(edition.entries)) for edition in named.editions] == [
        (date(2026, 3, 1), 1),
        (date(2026, 11, 20), 2),
    ]
    assert named.editions[1].entries[1].text == "可以上门走访"
    assert named.editions[1].entries[1].category == "服务"


def test_an_edition_of_tomorrow_is_refused(check: Check) -> None:
    """What is not yet public does not lie in the folder."""
    _, problems = check({"lists/plus/list": HEAD, "lists/plus/2026-11-21": ENTRIES})
    assert "date-in-future" in [found.code for found in problems]


def test_an_entry_stands_once_in_an_edition(check: Check) -> None:
    """The same number twice in one edition is named; in two editions it is the same entry."""
    twice = f"{ENTRIES}\n1|可以上门走访|服务"
    _, problems = check({"lists/plus/list": HEAD, "lists/plus/2026-03-01": twice})
    assert [(found.code, found.where.row) for found in problems if found.code == "id-twice"] == [("id-twice", 3)]
    _, problems = check({"lists/plus/list": HEAD, "lists/plus/2026-03-01": ENTRIES, "lists/plus/2026-04-01": ENTRIES})
    assert "id-twice" not in [found.code for found in problems]


def test_a_list_is_described_once(check: Check) -> None:
    """A second row in list.yml belongs to no list."""
    _, problems = check({"lists/plus/list": f"{HEAD}\n负面清单|负面清单|数据局", "lists/plus/2026-03-01": ENTRIES})
    assert "yaml-shape" in [found.code for found in problems]


def test_the_register_says_of_each_edition_where_it_is_kept(check: Check) -> None:
    """Index number, document number, day and validity come by the day of the edition; an empty cell is 有效."""
    register = (
        "版次|索引号|文号|成文日期|有效性\n2026-03-01|000-1/2026-7|明政办发〔2026〕3号|2026-02-20|废止\n2026-04-01||||"
    )
    publication, problems = check(
        {
            "lists/plus/list": HEAD,
            "lists/plus/editions": register,
            "lists/plus/2026-03-01": ENTRIES,
            "lists/plus/2026-04-01": ENTRIES,
            "lists/plus/2026-05-01": ENTRIES,
        }
    )
    assert [found.code for found in problems if found.code != "measure-never-reported"] == []
    assert publication
    first, *others = publication.lists[0].editions
    assert (first.index_number, first.document_number) == ("000-1/2026-7", "明政办发〔2026〕3号")
    assert (first.made_on, first.validity, len(first.entries)) == (date(2026, 2, 20), Validity.REPEALED, 1)
    assert {(each.index_number, each.document_number, each.made_on, each.validity) for each in others} == {
        ("", "", None, Validity.IN_FORCE)
    }


def test_the_register_fits_the_editions(check: Check) -> None:
    """No day of making after that of publication or to come, no edition twice, none without its entries."""
    for row, code in (
        ("2026-03-01|2026-03-02", "published-before-made"),
        ("2026-03-01|2026-11-21", "date-in-future"),
        ("2026-03-01|2026-02-20\n2026-03-01|2026-02-20", "row-twice"),
        ("2026-03-02|2026-02-20", "edition-unknown"),
    ):
        tables = {"lists/plus/list": HEAD, "lists/plus/editions": f"版次|成文日期\n{row}"}
        _, problems = check({**tables, "lists/plus/2026-03-01": ENTRIES})
        assert code in [found.code for found in problems]


def test_an_edition_with_a_misspelt_name_is_blamed_once(check: Check) -> None:
    """Where a file's name is no day, the register is not blamed for the edition that it may be."""
    tables = {"lists/plus/list": HEAD, "lists/plus/editions": "版次|文号\n2026-03-01|3号"}
    _, problems = check({**tables, "lists/plus/2026-3-1": ENTRIES})
    assert "edition-unknown" not in [found.code for found in problems]


SECOND = "条目编号|内容|上一版编号\n1|不得泄露企业的商业秘密|{former}"


def edit(check: Check, second: str, confirmed: str = "") -> list[tuple[str, str]]:
    """The problems with a second edition: their codes and items."""
    answer = {"confirmations": f"事项|原因|确认人|日期\n{confirmed}|改写了|张三|2026-11-02"} if confirmed else {}
    tables = {"lists/plus/list": HEAD, "lists/plus/2026-03-01": ENTRIES, "lists/plus/2026-11-20": second, **answer}
    return [(found.code, found.item) for found in check(tables)[1] if found.code != "measure-never-reported"]


def test_a_doubtful_entry_is_asked_about_until_it_is_confirmed(check: Check) -> None:
    """It may be one entry that was rewritten, or two: 上一版编号 tells, or a confirmation."""
    ((code, item),) = edit(check, SECOND.format(former=""))
    assert code == "entry-doubtful"
    assert edit(check, SECOND.format(former=""), item) == []
    assert edit(check, SECOND.format(former="新增")) == []
    assert edit(check, SECOND.format(former="1")) == []


def test_an_earlier_number_is_one_of_the_edition_before(check: Check) -> None:
    """Each stands once; the first edition has none before it."""
    assert edit(check, SECOND.format(former="7")) == [("former-unknown", "")]
    assert edit(check, f"{SECOND.format(former='1')}\n2|不得围标串标|1") == [("row-twice", "")]
    assert edit(check, f"{SECOND.format(former='新增')}\n2|不得围标串标|新增") == []
    _, problems = check({"lists/plus/list": HEAD, "lists/plus/2026-03-01": SECOND.format(former="1")})
    assert "former-unknown" in [found.code for found in problems]
