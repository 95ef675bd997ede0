"""What can be wrong with the data, where it stands, and how to mend it.

A :class:`Problem` is a value: checks collect problems and never stop at the first. Its sentence and its
remedy come from the catalogue below, so that one code always reads alike. An exception, by contrast,
means a broken environment or program; those derive from :class:`MashangError`.

Texts are read by office staff: plain Chinese, what is wrong first, then what to do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Severity(StrEnum):
    """Whether a problem stops the build (``error``) or is only named (``warning``)."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """What staff call it."""
        return "错误" if self is Severity.ERROR else "提醒"


class MashangError(Exception):
    """A fault of the environment or of the program; the text is Chinese and fit to be shown."""


class RequestError(MashangError):
    """What was asked for does not fit what is there, as a code that was never issued; nothing was changed."""


class Location(NamedTuple):
    """An address in a source file.

    ``file`` is relative to the county folder, with forward slashes. ``row`` counts as Excel counts (the
    first is 1); in YAML it is the line. ``column`` is the letter Excel shows, empty in YAML. Zero or the
    empty string mean "the whole".
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    heading: str = ""

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"表“{self.sheet}”")
        cell = f"{self.column}{self.row or ''}" if self.column else f"第 {self.row} 行" if self.row else ""
        if self.heading:
            kind = "项" if self.file.endswith(".yml") else "列"
            cell = f"{cell}（{self.heading}）" if cell else f"“{self.heading}”{kind}"
        if cell:
            parts.append(cell)
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One kind of problem. ``sentence`` and ``mend`` are ``str.format`` templates over a problem's slots.

    What is only ``asked`` about may be right after all: see :func:`ask`.
    """

    code: str
    severity: Severity
    sentence: str
    mend: str
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place. Make it with :func:`problem`."""

    code: str
    where: Location
    slots: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity the catalogue gives this code."""
        return CATALOGUE[self.code].severity

    @property
    def sentence(self) -> str:
        """What is wrong, in Chinese."""
        return CATALOGUE[self.code].sentence.format(**dict(self.slots))

    @property
    def mend(self) -> str:
        """What to do about it, in Chinese."""
        return CATALOGUE[self.code].mend.format(**dict(self.slots))

    @property
    def item(self) -> str:
        """What is written under 事项 of ``content/confirmations`` to say that it is right; empty when it cannot be."""
        return dict(self.slots)["item"] if CATALOGUE[self.code].asked else ""


def problem(code: str, where: Location, /, **slots: object) -> Problem:
    """Make a problem of a catalogued kind.

    Raises ``KeyError`` when the code is not in the catalogue or a slot of its texts is missing: both are
    mistakes of the program, found by the first test that touches them.
    """
    _require_slots(code, tuple(slots))
    return Problem(code, where, tuple((name, str(value)) for name, value in slots.items()))


@lru_cache(maxsize=1024)
def _require_slots(code: str, names: tuple[str, ...]) -> None:
    entry = CATALOGUE[code]
    for text in (entry.sentence, entry.mend):
        text.format(**dict.fromkeys(names, ""))


def ask(code: str, where: Location, about: Iterable[object], /, **slots: object) -> Problem:
    """Make a problem of a kind that is asked about, which a county may answer once in ``content/confirmations``.

    ``about`` is what a confirmation holds for: it lasts until one of these values changes.
    """
    return problem(code, where, item=name_item(code, about), **slots)


def name_item(code: str, about: Iterable[object]) -> str:
    """The 事项 of a confirmation: the code and a short digest of what it holds for."""
    digest = hashlib.sha256("\0".join(map(str, about)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{code}-{digest[:_DIGEST]}"


def has_errors(problems: Iterable[Problem], *, answerable: bool = True) -> bool:
    """Whether any of the problems stops a build; those that a county may confirm are ``answerable``."""
    return any(found.severity is Severity.ERROR and (answerable or not found.item) for found in problems)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order by file, sheet, row and column (A, B, … Z, AA), errors before warnings in one place; drop repeats."""
    unique = dict.fromkeys(problems)
    return tuple(
        sorted(
            unique,
            key=lambda p: (
                p.where.file,
                p.where.sheet,
                p.where.row,
                len(p.where.column),
                p.where.column,
                p.severity,
                p.code,
                p.slots,
            ),
        )
    )


CATALOGUE: dict[str, CatalogueEntry] = {}
_DIGEST = 8
_MEANT = (
    "确实要这样，运行 python run.py build --confirm {item} --reason 原因，"
    "或在 content/confirmations 表里加一行，“事项”写：{item}"
)
_CONFIRM = "确实没有错，就在 content/confirmations 表里加一行，“事项”写：{item}"


def _error(code: str, sentence: str, mend: str) -> None:
    CATALOGUE[code] = CatalogueEntry(code, Severity.ERROR, sentence, mend)


def _warning(code: str, sentence: str, mend: str) -> None:
    CATALOGUE[code] = CatalogueEntry(code, Severity.WARNING, sentence, mend)


def _asked(severity: Severity, code: str, sentence: str, mend: str) -> None:
    CATALOGUE[code] = CatalogueEntry(code, severity, sentence, mend + _CONFIRM, asked=True)


def _consequence(code: str, sentence: str, mend: str) -> None:
    CATALOGUE[code] = CatalogueEntry(code, Severity.ERROR, sentence, mend + _MEANT, asked=True)


