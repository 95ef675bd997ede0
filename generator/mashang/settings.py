"""What ``site_config/site.yml`` says: who publishes, under which addresses, with which thresholds."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from mashang.county import SETTINGS_FILE, County, Stage
from mashang.derived import RANKING_RULES
from mashang.problems import Location, Problem, problem
from mashang.yaml_causes import COLON_REASON, explain_fault, split_lines

_LARGEST = 1_000_000
"""More bytes than any settings have."""


class Paper(StrEnum):
    """The size of a page, upright."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class Settings:
    """One county's settings. Addresses end in a slash; empty means "has none"."""

    name: str
    """网站名称."""
    county: str
    """地区名称, as it stands in sentences."""
    organiser: str
    """主办单位."""
    site_url: str
    code_base: str
    """What a symbol holds before the code. It must never change once codes hang on walls."""
    phone: str
    """营商办电话."""
    mailbox: str
    """邮寄或电子信箱."""
    address: str
    """联系地址."""
    staging_url: str = ""
    """Where the internal preview stands on a server: never at the address of the site itself, nor below it."""
    hotline: str = "12345"
    undertaker: str = ""
    """承办单位."""
    hours: str = ""
    intake_url: str = ""
    """Where the form of a scan page posts to."""
    external_form: str = ""
    """A form elsewhere that is offered while there is no intake."""
    report_phone: str = ""
    """监督举报电话 of the discipline inspectors."""
    site_code: str = ""
    """网站标识码."""
    icp: str = ""
    """ICP备案号."""
    police_record: str = ""
    """公网安备号."""
    error_report_url: str = ""
    """我为政府网站找错."""
    party_mark: str = ""
    """The picture of the 党政机关标识 below ``site_config/overrides/``: ``assets/mark.png``."""
    party_mark_url: str = ""
    """The official page that the 党政机关标识 leads to."""
    required_fields: tuple[str, ...] = ()
    """The fields of the footer without which nothing is built, by the names of these settings."""
    data_licence: str = ""
    """Under which licence the open data stand (开放数据使用许可); without one no licence is named."""
    data_licence_url: str = ""
    """Where the licence can be read."""
    demonstration: bool = False
    """Whether every page and print says that the data are made up."""
    handling_days: int = 5
    """办理时限 for negative ratings, in working days; places differ (5 and 15 are both practised)."""
    retention_days: int = 180
    """How long contacts left with a report are kept."""
    tolerance: Decimal = Decimal(10)
    """How many percentage points behind the share of time gone still count as on track."""
    agreement: Decimal = Decimal(1)
    """How many percentage points 完成率 and the percentage computed from 当前值 may differ."""
    minimum_ratings: int = 5
    """Under this many ratings no figures are shown, nor numbers under it inside of more; 1 shows everything, and 2,
    which would leave only "1" to be hidden and so hide everything beside it, is not taken.
    """
    ranking: bool = False
    """Whether departments are ranked in public."""
    ranking_completion: Decimal = Decimal(40)
    """The weight of 完成进度 in the ranking; 0 leaves it out. The other weights likewise."""
    ranking_on_time: Decimal = Decimal(30)
    """The weight of 按期推进."""
    ranking_reporting: Decimal = Decimal(20)
    """The weight of 按月报送."""
    ranking_ratings: Decimal = Decimal(10)
    """The weight of 企业评价."""
    ranking_minimum_measures: int = 3
    """Departments that lead fewer measures with a deadline are not ranked."""
    ranking_minimum_ratings: int = 20
    """Departments with fewer ratings in the quarter are not ranked, unless ratings have no weight."""
    warnings: bool = False
    """Whether the list of measures at risk is published with each month."""
    warning_days: int = 31
    """How many days before its deadline a measure is warned of when it is not nearly done."""
    warning_percent: Decimal = Decimal(80)
    """Nearly done, in percent."""
    warning_share: Decimal = Decimal(50)
    """From which share (%) of the tolerance a measure is warned of."""
    warning_months: int = 3
    """Over how many months the pace of a measure is looked at."""
    reminder_days: int = 7
    """Within how many days of a reminder the department answers."""

    @property
    def site_domain(self) -> str:
        """The host of the site's address: SiteDomain of 国办发〔2017〕47号."""
        return urlsplit(self.site_url).hostname or ""

    @property
    def ranks_by_ratings(self) -> bool:
        """Whether departments are ranked, and their ratings count in it."""
        return self.ranking and bool(self.ranking_ratings)

    def at_stage(self, stage: Stage) -> Settings:
        """The settings with the address at which a site of this stage stands, where a preview has one of its own."""
        apart = stage is Stage.STAGING and self.staging_url
        return dataclasses.replace(self, site_url=self.staging_url) if apart else self


