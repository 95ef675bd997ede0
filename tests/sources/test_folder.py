"""A county's content folder as a whole."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import openpyxl
import pytest

from mashang.county import County
from mashang.files import LARGEST_FILE
from mashang.problems import Problem
from mashang.raw import RawContent
from mashang.sources.folder import check_settings_files, read_content

CSV = "编号,名称\nD01,数据局\n"
UNKNOWN_HINT = (
    "可以用的位置有：measures、months、progress/2026-10、lists/positive-list/list、lists/positive-list/editions、lists/positive-list/2026-03-01、"
    "departments、windows、enterprises、matters、grids、ratings/2026-10、reports/2026-10、corrections、adjustments、confirmations、problems；"
    "不是数据就移出 content。"
)


def _county(root: Path, **more: str) -> Path:
    """A county with the required tables, and what else is given by place."""
    for place, text in {"measures.csv": CSV, "months.csv": CSV, "departments.csv": CSV, **more}.items():
        path = root / "content" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def _report(problems: tuple[Problem, ...]) -> list[tuple[str, str, str, str]]:
    return [(p.code, str(p.where), p.sentence, p.mend) for p in problems]


def _places(content: RawContent) -> list[tuple[str, tuple[str, ...], str]]:
    return [(table.dataset, table.parts, table.file) for table in content.tables]


def test_every_file_finds_its_dataset_in_the_order_of_names(tmp_path: Path) -> None:
    """Tables with their parts, pages with their names; what programs leave behind is passed over."""
    _county(
        tmp_path,
        **{
            "grids.yaml": "- 编号: G01\n",
            "progress/2026-10.csv": CSV,
            "progress/2026-09.CSV": CSV,
            "ratings/2026-10.csv": CSV,
            "lists/positive/list.yml": "名称: 正面清单\n",
            "lists/positive/2026-03-01.csv": CSV,
            "pages/about.md": "# 关于\n",
            "~$measures.xlsx": "x",
            ".~lock.measures.csv#": "x",
            "Thumbs.db": "x",
            "desktop.ini": "x",
            ".DS_Store": "x",
            ".git/config": "x",
        },
    )
    book = openpyxl.Workbook()
    book.worksheets[0].append(["编号"])
    book.save(tmp_path / "content" / "windows.XLSX")
    content, problems = read_content(County(tmp_path))
    assert problems == ()
    assert _places(content) == [
        ("departments", (), "content/departments.csv"),
        ("grids", (), "content/grids.yaml"),
        ("list-edition", ("positive", "2026-03-01"), "content/lists/positive/2026-03-01.csv"),
        ("list", ("positive",), "content/lists/positive/list.yml"),
        ("measures", (), "content/measures.csv"),
        ("months", (), "content/months.csv"),
        ("progress", ("2026-09",), "content/progress/2026-09.CSV"),
        ("progress", ("2026-10",), "content/progress/2026-10.csv"),
        ("ratings", ("2026-10",), "content/ratings/2026-10.csv"),
        ("windows", (), "content/windows.XLSX"),
    ]
    assert [(page.file, page.name, page.text) for page in content.documents] == [
        ("content/pages/about.md", "about", "# 关于\n")
    ]
    assert [[cell.text for cell in row.cells] for row in content.tables[0].sheets[0].rows] == [
        ["编号", "名称"],
        ["D01", "数据局"],
    ]


def test_no_content_folder(tmp_path: Path) -> None:
    """The command was started elsewhere."""
    content, problems = read_content(County(tmp_path))
    assert content == RawContent((), ())
    assert _report(problems) == [
        ("folder-missing", "content", "没有“content”文件夹。", "在县的文件夹里运行，或用 --root 指明县的文件夹。")
    ]


def test_required_tables_are_missed(tmp_path: Path) -> None:
    """Each with the headings to write."""
    (tmp_path / "content").mkdir()
    _, problems = read_content(County(tmp_path))
    assert _report(problems) == [
        (
            "file-missing",
            "content",
            "缺少文件“content/measures”（措施清单）。",
            "新建 content/measures.xlsx、.csv 或 .yaml，第一行写列名：编号、标题、领域、内容、牵头单位。",
        ),
        (
            "file-missing",
            "content",
            "缺少文件“content/departments”（单位）。",
            "新建 content/departments.xlsx、.csv 或 .yaml，第一行写列名：编号、名称。",
        ),
    ]


def test_two_files_for_one_table(tmp_path: Path) -> None:
    """The first is read, so that its own faults are seen as well, but nothing is built."""
    content, problems = read_content(County(_county(tmp_path, **{"measures.yaml": "- 编号: M99\n"})))
    assert _report(problems) == [
        (
            "file-twice",
            "content/measures.csv",
            "“措施清单”有两个文件：content/measures.csv、content/measures.yaml。",
            "只留一个，把另一个移出 content 文件夹。",
        )
    ]
    assert ("measures", (), "content/measures.csv") in _places(content)


@pytest.mark.parametrize(
    ("place", "name", "hint"),
    [
        ("mesures.csv", "mesures", "是不是“措施清单”？要放在 content/measures.csv 这样的位置；不是就移出 content。"),
        ("qwerty.csv", "qwerty", UNKNOWN_HINT),
        ("readme", "readme", UNKNOWN_HINT),
        ("about.md", "about", "页面放在 content/pages 文件夹里，文件名用英文，如 content/pages/about.md。"),
    ],
)
def test_unknown_files(tmp_path: Path, place: str, name: str, hint: str) -> None:
    """Nothing lies in the folder unread without a word."""
    _, problems = read_content(County(_county(tmp_path, **{place: CSV})))
    assert _report(problems) == [
        ("file-unknown", f"content/{place}", f"不认识这个文件：没有叫“{name}”的数据表。", hint)
    ]


@pytest.mark.parametrize(
    ("place", "mend"),
    [
        (
            "measures.png",
            "content 里只放表格（.xlsx、.xls、.et、.ods、.csv、.yaml）和页面（.md）；把这个文件移出 content。",
        ),
        (
            "pages/map.JPG",
            "content 里只放表格（.xlsx、.xls、.et、.ods、.csv、.yaml）和页面（.md）；把这个文件移出 content。",
        ),
        (
            "measures.csv.txt",
            "去掉文件名末尾的 .txt，只留 measures.csv（看不到 .txt 时，先在资源管理器里打开“文件扩展名”显示）。",
        ),
        ("measures.docx", "把里面的表格复制到 WPS 或 Excel，存成 .xlsx，再把这个文件移出 content。"),
        ("pages/guide.docx", "把文字存成 .md 文件，第一行写“# 标题”，再把这个文件移出 content。"),
    ],
)
def test_files_that_are_no_workbooks(tmp_path: Path, place: str, mend: str) -> None:
    """Nobody is asked to save a picture as a workbook."""
    _, problems = read_content(County(_county(tmp_path, **{place: CSV})))
    assert [(p.code, p.where.file, p.mend) for p in problems] == [("file-type-unsupported", f"content/{place}", mend)]


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("formats.xlsx", ".et"),
        ("formats.xls", ".et"),
        ("formats.xls", ".xls"),
        ("formats.ods", ".ods"),
        ("formats.xlsx", ".XLSM"),
    ],
)
def test_workbooks_of_every_form_are_tables(tmp_path: Path, name: str, suffix: str) -> None:
    """WPS gives .et to both of its forms."""
    (_county(tmp_path) / f"content/windows{suffix}").write_bytes(
        (Path(__file__).with_name("files") / name).read_bytes()
    )
    content, _ = read_content(County(tmp_path))
    (table,) = (table for table in content.tables if table.dataset == "windows")
    assert (table.file, [sheet.sheet for sheet in table.sheets]) == (f"content/windows{suffix}", ["进展", "第二张"])


def test_one_table_in_two_forms_is_one_too_many(tmp_path: Path) -> None:
    """The old form is often kept beside the new one."""
    folder = _county(tmp_path) / "content"
    for form in ("xls", "xlsx"):
        (folder / f"windows.{form}").write_bytes((Path(__file__).with_name("files") / f"formats.{form}").read_bytes())
    _, problems = read_content(County(tmp_path))
    assert "“窗口”有两个文件：content/windows.xls、content/windows.xlsx。" in [p.sentence for p in problems]


@pytest.mark.parametrize("suffix", [".xlsb", ".ett", ".numbers", ".XLTM"])
def test_unsupported_files(tmp_path: Path, suffix: str) -> None:
    """The old file is named; that the table is missing is not said twice."""
    _county(tmp_path)
    (tmp_path / "content" / "measures.csv").rename(tmp_path / "content" / f"measures{suffix}")
    _, problems = read_content(County(tmp_path))
    assert _report(problems) == [
        (
            "file-type-unsupported",
            f"content/measures{suffix}",
            f"不支持 {suffix.lower()} 文件。",
            "在 WPS 或 Excel 里另存为 .xlsx（工作簿），再删掉旧文件。",
        )
    ]


@pytest.mark.parametrize(
    ("place", "where", "reported"),
    [
        (
            "progress/2026年10月.csv",
            "content/progress/2026年10月.csv",
            (
                "name-not-month",
                "文件名“2026年10月”不是月份。",
                "改成“2026-10”这样的年-月；副本和不用的文件移出 content。",
            ),
        ),
        (
            "ratings/2026-13.csv",
            "content/ratings/2026-13.csv",
            ("name-not-month", "文件名“2026-13”不是月份。", "改成“2026-10”这样的年-月；副本和不用的文件移出 content。"),
        ),
        (
            "pages/关于.md",
            "content/pages/关于.md",
            ("name-not-plain", "名称“关于”不能用在网址里。", "只用小写英文字母、数字和短横线，如 positive-list。"),
        ),
        (
            "lists/正面清单/2026-03-01.csv",
            "content/lists/正面清单",
            ("name-not-plain", "名称“正面清单”不能用在网址里。", "只用小写英文字母、数字和短横线，如 positive-list。"),
        ),
    ],
)
def test_names_that_cannot_stand(tmp_path: Path, place: str, where: str, reported: tuple[str, str, str]) -> None:
    """Months, dates and names in addresses; a wrong folder is named once, not for each of its files."""
    content, problems = read_content(County(_county(tmp_path, **{place: CSV})))
    assert [(p.where.file, (p.code, p.sentence, p.mend)) for p in problems] == [(where, reported)]
    assert [table.dataset for table in content.tables if table.sheets] == ["departments", "measures", "months"]
    assert content.documents == ()


def test_an_edition_needs_a_real_date(tmp_path: Path) -> None:
    """A day that the calendar lacks is no edition; that the list has no other is not said as well."""
    tables = {"lists/negative/list.yml": "名称: 负面清单\n", "lists/negative/2026-02-30.csv": CSV}
    _, problems = read_content(County(_county(tmp_path, **tables)))
    assert _report(problems) == [
        (
            "name-not-date",
            "content/lists/negative/2026-02-30.csv",
            "文件名“2026-02-30”不是日期。",
            "改成这一版的发布日期，如“2026-03-01”；副本和不用的文件移出 content。",
        )
    ]


def test_a_list_needs_its_description(tmp_path: Path) -> None:
    """An edition without a name and a publisher cannot be shown."""
    _, problems = read_content(County(_county(tmp_path, **{"lists/negative/2026-03-01.csv": CSV})))
    assert _report(problems) == [
        (
            "list-incomplete",
            "content/lists/negative",
            "清单文件夹“negative”缺少说明文件 list.yml。",
            "新建 list.yml，写明名称、类型、发布机构。",
        )
    ]


@pytest.mark.parametrize(("name", "text"), [("grids.csv", ""), ("grids.csv", ",,\n"), ("grids.yaml", "[]\n")])
def test_empty_files(tmp_path: Path, name: str, text: str) -> None:
    """An empty table is a slip, whichever way it is empty."""
    content, problems = read_content(County(_county(tmp_path, **{name: text})))
    assert _report(problems) == [
        ("file-empty", f"content/{name}", "文件里没有内容。", "补上列名和数据；确实不需要就删掉这个文件。")
    ]
    assert [table.file for table in content.tables if not table.sheets] == [f"content/{name}"]


def test_a_workbook_of_blank_sheets_is_empty(tmp_path: Path) -> None:
    """Sheets there are, but nothing in them."""
    _county(tmp_path)
    openpyxl.Workbook().save(tmp_path / "content" / "grids.xlsx")
    assert [p.code for p in read_content(County(tmp_path))[1]] == ["file-empty"]


def test_a_broken_file_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    """All problems at once; a table that could not be read is there without sheets, so that nobody else is blamed."""
    content, problems = read_content(County(_county(tmp_path, **{"measures.csv": '编号\n"M01', "months.csv": "\x00"})))
    assert [(p.code, p.where.file) for p in problems] == [
        ("csv-quote-open", "content/measures.csv"),
        ("encoding-unknown", "content/months.csv"),
    ]
    assert [(table.dataset, bool(table.sheets)) for table in content.tables] == [
        ("departments", True),
        ("measures", False),
        ("months", False),
    ]


def test_links_out_of_the_county_are_not_followed(tmp_path: Path) -> None:
    """Neither a file nor a folder elsewhere can be drawn into the site; a broken link is reported, too."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "grids.csv").write_text(CSV, encoding="utf-8")
    county = _county(tmp_path / "county")
    (county / "content" / "grids.csv").symlink_to(elsewhere / "grids.csv")
    (county / "content" / "progress").symlink_to(elsewhere, target_is_directory=True)
    (county / "content" / "windows.csv").symlink_to(county / "gone.csv")
    content, problems = read_content(County(county))
    mend = "把文件或文件夹本身放进 content，不要放链接。"
    assert sorted(_report(problems)) == [
        ("file-locked", "content/windows.csv", "现在读不了这个文件：没有这个文件或文件夹。", "请检查名称和位置。"),
        ("file-outside", "content/grids.csv", "这是指向别处的链接，没有读取。", mend),
        ("file-outside", "content/progress", "这是指向别处的链接，没有读取。", mend),
    ]
    assert [table.file for table in content.tables if not table.sheets] == ["content/windows.csv"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_what_is_no_regular_file_is_never_opened(tmp_path: Path) -> None:
    """A pipe that nobody writes to would keep a reader waiting; a page, a table and a setting are alike."""
    county = _county(tmp_path)
    for place in ("content/grids.csv", "content/windows.xlsx", "content/pages/about.md", "site_config/overrides/a.css"):
        (county / place).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(county / place)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(county / "content" / "matters.yaml"))
    _, problems = read_content(County(county))
    places = ("content/grids.csv", "content/matters.yaml", "content/pages/about.md", "content/windows.xlsx")
    texts = ("这不是普通的文件，没有读取。", "删掉它；要放数据，就放一个普通的文件。")
    assert sorted(_report(problems)) == [("file-irregular", place, *texts) for place in places]
    found = tuple(check_settings_files(County(county)))
    assert _report(found) == [("file-irregular", "site_config/overrides/a.css", *texts)]