# Files that cannot be read at all.
_error("file-missing", "缺少文件“{stem}”（{title}）。", "新建 {stem}.xlsx、.csv 或 .yaml，第一行写列名：{headings}。")
_error("file-unknown", "不认识这个文件：没有叫“{name}”的数据表。", "{hint}")
_error("file-twice", "“{title}”有两个文件：{files}。", "只留一个，把另一个移出 content 文件夹。")
_error("file-unreadable", "打不开这个文件：{reason}。", "在 WPS 或 Excel 里打开确认内容，再另存为 .xlsx。")
_error(
    "file-password",
    "文件设了密码，没有读取。",
    "在 WPS 或 Excel 里用密码打开，去掉密码（“保护工作簿”也取消），另存为 .xlsx。",
)
_error(
    "file-damaged",
    "文件已经损坏：{reason}。",
    "在 WPS 或 Excel 里打开试试：打得开，核对以后另存为 .xlsx；打不开，就请给表的人重新发一份。",
)
_warning(
    "file-macro",
    "文件里带着宏；宏没有运行，只读了格子里现有的内容。",
    "在 WPS 或 Excel 里另存为 .xlsx（不带宏），换掉这个文件。",
)
_error(
    "document-password",
    "文件设了密码，没有读取。",
    "在 WPS 或 Word 里用密码打开，去掉密码（“限制编辑”也取消），另存为 .docx，再试一次。",
)
_error(
    "document-damaged",
    "文件已经损坏：{reason}。",
    "在 WPS 或 Word 里打开试试：打得开，核对以后另存为 .docx；打不开，就请给文件的人重新发一份。",
)
_error("document-unreadable", "读不了这个文件：{reason}。", "{hint}")
_error(
    "document-no-measures",
    "没有认出一条一条的措施，没有起草。",
    "要有编号（第一条、一、（一）、1.），或者一行标题、一段内容；都没有的，先在文件里给每条措施加上编号，再试一次。",
)
_error("file-locked", "现在读不了这个文件：{reason}。", "{mend}")
_error("file-too-large", "文件太大：{what}。", "删掉多余的行列和图片（选中整行、整列再删除），或把数据分成几个文件。")
_error("file-irregular", "这不是普通的文件，没有读取。", "删掉它；要放数据，就放一个普通的文件。")
_error(
    "folder-not-file",
    "“{name}”是一个文件夹，不是表格，里面的东西没有读取。",
    "里面有表格文件，就把它移出来，放到这个文件夹的位置；没有，就找回原来的文件。文件夹删掉。",
)
_error("file-outside", "这是指向别处的链接，没有读取。", "把文件或文件夹本身放进 content，不要放链接。")
_error("folder-missing", "没有“{folder}”文件夹。", "在县的文件夹里运行，或用 --root 指明县的文件夹。")
_error("file-empty", "文件里没有内容。", "补上列名和数据；确实不需要就删掉这个文件。")
_error("file-type-unsupported", "不支持 {suffix} 文件。", "{hint}")
_error(
    "encoding-unknown",
    "文字编码认不出来：第 {row} 行附近有乱码。",
    "用 WPS 或 Excel 打开，另存为 .xlsx，或存为“CSV UTF-8”。",
)
_error(
    "heading-garbled",
    "文字是乱码：“{found}”看上去是“{meant}”，原来的编码像是 {encoding}。",
    "用 WPS 或 Excel 打开没有乱码的那一份，另存为 .xlsx；没有了，就请给表的人重新存为 .xlsx。",
)
_error(
    "delimiter-wrong",
    "各列之间用的是{found}，不是英文逗号，分不出列来。",
    "用 WPS 或 Excel 打开，“数据”里选“分列”，按{found}分开，另存为 .xlsx。",
)
_error("csv-quote-open", "第 {row} 行的引号没有配对。", "检查这一行里的英文双引号，成对使用，或改存为 .xlsx。")
_error(
    "csv-row-long",
    "第 {row} 行比别的行多 {more} 格，多半是文字里的英文逗号把一格分成了几格。",
    "文字里的英文逗号改成中文逗号，或给整格加英文双引号；只是行尾多了逗号，就删掉。",
)
_error("yaml-broken", "第 {row} 行写法不对：{reason}。", "对照上下几行的缩进和冒号改正；冒号用英文“:”，后面空一格。")
_error("yaml-key-twice", "“{key}”写了两遍。", "只留一个。")
_error("yaml-shape", "这里应当是{expected}。", "对照手册里的例子改写。")
_error("name-not-month", "文件名“{name}”不是月份。", "改成“2026-10”这样的年-月；副本和不用的文件移出 content。")
_error(
    "name-not-date", "文件名“{name}”不是日期。", "改成这一版的发布日期，如“2026-03-01”；副本和不用的文件移出 content。"
)
_error(
    "name-garbled",
    "名称是乱码，原来可能是“{meant}”。",
    "{hint}乱码多半是解压造成的：解压时选“简体中文（GBK）”编码。",
)
_error("name-not-plain", "名称“{name}”不能用在网址里。", "只用小写英文字母、数字和短横线，如 positive-list。")

# What is hidden in a workbook is never published.
_warning("hidden-sheet", "隐藏的表“{sheet}”没有读取，不会公开。", "要公开就取消隐藏；不需要就删掉。")
_warning("hidden-row", "隐藏的第 {rows} 行没有读取，不会公开。", "要公开就取消隐藏（检查是否开着筛选）；不需要就删掉。")
_warning("hidden-column", "隐藏的 {columns} 列没有读取，不会公开。", "要公开就取消隐藏；不需要就删掉。")
_warning("sheet-unused", "表“{sheet}”没有用到。", "数据只放在一张表里；说明文字可放在名为“填表说明”的表里。")
_error("sheets-rival", "有几张表都像“{title}”：{sheets}。", "只留一张，其余移走或改名为“填表说明”。")

# Tables of other systems, and their mapping to ours.
_error(
    "ledger-unclear",
    "看不出哪一行是列名。",
    "打开看看是不是台账；是，就让列名单独占一行，合并的格子拆开。",
)
_error(
    "mapping-entry",
    "这一条写的是{found}，看不出是什么。",
    "一条只写这样几行：“台账列”“对应”；或“我们的列”“台账写”“改成”；或“我们的列”“都填”。",
)
_error("mapping-open", "“{subject}”还没有定。", "把“？”改成上面一行提示里的一个。")
_error("mapping-column", "没有“{value}”。", "{hint}")
_error("mapping-twice", "有几处都来填“{heading}”。", "只留一处，别处的“对应”写“不用”，或删掉那一条“都填”。")
_error(
    "mapping-required",
    "“{heading}”是必填的，却没有哪一列对应它。",
    "加一条“台账列”“对应: {heading}”；每一行都一样的，加一条“我们的列: {heading}”“都填: 内容”。",
)
_error(
    "mapping-heading-gone",
    "台账里没有“{heading}”这一列，对应表却要用它。",
    "列名改了，就在 {file} 里把“{heading}”改成新的；不再有这一列，“对应”改写“不用”。",
)
_warning(
    "ledger-measure-unknown",
    "措施清单里没有“{value}”，这一行没有收。",
    "{hint}写法不同的，在 {file} 里加一条：我们的列: 标题，台账写: {value}，改成: 措施的标题（不收就写“不用”）。",
)
_warning(
    "ledger-row-differs",
    "“{key}”在 {file} 里已经有不同的内容（{headings}），没有改动它。",
    "确实以台账为准，就加上 --replace {key} 再运行一次。",
)

