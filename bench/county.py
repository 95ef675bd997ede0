"""A made-up county of full size: everything valid, everything seeded.

The same seed gives the same content. Workbooks carry the time at which they were written, so their bytes
differ from run to run while their cells do not.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from bench import words
from bench.formats import Cell, Percent, Sheet, write_sheet
from mashang.periods import YearMonth
from mashang.tables import FROZEN

REPOSITORY = Path(__file__).resolve().parents[1]
_LAST_MONTH = YearMonth(2026, 10)
_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LISTS = (
    ("positive", "亲清政商关系正面清单", "正面清单", "xlsx"),
    ("negative", "亲清政商关系负面清单", "负面清单", "csv"),
    ("first-violation", "首次违法不予处罚清单", "其他清单", "gbk.csv"),
    ("light-violation", "轻微违法不予处罚清单", "其他清单", "yaml"),
    ("market-access", "市场准入提示清单", "其他清单", "xlsx"),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything. ``grids`` counts the three levels, the widest first."""

    measures: int
    months: int
    departments: int
    lists: int
    editions: int
    entries: int
    windows: int
    enterprises: int
    matters: int
    grids: tuple[int, int, int]


FULL = Size(500, 36, 60, 5, 4, 50, 383, 950, 44, (10, 81, 700))
SMALL = Size(20, 3, 8, 2, 2, 10, 12, 15, 5, (2, 4, 9))


@dataclass(frozen=True, slots=True)
class _Promise:
    """What the progress of a measure is made up from."""

    id: str
    published_on: date
    due: date | None
    pace: float


