"""Which file of ``content/`` is which dataset, by its place and name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from mashang.county import CONTENT
from mashang.tables import DATASETS, PROGRESS, SUFFIXES, Dataset

PAGES = "pages"
PAGE_SUFFIX = ".md"
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_COPY = re.compile(r"(?P<name>.+?) ?(?:- ?(?:副本|Copy|复制).*|[(（][0-9]+[)）]|副本.*|_?备份.*|_[0-9])")
_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHEETS = frozenset({".xlsb", ".xlt", ".xltx", ".xltm", ".ett", ".ots", ".fods", ".numbers"})
_SECOND_BEST = frozenset({".xlsm", ".yml"})
"""What is read and not recommended."""
_TEXTS = frozenset({".doc", ".docx", ".wps", ".rtf", ".odt", ".pdf", ".txt", ".ofd", ".html", ".htm"})
_LOCK_PREFIXES = ("~$", ".", "~wrl")
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r"})


def is_month(name: str) -> bool:
    """Whether a name is a month such as ``2026-10``."""
    return _MONTH.fullmatch(name) is not None


def is_date(name: str) -> bool:
    """Whether a name is a day of the calendar such as ``2026-03-01``."""
    if not _DATE.fullmatch(name):
        return False
    try:
        dt.date.fromisoformat(name)
    except ValueError:
        return False
    return True


def is_plain(name: str) -> bool:
    """Whether a name can stand in an address: small letters, digits, single hyphens."""
    return _PLAIN.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class PartRule:
    """What a varying part of a place must be: the test, the problem's code when it fails, an example."""

    fits: Callable[[str], bool]
    code: str
    example: str


_MONTH_RULE = PartRule(is_month, "name-not-month", "2026-10")
_DATE_RULE = PartRule(is_date, "name-not-date", "2026-03-01")
PLAIN_RULE = PartRule(is_plain, "name-not-plain", "positive-list")
PART_RULES: dict[str, tuple[PartRule, ...]] = {
    "progress": (_MONTH_RULE,),
    "ratings": (_MONTH_RULE,),
    "reports": (_MONTH_RULE,),
    "list": (PLAIN_RULE,),
    "editions": (PLAIN_RULE,),
    "list-edition": (PLAIN_RULE, _DATE_RULE),
}
"""The rules of each ``*`` in a dataset's stem, by the dataset's name."""


def is_litter(name: str) -> bool:
    """Whether office programs and systems leave such files behind: lock files, thumbnails, dot files."""
    lower = name.lower()
    return lower.startswith(_LOCK_PREFIXES) or lower in _LITTER


def is_annotated(name: str) -> bool:
    """Whether a file is a copy with the check's remarks in it: ``2026-10（批注）.xlsx``."""
    return split_name(name)[0].endswith(("（批注）", "(批注)"))


def is_passed_over(name: str) -> bool:
    """Whether a file among a county's tables is none of them: litter, or an annotated copy."""
    return is_litter(name) or is_annotated(name)


def name_annotated(name: str) -> str:
    """The name of a table's annotated copy, from its stem: ``2026-10`` → ``2026-10（批注）.xlsx``."""
    return f"{name}（批注）.xlsx"