@dataclass(frozen=True, slots=True)
class _Key:
    title: str
    example: str


_KEYS = {
    "name": _Key("网站名称", "明川县营商环境公开"),
    "county": _Key("地区名称", "明川县"),
    "organiser": _Key("主办单位", "明川县优化营商环境领导小组办公室"),
    "site_url": _Key("网站地址", "https://www.example.com/yshj/"),
    "code_base": _Key("二维码地址前缀", "https://www.example.com/yshj/f/"),
    "staging_url": _Key("预览网站地址", "https://yulan.example.com/"),
    "phone": _Key("联系电话", '"0000-8000100"'),
    "mailbox": _Key("信箱", "yingshang@example.com"),
    "address": _Key("联系地址", "明川县政务中心 5 楼"),
    "hotline": _Key("政务服务热线", '"12345"'),
    "undertaker": _Key("承办单位", "明川县数据局"),
    "hours": _Key("工作时间", "工作日 9:00—17:00"),
    "intake_url": _Key("意见提交地址", "https://www.example.com/intake/"),
    "external_form": _Key("外部表单地址", "https://www.example.com/form"),
    "report_phone": _Key("监督举报电话", '"0000-8000110"'),
    "site_code": _Key("网站标识码", '"0000000000"'),
    "icp": _Key("ICP备案号", "示例ICP备00000000号"),
    "police_record": _Key("公网安备号", "示例公网安备 00000000000000号"),
    "error_report_url": _Key("找错地址", "https://www.example.com/zhaocuo"),
    "party_mark": _Key("党政机关标识图片", "assets/mark.png"),
    "party_mark_url": _Key("党政机关标识的官方页面", "https://www.example.com/biaoshi"),
    "required_fields": _Key("页脚必填的项目", "site_code、icp、police_record"),
    "data_licence": _Key("开放数据的使用许可", "CC-BY-4.0"),
    "data_licence_url": _Key("使用许可的网址", "https://www.example.com/licence"),
    "demonstration": _Key("是否演示数据", "true"),
    "handling_days": _Key("差评办理时限（工作日）", "5"),
    "retention_days": _Key("联系方式保存天数", "180"),
    "tolerance": _Key("进度容许落后的百分点", "10"),
    "agreement": _Key("完成率允许的误差（百分点）", "1"),
    "minimum_ratings": _Key("公布评价的最少份数", "5"),
    "ranking": _Key("是否公布单位排名", "false"),
    "ranking_completion": _Key("排名中完成进度的权重", "40"),
    "ranking_on_time": _Key("排名中按期推进的权重", "30"),
    "ranking_reporting": _Key("排名中按月报送的权重", "20"),
    "ranking_ratings": _Key("排名中企业评价的权重", "10"),
    "ranking_minimum_measures": _Key("参加排名最少要有几项有时限的措施", "3"),
    "ranking_minimum_ratings": _Key("参加排名最少要有几份评价", "20"),
    "warnings": _Key("是否公布预警", "false"),
    "warning_days": _Key("离时限多少天以内预警", "31"),
    "warning_percent": _Key("临近时限时完成率至少要有多少", "80"),
    "warning_share": _Key("落后到容许百分点的百分之几开始预警", "50"),
    "warning_months": _Key("看最近几个月的速度", "3"),
    "reminder_days": _Key("催办单要求几天内反馈", "7"),
}
_ADDRESSES = {
    "site_url",
    "code_base",
    "staging_url",
    "intake_url",
    "external_form",
    "error_report_url",
    "party_mark_url",
    "data_licence_url",
}
_OWN_PLACES = {"site_url", "code_base", "staging_url"}
"""Addresses of our own: they end in a slash, and a server's configuration is made from them."""
_HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.IGNORECASE
)
_PATH = re.compile(r"/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")
_UNFIT_FOR_ADDRESS = re.compile(r"""[\s<>"'`\\^{|}\x00-\x1f\x7f]""")
_FOOTER = (
    "undertaker",
    "hours",
    "hotline",
    "report_phone",
    "site_code",
    "icp",
    "police_record",
    "error_report_url",
    "party_mark",
)
_MARK = re.compile(r"assets/[a-z0-9-]+\.(?:svg|png|jpg|gif)")
_WEIGHTS = tuple(rule.weight for rule in RANKING_RULES)


