"""A small county that is right in every cell, from which each test departs in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mashang.checks.content import check_content
from mashang.model import Code, CodeKind, Publication
from mashang.problems import Problem
from mashang.raw import RawCell, RawContent, RawDocument, RawKind, RawLook, RawRow, RawTable, SourceTable
from mashang.settings import Settings

TODAY = date(2026, 11, 20)
CODE = "7K3M9QX2Z"
HIDDEN = "00M1ABCD5"
"""The code of an enterprise."""
SETTINGS = Settings(
    name="明川县营商环境公开",
    county="明川县",
    organiser="明川县营商办",
    site_url="https://www.example.com/",
    code_base="https://www.example.com/f/",
    phone="0000-8000100",
    mailbox="yingshang@example.com",
    address="明川县政务中心",
)
RIGHT = {
    "departments": """
        编号 | 名称       | 简称
        D01  | 明川县数据局 | 数据局
        """,
    "measures": """
        编号 | 标题     | 领域     | 内容           | 牵头单位 | 完成时限   | 发布日期
        M01  | 全程网办 | 市场准入 | 开办企业全程网办 | 数据局   | 2026年底前 | 2026-01-05
        """,
}
_KINDS = {
    "{number}": RawKind.NUMBER,
    "{error}": RawKind.ERROR,
    "{formula}": RawKind.UNCALCULATED,
    "{truth}": RawKind.BOOL,
    "{date}": RawKind.DATE,
}


_LOOKS = {f"{{{look}}}": look for look in RawLook if look is not RawLook.PLAIN}


def inline_table(drawn: str, file: str, sheet: str = "表1") -> RawTable:
    r"""A sheet from a drawing: a line is a row, ``|`` parts cells, ``\n`` breaks a line.

    ``{number}`` names a kind, ``{struck}`` a look, ``{above}`` a cell that repeats a merged one.
    """
    rows = []
    for number, line in enumerate(drawn.strip().splitlines(), start=1):
        cells = []
        for column, written in enumerate(line.split("|"), start=1):
            text, kind = written.strip().replace("\\n", "\n"), RawKind.TEXT
            for mark, marked in _KINDS.items():
                if text.startswith(mark):
                    text, kind = text.removeprefix(mark), marked
            look = next((look for mark, look in _LOOKS.items() if text.startswith(mark)), RawLook.PLAIN)
            text = text.removeprefix(f"{{{look}}}")
            repeated = text.startswith("{above}")
            text = text.removeprefix("{above}")
            if text or kind is not RawKind.TEXT:
                cells.append(RawCell(number, column, text, kind, repeated, look))
        if cells:
            rows.append(RawRow(number, tuple(cells)))
    return RawTable(file, sheet, tuple(rows))


def _source(place: str, drawn: str | dict[str, str]) -> SourceTable:
    """A table at ``measures``, ``progress/2026-10``, ``lists/plus/list``; a mapping holds several sheets."""
    parts = place.split("/")
    dataset = parts[0]
    if dataset == "lists":
        whole = {"list": "list", "editions": "editions"}.get(parts[2])
        dataset, parts = (whole, parts[:2]) if whole else ("list-edition", parts)
    file = f"content/{place}.xlsx"
    sheets = drawn if isinstance(drawn, dict) else {"表1": drawn}
    tables = tuple(inline_table(text, file, sheet) for sheet, text in sheets.items())
    return SourceTable(dataset, tuple(parts[1:]), file, tables)


def make_content(tables: dict[str, str | dict[str, str]]) -> RawContent:
    """The right county with some of its tables replaced or added; an empty text leaves a table out."""
    drawn = {**RIGHT, **tables}
    return RawContent(tuple(_source(place, drawn[place]) for place in sorted(drawn) if drawn[place] != ""), ())


Outcome = tuple[Publication | None, tuple[Problem, ...]]


@pytest.fixture(scope="session")
def check() -> Callable[..., Outcome]:
    """Check the right county with some of its tables replaced or added, and pages by name.

    A table of no sheets is a file that cannot be read, an empty text leaves a table out.
    """

    def run(
        tables: dict[str, str | dict[str, str]] | None = None,
        pages: dict[str, str] | None = None,
        *,
        ledger: bool = True,
    ) -> Outcome:
        sources = make_content(tables or {}).tables
        documents = tuple(RawDocument(f"content/pages/{name}.md", name, text) for name, text in (pages or {}).items())
        kinds = {CODE: (CodeKind.WINDOW, "W01"), HIDDEN: (CodeKind.ENTERPRISE, "E01")}
        codes = {code: Code(code, kind, target, date(2026, 1, 5)) for code, (kind, target) in kinds.items()}
        found = check_content(RawContent(sources, documents), SETTINGS, codes if ledger else None, TODAY)
        return found.publication, found.problems

    return run


@pytest.fixture(scope="session")
def messages(check: Callable[..., Outcome]) -> Callable[..., list[str]]:
    """What staff would read: address, sentence, remedy and code of each problem."""

    def run(*arguments: object) -> list[str]:
        _, problems = check(*arguments)
        return [f"{found.where}：{found.sentence}{found.mend} [{found.code}]" for found in problems]

    return run
