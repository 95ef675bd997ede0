"""What a build would do to readers: one case for each consequence, and none where nothing is lost."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from mashang.addresses import gone_item
from mashang.problems import CATALOGUE
from mashang.proof import consequences
from mashang.proof.consequences import compare_facts, is_small_edit
from mashang.proof.public_record import FactKind, Facts, join_facts

BEFORE: Facts = {
    (FactKind.LOG, "corrections/G1"): "G1 · 2026-08 · 完成率 · 漏录",
    (FactKind.LOG, "adjustments/M01-完成时限-1"): "M01 · 2026年底前 · 2027年底前",
    (FactKind.LOG, "lists/plus/2026-03-01/文号"): "明政〔2026〕2号",
    (FactKind.LOG, "lists/plus/2026-03-01/索引号"): "",
    (FactKind.PAGE, ""): "首页",
    (FactKind.PAGE, "measures/"): "措施清单",
    (FactKind.PAGE, "measures/M01/"): "全程网办",
    (FactKind.NAME, "measures/M01"): "全程网办",
    (FactKind.PAGE, "lists/plus/"): "正面清单",
    (FactKind.PAGE, "lists/plus/2026-03-01/"): "正面清单（2026 年 3 月 1 日版）",
    (FactKind.NAME, "lists/plus"): "正面清单",
    (FactKind.PAGE, "progress/2026-09/warnings/"): "预警",
    (FactKind.PAGE, "progress/history/2/"): "历月状态",
    (FactKind.NAME, "windows/W01"): "综合窗口",
    (FactKind.NAME, "windows/W02"): "税务窗口",
    (FactKind.STATE, "windows/W01"): "",
    (FactKind.CONTACT, "windows/W01"): "政务中心 · 一楼",
    (FactKind.ROWS, "progress/2026-09"): "20",
    (FactKind.ROWS, "lists/plus/2026-03-01"): "10",
    (FactKind.ROWS, "windows"): "2",
    (FactKind.SETTING, "phone"): "0000-8000100",
    (FactKind.SETTING, "site_url"): "https://www.example.com/",
    (FactKind.SETTING, "demonstration"): "False",
}
CODES = {"windows/W01": "7K3M9-QX2Z", "measures/M01": "00M1A-BCD5"}
MEANT = (
    "确实要这样，运行 python run.py build --confirm {0} --reason 原因，"
    "或在 content/confirmations 表里加一行，“事项”写：{0}"
)
Change = Mapping[tuple[FactKind, str], str | None]
CASES: dict[str, tuple[Change, str, str]] = {
    "consequence-log": (
        {(FactKind.LOG, "corrections/G1"): "G1 · 2026-08 · 完成率 · 重复计入"},
        (
            "content/corrections：公布过的更正 G1 变了："
            "由“G1 · 2026-08 · 完成率 · 漏录”改成了“G1 · 2026-08 · 完成率 · 重复计入”。"
            "公布过的记录不改：改回去；后来又更正、又调整的，另加一行。"
        ),
        "changed-corrections-G1-3740",
    ),
    "consequence-gone": (
        {(FactKind.PAGE, "measures/M01/"): None, (FactKind.NAME, "measures/M01"): None},
        (
            "content/measures：已经公布的措施“M01（全程网办）”没有了："
            "网页 measures/M01/ 撤下，印好的码 00M1A-BCD5 扫开后只说明已经停用。"
            "废止的，把这一行放回表里，“有效性”写“废止”，并在 content/adjustments 里写明；不是有意的，也放回来。"
        ),
        "gone-measures-M01",
    ),
    "consequence-renamed": (
        {(FactKind.NAME, "windows/W01"): "不动产窗口"},
        (
            "content/windows：窗口 W01 原来是“综合窗口”，现在成了“不动产窗口”："
            "已经印出去的码 7K3M9-QX2Z 会打开另一个。"
            "看看这一行是不是填错了编号，或者错位了；是另一个窗口，就另编一个号，原来的一行留着。"
        ),
        "renamed-windows-W01-",
    ),
    "consequence-swapped": (
        {(FactKind.NAME, "windows/W01"): "税务窗口", (FactKind.NAME, "windows/W02"): "综合窗口"},
        (
            "content/windows：窗口 W01 和 W02 的名称对调了（“综合窗口”“税务窗口”）："
            "已经印出去的码 7K3M9-QX2Z 会打开另一个。"
            "多半是行错位了：把名称改回去；窗口换了地方，改位置，不改名称。"
        ),
        "swapped-windows-W01-W02-",
    ),
    "consequence-fewer": (
        {(FactKind.ROWS, "progress/2026-09"): "18"},
        (
            "content：公布的表 progress/2026-09 由 20 行减到 18 行。"
            "看看是不是漏粘贴了几行，或者有行被隐藏了；漏了就补上。"
        ),
        "fewer-progress-2026-09-18",
    ),
    "consequence-table": (
        {(FactKind.ROWS, "progress/2026-09"): None},
        "content：公布的表 progress/2026-09（20 行）没有了。看看是不是删错了文件；删错了就放回来。",
        "gone-data-progress-2026-09",
    ),
    "consequence-contact": (
        {(FactKind.SETTING, "phone"): "0000-8000101"},
        (
            "site_config/site.yml · “phone”项：联系电话由“0000-8000100”改成了“0000-8000101”，"
            "每一页和新印的台卡都跟着变。"
            "核对一遍；填错了就改回去。"
        ),
        "changed-phone-",
    ),
    "consequence-site-url": (
        {(FactKind.SETTING, "site_url"): "https://new.example.com/"},
        (
            "site_config/site.yml · “site_url”项：网站地址由 https://www.example.com/ 改成了 https://new.example.com/："
            "别处的链接、收藏和搜索引擎里的旧网址会打不开。填错了就改回去；确实搬家，请服务器管理员把旧地址跳转到新地址。"
        ),
        "changed-site_url-",
    ),
    "consequence-code-stops": (
        {(FactKind.STATE, "windows/W01"): "窗口已停用"},
        "content/windows：窗口 W01（综合窗口）停用了：码 7K3M9-QX2Z 不再收评价。不是有意的，就把状态改回“启用”。",
        "",
    ),
    "consequence-entry": (
        {(FactKind.CONTACT, "windows/W01"): "政务中心 · 二楼"},
        (
            "content/windows：窗口 W01（综合窗口）对外的信息变了："
            "由“政务中心 · 一楼”改成了“政务中心 · 二楼”。核对一遍；填错了就改回去。"
        ),
        "",
    ),
}


def change(changes: Change) -> Facts:
    """The facts from which some are taken, or of which some are others."""
    changed = {**BEFORE, **changes}
    return {key: value for key, value in changed.items() if value is not None}


@pytest.mark.parametrize("code", sorted(CASES))
def test_each_consequence_says_what_happens_and_how_to_mend(code: str) -> None:
    """One change gives this one consequence with its whole text, and the key under which it is confirmed."""
    changes, text, key = CASES[code]
    [found] = compare_facts(BEFORE, change(changes), CODES)
    assert (found.code, found.item[: len(key)]) == (code, key)
    assert f"{found.where}：{found.sentence}{found.mend}" == text + (MEANT.format(found.item) if key else "")


def test_every_consequence_has_its_case() -> None:
    """No code is named in the module without a case here."""
    tree = ast.parse(Path(consequences.__file__).read_text(encoding="utf-8"))
    assert {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in CATALOGUE} == set(
        CASES
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {(FactKind.PAGE, "measures/M02/"): "新的", (FactKind.NAME, "windows/W03"): "新窗口"},
        {(FactKind.NAME, "windows/W01"): "综合 窗口"},
        {(FactKind.PAGE, "progress/2026-09/warnings/"): None, (FactKind.PAGE, "progress/history/2/"): None},
        {(FactKind.ROWS, "progress/2026-09"): "19"},
        {(FactKind.ROWS, "windows"): "1"},
        {(FactKind.LOG, "lists/plus/2026-03-01/索引号"): "QY-3", (FactKind.LOG, "corrections/G2"): "G2"},
        {(FactKind.CONTACT, "windows/W02"): "政务中心"},
        {(FactKind.SETTING, "report_phone"): "0000-8000110"},
    ],
)
def test_what_is_added_or_polished_is_silent(changes: Change) -> None:
    """So is what comes and goes with figures, one row fewer of twenty, and rows that have a name of their own."""
    assert list(compare_facts(BEFORE, change(changes), CODES)) == []


def test_what_lies_below_is_named_once() -> None:
    """A list that is gone takes its editions and their tables with it: one question, not three."""
    gone = [key for key in BEFORE if key[1].startswith("lists/plus")]
    [found] = compare_facts(BEFORE, change(dict.fromkeys(gone)), CODES)
    assert found.item == gone_item("lists/plus/") == "gone-lists-plus"


def test_an_edition_is_one_question() -> None:
    """Its row in the list's register is gone with it."""
    register = (FactKind.ROWS, "lists/plus/editions")
    gone: Change = {key: None for key in BEFORE if key[1].startswith("lists/plus/2026")}
    after = change({**gone, register: "1"})
    [found] = compare_facts({**BEFORE, register: "2"}, after, CODES)
    assert found.item == "gone-lists-plus-2026-03-01"
    [found] = compare_facts({**BEFORE, register: "2"}, change({register: "1"}), CODES)
    assert found.item == "fewer-lists-plus-editions-1"


