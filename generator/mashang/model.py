"""The facts of one county's publication, in the field's own terms.

Everything here is frozen and already checked: identifiers are unique, references resolve, dates exist.
Quantities are :class:`decimal.Decimal`; percentages run from 0 to 100; an empty string means "not given".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from mashang.cases import Case
from mashang.code_format import group_identifier
from mashang.free_page import FreePage
from mashang.issue import Internal
from mashang.periods import NO_DEADLINE, Deadline, YearMonth
from mashang.rating_counts import RatingCount, SourcedRatings
from mashang.records import Adjustment, Correction, Groups, SnapshotDigest, ToldRatings, find_terms
from mashang.rule_version import RuleVersion
from mashang.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Department:
    """单位, an entry of the 服务联络簿."""

    id: str
    name: str
    short: str = ""
    address: str = ""
    duties: str = ""
    phone: str = ""
    hours: str = ""

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short or self.name


class Validity(StrEnum):
    """有效性 of what was published, a field of 政府信息公开."""

    IN_FORCE = "有效"
    EXPIRED = "失效"
    REPEALED = "废止"


@dataclass(frozen=True, slots=True)
class Measure:
    """措施. ``lead``, ``joint`` and ``supporting`` are department ids; ``audience`` holds 惠及对象 item by item.

    ``lead`` is the first department under 牵头单位, who is asked; ``joint`` are the others. It counts for each of them.

    ``named`` are all under 牵头单位 as the document has them, where names of groups are among them: these are their own
    ids, under ``supporting`` as well. A group is counted as what it is, and ``lead`` may be one of its members.

    ``parent`` is the id of the task (任务) of which it is an item (事项), in a document of two levels.

    ``publisher`` is the issuing body's name (发布机构); empty means the site's organiser. ``listed`` is false once an
    adjustment has taken it off the list, and before one has put it there.
    """

    id: str
    title: str
    field: str
    text: str
    lead: str
    deadline: Deadline = NO_DEADLINE
    supporting: tuple[str, ...] = ()
    target_text: str = ""
    target: Decimal | None = None
    unit: str = ""
    baseline: Decimal | None = None
    basis: str = ""
    document_number: str = ""
    made_on: date | None = None
    published_on: date | None = None
    audience: tuple[str, ...] = ()
    how: str = ""
    phone: str = ""
    index_number: str = ""
    publisher: str = ""
    validity: Validity = Validity.IN_FORCE
    listed: bool = True
    joint: tuple[str, ...] = ()
    parent: str = ""
    named: tuple[str, ...] = ()

    @property
    def leads(self) -> tuple[str, ...]:
        """All departments and groups that lead it, in their order."""
        return self.named or (self.lead, *self.joint)

    @property
    def ended(self) -> str:
        """Why it no longer holds: 废止, 失效, or 取消 when it was taken off the list; empty while it holds."""
        if self.validity is not Validity.IN_FORCE:
            return self.validity.value
        return "" if self.listed else "取消"

    @property
    def counted(self) -> bool:
        """Whether it enters figures at all: one that was repealed or taken off the list does not."""
        return self.listed and self.validity is not Validity.REPEALED


class MonthState(StrEnum):
    """状态 of a month: public once reviewed."""

    DRAFT = "草稿"
    REVIEWED = "已审核"
    CLOSED = "已封存"


@dataclass(frozen=True, slots=True)
class ReportingMonth:
    """One month of dispatch (月调度)."""

    month: YearMonth
    published_on: date
    state: MonthState
    summary: str = ""
    reviewer: str = ""

    @property
    def public(self) -> bool:
        """Whether readers may see it."""
        return self.state is not MonthState.DRAFT


class WrittenStatus(StrEnum):
    """状态 as a department may write it in its report."""

    NOT_STARTED = "未启动"
    GOING = "推进中"
    DONE = "已完成"


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """进展 of one measure in one month.

    ``percent`` is settled when the report is checked: from 完成率, or from baseline, target and 当前值, or
    100 and 0 where only 已完成 or 未启动 is written; ``None`` when the report gives no quantity.
    """

    month: YearMonth
    measure: str
    text: str
    percent: Decimal | None = None
    current: Decimal | None = None
    written_status: WrittenStatus | None = None
    trouble: str = ""
    next_step: str = ""
    evidence: str = ""


class ListKind(StrEnum):
    """类型 of a named list."""

    POSITIVE = "正面清单"
    NEGATIVE = "负面清单"
    OTHER = "其他清单"


@dataclass(frozen=True, slots=True)
class ListEntry:
    """条目 of an edition. ``former`` is its id in the edition before, where a county had to say so."""

    id: str
    text: str
    category: str = ""
    basis: str = ""
    audience: str = ""
    former: str = ""


@dataclass(frozen=True, slots=True)
class ListEdition:
    """版次: the whole list as published on one day.

    The other fields come from the list's register of editions. ``validity`` is as written there: an edition that
    was followed by another is no longer in force, whatever the register says.
    """

    published_on: date
    entries: tuple[ListEntry, ...]
    index_number: str = ""
    document_number: str = ""
    made_on: date | None = None
    validity: Validity = Validity.IN_FORCE


@dataclass(frozen=True, slots=True)
class NamedList:
    """清单 with its editions, oldest first. ``id`` is its folder's name, ``publisher`` a department id."""

    id: str
    name: str
    kind: ListKind
    publisher: str
    summary: str = ""
    basis: str = ""
    editions: tuple[ListEdition, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """窗口 in a hall."""

    id: str
    name: str
    hall: str
    department: str
    place: str = ""
    matters: tuple[str, ...] = ()
    active: bool = True
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Enterprise:
    """企业: never in an index, a sitemap, a feed or a download."""

    id: str
    name: str
    uscc: str = ""
    grid: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Matter:
    """事项: what to bring, how long it takes, the steps, where to do it online."""

    id: str
    name: str
    department: str
    materials: tuple[str, ...] = ()
    time_limit: str = ""
    steps: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """网格: level 1 is the widest; ``parent`` is a grid id, empty at level 1."""

    id: str
    name: str
    level: int
    officer: str = ""
    post: str = ""
    phone: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Publication:
    """All facts of one site, each tuple in the order of its source file."""

    departments: tuple[Department, ...] = ()
    measures: tuple[Measure, ...] = ()
    months: tuple[ReportingMonth, ...] = ()
    reports: tuple[ProgressReport, ...] = ()
    lists: tuple[NamedList, ...] = ()
    windows: tuple[Window, ...] = ()
    enterprises: tuple[Enterprise, ...] = ()
    matters: tuple[Matter, ...] = ()
    grids: tuple[Grid, ...] = ()
    ratings: tuple[RatingCount, ...] = ()
    sourced: tuple[SourcedRatings, ...] = ()
    """Where ratings come from, as far as it is told."""
    cases: tuple[Case, ...] = ()
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    """Which days are worked."""
    pages: tuple[FreePage, ...] = ()
    corrections: tuple[Correction, ...] = ()
    closures: tuple[SnapshotDigest, ...] = ()
    records: tuple[SnapshotDigest, ...] = ()
    """The months that were published, in the order in which they were."""
    adjustments: tuple[Adjustment, ...] = ()
    told_ratings: tuple[ToldRatings, ...] = ()
    names: Mapping[YearMonth, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    """Names and short names of departments by id, as a month that was published shows them."""
    owners: Mapping[YearMonth, Mapping[tuple[CodeKind, str], str]] = field(default_factory=dict)
    """The department that had a window or a matter at the end of a month that was published."""
    groups: Groups = field(default_factory=dict)
    internal: Internal = field(default_factory=Internal)

    def as_of(self, month: YearMonth) -> Publication:
        """The same facts as they were in force at the end of a month.

        Its departments bear the names with which the month was published, and have the windows and matters of then, as
        far as they are still there. Its measures bear the terms of then and are those that count then: neither
        repealed, nor off the list. Whatever is said of a month is derived from this; the table itself holds what came
        of the last adjustment.
        """
        terms = find_terms(self.adjustments, month, self.groups)
        held = (replace(one, **terms[one.id]) if one.id in terms else one for one in self.measures)
        names = self.names.get(month, {})
        departments = (
            replace(one, name=names[one.id][0], short=names[one.id][1])
            if names.get(one.id, (one.name, one.short)) != (one.name, one.short)
            else one
            for one in self.departments
        )
        measures = tuple(one for one in held if one.counted)
        owners = {
            key: one
            for key, one in self.owners.get(month, {}).items()
            if key in self.moved and one in self.department_by_id
        }
        windows = (
            replace(one, department=owner) if (owner := owners.get((CodeKind.WINDOW, one.id), "")) else one
            for one in self.windows
        )
        matters = (
            replace(one, department=owner) if (owner := owners.get((CodeKind.MATTER, one.id), "")) else one
            for one in self.matters
        )
        return replace(
            self, departments=tuple(departments), measures=measures, windows=tuple(windows), matters=tuple(matters)
        )

    def find_measure(self, measure: str, month: YearMonth) -> Measure:
        """A measure with its terms at the end of a month, whether or not it counts then."""
        return replace(self.measure_by_id[measure], **find_terms(self.adjustments, month, self.groups).get(measure, {}))

    @cached_property
    def moved(self) -> frozenset[tuple[CodeKind, str]]:
        """The windows and matters that another department had at the end of a published month."""
        now = {(CodeKind.WINDOW, one.id): one.department for one in self.windows}
        now |= {(CodeKind.MATTER, one.id): one.department for one in self.matters}
        past = {item for owners in self.owners.values() for item in owners.items() if item[1] in self.department_by_id}
        return frozenset(key for key, owner in past if now.get(key, owner) != owner)

    @cached_property
    def rules_by_month(self) -> dict[YearMonth, RuleVersion]:
        """The rules by which months are judged that were published or closed; all others by the newest."""
        return {one.month: one.rules for one in (*self.records, *self.closures)}

    @cached_property
    def department_by_id(self) -> dict[str, Department]:
        """Departments by id."""
        return {department.id: department for department in self.departments}

    def find_party(self, lead: str) -> Department:
        """The department of this id; for a group one that has a name only."""
        return Department(lead, lead) if lead in self.groups else self.department_by_id[lead]

    @cached_property
    def measure_by_id(self) -> dict[str, Measure]:
        """Measures by id."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def items_by_task(self) -> dict[str, tuple[Measure, ...]]:
        """The items of each task, by its id."""
        items: dict[str, list[Measure]] = {}
        for one in self.measures:
            if one.parent:
                items.setdefault(one.parent, []).append(one)
        return {task: tuple(found) for task, found in items.items()}

    @cached_property
    def window_by_id(self) -> dict[str, Window]:
        """Windows by id."""
        return {window.id: window for window in self.windows}

    @cached_property
    def enterprise_by_id(self) -> dict[str, Enterprise]:
        """Enterprises by id."""
        return {enterprise.id: enterprise for enterprise in self.enterprises}

    @cached_property
    def matter_by_id(self) -> dict[str, Matter]:
        """Matters by id."""
        return {matter.id: matter for matter in self.matters}

    @cached_property
    def grid_by_id(self) -> dict[str, Grid]:
        """Grids by id."""
        return {grid.id: grid for grid in self.grids}

    def list_grids_up(self, grid: str) -> tuple[Grid, ...]:
        """The grid of this id and those above it, nearest first; none without such a grid."""
        chain: list[Grid] = []
        while (found := self.grid_by_id.get(grid)) and found not in chain:
            chain.append(found)
            grid = found.parent
        return tuple(chain)


class CodeKind(StrEnum):
    """What a code stands for; :mod:`mashang.kinds` says what is true of each."""

    WINDOW = "window"
    ENTERPRISE = "enterprise"
    MATTER = "matter"
    MEASURE = "measure"


class CodeState(StrEnum):
    """Whether a code is in use. A withdrawn code keeps its page for ever."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Code:
    """码: one row of the ledger.

    ``name`` is the target's name and ``base`` the address before the code, both as they were at issue; ``reason`` says
    why the code was withdrawn or replaced. ``base`` is empty for codes issued before it was recorded.
    """

    code: str
    kind: CodeKind
    target: str
    issued_on: date
    state: CodeState = CodeState.ACTIVE
    replaced_by: str = ""
    name: str = ""
    reason: str = ""
    base: str = ""

    @property
    def grouped(self) -> str:
        """As printed and shown, in groups that can be read aloud and compared: 7K3M-9QXT-2."""
        return group_identifier(self.code)
