"""The gate in front of the readers: nothing is swapped, and no code issued, until what is lost has a reason."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from mashang.codes.ledger import read_ledger
from mashang.county import County
from mashang.proof.public_record import FactKind, read_record, render_record

Run = Callable[..., tuple[int, str]]


def edit_windows(root: Path, change: Callable[[list[list[str]]], None]) -> None:
    """Change the rows of the windows' table, headings first."""
    path = root / "content" / "windows.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    change(rows)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig")


def drop_w04(rows: list[list[str]]) -> None:
    """Take a window out, and add another, which would be issued a code."""
    row = next(row for row in rows if row[0] == "W04")
    row[:2] = ["W94", "印章刻制专窗"]


def test_the_gate(built: Path, mashang: Run) -> None:
    """A window taken out stops the build and the check against the site; confirmed with a reason, it goes through."""
    site, ledger = built / "site" / "manifest.json", built / "qrcodes" / "ledger.csv"
    before = site.read_bytes(), ledger.read_bytes()
    edit_windows(built, drop_w04)
    assert mashang("check", "--root", built)[0] == 0
    code, said = mashang("check", "--against", "site", "--root", built)
    assert (code, "gone-windows-W04" in said) == (1, True)
    code, said = mashang("build", "--root", built)
    assert (code, "gone-windows-W04" in said) == (1, True)
    assert (site.read_bytes(), ledger.read_bytes()) == before
    code, said = mashang("build", "--root", built, "--confirm", "gone-windows-W99", "--reason", "撤并")
    assert (code, "现在等着确认的有：gone-windows-W04。" in said) == (2, True)
    assert mashang("build", "--root", built, "--confirm", "gone-windows-W04")[0] == 2
    code, said = mashang("build", "--root", built, "--confirm", "gone-windows-*", "--reason", "撤并", "--by", "张三")
    assert (code, "已确认：gone-windows-W04" in said) == (0, True)
    rows = (built / "content" / "confirmations.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("事项,原因,确认人,日期")
    assert rows[-1].startswith("gone-windows-W04,撤并,张三,20")
    assert site.read_bytes() != before[0]
    assert "没有变化" in mashang("build", "--root", built)[1]
    assert mashang("check", "--against", "site", "--root", built)[0] == 0


def test_nothing_vanishes(built: Path, mashang: Run) -> None:
    """A page that is gone keeps its address, outside of search and sitemap; a withdrawn code keeps its pictures."""
    (built / "content" / "pages" / "policy.md").unlink()
    ledger, _ = read_ledger(County(built))
    assert ledger
    code = ledger.codes[0].code
    assert mashang("codes", "withdraw", code, "--reason", "窗口撤并", "--root", built)[0] == 0
    confirmations = built / "content" / "confirmations.csv"
    words = ("--confirm", "gone-policy", "--reason", "并入本站说明", "--successor")
    told, said = mashang("build", "--root", built, *words, "nowhere")
    assert told == 1
    assert said == (
        "已确认：gone-policy\ncontent/confirmations\n"
        "  错误：确认 gone-policy 时写的接替“nowhere”，网站上没有这一页。  [successor-unknown]\n"
        "  改法：改成现在还公布的编号，或者清空“接替”。\n\n"
        "共 1 个错误、0 个提醒。改好错误后重新运行；现在的网站没有变。\n\n"
    )
    confirmations.write_text(confirmations.read_text(encoding="utf-8").replace("nowhere", "about"), encoding="utf-8")
    assert mashang("build", "--root", built)[0] == 0
    site = built / "site"
    page = (site / "policy" / "index.html").read_text(encoding="utf-8")
    assert "起不再公布" in page
    assert 'href="../about/"' in page
    assert "policy/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert not [path for path in (site / "search").rglob("*.json") if '"policy/' in path.read_text(encoding="utf-8")]
    assert (site / "f" / code / "code.svg").is_file()
    assert mashang("codes", "verify", "--root", built)[0] == 0
    assert mashang("inspect", "--root", built)[0] == 0


def test_an_edition_is_guarded_from_its_first_build(built: Path, mashang: Run) -> None:
    """Between two months too: changed, it needs its correction; taken away, one answer."""
    edition = built / "content" / "lists" / "positive" / "2026-11-10.csv"
    edition.write_text("条目编号,内容\n1,可以参加座谈会\n", encoding="utf-8")
    assert mashang("build", "--root", built)[0] == 0
    edition.write_text("条目编号,内容\n1,可以参加茶话会\n", encoding="utf-8")
    code, said = mashang("check", "--root", built)
    assert (code, "2026年10月已经公布：清单版次 positive-2026-11-10 的“版次条目”公布时是“1 条，摘要 " in said) == (
        1,
        True,
    )
    edition.unlink()
    assert mashang("check", "--root", built)[0] == 0
    words = ("--confirm", "gone-lists-positive-2026-11-10", "--reason", "发错了", "--by", "张三")
    assert mashang("build", "--root", built, *words)[0] == 0
    assert "发错了" in (built / "site/lists/positive/2026-11-10/index.html").read_text(encoding="utf-8")


def test_the_record_is_an_input_of_the_site(built: Path, mashang: Run) -> None:
    """A bent row is found by a check; a site made anew has the same manifest, one with another record another."""
    record, manifest = built / "qrcodes" / "public.csv", built / "site" / "manifest.json"
    data, before = record.read_bytes(), manifest.read_bytes()
    facts, _ = read_record(County(built))
    record.write_bytes(data.replace("综合咨询窗口".encode(), "综合服务窗口".encode()))
    code, said = mashang("check", "--root", built)
    assert (code, "公布记录读不出来，或者被改过。" in said) == (1, True)
    for more, same in (({}, True), ({(FactKind.EDITION, "former-2020-01-01"): "2 条"}, False)):
        record.write_bytes(render_record({**facts, **more}))
        shutil.rmtree(built / "build")
        assert mashang("build", "--root", built)[0] == 0
        assert (manifest.read_bytes() == before) is same


def test_both_kinds_of_questions_are_asked_in_one_run(built: Path, mashang: Run) -> None:
    """What a check asks about does not hide what the gate asks; one command answers both."""

    def slip(rows: list[list[str]]) -> None:
        drop_w04(rows)
        rows[1][4] = "【内部】一楼"

    edit_windows(built, slip)
    code, said = mashang("check", "--against", "site", "--root", built)
    assert (code, "[text-internal]" in said, "[consequence-gone]" in said) == (1, True, True)
    answer = ("--reason", "核对过", "--by", "张三")
    code, said = mashang(
        "build", "--root", built, "--confirm", "gone-windows-W04", "--confirm", "text-internal-*", *answer
    )
    assert (code, "已确认" in said) == (0, True)


@pytest.mark.parametrize("lost", ["site", "record"])
def test_a_deleted_site_changes_nothing(built: Path, mashang: Run, lost: str) -> None:
    """What readers were given is kept in the county's folder; without that, the site itself is asked."""
    kept = built / ("site" if lost == "site" else "qrcodes/public.csv")
    kept.rename(built / "elsewhere")
    edit_windows(built, drop_w04)
    code, said = mashang("check", "--against", "site", "--root", built)
    assert (code, "gone-windows-W04" in said) == (1, True)


@pytest.mark.parametrize("given", [".csv", ".xlsx", ""])
def test_an_answer_is_written_where_the_county_keeps_them(built: Path, mashang: Run, given: str) -> None:
    """Into the table as it is, what else stands in it stays; a new one is made where there is none."""
    edit_windows(built, drop_w04)
    path = built / "content" / "confirmations.csv"
    before = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    if given != ".csv":
        path.unlink()
    if given == ".xlsx":
        book = openpyxl.Workbook()
        for row in (["核对过的事"], *before):
            book.worksheets[0].append(row)
        book.save(path.with_suffix(".xlsx"))
    answer = ("--confirm", "gone-windows-W04", "--reason", "=撤并", "--by", "张三")
    code, said = mashang("build", "--root", built, *answer)
    assert (code, "已确认：gone-windows-W04" in said) == (0, True), said
    if given == ".xlsx":
        kept = list(openpyxl.load_workbook(path.with_suffix(".xlsx")).worksheets[0].iter_rows(values_only=True))
        assert (kept[0][0], kept[-1][:3]) == ("核对过的事", ("gone-windows-W04", "=撤并", "张三"))
        assert not path.exists()
    else:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        assert rows[-1][:3] == ["gone-windows-W04", "'=撤并", "张三"]
        assert [row[:2] for row in rows[:-1]] == [row[:2] for row in (before if given else before[:1])]


def test_a_table_that_no_program_changes_is_left_to_staff(built: Path, mashang: Run) -> None:
    """The row to add is said instead."""
    edit_windows(built, drop_w04)
    path = built / "content" / "confirmations.yaml"
    path.with_suffix(".csv").unlink()
    path.write_text("- {事项: x, 原因: 核对过, 确认人: 张三, 日期: 2026-01-05}\n", encoding="utf-8")
    code, said = mashang("build", "--root", built, "--confirm", "gone-windows-W04", "--reason", "撤并", "--by", "张三")
    assert code == 2
    assert "请打开 content/confirmations.yaml，写上：事项 gone-windows-W04，原因 撤并，确认人 张三，日期 20" in said
    assert not path.with_suffix(".csv").exists()
