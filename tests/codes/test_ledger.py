"""The ledger: issuing, withdrawing, replacing, and what is refused when somebody edited it by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mashang.code_format import check_identifier
from mashang.codes.ledger import (
    Ledger,
    LedgerError,
    check_published,
    derive_targets,
    find_successor,
    issue_codes,
    read_ledger,
    renew_codes,
    replace_code,
    withdraw_code,
    write_ledger,
)
from mashang.codes.ledger_chain import chain_row, render_chain
from mashang.county import HASH_CHAIN, LEDGER, County
from mashang.kinds import Target
from mashang.model import Code, CodeKind, CodeState, Enterprise, Matter, Measure, Publication, Validity, Window
from mashang.periods import Deadline
from mashang.problems import RequestError

BASE = "https://www.example.com/f/"
MAY, JUNE = date(2026, 5, 8), date(2026, 6, 8)
WINDOW = Target(CodeKind.WINDOW, "W01", "社保综合窗口")
FIRM = Target(CodeKind.ENTERPRISE, "E01", "明川示例机械有限公司")
MATTER = Target(CodeKind.MATTER, "W01", "企业开办")
TARGETS = (WINDOW, FIRM, MATTER)

Lines = list[list[str]]


def successor(ledger: Ledger, code: str) -> Code | None:
    """The code that a withdrawn one leads to."""
    return find_successor(ledger.by_code, ledger.by_code[code])


def _issue() -> Ledger:
    return issue_codes(Ledger(), TARGETS, MAY, BASE)


def _edit(root: Path, change: Callable[[Lines], object]) -> None:
    """Change the file as a person with an editor would: as rows of cells."""
    lines = [line.split(",") for line in (root / LEDGER).read_text(encoding="utf-8-sig").splitlines()]
    change(lines)
    (root / LEDGER).write_text("\n".join(",".join(line) for line in lines) + "\n", encoding="utf-8")


def _tamper(root: Path, change: Callable[[Lines], object]) -> tuple[Ledger, list[tuple[str, str, str, str]]]:
    """Write a ledger, edit it, and return the problems that reading finds."""
    ledger = _issue()
    write_ledger(County(root), ledger)
    _edit(root, change)
    read, problems = read_ledger(County(root))
    assert (read is None) == bool(problems)
    return ledger, [(found.code, str(found.where), found.sentence, found.mend) for found in problems]


@pytest.mark.parametrize("validity", [Validity.REPEALED, Validity.EXPIRED])
def test_targets_are_all_that_is_in_use(validity: Validity) -> None:
    """Windows, enterprises, matters, measures in the order of their tables; nothing out of use."""
    measure = Measure("M01", "贴息", "金融", "内容", "D1", Deadline("长期坚持", None))
    publication = Publication(
        windows=(Window("W01", "一窗", "大厅", "D1"), Window("W02", "二窗", "大厅", "D1", active=False)),
        enterprises=(Enterprise("E01", "甲公司"), Enterprise("E02", "乙公司", active=False)),
        matters=(Matter("S01", "企业开办", "D1"),),
        measures=(measure, replace(measure, id="M02", validity=validity)),
    )
    assert [(target.kind, target.id, target.name) for target in derive_targets(publication)] == [
        (CodeKind.WINDOW, "W01", "一窗"),
        (CodeKind.ENTERPRISE, "E01", "甲公司"),
        (CodeKind.MATTER, "S01", "企业开办"),
        (CodeKind.MEASURE, "M01", "贴息"),
    ]


def test_each_target_gets_one_code_with_its_name() -> None:
    """In the order given; the same id under two kinds is two targets, a repeated target is one."""
    ledger = issue_codes(Ledger(), (*TARGETS, WINDOW), MAY, BASE)
    assert [(code.kind, code.target, code.name) for code in ledger.codes] == [
        (target.kind, target.id, target.name) for target in TARGETS
    ]
    assert all(code.issued_on == MAY and code.state is CodeState.ACTIVE for code in ledger.codes)
    assert all(check_identifier(code.code) == "" for code in ledger.codes)


def test_issuing_again_changes_nothing() -> None:
    """Not even when a target was renamed or vanished meanwhile."""
    ledger = _issue()
    assert issue_codes(ledger, [Target(CodeKind.WINDOW, "W01", "新名字")], JUNE, BASE) is ledger


@pytest.mark.parametrize("name", ["=1+1", "+86", "-甲", "@乙", "＝1+1", "＋86", "－甲", "＠乙"])
def test_a_name_is_no_formula_in_a_spreadsheet(name: str) -> None:
    """Excel would run what begins with such a sign; line breaks would tear the row."""
    ledger = issue_codes(Ledger(), [Target(CodeKind.WINDOW, "W01", f" {name}\n二楼 ")], MAY, BASE)
    assert ledger.codes[0].name == f"'{name} 二楼"


def test_a_withdrawn_code_stays_and_is_not_issued_anew() -> None:
    """Its row keeps everything but the state; the next build leaves the target without a code."""
    ledger = _issue()
    first = ledger.codes[0].code
    after = withdraw_code(ledger, first, "窗口撤并")
    assert after.by_code[first].state is CodeState.WITHDRAWN
    assert (after.by_code[first].name, after.by_code[first].reason) == ("社保综合窗口", "窗口撤并")
    assert after.find_active(CodeKind.WINDOW, "W01") is None
    assert issue_codes(after, TARGETS, JUNE, BASE) is after
    assert withdraw_code(ledger, first, "").by_code[first].reason == ""


def test_a_replaced_code_leads_to_the_new_one() -> None:
    """Over any number of replacements; the new code serves the same target under the same name."""
    ledger = _issue()
    first = ledger.codes[0].code
    once = replace_code(ledger, first, "", JUNE, BASE)
    second = once.codes[-1].code
    twice = replace_code(once, second, "台卡被涂改", JUNE, BASE)
    third = twice.codes[-1]
    assert (third.kind, third.target, third.name, third.issued_on) == (CodeKind.WINDOW, "W01", "社保综合窗口", JUNE)
    assert twice.by_code[first].replaced_by == second
    assert successor(twice, first) == successor(twice, second) == third
    assert successor(twice, third.code) is None
    assert (twice.by_code[first].reason, twice.by_code[second].reason) == ("", "台卡被涂改")
    assert twice.find_active(CodeKind.WINDOW, "W01") == third
    assert successor(withdraw_code(twice, third.code, "撤销"), first) is None


def test_a_withdrawn_code_can_be_replaced_later() -> None:
    """A window that opens again gets a new code; the old symbol leads there. The reason does not travel."""
    ledger = _issue()
    first = ledger.codes[0].code
    after = replace_code(withdraw_code(ledger, first, "装修"), first, "", JUNE, BASE)
    assert (after.codes[-1].name, after.codes[-1].reason, after.codes[0].reason) == ("社保综合窗口", "", "装修")
    assert successor(after, first) == after.codes[-1]


def _write_former(root: Path, *notes: str) -> bytes:
    """A ledger and its chain as they once were, a window a note; returns the chain's bytes."""
    codes = [Code(code, CodeKind.WINDOW, f"W0{n}", MAY) for n, code in enumerate(("10000002R", "000000000"), 1)]
    pairs = zip(codes, notes, strict=True)
    rows = [f"{code.code},window,{code.target},2026-05-08,withdrawn,,{note}" for code, note in pairs]
    chain = render_chain([chain_row(code) for code in codes])
    (root / "qrcodes").mkdir()
    (root / LEDGER).write_text("\n".join(["code,kind,target,issued_on,state,replaced_by,note", *rows]), "utf-8-sig")
    (root / HASH_CHAIN).write_bytes(chain)
    return chain