def test_a_row_of_the_log_that_is_gone_is_asked_about() -> None:
    """The register of a list, too, but not beside the edition that is gone."""
    adjustment, register = "adjustments/M01-完成时限-1", "lists/plus/2026-03-01/文号"
    gone: Change = {(FactKind.LOG, adjustment): None, (FactKind.LOG, register): None}
    found = list(compare_facts(BEFORE, change(gone), CODES))
    assert [dict(one.slots)["what"].split()[0] for one in found] == ["措施调整", "清单版次登记"]
    assert all("改成了“（没有了）”" in one.sentence for one in found)


def test_several_of_a_kind_are_answered_together() -> None:
    """The message says how; a whole section is one question."""
    gone: Change = {(FactKind.NAME, "windows/W01"): None, (FactKind.NAME, "windows/W02"): None}
    mends = [found.mend for found in compare_facts(BEFORE, change(gone), CODES)]
    assert [("同类的有 2 项，一起确认可以写 gone-windows-*。" in mend) for mend in mends] == [True, True]
    [found] = compare_facts(BEFORE, change({key: None for key in BEFORE if key[1].startswith("measures/")}), CODES)
    assert found.item == "gone-measures"
    assert "site.yml 里关掉了哪一项" in found.mend


def test_another_case_of_letters_is_named() -> None:
    """Whoever types w01 for W01 is told so."""
    changes: Change = {(FactKind.NAME, "windows/W01"): None, (FactKind.NAME, "windows/w01"): "综合窗口"}
    [found] = compare_facts(BEFORE, change(changes), CODES)
    assert "只差大小写的“w01”" in found.mend