# Fragments for a portal.
_error(
    "cms-address-wrong",
    "“{value}”不是网址。",
    "写完整的网址，以 https:// 或 http:// 开头；同一个门户里的，也可以以 / 开头。还没有的留空。",
)

# Headings.
_error("heading-row-missing", "没有找到列名这一行。", "列名单独一行，写：{headings}。")
_error("heading-required", "缺少必填的列“{heading}”。", "加上这一列；如果它被隐藏了，取消隐藏。")
_error("heading-unknown", "不认识列名“{found}”。", "{hint}")
_error("heading-twice", "列名“{heading}”出现了两次（{columns} 列）。", "只留一列。")
_error("table-empty", "只有列名，没有数据。", "补上数据；确实不需要就删掉这个文件。")
_error(
    "row-unclear",
    "这一行只有“{value}”，看不出是说明还是数据。",
    "是说明，就在前面写“注：”，或移到名为“填表说明”的表里；是数据，就补上必填的列。",
)
_error("cell-outside", "这个格子上面没有列名，内容是“{text}”。", "给这一列加上列名，或删掉这个格子。")
_error(
    "row-above-headings",
    "列名上面的这一行不像标题，不会被读取。",
    "数据都写在列名下面；标题、填报单位等合并成一个格子，给列分组的那一行删掉。",
)

# Cells.
_error("required-empty", "“{heading}”没有填。", "补上内容。")
_error(
    "cell-boolean",
    "这个格子是逻辑值 {value}，不是文字，也不是数字。",
    "重新输入要填的内容；确实要写 {value} 这个词，先把格子设为“文本”格式再输入。",
)
_error("cell-error-value", "这个格子显示为 {value}，是公式出错。", "改好公式，或直接填写数值。")
_error(
    "formula-no-value",
    "这个格子是公式，文件里没有存下算好的结果。",
    "在 WPS 或 Excel 里打开、保存一次，或直接填写数值。",
)
_error("digits-lost", "“{value}”超过 15 位，表格软件已把后面的数字变成 0。", "把这一列设为“文本”格式，再重新填写。")
_error(
    "control-character",
    "{place}有一个看不见的字符，多半是从网页或文档粘贴来的。",
    "把光标放到那里，用退格键删掉；删不掉就清空这一处，重新输入。",
)
_error("replacement-character", "{place}有一个认不出的字，显示为“\ufffd”。", "对照原件重新输入这个字。")
_error("text-too-long", "文字太长：{length} 字，最多 {limit} 字。", "精简文字，或把详细内容放到 content/pages 里。")
_error("text-no-words", "“{heading}”里只有“{value}”，没有文字。", "写上完整的文字。")
_error("id-not-plain", "编号“{value}”不能用在网址里。", "编号只用英文字母、数字和短横线，如 M01，不超过 40 个。{hint}")
_error(
    "id-turned-date",
    "编号“{value}”是日期，多半是表格软件改写的。",
    "把这一列设为“文本”格式，再填原来的编号，存成 .xlsx；新的编号请带上字母，如 G2026-02。",
)
_error("number-not-number", "“{value}”不是数字。", "只填数字，如 12.5。{hint}")
_error("count-not-count", "“{value}”不是个数。", "填 0 或正整数，如 12。{hint}")
_error(
    "number-merged",
    "“{value}”写在合并的格子里，这一行也算了一遍。",
    "取消合并，每一行各填各的数；只属于一行的，其余各行留空或填 0。",
)
_error("percent-not-number", "“{value}”不是百分数。", "只填数字，如 12.5。{hint}")
_error("percent-impossible", "完成率“{value}”不在 0 到 100 之间。", "填 0 到 100 之间的数；超额完成也填 100。")
_error("percent-ambiguous", "“{value}”说不清是 {small}% 还是 {large}%。", "写成 {small}% 或 {large}%（带百分号）。")
_error("date-not-date", "“{value}”不是日期。", "写成 2026-06-30 这样的年-月-日。{hint}")
_error("date-impossible", "没有“{value}”这一天。", "对照日历改正。")
_error(
    "deadline-unclear",
    "看不出完成时限“{value}”是哪一天。",
    "写成“2026-06-30”“2026年6月底前”“2026年第三季度”“长期坚持”或“文件未定时限”。",
)
_error("items-unclear", "“{value}”分不清是几项。", "一行写一项，或用分号“；”分开，不写序号。")
_error("month-not-month", "“{value}”不是月份。", "写成 2026-10 或 2026年10月。")
_error("choice-unknown", "“{heading}”不能填“{value}”。", "只能填：{choices}。{hint}")
_error(
    "phone-not-phone",
    "“{value}”不是电话号码。",
    "固定电话带区号，如 0000-8000100；也可以写 12345、400-000-0000。几个号码用顿号分开，每个都写完整。",
)
_error("url-not-url", "“{value}”不是网址。", "写完整的网址，以 https:// 开头。")
_error("uscc-wrong", "统一社会信用代码“{value}”不对：{reason}。", "对照营业执照改正（18 位，GB 32100）。")
_error("code-wrong", "码“{value}”不对：{reason}。", "从 qrcodes/ledger.csv 里复制。")