def test_a_former_ledger_is_renewed_once_with_its_chain(tmp_path: Path) -> None:
    """Addresses are filled in, a name that looks like one with a reason is whole; only new rows are chained anew."""
    chain = _write_former(tmp_path, "综合窗口（停用：改造中）", "社保窗口（停用：撤并）")
    former, problems = read_ledger(County(tmp_path))
    assert problems == ()
    assert former is not None
    targets = {(CodeKind.WINDOW, "W01"): Target(CodeKind.WINDOW, "W01", "综合窗口（停用：改造中）")}
    renewed = renew_codes(former, targets, BASE)
    assert [(code.name, code.reason, code.base) for code in renewed.codes] == [
        ("综合窗口（停用：改造中）", "", BASE),
        ("社保窗口", "撤并", BASE),
    ]
    assert renew_codes(renewed, {}, "https://www.example.org/f/") is renewed
    write_ledger(County(tmp_path), renewed)
    assert read_ledger(County(tmp_path)) == (renewed, ())
    assert (tmp_path / HASH_CHAIN).read_bytes() == chain
    grown = issue_codes(renewed, [FIRM], JUNE, BASE)
    write_ledger(County(tmp_path), grown)
    assert read_ledger(County(tmp_path)) == (grown, ())
    after = (tmp_path / HASH_CHAIN).read_bytes()
    assert after.startswith(chain)
    assert BASE.encode() in after.removeprefix(chain)


