"""What a build would do to readers: the facts that they were last given against those that they would be given.

Each consequence is a problem. A grave one stops the build until the county says, under its key, why it is meant.

>>> before = {(FactKind.NAME, "windows/W01"): "综合窗口", (FactKind.NAME, "windows/W02"): "税务窗口"}
>>> after = {(FactKind.NAME, "windows/W01"): "税务窗口", (FactKind.NAME, "windows/W02"): "综合窗口"}
>>> [found.item for found in compare_facts(before, after, {})]
['swapped-windows-W01-W02-3a7f']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from mashang.addresses import gone_item
from mashang.county import SETTINGS_FILE
from mashang.problems import Location, Problem, name_item, problem
from mashang.proof.public_record import FactKind, Facts
from mashang.settings import SETTINGS
from mashang.spelling import quote_difference

SMALL_EDIT = 0.8
"""How alike two names are, of 1, between which only words were polished."""
KEPT_SHARE = 0.9
"""A table that keeps at most this share of its rows has lost some."""

_DERIVED = re.compile(r"progress/(history/\d+|\d{4}-\d\d(/warnings|(/warnings)?/\d+))/")
"""Pages that come and go with figures."""
_COUNTED = re.compile(r"(progress|lists/[^/]+)/[^/]+|ratings-by-\w+")
"""Tables whose rows have no address or code of their own."""
_NUMBERS = re.compile(r"[0-9A-Za-z〇零一二三四五六七八九十甲乙丙丁东西南北上下左右]")
"""What tells names apart that are alike otherwise: 1 号窗口 and 2 号窗口."""
_WORDS = re.compile(r"\w+")
_LOGS = {"corrections": "更正", "adjustments": "措施调整", "lists": "清单版次登记", "reports": "公开答复"}
_WHAT = {
    "windows": "窗口",
    "enterprises": "企业",
    "matters": "事项",
    "measures": "措施",
    "departments": "单位",
    "lists": "清单",
    "grids": "网格",
    "progress": "月份",
}


def compare_facts(
    before: Facts, after: Facts, codes: Mapping[str, str], told: Collection[str] = ()
) -> Iterator[Problem]:
    """What would happen to readers, in no order.

    ``codes`` are the codes in use by table and id, as ``windows/W01``; ``told`` those whose new name stands in an
    adjustment already.
    """
    yield from _compare_places(before, after, codes)
    yield from _compare_names(_pick(before, FactKind.NAME), _pick(after, FactKind.NAME), codes, told)
    yield from _compare_tables(_pick(before, FactKind.ROWS), _pick(after, FactKind.ROWS), _list_lost(before, after))
    yield from _compare_log(_pick(before, FactKind.LOG), _pick(after, FactKind.LOG), _list_lost(before, after))
    yield from _compare_settings(_pick(before, FactKind.SETTING), _pick(after, FactKind.SETTING))
    yield from _compare_entries(before, after, codes)


def _pick(facts: Facts, kind: FactKind) -> dict[str, str]:
    return {key: value for (found, key), value in facts.items() if found is kind}


def _list_lost(before: Facts, after: Facts) -> dict[str, str]:
    """What is gone, with its name, by address; what lies below something that is gone is not named again."""
    lost = {key: name for key, name in _pick(before, FactKind.PAGE).items() if not _DERIVED.fullmatch(key)}
    lost |= {f"{key}/": name for key, name in _pick(before, FactKind.NAME).items()}
    present = {*_pick(after, FactKind.PAGE), *(f"{key}/" for key in _pick(after, FactKind.NAME))}
    top: dict[str, str] = {}
    for address in sorted(lost.keys() - present):
        if not any(address.startswith(above) for above in top):
            top[address] = lost[address]
    return top


def _compare_places(before: Facts, after: Facts, codes: Mapping[str, str]) -> Iterator[Problem]:
    present = {key.casefold(): key for key in _pick(after, FactKind.NAME)}
    lost = _list_lost(before, after)
    many = Counter(address.partition("/")[0] for address in lost)
    for address, name in lost.items():
        key = address.rstrip("/")
        section, _, rest = key.partition("/")
        effects = [f"网页 {address} 撤下"] if (FactKind.PAGE, address) in before else []
        effects += [f"印好的码 {codes[key]} 扫开后只说明已经停用"] if key in codes else []
        near = present.get(key.casefold(), "").rpartition("/")[2]
        hint = f"现在的表里有只差大小写的“{near}”，多半是写错了，改回原来的写法。" if near else _advise(section, rest)
        if many[section] > 1:
            hint += f"同类的有 {many[section]} 项，一起确认可以写 gone-{section}-*。"
        effect = "，".join(effects) or "不再公布"
        where = Location(f"content/{section}" if section in _WHAT else "content")
        slots = {
            "what": _WHAT.get(section, "网页") if rest else "栏目",
            "name": _label(rest, name),
            "effect": effect,
            "hint": hint,
        }
        yield problem("consequence-gone", where, item=gone_item(address), **slots)


def _advise(section: str, rest: str) -> str:
    if not rest:
        return "看看 content 里少了哪个文件，或 site.yml 里关掉了哪一项；不是有意的，就恢复原样。"
    if section in ("windows", "enterprises"):
        return "停用的，把这一行放回表里，“状态”写“停用”；不是有意的，也放回来。"
    if section == "measures":
        return "废止的，把这一行放回表里，“有效性”写“废止”，并在 content/adjustments 里写明；不是有意的，也放回来。"
    return "不是有意的，就放回表里。"


def _label(rest: str, name: str) -> str:
    return f"{rest}（{name}）" if rest and rest != name else name or rest


def _compare_names(
    before: Mapping[str, str], after: Mapping[str, str], codes: Mapping[str, str], told: Collection[str]
) -> Iterator[Problem]:
    changed = {key: (old, after[key]) for key, old in before.items() if key in after and after[key] != old}
    owners = {(key.partition("/")[0], old): key for key, old in before.items()}
    for key, (old, new) in sorted(changed.items()):
        section, _, identifier = key.partition("/")
        owner = owners.get((section, new), key)
        other = owner.partition("/")[2]
        where, what = Location(f"content/{section}"), _WHAT[section]
        if owner != key and after.get(owner) == old:
            if key < owner:
                item = _short(f"swapped-{section}-{identifier}-{other}", old, new)
                effect = _explain_names([one for one in (key, owner) if one in codes], codes)
                slots = {"what": what, "one": identifier, "other": other, "first": old, "second": new, "effect": effect}
                yield problem("consequence-swapped", where, item=item, **slots)
        elif key not in told and (owner != key or not is_small_edit(old, new)):
            hint = f"“{new}”原来是 {other} 的名称。" if owner != key else ""
            effect = _explain_names([key] if key in codes else [], codes)
            slots = {"what": what, "id": identifier, "old": old, "new": new, "effect": effect, "hint": hint}
            yield problem(
                "consequence-renamed", where, item=_short(f"renamed-{section}-{identifier}", old, new), **slots
            )


def _explain_names(keys: list[str], codes: Mapping[str, str]) -> str:
    if keys:
        return f"已经印出去的码 {'、'.join(codes[key] for key in keys)} 会打开另一个"
    return "原来的网址会打开另一个"


def _short(question: str, *values: str) -> str:
    return name_item(question, values)[: len(question) + 5]


def is_small_edit(old: str, new: str) -> bool:
    """Whether one name is the other with words polished: the same numbers and letters in it, and all but the same text.

    >>> is_small_edit("不动产登记窗口", "不动产登记（窗口）"), is_small_edit("1号综合窗口", "2号综合窗口")
    (True, False)
    """
    one, other = ("".join(_WORDS.findall(text)) for text in (old, new))
    if one == other:
        return True
    if _NUMBERS.findall(one) != _NUMBERS.findall(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > SMALL_EDIT


def _compare_tables(before: Mapping[str, str], after: Mapping[str, str], lost: Collection[str]) -> Iterator[Problem]:
    for table, old in before.items():
        if not _COUNTED.fullmatch(table) or any(f"{table}/".startswith(address) for address in lost):
            continue
        where, key = Location("content"), table.replace("/", "-")
        if table not in after:
            yield problem("consequence-table", where, item=f"gone-data-{key}", table=table, old=old)
        elif int(after[table]) <= int(old) * KEPT_SHARE and not _is_register(table, lost):
            item = f"fewer-{key}-{after[table]}"
            yield problem("consequence-fewer", where, item=item, table=table, old=old, new=after[table])


def _is_register(table: str, lost: Iterable[str]) -> bool:
    """Whether it lists the editions of a list of which one is gone, which is named already."""
    named = table.removesuffix("editions")
    return named != table and any(address.startswith(named) for address in lost)


def _compare_log(before: Mapping[str, str], after: Mapping[str, str], lost: Collection[str]) -> Iterator[Problem]:
    """What was told of the past, but for what was said of something that is gone."""
    for key, old in before.items():
        new = after.get(key, "")
        if old and new != old and not any(key.startswith(address) for address in lost):
            section, _, rest = key.partition("/")
            item = _short(f"changed-{key.replace('/', '-')}", old, new)
            slots = {"what": f"{_LOGS[section]} {rest}", "old": quote_difference(old, new)}
            slots["new"] = quote_difference(new, old) or "（没有了）"
            yield problem("consequence-log", Location(f"content/{section}"), item=item, **slots)


def _compare_settings(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Problem]:
    for key, old in before.items():
        setting, _, way = key.partition("/")
        new = after.get(key, "" if way else old)
        if key == "demonstration" or new == old:
            continue
        where = Location(SETTINGS_FILE, heading=setting)
        item = _short(f"changed-{setting}", *([way] if way else []), old, new)
        if key == "site_url":
            yield problem("consequence-site-url", where, item=item, old=old, new=new)
        elif old:
            title = f"{SETTINGS[setting].title}“{way}”" if way else SETTINGS[key].title
            yield problem("consequence-contact", where, item=item, title=title, old=old, new=new or "空")


def _compare_entries(before: Facts, after: Facts, codes: Mapping[str, str]) -> Iterator[Problem]:
    """What is shown only: codes taken out of use by the table's own column, other telephones and places."""
    for (kind, key), old in before.items():
        new = after.get((kind, key), old)
        if new == old or kind not in (FactKind.STATE, FactKind.CONTACT):
            continue
        section, _, identifier = key.partition("/")
        slots = {"what": _WHAT[section], "id": identifier, "name": after.get((FactKind.NAME, key), "")}
        where = Location(f"content/{section}")
        if kind is FactKind.CONTACT and old:
            yield problem("consequence-entry", where, **slots, old=old, new=new or "空")
        elif kind is FactKind.STATE and new and key in codes:
            yield problem("consequence-code-stops", where, **slots, code=codes[key])
