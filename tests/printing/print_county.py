"""A small county to be printed, and its symbols."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date

from mashang.codes.ledger import Ledger, derive_targets, issue_codes
from mashang.codes.symbol import draw_symbols
from mashang.model import CodeKind, Department, Enterprise, Grid, Matter, Measure, Publication, Window
from mashang.periods import Deadline
from mashang.printing.placards import Placard, derive_placards
from tests.example_settings import SETTINGS as EXAMPLE

SETTINGS = replace(
    EXAMPLE,
    organiser="明川县优化营商环境领导小组办公室",
    hours="工作日 9:00—17:00",
    report_phone="0000-8000110",
    intake_url="https://www.example.com/intake/",
    demonstration=True,
)
PUBLICATION = Publication(
    departments=(Department("D1", "明川县行政审批服务管理局", "审批局"),),
    windows=(
        Window("W01", "综合窗口", "政务服务中心", "D1", "一楼 A 区 1 号"),
        Window("W02", "办税窗口", "办税服务厅", "D1"),
        Window("W03", "企业开办窗口", "政务服务中心", "D1", "一楼 A 区 2 号"),
    ),
    enterprises=(
        Enterprise("E01", "明川示例机械有限公司", grid="G22"),
        Enterprise("E02", "明川示例食品有限公司"),
        Enterprise("E03", "明川示例物流有限公司", grid="G11"),
        Enterprise("E04", "明川示例电子有限公司", grid="G21"),
    ),
    matters=(Matter("S01", "企业开办", "D1"),),
    measures=(Measure("M01", "首贷户贷款贴息", "金融", "内容", "D1", Deadline("长期坚持", None)),),
    grids=(
        Grid("G1", "城区服务网格", 1, "陈国梁", "城区网格长", "0000-8000301"),
        Grid("G2", "园区服务网格", 1, "周文静", "园区网格长", "0000-8000302"),
        Grid("G11", "书院街网格", 2, "李㛃", "明和街道网格员", "0000-8000331", "G1"),
        Grid("G21", "北区网格", 2, "孙丽华", "开发区企业服务中心主任", "0000-8000321", "G2"),
        Grid("G22", "南区网格", 2, "", "", "0000-8000322", "G2"),
    ),
)
LEDGER = issue_codes(Ledger(), derive_targets(PUBLICATION), date(2026, 5, 8), SETTINGS.code_base)


def alter(placard: Placard, name: str, place: str = "") -> Placard:
    """The placard of a target that is otherwise called, and stands elsewhere."""
    return dataclasses.replace(placard, target=dataclasses.replace(placard.target, name=name, place=place))


def make_placards(kind: CodeKind | None = None) -> tuple[Placard, ...]:
    """A placard for everything in the publication, or for one kind."""
    placards = derive_placards(draw_symbols(LEDGER.codes, SETTINGS.code_base), PUBLICATION)
    return tuple(placard for placard in placards if kind in (None, placard.symbol.code.kind))