def test_a_confirmation_holds_for_one_value() -> None:
    """Another new name is another question; the same one is the same."""
    keys = [
        next(compare_facts(BEFORE, change({(FactKind.NAME, "windows/W01"): name}), CODES)).item
        for name in ("不动产窗口", "社保医保窗口", "不动产窗口")
    ]
    assert keys[0] == keys[2] != keys[1]


def test_a_title_that_an_adjustment_tells_of_is_not_asked_about() -> None:
    """The adjustment says who approved it and why."""
    after = change({(FactKind.NAME, "measures/M01"): "另一项工作"})
    assert list(compare_facts(BEFORE, after, CODES, {"measures/M01"})) == []


@pytest.mark.parametrize(
    ("old", "new", "small"),
    [
        ("不动产登记窗口", "不动产登记 窗口", True),
        ("企业开办一件事专窗", "企业开办“一件事”专窗", True),
        ("深化工程建设项目审批制度改革", "深化工程建设项目审批制度的改革", True),
        ("1号综合窗口", "2号综合窗口", False),
        ("三楼综合服务窗口甲", "三楼综合服务窗口乙", False),
        ("社保窗口", "医保窗口", False),
        ("综合窗口", "税务窗口", False),
    ],
)
def test_small_edits(old: str, new: str, *, small: bool) -> None:
    """Punctuation and a word more are small; another number, letter or word in a short name is not."""
    assert is_small_edit(old, new) is small


def test_the_record_forgets_no_address() -> None:
    """Pages and names that are gone stay; what they were like goes."""
    after = {(FactKind.PAGE, ""): "新首页"}
    joined = join_facts(BEFORE, after)
    assert joined[FactKind.PAGE, ""] == "新首页"
    assert joined[FactKind.PAGE, "measures/M01/"] == "全程网办"
    assert joined[FactKind.NAME, "windows/W01"] == "综合窗口"
    assert (FactKind.SETTING, "phone") not in joined


def test_a_way_to_report_that_changes_or_goes_is_asked_about() -> None:
    """Placards on walls promise it; one that is new is not asked about."""
    way = (FactKind.SETTING, "report_ways/热线")
    (changed,) = compare_facts({way: "电话 · 12345"}, {way: "电话 · 12346"}, {})
    assert changed.sentence.startswith("反映渠道“热线”由“电话 · 12345”改成了“电话 · 12346”")
    (gone,) = compare_facts({way: "电话 · 12345"}, {}, {})
    assert "改成了“空”" in gone.sentence
    assert len({changed.item, gone.item}) == 2
    assert list(compare_facts({}, {way: "电话 · 12345"}, {})) == []


def test_a_released_answer_that_changes_is_asked_about() -> None:
    """It was given in public."""
    answer = (FactKind.LOG, "reports/K000001XYA")
    (changed,) = compare_facts({answer: "几点开门 · 九点"}, {answer: "几点开门 · 十点"}, {})
    assert "公布过的公开答复 K000001XYA 变了" in changed.sentence
