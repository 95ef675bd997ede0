"""Every problem that the checks can raise: its address and its full text."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from mashang import checks
from mashang.problems import CATALOGUE
from tests.case_numbers import case_number

Messages = Callable[..., list[str]]
Tables = dict[str, str | dict[str, str]]

_MEASURE = "编号|标题|领域|内容|牵头单位|完成时限|发布日期"
_LINE = "M01|全程网办|市场准入|开办企业全程网办|数据局|2026年底前|2026-01-05"
_DEPARTMENT = "编号|名称|简称\nD01|明川县数据局|数据局"
_GRID = "编号|名称|层级|上级网格"
_EDITION = {"lists/plus/list": "名称|类型|发布机构\n正面清单|正面清单|数据局"}
_MONTHS = "月份|发布日期|状态\n2026-09|2026-10-10|草稿\n2026-10|2026-11-10|草稿"
_RATING = "码|投诉|办结|超期"
_CASE = "受理编号|受理日|渠道|类别"
_CORRECTION = "编号|月份|措施编号|栏目|更正前|更正后|更正原因|更正日期|更正单位"

_ADJUSTMENT = "措施编号|栏目|调整前|调整后|生效月份|批准单位|批准日期|原因"


def _adjust(*rows: str) -> Tables:
    """Adjustments of M01, each of its own month and day: 栏目|调整前|调整后|生效月份|批准日期."""
    lines = []
    for row in rows:
        column, old, new, month, day = row.split("|")
        lines.append(f"M01|{column}|{old}|{new}|{month}|县政府|{day}|另有安排")
    return {"adjustments": "\n".join((_ADJUSTMENT, *lines))}


def _case(headings: str, cells: str, day: str = "2026-10-12") -> Tables:
    """A complaint that came on a day of October, with more columns."""
    row = f"{case_number(1)}|{day}|电话|投诉"
    return {"reports/2026-10": f"{_CASE}|{headings}\n{row}|{cells}"}


def _measure(heading: str, cell: str) -> Tables:
    """The right measure with one more column."""
    return {"measures": f"{_MEASURE}|{heading}\n{_LINE}|{cell}"}


def _in_levels(first: str, second: str) -> Tables:
    """The right measure, one more and a task, with what stands under 有效性 and 上级任务 of the first two."""
    other, task = (_LINE.replace("M01", name) for name in ("M02", "R1"))
    return {"measures": f"{_MEASURE}|有效性|上级任务\n{_LINE}|{first}\n{other}|{second}\n{task}||"}


def _progress(headings: str, *cells: str) -> Tables:
    """Progress of M01 in the months from September on, which are declared as drafts."""
    months = ("2026-09", "2026-10")
    files = {
        f"progress/{month}": f"编号|本月进展|{headings}\nM01|进展|{row}"
        for month, row in zip(months, cells, strict=False)
    }
    return {"months": _MONTHS, **files}


def _with_target(tables: Tables) -> Tables:
    """The same with a measure that goes from 0 to 200."""
    return {**tables, "measures": f"{_MEASURE}|基准值|目标值\n{_LINE}|0|200"}


def _with_goal(*currents: str) -> Tables:
    """Progress of a measure that goes from 0 to 1600 万元."""
    return {**_progress("当前值", *currents), "measures": f"{_MEASURE}|基准值|目标值|单位\n{_LINE}|0|1600|万元"}


def _two(september: tuple[str, ...], october: tuple[str, ...]) -> Tables:
    """Rows of M01 and M02 in two months."""
    heading = "编号|完成率|本月进展"
    return {
        "months": _MONTHS,
        "measures": f"{_MEASURE}\n{_LINE}\n{_LINE.replace('M01|全程网办', 'M02|一窗通办')}",
        "progress/2026-09": "\n".join((heading, *september)),
        "progress/2026-10": "\n".join((heading, *october)),
    }


def _named(october: str) -> Tables:
    return {"months": _MONTHS, "progress/2026-10": october}


CASES: dict[str, tuple[Tables, dict[str, str]]] = {
    "id-case-changed": ({"windows": "编号|名称|大厅|单位\nw01|一窗|大厅|数据局"}, {}),
    "heading-row-missing": ({"months": "甲|乙\n1|2"}, {}),
    "heading-required": ({"departments": "编号|简称\nD01|数据局"}, {}),
    "heading-unknown": (_measure("目标职", "5"), {}),
    "heading-twice": (_measure("联系电话|咨询电话", "|"), {}),
    "cell-outside": ({"measures": f"{_MEASURE}\n{_LINE}||补充"}, {}),
    "row-above-headings": ({"departments": f"D09|财政局|财政\n{_DEPARTMENT}"}, {}),
    "sheets-rival": ({"departments": {"甲": _DEPARTMENT, "乙": _DEPARTMENT}}, {}),
    "sheet-unused": ({"departments": {"甲": _DEPARTMENT, "乙": "草稿"}}, {}),
    "table-empty": ({"windows": "编号|名称|大厅|单位"}, {}),
    "row-unclear": ({"departments": f"{_DEPARTMENT}\n本表由各单位填报"}, {}),
    "edition-unknown": (
        {
            **_EDITION,
            "lists/plus/editions": "版次|文号\n2026-03-02|明政办发〔2026〕3号",
            "lists/plus/2026-03-01": "条目编号|内容\n1|可以参加座谈会",
        },
        {},
    ),
    "entry-doubtful": (
        {
            **_EDITION,
            "lists/plus/2026-03-01": "条目编号|内容\n1|可以参加座谈会",
            "lists/plus/2026-04-01": "条目编号|内容\n1|不得泄露商业秘密",
        },
        {},
    ),
    "task-too-deep": (_in_levels("|R1", "|M01"), {}),
    "task-reported": (
        {**_in_levels("|", "|M01"), "months": _MONTHS, "progress/2026-09": "编号|本月进展|完成率\nM01|进展|60"},
        {},
    ),
    "task-ended": (_in_levels("废止|", "|M01"), {}),
    "former-unknown": ({**_EDITION, "lists/plus/2026-03-01": "条目编号|内容|上一版编号\n1|可以参加座谈会|3"}, {}),
    "list-edition-empty": ({**_EDITION, "lists/plus/2026-03-01": "条目编号|内容"}, {}),
    "required-empty": ({"measures": f"{_MEASURE}\nM01||市场准入|内容|数据局|长期坚持|2026-01-05"}, {}),
    "cell-error-value": (_measure("单位", "{error}#N/A"), {}),
    "cell-boolean": ({"departments": f"{_DEPARTMENT}\n{{truth}}TRUE|明川县财政局|"}, {}),
    "heading-garbled": ({"windows": "缂栧彿|甲\nW01|乙"}, {}),
    "delimiter-wrong": ({"windows": "编号；名称；大厅；单位\nW01；一窗；大厅；数据局"}, {}),
    "row-total": ({"departments": f"{_DEPARTMENT}\n合计|1 个|"}, {}),
    "ordinal-not-read": ({"departments": "序号|编号|名称|简称\n甲|D01|明川县数据局|数据局"}, {}),
    "title-differs": (_progress("标题|完成率", "全程代办|50"), {}),
    "title-of-another": (
        {
            **_progress("标题|完成率", "一窗通办|50"),
            "measures": f"{_MEASURE}\n{_LINE}\n{_LINE.replace('M01|全程网办', 'M02|一窗通办')}",
        },
        {},
    ),
    "lead-differs": (_progress("牵头单位|完成率", "财政局|50"), {}),
    "formula-no-value": (_measure("单位", "{formula}=A1"), {}),
    "digits-lost": (_measure("文号", "{number}1234567890123450"), {}),
    "control-character": (_measure("文号", "明政\u200b〔2026〕1号"), {}),
    "replacement-character": (_measure("文号", "明\ufffd〔2026〕1号"), {}),
    "text-too-long": (_measure("单位", "个" * 21), {}),
    "items-unclear": (_measure("惠及对象", "1、企业 2、个人"), {}),
    "space-inside": (_measure("文号", "明政发\\n〔2026〕1号"), {}),
    "text-no-words": ({"measures": f"{_MEASURE}\n{_LINE}".replace("全程网办", "{number}12", 1)}, {}),
    "id-not-plain": ({"departments": f"{_DEPARTMENT}\n第2号|财政局|"}, {}),
    "id-turned-date": ({"departments": f"{_DEPARTMENT}\n{{date}}2026年2月|财政局|"}, {}),
    "number-not-number": (_measure("目标值|基准值", "12,5O|1"), {}),
    "count-not-count": ({"ratings/2026-10": f"{_RATING}\n7K3M9QX2Z|1.5||"}, {}),
    "number-merged": (
        {"measures": f"{_MEASURE}|目标值|基准值\n{_LINE}|9|57\n{_LINE.replace('M01', 'M02')}|8|{{above}}57"},
        {},
    ),
    "percent-not-number": (_progress("完成率", "12,5O%"), {}),
    "percent-impossible": (_progress("完成率", "120%"), {}),
    "percent-ambiguous": (_progress("完成率", "0.6"), {}),
    "date-not-date": (_measure("成文日期", "46203"), {}),
    "date-impossible": (_measure("成文日期", "2026-02-30"), {}),
    "deadline-missing": ({"measures": f"{_MEASURE}\n{_LINE}".replace("2026年底前", "")}, {}),
    "deadline-unclear": ({"measures": f"{_MEASURE}\n{_LINE}".replace("年底前", "年12月前")}, {}),
    "month-not-month": ({"months": "月份|发布日期|状态\n2026.1|2026-11-10|草稿"}, {}),
    "choice-unknown": ({"months": "月份|发布日期|状态\n2026-10|2026-11-10|审核"}, {}),
    "phone-not-phone": (_measure("咨询电话", "8000100"), {}),
    "private-mobile": (_measure("咨询电话", "138 0000 0000"), {}),
    "private-id-number": (_measure("办理方式", "找经办人（11010519491231002X）"), {}),
    "private-bank-card": (_measure("办理方式", "汇到 6222 0200 0000 0000 000"), {}),
    "private-mailbox": (_measure("办理方式", "发到 zhang.san@qq.com"), {}),
    "private-plate": (_measure("办理方式", "找京A·12345 的司机"), {}),
    "text-placeholder": ({"measures": f"{_MEASURE}\n{_LINE}".replace("开办企业全程网办", "同上")}, {}),
    "text-internal": (_measure("办理方式", "【内部掌握】先办后补"), {}),
    "text-garbled": (_measure("办理方式", "鍔炰簨鎸囧崡"), {}),
    "text-private-use": (_measure("办理方式", "找同志"), {}),
    "address-internal": (_measure("办理方式", "登录 192.168.1.20:8080 办理"), {}),
    "cell-struck": (_measure("办理方式", "{struck}到窗口办"), {}),
    "cell-white": (_measure("办理方式", "{white}到窗口办"), {}),
    "cell-unseen": (_measure("办理方式", "{unseen}到窗口办"), {}),
    "url-not-url": (_progress("完成率|佐证链接", "50|www.example.com"), {}),
    "uscc-wrong": ({"enterprises": "编号|名称|统一社会信用代码\nE1|甲公司|91350100M000100Y44"}, {}),
    "code-wrong": ({"ratings/2026-10": f"{_RATING}\n7K3M9QX2|1||"}, {}),
    "id-twice": ({**_EDITION, "lists/plus/2026-03-01": "条目编号|内容\nZ1|甲\nz1|乙"}, {}),
    "name-twice": ({"departments": f"{_DEPARTMENT}\nD02|数据局|"}, {}),
    "row-twice": ({"ratings/2026-10": f"{_RATING}\n7K3M9QX2Z|1||\n7K3M9QX2Z|2||"}, {}),
    "reference-unknown": (_measure("配合单位", "数居局"), {}),
    "reference-ambiguous": (
        {
            "grids": f"{_GRID}\nG1|一组|一级|\nG2|一组|一级|",
            "enterprises": "编号|名称|网格\nE1|甲公司|一组",
        },
        {},
    ),
    "reference-self": ({"grids": f"{_GRID}\nG1|全县|二级|G1"}, {}),
    "grid-level-wrong": ({"grids": f"{_GRID}\nG1|全县|一级|\nG2|城东村|三级|G1"}, {}),
    "deadline-far": ({"measures": f"{_MEASURE}\n{_LINE}".replace("2026年底前", "2062年底前")}, {}),
    "target-incomplete": (_measure("目标值", "5"), {}),
    "target-equals-baseline": (_measure("目标值|基准值", "5|5.0"), {}),
    "current-without-target": (_progress("当前值", "5"), {}),
    "percent-disagrees": (_with_target(_progress("完成率|当前值", "60|100")), {}),
    "status-disagrees": (_progress("完成率|状态", "60|已完成"), {}),
    "progress-unmeasured": (_progress("存在问题", "无"), {}),
    "value-beyond-goal": (_with_goal("13000000"), {}),
    "value-below-goal": (_with_goal("0.13"), {}),
    "value-negative": (_with_goal("-1300"), {}),
    "value-jumped": (_with_goal("120", "1200"), {}),
    "value-fell": (_with_goal("2600", "1900"), {}),
    "percent-fell": (_progress("完成率", "60%", "55%"), {}),
    "month-repeated": (_two(("M01|60|招标", "M02|30|修路"), ("M01|60|招标", "M02|30|修路")), {}),
    "month-text-repeated": (
        _two(("M01|60|招标 2 次", "M02|30|修路 3 里"), ("M01|61|招标 2 次", "M02|31|修路 3 里")),
        {},
    ),
    "month-title-other": (_named("明川县 2026 年 9 月进展\n编号|完成率|本月进展\nM01|60|招标"), {}),
    "month-text-other": (_two(("M01|60|招标", "M02|30|修路"), ("M01|61|9月招标", "M02|31|截至9月底修路")), {}),
    "month-unreported": (_two(("M01|60|招标", "M02|30|修路"), ("M01|61|开标",)), {}),
    "deadline-before-issue": ({"measures": f"{_MEASURE}\n{_LINE}".replace("2026年底前", "2025年底")}, {}),
    "published-before-made": (_measure("成文日期", "2026-01-06"), {}),
    "publication-date-missing": ({"measures": f"{_MEASURE}\n{_LINE}".replace("2026-01-05", "")}, {}),
    "date-in-future": ({"measures": f"{_MEASURE}\n{_LINE}".replace("2026-01-05", "2026-11-21")}, {}),
    "month-undeclared": ({**_progress("完成率", "5"), "months": "月份|发布日期|状态\n2026-08|2026-09-01|草稿"}, {}),
    "month-published-early": ({"months": "月份|发布日期|状态\n2026-09|2026-09-29|草稿"}, {}),
    "month-gap": ({"months": "月份|发布日期|状态\n2026-10|2026-11-10|草稿\n2026-07|2026-08-10|草稿"}, {}),
    "progress-missing": (
        {
            "months": "月份|发布日期|状态\n2026-08|2026-09-10|已审核\n2026-09|2026-10-10|已审核",
            "progress/2026-08": "编号|完成率|本月进展\nM01|5|进展",
        },
        {},
    ),
    "report-not-counted": (
        {**_progress("完成率", "50"), "measures": f"{_MEASURE}|有效性\n{_LINE}|废止"},
        {},
    ),
    "measure-never-reported": (
        {
            "measures": f"{_MEASURE}\n{_LINE}\n{_LINE.replace('M01', 'M02')}",
            "months": "月份|发布日期|状态\n2026-09|2026-10-10|已审核",
            "progress/2026-09": "编号|完成率|本月进展\nM01|5|进展",
        },
        {},
    ),
    "issue-without-outcome": (
        {
            "months": "月份|发布日期|状态\n2026-09|2026-10-10|已审核",
            "progress/2026-09": "编号|完成率|本月进展\nM01|100|进展",
            "problems": "措施编号|问题|责任单位|结果\nM01|缺人|数据局|",
        },
        {},
    ),
    "department-unused": ({"departments": f"{_DEPARTMENT}\nD02|明川县财政局|财政局"}, {}),
    "yaml-shape": ({"lists/plus/list": "名称|类型|发布机构\n甲|正面清单|数据局\n乙|正面清单|数据局"}, {}),
    "rating-closed-over": ({"ratings/2026-10": f"{_RATING}\n7K3M9QX2Z|1|2|"}, {}),
    "rating-overdue-over": ({"ratings/2026-10": f"{_RATING}\n7K3M9QX2Z|1||3"}, {}),
    "rating-both": (
        {
            "ratings/2026-10": "码|满意\n7K3M9QX2Z|3",
            "reports/2026-10": f"受理编号|受理日|渠道|评价|码\n{case_number(1)}|2026-10-12|扫码|满意|7K3M9QX2Z",
        },
        {},
    ),
    "case-number-wrong": ({"reports/2026-10": f"{_CASE}\nK000001XY0|2026-10-12|电话|投诉"}, {}),
    "case-empty": ({"reports/2026-10": f"受理编号|受理日|渠道\n{case_number(1)}|2026-10-12|电话"}, {}),
    "case-other-month": (_case("承办单位", "数据局", "2026-09-12"), {}),
    "case-order": (_case("承办单位|交办日", "数据局|2026-10-09"), {}),
    "case-needs": (_case("交办日", "2026-10-13"), {}),
    "case-private": (_case("对象", "三号窗 13800138000"), {}),
    "case-extended-early": (_case("承办单位|延期至|延期原因", "数据局|2026-10-14|等材料"), {}),
    "case-closed-unsolved": (_case("承办单位|反馈日|结果|销号日", "数据局|2026-10-13|未解决|2026-10-14"), {}),
    "case-verdict-differs": (_case("承办单位|反馈日|结果|反映人评价", "数据局|2026-10-13|已解决|没有解决"), {}),
    "workdays-missing": ({"reports/2003-05": f"{_CASE}\n{case_number(1)}|2003-05-12|电话|建议"}, {}),
    "correction-early": (
        {
            "months": "月份|发布日期|状态\n2026-10|2026-11-10|草稿",
            "corrections": f"{_CORRECTION}\nG1|2026-10|M01|标题|甲|乙|写错了|2026-11-09|数据局",
        },
        {},
    ),
    "correction-column-wrong": (
        {"corrections": f"{_CORRECTION}\nG1|2026-10|M01|综述|甲|乙|写错了|2026-11-09|数据局"},
        {},
    ),
    "correction-tells-count": (
        {"corrections": f"{_CORRECTION}\nG1|2026-10|7K3M9QX2Z|投诉|1|2|漏录了 1 件|2026-11-19|数据局"},
        {},
    ),
    "adjustment-late": (_adjust("完成时限|2026年6月底前|2026年底前|2026-09|2026-10-01"), {}),
    "adjustment-early": (_adjust("完成时限|2026年6月底前|2026年底前|2027-11|2026-10-01"), {}),
    "adjustment-idle": (_adjust("完成时限|2026-12-31|2026年底前|2026-10|2026-10-01"), {}),
    "adjustment-twice": (
        _adjust("标题|全网办|一网办|2026-10|2026-10-01", "标题|一网办|全程网办|2026-10|2026-10-08"),
        {},
    ),
    "adjustment-old-differs": (
        _adjust("标题|全网办|一网办|2026-09|2026-09-01", "标题|一网通办|全程网办|2026-10|2026-10-08"),
        {},
    ),
    "adjustment-new-differs": (_adjust("完成时限|2026年底前|2027年3月底前|2026-10|2026-10-01"), {}),
    "adjustment-order": (
        _adjust("标题|全网办|一网办|2026-09|2026-09-08", "标题|一网办|全程网办|2026-10|2026-09-01"),
        {},
    ),
    "hidden-code": ({"measures": f"{_MEASURE}\n{_LINE.replace('开办企业', '甲企业（00M1-ABCD-5）')}"}, {}),
    "page-title-missing": ({}, {"guide": "正文"}),
    "page-name-taken": ({}, {"measures": "# 措施"}),
    "page-script": ({}, {"guide": "# 指南\n\n<script>x</script>"}),
    "page-foreign": ({}, {"guide": "# 指南\n\n![图](https://h.example/a.png)"}),
    "promise-without-way": ({}, {"guide": "# 指南\n\n请扫码评价。"}),
    "page-link-dead": ({}, {"guide": "# 指南\n\n[另一页](other.md)"}),
    "page-anchor-dead": ({}, {"guide": "# 指南\n\n[见下](#收费)\n\n## 怎么办\n\n## 收费"}),
}

EXPECTED = {
    "title-of-another": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（标题）："
        "标题“一窗通办”是措施 M02 的，编号却是 M01（“全程网办”）。"
        "看看这一行是不是错位了（如只排序了几列）；改正编号或标题。"
    ),
    "row-unclear": (
        "content/departments.xlsx · 表“表1” · A3："
        "这一行只有“本表由各单位填报”，看不出是说明还是数据。是说明，就在前面写“注："
        "”，或移到名为“填表说明”的表里；是数据，就补上必填的列。"
    ),
    "table-empty": ("content/windows.xlsx · 表“表1”：只有列名，没有数据。补上数据；确实不需要就删掉这个文件。"),
    "cell-boolean": (
        "content/departments.xlsx · 表“表1” · A3（编号）：这个格子是逻辑值 TRUE，不是文字，也不是数字。"
        "重新输入要填的内容；确实要写 TRUE 这个词，先把格子设为“文本”格式再输入。"
    ),
    "heading-garbled": (
        "content/windows.xlsx · 表“表1” · A1：文字是乱码：“缂栧彿”看上去是“编号”，原来的编码像是 UTF-8"
        "（被当作 GBK 打开过）。用 WPS 或 Excel 打开没有乱码的那一份，另存为 .xlsx；没有了，"
        "就请给表的人重新存为 .xlsx。"
    ),
    "delimiter-wrong": (
        "content/windows.xlsx · 表“表1” · A1：各列之间用的是中文分号“；”，不是英文逗号，分不出列来。"
        "用 WPS 或 Excel 打开，“数据”里选“分列”，按中文分号“；”分开，另存为 .xlsx。"
    ),
    "row-total": (
        "content/departments.xlsx · 表“表1” · 第 3 行：这是合计（或平均）行，没有读取。"
        "合计、平均由网站自动计算，可以删掉这一行。"
    ),
    "ordinal-not-read": (
        "content/departments.xlsx · 表“表1” · A2：“序号”列只当作行号，没有读取，这里写的是“甲”。"
        "要公开的内容写到别的列；这一列只写 1、2、3。"
    ),
    "title-differs": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（标题）：标题“全程代办”与措施 M01 的标题“全程网办”不同。"
        "看看编号是不是填错了行；编号没错，就照措施清单改标题。"
    ),
    "lead-differs": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（牵头单位）：牵头单位“财政局”与措施 M01 的牵头单位“数据局”不同。"
        "看看编号是不是填错了行；编号没错，就照措施清单改单位。"
    ),
    "text-no-words": ("content/measures.xlsx · 表“表1” · B2（标题）：“标题”里只有“12”，没有文字。写上完整的文字。"),
    "heading-row-missing": (
        "content/months.xlsx · 表“表1”：没有找到列名这一行。列名单独一行，写：月份、发布日期、状态。"
    ),
    "heading-required": (
        "content/departments.xlsx · 表“表1” · 第 1 行：缺少必填的列“名称”。加上这一列；如果它被隐藏了，取消隐藏。"
    ),
    "heading-unknown": (
        "content/measures.xlsx · 表“表1” · H1：不认识列名“目标职”。是不是“目标值”？改成它，或删掉这一列。"
    ),
    "heading-twice": ("content/measures.xlsx · 表“表1” · I1：列名“咨询电话”出现了两次（H、I 列）。只留一列。"),
    "cell-outside": (
        "content/measures.xlsx · 表“表1” · I2：这个格子上面没有列名，内容是“补充”。给这一列加上列名，或删掉这个格子。"
    ),
    "row-above-headings": (
        "content/departments.xlsx · 表“表1” · 第 1 行：列名上面的这一行不像标题，不会被读取。"
        "数据都写在列名下面；标题、填报单位等合并成一个格子，给列分组的那一行删掉。"
    ),
    "sheets-rival": (
        "content/departments.xlsx：有几张表都像“单位”：“甲”、“乙”。只留一张，其余移走或改名为“填表说明”。"
    ),
    "sheet-unused": (
        "content/departments.xlsx · 表“乙”：表“乙”没有用到。数据只放在一张表里；说明文字可放在名为“填表说明”的表里。"
    ),
    "edition-unknown": (
        "content/lists/plus/editions.xlsx · 表“表1” · A2（版次）：登记了 2026-03-02 这一版，文件夹里却没有它的条目。"
        "放入 2026-03-02 的条目文件，或改正登记的日期，与文件名一致。"
    ),
    "entry-doubtful": (
        "content/lists/plus/2026-04-01.xlsx · 表“表1” · B2（内容）：说不准条目“1”是不是上一版（2026-03-01）的条目“1”："
        "两条的文字不大一样，上一版写的是“可以参加座谈会”。网站上按同一条写成“修改”。不是同一条的，在“上一版编号”一列里，"
        "这一条填“新增”，或者填它在上一版的编号。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：entry-doubtful-04f5d5e7"
    ),
    "task-too-deep": (
        "content/measures.xlsx · 表“表1” · I3（上级任务）：上级任务“M01”自己又是“R1”的事项，只能分任务、事项两级。"
        "改成“R1”，或者清空“M01”的“上级任务”。"
    ),
    "task-reported": (
        "content/progress/2026-09.xlsx · 表“表1” · A2（编号）：“M01”是任务，进展由它的事项报送：M02。"
        "这一行改成事项的编号，一个事项一行；那时还没有分事项的，检查事项的发布日期。"
    ),
    "task-ended": (
        "content/measures.xlsx · 表“表1” · H2（有效性）：任务“M01”已废止，它的事项还有效：M02。"
        "事项也不再执行的，照任务一样写明。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：task-ended-9a7ed632"
    ),
    "former-unknown": (
        "content/lists/plus/2026-03-01.xlsx · 表“表1” · C2（上一版编号）：上一版里没有编号是“3”的条目。"
        "改成上一版的编号；上一版没有这一条的，填“新增”。"
    ),
    "list-edition-empty": ("content/lists/plus/2026-03-01.xlsx · 表“表1”：这一版没有条目。补上条目，或删掉这个文件。"),
    "required-empty": ("content/measures.xlsx · 表“表1” · B2（标题）：“标题”没有填。补上内容。"),
    "cell-error-value": (
        "content/measures.xlsx · 表“表1” · H2（单位）：这个格子显示为 #N/A，是公式出错。改好公式，或直接填写数值。"
    ),
    "formula-no-value": (
        "content/measures.xlsx · 表“表1” · H2（单位）："
        "这个格子是公式，文件里没有存下算好的结果。"
        "在 WPS 或 Excel 里打开、保存一次，或直接填写数值。"
    ),
    "digits-lost": (
        "content/measures.xlsx · 表“表1” · H2（文号）："
        "“1234567890123450”超过 15 位，表格软件已把后面的数字变成 0。"
        "把这一列设为“文本”格式，再重新填写。"
    ),
    "control-character": (
        "content/measures.xlsx · 表“表1” · H2（文号）："
        "“明政”后面有一个看不见的字符，多半是从网页或文档粘贴来的。"
        "把光标放到那里，用退格键删掉；删不掉就清空这一处，重新输入。"
    ),
    "replacement-character": (
        "content/measures.xlsx · 表“表1” · H2（文号）：“明”后面有一个认不出的字，显示为“\ufffd”。"
        "对照原件重新输入这个字。"
    ),
    "text-too-long": (
        "content/measures.xlsx · 表“表1” · H2（单位）："
        "文字太长：21 字，最多 20 字。"
        "精简文字，或把详细内容放到 content/pages 里。"
    ),
    "items-unclear": (
        "content/measures.xlsx · 表“表1” · H2（惠及对象）："
        "“1、企业 2、个人”分不清是几项。"
        "一行写一项，或用分号“；”分开，不写序号。"
    ),
    "space-inside": (
        "content/measures.xlsx · 表“表1” · H2（文号）："
        "“明政发 〔2026〕1号”中间有空格，已按“明政发〔2026〕1号”读取。"
        "删掉多余的空格。"
    ),
    "id-turned-date": (
        "content/departments.xlsx · 表“表1” · A3（编号）：编号“2026年2月”是日期，多半是表格软件改写的。"
        "把这一列设为“文本”格式，再填原来的编号，存成 .xlsx；新的编号请带上字母，如 G2026-02。"
    ),
    "id-not-plain": (
        "content/departments.xlsx · 表“表1” · A3（编号）：编号“第2号”不能用在网址里。"
        "编号只用英文字母、数字和短横线，如 M01，不超过 40 个。其中第 1 个字符是“第”。"
    ),
    "number-not-number": (
        "content/measures.xlsx · 表“表1” · H2（目标值）：“12,5O”不是数字。只填数字，如 12.5。其中第 5 个字符是字母 O。"
    ),
    "count-not-count": (
        "content/ratings/2026-10.xlsx · 表“表1” · B2（投诉）："
        "“1.5”不是个数。"
        "填 0 或正整数，如 12。其中第 2 个字符是“.”。"
    ),
    "number-merged": (
        "content/measures.xlsx · 表“表1” · I3（基准值）："
        "“57”写在合并的格子里，这一行也算了一遍。"
        "取消合并，每一行各填各的数；只属于一行的，其余各行留空或填 0。"
    ),
    "percent-not-number": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（完成率）："
        "“12,5O%”不是百分数。"
        "只填数字，如 12.5。其中第 5 个字符是字母 O。"
    ),
    "percent-impossible": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（完成率）："
        "完成率“120%”不在 0 到 100 之间。"
        "填 0 到 100 之间的数；超额完成也填 100。"
    ),
    "percent-ambiguous": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（完成率）："
        "“0.6”说不清是 0.6% 还是 60%。"
        "写成 0.6% 或 60%（带百分号）。"
    ),
    "date-not-date": (
        "content/measures.xlsx · 表“表1” · H2（成文日期）："
        "“46203”不是日期。"
        "写成 2026-06-30 这样的年-月-日。这像表格软件里日期的内部序号，请把这一列的格式设为“日期”。"
    ),
    "date-impossible": ("content/measures.xlsx · 表“表1” · H2（成文日期）：没有“2026-02-30”这一天。对照日历改正。"),
    "deadline-missing": (
        "content/measures.xlsx · 表“表1” · F2（完成时限）：没有填完成时限，网站上写“文件未定时限”，不会判为滞后、逾期。"
        "文件定了时限的，照文件填；确实没有定的，填“文件未定时限”，就不再提醒。"
    ),
    "deadline-unclear": (
        "content/measures.xlsx · 表“表1” · F2（完成时限）："
        "看不出完成时限“2026年12月前”是哪一天。"
        "写成“2026-06-30”“2026年6月底前”“2026年第三季度”“长期坚持”或“文件未定时限”。"
    ),
    "month-not-month": ("content/months.xlsx · 表“表1” · A2（月份）：“2026.1”不是月份。写成 2026-10 或 2026年10月。"),
    "choice-unknown": (
        "content/months.xlsx · 表“表1” · C2（状态）：“状态”不能填“审核”。只能填：草稿、已审核、已封存。是不是“已审核”？"
    ),
    "phone-not-phone": (
        "content/measures.xlsx · 表“表1” · H2（咨询电话）：“8000100”不是电话号码。"
        "固定电话带区号，如 0000-8000100；也可以写 12345、400-000-0000。"
        "几个号码用顿号分开，每个都写完整。"
    ),
    "private-mobile": (
        "content/measures.xlsx · 表“表1” · H2（咨询电话）："
        "“138****0000”像个人手机号，会被公开。"
        "改成单位电话，或删掉（个人信息保护法）。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：private-mobile-359ea74a"
    ),
    "private-id-number": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“110105********002X”像居民身份证号，会被公开。"
        "删掉。"
        "公开的内容里不能有身份证号（个人信息保护法）。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：private-id-number-426695a0"
    ),
    "url-not-url": (
        "content/progress/2026-09.xlsx · 表“表1” · D2（佐证链接）："
        "“www.example.com”不是网址。"
        "写完整的网址，以 https:// 开头。"
    ),
    "uscc-wrong": (
        "content/enterprises.xlsx · 表“表1” · C2（统一社会信用代码）："
        "统一社会信用代码“91350100M000100Y44”不对：校验码与前 17 位对不上。"
        "对照营业执照改正（18 位，GB 32100）。"
    ),
    "id-case-changed": (
        "content/windows.xlsx · 表“表1” · A2（编号）：编号“w01”和登记簿里的“W01”只差大小写，“W01”已经发过码 7K3M9QX2Z。"
        "改成“W01”；确实是另一个，请另编一个号。"
    ),
    "code-wrong": (
        "content/ratings/2026-10.xlsx · 表“表1” · A2（码）："
        "码“7K3M9QX2”不对：应当是 9 个或 13 个字符，现在是 8 个。"
        "从 qrcodes/ledger.csv 里复制。"
    ),
    "id-twice": (
        "content/lists/plus/2026-03-01.xlsx · 表“表1” · A3（条目编号）：编号“z1”重复："
        "第 2 行的“Z1”（只差大小写）已经用过。每行一个编号，不能重复；改掉其中一个。"
    ),
    "name-twice": (
        "content/departments.xlsx · 表“表1” · B3（名称）：名称“数据局”重复：第 2 行已经用过。"
        "名称要能区分；改掉其中一个。"
    ),
    "row-twice": (
        "content/ratings/2026-10.xlsx · 表“表1” · A3（码）：“7K3M9QX2Z”在这张表里出现了两次："
        "第 2 行已经有了。合并成一行；如果是填错了，改正其中一个。"
    ),
    "reference-unknown": (
        "content/measures.xlsx · 表“表1” · H2（配合单位）：“数居局”不在“单位”表里。"
        "是不是“数据局”？是就改成它；不是就先在“单位”表里加上。"
    ),
    "reference-ambiguous": (
        "content/enterprises.xlsx · 表“表1” · C2（网格）：“一组”说不清指哪一个：“网格”表里有 2 个。改写编号。"
    ),
    "reference-self": (
        "content/grids.xlsx · 表“表1” · D2（上级网格）：“全县”把自己写成了上级。改成真正的上级，最上一级留空。"
    ),
    "grid-level-wrong": (
        "content/grids.xlsx · 表“表1” · D3（上级网格）：“城东村”的上级“G1”不比它高一级。检查“层级”和“上级网格”。"
    ),
    "target-incomplete": (
        "content/measures.xlsx · 表“表1” · 第 2 行（基准值）：目标值和基准值要一起填。补上“基准值”，或把两个都清空。"
    ),
    "target-equals-baseline": (
        "content/measures.xlsx · 表“表1” · H2（目标值）：目标值和基准值相同，算不出完成率。改正其中一个。"
    ),
    "current-without-target": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（当前值）："
        "填了当前值，但措施 M01 没有目标值和基准值，算不出完成率。"
        "在措施清单里补上，或改填完成率。"
    ),
    "percent-disagrees": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（完成率）："
        "完成率 60% 与当前值算出的 50% 对不上。"
        "改正其中一个，或清空完成率，由当前值计算。"
    ),
    "status-disagrees": (
        "content/progress/2026-09.xlsx · 表“表1” · D2（状态）：状态“已完成”与完成率 60% 矛盾。改正其中一个。"
    ),
    "progress-unmeasured": (
        "content/progress/2026-09.xlsx · 表“表1” · 第 2 行（完成率）："
        "完成率、当前值、状态都没有填，看不出进展。"
        "至少填一项。"
    ),
    "percent-fell": (
        "content/progress/2026-10.xlsx · 表“表1” · C2（完成率）："
        "完成率由 60% 降到 55%，没有写原因。"
        "在“存在问题”里写一句原因，或改正数字。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：percent-fell-b464ba2c"
    ),
    "deadline-before-issue": (
        "content/measures.xlsx · 表“表1” · F2（完成时限）："
        "完成时限 2025-12-31 早于发布日期 2026-01-05。"
        "检查这两个日期。"
    ),
    "published-before-made": (
        "content/measures.xlsx · 表“表1” · G2（发布日期）："
        "发布日期 2026-01-05 早于成文日期 2026-01-06。"
        "检查这两个日期。"
    ),
    "publication-date-missing": (
        "content/measures.xlsx · 表“表1” · G2（发布日期）："
        "没有发布日期，算不出时间进度，网页上也无从查证。"
        "补上“发布日期”。"
    ),
    "date-in-future": (
        "content/measures.xlsx · 表“表1” · G2（发布日期）："
        "“2026-11-21”还没有到。"
        "填真实的日期；没有公开的内容不要提前放进来。"
    ),
    "month-undeclared": (
        "content/progress/2026-09.xlsx：2026年9月的进展没有在“月度”表（content/months）里登记。"
        "在 content/months 里加一行：月份、发布日期、状态。"
    ),
    "month-published-early": (
        "content/months.xlsx · 表“表1” · B2（发布日期）："
        "2026年9月 的发布日期 2026-09-29 早于当月最后一天。"
        "月度进展在当月结束后发布，检查日期。"
    ),
    "month-gap": (
        "content/months.xlsx · 表“表1” · A2（月份）："
        "2026年7月 和 2026年10月 之间缺少 2026年8月至2026年9月。"
        "补上缺的月份；确实没有调度，请在综述里说明。"
    ),
    "progress-missing": (
        "content/months.xlsx · 表“表1” · A3（月份）："
        "2026-09 已标为“已审核”，但没有 content/progress/2026-09 文件。"
        "补上当月进展，或把状态改为“草稿”。"
    ),
    "report-not-counted": (
        "content/progress/2026-09.xlsx · 表“表1” · A2（编号）："
        "措施 M01 到2026年9月底已经废止，这一行不会公开，也不计入。"
        "删掉这一行；还在执行的，看看措施清单的“有效性”，和 content/adjustments 里的生效月份。"
    ),
    "measure-never-reported": (
        "content/measures.xlsx · 表“表1” · A3（编号）：措施 M02 从未报送过进展。请牵头单位数据局报送。"
    ),
    "issue-without-outcome": (
        "content/problems.xlsx · 表“表1” · D2（结果）：措施 M01 已经完成，这个问题还没有写结果。"
        "写上结果；确实还没有解决的，留着也可以。"
    ),
    "department-unused": (
        "content/departments.xlsx · 表“表1” · B3（名称）："
        "单位“明川县财政局”没有出现在任何措施、窗口或事项里。"
        "不再需要就删掉这一行。"
    ),
    "yaml-shape": (
        "content/lists/plus/list.xlsx · 表“表1” · 第 3 行：这里应当是一份清单的说明，只写一行。对照手册里的例子改写。"
    ),
    "rating-closed-over": (
        "content/ratings/2026-10.xlsx · 表“表1” · C2（办结）：办结 2 件多于投诉 1 件。检查这两个数。"
    ),
    "rating-overdue-over": (
        "content/ratings/2026-10.xlsx · 表“表1” · D2（超期）：超期 3 件多于投诉 1 件。检查这两个数。"
    ),
    "rating-both": (
        "content/ratings/2026-10.xlsx · 表“表1” · A2（码）：2026年10月 这个码“7K3M9QX2Z”的评价，诉求台账里有，"
        "评价汇总里又有一行没有写来源的。本站收到的只留诉求台账里的；评价汇总里别处来的，写上“来源”。"
    ),
    "case-number-wrong": (
        "content/reports/2026-10.xlsx · 表“表1” · A2（受理编号）：“K000001XY0”不是受理编号："
        "校验不符，有字符写错或前后颠倒。照受理编号原样写；新的编号由程序给：先空着，运行 reports number。"
    ),
    "case-empty": (
        "content/reports/2026-10.xlsx · 表“表1” · 第 2 行（类别）：这一行既没有类别，也没有评价。至少填一项；空行删掉。"
    ),
    "case-other-month": (
        "content/reports/2026-10.xlsx · 表“表1” · B2（受理日）：受理日 2026-09-12 不在这个文件的月份里。"
        "移到 content/reports/2026-09，或改正日期。"
    ),
    "case-order": (
        "content/reports/2026-10.xlsx · 表“表1” · F2（交办日）：交办日 2026-10-09 早于受理日 2026-10-12。"
        "检查这两个日期。"
    ),
    "case-needs": (
        "content/reports/2026-10.xlsx · 表“表1” · 第 2 行（承办单位）：填了“交办日”，没有填“承办单位”。"
        "补上“承办单位”，或清空“交办日”。"
    ),
    "case-private": (
        "content/reports/2026-10.xlsx · 表“表1” · E2（对象）：“对象”里的“138****8000”能认出是谁。"
        "删掉。台账里不写身份证号、手机号等，联系方式另外保管。"
    ),
    "case-extended-early": (
        "content/reports/2026-10.xlsx · 表“表1” · F2（延期至）：延期至的日子不晚于原来的期限（2026-10-19）。"
        "填同意延到的日子；没有延期就清空。"
    ),
    "case-closed-unsolved": (
        "content/reports/2026-10.xlsx · 表“表1” · H2（销号日）：结果是“未解决”，却已经销号。"
        "没有解决的，先填“重开日”，提级重办一次，办完再销号；写错了就改正。"
    ),
    "case-verdict-differs": (
        "content/reports/2026-10.xlsx · 表“表1” · G2（结果）：结果写“已解决”，反映人说没有解决。"
        "核对结果；确实已经解决的，确认一次。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：case-verdict-differs-2cd1784f"
    ),
    "workdays-missing": (
        "content/reports/2003-05.xlsx · 表“表1” · B2（受理日）：要算 2003 年的工作日，可是不知道那一年怎样放假调休。"
        "国务院办公厅公布以后，在 site_config/workdays.csv 里照着写（两列：日期、安排；安排写“放假”或“上班”），"
        "只写与平常周一至周五上班不同的日子；或者换用新版程序。"
    ),
    "correction-early": (
        "content/corrections.xlsx · 表“表1” · H2（更正日期）："
        "更正日期 2026-11-09 早于2026年10月的发布日期 2026-11-10。检查这两个日期。"
    ),
    "correction-column-wrong": (
        "content/corrections.xlsx · 表“表1” · D2（栏目）：M01 没有“综述”这一栏。"
        "更正的是月份本身，就清空“措施编号”；不是，就改正“栏目”。"
    ),
    "correction-tells-count": (
        "content/corrections.xlsx · 表“表1” · G2（更正原因）："
        "更正原因里的“1 件”会公开，而评价的份数和件数更正时不公开。只说原因，如“漏录”“重复计入”，不写数字。"
    ),
    "adjustment-late": (
        "content/adjustments.xlsx · 表“表1” · E2（生效月份）：批准日期 2026-10-01 晚于生效月份（2026年9月）的最后一天。"
        "调整不改变过去：生效月份写批准的那个月或更晚的月份。过去的月份写错了，用“更正”，不用“调整”。"
    ),
    "adjustment-early": (
        "content/adjustments.xlsx · 表“表1” · E2（生效月份）：生效月份2027年11月太远，现在只能写到2026年11月。"
        "改正生效月份；到那时才生效的，到时再加这一行、改措施清单。"
    ),
    "adjustment-idle": (
        "content/adjustments.xlsx · 表“表1” · D2（调整后）：调整前和调整后相同。改正其中一个，或删掉这一行。"
    ),
    "adjustment-twice": (
        "content/adjustments.xlsx · 表“表1” · E3（生效月份）："
        "措施 M01 的“标题”在2026年10月调整了两次：第 2 行已经有了。"
        "一个月底只有一个结果：合并成一行，或改正生效月份。"
    ),
    "adjustment-old-differs": (
        "content/adjustments.xlsx · 表“表1” · C3（调整前）："
        "“调整前”写的是“一网通办”，上一次（2026年9月起）调整后是“一网办”。"
        "两处要接得上：改正写错的一处，或补上中间漏掉的那次调整。"
    ),
    "adjustment-new-differs": (
        "content/adjustments.xlsx · 表“表1” · D2（调整后）："
        "“调整后”写的是“2027年3月底前”，措施清单里 M01 的“完成时限”是“2026年底前”。"
        "措施清单写最后一次调整以后的内容，两处要一致。措施清单还没有改的，改成调整后的内容。"
    ),
    "adjustment-order": (
        "content/adjustments.xlsx · 表“表1” · G3（批准日期）："
        "批准日期 2026-09-01 早于同一处上一次调整的批准日期 2026-09-08。检查这两行的批准日期和生效月份。"
    ),
    "hidden-code": (
        "content/measures.xlsx · 表“表1” · D2（内容）：“00M1ABCD5”是不公开的码，写在这里会被公开。"
        "删掉。企业的码只给企业自己，更正评价时也不说是哪一个码。"
    ),
    "page-title-missing": ("content/pages/guide.md · 第 1 行：页面没有标题。第一行写“# 标题”。"),
    "page-name-taken": (
        "content/pages/measures.md："
        "“measures”是网站自己的栏目，不能作页面的文件名。"
        "换一个文件名，如 measures-guide.md。"
    ),
    "page-script": (
        "content/pages/guide.md · 第 3 行：页面里不能有 <script> 标签。删掉它，只写文字、标题、列表、表格和链接。"
    ),
    "page-foreign": (
        "content/pages/guide.md · 第 3 行："
        "页面用到了外部网址的图片：https://h.example/a.png。"
        "删掉它；要让人看到，改写成普通链接：[说明文字](网址)。"
    ),
    "promise-without-way": (
        "content/pages/guide.md · 第 3 行："
        "这一页写着“扫码评价”，而设置的反映渠道里没有一种能评价（ratings）。"
        "改掉这句话；真能做到的，在 site_config/site.yml 的 report_ways 里写上。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：promise-without-way-f9d76413"
    ),
    "page-anchor-dead": (
        "content/pages/guide.md · 第 3 行：链接“#收费”打不开：那一页里没有这个位置。标题“收费”的位置写成“#_3”。"
    ),
    "page-link-dead": (
        "content/pages/guide.md · 第 3 行：链接“other.md”打不开：网站里没有这一页。"
        "站内的页面写成“../about/”“../measures/M01/”这样，别的网站写完整的网址；不需要就删掉这个链接。"
    ),
    "value-beyond-goal": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（当前值）："
        "当前值 13000000 比目标值 1600（基准值 0）大 10 倍以上。"
        "看看单位是不是“万元”，有没有多打几位数字，改正它；目标值错了，就改措施清单。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：value-beyond-goal-5aef11cd"
    ),
    "value-below-goal": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（当前值）："
        "当前值 0.13 和目标值 1600（基准值 0）差了上万倍。"
        "看看措施清单里的目标值和单位是不是“万元”，有没有多打几位数字，改正写错的一处。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：value-below-goal-d4a9c2ac"
    ),
    "value-negative": (
        "content/progress/2026-09.xlsx · 表“表1” · C2（当前值）："
        "当前值 -1300 是负数，目标值和基准值都不是。"
        "去掉负号，或改正这个数。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：value-negative-89cf842b"
    ),
    "value-jumped": (
        "content/progress/2026-10.xlsx · 表“表1” · C2（当前值）："
        "当前值由上次的 120 变成 1200，相差 10 倍以上。"
        "看看有没有多打、少打数字，单位和上次是不是一样，改正它。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：value-jumped-1231f219"
    ),
    "value-fell": (
        "content/progress/2026-10.xlsx · 表“表1” · C2（当前值）："
        "当前值由 2600 退到 1900，没有写原因。"
        "在“存在问题”里写一句原因，或改正数字。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：value-fell-2ba26d30"
    ),
    "month-repeated": (
        "content/progress/2026-10.xlsx："
        "2026年10月的 2 行和2026年9月的完全一样，多半是复制以后没有改，或者放错了文件。"
        "换成2026年10月的内容。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：month-repeated-9b4b3075"
    ),
    "month-text-repeated": (
        "content/progress/2026-10.xlsx · 表“表1” · C2（本月进展）："
        "2026年10月有 2 行的“本月进展”和2026年9月一字不差：M01、M02，多半是复制以后没有改。"
        "写上2026年10月的进展。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：month-text-repeated-8c85801d"
    ),
    "month-title-other": (
        "content/progress/2026-10.xlsx · 表“表1” · A1："
        "“明川县 2026 年 9 月进展”写的是2026年9月，这是2026年10月的文件。"
        "看看是不是放错了文件；没有放错，就把这里改成2026年10月。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：month-title-other-ee967155"
    ),
    "month-text-other": (
        "content/progress/2026-10.xlsx · 表“表1” · C2（本月进展）："
        "2 行的“本月进展”开头写的是9月，没有提到2026年10月。"
        "看看是不是把上个月的内容复制过来了，改正它。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：month-text-other-37cfbcf6"
    ),
    "month-unreported": (
        "content/progress/2026-10.xlsx："
        "2026年10月还有 1 项措施没有报送：数据局 M02。"
        "请这些单位补报，网站上会写明“未报送”。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：month-unreported-5c2fa347"
    ),
    "private-bank-card": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“622202*********0000”像银行卡号，会被公开。"
        "删掉（个人信息保护法）。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：private-bank-card-8dbf1434"
    ),
    "private-mailbox": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“zhang.san@qq.com”像个人邮箱，会被公开。"
        "改成单位的邮箱，或删掉；网站设置里的信箱（mailbox）不用确认。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：private-mailbox-f9b3fcf4"
    ),
    "private-plate": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“京A***45”像车牌号，会被公开。"
        "删掉（个人信息保护法）。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：private-plate-4d8c0849"
    ),
    "text-placeholder": (
        "content/measures.xlsx · 表“表1” · D2（内容）："
        "“同上”像是占位的字，还没有写上真正的内容。"
        "写上完整的内容；网站上没有附件，也看不到上一行。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：text-placeholder-2e1dee5e"
    ),
    "text-internal": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“【内部掌握】”表示不对外，而这里的内容会被公开。"
        "删掉不能公开的内容，连同这个标记。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：text-internal-2189d5d5"
    ),
    "text-garbled": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“鍔炰簨鎸囧崡”像是乱码，文字编码转换错了。"
        "对照原件重新输入这一处。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：text-garbled-45632ec4"
    ),
    "text-private-use": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“”是自造字，多数手机和电脑上显示不出来。"
        "换成规范汉字，或用同音字加括号说明。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：text-private-use-261028fa"
    ),
    "address-internal": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“192.168.1.20”是内部网络或本机的地址，外面打不开，也不该公开。"
        "换成公开的网址，或删掉。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：address-internal-55235459"
    ),
    "cell-struck": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“到窗口办”上画了删除线，读取时不分有没有画线，会被公开。"
        "不要的就删掉；要的就去掉删除线。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：cell-struck-545400a0"
    ),
    "deadline-far": (
        "content/measures.xlsx · 表“表1” · F2（完成时限）："
        "完成时限 2062-12-31 离发布日期 2026-01-05 有 36 年。"
        "看看这两个日期的年份是不是写错了，改正它。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：deadline-far-494e996c"
    ),
    "cell-unseen": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“到窗口办”在表里看不见，会被公开：单元格格式什么也不显示，或者字和底色一样。"
        "不要的就删掉；要的就把单元格格式改成“常规”，字改成黑色。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：cell-unseen-545400a0"
    ),
    "cell-white": (
        "content/measures.xlsx · 表“表1” · H2（办理方式）："
        "“到窗口办”是白底白字，表里看不见，会被公开。"
        "不要的就删掉；要的就改成黑字。"
        "确实没有错，就在 content/confirmations 表里加一行，“事项”写：cell-white-545400a0"
    ),
}


@pytest.mark.parametrize("code", sorted(CASES))
def test_each_problem_says_where_what_and_how_to_mend(messages: Messages, code: str) -> None:
    """One departure from the right county gives this one problem, with its address and its whole text."""
    tables, pages = CASES[code]
    assert messages(tables, pages) == [f"{EXPECTED[code]} [{code}]"]


def test_every_problem_of_the_checks_has_its_case() -> None:
    """No code is named in the checks without a case here; declared groups have theirs in test_groups.py."""
    named = {
        node.value
        for module in Path(checks.__file__).parent.glob("*.py")
        if module.stem != "groups"
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in CATALOGUE
    }
    assert named == CASES.keys()


def test_the_right_county_has_no_problem(messages: Messages) -> None:
    """The county from which the cases depart is itself right."""
    assert messages() == []