# Between cells, rows and files.
_error("id-twice", "编号“{value}”重复：{other}已经用过。", "每行一个编号，不能重复；改掉其中一个。")
_error(
    "id-case-changed",
    "编号“{value}”和登记簿里的“{issued}”只差大小写，“{issued}”已经发过码 {code}。",
    "改成“{issued}”；确实是另一个，请另编一个号。",
)
_error("name-twice", "名称“{value}”重复：{other}已经用过。", "名称要能区分；改掉其中一个。")
_error("former-unknown", "上一版里没有编号是“{value}”的条目。", "改成上一版的编号；上一版没有这一条的，填“新增”。")
_error("row-twice", "“{value}”在这张表里出现了两次：{other}已经有了。", "合并成一行；如果是填错了，改正其中一个。")
_error("reference-unknown", "“{value}”不在{title}里。", "{hint}")
_error("reference-ambiguous", "“{value}”说不清指哪一个：{title}里有 {count} 个。", "改写编号。")
_error("reference-self", "“{value}”把自己写成了上级。", "改成真正的上级，最上一级留空。")
_error(
    "lead-unnamed",
    "牵头单位“{value}”是统称，没有哪个单位负责报送。",
    "加上一个负责报送的单位；"
    "或者在 site_config/site.yml 的 department_groups 里写明“{group}”有哪些单位，第一个负责报送。",
)
_error(
    "task-too-deep",
    "上级任务“{value}”自己又是“{parent}”的事项，只能分任务、事项两级。",
    "改成“{parent}”，或者清空“{value}”的“上级任务”。",
)
_error(
    "task-reported",
    "“{value}”是任务，进展由它的事项报送：{items}。",
    "这一行改成事项的编号，一个事项一行；那时还没有分事项的，检查事项的发布日期。",
)
_error("grid-level-wrong", "“{value}”的上级“{parent}”不比它高一级。", "检查“层级”和“上级网格”。")
_error("target-incomplete", "目标值和基准值要一起填。", "补上“{missing}”，或把两个都清空。")
_error("target-equals-baseline", "目标值和基准值相同，算不出完成率。", "改正其中一个。")
_error(
    "current-without-target",
    "填了当前值，但措施 {measure} 没有目标值和基准值，算不出完成率。",
    "在措施清单里补上，或改填完成率。",
)
_error(
    "percent-disagrees",
    "完成率 {percent}% 与当前值算出的 {computed}% 对不上。",
    "改正其中一个，或清空完成率，由当前值计算。",
)
_error("progress-unmeasured", "完成率、当前值、状态都没有填，看不出进展。", "至少填一项。")
_error("status-disagrees", "状态“{status}”与完成率 {percent}% 矛盾。", "改正其中一个。")
_warning(
    "deadline-missing",
    "没有填完成时限，网站上写“文件未定时限”，不会判为滞后、逾期。",
    "文件定了时限的，照文件填；确实没有定的，填“文件未定时限”，就不再提醒。",
)
_error("deadline-before-issue", "完成时限 {due} 早于{heading} {issued}。", "检查这两个日期。")
_error("published-before-made", "发布日期 {published} 早于成文日期 {made}。", "检查这两个日期。")
_error("date-in-future", "“{value}”还没有到。", "填真实的日期；没有公开的内容不要提前放进来。")
_error(
    "month-undeclared",
    "{month}的进展没有在“月度”表（content/months）里登记。",
    "在 content/months 里加一行：月份、发布日期、状态。",
)
_error(
    "month-published-early", "{month} 的发布日期 {published} 早于当月最后一天。", "月度进展在当月结束后发布，检查日期。"
)
_error(
    "progress-missing",
    "{month} 已标为“{state}”，但没有 content/progress/{month} 文件。",
    "补上当月进展，或把状态改为“草稿”。",
)
_error("list-incomplete", "清单文件夹“{list}”缺少{missing}。", "{hint}")
_error("list-edition-empty", "这一版没有条目。", "补上条目，或删掉这个文件。")
_error(
    "edition-unknown",
    "登记了 {value} 这一版，文件夹里却没有它的条目。",
    "放入 {value} 的条目文件，或改正登记的日期，与文件名一致。",
)
_error(
    "case-number-wrong",
    "“{value}”不是受理编号：{reason}。",
    "照受理编号原样写；新的编号由程序给：先空着，运行 reports number。",
)
_error("case-empty", "这一行既没有类别，也没有评价。", "至少填一项；空行删掉。")
_error("case-other-month", "受理日 {day} 不在这个文件的月份里。", "移到 content/reports/{month}，或改正日期。")
_error("case-order", "{after} {later} 早于{before} {earlier}。", "检查这两个日期。")
_error("case-needs", "填了“{heading}”，没有填“{needed}”。", "补上“{needed}”，或清空“{heading}”。")
_error("case-private", "“{heading}”里的“{value}”能认出是谁。", "删掉。台账里不写身份证号、手机号等，联系方式另外保管。")
_warning(
    "case-codes-several",
    "这段话里有几个码（{codes}），不知道说的是哪一个，没有写进“码”。",
    "问清楚以后，自己在诉求台账里填上。",
)
_error(
    "case-extended-early",
    "延期至的日子不晚于原来的期限（{due}）。",
    "填同意延到的日子；没有延期就清空。",
)
_error(
    "case-closed-unsolved",
    "{why}，却已经销号。",
    "没有解决的，先填“重开日”，提级重办一次，办完再销号；写错了就改正。",
)
_asked(
    Severity.WARNING,
    "case-verdict-differs",
    "结果写“已解决”，反映人说没有解决。",
    "核对结果；确实已经解决的，确认一次。",
)
_error(
    "workdays-missing",
    "要算 {year} 年的工作日，可是不知道那一年怎样放假调休。",
    "国务院办公厅公布以后，在 site_config/workdays.csv 里照着写（两列：日期、安排；安排写“放假”或“上班”），"
    "只写与平常周一至周五上班不同的日子；或者换用新版程序。",
)
_error(
    "rating-both",
    "{month} 这个码“{value}”的评价，诉求台账里有，评价汇总里又有一行没有写来源的。",
    "本站收到的只留诉求台账里的；评价汇总里别处来的，写上“来源”。",
)
_error("rating-closed-over", "办结 {closed} 件多于投诉 {complaints} 件。", "检查这两个数。")
_error("rating-overdue-over", "超期 {overdue} 件多于投诉 {complaints} 件。", "检查这两个数。")
_error(
    "hidden-code",
    "“{value}”是不公开的码，写在这里会被公开。",
    "删掉。企业的码只给企业自己，更正评价时也不说是哪一个码。",
)
_error("page-foreign", "页面用到了外部网址的{what}：{url}。", "删掉它；要让人看到，改写成普通链接：[说明文字](网址)。")
_error("page-script", "页面里不能有{what}。", "删掉它，只写文字、标题、列表、表格和链接。")
_error("page-title-missing", "页面没有标题。", "第一行写“# 标题”。")
_error("page-name-taken", "“{name}”是网站自己的栏目，不能作页面的文件名。", "换一个文件名，如 {name}-guide.md。")
_error("page-anchor-dead", "链接“{target}”打不开：那一页里没有这个位置。", "{hint}")
_error("page-link-dead", "链接“{target}”打不开：网站里没有这一页。", "{hint}")

