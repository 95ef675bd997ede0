"""What is left of the example county in a county's folder: made-up facts, and codes that thousands of folders share.

The example's codes and salt are recognised by digests, its words by what no real county writes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from mashang.codes.ledger import Ledger
from mashang.county import CODES, CONTENT, RECORDS, SETTINGS_FILE, SNAPSHOTS
from mashang.problems import Location, Problem, problem
from mashang.raw import RawContent
from mashang.settings import Settings
from mashang.snapshot import MonthSnapshot

COUNTY = "明川县"
"""The name of the example county, which no county has."""
EXAMPLE = frozenset(("7a7ea72ce3b5f164", "eef195719f824cd6"))
"""Digests of the example's first code and its salt. A ledger only grows, so the first code stays, also in ratings."""

_DIGEST = 16
_WORDS = re.compile(
    rf"{COUNTY}|示例(?:市|ICP备|公网安备)|这是一个演示站点|以下为演示内容|(?<![0-9-])0000-[0-9]{{7,8}}"
    r"|\.example(?![a-z0-9.-]*[a-z0-9])|(?<![a-z0-9-])example\.(?:com|org|net)(?![a-z0-9-])",
    re.IGNORECASE,
)
_SIGNS = (COUNTY, "示例", "演示", "0000-", "example")
"""Without one of these no word of the example can be there; most tables have none."""
_FILES_NAMED = 5


@dataclass(frozen=True, slots=True)
class CountyState:
    """What one county's folder holds, as far as it can be the example's. ``published`` are the codes with a page."""

    settings: Settings | None
    content: RawContent
    ledger: Ledger | None
    salt: bytes | None
    closed: Sequence[MonthSnapshot]
    records: Sequence[MonthSnapshot]
    published: Collection[str]

    @property
    def keeps_example(self) -> bool:
        """Whether months or a site of the example are kept."""
        return any(True for _ in _list_kept(self))


def check_example(state: CountyState, objections: Iterable[Problem]) -> tuple[Problem, ...]:
    """One problem that lists all that is left of the example, with its mend; none while the county is the example.

    ``objections`` are what closed months and the site in place had to say.
    """
    settings = state.settings
    if settings and not settings.demonstration:
        left = tuple(_list_left(state))
        where = Location(SETTINGS_FILE, heading="demonstration")
    elif _is_begun_anew(state, {found.code for found in objections}):
        left, where = tuple(_list_kept(state)), Location(CONTENT)
    else:
        return ()
    if not left:
        return ()
    return (
        problem(
            "example-left",
            where,
            found="；".join(what for what, _ in left),
            mend="；".join(dict.fromkeys(mend for _, mend in left)),
        ),
    )


def _is_begun_anew(state: CountyState, objections: Collection[str]) -> bool:
    """Whether tables or ledger are the county's own already, though the settings do not say so yet."""
    own = state.ledger is not None and not _is_left(code.code for code in state.ledger.codes[:1])
    return "closed-month-lost" in objections or ("ledger-published-lost" in objections and own)


def shorten_digest(data: bytes) -> str:
    """The digest by which something of the example is recognised."""
    return hashlib.sha256(data).hexdigest()[:_DIGEST]


def _is_left(codes: Iterable[str]) -> bool:
    """Whether the example's first code is among these."""
    return any(shorten_digest(code.encode()) in EXAMPLE for code in codes)


def _list_left(state: CountyState) -> Iterator[tuple[str, str]]:
    """What was found, and how to mend it, in the order of the handbook's first day."""
    settings = state.settings
    named = [field.name for field in fields(Settings) if _WORDS.search(str(getattr(settings, field.name)))]
    if named:
        yield f"site.yml 的 {'、'.join(named)}", "site.yml 里的这几项改成本县的，没有的留空"
    places = list(_find_words(state.content))
    if places:
        listed = "、".join(places[:_FILES_NAMED]) + (f" 等 {len(places)} 个文件" if len(places) > _FILES_NAMED else "")
        yield listed, "这些表格和文字换成本县的，暂时没有的就删掉"
    codes = state.ledger.codes if state.ledger else ()
    if _is_left(code.code for code in codes[:1]) or any(_WORDS.search(code.base) for code in codes):
        yield "登记簿里示例县的码", f"删掉 {CODES} 文件夹里的全部文件（只在还没有印过码的时候）"
    if state.salt and shorten_digest(state.salt) in EXAMPLE:
        yield f"{CODES}/salt.txt 里示例县的密值", f"删掉 {CODES}/salt.txt，程序会重新生成"
    yield from _list_kept(state)


def _list_kept(state: CountyState) -> Iterator[tuple[str, str]]:
    """What months said, and a site of the example."""
    if _is_left(target for month in state.closed for _, target in month.rows):
        yield f"{SNAPSHOTS} 里示例县的封存件", f"删掉 {SNAPSHOTS} 文件夹"
    if _is_left(target for month in state.records for _, target in month.rows):
        yield f"{RECORDS} 里示例县公布过的月份", f"删掉 {RECORDS} 文件夹"
    if _is_left(state.published):
        yield "site 文件夹里示例县的网站", "删掉 site 文件夹"


def _find_words(content: RawContent) -> Iterator[str]:
    """The first word of the example in each file, with its row."""
    for source in content.tables:
        cells = (cell for sheet in source.sheets for row in sheet.rows for cell in row.cells)
        yield from _find_first(source.file, [(cell.row, cell.text) for cell in cells])
    for document in content.documents:
        yield from _find_first(document.file, list(enumerate(document.text.split("\n"), start=1)))


def _find_first(file: str, texts: Sequence[tuple[int, str]]) -> Iterator[str]:
    whole = "\n".join(text for _, text in texts).lower()
    for row, text in texts if any(sign in whole for sign in _SIGNS) else ():
        found = _WORDS.search(text)
        if found:
            yield f"{file} 第 {row} 行的“{found[0]}”"
            return
