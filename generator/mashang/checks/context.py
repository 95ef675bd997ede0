"""What the checks of one dataset need to know of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mashang.checks.references import Directory
from mashang.checks.values import Record
from mashang.model import Code
from mashang.problems import Location, Problem, problem
from mashang.settings import Settings


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a dataset as far as it could be read. ``readable`` is false when no table was found in it."""

    parts: tuple[str, ...]
    file: str
    records: tuple[Record, ...]
    readable: bool
    columns: frozenset[str] = frozenset()
    """The names of the columns that it has, filled or not."""
    unanswered: tuple[Mapping[str, str], ...] = ()
    """What stands in rows without an answer, by the names of the columns."""

    @property
    def where(self) -> Location:
        """The address of the whole file."""
        return Location(self.file)


@dataclass(frozen=True, slots=True)
class CheckContext:
    """Settings, the day of the check, the ledger's codes, the sources by dataset, and who may be referred to."""

    settings: Settings
    today: date
    codes: Mapping[str, Code] | None
    sources: Mapping[str, tuple[Source, ...]]
    departments: Directory
    measures: Directory
    grids: Directory

    def records(self, dataset: str) -> tuple[Record, ...]:
        """All records of a dataset in the order of its files."""
        return tuple(record for source in self.sources.get(dataset, ()) for record in source.records)

    def readable(self, *datasets: str) -> bool:
        """Whether a table was found in every file of these datasets."""
        return all(source.readable for dataset in datasets for source in self.sources.get(dataset, ()))


def resolve_all(directory: Directory, record: Record, name: str) -> tuple[tuple[str, ...], list[Problem]]:
    """The ids that the names in one cell mean, and the problems with the others. A group is its own id."""
    texts = record.texts(name) or tuple(filter(None, [record.text(name)]))
    return resolve_names(directory, record, name, texts, several=record.table.dataset.column(name).many)


def resolve_names(
    directory: Directory, record: Record, name: str, texts: Iterable[str], *, several: bool
) -> tuple[tuple[str, ...], list[Problem]]:
    """As :func:`resolve_all` for names that were read before; groups stand where ``several`` may."""
    found = [
        (text, None) if several and text in directory.groups else directory.resolve(record, name, text)
        for text in texts
    ]
    ids = tuple(dict.fromkeys(identifier for identifier, _ in found if identifier))
    return ids, [wrong for _, wrong in found if wrong is not None]


def check_not_future(record: Record, names: Iterable[str], today: date) -> list[Problem]:
    """Dates that have not come yet."""
    return [
        problem("date-in-future", record.where(name), value=day.isoformat())
        for name in names
        if (day := record.day(name)) is not None and day > today
    ]