def read_settings(county: County) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Read and check ``site_config/site.yml`` of a county; settings are ``None`` when there are errors."""
    path = county / SETTINGS_FILE
    whole = Location(SETTINGS_FILE)
    if not path.is_file():
        return None, (problem("settings-missing", whole, hint=_suggest_name(path)),)
    try:
        node = _compose(path)
    except _BrokenError as broken:
        return None, (
            problem("yaml-broken", Location(SETTINGS_FILE, row=broken.row), row=broken.row, reason=broken.reason),
        )
    if not isinstance(node, yaml.MappingNode):
        return None, (problem("yaml-shape", whole, expected="“名称: 内容”一行一项"),)
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(getattr(key_node, "value", ""))
        where = Location(SETTINGS_FILE, row=key_node.start_mark.line + 1, heading=key)
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1)
            hint = f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(_KEYS)}。"
            problems.append(problem("setting-unknown", where, key=key, hint=hint))
        elif key in values:
            problems.append(problem("yaml-key-twice", where, key=key))
        elif not isinstance(value_node, yaml.ScalarNode):
            problems.append(_wrong(key, "…", "只能是一行文字或数字", where))
        else:
            values[key] = _read_value(key, value_node.value.strip(), where, problems)
    for field in dataclasses.fields(Settings):
        if field.default is dataclasses.MISSING and not values.get(field.name):
            needed = _KEYS[field.name]
            problems.append(
                problem("setting-missing", whole, key=field.name, title=needed.title, example=needed.example)
            )
    problems += [*_check_weights(values, whole), *_check_footer(values, whole), *_check_mark(values, county, whole)]
    problems += _check_apart(values, whole)
    return (None if problems else Settings(**values)), tuple(problems)


def _check_weights(values: Mapping[str, Any], where: Location) -> list[Problem]:
    """A ranking needs a weight that is not 0; a weight that is not written has its default."""
    defaults = {field.name: field.default for field in dataclasses.fields(Settings)}
    if not values.get("ranking") or any(values.get(key, defaults[key]) for key in _WEIGHTS):
        return []
    return [_wrong(_WEIGHTS[0], "0", "四项权重不能都是 0，否则算不出得分", where)]


def _check_footer(values: Mapping[str, Any], where: Location) -> list[Problem]:
    """Fields of the footer that are called required and are empty (国办发〔2017〕47号 names what a footer holds)."""
    defaults = {field.name: field.default for field in dataclasses.fields(Settings)}
    problems: list[Problem] = []
    for key in values.get("required_fields", ()):
        if key not in _FOOTER:
            reason = f"“{key}”不是页脚的项目，可用的有 {'、'.join(_FOOTER)}"
            problems.append(_wrong("required_fields", "、".join(values["required_fields"]), reason, where))
        elif not values.get(key, defaults[key]):
            needed = _KEYS[key]
            problems.append(
                problem("setting-required-empty", where, key=key, title=needed.title, example=needed.example)
            )
    return problems


def _check_mark(values: Mapping[str, Any], county: County, where: Location) -> list[Problem]:
    """The picture of the 党政机关标识 lies among the county's own files: no other host is asked for it."""
    written = values.get("party_mark", "")
    if not written:
        return []
    if _MARK.fullmatch(written) is None:
        reason = "只能是 assets 文件夹里的一张图片，文件名用小写英文字母和数字"
        return [_wrong("party_mark", written, reason, where)]
    if not (county.overrides / written).is_file():
        return [_wrong("party_mark", written, f"没有 site_config/overrides/{written} 这个文件", where)]
    return []


