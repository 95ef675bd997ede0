"""Taking over a ledger at the desk: looked at, its columns decided, shown what would be written, then written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mashang.county import LEDGERS, County
from mashang.desk.typed import read_month
from mashang.files import name_file
from mashang.pipeline.adopting import (
    DATASET_NAMES,
    Adopted,
    AdoptOrder,
    Proposed,
    adopt,
    list_mappings,
    load_mapping,
    propose,
    save_mapping,
)
from mashang.pipeline.checking import ProgressCallback
from mashang.pipeline.month_work import find_made_file
from mashang.problems import RequestError

COLUMN, ANSWER = "column:", "answer:"
"""What the names of fields begin with, before a heading of theirs, and before a question's number."""
_SAMPLES = 2
_SAMPLE = 24


@dataclass(frozen=True)
class LedgerWork:
    """What was done with a ledger: a proposal to be decided on, or what was or would be written. ``order`` says whose.

    ``dataset`` is the table that was asked for, empty where the headings decide.
    """

    order: AdoptOrder
    dataset: str = ""
    proposed: Proposed | None = None
    done: Adopted | None = None

    def list_columns(self) -> tuple[tuple[str, str, str], ...]:
        """Each column of theirs that is decided, with some of its texts, and the heading of ours that it fills."""
        mapping, ledger = (self.proposed.mapping, self.proposed.ledger) if self.proposed else (None, None)
        if mapping is None or ledger is None:
            return ()
        found = []
        for theirs, ours in mapping.columns:
            texts = list(dict.fromkeys(ledger.list_texts(theirs)))[:_SAMPLES]
            shown = " / ".join(" ".join(text.split())[:_SAMPLE] for text in texts)
            found.append((theirs, shown, mapping.dataset.column(ours).heading if ours else ""))
        return tuple(found)


def read_order(county: County, given: Mapping[str, str], *, write: bool) -> AdoptOrder:
    """Which ledger is meant, by which mapping, for which month. Raises :class:`RequestError` for what is not there."""
    path = find_made_file(county, LEDGERS, given.get("ledger", ""))
    if path is None:
        raise RequestError("请先选一个台账文件。")
    name = " ".join((given.get("mapping") or given.get("name") or name_file(path.stem)).split())
    keys = tuple(filter(None, re.split(r"[\s、，,；;]+", given.get("replace", ""))))
    month = read_month(given["month"]) if given.get("month") else None
    return AdoptOrder(file=path, name=name, month=month, replace=keys, write=write)


def look_at_ledger(county: County, given: Mapping[str, str], today: date, on_stage: ProgressCallback) -> LedgerWork:
    """What would be written by a mapping that is kept; without one a proposal. Nothing is written."""
    order = read_order(county, given, write=False)
    kept, open_entries = load_mapping(county, order.name) if order.name in dict(list_mappings(county)) else (None, ())
    undecided = kept is None and all(one.code == "mapping-open" for one in open_entries)
    if not undecided and not given.get("again"):
        return LedgerWork(order, done=adopt(county, order, today, on_stage))
    return _propose(county, order, given, today, on_stage)


def decide_on_ledger(county: County, given: Mapping[str, str], today: date, on_stage: ProgressCallback) -> LedgerWork:
    """Keep what was decided of the columns; ask on where anything is left open, else show what would be written."""
    work = _propose(county, read_order(county, given, write=False), given, today, on_stage)
    proposed = work.proposed
    if proposed is None or proposed.mapping is None:
        return work
    chosen = {name.removeprefix(COLUMN): text for name, text in given.items() if name.startswith(COLUMN)}
    asked = {f"{ANSWER}{'·'.join(text for _, text in one.entry)}": one for one in proposed.questions}
    for name, question in asked.items():
        answer = given.get(name, "").strip()
        if answer and (not question.strict or answer in question.options):
            proposed = proposed.answer(question, answer)
    proposed = proposed.decide(chosen)
    save_mapping(county, work.order.name, work.order.file.name, proposed)
    if proposed.questions:
        return replace(work, proposed=proposed)
    return LedgerWork(work.order, done=adopt(county, work.order, today, on_stage))


def take_ledger(county: County, given: Mapping[str, str], today: date, on_stage: ProgressCallback) -> LedgerWork:
    """Write what is clear by the mapping that is kept."""
    order = read_order(county, given, write=True)
    return LedgerWork(order, done=adopt(county, order, today, on_stage))


def _propose(
    county: County, order: AdoptOrder, given: Mapping[str, str], today: date, on_stage: ProgressCallback
) -> LedgerWork:
    dataset = given.get("dataset", "")
    wanted = dataset if dataset in DATASET_NAMES else None
    return LedgerWork(order, dataset, propose(county, order, wanted, today, on_stage))