def test_a_code_is_withdrawn_in_a_ledger_that_no_build_has_renewed(tmp_path: Path) -> None:
    """The columns are today's from then on; the address waits for the next build."""
    chain = _write_former(tmp_path, "综合窗口", "社保窗口")
    former, _ = read_ledger(County(tmp_path))
    assert former is not None
    after = replace_code(former, "000000000", "被涂改", JUNE, BASE)
    write_ledger(County(tmp_path), after)
    assert read_ledger(County(tmp_path)) == (after, ())
    assert [code.base for code in after.codes] == ["", "", BASE]
    assert (tmp_path / HASH_CHAIN).read_bytes().startswith(chain)


def test_what_cannot_be_done_is_said() -> None:
    """Unknown codes, codes withdrawn or replaced before, targets that have another code."""
    ledger = _issue()
    first = ledger.codes[0].code
    withdrawn = withdraw_code(ledger, first, "")
    replaced = replace_code(ledger, first, "", JUNE, BASE)
    new = replaced.codes[-1].code
    again = Ledger((*withdrawn.codes, replaced.codes[-1]))
    with pytest.raises(RequestError, match=r"登记簿里没有码“000000000”。请从 qrcodes/ledger\.csv 里复制。"):
        withdraw_code(ledger, "000000000", "")
    with pytest.raises(RequestError, match="登记簿里没有码“000000000”"):
        replace_code(ledger, "000000000", "", JUNE, BASE)
    with pytest.raises(RequestError, match=f"码“{first}”已经停用，不用再停用一次。"):
        withdraw_code(withdrawn, first, "")
    with pytest.raises(RequestError, match=f"码“{first}”已经换成“{new}”，要再换请换“{new}”。"):
        replace_code(replaced, first, "", JUNE, BASE)
    with pytest.raises(RequestError, match=f"“W01”已有在用的码“{new}”，不能再发一个。"):
        replace_code(again, first, "", JUNE, BASE)


def test_a_new_county_has_an_empty_ledger(tmp_path: Path) -> None:
    """No files, nothing issued, nothing wrong; also with a ledger that holds only its headings."""
    assert read_ledger(County(tmp_path)) == (Ledger(), ())
    write_ledger(County(tmp_path), Ledger())
    assert read_ledger(County(tmp_path)) == (Ledger(), ())
    (tmp_path / HASH_CHAIN).unlink()
    assert read_ledger(County(tmp_path)) == (Ledger(), ())


def test_a_written_ledger_comes_back_and_is_not_rewritten(tmp_path: Path) -> None:
    """The same codes; writing it again touches neither file."""
    ledger = _issue()
    write_ledger(County(tmp_path), ledger)
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "qrcodes").iterdir()}
    read, problems = read_ledger(County(tmp_path))
    assert problems == ()
    assert read == ledger
    assert read is not None
    write_ledger(County(tmp_path), read)
    assert before == {path.name: path.stat().st_mtime_ns for path in (tmp_path / "qrcodes").iterdir()}
    assert set(before) == {"ledger.csv", "ledger.seal"}


def test_what_excel_does_by_itself_is_accepted(tmp_path: Path) -> None:
    """Slashes in dates, GB18030, blank rows at the end; writing gives the first bytes again."""
    ledger = _issue()
    write_ledger(County(tmp_path), ledger)
    original = (tmp_path / LEDGER).read_bytes()
    text = original.decode("utf-8-sig").replace("2026-05-08", "2026/5/8") + ",,,,,,\r\n"
    (tmp_path / LEDGER).write_bytes(text.encode("gb18030"))
    read, problems = read_ledger(County(tmp_path))
    assert (read, problems) == (ledger, ())
    write_ledger(County(tmp_path), ledger)
    assert (tmp_path / LEDGER).read_bytes() == original


