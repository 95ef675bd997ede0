"""Names that stand for something in another table: 编号, 名称 or 简称."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mashang.checks.suggestions import suggest
from mashang.checks.values import Record
from mashang.problems import Problem, problem

_LABELS = ("id", "name", "short")
_SUGGESTED = 200
_SHOWN = 60
_COLLECTIVE = re.compile("各|有关|相关|成员单位|等(?:单位|部门)|镇街|金融机构")
"""What stands in a name that means several departments at once."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Which records a written name may mean.

    Nothing is looked up when ``usable`` is false: its table could not be read, and that is already a problem. With
    ``distinct`` two records of one name are a problem by themselves, and those who use the name are not blamed.
    """

    title: str
    labels: Mapping[str, tuple[Record, ...]]
    usable: bool = True
    distinct: bool = False
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of several records at once, with the ids of these; they may stand where several may."""
    repealed: str = ""
    """What to do about an id that is not there any more, where rows are not deleted: another id is no near spelling."""
    _hints: dict[str, str] = field(default_factory=dict)

    def resolve(self, record: Record, name: str, text: str) -> tuple[str, Problem | None]:
        """The id that ``text`` in this cell means, or the problem with it."""
        if not text or not self.usable:
            return "", None
        found = self.labels.get(text, ())
        if len(found) == 1:
            return found[0].text("id"), None
        where, title = record.where(name), f"“{self.title}”表"
        if not found:
            hint = self._hint(record, name, text)
            return "", problem("reference-unknown", where, value=text[:_SHOWN], title=title, hint=hint)
        if self.distinct or any(each.text("id") == text for each in found):
            return "", None
        return "", problem("reference-ambiguous", where, value=text[:_SHOWN], title=title, count=len(found))

    def name(self, identifier: str) -> str:
        """The name of the record of this id, or of the group; empty when there is none."""
        if identifier in self.groups:
            return identifier
        found = self.labels.get(identifier, ())
        return found[0].text("name") if found and found[0].text("id") == identifier else ""

    def _hint(self, record: Record, name: str, text: str) -> str:
        if text not in self._hints and len(self._hints) < _SUGGESTED:
            self._hints[text] = suggest(text, self.labels)
        column = record.table.dataset.column(name)
        if not column.many and any(part in self.labels for part in text.replace("，", "、").split("、")):
            return f"“{column.heading}”只能写一个，其余的写到别的列。"
        if text in self.groups:
            return "这是几个单位的统称，这里只能写一个具体的单位。"
        if _COLLECTIVE.search(text) and (column.many or record.table.dataset.name == "adjustments"):
            return (
                f"是几个单位的统称的，在 site_config/site.yml 里写一行 department_groups: {text}"
                f"（要写明有哪些单位的，写成“{text}：甲局、乙局”；几个统称用分号隔开）；"
                f"是一个单位的，先在“{self.title}”表里加上。"
            )
        near = self._hints.get(text, "")
        if self.repealed:
            return self.repealed + (f"是不是“{near}”？是就改成它。" if near.casefold() == text.casefold() else "")
        add = f"先在“{self.title}”表里加上"
        return f"是不是“{near}”？是就改成它；不是就{add}。" if near else f"{add}，或改成表里有的编号、名称。"


def make_directory(
    title: str, records: Iterable[Record], *, usable: bool = True, distinct: bool = False, repealed: str = ""
) -> Directory:
    """Collect the ids, names and short names of a table's records."""
    labels: dict[str, tuple[Record, ...]] = {}
    for record in records:
        for label in dict.fromkeys(record.text(name) for name in _LABELS):
            if label:
                labels[label] = (*labels.get(label, ()), record)
    return Directory(title, labels, usable, distinct, repealed=repealed)


def check_keys(records: Iterable[Record]) -> list[Problem]:
    """Keys that stand in two rows of one table. Ids that differ only in case would be one address on many servers."""
    first: dict[object, Record] = {}
    problems: list[Problem] = []
    for record in records:
        key = record.table.dataset.key
        value = record.values.get(key)
        if value is None or key == "name":
            continue
        known = first.setdefault(value.casefold() if isinstance(value, str) else value, record)
        if known is not record:
            other = f"第 {known.row} 行"
            if known.values[key] != value:
                other += f"的“{known.values[key]}”（只差大小写）"
            code = "id-twice" if key == "id" else "row-twice"
            problems.append(problem(code, record.where(key), value=value, other=other))
    return problems


def check_names(records: Iterable[Record], names: tuple[str, ...]) -> list[Problem]:
    """Names that two records share, so that nobody can know which is meant."""
    first: dict[str, Record] = {}
    problems: list[Problem] = []
    for record in records:
        for name in names:
            text = record.text(name)
            known = first.setdefault(text, record) if text else record
            if known is not record:
                problems.append(problem("name-twice", record.where(name), value=text, other=f"第 {known.row} 行"))
    return problems