_warning("row-total", "这是合计（或平均）行，没有读取。", "合计、平均由网站自动计算，可以删掉这一行。")
_warning(
    "ordinal-not-read",
    "“{heading}”列只当作行号，没有读取，这里写的是“{value}”。",
    "要公开的内容写到别的列；这一列只写 1、2、3。",
)
_error(
    "title-of-another",
    "标题“{found}”是措施 {other} 的，编号却是 {measure}（“{title}”）。",
    "看看这一行是不是错位了（如只排序了几列）；改正编号或标题。",
)
_warning(
    "title-differs",
    "标题“{found}”与措施 {measure} 的标题“{title}”不同。",
    "看看编号是不是填错了行；编号没错，就照措施清单改标题。",
)
_warning(
    "lead-differs",
    "牵头单位“{found}”与措施 {measure} 的牵头单位“{lead}”不同。",
    "看看编号是不是填错了行；编号没错，就照措施清单改单位。",
)
_warning("month-gap", "{before} 和 {after} 之间缺少 {missing}。", "补上缺的月份；确实没有调度，请在综述里说明。")
# Asked about: what looks like a slip of the hand, and may be right.
_asked(
    Severity.WARNING,
    "task-ended",
    "任务“{value}”已{ended}，它的事项还有效：{items}。",
    "事项也不再执行的，照任务一样写明。",
)
_asked(
    Severity.WARNING,
    "promise-without-way",
    "这一页写着“{words}”，而设置的反映渠道里没有一种{needed}。",
    "改掉这句话；真能做到的，在 site_config/site.yml 的 report_ways 里写上。",
)
_asked(
    Severity.WARNING,
    "entry-doubtful",
    "说不准条目“{value}”是不是上一版（{day}）的条目“{old}”：两条的文字不大一样，上一版写的是“{text}”。"
    "网站上按同一条写成“修改”。",
    "不是同一条的，在“上一版编号”一列里，这一条填“新增”，或者填它在上一版的编号。",
)
_asked(
    Severity.ERROR,
    "value-beyond-goal",
    "当前值 {value} 比目标值 {target}（基准值 {baseline}）大 10 倍以上。",
    "看看单位{unit}，有没有多打几位数字，改正它；目标值错了，就改措施清单。",
)
_asked(
    Severity.WARNING,
    "value-below-goal",
    "当前值 {value} 和目标值 {target}（基准值 {baseline}）差了上万倍。",
    "看看措施清单里的目标值和单位{unit}，有没有多打几位数字，改正写错的一处。",
)
_asked(Severity.ERROR, "value-negative", "当前值 {value} 是负数，目标值和基准值都不是。", "去掉负号，或改正这个数。")
_asked(
    Severity.WARNING,
    "value-jumped",
    "{heading}由上次的 {before} 变成 {after}，相差 10 倍以上。",
    "看看有没有多打、少打数字，单位和上次是不是一样，改正它。",
)
_asked(
    Severity.WARNING,
    "percent-fell",
    "完成率由 {before}% 降到 {after}%，{why}。",
    "在“存在问题”里写一句原因，或改正数字。",
)
_asked(
    Severity.WARNING,
    "value-fell",
    "当前值由 {before} 退到 {after}，{why}。",
    "在“存在问题”里写一句原因，或改正数字。",
)
_asked(
    Severity.ERROR,
    "month-repeated",
    "{month}的 {count} 行和{before}的完全一样，多半是复制以后没有改，或者放错了文件。",
    "换成{month}的内容。",
)
_asked(
    Severity.WARNING,
    "month-text-repeated",
    "{month}有 {count} 行的“本月进展”和{before}一字不差：{names}，多半是复制以后没有改。",
    "写上{month}的进展。",
)
_asked(
    Severity.WARNING,
    "month-title-other",
    "“{text}”写的是{found}，这是{month}的文件。",
    "看看是不是放错了文件；没有放错，就把这里改成{month}。",
)
_asked(
    Severity.WARNING,
    "month-text-other",
    "{what}写的是{found}，没有提到{month}。",
    "看看是不是把上个月的内容复制过来了，改正它。",
)
_asked(
    Severity.WARNING,
    "month-unreported",
    "{month}还有 {count} 项措施没有报送：{names}。",
    "请这些单位补报，网站上会写明“未报送”。",
)
_asked(
    Severity.ERROR,
    "private-id-number",
    "“{value}”像居民身份证号，会被公开。",
    "删掉。公开的内容里不能有身份证号（个人信息保护法）。",
)
_asked(
    Severity.ERROR,
    "private-mobile",
    "“{value}”像个人手机号，会被公开。",
    "改成单位电话，或删掉（个人信息保护法）。",
)
_asked(Severity.ERROR, "private-bank-card", "“{value}”像银行卡号，会被公开。", "删掉（个人信息保护法）。")
_asked(
    Severity.WARNING,
    "private-mailbox",
    "“{value}”像个人邮箱，会被公开。",
    "改成单位的邮箱，或删掉；网站设置里的信箱（mailbox）不用确认。",
)
_asked(Severity.WARNING, "private-plate", "“{value}”像车牌号，会被公开。", "删掉（个人信息保护法）。")
_asked(
    Severity.WARNING,
    "text-placeholder",
    "“{value}”像是占位的字，还没有写上真正的内容。",
    "写上完整的内容；网站上没有附件，也看不到上一行。",
)
_asked(
    Severity.ERROR, "text-internal", "“{value}”表示不对外，而这里的内容会被公开。", "删掉不能公开的内容，连同这个标记。"
)
_asked(Severity.ERROR, "text-garbled", "“{value}”像是乱码，文字编码转换错了。", "对照原件重新输入这一处。")
_asked(
    Severity.WARNING,
    "text-private-use",
    "“{value}”是自造字，多数手机和电脑上显示不出来。",
    "换成规范汉字，或用同音字加括号说明。",
)
_asked(
    Severity.ERROR,
    "address-internal",
    "“{value}”是内部网络或本机的地址，外面打不开，也不该公开。",
    "换成公开的网址，或删掉。",
)
_asked(
    Severity.ERROR,
    "cell-struck",
    "“{value}”上画了删除线，读取时不分有没有画线，会被公开。",
    "不要的就删掉；要的就去掉删除线。",
)
_asked(Severity.ERROR, "cell-white", "“{value}”是白底白字，表里看不见，会被公开。", "不要的就删掉；要的就改成黑字。")
_asked(
    Severity.ERROR,
    "cell-unseen",
    "“{value}”在表里看不见，会被公开：单元格格式什么也不显示，或者字和底色一样。",
    "不要的就删掉；要的就把单元格格式改成“常规”，字改成黑色。",
)
_asked(
    Severity.WARNING,
    "deadline-far",
    "完成时限 {due} 离{heading} {issued} 有 {years} 年。",
    "看看这两个日期的年份是不是写错了，改正它。",
)
_warning("publication-date-missing", "没有发布日期，算不出时间进度，网页上也无从查证。", "补上“发布日期”。")
_warning("space-inside", "“{value}”中间有空格，已按“{read}”读取。", "删掉多余的空格。")
_warning("department-unused", "单位“{value}”没有出现在任何措施、窗口或事项里。", "不再需要就删掉这一行。")
_warning(
    "report-not-counted",
    "措施 {measure} 到{month}底{why}，这一行不会公开，也不计入。",
    "删掉这一行；还在执行的，看看措施清单的“有效性”，和 content/adjustments 里的生效月份。",
)
_warning(
    "issue-without-outcome",
    "措施 {measure} 已经{why}，这个问题还没有写结果。",
    "写上结果；确实还没有解决的，留着也可以。",
)
_warning("measure-never-reported", "措施 {value} 从未报送过进展。", "请牵头单位{lead}报送。")

