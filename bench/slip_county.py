"""A small county that is right in every cell, after a real document of ten measures; each case departs in one place.

A case names files and what must come of them: ``code B4`` is a problem at that cell, ``?code`` one that may come,
``M04.percent=28.5`` what is published of a row, ``#=6`` how many rows are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bench.calc import Book, Cell, Row, Sheet

CODE, OTHER = "7K3M9QX2Z", "4GT7W2HN5"
TABLES = {
    "departments": """
        编号|名称|简称|电话
        D1|河东区市场监督管理局|市场监管局|0000-8000201
        D2|河东区行政审批局|审批局|0000-8000202
        D3|河东区财政局|财政局|0000-8000203
        """,
    "measures": """
        编号|标题|领域|内容|牵头单位|完成时限|单位|基准值|目标值|发布日期|办理方式
        M01|开办企业提速|市场准入|设立、刻章、领票一次提交，3 小时办结|审批局|2026年底前|小时|8|3|2026-01-20|网上申请
        M02|兑现奖补资金|政策兑现|新升规每家 5 万元，年内 1600 万元|财政局|2026年底前|万元|0|1600|2026-01-20|免申即享
        M03|打包办套餐|审批服务|新增打包办套餐 20 种以上|审批局|2026年底前|种|0|20|2026-01-20|到大厅办理
        M04|知识产权窗口|企业服务|三十个综合服务窗口开展咨询和质押融资辅导|市场监管局|2026年底前||||2026-01-20|到窗口咨询
        M05|免费刻章|审批服务|新办企业免费刻首套印章|审批局|长期坚持||||2026-01-20|当场领取
        M06|包容审慎监管|监管执法|轻微、首次的违法先提醒，两张清单对外公布|市场监管局|2026年底前||||2026-01-20|不用申请
        """,
    "months": """
        月份|发布日期|状态|综述
        2026-08|2026-09-08|已审核|8 月进度平稳
        2026-09|2026-10-09|已审核|9 月窗口全部开通
        2026-10|2026-11-06|已审核|10 月奖补到账过半
        """,
    "progress/2026-08": """
        编号|完成率|当前值|状态|本月进展|存在问题|佐证链接
        M01||6||系统对接完成，试运行一周|无|
        M02||320||拨付 64 家企业 320 万元|上级资金未到|
        M03||8||推出 8 种套餐|无|
        M04|40%|||开通 12 个窗口，接待 86 人次|无|
        M05|||推进中|为 131 家新办企业刻章|无|
        M06|30%|||提醒 77 起，未罚款|无|
        """,
    "progress/2026-09": """
        编号|完成率|当前值|状态|本月进展|存在问题|佐证链接
        M01||5||全程网上办上线，平均 5 小时|无|
        M02||640||又拨付 64 家企业，累计 640 万元|无|
        M03||12||新增餐饮、药店等 4 种套餐|无|
        M04|55%|||开通 17 个窗口，办理质押 3 笔|无|
        M05|||推进中|为 118 家新办企业刻章|无|
        M06|50%|||两张清单公布，提醒 91 起|无|
        """,
    "progress/2026-10": """
        编号|完成率|当前值|状态|本月进展|存在问题|佐证链接
        M01||4||增加自助机 6 台，平均 4 小时|无|
        M02||980||第三批拨付 340 万元|无|
        M03||15||再推 3 种套餐，共 15 种|无|
        M04|75%|||窗口增到 23 个，融资 1200 万元|无|
        M05|||推进中|为 142 家新办企业刻章|无|
        M06|60%|||提醒 102 起，复查无再犯|无|
        """,
    "windows": """
        编号|名称|大厅|单位|位置|办理事项|状态|电话
        W01|开办企业窗口|区政务大厅|审批局|一楼 A 区|设立登记、变更登记|启用|0000-8000211
        W02|知识产权窗口|区政务大厅|市场监管局|一楼 B 区|商标咨询、质押辅导|启用|0000-8000212
        """,
    "matters": """
        编号|名称|单位|材料|时限|流程|网办链接
        S01|个体工商户转企业|审批局|身份证明；原执照；章程|1 个工作日|申请；受理；发照|https://www.hedong.gov.cn/banshi/gzq/
        S02|食品经营许可|审批局|申请书；平面图|10 个工作日|申请；核查；发证|
        """,
    "enterprises": """
        编号|名称|状态
        E01|河东甲机械有限公司|启用
        """,
    "lists/plus/list": """
        名称|类型|发布机构
        亲清正面清单|正面清单|市场监管局
        """,
    "lists/plus/2026-03-01": """
        条目编号|内容|依据
        1|参加商会公开举办的座谈会|区纪委《政商交往指引》第三条
        2|按标准吃工作餐并付费|区纪委《政商交往指引》第五条
        3|到企业走访，扫码留痕|区纪委《政商交往指引》第八条
        """,
    "ratings/2026-10": f"""
        码|非常满意|满意|基本满意|不满意|非常不满意|投诉|办结|超期
        {CODE}|57|20|6|0|0|0|0|0
        {OTHER}|31|14|5|1|0|1|1|0
        """,
}
SETTINGS = {
    "name": "河东区营商环境公开",
    "county": "河东区",
    "organiser": "河东区营商环境建设局",
    "site_url": "https://www.hedong.gov.cn/yshj/",
    "code_base": "https://www.hedong.gov.cn/yshj/f/",
    "phone": '"0000-8000200"',
    "mailbox": "yshj@hedong.gov.cn",
    "address": "河东区建设路 9 号",
    "hotline": '"12345"',
    "demonstration": "false",
    "handling_days": "5",
}
PAGE = "# 办事指南\n\n到区政务大厅办理，电话 0000-8000200。\n"
LATEST = "progress/2026-10"
Value = Cell | str | float | date | bool | None
File = Book | bytes | str | None
"""What a case puts at a path below the county: ``None`` a folder of that name."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a clerk did, the files that come of it, and what must come of them."""

    name: str
    files: Mapping[str, File]
    expected: tuple[str, ...]


