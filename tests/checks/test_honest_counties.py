"""Ten small counties that do everything right: nothing is asked of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mashang.checks.content import check_content
from mashang.county import County
from mashang.model import Code, CodeKind
from mashang.raw import RawContent, RawDocument
from mashang.sources.folder import read_content
from tests.checks.conftest import CODE, SETTINGS, TODAY, make_content

FILE = Path(__file__).with_name("files") / "honest_counties.txt"
CODES = {CODE: Code(CODE, CodeKind.WINDOW, "A01", date(2026, 1, 5))}

PAGE = RawDocument("content/pages/guide.md", "guide", "# 办事指南\n\n来信请寄 yshj@163.com，或拨打 0000-8000100。\n")
Tables = dict[str, str | dict[str, str]]

NUMBERS: Tables = {
    "departments": """
        编号|名称|简称|地址|电话
        1|甲县行政审批局|审批局|人民路10号|0000-8000101
        2|甲县财政局|财政局||12345
        """,
    "measures": """
        甲县优化营商环境措施清单
        编号|标题|领域|内容|牵头单位|完成时限|发布日期|单位|基准值|目标值|办理方式
        M01|兑现惠企资金|政策|当年兑现 1600 万元，超 10 万元的分两次|财政局|2026年底|2026-01-05|万元|0|1600|免申即享
        M02|压减办理时间|审批|由 30 天减到 3 天，材料由 12 份减到 4 份|审批局|2026年底|2026-01-05|天|30|3|网上办
        M03|上门服务|服务|每月走访|审批局|长期坚持|2026-01-05||||预约：0000-8000101转2
        M04|招聘会|服务|不少于 1 场|审批局|2026年底|2026-01-05|场|0|1|到场参加
        M05|建成园区道路|项目|2.4 公里|财政局|2026-09-30|2026-01-05||||无
        """,
    "months": """
        月份|发布日期|状态|综述
        2026-08|2026-09-08|已审核|比7月多
        2026-09|2026-10-09|已审核|9月平稳，8月的问题已解决
        2026-10|2026-11-06|已审核|10月，全部达标
        """,
    "progress/2026-08": """
        甲县 2026 年 8 月进展
        填表日期：2026年9月3日
        编号|当前值|完成率|状态|本月进展|存在问题
        M01|0|||方案通过|无
        M02|30|||流程图完成|无
        M03|||推进中|走访 12 家|无
        M04|0|||筹备|无
        M05||60||路基完成|无
        """,
    "progress/2026-09": """
        甲县 2026 年 1—9 月进展
        编号|当前值|完成率|状态|本月进展|存在问题
        M01|9|||9 月底拨付首批|上级资金未到
        M02|12|||系统上线，完成压力测试|无
        M03|||推进中|走访 12 家，8 月的 3 个问题已解决|无
        M04|1|||9月28日举办|无
        M05||100||通车|无
        """,
    "progress/2026-10": """
        甲县 2026 年 10 月进展
        编号|当前值|完成率|状态|本月进展|存在问题
        M01|1296|||兑现 1287 万元|无
        M02|3|||达到目标|无
        M03|||推进中|走访 13 家|无
        M04|9|||又举办 8 场|无
        """,
}
WORDS: Tables = {
    "departments": "编号|名称|简称\nA1|乙市营商环境建设局|营商局",
    "measures": """
        编号|标题|领域|内容|牵头单位|完成时限|量化目标|依据文件
        1-1|内控评价|监管|健全内部控制和内部审批，编制秘密级以外的目录|营商局|2026年6月底前|无|《方案（征求意见稿）》
        1-2|无证经营整治|监管|按附件 2 的名单，清理无证无照经营|营商局|2026年12月|不少于 10.5 万户|乙政发〔2026〕10号
        1-3|涓流计划|金融|扶持细流涓涓的小微企业，X 射线、3×4 米标牌都算|营商局|长期坚持||
        """,
    "months": "月份|发布日期|状态\n2026-05|2026-06-05|已审核\n2026-06|2026-07-05|已审核",
    "progress/2026-05": """
        序号|完成率|状态|本月进展|存在问题
        1-1|100%||全部完成|
        1-2|4%||开始|材料待补充
        1-3||推进中|正常开展|
        """,
    "progress/2026-06": """
        序号|完成率|状态|本月进展|存在问题
        1-1|100%||全部完成|
        1-2|45%||过半|制度待完善
        1-3||推进中|正常开展|
        """,
}
SMALL: Tables = {
    "departments": "编号|名称|电话\nD1|丙区数据局|010-80001000、400-800-8000",
    "measures": """
        编号|标题|领域|内容|牵头单位|完成时限|发布日期
        M1|一网通办|政务|网上办|丙区数据局|2026年第四季度|2026-02-01
        """,
    "months": "月份|发布日期|状态\n2026-09|2026-10-09|已审核\n2026-10|2026-11-09|草稿",
    "progress/2026-09": {
        "9月": "编号|完成率|本月进展|佐证链接\nM1|10%|开发|https://www.b.gov.cn/9/30/art_10.1.2.3_1.html"
    },
    "progress/2026-10": {"10月": "编号|完成率|本月进展|佐证链接\nM1|100%|上线|https://www.b.gov.cn/art_411111.html"},
    "lists/plus/list": "名称|类型|发布机构\n正面清单|正面清单|丙区数据局",
    "lists/plus/2026-03-01": "条目编号|内容|依据\n1|首次轻微违法不罚|《条例》第三十条\n2|告知承诺|同《条例》第三十一条",
}


def read_counties() -> dict[str, Tables]:
    """The counties of the file beside this one, by what is said of each."""
    counties: dict[str, Tables] = {}
    for drawn in FILE.read_text(encoding="utf-8").split("\n== ")[1:]:
        said, *tables = drawn.split("\n-- ")
        counties[said.strip()] = {place: rows for place, _, rows in (table.partition("\n") for table in tables)}
    return counties


COUNTIES: dict[str, Tables] = {"numbers": NUMBERS, "words": WORDS, "small": SMALL, **read_counties()}
IN_FILES = COUNTIES.pop("files in GB18030")


def list_problems(content: RawContent) -> list[str]:
    """What a check says of a county, but that a day is not given."""
    examined = check_content(content, replace(SETTINGS, mailbox="yshj@163.com"), CODES, TODAY)
    return [f"{one.where} {one.sentence}" for one in examined.problems if one.code != "publication-date-missing"]


@pytest.mark.parametrize("said", COUNTIES)
def test_nothing_is_asked_of_who_does_everything_right(said: str) -> None:
    """What looks a little like a slip is none."""
    tables = dict(COUNTIES[said])
    page = tables.pop("pages/guide", "")
    document = RawDocument("content/pages/guide.md", "guide", page) if isinstance(page, str) and page else PAGE
    assert list_problems(RawContent(make_content(tables).tables, (document,))) == []


def test_nothing_is_asked_of_files_in_gb18030(tmp_path: Path) -> None:
    """Commas in quotation marks, names with rare characters, days with slashes."""
    for name, text in IN_FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(str(text).encode("gb18030"))
    content, problems = read_content(County(tmp_path))
    assert problems == ()
    assert list_problems(content) == []