# Closed months (content/closed) and their corrections.
_error(
    "month-not-closed",
    "{month}标为“已封存”，但没有封存件。",
    "运行 python run.py close {code} 封存它；还要修改，就先把状态改为“已审核”。",
)
_error("month-to-close-unknown", "“月度”表里没有{month}。", "先在 content/months 里加上这个月。")
_error("month-to-close-draft", "{month}还是草稿，不能封存。", "审核以后把状态改为“已审核”，再封存。")
_error(
    "month-to-close-late",
    "{month}早于已经封存的{last}，不能再封存。",
    "月份要按先后封存；更早的月份保持“已审核”就可以。",
)
_error("closed-file-unknown", "{title}文件夹里不该有“{name}”。", "{title}只由程序写入；把这个文件移走。")
_error(
    "closed-broken",
    "{title}读不出来，或者被改过。",
    "从备份或版本库恢复 {file}；{title}不能手工修改，更正写在 content/corrections 里。",
)
_error(
    "closed-chain-broken",
    "{title}接不上：它前面应当还有一份{title}，不见了或被换过。",
    "从备份或版本库恢复 {folder} 整个文件夹。",
)
_error(
    "closed-published-lost",
    "网站上登记着{month}的{title}，这份文件却不见了或被换过。",
    "从备份或版本库恢复 {folder} 整个文件夹。",
)
_error(
    "witness-changed",
    "网站文件夹里的这个文件和生成时不一样了，没法用它核对公布件、封存件和登记簿有没有被换过。",
    "从备份恢复 site 整个文件夹；没有备份，先核对 content/published、"
    "content/closed 和 qrcodes 都是原来的，再删掉 site 文件夹，重新生成。",
)
_error("closed-month-lost", "{month}已经{word}，“月度”表里却没有这个月了。", "从备份恢复 content/months 里的这一行。")
_error("closed-month-draft", "{month}已经{word}，状态却写成了“草稿”。", "改回“已审核”。")
_warning(
    "month-overdue",
    "{month}公布已满两个月，还没有封存（这样的月份有 {count} 个）。",
    "不再修改的话，运行 python run.py close {code}，前面的月份一并封存。",
)
_CORRECT = (
    "{hint}不是要更正的，就改回{before}；确实要更正，在 content/corrections 里加{rows}：月份 {code}、{target}、"
    "栏目 {headings}、更正前、更正后，写明原因、日期和单位（原文见 {file}）。"
)
_error("closed-changed", "{month}已经封存：{what}的“{heading}”{when}是{before}，现在成了{after}。{also}", _CORRECT)
_error("published-changed", "{month}已经公布：{what}的“{heading}”{when}是{before}，现在成了{after}。{also}", _CORRECT)
_asked(
    Severity.WARNING,
    "office-moved",
    "{what} 由{old}改归{new}：到{month}为止的评价仍算{old}的，以后的算{new}的。",
    "填错了就改回去；{following}底还归{old}的，先公布{following}，再改这一格。",
)
_error(
    "edition-changed",
    "清单版次 {target} 已经公布：公布时是“{before}”，现在成了“{after}”。",
    "改回原来的条目；清单改了内容，就发布新的一版。",
)
_error(
    "correction-not-published",
    "{month}还没有公布过，不用写更正。",
    "月份写错了就改正；没有写错，就删掉这一行，直接改表格。",
)
_error("correction-of-wording", "{month}还没有封存，“{heading}”可以直接修改，不用写更正。", "删掉这一行，直接改表格。")
_error("correction-column-wrong", "{what}没有“{heading}”这一栏。", "{hint}")
_error(
    "correction-fits-nothing",
    "{month}的{title}和现在的表里，都没有{what} {target}。",
    "对照 {file} 改正{what}，或删掉这一行。{hint}",
)
_error("correction-idle", "更正前和更正后相同。", "改正其中一个，或删掉这一行。")
_error(
    "correction-old-differs",
    "“更正前”写的是{found}，{when}是{expected}。",
    "看看“月份”“措施编号”“栏目”是不是写错了；没有错，就对照 {file} 改正“更正前”。",
)
_error("correction-swapped", "更正前和更正后写反了：{when}是{expected}，现在表里是{present}。", "把这两格对调。")
_error(
    "correction-new-differs",
    "“更正后”写的是{found}，现在表里是{present}。",
    "两处要一致：改正这里，或改正表里的内容。",
)
_error("correction-early", "更正日期 {day} 早于{month}的发布日期 {published}。", "检查这两个日期。")
_error(
    "correction-tells-count",
    "更正原因里的“{value}”会公开，而评价的份数和件数更正时不公开。",
    "只说原因，如“漏录”“重复计入”，不写数字。",
)
_error("correction-order", "更正日期 {day} 早于同一处上一次更正的日期 {before}。", "同一处的几次更正，按日期先后写。")