def test_what_staff_may_edit_is_accepted(tmp_path: Path) -> None:
    """The name, the reason, and taking a code out of use by its state."""
    write_ledger(County(tmp_path), _issue())

    def change(lines: Lines) -> None:
        lines[1][4], lines[1][6], lines[1][7] = "withdrawn", "社保窗口", "已并入综合窗口"

    _edit(tmp_path, change)
    read, problems = read_ledger(County(tmp_path))
    assert problems == ()
    assert read is not None
    assert (read.codes[0].state, read.codes[0].name) == (CodeState.WITHDRAWN, "社保窗口")
    assert read.codes[0].reason == "已并入综合窗口"


@pytest.mark.parametrize(
    ("column", "value", "cell", "what", "before"),
    [
        (1, "matter", "B2（kind）", "类别", "window"),
        (1, "office", "B2（kind）", "类别", "window"),
        (2, "W02", "C2（target）", "编号", "W01"),
        (2, "", "C2（target）", "编号", "W01"),
        (3, "2026-05-09", "D2（issued_on）", "发码日期", "2026-05-08"),
        (3, "昨天", "D2（issued_on）", "发码日期", "2026-05-08"),
        (8, "https://www.example.org/f/", "I2（base）", "网址", "https://www.example.com/f/"),
        (8, "", "I2（base）", "网址", "https://www.example.com/f/"),
    ],
)
def test_a_changed_field_is_refused(  # noqa: PLR0913, PLR0917 - each parameter is a column of the table above
    tmp_path: Path, column: int, value: str, cell: str, what: str, before: str
) -> None:
    """One message, with the cell, the old and the new value."""
    ledger, problems = _tamper(tmp_path, lambda lines: lines[1].__setitem__(column, value))
    assert problems == [
        (
            "ledger-row-changed",
            f"qrcodes/ledger.csv · {cell}",
            f"码“{ledger.codes[0].code}”的{what}被改过：原为“{before}”，现为“{value}”。",
            "改回原来的内容。已经贴出去的码不能改指别处；要停用请用 python run.py codes withdraw。",
        )
    ]


@pytest.mark.parametrize("value", ["000000000", "1.23E+08"])
def test_an_overwritten_code_is_refused(tmp_path: Path, value: str) -> None:
    """Whether what stands there now is an identifier or not, the old one is named."""
    ledger, problems = _tamper(tmp_path, lambda lines: lines[2].__setitem__(0, value))
    old = ledger.codes[1].code
    assert [problem[:3] for problem in problems] == [
        (
            "ledger-row-changed",
            "qrcodes/ledger.csv · A3（code）",
            f"码“{old}”的字符被改过：原为“{old}”，现为“{value}”。",
        )
    ]


def test_a_lost_row_is_refused(tmp_path: Path) -> None:
    """At the end or within, with what it was for and where it stood."""
    ledger, problems = _tamper(tmp_path, lambda lines: (lines.pop(3), lines.pop(1)))
    first, _, third = (code.code for code in ledger.codes)
    mend = "从备份或版本库恢复这一行。已经发出的码永远不能删除；要停用请用 python run.py codes withdraw。"
    assert problems == [
        ("ledger-row-lost", "qrcodes/ledger.csv · 第 2 行", f"码“{first}”（窗口 W01）不见了。", mend),
        ("ledger-row-lost", "qrcodes/ledger.csv · 第 4 行", f"码“{third}”（事项 W01）不见了。", mend),
    ]


def test_an_emptied_ledger_is_refused(tmp_path: Path) -> None:
    """Each lost code is named."""
    _, problems = _tamper(tmp_path, lambda lines: lines.clear())
    assert [problem[0] for problem in problems] == ["ledger-row-lost"] * 3


def test_a_row_put_in_the_place_of_another_is_both_lost_and_out_of_order(tmp_path: Path) -> None:
    """A valid code for another target where a chained row stood: the old code is named as lost."""
    foreign = ["000000000", "window", "W99", "2026-05-08", "active", "", "", "", ""]
    ledger, problems = _tamper(tmp_path, lambda lines: lines.__setitem__(2, foreign))
    second, third = ledger.codes[1].code, ledger.codes[2].code
    assert [problem[:3] for problem in problems] == [
        ("ledger-row-lost", "qrcodes/ledger.csv · 第 3 行", f"码“{second}”（企业 E01）不见了。"),
        ("ledger-row-moved", "qrcodes/ledger.csv · A3（code）", f"第 3 行应当是码“{third}”，现在是“000000000”。"),
    ]