class _BrokenError(Exception):
    """The file is no YAML: in which row, and why."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


def _compose(path: Path) -> yaml.Node | None:
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise _BrokenError(1, "文件太大，不像是设置；从备份恢复 site_config 文件夹")
    try:
        text = _decode(data)
    except UnicodeDecodeError:
        raise _BrokenError(1, "文字编码认不出来，用记事本打开，另存为 UTF-8") from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as fault:
        raise _BrokenError(*explain_fault(fault, text)) from None
    except RecursionError:
        raise _BrokenError(1, "括号套了太多层") from None
    row = _find_swallowed(node)
    if row:
        raise _BrokenError(row, COLON_REASON if "：" in split_lines(text)[row - 1] else "这一行开头缺少名称和冒号")
    return node


def _find_swallowed(node: yaml.Node | None) -> int:
    """The row that a value without quotes has swallowed, as it does when that row's colon is wrong; 0 for none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    for _, value in pairs:
        if isinstance(value, yaml.ScalarNode) and not value.style and value.end_mark.line > value.start_mark.line:
            return int(value.start_mark.line) + 2
    return 0


def _suggest_name(path: Path) -> str:
    for other in ("site.yml.txt", "site.yaml", "site.txt"):
        if path.with_name(other).is_file():
            return f"把 {other} 改名为 site.yml（资源管理器里看不到后面的 .txt 时，先打开“文件扩展名”显示）。"
    return "从示例复制一份，再改成本地的内容。"


def _decode(data: bytes) -> str:
    """UTF-8, or what Notepad writes on Chinese Windows. Raises ``UnicodeDecodeError`` when it is neither."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _wrong(key: str, value: str, reason: str, where: Location) -> Problem:
    return problem("setting-wrong", where, key=key, value=value, reason=reason, example=_KEYS[key].example)


_TYPES = {field.name: str(field.type) for field in dataclasses.fields(Settings)}


def _read_value(key: str, text: str, where: Location, problems: list[Problem]) -> object:
    kind = _TYPES[key]
    if kind == "bool":
        if text not in ("true", "false"):
            problems.append(_wrong(key, text, "只能是 true 或 false", where))
        return text == "true"
    if kind.startswith("tuple"):
        return tuple(re.findall(r"[^\s、，,；;]+", text))
    if kind in ("int", "Decimal"):
        number = _parse_number(text)
        if reason := _judge_number(key, kind, number):
            problems.append(_wrong(key, text, reason, where))
            return None
        return int(number) if kind == "int" else number
    if key in _ADDRESSES and text:
        problems += (_wrong(key, text, reason, where) for reason in _judge_address(key, text))
    return text


def _parse_number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _judge_number(key: str, kind: str, number: Decimal) -> str:
    """What is wrong with a number; empty when nothing is."""
    if not number.is_finite() or number < 0 or (kind == "int" and number != number.to_integral_value()):
        return f"应当是不小于 0 的{'整数' if kind == 'int' else '数'}"
    if key == "minimum_ratings" and number in (0, 2):
        return "只能是 1（都公布）或不小于 3 的整数"
    return ""


def _judge_address(key: str, url: str) -> list[str]:
    """What is wrong with an address."""
    reasons = []
    if not url.startswith(("https://", "http://")):
        reasons.append("网址以 https:// 开头")
    if unfit := _UNFIT_FOR_ADDRESS.search(url):
        reasons.append(f"网址里不能有“{unfit.group()}”")
    if key in _OWN_PLACES and not url.endswith("/"):
        reasons.append("最后要有斜杠“/”")
    elif key in _OWN_PLACES and not reasons:
        reasons += filter(None, [_judge_place(url)])
    return reasons


def _judge_place(url: str) -> str:
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


def _check_apart(values: Mapping[str, Any], where: Location) -> list[Problem]:
    """The preview's address and the site's must not lie in one another: drafts would stand in public."""
    preview = values.get("staging_url") or ""
    one, other = (url.partition("://")[2].lower() for url in (values.get("site_url") or "", preview))
    if not (one and other) or not (one.startswith(other) or other.startswith(one)):
        return []
    return [_wrong("staging_url", preview, "预览要和正式网站分开，不能放在同一个网址下面", where)]
