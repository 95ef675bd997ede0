"""Files of all kinds that come back, or that staff put beside the county's tables, whatever their suffix says."""

from __future__ import annotations

import io
import zipfile

from bench.calc import CSV, Book
from bench.messy_answers import sent
from bench.messy_files import FORMS, MARKET, RIGHT, Messy, cells, forms, save_as, sheet_of
from bench.slip_county import Case, make_book

_BOOK = Book((sheet_of(MARKET),))


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(sign ^ 0x5A for sign in data[middle : middle + 400]) + data[middle + 400 :]


def _blank(data: bytes) -> bytes:
    return bytes(600) + data[600:]


def _add_macro(data: bytes) -> bytes:
    """The workbook with a program beside its sheets, which LibreOffice never writes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item))
        new.writestr(
            "xl/vbaProject.bin" if "xl/workbook.xml" in old.namelist() else "Basic/Standard/a.xml", b"\xd0\xcf\x11\xe0"
        )
    return out.getvalue()


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


_FAULTY = ("answer-faulty", "-M04")
_TYPED = f"编号,完成率,本月进展\r\nM04,80%,{RIGHT['M04']['text']}\r\nM06,70%,{RIGHT['M06']['text']}\r\n"
KINDS = (
    *(
        sent(f"typed as text · {name}", {f"{MARKET}.{name}": made})
        for name, made in (("csv", _TYPED), ("CSV", _TYPED.encode("gb18030")), ("2.csv", _TYPED.encode("utf-16")))
    ),
    sent("typed twice", {"a.csv": _TYPED, "b.csv": _TYPED.replace("80%", "85%")}, "answer-twice", "-M04"),
    sent("typed with another's row", {"a.csv": f"{_TYPED}M02,50%,拨付\r\n"}, "answer-of-another A4"),
    sent("typed under another heading", {"a.csv": _TYPED.replace("率", "律")}, "heading-unknown B1", "-"),
    sent("typed with a share", {"a.csv": _TYPED.replace("80%", "0.8")}, "percent-ambiguous B2", *_FAULTY),
    *(
        Messy(
            f"cut off · {kind}",
            {f"{MARKET}.{kind}": save_as(_BOOK, kind)},
            (MARKET,),
            ("file-damaged|file-unreadable", "-"),
            change=_cut,
        )
        for kind in (*FORMS, "et")
    ),
    *(
        Messy(
            f"bytes flipped · {kind}",
            {f"{MARKET}.{kind}": save_as(_BOOK, kind)},
            (MARKET,),
            ("?file-damaged", "?M04", "?M06"),
            change=_flip,
        )
        for kind in FORMS
    ),
    *(
        Messy(
            f"its head is gone · {kind}",
            {f"{MARKET}.{kind}": save_as(_BOOK, kind)},
            (MARKET,),
            ("file-damaged|file-unreadable|answer-not-table|encoding-unknown", "-"),
            change=_blank,
        )
        for kind in FORMS
    ),
    *(
        Messy(
            f"with macros · {kind}",
            {f"{MARKET}.{kind}": save_as(_BOOK, kind)},
            (MARKET,),
            ("file-macro",),
            change=_add_macro,
        )
        for kind in ("xlsm", "xlsx", "ods")
    ),
    *forms("another suffix", _BOOK, kinds=("et", "xlsm")),
    *(
        sent(f"{kind} under {suffix}", {f"{MARKET}.{suffix}": save_as(_BOOK, kind)})
        for kind, suffix in (("xlsx", "et"), ("xls", "xlsx"), ("ods", "xlsx"), ("xlsx", "xls"), ("xlsx", "csv"))
    ),
    *forms("text", _BOOK, kinds=("csv", "gbk.csv", "utf16.csv", "semicolon.csv")),
    sent(
        "a CSV in Big5",
        {f"{MARKET}.csv": Book((sheet_of(MARKET, {"A2": "編號", "J2": "本月進展"}),), filter=f"{CSV}44,34,19")},
        "heading-garbled|encoding-unknown|answer-not-table",
        "-",
    ),
    sent(
        "a CSV parted by Chinese commas",
        {f"{MARKET}.csv": "编号，完成率，本月进展\nM04，75%，开通\n"},
        "delimiter-wrong",
        "-",
    ),
    sent(
        "a CSV with an open quote",
        {f"{MARKET}.csv": '编号,完成率,本月进展\nM04,75%,"开通\nM06,60%,提醒\n'},
        "csv-quote-open",
        "-",
    ),
    sent(
        "a CSV with a comma in a text",
        {f"{MARKET}.csv": "编号,完成率,本月进展\nM04,75%,开通,又培训\nM06,60%,提醒\n"},
        "answer-beside D2",
        "answer-faulty",
        "M06.percent=60",
        "M06.text=提醒",
        "-M04",
    ),
    *(
        sent(
            f"a web page under .{kind}",
            {f"{MARKET}.{kind}": Book(_BOOK.sheets, filter="html:HTML (StarCalc)")},
            "file-unreadable|answer-not-table",
            "-",
        )
        for kind in ("xls", "xlsx", "html")
    ),
    *(
        sent(
            f"a PDF under .{kind}",
            {f"{MARKET}.{kind}": Book(_BOOK.sheets, filter="pdf")},
            "file-unreadable|answer-not-table",
            "-",
        )
        for kind in ("pdf", "xlsx", "xls")
    ),
    *(
        sent(
            f"an Excel 2003 XML under .{kind}",
            {f"{MARKET}.{kind}": Book(_BOOK.sheets, filter="xml:MS Excel 2003 XML")},
            "file-unreadable|answer-not-table",
            "-",
        )
        for kind in ("xml", "xls", "xlsx")
    ),
    *(
        sent(
            f"a flat .fods under .{kind}",
            {f"{MARKET}.{kind}": Book(_BOOK.sheets, filter="fods")},
            "file-unreadable|answer-not-table",
            "-",
        )
        for kind in ("fods", "ods")
    ),
    *(
        sent(
            f"a Word document under .{kind}",
            {f"{MARKET}.{kind}": _zip("word/document.xml", "[Content_Types].xml")},
            "file-unreadable|answer-not-table",
            "-",
        )
        for kind in ("docx", "xlsx", "et")
    ),
    *(
        sent(f"a picture · {name}", {name: b"\xff\xd8\xff\xe0" + bytes(900)}, "answer-not-table|file-unreadable", "-")
        for name in ("微信图片_20261203.jpg", "市场监管局.PNG", "市场监管局.xlsx")
    ),
    *(
        sent(
            f"packed · {kind}",
            {f"{MARKET}.{kind}": _zip("市场监管局.xlsx") if kind != "rar" else b"Rar!\x1a\x07\x01\x00" + bytes(90)},
            "answer-not-table",
            "-",
        )
        for kind in ("zip", "rar", "7z")
    ),
    *(sent(f"nothing in it · {kind}", {f"{MARKET}.{kind}": b""}, "file-empty", "-") for kind in (*FORMS, "csv", "et")),
    *(
        sent(
            f"only spaces · {kind}", {f"{MARKET}.{kind}": b" \r\n \r\n"}, "file-empty|file-unreadable|answer-empty", "-"
        )
        for kind in ("csv", "xlsx")
    ),
    *(
        Messy(f"left behind · {name}", {name: b"\x05wang" + bytes(160)}, (MARKET,), ("-",), passed_over=True)
        for name in (
            "~$市场监管局.xlsx",
            ".~市场监管局.xlsx",
            ".~lock.市场监管局.ods#",
            "Thumbs.db",
            "desktop.ini",
            "._市场监管局.xlsx",
            "__MACOSX/市场监管局.xlsx",
        )
    ),
    *(
        sent(f"unfinished · {name}", {name: b"\x05wang" + bytes(160)}, "answer-not-table", "-")
        for name in ("市场监管局.xlsx.tmp", "F4D2A100", "~WRD0001.tmp")
    ),
    *(
        sent(f"sent another way · {name}", {name: b"[InternetShortcut]\r\n"}, "answer-not-table", "-")
        for name in ("金山文档链接.url", "转发.eml", "市场监管局.wps")
    ),
    *cells(
        "a comma too many",
        {"N3": "又培训"},
        "answer-beside N3",
        "answer-faulty",
        "-M04",
        kinds=("csv", "gbk.csv", "semicolon.csv"),
    ),
    sent("a folder named like a file", {f"{MARKET}.xlsx/x.txt": "x"}, "answer-not-table", "-"),
    sent(
        "a letter beside the sheet",
        {"市场监管局.xlsx": _BOOK, "请示.docx": _zip("word/document.xml")},
        "answer-not-table",
    ),
)
_PROGRESS = "content/progress/2026-10"
_SHEET = make_book("progress/2026-10")
BESIDE_TABLES = (
    *(
        Case(
            f"a copy in content · {name}",
            {f"{_PROGRESS}.xlsx": _SHEET, f"content/progress/{name}": _SHEET},
            ("name-not-month|file-unknown|file-twice|file-type-unsupported",),
        )
        for name in ("2026-10 - 副本.xlsx", "2026-10（最终版）.xlsx", "2026-10(1).xlsx", "10月.xlsx", "2026-10.xls")
    ),
    *(
        Case(f"left behind in content · {name}", {f"content/progress/{name}": b"\x05wang" + bytes(160)}, ("#=6",))
        for name in ("~$2026-10.xlsx", ".~2026-10.xlsx", "Thumbs.db")
    ),
    *(
        Case(
            f"another file in content · {name}",
            {f"content/{name}": b"PK\x03\x04" + bytes(90)},
            ("file-type-unsupported|file-unknown",),
        )
        for name in ("2026-10.zip", "progress/2026-10.rar", "截图.jpg", "progress/2026-10.xlsx.tmp", "措施.docx")
    ),
    *(
        Case(
            f"a department's sheet as it came · {name}",
            {f"content/progress/{name}": _BOOK},
            ("name-not-month|file-unknown",),
        )
        for name in ("市场监管局.xlsx", "2026-11-市场监管局.xlsx", "11月/市场监管局.xlsx")
    ),
)
