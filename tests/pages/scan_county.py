"""A small county in which every kind and state of a scan page occurs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mashang.derived import Figures, MonthChanges, MonthFigures, Standing, Status, Tally
from mashang.model import (
    Code,
    CodeKind,
    CodeState,
    Department,
    Enterprise,
    Grid,
    Matter,
    Measure,
    MonthState,
    Publication,
    ReportingMonth,
    Window,
)
from mashang.pages.site import Site
from mashang.periods import Deadline, YearMonth
from mashang.settings import Settings

WINDOW = "7K3M9QXT2"
ENTERPRISE = "E0000000A"
MATTER = "M0000000A"
MEASURE = "S0000000A"
CLOSED_WINDOW = "W0000000C"
GONE_WINDOW = "W0000000G"
GONE_MATTER = "M0000000G"
GONE_MEASURE = "S0000000G"
GONE_ENTERPRISE = "E0000000G"
CLOSED_ENTERPRISE = "E0000000C"
REPLACED_WINDOW = "W0000000R"
WITHDRAWN_WINDOW = "W0000000X"
WITHDRAWN_ENTERPRISE = "E0000000X"
OPEN_PAGES = (WINDOW, ENTERPRISE, MATTER, MEASURE)

SETTINGS = Settings(
    name="明川县营商环境公开",
    county="明川县",
    organiser="明川县优化营商环境领导小组办公室",
    site_url="https://www.example.com/yshj/",
    code_base="https://www.example.com/yshj/f/",
    phone="0000-8000100",
    mailbox="yingshang@example.com",
    address="明川县政务中心 5 楼",
    undertaker="明川县数据局",
    hours="工作日 9:00—17:00",
    report_phone="0000-8000110",
    external_form="https://forms.example.com/mingchuan",
    site_code="0000000000",
    demonstration=True,
    handling_days=7,
    retention_days=90,
)

OCTOBER = YearMonth(2026, 10)
_ISSUED = date(2026, 5, 8)

FACTS = Publication(
    departments=(
        Department("D01", "明川县市场监督管理局", "市场监管局", phone="0000-8000201"),
        Department("D02", "明川县自然资源局", phone="0000-8000301、0000-8000302转8"),
    ),
    measures=(
        Measure(
            "M01",
            "企业开办半日办结",
            "市场准入",
            "企业开办全流程半个工作日办结。",
            "D01",
            Deadline("2026年12月底前", date(2026, 12, 31)),
            phone="0000-8000202",
        ),
    ),
    windows=(
        Window(
            "W01",
            "企业登记窗口",
            "县政务服务中心",
            "D01",
            "一楼 A 区 3 号",
            ("企业设立登记", "变更登记", "注销登记"),
            phone="0000-8000203",
        ),
        Window("W02", "食品许可窗口", "县政务服务中心", "D01", "一楼 A 区 4 号"),
        Window("W03", "个体户登记窗口", "县政务服务中心", "D01", "一楼 A 区 5 号", active=False),
        Window("W04", "不动产登记窗口", "县政务服务中心", "D02", "二楼 B 区 1 号"),
        Window("W05", "登记窗口", "开发区便民中心", "D01", "大厅 1 号"),
    ),
    enterprises=(
        Enterprise("E01", "明川昶䶮农产品加工有限公司", "91110000000000000X", "G301"),
        Enterprise("E02", "明川旧时光食品有限公司", active=False),
    ),
    matters=(
        Matter(
            "S01",
            "食品经营许可证核发",
            "D01",
            ("食品经营许可申请书", "营业执照复印件", "经营场所平面布局图"),
            "5 个工作日",
            ("网上或窗口提交申请", "受理后现场核查", "领取许可证"),
            "https://www.example.com/apply?matter=S01&from=code",
        ),
    ),
    grids=(
        Grid("G1", "明川县总网格", 1, "陈立", "县数据局副局长", "0000-8000400"),
        Grid("G201", "城关镇网格", 2, "林敏", "城关镇营商专员", "0000-8000401", "G1"),
        Grid("G301", "城关镇东街网格", 3, "周宁", "东街社区网格员", "0000-8000402", "G201"),
    ),
)


def _code(code: str, kind: CodeKind, target: str, name: str, replaced_by: str = "") -> Code:
    return Code(code, kind, target, _ISSUED, CodeState.ACTIVE, replaced_by, name)


def _withdrawn(code: str, kind: CodeKind, target: str, name: str, replaced_by: str = "") -> Code:
    return Code(code, kind, target, _ISSUED, CodeState.WITHDRAWN, replaced_by, name)


CODES = (
    _code(WINDOW, CodeKind.WINDOW, "W01", "企业登记窗口"),
    _code(ENTERPRISE, CodeKind.ENTERPRISE, "E01", "明川昶䶮农产品加工有限公司"),
    _code(MATTER, CodeKind.MATTER, "S01", "食品经营许可证核发"),
    _code(MEASURE, CodeKind.MEASURE, "M01", "企业开办半日办结"),
    _code(CLOSED_WINDOW, CodeKind.WINDOW, "W03", "个体户登记窗口"),
    _code(GONE_WINDOW, CodeKind.WINDOW, "W99", "公积金窗口"),
    _code(GONE_MATTER, CodeKind.MATTER, "S99", "户外广告备案"),
    _code(GONE_MEASURE, CodeKind.MEASURE, "M99", "减免会费"),
    _code(GONE_ENTERPRISE, CodeKind.ENTERPRISE, "E99", "明川远去机械有限公司"),
    _code(CLOSED_ENTERPRISE, CodeKind.ENTERPRISE, "E02", "明川旧时光食品有限公司"),
    _withdrawn(REPLACED_WINDOW, CodeKind.WINDOW, "W01", "企业登记窗口", WINDOW),
    _withdrawn(WITHDRAWN_WINDOW, CodeKind.WINDOW, "W98", "老窗口"),
    _withdrawn(WITHDRAWN_ENTERPRISE, CodeKind.ENTERPRISE, "E98", "明川昨日建材有限公司"),
)


def make_figures() -> Figures:
    """One shown month in which the one measure stands at 60 %."""
    standing = Standing("M01", OCTOBER, Status.ON_TRACK, OCTOBER.last_day, "按期", Decimal("60.0"), Decimal(55))
    tally = Tally("", "", (0,) * len(Status), 1, Decimal(60))
    month = ReportingMonth(OCTOBER, date(2026, 11, 5), MonthState.REVIEWED)
    return Figures(months=(MonthFigures(month, (standing,), tally, (), (), MonthChanges(), FACTS),))


def make_site(settings: Settings = SETTINGS, facts: Publication = FACTS, codes: tuple[Code, ...] = CODES) -> Site:
    """The county's site."""
    return Site(settings, facts, make_figures(), codes)
