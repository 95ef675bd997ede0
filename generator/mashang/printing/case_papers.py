"""督办单: what a department must answer, by its clock, without a word of whoever reported it; and the list of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from mashang.cases import Case, CaseState, Verdict
from mashang.kinds import KINDS, index_targets
from mashang.model import Code, CodeKind, Publication
from mashang.periods import YearMonth
from mashang.printing.briefings import Facts, Paper, head
from mashang.settings import Settings
from mashang.spelling import spell_day
from mashang.spreadsheet import format_table
from mashang.working_days import WorkingCalendar

_HEADINGS = ("到期情况", "期限", "承办单位", "受理编号", "来源编号", "渠道", "类别", "对象", "受理日", "交办日")


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case whose clock runs: the last day for its answer, and the working days left; negative when it is overdue."""

    case: Case
    due: date
    left: int

    def describe(self, day: date) -> str:
        """How it stands with the clock, as seen on a day: 超期 3 天, 今天到期, 明天到期, 还有 4 天 (working days)."""
        if self.left < 0:
            return f"超期 {-self.left} 天"
        if self.due == day:
            return "今天到期"
        return "明天到期" if self.due == day + timedelta(days=1) else f"还有 {self.left} 天"


def list_open_cases(cases: Iterable[Case], day: date, calendar: WorkingCalendar) -> tuple[OpenCase, ...]:
    """The cases that wait for an answer on a day, the most overdue first."""
    found = []
    for case in cases:
        due = case.find_open_due(day) if case.received_on <= day else None
        if due:
            left = calendar.count(day, due) if due >= day else -calendar.count(due, day)
            found.append(OpenCase(case, due, left))
    return tuple(sorted(found, key=lambda one: (one.due, one.case.number)))


@dataclass(frozen=True)
class CaseClocks:
    """How the clocks of a county's cases stand on a day."""

    facts: Publication
    codes: tuple[Code, ...]
    day: date

    @cached_property
    def waiting(self) -> tuple[OpenCase, ...]:
        """What waits for an answer, the most overdue first."""
        return list_open_cases(self.facts.cases, self.day, self.facts.calendar)

    @cached_property
    def _names(self) -> dict[str, str]:
        """What codes stand for, by code; enterprises are not named."""
        targets = index_targets(self.facts)
        shown = (code for code in self.codes if not KINDS[code.kind].hidden)
        found = ((code, targets.get((code.kind, code.target))) for code in shown)
        return {code.code: target.name if target else code.name for code, target in found}

    @cached_property
    def answered(self) -> tuple[Case, ...]:
        """What was answered and is not closed, the oldest first: its reporter is to be asked, and it can be closed."""
        found = (one for one in self.facts.cases if one.kind and one.find_open_due(self.day) is None)
        left = (one for one in found if one.find_state(self.day) is not CaseState.CLOSED)
        return tuple(sorted(left, key=lambda one: (one.received_on, one.number)))

    def find(self, number: str) -> Case | None:
        """The case of a number."""
        return next((one for one in self.facts.cases if one.number == number), None)

    def find_waiting(self, number: str) -> OpenCase | None:
        """The clock of a case, when it runs."""
        return next((one for one in self.waiting if one.case.number == number), None)

    def describe_subject(self, case: Case) -> str:
        """What a case is about: what its code stands for, and the office's own words."""
        return "：".join(filter(None, (self._names.get(case.code, ""), case.subject)))

    def count_waiting(self) -> tuple[tuple[str, list[tuple[str, int, int]]], ...]:
        """What waits, and how much of it is overdue, by department and by kind, the most first; nothing of nobody."""
        if not self.waiting:
            return ()
        offices = {one.id: one.label for one in self.facts.departments}
        halls = {one.id: one.hall for one in self.facts.windows}
        targets = {code.code: code.target for code in self.codes if code.kind is CodeKind.WINDOW}

        def count(name: Callable[[Case], str]) -> list[tuple[str, int, int]]:
            total = Counter(name(one.case) for one in self.waiting)
            late = Counter(name(one.case) for one in self.waiting if one.left < 0)
            return [(key, n, late[key]) for key, n in total.most_common() if key]

        grouped = (
            ("各单位", count(lambda case: offices.get(case.department, "还没有交办"))),
            ("各大厅", count(lambda case: halls.get(targets.get(case.code, ""), ""))),
            ("各类别", count(lambda case: case.kind or "")),
        )
        return tuple((title, rows) for title, rows in grouped if rows)

    def tell_supervision(self, department: str, settings: Settings) -> Paper | None:
        """The 督办单 of a department; ``None`` when nothing waits for its answer."""
        waiting = [one for one in self.waiting if one.case.department == department]
        if not waiting:
            return None
        late, soon = sum(one.left < 0 for one in waiting), sum(0 <= one.left <= 1 for one in waiting)
        counts = [f"已经超期 {late} 件"] if late else []
        counts += [f"今明两个工作日到期 {soon} 件"] if soon else []
        told = f"截至{spell_day(self.day)}，由你单位承办、还没有答复反映人的诉求有 {len(waiting)} 件"
        told += f"，其中{'，'.join(counts)}。" if counts else "。"
        rows: list[Facts] = [
            {
                "序号": number,
                "受理编号": one.case.grouped,
                "类别": one.case.kind or "",
                "对象": self.describe_subject(one.case),
                "受理日": one.case.received_on.isoformat(),
                "期限": one.due.isoformat(),
                "到期情况": one.describe(self.day),
            }
            for number, one in enumerate(waiting, start=1)
        ]
        return Paper(
            head(settings, self.day, "关于抓紧办理诉求的督办单")
            | {
                "单位": self.facts.find_party(department).name,
                "导语": f"{told}请抓紧办理，超期的说明原因。天数按工作日算。",
                "诉求": rows,
                "电话": settings.phone,
            },
            self.day,
        )

    def format_waiting(self) -> str:
        """All that waits for an answer as CSV; what was given to no department too."""
        return format_table(_HEADINGS, map(self._list_cells, self.waiting))

    def _list_cells(self, one: OpenCase) -> tuple[str, ...]:
        case = one.case
        return (
            one.describe(self.day),
            one.due.isoformat(),
            self.facts.department_by_id[case.department].label if case.department else "还没有交办",
            *(case.grouped, case.foreign_number, case.channel, case.kind or "", self.describe_subject(case)),
            case.received_on.isoformat(),
            case.assigned_on.isoformat() if case.assigned_on else "",
        )