def write_county(root: Path, seed: int, size: Size = FULL) -> None:
    """Write ``content/``, ``site_config/`` and ``mkdocs.yml`` below ``root``; settings come from this repository.

    There are no ratings: those need the codes that the first build issues. See :func:`write_ratings`.
    """
    random = Random(seed)
    content = root / "content"
    shutil.copytree(REPOSITORY / "site_config", root / "site_config")
    shutil.copy(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    months = list_months(size)
    write_sheet(content, _make_departments(size), "xlsx")
    measures, promises = _make_measures(random, size, months)
    write_sheet(content, measures, "xlsx")
    write_sheet(content, _make_months(months), "yaml")
    for number, month in enumerate(months):
        form = "xlsx" if number >= len(months) // 2 else ("csv", "gbk.csv")[number % 2]
        write_sheet(content, _make_progress(random, promises, months, month), form)
    for list_ in _LISTS[: size.lists]:
        _write_list(random, content, size, list_)
    write_sheet(content, _make_windows(random, size), "xlsx")
    write_sheet(content, _make_enterprises(random, size), "csv")
    write_sheet(content, _make_matters(random, size), "yaml")
    write_sheet(content, _make_grids(random, size), "gbk.csv")
    (content / "pages").mkdir()
    (content / "pages" / "about-data.md").write_text("# 关于这些数据\n\n这里的内容由程序生成，只用于测量。\n", "utf-8")


def write_ratings(root: Path, seed: int, size: Size = FULL) -> int:
    """Write the ratings of every month for the windows and matters of the ledger; returns the number of rows."""
    random = Random(seed)
    with (root / "qrcodes" / "ledger.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["kind"] in ("window", "matter")]
    headings = ("码", *FROZEN["评价"])
    total = 0
    for month in list_months(size):
        rows: list[list[Cell | Percent]] = []
        for code in codes:
            if random.random() < 0.8:
                complaints = random.choice((0, 0, 0, 0, 1, 2))
                levels = [random.randrange(most) for most in (40, 15, 6, 2, 2)]
                rows.append([code, *levels, complaints, random.randint(0, complaints), 0])
        write_sheet(root / "content", Sheet(f"ratings/{month}", headings, rows), "csv")
        total += len(rows)
    return total


def change_report(root: Path) -> str:
    """Write another text into the first report of the newest month, as staff do; returns the measure's id."""
    path = root / "content" / f"progress/{_LAST_MONTH}.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "本月进展")
    sheet.cell(2, column).value = f"{sheet.cell(2, column).value}又走访企业一家。"
    book.save(path)
    return str(sheet.cell(2, 1).value)


def spoil_tables(root: Path) -> int:
    """Write a wrong cell into measures, enterprises, grids and the workbooks of three months; returns how many."""
    content = root / "content"
    wrong = {content / "measures.xlsx": "完成时限"}
    wrong |= dict.fromkeys(sorted((content / "progress").glob("*.xlsx"))[-3:], "状态")
    for path, heading in wrong.items():
        book = load_workbook(path)
        sheet = book.worksheets[0]
        sheet.cell(3, next(cell.column for cell in sheet[1] if cell.value == heading)).value = "差不多"
        book.save(path)
    tables = [content / "enterprises.csv", content / "grids.csv"]
    for path in tables:
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join([*lines[:2], b"," + lines[2], *lines[3:]]))
    return len(wrong) + len(tables)


def list_months(size: Size) -> list[YearMonth]:
    """The reported months, oldest first."""
    count = _LAST_MONTH.year * 12 + _LAST_MONTH.month - 1
    return [YearMonth(number // 12, number % 12 + 1) for number in range(count - size.months + 1, count + 1)]


def _phone(number: int) -> str:
    return f"0000-8{number % 1_000_000:06}"


def _department(number: int, size: Size) -> str:
    return f"D{number % size.departments + 1:02}"


def _make_departments(size: Size) -> Sheet:
    names = [(f"明川县{name}", short) for name, short in words.BUREAUS]
    names += [(f"{town}镇人民政府", f"{town}镇") for town in words.TOWNS]
    rows = [
        [
            f"D{n:02}",
            name,
            short,
            f"明川县政务路 {n} 号",
            "负责本领域涉企服务，公开办事指南，答复企业咨询。",
            _phone(n * 100),
            "工作日 9:00—17:00",
        ]
        for n, (name, short) in enumerate(names[: size.departments], 1)
    ]
    return Sheet("departments", ("编号", "名称", "简称", "地址", "职能", "电话", "工作时间"), rows)


def _make_measures(random: Random, size: Size, months: list[YearMonth]) -> tuple[Sheet, list[_Promise]]:
    headings = (
        "编号",
        "标题",
        "领域",
        "内容",
        "牵头单位",
        "完成时限",
        "配合单位",
        "量化目标",
        "索引号",
        "依据文件",
        "文号",
        "成文日期",
        "发布日期",
        "惠及对象",
        "办理方式",
        "咨询电话",
    )
    first = months[0].last_day.replace(day=1)
    span = (months[-1].last_day - first).days
    rows: list[list[Cell | Percent]] = []
    promises = []
    for n in range(1, size.measures + 1):
        published = first + timedelta(days=random.randrange(span * 2 // 3) if n % 3 else 0)
        written, due = _choose_deadline(random, published)
        field = words.FIELDS[n % len(words.FIELDS)]
        made = published - timedelta(days=random.randrange(1, 20))
        rows.append(
            [
                f"M{n:03}",
                f"{field}便利化第 {n} 项",
                field,
                words.write_measure_text(random),
                _department(n * 7, size),
                written,
                "、".join(_department(n * 7 + k, size) for k in range(1, random.randrange(1, 4))),
                f"全年服务企业 {random.randrange(20, 900)} 家",
                f"000100027/{published.year}-{n:05}",
                f"明川县优化营商环境第 {n // 50 + 1} 批措施",
                f"明政发〔{made.year}〕{n // 50 + 1}号",
                made,
                published,
                "各类经营主体",
                "到政务服务大厅相应窗口，或在网上申请。",
                _phone(n),
            ]
        )
        promises.append(_Promise(f"M{n:03}", published, due, random.uniform(0.6, 1.3)))
    return Sheet("measures", headings, rows), promises


def _choose_deadline(random: Random, published: date) -> tuple[str, date | None]:
    """A deadline at least half a year off, in one of the ways people write it."""
    if random.random() < 0.1:
        return "长期坚持", None
    month = YearMonth((published + timedelta(days=random.randrange(200, 900))).year, random.randrange(1, 13))
    if month.last_day <= published + timedelta(days=180):
        month = YearMonth(month.year + 1, month.month)
    if random.random() < 0.2:
        quarter = (month.month + 2) // 3
        return f"{month.year}年第{'一二三四'[quarter - 1]}季度", YearMonth(month.year, quarter * 3).last_day
    forms = (str(month.last_day), f"{month.year}年{month.month}月底前", f"{month.year}年{month.month}月")
    return random.choice(forms), month.last_day


def _make_months(months: list[YearMonth]) -> Sheet:
    rows: list[list[Cell | Percent]] = [
        [
            str(month),
            month.last_day + timedelta(days=5),
            "已审核",
            f"{month.label}各单位继续推进措施落实，对滞后的逐项核对。",
            "明川县优化营商环境领导小组办公室",
        ]
        for month in months
    ]
    return Sheet("months", ("月份", "发布日期", "状态", "综述", "审核单位"), rows)


def _make_progress(random: Random, promises: list[_Promise], months: list[YearMonth], month: YearMonth) -> Sheet:
    """Every published measure with its percentage, which never falls; one in twenty-five is not reported."""
    rows: list[list[Cell | Percent]] = []
    for promise in promises:
        if promise.published_on > month.last_day or random.random() < 0.04:
            continue
        due = promise.due or months[-1].last_day + timedelta(days=400)
        share = (month.last_day - promise.published_on).days / (due - promise.published_on).days
        percent = max(0, min(100, int(share * promise.pace * 100)))
        text, trouble, next_step = words.write_progress(random, percent)
        status = "已完成" if percent == 100 else "推进中" if percent else "未启动"
        rows.append([promise.id, Percent(percent), status, text, trouble, next_step])
    return Sheet(f"progress/{month}", ("编号", "完成率", "状态", "本月进展", "存在问题", "下一步"), rows)


def _write_list(random: Random, content: Path, size: Size, list_: tuple[str, str, str, str]) -> None:
    """Each edition replaces two entries and rewords four of the one before."""
    name, title, kind, form = list_
    folder = content / "lists" / name
    folder.mkdir(parents=True)
    head = f"名称: {title}\n类型: {kind}\n发布机构: D01\n说明: 供企业和工作人员对照，定期修订。\n"
    (folder / "list.yml").write_text(head, "utf-8")
    entries = {n: words.write_entry(random) for n in range(1, size.entries + 1)}
    register: list[list[Cell | Percent]] = []
    for edition in range(size.editions):
        if edition:
            for gone in random.sample(sorted(entries), 2):
                del entries[gone]
            for changed in random.sample(sorted(entries), 4):
                entries[changed] += "（修订）"
            last = max(entries)
            entries |= {n: words.write_entry(random) for n in (last + 1, last + 2)}
        rows = [
            [f"N{n:03}", text, words.FIELDS[n % 6], "相关法律法规", "企业和工作人员"] for n, text in entries.items()
        ]
        day = date(2023, 3, 1) + timedelta(days=300 * edition)
        headings = ("条目编号", "内容", "类别", "依据", "适用对象")
        write_sheet(content, Sheet(f"lists/{name}/{day}", headings, rows), form)
        made = day - timedelta(days=7)
        register.append([day, f"000100027/{day.year}-9{edition:04}", f"明营商办〔{made.year}〕{edition + 1}号", made])
    write_sheet(content, Sheet(f"lists/{name}/editions", ("版次", "索引号", "文号", "成文日期"), register), "csv")


def _make_windows(random: Random, size: Size) -> Sheet:
    halls = ("县政务服务大厅", "开发区政务服务大厅", "税务服务厅", "社保医保大厅", "不动产登记大厅", "公安出入境大厅")
    rows = [
        [
            f"W{n:03}",
            f"{halls[n % len(halls)][:3]}{n}号窗口",
            halls[n % len(halls)],
            _department(n, size),
            f"{random.choice('一二三')}楼 {random.choice('ABCD')} 区 {n} 号",
            "企业登记、许可申请、政策咨询",
            "启用",
            _phone(2000 + n),
        ]
        for n in range(1, size.windows + 1)
    ]
    return Sheet("windows", ("编号", "名称", "大厅", "单位", "位置", "办理事项", "状态", "电话"), rows)


def _make_enterprises(random: Random, size: Size) -> Sheet:
    grids = size.grids[2]
    rows = [
        [
            f"Q{n:04}",
            f"明川{words.TOWNS[n % 30]}{words.TRADES[n // 30 % 12]}第{n}有限公司",
            make_uscc(random),
            f"G3-{n % grids + 1:03}",
            "启用",
        ]
        for n in range(1, size.enterprises + 1)
    ]
    return Sheet("enterprises", ("编号", "名称", "统一社会信用代码", "网格", "状态"), rows)


def make_uscc(random: Random) -> str:
    """A made-up 统一社会信用代码 with both check characters right (GB 11714 inside, GB 32100 at the end)."""
    body = "".join(random.choice("0123456789") for _ in range(8))
    rest = (11 - sum(int(d) * w for d, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11) % 11
    text = f"91000000{body}{'X' if rest == 10 else rest}"
    total = sum(_USCC_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(text))
    return text + _USCC_LETTERS[-total % 31]


def _make_matters(random: Random, size: Size) -> Sheet:
    doings = ("设立登记", "变更登记", "注销登记", "许可申请", "备案", "延续")
    rows = [
        [
            f"S{n:02}",
            f"{words.TRADES[n % 12]}企业{doings[n % 6]}（{n}）",
            _department(n * 3, size),
            "申请书；营业执照；法定代表人身份证明；场所使用证明",
            f"{random.randrange(1, 16)} 个工作日",
            "提出申请；受理；审核；领取结果",
            f"https://www.example.com/matters/{n}",
        ]
        for n in range(1, size.matters + 1)
    ]
    return Sheet("matters", ("编号", "名称", "单位", "材料", "时限", "流程", "网办链接"), rows)


def _make_grids(random: Random, size: Size) -> Sheet:
    rows: list[list[Cell | Percent]] = []
    for level, count in enumerate(size.grids, 1):
        for n in range(1, count + 1):
            parent = f"G{level - 1}-{(n - 1) % size.grids[level - 2] + 1:03}" if level > 1 else ""
            name = f"{words.TOWNS[n % 30]}{('片区', '网格', '小组')[level - 1]}{n}"
            officer = words.write_person(random)
            rows.append(
                [
                    f"G{level}-{n:03}",
                    name,
                    f"{'一二三'[level - 1]}级",
                    officer,
                    "网格员",
                    _phone(level * 1000 + n),
                    parent,
                ]
            )
    return Sheet("grids", ("编号", "名称", "层级", "网格员", "职务", "电话", "上级网格"), rows)