def test_a_moved_row_is_refused_once(tmp_path: Path) -> None:
    """A sorted ledger gives one message, not one a row."""
    ledger, problems = _tamper(tmp_path, lambda lines: lines.append(lines.pop(1)))
    first, second, _ = (code.code for code in ledger.codes)
    assert problems == [
        (
            "ledger-row-moved",
            "qrcodes/ledger.csv · A2（code）",
            f"第 2 行应当是码“{first}”，现在是“{second}”。",
            "恢复原来的顺序；登记簿只能在末尾增加。",
        )
    ]


def test_a_doubled_row_is_refused(tmp_path: Path) -> None:
    """The second of the two is named."""
    ledger, problems = _tamper(tmp_path, lambda lines: lines.append(list(lines[1])))
    assert problems == [
        (
            "ledger-row-twice",
            "qrcodes/ledger.csv · A5（code）",
            f"码“{ledger.codes[0].code}”出现了两次。",
            "恢复备份；每个码只能有一行。",
        )
    ]


def test_a_second_code_in_use_for_a_target_is_refused(tmp_path: Path) -> None:
    """Such as a row added by hand below."""
    ledger, problems = _tamper(
        tmp_path, lambda lines: lines.append(["000000000", "window", "W01", "2026-06-08", "active", "", "", "", ""])
    )
    assert problems == [
        (
            "ledger-target-twice",
            "qrcodes/ledger.csv · A5（code）",
            f"“W01”有两个在用的码：{ledger.codes[0].code}、000000000。",
            "把不再用的那一行的 state 改成 withdrawn。",
        )
    ]


def test_codes_for_identifiers_that_differ_only_in_case_are_one_mistake(tmp_path: Path) -> None:
    """w01 was typed for W01 once: named with both; taking one out of use mends it."""
    row = ["000000000", "window", "w01", "2026-06-08", "active", "", "", "", ""]
    ledger, problems = _tamper(tmp_path, lambda lines: lines.append(row))
    codes = f"{ledger.codes[0].code}、000000000"
    assert [problem[2] for problem in problems] == [f"“w01”有两个在用的码：{codes}（编号“W01”和“w01”只差大小写）。"]
    _edit(tmp_path, lambda lines: lines[1].__setitem__(4, "withdrawn"))
    assert read_ledger(County(tmp_path))[1] == ()


@pytest.mark.parametrize(
    ("state", "replaced_by", "reason"),
    [
        ("active", "{third}", "不该有：这个码还在用"),
        ("withdrawn", "000000000", "不在登记簿里"),
        ("withdrawn", "{first}", "绕回到了原来的码"),
        ("withdrawn", "{third}", "是事项的码，不能接替窗口的码"),
    ],
)
def test_a_wrong_replacement_is_refused(tmp_path: Path, state: str, replaced_by: str, reason: str) -> None:
    """A pointer must lead from a code out of use to another of the same kind."""

    def change(lines: Lines) -> None:
        lines[1][4:6] = [state, replaced_by.format(first=lines[1][0], third=lines[3][0])]

    ledger, problems = _tamper(tmp_path, change)
    pointed = replaced_by.format(first=ledger.codes[0].code, third=ledger.codes[2].code)
    assert problems == [
        (
            "ledger-replacement-wrong",
            "qrcodes/ledger.csv · F2（replaced_by）",
            f"接替码“{pointed}”{reason}。",
            "填登记簿里另一个在用的码，或留空。",
        )
    ]


def test_everything_wrong_is_reported_at_once(tmp_path: Path) -> None:
    """In the order of the rows."""

    def change(lines: Lines) -> None:
        lines[1][2] = "W07"
        lines[2][4] = "停用"
        lines.pop(3)

    _, problems = _tamper(tmp_path, change)
    assert [(code, where) for code, where, *_ in problems] == [
        ("ledger-row-changed", "qrcodes/ledger.csv · C2（target）"),
        ("ledger-value-wrong", "qrcodes/ledger.csv · E3（state）"),
        ("ledger-row-lost", "qrcodes/ledger.csv · 第 4 行"),
    ]


def test_a_lost_ledger_is_refused(tmp_path: Path) -> None:
    """The chain knows how many codes there were."""
    write_ledger(County(tmp_path), _issue())
    (tmp_path / LEDGER).unlink()
    ledger, problems = read_ledger(County(tmp_path))
    assert ledger is None
    assert [(found.code, found.sentence) for found in problems] == [
        ("ledger-lost", "登记簿 qrcodes/ledger.csv 不见了，里面原有 3 个码。")
    ]