def test_a_huge_file_among_the_settings_is_refused_by_its_size(tmp_path: Path) -> None:
    """It would be digested, copied and published."""
    path = _county(tmp_path) / "site_config" / "overrides" / "film.mp4"
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert [(p.code, str(p.where), p.sentence) for p in check_settings_files(County(tmp_path))] == [
        ("file-too-large", "site_config/overrides/film.mp4", "文件太大：文件超过 64 MB。")
    ]


@pytest.mark.parametrize("garbled", [os.fsdecode("措施.csv".encode("gbk")), "┤δ╩⌐.csv", "鎺\ue045柦.csv"])
def test_a_garbled_name_is_read_back(tmp_path: Path, garbled: str) -> None:
    """Bytes in GBK, and what a program made of them or of UTF-8 when it unpacked; the table is not missed as well."""
    county = _county(tmp_path)
    try:
        (county / "content" / "measures.csv").rename(county / "content" / garbled)
        (county / "site_config").mkdir()
        (county / "site_config" / garbled).touch()
    except (OSError, UnicodeError):
        pytest.skip("this system allows no such names")
    content, problems = read_content(County(county))
    shown = garbled.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    unpacking = "乱码多半是解压造成的：解压时选“简体中文（GBK）”编码。"
    sentence = "名称是乱码，原来可能是“措施.csv”。"
    hint = "是不是“措施清单”？要放在 content/measures.csv 这样的位置；不是就移出 content。"
    assert _report(problems) == [("name-garbled", f"content/{shown}", sentence, hint + unpacking)]
    assert [table.dataset for table in content.tables if not table.sheets] == ["measures"]
    found = tuple(check_settings_files(County(county)))
    assert _report(found) == [("name-garbled", f"site_config/{shown}", sentence, f"把它改成英文名。{unpacking}")]


