"""The kinds of codes: what each is called, what it stands for, and how it may be shown and printed.

What is out of use is decided here alone: it is issued no code, hangs nowhere, and its placard must come down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mashang.code_format import LONG, SHORT
from mashang.model import Code, CodeKind, Publication


@dataclass(frozen=True, slots=True)
class Target:
    """What a code stands for; ``id`` is unique within its kind.

    ``office`` is the id of the department that answers for it, ``grid`` that of the grid that serves it; ``hall`` and
    ``place`` say where it is. Each is empty where there is none. ``retired`` says in Chinese why it is out of use.
    """

    kind: CodeKind
    id: str
    name: str
    office: str = ""
    hall: str = ""
    place: str = ""
    grid: str = ""
    retired: str = ""


Targets = Mapping[tuple[CodeKind, str], Target]
"""Targets by kind and id, kind by kind in the order of their tables."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What all codes of one kind have in common.

    ``dataset`` is the table of what they stand for, ``label`` the kind as staff call it, ``code_label`` the code as it
    is called in print and on the page behind it, ``action`` the line beneath a printed symbol. ``office_label`` stands
    before the department's name in print. ``hidden`` codes, and what they stand for, are in no index, list or download.
    ``unrated`` are label and action where no way to report takes ratings: then nothing says that one can rate.
    ``rated`` targets have published ratings of their own. ``carried`` codes are handed to their holder, so cards are
    printed of them. New codes have as many ``random`` characters.
    """

    kind: CodeKind
    dataset: str
    label: str
    code_label: str
    action: str
    unrated: tuple[str, str]
    list_targets: Callable[[Publication], Iterable[Target]]
    office_label: str = ""
    place_heading: str = "位置"
    hidden: bool = False
    rated: bool = False
    carried: bool = False
    random: int = SHORT


def _list_windows(publication: Publication) -> Iterable[Target]:
    for one in publication.windows:
        retired = "" if one.active else "窗口已停用"
        yield Target(CodeKind.WINDOW, one.id, one.name, one.department, one.hall, one.place, retired=retired)


def _list_enterprises(publication: Publication) -> Iterable[Target]:
    for one in publication.enterprises:
        yield Target(CodeKind.ENTERPRISE, one.id, one.name, grid=one.grid, retired="" if one.active else "企业已停用")


def _list_matters(publication: Publication) -> Iterable[Target]:
    for one in publication.matters:
        yield Target(CodeKind.MATTER, one.id, one.name, one.department)


def _list_measures(publication: Publication) -> Iterable[Target]:
    for one in publication.measures:
        retired = f"措施已{one.ended}" if one.ended else ""
        yield Target(CodeKind.MEASURE, one.id, one.title, one.lead, retired=retired)


KINDS: Mapping[CodeKind, Kind] = {
    kind.kind: kind
    for kind in (
        Kind(
            CodeKind.WINDOW,
            "windows",
            "窗口",
            "服务窗口评议码",
            "微信扫一扫，评价、投诉、建议",
            ("服务窗口监督码", "微信扫一扫，投诉、建议"),
            _list_windows,
            rated=True,
        ),
        Kind(
            CodeKind.ENTERPRISE,
            "enterprises",
            "企业",
            "企业监督码",
            "微信扫一扫，反映问题、提出建议",
            ("企业监督码", "微信扫一扫，反映问题、提出建议"),
            _list_enterprises,
            place_heading="网格",
            hidden=True,
            carried=True,
            random=LONG,
        ),
        Kind(
            CodeKind.MATTER,
            "matters",
            "事项",
            "事项码",
            "微信扫一扫，看材料、看时限、作评价",
            ("事项码", "微信扫一扫，看材料、看时限、提建议"),
            _list_matters,
            rated=True,
        ),
        Kind(
            CodeKind.MEASURE,
            "measures",
            "措施",
            "措施码",
            "微信扫一扫，看进展、作评价、提建议",
            ("措施码", "微信扫一扫，看进展、提建议"),
            _list_measures,
            office_label="牵头单位：",
        ),
    )
}
"""All kinds, in the order in which codes are issued and printed."""


def name_code(kind: Kind, *, rated: bool) -> str:
    """What a code is called in print and on pages; ``rated`` where a way to report takes ratings."""
    return kind.code_label if rated else kind.unrated[0]


def name_action(kind: Kind, *, rated: bool) -> str:
    """The line beneath a printed symbol; ``rated`` where a way to report takes ratings."""
    return kind.action if rated else kind.unrated[1]


def index_targets(publication: Publication) -> Targets:
    """All that has, had or is to have a code, with what is out of use."""
    return {(target.kind, target.id): target for kind in KINDS.values() for target in kind.list_targets(publication)}


def explain_retired(code: Code, targets: Targets) -> str:
    """Why a code should hang nowhere any more, in Chinese; empty when its target is in use."""
    target = targets.get((code.kind, code.target))
    return target.retired if target else f"已不在{KINDS[code.kind].label}表里"


def name_kinds(kinds: Iterable[CodeKind]) -> str:
    """The kinds as staff call them: 窗口、企业."""
    return "、".join(KINDS[kind].label for kind in kinds)
