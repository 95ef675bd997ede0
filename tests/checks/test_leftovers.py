"""What is left over in a text: found where it is, and not where honest words only look like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.checks.leftovers import find_leftovers
from mashang.model import Publication
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]


def look(text: str, *, required: bool = False) -> list[tuple[str, str]]:
    """Code and what is shown of each."""
    return [(found.code, found.shown) for found in find_leftovers(text, required=required)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("同上", "同上"),
        ("（同上月）", "同上月"),
        ("详见附件。", "详见附件"),
        ("办理条件详见附件1", "详见附件"),
        ("见附表", "见附表"),
        ("待补充", "待补充"),
        ("数据待填报。", "数据待填报"),
        ("奖补 3 家（待核实）", "(待核实)"),
        ("支持XX公司上市", "XX"),
        ("支持ＸＸ公司上市", "XX"),
        ("由××局负责", "××"),
        ("xxx", "xxx"),
        ("TODO 写进展", "TODO"),
        ("todo", "todo"),
        ("测试", "测试"),
        ("测试1", "测试1"),
        ("test", "test"),
        ("完成____项", "____"),
        ("[此处填写进展]", "此处填写进展"),
        ("待定", "待定"),
        ("同 上", "同上"),
        ("情况见附表1", "情况见附表1"),
        ("与上月相同", "与上月相同"),
        ("与9月一致", "与9月一致"),
        ("undefined", "undefined"),
        ("为○○家企业办理", "○○"),
        ("为**家企业办理", "为**"),
        ("为???家企业办理", "???"),
        ("为（  ）家企业办理", "(  )"),
        ("奖补 3 家【此处请核实】", "【此处请核实】"),
    ],
)
def test_placeholders(text: str, shown: str) -> None:
    """Alone in the cell, or in the middle of a sentence where nothing honest looks alike."""
    assert look(text) == [("text-placeholder", shown)]


def test_nothing_where_words_are_needed() -> None:
    """无 is an answer to 存在问题, and none to 本月进展."""
    assert look("无。", required=True) == [("text-placeholder", "无")]
    assert look("无。") == []
    for text in ("没有进展", "本月无进展", "暂无新进展", "数据待财政局提供", "待核"):
        assert look(text, required=True) == [("text-placeholder", text)]
        assert look(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "无证无照经营已清零",
        "制度待完善，材料待补充",
        "完成系统压力测试",
        "测试场地建成",
        "（待遇保障）落实到位",
        "X射线设备 3 台",
        "3×4 米的展板",
        "内部控制制度已建立，内部审批提速",
        "秘密举报箱设在一楼",
        "按附件要求报送",
        "略有增长",
        "公布网址 https://www.mingchuan.gov.cn/10.1.2.3/",
        "版本 V10.2.3",
        "完成率 10.5",
        "细水长流，涓涓不息，寤寐思服",
        "缁衣、鍦、灏、撳几个字",
        "café、naïve、Škoda",
        "联通公司",
        "local.gov.cn、internal.example.com",
        "http://www.mingchuan.gov.cn/",
        "比例 1:10、2:3",
        "二○○八年建成，一〇〇工程",
        "对**重点**项目、**重点**企业",
        "（请核实信息后提交）",
        "能不能办？",
        "依法不予公开的除外",
        "价格仅供参考",
        "A & B 两类",
        "臺商投資企業適用習慣",
        "α、β、γ、δ 四类，サービスセンター",
        "较上月无变化的 3 项",
    ],
)
def test_honest_words(text: str) -> None:
    """None of these is asked about."""
    assert look(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "【内部】先办",
        "（内部资料）",
        "[机密]",
        "此件仅供内部参考",
        "内部资料，请勿外传",
        "(不公开)",
        "（不宜公开）",
        "【暂不对外公布】",
        "【草稿】",
        "仅供领导参阅",
    ],
)
def test_what_is_not_for_the_public(text: str) -> None:
    """The mark says that the text was written for the office."""
    assert [code for code, _ in look(text)] == ["text-internal"]


@pytest.mark.parametrize(
    "text",
    [
        "锟斤拷锟斤拷",
        "完成锟斤拷项",
        "烫烫烫烫",
        "办事指南".encode().decode("gb18030", "replace"),
        "开办企业全程网办".encode().decode("gb18030", "ignore"),
        "办理：" + "营商环境".encode().decode("gb18030", "replace"),
        "办事指南".encode().decode("latin-1"),
        "办事指南".encode("gb18030").decode("latin-1"),
        "营商环境".encode("gb18030").decode("cp1252"),
        "開通十二個窗口，辦理質押登記".encode("big5").decode("gb18030", "ignore"),
        "本月" + "推出三種套餐服務企業".encode("big5").decode("gb18030", "ignore"),
        "开通十二个窗口，办理质押登记".encode("gb18030").decode("cp950", "ignore"),
        "共 3 家&nbsp;企业",
    ],
)
def test_garbled_text(text: str) -> None:
    """UTF-8, GBK or Big5 read as one another or as Latin letters, and what programs put in place of the lost."""
    assert [code for code, _ in look(text)] == ["text-garbled"]


def test_characters_of_ones_own() -> None:
    """Each once: a rare name may need it."""
    assert look("找\ue123\ue123和\U000f0001") == [("text-private-use", "\ue123")] * 2 + [
        ("text-private-use", "\U000f0001")
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("登录10.1.2.3办理", "10.1.2.3"),
        ("http://10.1.2.3:8080/oa", "10.1.2.3"),
        ("172.16.0.1", "172.16.0.1"),
        ("172.31.255.1", "172.31.255.1"),
        ("１９２．１６８．１．１", "192.168.1.1"),
        ("http://localhost:8000/", "http://localhost"),
        ("打开 localhost:8000", "localhost"),
        ("https://oa.mingchuan.local/a", "oa.mingchuan.local"),
        ("file:///D:/进展.xlsx", "file:///D:/进展.xlsx"),
        (r"文件在 \\fileserver\共享\进展", r"\\fileserver\共享\进展"),
        (r"见 D:\工作\进展.xlsx", r"D:\工作\进展.xlsx"),
        ("http://oaserver/a", "http://oaserver"),
    ],
)
def test_addresses_that_open_nowhere_else(text: str, shown: str) -> None:
    """Private networks, this machine, shared folders, hosts without a domain."""
    assert look(text)[0] == ("address-internal", shown)


@pytest.mark.parametrize("text", ["172.32.0.1", "110.1.2.3", "10.1.2", "210.10.1.2.3"])
def test_numbers_that_are_no_private_address(text: str) -> None:
    """Other networks, and numbers with other counts of parts."""
    assert look(text) == []


HEAD = "编号|标题|领域|内容|牵头单位|完成时限|发布日期|办理方式"


def county(first: str, second: str, confirmed: str = "") -> dict[str, str]:
    """Two measures with these ways of going about."""
    lines = [
        f"{name}|{name}标题|乙|内容|D01|长期坚持|2026-01-05|{how}" for name, how in (("M01", first), ("M02", second))
    ]
    answer = f"事项|原因|确认人|日期\n{confirmed}|核对过|王主任|2026-11-12" if confirmed else ""
    return {"measures": "\n".join((HEAD, *lines)), "confirmations": answer}


def test_a_number_is_confirmed_wherever_it_stands(check: Check) -> None:
    """A telephone of an office that is a mobile one is allowed once; the measure is published with it."""
    _, problems = check(county("电话 13800000000", "电话 138 0000 0000"))
    assert len({found.item for found in problems}) == 1
    publication, problems = check(county("电话 13800000000", "电话 138 0000 0000", problems[0].item))
    assert problems == ()
    assert publication is not None
    assert [measure.how for measure in publication.measures] == ["电话 13800000000", "电话 138 0000 0000"]


def test_a_placeholder_is_confirmed_in_one_place(check: Check) -> None:
    """The same word elsewhere is asked about again, a moved row is not."""
    _, problems = check(county("同上", "同上"))
    assert len({found.item for found in problems}) == 2
    tables = county("同上", "同上", problems[0].item)
    _, (left,) = check(tables)
    assert left.item == problems[1].item
    head, first, second = tables["measures"].split("\n")
    _, (left,) = check({**tables, "measures": f"{head}\n{second}\n{first}"})
    assert left.item == problems[1].item


def test_what_is_private_is_not_searched(check: Check) -> None:
    """Who confirmed something may leave a number in the log."""
    tables = county("网上办", "窗口办", "private-mobile-00000000")
    tables["confirmations"] = tables["confirmations"].replace("王主任", "王主任 13800000000")
    assert check(tables)[1] == ()