def test_a_folder_with_a_garbled_name_is_not_entered(tmp_path: Path) -> None:
    """One problem says what to do; those of the files in it would only repeat it."""
    county = _county(tmp_path, **{"lists/╒²├µ╟σ╡Ñ/2026-03-01.csv": CSV, "pages/╧╡═│.md": "# 甲"})
    _, problems = read_content(County(county))
    assert [(p.code, p.where.file, p.sentence) for p in problems] == [
        ("name-garbled", "content/lists/╒²├µ╟σ╡Ñ", "名称是乱码，原来可能是“正面清单”。"),
        ("name-garbled", "content/pages/╧╡═│.md", "名称是乱码，原来可能是“系统.md”。"),
    ]


def test_a_folder_named_like_a_table_is_not_entered(tmp_path: Path) -> None:
    """An unpacked workbook: one problem for the folder, none for what lies in it or for the table that is missing."""
    inner = tmp_path / "content/measures.xlsx/xl/workbook.xml"
    inner.parent.mkdir(parents=True)
    inner.write_text("<a/>", encoding="utf-8")
    _, problems = read_content(County(tmp_path))
    named = [f"{one.where}：{one.sentence}" for one in problems if "measures" in f"{one.where}{one.sentence}"]
    assert named == ["content/measures.xlsx：“measures.xlsx”是一个文件夹，不是表格，里面的东西没有读取。"]


def test_a_misplaced_table_is_reported_once(tmp_path: Path) -> None:
    """The file is there under a name of its own; that the table is missing is not said as well."""
    _county(tmp_path)
    (tmp_path / "content" / "measures.csv").rename(tmp_path / "content" / "措施.csv")
    content, problems = read_content(County(tmp_path))
    assert [(p.code, p.where.file) for p in problems] == [("file-unknown", "content/措施.csv")]
    assert [(table.dataset, table.file) for table in content.tables if not table.sheets] == [
        ("measures", "content/措施.csv")
    ]