def rows_of(place: str) -> list[list[str]]:
    """The right table as texts."""
    return [[text.strip() for text in line.split("|")] for line in TABLES[place].strip().splitlines()]


def write_cell(value: Value) -> Cell:
    """A cell as it is typed: figures become numbers, percentages the number under a format of percent."""
    if isinstance(value, str):
        if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
            return Cell(float(value) if "." in value else int(value))
        if re.fullmatch(r"[0-9]+%", value):
            return Cell(int(value[:-1]) / 100, "percent")
        if re.fullmatch(r"2026-[0-9]{2}-[0-9]{2}", value):
            return Cell(date.fromisoformat(value), "day")
        return Cell(value or None)
    return value if isinstance(value, Cell) else Cell(value)


def make_rows(place: str, cells: Mapping[str, Value] | None = None) -> list[list[Cell]]:
    """The rows of the right table with some cells replaced or added: a text given for a cell stays a text."""
    rows = [[write_cell(text) for text in row] for row in rows_of(place)]
    for address, value in (cells or {}).items():
        column, row_number = ord(address[0]) - ord("A"), int(address[1:])
        while len(rows) < row_number:
            rows.append([])
        row = rows[row_number - 1]
        row.extend([Cell()] * (column + 1 - len(row)))
        row[column] = value if isinstance(value, Cell) else Cell(value)
    return rows


def make_sheet(place: str, cells: Mapping[str, Value] | None = None, **layout: object) -> Sheet:
    """A sheet with the right table but for some cells."""
    return Sheet("Sheet1", tuple(map(tuple, make_rows(place, cells))), **layout)  # type: ignore[arg-type]  # a test's short hand


def make_book(place: str, cells: Mapping[str, Value] | None = None, **layout: object) -> Book:
    """A workbook of one sheet with the right table but for some cells."""
    return Book((make_sheet(place, cells, **layout),))


def slip(name: str, place: str, cells: Mapping[str, Value], *expected: str) -> Case:
    """A case of which some cells of one table are typed otherwise."""
    return Case(name, {place: make_book(place, cells)}, expected)


def latest(name: str, cells: Mapping[str, Value], *expected: str) -> Case:
    """A case in the newest month's progress."""
    return slip(name, LATEST, cells, *expected)


def with_rows(place: str, change: Callable[[list[Row]], list[Row]]) -> Book:
    """A workbook whose rows are moved, added or taken away."""
    sheet = make_sheet(place)
    return Book((replace(sheet, rows=tuple(change(list(sheet.rows)))),))
