"""Hostile words in every text that staff can write: the built site must show them and nothing of them may act.

The same county is built twice, once with hostile words and once with their signs replaced by letters. Page by
page, both sites must consist of the same elements with the same attributes; only words may differ.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from mashang.cli import main
from mashang.cli.report import report_problems
from mashang.code_format import new_identifier
from mashang.codes.ledger import Ledger, read_ledger, write_ledger
from mashang.county import SALT, County
from mashang.model import Code, CodeKind, CodeState
from mashang.problems import Location, problem
from mashang.proof.manifest import SECOND_LIST
from mashang.tables import BY_NAME, ColumnType

HOSTILE = (
    "<script>zz()</script>",
    '"><img src=x onerror=zz()>',
    "' onclick='zz()' x='",
    "</title></style></textarea>",
    "--><svg/onload=zz()><!--",
    "]]><script>zz()</script>",
    "</script><script>zz()",
    "[zz](javascript:zz())",
    "![zz](//zz.example/x.png)",
    "<a href=data:text/html,zz>",
    "<https://zz.example/>",
    "{{ config.site_name }} zz",
    "{% include 'zz' %}",
    "{: onclick=zz() .zz #zz}",
    "&lt;b&gt;zz&#60;&quot;",
    "*zz* _zz_ `zz` ~~zz~~ $zz$",
    "# zz | zz | [^zz] :zz:",
    '=HYPERLINK("http://zz","x")',
    "+cmd|'/C zz'!A0",
    "@SUM(zz)",
    "-zz+2",
    "&zz: *zz !!python/none %zz",
    "<iframe src=//zz.example>",
    '<form action="//zz">',
    "\\u003cscript\\u003ezz",
    "<style>*{color:red}zz",
)
"""Each is printable and without the signs that part items, so that a cell holds it as one text."""
LINES = "第一行 zz\n---\nbody: <script>zz()</script>\n# zz\n\n    <b>zz</b>\n- zz\n| a | b |\n|---|---|\n...\n```zz"
REASON = "zz 有人举报"
TEXTS = (ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.ITEMS)
GIVEN = {
    "deadline": "2026-12-31",
    "made_on": "2026-01-05",
    "published_on": "2026-02-01",
    "state": "启用",
    "percent": "60",
    "level": "一级",
    "evidence": "https://portal.example/a?b=1&amp;c=%22%3E",
    "link": "https://portal.example/a?b=1&amp;c=%22%3E",
    "phone": "0000-8000100",
}
SPOKEN = {"content", "title", "aria-label", "alt", "value", "data-label", "data-field"}
"""Attributes that hold words."""
ADDRESSES = {
    "site_url": "https://portal.example/a/",
    "code_base": "https://portal.example/a/f/",
    "phone": "0000-8000100",
    "hotline": "12345",
    "error_report_url": "https://portal.example/zz?a=1&b=2",
}
SWITCHES = {"ranking": "true", "ranking_ratings": "0", "ranking_minimum_measures": "1", "warnings": "true"}
"""Turned on, so that the pages that a county may leave out are there as well."""
MADE_UP = {"demonstration": "true"}
"""Its telephone and addresses are the example's."""
SETTINGS = (
    *("name", "county", "organiser", "undertaker", "hours", "mailbox", "address", "site_code", "icp"),
    "police_record",
)
Write = Callable[[str], str]


def hostile(text: str) -> str:
    """The words as they are."""
    return text


def tame(text: str) -> str:
    """The same words with every sign made a letter, as long as before and parted by the same blanks."""
    return re.sub(r"[!-/:-@\[-`{-~]", "o", text)


def write_rows(path: Path, name: str, count: int, write: Write, fixed: dict[str, str]) -> None:
    """A table of ``count`` rows whose every text cell holds words of :data:`HOSTILE` that fit it.

    Row ids are the dataset's first letter (of measures for progress) and a number.
    """
    dataset = BY_NAME[name]
    letter = "M" if name == "progress" else name[0].upper()
    words = cycle(HOSTILE)
    rows = []
    for number in range(count):
        row = {}
        known = {**GIVEN, **fixed, "id": f"{letter}{number:02}", "measure": f"{letter}{number:02}"}
        for column in dataset.columns:
            given = known.get(column.name, "")
            if not given and column.type in TEXTS and not column.refers_to:
                given = write(next(word for word in words if len(word) + 2 <= column.limit) + f"{number:02}")
                given += f"\n{write(LINES)}" if column.type is ColumnType.LONG_TEXT else ""
            row[column.heading] = given
        rows.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False), encoding="utf-8")


