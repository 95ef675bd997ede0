"""The settings of a county: each with its type, title, example, check and default in one place.

:mod:`mashang.settings_file` reads them from ``site_config/site.yml``.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, get_type_hints
from urllib.parse import urlsplit

from mashang.cases import CaseKind, Limits, check_limits, read_limits
from mashang.contacts import MAILBOX, NUMBER, check_address
from mashang.county import Stage
from mashang.report_ways import ReportWay, ReportWays, WayKind

_HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.IGNORECASE
)
_PATH = re.compile(r"/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")
_MARK = re.compile(r"assets/[a-z0-9-]+\.(?:svg|png|jpg|gif)")


class Paper(StrEnum):
    """The size of a page, upright."""

    A4 = "a4"
    A5 = "a5"


def check_own_address(url: str) -> list[str]:
    """What is wrong with an address of our own, which ends in a slash: a server's configuration is made from it."""
    reasons = check_address(url)
    if not url.endswith("/"):
        return [*reasons, "最后要有斜杠“/”"]
    return reasons or list(filter(None, [_find_unfit_place(url)]))


def _find_unfit_place(url: str) -> str:
    """Why an address of our own is none that a server can be set up for; empty when it is one."""
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return "域名或端口写错了"
    if not _HOST.fullmatch(host) or "@" in parts.netloc:
        return "域名写错了"
    if not _PATH.fullmatch(parts.path) or parts.query or parts.fragment or url.rstrip("/") != url[:-1]:
        return "域名后面只能有英文字母、数字、短横线和斜杠"
    return ""


def check_mark(path: str) -> list[str]:
    """What is wrong with the place of the picture of the 党政机关标识, one of the county's own files."""
    return [] if _MARK.fullmatch(path) else ["只能是 assets 文件夹里的一张图片，文件名用小写英文字母和数字"]


def check_number(text: str) -> list[str]:
    """What is wrong with a telephone or the number of a record: words such as 县长热线 or 待批 are none."""
    return (
        []
        if NUMBER.search(text)
        else ['里面没有号码；还没有的，写成 ""（可以不填的才行，也不要列在 required_fields 里）']
    )


def check_minimum(number: int) -> list[str]:
    """What is wrong with the fewest ratings that are shown: 2 would leave only "1" to be hidden."""
    return ["只能是 1（都公布）或不小于 3 的整数"] if number in (0, 2) else []


def _accept(_: object) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Setting:
    """What a setting is called and how it is written.

    ``note`` says what it is for, so that staff know what to write. ``check`` returns the reasons why a value, of the
    setting's type, cannot be taken. ``footer`` marks fields of the footer, which 国办发〔2017〕47号 names.
    """

    title: str
    note: str
    example: str
    check: Callable[[Any], list[str]] = _accept
    footer: bool = False

    @property
    def holds_address(self) -> bool:
        """Whether the value is an address, in which digits may mean anything."""
        return self.check in (check_address, check_own_address)

    @property
    def is_list(self) -> bool:
        """Whether the value is a list of entries, which stands on lines of its own."""
        return self.example.startswith("\n")


