"""The declaration of every dataset that a county keeps.

One place says what a table is called, which columns it has, how a cell is read, what it refers to and
whether it may be shown. Reading, checking, templates, open data and the handbook follow from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mashang.cases import Appeal, CaseKind, Channel, RatingSource, Result, Verdict
from mashang.feedback import LEVELS
from mashang.model import ListKind, MonthState, Validity, WrittenStatus

Choices = Mapping[str, str | int]
"""What may be written in a cell of choice, and the value of the model that each means."""


class ColumnType(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    """One line."""
    LONG_TEXT = "long-text"
    """May have line breaks."""
    ITEMS = "items"
    """Several texts, one a line or parted by ``；`` or ``、``."""
    ID = "id"
    """Letters, digits, hyphens: stands in an address."""
    NUMBER = "number"
    COUNT = "count"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    DEADLINE = "deadline"
    CHOICE = "choice"
    PHONE = "phone"
    URL = "url"
    USCC = "uscc"
    """统一社会信用代码, GB 32100."""
    CODE = "code"
    """An identifier of the ledger."""
    CASE_NUMBER = "case-number"
    """受理编号 of a case."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``name`` is the attribute of the model object, ``heading`` what staff write.

    ``refers_to`` names the dataset whose 编号, 名称 or 简称 a cell must be. ``many`` marks a cell that may
    hold several, parted by ``、`` ``，`` ``;`` or line breaks. ``published`` is false for what readers never
    see. ``limit`` is the longest text in characters. An attribute has a default unless its column is required.
    """

    name: str
    heading: str
    type: ColumnType
    description: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    refers_to: str = ""
    many: bool = False
    choices: Choices = field(default_factory=dict, hash=False)
    published: bool = True
    limit: int = 200

    def write_choice(self, value: object) -> str:
        """What staff write for a value of this column of choice; empty for none."""
        return next((text for text, meant in self.choices.items() if meant == value), "")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One table. ``stem`` is its place below ``content/`` without suffix; ``*`` is a part that varies.

    ``key`` names the column whose values are unique within the table; it is empty where there is none. ``private``
    tables appear in no index, feed or download. ``ordinals`` are headings under which offices number their rows
    1, 2, 3; such a column is known and not read, unless its heading is the only one for a column that takes it as a
    synonym.
    """

    name: str
    title: str
    stem: str
    key: str
    columns: tuple[Column, ...]
    description: str
    required: bool = False
    private: bool = False
    ordinals: tuple[str, ...] = ("序号",)
    grouping: str = ""
    """The column in which a row names the row that it is a part of, which then needs a key and a title only."""
    answers: tuple[str, ...] = ()
    """Columns that are sent out empty: a row that holds none of them was not answered, and is no data."""

    def __hash__(self) -> int:
        """Each dataset has a name of its own; to hash all columns would take longer than what is found by it."""
        return hash(self.name)

    def column(self, name: str) -> Column:
        """The column of that name. Raises ``KeyError`` when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def required_headings(self) -> tuple[str, ...]:
        """Headings that must be there."""
        return tuple(column.heading for column in self.columns if column.required)


_TEXT, _LONG_TEXT, _ITEMS, _CHOICE = ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.ITEMS, ColumnType.CHOICE
_ID, _USCC, _CODE, _URL = ColumnType.ID, ColumnType.USCC, ColumnType.CODE, ColumnType.URL
_NUMBER, _PERCENT, _COUNT = ColumnType.NUMBER, ColumnType.PERCENT, ColumnType.COUNT
_DATE, _MONTH, _DEADLINE = ColumnType.DATE, ColumnType.MONTH, ColumnType.DEADLINE


def _id(description: str, *synonyms: str) -> Column:
    return Column("id", "编号", _ID, description, ("序号", "代码", *synonyms), required=True, limit=40)


def _phone(description: str, heading: str = "电话", *synonyms: str) -> Column:
    return Column("phone", heading, ColumnType.PHONE, description, ("联系电话", *synonyms), limit=60)


def _count(name: str, heading: str, description: str) -> Column:
    return Column(name, heading, _COUNT, description, limit=9)


def _index_number(description: str) -> Column:
    return Column("index_number", "索引号", _TEXT, description, limit=60)


def _shown(name: str, heading: str, *synonyms: str) -> Column:
    return Column(name, heading, _TEXT, "方便填表时对照；不读取，不公开", synonyms, published=False)


def _one_of(kind: type[StrEnum]) -> Choices:
    return {one.value: one for one in kind}


def _validity(description: str) -> Column:
    return Column("validity", "有效性", _CHOICE, description, choices=_one_of(Validity))


_ACTIVE = Column("active", "状态", _CHOICE, "启用或停用；不填是启用", choices={"启用": True, "停用": False})

MEASURES = Dataset(
    *("measures", "措施清单", "measures", "id"),
    (
        _id("措施的编号，发布后不再改变", "措施编号", "条目"),
        Column("title", "标题", _TEXT, "措施的名称", ("措施", "措施名称", "名称"), required=True, limit=60),
        Column("field", "领域", _TEXT, "所属领域，如市场准入、金融支持", ("所属领域", "类别"), required=True, limit=30),
        Column(
            *("text", "内容", _LONG_TEXT, "措施的完整内容", ("措施内容", "具体内容", "主要内容")),
            required=True,
            limit=5000,
        ),
        Column(
            *(
                "leads",
                "牵头单位",
                _TEXT,
                "负责的单位；几个牵头的用顿号分开，第一个负责报送",
                ("责任单位", "牵头部门"),
            ),
            required=True,
            refers_to="departments",
            many=True,
        ),
        Column(
            "deadline",
            "完成时限",
            _DEADLINE,
            "如 2026-06-30、2026年6月底前、2026年第三季度、长期坚持；文件没有定的填“文件未定时限”",
            ("完成时间", "时限", "办结时限"),
        ),
        Column(
            *("supporting", "配合单位", _TEXT, "几个单位用顿号分开", ("配合部门", "协办单位")),
            refers_to="departments",
            many=True,
        ),
        Column("target_text", "量化目标", _TEXT, "用一句话写明的目标", ("目标", "量化指标")),
        Column("target", "目标值", _NUMBER, "目标的数值，与基准值一起填"),
        Column("unit", "单位", _TEXT, "目标值的计量单位，如 个、小时、万元", ("计量单位",), limit=20),
        Column("baseline", "基准值", _NUMBER, "起步时的数值，可以大于目标值（如由 3 天减到 1 天）", ("基数",)),
        Column("basis", "依据文件", _TEXT, "措施出自哪份文件", ("政策依据", "文件依据", "来源文件")),
        Column("document_number", "文号", _TEXT, "依据文件的发文字号", ("发文字号",), limit=60),
        Column("made_on", "成文日期", _DATE, "依据文件落款的日期"),
        Column("published_on", "发布日期", _DATE, "措施向社会公开的日期", ("公开日期",)),
        Column("audience", "惠及对象", _ITEMS, "哪些企业和个人可以享受，几类用顿号分开", ("适用对象", "服务对象")),
        Column("how", "办理方式", _LONG_TEXT, "怎样享受这项措施", ("办理渠道", "办理途径"), limit=1000),
        _phone("咨询这项措施的单位电话", "咨询电话", "电话"),
        _index_number("政府信息公开目录里的索引号"),
        Column("publisher", "发布机构", _TEXT, "发布依据文件的机关；不填是网站的主办单位", limit=60),
        _validity("有效、失效或废止；不填是有效"),
        Column(
            *("parent", "上级任务", _ID, "任务下面分事项的：事项填所属任务的编号，任务自己不填", ("所属任务",)),
            refers_to="measures",
            limit=40,
        ),
    ),
    "县里向企业承诺的每一项措施，一行一项",
    required=True,
    grouping="parent",
)

MONTHS = Dataset(
    *("months", "月度", "months", "month"),
    (
        Column("month", "月份", _MONTH, "如 2026-10", required=True),
        Column("published_on", "发布日期", _DATE, "这个月的进展向社会公开的日期", ("公开日期",), required=True),
        Column("state", "状态", _CHOICE, "草稿不公开；已审核、已封存公开", required=True, choices=_one_of(MonthState)),
        Column("summary", "综述", _LONG_TEXT, "这个月的总体情况", limit=2000),
        Column("reviewer", "审核单位", _TEXT, "由谁审核", limit=60),
    ),
    "每个月一行，登记是否已审核、哪天公开",
)

PROGRESS = Dataset(
    *("progress", "月度进展", "progress/*", "measure"),
    (
        Column(
            *("measure", "编号", _ID, "措施清单里的编号", ("措施编号", "序号")),
            required=True,
            refers_to="measures",
            limit=40,
        ),
        Column(
            "title",
            "标题",
            _TEXT,
            "措施的名称，方便填表时对照；与措施清单比对，不另外公开",
            ("措施", "措施名称", "名称"),
            published=False,
        ),
        Column(
            *("lead", "牵头单位", _TEXT, "方便填表时对照；与措施清单比对，不另外公开", ("责任单位", "牵头部门")),
            refers_to="departments",
            many=True,
            published=False,
        ),
        _shown("shown_deadline", "完成时限", "完成时间", "时限"),
        _shown("shown_target", "量化目标", "目标"),
        _shown("last_percent", "上次完成率", "上月完成率"),
        Column("percent", "完成率", _PERCENT, "0 到 100，如 60 或 60%", ("完成比例", "进度")),
        Column("current", "当前值", _NUMBER, "目标值对应的现在的数值", ("现值",)),
        Column(
            "written_status", "状态", _CHOICE, "没有数字时填：未启动、推进中、已完成", choices=_one_of(WrittenStatus)
        ),
        Column(
            *("text", "本月进展", _LONG_TEXT, "这个月做了什么、有什么结果", ("进展情况", "工作进展")),
            required=True,
            limit=2000,
        ),
        Column("trouble", "存在问题", _LONG_TEXT, "遇到的困难、进度下降的原因", ("问题", "困难问题"), limit=1000),
        Column("next_step", "下一步", _LONG_TEXT, "下个月的打算", ("下一步打算", "下一步工作"), limit=1000),
        Column("evidence", "佐证链接", _URL, "可以查证的公开网页", ("佐证", "链接"), limit=500),
        Column(
            *(
                "note",
                "内部备注",
                _LONG_TEXT,
                "只给内部看，写进调度会的材料；没有报送进展的也可以写",
                ("内部说明", "备注"),
            ),
            published=False,
            limit=1000,
        ),
    ),
    "每月一个文件，文件名是月份，一行一项措施",
    answers=("percent", "current", "written_status", "text", "trouble", "next_step", "evidence"),
)

MEASURED = ("percent", "current", "written_status")
"""The columns of progress of which a row needs one at least."""

LIST = Dataset(
    *("list", "清单说明", "lists/*/list", "name"),
    (
        Column("name", "名称", _TEXT, "清单的全名", ("清单名称",), required=True, limit=60),
        Column("kind", "类型", _CHOICE, "正面清单、负面清单或其他清单", required=True, choices=_one_of(ListKind)),
        Column("publisher", "发布机构", _TEXT, "发布清单的单位", required=True, refers_to="departments"),
        Column("summary", "说明", _LONG_TEXT, "清单管什么、怎么用", limit=1000),
        Column("basis", "依据", _TEXT, "根据哪份文件制定"),
    ),
    "每份清单一个文件夹，里面的 list.yml 写明它的名称和发布机构",
)

EDITIONS = Dataset(
    *("editions", "版次登记", "lists/*/editions", "published_on"),
    (
        Column("published_on", "版次", _DATE, "这一版的发布日期，与条目文件的文件名相同", ("发布日期",), required=True),
        _index_number("这一版在政府信息公开目录里的索引号"),
        Column("document_number", "文号", _TEXT, "印发这一版的文件的发文字号", ("发文字号",), limit=60),
        Column("made_on", "成文日期", _DATE, "印发这一版的文件落款的日期"),
        _validity("有效、失效或废止；不填是有效。有了新版，旧版自动写明“已被新版替代”"),
    ),
    "清单文件夹里的一张表，每一版一行，登记索引号和文号",
)

LIST_EDITION = Dataset(
    *("list-edition", "清单条目", "lists/*/*", "id"),
    (
        Column("id", "条目编号", _ID, "同一条在各版里用同一个编号", ("编号", "序号"), required=True, limit=40),
        Column("text", "内容", _LONG_TEXT, "条目的完整内容", ("条目", "条目内容", "事项"), required=True, limit=3000),
        Column("category", "类别", _TEXT, "条目的分类", ("分类", "领域"), limit=60),
        Column("basis", "依据", _LONG_TEXT, "法律法规或文件依据", ("法律依据", "政策依据"), limit=1000),
        Column("audience", "适用对象", _TEXT, "对谁适用", ("适用范围",)),
        Column(
            *("former", "上一版编号", _TEXT, "检查问到时才填：这一条在上一版的编号；上一版没有的填“新增”", ("原编号",)),
            refers_to="list-edition",
            published=False,
            limit=40,
        ),
    ),
    "每一版一个文件，文件名是发布日期",
)

DEPARTMENTS = Dataset(
    *("departments", "单位", "departments", "id"),
    (
        _id("单位的编号", "单位编号"),
        Column("name", "名称", _TEXT, "单位全称", ("单位名称", "单位"), required=True, limit=60),
        Column("short", "简称", _TEXT, "通用简称", limit=20),
        Column("address", "地址", _TEXT, "办公地址", ("办公地址",)),
        Column("duties", "职能", _LONG_TEXT, "与企业有关的职责", ("主要职责", "职责"), limit=1000),
        _phone("对外的单位电话"),
        Column("hours", "工作时间", _TEXT, "对外办公时间", ("办公时间",), limit=60),
    ),
    "服务联络簿：每个单位一行",
    required=True,
)

WINDOWS = Dataset(
    *("windows", "窗口", "windows", "id"),
    (
        _id("窗口的编号，发码后不再改变", "窗口编号"),
        Column("name", "名称", _TEXT, "窗口的名称", ("窗口名称", "窗口"), required=True, limit=60),
        Column("hall", "大厅", _TEXT, "所在的办事大厅", ("办事大厅", "所在大厅"), required=True, limit=60),
        Column(
            *("department", "单位", _TEXT, "窗口所属的单位", ("所属单位", "责任单位")),
            required=True,
            refers_to="departments",
        ),
        Column("place", "位置", _TEXT, "楼层和区域，如 一楼 A 区 3 号", limit=60),
        Column("matters", "办理事项", _ITEMS, "能办的事，几项用顿号分开", limit=1000),
        _ACTIVE,
        _phone("窗口的单位电话"),
    ),
    "每个窗口一行，每个窗口发一个评议码",
)

ENTERPRISES = Dataset(
    *("enterprises", "企业", "enterprises", "id"),
    (
        _id("企业的编号，发码后不再改变", "企业编号"),
        Column("name", "名称", _TEXT, "企业全称，只在它自己的码页上出现", ("企业名称",), required=True, limit=80),
        Column("uscc", "统一社会信用代码", _USCC, "18 位，用于核对，不公开", ("信用代码",), published=False, limit=40),
        Column("grid", "网格", _TEXT, "所在的最小网格", ("所属网格",), refers_to="grids"),
        _ACTIVE,
    ),
    "每家企业一行，每家发一个监督码；不进入任何公开目录",
    private=True,
)

MATTERS = Dataset(
    *("matters", "事项", "matters", "id"),
    (
        _id("事项的编号，发码后不再改变", "事项编号"),
        Column("name", "名称", _TEXT, "事项的名称", ("事项名称", "事项"), required=True, limit=60),
        Column(
            *("department", "单位", _TEXT, "办理的单位", ("办理单位", "责任单位", "实施单位")),
            required=True,
            refers_to="departments",
        ),
        Column(
            "materials", "材料", _ITEMS, "要带的材料，一行一件或用分号、顿号分开", ("申请材料", "所需材料"), limit=2000
        ),
        Column("time_limit", "时限", _TEXT, "承诺的办结时限", ("办理时限", "承诺时限"), limit=60),
        Column("steps", "流程", _ITEMS, "办理的步骤，一行一步或用分号、顿号分开", ("办理流程", "步骤"), limit=2000),
        Column("link", "网办链接", _URL, "网上办理的地址", ("网上办理", "办理链接"), limit=500),
    ),
    "码上办：每个事项要带什么、多久办好、怎么办",
)

GRIDS = Dataset(
    *("grids", "网格", "grids", "id"),
    (
        _id("网格的编号", "网格编号"),
        Column("name", "名称", _TEXT, "网格的名称", ("网格名称",), required=True, limit=60),
        Column(
            *("level", "层级", _CHOICE, "一级最大，三级最小", ("级别",)),
            required=True,
            choices={"一级": 1, "二级": 2, "三级": 3},
        ),
        Column("officer", "网格员", _TEXT, "联系人姓名", limit=40),
        Column("post", "职务", _TEXT, "联系人的职务", limit=60),
        _phone("联系人的单位电话，不能填个人手机"),
        Column("parent", "上级网格", _TEXT, "上一级网格，一级留空", ("所属网格",), refers_to="grids"),
    ),
    "三级网格：谁为企业服务",
)

RATINGS = Dataset(
    *("ratings", "评价汇总", "ratings/*", "code"),
    (
        Column("code", "码", _CODE, "登记簿里的码", required=True),
        *(_count(level.column, level.name, "份数") for level in LEVELS),
        _count("complaints", "投诉", "收到的投诉件数"),
        _count("closed", "办结", "其中已经办结的件数"),
        _count("overdue", "超期", "其中超过时限的件数"),
        Column(
            *("source", "来源", _CHOICE, "评价是从哪里来的；一个码有几个来源的，一个来源一行", ("评价来源",)),
            choices=_one_of(RatingSource),
        ),
        _count("handled", "办件量", "这个月办了多少件；知道才填，用来算评价率"),
    ),
    "每月一个文件，每个码一行；没有人评价的码不用写",
    private=True,
)


def _hidden_day(name: str, heading: str, description: str, *synonyms: str) -> Column:
    return Column(name, heading, _DATE, description, synonyms, published=False)


CASES = Dataset(
    *("reports", "诉求台账", "reports/*", "number"),
    (
        Column(
            *("number", "受理编号", ColumnType.CASE_NUMBER, "程序给的编号，给反映人，也用来公开查询", ("诉求编号",)),
            required=True,
        ),
        Column("received_on", "受理日", _DATE, "哪一天收到", ("受理日期", "收到日期"), required=True),
        Column("channel", "渠道", _CHOICE, "从哪里来的", ("来源渠道",), required=True, choices=_one_of(Channel)),
        Column("kind", "类别", _CHOICE, "说的是哪一类；只打了分的可以不填", ("诉求类别",), choices=_one_of(CaseKind)),
        Column(
            *("level", "评价", _CHOICE, "反映人打的分；没有打分的不填", ("满意度",)),
            choices={level.name: level.points for level in LEVELS},
        ),
        Column("code", "码", _CODE, "扫的是哪个码；没有扫码的不填", published=False),
        Column("subject", "对象", _TEXT, "没有码的，说的是哪件事、哪个科室；不写人名", published=False),
        Column(
            *("foreign_number", "来源编号", _TEXT, "12345、好差评等系统里的工单号", ("工单号", "工单编号")),
            published=False,
            limit=60,
        ),
        Column(
            *("department", "承办单位", _TEXT, "由哪个单位办理", ("责任单位", "办理单位")),
            refers_to="departments",
            published=False,
        ),
        _hidden_day("assigned_on", "交办日", "哪一天交给承办单位", "交办日期"),
        _hidden_day("extended_to", "延期至", "同意延期的，延到哪一天；只延一次"),
        Column("extension_reason", "延期原因", _TEXT, "为什么延期", published=False),
        _hidden_day("answered_on", "反馈日", "哪一天答复反映人", "反馈日期", "答复日期"),
        Column("result", "结果", _CHOICE, "办得怎么样", ("办理结果",), choices=_one_of(Result)),
        Column(
            *("verdict", "反映人评价", _CHOICE, "反映人自己说解决了没有", ("反映人意见",)),
            choices={**_one_of(Verdict), "已解决": Verdict.SOLVED, "未解决": Verdict.NOT_SOLVED},
        ),
        _hidden_day("called_back_on", "回访日", "哪一天回访", "回访日期"),
        Column("appeal", "单位申诉", _CHOICE, "单位认为不属实而申诉的，结果怎样", choices=_one_of(Appeal)),
        _hidden_day("appeal_decided_on", "申诉认定日", "申诉成立或不成立，是哪一天定的"),
        _hidden_day("reopened_on", "重开日", "反映人说没有解决、提级重办的，从哪一天起", "重办日期"),
        _hidden_day("answered_again_on", "再次反馈日", "重办以后哪一天答复"),
        _hidden_day("closed_on", "销号日", "哪一天销号", "办结日期", "销号日期"),
        Column("topic", "问题归类", _TEXT, "同类的问题写同一个词，网站按它归并公布", ("共性问题",), limit=40),
        Column("question", "公开问题", _LONG_TEXT, "要公开答复的，用自己的话写问的是什么", limit=1000),
        Column("reply", "公开答复", _LONG_TEXT, "公开的答复；问和答都填了才公开", limit=3000),
    ),
    "企业和群众反映的事，一件一行，每月一个文件；原话和联系方式不写进来",
    private=True,
)

FROZEN: dict[str, tuple[str, ...]] = {
    "月度": ("发布日期", "综述", "审核单位"),
    "措施": (
        *("列入", "标题", "领域", "牵头单位", "完成时限", "状态", "完成率", "时间进度"),
        *("本月填报", "当前值", "填报状态", "本月进展", "存在问题", "下一步", "佐证链接"),
    ),
    "评价": (*(level.name for level in LEVELS), "投诉", "办结", "超期"),
    "单位": ("单位名称", "单位简称"),
    "版次": ("版次条目",),
    "窗口": ("窗口单位",),
    "事项": ("事项单位",),
    "诉求": (
        *("收到诉求", "反馈诉求", "超期反馈", "超期未反馈", "销号诉求", "重开诉求", "回访诉求", "回访解决"),
        *("申诉认定", "申诉成立", "反馈天数", "诉求结果", "诉求类别", "诉求渠道", "诉求归类", "诉求编号"),
    ),
    "来源": ("评价来源", "办件量"),
}
"""What is kept of a month: the headings by the kind of row. New kinds come last, so that older files can be read.

