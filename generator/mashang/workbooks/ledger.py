"""A 台账 of another system as it lies in a sheet: which row names its columns, and which rows are data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mashang.checks.headings import normalise_heading
from mashang.checks.sheets import is_total
from mashang.raw import RawRow, RawTable
from mashang.tables import Column, Dataset

_ROWS_SEARCHED = 15
_FEWEST_COLUMNS = 2
_LONGEST_HEADING = 20
ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    "progress": {
        "measure": ("任务编号", "项目编号"),
        "title": ("任务", "任务名称", "工作任务", "重点任务", "重点工作", "目标任务", "项目名称", "工作事项"),
        "lead": ("责任部门", "主责部门", "牵头责任单位"),
        "shown_deadline": ("完成期限", "时间节点", "计划完成时间", "办结时限"),
        "text": ("进展", "进度情况", "完成情况", "工作进展情况", "目前进展", "推进情况", "落实情况", "最新进展"),
        "percent": ("完成进度", "完成百分比", "当前进度", "总体进度"),
        "written_status": ("办理状态", "推进状态", "完成状态", "工作状态", "进展状态"),
        "trouble": ("存在的问题", "困难和问题", "存在困难", "需协调解决的问题", "问题和困难"),
        "next_step": ("下步打算", "下一步计划", "下步工作", "下一步举措", "下步计划"),
        "evidence": ("佐证材料链接",),
    },
    "measures": {
        "id": ("任务编号", "项目编号"),
        "title": ("任务", "任务名称", "工作任务", "重点任务", "重点工作", "目标任务", "项目名称", "工作事项"),
        "text": ("工作内容", "具体措施", "任务内容", "工作举措", "任务描述"),
        "field": ("板块", "任务类别", "工作领域"),
        "leads": ("责任部门", "主责部门", "牵头责任单位"),
        "deadline": ("完成期限", "时间节点", "计划完成时间"),
        "supporting": ("协同部门", "协同单位", "参与单位", "配合责任单位"),
        "basis": ("文件名称", "任务来源"),
    },
    "departments": {"name": ("部门", "部门名称", "单位全称", "机构名称"), "short": ("部门简称", "单位简称")},
    "windows": {"department": ("进驻单位", "进驻部门"), "name": ("窗口号名称",)},
    "matters": {"name": ("事项", "政务服务事项"), "department": ("办理部门", "实施部门", "主管部门")},
    "reports": {
        "foreign_number": ("工单编码", "热线工单号", "评价编号"),
        "received_on": ("来电时间", "受理时间", "登记时间", "评价时间"),
        "channel": ("诉求来源", "来源", "受理渠道"),
        "kind": ("诉求类型", "工单类型", "事项类别"),
        "level": ("评价结果", "评价等级"),
        "department": ("派遣单位", "主办单位", "处置部门", "办理部门"),
        "assigned_on": ("派遣时间", "派单时间", "转办时间"),
        "answered_on": ("反馈时间", "回复时间", "办结时间"),
        "result": ("办理情况", "处置结果"),
        "verdict": ("回访结果", "回访意见"),
        "called_back_on": ("回访时间",),
        "closed_on": ("结案时间", "归档时间"),
        "topic": ("问题分类", "热点问题"),
    },
    "enterprises": {"name": ("单位名称", "公司名称", "市场主体名称"), "uscc": ("社会信用代码", "税号")},
}
"""Headings that ledgers use and our own tables do not, by our table and column."""


@dataclass(frozen=True, slots=True)
class SheetLedger:
    """A ledger in a sheet: the row of its headings, each with a name of its own, by column, and the rows below.

    ``groups`` are rows of one text across, such as 一、市场环境, and those that sum up: they hold no data.
    """

    raw: RawTable
    heading_row: int
    names: Mapping[int, str]
    rows: tuple[RawRow, ...]
    groups: tuple[RawRow, ...] = ()

    def list_texts(self, theirs: str) -> tuple[str, ...]:
        """What stands in the column of this name, in the order of the rows."""
        return tuple(cell.text for row in self.rows for cell in row.cells if self.names.get(cell.column) == theirs)


def find_known(dataset: Dataset, heading: str) -> Column | None:
    """The column that a heading surely means: our heading, a synonym, or what ledgers call it."""
    plain = normalise_heading(heading)
    for words in (
        lambda one: (one.heading,),
        lambda one: one.synonyms,
        lambda one: ALIASES.get(dataset.name, {}).get(one.name, ()),
    ):
        for column in dataset.columns:
            if plain in map(normalise_heading, words(column)):
                return column
    return None


def find_ledger(sheets: Sequence[RawTable], datasets: Sequence[Dataset]) -> tuple[SheetLedger, Dataset] | None:
    """The sheet, row of headings and table of ours that fit together best; ``None`` when nothing looks like headings.

    Of two rows that fit alike the lower one is taken: above it stands what only draws columns together.
    """
    best: tuple[tuple[int, int], RawTable, int, Dataset] | None = None
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:_ROWS_SEARCHED]):
            texts = [cell.text for cell in row.cells if len(cell.text) <= _LONGEST_HEADING]
            if len(set(texts)) < _FEWEST_COLUMNS or len(sheet.rows) == index + 1:
                continue
            for place, dataset in enumerate(datasets):
                known = {found.name for text in texts if (found := find_known(dataset, text))}
                if known and (best is None or (len(known), -place) >= best[0]):
                    best = ((len(known), -place), sheet, index, dataset)
    return (_cut(best[1], best[2]), best[3]) if best else None


def locate_ledger(sheets: Sequence[RawTable], headings: Sequence[str]) -> SheetLedger | None:
    """The ledger whose headings are known: the row that has most of them."""
    wanted = set(map(normalise_heading, headings))
    rows = [
        (sum(normalise_heading(name) in wanted for name in _name_columns(row).values()), index, sheet)
        for sheet in sheets
        for index, row in enumerate(sheet.rows[:_ROWS_SEARCHED])
    ]
    most, index, sheet = max(rows, key=lambda one: one[0], default=(0, 0, None))
    return _cut(sheet, index) if sheet and most else None


def _cut(sheet: RawTable, index: int) -> SheetLedger:
    names = _name_columns(sheet.rows[index])
    below = [row for row in sheet.rows[index + 1 :] if any(cell.column in names for cell in row.cells)]
    groups = tuple(row for row in below if _is_group(row, names) or is_total(row, names))
    rows = tuple(row for row in below if row not in groups)
    return SheetLedger(sheet, sheet.rows[index].number, names, rows, groups)


def _is_group(row: RawRow, names: Mapping[int, str]) -> bool:
    """Whether a row holds one text only, in its first column: merged across, or left alone there."""
    return len(row.cells) == 1 and row.cells[0].column == min(names) and len(names) > _FEWEST_COLUMNS


def _name_columns(row: RawRow) -> dict[int, str]:
    """The headings by column, on one line; the second of a name bears its number."""
    names: dict[int, str] = {}
    for cell in row.cells:
        name = " ".join(cell.text.split())
        count = sum(one == name or one.startswith(f"{name}(") for one in names.values())
        names[cell.column] = f"{name}({count + 1})" if count else name
    return names


def list_above(ledger: SheetLedger) -> Iterator[RawRow]:
    """The titles above the headings: rows of one text, not what draws columns together."""
    for row in ledger.raw.rows:
        if row.number < ledger.heading_row and len({cell.text for cell in row.cells}) == 1:
            yield row