@pytest.mark.parametrize("chain", [None, b"", b"# \xff\n"])
def test_a_lost_or_broken_chain_is_refused(tmp_path: Path, chain: bytes | None) -> None:
    """Without its chain nobody can say whether the ledger was changed."""
    write_ledger(County(tmp_path), _issue())
    if chain is None:
        (tmp_path / HASH_CHAIN).unlink()
    else:
        (tmp_path / HASH_CHAIN).write_bytes(chain)
    ledger, problems = read_ledger(County(tmp_path))
    assert ledger is None
    assert [(found.code, str(found.where), found.sentence) for found in problems] == [
        ("ledger-seal-lost", HASH_CHAIN, "登记簿的封存文件 qrcodes/ledger.seal 不见了或读不出来。")
    ]


def test_an_unreadable_ledger_is_named(tmp_path: Path) -> None:
    """Faults of the file as a whole come through."""
    write_ledger(County(tmp_path), _issue())
    (tmp_path / LEDGER).write_bytes(b"\xff\xff\xff")
    ledger, problems = read_ledger(County(tmp_path))
    assert ledger is None
    assert [found.code for found in problems] == ["ledger-unreadable"]


def test_writing_never_loses_a_row(tmp_path: Path) -> None:
    """A ledger that lacks or changes a row on disk is not written; the files stay."""
    ledger = _issue()
    write_ledger(County(tmp_path), ledger)
    before = [(tmp_path / name).read_bytes() for name in (LEDGER, HASH_CHAIN)]
    for wrong in (Ledger(), Ledger(ledger.codes[1:]), _issue()):
        with pytest.raises(LedgerError, match="登记簿在这期间被改动过，没有写入。"):
            write_ledger(County(tmp_path), wrong)
    assert [(tmp_path / name).read_bytes() for name in (LEDGER, HASH_CHAIN)] == before


def test_writing_over_an_edited_ledger_is_refused(tmp_path: Path) -> None:
    """What somebody changed by hand meanwhile is not painted over."""
    ledger = _issue()
    write_ledger(County(tmp_path), ledger)
    _edit(tmp_path, lambda lines: lines.pop())
    edited = (tmp_path / LEDGER).read_bytes()
    with pytest.raises(LedgerError, match="没有写入"):
        write_ledger(County(tmp_path), ledger)
    assert (tmp_path / LEDGER).read_bytes() == edited


def test_files_that_the_system_keeps_back_are_named(tmp_path: Path) -> None:
    """As when another program holds the file; here a folder stands where the file should."""
    write_ledger(County(tmp_path), _issue())
    (tmp_path / HASH_CHAIN).unlink()
    (tmp_path / HASH_CHAIN).mkdir()
    with pytest.raises(LedgerError, match=r"读写文件出错（.*ledger\.seal）：它不是普通的文件。"):
        read_ledger(County(tmp_path))


def test_the_ledger_is_written_through_no_link(tmp_path: Path) -> None:
    """A link under the name of the unfinished file goes; what it leads to stays."""
    (tmp_path / "else").write_text("别人的", encoding="utf-8")
    (tmp_path / "qrcodes").mkdir()
    (tmp_path / "qrcodes" / ".ledger.csv.tmp").symlink_to(tmp_path / "else")
    write_ledger(County(tmp_path), _issue())
    assert not (tmp_path / LEDGER).is_symlink()
    assert (tmp_path / "else").read_text(encoding="utf-8") == "别人的"


def test_a_folder_that_takes_no_files_is_named(tmp_path: Path) -> None:
    """A file stands where the folder should."""
    (tmp_path / "qrcodes").write_text("", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"qrcodes/ledger\.(csv|seal)）：那里有同名的文件或文件夹。"):
        write_ledger(County(tmp_path), _issue())


def test_every_published_code_must_be_known() -> None:
    """A page in the published site whose code the ledger does not have."""
    ledger = _issue()
    published = [*(code.code for code in ledger.codes), "index.html", "assets"]
    assert check_published(ledger, published) == ()
    problems = check_published(Ledger(ledger.codes[:1]), published)
    assert sorted(found.sentence for found in problems) == sorted(
        f"网站上已有码“{code.code}”的页面，登记簿里却没有这个码。" for code in ledger.codes[1:]
    )
    assert problems[0].mend == "从备份或版本库恢复 qrcodes 整个文件夹；已经贴出去的码一个也不能丢。"