_TALLY = ("单位", "派遣", "按时", "超时", "未办结", "结案率", "不满意率")


# A department was given 4 cases in October; 3 were answered by the month's end, 1 of them late; 2 are closed; of 2 that
# were called back 1 is not satisfied:
#
#   单位   派遣   按时   超时   未办结   结案率   不满意率
#   甲局   4      2      1      1        50.0%    50.0%
def format_tally(facts: Publication, month: YearMonth) -> str:
    """What departments were given in a month and did with it by its end, as hotlines count it; as CSV.

    按时 and 超时 are answered in time and late, 未办结 is not answered; they add up to 派遣. 结案率 is the closed
    share, 不满意率 the share of those called back who say that it is not solved. What nobody was given stands last.
    """
    day = month.last_day
    given: dict[str, list[Case]] = {}
    for case in facts.cases:
        if case.kind and YearMonth.of(case.received_on) == month:
            given.setdefault(case.department, []).append(case)
    order = [one.id for one in facts.departments if one.id in given] + ([""] if "" in given else [])
    names = {one.id: one.name for one in facts.departments} | {"": "还没有交办"}
    rows = [(names[key], *_count_given(given[key], day)) for key in order]
    whole = [case for cases in given.values() for case in cases]
    return format_table(_TALLY, [*rows, ("合计", *_count_given(whole, day))])


def _count_given(cases: list[Case], day: date) -> tuple[str, ...]:
    answered = [case for case in cases if case.settled_on and case.settled_on <= day]
    late = sum(case.late for case in answered)
    closed = sum(case.find_state(day) is CaseState.CLOSED for case in cases)
    called = [case for case in cases if case.called_back_on and case.called_back_on <= day]
    unhappy = sum(case.verdict is Verdict.NOT_SOLVED for case in called)
    counts = (len(cases), len(answered) - late, late, len(cases) - len(answered))
    return *map(str, counts), _spell_share(closed, len(cases)), _spell_share(unhappy, len(called))


def _spell_share(part: int, whole: int) -> str:
    return f"{Decimal(100 * part) / whole:.1f}%" if whole else ""