# Adjustments of measures (content/adjustments).
_error(
    "adjustment-late",
    "批准日期 {day} 晚于生效月份（{month}）的最后一天。",
    "调整不改变过去：生效月份写批准的那个月或更晚的月份。过去的月份写错了，用“更正”，不用“调整”。",
)
_error(
    "adjustment-early",
    "生效月份{month}太远，现在只能写到{latest}。",
    "改正生效月份；到那时才生效的，到时再加这一行、改措施清单。",
)
_error("adjustment-idle", "调整前和调整后相同。", "改正其中一个，或删掉这一行。")
_error(
    "adjustment-twice",
    "措施 {measure} 的“{heading}”在{month}调整了两次：第 {row} 行已经有了。",
    "一个月底只有一个结果：合并成一行，或改正生效月份。",
)
_error(
    "adjustment-old-differs",
    "“调整前”写的是{found}，上一次（{month}起）调整后是{expected}。",
    "两处要接得上：改正写错的一处，或补上中间漏掉的那次调整。",
)
_error(
    "adjustment-new-differs",
    "“调整后”写的是{found}，措施清单里 {measure} 的“{heading}”是{present}。",
    "措施清单写最后一次调整以后的内容，两处要一致。{hint}",
)
_error(
    "adjustment-order", "批准日期 {day} 早于同一处上一次调整的批准日期 {before}。", "检查这两行的批准日期和生效月份。"
)

# The site's signature.
_warning(
    "signature-skipped",
    "这次生成的网站没有签名：这台电脑上没有签名私钥 {fingerprint}。",
    "在有私钥的电脑上生成网站，或把私钥文件 {file} 安全地拷过来；"
    "私钥丢了，用 python run.py keys create --replace 换一对。",
)

# Settings (site_config/site.yml).
_error("settings-missing", "缺少网站设置 site_config/site.yml。", "{hint}")
_error("setting-missing", "缺少“{key}”（{title}）。", "补上：{key}: {example}")
_error(
    "setting-required-empty",
    "页脚必填的“{key}”（{title}）还没有填。",
    "填好它：{key}: {example}。确实不需要，就从 required_fields 里去掉。",
)
_error("setting-unknown", "不认识“{key}”。", "{hint}")
_error("setting-wrong", "“{key}”的值“{value}”不对：{reason}。", "写成：{key}: {example}")

_error(
    "way-wrong",
    "反映渠道{place}的“{value}”不对：{reason}。",
    "改 site_config/site.yml 里 report_ways 的这一项。写法的例子见手册“怎样反映，由设置说了算”。",
)

_error("example-left", "还留着示例县的东西：{found}。", "逐项改：{mend}。改完再检查一遍。")

# The ledger of codes (qrcodes/ledger.csv).
_error("ledger-code-wrong", "码“{code}”不对：{reason}。", "恢复这一行原来的内容（见备份或版本库）；不要手工改码。")
_error(
    "ledger-row-changed",
    "码“{code}”的{what}被改过：原为“{before}”，现为“{after}”。",
    "改回原来的内容。已经贴出去的码不能改指别处；要停用请用 python run.py codes withdraw。",
)
_error(
    "ledger-row-lost",
    "码“{code}”（{target}）不见了。",
    "从备份或版本库恢复这一行。已经发出的码永远不能删除；要停用请用 python run.py codes withdraw。",
)
_error("ledger-row-twice", "码“{code}”出现了两次。", "恢复备份；每个码只能有一行。")
_error(
    "ledger-row-moved", "第 {row} 行应当是码“{expected}”，现在是“{code}”。", "恢复原来的顺序；登记簿只能在末尾增加。"
)
_error("ledger-target-twice", "“{target}”有两个在用的码：{codes}{note}。", "把不再用的那一行的 state 改成 withdrawn。")
_error("ledger-value-wrong", "“{heading}”的值“{value}”不对。", "{hint}")
_error("ledger-replacement-wrong", "接替码“{code}”{reason}。", "填登记簿里另一个在用的码，或留空。")
_error(
    "ledger-unreadable",
    "登记簿读不出来：{reason}。",
    "用 WPS 或 Excel 打开，另存为“CSV UTF-8（逗号分隔）”，文件名不变；打不开就从备份恢复。",
)
_error("ledger-heading-wrong", "登记簿第一行的列名被改过。", "改回：{headings}")
_error(
    "ledger-lost",
    "登记簿 qrcodes/ledger.csv 不见了，里面原有 {count} 个码。",
    "从备份或版本库恢复 qrcodes 整个文件夹；不要重新发码，否则已经贴出去的码都会失效。",
)
_error(
    "ledger-published-lost",
    "网站上已有码“{code}”的页面，登记簿里却没有这个码。",
    "从备份或版本库恢复 qrcodes 整个文件夹；已经贴出去的码一个也不能丢。",
)
_error(
    "ledger-published-changed",
    "登记簿里从前的行，和生成现有网站时的不一样：可能有码改指了别处，或者行丢了。",
    "从备份或版本库恢复 qrcodes 整个文件夹，再运行一次。",
)
_error(
    "ledger-seal-lost",
    "登记簿的封存文件 qrcodes/ledger.seal 不见了或读不出来。",
    "从备份或版本库恢复 qrcodes 整个文件夹。",
)
_error(
    "placard-character-missing",
    "码“{code}”的台卡印不出“{name}”里的“{missing}”：字体里没有这个字。",
    "检查是不是错字；确是生僻字，请先不打印这一张，其余的按类别分开打印，并请技术人员换收字更全的字体。",
)
_error(
    "setting-character-missing",
    "设置里的“{name}”印不出“{missing}”：字体里没有这个字。",
    "检查是不是错字；确是生僻字，请在设置里换一种写法，例如用同音字加括号说明。",
)
_warning(
    "note-character-missing",
    "给{department}的催办单印不出“{missing}”，用“〓”代替了：字体里没有这个字。",
    "检查是不是错字；确是生僻字，请打印后手写补上。",
)
_error(
    "symbol-wrong",
    "码“{code}”的二维码图案读出来是“{read}”，应当是“{expected}”。",
    "请把这条信息发给技术人员；这次没有发布任何内容。",
)