def split_name(name: str) -> tuple[str, str]:
    """Stem and suffix of a file's name, the suffix in small letters: ``2026-10.XLSX`` → ``2026-10``, ``.xlsx``."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix.lower()) if dot else (name, "")


def find_dataset(parts: tuple[str, ...]) -> tuple[Dataset, tuple[str, ...]] | None:
    """The dataset at this place below ``content/`` (last part without suffix) and its varying parts."""
    for dataset in DATASETS:
        pattern = dataset.stem.split("/")
        if len(pattern) == len(parts) and all(
            wanted in ("*", part) for wanted, part in zip(pattern, parts, strict=True)
        ):
            return dataset, tuple(part for wanted, part in zip(pattern, parts, strict=True) if wanted == "*")
    return None


def example_place(dataset: Dataset) -> str:
    """A place of this dataset as staff would write it: ``progress/2026-10``."""
    place = dataset.stem
    for rule in PART_RULES.get(dataset.name, ()):
        place = place.replace("*", rule.example, 1)
    return place


def find_misplaced(parts: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """The table that a file at an unknown place was probably meant to be: the dataset and its varying parts."""
    dataset = None if parts[0] == PAGES else _nearest(parts)
    varying = dataset.stem.count("*") if dataset else 0
    return (dataset.name, parts[-1:] * varying) if dataset and varying <= 1 else None


def suggest_place(parts: tuple[str, ...], suffix: str) -> str:
    """What to do with a file at an unknown place: the nearest known name, or all of them."""
    if suffix == PAGE_SUFFIX:
        return f"页面放在 {CONTENT}/{PAGES} 文件夹里，文件名用英文，如 {CONTENT}/{PAGES}/about.md。"
    if parts[0] == PAGES:
        return f"{CONTENT}/{PAGES} 文件夹里只放 {PAGE_SUFFIX} 页面；表格移到 {CONTENT} 里，其他文件移走。"
    dataset = _nearest(parts)
    if dataset is not None:
        kept = suffix if suffix in SUFFIXES else SUFFIXES[0]
        copied = _COPY.fullmatch(parts[-1])
        if copied and find_dataset((*parts[:-1], copied["name"])) is not None:
            original = "/".join((*parts[:-1], copied["name"]))
            return f"这像是一份副本：要用它，就替换 {CONTENT}/{original}{kept}；不用就移出 content。"
        if is_month(parts[-1]):
            place = dataset.stem.replace("*", parts[-1])
            return f"是不是“{dataset.title}”？要放在 {CONTENT}/{place}{kept}；不是就移出 content。"
        return (
            f"是不是“{dataset.title}”？要放在 {CONTENT}/{example_place(dataset)}{kept} 这样的位置；不是就移出 content。"
        )
    places = "、".join(example_place(dataset) for dataset in DATASETS)
    return f"可以用的位置有：{places}；不是数据就移出 content。"


def suggest_format(parts: tuple[str, ...], suffix: str) -> str:
    """What to do with a file of a kind that is not read."""
    name, inner = split_name(parts[-1])
    if suffix == ".txt" and inner in (*SUFFIXES, PAGE_SUFFIX):
        return f"去掉文件名末尾的 .txt，只留 {name}{inner}（看不到 .txt 时，先在资源管理器里打开“文件扩展名”显示）。"
    if suffix in _SHEETS:
        return "在 WPS 或 Excel 里另存为 .xlsx（工作簿），再删掉旧文件。"
    if suffix in _TEXTS and parts[0] == PAGES:
        return f"把文字存成 {PAGE_SUFFIX} 文件，第一行写“# 标题”，再把这个文件移出 content。"
    if suffix in _TEXTS:
        return "把里面的表格复制到 WPS 或 Excel，存成 .xlsx，再把这个文件移出 content。"
    tables = "、".join(suffix for suffix in SUFFIXES if suffix not in _SECOND_BEST)
    return f"content 里只放表格（{tables}）和页面（{PAGE_SUFFIX}）；把这个文件移出 content。"


def _nearest(parts: tuple[str, ...]) -> Dataset | None:
    copied = _COPY.fullmatch(parts[-1])
    stem = copied["name"] if copied else parts[-1]
    for dataset in DATASETS:
        words = stem if len(parts) == 1 or "*" not in dataset.stem else parts[0]
        if len(words) > 1 and words in dataset.title:
            return dataset
    if len(parts) == 1 and is_month(stem):
        return PROGRESS
    names: dict[str, Dataset] = {}
    for dataset in DATASETS:
        first, _, rest = dataset.stem.partition("/")
        if len(parts) == 1 or rest:
            names[first] = dataset
    near = get_close_matches(parts[0].lower(), names, n=1)
    return names[near[0]] if near else None
