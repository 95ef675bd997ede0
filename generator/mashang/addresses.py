"""The public addresses, which are permanent, and relative links between them.

An address is relative to the site's root, has no leading slash, and names a page with a trailing one:
``measures/M01/``. The home page's address is empty. Links are relative, so that the site works under any
path of a portal.
"""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from urllib.parse import quote

from mashang.periods import Quarter, YearMonth

HOME = ""
MEASURES = "measures/"
LISTS = "lists/"
PROGRESS = "progress/"
DEPARTMENTS = "departments/"
WINDOWS = "windows/"
MATTERS = "matters/"
GRIDS = "grids/"
RANKINGS = "rankings/"
REPORT = "report/"
REPORTS = "reports/"
"""What became of what was reported."""
PRIVACY = "privacy/"
"""What becomes of personal data, by each way to report."""
ABOUT = "about/"
RATING_RULES = f"{ABOUT}#ratings-rules"
"""Where readers learn how ratings are counted and what is suppressed."""
SEARCH = "search/"
DATA = "data/"
MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "manifest.pub"
"""The list of all files with their digests, its signature, and the key that proves it."""
CORRECTIONS = f"{PROGRESS}corrections/"
"""Which months were closed, and every correction of them."""
CODES = "f/"
"""Below this stands a page for each code; nothing stands here itself."""
INTAKE, LOOKUP = "intake/", "lookup"
"""Where the receiving service answers when it stands with the site; in it, where receipts are looked up."""
CHECKPOINT = f"{CODES}ledger.txt"
"""One digest of all rows of the ledger."""
CLOSURES, RECORDS = f"{DATA}closures.csv", f"{DATA}published.csv"
"""Which months were closed, when, with which digest."""
PACKAGE = f"{DATA}datapackage.json"
"""The description of all tables of the open data."""
FEED, CALENDAR, SITEMAP = "feed.xml", "deadlines.ics", "sitemap.xml"

_FRAGMENT_SIGNS = "=&,"
"""Left as they are after ``#``, where a filter may be written: ``measures/#status=已逾期,进度滞后``."""


def measure_address(measure: str) -> str:
    """A measure's page."""
    return f"{MEASURES}{measure}/"


def list_address(list_id: str, edition: date | None = None) -> str:
    """A list's page, or that of one of its editions."""
    return f"{LISTS}{list_id}/" + (f"{edition.isoformat()}/" if edition else "")


def month_address(month: YearMonth, number: int = 1) -> str:
    """A month's page, or a further part of it: ``progress/2026-10/``, ``progress/2026-10/2/``."""
    return f"{PROGRESS}{month}/" + (f"{number}/" if number > 1 else "")


def index_address(number: int = 1) -> str:
    """The index of the measures, so many to a page: ``measures/``, ``measures/all/2/``."""
    return MEASURES if number == 1 else f"{MEASURES}all/{number}/"


def history_address(number: int = 1) -> str:
    """The measures' statuses month by month, so many to a page: ``progress/history/``, ``progress/history/2/``."""
    return f"{PROGRESS}history/" + (f"{number}/" if number > 1 else "")


def warnings_address(month: YearMonth, number: int = 1) -> str:
    """The measures at risk at a month's end, in parts as the month's page: ``progress/2026-10/warnings/``."""
    return f"{month_address(month)}warnings/" + (f"{number}/" if number > 1 else "")


def case_month_address(month: YearMonth) -> str:
    """What was reported and handled in a month: ``reports/2026-10/``."""
    return f"{REPORTS}{month}/"


def case_list_address(number: int = 1) -> str:
    """The public list of cases, by number, so many to a page: ``reports/list/``, ``reports/list/2/``."""
    return f"{REPORTS}list/" + (f"{number}/" if number > 1 else "")


def answers_address(number: int = 1) -> str:
    """Released answers: ``reports/answers/``, ``reports/answers/2/``."""
    return f"{REPORTS}answers/" + (f"{number}/" if number > 1 else "")


def ranking_address(quarter: Quarter) -> str:
    """A quarter's ranking: ``rankings/2026-q3/``."""
    return f"{RANKINGS}{quarter}/"


def year_address(year: int) -> str:
    """A year's summary: ``rankings/2026/``."""
    return f"{RANKINGS}{year}/"


def department_address(department: str) -> str:
    """A department's page."""
    return f"{DEPARTMENTS}{department}/"


def matter_address(matter: str) -> str:
    """A matter's page."""
    return f"{MATTERS}{matter}/"


def grid_address(grid: str) -> str:
    """A grid's page."""
    return f"{GRIDS}{grid}/"


def free_page_address(name: str) -> str:
    """A page of free text: ``about.md`` stands at ``about/``."""
    return f"{name}/"


def scan_address(code: str) -> str:
    """The page behind a printed symbol."""
    return f"{CODES}{code}/"


def symbol_address(code: str, suffix: str) -> str:
    """A code's symbol as a picture: ``svg`` or ``png``."""
    return f"{CODES}{code}/code.{suffix}"


def data_address(name: str) -> str:
    """A download, such as ``progress/2026-10.csv``."""
    return f"{DATA}{name}"


def gone_item(address: str) -> str:
    """Under which key it is confirmed that an address is no more: ``gone-measures-M07``."""
    return f"gone-{address.strip('/').replace('/', '-')}"


def relative(page: str, target: str) -> str:
    """The link from the page at one address to another address: ``("measures/M01/", "f/X/") → "../../f/X/"``."""
    path, hash_mark, fragment = target.partition("#")
    if path == page and hash_mark:
        return hash_mark + quote(fragment, safe=_FRAGMENT_SIGNS)
    here, there = page.split("/")[:-1], path.split("/")
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there[:-1], strict=False)))
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return quote(link or "./") + hash_mark + quote(fragment, safe=_FRAGMENT_SIGNS)