_IN_FOOTER = "显示在页脚，照抄门户页脚的；还没有的先不填，交付以前要填"
_WAYS_EXAMPLE = """
- title: 网上评价和反映
  kind: 网页  # 表单（装好的意见接收程序）、网页、电话、邮件、短信、来信来访
  address: https://www.example.com/wenjuan?ma={code}&dengji={level}  # {code} 码、{name} 名称、{kind} 种类、{level} 等级
  ratings: true  # 能不能评价
  anonymous: true  # 能不能不说出自己是谁
  receipt: false  # 给不给受理编号
  handler: 明川县营商办  # 由谁办理
  days: 5  # 几个工作日内办理
- title: 纪检监察机关
  kind: 电话
  address: "12388"
  discipline: true  # 反映公职人员的问题"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One county's settings. Addresses end in a slash; empty means "has none"."""

    name: Annotated[str, Setting("网站名称", "显示在每一页的顶部", "明川县营商环境公开")]
    county: Annotated[str, Setting("地区名称", "写在句子里用的简短名称", "明川县")]
    """地区名称, as it stands in sentences."""
    organiser: Annotated[str, Setting("主办单位", "写全称，显示在页脚", "明川县优化营商环境领导小组办公室")]
    site_url: Annotated[
        str,
        Setting(
            "网站地址",
            "网站放在哪个网址下，以 https:// 开头，以斜杠结尾；由门户网站的同事给",
            "https://www.example.com/yshj/",
            check_own_address,
        ),
    ]
    code_base: Annotated[
        str,
        Setting(
            "二维码地址前缀",
            "印在每个二维码里，贴出去以后绝对不能改；没有特别安排，就是网站地址后面加 f/",
            "https://www.example.com/yshj/f/",
            check_own_address,
        ),
    ]
    """What a symbol holds before the code. It must never change once codes hang on walls."""
    staging_url: Annotated[
        str,
        Setting(
            "预览网站地址",
            "内部预览放到服务器上时的网址，要和正式网站分开；没有就不填",
            "https://yulan.example.com/",
            check_own_address,
        ),
    ] = ""
    """Where the internal preview stands on a server: never at the address of the site itself, nor below it."""
    phone: Annotated[
        str, Setting("联系电话", "企业和群众打得通的单位电话，不填个人手机", '"0000-8000100"', check_number)
    ]
    """营商办电话."""
    mailbox: Annotated[str, Setting("信箱", "电子信箱或通信地址，企业来信用", "yingshang@example.com")]
    """邮寄或电子信箱."""
    address: Annotated[str, Setting("联系地址", "企业找上门来的地方", "明川县政务中心 5 楼")]
    department_groups: Annotated[
        str,
        Setting(
            "单位的统称",
            "文件里用统称写的单位，如各有关部门；几个用分号分开，冒号后面写它包括的单位",
            "各有关部门；区政府有关部门：数据局、财政局",
        ),
    ] = ""
    """Names that documents give to several departments, each with its members or none."""
    undertaker: Annotated[str, Setting("承办单位", "负责日常维护的单位；没有就不填", "明川县数据局", footer=True)] = ""
    hours: Annotated[str, Setting("工作时间", "什么时候有人接电话", "工作日 9:00—17:00", footer=True)] = ""
    hotline: Annotated[str, Setting("政务服务热线", "县里的政务服务热线", '"12345"', check_number, footer=True)] = (
        "12345"
    )
    intake_url: Annotated[
        str,
        Setting(
            "意见提交地址",
            "装好意见接收程序后再填；不填，扫码页只提供电话、信箱和外部表单",
            "https://www.example.com/yshj/intake/",
            check_own_address,
        ),
    ] = ""
    """Where the intake answers."""
    external_form: Annotated[
        str,
        Setting(
            "外部表单地址",
            "没有意见接收程序时，请企业到这里填写；没有就不填",
            "https://www.example.com/form",
            check_address,
        ),
    ] = ""
    """A form elsewhere that is offered while there is no intake."""
    report_ways: Annotated[
        ReportWays,
        Setting(
            "反映渠道",
            "一项写一种，排在前面的先显示；能做什么写什么，网页、台卡和隐私说明只承诺这里写的；不写，就用上面的电话和信箱",
            _WAYS_EXAMPLE,
        ),
    ] = ()
    """How people report, in the order in which ways are shown; see :attr:`ways` for a county that declares none."""
    report_phone: Annotated[
        str,
        Setting(
            "监督举报电话", "反映公职人员问题的电话，由纪检监察机关给", '"0000-8000110"', check_number, footer=True
        ),
    ] = ""
    """监督举报电话 of the discipline inspectors."""
    site_code: Annotated[
        str,
        Setting("网站标识码", _IN_FOOTER, '"0000000000"', check_number, footer=True),
    ] = ""
    icp: Annotated[
        str,
        Setting("ICP备案号", _IN_FOOTER, "示例ICP备00000000号", check_number, footer=True),
    ] = ""
    police_record: Annotated[
        str,
        Setting("公网安备号", _IN_FOOTER, "示例公网安备 00000000000000号", check_number, footer=True),
    ] = ""
    error_report_url: Annotated[
        str,
        Setting(
            "找错地址",
            f"“我为政府网站找错”的链接，{_IN_FOOTER}",
            "https://www.example.com/zhaocuo",
            check_address,
            footer=True,
        ),
    ] = ""
    """我为政府网站找错."""
    party_mark: Annotated[
        str,
        Setting(
            "党政机关标识图片",
            "图片放在 site_config/overrides/assets 里，这里写 assets/文件名；没有就不填",
            "assets/mark.png",
            check_mark,
            footer=True,
        ),
    ] = ""
    """The picture of the 党政机关标识 below ``site_config/overrides/``: ``assets/mark.png``."""
    party_mark_url: Annotated[
        str,
        Setting(
            "党政机关标识的官方页面", "点标识去哪里；没有标识就不填", "https://www.example.com/biaoshi", check_address
        ),
    ] = ""
    """The official page that the 党政机关标识 leads to."""
    required_fields: Annotated[
        tuple[str, ...],
        Setting(
            "页脚必填的项目", "哪一项没有填就不生成网站，免得漏掉；几项用顿号分开", "site_code、icp、police_record"
        ),
    ] = ()
    """The fields of the footer without which nothing is built, by the names of these settings."""
    data_licence: Annotated[
        str, Setting("开放数据的使用许可", "别人可以怎样使用下载的数据；没有定就不填", "CC-BY-4.0")
    ] = ""
    """Under which licence the open data stand (开放数据使用许可); without one no licence is named."""
    data_licence_url: Annotated[
        str, Setting("使用许可的网址", "许可的全文在哪里", "https://www.example.com/licence", check_address)
    ] = ""
    """Where the licence can be read."""
    demonstration: Annotated[
        bool, Setting("是否演示数据", "true 时每一页、每张台卡都标明“演示数据”；正式使用写 false", "true")
    ] = False
    """Whether every page and print says that the data are made up."""
    handling_days: Annotated[
        int, Setting("诉求办理时限（工作日）", "收到诉求后几个工作日内反馈；各类不一样的，再写 handling_limits", "5")
    ] = 5
    """办理时限 of a case, in working days; places differ (5 and 15 are both practised)."""
    handling_limits: Annotated[
        str,
        Setting(
            "各类诉求的办理时限", "与 handling_days 不一样的才写，单位是工作日", "建议 15；隐性壁垒 10", check_limits
        ),
    ] = ""
    """The limits of kinds of cases that have another one; see :attr:`limits`."""
    retention_days: Annotated[int, Setting("原话和联系方式保存天数", "从销号那天算起，到期删除", "180")] = 180
    """For how many days after it was closed what was written with a report, and how to reach its writer, are kept."""
    intake_erase_days: Annotated[
        int, Setting("服务器上意见保留天数", "办公室取走并确认以后，意见接收程序过几天删掉自己那一份", "7")
    ] = 7
    """How many days after the office confirmed a report the intake erases it."""
    tolerance: Annotated[
        Decimal, Setting("进度容许落后的百分点", "完成率比时间进度落后这么多以内，仍算按期推进", "10")
    ] = Decimal(10)
    """How many percentage points behind the share of time gone still count as on track."""
    agreement: Annotated[
        Decimal, Setting("完成率允许的误差（百分点）", "填报的完成率和由当前值算出的，允许相差多少", "1")
    ] = Decimal(1)
    """How many percentage points 完成率 and the percentage computed from 当前值 may differ."""
    minimum_ratings: Annotated[
        int, Setting("公布评价的最少份数", "不到这么多份不公布，免得认出是谁评的", "5", check_minimum)
    ] = 5
    """Under this many ratings no figures are shown, nor numbers under it inside of more; 1 shows everything, and 2,
    which would leave only "1" to be hidden and so hide everything beside it, is not taken.
    """
    ranking: Annotated[bool, Setting("是否公布单位排名", "上级规定不得排名的县，写 false", "false")] = False
    """Whether departments are ranked in public."""
    ranking_completion: Annotated[Decimal, Setting("排名中完成进度的权重", "写 0 就是不计这一项", "40")] = Decimal(40)
    """The weight of 完成进度 in the ranking; 0 leaves it out. The other weights likewise."""
    ranking_on_time: Annotated[Decimal, Setting("排名中按期推进的权重", "写 0 就是不计这一项", "30")] = Decimal(30)
    """The weight of 按期推进."""
    ranking_reporting: Annotated[Decimal, Setting("排名中按月报送的权重", "写 0 就是不计这一项", "20")] = Decimal(20)
    """The weight of 按月报送."""
    ranking_ratings: Annotated[Decimal, Setting("排名中企业评价的权重", "写 0 就是不计这一项", "10")] = Decimal(10)
    """The weight of 企业评价."""
    ranking_minimum_measures: Annotated[
        int, Setting("参加排名最少要有几项有时限的措施", "不到这么多的单位不排名", "3")
    ] = 3
    """Departments that lead fewer measures with a deadline are not ranked."""
    ranking_minimum_ratings: Annotated[int, Setting("参加排名最少要有几份评价", "不到这么多的单位不排名", "20")] = 20
    """Departments with fewer ratings in the quarter are not ranked, unless ratings have no weight."""
    warnings: Annotated[
        bool, Setting("是否公布预警", "是否每月公布有逾期风险的措施；不公布，催办单照样可以写", "false")
    ] = False
    """Whether the list of measures at risk is published with each month."""
    warning_days: Annotated[int, Setting("离时限多少天以内预警", "离完成时限不超过这么多天才看", "31")] = 31
    """How many days before its deadline a measure is warned of when it is not nearly done."""
    warning_percent: Annotated[Decimal, Setting("临近时限时完成率至少要有多少", "不到这么多就预警", "80")] = Decimal(80)
    """Nearly done, in percent."""
    warning_share: Annotated[
        Decimal, Setting("落后到容许百分点的百分之几开始预警", "落后得快要超过容许的百分点时预警", "50")
    ] = Decimal(50)
    """From which share (%) of the tolerance a measure is warned of."""
    warning_months: Annotated[int, Setting("看最近几个月的速度", "没有提高的，或照此推算到期完不成的，就预警", "3")] = 3
    """Over how many months the pace of a measure is looked at."""
    reminder_days: Annotated[int, Setting("催办单要求几天内反馈", "写在催办单上", "7")] = 7
    """Within how many days of a reminder the department answers."""

    @property
    def limits(self) -> Limits:
        """Within how many working days a case of each kind is answered. Praise asks for nothing."""
        usual: dict[CaseKind, int] = dict.fromkeys(set(CaseKind) - {CaseKind.PRAISE}, self.handling_days)
        return {**usual, **read_limits(self.handling_limits)}

    @property
    def site_domain(self) -> str:
        """The host of the site's address: SiteDomain of 国办发〔2017〕47号."""
        return urlsplit(self.site_url).hostname or ""

    @property
    def ways(self) -> ReportWays:
        """How people report: what is declared, else what follows from the telephones, the mailbox and the forms."""
        return self.report_ways or tuple(way for way in self._usual_ways() if way.address)

    @property
    def takes_ratings(self) -> bool:
        """Whether anything can be rated by one of the ways; else nothing may ask for a rating."""
        return any(way.ratings for way in self.ways)

    def _usual_ways(self) -> Iterator[ReportWay]:
        """The ways that every county has, which promise no more than other settings say."""
        office = {"handler": self.organiser, "days": self.handling_days}
        form: dict[str, Any] = {"ratings": True, "anonymous": True, **office}
        yield ReportWay(title="填写意见", kind=WayKind.FORM, address=self.intake_url, **form)
        yield ReportWay(title="政务服务热线", kind=WayKind.PHONE, address=self.hotline)
        yield ReportWay(
            title="营商办电话",
            kind=WayKind.PHONE,
            address=self.phone,
            handler=self.organiser,
            days=self.handling_days,
            hours=self.hours,
        )
        yield ReportWay(title="监督举报电话", kind=WayKind.PHONE, address=self.report_phone, discipline=True)
        kind = WayKind.MAIL if MAILBOX.fullmatch(self.mailbox) else WayKind.LETTER
        title = "发送邮件" if kind is WayKind.MAIL else "写信"
        yield ReportWay(title=title, kind=kind, address=self.mailbox, handler=self.organiser, days=self.handling_days)
        yield ReportWay(title="填写网上表单", kind=WayKind.LINK, address=self.external_form)
        yield ReportWay(title="当面反映", kind=WayKind.LETTER, address=self.address, hours=self.hours)

    @property
    def ranks_by_ratings(self) -> bool:
        """Whether departments are ranked, and their ratings count in it."""
        return self.ranking and bool(self.ranking_ratings)

    def at_stage(self, stage: Stage) -> Settings:
        """The settings with the address at which a site of this stage stands, where a preview has one of its own."""
        apart = stage is Stage.STAGING and self.staging_url
        return dataclasses.replace(self, site_url=self.staging_url) if apart else self


TYPES: dict[str, Any] = get_type_hints(Settings)
"""The type of each setting by its name."""
SETTINGS: dict[str, Setting] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Settings, include_extras=True).items()
}
"""The declaration of each setting by its name."""
DEFAULTS = {field.name: field.default for field in dataclasses.fields(Settings)}
"""The value of each setting that a county does not write; ``dataclasses.MISSING`` where it must."""