A row is about the month itself, a measure, a code, a department as the month names it, an edition of a list, the
department that had a window or a matter at the month's end, the cases of the county or of a department, and where a
code's ratings come from.
"""

CORRECTIONS = Dataset(
    *("corrections", "更正", "corrections", "id"),
    (
        _id("更正的编号，公布后不再改变，如 2026-01", "更正编号"),
        Column("month", "月份", _MONTH, "更正哪个公布过的月份，如 2026-08", required=True),
        Column(
            "target",
            "措施编号",
            _ID,
            "更正的是哪项措施；留空是这个月的发布日期、综述或审核单位；更正评价填码，单位、窗口、事项填它的编号，清单填清单和版次",
            ("措施", "码"),
            limit=40,
        ),
        Column(
            *("column", "栏目", _CHOICE, "更正的是哪一栏"),
            required=True,
            choices={heading: heading for headings in FROZEN.values() for heading in headings},
        ),
        Column("old", "更正前", _LONG_TEXT, "公布时的内容，或上一次更正后的内容；空着是没有", limit=5000),
        Column("new", "更正后", _LONG_TEXT, "现在表里的内容；空着是没有", limit=5000),
        Column("reason", "更正原因", _LONG_TEXT, "为什么更正", ("原因",), required=True, limit=1000),
        Column("corrected_on", "更正日期", _DATE, "哪一天更正", ("日期",), required=True),
        Column("office", "更正单位", _TEXT, "由哪个单位更正", ("单位",), required=True, limit=60),
    ),
    "对已公布月份的更正，一处一行；同一处更正几次，按先后写几行",
)

_ADJUSTABLE = (
    *("title", "field", "text", "leads", "supporting", "deadline"),
    *("target_text", "target", "unit", "baseline", "validity"),
)
_LISTED = Column("listed", "列入", _CHOICE, "措施在不在清单里", required=True, choices={"列入": True, "不列入": False})
TERMS = {column.name: column for column in (*map(MEASURES.column, _ADJUSTABLE), _LISTED)}
"""What an adjustment may change of a measure: how a value is read, by the attribute."""

ADJUSTMENTS = Dataset(
    *("adjustments", "措施调整", "adjustments", ""),
    (
        Column(
            *("measure", "措施编号", _ID, "调整的是哪项措施", ("编号", "措施")),
            required=True,
            refers_to="measures",
            limit=40,
        ),
        Column(
            *("column", "栏目", _CHOICE, "调整的是哪一栏；增加或取消一项措施写“列入”，废止写“有效性”"),
            required=True,
            choices={column.heading: name for name, column in TERMS.items()},
        ),
        Column("old", "调整前", _LONG_TEXT, "原来的内容，照措施清单的写法；空着是没有", limit=5000),
        Column("new", "调整后", _LONG_TEXT, "现在措施清单里的内容；空着是没有", limit=5000),
        Column("month", "生效月份", _MONTH, "从哪个月起按调整后的内容判定，如 2026-11", required=True),
        Column("document_number", "批准文号", _TEXT, "批准调整的文件的发文字号", ("文号",), limit=60),
        Column("office", "批准单位", _TEXT, "由谁批准", required=True, limit=60),
        Column("decided_on", "批准日期", _DATE, "哪一天批准", required=True),
        Column("reason", "原因", _LONG_TEXT, "为什么调整", ("调整原因",), required=True, limit=1000),
    ),
    "措施的内容、时限、牵头单位等依文件作的调整，一处一行；同一处调整几次，写几行",
)

CONFIRMATIONS = Dataset(
    *("confirmations", "确认", "confirmations", "item"),
    (
        Column("item", "事项", _TEXT, "照抄提示末尾的那一串", required=True, published=False, limit=120),
        Column("reason", "原因", _TEXT, "为什么没有错", required=True),
        Column("confirmed_by", "确认人", _TEXT, "谁确认的", required=True, published=False, limit=60),
        Column("confirmed_on", "日期", _DATE, "哪一天确认的", ("确认日期",), required=True, published=False),
        Column("successor", "接替", _ID, "撤下的网页由哪一个编号接替，没有就留空", limit=40),
    ),
    "问到的事项，核对以后没有错的，一行一件；内容没有改动，就不再问",
    private=True,
)

ISSUES = Dataset(
    *("problems", "问题汇总", "problems", ""),
    (
        Column(
            *("measure", "措施编号", _ID, "哪项措施遇到的问题", ("编号", "措施")),
            required=True,
            refers_to="measures",
            published=False,
            limit=40,
        ),
        Column(
            "text",
            "问题",
            _LONG_TEXT,
            "遇到了什么困难",
            ("存在问题", "具体问题"),
            required=True,
            published=False,
            limit=1000,
        ),
        Column(
            *("department", "责任单位", _TEXT, "由哪个单位解决", ("牵头单位", "责任部门")),
            required=True,
            refers_to="departments",
            published=False,
        ),
        Column(
            *("helpers", "协调单位", _TEXT, "请哪些单位帮助协调，几个用顿号分开", ("协调部门", "配合单位")),
            refers_to="departments",
            many=True,
            published=False,
        ),
        Column(
            "deadline",
            "期限",
            _DEADLINE,
            "什么时候以前解决，如 2026-12-20、2026年12月底前",
            ("完成时限", "时限"),
            published=False,
        ),
        Column(
            "outcome",
            "结果",
            _LONG_TEXT,
            "怎样解决的；还没有解决就空着",
            ("办理结果", "解决情况"),
            published=False,
            limit=1000,
        ),
    ),
    "调度中发现、要有单位解决的问题，一个一行；只给内部看，不公开",
    private=True,
)

DATASETS = (
    *(MEASURES, MONTHS, PROGRESS, LIST, EDITIONS, LIST_EDITION, DEPARTMENTS, WINDOWS, ENTERPRISES, MATTERS, GRIDS),
    *(RATINGS, CASES, CORRECTIONS, ADJUSTMENTS, CONFIRMATIONS, ISSUES),
)

WORKDAYS = Dataset(
    *("workdays", "放假安排", "workdays", "day"),
    (
        Column("day", "日期", _DATE, "哪一天", required=True),
        Column(
            *("works", "安排", _CHOICE, "这一天上班还是放假", ("上班还是放假",)),
            required=True,
            choices={"上班": True, "放假": False, "休息": False},
        ),
    ),
    "一年的放假和调休：与平常周一至周五上班不同的日子，一天一行",
)
"""The table in the settings' folder that says which days are worked; see :mod:`mashang.working_days`."""
BY_NAME = {dataset.name: dataset for dataset in (*DATASETS, WORKDAYS)}
WORKBOOK_SUFFIXES = (".xlsx", ".xls", ".et", ".ods", ".xlsm")
SUFFIXES = (*WORKBOOK_SUFFIXES, ".csv", ".yaml", ".yml")
"""The files that a table may be kept in, the recommended one first."""