# What a build would do to readers (proof/consequences.py), and the addresses that codes hold.
_error(
    "successor-unknown",
    "确认 {item} 时写的接替“{value}”，网站上没有这一页。",
    "改成现在还公布的编号，或者清空“接替”。",
)
_error(
    "public-record-broken", "公布记录读不出来，或者被改过。", "从备份恢复 {file}；没有备份就删掉它，下次生成会重新记。"
)
_consequence("consequence-gone", "已经公布的{what}“{name}”没有了：{effect}。", "{hint}")
_consequence(
    "consequence-renamed",
    "{what} {id} 原来是“{old}”，现在成了“{new}”：{effect}。",
    "看看这一行是不是填错了编号，或者错位了；是另一个{what}，就另编一个号，原来的一行留着。{hint}",
)
_consequence(
    "consequence-swapped",
    "{what} {one} 和 {other} 的名称对调了（“{first}”“{second}”）：{effect}。",
    "多半是行错位了：把名称改回去；{what}换了地方，改位置，不改名称。",
)
_consequence(
    "consequence-fewer",
    "公布的表 {table} 由 {old} 行减到 {new} 行。",
    "看看是不是漏粘贴了几行，或者有行被隐藏了；漏了就补上。",
)
_consequence("consequence-table", "公布的表 {table}（{old} 行）没有了。", "看看是不是删错了文件；删错了就放回来。")
_consequence(
    "consequence-log",
    "公布过的{what} 变了：由“{old}”改成了“{new}”。",
    "公布过的记录不改：改回去；后来又更正、又调整的，另加一行。",
)
_consequence(
    "consequence-contact",
    "{title}由“{old}”改成了“{new}”，每一页和新印的台卡都跟着变。",
    "核对一遍；填错了就改回去。",
)
_consequence(
    "consequence-site-url",
    "网站地址由 {old} 改成了 {new}：别处的链接、收藏和搜索引擎里的旧网址会打不开。",
    "填错了就改回去；确实搬家，请服务器管理员把旧地址跳转到新地址。",
)
_warning(
    "consequence-code-stops", "{what} {id}（{name}）停用了：码 {code} 不再收评价。", "不是有意的，就把状态改回“启用”。"
)
_warning(
    "consequence-entry", "{what} {id}（{name}）对外的信息变了：由“{old}”改成了“{new}”。", "核对一遍；填错了就改回去。"
)
_consequence(
    "code-base-changed",
    "code_base 由 {old} 改成了 {new}。已经发的 {count} 个码印的还是旧地址，不会变；旧地址一停，这些码就都扫不开。",
    "填错了就改回 {old}；确实换地址，先让旧地址长期跳转到新地址。",
)
_error(
    "code-base-private",
    "code_base 写的是“{host}”，{reason}，群众用手机扫码打不开。",
    "改成正式的域名，如 https://www.example.com/yshj/f/。码印出去以后就不能改了。",
)
_consequence(
    "code-base-elsewhere",
    "code_base 的域名“{codes}”和 site_url 的域名“{site}”不一样：扫码打开的是另一个域名。",
    "{hint}",
)

# What departments sent back (workbooks/answers.py). Nothing of it is merged before it is clear.
_warning(
    "answer-not-table",
    "看不出这是进展填报表。",
    "{hint}",
)
_warning(
    "answer-empty",
    "这份表里一项也没有填。",
    "请这个单位填好再报（贴在表里的图片不读）；发错了文件，就请他们重新发。",
)
_warning(
    "answer-beside",
    "{what}不是要填的，没有收。",
    "要用的，抄进要填的列，再收一次；不用的，不用管。",
)
_warning(
    "answer-unasked",
    "这一行的“{value}”不在{month}的措施里，没有收。",
    "看看编号是不是写错了；确实要新增措施，先写进 content/measures。",
)
_warning(
    "answer-twice",
    "措施 {measure} 报了两次，内容不一样：这里和{other}。两份都没有收。",
    "问清楚以哪一份为准，把另一份移出文件夹，再收一次。",
)
_warning(
    "answer-of-another",
    "这份表像是{sender}报的，措施 {measure} 的牵头单位是{lead}，没有收。",
    "请{lead}自己报，或者核对以后把这一行放进{lead}的表里，再收一次。",
)
_warning(
    "answer-shown-changed",
    "灰色的“{heading}”被改成了“{found}”，原来是“{known}”，这一行没有收。",
    "打电话问清楚：措施变了，要依文件写进措施表和 content/adjustments；没有变，把这一格改回去，再收一次。",
)
_warning(
    "answer-month-other",
    "表上写着“{text}”，是{found}的，不是{month}的，整份没有收。",
    "看看是不是拿错了文件；拿对了，把标题改成{month}，再收一次。",
)
_warning(
    "answer-differs",
    "措施 {measure} 在 {file} 里已经有不同的内容，没有改动它。",
    "确实以这一份为准，就用 --replace {measure} 再收一次。",
)
_warning(
    "annotation-changed",
    "这份批注副本写出以后有人改过（或者不是程序写的），没有覆盖，也没有删掉。副本里的内容不会读取。",
    "把要用的改动抄到原来的文件里，再删掉这份副本。",
)
_warning("answer-faulty", "措施 {measure} 这一行有问题，没有收。", "先改好这一行别的提示，再收一次。")
