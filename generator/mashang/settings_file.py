"""Reads and checks ``site_config/site.yml``: who publishes, under which addresses, with which thresholds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from mashang.county import OVERRIDES, SETTINGS_FILE, County
from mashang.files import LargeFileError, read_regular
from mashang.problems import Location, Problem, problem
from mashang.published_rules import RANKING_RULES
from mashang.report_ways import WAY_NEEDED, WAY_TYPES, ReportWay, ReportWays, WayKind, check_way
from mashang.settings import DEFAULTS, SETTINGS, TYPES, Settings, check_mark
from mashang.yaml_causes import COLON_REASON, COMMENT_REASON, QUOTE_REASON, explain_fault, is_quoted, split_lines

_LARGEST = 1_000_000
"""More bytes than any settings have."""
_CUT = re.compile(r"\s*#(?:[^\s#]|\s*[0-9])")


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
        if key not in SETTINGS:
            near = get_close_matches(key, SETTINGS, n=1)
            hint = f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(SETTINGS)}。"
            problems.append(problem("setting-unknown", where, key=key, hint=hint))
        elif key in values:
            problems.append(problem("yaml-key-twice", where, key=key))
        elif TYPES[key] == ReportWays:
            values[key] = _read_ways(value_node, problems)
        else:
            values[key] = _read_scalar(key, value_node, where, problems)
    for key, needed in SETTINGS.items():
        if DEFAULTS[key] is MISSING and not values.get(key):
            problems.append(problem("setting-missing", whole, key=key, title=needed.title, example=needed.example))
    problems += [*_check_weights(values, whole), *_check_footer(values, whole), *_check_mark(values, county, whole)]
    problems += [*_check_apart(values, whole), *_check_ways_once(values, whole)]
    return (None if problems else Settings(**values)), tuple(problems)


def _read_scalar(key: str, node: yaml.Node, where: Location, problems: list[Problem]) -> object:
    if isinstance(node, yaml.ScalarNode):
        return _read_value(key, node.value.strip(), where, problems)
    problems.append(_wrong(key, "…", "只能是一行文字或数字", where))
    return None


def _read_ways(node: yaml.Node, problems: list[Problem]) -> ReportWays:
    """The ways to report, each a list of parts; those with a fault are left out."""
    where = Location(SETTINGS_FILE, row=node.start_mark.line + 1, heading="report_ways")
    if isinstance(node, yaml.ScalarNode) and not node.value.strip():
        return ()
    if not isinstance(node, yaml.SequenceNode):
        problems.append(_wrong_way("", "…", "每一种渠道以“- title: 名称”开头，各占几行", where))
        return ()
    ways = (_read_way(f"第 {number} 项", one, problems) for number, one in enumerate(node.value, 1))
    return tuple(way for way in ways if way)


def _read_way(place: str, node: yaml.Node, problems: list[Problem]) -> ReportWay | None:
    start = Location(SETTINGS_FILE, row=node.start_mark.line + 1, heading="report_ways")
    if not isinstance(node, yaml.MappingNode):
        problems.append(_wrong_way(place, "…", "每一种渠道以“- title: 名称”开头，各占几行", start))
        return None
    faults: list[Problem] = []
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        part = str(getattr(key_node, "value", ""))
        where = Location(SETTINGS_FILE, row=key_node.start_mark.line + 1, heading=part)
        if part not in WAY_TYPES:
            faults.append(_wrong_way(place, part, f"没有“{part}”这一栏，可用的有 {'、'.join(WAY_TYPES)}", where))
        elif part in values:
            faults.append(problem("yaml-key-twice", where, key=part))
        elif not isinstance(value_node, yaml.ScalarNode):
            faults.append(_wrong_way(f"{place} {part}", "…", "只能是一行文字或数字", where))
        else:
            values[part] = _parse_part(f"{place} {part}", WAY_TYPES[part], value_node.value.strip(), where, faults)
    missing = [part for part in WAY_NEEDED if not values.get(part)]
    if missing and not faults:
        faults.append(_wrong_way(place, str(values.get("title", "…")), f"缺少 {'、'.join(missing)}", start))
    problems += faults
    if faults:
        return None
    way = ReportWay(**values)
    reasons = check_way(way)
    problems += (_wrong_way(place, way.title, reason, start) for reason in reasons)
    return None if reasons else way


def _parse_part(place: str, kind: Any, text: str, where: Location, problems: list[Problem]) -> object:
    """A part of a way, of its type."""
    if kind is WayKind:
        if text in list(WayKind):
            return WayKind(text)
        problems.append(_wrong_way(place, text, f"只能是 {'、'.join(WayKind)}", where))
        return None
    value, reason = _parse_text(kind, text)
    if reason:
        problems.append(_wrong_way(place, text, reason, where))
    return value


def _check_ways_once(values: Mapping[str, Any], where: Location) -> list[Problem]:
    """A form stands in one place: among the ways, or as an address of its own; one form of ours is enough."""
    ways: ReportWays = values.get("report_ways") or ()
    named = [key for key in ("intake_url", "external_form") if values.get(key)]
    reason = "写了 report_ways，就把这个地址写成其中的一项，这里删去"
    found = [_wrong(key, str(values[key]), reason, where) for key in named if ways]
    if sum(way.kind is WayKind.FORM for way in ways) > 1:
        found.append(_wrong_way("", WayKind.FORM, "“表单”只能有一项", where))
    return found


def _check_weights(values: Mapping[str, Any], where: Location) -> list[Problem]:
    """A ranking needs a weight that is not 0; a weight that is not written has its default."""
    weights = [rule.weight for rule in RANKING_RULES]
    if not values.get("ranking") or any(values.get(key, DEFAULTS[key]) for key in weights):
        return []
    return [_wrong(weights[0], "0", "四项权重不能都是 0，否则算不出得分", where)]


def _check_footer(values: Mapping[str, Any], where: Location) -> list[Problem]:
    """Fields of the footer that are called required and are empty (国办发〔2017〕47号 names what a footer holds)."""
    footer = [key for key, setting in SETTINGS.items() if setting.footer]
    problems: list[Problem] = []
    for key in values.get("required_fields", ()):
        if key not in footer:
            reason = f"“{key}”不是页脚的项目，可用的有 {'、'.join(footer)}"
            problems.append(_wrong("required_fields", "、".join(values["required_fields"]), reason, where))
        elif not values.get(key, DEFAULTS[key]):
            needed = SETTINGS[key]
            problems.append(
                problem("setting-required-empty", where, key=key, title=needed.title, example=needed.example)
            )
    return problems


def _check_mark(values: Mapping[str, Any], county: County, where: Location) -> list[Problem]:
    """The picture of the 党政机关标识 lies among the county's own files: no other host is asked for it."""
    written = values.get("party_mark", "")
    if written and not check_mark(written) and not (county / OVERRIDES / written).is_file():
        return [_wrong("party_mark", written, f"没有 site_config/overrides/{written} 这个文件", where)]
    return []