def write_tables(content: Path, write: Write) -> None:
    """Every table of a county, with two editions of a list."""
    many = len(HOSTILE)
    write_rows(content / "departments.yaml", "departments", 8, write, {})
    write_rows(content / "measures.yaml", "measures", many, write, {"leads": "D00", "supporting": "D01"})
    write_rows(content / "windows.yaml", "windows", 8, write, {"department": "D00"})
    write_rows(content / "matters.yaml", "matters", 8, write, {"department": "D01"})
    write_rows(content / "enterprises.yaml", "enterprises", 4, write, {"grid": "G01"})
    write_rows(content / "grids.yaml", "grids", 4, write, {})
    month = {"month": "2026-03", "state": "已审核", "published_on": "2026-04-05"}
    write_rows(content / "months.yaml", "months", 1, write, month)
    write_rows(content / "progress/2026-03.yaml", "progress", many, write, {})
    write_rows(content / "lists/zz/2026-01-01.yaml", "list-edition", 20, write, {})
    write_rows(content / "lists/zz/2026-02-01.yaml", "list-edition", 18, lambda text: write(f"{text} &"), {})
    write_rows(content / "lists/zz/editions.yaml", "editions", 1, write, {"published_on": "2026-02-01"})
    about = {
        "名称": write(HOSTILE[1]),
        "类型": "负面清单",
        "发布机构": "D00",
        "说明": write(LINES),
        "依据": write(HOSTILE[0]),
    }
    (content / "lists/zz/list.yml").write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")


def correct_progress(content: Path, write: Write) -> None:
    """Change what some measures reported in the closed month, and record it in corrections."""
    path = content / "progress/2026-03.yaml"
    rows, corrections = yaml.safe_load(path.read_text(encoding="utf-8")), []
    offices = [word for word in HOSTILE if len(word) <= 60]
    for number, row in enumerate(rows[:8]):
        old, row["本月进展"] = row["本月进展"], write(f"{HOSTILE[-number]} {LINES}")
        words = (f"G{number}", "2026-03", row["编号"], "本月进展", old, row["本月进展"], write(LINES), "2026-05-01")
        headings = [column.heading for column in BY_NAME["corrections"].columns]
        corrections.append(dict(zip(headings, (*words, write(offices[number % len(offices)])), strict=True)))
    for name, table in (("progress/2026-03.yaml", rows), ("corrections.yaml", corrections)):
        (content / name).write_text(yaml.safe_dump(table, allow_unicode=True, sort_keys=False), encoding="utf-8")