def check_answer(key: str, text: str) -> list[str]:
    """Why a setting cannot have this text; nothing when it can."""
    problems: list[Problem] = []
    if not text and DEFAULTS[key] is MISSING:
        return [f"“{SETTINGS[key].title}”必须填"]
    if text:
        _read_value(key, text, Location(SETTINGS_FILE), problems)
    return [dict(one.slots)["reason"] for one in problems]


def render_settings(answers: Mapping[str, str]) -> str:
    """The text of ``site_config/site.yml`` with these answers, each setting with what it is for.

    Settings without an answer stand there as a comment, with an example.
    """
    lines = [
        "# 网站的设置。改好后保存，再检查一遍。冒号用英文“:”，后面空一格；电话和编号要加英文引号。",
        "# 名称前面有“#”的还没有用上：要用，去掉行首的“#”和它后面的一个空格；占几行的，每一行都去掉。",
        "",
    ]
    for key, setting in SETTINGS.items():
        lines.append(f"# {setting.title}：{setting.note}。")
        answer = answers.get(key, "")
        written = f"{key}: {_spell(key, answer)}" if answer else f"# {key}: {setting.example}"
        lines.append(written.replace(": \n", ":\n").replace("\n", "\n# "))
    return "\n".join(lines) + "\n"


def _spell(key: str, text: str) -> str:
    """The text as YAML reads it back: numbers and yes or no bare, all else in quotation marks."""
    if TYPES[key] in (bool, int, Decimal):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _BrokenError(Exception):
    """The file is no YAML: in which row, and why."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


def _compose(path: Path) -> yaml.Node | None:
    try:
        text = _decode(read_regular(path, _LARGEST))
    except LargeFileError:
        raise _BrokenError(1, "文件太大，不像是设置；从备份恢复 site_config 文件夹") from None
    except UnicodeDecodeError:
        raise _BrokenError(1, "文字编码认不出来，用记事本打开，另存为 UTF-8") from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as fault:
        raise _BrokenError(*explain_fault(fault, text)) from None
    except RecursionError:
        raise _BrokenError(1, "括号套了太多层") from None
    lines = split_lines(text)
    row = _find_swallowed(node)
    if row:
        raise _BrokenError(row, COLON_REASON if "：" in lines[row - 1] else "这一行开头缺少名称和冒号")
    row = _find_cut(node, lines)
    if row:
        raise _BrokenError(row, COMMENT_REASON)
    return node


def _find_cut(node: yaml.Node | None, lines: list[str]) -> int:
    """The row of a text that is cut where a comment begins, as 明和路 #3 楼 is; 0 for none.

    A comment that is one has a space behind its sign and is no number.
    """
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(value, yaml.ScalarNode) and not value.style and TYPES.get(str(key.value)) is str:
            row = value.end_mark.line
            if _CUT.match(lines[row][value.end_mark.column :]):
                return int(row) + 1
    return 0


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
    return problem("setting-wrong", where, key=key, value=value, reason=reason, example=SETTINGS[key].example)


def _wrong_way(place: str, value: str, reason: str, where: Location) -> Problem:
    return problem("way-wrong", where, place=place, value=value, reason=reason)


def _read_value(key: str, text: str, where: Location, problems: list[Problem]) -> object:
    kind = TYPES[key]
    if kind == tuple[str, ...] and not is_quoted(text):
        return tuple(re.findall(r"[^\s、，,；;]+", text))
    value, reason = _parse_text(kind, text)
    reasons = [reason] if reason else SETTINGS[key].check(value) if text else []
    problems += (_wrong(key, text, one, where) for one in reasons)
    return value


def _parse_text(kind: Any, text: str) -> tuple[object, str]:
    """A text, a number, or yes or no, and why it is none; the reason is empty when it is one."""
    if is_quoted(text):
        return text, QUOTE_REASON
    if kind is bool:
        return text == "true", "" if text in ("true", "false") else "只能是 true 或 false"
    if kind in (int, Decimal):
        number = _parse_number(text)
        if not number.is_finite() or number < 0 or (kind is int and number != number.to_integral_value()):
            return None, f"应当是不小于 0 的{'整数' if kind is int else '数'}"
        return int(number) if kind is int else number, ""
    return (text, "要写在 site_config/site.yml 里，一项几行") if text and kind == ReportWays else (text, "")


def _parse_number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _check_apart(values: Mapping[str, Any], where: Location) -> list[Problem]:
    """The preview's address and the site's must not lie in one another: drafts would stand in public."""
    preview = values.get("staging_url") or ""
    one, other = (url.partition("://")[2].lower() for url in (values.get("site_url") or "", preview))
    if not (one and other) or not (one.startswith(other) or other.startswith(one)):
        return []
    return [_wrong("staging_url", preview, "预览要和正式网站分开，不能放在同一个网址下面", where)]