def write_county(root: Path, write: Write, ledger: Ledger) -> Path:
    """A county that has every table, a page of free text, settings and a ledger, all words through ``write``."""
    write_tables(root / "content", write)
    (root / "content/pages").mkdir()
    words = write('{{ zz }} &amp; {% zz %} "zz')
    page = f"# {words}\n\n{words}\n"
    (root / "content/pages/about.md").write_text(page, encoding="utf-8")
    settings = {key: write(f"zz 000 {word}") for key, word in zip(SETTINGS, HOSTILE, strict=False)}
    settings |= ADDRESSES | SWITCHES | MADE_UP
    (root / "site_config").mkdir()
    (root / "site_config/site.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    (root / "mkdocs.yml").write_bytes((Path(__file__).parents[1] / "mkdocs.yml").read_bytes())
    write_ledger(County(root), Ledger(tuple(replace(code, name=write(code.name)) for code in ledger.codes)))
    (root / SALT).write_text("0" * 64, encoding="utf-8")
    assert main(["close", "2026-03", "--root", str(root)]) == 0
    correct_progress(root / "content", write)
    assert main(["build", "--root", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The county with hostile words and its twin with tame ones, both built, with the same codes."""
    home = tmp_path_factory.mktemp("hostile")
    day = date(2026, 1, 5)
    gone = Code(new_identifier(()), CodeKind.WINDOW, "W99", day, CodeState.WITHDRAWN, name=HOSTILE[0], reason=REASON)
    sums = Code(new_identifier(()), CodeKind.MEASURE, "X98", day, name="=lost(zz)")
    lost = Code(new_identifier(()), CodeKind.MATTER, "X99", day, name=HOSTILE[1])
    one = write_county(home / "hostile", hostile, Ledger((gone, lost, sums)))
    ledger, _ = read_ledger(County(one))
    assert ledger is not None
    return one / "site", write_county(home / "tame", tame, ledger) / "site"


class Skeleton(HTMLParser):
    """What a page is made of: elements and comments in their order, with attributes; words only by their length."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[tuple[object, ...]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element; what its attributes say counts where a browser acts on it.

        A page's title has an id made from its words, to which one link leads.
        """
        title = tag == "h1" or ("class", "md-skip") in attrs
        self.parts.append((tag, *((name, "" if name in SPOKEN or title else value) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        """The end of an element."""
        self.parts.append(("/", tag))

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.parts.append(("!", data))

    def handle_decl(self, decl: str) -> None:
        """The doctype."""
        self.parts.append(("!", decl))

    def handle_data(self, data: str) -> None:
        """Words."""
        self.words.append(data)


def list_files(site: Path) -> set[str]:
    """The names of all files of a site, save those of the search, which are cut by what they hold, and secret ones."""
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    names = {name for name in names if not SECOND_LIST.fullmatch(name)}
    return {name for name in names if not (name.startswith("search/") and name.endswith(".json"))}


def test_pages_of_hostile_and_tame_words_have_the_same_elements(counties: tuple[Path, Path]) -> None:
    """No element, attribute, comment, address, style or class of any page comes from a word."""
    one, other = counties
    assert list_files(one) == list_files(other)
    pages = sorted(one.rglob("*.html"))
    assert len(pages) > len(HOSTILE)
    for page in pages:
        name = page.relative_to(one).as_posix()
        found = Skeleton(page.read_text(encoding="utf-8"))
        assert found.parts == Skeleton((other / name).read_text(encoding="utf-8")).parts, name


def test_hostile_words_are_shown_as_written(counties: tuple[Path, Path]) -> None:
    """Nothing is lost or shown in another form: each measure's title stands on its page letter for letter."""
    site, _ = counties
    for row in yaml.safe_load((site.parent / "content/measures.yaml").read_text(encoding="utf-8")):
        page = Skeleton((site / "measures" / row["编号"] / "index.html").read_text(encoding="utf-8"))
        assert " ".join(row["标题"].split()) in " ".join("".join(page.words).split())


def test_the_reason_of_a_withdrawal_is_not_published(counties: tuple[Path, Path]) -> None:
    """What staff say of a code is for themselves; its name still shows readers what it was for."""
    site, _ = counties
    ledger, _ = read_ledger(County(site.parent))
    assert ledger is not None
    assert ledger.codes[0].reason == REASON
    words = Skeleton((site / "f" / ledger.codes[0].code / "index.html").read_text(encoding="utf-8")).words
    assert HOSTILE[0] in words
    assert "有人举报" not in "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))


def test_everything_that_is_no_page_is_the_same_or_inert(counties: tuple[Path, Path]) -> None:
    """Symbols, scripts and styles are byte for byte those of the tame site; the rest is well-formed."""
    one, other = counties
    for name in sorted(list_files(one)):
        data = (one / name).read_bytes()
        if name.endswith((".js", ".css", ".png", ".gz", ".txt")):
            assert data == (other / name).read_bytes(), name
        elif name.endswith((".svg", ".xml")):
            assert read_elements(data) == read_elements((other / name).read_bytes()), name
        elif name.endswith(".json"):
            assert json.loads(data) is not None, name
        elif name.endswith(".ics"):
            assert read_properties(data) == read_properties((other / name).read_bytes()), name
        else:
            assert name.endswith((".html", ".csv")), name


def test_what_a_search_shows_is_as_written(counties: tuple[Path, Path]) -> None:
    """The index is JSON, which no browser takes for a page, and gives each title letter for letter, as text."""
    site, _ = counties
    files = sorted((site / "search").glob("*/p*.json"))
    titles = {" ".join(title.split()) for path in files for _, title, _ in json.loads(path.read_bytes())["pages"]}
    for row in yaml.safe_load((site.parent / "content/measures.yaml").read_text(encoding="utf-8")):
        assert " ".join(row["标题"].split()) in titles


def read_properties(data: bytes) -> list[str]:
    """The names of a calendar's lines, whatever they say."""
    return [line.partition(":")[0] for line in data.decode().replace("\r\n ", "").split("\r\n")]


def read_elements(data: bytes) -> list[tuple[str, list[tuple[str, str]]]]:
    """The elements of a well-formed XML file with their attributes."""
    root = ET.fromstring(data)  # noqa: S314 - the files are those we have just built
    return [(part.tag, sorted(part.attrib.items())) for part in root.iter()]


def test_no_cell_of_a_download_is_run_by_a_spreadsheet(counties: tuple[Path, Path]) -> None:
    """A text that begins like a formula is quoted, numbers stay numbers."""
    site, _ = counties
    tables = sorted((site / "data").rglob("*.csv"))
    assert tables
    for table in tables:
        for cell in cells_of(table.read_text(encoding="utf-8-sig")):
            assert not is_formula(cell), (table.name, cell)


def test_no_cell_of_a_report_is_run_by_a_spreadsheet(
    counties: tuple[Path, Path], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Names of sheets and headings in the CSV of the check, and notes in that of the codes, are no formulas."""
    place = Location("content/grids.xlsx", sheet="@SUM(zz)", row=1, column="A", heading="=HYPERLINK(1)")
    found = report_problems([problem("file-empty", place)]).render("csv")
    assert {"'@SUM(zz)", "'=HYPERLINK(1)"} <= set(cells_of(found))
    assert main(["codes", "list", "--root", str(counties[0].parent), "--format", "csv"]) == 0
    listed = list(cells_of(capfdbinary.readouterr().out.decode("utf-8-sig")))
    assert "'=lost(zz)" in listed
    assert not [cell for cell in listed if is_formula(cell)]


def cells_of(text: str) -> Iterator[str]:
    """Every cell of a CSV text."""
    for row in csv.reader(io.StringIO(text, newline="")):
        yield from row


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run the text; a plain number is none."""
    plain = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)
    return cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) and not plain
